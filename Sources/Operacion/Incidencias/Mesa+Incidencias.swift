import Almacen
import Electoral

extension Mesa {
    /// Those who say that an incident is over.
    public static let resuelvenIncidencias: Set<Rol> = [.supervision, .coordinacion]

    /// Incidents that a person may see: those who lead or watch the operation, all; a capturista, their own; the rest,
    /// those of their centre as well, and difusión, those of difusores.
    public func incidencias(
        visiblesPara persona: Persona, rol: Rol, centro: String?
    ) throws(AlmacenError) -> [Incidencia] {
        try almacen.incidencias().filter { Self.laVe($0, persona, rol, centro) }
    }

    public func incidencia(
        _ folio: Int, visiblePara persona: Persona, rol: Rol, centro: String?
    ) throws(AlmacenError) -> Incidencia? {
        try almacen.incidencia(folio).flatMap { Self.laVe($0, persona, rol, centro) ? $0 : nil }
    }

    private static func laVe(_ i: Incidencia, _ persona: Persona, _ rol: Rol, _ centro: String?) -> Bool {
        switch rol {
        case .supervision, .coordinacion, .administracion, .auditoria, .observacion: true
        case .captura: i.persona == persona
        case .difusion: i.persona == persona || i.difusor != nil
        default: i.persona == persona || i.centro == centro
        }
    }

    /// Adds a note to an incident.
    ///
    /// - Throws: `.sinFacultad` when it resolves or reopens and the role does not; `.rechazado` when the hour of the
    ///   solution cannot be.
    public func anotar(
        _ nota: Almacen.NotaNueva, en incidencia: Incidencia, _ persona: Persona, rol: Rol, instante: Instante
    ) throws(AlmacenError) {
        let cambia = nota.estado == .resuelta || incidencia.estado == .resuelta
        guard !cambia || Self.resuelvenIncidencias.contains(rol) else {
            throw AlmacenError(
                .sinFacultad, "una incidencia la dan por resuelta, o la reabren, supervisión y coordinación")
        }
        if let solucionada = nota.solucionada {
            guard solucionada >= incidencia.detectada, solucionada <= instante else {
                throw AlmacenError(.rechazado, "la hora de la solución va entre la de la detección y la de ahora")
            }
        }
        try almacen.anotar(nota, en: incidencia.folio, persona: persona, instante: instante)
    }
}
