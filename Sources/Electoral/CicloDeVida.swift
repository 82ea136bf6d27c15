/// Identity of a person who takes part in the operation. Two people, not two roles: what may follow what depends on who
/// did it.
public struct Persona: Hashable, Sendable, Comparable, Codable {
    public let id: Int
    public init(id: Int) { self.id = id }
    public static func < (a: Persona, b: Persona) -> Bool { a.id < b.id }
}

/// How an acta is captured (dominio 2.4).
public enum EsquemaDeCaptura: String, Hashable, Sendable, Codable {
    /// Two people who cannot see each other's figures; a third when they differ.
    case dobleCaptura = "doble_captura"
    /// One captures, another compares with the image and confirms or types again.
    case capturaYVerificacion = "captura_y_verificacion"
}

/// The life of one acta from the catalogue to its verified figures, as a pure state machine.
///
/// Trust statement: every use case applies an event here before it writes a fact, and the database refuses on its own
/// the one rule that matters most (a person never types or decides the same acta twice). `prep almacen comprobar`
/// replays the facts through this type and compares.
public struct CicloDeVida: Hashable, Sendable {
    public enum Etapa: String, Hashable, Sendable, CaseIterable {
        case esperada, acopiada, digitalizada, capturada
        /// Two captures that differ wait for a third person.
        case enDiferencia = "en_diferencia"
        /// Three captures, no two alike: a supervisor decides.
        case enSupervision = "en_supervision"
        case verificada
        case sinActa = "sin_acta"
        case fueraDeCatalogo = "fuera_de_catalogo"
    }

    public enum Evento: Hashable, Sendable {
        case acopio(tipoDocumento: String, mecanismo: String)
        case sinActa(CausaSinActa)
        /// Image accepted. From the casilla it is also the acopio (dominio 2.1).
        case digitalizacion(imagen: String, Procedencia)
        case captura(Captura)
        /// Second look of the scheme `captura_y_verificacion`.
        case verificacion(Captura)
        case decision(Captura, motivo: String)
        /// Asks for another image: because this one cannot be read, or because a check found the wrong one.
        case redigitalizacion(motivo: String)
        /// Asks to type the acta again after a check of what was published.
        case recaptura(motivo: String)
        /// An acta that no approved casilla explains.
        case fueraDeCatalogo(imagen: String, Procedencia)
        /// What was published agrees with the image. Disagreement is a `recaptura` or a `redigitalizacion`.
        case cotejo
    }

    /// Why an event does not apply. Bad luck of operators, not a defect: it is shown and nothing is written.
    public enum Rechazo: Error, Hashable, Sendable {
        case noCorresponde(etapa: Etapa)
        /// The same acta was already received or digitised: the first wins.
        case duplicada
        case personaYaIntervino
        case plantillaDistinta(esperados: Int, recibidos: Int)
        case cantidadFueraDeRango
        case faltaMotivo
    }

    public struct Toma: Hashable, Sendable {
        public let persona: Persona
        public let captura: Captura
        public let instante: Instante
        public init(persona: Persona, captura: Captura, instante: Instante) {
            self.persona = persona
            self.captura = captura
            self.instante = instante
        }
    }

    public private(set) var etapa: Etapa
    public private(set) var acopio: Instante?
    /// Document type and transfer noted at acopio, before there is an image.
    public private(set) var tipoDocumento: String?
    public private(set) var mecanismo: String?
    public private(set) var imagen: String?
    public private(set) var procedencia: Procedencia?
    /// Captures of the current round.
    public private(set) var tomas: [Toma]
    /// Everyone who ever typed or decided this acta, in any round.
    public private(set) var intervinieron: Set<Persona>
    /// Rounds of capture so far; a correction opens another.
    public private(set) var ronda: Int
    /// Reason of the correction under way.
    public private(set) var correccion: String?
    /// The last result reached; the next one is a correction.
    public private(set) var resultado: Resultado?
    /// Those who checked what was published: who asked for a correction does not accept it.
    public private(set) var cotejaron: Set<Persona>

    /// Boxes of the approved format.
    public let campos: Int
    public let esquema: EsquemaDeCaptura

    public init(campos: Int, esquema: EsquemaDeCaptura = .dobleCaptura) {
        self.campos = campos
        self.esquema = esquema
        etapa = .esperada
        tomas = []
        intervinieron = []
        cotejaron = []
        ronda = 1
    }

