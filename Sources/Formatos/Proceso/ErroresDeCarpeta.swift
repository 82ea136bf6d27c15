/// Everything that is wrong with a process folder, one problem per line, in the order of the files and their lines.
public struct ErroresDeCarpeta: Error, Sendable, CustomStringConvertible {
    /// At most this many are reported; the rest are only counted.
    public static let maximo = 100

    public let errores: [FormatoError]
    /// Problems beyond the first hundred.
    public let omitidos: Int

    public init(errores: [FormatoError], omitidos: Int = 0) {
        self.errores = errores
        self.omitidos = omitidos
    }

    public var description: String {
        let lineas = errores.map(\.description)
        guard omitidos > 0 else { return lineas.joined(separator: "\n") }
        return (lineas + ["… y \(omitidos) problemas más: corrija éstos y vuelva a leer la carpeta"]).joined(
            separator: "\n")
    }
}

/// Where something was read.
package struct Lugar: Hashable, Sendable {
    let archivo: String
    var linea: Int?
    var columna: Int?

    package init(archivo: String, linea: Int? = nil, columna: Int? = nil) {
        self.archivo = archivo
        self.linea = linea
        self.columna = columna
    }
}

/// A value with the place it came from, for problems that only show when it meets the rest.
struct Leido<Valor> {
    let valor: Valor
    let lugar: Lugar
}

/// Collects problems while the files are read. Used by one reader at a time.
package final class Diario {
    package init() {}

    private(set) var errores: [FormatoError] = []
    private(set) var omitidos = 0
    private var conErrores: Set<String> = []

    package func anotar(_ codigo: FormatoError.Codigo, _ lugar: Lugar, _ mensaje: String) {
        conErrores.insert(lugar.archivo)
        guard errores.count < ErroresDeCarpeta.maximo else {
            omitidos += omitidos < Int.max ? 1 : 0
            return
        }
        errores.append(
            FormatoError(codigo, archivo: lugar.archivo, linea: lugar.linea, columna: lugar.columna, mensaje))
    }

    /// References to a file that is itself wrong are not judged: its own problems are reported, not their echoes.
    package func hayErrores(en archivo: String) -> Bool { conErrores.contains(archivo) }
    package var hayErrores: Bool { !errores.isEmpty }

    /// The problems by file (in the order of `archivos`), line and column.
    package func resultado(orden archivos: [String]) -> ErroresDeCarpeta {
        let rango = Dictionary(archivos.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { a, _ in a })
        let ordenados = errores.enumerated().sorted { a, b in
            let (x, y) = (a.element, b.element)
            return (rango[x.archivo] ?? Int.max, x.linea ?? 0, x.columna ?? 0, a.offset)
                < (rango[y.archivo] ?? Int.max, y.linea ?? 0, y.columna ?? 0, b.offset)
        }
        return ErroresDeCarpeta(errores: ordenados.map(\.element), omitidos: omitidos)
    }
}
