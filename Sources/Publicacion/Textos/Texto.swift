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
    case cifrasDelActa, cifrasDelActaTitulo, enElOrdenDelPapel, regla, imagenEnProceso, sinImagenPorqueNoHayActa
    case imagenNoSeTiene, imagenDe, descargarLaImagen, verificarEstaActa, claveDeCasilla, claveDeActa
    case representacionesAcreditadas, noAplica, limiteDeVotos, limiteDeListaNominal, limiteDeBoletas
    case participacionEnLaCasilla, origenDeLaImagen, documento, acopio, captura, verificacion, correccion, cotejo
    case codigoDeIntegridad, actaEnProceso, movilEnLaCasilla, escanerEnElCentro, noHayActa, recuadro, cantidad
    case ilegible, sinDato, totalQueSuma, cifrasCuandoSeCapture, boletasSobrantes, personasQueVotaron
    case representantesQueVotaron, votosSacados, totalEscrito, criterioA0, criterioA1, criterioA2, criterioA3
    case criterioA4, criterioA5, criterioA6, criterioA7, criterioA8, criterioA9, criterioA10, seSuma
    case seSumanLosLegibles, seMuestraYNoSeSuma, seConoceraEnLosComputos, noSeSuma, todaviaNoSuma, cotejoAceptado
    case cotejoTrasCorreccion, cotejoEnCorreccion, razon, porQue, cadaActa, actasEnCadaLista, faltanPorRazon
    case faltanPorUnidad, actasSinContabilizar, sinContabilizar, sinActasQueFalten, noSeHanContabilizado, faltanDe
    case faltanEn, descargarLaLista, razonEnProceso, razonEnProcesoAlCierre, razonPaqueteNoEntregado
    case razonPaqueteSinBolsa, razonCasillaNoInstalada, razonContingenciaUrna, razonTodosLosCampos, razonExcede
    case explicaEnProceso, explicaEnProcesoAlCierre, explicaPaqueteNoEntregado, explicaPaqueteSinBolsa
    case explicaCasillaNoInstalada, explicaContingenciaUrna, explicaTodosLosCampos, explicaExcede
    case todaviaNoHayResultados, resultadosDeUnVistazo, verPor, compartir, laPublicacionEmpieza, todoEnCero
    case elPREPTermino, fechaYCorte, yaNoCambian, participacionConLasEspeciales, eleccion, baseDelUltimoCorte
    case todosLosCortes, sinEspeciales, votoDesdeElExtranjero, votoAnticipado, prisionPreventiva, especialesMR
    case especialesRP, notaDeExtranjero, notaDeAnticipado, notaDePrision, notaDeEspecialesMR, notaDeEspecialesRP
    case actasContabilizadasDe, nVotos, verActas, conLasCifrasDeEsteCorte, cuenta, comoSeCalculaLaParticipacion
    case formulaDeParticipacion, ejemploDeParticipacion, especialesEnParticipacion, descargar, baseDelCorte
    case catalogoDeCasillas, codigoDelPaquete, paquetesDeCadaCorte, corte, queCambio, corteDe, horaDe
    case cortesAnteriores, empezarARotar, pantallaCompleta, agregarContienda, quitar, teclasDePrensa, fuente, acuerdos
    case contacto, sinDifusores, difusor, difusionInterrumpida, direccion, explicaDifusores, numeroDeSeccion
    case dondeEstaLaSeccion
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
