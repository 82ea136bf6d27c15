import Electoral
import Foundation
import Imagenes
import Testing

@Suite struct DibujoDeActaTests {
    @Test(arguments: [(640, 828), (850, 1_100), (1_275, 1_650)])
    func `dibuja una página en grises con proporción de carta`(ancho: Int, alto: Int) throws {
        let jpeg = try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, ancho: ancho)
        let datos = try LectorJPEG.encabezado(jpeg)
        #expect(datos.ancho == ancho)
        #expect(datos.alto == alto)
        #expect(datos.componentes == 1)
    }

    @Test(arguments: [0, 1, 10, 26, 27, 66, 120])
    func `dibuja plantillas de cualquier número de renglones`(renglones: Int) throws {
        let hoja = HojaDeActa.ejemplo(renglones: renglones, marca: "SIMULACRO", nombresLargos: true)
        #expect(try DibujoDeActa.jpeg(hoja, semilla: 1, ancho: 640, calidad: 60).count > 10_000)
    }

    @Test func `una imagen para pantalla pesa poco`() throws {
        let hoja = HojaDeActa.ejemplo(renglones: 66, marca: "SIMULACRO", nombresLargos: true)
        #expect(try DibujoDeActa.jpeg(hoja, semilla: 1, ancho: 640, calidad: 60).count < 130_000)
    }

    @Test func `la misma hoja y semilla dan los mismos bytes`() throws {
        let hoja = HojaDeActa.ejemplo(marca: "SIMULACRO")
        #expect(try DibujoDeActa.jpeg(hoja, semilla: 7) == DibujoDeActa.jpeg(hoja, semilla: 7))
        #expect(try DibujoDeActa.pdf([hoja], semilla: 7) == DibujoDeActa.pdf([hoja], semilla: 7))
    }

    @Test func `cada semilla escribe con otra mano`() throws {
        let hoja = HojaDeActa.ejemplo()
        #expect(try DibujoDeActa.jpeg(hoja, semilla: 7) != DibujoDeActa.jpeg(hoja, semilla: 8))
    }

    @Test func `varios hilos a la vez dan los mismos bytes que uno solo`() async throws {
        let hojas = (0..<8).map { HojaDeActa.ejemplo(renglones: 12 + 7 * $0, marca: "SIMULACRO", clave: "A\($0)") }
        let uno = try hojas.map { try DibujoDeActa.jpeg($0, semilla: 3, ancho: 640) }
        let varios = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { grupo in
            for vuelta in 0..<32 {
                let i = vuelta % hojas.count
                let hoja = hojas[i]
                grupo.addTask { (i, try DibujoDeActa.jpeg(hoja, semilla: 3, ancho: 640)) }
            }
            return try await grupo.reduce(into: []) { $0.append($1) }
        }
        #expect(varios.count == 32)
        #expect(varios.allSatisfy { uno[$0.0] == $0.1 })
    }

    @Test func `lo escrito cambia la imagen`() throws {
        let base = HojaDeActa.ejemplo()
        let valores: [HojaDeActa.Valor] = [.cantidad(0), .cantidad(123), .ilegible, .vacio]
        let imagenes = try valores.map { valor in
            var hoja = base
            hoja.renglones[4].valor = valor
            return try DibujoDeActa.jpeg(hoja, semilla: 1)
        }
        #expect(Set(imagenes).count == valores.count)
    }

    @Test func `la marca se dibuja y su ausencia también`() throws {
        let con = try DibujoDeActa.jpeg(.ejemplo(marca: "SIMULACRO"), semilla: 1)
        let sin = try DibujoDeActa.jpeg(.ejemplo(marca: nil), semilla: 1)
        let vacia = try DibujoDeActa.jpeg(.ejemplo(marca: ""), semilla: 1)
        #expect(con != sin)
        #expect(sin == vacia)
    }

    @Test(arguments: [-1, 1_000, 123_456_789, Int.max, Int.min])
    func `una cantidad absurda también se dibuja`(cantidad: Int) throws {
        var hoja = HojaDeActa.ejemplo()
        hoja.renglones[0].valor = .cantidad(cantidad)
        #expect(try !DibujoDeActa.jpeg(hoja, semilla: 1, ancho: 640).isEmpty)
    }

    @Test func `textos vacíos, larguísimos o con saltos no la impiden`() throws {
        var hoja = HojaDeActa.ejemplo()
        hoja.institucion = ""
        hoja.eleccion = String(repeating: "ELECCIÓN MUY LARGA ", count: 60)
        hoja.marca = String(repeating: "SIMULACRO ", count: 30)
        hoja.claveActa = String(repeating: "0", count: 400)
        hoja.identificacion = (0..<13).map { .init(etiqueta: "Etiqueta \($0)", valor: "Valor\ncon salto \($0)") }
        hoja.renglones[0].etiqueta = "a\u{0}b\u{202e}c\n\n\t" + String(repeating: "x", count: 5_000)
        hoja.qr = ""
        #expect(try !DibujoDeActa.jpeg(hoja, semilla: 1, ancho: 640).isEmpty)
    }

    @Test(arguments: [1, 12, 26, 27, 66])
    func `cada renglón tiene su recuadro y sólo en él se escribe su cantidad`(renglones: Int) throws {
        var hoja = HojaDeActa.ejemplo(renglones: renglones)
        for i in hoja.renglones.indices { hoja.renglones[i].valor = .vacio }
        let recuadros = DibujoDeActa.recuadros(hoja.renglones)
        #expect(recuadros.count == renglones)
        let vacia = Muestra(jpeg: try DibujoDeActa.jpeg(hoja, semilla: 1, calidad: 100)).pixeles
        for i in [0, renglones / 2, renglones - 1] {
            var escrita = hoja
            escrita.renglones[i].valor = .cantidad(348)
            let pixeles = Muestra(jpeg: try DibujoDeActa.jpeg(escrita, semilla: 1, calidad: 100)).pixeles
            let distintos = vacia.indices.filter { abs(Int(vacia[$0]) - Int(pixeles[$0])) > 40 }
            #expect(distintos.count > 40)
            let r = recuadros[i]
            #expect(
                distintos.allSatisfy { p in
                    let (x, y) = ((p % 850) * 10_000 / 850, (p / 850) * 10_000 / 1_100)
                    return (r.x - 20...r.x + r.ancho + 20).contains(x) && (r.y - 20...r.y + r.alto + 20).contains(y)
                })
        }
    }

    @Test(arguments: [0, -5, 319, 5_101, Int.max])
    func `rechaza anchos que no se pueden dibujar`(ancho: Int) {
        #expect(throws: ImagenError.medidasInvalidas(ancho: ancho)) {
            try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, ancho: ancho)
        }
    }

    @Test(arguments: [0, 101, -1])
    func `rechaza calidades que no existen`(calidad: Int) {
        #expect(throws: ImagenError.calidadInvalida(calidad)) {
            try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, calidad: calidad)
        }
    }

    @Test(arguments: [600, 5_000])
    func `rechaza un código QR que no se podría leer`(caracteres: Int) {
        var hoja = HojaDeActa.ejemplo()
        hoja.qr = String(repeating: "ñ", count: caracteres)
        #expect(throws: ImagenError.qrDemasiadoLargo(caracteres: caracteres)) {
            try DibujoDeActa.jpeg(hoja, semilla: 1, ancho: 640)
        }
        #expect(throws: ImagenError.qrDemasiadoLargo(caracteres: caracteres)) {
            try DibujoDeActa.pdf([hoja], semilla: 1)
        }
    }
}
