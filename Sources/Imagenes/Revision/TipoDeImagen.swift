/// File types that are received, told apart by their first bytes and never by their name.
package enum TipoDeImagen {
    case jpeg, png, tiff, pdf

    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            self = .jpeg
        } else if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if bytes.starts(with: [0x49, 0x49, 0x2a, 0x00]) || bytes.starts(with: [0x4d, 0x4d, 0x00, 0x2a]) {
            self = .tiff
        } else if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else {
            return nil
        }
    }
}

/// Numbers inside a file, of either order of bytes; nil outside of it.
struct BytesOrdenados {
    let bytes: [UInt8]
    /// The least significant byte comes first.
    let menorPrimero: Bool

    func entero16(_ i: Int) -> Int? {
        guard i >= 0, i + 2 <= bytes.count else { return nil }
        let (a, b) = (Int(bytes[i]), Int(bytes[i + 1]))
        return menorPrimero ? b << 8 | a : a << 8 | b
    }

    func entero32(_ i: Int) -> Int? {
        guard let a = entero16(i), let b = entero16(i + 2) else { return nil }
        return menorPrimero ? b << 16 | a : a << 16 | b
    }
}
