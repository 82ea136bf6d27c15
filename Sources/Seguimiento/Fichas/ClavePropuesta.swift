import Foundation

extension Clase {
    /// The id that a new record would have: its number, or its date and what it is called. Nil when it says nothing yet.
    public func clavePropuesta(_ ficha: Ficha.Campos) -> String? {
        if esUnica { return clave }
        if let numero = ficha["numero"], Int(numero) == nil, let id = Self.limpia(numero, enMinusculas: false) {
            return id
        }
        let partes =
            [fecha.flatMap { ficha[$0] }].compactMap(\.self) + titulo.filter { $0 != fecha }.compactMap { ficha[$0] }
        return Self.limpia(partes.joined(separator: " "), enMinusculas: true)
    }

    /// Letters without accents and digits, everything else as one hyphen: `IEC/SE/653/2021` is `IEC-SE-653-2021`.
    public static func limpia(_ texto: String, enMinusculas: Bool) -> String? {
        let plano = texto.folding(options: .diacriticInsensitive, locale: nil)
        let partes = (enMinusculas ? plano.lowercased() : plano)
            .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        var id = ""
        for parte in partes where id.utf8.count + parte.utf8.count < 60 { id += (id.isEmpty ? "" : "-") + parte }
        return id.isEmpty ? nil : id
    }
}
