import Electoral

/// Bytes of a text file → UTF-8 without byte order mark. Accepts UTF-8 and, for files saved by old spreadsheets,
/// Windows-1252.
enum TextoDeArchivo {
    /// Nil when the bytes are not text; the problem is already noted.
    static func utf8(_ bytes: [UInt8], archivo: String, diario: Diario) -> [UInt8]? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let mensaje = "está en UTF-16: guárdelo como UTF-8"
            diario.anotar(.valorInvalido, Lugar(archivo: archivo, linea: 1, columna: 1), mensaje)
            return nil
        }
        let conMarca = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let cuerpo = conMarca ? Array(bytes.dropFirst(3)) : bytes
        if let nulo = cuerpo.firstIndex(of: 0) {
            diario.anotar(
                .valorInvalido, lugar(nulo, cuerpo, archivo),
                "tiene un byte nulo: no es un archivo de texto o está dañado; vuelva a guardarlo")
            return nil
        }
        let (malo, hayMultibyte) = revisarUTF8(cuerpo)
        guard let malo else { return cuerpo }
        if conMarca || hayMultibyte {
            diario.anotar(
                .valorInvalido, lugar(malo, cuerpo, archivo),
                "el byte \(hexadecimal(cuerpo[malo])) no es UTF-8: el archivo está dañado; vuelva a guardarlo como UTF-8"
            )
            return nil
        }
        return desdeCP1252(cuerpo, archivo: archivo, diario: diario)
    }

    /// The first byte that is not UTF-8 and whether any character of more than one byte was seen.
    private static func revisarUTF8(_ bytes: [UInt8]) -> (malo: Int?, hayMultibyte: Bool) {
        var malo: Int?
        var multibyte = false
        var i = 0
        while i < bytes.count {
            if bytes[i] < 0x80 {
                i += 1
            } else if let largo = largoMultibyte(bytes, i) {
                multibyte = true
                i += largo
            } else {
                malo = malo ?? i
                i += 1
            }
            if malo != nil && multibyte { break }
        }
        return (malo, multibyte)
    }

    /// Length of the well-formed sequence of two to four bytes that starts at `i` (Unicode, table 3-7), or nil.
    private static func largoMultibyte(_ b: [UInt8], _ i: Int) -> Int? {
        let largo: Int
        var segundo: ClosedRange<UInt8> = 0x80...0xBF
        switch b[i] {
        case 0xC2...0xDF: largo = 2
        case 0xE0: (largo, segundo) = (3, 0xA0...0xBF)
        case 0xED: (largo, segundo) = (3, 0x80...0x9F)
        case 0xE1...0xEF: largo = 3
        case 0xF0: (largo, segundo) = (4, 0x90...0xBF)
        case 0xF4: (largo, segundo) = (4, 0x80...0x8F)
        case 0xF1...0xF3: largo = 4
        default: return nil
        }
        guard i + largo <= b.count, segundo.contains(b[i + 1]) else { return nil }
        for k in (i + 2)..<max(i + largo, i + 2) where !(0x80...0xBF).contains(b[k]) { return nil }
        return largo
    }

    /// Windows-1252, rows 8 and 9; zero where the code page assigns nothing.
    private static let altos: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]

    private static func desdeCP1252(_ bytes: [UInt8], archivo: String, diario: Diario) -> [UInt8]? {
        var salida: [UInt8] = []
        salida.reserveCapacity(bytes.count + bytes.count / 8)
        for (i, b) in bytes.enumerated() {
            if b < 0x80 {
                salida.append(b)
                continue
            }
            let punto = b < 0xA0 ? altos[Int(b) - 0x80] : UInt16(b)
            guard punto != 0, let escalar = Unicode.Scalar(punto) else {
                diario.anotar(
                    .valorInvalido, lugar(i, bytes, archivo),
                    "el byte \(hexadecimal(b)) no es texto en UTF-8 ni en Windows-1252; vuelva a guardarlo como UTF-8")
                return nil
            }
            salida.append(contentsOf: UTF8.encode(escalar) ?? UTF8.encodedReplacementCharacter)
        }
        return salida
    }

    /// Line and column of a byte; columns count bytes that start a character.
    private static func lugar(_ posicion: Int, _ bytes: [UInt8], _ archivo: String) -> Lugar {
        var linea = 1
        var columna = 1
        for i in 0..<posicion {
            let b = bytes[i]
            if b == 0x0A || (b == 0x0D && (i + 1 >= bytes.count || bytes[i + 1] != 0x0A)) {
                linea += 1
                columna = 1
            } else if !(0x80...0xBF).contains(b) {
                columna += 1
            }
        }
        return Lugar(archivo: archivo, linea: linea, columna: columna)
    }

    private static func hexadecimal(_ b: UInt8) -> String {
        let texto = String(b, radix: 16, uppercase: true)
        return "0x" + (texto.utf8.count < 2 ? "0" + texto : texto)
    }
}

