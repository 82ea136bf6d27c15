import Electoral
import Seguimiento

/// Which records of the months before a role reads and writes. Whoever follows them writes all; difusión writes those of
/// difusores and reads, besides, what these refer to.
enum FacultadDeFichas {
    /// Kinds that difusión keeps, in the order in which they are shown. One that this version does not have is no kind.
    static let deDifusion = ["difusor", "convocatoria_de_difusores", "accesos"]

    private static let queLeeDifusion = Set(
        deDifusion
            + deDifusion.compactMap(Clase.de).flatMap { FormaDeFicha.destinos($0).flatMap(\.self) })

    static func escribe(_ rol: Rol, _ clase: String) -> Bool {
        DeSeguimiento.roles.contains(rol) || rol == .difusion && deDifusion.contains(clase)
    }

    static func lee(_ rol: Rol, _ clase: String) -> Bool {
        VenSeguimiento.roles.contains(rol) || rol == .difusion && queLeeDifusion.contains(clase)
    }

    /// Documents that tell of all the difusores.
    static let documentosDeDifusion: Set<String> = ["memoria-de-difusion"]

    /// Whether a role may ask for a document; nil for a report, which tells of everything.
    static func lee(_ rol: Rol, documento: DocumentoDeSeguimiento?) -> Bool {
        guard !VenSeguimiento.roles.contains(rol) else { return true }
        guard rol == .difusion, let documento else { return false }
        return documento.clase.map(deDifusion.contains) ?? documentosDeDifusion.contains(documento.clave)
    }
}

/// Who may come to a record: what for depends on its kind.
protocol AccedenAFichas: Acceden {
    static func pueden(_ rol: Rol, _ clase: String) -> Bool
}

/// Those who write records of some kind.
enum DeFichas: AccedenAFichas {
    static let roles = DeSeguimiento.roles.union([.difusion])
    static func pueden(_ rol: Rol, _ clase: String) -> Bool { FacultadDeFichas.escribe(rol, clase) }
}

/// Those who read records of some kind.
enum VenFichas: AccedenAFichas {
    static let roles = VenSeguimiento.roles.union([.difusion])
    static func pueden(_ rol: Rol, _ clase: String) -> Bool { FacultadDeFichas.lee(rol, clase) }
}
