import Apoyo
import Documentos
import Electoral
import Formatos
import Foundation
import Testing

/// What the programs of Debian really make of a report.
@Suite(.serialized) struct DocumentosTests {
    private let imprenta = Imprenta()

    @Test(arguments: ["informe", "oficio"])
    func `el PDF y el DOCX pasan la revisión de documentos`(_ nombre: String) async throws {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("prep-muestra-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: carpeta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: carpeta) }
        let escrito = try nombre == "informe" ? Muestra.informe() : Muestra.oficio()
        let (pdf, docx) = (try await imprenta.pdf(escrito), try await imprenta.docx(escrito))
        // To be looked at: PREP_MUESTRA is the folder where they stay.
        for destino in [carpeta.path, ProcessInfo.processInfo.environment["PREP_MUESTRA"]].compactMap(\.self) {
            try Data(pdf).write(to: URL(fileURLWithPath: "\(destino)/\(nombre).pdf"))
            try Data(docx).write(to: URL(fileURLWithPath: "\(destino)/\(nombre).docx"))
            try Data(Imprenta.html(escrito).utf8).write(to: URL(fileURLWithPath: "\(destino)/\(nombre).html"))
        }
        let archivos = ["pdf", "docx"].map { carpeta.appendingPathComponent("\(nombre).\($0)") }
        #expect(try revision(archivos, paginas: nombre == "informe" ? 4 : 2) == "")
    }

    @Test func `la revisión de documentos ve lo que falta`() async throws {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("prep-malo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: carpeta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: carpeta) }
        let pdf = carpeta.appendingPathComponent("malo.pdf")
        try Data(try await imprenta.pdf("<p>Suelto</p><table><tr><td>1</td></tr></table>")).write(to: pdf)
        let faltas = try revision([pdf], paginas: 2)
        for falta in [
            "no tiene título", "no son carta", "no tiene encabezados", "debe tener 2 o más",
        ] {
            #expect(faltas.contains(falta), "\(falta): \(faltas)")
        }
    }

    /// What `barras/seguimiento_documentos.py` finds wrong.
    private func revision(_ archivos: [URL], paginas: Int) throws -> String {
        let raiz = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let fin = try Programa.correr(
            "/usr/bin/env",
            [
                "python3", "-B", raiz.appendingPathComponent("barras/seguimiento_documentos.py").path, "--paginas",
                "\(paginas)",
            ] + archivos.map(\.path))
        #expect((fin.codigo == 0) == fin.salida.isEmpty)
        return fin.salida
    }

    @Test func `el mismo informe da los mismos bytes`() async throws {
        let informe = try Muestra.informe()
        #expect(try await imprenta.pdf(informe) == imprenta.pdf(informe))
        #expect(try await imprenta.docx(informe) == imprenta.docx(informe))
    }

    @Test func `el DOCX lleva índice con páginas, celdas unidas, encabezados que se repiten y portada sin encabezado`()
        async throws
    {
        let partes = try await partes(imprenta.docx(Muestra.informe()))
        let texto = try #require(partes["word/document.xml"])
        for hay in [
            #"TOC \o &quot;1-3&quot; \h \z \u"#, #"PAGEREF prep_1 \h"#, #"w:name="prep_1""#, "<w:tblHeader/>",
            "<w:titlePg/>",
            #"<w:vMerge w:val="restart"/>"#, #"<w:gridSpan w:val="2"/>"#, #"<w:pStyle w:val="Heading1"/>"#,
            #"<w:pStyle w:val="FirmaNombre"/>"#, #"<w:pStyle w:val="BlockText"/>"#, #"<w:pStyle w:val="Title"/>"#,
            #"<w:pStyle w:val="Aviso"/>"#, #"r:embed="prepImagen1""#, "<w:cantSplit/>", #"<w:gridCol w:w="4326"/>"#,
        ] { #expect(texto.contains(hay), "\(hay)") }
        #expect(texto.unicodeScalars.allSatisfy { !(0xE000...0xF8FF).contains($0.value) })
        #expect(partes["word/header1.xml"]?.contains("Instituto Electoral de Ejemplo") == true)
        #expect(partes["word/footer1.xml"]?.contains("NUMPAGES") == true)
        #expect(partes["word/styles.xml"]?.contains(#"w:lang w:val="es-MX""#) == true)
        #expect(partes.keys.contains("word/media/logo.png"))
    }

    @Test func `portada e índice se escriben si se piden y el cuerpo no los trae`() async throws {
        var suelto = try Muestra.suelto("<h1>Uno</h1><p>Texto</p>")
        let sin = try Imprenta.html(suelto)
        #expect(!sin.contains("class=\"portada\"") && !sin.contains("class=\"indice\""))
        #expect(try await partes(imprenta.docx(suelto))["word/document.xml"]?.contains("titlePg") == false)
        suelto.conPortada = true
        suelto.conIndice = true
        let con = try Imprenta.html(suelto)
        #expect(con.contains("class=\"portada\"") && con.contains("href=\"#prep_1\""))
        let texto = try #require(try await partes(imprenta.docx(suelto))["word/document.xml"])
        #expect(texto.contains("titlePg") && texto.contains("PAGEREF prep_1"))
    }

    @Test func `los enlaces del oficio llevan a sus anexos y las columnas toman el ancho de lo que llevan`()
        async throws
    {
        let texto = try #require(try await partes(imprenta.docx(Muestra.oficio()))["word/document.xml"])
        #expect(texto.contains(#"w:anchor="anexos""#) && texto.contains(#"w:name="anexos""#))
        #expect(texto.contains(#"<w:gridCol w:w="1316"/><w:gridCol w:w="6772"/><w:gridCol w:w="1316"/>"#))
        #expect(try Imprenta.html(Muestra.oficio()).contains(#"<col style="width: 14%"><col style="width: 72%">"#))
    }

    @Test func `la página no trae guiones ni busca nada fuera`() throws {
        let html = try Imprenta.html(Muestra.informe())
        for falta in ["<script", "http:", "https:", "file:", "@import", "url("] {
            #expect(!html.contains(falta), "\(falta)")
        }
        #expect(html.contains("<html lang=\"es-MX\">") && html.contains("<title>Informe del mes de marzo"))
        #expect(html.contains("list-style-type: lower-alpha"))
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "</body><p>x</p>", "<p>x</body></p>",
        #"<figure><img src="file:///etc/passwd" alt="x"></figure>"#,
        #"<figure><img src="https://ejemplo.mx/x.png" alt="x"></figure>"#, #"<p style="color: red">x</p>"#,
        #"<p onclick="x()">x</p>"#,
        #"<iframe src="x"></iframe>"#, "<p>sin cerrar", "<p><strong>x</p></strong>", #"<p class="otra">x</p>"#,
        "texto suelto",
        #"<figure><svg><image href="file:///etc/passwd"/></svg></figure>"#,
        #"<figure><svg><rect fill="url(file:///etc/passwd)"/></svg></figure>"#, #"<p>x</p><!-- sin fin"#,
        #"<table><colgroup><col width="10px"></colgroup></table>"#, #"<a href="javascript:x">x</a>"#,
        #"<p><a href="javascript:x">x</a></p>"#, #"<p id="a">x</p><p id="a">y</p>"#, "<p>&desconocida;</p>",
        ##"<p><a href="#nada">x</a></p>"##,
        String(repeating: "<div>", count: 500), "<p>\(String(repeating: "x", count: 9 << 20))</p>",
        #"<figure><img src="data:image/png;base64,AAAA" alt="x"></figure>"#,
    ])
    func `lo que no es del vocabulario se rechaza`(_ cuerpo: String) async throws {
        let hostil = try Muestra.suelto(cuerpo)
        await #expect(throws: DocumentoError.self) { try await imprenta.docx(hostil) }
        if !cuerpo.contains("AAAA") { #expect(throws: DocumentoError.self) { try Imprenta.html(hostil) } }
    }

    @Test func `lo que se escribió con signos sale como texto`() async throws {
        let hostil = try Muestra.suelto(
            "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1><p>&lt;/body&gt; &amp;amp; {{COLOR}} \u{E002}0 \u{1} $x^2$</p>"
        )
        #expect(try Imprenta.html(hostil).contains("&lt;script&gt;alert(1)&lt;/script&gt;</h1>"))
        let texto = try #require(try await partes(imprenta.docx(hostil))["word/document.xml"])
        #expect(texto.contains("&lt;script&gt;") && texto.contains("&amp;amp; {{COLOR}} 0") && texto.contains("$x^2$"))
        #expect(!texto.contains("w:drawing"))
    }

    @Test func `el membrete con un color o un logotipo que no lo son se rechaza`() throws {
        for color in ["red", "#12345", "#12345g", "#0b5d57;}", ""] {
            #expect(throws: DocumentoError.self) {
                try Membrete(institucion: "I", unidad: "U", proceso: "P", color: color)
            }
        }
        for bytes in [[], Array("<svg/>".utf8), [0xFF, 0xD8, 0xFF, 0xE0], Array(Muestra.png.prefix(20))] as [[UInt8]] {
            #expect(throws: DocumentoError.self) { try Logo(bytes) }
        }
        #expect(throws: DocumentoError.self) { try Logo(Muestra.png + [UInt8](repeating: 0, count: 1 << 20)) }
    }

    @Test func `sin los programas se dice cuál falta, y el que no termina se detiene`() async throws {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("prep-sin-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: carpeta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: carpeta) }
        let pobre = Imprenta(carpetas: [carpeta.path], segundos: 1)
        let suelto = try Muestra.suelto("<p>Texto</p>")
        await #expect { try await pobre.docx(suelto) } throws: {
            let error = $0 as? DocumentoError
            return error?.codigo == .falta && error?.mensaje.contains("apt-get install pandoc") == true
        }
        await #expect { try await pobre.pdf(suelto) } throws: {
            ($0 as? DocumentoError)?.mensaje.contains("apt-get install weasyprint") == true
        }
        let lento = carpeta.appendingPathComponent("pandoc")
        try Data("#!/bin/sh\nexec sleep 600\n".utf8).write(to: lento)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: lento.path)
        await #expect { try await pobre.docx(suelto) } throws: {
            let error = $0 as? DocumentoError
            return error?.codigo == .fallo && error?.mensaje.contains("tardó más de 1 s") == true
        }
        // What nobody waits for any more is not finished.
        let empezo = carpeta.appendingPathComponent("empezo").path
        try Data("#!/bin/sh\n: > '\(empezo)'\nexec sleep 600\n".utf8).write(to: lento)
        let paciente = Imprenta(carpetas: [carpeta.path], segundos: 500)
        let tarea = Task { try await paciente.docx(suelto) }
        while !FileManager.default.fileExists(atPath: empezo) { await Task.yield() }
        tarea.cancel()
        await #expect(throws: CancellationError.self) { try await tarea.value }
    }

    @Test func `dentro de otra página va entero y sin estilo propio`() throws {
        let html = try Imprenta.fragmento(
            try Muestra.suelto(
                "<h1>Uno</h1><table><caption>Cuadro</caption><colgroup><col width=\"40%\"></colgroup><tbody><tr><td>1</td></tr></tbody></table>"
            ))
        for parte in ["<div class=\"membrete\">", "role=\"region\" aria-label=\"Cuadro\"", "<p class=\"pie\">"] {
            #expect(html.contains(parte), "\(parte)")
        }
        #expect(!html.contains("style=") && !html.contains("<header") && !html.contains("<footer"))
    }

    private func partes(_ docx: [UInt8]) throws -> [String: String] {
        Dictionary(
            uniqueKeysWithValues: try Zip.leer(docx, archivo: "informe.docx").map {
                ($0.nombre, String(decoding: $0.bytes, as: UTF8.self))
            })
    }
}
