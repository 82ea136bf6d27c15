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
        /// There is room for the letter alone; the number is in its title and in the table.
        public let soloLetra: Bool

        public init(clave: String, trazo: String, x: Int, y: Int, soloLetra: Bool = false) {
            self.clave = clave
            self.trazo = trazo
            self.x = x
            self.y = y
            self.soloLetra = soloLetra
        }
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

    /// Width and height of the labels, in units of the drawing: number with letter, and letter alone.
    public static func rotulo(amplio: Bool, soloLetra: Bool) -> (ancho: Int, alto: Int) {
        amplio ? (soloLetra ? 48 : 104, 50) : (soloLetra ? 18 : 42, 21)
    }
}
