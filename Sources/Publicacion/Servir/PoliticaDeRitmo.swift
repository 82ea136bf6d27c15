/// How many files an address may ask for: so many a second on average, and some at once. `prep publico` keeps it and the
/// page of the tree that says how the site may be used prints it: this is the only place of its numbers.
///
/// A whole town may share one address of its phone company, so the limit is wide: it stops a program gone wild, not
/// readers.
public struct PoliticaDeRitmo: Sendable, Hashable {
    /// 0: what was spent does not come back.
    public var porSegundo: Int
    public var deUna: Int
    /// Connections open at once from one address.
    public var conexiones: Int

    public init(porSegundo: Int = 200, deUna: Int = 2_000, conexiones: Int = 1_000) {
        self.porSegundo = porSegundo
        self.deUna = deUna
        self.conexiones = conexiones
    }
}
