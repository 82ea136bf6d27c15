import Electoral

/// Why the store did not do something. Equal by code.
public struct AlmacenError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Stable public codes; `docs/errores.md` says what the operator does about each.
    public enum Codigo: String, Sendable, CaseIterable {
        /// The database refused to change or delete a fact.
        case soloSeAgrega = "PREP-ALM-001"
        /// The same person would touch the same acta twice.
        case personaYaIntervino = "PREP-ALM-002"
        /// The step does not apply to the state of the acta.
        case rechazado = "PREP-ALM-003"
        /// Another restriction of the schema.
        case restriccion = "PREP-ALM-004"
        /// Someone else is writing: trying again helps.
        case ocupado = "PREP-ALM-005"
        /// The file cannot be opened, is not a store, or is of another environment or version.
        case noAbre = "PREP-ALM-006"
        case entornoDistinto = "PREP-ALM-007"
        case publicadorOcupado = "PREP-ALM-008"
        case catalogoCongelado = "PREP-ALM-009"
        /// The database itself failed (disk, corruption).
        case falla = "PREP-ALM-011"
        case vacio = "PREP-ALM-012"
        /// There is no file at that path.
        case noExiste = "PREP-ALM-013"
        /// The role of the account does not allow that step.
        case sinFacultad = "PREP-ALM-014"
        /// The PREP has not been opened, or was closed.
        case fueraDeOperacion = "PREP-ALM-015"
        /// Somebody else changed it since it was read.
        case cambioAjeno = "PREP-ALM-016"
        /// What was given is not something that can be kept: the message says what to write.
        case valorInvalido = "PREP-ALM-017"
    }

    public let codigo: Codigo
    public let mensaje: String
    public let rechazo: CicloDeVida.Rechazo?

    public init(_ codigo: Codigo, _ mensaje: String, rechazo: CicloDeVida.Rechazo? = nil) {
        self.codigo = codigo
        self.mensaje = mensaje
        self.rechazo = rechazo
    }

    public init(_ rechazo: CicloDeVida.Rechazo) {
        self.init(
            rechazo == .personaYaIntervino ? .personaYaIntervino : .rechazado, rechazo.explicacion, rechazo: rechazo)
    }

    public static func == (a: AlmacenError, b: AlmacenError) -> Bool { a.codigo == b.codigo }

    public var sePuedeReintentar: Bool { codigo == .ocupado || codigo == .publicadorOcupado }
    public var description: String { "\(mensaje) [\(codigo.rawValue)]" }
}
