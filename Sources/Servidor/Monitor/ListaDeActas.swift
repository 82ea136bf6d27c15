import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// What a list of actas was asked for, in the query of its address.
struct ConsultaDeActas: Sendable {
    let filtro: FiltroDeActas
    let pagina: Int
    private let campos: Formulario

    static let porPagina = 200
    private static let nombres = ["q", "centro", "eleccion", "estado", "ids"]

    init(_ request: Request, _ catalogo: Catalogo, faltan: Bool) {
        campos = Formulario(request.uri.query ?? "")
        var filtro = FiltroDeActas()
        filtro.faltan = faltan
        filtro.centro = campos.opcional("centro")
        filtro.eleccion = campos.opcional("eleccion").flatMap { id in catalogo.elecciones.firstIndex { $0.id == id } }
        filtro.etapa = EtapaEnTablero(rawValue: campos["estado"])
        if let ids = campos.opcional("ids") {
            filtro.actas = Set(ids.split(separator: ",").prefix(200).compactMap { Int($0) })
        }
        let busca = campos["q"]
        if let seccion = Int(busca), busca.count <= 4 {
            filtro.seccion = seccion
        } else if !busca.isEmpty {
            filtro.clave = String(busca.prefix(40))
        }
        self.filtro = filtro
        pagina = max(1, Int(campos["pagina"]) ?? 1)
    }

    subscript(_ nombre: String) -> String { campos[nombre] }

    /// The query without its page, for links.
    var sinPagina: String {
        Self.nombres.compactMap { nombre in campos.opcional(nombre).map { "\(nombre)=\(Enlace.codificado($0))" } }
            .joined(separator: "&")
    }

    /// Whether anything was asked.
    var vacia: Bool { Self.nombres.allSatisfy { campos[$0].isEmpty } }
}

/// Actas as a form to ask for them and a table to go to each.
struct ListaDeActas {
    private let catalogo: Catalogo
    private let centros: [CentroGuardado]
    private let elecciones: [Eleccion]
    private let mirada: Mirada
    private let nombres: [Persona: String]
    private let ahora: Instante

    init(_ ventana: Ventana, _ mirada: Mirada) async throws {
        catalogo = ventana.catalogo
        centros = try await ventana.centros(mirada)
        elecciones = try await ventana.elecciones(mirada)
        self.mirada = mirada
        nombres = try await ventana.nombres(mirada)
        ahora = ventana.ahora
    }

    func formulario(_ consulta: ConsultaDeActas, accion: String, estados: [EtapaEnTablero]) -> HTML {
        """
        <form method="get" action="\(accion)" class="fila buscador" role="search">
        <span><label for="q">Clave o sección</label><input id="q" name="q" value="\(consulta["q"])" maxlength="40" \
        autocapitalize="characters" spellcheck="false"></span>
        \(selector("eleccion", "Elección", todas: "Todas", consulta, elecciones.map { ($0.id, $0.titulo) }))
        \(selector("centro", "Centro", consulta, centros.filter { $0.tipo == "CATD" }.map { ($0.clave, $0.nombre) }))
        \(selector("estado", "Estado", consulta, estados.map { ($0.rawValue, $0.nombre) }))
        <button>Buscar</button></form>
        """
    }

    private func selector(
        _ id: String, _ etiqueta: String, todas: String = "Todos", _ consulta: ConsultaDeActas,
        _ opciones: [(valor: String, nombre: String)]
    ) -> HTML {
        let elegida = consulta[id]
        let lista = HTML.unir(
            opciones.map {
                "<option value=\"\($0.valor)\"\($0.valor == elegida ? " selected" as HTML : "")>\($0.nombre)</option>"
                    as HTML
            })
        return """
            <span><label for="\(id)">\(etiqueta)</label><select id="\(id)" name="\(id)"><option value="">\(todas)</option>\(lista)</select></span>
            """
    }

    func tabla(_ consulta: ConsultaDeActas, _ filas: [FilaDeActa], ruta: String, conMotivo: Bool) -> HTML {
        guard !filas.isEmpty else {
            return "<p class=\"aviso\" role=\"status\">Ningún acta corresponde a lo que busca.</p>"
        }
        let paginas = (filas.count + ConsultaDeActas.porPagina - 1) / ConsultaDeActas.porPagina
        let pagina = min(consulta.pagina, paginas)
        let inicio = (pagina - 1) * ConsultaDeActas.porPagina
        let visibles = filas[inicio..<min(filas.count, inicio + ConsultaDeActas.porPagina)]
        let motivo: HTML = conMotivo ? "<th scope=\"col\">Motivo</th><th scope=\"col\">Responsable</th>" : ""
        let conManos = visibles.contains { $0.tomado != nil }
        let manos: HTML = conManos ? "<th scope=\"col\">En manos de</th>" : ""
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Actas">
            <table class="ordenable"><caption>\(filas.count) actas\(paginas > 1 ? "; página \(pagina) de \(paginas)" as HTML : "")</caption>
            <thead><tr><th scope="col">Acta</th><th scope="col">Elección</th><th scope="col">Demarcación</th>\
            <th scope="col" class="n">Sección</th><th scope="col">Casilla</th><th scope="col">Centro</th><th scope="col">Estado</th>\
            \(motivo)\(manos)<th scope="col" class="n">En ese estado</th></tr></thead>
            <tbody>\(HTML.unir(visibles.map { fila($0, conMotivo: conMotivo, conManos: conManos) }))</tbody></table></div>
            \(paginador(consulta, pagina, paginas, ruta))
            """
    }

    private func fila(_ f: FilaDeActa, conMotivo: Bool, conManos: Bool) -> HTML {
        let eleccion = catalogo.eleccion(de: f.acta)
        let motivo: HTML = conMotivo ? "<td>\(f.motivo)</td><td>\(f.responsable)</td>" : ""
        let tomado = f.tomado.map {
            "\(mirada.nombre($0.persona, nombres)), desde hace \(Lapso.desde($0.desde, hasta: ahora))" as HTML
        }
        let manos: HTML = conManos ? "<td>\(tomado ?? "—")</td>" : ""
        return """
            <tr><th scope="row"><a class="clave" href="/actas/\(String(f.acta.id))">\(f.acta.claveActa)</a></th><td>\(eleccion.titulo)</td>\
            <td>\(f.acta.unidad.map { eleccion.unidades[$0].nombre } ?? "—")</td>\
            <td class="n">\(f.acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "—")</td><td>\(f.acta.casilla.nombre)</td>\
            <td class="corto">\(f.centro.map(nombre(centro:)) ?? "—")</td><td>\(f.etapa.nombreDeUna)</td>\(motivo)\(manos)\
            <td class="n" data-v="\(String(f.segundos))">\(Lapso.texto(f.segundos))</td></tr>

            """
    }

    private func nombre(centro clave: String) -> String { centros.first { $0.clave == clave }?.nombre ?? clave }

    private func paginador(_ consulta: ConsultaDeActas, _ pagina: Int, _ paginas: Int, _ ruta: String) -> HTML {
        guard paginas > 1 else { return "" }
        func enlace(_ n: Int, _ texto: String) -> HTML {
            "<a href=\"\(ruta)?\(consulta.sinPagina)&pagina=\(String(n))\">\(texto)</a> "
        }
        return """
            <nav aria-label="Páginas">\(pagina > 1 ? enlace(pagina - 1, "Anterior") : "")\
            \(pagina < paginas ? enlace(pagina + 1, "Siguiente") : "")</nav>
            """
    }
}
