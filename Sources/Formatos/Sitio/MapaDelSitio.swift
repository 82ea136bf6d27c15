/// The units of an election as shapes of an SVG, in whole numbers: what is kept of the GeoJSON that the institute gave.
public struct MapaDelSitio: Hashable, Sendable, Codable {
    /// A unit: its outline and where its number and letter stand.
    public struct Figura: Hashable, Sendable, Codable {
        /// As the catalogue writes it.
        public let clave: String
        /// `d` of a `path`.
        public let trazo: String
        /// Middle of the label.
        public let x: Int
        public let y: Int
        public let rotulo: Rotulo

        public init(clave: String, trazo: String, x: Int, y: Int, rotulo: Rotulo = .entero) {
            self.clave = clave
            self.trazo = trazo
            self.x = x
            self.y = y
            self.rotulo = rotulo
        }
    }

    /// What there is room for without covering other labels. What is left out is in the title of the shape and in the
    /// table beside the map.
    public enum Rotulo: String, Hashable, Sendable, Codable {
        case entero, letra, ninguno
    }

    public let ancho: Int
    public let alto: Int
    /// Few units: their labels are larger.
    public let amplio: Bool
    /// In the order of the catalogue; units without a shape are not here.
    public let figuras: [Figura]

    public init(ancho: Int, alto: Int, amplio: Bool, figuras: [Figura]) {
        self.ancho = ancho
        self.alto = alto
        self.amplio = amplio
        self.figuras = figuras
    }

    /// Width and height of a label, in units of the drawing.
    public static func medida(_ rotulo: Rotulo, amplio: Bool) -> (ancho: Int, alto: Int) {
        switch rotulo {
        case .entero: amplio ? (104, 50) : (42, 21)
        case .letra: amplio ? (48, 50) : (18, 21)
        case .ninguno: (0, 0)
        }
    }
}
