/// Languages that the public site is written in. Names of the catalogue and legal wordings stay as approved.
public enum Idioma: String, Hashable, Sendable, Codable, CaseIterable {
    case espanol = "es-MX"
    case ingles = "en"
}

/// What the institute says on its public site besides the results: `sitio.yaml` of the process folder.
public struct ConfiguracionDelSitio: Hashable, Sendable, Codable {
    /// An acuerdo that readers can look up.
    public struct Acuerdo: Hashable, Sendable, Codable {
        public var nombre: String
        public var url: String?

        public init(nombre: String, url: String? = nil) {
            self.nombre = nombre
            self.url = url
        }
    }

    public var idioma: Idioma
    /// Address of the site, ending in a slash: what others embed.
    public var url: String?
    /// Where citizens and press can ask.
    public var contacto: String?
    public var acuerdos: [Acuerdo]
    /// By id of the election; without one its units are a mosaic.
    public var mapas: [String: MapaDelSitio]

    public init(
        idioma: Idioma = .espanol, url: String? = nil, contacto: String? = nil,
        acuerdos: [Acuerdo] = [], mapas: [String: MapaDelSitio] = [:]
    ) {
        self.idioma = idioma
        self.url = url
        self.contacto = contacto
        self.acuerdos = acuerdos
        self.mapas = mapas
    }
}
