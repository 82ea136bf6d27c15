import Almacen
import Electoral
import Foundation
import Hummingbird
import Imagenes
import Operacion

/// Photos as they arrive: the body goes to disk, the image to the workshop, the acta to the desk. A phone is told that
/// its photo is here only after the store has it.
struct RecepcionDeFotos: Sendable {
    private let d: Dependencias
    private let casillas: CasillasDelCatalogo
    private let cupo = Cupo(simultaneos: 4)
    private let entradas = Entradas()
    private let intentos = Intentos()
    private let guardia: Guardia

    /// What a photo may weigh.
    static let bytesMaximos = 25 * 1_048_576

    init(d: Dependencias, casillas: CasillasDelCatalogo, guardia: Guardia) {
        self.d = d
        self.guardia = guardia
        self.casillas = casillas
    }

    func montar(en r: Ruteador) {
        r.deTelefono(.get, "/actas/:acta/imagen", guardia) { request, p in
            let (acta, sha256) = (try await acta(p), try huella(request))
            guard let recibo = try await enHilo({ try d.mesa.recibo(deFoto: sha256, acta: acta.id) }) else {
                throw ErrorDeCasilla.noRecibida
            }
            return try acuse(recibo, acta, sha256)
        }
        r.deTelefono(.post, "/actas/:acta/imagen", guardia, recibir)
    }

    @Sendable private func recibir(_ request: Request, _ p: ConDispositivo) async throws -> Response {
        let (acta, sha256) = (try await acta(p), try huella(request))
        if let largo = request.headers[.contentLength].flatMap({ Int($0) }), largo > Self.bytesMaximos {
            throw ErrorDeCasilla.excesiva
        }
        // What would not be kept is not received: a phone cannot fill the disk nor the queue of its CATD.
        switch try await enHilo({ try d.mesa.admision(deFotosDe: acta.id) }) {
        case .seRecibe: break
        case .sobran: throw ErrorDeCasilla.sobran
        case .noHaceFalta(let recibo): return try acuse(recibo, acta, sha256)
        }
        let cuerpo = try await entradas.conLugar(p.portador.dispositivo) {
            try await CuerpoEnDisco.recibir(request.body, limite: Self.bytesMaximos)
        }
        guard cuerpo.bytes > 0, cuerpo.sha256 == sha256 else { throw ErrorDeCasilla.incompleta }
        try await guardia.exigirLugar(p.portador.dispositivo, bytes: cuerpo.bytes)
        if let recibo = try await enHilo({ try d.mesa.recibo(deFoto: sha256, acta: acta.id) }) {
            return try acuse(recibo, acta, sha256)
        }
        let tomada = Self.tomada(request)
        let recibo = try await cupo.conTurno {
            let bytes = try await enHilo { try cuerpo.leer() }
            let foto = FotoDeCasilla(
                acta: acta, bytes: bytes, pagina: try await revisar(bytes, sha256, p),
                dispositivo: p.portador.dispositivo,
                tomada: tomada)
            let acto = Acto(
                clave: "casilla-\(sha256)", persona: p.portador.persona, centro: p.centro, instante: d.ahora(),
                rol: .casilla)
            return try await enHilo { try guardar(foto, acto) }
        }
        return try acuse(recibo, acta, sha256)
    }

    private func guardar(_ foto: FotoDeCasilla, _ acto: Acto) throws -> ReciboDeFoto {
        do {
            return try d.mesa.recibir(foto, d.identificador, acto)
        } catch ReciboDeFoto.Rechazo.etiquetaAjena(let explicacion) {
            throw ErrorDeCasilla.imagen(explicacion)
        } catch ReciboDeFoto.Rechazo.deOtraActa(let otra) {
            let nombre = d.catalogo.acta(otra).map {
                "\(casillas.eleccion(de: $0)), \(casillas.nombre($0.claveCasilla))"
            }
            throw ErrorDeCasilla.imagen(
                "Esa misma foto ya se envió como otra acta (\(nombre ?? String(otra))): tome la foto de ésta.")
        }
    }