    /// Whether a result was reached before.
    public var tieneResultado: Bool { resultado != nil }

    /// Applies an event of a person at an instant; returns the result to publish when the event reached one.
    public mutating func aplicar(_ evento: Evento, persona: Persona, instante: Instante) throws(Rechazo) -> Resultado? {
        switch evento {
        case .acopio(let documento, let mecanismo):
            try acopiar(documento, mecanismo, instante)
            return nil
        case .sinActa(let causa):
            guard etapa == .esperada || etapa == .acopiada else { throw .noCorresponde(etapa: etapa) }
            etapa = .sinActa
            return concluir(.sinActa(causa), captura: nil, verificacion: nil)
        case .digitalizacion(let imagen, let procedencia):
            try digitalizar(imagen, procedencia, instante)
            return nil
        case .captura(let captura): return try capturar(captura, persona, instante)
        case .verificacion(let captura): return try verificar(captura, persona, instante)
        case .decision(let captura, let motivo): return try decidir(captura, motivo, persona, instante)
        case .redigitalizacion(let motivo):
            let publicado = try reabrir(
                motivo, persona, en: .acopiada,
                desde: [.digitalizada, .capturada, .enDiferencia, .enSupervision, .verificada])
            imagen = nil
            return publicado
        case .recaptura(let motivo):
            return try reabrir(motivo, persona, en: .digitalizada, desde: [.verificada])
        case .cotejo: return try cotejar(persona)
        case .fueraDeCatalogo(let imagen, let procedencia):
            guard etapa == .esperada else { throw .noCorresponde(etapa: etapa) }
            etapa = .fueraDeCatalogo
            self.imagen = imagen
            self.procedencia = procedencia
            acopio = acopio ?? instante
            return concluir(.fueraDeCatalogo, captura: nil, verificacion: nil)
        }
    }

    private mutating func acopiar(_ documento: String, _ mecanismo: String, _ instante: Instante) throws(Rechazo) {
        switch etapa {
        case .esperada, .sinActa:
            if etapa == .sinActa { correccion = "Se recibió el acta después de declararse sin acta" }
            etapa = .acopiada
            acopio = instante
            tipoDocumento = documento
            self.mecanismo = mecanismo
        case .fueraDeCatalogo: throw .noCorresponde(etapa: etapa)
        default: throw .duplicada
        }
    }

    private mutating func digitalizar(_ imagen: String, _ procedencia: Procedencia, _ instante: Instante)
        throws(Rechazo)
    {
        switch (etapa, procedencia.origen) {
        case (.acopiada, _): break
        case (.esperada, .casilla): acopio = instante
        case (.sinActa, .casilla):
            acopio = instante
            correccion = "Se recibió el acta después de declararse sin acta"
        case (.esperada, .catd), (.sinActa, .catd), (.fueraDeCatalogo, _): throw .noCorresponde(etapa: etapa)
        default: throw .duplicada
        }
        etapa = .digitalizada
        self.imagen = imagen
        var completa = procedencia
        if procedencia.origen == .catd {
            completa.tipoDocumento = tipoDocumento ?? procedencia.tipoDocumento
            completa.mecanismo = mecanismo ?? procedencia.mecanismo
        }
        self.procedencia = completa
    }

    private mutating func capturar(_ captura: Captura, _ persona: Persona, _ instante: Instante) throws(Rechazo)
        -> Resultado?
    {
        let segundaEsVerificacion = esquema == .capturaYVerificacion
        switch etapa {
        case .digitalizada, .enDiferencia: break
        case .capturada where !segundaEsVerificacion: break
        default: throw .noCorresponde(etapa: etapa)
        }
        try admitir(captura, persona)
        return anotar(captura, persona, instante)
    }

    private mutating func verificar(_ captura: Captura, _ persona: Persona, _ instante: Instante) throws(Rechazo)
        -> Resultado?
    {
        guard esquema == .capturaYVerificacion, etapa == .capturada else { throw .noCorresponde(etapa: etapa) }
        try admitir(captura, persona)
        return anotar(captura, persona, instante)
    }

    private mutating func decidir(
        _ captura: Captura, _ motivo: String, _ persona: Persona, _ instante: Instante
    ) throws(Rechazo) -> Resultado? {
        guard etapa == .enSupervision else { throw .noCorresponde(etapa: etapa) }
        guard motivo.contains(where: { !$0.isWhitespace }) else { throw .faltaMotivo }
        try admitir(captura, persona)
        intervinieron.insert(persona)
        etapa = .verificada
        return concluir(.capturada(captura), captura: tomas[0].instante, verificacion: instante)
    }

