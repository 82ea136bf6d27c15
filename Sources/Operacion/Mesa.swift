import Almacen
import Electoral

/// Who acts, where, when, and the key by which the same act is never written twice.
public struct Acto: Sendable, Hashable {
    public let clave: String
    public let persona: Persona
    /// CATD or CCV.
    public let centro: String
    public let instante: Instante
    /// Role of the account that acts; nil for the scripts of a replay or a demonstration, which have no accounts.
    public let rol: Rol?

    public init(clave: String, persona: Persona, centro: String, instante: Instante, rol: Rol? = nil) {
        self.clave = clave
        self.persona = persona
        self.centro = centro
        self.instante = instante
        self.rol = rol
    }
}

/// The operation of one process: its use cases, one folder per phase of the proceso técnico operativo. Each is one
/// durable transaction of the store under the rules of `CicloDeVida`.
///
/// Every use case throws `AlmacenError.rechazado` or `.personaYaIntervino` when the step does not apply, and writes
/// nothing.
public struct Mesa: Sendable {
    public let almacen: Almacen
    public let catalogo: Catalogo
    public let esquema: EsquemaDeCaptura
    /// Whether accounts write facts only between the apertura and the cierre. Scripts have no accounts.
    public let exigeApertura: Bool

    public init(_ almacen: Almacen, catalogo: Catalogo, esquema: EsquemaDeCaptura, exigeApertura: Bool = false) {
        self.almacen = almacen
        self.catalogo = catalogo
        self.esquema = esquema
        self.exigeApertura = exigeApertura
    }

    @discardableResult
    func registrar(_ evento: CicloDeVida.Evento, _ acta: Acta.ID, _ acto: Acto) throws(AlmacenError) -> Almacen.Recibo {
        try almacen.registrar(try hecho(evento, acta, acto), campos: campos(acta), esquema: esquema)
    }

    /// The fact that an act writes, once its role is known to allow it. That the PREP is open is seen by the store, in
    /// the transaction that writes it.
    ///
    /// - Throws: `.sinFacultad`.
    func hecho(_ evento: CicloDeVida.Evento, _ acta: Acta.ID, _ acto: Acto) throws(AlmacenError) -> Hecho {
        if let rol = acto.rol, !rol.faculta(evento.tipo) {
            throw AlmacenError(.sinFacultad, "la función «\(rol.nombre)» no permite ese paso: lo hace otra persona")
        }
        return Hecho(
            clave: acto.clave, acta: acta, evento: evento, persona: acto.persona, centro: acto.centro,
            instante: acto.instante, enOperacion: enOperacion(acto))
    }

    /// Whether what an act writes needs the PREP open: scripts have no role and need not.
    func enOperacion(_ acto: Acto) -> Bool { exigeApertura && acto.rol != nil }

    /// Asked before a large body is read; what is written asks again in its transaction.
    ///
    /// - Throws: `.fueraDeOperacion` before the apertura and after the cierre.
    public func exigirQueReciba() throws(AlmacenError) {
        if exigeApertura { try almacen.exigirAbierta() }
    }

    /// Boxes of the approved format of an acta; 0 when it is not expected.
    func campos(_ acta: Acta.ID) -> Int { catalogo.acta(acta).map { catalogo.plantilla(de: $0).campos.count } ?? 0 }
}
