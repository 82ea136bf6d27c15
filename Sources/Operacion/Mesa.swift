import Almacen
import Electoral

/// Who acts, where, when, and the key by which the same act is never written twice.
public struct Acto: Sendable, Hashable {
    public let clave: String
    public let persona: Persona
    /// CATD or CCV.
    public let centro: String
    public let instante: Instante

    public init(clave: String, persona: Persona, centro: String, instante: Instante) {
        self.clave = clave
        self.persona = persona
        self.centro = centro
        self.instante = instante
    }
}

/// The operation of one process: its use cases, one folder per phase of the proceso técnico operativo. Each is one
/// durable transaction of the store under the rules of `CicloDeVida`.
///
/// Every use case throws `AlmacenError.rechazado` or `.personaYaIntervino` when the step does not apply, and writes
/// nothing.
public struct Mesa: Sendable {
    let almacen: Almacen
    private let catalogo: Catalogo
    private let esquema: EsquemaDeCaptura

    public init(_ almacen: Almacen, catalogo: Catalogo, esquema: EsquemaDeCaptura) {
        self.almacen = almacen
        self.catalogo = catalogo
        self.esquema = esquema
    }

    @discardableResult
    func registrar(_ evento: CicloDeVida.Evento, _ acta: Acta.ID, _ acto: Acto) throws(AlmacenError) -> Almacen.Recibo {
        try almacen.registrar(
            Hecho(
                clave: acto.clave, acta: acta, evento: evento, persona: acto.persona, centro: acto.centro,
                instante: acto.instante),
            campos: catalogo.acta(acta).map { catalogo.plantilla(de: $0).campos.count } ?? 0, esquema: esquema)
    }
}
