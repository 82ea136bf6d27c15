import Electoral

/// Addresses of the public tree, in one place. All are relative to its root.
struct Rutas: Sendable {
    static let pagina = "index.html"
    static let nota = "corte.nota"
    static let cortePrograma = "corte.json"
    static let avance = "avance.html"
    static let faltan = "faltan.html"
    static let casilla = "casilla.html"
    static let bases = "bases.html"
    static let ayuda = "ayuda.html"
    static let especiales = "especiales.html"
    static let estadistica = "estadistica.html"
    static let difusores = "difusores.html"
    static let prensa = "prensa.html"
    static let incrustar = "incrustar.html"
    static let uso = "uso.html"
    static let campos = "campos.html"
    /// Public key that signs the pointer, for whoever has it from nowhere else.
    static let clave = "clave.pub"

    /// The view of an election that other sites may show inside theirs.
    static func incrustada(_ eleccion: Eleccion) -> String { "incrustar/\(eleccion.ruta).html" }

    static func catalogo(_ proceso: Proceso) -> String { "catalogo/CATALOGO_PREP_\(proceso.entidad.abreviatura).zip" }

    static func datos(_ sha256: String) -> String { "datos/\(sha256).json" }
    static func manifiesto(_ sha256: String) -> String { "manifiestos/\(sha256).json" }
    static func base(_ nombre: String) -> String { "bases/\(nombre)" }

    static func raizDeManifiesto(_ corte: Corte, _ huso: Huso) -> String {
        "cortes/\(corte.instante.compacta(huso))/manifiesto.json"
    }
    static func cambios(_ corte: Corte) -> String { "cambios/\(cifras(corte.numero, ancho: 4)).ndjson" }

    /// Positions of units by election, plus one at the end of each for the actas without unit.
    static let sinUnidad = "sin-unidad"

    private let catalogo: Catalogo
    /// What is not official says so in the name of every file that may be passed on alone.
    private let marca: String
    /// File name of each acta page, by `Acta.ID - 1`; unique inside its folder.
    private let nombres: [String]

    init(_ catalogo: Catalogo, _ entorno: Entorno) {
        self.catalogo = catalogo
        marca = entorno.marca.map { "-\(Self.limpio($0))" } ?? ""
        var vistos: Set<String> = []
        nombres = catalogo.actas.map { acta in
            let limpio = Self.limpio(acta.claveActa)
            let base = limpio.isEmpty ? "acta" : limpio
            let carpeta = "\(acta.eleccion)/\(acta.unidad ?? -1)/"
            var nombre = base
            var n = 1
            while !vistos.insert(carpeta + nombre).inserted {
                n += 1
                nombre = "\(base)-\(n)"
            }
            return nombre
        }
    }

    func carpeta(_ eleccion: Eleccion) -> String { eleccion.ruta }

    func carpeta(_ eleccion: Eleccion, unidad: Int?) -> String {
        "\(eleccion.ruta)/\(unidad.map { eleccion.unidades[$0].clave } ?? Self.sinUnidad)"
    }

    static func nombreDeSeccion(_ seccion: Int?) -> String {
        seccion.map { "seccion-\(cifras($0, ancho: 4))" } ?? "sin-seccion"
    }

    /// Name of the page of an acta inside `actas/` of its unit, without extension.
    func nombre(_ acta: Acta) -> String { nombres[acta.id - 1] }

    func pagina(_ acta: Acta) -> String {
        "\(carpeta(catalogo.elecciones[acta.eleccion], unidad: acta.unidad))/actas/\(nombre(acta)).html"
    }

    /// Images carry the key and the start of their hash: a new digitalización adds a file, the old one stays.
    func imagen(_ claveActa: String, _ sha256: String) -> String {
        "actas/\(Self.limpio(claveActa))\(marca)-\(sha256.prefix(12)).jpg"
    }

    private static func limpio(_ clave: String) -> String {
        String(clave.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }
}
