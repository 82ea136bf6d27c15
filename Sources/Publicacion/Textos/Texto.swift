/// Keys of the catalogue of messages: every sentence of the public site, in the order of the catalogue.
///
/// Those that begin with `guion` are said by the scripts.
enum Texto: Int, CaseIterable, Sendable {
    case descripcion, irAlContenido, letraYTema, tamanoDeLetra, letraNormal, letraGrande, letraMayor, tema
    case temaAutomatico, temaClaro, temaOscuro, menu, seccionesDelSitio, inicio, actasQueFaltan, miCasilla
    case conoceTuCasilla, baseDeDatos, ayuda, votosEspeciales, estadisticaYParticipacion, difusoresOficiales
    case tableroParaPrensa, incrustarEnOtroSitio, centroDeAyuda, condicionesDeUso, marcaDeSimulacro, marcaDePrototipo
    case marcaDeRepeticion, avanceDelComputo, tituloDelAvance, avance, preliminar, ruta, cifrasDelCorte
    case estosDatosEnJSON, queEsCadaCampo, todoElSitio, leyendaPreliminar, leyendaDelTotal, leyendaDePorcentajes
    case participacionSinEspeciales, participacionConEspeciales, leyendaDeRP, leyendaDeHoras, cifrasPropias
    case avisoDePrivacidad, noGuardaDatos, fecha, meses, actasCapturadas, participacion, ultimoCorte
    case ultimoCorteFinal, enEstaPagina, porCandidatura, porPartido, estadistica, votosPorCandidatura
    case notaDeCandidatura, candidatura, votos, porcentaje, totalDeVotos, total, compararHastaTres, votosPorPartido
    case notaDePartido, partidoOIndependiente, votosPropios, deSuCoalicion, votosPorRecuadro, notaDeRecuadros
    case recuadroDelActa, deDondeVienen, suma, actasEsperadas, actasCapturadasTitulo, actasContabilizadas
    case actasNoContabilizadas, actasConInconsistencias, actasFueraDeCatalogo, actasEnProceso, contabilizadasUrbanas
    case contabilizadasNoUrbanas, listaNominalContabilizada, porcentajeDe, votosEnOrdinarias, votosEnEspeciales
    case votosDeModalidades, participacionCiudadana, comoSeCalcula, todasContabilizadas, faltaUna, faltanActas
    case primerLugar, primerLugarPuedeCambiar, primerLugarYaNo, ventajaDe, nadieLlevaVentaja, votosQueCaben
    case masSinLimite, primerLugarNoEstima, distrito, distritos, municipio, municipios, seccion, secciones
    case votosSinSeccion, sinDemarcacion, quienEncabeza, encabezaCadaCandidatura, notaDelMosaico, notaDelMapa
    case mapaDeMosaico, mapa, sinFigura, sinQuienEncabece, buscar, encabeza, ventaja, empate, otrasCandidaturas
    case enProceso, de
    case modalidad, modalidadesSinDemarcacion, representacionProporcional, verVotosEspeciales, ningunaFuera
    case explicaFuera, fueraNoEsperadas, actas, acta, casillas, casilla, estado, listaNominal, participacionTitulo
    case imagen, observaciones, ninguna, puedePasarDeCien, contabilizada, noContabilizada, fueraDeCatalogo, sinActa
    case escaner, dispositivoMovil, urnaElectronica, imagenDelActa, constancia, cifrasDelActa, cifrasDelActaTitulo
    case enElOrdenDelPapel, regla, imagenEnProceso, sinImagenPorqueNoHayActa, imagenNoSeTiene, imagenDe
    case descargarLaImagen, verificarEstaActa, claveDeCasilla, claveDeActa, representacionesAcreditadas, noAplica
    case limiteDeVotos, participacionEnLaCasilla, origenDeLaImagen, documento, acopio, captura, verificacion
    case correccion, cotejo, codigoDeIntegridad, actaEnProceso, movilEnLaCasilla, escanerEnElCentro, noHayActa
    case recuadro, cantidad, ilegible, sinDato, totalQueSuma, cifrasCuandoSeCapture, boletasSobrantes
    case personasQueVotaron, representantesQueVotaron, votosSacados, totalEscrito, criterioA0, criterioA1, criterioA2
    case criterioA3, criterioA4, criterioA5, criterioA6, criterioA7, criterioA8, criterioA9, criterioA10, seSuma
    case seSumanLosLegibles, seMuestraYNoSeSuma, seConoceraEnLosComputos, noSeSuma, todaviaNoSuma, cotejoAceptado
    case cotejoTrasCorreccion, cotejoEnCorreccion, razon, porQue, cadaActa, faltanPorRazon, faltanPorUnidad
    case actasSinContabilizar, sinContabilizar, actasDe, noSeHanContabilizado, faltanDe, faltanEn, descargarLaLista
    case razonEnProceso, razonPaqueteNoEntregado, razonPaqueteSinBolsa, razonCasillaNoInstalada
    case razonContingenciaUrna, razonTodosLosCampos, razonExcede, explicaEnProceso, explicaPaqueteNoEntregado
    case explicaPaqueteSinBolsa, explicaCasillaNoInstalada, explicaContingenciaUrna, explicaTodosLosCampos
    case explicaExcede, todaviaNoHayResultados, resultadosDeUnVistazo, verPor, compartir, laPublicacionEmpieza
    case todoEnCero, elPREPTermino, fechaYCorte, yaNoCambian, participacionConLasEspeciales, eleccion
    case baseDelUltimoCorte, todosLosCortes, sinEspeciales, votoDesdeElExtranjero, votoAnticipado, prisionPreventiva
    case especialesMR, especialesRP, notaDeExtranjero, notaDeAnticipado, notaDePrision, notaDeEspecialesMR
    case notaDeEspecialesRP, actasContabilizadasDe, nVotos, verActas, conLasCifrasDeEsteCorte, cuenta
    case comoSeCalculaLaParticipacion, formulaDeParticipacion, ejemploDeParticipacion, especialesEnParticipacion
    case descargar, baseDelCorte, catalogoDeCasillas, codigoDelPaquete, paquetesDeCadaCorte, corte, queCambio
    case corteDe, cortesAnteriores, empezarARotar, pantallaCompleta, teclasDePrensa, fuente, acuerdos, contacto
    case sinDifusores, difusor, direccion, explicaDifusores, numeroDeSeccion, dondeEstaLaSeccion, buscarBoton
    case noSaleDeSuEquipo, eleccionPor, explicaIncrustar, codigoParaIncrustar, verSola, campo, tipo, queEs, camposDe
    case explicaCampos, guionAvance, guionParticipacion, guionCorte, guionFinal, guionReciente, guionMinutos
    case guionHoras, guionDias, guionTarde, guionGrave, guionSinEnlace, guionFirma, guionSinVerificar
    case guionVerificado, guionReloj, guionCuenta, guionActualizado, guionBoton, diferencia, cuantos, acercar, alejar
    case verEntera, girar, ayudaDelVisor, pausar, continuar, ningunaSeccion, seccionHallada, formatoDeSeccion
    case fallaDeBusqueda
}

extension Texto {
    /// Key in the catalogue.
    var nombre: String { String(describing: self) }
}

/// Longer passages, as markup with holes, in `Recursos/<name>.<language>.html`.
enum Fragmento: String, CaseIterable, Sendable {
    case ayuda, bases, uso
}
