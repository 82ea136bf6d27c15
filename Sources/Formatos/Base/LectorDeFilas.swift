/// Reads delimited rows straight from bytes, without copying cells: half a million actas in a few seconds.
///
/// The grammar is that of the published files: CR, LF or CRLF end a row; a quote opens a quoted cell only at the start
/// of the cell (`="0001"` is plain text); a doubled quote inside is one quote; a quoted cell may contain line ends.
///
/// The bytes must outlive the reader and the cells that it lends; cells are valid until the next row is read.
struct LectorDeFilas: ~Copyable {
    typealias Celda = UnsafeBufferPointer<UInt8>

    private let bytes: UnsafeBufferPointer<UInt8>
    private let delimitador: UInt8
    private var posicion: Int
    private var lineaSiguiente: Int
    /// Copies of cells with doubled quotes, released at the next row.
    private var desescapadas: [UnsafeMutableBufferPointer<UInt8>] = []

    /// Physical line, from 1, at which the current row starts.
    private(set) var linea: Int
    private(set) var celdas: [Celda] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, desde: Int, linea: Int, delimitador: UInt8) {
        self.bytes = bytes
        self.delimitador = delimitador
        posicion = desde
        lineaSiguiente = linea
        self.linea = linea
    }

    deinit { for copia in desescapadas { copia.deallocate() } }

    /// Advances to the next row; false at the end. An empty line is a row without cells.
    mutating func siguiente() -> Bool {
        if !desescapadas.isEmpty {
            for copia in desescapadas { copia.deallocate() }
            desescapadas.removeAll(keepingCapacity: true)
        }
        celdas.removeAll(keepingCapacity: true)
        let fin = bytes.count
        guard posicion < fin else { return false }
        linea = lineaSiguiente
        if terminaFila(posicion) { return true }
        while true {
            if posicion < fin, bytes[posicion] == UInt8(ascii: "\"") {
                celdaEntreComillas()
            } else {
                let inicio = posicion
                var p = inicio
                while p < fin {
                    let c = bytes[p]
                    if c == delimitador || c == 10 || c == 13 { break }
                    p += 1
                }
                celdas.append(Celda(rebasing: bytes[inicio..<p]))
                posicion = p
            }
            guard posicion < fin, bytes[posicion] == delimitador else {
                _ = terminaFila(posicion)
                return true
            }
            posicion += 1
        }
    }

    /// Consumes a line end if there is one.
    private mutating func terminaFila(_ p: Int) -> Bool {
        guard p < bytes.count else { return false }
        if bytes[p] == 13 {
            posicion = p + 1 < bytes.count && bytes[p + 1] == 10 ? p + 2 : p + 1
        } else if bytes[p] == 10 {
            posicion = p + 1
        } else {
            return false
        }
        lineaSiguiente += 1
        return true
    }

    private mutating func celdaEntreComillas() {
        let comilla = UInt8(ascii: "\"")
        let fin = bytes.count
        var p = posicion + 1
        let inicio = p
        var copia: [UInt8]?
        var dentro = true
        while p < fin {
            let c = bytes[p]
            if dentro {
                if c == comilla {
                    if p + 1 < fin, bytes[p + 1] == comilla {
                        if copia == nil { copia = Array(bytes[inicio..<p]) }
                        copia?.append(comilla)
                        p += 2
                        continue
                    }
                    if copia == nil { copia = Array(bytes[inicio..<p]) }
                    dentro = false
                    p += 1
                    continue
                }
                if c == 10 || (c == 13 && !(p + 1 < fin && bytes[p + 1] == 10)) { lineaSiguiente += 1 }
            } else if c == delimitador || c == 10 || c == 13 {
                break
            }
            copia?.append(c)
            p += 1
        }
        posicion = p
        guard let copia else {
            celdas.append(Celda(rebasing: bytes[inicio..<p]))
            return
        }
        let guardada = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(copia.count, 1))
        _ = guardada.initialize(from: copia)
        desescapadas.append(guardada)
        celdas.append(Celda(rebasing: UnsafeBufferPointer(guardada)[0..<copia.count]))
    }
}

