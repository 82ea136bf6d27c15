import Almacen
import Electoral

extension Mesa {
    /// Asks that the casillas of a CATD that cannot operate go to another. Nothing moves until another person
    /// authorises it.
    ///
    /// - Throws: `.rechazado` when the incident, the centres or the casillas are not what they should be.
    @discardableResult
    public func pedirReasignacion(
        _ r: Reasignacion, clave: String, _ persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Int {
        guard r.motivo.contains(where: { !$0.isWhitespace }) else {
            throw AlmacenError(.rechazado, "Falta el motivo: escríbalo para dejar constancia.")
        }
        guard let incidencia = try almacen.incidencia(r.incidencia), incidencia.estado != .resuelta else {
            throw AlmacenError(.rechazado, "Indique una incidencia sin resolver: regístrela primero.")
        }
        let catd = try almacen.centros().filter { $0.tipo == "CATD" }
        guard r.de != r.a, catd.contains(where: { $0.clave == r.de }),
            catd.contains(where: { $0.clave == r.a && $0.activo })
        else {
            throw AlmacenError(.rechazado, "Elija dos CATD distintos; el que recibe, en servicio.")
        }
        let pendientes = Set(try almacen.casillasPendientes(de: r.de).map(\.clave))
        guard !pendientes.isEmpty else {
            throw AlmacenError(.rechazado, "\(r.de) no tiene actas pendientes: no hay qué reasignar.")
        }
        guard pendientes.isSuperset(of: r.casillas) else {
            throw AlmacenError(.rechazado, "Alguna casilla ya no está pendiente en \(r.de): elija de nuevo.")
        }
        return try almacen.pedir(
            .reasignacion, clave: clave, persona: persona, detalle: try r.detalle(), instante: instante)
    }
}
