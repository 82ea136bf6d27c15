import Electoral

/// Where a difusor stands in the public list (dominio 8.2, D7), by its record: one that was formalised, with an address,
/// from its day or that of the call.
public enum LugarEnLaLista: Sendable, Hashable {
    case desde(Dia, url: String)
    /// What it lacks, in words.
    case falta([String])

    /// - Parameter lista: the day of the call.
    public init(_ ficha: Ficha, lista: Dia?) {
        if ficha["estado"] == "declinado" {
            self = .falta(["declinó"])
            return
        }
        var falta: [String] = []
        if ficha["estado"] != "formalizado" { falta.append("no está formalizado") }
        let dia = ficha["publicado_desde"].flatMap { Dia(iso: String($0.prefix(10))) } ?? lista
        if dia == nil { falta.append("falta el día desde el que aparece") }
        let url = ficha["enlace"].map { $0.hasSuffix("/") ? $0 : $0 + "/" }
        if url == nil { falta.append("falta su dirección pública") }
        if let dia, let url, falta.isEmpty { self = .desde(dia, url: url) } else { self = .falta(falta) }
    }
}
