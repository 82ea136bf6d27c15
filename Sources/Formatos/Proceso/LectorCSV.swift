/// Splits CSV bytes (UTF-8) into rows of cells: quotes as RFC 4180, line ends CRLF, LF or CR.
struct LectorCSV {
    struct Fila {
        /// Line of its first character, from 1.
        let linea: Int
        var celdas: [String] = []
        /// Column of each cell's first character, from 1.
        var columnas: [Int] = []

        var estaVacia: Bool { celdas.allSatisfy(\.isEmpty) }
    }

    /// Why the file cannot be split any further.
    struct Falla: Error {
        let codigo: FormatoError.Codigo
        let linea: Int
        let columna: Int
        let mensaje: String
    }

    static let bytesPorCelda = 4096
    static let celdasPorFila = 512

    private let bytes: [UInt8]
    private let delimitador: UInt8
    private var i = 0
    private var linea = 1
    private var columna = 1

    init(_ bytes: [UInt8], delimitador: UInt8) {
        self.bytes = bytes
        self.delimitador = delimitador
    }

    /// The first of `,` `;` tab `|` that is most frequent in the first line.
    static func delimitador(de bytes: [UInt8]) -> UInt8 {
        let candidatos: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09, UInt8(ascii: "|")]
        var cuenta = [0, 0, 0, 0]
        for b in bytes.prefix(65_536) {
            if b == 0x0A || b == 0x0D { break }
            if let k = candidatos.firstIndex(of: b) { cuenta[k] += 1 }
        }
        let mayor = cuenta.max() ?? 0
        return cuenta.firstIndex(of: mayor).map { candidatos[$0] } ?? UInt8(ascii: ",")
    }

    /// The next row, or nil at the end.
    mutating func siguiente() throws(Falla) -> Fila? {
        guard i < bytes.count else { return nil }
        var fila = Fila(linea: linea)
        while true {
            guard fila.celdas.count < Self.celdasPorFila else {
                throw falla(.demasiadoGrande, "la fila tiene más de \(Self.celdasPorFila) celdas")
            }
            fila.columnas.append(columna)
            let esComillas = i < bytes.count && bytes[i] == UInt8(ascii: "\"")
            fila.celdas.append(Texto.recortar(esComillas ? try entrecomillada() : try simple()))
            guard i < bytes.count else { return fila }
            if bytes[i] == delimitador {
                avanzar()
            } else {
                finDeLinea()
                return fila
            }
        }
    }

    private mutating func simple() throws(Falla) -> String {
        let inicio = i
        let columnaInicial = columna
        while i < bytes.count, bytes[i] != delimitador, bytes[i] != 0x0A, bytes[i] != 0x0D { avanzar() }
        try revisarTamano(i - inicio, linea, columnaInicial)
        return String(decoding: bytes[inicio..<i], as: UTF8.self)
    }

    private mutating func entrecomillada() throws(Falla) -> String {
        let (lineaInicial, columnaInicial) = (linea, columna)
        var contenido: [UInt8] = []
        avanzar()
        while true {
            guard i < bytes.count else {
                throw Falla(
                    codigo: .filaConOtrasColumnas, linea: lineaInicial, columna: columnaInicial,
                    mensaje: "las comillas que se abren aquí no se cierran")
            }
            let b = bytes[i]
            if b == UInt8(ascii: "\"") {
                avanzar()
                guard i < bytes.count, bytes[i] == UInt8(ascii: "\"") else { break }
                contenido.append(b)
                avanzar()
            } else {
                contenido.append(b)
                if b == 0x0A || b == 0x0D { finDeLinea() } else { avanzar() }
            }
            try revisarTamano(contenido.count, lineaInicial, columnaInicial)
        }
        guard i >= bytes.count || bytes[i] == delimitador || bytes[i] == 0x0A || bytes[i] == 0x0D else {
            throw falla(.filaConOtrasColumnas, "hay texto después de cerrar comillas; duplique las comillas interiores")
        }
        return String(decoding: contenido, as: UTF8.self)
    }

    private func revisarTamano(_ largo: Int, _ linea: Int, _ columna: Int) throws(Falla) {
        guard largo > Self.bytesPorCelda else { return }
        let mensaje = "la celda pasa de \(Self.bytesPorCelda) bytes; revise si faltó cerrar unas comillas"
        throw Falla(codigo: .demasiadoGrande, linea: linea, columna: columna, mensaje: mensaje)
    }

    private func falla(_ codigo: FormatoError.Codigo, _ mensaje: String) -> Falla {
        Falla(codigo: codigo, linea: linea, columna: columna, mensaje: mensaje)
    }

    /// One byte forward inside a line; continuation bytes do not count as columns.
    private mutating func avanzar() {
        i += 1
        if i >= bytes.count || !(0x80...0xBF).contains(bytes[i]) { columna += 1 }
    }

    /// Past CRLF, LF or CR.
    private mutating func finDeLinea() {
        let esCR = bytes[i] == 0x0D
        i += 1
        if esCR, i < bytes.count, bytes[i] == 0x0A { i += 1 }
        linea += 1
        columna = 1
    }
}
