import Electoral

/// One thing that happens during a night, ready to be applied to the operation: what the script of a drill and the
/// replay of a real data base have in common.
public struct Suceso: Sendable, Hashable {
    /// What it happens to.
    public enum Objeto: Sendable, Hashable {
        case esperada(Acta.ID)
        /// An acta that no approved casilla explains; the identity is unique inside the election.
        case fueraDeCatalogo(eleccion: Int, identidad: String)
    }

    /// Idempotency key of the fact: running the script twice writes it once.
    public let clave: String
    public let instante: Instante
    public let objeto: Objeto
    /// For images that are drawn while the night runs, the hash is empty here and is filled in when the bytes exist.
    public let evento: CicloDeVida.Evento
    public let persona: Persona
    /// CATD or CCV where it happens.
    public let centro: String

    public init(
        clave: String, instante: Instante, objeto: Objeto, evento: CicloDeVida.Evento, persona: Persona, centro: String
    ) {
        self.clave = clave
        self.instante = instante
        self.objeto = objeto
        self.evento = evento
        self.persona = persona
        self.centro = centro
    }
}
