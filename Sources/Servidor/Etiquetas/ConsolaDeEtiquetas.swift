import Almacen
import Electoral
import Hummingbird
import Operacion
import Publicacion

/// QR labels of the actas, as PDF for sheets of thirty; what was made, by whom and when stays written.
struct ConsolaDeEtiquetas: Sendable {
    let d: Dependencias
    let marco: Marco
    private let prensa = Prensa()

    init(d: Dependencias, marco: Marco) {
        self.d = d
        self.marco = marco
    }

    func montar(en r: Ruteador) {
        r.montar(.get, "/etiquetas", para: DeMando.self) { _, p in .pagina(try await pagina(p, Formulario(), nil)) }
        r.montar(.post, "/etiquetas", para: DeMando.self, imprimir)
    }

    @Sendable private func imprimir(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let f = p.formulario
        let (persona, ahora, identificador) = (p.identidad.persona, d.ahora(), d.identificador)
        do {
            let seleccion = try seleccion(f)
            let pliego = try await prensa.imprimir {
                try identificador.pliego(seleccion, persona: persona, instante: ahora)
            }
            guard let pliego else {
                throw ConsolaError(
                    .yaNo, "Se están haciendo otros PDF de etiquetas: espere un momento y pídalo de nuevo.")
            }
            let marca = d.entorno.marca.map { "\($0)_" } ?? ""
            return .archivo(
                pliego.pdf, tipo: "application/pdf",
                nombre: "\(marca)\(ahora.compacta(marco.huso))_etiquetas-\(pliego.etiquetas).pdf")
        } catch let error as ConsolaError where error.codigo != .noExiste {
            return .pagina(try await pagina(p, f, error.mensaje), estado: error.estado)
        } catch let error as AlmacenError where error.codigo == .rechazado {
            return .pagina(try await pagina(p, f, error.frase), estado: .unprocessableContent)
        }
    }

    private func seleccion(_ f: Formulario) throws -> SeleccionDeEtiquetas {
        var s = SeleccionDeEtiquetas()
        let elecciones = d.catalogo.elecciones
        if let texto = f.opcional("eleccion") {
            guard let e = Int(texto), elecciones.indices.contains(e) else {
                throw ConsolaError(.dato, "Elija la elección de la lista.")
            }
            s.eleccion = e
        }
        if let texto = f.opcional("unidad") {
            let partes = texto.split(separator: "-").compactMap { Int($0) }
            guard partes.count == 2, elecciones.indices.contains(partes[0]),
                elecciones[partes[0]].unidades.indices.contains(partes[1])
            else { throw ConsolaError(.dato, "Elija la demarcación de la lista.") }
            guard s.eleccion == nil || s.eleccion == partes[0] else {
                throw ConsolaError(.dato, "La demarcación es de otra elección: elija la de la misma.")
            }
            (s.eleccion, s.unidad) = (partes[0], partes[1])
        }
        if let centro = f.opcional("centro") { s.centro = centro == "-" ? .ninguno : .clave(centro) }
        s.claves = f["claves"].split { $0.isWhitespace || $0 == "," || $0 == ";" }.map { String($0.prefix(60)) }
        guard s.claves.count <= Identificador.maximoPorPliego else {
            throw ConsolaError(.dato, "Son demasiadas claves: \(Identificador.maximoPorPliego) a lo más.")
        }
        return s
    }

    private func pagina(_ p: Con<DeMando>, _ f: Formulario, _ error: String?) async throws -> HTML {
        let (centros, hechas) = try await enHilo {
            (try d.almacen.centros().filter { $0.tipo == "CATD" }, try d.almacen.etiquetasImpresas())
        }
        let elecciones = d.catalogo.elecciones
        let unidades = elecciones.enumerated().map { e, eleccion -> HTML in
            let suyas = eleccion.unidades.enumerated().map { u, unidad in
                ("\(e)-\(u)", "\(unidad.clave) \(unidad.nombre)")
            }
            return
                "<optgroup label=\"\(eleccion.titulo)\">\(Opciones.de(suyas, elegido: f["unidad"]))</optgroup>"
        }
        return marco.pagina(
            "Etiquetas", p.identidad,
            """
            <h1>Etiquetas</h1>
            <p>Una etiqueta QR por acta, en hojas carta de treinta. Imprima al 100 %, sin ajustar a la página. Lo que deje en blanco no limita; \
            un PDF lleva \(Identificador.maximoPorPliego) etiquetas a lo más.</p>
            <form method="post" action="/etiquetas">
            \(Oculto.campos(p.identidad))<div class="rejilla">
            <div><label for="eleccion">Elección</label><select id="eleccion" name="eleccion"><option value="">Todas</option>\
            \(Opciones.de(elecciones.enumerated().map { (String($0.offset), $0.element.titulo) }, elegido: f["eleccion"]))</select></div>
            <div><label for="unidad">Demarcación</label><select id="unidad" name="unidad"><option value="">Todas</option>\(HTML.unir(unidades))</select></div>
            <div><label for="centro">CATD</label><select id="centro" name="centro"><option value="">Todos</option>\
            \(Opciones.centros(centros, elegido: f["centro"]))\(Opciones.de([("-", "Sin centro")], elegido: f["centro"]))</select></div>
            <div class="todo"><label for="claves">Claves de acta o de casilla, para reponer algunas (separadas por espacios o renglones)</label>
            <textarea id="claves" name="claves" rows="3" class="clave" spellcheck="false">\(f.literal("claves"))</textarea></div>
            </div>
            <p><button>Bajar el PDF</button></p>
            </form>
            \(registro(hechas))
            """, recursos: RecursosDeRegistros.todos, aviso: error.map { .mal($0) })
    }

    private func registro(_ hechas: [EtiquetasImpresas]) -> HTML {
        let filas = hechas.map { h -> HTML in
            """
            <tr><td>\(h.instante.sello(marco.huso))</td><th scope="row">\(h.persona ?? "En el servidor (prep etiquetas)")</th>\
            <td>\(h.alcance)</td><td class="n">\(h.actas)</td><td class="clave">\(h.sha256.prefix(16).description)</td></tr>

            """
        }
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Impresiones"><table><caption>Lo que se ha impreso, lo más reciente primero</caption>
            <thead><tr><th scope="col">Hora</th><th scope="col">Quién</th><th scope="col">Qué</th>\
            <th scope="col" class="n">Etiquetas</th><th scope="col">Huella del PDF</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
    }
}
