import Electoral

/// The page of one acta: verdict on top, every captured figure in the order of the paper, image and integrity code.
struct PaginaDeActa {
    let marco: Marco
    let eleccion: Eleccion
    /// Position of the election in the catalogue.
    let indice: Int

    private var t: Textos { marco.t }

    func pagina(_ acta: Acta, _ estado: ActaEnCorte, _ d: DatosDeActa, corte: Corte, archivo: String) -> [UInt8] {
        let carpeta = "\(eleccion.ruta)/\(d.unidad)"
        let seccion = acta.casilla.seccion.map { "\(t.llano(.seccion)) \(cifras($0, ancho: 4))" }
        let unidad =
            acta.unidad.map {
                "\(t.llano(eleccion.ambito.texto)) \(eleccion.unidades[$0].clave) \(eleccion.unidades[$0].nombre)"
            }
            ?? t.llano(.sinDemarcacion)
        var migas: [Marco.Miga] = [
            .init(texto: t.llano(.inicio), ruta: Rutas.pagina),
            .init(texto: Marco.titulo(eleccion), ruta: "\(eleccion.ruta)/\(Rutas.pagina)"),
            .init(texto: unidad, ruta: "\(carpeta)/\(Rutas.pagina)"),
        ]
        if acta.unidad != nil {
            migas.append(
                .init(
                    texto: seccion ?? t.llano(.votosSinSeccion),
                    ruta: "\(carpeta)/\(Rutas.nombreDeSeccion(acta.casilla.seccion)).html"))
        }
        migas.append(.init(texto: acta.casilla.nombre, ruta: nil))
        let conVisor = d.imagen?.ruta != nil
        return marco.pagina(
            .init(
                titulo: [seccion, acta.casilla.nombre].compactMap(\.self).joined(separator: ", "), profundidad: 3,
                migas: migas, corte: corte, gemela: "\(archivo).json", campos: "acta", eleccion: eleccion,
                menu: "\(eleccion.ruta)/\(Rutas.pagina)", guiones: conVisor ? ["acta.js"] : []),
            veredicto(estado, d)
                + "<div class=\"dos acta\">\n<div>\n"
                + Piezas.bloque(nil, t(.imagenDelActa), Piezas.vivo("imagen", imagen(d, estado)))
                + Piezas.bloque(nil, t(.constancia), Piezas.vivo("constancia", constancia(acta, estado, d)))
                + "</div>\n"
                + Piezas.bloque(
                    nil, t(.cifrasDelActa), nota: t(.enElOrdenDelPapel), Piezas.vivo("cifras", figuras(d)))
                + "</div>\n")
    }

    private func veredicto(_ estado: ActaEnCorte, _ d: DatosDeActa) -> HTML {
        let v = estado.veredicto
        let clase: HTML =
            switch v.contabilizada {
            case .si: ""
            case .pendiente: " pendiente"
            case .no, .fueraDeCatalogo: " no"
            }
        let mencion: HTML =
            d.observaciones.isEmpty || d.observaciones == "-"
            ? "" : "<p>\(t(.observaciones)): <b>\(d.observaciones)</b></p>\n"
        return """
            <div class="veredicto\(clase)" data-vivo="veredicto">
            <p class="dicho">\(t(v.criterio.dicho, v.total ?? 0, v.limite ?? 0))</p>
            \(mencion)<p class="nota">\(t(.regla, d.fundamento)) \(t(v.criterio.consecuencia))</p>
            </div>

            """
    }

    private func imagen(_ d: DatosDeActa, _ estado: ActaEnCorte) -> HTML {
        guard let imagen = d.imagen else {
            return "<p>\(t(estado.resultado == nil ? .imagenEnProceso : .sinImagenPorqueNoHayActa))</p>\n"
        }
        guard let ruta = imagen.ruta else { return "<p>\(t(.imagenNoSeTiene))</p>\n" }
        let direccion = "../../../" + ruta
        return """
            <div class="visor" data-visor data-texto-acercar="\(t(.acercar))" data-texto-alejar="\(t(.alejar))" \
            data-texto-entera="\(t(.verEntera))" data-texto-girar="\(t(.girar))" data-texto-ayuda="\(t(.ayudaDelVisor))">
            <a href="\(direccion)"><img src="\(direccion)" alt="\(t(.imagenDe, d.claveActa))" loading="lazy"></a>
            </div>
            <p class="fila"><a class="boton lleno" href="\(direccion)" download>\(t(.descargarLaImagen))</a> \
            <a class="boton" href="../../../\(Rutas.bases)#verificar">\(t(.verificarEstaActa))</a></p>

            """
    }

    private func constancia(_ acta: Acta, _ estado: ActaEnCorte, _ d: DatosDeActa) -> HTML {
        let r = estado.resultado
        let huso = marco.proceso.huso
        var filas: [(Texto, HTML)] = [
            (.claveDeCasilla, Piezas.codigo(d.claveCasilla)), (.claveDeActa, Piezas.codigo(d.claveActa)),
            (.listaNominal, "\(d.listaNominal)"),
            (.representacionesAcreditadas, d.representantes.map { "\($0)" } ?? t(.noAplica)),
        ]
        if let limite = d.limite {
            let de: Texto = acta.casilla.tipo == .especial ? .limiteDeBoletas : .limiteDeListaNominal
            filas.append((.limiteDeVotos, "\(limite) <small>\(t(de))</small>"))
        }
        if let participacion = d.participacion { filas.append((.participacionEnLaCasilla, "\(participacion)%")) }
        filas.append((.origenDeLaImagen, origen(estado)))
        if let r, let procedencia = r.procedencia {
            filas += [
                (.documento, "\(procedencia.tipoDocumento)"), (.acopio, "\(r.acopio?.sello(huso) ?? "—")"),
                (.captura, "\(r.captura?.sello(huso) ?? "—")"),
                (.verificacion, "\(r.verificacion?.sello(huso) ?? "—")"),
            ]
        }
        if let correccion = d.correccion { filas.append((.correccion, "\(correccion)")) }
        if let r, let cotejo = r.cotejada.textoDelSitio { filas.append((.cotejo, t(cotejo))) }
        if let imagen = d.imagen { filas.append((.codigoDeIntegridad, Piezas.codigo(imagen.sha256))) }
        let renglones = filas.map { "<dt>\(t($0.0))</dt><dd>\($0.1)</dd>\n" as HTML }
        return "<dl class=\"datos\">\n\(HTML.unir(renglones))</dl>\n"
    }

