import Electoral

/// One act of a person on an acta, as it is written for ever.
public struct Hecho: Sendable, Hashable {
    /// Idempotency key: the same key is written once, whoever repeats it.
    public let clave: String
    public let acta: Acta.ID
    public let evento: CicloDeVida.Evento
    public let persona: Persona
    public let centro: String
    public let instante: Instante
    /// Written only between the apertura and the cierre.
    public let enOperacion: Bool

    public init(
        clave: String, acta: Acta.ID, evento: CicloDeVida.Evento, persona: Persona, centro: String, instante: Instante,
        enOperacion: Bool = false
    ) {
        self.clave = clave
        self.acta = acta
        self.evento = evento
        self.persona = persona
        self.centro = centro
        self.instante = instante
        self.enOperacion = enOperacion
    }
}

extension Almacen {
    public enum Recibo: Sendable, Hashable {
        case registrado
        /// The same fact was there already: nothing was written.
        case yaEstaba
    }

    /// Applies one fact in one durable transaction: life cycle, fact, state and result together or nothing.
    ///
    /// - Parameter campos: boxes of the approved format of the acta.
    /// - Throws: `.rechazado` or `.personaYaIntervino` when the step does not apply; `.fueraDeOperacion`.
    @discardableResult
    public func registrar(_ hecho: Hecho, campos: Int, esquema: EsquemaDeCaptura) throws(AlmacenError) -> Recibo {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.registrar(hecho, campos: campos, esquema: esquema, c)
        }
    }

    /// The same inside a transaction that does more.
    static func registrar(
        _ hecho: Hecho, campos: Int, esquema: EsquemaDeCaptura, _ c: any Conexion
    ) throws(AlmacenError) -> Recibo {
        if let previo = try c.primera(
            "SELECT \(FilaDeHecho.columnas), acta FROM hecho WHERE clave = ?", [.texto(hecho.clave)],
            { (f) throws(AlmacenError) in (try FilaDeHecho.leer(f), f.entero(12)) })
        {
            // The hour may differ when an answer was lost and the same act is sent again.
            guard previo.0.0 == hecho.evento, previo.0.1 == hecho.persona, previo.1 == hecho.acta else {
                throw AlmacenError(.restriccion, "la clave \(hecho.clave) ya se usó para otro hecho")
            }
            return .yaEstaba
        }
        // Here and not before: what was written answers the same after the cierre, and nothing new lands after it.
        if hecho.enOperacion { try exigirAbierta(c) }
        var ciclo = try ciclo(de: hecho.acta, c, campos: campos, esquema: esquema)
        let resultado: Resultado?
        do throws(CicloDeVida.Rechazo) {
            resultado = try ciclo.aplicar(hecho.evento, persona: hecho.persona, instante: hecho.instante)
        } catch {
            throw AlmacenError(error)
        }
        try exigirOrden(hecho, c)
        let id = try insertar(hecho, ronda: ciclo.ronda, c)
        try c.ejecutar(
            """
            INSERT INTO acta_estado (acta, etapa, tomas, desde, cotejada) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (acta) DO UPDATE SET etapa = excluded.etapa, tomas = excluded.tomas, desde = excluded.desde,
                cotejada = excluded.cotejada
            """,
            [
                .entero(hecho.acta), .texto(ciclo.etapa.rawValue), .entero(ciclo.tomas.count),
                .entero(Int(hecho.instante.microsegundos)), .entero((ciclo.resultado?.cotejada ?? .pendiente).rawValue),
            ])
        if let resultado { try insertar(resultado, hecho: id, acta: hecho.acta, c) }
        return .registrado
    }

    /// Numbers follow instants: what comes after a result must have a later hour, or the result that it corrects would
    /// win.
    private static func exigirOrden(_ hecho: Hecho, _ c: any Conexion) throws(AlmacenError) {
        let publicado = try c.primera(
            "SELECT MAX(h.instante) FROM resultado r JOIN hecho h ON h.id = r.hecho WHERE r.acta = ?",
            [.entero(hecho.acta)]
        ) { $0.enteroOpcional(0) }
        if let previo = publicado ?? nil, Int(hecho.instante.microsegundos) <= previo {
            throw AlmacenError(.restriccion, "la hora del hecho no es posterior a lo que corrige: revise el reloj")
        }
    }

    /// The life of an acta as its facts tell it.
    static func ciclo(
        de acta: Acta.ID, _ c: any Conexion, campos: Int, esquema: EsquemaDeCaptura
    ) throws(AlmacenError) -> CicloDeVida {
        var ciclo = CicloDeVida(campos: campos, esquema: esquema)
        try c.recorrer(
            "SELECT \(FilaDeHecho.columnas) FROM hecho WHERE acta = ? ORDER BY id", [.entero(acta)]
        ) { (fila) throws(AlmacenError) in
            let (evento, persona, instante) = try FilaDeHecho.leer(fila)
            do throws(CicloDeVida.Rechazo) {
                _ = try ciclo.aplicar(evento, persona: persona, instante: instante)
            } catch {
                throw AlmacenError(
                    .noAbre, "los hechos del acta \(acta) no forman una vida posible: el almacén fue alterado")
            }
        }
        return ciclo
    }

    private static func insertar(_ hecho: Hecho, ronda: Int, _ c: any Conexion) throws(AlmacenError) -> Int {
        let id = try c.primera(
            """
            INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, datos, causa, imagen, documento, mecanismo,
                origen, digitalizacion, motivo, por_pto)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
            """,
            [
                .texto(hecho.clave), .entero(hecho.acta), .texto(hecho.evento.tipo.rawValue),
                .entero(Int(hecho.instante.microsegundos)), .entero(hecho.persona.id), .texto(hecho.centro),
                .entero(ronda),
            ] + FilaDeHecho.detalle(hecho.evento)
        ) { $0.entero(0) }
        guard let id else { throw AlmacenError(.falla, "la base de datos no confirmó el hecho") }
        return id
    }

    private static func insertar(_ r: Resultado, hecho: Int, acta: Acta.ID, _ c: any Conexion) throws(AlmacenError) {
        let (condicion, datos, causa) = FilaDeResultado.condicion(r.condicion)
        try c.ejecutar(
            """
            INSERT INTO resultado (hecho, acta, condicion, datos, causa, imagen, origen, digitalizacion, documento, mecanismo,
                acopio, captura, verificacion, motivo, por_pto, cotejada)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .entero(hecho), .entero(acta), .texto(condicion), .opcional(datos), .opcional(causa),
                .opcional(r.imagen),
                .opcional(r.procedencia?.origen.rawValue), .opcional(r.procedencia?.digitalizacion.rawValue),
                .opcional(r.procedencia?.tipoDocumento), .opcional(r.procedencia?.mecanismo),
                .opcional(r.acopio.map { Int($0.microsegundos) }), .opcional(r.captura.map { Int($0.microsegundos) }),
                .opcional(r.verificacion.map { Int($0.microsegundos) }), .opcional(r.motivo),
                .entero(r.procedencia?.identificadaPorPTO == true ? 1 : 0), .entero(r.cotejada.rawValue),
            ])
    }

    /// Keys of all facts: what a resumed script must not repeat.
    public func claves() throws(AlmacenError) -> Set<String> {
        try controlador.leer { (c) throws(AlmacenError) in
            var claves: Set<String> = []
            try c.recorrer("SELECT clave FROM hecho", []) { claves.insert($0.texto(0)) }
            return claves
        }
    }

    /// State of an acta, derived from its facts.
    public func ciclo(de acta: Acta, plantilla: Plantilla, esquema: EsquemaDeCaptura) throws(AlmacenError)
        -> CicloDeVida
    {
        try controlador.leer { (c) throws(AlmacenError) in
            try Self.ciclo(de: acta.id, c, campos: plantilla.campos.count, esquema: esquema)
        }
    }
}

/// Events as rows of `hecho`.
enum FilaDeHecho {
    /// What `leer` needs, in its order.
    static let columnas =
        "tipo, persona, instante, datos, causa, imagen, documento, mecanismo, origen, digitalizacion, motivo, por_pto"

    /// datos, causa, imagen, documento, mecanismo, origen, digitalizacion, motivo, por_pto
    static func detalle(_ evento: CicloDeVida.Evento) -> [Valor] {
        var v = [Valor](repeating: .nulo, count: 8) + [.entero(0)]
        switch evento {
        case .acopio(let documento, let mecanismo):
            v[3] = .texto(documento)
            v[4] = .texto(mecanismo)
        case .sinActa(let causa): v[1] = .texto(causa.rawValue)
        case .digitalizacion(let imagen, let p), .fueraDeCatalogo(let imagen, let p):
            v[2] = .texto(imagen)
            v[3] = .texto(p.tipoDocumento)
            v[4] = .texto(p.mecanismo)
            v[5] = .texto(p.origen.rawValue)
            v[6] = .texto(p.digitalizacion.rawValue)
            v[8] = .entero(p.identificadaPorPTO ? 1 : 0)
        case .captura(let c), .verificacion(let c): v[0] = .texto(c.firma)
        case .decision(let c, let motivo):
            v[0] = .texto(c.firma)
            v[7] = .texto(motivo)
        case .redigitalizacion(let motivo), .recaptura(let motivo): v[7] = .texto(motivo)
        case .cotejo: break
        }
        return v
    }

    static func leer(_ f: any Fila) throws(AlmacenError) -> (CicloDeVida.Evento, Persona, Instante) {
        guard let evento = evento(f) else {
            throw AlmacenError(.noAbre, "hay un hecho que esta versión de prep no conoce")
        }
        return (evento, Persona(id: f.entero(1)), Instante(microsegundos: Int64(f.entero(2))))
    }

    private static func evento(_ f: any Fila) -> CicloDeVida.Evento? {
        switch CicloDeVida.Evento.Tipo(rawValue: f.texto(0)) {
        case .acopio: .acopio(tipoDocumento: f.texto(6), mecanismo: f.texto(7))
        case .sinActa: CausaSinActa(rawValue: f.texto(4)).map { .sinActa($0) }
        case .digitalizacion: procedencia(f, desde: 6, porPTO: 11).map { .digitalizacion(imagen: f.texto(5), $0) }
        case .fueraDeCatalogo: procedencia(f, desde: 6, porPTO: 11).map { .fueraDeCatalogo(imagen: f.texto(5), $0) }
        case .captura: Captura(firma: f.texto(3)).map { .captura($0) }
        case .verificacion: Captura(firma: f.texto(3)).map { .verificacion($0) }
        case .decision: Captura(firma: f.texto(3)).map { .decision($0, motivo: f.texto(10)) }
        case .redigitalizacion: .redigitalizacion(motivo: f.texto(10))
        case .recaptura: .recaptura(motivo: f.texto(10))
        case .cotejo: .cotejo
        case nil: nil
        }
    }

    /// documento, mecanismo, origen, digitalizacion from a column on; por_pto in another.
    static func procedencia(_ f: any Fila, desde i: Int, porPTO: Int) -> Procedencia? {
        guard let origen = Origen(rawValue: f.texto(i + 2)),
            let digitalizacion = Digitalizacion(rawValue: f.texto(i + 3))
        else { return nil }
        return Procedencia(
            origen: origen, digitalizacion: digitalizacion, tipoDocumento: f.texto(i), mecanismo: f.texto(i + 1),
            identificadaPorPTO: f.entero(porPTO) == 1)
    }
}

/// Results as rows of `resultado`.
enum FilaDeResultado {
    /// What `leer` needs, in its order, prefixed with `r.`.
    static let columnas =
        """
        r.acta, n.numero, r.condicion, r.datos, r.causa, r.imagen, r.documento, r.mecanismo, r.origen, r.digitalizacion, \
        r.acopio, r.captura, r.verificacion, r.motivo, r.por_pto, r.cotejada
        """

    static func condicion(_ c: Resultado.Condicion) -> (String, datos: String?, causa: String?) {
        switch c {
        case .capturada(let captura): ("capturada", captura.firma, nil)
        case .sinActa(let causa): ("sin_acta", nil, causa.rawValue)
        case .fueraDeCatalogo: ("fuera_de_catalogo", nil, nil)
        }
    }

    static func leer(_ f: any Fila) throws(AlmacenError) -> ResultadoNumerado {
        let condicion: Resultado.Condicion? =
            switch f.texto(2) {
            case "capturada": Captura(firma: f.texto(3)).map { .capturada($0) }
            case "sin_acta": CausaSinActa(rawValue: f.texto(4)).map { .sinActa($0) }
            case "fuera_de_catalogo": .fueraDeCatalogo
            default: nil
            }
        guard let condicion else { throw AlmacenError(.noAbre, "hay un resultado que esta versión de prep no conoce") }
        func instante(_ i: Int) -> Instante? { f.enteroOpcional(i).map { Instante(microsegundos: Int64($0)) } }
        return ResultadoNumerado(
            acta: f.entero(0), numero: f.entero(1),
            resultado: Resultado(
                condicion: condicion, imagen: f.textoOpcional(5),
                procedencia: f.textoOpcional(8) == nil ? nil : FilaDeHecho.procedencia(f, desde: 6, porPTO: 14),
                acopio: instante(10),
                captura: instante(11), verificacion: instante(12), motivo: f.textoOpcional(13),
                cotejada: Cotejada(rawValue: f.entero(15)) ?? .pendiente))
    }
}
