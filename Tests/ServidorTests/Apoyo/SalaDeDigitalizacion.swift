import Almacen
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

/// The consoles of a CATD in memory, with the real worker of images.
struct SalaDeDigitalizacion: Sendable {
    let puerta: PuertaDePrueba
    let navegador: Navegador
    let dependencias: Dependencias

    struct Pagina: Decodable {
        struct Ficha: Decodable { let acta: Int, clave: String }
        let recepcion: Int
        let estado, imagen, nombre: String
        let ficha, elegida: Ficha?
        let aviso: String?
        let deOtra: Bool
    }
    struct Subida: Decodable { let paginas: [Pagina] }
    struct Espera: Decodable { let pendientes: [Pagina] }
    struct Decision: Decodable { let resultado, motivo, error: String? }

    static func poner<T: Sendable>(
        entorno: Entorno = .simulacro, _ cuerpo: @escaping @Sendable (SalaDeDigitalizacion) async throws -> T
    ) async throws -> T {
        let binario = CasillaDePrueba.binario
        guard FileManager.default.isExecutableFile(atPath: binario) else {
            throw FallaDeCliente("no está \(binario): compile con «swift build -c release» o indique PREP_BINARIO")
        }
        let taller = TallerDeImagenes(ejecutable: binario, argumentos: ["obrero-de-imagenes"], obreros: 1)
        defer { taller.cerrar() }
        return try await PuertaDePrueba.poner(entorno: entorno) { puerta, _ in
            let dependencias = Dependencias(
                mesa: puerta.mesa, proceso: PuertaDePrueba.proceso, entorno: entorno, taller: taller,
                ahora: { [reloj = puerta.reloj] in reloj.ahora })
            return try await Application(responder: Consolas(dependencias).responder()).test(.router) { cliente in
                try await cuerpo(
                    SalaDeDigitalizacion(
                        puerta: puerta, navegador: Navegador(cliente: cliente), dependencias: dependencias))
            }
        }
    }

    var identificador: Identificador {
        Identificador(
            puerta.almacen, catalogo: PuertaDePrueba.catalogo, proceso: PuertaDePrueba.proceso,
            entorno: dependencias.entorno)
    }

    /// A drawn acta with its label, or with the text that the test says.
    func hoja(_ acta: Int, qr: String? = nil, semilla: UInt64 = 1) throws -> [UInt8] {
        guard let suya = PuertaDePrueba.catalogo.acta(acta) else { throw FallaDeCliente("no hay acta \(acta)") }
        var hoja = HojaDeActa.de(
            suya, en: PuertaDePrueba.catalogo, proceso: PuertaDePrueba.proceso, marca: "SIMULACRO",
            condicion: .capturada(PuertaDePrueba.captura(100)), llave: [])
        hoja.qr = try qr ?? identificador.etiqueta(de: suya).texto
        return try DibujoDeActa.jpeg(hoja, semilla: semilla, ancho: 850)
    }

    func acopiar(_ acta: Int) throws {
        try puerta.hecho(acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try puerta.persona("acopio"))
    }

    func subir(_ bytes: [UInt8], como quien: Navegador, nombre: String = "acta.jpg") async throws -> Navegador.Vuelta {
        var permitidos = CharacterSet.alphanumerics
        permitidos.insert(".")
        let limpio = nombre.addingPercentEncoding(withAllowedCharacters: permitidos) ?? ""
        return try await navegador.cliente.execute(
            uri: "/digitalizacion/archivo?nombre=\(limpio)", method: .post,
            headers: [
                .contentType: "application/octet-stream", .accept: "application/json", .csrf: quien.ficha,
                .cookie: "__Host-prep=\(quien.galleta)",
            ], body: ByteBuffer(bytes: bytes)
        ) { r in
            Navegador.Vuelta(
                estado: r.status.code, cabeceras: r.headers, texto: String(buffer: r.body),
                bytes: Array(r.body.readableBytesView))
        }
    }

    func aceptar(
        _ recepcion: Int, como quien: Navegador, clave: String = UUID().uuidString, extra: String = ""
    ) async throws -> (estado: Int, decision: Decision) {
        puerta.reloj.adelantar(1)
        let vuelta = try await quien.json(
            "/digitalizacion/aceptar", "{\"clave\":\"\(clave)\",\"recepcion\":\(recepcion),\"seLee\":true\(extra)}")
        return (vuelta.estado, try vuelta.json(Decision.self))
    }
}
