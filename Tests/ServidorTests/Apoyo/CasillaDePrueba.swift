import Almacen
import Crypto
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Imagenes
import NIOCore
import Operacion
import Servidor
import Simulacro

/// PREP Casilla in memory, beside the consoles of the same operation.
struct CasillaDePrueba: Sendable {
    let puerta: PuertaDePrueba
    let consolas: Navegador
    let telefono: any TestClientProtocol

    struct Persona: Decodable { let nombre, usuario: String }
    struct Inscripcion: Decodable {
        let ficha: String
        let persona: Persona
        let casillas: [String]
    }
    struct Lista: Decodable {
        struct UnaCasilla: Decodable {
            struct UnActa: Decodable {
                let id: Int
                let eleccion, clave, etiqueta, estado: String
                let texto: String?
            }
            let clave, seccion, nombre, lugar: String
            let actas: [UnActa]
        }
        let casillas: [UnaCasilla]

        subscript(_ id: Int) -> UnaCasilla.UnActa? { casillas.flatMap(\.actas).first { $0.id == id } }
    }
    struct Acuse: Decodable {
        let acta: Int
        let sha256, estado: String
        let texto: String?
    }
    struct Falla: Decodable {
        let error, codigo: String
        let definitivo: Bool
    }

    /// `PREP_BINARIO`, or the release build of this package: the worker that reads images.
    static let binario: String = {
        if let indicado = ProcessInfo.processInfo.environment["PREP_BINARIO"] { return indicado }
        var raiz = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { raiz.deleteLastPathComponent() }
        return raiz.appendingPathComponent(".build/release/prep").path
    }()

    static func poner<T: Sendable>(
        entorno: Entorno = .simulacro, exigeApertura: Bool = false,
        _ cuerpo: @escaping @Sendable (CasillaDePrueba) async throws -> T
    ) async throws -> T {
        guard FileManager.default.isExecutableFile(atPath: binario) else {
            throw FallaDeCliente("no está \(binario): compile con «swift build -c release» o indique PREP_BINARIO")
        }
        let taller = TallerDeImagenes(ejecutable: binario, argumentos: ["obrero-de-imagenes"], obreros: 1)
        defer { taller.cerrar() }
        return try await PuertaDePrueba.poner(entorno: entorno, exigeApertura: exigeApertura) { puerta, consolas in
            let servidor = ServidorDeCasilla(
                Dependencias(
                    mesa: puerta.mesa, proceso: PuertaDePrueba.proceso, entorno: entorno, taller: taller,
                    ahora: { [reloj = puerta.reloj] in reloj.ahora }))
            return try await Application(responder: servidor.responder()).test(.router) { telefono in
                try await cuerpo(CasillaDePrueba(puerta: puerta, consolas: consolas, telefono: telefono))
            }
        }
    }

    // MARK: What a phone does

    func pedir(
        _ metodo: HTTPRequest.Method, _ ruta: String, ficha: String? = nil, _ cuerpo: [UInt8]? = nil,
        _ cabeceras: HTTPFields = [:]
    ) async throws -> Navegador.Vuelta {
        var todas = cabeceras
        if let ficha { todas[.authorization] = "Bearer \(ficha)" }
        return try await telefono.execute(
            uri: ruta, method: metodo, headers: todas, body: cuerpo.map { ByteBuffer(bytes: $0) }
        ) { r in
            Navegador.Vuelta(
                estado: r.status.code, cabeceras: r.headers, texto: String(buffer: r.body),
                bytes: Array(r.body.readableBytesView))
        }
    }

    func inscribir(_ codigo: String, ficha: String? = nil) async throws -> Navegador.Vuelta {
        let extra = ficha.map { ",\"ficha\":\"\($0)\"" } ?? ""
        return try await pedir(.post, "/inscribir", Array("{\"codigo\":\"\(codigo)\"\(extra)}".utf8))
    }

    func lista(_ ficha: String) async throws -> Lista {
        try await pedir(.get, "/casillas", ficha: ficha).json(Lista.self)
    }

    func enviar(
        _ acta: Int, _ foto: [UInt8], ficha: String, sha256: String? = nil
    ) async throws -> Navegador.Vuelta {
        try await pedir(
            .post, "/actas/\(acta)/imagen?sha256=\(sha256 ?? Self.huella(foto))&tomada=1812330000000", ficha: ficha,
            foto,
            [.contentType: "image/jpeg"])
    }

    static func huella(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    // MARK: What a coordination does

    /// A code as the console shows it.
    func codigo(para usuario: String = "casilla", por coordinacion: Navegador? = nil) async throws -> String {
        let quien: Navegador
        if let coordinacion { quien = coordinacion } else { quien = try await consolas.entrar("coordinacion") }
        let pagina = try await quien.post("/dispositivos/\(try puerta.persona(usuario).id)/codigo", [:])
        guard let hallado = pagina.texto.firstMatch(of: #/([a-z2-9]{4}-){3}[a-z2-9]{4}/#) else {
            throw FallaDeCliente("la página no muestra código: \(pagina.estado)")
        }
        return String(hallado.output.0)
    }

    /// A phone of `casilla` with the casillas of sections 1 and 2.
    func telefonoInscrito(_ usuario: String = "casilla", secciones: [Int] = [1, 2]) async throws -> String {
        try puerta.almacen.asignar(
            casillas: secciones.map(Self.claveDeCasilla), a: try puerta.persona(usuario),
            registra: Acceso(.dispositivo, instante: PuertaDePrueba.inicio, usuario: "prueba", direccion: ""))
        return try await inscribir(try await codigo(para: usuario)).json(Inscripcion.self).ficha
    }

    static func claveDeCasilla(_ seccion: Int) -> String { "05000\(seccion)B0100" }

    /// A drawn acta with its label, or with that of another.
    func foto(
        de acta: Int, etiqueta: EtiquetaDeActa? = nil, sinEtiqueta: Bool = false, ancho: Int = 850, semilla: UInt64 = 1
    ) throws -> [UInt8] {
        let catalogo = PuertaDePrueba.catalogo
        guard let suya = catalogo.acta(acta) else { throw FallaDeCliente("no hay acta \(acta)") }
        let identificador = Identificador(
            puerta.almacen, catalogo: catalogo, proceso: PuertaDePrueba.proceso,
            entorno: try puerta.almacen.proceso().entorno)
        var hoja = HojaDeActa.de(
            suya, en: catalogo, proceso: PuertaDePrueba.proceso, marca: "SIMULACRO",
            condicion: .capturada(PuertaDePrueba.captura(100)), llave: [])
        hoja.qr = sinEtiqueta ? "" : try (etiqueta ?? identificador.etiqueta(de: suya)).texto
        return try DibujoDeActa.jpeg(hoja, semilla: semilla, ancho: ancho)
    }

    func hechos(_ acta: Int) throws -> [String] {
        try puerta.textos(
            "SELECT tipo || ' ' || origen || ' ' || digitalizacion FROM hecho WHERE acta = ? ORDER BY id",
            [.entero(acta)])
    }
}
