/// A publication cut: everything known up to fact number `hasta`, published at `instante`.
public struct Corte: Hashable, Sendable {
    /// From 1, in the order of publication.
    public let numero: Int
    public let instante: Instante
    /// Number of the last fact that it contains.
    public let hasta: Int
    /// The last of the operation: participation takes in the casillas especiales.
    public let ultimo: Bool
    /// When the next one is expected; nil for the last.
    public let siguiente: Instante?
    /// The hour of the schedule that it answers to; nil for one made by hand, or in zeros before the opening.
    public let programado: Instante?
    /// Whether it has a data base of its own; when not, the one of the corte before that has it stays published.
    public let conBase: Bool
    /// Minutes between cortes by the schedule in force when it was made; nil when nobody wrote them down.
    public let minutos: Int?

    public init(
        numero: Int, instante: Instante, hasta: Int, ultimo: Bool, siguiente: Instante?, programado: Instante? = nil,
        conBase: Bool = true, minutos: Int? = nil
    ) {
        self.programado = programado
        self.conBase = conBase
        self.minutos = minutos
        self.numero = numero
        self.instante = instante
        self.hasta = hasta
        self.ultimo = ultimo
        self.siguiente = siguiente
    }
}

/// A result with the number of the fact that reached it.
public struct ResultadoNumerado: Hashable, Sendable {
    public let acta: Acta.ID
    public let numero: Int
    public let resultado: Resultado

    public init(acta: Acta.ID, numero: Int, resultado: Resultado) {
        self.acta = acta
        self.numero = numero
        self.resultado = resultado
    }
}

/// An acta that no approved casilla explains, as it entered the store.
public struct ActaFueraDeCatalogo: Hashable, Sendable {
    public let id: Acta.ID
    public let eleccion: Int
    public let identidad: String

    public init(id: Acta.ID, eleccion: Int, identidad: String) {
        self.id = id
        self.eleccion = eleccion
        self.identidad = identidad
    }
}

/// What one acta shows in a corte.
public struct ActaEnCorte: Sendable {
    /// Nil while it is in process.
    public let resultado: Resultado?
    public let captura: Captura?
    public let veredicto: Veredicto
    /// Number of the fact that it comes from; 0 while in process.
    public let numero: Int
    /// Number of the fact that its figures come from: a cotejo that accepts them does not change them.
    public let cifras: Int

    static let enProceso = ActaEnCorte(resultado: nil, captura: nil, veredicto: .enProceso, numero: 0, cifras: 0)
}

/// The state of every acta as the results arrive in the order of their numbers: what a corte is computed from.
///
/// Feeding the same results gives the same value whether they come at once or corte by corte.
public struct Escrutinio: Sendable {
    public let catalogo: Catalogo
    public let criterios: Criterios
    public let fraccion: ReglaDeFraccion
    /// By `Acta.ID - 1`.
    public private(set) var actas: [ActaEnCorte]
    /// Actas fuera de catálogo by election, in the order of their facts.
    public private(set) var fuera: [[(acta: ActaFueraDeCatalogo, resultado: ResultadoNumerado)]]
    /// Number of the last result taken in.
    public private(set) var hasta = 0
    /// Corrections with a reason taken in since `olvidarCorrecciones`, by election.
    private var corregidas: [Int]

    public init(catalogo: Catalogo, criterios: Criterios, fraccion: ReglaDeFraccion) {
        self.catalogo = catalogo
        self.criterios = criterios
        self.fraccion = fraccion
        actas = Array(repeating: .enProceso, count: catalogo.actas.count)
        fuera = catalogo.elecciones.map { _ in [] }
        corregidas = catalogo.elecciones.map { _ in 0 }
    }

    /// Takes in results in ascending order of number.
    public mutating func incorporar(_ resultados: [ResultadoNumerado], fueraDeCatalogo: [Acta.ID: ActaFueraDeCatalogo])
    {
        for r in resultados {
            precondition(r.numero > hasta, "los resultados se incorporan en el orden de su número")
            hasta = r.numero
            guard let acta = catalogo.acta(r.acta) else {
                if let f = fueraDeCatalogo[r.acta] { fuera[f.eleccion].append((f, r)) }
                continue
            }
            let captura = if case .capturada(let c) = r.resultado.condicion { c } else { Captura?.none }
            let soloCotejo = r.resultado.cotejada != .pendiente
            let previa = actas[acta.id - 1]
            if previa.numero > 0, !soloCotejo, r.resultado.motivo != nil { corregidas[acta.eleccion] += 1 }
            actas[acta.id - 1] = ActaEnCorte(
                resultado: r.resultado, captura: captura,
                veredicto: criterios.evaluar(
                    r.resultado.condicion, casilla: acta.casilla, plantilla: catalogo.plantilla(de: acta),
                    identificadaPorPTO: r.resultado.procedencia?.identificadaPorPTO ?? false),
                numero: r.numero, cifras: soloCotejo ? previa.cifras : r.numero)
        }
    }