    /// One page, as it would be published.
    private func revisar(_ bytes: [UInt8], _ sha256: String, _ p: ConDispositivo) async throws -> PaginaRecibida {
        guard [TipoDeImagen.jpeg, .png].contains(TipoDeImagen(bytes)) else { throw ErrorDeCasilla.noSeLee }
        do throws(ImagenError) {
            let paginas = try await d.taller.revisar(bytes, origen: "telefono-\(p.portador.dispositivo)")
            guard paginas.count == 1 else { throw ImagenError.tipoNoAdmitido }
            return paginas[0]
        } catch {
            // A good photo is not given up because the machine was busy; the third time, the photo is to blame.
            if error.puedeSerDelEquipo, await intentos.otro(sha256) < 3 { throw ErrorDeCasilla.sinEspacio }
            throw error.esPasajero ? ErrorDeCasilla.sinEspacio : ErrorDeCasilla.noSeLee
        }
    }

    /// The acta of the address, if it is of the casillas of who asks.
    private func acta(_ p: ConDispositivo) async throws -> Acta {
        guard let id = p.parametros.get("acta", as: Int.self), let acta = d.catalogo.acta(id) else {
            throw ErrorDeCasilla.ajena
        }
        let persona = p.portador.persona
        let almacen = d.almacen
        guard try await enHilo({ try almacen.casillas(de: persona) }).contains(acta.claveCasilla) else {
            throw ErrorDeCasilla.ajena
        }
        return acta
    }

    private func huella(_ request: Request) throws -> String {
        guard let sha256 = request.uri.queryParameters["sha256"].map({ String($0) }), Guardia.esFicha(sha256) else {
            throw ErrorDeCasilla.peticion
        }
        return sha256
    }

    /// Milliseconds since 1970 by the clock of the phone; nothing when they make no sense.
    private static func tomada(_ request: Request) -> Instante? {
        guard let texto = request.uri.queryParameters["tomada"], let ms = Int64(texto),
            (1_500_000_000_000...4_000_000_000_000).contains(ms)
        else { return nil }
        return Instante(microsegundos: ms * 1000)
    }

    private func acuse(_ recibo: ReciboDeFoto, _ acta: Acta, _ sha256: String) throws -> Response {
        try Response.json(
            Acuse(acta: acta.id, sha256: sha256, estado: recibo.estado.clave, texto: recibo.motivo))
    }
}

/// Bodies that arrive at once, which take disk: a few of each phone, some hundreds in all.
private actor Entradas {
    private static let porTelefono = 4, enTotal = 400
    private var abiertas: [Int: Int] = [:]
    private var total = 0

    func conLugar<T: Sendable>(_ dispositivo: Int, _ cuerpo: @Sendable () async throws -> T) async throws -> T {
        guard total < Self.enTotal, abiertas[dispositivo, default: 0] < Self.porTelefono else {
            throw ErrorDeCasilla.sinEspacio
        }
        total += 1
        abiertas[dispositivo, default: 0] += 1
        defer {
            total -= 1
            let quedan = abiertas[dispositivo, default: 1] - 1
            abiertas[dispositivo] = quedan > 0 ? quedan : nil
        }
        return try await cuerpo()
    }
}

/// How many times the reading of each photo failed, in memory.
private actor Intentos {
    private var de: [String: Int] = [:]

    func otro(_ sha256: String) -> Int {
        if de.count > 10_000 { de.removeAll() }
        de[sha256, default: 0] += 1
        return de[sha256, default: 1]
    }
}

/// Turns for what takes memory: the bytes of a few photos at once, whatever the number of phones.
private actor Cupo {
    private var libres: Int
    private var esperan: [CheckedContinuation<Void, Never>] = []

    init(simultaneos: Int) { libres = simultaneos }

    func conTurno<T: Sendable>(_ cuerpo: @Sendable () async throws -> T) async throws -> T {
        if libres > 0 { libres -= 1 } else { await withCheckedContinuation { esperan.append($0) } }
        defer { if esperan.isEmpty { libres += 1 } else { esperan.removeFirst().resume() } }
        return try await cuerpo()
    }
}
