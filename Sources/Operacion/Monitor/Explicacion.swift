import Electoral

/// Why an acta counts or does not: the checks in their order, each with the figures of this acta.
public struct Explicacion: Sendable, Hashable {
    /// A box of votes as it entered the sum.
    public struct Casillero: Sendable, Hashable {
        public let nombre: String
        public let dato: Dato
        public var votos: Int { dato.votos }
    }

    /// One question of the order of evaluation (dominio 4.2).
    public struct Revision: Sendable, Hashable {
        public let pregunta: String
        /// What the rule compares, in words.
        public let formula: String
        /// The same with the figures of this acta.
        public let sustituida: String
        /// Whether the acta fell here; nil when it was not reached.
        public let cae: Bool?
    }

    public let veredicto: Veredicto
    public let codigo: String
    public let titulo: String
    public let fundamento: String
    /// Published text of `OBSERVACIONES`.
    public let observaciones: String
    public let casilleros: [Casillero]
    /// Boxes that are not votes: they never enter the sum.
    public let auxiliares: [Casillero]
    public let suma: Int?
    public let limite: Int?
    /// Where the limit comes from, with its figures.
    public let formulaDelLimite: String
    public let revisiones: [Revision]

    /// - Parameter condicion: nil while the acta has no result.
    public init(
        _ acta: Acta, condicion: Resultado.Condicion?, identificadaPorPTO: Bool, catalogo: Catalogo, proceso: Proceso
    ) {
        let plantilla = catalogo.plantilla(de: acta)
        let eleccion = catalogo.eleccion(de: acta)
        let criterios = Criterios(limites: proceso.limites)
        let veredicto =
            condicion.map {
                criterios.evaluar(
                    $0, casilla: acta.casilla, plantilla: plantilla, identificadaPorPTO: identificadaPorPTO)
            } ?? .enProceso
        self.veredicto = veredicto
        codigo = veredicto.criterio.codigo
        titulo = Self.titulo(veredicto.criterio)
        fundamento = veredicto.criterio.fundamento
        observaciones = proceso.redaccion.observaciones(veredicto.criterio)
        let captura = if case .capturada(let c)? = condicion { c } else { Captura?.none }
        var casilleros: [Casillero] = []
        var auxiliares: [Casillero] = []
        for (campo, dato) in zip(plantilla.campos, captura?.datos ?? []) {
            let nombre = Self.nombre(campo, eleccion)
            if case .voto = campo {
                casilleros.append(Casillero(nombre: nombre, dato: dato))
            } else {
                auxiliares.append(Casillero(nombre: nombre, dato: dato))
            }
        }
        self.casilleros = casilleros
        self.auxiliares = auxiliares
        suma = captura == nil ? nil : casilleros.reduce(0) { $0 + $1.votos }
        limite = proceso.limites.limite(acta.casilla)
        formulaDelLimite = Self.limite(acta.casilla, proceso.limites)
        revisiones = Self.revisiones(
            veredicto.criterio, condicion: condicion, casilleros: casilleros, suma: suma, limite: limite)
    }

    public static func nombre(_ campo: Plantilla.Campo, _ eleccion: Eleccion) -> String {
        switch campo {
        case .boletasSobrantes: "Boletas sobrantes"
        case .personasVotaron: "Personas que votaron"
        case .representantesVotaron: "Representantes que votaron"
        case .votosSacados: "Votos sacados de la urna"
        case .totalAsentado: "Total asentado en el acta"
        case .voto(let i):
            switch eleccion.opciones[i].clase {
            case .noRegistradas: "Candidaturas no registradas"
            case .nulos: "Votos nulos"
            default: eleccion.opciones[i].nombre
            }
        }
    }

    static func titulo(_ criterio: Criterio) -> String {
        switch criterio {
        case .sinObservaciones: "Sin observaciones"
        case .algunCampo: "Algún campo ilegible o sin dato"
        case .todosLosCampos: "Todos los campos ilegibles o sin dato"
        case .excedeListaNominal: "Excede la lista nominal"
        case .sinActa(let causa): causa.enFrase
        case .fueraDeCatalogo: "Fuera de catálogo"
        case .identificadaPorPTO: "Identificada por el proceso técnico operativo"
        case .enProceso: "En proceso"
        }
    }

    private static func limite(_ casilla: Casilla, _ limites: Limites) -> String {
        let representantes = casilla.representantes ?? 0
        switch casilla.tipo {
        case .basica, .contigua, .extraordinaria:
            return "lista nominal \(casilla.listaNominal) + representantes \(representantes)"
        case .especial:
            guard let boletas = casilla.boletas ?? limites.boletasEspeciales else {
                return "sin límite: no se informaron las boletas de la casilla especial"
            }
            return "boletas aprobadas \(boletas) + representantes \(representantes)"
        case .extranjero, .anticipado, .prisionPreventiva:
            return limites.modalidades == .ninguno
                ? "sin límite en esta modalidad"
                : "lista nominal \(casilla.listaNominal) + representantes \(representantes)"
        }
    }

    private static func revisiones(
        _ criterio: Criterio, condicion: Resultado.Condicion?, casilleros: [Casillero], suma: Int?, limite: Int?
    ) -> [Revision] {
        guard let condicion else { return [] }
        let malos = casilleros.count { !$0.dato.esLegible }
        let legibles = casilleros.count - malos
        let sinActa = if case .sinActa = condicion { true } else { false }
        let fuera = condicion == .fueraDeCatalogo
        let excede = if case .excedeListaNominal = criterio { true } else { false }
        let todos = if case .todosLosCampos = criterio { true } else { false }
        let alguno = if case .algunCampo = criterio { true } else { false }
        let preguntas: [(String, String, String, Bool)] = [
            (
                "¿Falta el acta?", "se declaró que no hay acta", sinActa ? "se declaró" : "hay acta", sinActa
            ),
            (
                "¿No corresponde a una casilla aprobada?", "su clave no está en el catálogo",
                fuera ? "no está" : "está en el catálogo", fuera
            ),
            (
                "¿La suma excede el límite?", "suma de votos legibles > límite",
                "\(suma ?? 0) \(excede ? ">" : "≤") \(limite.map(String.init) ?? "sin límite")", excede
            ),
            (
                "¿Ningún campo de votos es legible?", "campos legibles = 0", "campos legibles = \(legibles)", todos
            ),
            (
                "¿Algún campo de votos es ilegible o no tiene dato?", "campos ilegibles o sin dato > 0",
                "campos ilegibles o sin dato = \(malos)", alguno
            ),
        ]
        var alcanzada = true
        return preguntas.map { pregunta, formula, sustituida, cae in
            defer { if cae { alcanzada = false } }
            return Revision(
                pregunta: pregunta, formula: formula, sustituida: alcanzada ? sustituida : "no se llega a revisar",
                cae: alcanzada ? cae : nil)
        }
    }
}
