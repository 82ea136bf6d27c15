import Electoral

/// What the hands of the casillas wrote on every acta of a catalogue: plausible votes and the faults of real nights,
/// from a seed.
///
/// Works with any catalogue, not only a synthetic one. Each acta depends on the seed and on itself; only which actas
/// are faulty is drawn among all, so that the shares come out exact and each fault appears at least once.
public struct VotacionSintetica: Sendable {
    /// What is wrong with an acta, if anything.
    public enum Falla: Sendable, Hashable, CaseIterable {
        case ninguna
        /// Votes are right; some total does not add up.
        case aritmetica
        /// Some box of votes illegible or empty.
        case algunCampo
        /// No legible box of votes.
        case todosLosCampos
        /// More votes than the limit of the casilla.
        case excede
    }

    /// Shares in ten-thousandths of the actas.
    public struct Proporciones: Sendable, Hashable {
        public var algunCampo = 1_000
        public var todosLosCampos = 50
        public var excede = 40
        public var aritmetica = 1_050
        public init() {}
    }

    public let catalogo: Catalogo
    private let limites: Limites
    private let semilla: UInt64
    private let fallas: [Falla]

    public init(
        _ catalogo: Catalogo, limites: Limites = Limites(), proporciones: Proporciones = Proporciones(), semilla: UInt64
    ) {
        self.catalogo = catalogo
        self.limites = limites
        self.semilla = semilla
        var fallas = Array(repeating: Falla.ninguna, count: catalogo.actas.count)
        var azar = GeneradorSembrado(semilla: semilla, clave: "fallas")
        let orden = azar.barajar(Array(catalogo.actas.indices))
        func marcar(_ falla: Falla, _ proporcion: Int, donde admite: (Acta) -> Bool = { _ in true }) {
            guard proporcion > 0 else { return }
            let libres = orden.filter { fallas[$0] == .ninguna && admite(catalogo.actas[$0]) }
            for i in libres.prefix(cuota(proporcion, de: orden.count)) { fallas[i] = falla }
        }
        marcar(.excede, proporciones.excede) { limites.limite($0.casilla).map { $0 > 0 } ?? false }
        marcar(.todosLosCampos, proporciones.todosLosCampos)
        marcar(.algunCampo, proporciones.algunCampo)
        marcar(.aritmetica, proporciones.aritmetica)
        self.fallas = fallas
    }

    public func falla(de acta: Acta) -> Falla { fallas[acta.id - 1] }

    /// The figures of the acta as a careful reader transcribes them.
    public func captura(de acta: Acta) -> Captura {
        let plantilla = catalogo.plantilla(de: acta)
        var azar = GeneradorSembrado(semilla: semilla, clave: "acta/\(acta.eleccion)/\(acta.identidad)")
        let votos = repartir(participantes(acta, &azar), en: acta, plantilla, &azar)
        var hoja = Hoja(votos: votos, acta: acta, plantilla: plantilla, limite: limites.limite(acta.casilla), &azar)
        switch falla(de: acta) {
        case .ninguna: break
        case .aritmetica: hoja.descuadrar(&azar)
        case .algunCampo: hoja.borrarAlgunos(&azar)
        case .todosLosCampos: hoja.borrarTodos(&azar)
        case .excede: hoja.exceder(&azar)
        }
        if azar.ocurre(5, de: 100) { hoja.borrarAuxiliar(&azar) }
        return Captura(hoja.datos)
    }

    /// How many people voted: the section has its habit, the casilla differs a little, and an election a little more.
    private func participantes(_ acta: Acta, _ azar: inout GeneradorSembrado) -> Int {
        var seccion = GeneradorSembrado(semilla: semilla, clave: "participacion/\(lugar(acta))")
        var casilla = GeneradorSembrado(semilla: semilla, clave: "participacion/\(acta.claveCasilla)")
        let base = 0.55 + 0.06 * seccion.normal() + 0.03 * casilla.normal() + 0.008 * azar.normal()
        let electores: Int
        let proporcion: Double
        switch acta.casilla.tipo {
        case .basica, .contigua, .extraordinaria: (electores, proporcion) = (acta.casilla.listaNominal, base)
        case .especial:
            (electores, proporcion) = (acta.casilla.boletas ?? limites.boletasEspeciales ?? 750, base * 0.75)
        case .anticipado: (electores, proporcion) = (acta.casilla.listaNominal, base + 0.32)
        case .prisionPreventiva: (electores, proporcion) = (acta.casilla.listaNominal, base + 0.12)
        case .extranjero: (electores, proporcion) = (acta.casilla.listaNominal, base + 0.05)
        }
        return Int(Double(electores) * min(max(proporcion, 0.12), 0.93) + 0.5)
    }

    private func lugar(_ acta: Acta) -> String { acta.casilla.seccion.map { "\($0)" } ?? acta.claveCasilla }

    /// Votes of each option of the ballot: expected shares with the noise of a draw of that many voters.
    private func repartir(
        _ participantes: Int, en acta: Acta, _ plantilla: Plantilla, _ azar: inout GeneradorSembrado
    ) -> [Int] {
        let pesos = pesos(acta, plantilla)
        let suma = max(pesos.reduce(0, +), 1e-9)
        var votos = pesos.map { peso -> Int in
            let p = peso / suma
            let esperados = Double(participantes) * p
            let ruido = 1.25 * (esperados * (1 - p)).squareRoot() * azar.normal()
            return Int(max(0, esperados + ruido + 0.5))
        }
        var sobran = votos.reduce(0, +) - (limites.limite(acta.casilla) ?? Int(Dato.maximo))
        while sobran > 0, let mayor = votos.indices.max(by: { (votos[$0], -$0) < (votos[$1], -$1) }), votos[mayor] > 0 {
            let quita = min(sobran, (votos[mayor] + 1) / 2)
            votos[mayor] -= quita
            sobran -= quita
        }
        return votos
    }

    /// Parties in the order of the acta: three that dispute the first place and some small ones.
    private static let fuerzas: [Double] = [24, 8, 5, 26, 6, 20, 5, 4, 3]

    private func pesos(_ acta: Acta, _ plantilla: Plantilla) -> [Double] {
        let eleccion = catalogo.eleccion(de: acta)
        let unidad = acta.unidad.map { eleccion.unidades[$0].clave } ?? "-"
        var deUnidad = GeneradorSembrado(semilla: semilla, clave: "unidad/\(eleccion.id)/\(unidad)")
        var deSeccion = GeneradorSembrado(semilla: semilla, clave: "seccion/\(lugar(acta))")
        var partidos = 0
        let fuerza = eleccion.opciones.map { opcion -> Double in
            let factor = deUnidad.factor(desviacion: 0.42) * deSeccion.factor(desviacion: 0.22)
            switch opcion.clase {
            case .partido:
                partidos += 1
                return (partidos <= Self.fuerzas.count ? Self.fuerzas[partidos - 1] : 2) * factor
            case .independiente: return 9 * factor
            case .nulos: return 2.4 * (0.6 + 0.4 * factor)
            case .noRegistradas: return 0.12
            case .combinacion, .candidaturaComun: return 0
            }
        }
        let participan = plantilla.opciones
        let mayor = participan.map { eleccion.opciones[$0].miembros.count }.max() ?? 0
        return participan.map { i in
            let bloque = eleccion.opciones[i].miembros.reduce(0) { $0 + fuerza[$1] }
            switch eleccion.opciones[i].clase {
            case .candidaturaComun: return bloque * 0.97
            case .combinacion(let miembros): return bloque * (miembros.count == mayor ? 0.05 : 0.008)
            default: return fuerza[i]
            }
        }
    }
}
