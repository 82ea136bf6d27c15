import Almacen
import Electoral

/// What one person has done. For coordination alone.
public struct TrabajoDePersona: Sendable, Hashable {
    public let persona: Persona
    /// Where the last act was.
    public var centro: String
    public var acopios = 0
    public var digitalizaciones = 0
    public var capturas = 0
    /// Captures of actas that reached figures, on the image that gave them.
    public var juzgadas = 0
    /// Those whose figures were not the final ones.
    public var erradas = 0
    public var decisiones = 0
    public var cotejos = 0
    public var solicitudes = 0
    public var primera: Instante
    public var ultima: Instante
    /// Quarters of an hour in which there was at least one act.
    public var tramos = 0

    /// Acts of every kind.
    public var total: Int { acopios + digitalizaciones + capturas + decisiones + cotejos + solicitudes }
    /// Captures per hour worked, in tenths; nil when there are none.
    public var capturasPorHora: Int? { capturas == 0 || tramos == 0 ? nil : capturas * 40 / tramos }
    public var porcentajeDeError: Porcentaje { Porcentaje(erradas, de: juzgadas) }
}

extension MemoriaDeNoche {
    /// Work of each person, by centre and number.
    ///
    /// An error belongs to whom it is: a capture is wrong when its figures are not the final ones of the acta, whoever
    /// typed first and however many rounds it took. Captures of an image that was made again are not judged: they were
    /// of another image.
    public func personal() -> [TrabajoDePersona] {
        var descartadas: Set<Int64> = []
        for h in hechos where h.tipo == .redigitalizacion {
            descartadas.insert(Self.ronda(h.acta, h.ronda - 1))
        }
        var personas: [Int32: TrabajoDePersona] = [:]
        var tramos: [Int32: Set<Int64>] = [:]
        for h in hechos {
            let instante = Instante(microsegundos: h.instante)
            var p =
                personas[h.persona]
                ?? TrabajoDePersona(
                    persona: Persona(id: Int(h.persona)), centro: claves[Int(h.centro)], primera: instante,
                    ultima: instante)
            if h.instante > p.ultima.microsegundos { p.centro = claves[Int(h.centro)] }
            p.primera = min(p.primera, instante)
            p.ultima = max(p.ultima, instante)
            tramos[h.persona, default: []].insert(h.instante / 900_000_000)
            contar(h, &p, descartada: descartadas.contains(Self.ronda(h.acta, h.ronda)))
            personas[h.persona] = p
        }
        for (persona, suyos) in tramos { personas[persona]?.tramos = suyos.count }
        return personas.values.sorted { ($0.centro, $0.persona) < ($1.centro, $1.persona) }
    }

    private static func ronda(_ acta: Int32, _ ronda: Int16) -> Int64 { Int64(acta) << 16 | Int64(ronda) }

    private func contar(_ h: Hecho, _ p: inout TrabajoDePersona, descartada: Bool) {
        switch h.tipo {
        case .acopio: p.acopios += 1
        case .digitalizacion, .fueraDeCatalogo: p.digitalizaciones += 1
        case .captura, .verificacion:
            p.capturas += 1
            guard !descartada, catalogo.acta(Int(h.acta)) != nil, let final = finales[Int(h.acta) - 1],
                final.cifras != 0, estados[Int(h.acta) - 1]?.etapa == .verificada
            else { return }
            p.juzgadas += 1
            if h.cifras != final.cifras { p.erradas += 1 }
        // Whoever confirms that there is no acta decides; nobody receives anything.
        case .decision, .sinActa: p.decisiones += 1
        case .cotejo: p.cotejos += 1
        case .redigitalizacion, .recaptura: p.solicitudes += 1
        }
    }
}
