import Electoral

/// Gives every step of the night its person and its second: a capturista does one acta at a time and never the same
/// acta twice.
struct TurnosDeNoche {
    private let eleccion: EleccionSintetica
    private var azar: GeneradorSembrado
    private var capturistas: [Terminal]
    private let porCentro: [String: [PersonaSintetica.Rol: [PersonaSintetica]]]
    private let deCCV: [PersonaSintetica.Rol: [PersonaSintetica]]
    private(set) var sucesos: [Suceso] = []

    /// A capturista and the second from which they can take another acta.
    private struct Terminal {
        let persona: PersonaSintetica
        var libre = 0
    }

    /// Seconds that typing one acta takes.
    private static let captura = 45...100

    init(_ eleccion: EleccionSintetica, semilla: UInt64) {
        self.eleccion = eleccion
        azar = GeneradorSembrado(semilla: semilla, clave: "turnos")
        capturistas = eleccion.personas.filter { $0.rol == .capturista }.map { Terminal(persona: $0) }
        var porCentro: [String: [PersonaSintetica.Rol: [PersonaSintetica]]] = [:]
        for p in eleccion.personas { porCentro[p.centro, default: [:]][p.rol, default: []].append(p) }
        self.porCentro = porCentro
        let ccv = Set(eleccion.centros.filter { $0.tipo == .ccv }.map(\.clave))
        deCCV = Dictionary(grouping: eleccion.personas.filter { ccv.contains($0.centro) }, by: \.rol)
    }

    private struct Avance {
        var paso = 0
        var intervinieron: [Persona] = []
        var cuenta: [String: Int] = [:]
    }

    /// Plays the steps of every acta, in the order in which they become due.
    ///
    /// - Parameter guiones: steps of each acta, by position in the catalogue.
    mutating func jugar(_ guiones: [[PasoDeActa]]) {
        var avances = Array(repeating: Avance(), count: guiones.count)
        var agenda = Agenda()
        for (i, guion) in guiones.enumerated() {
            if let primero = guion.first { agenda.anotar(segundo: primero.espera, acta: i) }
        }
        while let (segundo, i) = agenda.siguiente() {
            let paso = guiones[i][avances[i].paso]
            let acta = eleccion.catalogo.actas[i]
            let (persona, fin) = asignar(paso, acta: acta, desde: segundo, &avances[i])
            let tipo = Self.nombre(paso.evento)
            avances[i].cuenta[tipo, default: 0] += 1
            let vez = avances[i].cuenta[tipo, default: 1]
            sucesos.append(
                Suceso(
                    clave: "\(eleccion.catalogo.eleccion(de: acta).id)/\(acta.identidad):\(tipo)"
                        + (vez > 1 ? "-\(vez)" : ""),
                    instante: eleccion.proceso.inicioAcopio + fin, objeto: .esperada(acta.id), evento: paso.evento,
                    persona: persona.persona, centro: persona.centro))
            avances[i].paso += 1
            if avances[i].paso < guiones[i].count {
                agenda.anotar(segundo: fin + guiones[i][avances[i].paso].espera, acta: i)
            }
        }
    }

    private mutating func asignar(
        _ paso: PasoDeActa, acta: Acta, desde segundo: Int, _ avance: inout Avance
    ) -> (persona: PersonaSintetica, fin: Int) {
        if paso.rol == .capturista { return tomarTerminal(desde: segundo, &avance) }
        let catd = porCentro[eleccion.centro(de: acta).clave]?[paso.rol] ?? []
        let candidatas = catd.isEmpty ? deCCV[paso.rol] ?? [] : catd
        if paso.rol == .cae {
            // The same person visits a casilla for all its elections.
            var deCasilla = GeneradorSembrado(semilla: eleccion.semilla, clave: "cae/\(acta.claveCasilla)")
            return (deCasilla.elegir(candidatas) ?? capturistas[0].persona, segundo)
        }
        return (azar.elegir(candidatas) ?? capturistas[0].persona, segundo)
    }

