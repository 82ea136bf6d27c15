import CPangoCairo
import Electoral

/// Draws one acta on a page of letter size.
struct PaginaDeActa {
    static let ancho = 612.0
    static let alto = 792.0

    private static let margen = 28.0
    private static let ladoDelQR = 118.0

    let hoja: HojaDeActa
    let lienzo: Lienzo
    var pluma: Pluma

    static let util = Caja(x: margen, y: 24, ancho: ancho - 2 * margen, alto: alto - 48)

    var util: Caja { Self.util }

    init(_ hoja: HojaDeActa, semilla: UInt64, sobre lienzo: Lienzo) {
        self.hoja = hoja
        self.lienzo = lienzo
        pluma = Pluma(azar: Azar(semilla: semilla, clave: hoja.claveActa))
    }

    /// Draws everything; the page is not emitted.
    mutating func dibujar() throws(ImagenError) {
        marcaDeAgua()
        encabezado()
        try codigo()
        identificacion()
        renglones()
        pie()
        try lienzo.comprobar()
    }

    private var marca: String? {
        guard let marca = hoja.marca, !marca.isEmpty else { return nil }
        return marca
    }

    private func marcaDeAgua() {
        guard let marca else { return }
        lienzo.imprimirGirado(
            marca, x: Self.ancho / 2, y: Self.alto * 0.57, angulo: -0.9, largo: 640, tinta: 0.09)
    }

    private func encabezado() {
        let ancho = util.ancho - Self.ladoDelQR - 12
        func linea(_ y: Double, _ alto: Double) -> Caja { Caja(x: util.x, y: y, ancho: ancho, alto: alto) }
        lienzo.imprimir(hoja.institucion, en: linea(27, 18), letra: Letra(tamano: 12.5, negrita: true), minimo: 0.6)
        lienzo.imprimir(hoja.proceso, en: linea(45, 14), letra: Letra(tamano: 10), tinta: 0.8)
        lienzo.imprimir(
            "ACTA DE ESCRUTINIO Y CÓMPUTO DE CASILLA", en: linea(70, 20), letra: Letra(tamano: 15, negrita: true))
        lienzo.imprimir(hoja.eleccion, en: linea(91, 18), letra: Letra(tamano: 13, negrita: true), tinta: 0.85)
        guard let marca else { return }
        let caja = Caja(x: util.x, y: 114, ancho: 170, alto: 23)
        lienzo.recuadrar([caja], tinta: 1, grosor: 1.6)
        lienzo.imprimir(
            marca, en: caja.interior(8, 1), letra: Letra(tamano: 14, negrita: true), alineacion: .centro, minimo: 0.5)
    }

    private func codigo() throws(ImagenError) {
        let caja = Caja(x: util.derecha - Self.ladoDelQR + 8, y: 18, ancho: Self.ladoDelQR, alto: Self.ladoDelQR)
        if !hoja.qr.isEmpty {
            try lienzo.dibujar(CodigoQR(hoja.qr), de: hoja.qr.count, en: caja)
        }
        lienzo.imprimir(
            hoja.claveActa, en: Caja(x: caja.x - 6, y: caja.abajo - 1, ancho: caja.ancho + 4, alto: 12),
            letra: Letra(tamano: 9.5, negrita: true), alineacion: .centro, minimo: 0.5)
    }

    /// Labelled boxes; each as wide as what it says asks for, more than six in two lines.
    private func identificacion() {
        let todas = hoja.identificacion
        guard !todas.isEmpty else { return }
        let porLinea = todas.count > 6 ? (todas.count + 1) / 2 : todas.count
        let lineas = (todas.count + porLinea - 1) / porLinea
        let alto = 36 / Double(lineas)
        var cajas: [Caja] = []
        for linea in 0..<lineas {
            let datos = todas[linea * porLinea..<min(todas.count, (linea + 1) * porLinea)]
            let pesos = datos.map { Double(min(30, max(9, $0.valor.count, $0.etiqueta.count * 3 / 4))) }
            let total = pesos.reduce(0, +)
            var x = util.x
            for (dato, peso) in zip(datos, pesos) {
                let caja = Caja(
                    x: x, y: 150 + Double(linea) * alto, ancho: util.ancho * peso / total, alto: alto)
                identificar(dato, en: caja)
                cajas.append(caja)
                x = caja.derecha
            }
        }
        lienzo.recuadrar(cajas, tinta: 0.8)
    }

    private func identificar(_ dato: HojaDeActa.Identificacion, en caja: Caja) {
        let interior = caja.interior(4)
        let rotulo = Caja(x: interior.x, y: caja.y + caja.alto * 0.06, ancho: interior.ancho, alto: caja.alto * 0.34)
        let valor = Caja(x: interior.x, y: caja.y + caja.alto * 0.4, ancho: interior.ancho, alto: caja.alto * 0.55)
        lienzo.imprimir(dato.etiqueta, en: rotulo, letra: Letra(tamano: 7.5), tinta: 0.75)
        lienzo.imprimir(dato.valor, en: valor, letra: Letra(tamano: 11, negrita: true), minimo: 0.6)
    }

    private func pie() {
        let cargos = [
            "Presidencia", "Secretaría", "Primera persona escrutadora", "Segunda persona escrutadora",
        ]
        let ancho = util.ancho / Double(cargos.count)
        for (i, cargo) in cargos.enumerated() {
            let firma = Caja(x: util.x + Double(i) * ancho, y: 706, ancho: ancho, alto: 26).interior(7)
            lienzo.lineaHorizontal(de: firma.x, a: firma.derecha, y: firma.abajo, tinta: 0.9, grosor: 0.7)
            lienzo.imprimir(
                cargo, en: Caja(x: firma.x - 5, y: firma.abajo + 1, ancho: firma.ancho + 10, alto: 11),
                letra: Letra(tamano: 7.5), tinta: 0.8, alineacion: .centro)
        }
        let linea = Caja(x: util.x, y: 751, ancho: util.ancho, alto: 14)
        lienzo.lineaHorizontal(de: linea.x, a: linea.derecha, y: linea.y - 3, tinta: 0.5)
        let tercio = linea.ancho / 3
        lienzo.imprimir(
            "Plantilla " + hoja.plantilla, en: linea.columna(desde: 0, ancho: tercio - 6), letra: Letra(tamano: 7.5),
            tinta: 0.8)
        if let marca {
            lienzo.imprimir(
                marca, en: linea.columna(desde: tercio, ancho: tercio), letra: Letra(tamano: 10, negrita: true),
                alineacion: .centro, minimo: 0.5)
        }
        lienzo.imprimir(
            hoja.claveActa, en: linea.columna(desde: 2 * tercio + 6, ancho: tercio - 6), letra: Letra(tamano: 7.5),
            tinta: 0.8, alineacion: .derecha)
    }
}