/// What a cell says, read from its bytes.
extension UnsafeBufferPointer<UInt8> {
    private static func esBlanco(_ c: UInt8) -> Bool { c == 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31) }

    /// Without white space around, the no-break space included.
    var recortada: UnsafeBufferPointer<UInt8> {
        var a = 0
        var b = count
        while a < b {
            if Self.esBlanco(self[a]) {
                a += 1
            } else if a + 1 < b, self[a] == 0xC2, self[a + 1] == 0xA0 {
                a += 2
            } else {
                break
            }
        }
        while a < b {
            if Self.esBlanco(self[b - 1]) {
                b -= 1
            } else if b - 2 >= a, self[b - 2] == 0xC2, self[b - 1] == 0xA0 {
                b -= 2
            } else {
                break
            }
        }
        return UnsafeBufferPointer(rebasing: self[a..<b])
    }

    /// Text in UTF-8, or in Windows-1252 where the bytes are not UTF-8.
    var texto: String { String(validating: self, as: UTF8.self) ?? String(cp1252: self) }

    /// The count that a cell holds, or nil when it is not one. Accepts what published files do to numbers: quotes,
    /// `="…"`, thousands commas, a percent sign, a float ending in zeros. More than ten digits are not a count: sums of
    /// any file fit in an `Int`.
    var numero: Int? {
        if count > 0, count <= 10 {
            var n = 0
            var simple = true
            for c in self {
                let cifra = Int(c) - 48
                if cifra < 0 || cifra > 9 {
                    simple = false
                    break
                }
                n = n * 10 + cifra
            }
            if simple { return n }
        }
        return count == 0 ? nil : numeroAdornado
    }

    private var numeroAdornado: Int? {
        let celda = recortada
        guard celda.count <= 64, let ultimo = celda.last,
            (ultimo >= 48 && ultimo <= 57) || ultimo == 0x27 || ultimo == 0x22 || ultimo == 0x25 || ultimo == 0x2C
                || ultimo == 0x2E
        else { return nil }
        var limpia = Array(celda)
        while limpia.first == 0x27 { limpia.removeFirst() }
        while limpia.last == 0x27 { limpia.removeLast() }
        while limpia.last == 0x25 { limpia.removeLast() }
        limpia.removeAll { $0 == 0x2C }
        if limpia.first == 0x3D {
            limpia.removeFirst()
            if limpia.first == 0x22 { limpia.removeFirst() }
        }
        if limpia.last == 0x22 { limpia.removeLast() }
        if let punto = limpia.lastIndex(of: 0x2E), punto + 1 < limpia.count,
            limpia[(punto + 1)...].allSatisfy({ $0 == 48 })
        {
            limpia.removeSubrange(punto...)
        }
        guard !limpia.isEmpty, limpia.count <= 10 else { return nil }
        var n = 0
        for c in limpia {
            guard c >= 48, c <= 57 else { return nil }
            n = n * 10 + Int(c - 48)
        }
        return n
    }

    /// Whether the cell contains an ASCII word, ignoring case. `palabra` is given in lower case.
    func contiene(_ palabra: StaticString) -> Bool {
        let largo = palabra.utf8CodeUnitCount
        guard count >= largo else { return false }
        let p = palabra.utf8Start
        let primera = p[0]
        var i = 0
        while i <= count - largo {
            if minuscula(self[i]) == primera {
                var k = 1
                while k < largo, minuscula(self[i + k]) == p[k] { k += 1 }
                if k == largo { return true }
            }
            i += 1
        }
        return false
    }

    /// Equality with an ASCII text, ignoring case, `_` taken as a space. `otro` is given in lower case.
    func esIgual(_ otro: StaticString) -> Bool {
        guard count == otro.utf8CodeUnitCount else { return false }
        let p = otro.utf8Start
        for i in 0..<count {
            let c = self[i] == 0x5F ? 0x20 : minuscula(self[i])
            if c != p[i] { return false }
        }
        return true
    }

    func es(_ letra: UInt8) -> Bool {
        if count == 1 { return self[0] == letra }
        let r = recortada
        return r.count == 1 && r[0] == letra
    }

    @inline(__always) private func minuscula(_ c: UInt8) -> UInt8 { c >= 65 && c <= 90 ? c + 32 : c }
}

extension String {
    /// Windows-1252, with the undefined bytes taken as Latin-1: it never fails.
    init(cp1252 bytes: some Sequence<UInt8>) {
        let altos: [UInt32] = [
            0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
            0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
            0x0153, 0x9D, 0x017E, 0x0178,
        ]
        var escalares = String.UnicodeScalarView()
        for b in bytes {
            let valor = b >= 0x80 && b < 0xA0 ? altos[Int(b) - 0x80] : UInt32(b)
            escalares.append(Unicode.Scalar(valor) ?? "\u{FFFD}")
        }
        self.init(escalares)
    }
}
