import Almacen
import Electoral
import Foundation
import Operacion
import Publicacion

/// The page of one acta: why it counts or not, its image, and everything that happened to it.
///
/// What people typed is shown only when the acta is verified and nobody has to type it again; to those outside the
/// operation, only once a corte published it.
struct PaginaDeExpediente {
    let id: Acta.ID
    let historia: HistoriaDeActa
    let mirada: Mirada
    let catalogo: Catalogo
    let proceso: Proceso
    let ahora: Instante

    private var huso: Huso { proceso.huso }
    private var etapa: CicloDeVida.Etapa { historia.estado?.etapa ?? .esperada }

    /// The result whose figures may be shown: the last, or the last that was published.
    private var visible: HistoriaDeActa.Logro? {
        mirada.cifrasAntesDelCorte && (etapa == .verificada || etapa == .sinActa || etapa == .fueraDeCatalogo)
            ? historia.logros.last : historia.publicado
    }

    /// Whether what each person typed may be shown.
    private var capturasVisibles: Bool {
        guard etapa == .verificada else { return false }
        return mirada.cifrasAntesDelCorte || historia.publicado?.hecho == historia.logros.last?.hecho
    }

    /// It has a result, and who looks sees it once a corte publishes it.
    private var esperaCorte: Bool { visible == nil && (etapa == .verificada || etapa == .sinActa) }

    func esperada(_ acta: Acta) -> HTML {
        let eleccion = catalogo.eleccion(de: acta)
        let unidad = acta.unidad.map { eleccion.unidades[$0].nombre } ?? "Sin demarcación"
        let seccion = acta.casilla.seccion.map { "sección \(cifras($0, ancho: 4))" } ?? "sin sección"
        let explicacion = Explicacion(
            acta, condicion: visible?.resultado.condicion,
            identificadaPorPTO: visible?.resultado.procedencia?.identificadaPorPTO ?? false, catalogo: catalogo,
            proceso: proceso)
        return """
            <p><a href="/actas">Actas</a></p>
            <h1><span class="clave">\(acta.claveActa)</span> · \(eleccion.titulo) · \(unidad) · \(seccion) · \(acta.casilla.nombre)</h1>
            \(veredicto(explicacion))<div class="expediente"><div>
            \(imagenes)<h2>Historia</h2>
            \(linea(acta))</div><div>
            \(ExplicacionEnHTML(explicacion, visible: visible?.resultado.condicion, esperaCorte: esperaCorte).html)
            \(datos(acta))</div></div>
            """
    }

    func fuera(_ acta: ActaFueraDeCatalogo) -> HTML {
        """
        <p><a href="/actas?estado=fuera_de_catalogo">Actas fuera de catálogo</a></p>
        <h1>\(acta.identidad) · \(catalogo.elecciones[acta.eleccion].titulo)</h1>
        <div class="veredicto no"><p><b>A8 · Fuera de catálogo</b></p>
        <p>No corresponde a una casilla aprobada: se registra aparte y nunca se suma. Anexo 13 del Reglamento de Elecciones, numeral 29.</p></div>
        <div class="expediente"><div>
        \(imagenes)</div><div><h2>Historia</h2>
        \(linea(nil))</div></div>
        """
    }

    private func veredicto(_ e: Explicacion) -> HTML {
        let clase =
            switch e.veredicto.contabilizada {
            case .si: ""
            case .pendiente: " espera"
            case .no, .fueraDeCatalogo: " no"
            }
        let enTablero =
            historia.estado.map { EtapaEnTablero(de: $0).nombreDeUna } ?? EtapaEnTablero.esperada.nombreDeUna
        let titulo: String =
            esperaCorte ? "\(enTablero); espera el corte" : "\(e.codigo) · \(e.veredicto.explicacion)"
        let mencion: HTML =
            e.observaciones.isEmpty || e.observaciones == "-" ? "" : " OBSERVACIONES publica «\(e.observaciones)»."
        let correccion: HTML =
            etapa != .verificada && historia.logros.count > 0 && etapa != .sinActa
            ? "<p>Está en corrección: se muestra lo último que se publicó.</p>\n" : ""
        return """
            <div class="veredicto\(clase)"><p><b>\(titulo)</b></p>
            <p>\(enTablero).\(mencion) \(e.fundamento).</p>
            \(correccion)</div>

            """
    }

    // MARK: Image and data

