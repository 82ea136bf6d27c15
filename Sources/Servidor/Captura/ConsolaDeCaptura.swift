import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operacion
import Publicacion

/// Blind capture and verification (dominio 2.4): two requests per acta, `POST /captura` and the image of the next one.
///
/// | request | body | answer |
/// |---|---|---|
/// | `GET /captura` | | the page |
/// | `POST /captura/tomar` | | `RespuestaDeCaptura` with the work of this person, if there is any |
/// | `POST /captura` | `CuerpoDeCaptura` | `RespuestaDeCaptura` with what became of it and the next work |
/// | `POST /captura/reporte` | `CuerpoDeReporte` | the same |
/// | `POST /captura/pendiente` | `CuerpoDePendiente` | `{"llave":"…"}`: opens what this person could not send before |
/// | `POST /captura/seguir` | `{"acta":7}` | `{"tiene":true}`: the acta stays with this person for longer |
/// | `POST /captura/dejar` | | `RespuestaDeCaptura` without work |
/// | `GET /captura/hay` | | `{"hay":true}`; asked by a page that waits, with `X-Fondo` |
/// | `GET /captura/imagen/<sha256>` | | the image, only of the acta that this person holds |
///
/// Every answer speaks of this person's work only: no value that anybody else typed is read by this console.
struct ConsolaDeCaptura: Sendable {
    let d: Dependencias
    let marco: Marco

    static let estilo = Recurso("captura.css", PackageResources.captura_css)
    static let visor = Recurso("visor.js", PackageResources.visor_js)
    static let guion = Recurso("captura.js", PackageResources.captura_js)
    private static let resguardo = Recurso("resguardo.js", PackageResources.resguardo_js)

    func montar(en r: Ruteador) {
        Recurso.montar([Self.estilo, Self.visor, Self.resguardo, Self.guion], en: r)
        r.montar(.get, "/captura", para: DeCaptura.self) { _, p in
            .pagina(
                marco.pagina(
                    "Captura", p.identidad, PaginaDeCaptura.cuerpo, ancha: true,
                    recursos: [Self.estilo, Self.visor, Self.resguardo, Self.guion]))
        }
        r.montar(.get, "/captura/hay", para: DeCaptura.self) { _, p in
            let acto = acto(p)
            return try Response.json(["hay": try await enHilo { try d.mesa.hayCaptura(acto) }])
        }
        r.montar(.post, "/captura/tomar", para: DeCaptura.self) { _, p in
            let acto = acto(p)
            let suya = try await enHilo { try trabajo(try d.mesa.tomarCaptura(acto, azar: .alAzar())) }
            return try Response.json(RespuestaDeCaptura(trabajo: suya))
        }
        r.montar(.post, "/captura", para: DeCaptura.self, entregar)
        r.montar(.post, "/captura/reporte", para: DeCaptura.self, reportar)
        r.montar(.post, "/captura/pendiente", para: DeCaptura.self) { request, p in
            let c = try await cuerpo(CuerpoDePendiente.self, request)
            let persona = p.identidad.persona
            let sello = try await enHilo { try SelloDeTrabajo(d.almacen) }
            guard sello.valida(c.vale, c.acta, imagen: c.imagen, de: persona) else {
                throw ConsolaError(.noExiste, "Lo que quedó por enviar en este equipo es de otra persona.")
            }
            let llave = sello.borrador(c.acta, imagen: c.imagen, de: persona).llave
            return try Response.json(["llave": Data(llave).base64EncodedString()])
        }
        r.montar(.post, "/captura/seguir", para: DeCaptura.self) { request, p in
            let acto = acto(p)
            let acta = try await cuerpo(CuerpoDeSeguir.self, request).acta
            return try Response.json(["tiene": try await enHilo { try d.mesa.seguirCapturando(acta, acto) }])
        }
        r.montar(.post, "/captura/dejar", para: DeCaptura.self) { _, p in
            let acto = acto(p)
            try await enHilo { try d.mesa.dejarCaptura(acto) }
            return try Response.json(RespuestaDeCaptura())
        }
        r.montar(.get, "/captura/imagen/:sha", para: DeCaptura.self) { _, p in
            let sha = p.parameters.get("sha") ?? ""
            return try await ImagenEnManos.respuesta(d.almacen, sha, p.identidad.persona)
        }
    }

