/// `CONTABILIZADA` as the data base prints it.
public enum Contabilizada: String, Hashable, Sendable {
    case si = "1"
    case no = "0"
    case fueraDeCatalogo = "2"
    case pendiente = "-"
}

/// The rows of dominio 4.2, with the code by which documents and tests name them.
public enum Criterio: Hashable, Sendable {
    /// A0: nothing to remark.
    case sinObservaciones
    /// A1: some box of votes illegible or empty, at least one legible.
    case algunCampo(ilegible: Bool, sinDato: Bool)
    /// A2: no legible box of votes.
    case todosLosCampos(ilegible: Bool, sinDato: Bool)
    /// A3: the calculated sum is above the limit. Always prevails over A1 and A2.
    case excedeListaNominal(ilegible: Bool, sinDato: Bool)
    /// A4–A7: there is no acta.
    case sinActa(CausaSinActa)
    /// A8: cannot be tied to an approved casilla.
    case fueraDeCatalogo
    /// A9: nothing else to remark, but its identification was recovered by a procedure of the proceso técnico
    /// operativo.
    case identificadaPorPTO
    /// A10: not processed yet.
    case enProceso

    public var codigo: String {
        switch self {
        case .sinObservaciones: "A0"
        case .algunCampo: "A1"
        case .todosLosCampos: "A2"
        case .excedeListaNominal: "A3"
        case .sinActa(.casillaNoInstalada): "A4"
        case .sinActa(.paqueteNoEntregado): "A5"
        case .sinActa(.paqueteSinBolsa): "A6"
        case .sinActa(.contingenciaUrna): "A7"
        case .fueraDeCatalogo: "A8"
        case .identificadaPorPTO: "A9"
        case .enProceso: "A10"
        }
    }

    public var contabilizada: Contabilizada {
        switch self {
        case .sinObservaciones, .algunCampo, .identificadaPorPTO: .si
        case .todosLosCampos, .excedeListaNominal, .sinActa: .no
        case .fueraDeCatalogo: .fueraDeCatalogo
        case .enProceso: .pendiente
        }
    }

    /// Whether the acta adds to `PORCENTAJE_ACTAS_INCONSISTENCIAS`: once each, never for sin acta or fuera de catálogo
    /// (rule R9).
    public var esInconsistencia: Bool {
        switch self {
        case .algunCampo, .todosLosCampos, .excedeListaNominal: true
        default: false
        }
    }

    /// Legal source of the treatment. Numerals marked in dominio as unchecked stay here, in one place.
    public var fundamento: String {
        switch self {
        case .sinObservaciones, .identificadaPorPTO: "Anexo 13 del Reglamento de Elecciones, numeral 29"
        case .enProceso: "Anexo 13 del Reglamento de Elecciones, numeral 26"
        default: "Anexo 13 del Reglamento de Elecciones, numerales 29 y 31"
        }
    }
}

/// Who words `OBSERVACIONES`: the OPL template of 2024, where a mark stands alone, or the INE, which combines them.
public enum Redaccion: String, Hashable, Sendable, Codable {
    case opl, ine

    /// Published text of `OBSERVACIONES`; empty when there is nothing to remark, `-` while the acta is not processed.
    public func observaciones(_ criterio: Criterio) -> String {
        switch (self, criterio) {
        case (.opl, .sinObservaciones), (.opl, .identificadaPorPTO): ""
        case (.ine, .sinObservaciones), (_, .enProceso): "-"
        case (.opl, .algunCampo): "ALGÚN CAMPO ILEGIBLE O SIN DATO"
        case (.opl, .todosLosCampos): "TODOS ILEGIBLES O SIN DATO"
        case (.opl, .excedeListaNominal): "EXCEDE LISTA NOMINAL"
        case (.opl, .sinActa(let causa)): causa.textoOPL
        case (.opl, .fueraDeCatalogo): "FUERA DE CATÁLOGO"
        case (.ine, .algunCampo(let ilegible, let sinDato)): Self.marcas(ilegible, sinDato).joined(separator: ", ")
        case (.ine, .todosLosCampos(let ilegible, _)):
            ilegible ? "Todos los campos ilegibles" : "Todos los campos vacíos"
        case (.ine, .excedeListaNominal(let ilegible, let sinDato)):
            (["Excede Lista Nominal"] + Self.marcas(ilegible, sinDato)).joined(separator: ", ")
        case (.ine, .sinActa(let causa)): "Sin Acta – \(causa.numeroINE)"
        case (.ine, .fueraDeCatalogo): "Fuera de catálogo"
        case (.ine, .identificadaPorPTO): "Identificación por proceso técnico operativo"
        }
    }

    private static func marcas(_ ilegible: Bool, _ sinDato: Bool) -> [String] {
        (ilegible ? ["Ilegible"] : []) + (sinDato ? ["Sin dato"] : [])
    }
}

