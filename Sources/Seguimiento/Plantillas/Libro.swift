import Electoral

/// Every record at one moment, with what refers to what: what documents are written from.
public final class Libro: Sendable {
    /// In the order of their kinds, dates and ids.
    public let fichas: [Ficha]
    private let porClave: [Ficha.Clave: Ficha]
    private let porClase: [String: [Ficha]]
    private let respuestas: [Ficha.Clave: [Ficha]]

    public init(_ fichas: [Ficha]) {
        self.fichas = fichas
        porClave = Dictionary(fichas.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        let porClase = Dictionary(grouping: fichas, by: \.clave.clase).mapValues { $0.sorted(by: Self.antes) }
        self.porClase = porClase
        respuestas = Self.respuestas(porClase["oficio"] ?? [])
    }

    public subscript(_ clave: Ficha.Clave) -> Ficha? { porClave[clave] }

    /// Records of a kind, by date and id.
    public func de(_ clase: String) -> [Ficha] { porClase[clase] ?? [] }

    /// The only record of a kind that has one.
    public func unica(_ clase: String) -> Ficha? { de(clase).first }

    /// Oficios that answer to one.
    ///
    /// One of ours that answers to several is told after each of them; one that we received, only after the last.
    public func respuestas(a oficio: Ficha.Clave) -> [Ficha] { respuestas[oficio] ?? [] }

    /// Oficios that one answers to.
    public func preguntas(de oficio: Ficha) -> [Ficha] {
        oficio.lista("responde_a").compactMap { Ficha.Clave(clase: "oficio", id: $0.valor).flatMap { porClave[$0] } }
    }

    private static func respuestas(_ oficios: [Ficha]) -> [Ficha.Clave: [Ficha]] {
        let lugar = Dictionary(
            oficios.enumerated().map { ($0.element.clave, $0.offset) }, uniquingKeysWith: { a, _ in a })
        var respuestas: [Ficha.Clave: [Ficha]] = [:]
        for oficio in oficios {
            let preguntas = oficio.lista("responde_a").compactMap { Ficha.Clave(clase: "oficio", id: $0.valor) }
                .filter { lugar[$0] != nil }
            let ultima = preguntas.max { (lugar[$0] ?? 0) < (lugar[$1] ?? 0) }
            for pregunta in preguntas where oficio["sentido"] == "enviado" || pregunta == ultima {
                respuestas[pregunta, default: []].append(oficio)
            }
        }
        return respuestas
    }

    /// By date; on the same day those with a number first, and numbers as numbers: 99 before 110.
    static func antes(_ a: Ficha, _ b: Ficha) -> Bool {
        let (x, y) = (fecha(a), fecha(b))
        if x != y { return x < y }
        if let h = a["hora"], let i = b["hora"], h != i { return h < i }
        let (n, m) = (a["numero"] == nil, b["numero"] == nil)
        if n != m { return m }
        return porNumero(a, b)
    }

    /// By number or, without it, by id; digits together count as a number: 6.2 before 6.10.
    static func porNumero(_ a: Ficha, _ b: Ficha) -> Bool {
        orden(a["numero"] ?? a.clave.id).lexicographicallyPrecedes(orden(b["numero"] ?? b.clave.id)) { $0 < $1 }
    }

    private static func fecha(_ ficha: Ficha) -> String {
        Clase.de(ficha.clave.clase)?.fecha.flatMap { ficha[$0] } ?? ""
    }

    /// Digits together count as a number, before any letter.
    private struct Parte: Comparable {
        let numero: Int?
        let texto: Substring

        static func < (a: Parte, b: Parte) -> Bool {
            switch (a.numero, b.numero) {
            case (let x?, let y?): x < y
            case (nil, nil): a.texto < b.texto
            case (let x, _): x != nil
            }
        }
    }

    private static func orden(_ texto: String) -> [Parte] {
        var partes: [Parte] = []
        var resto = Substring(texto)
        while let primero = resto.first {
            let esCifra = primero.isASCII && primero.isNumber
            let parte = resto.prefix { ($0.isASCII && $0.isNumber) == esCifra }
            partes.append(Parte(numero: esCifra ? Int(parte) : nil, texto: parte))
            resto = resto.dropFirst(parte.count)
        }
        return partes
    }
}
