import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// One acta: its criteria explained and its whole history.
struct ConsolaDeActas: Sendable {
    let ventana: Ventana
    let marco: Marco

    func montar(en r: Ruteador) {
        r.montar(.get, "/actas", para: DeConsulta.self) { request, p in
            let consulta = ConsultaDeActas(request, ventana.catalogo, faltan: false)
            return .pagina(
                marco.pagina(
                    "Actas", p.identidad, try await buscar(consulta, p.mirada), ancha: true,
                    recursos: [ConsolaDeMonitor.estilo, ConsolaDeMonitor.guion]))
        }
        r.montar(.get, "/actas/{id}", para: DeConsulta.self) { _, p in
            guard let id = p.coreContext.parameters.get("id", as: Int.self) else { throw Ventana.noExiste }
            return .pagina(try await acta(id, p))
        }
        r.montar(.get, "/actas/{id}/imagen/{sha}", para: DeConsulta.self) { _, p in
            guard let id = p.coreContext.parameters.get("id", as: Int.self),
                let sha = p.coreContext.parameters.get("sha")
            else { throw Ventana.noExiste }
            let imagen = try await ventana.imagen(sha, de: id, p.mirada)
            return .inmutable(imagen.bytes, tipo: imagen.tipo, publico: false)
        }
    }

    private func buscar(_ consulta: ConsultaDeActas, _ mirada: Mirada) async throws -> HTML {
        let ahora = ventana.ahora
        let lista = try await ListaDeActas(ventana, mirada)
        let filas = try await ventana.consultar(mirada) { $0.actas(consulta.filtro, ahora) }
        let fuera = consulta.filtro.etapa == .fueraDeCatalogo ? try await self.fuera(mirada) : ""
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
    private func fuera(_ mirada: Mirada) async throws -> HTML {
        let actas = try await ventana.fueraDeCatalogo(mirada)
        guard !actas.isEmpty else { return "<p>No hay actas fuera de catálogo.</p>\n" }
        let filas = HTML.unir(
            actas.map {
                """
                <tr><th scope="row"><a href="/actas/\(String($0.id))">\($0.identidad)</a></th><td>\(ventana.catalogo.elecciones[$0.eleccion].titulo)</td></tr>
                """
            })
        return """
            <table><caption>Fuera de catálogo</caption><thead><tr><th scope="col">Identificación</th><th scope="col">Elección</th></tr></thead>
            <tbody>\(filas)</tbody></table>

            """
    }

    private func acta(_ id: Acta.ID, _ p: Con<DeConsulta>) async throws -> HTML {
        let recursos = [ConsolaDeMonitor.estilo]
        let pagina = PaginaDeExpediente(
            id: id, historia: try await ventana.historia(de: id, p.mirada), mirada: p.mirada,
            catalogo: ventana.catalogo, proceso: ventana.proceso, ahora: ventana.ahora)
        if let acta = ventana.catalogo.acta(id) {
            return marco.pagina(
                "Acta \(acta.claveActa)", p.identidad, pagina.esperada(acta), ancha: true, recursos: recursos)
        }
        guard let fuera = try await ventana.fueraDeCatalogo(id, p.mirada) else { throw Ventana.noExiste }
        return marco.pagina(
            "Acta fuera de catálogo", p.identidad, pagina.fuera(fuera), ancha: true, recursos: recursos)
    }
}
