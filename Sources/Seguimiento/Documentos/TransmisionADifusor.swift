import Almacen
import Electoral

/// What one difusor received and what it did not, from what was noted of it.
struct TransmisionADifusor {
    /// From what went wrong until it was right again; nil while it is not.
    struct Lapso {
        let desde: Instante
        var hasta: Instante?
        let causa: String

        /// From minute to minute, as its hours are told.
        var minutos: Int? { hasta.map { Int(($0.alMinuto.segundos - desde.alMinuto.segundos) / 60) } }
    }

    struct Suceso {
        let instante: Instante
        let que: String
        let detalle: String
    }

    /// Cortes that were published since the first one that was sent to it.
    let cortes: Int
    let llegaron: Int
    private(set) var interrupciones: [Lapso] = []
    private(set) var anomalias: [Lapso] = []
    /// What is told, in time order: attempts and updates are not, but the one that ends an interruption.
    private(set) var sucesos: [Suceso] = []
    private(set) var cuentas: [HechoDeDifusion.Tipo: Int] = [:]

    init(_ hechos: [HechoDeDifusion], cortes: [Int]) {
        let primero = hechos.compactMap(\.corte).min()
        let suyos = primero.map { primero in cortes.filter { $0 >= primero } } ?? []
        self.cortes = suyos.count
        let tiene = Set(hechos.filter { $0.tipo == .actualizado }.compactMap(\.corte))
        llegaron = suyos.count { tiene.contains($0) }
        var salud = SaludDeDifusor()
        for h in hechos {
            salud.tomar(h)
            cuentas[h.tipo, default: 0] += 1
            tomar(h, transmite: salud.transmite)
        }
    }

    private mutating func tomar(_ h: HechoDeDifusion, transmite: Bool) {
        let abierta = interrupciones.last.map { $0.hasta == nil } ?? false
        let anomala = anomalias.last.map { $0.hasta == nil } ?? false
        switch h.tipo {
        case .intento: return
        case .actualizado:
            guard abierta, transmite else { return }
            interrupciones[interrupciones.count - 1].hasta = h.instante
            contar(h, "Volvió a actualizarse", interrupciones.last)
        case .periodo, .suspension:
            if !abierta { interrupciones.append(Lapso(desde: h.instante, hasta: nil, causa: h.texto)) }
            contar(h)
        case .anomalia:
            // It is noted at every look while it lasts.
            guard !anomala else { return }
            anomalias.append(Lapso(desde: h.instante, hasta: nil, causa: h.texto))
            contar(h, "Contenido distinto en su sitio")
        case .revision:
            guard anomala else { return }
            anomalias[anomalias.count - 1].hasta = h.instante
            contar(h, "Su sitio volvió a servir lo que debe", anomalias.last)
        default: contar(h)
        }
    }

    private mutating func contar(_ h: HechoDeDifusion, _ que: String? = nil, _ lapso: Lapso? = nil) {
        let partes = [
            h.corte.map { "corte \($0)" }, h.nombre, lapso?.minutos.map { "duró \(EnPalabras.miles($0)) min" },
            h.texto.isEmpty ? nil : h.texto,
        ]
        sucesos.append(
            Suceso(
                instante: h.instante, que: que ?? h.tipo.nombre,
                detalle: partes.compactMap(\.self).joined(separator: "; ")))
    }

    var minutosInterrumpidos: Int { interrupciones.reduce(0) { $0 + ($1.minutos ?? 0) } }
    /// Whether it was still interrupted at the end.
    var sinVolver: Bool { interrupciones.last.map { $0.hasta == nil } ?? false }
}