    private func admitir(_ captura: Captura, _ persona: Persona) throws(Rechazo) {
        guard !intervinieron.contains(persona) else { throw .personaYaIntervino }
        guard captura.datos.count == campos else {
            throw .plantillaDistinta(esperados: campos, recibidos: captura.datos.count)
        }
        for dato in captura.datos {
            if case .cantidad(let n) = dato, n < 0 || n > Self.cantidadMaxima { throw .cantidadFueraDeRango }
        }
    }

    /// Modalities add up whole entities (votes from abroad), so the machine allows six digits; consoles limit to four.
    static let cantidadMaxima: Int32 = 999_999

    private mutating func anotar(_ captura: Captura, _ persona: Persona, _ instante: Instante) -> Resultado? {
        let coincide = tomas.contains { $0.captura == captura }
        tomas.append(Toma(persona: persona, captura: captura, instante: instante))
        intervinieron.insert(persona)
        if coincide {
            etapa = .verificada
            return concluir(.capturada(captura), captura: tomas[0].instante, verificacion: instante)
        }
        switch tomas.count {
        case 1: etapa = .capturada
        case 2: etapa = .enDiferencia
        default: etapa = .enSupervision
        }
        return nil
    }

    /// A capturista may ask for a better image of what cannot be read; what was verified is questioned by another
    /// person.
    ///
    /// - Returns: what stays published meanwhile, marked as under correction; nil when nothing was.
    private mutating func reabrir(
        _ motivo: String, _ persona: Persona, en nueva: Etapa, desde: Set<Etapa>
    ) throws(Rechazo) -> Resultado? {
        guard desde.contains(etapa) else { throw .noCorresponde(etapa: etapa) }
        let deLoPublicado = etapa == .verificada
        if deLoPublicado, intervinieron.contains(persona) { throw .personaYaIntervino }
        guard motivo.contains(where: { !$0.isWhitespace }) else { throw .faltaMotivo }
        if tieneResultado { correccion = motivo }
        etapa = nueva
        tomas = []
        ronda += 1
        guard deLoPublicado else { return nil }
        cotejaron.insert(persona)
        resultado?.cotejada = .enCorreccion
        return resultado
    }

    /// A corrected acta needs a second cotejador: the one who asked for the correction does not accept it.
    private mutating func cotejar(_ persona: Persona) throws(Rechazo) -> Resultado? {
        guard etapa == .verificada, resultado?.cotejada == .pendiente else { throw .noCorresponde(etapa: etapa) }
        guard !intervinieron.contains(persona), !cotejaron.contains(persona) else { throw .personaYaIntervino }
        resultado?.cotejada = cotejaron.isEmpty ? .aceptada : .aceptadaTrasCorreccion
        cotejaron.insert(persona)
        return resultado
    }

    private mutating func concluir(
        _ condicion: Resultado.Condicion, captura: Instante?, verificacion: Instante?
    ) -> Resultado {
        let hayActa = if case .sinActa = condicion { false } else { true }
        let nuevo = Resultado(
            condicion: condicion, imagen: hayActa ? imagen : nil, procedencia: hayActa ? procedencia : nil,
            acopio: hayActa ? acopio : nil, captura: captura, verificacion: verificacion,
            motivo: tieneResultado ? correccion ?? "Corrección" : nil)
        resultado = nuevo
        correccion = nil
        return nuevo
    }
}

extension CicloDeVida.Rechazo {
    /// What happened and what to do, for the operator.
    public var explicacion: String {
        switch self {
        case .noCorresponde(let etapa):
            "Ese paso no corresponde: el acta está «\(etapa.rawValue.split(separator: "_").joined(separator: " "))»."
        case .duplicada:
            "Esta acta ya se recibió: cuenta la primera. Si la imagen está mal, solicite la redigitalización."
        case .personaYaIntervino:
            "Usted ya intervino en esta acta: debe hacerlo otra persona."
        case .plantillaDistinta(let esperados, let recibidos):
            "Los campos no son los del formato aprobado: se esperaban \(esperados) y llegaron \(recibidos)."
        case .cantidadFueraDeRango: "Una cantidad está fuera de rango: revise que no sobren cifras."
        case .faltaMotivo: "Falta el motivo: escríbalo para dejar constancia."
        }
    }
}
