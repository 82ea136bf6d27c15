/// Numbers of documents in a text: letters, at least one more part and a year or a number at the end, as
/// `INE / UNICOM / 4910 / 2021`. Each character is looked at a fixed number of times, whatever the text.
struct NumerosCitados {
    /// Longer ones are no number that a record can have.
    private static let maximo = 160

    /// Without spaces, once each, in their order.
    static func en(_ texto: String) -> [String] {
        var lector = NumerosCitados(letras: Array(texto.unicodeScalars))
        var vistos: Set<String> = []
        var numeros: [String] = []
        while let numero = lector.siguiente() {
            if vistos.insert(numero).inserted { numeros.append(numero) }
        }
        return numeros
    }

    static func sinEspacios(_ texto: String) -> String { String(texto.filter { !$0.isWhitespace }) }

    private let letras: [Unicode.Scalar]
    private var i = 0

    private init(letras: [Unicode.Scalar]) { self.letras = letras }

    private mutating func siguiente() -> String? {
        while i < letras.count {
            guard esDeParte(i) else {
                i += 1
                continue
            }
            if let numero = numero(cadena()) { return numero }
        }
        return nil
    }

    /// Parts from here that slashes join; the reader is left after the last one.
    private mutating func cadena() -> [Range<Int>] {
        var partes = [parte(desde: i)]
        while let ultima = partes.last {
            var j = saltarEspacio(ultima.upperBound)
            guard j < letras.count, letras[j] == "/" else { break }
            j = saltarEspacio(j + 1)
            let otra = parte(desde: j)
            guard !otra.isEmpty else { break }
            partes.append(otra)
        }
        i = max(partes.last?.upperBound ?? i, i + 1)
        return partes
    }

    /// What in a chain is a number: from the first part with two capital letters to the last one with a figure.
    private func numero(_ partes: [Range<Int>]) -> String? {
        guard let fin = partes.indices.last(where: { $0 >= 2 && cifras(partes[$0]) != nil }),
            let ultimo = cifras(partes[fin]),
            let inicio = partes[..<(fin - 1)].lazy.compactMap({ self.iniciales($0) }).first,
            ultimo - inicio <= Self.maximo
        else { return nil }
        var texto = String.UnicodeScalarView()
        texto.append(contentsOf: letras[inicio..<ultimo].filter { !$0.properties.isWhitespace })
        return String(texto)
    }

    /// Where the figure that a part begins with ends, if it has two to five digits and nothing else follows.
    private func cifras(_ parte: Range<Int>) -> Int? {
        let fin =
            letras[parte].prefix(6).firstIndex { !("0"..."9" ~= $0) } ?? min(parte.upperBound, parte.lowerBound + 6)
        return 2...5 ~= fin - parte.lowerBound && !esDePalabra(fin) ? fin : nil
    }

    /// Where two capital letters begin a word in a part.
    private func iniciales(_ parte: Range<Int>) -> Int? {
        parte.first { k in
            k + 1 < parte.upperBound && "A"..."Z" ~= letras[k] && "A"..."Z" ~= letras[k + 1]
                && (k == 0 || !esDePalabra(k - 1))
        }
    }

    private func parte(desde inicio: Int) -> Range<Int> {
        var j = inicio
        while j < letras.count, esDeParte(j) { j += 1 }
        return inicio..<j
    }

    private func saltarEspacio(_ j: Int) -> Int {
        j < letras.count && letras[j].properties.isWhitespace ? j + 1 : j
    }

    private func esDeParte(_ j: Int) -> Bool {
        switch letras[j] {
        case "A"..."Z", "0"..."9", "-": true
        default: false
        }
    }

    private func esDePalabra(_ j: Int) -> Bool {
        guard j < letras.count else { return false }
        let letra = letras[j]
        return letra == "_" || letra.properties.isAlphabetic || letra.properties.numericType != nil
    }
}