    public var correcciones: Int { corregidas.reduce(0, +) }
    public func correcciones(eleccion: Int) -> Int { corregidas[eleccion] }
    public mutating func olvidarCorrecciones() { corregidas = corregidas.map { _ in 0 } }

    /// One for each election of the catalogue.
    public func computos() -> [Computo] { catalogo.elecciones.indices.map { computo(eleccion: $0) } }

    /// Actas of an election that have a result, fuera de catálogo included.
    public func registradas(eleccion: Int) -> Int {
        catalogo.actas.count { $0.eleccion == eleccion && actas[$0.id - 1].numero > 0 } + fuera[eleccion].count
    }

    public func computo(eleccion: Int) -> Computo {
        Computo(
            catalogo.elecciones[eleccion],
            filas: catalogo.actas.lazy.filter { $0.eleccion == eleccion }.map {
                let estado = actas[$0.id - 1]
                return Computo.Fila(acta: $0, veredicto: estado.veredicto, captura: estado.captura)
            },
            fueraDeCatalogo: fuera[eleccion].count, fraccion: fraccion)
    }
}

/// What must hold of every corte before it is published. A corte that breaks one is refused and the last stays.
public enum Invariantes {
    /// The first one that fails, in Spanish for the operators; nil when all hold.
    ///
    /// - Parameter registradas: actas with a result, counted apart from the cómputo; nil when nobody counted them.
    public static func falla(
        _ eleccion: Eleccion, _ computo: Computo, anterior: Computo?, correcciones: Int, registradas: Int? = nil
    ) -> String? {
        let r = computo.entidad.resumen
        if let registradas, registradas != r.capturadas + r.fueraDeCatalogo {
            return
                "\(eleccion.id): registradas \(registradas) ≠ capturadas \(r.capturadas) + fuera de catálogo \(r.fueraDeCatalogo)"
        }
        let votos = computo.entidad.votos.reduce(0, +)
        if votos != r.votosConEspeciales {
            return
                "\(eleccion.id): la suma por columna (\(votos)) difiere de la suma por acta (\(r.votosConEspeciales))"
        }
        if let motivo = nivelesQueNoSuman(eleccion, computo) { return motivo }
        if let anterior, correcciones == 0 { return disminucion(eleccion, computo, anterior) }
        return nil
    }

    private static func nivelesQueNoSuman(_ eleccion: Eleccion, _ c: Computo) -> String? {
        var porSeccion = c.sinSeccion
        for (seccion, a) in c.secciones { porSeccion[seccion.unidad] += a }
        for (i, unidad) in c.unidades.enumerated() where porSeccion[i] != unidad {
            return "\(eleccion.id): las secciones de \(eleccion.unidades[i].nombre) no suman su unidad"
        }
        var total = Acumulado(opciones: eleccion.opciones.count)
        for u in c.unidades { total += u }
        total += c.sinUnidad
        total += c.representacionProporcional
        total.resumen.fueraDeCatalogo = c.entidad.resumen.fueraDeCatalogo
        if total != c.entidad { return "\(eleccion.id): las unidades no suman la entidad" }
        let porPartido = c.repartoEntidad.propios.reduce(0, +) + c.repartoEntidad.recibidos.reduce(0, +)
        if porPartido != c.entidad.votos.reduce(0, +) {
            return "\(eleccion.id): el reparto por partido no conserva los votos"
        }
        return nil
    }

    private static func disminucion(_ eleccion: Eleccion, _ ahora: Computo, _ antes: Computo) -> String? {
        let (a, b) = (ahora.entidad, antes.entidad)
        if a.resumen.capturadas < b.resumen.capturadas || a.resumen.contabilizadas < b.resumen.contabilizadas
            || a.resumen.registradas < b.resumen.registradas
        {
            return "\(eleccion.id): disminuyó un conteo de actas sin corrección registrada"
        }
        for (i, opcion) in eleccion.opciones.enumerated() where a.votos[i] < b.votos[i] {
            return "\(eleccion.id): disminuyó \(opcion.columna) sin corrección registrada"
        }
        return nil
    }
}
