import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Imagenes
import NIOCore
import Operacion
import Publicacion

/// Images of the actas received in a CATD (dominio 2.3).
///
/// Programs use these addresses, all of the centre of the account:
///
/// - `POST /digitalizacion/archivo?nombre=acta.jpg`, the bytes of a JPEG, PNG, TIFF or PDF as body (25 MiB): gives
///   `{paginas: [{…PaginaEnEspera}]}`, one for each page. The same file again gives the same pages.
/// - `GET /digitalizacion/espera`: `{pendientes: [{…PaginaEnEspera}], redigitalizar: [{ficha, motivo, desde}]}`. With
///   `?mira=12` the page says which one is on the screen (0 for none) and takes a turn (`TurnosDeImagen`).
/// - `POST /digitalizacion/aceptar` `{"clave", "recepcion": 12}` for the acta of its label, with `"seLee": true` when the
///   page has `observaciones`; or `"acta"` and `"repetida"`, the CLAVE_ACTA typed twice (and `"eleccion"`), when it has
///   no label. Answers `{resultado: "aceptada" | "duplicada", mensaje, acta}`; 409 with `motivo` `falta_acopio`,
///   `otro_centro`, `imagen_repetida`, `resuelta` or `en_excepcion`.
/// - `POST /digitalizacion/rechazar` `{"clave", "recepcion", "motivo"}`.
/// - `POST /digitalizacion/excepcion` `{"clave", "recepcion", "problemas": ["sin_etiqueta"], "accion"}`.
struct ConsolaDeDigitalizacion: Sendable {
    let d: Dependencias
    let marco: Marco
    private let cupo = CupoDeSubida()
    private let turnos = TurnosDeImagen()

    static let guion = Recurso("digitalizacion.js", PackageResources.digitalizacion_js)
    static let estilo = Recurso("digitalizacion.css", PackageResources.digitalizacion_css)
    /// Bytes of a file at most.
    static let bytesMaximos = 25 * 1_048_576

    init(d: Dependencias, marco: Marco) {
        self.d = d
        self.marco = marco
    }

    func montar(en r: Ruteador) {
        Recurso.montar([Self.guion, Self.estilo], en: r)
        r.montar(.get, "/digitalizacion", para: DeDigitalizacion.self, pagina)
        r.montar(.get, "/digitalizacion/espera", para: DeDigitalizacion.self, espera)
        r.montar(.get, "/digitalizacion/imagen/{recepcion}", para: DeDigitalizacion.self, imagen)
        r.montar(.post, "/digitalizacion/archivo", para: DeDigitalizacion.self, archivo)
        r.montar(.post, "/digitalizacion/aceptar", para: DeDigitalizacion.self, aceptar)
        r.montar(.post, "/digitalizacion/rechazar", para: DeDigitalizacion.self, rechazar)
        r.montar(.post, "/digitalizacion/excepcion", para: DeDigitalizacion.self, apartar)
    }

    // MARK: Arrival

    @Sendable private func archivo(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        let centro = try p.exigirCentro()
        let nombre = request.uri.queryParameters["nombre"].map { String($0) } ?? ""
        let declarados = request.headers[.contentLength].flatMap { Int($0) }
        if let declarados, declarados > Self.bytesMaximos { return try Self.demasiado(declarados) }
        try await enHilo { try d.mesa.exigirQueReciba() }
        return try await cupo.deUna(p.identidad.persona) {
            let cuerpo: CuerpoEnDisco
            do {
                cuerpo = try await CuerpoEnDisco.recibir(request.body, limite: Self.bytesMaximos)
            } catch CuerpoEnDisco.Falla.excesivo {
                return try Self.demasiado(nil)
            }
            // Memory is taken when the whole file is here: a slow link holds disk, and nobody's turn.
            return try await cupo.con(cuerpo.bytes) {
                let bytes = try await enHilo { try cuerpo.leer() }
                let paginas = try await d.taller.revisar(bytes, origen: centro)
                let envio = Envio(
                    bytes: bytes, nombre: nombre, origen: .catd, digitalizacion: .escaner,
                    persona: p.identidad.persona, centro: centro, instante: d.ahora())
                return try await enHilo {
                    let recibidas = try d.mesa.recibir(envio, paginas: paginas, d.identificador)
                    return try .json(["paginas": try recibidas.map { try enEspera($0, centro) }])
                }
            }
        }
    }

