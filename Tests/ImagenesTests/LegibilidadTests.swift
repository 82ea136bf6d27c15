import Foundation
import Imagenes
import Testing

@Suite struct LegibilidadTests {
    private func observaciones(_ muestra: Muestra) throws -> [Observacion] {
        try #require(RevisorDeImagen.revisar(muestra.jpeg()).first).observaciones
    }

    @Test(arguments: [640, 700, 850, 1_100, 1_275, 1_700], [10, 26, 66])
    func `nada se observa en un acta bien digitalizada`(ancho: Int, renglones: Int) throws {
        let acta = try Muestra.acta(ancho: ancho, renglones: renglones)
        #expect(try observaciones(acta) == [])
        #expect(try observaciones(acta.granulada(6)) == [])
        #expect(try observaciones(acta.niveles { $0 * 0.8 + 20 }) == [])
        #expect(try observaciones(acta.girada(radianes: 0.05)) == [])
    }

    @Test(arguments: [(640, 1), (640, 2), (640, 4), (850, 2), (850, 4), (1_700, 3), (1_700, 6), (1_700, 9)])
    func `observa que está borrosa`(ancho: Int, radio: Int) throws {
        #expect(try observaciones(Muestra.acta(ancho: ancho).borrosa(radio: radio)).contains(.borrosa))
    }

    @Test(arguments: [640, 850, 1_700])
    func `observa que casi no se distingue del papel`(ancho: Int) throws {
        let acta = try Muestra.acta(ancho: ancho)
        #expect(try observaciones(acta.palida(0.2)) == [.pocoContraste])
        #expect(try observaciones(acta.palida(0.1)) == [.pocoContraste])
        #expect(try observaciones(acta.palida(0.5)) == [])
    }

    @Test(arguments: [640, 850, 1_700])
    func `observa que está oscura`(ancho: Int) throws {
        let acta = try Muestra.acta(ancho: ancho)
        #expect(try observaciones(acta.oscura(0.3)) == [.oscura])
        #expect(try observaciones(acta.oscura(0.15)).contains(.oscura))
        #expect(try observaciones(acta.oscura(0.6)) == [])
    }

    @Test(arguments: [640, 850, 1_700])
    func `observa que la hoja está cortada`(ancho: Int) throws {
        let acta = try Muestra.acta(ancho: ancho)
        for parte in [0.1, 0.2, 0.5] {
            #expect(try observaciones(acta.recortada(izquierda: parte)).contains(.hojaCortada))
            #expect(try observaciones(acta.recortada(derecha: parte)).contains(.hojaCortada))
            #expect(try observaciones(acta.recortada(arriba: parte)).contains(.hojaCortada))
        }
        for parte in [0.2, 0.3, 0.5] {
            #expect(try observaciones(acta.recortada(abajo: parte)).contains(.hojaCortada))
        }
    }

    @Test func `el fondo oscuro alrededor de la hoja no es un corte`() throws {
        let acta = try Muestra.acta()
        let (w, h) = (acta.ancho + 80, acta.alto + 80)
        var sobreMesa = Muestra(ancho: w, alto: h, pixeles: [UInt8](repeating: 40, count: w * h))
        for y in 0..<acta.alto {
            let destino = (y + 40) * w + 40
            sobreMesa.pixeles.replaceSubrange(
                destino..<(destino + acta.ancho), with: acta.pixeles[(y * acta.ancho)..<((y + 1) * acta.ancho)])
        }
        #expect(try observaciones(sobreMesa) == [])
    }

    @Test(arguments: [300.0, 400, 500])
    func `observa que es muy pequeña`(ancho: Double) throws {
        let acta = try Muestra.acta(ancho: 1_275).encogida(ancho / 1_275)
        #expect(try observaciones(acta).contains(.muyPequena))
    }

    @Test(arguments: [255, 235, 128])
    func `observa que la hoja está en blanco`(papel: Int) throws {
        let blanca = try Muestra.acta().niveles { _ in Double(papel) }
        #expect(try observaciones(blanca).contains(.sinContenido))
        #expect(try observaciones(blanca.granulada(4)).contains(.sinContenido))
    }

    @Test(arguments: [0.02, 0.3, 0.785, 1.571, 2.5, 3.1416, 4.712])
    func `lee el QR de una hoja girada`(radianes: Double) throws {
        let girada = try Muestra.acta(ancho: 850).girada(radianes: radianes)
        #expect(try RevisorDeImagen.revisar(girada.jpeg()).first?.qr == [HojaDeActa.ejemplo().qr])
    }

    @Test(arguments: [1.571, 3.1416, 4.712])
    func `observa que la hoja está de lado o de cabeza`(radianes: Double) throws {
        #expect(try observaciones(Muestra.acta(ancho: 850).girada(radianes: radianes)) == [.deLado])
    }

    @Test(arguments: [0.3, -0.3, 6.2])
    func `una hoja un poco chueca no está de lado`(radianes: Double) throws {
        #expect(try !observaciones(Muestra.acta(ancho: 850).girada(radianes: radianes)).contains(.deLado))
    }

    @Test func `una etiqueta pegada de lado no tumba una hoja cuyo código está derecho`() throws {
        let derecha = try Muestra(jpeg: DibujoDeActa.jpeg(.ejemplo(clave: "UNO"), semilla: 1))
        let caida = try Muestra(jpeg: DibujoDeActa.jpeg(.ejemplo(clave: "DOS"), semilla: 1)).girada(radianes: 3.1416)
        try #require(caida.ancho == derecha.ancho)
        let ambas = Muestra(
            ancho: derecha.ancho, alto: derecha.alto + caida.alto, pixeles: derecha.pixeles + caida.pixeles)
        #expect(try !observaciones(ambas).contains(.deLado))
    }

    @Test func `lee el QR de imágenes malas`() throws {
        let acta = try Muestra.acta(ancho: 1_275)
        let malas = [
            acta.encogida(0.35), acta.encogida(0.5), acta.borrosa(radio: 2), acta.palida(0.2), acta.oscura(0.2),
            acta.granulada(40), acta.girada(radianes: 0.2).encogida(0.5),
        ]
        for mala in malas {
            #expect(try RevisorDeImagen.revisar(mala.jpeg(calidad: 50)).first?.qr == [HojaDeActa.ejemplo().qr])
        }
    }

    @Test func `entrega todos los códigos de la página`() throws {
        let uno = try Muestra(jpeg: DibujoDeActa.jpeg(.ejemplo(clave: "UNO"), semilla: 1))
        let dos = try Muestra(jpeg: DibujoDeActa.jpeg(.ejemplo(clave: "DOS"), semilla: 1))
        let ambas = Muestra(ancho: uno.ancho, alto: 2 * uno.alto, pixeles: uno.pixeles + dos.pixeles)
        let leidos = try #require(RevisorDeImagen.revisar(ambas.jpeg()).first).qr
        #expect(Set(leidos) == [HojaDeActa.ejemplo(clave: "UNO").qr, HojaDeActa.ejemplo(clave: "DOS").qr])
    }

    @Test func `una hoja sin QR lo dice`() throws {
        var hoja = HojaDeActa.ejemplo()
        hoja.qr = ""
        let pagina = try #require(RevisorDeImagen.revisar(DibujoDeActa.jpeg(hoja, semilla: 1)).first)
        #expect(pagina.qr == [])
        #expect(!pagina.medidas.qrEncontrado)
    }
}
