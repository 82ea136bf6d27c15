import Imagenes
import Testing

@Suite struct LectorJPEGTests {
    @Test(arguments: [[], [0xff], [0xff, 0xd8, 0xff], Array("%PDF-1.5".utf8), [UInt8](repeating: 0, count: 4_096)])
    func `rechaza lo que no es JPEG`(bytes: [UInt8]) {
        let error = #expect(throws: ImagenError.self) { try LectorJPEG.encabezado(bytes) }
        guard case .jpegIlegible = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `rechaza todo encabezado cortado`() throws {
        let jpeg = try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, ancho: 640)
        for largo in 0..<160 {
            #expect(throws: ImagenError.self) { try LectorJPEG.encabezado(Array(jpeg.prefix(largo))) }
        }
    }

    @Test func `rechaza una imagen que declara medidas imposibles`() throws {
        var jpeg = try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, ancho: 640)
        // Start of frame: marker, length, precision, then height and width.
        let marco = try #require(jpeg.indices.dropLast().first { jpeg[$0] == 0xff && jpeg[$0 + 1] == 0xc0 })
        for desplazamiento in 5...8 { jpeg[marco + desplazamiento] = 0xfe }
        #expect(throws: ImagenError.imagenExcesiva(ancho: 0xfefe, alto: 0xfefe)) { try LectorJPEG.encabezado(jpeg) }
    }

    @Test func `todo error dice en español qué hacer`() {
        let errores: [ImagenError] = [
            .medidasInvalidas(ancho: 1), .calidadInvalida(0), .qrDemasiadoLargo(caracteres: 9), .sinHojas,
            .sinTipografia, .codificacion("x"), .escritura("/x"), .jpegIlegible("x"),
            .imagenExcesiva(ancho: 1, alto: 1),
        ]
        for error in errores { #expect(error.description.contains(":") && error.description.hasSuffix(".")) }
        #expect(Set(errores.map(\.description)).count == errores.count)
    }
}
