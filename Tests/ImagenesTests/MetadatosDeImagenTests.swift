import CTurboJPEG
import Foundation
import Imagenes
import Testing

@Suite struct MetadatosDeImagenTests {
    private let secretos = [
        "Exif", "CAMARA-SECRETA", "WGS-84", "xmp", "ICC_PROFILE", "comentario", "cola", "texto oculto",
    ]

    private func contiene(_ bytes: [UInt8], _ texto: String) -> Bool {
        Data(bytes).range(of: Data(texto.utf8)) != nil
    }

    private func sucio(_ jpeg: [UInt8], orientacion: Int = 1) -> [UInt8] {
        Archivos.jpeg(
            jpeg,
            con: Archivos.exif(orientacion: orientacion)
                + Archivos.segmento(0xe1, "http://ns.adobe.com/xap/1.0/\0<xmp>")
                + Archivos.segmento(0xe2, "ICC_PROFILE\0\u{1}\u{1}datos") + Archivos.segmento(0xfe, "comentario"),
            cola: Array("cola después del final".utf8))
    }

    @Test(arguments: [false, true])
    func `quita metadatos y cola de un JPEG sin tocar los pixeles`(progresivo: Bool) throws {
        let limpio = try Muestra.acta().jpeg(
            formato: TJPF_RGB, submuestreo: TJSAMP_420, banderas: progresivo ? Int32(TJFLAG_PROGRESSIVE) : 0)
        let recibido = sucio(limpio)
        #expect(secretos.dropLast().allSatisfy { contiene(recibido, $0) })
        let pagina = try #require(RevisorDeImagen.revisar(recibido).first)
        for secreto in secretos { #expect(!contiene(pagina.bytes, secreto)) }
        #expect(pagina.bytes.suffix(2) == [0xff, 0xd9])
        #expect(Muestra(jpeg: pagina.bytes).pixeles == Muestra(jpeg: limpio).pixeles)
        #expect(pagina.qr == [HojaDeActa.ejemplo().qr])
    }

    @Test func `quita los textos de un PNG`() throws {
        let pagina = try #require(RevisorDeImagen.revisar(Muestra.acta().png(texto: "texto oculto")).first)
        #expect(!contiene(pagina.bytes, "texto oculto"))
        #expect(!contiene(pagina.bytes, "tEXt"))
    }

    /// Where the upper left pixel of the camera goes, in an image of three by two.
    static let giros: [(orientacion: Int, volteada: [[Int]])] = [
        (1, [[0, 1, 2], [3, 4, 5]]), (2, [[2, 1, 0], [5, 4, 3]]), (3, [[5, 4, 3], [2, 1, 0]]),
        (4, [[3, 4, 5], [0, 1, 2]]), (5, [[0, 3], [1, 4], [2, 5]]), (6, [[3, 0], [4, 1], [5, 2]]),
        (7, [[5, 2], [4, 1], [3, 0]]), (8, [[2, 5], [1, 4], [0, 3]]),
    ]

    @Test(arguments: giros)
    func `endereza la foto como dice la cámara`(caso: (orientacion: Int, volteada: [[Int]])) throws {
        // Six flat squares of thirty-two pixels: each keeps its gray through any compression.
        let lado = 32
        let pixeles = (0..<(2 * lado)).flatMap { y in
            (0..<(3 * lado)).map { x in UInt8(40 * (y / lado * 3 + x / lado)) }
        }
        let jpeg = Muestra(ancho: 3 * lado, alto: 2 * lado, pixeles: pixeles).jpeg(calidad: 100)
        let pagina = try #require(RevisorDeImagen.revisar(sucio(jpeg, orientacion: caso.orientacion)).first)
        let final = Muestra(jpeg: pagina.bytes)
        #expect(final.ancho == caso.volteada[0].count * lado)
        #expect(final.alto == caso.volteada.count * lado)
        for (y, fila) in caso.volteada.enumerated() {
            for (x, esperado) in fila.enumerated() {
                let centro = (y * lado + lado / 2) * final.ancho + x * lado + lado / 2
                #expect(abs(Int(final.pixeles[centro]) - 40 * esperado) <= 2)
            }
        }
    }

    @Test(arguments: [3, 6, 8])
    func `endereza sin perder más que el último bloque cuando las medidas no son exactas`(orientacion: Int) throws {
        let jpeg = try Muestra.acta(ancho: 850).jpeg(formato: TJPF_RGB, submuestreo: TJSAMP_420)
        let pagina = try #require(RevisorDeImagen.revisar(sucio(jpeg, orientacion: orientacion)).first)
        let medidas = [pagina.ancho, pagina.alto].sorted()
        #expect(medidas[0] > 850 - 16 && medidas[0] <= 850)
        #expect(medidas[1] > 1_100 - 16 && medidas[1] <= 1_100)
        #expect(pagina.qr == [HojaDeActa.ejemplo().qr])
    }

    @Test func `quita la miniatura y los bytes sobrantes entre segmentos`() throws {
        let limpio = try Muestra.acta().jpeg()
        let miniatura = Archivos.segmento(0xe0, "JFXX\0\u{10}miniatura")
        let recibido = Archivos.jpeg(limpio, con: miniatura + [0xff, 0xff, 0xff])
        let pagina = try #require(RevisorDeImagen.revisar(recibido).first)
        #expect(!contiene(pagina.bytes, "miniatura"))
        #expect(Muestra(jpeg: pagina.bytes).pixeles == Muestra(jpeg: limpio).pixeles)
    }

    @Test func `una orientación sin sentido se ignora`() throws {
        let jpeg = try Muestra.acta().jpeg()
        for orientacion in [0, 9, 65_535] {
            #expect(try RevisorDeImagen.revisar(sucio(jpeg, orientacion: orientacion)).first?.ancho == 850)
        }
    }
}
