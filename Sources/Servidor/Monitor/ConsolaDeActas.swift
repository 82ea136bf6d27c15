import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// One acta: its criteria explained and its whole history.
struct ConsolaDeActas: Sendable {
    let d: Dependencias
    let marco: Marco
    let vigia: Vigia

    func montar(en r: Ruteador) {
        r.montar(.get, "/actas", para: DeConsulta.self) { request, p in
            let consulta = ConsultaDeActas(request, d.catalogo, faltan: false)
            return .pagina(
                marco.pagina(
                    "Actas", p.identidad, try await buscar(consulta), ancha: true,
                    recursos: [ConsolaDeMonitor.estilo, ConsolaDeMonitor.guion]))
        }
        r.montar(.get, "/actas/{id}", para: DeConsulta.self) { _, p in
            guard let id = p.coreContext.parameters.get("id", as: Int.self) else { throw Self.noExiste }
            return .pagina(try await acta(id, p.identidad))
        }
        r.montar(.get, "/actas/{id}/imagen/{sha}", para: DeConsulta.self) { _, p in
            guard let id = p.coreContext.parameters.get("id", as: Int.self),
                let sha = p.coreContext.parameters.get("sha")
            else { throw Self.noExiste }
            return try await imagen(id, sha, Mirada(p.identidad.rol))
        }
    }

    private static let noExiste = ConsolaError(.noExiste, "No existe esa acta: búsquela por su clave.")

    private func buscar(_ consulta: ConsultaDeActas) async throws -> HTML {
        let almacen = d.almacen
        let ahora = d.ahora()
        let centros = try await enHilo { try almacen.centros() }
        let lista = ListaDeActas(catalogo: d.catalogo, centros: centros, huso: d.proceso.huso)
        let filas = try await vigia.consultar { $0.actas(consulta.filtro, ahora) }
        let fuera = consulta.filtro.etapa == .fueraDeCatalogo ? try await self.fuera() : ""
        let tabla =
            consulta.filtro.etapa == .fueraDeCatalogo && filas.isEmpty
            ? "" : lista.tabla(consulta, filas, ruta: "/actas", conMotivo: false)
        return """
            <h1>Actas</h1>
            \(lista.formulario(consulta, accion: "/actas", estados: EtapaEnTablero.allCases))
            \(fuera)\(tabla)
            """
    }

    /// Those that no approved casilla explains are not in the catalogue: they have a list of their own.
    private func fuera() async throws -> HTML {
        let ids = try await vigia.consultar { $0.fueraDeCatalogo }
        let almacen = d.almacen
        let actas = try await enHilo { try ids.compactMap { try almacen.actaFueraDeCatalogo($0) } }
        guard !actas.isEmpty else { return "<p>No hay actas fuera de catálogo.</p>\n" }
        let filas = HTML.unir(
            actas.map {
                """
                <tr><th scope="row"><a href="/actas/\(String($0.id))">\($0.identidad)</a></th><td>\(d.catalogo.elecciones[$0.eleccion].titulo)</td></tr>
                """
            })
        return """
            <table><caption>Fuera de catálogo</caption><thead><tr><th scope="col">Identificación</th><th scope="col">Elección</th></tr></thead>
            <tbody>\(filas)</tbody></table>

            """
    }

    private func acta(_ id: Acta.ID, _ identidad: Identidad) async throws -> HTML {
        let almacen = d.almacen
        let mirada = Mirada(identidad.rol)
        let historia = try await enHilo { try almacen.historia(de: id) }
        let recursos = [ConsolaDeMonitor.estilo]
        let pagina = PaginaDeExpediente(
            id: id, historia: historia, mirada: mirada, catalogo: d.catalogo, proceso: d.proceso, ahora: d.ahora())
        if let acta = d.catalogo.acta(id) {
            return marco.pagina(
                "Acta \(acta.claveActa)", identidad, pagina.esperada(acta), ancha: true, recursos: recursos)
        }
        guard let fuera = try await enHilo({ try almacen.actaFueraDeCatalogo(id) }) else { throw Self.noExiste }
        return marco.pagina("Acta fuera de catálogo", identidad, pagina.fuera(fuera), ancha: true, recursos: recursos)
    }

    /// The image of an acta, for those who may see its figures: it shows them.
    private func imagen(_ id: Acta.ID, _ sha: String, _ mirada: Mirada) async throws -> Response {
        let almacen = d.almacen
        if !mirada.cifrasAntesDelCorte {
            guard try await enHilo({ try almacen.historia(de: id).imagenesPublicadas.contains(sha) }) else {
                throw ConsolaError(.noExiste, "La imagen se muestra cuando un corte publique el acta.")
            }
        }
        guard let (tipo, bytes) = try await enHilo({ try almacen.imagen(sha, citadaPor: id) }) else {
            throw ConsolaError(.noExiste, "Esa imagen no es de esta acta o no se conserva.")
        }
        return .inmutable(bytes, tipo: tipo, publico: false)
    }
}