    private static func demasiado(_ bytes: Int?) throws -> Response {
        let pesa = bytes.map { " (\(($0 + 1_048_575) / 1_048_576) MB)" } ?? ""
        return try .json(
            RespuestaDeError(
                error: "El archivo pesa más de lo que se admite\(pesa): el máximo son 25 MB. "
                    + "Digitalice a 200 puntos por pulgada, una o pocas actas por archivo.",
                codigo: "PREP-WEB-413"), estado: .contentTooLarge)
    }

    // MARK: Queue

    /// A page that waits for a decision.
    struct PaginaEnEspera: Encodable {
        struct Observada: Encodable {
            let codigo: String
            let texto: String
        }

        let recepcion: Int
        let nombre: String
        let pagina: Int
        let hora: String
        /// `pendiente`, `en_excepcion`, or what became of it.
        let estado: String
        let imagen: String
        /// The acta that its label, or a supervisor, says.
        let ficha: FichaDeActa?
        /// The acta that whoever took the photo in the casilla chose, while nothing else identifies it: what to compare the
        /// image with, not an identification.
        let elegida: FichaDeActa?
        /// Why it cannot be accepted as it is; nil when it can.
        let aviso: String?
        /// What is missing is done by somebody else: such pages come after the others.
        let depende: Bool
        /// Another person of the centre is looking at it.
        var deOtra = false
        let porSupervision: Bool
        let observaciones: [Observada]
    }

    private func enEspera(_ r: Recepcion, _ centro: String) throws -> PaginaEnEspera {
        let acta = (r.identificada ?? r.acta).flatMap { d.catalogo.acta($0) }
        let revision = Revision(json: r.medidas)
        let elegida =
            r.origen == .casilla ? try d.almacen.foto(deRecepcion: r.id).flatMap { d.catalogo.acta($0.acta) } : nil
        let (aviso, depende) = try aviso(r, acta, elegida, revision, centro)
        return PaginaEnEspera(
            recepcion: r.id, nombre: r.nombre, pagina: r.pagina,
            hora: String(r.instante.sello(d.proceso.huso).suffix(8)),
            estado: r.resuelta?.destino.rawValue ?? (r.enExcepcion ? "en_excepcion" : "pendiente"),
            imagen: "/digitalizacion/imagen/\(r.id)", ficha: acta.map { FichaDeActa($0, en: d.catalogo) },
            elegida: acta == nil ? elegida.map { FichaDeActa($0, en: d.catalogo) } : nil, aviso: aviso,
            depende: depende, porSupervision: r.identificada != nil,
            observaciones: (revision?.observaciones ?? []).map { .init(codigo: $0.rawValue, texto: $0.description) })
    }

    /// What stands in the way of accepting a page, and whether somebody else has to do it.
    private func aviso(
        _ r: Recepcion, _ acta: Acta?, _ elegida: Acta?, _ revision: Revision?, _ centro: String
    ) throws -> (texto: String?, depende: Bool) {
        guard let acta else {
            if (revision?.codigos ?? 0) > 1 {
                return ("La imagen tiene etiquetas de dos actas: digitalícelas por separado.", false)
            }
            guard let etiqueta = r.etiqueta else {
                return elegida == nil
                    ? ("No se encontró la etiqueta: teclee la clave del acta, o repita la imagen.", false)
                    : (
                        "No se encontró la etiqueta: si la imagen es del acta que se eligió en la casilla, teclee su clave.",
                        false
                    )
            }
            if case .failure(let rechazo) = try d.identificador.acta(etiqueta: etiqueta) {
                return (rechazo.explicacion, false)
            }
            return (nil, false)
        }
        // A photo from the casilla counts as acopio, whichever centre attends it.
        let deCasilla = r.origen == .casilla
        let situacion = try d.almacen.situacion(de: acta.id)
        if let suyo = situacion.centro, suyo != centro, !deCasilla {
            return ("Esta acta es del \(suyo), no de este centro: entréguela a acopio para que la remita.", true)
        }
        switch situacion.etapa {
        case .acopiada: break
        case .esperada where deCasilla: break
        case .esperada, .sinActa: return (Self.faltaAcopio(acta), true)
        default:
            let recibida = situacion.llegada.map { SituacionDeActa.recibida($0, huso: d.proceso.huso) } ?? ""
            return ("Esta acta ya tiene imagen: al aceptarla queda como duplicada. \(recibida)", false)
        }
        guard let elegida, elegida.id != acta.id, r.identificada == nil else { return (nil, false) }
        return (
            "La etiqueta es de esta acta y en la casilla se eligió la \(elegida.claveActa): mire cuál dice el papel.",
            false
        )
    }

