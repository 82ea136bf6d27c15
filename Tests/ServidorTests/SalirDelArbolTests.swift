import Foundation
import Testing

/// Nobody reads from outside what is not of the tree.
@Suite struct SalirDelArbolTests {
    /// Whatever it answers, it is not a file, and says nothing of what is there.
    private static func comprobar(_ r: Respuesta, _ que: String, _ visita: Visita) {
        #expect([400, 404].contains(r.estado), "\(que): \(r.estado)")
        #expect(!r.texto.contains("SECRETO"), "\(que)")
        #expect(!r.texto.contains(visita.arbol), "\(que)")
        #expect(r["ETag"] == nil, "\(que)")
    }

    static let intentos = [
        "/../firma.clave", "/ayun/../../firma.clave", "/./../firma.clave", "/..", "/../", "/ayun/..",
        "/ayun/./index.html",
        "/%2e%2e/firma.clave", "/%2E%2E/firma.clave", "/.%2e/firma.clave", "/%2e./firma.clave",
        "/ayun/%2e%2e/%2e%2e/firma.clave",
        "/%2e%2e%2ffirma.clave", "/ayun%2f..%2f..%2ffirma.clave", "/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/%252e%252e/firma.clave", "/%252e%252e%252ffirma.clave", "/%25252e%25252e/firma.clave",
        "/..\\firma.clave", "/..%5cfirma.clave", "/ayun\\..\\..\\firma.clave", "/%5c..%5cfirma.clave",
        "/index.html%00", "/index.html%00.jpg", "/%00", "/..%00/firma.clave", "/corte.nota%0d%0aX-Otra:%201", "/%0a",
        "/%7f",
        "/%c0%ae%c0%ae/firma.clave", "/%c0%af..%c0%affirma.clave", "/%ff", "/%e0%80%ae/firma.clave", "/%zz", "/%",
        "/%2",
        "//../firma.clave", "///..///firma.clave", "/publico/../firma.clave", "/../publico-otro/index.html",
        "/../publico/index.html",
        "/..;/firma.clave", "/.;/firma.clave", "/etc/passwd", "//etc/passwd", "/proc/self/environ", "/~root/",
        "/file:///etc/passwd",
        // Other ways of writing a dot or a slash: names like any other.
        "/%ef%bc%8e%ef%bc%8e/firma.clave", "/..%ef%bc%8ffirma.clave", "/%e2%80%a5/firma.clave",
        "/ayun%cc%81/../../firma.clave",
        "/%d8%80/../firma.clave",
    ]

    @Test func `ninguna manera de escribir la dirección sale del árbol`() async throws {
        try await Sitio.servir { (visita) async throws in
            for intento in Self.intentos { Self.comprobar(try await visita.get(intento), intento, visita) }
            // The server is whole after all that.
            #expect(try await visita.get("/index.html").estado == 200)
        }
    }

    @Test func `una dirección absoluta o ilegible tampoco sale`() async throws {
        try await Sitio.servir { (visita) async throws in
            for objetivo in [
                "http://prep.example/../firma.clave", "http://prep.example/%2e%2e/firma.clave", "firma.clave",
                "../firma.clave", "*",
            ] {
                guard let r = try? await visita.get(objetivo) else { continue }
                #expect(!r.texto.contains("SECRETO"), "\(objetivo)")
                #expect(r.estado != 200 || r.texto == Sitio.archivos["index.html"], "\(objetivo)")
            }
            let crudos: [[UInt8]] = [
                Array("/..".utf8) + [0x2F, 0xFF], [0x2F, 0xC0, 0xAE], Array("/index.html".utf8) + [0x09],
            ]
            for crudo in crudos {
                guard let r = try? await Cliente(puerto: visita.puerto).pedir("GET", crudo) else { continue }
                #expect(!r.texto.contains("SECRETO"))
                #expect(r.estado >= 400)
            }
            #expect(try await visita.get("/index.html").estado == 200)
        }
    }

    @Test func `los archivos ocultos y los que se están escribiendo no existen`() async throws {
        try await Sitio.servir { (visita) async throws in
            for ruta in [
                "/.oculto", "/%2eoculto", "/.carpeta", "/.carpeta/", "/.carpeta/dentro.html", "/ayun/.htaccess",
                "/ayun/%2ehtaccess",
                "/index.html.parcial", "/index.html%2eparcial", "/datos/x.json.parcial", "/index.html.parcial/",
                "/.oculto/",
            ] {
                Self.comprobar(try await visita.get(ruta), ruta, visita)
                #expect([400, 404].contains(try await visita.pedir("HEAD", ruta).estado), "\(ruta)")
            }
        }
    }

    @Test func `un enlace simbólico dentro del árbol no lleva afuera`() async throws {
        try await Sitio.servir(preparar: { arbol in
            let archivos = FileManager.default
            try archivos.createSymbolicLink(atPath: "\(arbol)/enlace.txt", withDestinationPath: "../firma.clave")
            try archivos.createSymbolicLink(atPath: "\(arbol)/salida", withDestinationPath: "../publico-otro")
        }) { (visita) async throws in
            for ruta in ["/enlace.txt", "/salida/index.html", "/salida/"] {
                Self.comprobar(try await visita.get(ruta), ruta, visita)
            }
        }
    }

    /// A slash after certain letters is, for text, part of the letter; for the disk it is always a slash.
    @Test func `una carpeta de nombre extraño no sirve de puerta`() async throws {
        try await Sitio.servir(preparar: { try Sitio.escribir("x", en: "\($0)/raro\u{600}/index.html") }) {
            (visita) async throws in
            for ruta in [
                "/raro%d8%80/../../firma.clave", "/raro%d8%80/../.oculto", "/raro%d8%80/../index.html.parcial",
            ] {
                Self.comprobar(try await visita.get(ruta), ruta, visita)
            }
        }
    }

    @Test func `un archivo especial no se abre`() async throws {
        try await Sitio.servir(preparar: { mkfifo("\($0)/tubo.json", 0o644) }) { (visita) async throws in
            Self.comprobar(try await visita.get("/tubo.json"), "/tubo.json", visita)
        }
    }
}