    /// The first free terminal from a random one on; when all are busy, the one that is free soonest.
    private mutating func tomarTerminal(desde segundo: Int, _ avance: inout Avance) -> (
        persona: PersonaSintetica, fin: Int
    ) {
        let primera = azar.entre(0...capturistas.count - 1)
        var elegida = primera
        var espera = Int.max
        for k in capturistas.indices {
            let c = (primera + k) % capturistas.count
            guard !avance.intervinieron.contains(capturistas[c].persona.persona) else { continue }
            let suya = max(capturistas[c].libre - segundo, 0)
            if suya < espera { (elegida, espera) = (c, suya) }
            if suya == 0 { break }
        }
        let fin = max(segundo, capturistas[elegida].libre) + azar.entre(Self.captura)
        capturistas[elegida].libre = fin + azar.entre(2...8)
        let persona = capturistas[elegida].persona
        avance.intervinieron.append(persona.persona)
        return (persona, fin)
    }

    /// Actas that no casilla explains: in the envelope of another place or without identification.
    mutating func fueraDeCatalogo(_ n: Int) {
        let catd = eleccion.centros.filter { $0.tipo == .catd }
        for k in 0..<n {
            let e = k % max(eleccion.catalogo.elecciones.count, 1)
            let identidad = "FC-\(cifras(k + 1, ancho: 3))"
            let origen: Origen = k % 2 == 0 ? .catd : .casilla
            let rol: PersonaSintetica.Rol = origen == .catd ? .digitalizador : .cae
            guard let centro = azar.elegir(catd), let persona = azar.elegir(porCentro[centro.clave]?[rol] ?? []) else {
                continue
            }
            let procedencia = Procedencia(origen: origen, digitalizacion: origen == .catd ? .escaner : .movil)
            sucesos.append(
                Suceso(
                    clave: "\(eleccion.catalogo.elecciones[e].id)/\(identidad):fuera-de-catalogo",
                    instante: eleccion.proceso.inicioAcopio + azar.entre(3 * 3600...14 * 3600),
                    objeto: .fueraDeCatalogo(eleccion: e, identidad: identidad),
                    evento: .fueraDeCatalogo(imagen: "", procedencia), persona: persona.persona, centro: centro.clave))
        }
    }

    private static func nombre(_ evento: CicloDeVida.Evento) -> String {
        switch evento {
        case .acopio: "acopio"
        case .sinActa: "sin-acta"
        case .digitalizacion: "digitalizacion"
        case .captura: "captura"
        case .verificacion: "verificacion"
        case .decision: "decision"
        case .redigitalizacion: "redigitalizacion"
        case .recaptura: "recaptura"
        case .cotejo: "cotejo"
        case .fueraDeCatalogo: "fuera-de-catalogo"
        }
    }
}

/// Steps that wait for their second, soonest first; among equals, the first acta of the catalogue (binary heap).
private struct Agenda {
    private var monton: [(segundo: Int, acta: Int)] = []

    mutating func anotar(segundo: Int, acta: Int) {
        monton.append((segundo, acta))
        var i = monton.count - 1
        while i > 0, monton[i] < monton[(i - 1) / 2] {
            monton.swapAt(i, (i - 1) / 2)
            i = (i - 1) / 2
        }
    }

    mutating func siguiente() -> (segundo: Int, acta: Int)? {
        guard let primero = monton.first, let ultimo = monton.popLast() else { return nil }
        if monton.isEmpty { return primero }
        monton[0] = ultimo
        var i = 0
        while true {
            var menor = i
            for hijo in [2 * i + 1, 2 * i + 2] where hijo < monton.count && monton[hijo] < monton[menor] {
                menor = hijo
            }
            if menor == i { return primero }
            monton.swapAt(i, menor)
            i = menor
        }
    }
}