    static func faltaAcopio(_ acta: Acta) -> String {
        "Falta el acopio del acta \(acta.claveActa): pida a quien acopia en este centro que la registre y acéptela después."
    }

    struct Espera: Encodable {
        struct Solicitud: Encodable {
            let ficha: FichaDeActa
            let motivo: String
            let desde: String
        }

        var pendientes: [PaginaEnEspera]
        let redigitalizar: [Solicitud]
    }

    @Sendable private func espera(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        let centro = try p.exigirCentro()
        let mira = request.uri.queryParameters["mira"].flatMap { Int(String($0)) }
        let (persona, ahora) = (p.identidad.persona, d.ahora())
        return try await enHilo {
            var espera = try espera(centro)
            if let mira {
                let ajenas = turnos.repartir(espera.pendientes.map(\.recepcion), a: persona, mira: mira, ahora: ahora)
                for i in espera.pendientes.indices {
                    espera.pendientes[i].deOtra = ajenas.contains(espera.pendientes[i].recepcion)
                }
            }
            return try .json(espera)
        }
    }

    private func espera(_ centro: String) throws -> Espera {
        let pendientes = try d.almacen.recepciones(pendientesDe: centro).map { try enEspera($0, centro) }
        let solicitudes = try d.almacen.porRedigitalizar(centro: centro).compactMap { s in
            d.catalogo.acta(s.acta).map {
                Espera.Solicitud(
                    ficha: FichaDeActa($0, en: d.catalogo), motivo: s.motivo,
                    desde: String(s.desde.sello(d.proceso.huso).suffix(8)))
            }
        }
        let enOrden = pendientes.filter { !$0.depende } + pendientes.filter(\.depende)
        return Espera(pendientes: enOrden, redigitalizar: solicitudes)
    }

    @Sendable private func imagen(_ request: Request, _ p: Con<DeDigitalizacion>) async throws -> Response {
        let centro = try p.exigirCentro()
        guard let id = p.parameters.get("recepcion", as: Int.self),
            let imagen = try await enHilo({ try d.almacen.imagen(deRecepcion: id) }), imagen.centro == centro
        else { throw ConsolaError(.noExiste, "Esa imagen no es de este centro.") }
        return .inmutable(imagen.bytes, tipo: imagen.tipo, publico: false)
    }
}

/// Files that arrive at once: a few of each person, and in memory so many bytes in all; many large ones wait their turn.
actor CupoDeSubida {
    private var libres = 80 * 1_048_576
    private var esperan: [(bytes: Int, turno: CheckedContinuation<Void, Never>)] = []
    private var subidas: [Persona: Int] = [:]
    private static let porPersona = 4

    /// - Throws: `ConsolaError` when the person is sending several already.
    func deUna<T: Sendable>(_ persona: Persona, _ cuerpo: @Sendable () async throws -> T) async throws -> T {
        guard subidas[persona, default: 0] < Self.porPersona else {
            throw ConsolaError(.yaNo, "Ya se están enviando \(Self.porPersona) archivos suyos: espere a que terminen.")
        }
        subidas[persona, default: 0] += 1
        defer {
            let quedan = subidas[persona, default: 1] - 1
            subidas[persona] = quedan > 0 ? quedan : nil
        }
        return try await cuerpo()
    }

    func con<T: Sendable>(_ bytes: Int, _ cuerpo: @Sendable () async throws -> T) async throws -> T {
        if libres >= bytes, esperan.isEmpty {
            libres -= bytes
        } else {
            await withCheckedContinuation { esperan.append((bytes, $0)) }
        }
        defer { soltar(bytes) }
        return try await cuerpo()
    }

    private func soltar(_ bytes: Int) {
        libres += bytes
        while let primera = esperan.first, libres >= primera.bytes {
            libres -= primera.bytes
            esperan.removeFirst()
            primera.turno.resume()
        }
    }
}
