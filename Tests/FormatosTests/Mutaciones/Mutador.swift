import Formatos

/// Spoils bytes in the ways that files get spoilt, from a seed.
struct Mutador {
    var azar: CarpetaDeEjemplo.Semilla

    init(semilla: UInt64) { azar = CarpetaDeEjemplo.Semilla(estado: semilla) }

    mutating func entero(_ intervalo: Range<Int>) -> Int { Int.random(in: intervalo, using: &azar) }

    /// One to four spoilings.
    mutating func mutar(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0..<entero(1..<5) { mutarUnaVez(&bytes) }
        return bytes
    }

    static let piezas: [[UInt8]] =
        [
            [0], [0xFF], [0xC3], [0xC3, 0x28], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC2, 0xA0], [13], [10], [13, 10],
            [0x85], [0x0B],
        ]
        + [
            "\"", "\"\"", "'", "=\"", "|", ",", ";", "\t", "%", "-", ".", "0", "-1", "1.5", "1e309", "9999999999",
            "99999999999999999999",
            "9223372036854775807", "9223372036854775808", "4294967296", "2147483648", "999999", "1000000", "ILEGIBLE",
            "SIN DATO", "SIN ACTA",
            "FUERA DE CATÁLOGO", "EXCEDE LISTA NOMINAL", "TODOS", "sep=|\n", "CLAVE_CASILLA", "LISTA_NOMINAL",
            "ACTAS_ESPERADAS",
            "TOTAL_VOTOS_SACADOS", "TOTAL_VOTOS_ASENTADO", "C_", "_", "#1", "N/A", "31/02/2024 25:61",
            "01/01/0001 00:00", "(UTC-99)",
            "9999-12-31 23:59:59", "PK\u{3}\u{4}", "\u{202E}", "👨‍👩‍👧", "PA_PA_PA", "S", "B", "1", "2",
        ].map { Array($0.utf8) }

    private mutating func pieza() -> [UInt8] { Self.piezas[entero(0..<Self.piezas.count)] }

    private mutating func mutarUnaVez(_ bytes: inout [UInt8]) {
        guard bytes.count > 1 else {
            bytes += pieza()
            return
        }
        let i = entero(0..<bytes.count)
        switch entero(0..<14) {
        case 0: bytes[i] ^= 1 << UInt8(entero(0..<8))
        case 1: bytes[i] = UInt8(entero(0..<256))
        case 2: bytes.removeLast(bytes.count - i)
        case 3: bytes.removeFirst(i)
        case 4: bytes.removeSubrange(i..<min(bytes.count, i + entero(1..<60)))
        case 5: bytes.insert(contentsOf: pieza(), at: i)
        case 6:
            bytes.insert(contentsOf: bytes[i..<min(bytes.count, i + entero(1..<200))], at: entero(0..<bytes.count + 1))
        case 7: repetirLinea(&bytes, i)
        case 8: bytes.removeSubrange(linea(bytes, i))
        case 9: bytes.replaceSubrange(celda(bytes, i), with: pieza())
        case 10:
            let copia = Array(bytes[celda(bytes, entero(0..<bytes.count))])
            bytes.replaceSubrange(celda(bytes, i), with: copia)
        case 11: cambiarDelimitador(&bytes)
        case 12: bytes.insert(contentsOf: Array(repeating: pieza(), count: entero(1..<300)).flatMap { $0 }, at: i)
        default: bytes.swapAt(i, entero(0..<bytes.count))
        }
    }

    private mutating func repetirLinea(_ bytes: inout [UInt8], _ i: Int) {
        let copia = Array(bytes[linea(bytes, i)])
        for _ in 0..<entero(1..<4) { bytes.insert(contentsOf: copia, at: linea(bytes, i).lowerBound) }
    }

    private mutating func cambiarDelimitador(_ bytes: inout [UInt8]) {
        let delimitadores = Array(",|;\t".utf8)
        let viejo = delimitadores[entero(0..<4)]
        let nuevo = delimitadores[entero(0..<4)]
        let veces = entero(0..<2) == 0 ? Int.max : entero(1..<20)
        var hechas = 0
        for i in bytes.indices where bytes[i] == viejo && hechas < veces {
            bytes[i] = nuevo
            hechas += 1
        }
    }

    /// The line that contains a position, its end included.
    private func linea(_ bytes: [UInt8], _ i: Int) -> Range<Int> {
        let inicio = bytes[..<i].lastIndex { $0 == 10 || $0 == 13 }.map { $0 + 1 } ?? 0
        let fin = bytes[i...].firstIndex { $0 == 10 || $0 == 13 }.map { $0 + 1 } ?? bytes.count
        return inicio..<max(inicio, fin)
    }

    private func celda(_ bytes: [UInt8], _ i: Int) -> Range<Int> {
        let separa: (UInt8) -> Bool = { $0 == 10 || $0 == 13 || $0 == 44 || $0 == 124 }
        let inicio = bytes[..<i].lastIndex(where: separa).map { $0 + 1 } ?? 0
        let fin = bytes[i...].firstIndex(where: separa) ?? bytes.count
        return inicio..<max(inicio, fin)
    }
}
