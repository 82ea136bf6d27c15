import Apoyo
import CLeptonica
import CTurboJPEG
import Foundation
import Imagenes
import Testing

@Suite struct RevisorDeImagenTests {
    private let qr = [HojaDeActa.ejemplo().qr]

    private func error(_ bytes: [UInt8]) -> ImagenError? {
        #expect(throws: ImagenError.self) { try RevisorDeImagen.revisar(bytes) }
    }

    // MARK: - What is received

    @Test(arguments: [640, 850, 1_275, 1_700])
    func `un JPEG sin metadatos se publica con los mismos bytes`(ancho: Int) throws {
        let jpeg = try DibujoDeActa.jpeg(.ejemplo(renglones: 26), semilla: 1, ancho: ancho)
        let paginas = try RevisorDeImagen.revisar(jpeg)
        let pagina = try #require(paginas.first)
        #expect(paginas.count == 1)
        #expect(pagina.bytes == jpeg)
        #expect(pagina.tipo == "image/jpeg")
        #expect(pagina.pagina == 1)
        #expect(pagina.ancho == ancho)
        #expect(pagina.qr == qr)
        #expect(pagina.medidas.qrEncontrado)
        #expect(pagina.observaciones == [])
    }

    @Test(arguments: [TJSAMP_444, TJSAMP_422, TJSAMP_420])
    func `admite JPEG progresivo y a color`(submuestreo: TJSAMP) throws {
        let acta = try Muestra.acta()
        let jpeg = acta.jpeg(formato: TJPF_RGB, submuestreo: submuestreo, banderas: Int32(TJFLAG_PROGRESSIVE))
        let pagina = try #require(RevisorDeImagen.revisar(jpeg).first)
        #expect(pagina.qr == qr)
        #expect(Muestra(jpeg: pagina.bytes).pixeles == Muestra(jpeg: jpeg).pixeles)
    }

    @Test(arguments: [1, 8, 32])
    func `un PNG se publica como PNG con los mismos pixeles`(bits: Int) throws {
        let acta = try Muestra.acta()
        let pagina = try #require(RevisorDeImagen.revisar(acta.png(bits: bits)).first)
        #expect(pagina.tipo == "image/png")
        #expect(pagina.ancho == acta.ancho)
        #expect(pagina.alto == acta.alto)
        #expect(pagina.qr == qr)
        // The second time nothing is left to change.
        #expect(try RevisorDeImagen.revisar(pagina.bytes).first?.bytes == pagina.bytes)
    }

    @Test(arguments: [Int(IFF_TIFF_G4), Int(IFF_TIFF_LZW), Int(IFF_TIFF_ZIP), Int(IFF_TIFF)])
    func `cada página de un TIFF se publica como JPEG`(compresion: Int) throws {
        let acta = try Muestra.acta(ancho: 1_275)
        let paginas = try RevisorDeImagen.revisar(Muestra.tiff([acta, acta, acta], compresion: compresion))
        #expect(paginas.map(\.pagina) == [1, 2, 3])
        for pagina in paginas {
            #expect(pagina.tipo == "image/jpeg")
            #expect(pagina.ancho == 1_275)
            #expect(pagina.qr == qr)
            #expect(try LectorJPEG.encabezado(pagina.bytes).componentes == 1)
        }
    }

    @Test func `cada página de un PDF se publica como JPEG`() throws {
        let hojas = (0..<3).map { HojaDeActa.ejemplo(renglones: 20, clave: "A\($0)") }
        let paginas = try RevisorDeImagen.revisar(DibujoDeActa.pdf(hojas, semilla: 1))
        #expect(paginas.map(\.qr) == hojas.map { [$0.qr] })
        #expect(paginas.allSatisfy { $0.ancho == 1_700 && $0.alto == 2_200 && $0.observaciones.isEmpty })
    }

