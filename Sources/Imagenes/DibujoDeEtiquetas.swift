/// What one adhesive label says.
public struct Etiqueta: Sendable, Hashable {
    /// Payload of the QR.
    public var qr: String
    /// Printed at the right of the QR, the first one in bold; each shrinks until it fits in its line.
    public var renglones: [String]
    /// "SIMULACRO"; printed in its own box so that no drill label passes for a real one.
    public var marca: String?

    public init(qr: String, renglones: [String], marca: String? = nil) {
        self.qr = qr
        self.renglones = renglones
        self.marca = marca
    }
}

/// Draws sheets of labels that identify the acta on which they are stuck.
///
/// Letter paper with three columns of ten labels of 2.625 × 1 inches, the commonest sheet that is sold cut.
public enum DibujoDeEtiquetas {
    public static let porHoja = columnas * filas

    private static let columnas = 3
    private static let filas = 10
    /// Points. Between labels of a row there is an eighth of an inch; between rows, nothing.
    private static let origen = (x: 13.5, y: 36.0)
    private static let paso = (x: 198.0, y: 72.0)
    private static let medida = (ancho: 189.0, alto: 72.0)
    /// Points (22.6 mm), with its quiet zone: payloads of up to sixty bytes keep modules of more than half a millimetre.
    private static let ladoDelQR = 64.0
    /// Points that a printer may be off without losing anything.
    private static let margen = 4.0
    private static let altoDeRenglon = 11.0

    /// PDF of as many sheets as needed, in order: by rows, from the left.
    public static func pdf(_ etiquetas: [Etiqueta]) throws(ImagenError) -> [UInt8] {
        var pendientes = etiquetas[...]
        return try DocumentoPDF.enMemoria(titulo: "Etiquetas de identificación de actas") {
            lienzo throws(ImagenError) in
            guard !pendientes.isEmpty else { return false }
            for (n, etiqueta) in pendientes.prefix(porHoja).enumerated() {
                let caja = Caja(
                    x: origen.x + Double(n % columnas) * paso.x, y: origen.y + Double(n / columnas) * paso.y,
                    ancho: medida.ancho, alto: medida.alto)
                try dibujar(etiqueta, en: caja.interior(margen, margen), sobre: lienzo)
            }
            pendientes = pendientes.dropFirst(porHoja)
            return true
        }
    }

    private static func dibujar(_ etiqueta: Etiqueta, en caja: Caja, sobre lienzo: Lienzo) throws(ImagenError) {
        let codigo = Caja(x: caja.x, y: caja.y, ancho: ladoDelQR, alto: ladoDelQR)
        try lienzo.dibujar(CodigoQR(etiqueta.qr), de: etiqueta.qr.count, en: codigo)
        var texto = caja.columna(desde: ladoDelQR + margen, ancho: caja.ancho - ladoDelQR - margen)
        if let marca = etiqueta.marca, !marca.isEmpty {
            let pie = Caja(x: texto.x, y: texto.abajo - 14, ancho: texto.ancho, alto: 13)
            lienzo.recuadrar([pie], tinta: 1, grosor: 0.8)
            lienzo.imprimir(
                marca, en: pie.interior(3, 1), letra: Letra(tamano: 9, negrita: true), alineacion: .centro, minimo: 0.5)
            texto.alto -= 16
        }
        guard !etiqueta.renglones.isEmpty else { return }
        let alto = min(altoDeRenglon, texto.alto / Double(etiqueta.renglones.count))
        for (n, renglon) in etiqueta.renglones.enumerated() {
            let linea = Caja(x: texto.x, y: texto.y + Double(n) * alto, ancho: texto.ancho, alto: alto)
            let letra = Letra(tamano: min(n == 0 ? 9 : 8, alto * 0.82), negrita: n == 0)
            lienzo.imprimir(renglon, en: linea, letra: letra, minimo: 0.6)
        }
    }
}