    // MARK: Acts

    @Sendable private func entregar(_ request: Request, _ p: Con<DeCaptura>) async throws -> Response {
        let c = try await cuerpo(CuerpoDeCaptura.self, request)
        guard let captura = Captura(firma: c.firma) else {
            throw ConsolaError(
                .dato, "Los campos no se entendieron: recargue la página; lo escrito sigue en su equipo.")
        }
        let acto = acto(p, clave: try Self.clave(c.clave))
        return try await enHilo {
            let consta = try consta(c.vale, c.acta, c.imagen, acto)
            let enviada = CapturaEnviada(
                acta: c.acta, plantilla: c.plantilla, imagen: c.imagen, captura: captura, consta: consta)
            return try responder(try d.mesa.entregarCaptura(enviada, acto, azar: .alAzar()))
        }
    }

    @Sendable private func reportar(_ request: Request, _ p: Con<DeCaptura>) async throws -> Response {
        let c = try await cuerpo(CuerpoDeReporte.self, request)
        let acto = acto(p, clave: try Self.clave(c.clave))
        let motivo = String(c.motivo.prefix(300)).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !motivo.isEmpty else { throw ConsolaError(.dato, "Falta el motivo: elija uno o escríbalo.") }
        return try await enHilo {
            let consta = try consta(c.vale, c.acta, c.imagen, acto)
            let turno =
                switch c.tipo {
                case .ilegible:
                    try d.mesa.reportarImagenIlegible(
                        c.acta, imagen: c.imagen, motivo: motivo, consta: consta, acto, azar: .alAzar())
                case .noCorresponde:
                    try d.mesa.reportarNoCorresponde(
                        c.acta, imagen: c.imagen, motivo: motivo, consta: consta, acto, azar: .alAzar())
                }
            return try responder(turno)
        }
    }

    private func responder(_ turno: Turno) throws -> Response {
        var respuesta = RespuestaDeCaptura(trabajo: try trabajo(turno.siguiente))
        switch turno.entrega {
        case .registrada: respuesta.resultado = .registrada
        case .yaEstaba: respuesta.resultado = .yaEstaba
        case .yaNo(let motivo):
            respuesta.resultado = .yaNo
            respuesta.error = motivo
            respuesta.codigo = ConsolaError.Codigo.yaNo.rawValue
            return try Response.json(respuesta, estado: .conflict)
        }
        return try Response.json(respuesta)
    }

    // MARK: What the page receives

    private func trabajo(_ asignacion: Asignacion?) throws -> TrabajoDeCaptura? {
        guard let asignacion, let acta = d.catalogo.acta(asignacion.acta) else { return nil }
        let sello = try SelloDeTrabajo(d.almacen)
        let (nombre, llave) = sello.borrador(acta.id, imagen: asignacion.imagen, de: asignacion.persona)
        let vista = ActaVista(acta, en: d.catalogo)
        return TrabajoDeCaptura(
            acta: acta.id, eleccion: vista.eleccion, identidad: vista.linea, claveActa: vista.clave,
            plantilla: d.catalogo.plantilla(de: acta).id, campos: CampoVisto.de(acta, en: d.catalogo),
            cifras: String(Mesa.maximo(acta)).count, imagen: asignacion.imagen,
            vale: sello.vale(acta.id, imagen: asignacion.imagen, de: asignacion.persona),
            borrador: .init(nombre: nombre, llave: Data(llave).base64EncodedString()))
    }

    private func consta(_ vale: String?, _ acta: Acta.ID, _ imagen: String, _ acto: Acto) throws -> Bool {
        guard let vale else { return false }
        return try SelloDeTrabajo(d.almacen).valida(vale, acta, imagen: imagen, de: acto.persona)
    }

    // MARK: What it sends