    @Test func `una imagen enorme se reduce`() throws {
        let jpeg = try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, ancho: 4_000)
        let pagina = try #require(RevisorDeImagen.revisar(jpeg).first)
        #expect(max(pagina.ancho, pagina.alto) <= 4_096)
        #expect(try LectorJPEG.encabezado(pagina.bytes).alto == pagina.alto)
        #expect(pagina.qr == qr)
    }

    // MARK: - What is refused

    @Test func `rechaza un archivo vacío`() {
        #expect(error([]) == .archivoVacio)
    }

    @Test(arguments: [
        "GIF89a", "BM", "RIFF____WEBP", "II+\u{0}", "<svg xmlns=", "MZ", "PK\u{3}\u{4}",
        "\u{0}\u{0}\u{0}\u{18}ftypheic", "hola",
    ])
    func `rechaza otros tipos de archivo`(inicio: String) {
        #expect(error(Array(inicio.utf8) + [UInt8](repeating: 0, count: 2_000)) == .tipoNoAdmitido)
    }

    @Test func `rechaza colores de imprenta`() throws {
        let jpeg = try Muestra.acta().jpeg(formato: TJPF_CMYK, submuestreo: TJSAMP_444)
        #expect(error(jpeg) == .colorDeImprenta)
    }

    @Test func `rechaza un PNG que declara más de lo que mide un acta`() throws {
        var png = try Muestra.acta().png()
        png.replaceSubrange(16..<24, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30])
        let tardo = tiempoDeProcesador { #expect(error(png) == .imagenExcesiva(ancho: 30_000, alto: 30_000)) }
        #expect(tardo < .seconds(1))
    }

    @Test func `rechaza un TIFF que declara más de lo que mide un acta`() throws {
        var tiff = try Muestra.tiff([Muestra.acta()], compresion: Int(IFF_TIFF_LZW))
        // Entry of the width: tag 256, type long or short, one value.
        let entrada = try #require(
            tiff.indices.dropLast(12).last {
                tiff[$0] == 0 && tiff[$0 + 1] == 1 && (3...4).contains(tiff[$0 + 2]) && tiff[$0 + 4] == 1
            })
        tiff.replaceSubrange((entrada + 8)..<(entrada + 10), with: [0x30, 0x75])
        #expect(error(tiff) == .imagenExcesiva(ancho: 30_000, alto: 1_100))
    }

    @Test func `rechaza pronto un PDF de diez mil páginas`() {
        let pdf = Archivos.pdf(paginas: 10_000)
        let tardo = tiempoDeProcesador { #expect(error(pdf) == .demasiadasPaginas(maximo: 60)) }
        #expect(tardo < .seconds(2))
        #expect(throws: Never.self) { try RevisorDeImagen.revisar(Archivos.pdf(paginas: 2)) }
    }

    @Test func `rechaza un TIFF de más de sesenta páginas`() throws {
        let chica = Muestra(ancho: 40, alto: 40, pixeles: [UInt8](repeating: 255, count: 1_600))
        let tiff = try Muestra.tiff([Muestra](repeating: chica, count: 61), compresion: Int(IFF_TIFF_LZW))
        #expect(error(tiff) == .demasiadasPaginas(maximo: 60))
    }

    @Test(arguments: stride(from: 5, to: 100, by: 5).map { $0 })
    func `rechaza imágenes cortadas en cualquier parte`(porcentaje: Int) throws {
        let acta = try Muestra.acta()
        let archivos = [
            acta.jpeg(), acta.jpeg(banderas: Int32(TJFLAG_PROGRESSIVE)), acta.png(),
            try Muestra.tiff([acta], compresion: Int(IFF_TIFF_LZW)),
            try Muestra.tiff([acta, acta], compresion: Int(IFF_TIFF_G4)),
        ]
        for archivo in archivos { _ = error(Array(archivo.prefix(archivo.count * porcentaje / 100))) }
        // The last byte of a TIFF may belong to a text that nobody needs.
        for archivo in archivos.prefix(3) { _ = error(archivo.dropLast(1)) }
    }

    @Test func `rechaza un JPEG al que le falta una parte aunque tenga final`() throws {
        let jpeg = try Muestra.acta().jpeg()
        #expect(error(jpeg.prefix(jpeg.count / 2) + [0xff, 0xd9]) == .imagenIncompleta)
    }

    @Test func `rechaza un PDF con contraseña`() {
        let clave = String(repeating: "5a", count: 32)
        let cifrado =
            "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <\(clave)> /U <\(clave)> >> /ID [<00> <00>] /Root"
        let pdf = String(decoding: Archivos.pdf(paginas: 1), as: UTF8.self).replacing("/Root", with: cifrado)
        #expect(error(Array(pdf.utf8)) == .documentoProtegido)
    }

    @Test func `rechaza un PDF que no lo es`() {
        let error = error(Array("%PDF-1.7\nno soy un documento".utf8))
        guard case .archivoIlegible(tipo: "PDF", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `todo rechazo dice en español qué hacer`() {
        let errores: [ImagenError] = [
            .archivoVacio, .archivoExcesivo(bytes: 41_943_040, maximo: 26_214_400), .tipoNoAdmitido, .imagenIncompleta,
            .archivoIlegible(tipo: "PDF", detalle: "documento dañado"), .colorDeImprenta,
            .demasiadasPaginas(maximo: 60), .documentoProtegido, .obreroFallo, .obreroNoInicia("/x"), .tallerLleno,
            .tallerCerrado,
        ]
        for error in errores { #expect(error.description.contains(":") && error.description.hasSuffix(".")) }
        #expect(Set(errores.map(\.description)).count == errores.count)
        #expect(Observacion.allCases.allSatisfy { $0.description.contains(":") && $0.description.hasSuffix(".") })
        #expect(Set(Observacion.allCases.map(\.description)).count == Observacion.allCases.count)
    }
}