/// What a text of the folder may be, shared by CSV and YAML.
package enum Texto {
    /// Without the blanks at both ends (spaces, tabs, no-break spaces).
    package static func recortar(_ texto: some StringProtocol) -> String {
        let blancos: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0.value == 0xA0 }
        var vista = Substring(texto).unicodeScalars
        while let s = vista.first, blancos(s) { vista.removeFirst() }
        while let s = vista.last, blancos(s) { vista.removeLast() }
        return String(Substring(vista))
    }

    /// Controls, line separators and marks that reorder what is read: none belongs in a name.
    package static func tieneControles(_ texto: String) -> Bool {
        texto.unicodeScalars.contains { s in
            switch s.value {
            case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF, 0xFFF9...0xFFFF: true
            default: false
            }
        }
    }

    /// Digits only, at most nine.
    static func entero(_ texto: String) -> Int? {
        let bytes = texto.utf8
        guard (1...9).contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    /// Ten-thousandths of a percentage with at most two decimals: `53.33` is 5333.
    static func porcentaje(_ texto: String) -> Int? { decimal(texto, maximo: 100, decimales: 2) }

    /// Ten-thousandths of a fraction of one with at most four decimals: `0.4525` is 4525.
    static func fraccion(_ texto: String) -> Int? { decimal(texto, maximo: 1, decimales: 4) }

    /// `0.4525` from 4525.
    static func diezmilesimas(_ n: Int) -> String { "\(n / 10_000).\(cifras(n % 10_000, ancho: 4))" }

    /// A number without its point, as if it had all its decimals. Only its whole part is limited here.
    private static func decimal(_ texto: String, maximo: Int, decimales: Int) -> Int? {
        let partes = texto.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let enteros = partes.first.flatMap(entero), enteros <= maximo else { return nil }
        let escritos = partes.count == 2 ? partes[1] : "0"
        guard escritos.utf8.count <= decimales, entero(escritos) != nil else { return nil }
        let llenos = escritos + String(repeating: "0", count: decimales - escritos.utf8.count)
        return entero("\(enteros)\(llenos)")
    }

    /// `5333` as `53.33`.
    static func centesimas(_ n: Int) -> String { "\(n / 100).\(dosCifras(n % 100))" }

    /// Three digits, as units are published: `1` and `001` are `001`.
    static func unidad(_ texto: String) -> String? {
        guard let n = entero(texto), (1...999).contains(n) else { return nil }
        return cifras(n, ancho: 3)
    }

    /// Between one and `maximo` characters of A–Z, digits and those in `extra`; the first a letter or a digit.
    static func esIdentificador(_ texto: String, maximo: Int, extra: String = "_") -> Bool {
        let escalares = texto.unicodeScalars
        let esBase: (Unicode.Scalar) -> Bool = { ("A"..."Z").contains($0) || ("0"..."9").contains($0) }
        guard let primero = escalares.first, esBase(primero), escalares.count <= maximo else { return false }
        return escalares.allSatisfy { esBase($0) || extra.unicodeScalars.contains($0) }
    }

    /// What to write where a whole number goes.
    static func pideEntero(_ rango: ClosedRange<Int>) -> String {
        rango.count == 1
            ? "escriba \(rango.lowerBound)" : "escriba un número entero de \(rango.lowerBound) a \(rango.upperBound)"
    }

    /// A value inside a message: short and on one line.
    static func cita(_ texto: String) -> String {
        let limpio = String(
            String.UnicodeScalarView(texto.unicodeScalars.prefix(60).map { $0.value < 0x20 ? " " : $0 }))
        return "«\(limpio)\(texto.unicodeScalars.count > 60 ? "…" : "")»"
    }
}
