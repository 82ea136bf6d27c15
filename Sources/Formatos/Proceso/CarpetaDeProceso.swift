import Electoral

/// The values of a process folder: the files from which `prep iniciar` makes a process (`docs/proceso.md`).
public struct CarpetaDeProceso: Hashable, Sendable {
    /// Names of the files, in the order in which they are read and their problems reported.
    public enum Archivo: String, CaseIterable, Sendable {
        case proceso = "proceso.yaml"
        case elecciones = "elecciones.yaml"
        case territorio = "territorio.csv"
        case centros = "centros.csv"
        case casillas = "casillas.csv"
        case partidos = "partidos.csv"
        case coaliciones = "coaliciones.yaml"
        case comunes = "candidaturas_comunes.yaml"
        case independientes = "independientes.csv"
        case candidaturas = "candidaturas.csv"
        case plantillas = "plantillas.yaml"
        case sitio = "sitio.yaml"

        /// Without these there is no process; the rest may be absent.
        public var esObligatorio: Bool {
            switch self {
            case .proceso, .elecciones, .territorio, .casillas, .partidos: true
            default: false
            }
        }

        /// Every file whose contents it names, directly or not.
        var seRefiereA: [Archivo] {
            switch self {
            case .proceso, .elecciones, .territorio: []
            case .centros: [.territorio]
            case .casillas: [.elecciones, .territorio, .centros]
            case .partidos: [.elecciones, .territorio]
            case .coaliciones, .comunes: [.elecciones, .territorio, .partidos]
            case .independientes, .sitio: [.elecciones, .territorio]
            case .candidaturas, .plantillas:
                [.elecciones, .territorio, .partidos, .coaliciones, .comunes, .independientes]
            }
        }
    }

    public let proceso: Proceso
    public let base: FormatoDeBase
    /// What the public site says; nothing of the catalogue depends on it.
    public let sitio: ConfiguracionDelSitio
    /// What is not wrong but somebody should know.
    public let avisos: [String]
    /// By key.
    public let centros: [Centro]
    /// What the files say, in canonical order: two folders with the same rows in another order are equal.
    public let declaraciones: Declaraciones
    /// Derived from all of the above.
    public let catalogo: Catalogo

    /// Reads and checks a whole folder (name of each file → bytes; those of `mapas/` with their folder).
    ///
    /// - Throws: every problem found, up to a hundred, with file, line and column. Nothing is half read.
    public static func leer(_ archivos: [String: [UInt8]]) throws(ErroresDeCarpeta) -> CarpetaDeProceso {
        let lector = LectorDeCarpeta(archivos)
        lector.leer()
        guard !lector.diario.hayErrores, let proceso = lector.proceso else { throw lector.errores }
        let declaraciones = lector.declaraciones
        let catalogo = lector.derivarCatalogo(proceso: proceso, declaraciones)
        guard !lector.diario.hayErrores else { throw lector.errores }
        return CarpetaDeProceso(
            proceso: proceso, base: lector.base, sitio: lector.sitio, avisos: lector.avisos, centros: lector.centros,
            declaraciones: declaraciones, catalogo: catalogo)
    }

    /// The files of the process and its catalogue in canonical form: `leer(escribir())` gives the same value. The site is
    /// not among them.
    public func escribir() -> [String: [UInt8]] {
        Self.escribir(proceso: proceso, base: base, centros: centros, declaraciones: declaraciones)
    }

    /// The files of a process made by a program, which `leer` then checks like any other.
    public static func escribir(
        proceso: Proceso, base: FormatoDeBase, centros: [Centro], declaraciones: Declaraciones
    ) -> [String: [UInt8]] {
        EscritorDeCarpeta(proceso: proceso, base: base, centros: centros, declaraciones: declaraciones).archivos()
    }
}

/// State of the reading of one folder. Files are read in the order of their references, so that what a row names is
/// already known.
final class LectorDeCarpeta {
    typealias Archivo = CarpetaDeProceso.Archivo

    let diario = Diario()
    private let archivos: [String: [UInt8]]

    var proceso: Proceso?
    var base = FormatoDeBase()
    var sitio = ConfiguracionDelSitio()
    var avisos: [String] = []
    var centros: [Centro] = []
    var elecciones: [Declaraciones.DeEleccion] = []
    var territorio: [Int: Declaraciones.DeSeccion] = [:]
    /// Units of each kind by key, from the territory.
    var unidades: [Eleccion.Ambito: [String: Unidad]] = [.distrito: [:], .municipio: [:]]
    var casillas: [Declaraciones.DeCasilla] = []
    var partidos: [Declaraciones.DePartido] = []
    var coaliciones: [Leido<Declaraciones.DeCoalicion>] = []
    var comunes: [Leido<Declaraciones.DeComun>] = []
    var independientes: [Leido<Declaraciones.DeIndependiente>] = []
    var candidaturas: [Leido<Declaraciones.DeCandidatura>] = []
    var plantillas: [Leido<Declaraciones.DePlantilla>]?
    /// By id of the election.
    var boletas: [String: Boletas] = [:]

