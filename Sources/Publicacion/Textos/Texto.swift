/// Keys of the catalogue of messages: every sentence of the public site, in the order of the catalogue.
///
/// Those that begin with `guion` are said by the scripts.
enum Texto: Int, CaseIterable, Sendable {
    case descripcion, irAlContenido, letraYTema, tamanoDeLetra, letraNormal, letraGrande, letraMayor, tema
    case temaAutomatico, temaClaro, temaOscuro, menu, seccionesDelSitio, inicio, actasQueFaltan, miCasilla
    case conoceTuCasilla, baseDeDatos, ayuda, votosEspeciales, estadisticaYParticipacion, difusoresOficiales
    case tableroParaPrensa, incrustarEnOtroSitio, centroDeAyuda, condicionesDeUso, marcaDeSimulacro, marcaDePrototipo
    case marcaDeRepeticion, avanceDelComputo, avanceDeLaEntidad, tituloDelAvance, avance, preliminar, ruta
    case cifrasDelCorte, estosDatosEnJSON, queEsCadaCampo, todoElSitio, leyendaPreliminar, leyendaDelTotal
    case leyendaDePorcentajes, participacionSinEspeciales, participacionConEspeciales, leyendaDeRP, leyendaDeHoras
    case cifrasPropias, avisoDePrivacidad, noGuardaDatos, fecha, fechaCorta, meses, actasCapturadas, participacion
    case ultimoCorte, ultimoCorteFinal, enEstaPagina, porCandidatura, porPartido, estadistica, votosPorCandidatura
    case notaDeCandidatura, candidatura, votos, porcentaje, totalDeVotos, total, compararCandidaturas
    case compararPartidos, votosPorPartido, notaDePartido, partidoOIndependiente, votosPropios, deSuCoalicion
    case votosPorRecuadro, notaDeRecuadros, recuadroDelActa, deDondeVienen, suma, actasEsperadas
    case actasCapturadasTitulo, actasContabilizadas, actasNoContabilizadas, actasConInconsistencias
    case actasFueraDeCatalogo, actasEnProceso, contabilizadasUrbanas, contabilizadasNoUrbanas
    case listaNominalContabilizada, porcentajeDe, votosEnOrdinarias, votosEnEspeciales, votosDeModalidades
    case participacionCiudadana, comoSeCalcula, todasContabilizadas, cuadre, actasQueFaltanN, primerLugar
    case primerLugarPuedeCambiar, primerLugarYaNo, ventajaDe, nadieLlevaVentaja, votosQueCaben, masSinLimite
    case primerLugarNoEstima, distrito, distritos, municipio, municipios, seccion, secciones, votosSinSeccion
    case sinDemarcacion, quienEncabeza, encabezaCadaCandidatura, notaDelMosaico, notaDelMapa, mapaDeMosaico, mapa
    case sinFigura, sinQuienEncabece, buscar, encabeza, ventaja, susVotos, ventajaSobre, empate, otrasCandidaturas
    case enProceso, de, modalidad, modalidadesSinDemarcacion, representacionProporcional, verVotosEspeciales
    case ningunaFuera, explicaFuera, fueraNoEsperadas, actas, acta, casillas, casilla, estado, listaNominal
    case participacionTitulo, imagen, observaciones, ninguna, puedePasarDeCien, contabilizada, noContabilizada
    case fueraDeCatalogo, sinActa, escaner, dispositivoMovil, urnaElectronica, imagenDelActa, constancia
    case cifrasDelActa, cifrasDelActaTitulo, enElOrdenDelPapel, regla, imagenEnProceso, imagenNoLlego
    case sinImagenPorqueNoHayActa, imagenNoSeTiene, imagenDe, descargarLaImagen, verificarEstaActa, claveDeCasilla
    case claveDeActa, representacionesAcreditadas, noAplica, limiteDeVotos, limiteDeListaNominal, limiteDeBoletas
    case participacionEnLaCasilla, origenDeLaImagen, documento, acopio, captura, verificacion, correccion, cotejo
    case codigoDeIntegridad, actaEnProceso, movilEnLaCasilla, escanerEnElCentro, noHayActa, recuadro, cantidad
    case ilegible, sinDato, totalQueSuma, cifrasCuandoSeCapture, cifrasNoLlegaron, boletasSobrantes
    case personasQueVotaron, representantesQueVotaron, votosSacados, totalEscrito, criterioA0, criterioA1, criterioA2
    case criterioA3, criterioA4, criterioA5, criterioA6, criterioA7, criterioA8, criterioA9, criterioA10
    case criterioA10AlCierre, seSuma, seSumanLosLegibles, seMuestraYNoSeSuma, seConoceraEnLosComputos, noSeSuma
    case todaviaNoSuma, cotejoAceptado, cotejoTrasCorreccion, cotejoEnCorreccion, razon, porQue, cadaActa
    case actasEnCadaLista, faltanPorRazon, faltanPorUnidad, actasSinContabilizar, sinContabilizar, sinActasQueFalten
    case noSeHanContabilizado, faltanDe, faltanEn, descargarLaLista, razonEnProceso, razonEnProcesoAlCierre
    case razonPaqueteNoEntregado, razonPaqueteSinBolsa, razonCasillaNoInstalada, razonContingenciaUrna
    case razonTodosLosCampos, razonExcede, explicaEnProceso, explicaEnProcesoAlCierre, explicaPaqueteNoEntregado
    case explicaPaqueteSinBolsa, explicaCasillaNoInstalada, explicaContingenciaUrna, explicaTodosLosCampos
    case explicaExcede, todaviaNoHayResultados, resultadosDeUnVistazo, verPor, compartir, laPublicacionEmpieza
    case todoEnCero, elPREPTermino, fechaYCorte, yaNoCambian, participacionConLasEspeciales, eleccion
    case baseDelUltimoCorte, todosLosCortes, sinEspeciales, votoDesdeElExtranjero, votoAnticipado, prisionPreventiva
    case especialesMR, especialesRP, notaDeExtranjero, notaDeAnticipado, notaDePrision, notaDeEspecialesMR
    case notaDeEspecialesRP, actasContabilizadasDe, nVotos, verActas, conLasCifrasDeEsteCorte, cuenta
    case comoSeCalculaLaParticipacion, formulaDeParticipacion, ejemploDeParticipacion, especialesEnParticipacion
    case descargar, baseDelCorte, catalogoDeCasillas, codigoDelPaquete, paquetesDeCadaCorte, corte, queCambio, corteDe
    case horaDe, cortesAnteriores, empezarARotar, pantallaCompleta, agregarContienda, quitar, teclasDePrensa, fuente
    case acuerdos, contacto, sinDifusores, difusor, direccion, explicaDifusores, numeroDeSeccion, dondeEstaLaSeccion
    case buscarBoton, noSaleDeSuEquipo, eleccionPor, explicaIncrustar, codigoParaIncrustar, verSola, campo, tipo
    case queEs, camposDe, explicaCampos, guionAvance, guionParticipacion, guionCorte, guionFinal, guionReciente
    case guionMinutos, guionHoras, guionDias, guionTarde, guionGrave, guionSinEnlace, guionFirma, guionSinVerificar
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
