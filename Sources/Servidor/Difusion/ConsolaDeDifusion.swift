import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Operacion
import Publicacion
import Seguimiento

/// The difusores: how each is, what is to be done about it, and the acts of whoever looks after them.
///
/// Trust statement: trusted to show the state of the difusores as the store tells it and to pass on what people did under
/// their names. Who may do what is refused again by `Mesa` and by the database; sending is another program.
struct ConsolaDeDifusion: Sendable {
    let d: Dependencias
    let marco: Marco
    let ventana: Ventana
    private let vigia: VigiaDeDifusion

    static let raiz = "/difusion"
    static let estilo = Recurso("difusion.css", PackageResources.difusion_css)

    init(d: Dependencias, marco: Marco, ventana: Ventana) {
        self.d = d
        self.marco = marco
        self.ventana = ventana
        vigia = VigiaDeDifusion(d, ventana)
    }

    static func ruta(_ clave: String) -> String { "\(raiz)/\(Enlace.codificado(clave))" }

    func montar(en r: Ruteador) {
        // Its pages are dressed as those of the records, also where these are not followed.
        Recurso.montar(d.seguimiento == nil ? [Self.estilo, RecursosDeSeguimiento.estilo] : [Self.estilo], en: r)
        r.montar(.get, "/difusion", para: VenDifusion.self) { _, p in .pagina(try await tablero(p)) }
        r.montar(.get, "/difusion/tablero/vivo", para: VenDifusion.self) { _, p in
            let mirada = p.mirada
            return EmisionDeSecciones(pulso: ventana.pulso) { [vigia] in try await vigia.secciones(mirada) }.respuesta
        }
        r.montar(.get, "/difusion/sitio/lista", para: VenDifusion.self) { _, p in
            let vista = try await vigia.vista(p.mirada)
            let documentos: HTML =
                lee(p.identidad)
                ? d.seguimiento.map { ConsolaDeDocumentos.ligasDeDifusion($0, lugar(p, vista)) } ?? "" : ""
            return .pagina(
                pagina(
                    "Lista pública de difusores", p.identidad, aqui: "/difusion/sitio/lista",
                    "\(ListaPublicaDeDifusores(vista: vista, huso: marco.huso).html)\(documentos)"))
        }
        r.montar(.get, "/difusion/{clave}", para: VenDifusion.self) { request, p in
            .pagina(try await uno(p, Formulario(request.uri.query ?? "")))
        }
        ActosDeDifusion(c: self).montar(en: r)
    }

    /// A page of this console, with its tabs.
    func pagina(
        _ titulo: String, _ identidad: Identidad, aqui: String, ancha: Bool = false, _ contenido: HTML,
        aviso: Aviso? = nil
    ) -> HTML {
        marco.pagina(
            titulo, identidad,
            """
            <div class="banda">\(PestanasDeDifusion(conRegistro: lee(identidad), aqui: aqui).html)</div>
            \(contenido)
            """, ancha: ancha,
            recursos: RecursosDeRegistros.todos
                + [RecursosDeSeguimiento.estilo, ConsolaDeMonitor.estilo, Self.estilo, ConsolaDeMonitor.guion],
            aviso: aviso)
    }

    /// Whether somebody may open the records of difusores.
    func lee(_ i: Identidad) -> Bool { d.seguimiento != nil && FacultadDeFichas.lee(i.rol, "difusor") }

    private func lugar<Q>(_ p: Con<Q>, _ vista: VigiaDeDifusion.Vista) -> Lugar {
        Lugar(marco: marco, identidad: p.identidad, hoy: Dia(vista.instante, en: marco.huso))
    }

    private func tablero(_ p: Con<VenDifusion>) async throws -> HTML {
        let (instante, secciones) = try await vigia.secciones(p.mirada)
        let html = Dictionary(
            secciones.map { ($0.id, HTML(yaEscapado: $0.html)) }, uniquingKeysWith: { a, _ in a })
        func seccion(_ id: String) -> HTML { html[id] ?? "" }
        return pagina(
            "Difusión", p.identidad, aqui: Self.raiz, ancha: true,
            """
            <div id="muro" data-vivo="/difusion/tablero/vivo" data-instante="\(String(instante.microsegundos / 1000))">
            <div class="titular"><h1>Difusión</h1><p data-seccion="resumen">\(seccion("resumen"))</p>\
            <p class="vigente" id="vigente">Cifras de las \(String(instante.sello(marco.huso).suffix(8)))</p></div>
            <ul class="totales" data-seccion="totales" aria-label="Difusores por estado">\(seccion("totales"))</ul>
            <div class="rollo" data-seccion="tabla" tabindex="0" role="region" aria-label="Difusores">\(seccion("tabla"))</div>
            </div>
            """)
    }

    // MARK: One difusor

    /// The difusor that an address names.
    func difusor<Q>(_ p: Con<Q>) async throws -> (visto: DifusorVisto, vista: VigiaDeDifusion.Vista) {
        let clave = try p.parameters.require("clave")
        let vista = try await vigia.vista(p.mirada)
        guard let visto = vista[clave] else {
            throw ConsolaError(.noExiste, "Ese difusor no está registrado ni se le ha enviado nada.")
        }
        return (visto, vista)
    }

    /// - Parameters:
    ///   - q: what part of its history is asked for.
    ///   - escrito: what was typed in an act that was refused, and why it was.
    func uno<Q>(
        _ p: Con<Q>, _ q: Formulario = Formulario(), escrito: Formulario = Formulario(), error: String? = nil
    ) async throws -> HTML {
        let (visto, vista) = try await difusor(p)
        let filtro = FiltroDeHechos(q)
        let almacen = d.almacen
        let (hechos, ordenes, incidencias) = try await enHilo {
            (
                try almacen.historia(
                    deDifusor: visto.clave, tipos: filtro.tipos, salto: filtro.hoja.salto,
                    limite: filtro.hoja.tamano + 1
                ).map(\.hecho),
                try almacen.ordenes().filter {
                    $0.tipo == .reactivacion && ReactivacionDeDifusor(detalle: $0.detalle)?.difusor == visto.clave
                },
                try almacen.incidencias(deDifusor: visto.clave)
            )
        }
        let contenido = PaginaDeDifusor(
            lugar: lugar(p, vista), visto: visto, vista: vista, hechos: hechos, filtro: filtro, ordenes: ordenes,
            incidencias: incidencias, escrito: escrito,
            conRegistro: lee(p.identidad), escribania: d.seguimiento)
        return pagina(visto.nombre, p.identidad, aqui: "", contenido.html, aviso: error.map { .mal($0) })
    }
}

/// The tabs of the console of difusión: its pages and the records that it keeps.
struct PestanasDeDifusion {
    /// Whether the records can be opened.
    let conRegistro: Bool
    /// Address of the one that is open.
    let aqui: String

    var html: HTML {
        let propias = [("Difusores", ConsolaDeDifusion.raiz), ("Lista pública", "/difusion/sitio/lista")]
        let registros =
            conRegistro
            ? FacultadDeFichas.deDifusion.compactMap(Clase.de).map {
                ($0.clave == "difusor" ? "Registro" : $0.plural, "/seguimiento/\($0.carpeta)")
            } : []
        let ligas = (propias + registros).map { nombre, ruta in
            "<a href=\"\(ruta)\"\(ruta == aqui ? " aria-current=\"page\"" : "" as HTML)>\(nombre)</a>" as HTML
        }
        return "<nav class=\"pestanas\" aria-label=\"Difusión\">\(HTML.unir(ligas))</nav>"
    }
}
