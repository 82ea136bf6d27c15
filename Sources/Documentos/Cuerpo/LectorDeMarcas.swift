/// Reads marks strictly: every element is closed and none crosses another. It serves for the body of a document, which is
/// HTML written so, and for the XML of a DOCX.
///
/// Trust statement: the text may be anything; what is not understood is an error that says the line.
struct LectorDeMarcas {
    static let maximo = 8 << 20
    static let profundidad = 64

    private let bytes: [UInt8]
    private let html: Bool
    private var i = 0
    private var abiertos: [Elemento] = [Elemento("")]

    static func leer(_ texto: String, html: Bool) throws(DocumentoError) -> [Nodo] {
        try leer(Array(texto.utf8), html: html)
    }

    static func leer(_ bytes: [UInt8], html: Bool) throws(DocumentoError) -> [Nodo] {
        var lector = LectorDeMarcas(bytes: bytes, html: html)
        return try lector.leer()
    }

    private init(bytes: [UInt8], html: Bool) {
        self.bytes = bytes
        self.html = html
    }

    private mutating func leer() throws(DocumentoError) -> [Nodo] {
        guard !html || bytes.count <= Self.maximo else {
            throw DocumentoError(.cuerpo, "El documento es demasiado grande: su texto pesa más de 8 MiB.")
        }
        while i < bytes.count {
            if bytes[i] != UInt8(ascii: "<") {
                try leerTexto()
            } else if empieza("<!--") {
                try saltar(hasta: "-->")
            } else if !html, empieza("<?") {
                try saltar(hasta: "?>")
            } else if empieza("</") {
                try cerrar()
            } else {
                try abrir()
            }
        }
        guard abiertos.count == 1 else { throw falla("falta cerrar <\(abiertos[abiertos.count - 1].nombre)>") }
        return abiertos[0].hijos
    }

    private func empieza(_ marca: StaticString) -> Bool {
        marca.withUTF8Buffer { m in bytes[i...].prefix(m.count).elementsEqual(m) }
    }

    private mutating func saltar(hasta fin: StaticString) throws(DocumentoError) {
        while i < bytes.count {
            if empieza(fin) {
                i += fin.utf8CodeUnitCount
                return
            }
            i += 1
        }
        throw falla("falta «\(fin)»")
    }

    private mutating func leerTexto() throws(DocumentoError) {
        let inicio = i
        while i < bytes.count, bytes[i] != UInt8(ascii: "<") { i += 1 }
        let texto = try descifrado(bytes[inicio..<i])
        if !texto.isEmpty { abiertos[abiertos.count - 1].hijos.append(.texto(texto)) }
    }

    private mutating func nombre() throws(DocumentoError) -> String {
        let inicio = i
        while i < bytes.count, esDeNombre(bytes[i]) { i += 1 }
        guard i > inicio, i - inicio <= 64 else { throw falla("hay un «<» que no abre nada; escríbalo &lt;") }
        return String(decoding: bytes[inicio..<i], as: UTF8.self)
    }

    private func esDeNombre(_ b: UInt8) -> Bool {
        switch b {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private mutating func blancos() {
        while i < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[i]) { i += 1 }
    }

    private mutating func abrir() throws(DocumentoError) {
        i += 1
        var elemento = Elemento(try nombre())
        while true {
            blancos()
            guard i < bytes.count else { throw falla("<\(elemento.nombre)> no termina") }
            if bytes[i] == UInt8(ascii: ">") {
                i += 1
                if html, Elemento.vacios.contains(elemento.nombre) { break }
                guard abiertos.count <= Self.profundidad else { throw falla("hay demasiados elementos anidados") }
                abiertos.append(elemento)
                return
            }
            if empieza("/>") {
                i += 2
                break
            }
            let atributo = try nombre()
            guard elemento[atributo] == nil else { throw falla("\(atributo) está dos veces") }
            elemento.atributos.append((atributo, try valor(de: atributo)))
        }
        abiertos[abiertos.count - 1].hijos.append(.elemento(elemento))
    }

    private mutating func valor(de atributo: String) throws(DocumentoError) -> String {
        guard empieza("=\"") || empieza("='") else { throw falla("el valor de \(atributo) va entre comillas") }
        let comilla = bytes[i + 1]
        i += 2
        let inicio = i
        while i < bytes.count, bytes[i] != comilla { i += 1 }
        guard i < bytes.count else { throw falla("el valor de \(atributo) no termina") }
        i += 1
        return try descifrado(bytes[inicio..<i - 1])
    }

    private mutating func cerrar() throws(DocumentoError) {
        i += 2
        let nombre = try nombre()
        blancos()
        guard i < bytes.count, bytes[i] == UInt8(ascii: ">") else { throw falla("</\(nombre)> no termina") }
        guard abiertos.count > 1, let elemento = abiertos.last, elemento.nombre == nombre else {
            throw falla("</\(nombre)> no cierra lo último que se abrió")
        }
        i += 1
        abiertos.removeLast()
        abiertos[abiertos.count - 1].hijos.append(.elemento(elemento))
    }

    private static let entidades: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    ]

    private func descifrado(_ trozo: ArraySlice<UInt8>) throws(DocumentoError) -> String {
        let texto = String(decoding: trozo, as: UTF8.self)
        var salida = String.UnicodeScalarView()
        var resto = texto.unicodeScalars[...]
        while let c = resto.popFirst() {
            guard c == "&" else {
                if !html || Self.seEscribe(c) { salida.append(c) }
                continue
            }
            guard let fin = resto.prefix(12).firstIndex(of: ";") else {
                salida.append(c)
                continue
            }
            let clave = String(resto[..<fin])
            let codigo =
                clave.hasPrefix("#x") || clave.hasPrefix("#X")
                ? UInt32(clave.dropFirst(2), radix: 16) : clave.hasPrefix("#") ? UInt32(clave.dropFirst()) : nil
            guard let escalar = codigo.flatMap(Unicode.Scalar.init) ?? Self.entidades[clave] else {
                if clave.allSatisfy({ $0.isLetter }) { throw falla("&\(clave); no se conoce: escriba la letra misma") }
                salida.append(c)
                continue
            }
            if !html || Self.seEscribe(escalar) { salida.append(escalar) }
            resto = resto[resto.index(after: fin)...]
        }
        return String(salida)
    }

    /// Control characters fit in no XML; those of private use are the marks that the conversion uses.
    private static func seEscribe(_ c: Unicode.Scalar) -> Bool {
        switch c.value {
        case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0xA0...0xD7FF, 0xF900...0xFFFD: true
        case 0x10000...0xEFFFF: true
        default: false
        }
    }

    private func falla(_ motivo: String) -> DocumentoError {
        let linea = 1 + bytes[..<min(i, bytes.count)].count { $0 == 0x0A }
        return DocumentoError(.cuerpo, "El texto del documento, en su línea \(linea): \(motivo).")
    }
}