    /// Icon and words of where the image was made.
    private func origen(_ estado: ActaEnCorte) -> HTML {
        guard let resultado = estado.resultado else { return icono(Self.reloj) + " \(t(.actaEnProceso))" }
        switch resultado.procedencia?.digitalizacion {
        case .movil: return icono(Self.telefono) + " \(t(.movilEnLaCasilla))"
        case .escaner: return icono(Self.impresora) + " \(t(.escanerEnElCentro))"
        case .urna: return icono(Self.urna) + " \(t(.urnaElectronica))"
        case nil: return t(.noHayActa)
        }
    }

    private static let telefono = "M9 2h6a1 1 0 0 1 1 1v18a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM11 19h2"
    private static let impresora = "M3 12h18v8H3zM6 12V4h12v8M7 16h10"
    private static let reloj = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5l3 3"
    private static let urna = "M4 10h16v10H4zM8 10V4h8v6M10 7h4"

    private func icono(_ trazo: String) -> HTML {
        """
        <svg class="icono" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" \
        aria-hidden="true"><path d="\(trazo)"/></svg>
        """
    }

    private func figuras(_ d: DatosDeActa) -> HTML {
        var tabla = Tabla(
            titulo: t.llano(.cifrasDelActaTitulo), [.init(t.llano(.recuadro)), .init(t.llano(.cantidad), numero: true)])
        for cifra in d.cifras {
            let valor: HTML =
                switch (cifra.valor, cifra.sinValor) {
                case (let n?, _): "\(n)"
                case (nil, "ilegible"): "<span class=\"palabra\">\(t(.ilegible))</span>"
                case (nil, "sin_dato"): "<span class=\"palabra\">\(t(.sinDato))</span>"
                case (nil, "sin_acta"): t(.sinActa)
                default: "—"
                }
            tabla.fila(etiqueta(cifra), valor)
        }
        let sinActa = d.cifras.first?.sinValor == "sin_acta"
        tabla.pie(t(.totalQueSuma), sinActa ? t(.sinActa) : d.total.map { "\($0)" } ?? "—")
        let aviso: HTML =
            d.contabilizada == "-" ? "<p>\(t(.cifrasCuandoSeCapture))</p>\n" : ""
        return aviso + tabla.html
    }

    private func etiqueta(_ cifra: DatosDeActa.Cifra) -> HTML {
        guard let i = cifra.opcion else { return t(cifra.auxiliar ?? .recuadro) }
        switch eleccion.opciones[i].clase {
        case .noRegistradas, .nulos: return "\(cifra.nombre)"
        default: return Piezas.muestra(marco.colores.clase(eleccion, indice: indice, [i])) + "\(cifra.nombre)"
        }
    }
}

extension Plantilla.Campo {
    /// Nil for votes, which the catalogue names.
    var texto: Texto? {
        switch self {
        case .boletasSobrantes: .boletasSobrantes
        case .personasVotaron: .personasQueVotaron
        case .representantesVotaron: .representantesQueVotaron
        case .votosSacados: .votosSacados
        case .totalAsentado: .totalEscrito
        case .voto: nil
        }
    }
}

extension Criterio {
    /// What the rule decided, in one sentence for a citizen; {0} are the votes and {1} the limit.
    var dicho: Texto {
        switch self {
        case .sinObservaciones: .criterioA0
        case .algunCampo: .criterioA1
        case .todosLosCampos: .criterioA2
        case .excedeListaNominal: .criterioA3
        case .sinActa(.casillaNoInstalada): .criterioA4
        case .sinActa(.paqueteNoEntregado): .criterioA5
        case .sinActa(.paqueteSinBolsa): .criterioA6
        case .sinActa(.contingenciaUrna): .criterioA7
        case .fueraDeCatalogo: .criterioA8
        case .identificadaPorPTO: .criterioA9
        case .enProceso: .criterioA10
        }
    }

    /// What that means for the sums.
    var consecuencia: Texto {
        switch self {
        case .sinObservaciones, .identificadaPorPTO: .seSuma
        case .algunCampo: .seSumanLosLegibles
        case .todosLosCampos, .excedeListaNominal: .seMuestraYNoSeSuma
        case .sinActa: .seConoceraEnLosComputos
        case .fueraDeCatalogo: .noSeSuma
        case .enProceso: .todaviaNoSuma
        }
    }
}

extension Cotejada {
    /// Nil while pending.
    var textoDelSitio: Texto? {
        switch self {
        case .pendiente: nil
        case .aceptada: .cotejoAceptado
        case .aceptadaTrasCorreccion: .cotejoTrasCorreccion
        case .enCorreccion: .cotejoEnCorreccion
        }
    }
}
