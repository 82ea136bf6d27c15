import Electoral

/// Something that a person sends about the acta that was given to them.
public struct EnvioDeCaptura: Sendable, Hashable {
    /// The fact, as capture or as request of another image.
    public let hecho: Hecho
    /// The same capture as second look, for the scheme in which the second person verifies.
    public let comoVerificacion: Hecho?
    /// SHA-256 of the image that was looked at.
    public let imagen: String
    /// The acta was given to this person with that image, even if their time ran out and another holds it now.
    public let consta: Bool

    public init(hecho: Hecho, comoVerificacion: Hecho? = nil, imagen: String, consta: Bool) {
        self.hecho = hecho
        self.comoVerificacion = comoVerificacion
        self.imagen = imagen
        self.consta = consta
    }
}

/// What a capturista tells the supervisor: the acta in the image is not the one that its label says.
public struct NoCorresponde: Sendable, Hashable {
    public let excepcion: ExcepcionNueva
    public let acta: Acta.ID
    public let imagen: String
    public let consta: Bool
    /// Opened only between the apertura and the cierre.
    public let enOperacion: Bool

    public init(
        excepcion: ExcepcionNueva, acta: Acta.ID, imagen: String, consta: Bool, enOperacion: Bool = false
    ) {
        self.excepcion = excepcion
        self.acta = acta
        self.imagen = imagen
        self.consta = consta
        self.enOperacion = enOperacion
    }
}

extension Almacen {
    /// Writes what a person sends about their acta, gives the acta back and takes the next one: one durable transaction.
    ///
    /// - Parameter p: who sends it; also the request for the next acta.
    /// - Throws: `.rechazado` when the acta was never given to that person; nothing changes then.
    public func entregar(
        _ envio: EnvioDeCaptura, campos: Int, esquema: EsquemaDeCaptura, _ p: Pedido
    ) throws(AlmacenError) -> (entrega: Entrega, siguiente: Asignacion?) {
        try controlador.escribir { (c) throws(AlmacenError) in
            let hecho = try Self.segunEtapa(envio, esquema, c)
            let repetida = try Self.consta(clave: hecho.clave, c)
            if !repetida, hecho.enOperacion { try Self.exigirAbierta(c) }
            let entrega: Entrega
            if !repetida,
                let motivo = try Self.impedimento(hecho.acta, imagen: envio.imagen, consta: envio.consta, p, c)
            {
                entrega = .yaNo(motivo)
            } else {
                entrega = try Self.registrarOExplicar(hecho, campos: campos, esquema: esquema, c)
            }
            try Self.soltar(hecho.acta, p, c)
            return (entrega, try Self.tomarCaptura(p, c))
        }
    }

    /// Opens the exception of an acta that is not what its label says, and takes the next one.
    public func abrir(
        _ n: NoCorresponde, _ p: Pedido
    ) throws(AlmacenError) -> (entrega: Entrega, siguiente: Asignacion?) {
        try controlador.escribir { (c) throws(AlmacenError) in
            let entrega = try Self.abrir(n, p, c)
            try Self.soltar(n.acta, p, c)
            return (entrega, try Self.tomarCaptura(p, c))
        }
    }

    private static func abrir(_ n: NoCorresponde, _ p: Pedido, _ c: any Conexion) throws(AlmacenError) -> Entrega {
        let repetida =
            try c.primera("SELECT 1 FROM excepcion WHERE clave = ?", [.texto(n.excepcion.clave)]) { $0.entero(0) }
            != nil
        if !repetida {
            if n.enOperacion { try exigirAbierta(c) }
            if let motivo = try impedimento(n.acta, imagen: n.imagen, consta: n.consta, p, c) { return .yaNo(motivo) }
            guard let etapa = try etapa(n.acta, c), etapasPorCapturar.contains(etapa) else {
                return .yaNo(Self.yaSeResolvio)
            }
        }
        _ = try abrir(excepcion: n.excepcion, c)
        return repetida ? .yaEstaba : .registrada
    }

    /// Why what was sent no longer applies; nil when it may be tried.
    ///
    /// - Throws: `.rechazado` when the acta was never given to that person.
    private static func impedimento(
        _ acta: Acta.ID, imagen: String, consta: Bool, _ p: Pedido, _ c: any Conexion
    ) throws(AlmacenError) -> String? {
        let suya = try enManos(de: p.persona, c)
        let dejada = try c.primera(
            "SELECT 1 FROM dejada WHERE acta = ? AND persona = ? AND instante > ?",
            [
                .entero(acta), .entero(p.persona.id),
                .entero(Int((p.instante - segundosDejada).microsegundos)),
            ]
        ) { $0.entero(0) }
        if dejada != nil { return "Usted dejó esa acta: la captura otra persona. No se guardó nada." }
        guard consta || (suya?.acta == acta && suya?.tarea == .captura) else {
            throw AlmacenError(.rechazado, "Esa acta no se le asignó a usted: no se guardó nada.")
        }
        guard try imagenVigente(acta, c) == imagen else {
            return "La imagen de esa acta se reemplazó mientras la capturaba: no se guardó nada."
        }
        if try tieneExcepcionAbierta(acta, c) {
            return "Esa acta espera una decisión de supervisión: no se guardó nada."
        }
        return nil
    }

    private static let yaSeResolvio = "Otras personas ya resolvieron esa acta: no se guardó nada."

    private static func registrarOExplicar(
        _ hecho: Hecho, campos: Int, esquema: EsquemaDeCaptura, _ c: any Conexion
    ) throws(AlmacenError) -> Entrega {
        do throws(AlmacenError) {
            return try registrar(hecho, campos: campos, esquema: esquema, c) == .registrado ? .registrada : .yaEstaba
        } catch {
            // The life cycle speaks before anything is written; whatever else failed takes the transaction with it.
            switch error.rechazo {
            case .noCorresponde, .duplicada: return .yaNo(yaSeResolvio)
            case .personaYaIntervino: return .yaNo(CicloDeVida.Rechazo.personaYaIntervino.explicacion)
            default: throw error
            }
        }
    }

    /// The fact in the form that the stage of its acta asks for; one that was sent before keeps the form that it had.
    private static func segunEtapa(
        _ envio: EnvioDeCaptura, _ esquema: EsquemaDeCaptura, _ c: any Conexion
    ) throws(AlmacenError) -> Hecho {
        guard let verificacion = envio.comoVerificacion, esquema == .capturaYVerificacion else { return envio.hecho }
        let previo = try c.primera("SELECT tipo FROM hecho WHERE clave = ?", [.texto(envio.hecho.clave)]) {
            $0.texto(0)
        }
        if let previo { return previo == verificacion.evento.tipo.rawValue ? verificacion : envio.hecho }
        return try etapa(envio.hecho.acta, c) == .capturada ? verificacion : envio.hecho
    }

    static func consta(clave: String, _ c: any Conexion) throws(AlmacenError) -> Bool {
        try c.primera("SELECT 1 FROM hecho WHERE clave = ?", [.texto(clave)]) { $0.entero(0) } != nil
    }

    private static func soltar(_ acta: Acta.ID, _ p: Pedido, _ c: any Conexion) throws(AlmacenError) {
        try c.ejecutar(
            "DELETE FROM asignacion WHERE acta = ? AND persona = ?", [.entero(acta), .entero(p.persona.id)])
    }
}