    private var imagenes: HTML {
        let publicadas = historia.imagenesPublicadas
        let visibles = historia.imagenes.filter { mirada.cifrasAntesDelCorte || publicadas.contains($0.sha256) }
        guard let vigente = visibles.last else {
            return historia.imagenes.isEmpty
                ? "<p class=\"nota\">Todavía no hay imagen.</p>\n"
                : "<p class=\"nota\">La imagen se muestra cuando un corte publique el acta.</p>\n"
        }
        let anteriores = HTML.unir(
            visibles.dropLast().filter(\.propia).enumerated().map {
                "<li><a href=\"\(ruta($0.element))\">Imagen anterior \($0.offset + 1)</a></li>\n" as HTML
            })
        let otras: HTML = visibles.count > 1 ? "<h3>Imágenes anteriores</h3><ul>\(anteriores)</ul>\n" : ""
        guard vigente.propia else { return "<p class=\"nota\">De esta imagen sólo se conserva su código.</p>\n" }
        return """
            <p><a href="\(ruta(vigente))"><img class="acta" src="\(ruta(vigente))" alt="Imagen del acta"></a></p>
            <p class="nota">SHA-256 <span class="clave">\(vigente.sha256)</span></p>
            \(otras)
            """
    }

    private func ruta(_ imagen: HistoriaDeActa.Imagen) -> String { "/actas/\(id)/imagen/\(imagen.sha256)" }

    private func datos(_ acta: Acta) -> HTML {
        let r = visible?.resultado
        var filas: [(String, String)] = [
            ("Clave de casilla", acta.claveCasilla), ("Formato", catalogo.plantilla(de: acta).id),
            ("Lista nominal", miles(acta.casilla.listaNominal)),
            ("Representantes acreditados", acta.casilla.representantes.map { miles($0) } ?? "No aplica"),
            ("Centro que la recibe", historia.centro ?? "Sin asignar"),
        ]
        if let p = r?.procedencia {
            filas += [
                ("Origen", p.origen == .casilla ? "Casilla" : "CATD"), ("Documento", p.tipoDocumento),
                ("Identificada por procedimiento", p.identificadaPorPTO ? "Sí" : "No"),
            ]
        }
        if let cotejada = r?.cotejada.leyenda { filas.append(("Cotejo", cotejada)) }
        if let tomado = historia.tomado {
            filas.append(
                (
                    "En manos de",
                    "\(mirada.nombre(tomado.persona, historia.nombres)) (\(tomado.tarea)) desde hace \(Lapso.desde(tomado.desde, hasta: ahora))"
                ))
        }
        return
            "<h2>Datos</h2>\n<dl class=\"datos\">\(HTML.unir(filas.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }))</dl>\n"
    }

    // MARK: History

    private struct Renglon {
        let instante: Instante
        let orden: Int
        let clase: String
        let html: HTML
    }

    /// Everything in the order of its hour.
    private func linea(_ acta: Acta?) -> HTML {
        var renglones = historia.sucesos.enumerated().map { i, s in
            Renglon(
                instante: s.instante, orden: i, clase: "",
                html:
                    "<p><b>\(Self.titulo(s.evento))</b> · \(quien(s.persona)) · \(SedeCentral.enPalabras(s.centro))\(ronda(s))</p>\(detalle(s.evento, acta))"
            )
        }
        renglones += otros
        guard !renglones.isEmpty else { return "<p class=\"nota\">Nada todavía: se espera el acta.</p>\n" }
        let ordenados = renglones.sorted { ($0.instante, $0.orden) < ($1.instante, $1.orden) }
        let lista = HTML.unir(
            ordenados.map {
                "<li class=\"\($0.clase)\"><time>\($0.instante.sello(huso))</time>\($0.html)</li>\n" as HTML
            })
        return "<ol class=\"historia\">\n\(lista)</ol>\n\(incidencias)"
    }

    private var incidencias: HTML {
        guard !historia.incidencias.isEmpty else { return "" }
        let filas = HTML.unir(
            historia.incidencias.map {
                """
                <li>Folio \(String($0.folio)), \($0.detectada.sello(huso)), \($0.categoria), gravedad \($0.gravedad)\
                \(mirada.incidencias ? ": \($0.descripcion)" : "" as HTML)</li>

                """ as HTML
            })
        return "<h3>Incidencias del centro que la recibe</h3><ul>\(filas)</ul>\n"
    }

    private var otros: [Renglon] {
        var renglones: [Renglon] = []
        func agregar(_ instante: Instante, _ clase: String, _ html: HTML) {
            renglones.append(Renglon(instante: instante, orden: 10_000 + renglones.count, clase: clase, html: html))
        }
        for logro in historia.logros {
            guard let corte = historia.corte(de: logro) else { continue }
            agregar(corte.instante, "corte", "<p><b>Publicada en el corte \(String(corte.numero))</b></p>")
        }
        for r in historia.recepciones {
            let motivo = r.motivo.isEmpty || !mirada.nombres ? "" : ": \(r.motivo)"
            let destino = r.destino.map { " · \($0)\(motivo)" } ?? " · en espera"
            let persona = r.persona.map(quien) ?? "Dispositivo de casilla"
            agregar(
                r.instante, "fuera",
                "<p><b>Se recibió una imagen</b> (\(r.origen)) · \(persona) · \(SedeCentral.enPalabras(r.centro))\(destino)</p>"
            )
        }
        for e in historia.excepciones {
            agregar(
                e.instante, "fuera",
                "<p><b>Excepción \(String(e.id))</b>: \(e.tipo.replacing("_", with: " ")) · \(quien(e.persona)) · \(SedeCentral.enPalabras(e.centro))</p>\(escrito("\(problemas(e)) \(e.recomendacion)"))"
            )
            if let resuelta = e.resuelta {
                agregar(
                    resuelta, "fuera",
                    "<p><b>Excepción \(String(e.id)) resuelta</b>: \(ConsolaDeExcepciones.nombre(e.decision)) · \(e.resuelve.map(quien) ?? "")</p>\(escrito(e.comentario))"
                )
            }
        }
        for r in historia.reasignaciones {
            agregar(
                r.instante, "fuera",
                "<p><b>Reasignada</b> de \(r.de ?? "ningún centro") a \(r.a) · \(quien(r.persona))</p>\(escrito(r.motivo))"
            )
        }
        if let e = historia.empaque {
            agregar(
                e.instante, "",
                "<p><b>Empaquetada</b> en el paquete \(e.numero) de \(SedeCentral.enPalabras(e.centro)) · \(quien(e.persona))</p>"
            )
        }
        return renglones
    }

