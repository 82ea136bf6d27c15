import Almacen
import Electoral
import Foundation
import Hummingbird
import NIOCore
import Operacion
import Publicacion

/// What was published beside its image (dominio 2.6): accept, or ask for another capture or another image.
///
/// Work is assigned by the server and answered in the same trip: `POST /cotejo` takes
/// `{"clave", "acta", "resultado", "decision": "aceptar|recaptura|redigitalizacion", "motivo"}` and answers
/// `{"siguiente": TrabajoDeCotejo|null, "pendientes": n}`; `GET /cotejo/siguiente` answers the same without deciding.
struct ConsolaDeCotejo: Sendable {
    let d: Dependencias
    let marco: Marco

    static let guion = Recurso("cotejo.js", PackageResources.cotejo_js)
    static let estilo = Recurso("cotejo.css", PackageResources.cotejo_css)

    func montar(en r: Ruteador) {
        Recurso.montar([Self.guion, Self.estilo], en: r)
        r.montar(.get, "/cotejo", para: DeCotejo.self, pagina)
        r.montar(.get, "/cotejo/siguiente", para: DeCotejo.self) { _, p in
            let (persona, ahora) = (p.identidad.persona, d.ahora())
            return try Response.json(try await enHilo { try turno(try d.almacen.tomarCotejo(persona, ahora: ahora)) })
        }
        r.montar(.post, "/cotejo", para: DeCotejo.self, decidir)
        r.montar(.get, "/cotejo/imagen/{sha}", para: DeCotejo.self, imagen)
    }

    // MARK: Acts

    private struct Peticion: Decodable {
        let clave: String
        let acta: Int
        let resultado: Int
        let decision: String
        let motivo: String?

        /// - Throws: what is missing, for the person.
        func leida() throws -> DecisionDeCotejo {
            guard (8...80).contains(clave.utf8.count) else { throw ConsolaError(.dato, "Falta la clave del envío.") }
            if decision == "aceptar" { return .aceptar }
            let texto = (motivo ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            guard !texto.isEmpty else { throw ConsolaError(.dato, "Falta el motivo: elija uno o escríbalo.") }
            guard texto.count <= 200, !texto.unicodeScalars.contains(where: { $0.value < 32 }) else {
                throw ConsolaError(.dato, "El motivo es de una sola línea y de 200 caracteres a lo más: abrévielo.")
            }
            switch decision {
            case "recaptura": return .recaptura(motivo: texto)
            case "redigitalizacion": return .redigitalizacion(motivo: texto)
            default: throw ConsolaError(.dato, "Esa decisión no existe.")
            }
        }
    }

    @Sendable private func decidir(_ request: Request, _ p: Con<DeCotejo>) async throws -> Response {
        let cuerpo = try await request.body.collect(upTo: 1 << 14)
        guard let peticion = try? JSONDecoder().decode(Peticion.self, from: Data(cuerpo.readableBytesView)) else {
            throw ConsolaError(.dato, "El envío no se entendió: vuelva a abrir la página.")
        }
        let decision = try peticion.leida()
        let acto = Acto(
            clave: "cotejo:\(p.identidad.persona.id):\(peticion.clave)", persona: p.identidad.persona,
            centro: p.centro, instante: d.ahora(), rol: p.identidad.rol)
        return try Response.json(
            try await enHilo {
                try turno(try d.mesa.cotejar(peticion.acta, visto: peticion.resultado, decision, acto))
            })
    }

    /// Only the image of the acta in hand: the console is not a catalogue of images.
    @Sendable private func imagen(_ request: Request, _ p: Con<DeCotejo>) async throws -> Response {
        let (sha, persona) = (try p.parameters.require("sha"), p.identidad.persona)
        guard let imagen = try await enHilo({ try d.almacen.imagenPorCotejar(sha, de: persona) }) else {
            throw ConsolaError(.noExiste, "Esa imagen no es del acta que usted tiene.")
        }
        return .inmutable(imagen.bytes, tipo: imagen.tipo, publico: false)
    }

    // MARK: What the page shows

    /// One acta as the page draws it.
    struct Trabajo: Encodable {
        struct Renglon: Encodable {
            let nombre, valor: String
            /// `cantidad`, `ilegible` or `sin_dato`.
            let clase: String
        }
        let acta: Int
        let resultado: Int
        let imagen: String
        let clave: String
        let identificacion: [[String]]
        let campos: [Renglon]
        let total: String
        let veredicto: String
        /// Why it was corrected; the page warns that this is the second cotejo.
        let correccion: String?
        let corte: Int
        /// Milliseconds since 1970.
        let vence: Int64
    }

    private struct Turno: Encodable {
        let siguiente: Trabajo?
        let pendientes: Int

        enum CodingKeys: CodingKey { case siguiente, pendientes }

        func encode(to encoder: any Encoder) throws {
            var c = encoder.container(keyedBy: CodingKeys.self)
            try c.encode(siguiente, forKey: .siguiente)
            try c.encode(pendientes, forKey: .pendientes)
        }
    }

    private func turno(_ tomada: ActaPorCotejar?) throws -> Turno {
        Turno(siguiente: tomada.flatMap(trabajo), pendientes: try d.almacen.cotejosPendientes())
    }