/// Above how many votes an acta exceeds, by kind of casilla (dominio 3.2). The ordinary ones (B, C, E) always have the
/// limit that the norm gives; the rest is the institute's to set.
public struct Limites: Hashable, Sendable, Codable {
    /// How a modality (M, A, P) is limited.
    public enum Modalidad: String, Hashable, Sendable, Codable {
        case ninguno
        case listaNominal = "lista_nominal"
    }

    /// Ballots of every casilla especial that does not say its own; nil when unknown: then nothing exceeds.
    public var boletasEspeciales: Int?
    public var modalidades: Modalidad

    public init(boletasEspeciales: Int? = nil, modalidades: Modalidad = .ninguno) {
        self.boletasEspeciales = boletasEspeciales
        self.modalidades = modalidades
    }

    /// The largest sum that still counts, or nil when there is no limit.
    public func limite(_ casilla: Casilla) -> Int? {
        switch casilla.tipo {
        case .basica, .contigua, .extraordinaria: casilla.listaNominal + (casilla.representantes ?? 0)
        case .especial: (casilla.boletas ?? boletasEspeciales).map { $0 + (casilla.representantes ?? 0) }
        case .extranjero, .anticipado, .prisionPreventiva:
            modalidades == .ninguno ? nil : casilla.listaNominal + (casilla.representantes ?? 0)
        }
    }
}

/// What the rules say of one acta, with the figures that led there.
public struct Veredicto: Hashable, Sendable {
    public let criterio: Criterio
    /// `TOTAL_VOTOS_CALCULADO`: the sum of the legible boxes of votes; nil when there is no figure to add.
    public let total: Int?
    public let limite: Int?

    public static let enProceso = Veredicto(criterio: .enProceso, total: nil, limite: nil)

    public init(criterio: Criterio, total: Int?, limite: Int?) {
        self.criterio = criterio
        self.total = total
        self.limite = limite
    }

    public var contabilizada: Contabilizada { criterio.contabilizada }

    /// One sentence for a citizen: which rule, with which figures.
    public var explicacion: String {
        switch criterio {
        case .sinObservaciones: "Contabilizada: todos los campos de votos son legibles y la suma no excede el límite."
        case .identificadaPorPTO:
            "Contabilizada: su identificación se recuperó con el procedimiento previsto en el proceso técnico operativo."
        case .algunCampo:
            "Contabilizada: algún campo de votos es ilegible o no tiene dato y suma cero; los demás cuentan."
        case .todosLosCampos: "No contabilizada: ningún campo de votos es legible."
        case .excedeListaNominal:
            "No contabilizada: excede la lista nominal: \(total ?? 0) votos, límite \(limite.map(String.init) ?? "sin límite")."
        case .sinActa(let causa): "No contabilizada: \(causa.textoOPL.lowercased())."
        case .fueraDeCatalogo: "Fuera de catálogo: no corresponde a una casilla aprobada; no se suma."
        case .enProceso: "En proceso: el acta no se ha capturado y verificado."
        }
    }
}

/// The order of evaluation of dominio 4.2: sin acta, fuera de catálogo, excede, todos, alguno, ninguno.
public struct Criterios: Hashable, Sendable {
    public var limites: Limites

    public init(limites: Limites = Limites()) { self.limites = limites }

    /// - Parameter identificadaPorPTO: the acta was identified by a procedure of the PTO; remarked only when there is
    ///   nothing else.
    public func evaluar(
        _ condicion: Resultado.Condicion, casilla: Casilla, plantilla: Plantilla, identificadaPorPTO: Bool = false
    ) -> Veredicto {
        switch condicion {
        case .sinActa(let causa): return Veredicto(criterio: .sinActa(causa), total: nil, limite: nil)
        case .fueraDeCatalogo: return Veredicto(criterio: .fueraDeCatalogo, total: nil, limite: nil)
        case .capturada(let captura):
            let veredicto = evaluar(captura, casilla: casilla, plantilla: plantilla)
            guard identificadaPorPTO, veredicto.criterio == .sinObservaciones else { return veredicto }
            return Veredicto(criterio: .identificadaPorPTO, total: veredicto.total, limite: veredicto.limite)
        }
    }

    private func evaluar(_ captura: Captura, casilla: Casilla, plantilla: Plantilla) -> Veredicto {
        var total = 0
        var legibles = 0
        var ilegible = false
        var sinDato = false
        for (campo, dato) in zip(plantilla.campos, captura.datos) {
            guard case .voto = campo else { continue }
            switch dato {
            case .cantidad(let n):
                total += Int(n)
                legibles += 1
            case .ilegible: ilegible = true
            case .sinDato: sinDato = true
            }
        }
        let limite = limites.limite(casilla)
        let criterio: Criterio
        if let limite, total > limite {
            criterio = .excedeListaNominal(ilegible: ilegible, sinDato: sinDato)
        } else if legibles == 0 {
            criterio = .todosLosCampos(ilegible: ilegible, sinDato: sinDato)
        } else if ilegible || sinDato {
            criterio = .algunCampo(ilegible: ilegible, sinDato: sinDato)
        } else {
            criterio = .sinObservaciones
        }
        return Veredicto(criterio: criterio, total: total, limite: limite)
    }
}