    /// What the staff wrote for the staff: names, and figures that no corte has published.
    private func escrito(_ texto: String) -> HTML { mirada.nombres ? "<p>\(texto)</p>" : "" }

    /// Kept as a list of the boxes of the form that were marked.
    private func problemas(_ e: HistoriaDeActa.Excepcion) -> String {
        let marcados = (try? JSONDecoder().decode([String].self, from: Data(e.problemas.utf8))) ?? []
        return marcados.map { Problema(rawValue: $0)?.texto ?? $0 }.map { $0 + "." }.joined(separator: " ")
    }

    private func quien(_ persona: Persona) -> String { mirada.nombre(persona, historia.nombres) }

    private func ronda(_ s: HistoriaDeActa.Suceso) -> HTML { s.ronda > 1 ? " · ronda \(s.ronda)" : "" }

    private static func titulo(_ evento: CicloDeVida.Evento) -> String {
        switch evento {
        case .acopio: "Acopio"
        case .sinActa: "Declarada sin acta"
        case .digitalizacion(_, let p): p.origen == .casilla ? "Imagen desde la casilla" : "Digitalizada en el CATD"
        case .captura: "Captura"
        case .verificacion: "Verificación"
        case .decision: "Decisión de supervisión"
        case .redigitalizacion: "Se pide otra imagen"
        case .recaptura: "Se pide capturar de nuevo"
        case .fueraDeCatalogo: "Registrada fuera de catálogo"
        case .cotejo: "Cotejo: coincide con la imagen"
        }
    }

    private func detalle(_ evento: CicloDeVida.Evento, _ acta: Acta?) -> HTML {
        switch evento {
        case .acopio(let documento, let mecanismo):
            return "<p>\(documento)\(mecanismo.isEmpty ? "" : ", traslado \(mecanismo)")</p>"
        case .sinActa(let causa): return "<p>\(causa.enFrase)</p>"
        case .digitalizacion(let imagen, _), .fueraDeCatalogo(let imagen, _):
            return "<p class=\"nota\">SHA-256 \(String(imagen.prefix(16)))…</p>"
        case .redigitalizacion(let motivo), .recaptura(let motivo): return porQue(motivo)
        case .captura(let c), .verificacion(let c): return cifrasDe(c, acta)
        case .decision(let c, let motivo): return "\(porQue(motivo))\(cifrasDe(c, acta))"
        case .cotejo: return ""
        }
    }

    /// A reason is published with its correction and may tell amounts: it is seen when they are.
    private func porQue(_ motivo: String) -> HTML { capturasVisibles ? "<p>\(motivo)</p>" : "" }

    /// What somebody typed, and whether it is what stayed.
    private func cifrasDe(_ captura: Captura, _ acta: Acta?) -> HTML {
        guard capturasVisibles, let acta else {
            return "<p class=\"nota\">Sus cifras se muestran cuando el acta esté verificada.</p>"
        }
        guard case .capturada(let final)? = historia.logros.last?.resultado.condicion else { return "" }
        if final == captura { return "<p class=\"nota\">Iguales a las cifras finales.</p>" }
        let eleccion = catalogo.eleccion(de: acta)
        let distintas = zip(catalogo.plantilla(de: acta).campos, zip(captura.datos, final.datos)).compactMap {
            campo, par -> HTML? in
            par.0 == par.1
                ? nil
                : "\(Explicacion.nombre(campo, eleccion)): \(par.0.enPalabra) (final \(par.1.enPalabra)). " as HTML
        }
        return "<p class=\"cifras\">Distinta de las finales. \(HTML.unir(distintas))</p>"
    }
}

extension Dato {
    /// For readers: the amount, or the mark.
    var enPalabra: String {
        switch self {
        case .cantidad(let n): String(n)
        case .ilegible: "Ilegible"
        case .sinDato: "Sin dato"
        }
    }
}
