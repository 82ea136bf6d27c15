/// Counts and votes of any set of actas.
public struct Acumulado: Hashable, Sendable {
    public var resumen = Resumen()
    /// Σ of the contabilizadas, by position of the option.
    public var votos: [Int]

    public init(opciones: Int) { votos = Array(repeating: 0, count: opciones) }

    public mutating func sumar(_ veredicto: Veredicto, captura: Captura?, acta: Acta, plantilla: Plantilla) {
        resumen.sumar(veredicto, casilla: acta.casilla)
        guard veredicto.contabilizada == .si, let captura else { return }
        for (campo, dato) in zip(plantilla.campos, captura.datos) {
            if case .voto(let i) = campo { votos[i] += dato.votos }
        }
    }

    public static func += (a: inout Acumulado, b: Acumulado) {
        a.resumen += b.resumen
        for i in a.votos.indices { a.votos[i] += b.votos[i] }
    }
}

/// A candidacy in one unit: the options whose votes are added for it.
public struct GrupoDeCandidatura: Hashable, Sendable {
    /// Positions of its options: the parties, every combination made only of them, the candidatura común.
    public let opciones: [Int]
    public let votos: Int

    public init(opciones: [Int], votos: Int) {
        self.opciones = opciones
        self.votos = votos
    }
}

/// All levels of one election: section → unit → entity, with the rows of no unit and the representación proporcional
/// apart.
///
/// entidad = Σ unidades + sin unidad + representación proporcional (entity only).
public struct Computo: Hashable, Sendable {
    /// A section inside a unit.
    public struct Seccion: Hashable, Sendable, Comparable {
        public let unidad: Int
        public let numero: Int

        public init(unidad: Int, numero: Int) {
            self.unidad = unidad
            self.numero = numero
        }
        public static func < (a: Seccion, b: Seccion) -> Bool { (a.unidad, a.numero) < (b.unidad, b.numero) }
    }

    public let entidad: Acumulado
    public let unidades: [Acumulado]
    public let secciones: [Seccion: Acumulado]
    /// Rows of a unit that belong to no section: voto anticipado and the like.
    public let sinSeccion: [Acumulado]
    /// Rows without unit: votes from abroad.
    public let sinUnidad: Acumulado
    public let representacionProporcional: Acumulado
    /// By unit; the entity's is their sum, with the rows of no unit and RP distributed each on their own.
    public let repartos: [Reparto]
    public let repartoEntidad: Reparto

    /// One acta of the election with what the rules say of it. `captura` is nil when there are no figures.
    public struct Fila: Sendable {
        public let acta: Acta
        public let veredicto: Veredicto
        public let captura: Captura?
        public init(acta: Acta, veredicto: Veredicto, captura: Captura?) {
            self.acta = acta
            self.veredicto = veredicto
            self.captura = captura
        }
    }

    public init(
        _ eleccion: Eleccion, filas: some Sequence<Fila>, fueraDeCatalogo: Int = 0,
        fraccion: ReglaDeFraccion = .unoACadaUno
    ) {
        let vacio = Acumulado(opciones: eleccion.opciones.count)
        var unidades = Array(repeating: vacio, count: eleccion.unidades.count)
        var sinSeccion = unidades
        var secciones: [Seccion: Acumulado] = [:]
        var sinUnidad = vacio
        var proporcional = vacio
        for fila in filas {
            let plantilla = eleccion.plantillas[fila.acta.plantilla]
            func suma(_ a: inout Acumulado) {
                a.sumar(fila.veredicto, captura: fila.captura, acta: fila.acta, plantilla: plantilla)
            }
            if fila.acta.principio == .representacionProporcional {
                suma(&proporcional)
            } else if let unidad = fila.acta.unidad {
                suma(&unidades[unidad])
                if let seccion = fila.acta.casilla.seccion {
                    suma(&secciones[Seccion(unidad: unidad, numero: seccion), default: vacio])
                } else {
                    suma(&sinSeccion[unidad])
                }
            } else {
                suma(&sinUnidad)
            }
        }
        var entidad = vacio
        for u in unidades { entidad += u }
        entidad += sinUnidad
        entidad += proporcional
        entidad.resumen.fueraDeCatalogo = fueraDeCatalogo

        func reparte(_ a: Acumulado, unidad: Int?) -> Reparto {
            Reparto(
                votos: a.votos, opciones: eleccion.opciones, convenios: eleccion.conveniosVigentes(unidad: unidad),
                fraccion: fraccion)
        }
        let repartos = unidades.enumerated().map { reparte($0.element, unidad: $0.offset) }
        var total = Reparto(opciones: eleccion.opciones.count)
        for r in repartos { total += r }
        total += reparte(sinUnidad, unidad: nil)
        total += reparte(proporcional, unidad: nil)

        self.entidad = entidad
        self.unidades = unidades
        self.secciones = secciones
        self.sinSeccion = sinSeccion
        self.sinUnidad = sinUnidad
        self.representacionProporcional = proporcional
        self.repartos = repartos
        self.repartoEntidad = total
    }
}

extension Eleccion {
    /// The agreement of each candidatura común in a unit, one for the unit before one for all.
    func conveniosVigentes(unidad: Int?) -> [Int: Convenio] {
        var vigentes: [Int: Convenio] = [:]
        for c in convenios where c.unidad == nil { vigentes[c.opcion] = c }
        if let unidad {
            for c in convenios where c.unidad == unidades[unidad].clave { vigentes[c.opcion] = c }
        }
        return vigentes
    }

    /// The candidacies that compete where `participan` are the options of the ballot: parties joined by any combination
    /// on that ballot stand together, the rest alone (dominio 5.2). No registradas and nulos are not candidacies.
    public func grupos(participan: [Int], votos: [Int]) -> [GrupoDeCandidatura] {
        var grupo = Array(0..<opciones.count)
        func raiz(_ i: Int) -> Int { grupo[i] == i ? i : raiz(grupo[i]) }
        for i in participan {
            for m in opciones[i].miembros {
                let (a, b) = (raiz(i), raiz(m))
                if a != b { grupo[max(a, b)] = min(a, b) }
            }
        }
        var miembros: [Int: [Int]] = [:]
        for i in participan.sorted() {
            switch opciones[i].clase {
            case .noRegistradas, .nulos: continue
            default: miembros[raiz(i), default: []].append(i)
            }
        }
        return miembros.sorted { $0.key < $1.key }.map { _, suyas in
            GrupoDeCandidatura(opciones: suyas, votos: suyas.reduce(0) { $0 + votos[$1] })
        }
    }

    /// Options that are on any ballot of the unit; on any ballot at all when `unidad` is nil.
    public func participantes(plantillas usadas: Set<Int>) -> [Int] {
        Set(usadas.flatMap { plantillas[$0].opciones }).sorted()
    }
}