    private func trabajo(_ t: ActaPorCotejar) -> Trabajo? {
        guard let acta = d.catalogo.acta(t.acta), case .capturada(let captura) = t.resultado.condicion,
            let imagen = t.resultado.imagen
        else { return nil }
        let eleccion = d.catalogo.eleccion(de: acta)
        let plantilla = d.catalogo.plantilla(de: acta)
        let veredicto = Criterios(limites: d.proceso.limites).evaluar(
            t.resultado.condicion, casilla: acta.casilla, plantilla: plantilla,
            identificadaPorPTO: t.resultado.procedencia?.identificadaPorPTO ?? false)
        let unidad = acta.unidad.map { eleccion.unidades[$0].nombre } ?? "Sin demarcación"
        return Trabajo(
            acta: t.acta, resultado: t.hecho, imagen: "/cotejo/imagen/\(imagen)", clave: acta.claveActa,
            identificacion: [
                ["Elección", eleccion.titulo], [eleccion.ambito.nombre(), unidad],
                ["Sección", acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "No aplica"],
                ["Casilla", acta.casilla.nombre],
            ],
            campos: zip(plantilla.campos, captura.datos).map { Self.renglon($0, $1, eleccion) },
            total: veredicto.total.map { miles($0) } ?? "—", veredicto: veredicto.explicacion,
            correccion: t.corregida ? t.resultado.motivo : nil, corte: t.corte, vence: t.vence.microsegundos / 1000)
    }

    private static func renglon(_ campo: Plantilla.Campo, _ dato: Dato, _ eleccion: Eleccion) -> Trabajo.Renglon {
        let nombre =
            switch campo {
            case .boletasSobrantes: "Boletas sobrantes"
            case .personasVotaron: "Personas que votaron"
            case .representantesVotaron: "Representantes que votaron"
            case .votosSacados: "Votos sacados de la urna"
            case .totalAsentado: "Total escrito en el acta"
            case .voto(let i): eleccion.opciones[i].nombre
            }
        return switch dato {
        case .cantidad(let n): .init(nombre: nombre, valor: miles(Int(n)), clase: "cantidad")
        case .ilegible: .init(nombre: nombre, valor: "Ilegible", clase: "ilegible")
        case .sinDato: .init(nombre: nombre, valor: "Sin dato", clase: "sin_dato")
        }
    }

    @Sendable private func pagina(_ request: Request, _ p: Con<DeCotejo>) async throws -> Response {
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        let inicial = try await enHilo {
            let turno = try self.turno(try d.almacen.tomarCotejo(persona, ahora: ahora))
            return String(decoding: try JSONEncoder().encode(turno), as: UTF8.self)
        }
        return .pagina(
            marco.pagina(
                "Cotejo", p.identidad, Self.cuerpo(inicial), ancha: true, recursos: [Self.estilo, Self.guion]))
    }

    private static func cuerpo(_ inicial: String) -> HTML {
        """
        <div id="cotejo" data-turno="\(inicial)">
        <h1 class="solo-lector">Cotejo</h1>
        <section id="lado-imagen" aria-label="Imagen del acta" hidden>
        <div id="visor" tabindex="0" role="region" aria-label="Imagen: flechas para moverla, + y − para acercar, R para girar">\
        <div id="lienzo"><img id="imagen" alt=""></div></div>
        </section>
        <section id="lado-datos" aria-labelledby="titulo" hidden>
        <h2 id="titulo">Lo publicado</h2>
        <p id="correccion" class="aviso" hidden></p>
        <p id="identificacion"></p>
        <div id="cifras" tabindex="0" role="region" aria-label="Cifras publicadas"><table>\
        <caption>Cifras publicadas, en el orden del acta</caption>\
        <thead><tr><th scope="col">Campo</th><th scope="col" class="n">Publicado</th></tr></thead><tbody></tbody>\
        <tfoot><tr><th scope="row">Total calculado</th><td class="n" id="total"></td></tr></tfoot></table></div>
        <p class="nota" id="veredicto"></p>
        <div class="fila" id="botones"><button id="aceptar" disabled>Coincide <kbd>Enter</kbd></button> \
        <button class="otro" id="recaptura">Otra captura <kbd>C</kbd></button> \
        <button class="otro" id="redigitalizacion">Otra imagen <kbd>I</kbd></button></div>
        <form id="rechazo" hidden>
        <fieldset><legend id="que-pide"></legend><div id="motivos"></div>
        <label for="detalle">Detalle (se publica con la corrección)</label>
        <input id="detalle" maxlength="160" autocomplete="off"></fieldset>
        <button>Enviar <kbd>Enter</kbd></button> <button type="button" class="otro" id="dejar">Regresar <kbd>Esc</kbd></button>
        </form>
        <p class="nota">En la imagen: <kbd>+</kbd> <kbd>−</kbd> acercar, <kbd>*</kbd> a lo ancho, <kbd>0</kbd> entera, <kbd>R</kbd> girar.</p>
        </section>
        <section id="vacio" hidden>
        <h2>No hay actas por cotejar</h2>
        <p>Cada corte trae más: esta página las toma sola en cuanto se publican.</p>
        </section>
        <p id="estado" role="status"></p>
        <p class="aviso mal" id="queja" role="alert" hidden></p>
        </div>
        """
    }
}