    private func acto(_ p: Con<DeCaptura>, clave: String = "") -> Acto {
        Acto(
            clave: clave.isEmpty ? "" : "captura:\(p.identidad.persona.id):\(clave)", persona: p.identidad.persona,
            centro: p.centro, instante: d.ahora(), rol: p.identidad.rol)
    }

    /// A key that the page made: letters, digits and hyphens.
    static func clave(_ texto: String) throws(ConsolaError) -> String {
        let admitida = texto.utf8.allSatisfy { b in
            (b >= 48 && b <= 57) || (b >= 65 && b <= 90) || (b >= 97 && b <= 122) || b == 45 || b == 46
        }
        guard admitida, (8...64).contains(texto.utf8.count) else {
            throw ConsolaError(.dato, "El envío no trae su clave: recargue la página.")
        }
        return texto
    }

    private func cuerpo<T: Decodable>(_ tipo: T.Type, _ request: Request) async throws -> T {
        let datos = try await request.body.collect(upTo: 1 << 15)
        do {
            return try JSONDecoder().decode(tipo, from: Data(datos.readableBytesView))
        } catch {
            throw ConsolaError(.dato, "El envío no se entendió: recargue la página; lo escrito sigue en su equipo.")
        }
    }
}

/// The image of the acta that a person holds, and no other.
enum ImagenEnManos {
    static func respuesta(_ almacen: Almacen, _ sha: String, _ persona: Persona) async throws -> Response {
        let imagen = try await enHilo { try almacen.imagenEnManos(sha, de: persona) }
        guard let imagen else { throw ConsolaError(.noExiste, "Esa imagen no es del acta que usted tiene.") }
        return .inmutable(imagen.bytes, tipo: imagen.tipo, publico: false)
    }
}

extension UInt64 {
    /// For the draw of the next acta.
    static func alAzar() -> UInt64 { .random(in: .min ... .max) }
}

// MARK: Shapes

/// `POST /captura`. What is not typed comes back as it was received in `TrabajoDeCaptura`.
struct CuerpoDeCaptura: Decodable {
    /// Made by the page for this acta; the same in every retry.
    let clave: String
    let acta: Int
    let plantilla: String
    let imagen: String
    /// Needed only when the time of the assignment ran out and another person took the acta.
    let vale: String?
    /// Boxes in the order of the format: digits, `I` ilegible, `S` sin dato: `12,0,I,S`.
    let firma: String
}

/// `POST /captura/reporte`: the acta cannot be typed.
struct CuerpoDeReporte: Decodable {
    enum Tipo: String, Decodable {
        case ilegible
        case noCorresponde = "no_corresponde"
    }

    let clave: String
    let acta: Int
    let imagen: String
    let vale: String?
    let tipo: Tipo
    let motivo: String
}

/// `POST /captura/pendiente`: what a page that could not send kept in clear.
struct CuerpoDePendiente: Decodable {
    let acta: Int
    let imagen: String
    let vale: String
}

struct CuerpoDeSeguir: Decodable {
    let acta: Int
}

/// What became of what was sent, and the next work. 409 with `resultado` `yaNo` carries the next work too; an error
/// without `resultado` changed nothing.
struct RespuestaDeCaptura: Encodable {
    enum Resultado: String, Encodable { case registrada, yaEstaba, yaNo }

    var resultado: Resultado?
    /// Absent when there is nothing to do now.
    var trabajo: TrabajoDeCaptura?
    var error: String?
    var codigo: String?
}

/// An acta to type. Nothing in it depends on what anybody typed, nor says whether anybody did.
struct TrabajoDeCaptura: Encodable {
    struct Borrador: Encodable {
        /// Where the browser keeps what is half typed.
        let nombre: String
        /// AES-GCM key, 256 bits in base 64.
        let llave: String
    }

    let acta: Int
    let eleccion: String
    let identidad: String
    let claveActa: String
    let plantilla: String
    let campos: [CampoVisto]
    /// Digits that a box admits.
    let cifras: Int
    /// SHA-256; the image is at `/captura/imagen/<imagen>`.
    let imagen: String
    let vale: String
    let borrador: Borrador
}
