import Electoral

/// A change of schedule as it is asked for.
public struct CambioDeHorario: DetalleDeOrden, Hashable {
    /// The schedule in force when it was asked for.
    public let de: Horario
    public let a: Horario
    /// Number of the acuerdo that orders it.
    public let acuerdo: String
    public let motivo: String

    public init(de: Horario, a: Horario, acuerdo: String, motivo: String) {
        self.de = de
        self.a = a
        self.acuerdo = acuerdo
        self.motivo = motivo
    }
}

/// A schedule and since when it rules.
public struct HorarioVigente: Sendable, Hashable {
    /// Nil for that of the folder of the process.
    public let desde: Instante?
    public let horario: Horario

    public init(desde: Instante?, horario: Horario) {
        self.desde = desde
        self.horario = horario
    }
}

extension [HorarioVigente] {
    /// Hours after one and up to another, each by the schedule that ruled then.
    public func horas(despuesDe desde: Instante, hasta: Instante) -> [Instante] {
        indices.flatMap { i -> [Instante] in
            let inicio = Swift.max(desde, self[i].desde ?? desde)
            let fin = indices.contains(i + 1) ? self[i + 1].desde.map { Swift.min($0, hasta) } ?? hasta : hasta
            return inicio < fin ? self[i].horario.horas(despuesDe: inicio, hasta: fin) : []
        }
    }
}

extension Almacen {
    /// Every schedule that has ruled, in order; the last one rules.
    public func horarios() throws(AlmacenError) -> [HorarioVigente] {
        try controlador.leer { (c) throws(AlmacenError) in try Self.horarios(try Self.instalado(c).proceso, c) }
    }

    /// The schedule in force.
    public func horario() throws(AlmacenError) -> Horario {
        try controlador.leer { (c) throws(AlmacenError) in try Self.horario(c) }
    }

    static func horario(_ c: any Conexion) throws(AlmacenError) -> Horario {
        let proceso = try instalado(c).proceso
        return try horarios(proceso, c).last?.horario ?? Horario(proceso)
    }

    static func horarios(_ proceso: Proceso, _ c: any Conexion) throws(AlmacenError) -> [HorarioVigente] {
        let cambios = try c.filas(
            """
            SELECT a.instante, o.detalle FROM orden_autorizada a JOIN orden o ON o.id = a.orden
            WHERE o.tipo = 'horario' ORDER BY a.instante, o.id
            """
        ) { (f) throws(AlmacenError) in
            HorarioVigente(
                desde: Instante(microsegundos: Int64(f.entero(0))),
                horario: try valor(CambioDeHorario.self, json: f.texto(1)).a)
        }
        return [HorarioVigente(desde: nil, horario: Horario(proceso))] + cambios
    }

    /// Why a change of schedule cannot be, as things are now: asked when it is requested and again when it is
    /// authorised. Nothing that was published moves.
    static func exigirHorario(_ detalle: String, _ instante: Instante, _ c: any Conexion) throws(AlmacenError) {
        func negar(_ mensaje: String) -> AlmacenError { AlmacenError(.restriccion, mensaje) }
        let cambio = try valor(CambioDeHorario.self, json: detalle)
        let proceso = try instalado(c).proceso
        let vigente = try horario(c)
        let nuevo = cambio.a
        guard cambio.de == vigente else { throw negar("el horario cambió desde que se pidió: pídalo de nuevo") }
        guard nuevo != vigente else { throw negar("ése ya es el horario vigente") }
        if let objecion = nuevo.objeciones(
            inicioAcopio: proceso.inicioAcopio, prorroga: proceso.acuerdos?.prorroga
        ).first {
            throw negar(objecion.enElHorario)
        }
        let cortes = try c.filas("SELECT instante, ultimo FROM corte ORDER BY numero") {
            (instante: Instante(microsegundos: Int64($0.entero(0))), ultimo: $0.entero(1) == 1)
        }
        guard !cortes.contains(where: \.ultimo) else {
            throw negar("el último corte ya se publicó: el horario ya no cambia")
        }
        guard instante + Self.margenDeHorario < vigente.cierre else {
            throw negar("la publicación ya cierra: falta sólo su último corte y el horario ya no cambia")
        }
        guard nuevo.cierre > instante + Self.margenDeHorario else {
            throw negar("el nuevo cierre ya pasó o está por llegar: escriba una hora posterior")
        }
        if nuevo.inicio != vigente.inicio {
            guard !cortes.contains(where: { $0.instante >= vigente.inicio }) else {
                throw negar("la publicación ya empezó: su inicio ya no se mueve; el cierre y los minutos, sí")
            }
            guard nuevo.inicio > instante + Self.margenDeHorario, nuevo.inicio > cortes.last?.instante ?? instante
            else { throw negar("el nuevo inicio ya pasó o está por llegar: escriba una hora posterior") }
        }
        guard nuevo.cierre > cortes.last?.instante ?? instante else {
            throw negar("ya hay un corte posterior al nuevo cierre: escriba una hora posterior")
        }
    }

    /// Seconds before an hour of the schedule in which it no longer moves.
    static let margenDeHorario = 60
}

extension Horario.Objecion {
    /// As a sentence about the whole schedule.
    fileprivate var enElHorario: String {
        switch self {
        case .empiezaAntesDelAcopio: "el inicio de la publicación \(explicacion)"
        case .cierraAntesDeEmpezar, .duraDemasiado, .pasaDeLaProrroga: "el cierre de la publicación \(explicacion)"
        case .pocosCortes: "minutos entre cortes: \(explicacion)"
        case .pocasBases, .basesEntreCortes: "minutos entre bases de datos: \(explicacion)"
        }
    }
}
