/// One range of bytes of a file, as `Range` asks for it.
enum Rango: Equatable {
    case entero
    case parte(ClosedRange<Int>)
    /// It begins beyond the end.
    case imposible

    /// Several ranges at once, or what is not understood, give the whole file, as the norm allows.
    init(_ cabecera: String?, de bytes: Int) {
        guard let cabecera, cabecera.hasPrefix("bytes="), !cabecera.contains(",") else {
            self = .entero
            return
        }
        let partes = cabecera.dropFirst("bytes=".count).split(separator: "-", omittingEmptySubsequences: false)
        guard partes.count == 2, partes.allSatisfy({ $0.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }) else {
            self = .entero
            return
        }
        switch (Int(partes[0]), Int(partes[1])) {
        case (let desde?, let hasta?) where desde <= hasta:
            self = desde < bytes ? .parte(desde...min(hasta, bytes - 1)) : .imposible
        case (let desde?, nil) where partes[1].isEmpty:
            self = desde < bytes ? .parte(desde...bytes - 1) : .imposible
        case (nil, let ultimos?) where partes[0].isEmpty:
            self = ultimos > 0 && bytes > 0 ? .parte(max(0, bytes - ultimos)...bytes - 1) : .imposible
        default: self = .entero
        }
    }
}