    init(_ archivos: [String: [UInt8]]) { self.archivos = archivos }

    var errores: ErroresDeCarpeta {
        diario.resultado(orden: Archivo.allCases.map(\.rawValue))
    }

    func leer() {
        revisarNombres()
        leerProceso()
        leerElecciones()
        leerTerritorio()
        leerCentros()
        leerCasillas()
        leerPartidos()
        leerCoaliciones()
        leerComunes()
        leerIndependientes()
        prepararBoletas()
        leerCandidaturas()
        leerPlantillas()
        leerSitio()
    }

    func bytes(_ archivo: Archivo) -> [UInt8]? { archivos[archivo.rawValue] }
    /// A file that another names.
    func adjunto(_ ruta: String) -> [UInt8]? { archivos[ruta] }
    /// Whether a file, or one it refers to, has problems: what it says is then not known for sure.
    func estaMal(_ archivo: Archivo) -> Bool {
        diario.hayErrores(en: archivo.rawValue) || archivo.seRefiereA.contains { diario.hayErrores(en: $0.rawValue) }
    }

    private func revisarNombres() {
        for archivo in Archivo.allCases where archivo.esObligatorio && archivos[archivo.rawValue] == nil {
            diario.anotar(.archivoAusente, Lugar(archivo: archivo.rawValue), "falta este archivo en la carpeta")
        }
        for nombre in archivos.keys.sorted() where Archivo(rawValue: nombre) == nil {
            let minusculas = nombre.lowercased()
            guard [".csv", ".yaml", ".yml"].contains(where: minusculas.hasSuffix) else { continue }
            diario.anotar(
                .archivoAusente, Lugar(archivo: nombre),
                "no es un archivo de la carpeta; los nombres son \(Archivo.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
    }

    func eleccion(_ id: String) -> Declaraciones.DeEleccion? { elecciones.first { $0.id == id } }
    func partido(_ columna: String) -> Declaraciones.DePartido? { partidos.first { $0.columna == columna } }

    /// Everything read, in canonical order.
    var declaraciones: Declaraciones {
        func rango(_ eleccion: String) -> Int { elecciones.firstIndex { $0.id == eleccion } ?? elecciones.count }
        let ordenDePartido = Dictionary(partidos.map { ($0.columna, $0.orden) }, uniquingKeysWith: min)
        func llave(_ partidos: [String]) -> String {
            partidos.map { cifras(ordenDePartido[$0] ?? 0, ancho: 4) }.joined(separator: " ")
        }
        return Declaraciones(
            elecciones: elecciones,
            territorio: territorio.values.sorted { $0.numero < $1.numero },
            casillas: casillas.sorted { Self.llave($0) < Self.llave($1) },
            partidos: partidos,
            coaliciones: coaliciones.map(\.valor).sorted { a, b in
                (rango(a.eleccion), llave(a.partidos), a.nombre, a.unidades.texto)
                    < (rango(b.eleccion), llave(b.partidos), b.nombre, b.unidades.texto)
            },
            comunes: comunes.map(\.valor).sorted { a, b in
                (rango(a.eleccion), a.columna, a.unidades.texto) < (rango(b.eleccion), b.columna, b.unidades.texto)
            },
            independientes: independientes.map(\.valor).sorted { a, b in
                (rango(a.eleccion), a.columna.utf8.count, a.columna, a.unidad ?? "")
                    < (rango(b.eleccion), b.columna.utf8.count, b.columna, b.unidad ?? "")
            },
            candidaturas: candidaturas.map(\.valor).sorted { a, b in
                let (x, y) = (a.candidatura, b.candidatura)
                return (rango(a.eleccion), x.unidad ?? "", x.columna) < (rango(b.eleccion), y.unidad ?? "", y.columna)
            },
            plantillas: plantillas?.map(\.valor).sorted { ($0.eleccion, $0.id) < ($1.eleccion, $1.id) })
    }

    private static func llave(_ c: Declaraciones.DeCasilla) -> (Int, String, Int, Int) {
        (c.casilla.seccion ?? 0, c.casilla.tipo.rawValue, c.casilla.numero, c.casilla.extContigua)
    }
}

extension Alcance {
    /// One line, the same for equal values.
    var texto: String {
        switch self {
        case .todas: return "todas"
        case .lista(let claves, let sinUnidad):
            let elementos = claves.sorted().map { "\"\($0)\"" } + (sinUnidad ? ["sin_unidad"] : [])
            return "[\(elementos.joined(separator: ", "))]"
        }
    }
}
