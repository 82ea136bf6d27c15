import Almacen
import Electoral
import Foundation
import HTTPTypes
import Imagenes
import Operacion
import Servidor
import Synchronization
import Testing

/// Console 2: images over HTTP, looked at by the real worker.
@Suite struct DigitalizacionPorHTTPTests {
    typealias Sala = SalaDeDigitalizacion

    @Test func `subir, ver y aceptar; el mismo archivo da la misma página y otra imagen es duplicada`() async throws {
        try await Sala.poner { s in
            try s.acopiar(1)
            let yo = try await s.navegador.entrar("digitalizacion")
            let bytes = try s.hoja(1)
            let pagina = try #require(try await s.subir(bytes, como: yo).json(Sala.Subida.self).paginas.first)
            #expect(pagina.ficha?.acta == 1 && pagina.estado == "pendiente" && pagina.aviso == nil)
            #expect(
                try await s.subir(bytes, como: yo).json(Sala.Subida.self).paginas.map(\.recepcion) == [pagina.recepcion]
            )
            #expect(try await yo.get(pagina.imagen).cabeceras[.contentType] == "image/jpeg")
            let primera = try await s.aceptar(pagina.recepcion, como: yo, clave: "acepta-0001")
            #expect(primera.estado == 200 && primera.decision.resultado == "aceptada")
            #expect(
                try await s.aceptar(pagina.recepcion, como: yo, clave: "acepta-0001").decision.resultado == "aceptada")
            let otra = try await s.navegador.entrar("digitalizacion2")
            #expect(try await s.aceptar(pagina.recepcion, como: otra).decision.motivo == "resuelta")
            let segunda = try #require(
                try await s.subir(try s.hoja(1, semilla: 2), como: otra).json(Sala.Subida.self).paginas.first)
            #expect(segunda.aviso?.contains("duplicada") == true)
            #expect(try await s.aceptar(segunda.recepcion, como: otra).decision.resultado == "duplicada")
            #expect(try s.puerta.textos("SELECT tipo FROM hecho ORDER BY id") == ["acopio", "digitalizacion"])
            #expect(try s.puerta.numero("SELECT COUNT(*) FROM original") == 2)
        }
    }

    @Test func `la etiqueta de otra operación no identifica; la clave se teclea dos veces`() async throws {
        try await Sala.poner { s in
            try s.acopiar(1)
            let yo = try await s.navegador.entrar("digitalizacion")
            var ajena = try s.identificador.etiqueta(de: try #require(PuertaDePrueba.catalogo.acta(1)))
            ajena.comprobacion = "00000000"
            let pagina = try #require(
                try await s.subir(try s.hoja(1, qr: ajena.texto), como: yo).json(Sala.Subida.self).paginas.first)
            #expect(pagina.ficha == nil)
            #expect(pagina.aviso == EtiquetaDeActa.Rechazo.comprobacionFalsa.explicacion)
            #expect(try await s.aceptar(pagina.recepcion, como: yo).estado == 422)
            let una = ",\"acta\":\"050001B01002\""
            #expect(try await s.aceptar(pagina.recepcion, como: yo, extra: una).estado == 422)
            #expect(
                try await s.aceptar(pagina.recepcion, como: yo, extra: una + ",\"repetida\":\"050001B01003\"").estado
                    == 422)
            let bien = try await s.aceptar(pagina.recepcion, como: yo, extra: una + ",\"repetida\":\"050001B01002\"")
            #expect(bien.decision.resultado == "aceptada")
            #expect(
                try s.puerta.numero("SELECT por_pto FROM hecho WHERE tipo = 'digitalizacion'") == 0,
                "el papel traía su identificación")
        }
    }

    @Test func `sin acopio espera; de otro centro no se ve, no se acepta y no se sirve`() async throws {
        try await Sala.poner { s in
            let yo = try await s.navegador.entrar("digitalizacion")
            let sinAcopio = try #require(
                try await s.subir(try s.hoja(1), como: yo).json(Sala.Subida.self).paginas.first)
            #expect(try await s.aceptar(sinAcopio.recepcion, como: yo).decision.motivo == "falta_acopio")
            let ajena = try #require(try await s.subir(try s.hoja(3), como: yo).json(Sala.Subida.self).paginas.first)
            #expect(try await s.aceptar(ajena.recepcion, como: yo).decision.motivo == "otro_centro")
            try s.puerta.abrir("lejos", .digitalizacion, centro: "CATD-2")
            let lejos = try await s.navegador.entrar("lejos")
            #expect(try await lejos.get("/digitalizacion/imagen/\(ajena.recepcion)").estado == 404)
            #expect(try await s.aceptar(ajena.recepcion, como: lejos).estado == 404)
            #expect(
                try await lejos.json(
                    "/digitalizacion/rechazar",
                    "{\"clave\":\"rechaza-1\",\"recepcion\":\(ajena.recepcion),\"motivo\":\"x\"}"
                ).estado == 404)
            #expect(
                try await lejos.get("/digitalizacion/espera", [.fondo: "1"]).json(Sala.Espera.self).pendientes.isEmpty)
            #expect(try s.puerta.numero("SELECT COUNT(*) FROM hecho") == 0)
            #expect(try s.puerta.numero("SELECT COUNT(*) FROM recepcion_resuelta") == 0)
        }
    }

    @Test func `una imagen con observaciones pide que alguien diga que se lee`() async throws {
        try await Sala.poner { s in
            try s.acopiar(1)
            let yo = try await s.navegador.entrar("digitalizacion")
            let acta = try #require(PuertaDePrueba.catalogo.acta(1))
            let blanca = try DibujoDeActa.jpeg(
                HojaDeActa(
                    institucion: "", proceso: "", eleccion: "", marca: nil, claveActa: "", plantilla: "",
                    identificacion: [], renglones: [], qr: try s.identificador.etiqueta(de: acta).texto),
                semilla: 1, ancho: 560)
            let pagina = try #require(try await s.subir(blanca, como: yo).json(Sala.Subida.self).paginas.first)
            let sinMirar = try await yo.json(
                "/digitalizacion/aceptar", "{\"clave\":\"acepta-0009\",\"recepcion\":\(pagina.recepcion)}")
            #expect(sinMirar.estado == 422, "\(sinMirar.texto)")
            #expect(try await s.aceptar(pagina.recepcion, como: yo).decision.resultado == "aceptada")
        }
    }

    @Test(
        arguments: [
            Array("GIF89a".utf8), [], [0xFF, 0xD8, 0xFF], Array("%PDF-1.4 basura".utf8), Array("II*\0\u{8}".utf8),
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + [UInt8](repeating: 7, count: 4_000),
        ] as [[UInt8]])
    func `un archivo hostil se rechaza con un mensaje y no deja nada`(bytes: [UInt8]) async throws {
        try await Sala.poner { s in
            let yo = try await s.navegador.entrar("digitalizacion")
            let vuelta = try await s.subir(bytes, como: yo, nombre: "../../etc/passwd\u{0}<script>")
            #expect(vuelta.estado == 422)
            #expect(try vuelta.json(Sala.Decision.self).error?.isEmpty == false)
            #expect(try s.puerta.numero("SELECT COUNT(*) FROM original") == 0)
        }
    }

    @Test func `un archivo de 26 MB se rechaza sin leerlo todo y el nombre no trae rutas`() async throws {
        try await Sala.poner { s in
            let yo = try await s.navegador.entrar("digitalizacion")
            #expect(try await s.subir([UInt8](repeating: 0xFF, count: 26 << 20), como: yo).estado == 413)
            let vuelta = try await s.subir(try s.hoja(1), como: yo, nombre: "C:\\fotos\\../ac\u{202e}ta<b>.jpg")
            #expect(try vuelta.json(Sala.Subida.self).paginas.first?.nombre == "acta<b>.jpg")
        }
    }

    @Test func `rechazar y enviar a excepción sacan la página de la fila`() async throws {
        try await Sala.poner { s in
            let yo = try await s.navegador.entrar("digitalizacion")
            let a = try #require(try await s.subir(try s.hoja(1), como: yo).json(Sala.Subida.self).paginas.first)
                .recepcion
            let b = try #require(
                try await s.subir(try s.hoja(2, qr: ""), como: yo).json(Sala.Subida.self).paginas.first
            ).recepcion
            func post(_ que: String, _ cuerpo: String) async throws -> Int {
                try await yo.json("/digitalizacion/\(que)", "{\"clave\":\"clave-\(que)\",\(cuerpo)}").estado
            }
            #expect(try await post("rechazar", "\"recepcion\":\(a)") == 409)
            #expect(try await post("rechazar", "\"recepcion\":\(a),\"motivo\":\"Borrosa\"") == 200)
            #expect(try await post("rechazar", "\"recepcion\":\(a),\"motivo\":\"Borrosa\"") == 200)
            #expect(try await post("excepcion", "\"recepcion\":\(b)") == 422)
            #expect(
                try await post("excepcion", "\"recepcion\":\(b),\"problemas\":[\"sin_etiqueta\"],\"accion\":\"x\"")
                    == 200)
            #expect(
                try await s.aceptar(b, como: yo, extra: ",\"acta\":\"050002B01002\",\"repetida\":\"050002B01002\"")
                    .decision.motivo == "en_excepcion")
            #expect(try await yo.get("/digitalizacion/espera", [.fondo: "1"]).json(Sala.Espera.self).pendientes.isEmpty)
            let jefa = try await s.navegador.entrar("supervision")
            #expect(try await jefa.get("/excepciones/1/imagen").estado == 200)
            s.puerta.reloj.adelantar(1)
            let decide = [
                "clave": "decide-0001", "decision": "registrar", "eleccion": "AYUN", "comentario": "sin sección",
            ]
            #expect(try await jefa.post("/excepciones/1", decide).estado == 303)
            #expect(try s.puerta.textos("SELECT condicion FROM resultado") == ["fuera_de_catalogo"])
        }
    }

    @Test func `dos personas del mismo centro ven imágenes distintas mientras las miran`() async throws {
        try await Sala.poner { s in
            let yo = try await s.navegador.entrar("digitalizacion")
            let otra = try await s.navegador.entrar("digitalizacion2")
            for acta in 1...2 {
                try s.acopiar(acta)
                _ = try await s.subir(try s.hoja(acta), como: yo)
            }
            func fila(_ quien: Navegador, mira: Int = 0) async throws -> [Sala.Pagina] {
                try await quien.get("/digitalizacion/espera?mira=\(mira)", [.fondo: "1"]).json(Sala.Espera.self)
                    .pendientes
            }
            let todas = try await fila(yo)
            #expect(todas.map(\.deOtra) == [false, false])
            #expect(try await fila(otra).map(\.deOtra) == [true, false])
            #expect(try await fila(yo, mira: todas[0].recepcion).map(\.deOtra) == [false, true])
            // Neither takes what is on the other's screen; without a page that asks, the turn ends.
            #expect(try await fila(otra, mira: todas[0].recepcion).map(\.deOtra) == [true, false])
            #expect(
                try await yo.get("/digitalizacion/espera", [.fondo: "1"]).json(Sala.Espera.self).pendientes.count == 2)
            s.puerta.reloj.adelantar(21)
            #expect(try await fila(otra, mira: todas[0].recepcion).map(\.deOtra) == [false, false])
            #expect(try await fila(yo, mira: todas[0].recepcion).map(\.deOtra) == [true, false])
            // It only shares out work: whoever decides first decides.
            #expect(try await s.aceptar(todas[0].recepcion, como: yo).decision.resultado == "aceptada")
        }
    }

    // MARK: Folder of the scanner

    @Test func `la carpeta del escáner se recoge cuando el archivo deja de crecer, sin repetir nada`() async throws {
        try await Sala.poner { s in
            let carpeta = s.puerta.ruta + ".escaner"
            let dicho = Mutex<[String]>([])
            let vigia = VigiaDeEscaner(carpeta: carpeta, centros: ["CATD-1", "CATD-2"], s.dependencias) { linea in
                dicho.withLock { $0.append(linea) }
            }
            try await vigia.preparar()
            func dejar(_ bytes: [UInt8], _ nombre: String) throws {
                try Data(bytes).write(to: URL(fileURLWithPath: "\(carpeta)/\(nombre)"))
            }
            func hay(_ nombre: String) -> Bool { FileManager.default.fileExists(atPath: "\(carpeta)/\(nombre)") }
            let bytes = try s.hoja(1)
            try dejar(Array(bytes.prefix(1_000)), "CATD-1/a.jpg")
            #expect(await vigia.mirar() == 0)
            try dejar(bytes, "CATD-1/a.jpg")
            #expect(await vigia.mirar() == 0)
            #expect(await vigia.mirar() == 1)
            #expect(hay("CATD-1/procesados/a.jpg") && !hay("CATD-1/a.jpg"))
            #expect(try s.puerta.textos("SELECT centro || ' ' || acta FROM recepcion") == ["CATD-1 1"])
            // The same file after a fall between keeping and moving, an unreadable one, a link and one still in progress.
            try dejar(bytes, "CATD-1/a.jpg")
            try dejar(Array("no es imagen".utf8), "CATD-2/b.jpg")
            try dejar(bytes, "CATD-2/c.jpg.part")
            try FileManager.default.createSymbolicLink(
                atPath: "\(carpeta)/CATD-2/d.jpg", withDestinationPath: s.puerta.ruta)
            _ = await vigia.mirar()
            #expect(await vigia.mirar() == 2)
            #expect(
                hay("CATD-1/procesados/a-2.jpg") && hay("CATD-2/rechazados/b.jpg") && hay("CATD-2/rechazados/b.jpg.txt")
            )
            #expect(hay("CATD-2/c.jpg.part") && hay("CATD-2/d.jpg"))
            #expect(try s.puerta.numero("SELECT COUNT(*) FROM recepcion") == 1)
            #expect(dicho.withLock { $0.count } == 3)
        }
    }
}
