import Electoral

/// The health of a difusor, told from what was noted of it (dominio 8.2, D18–D19): a failed update period is counted; an
/// update that was read back forgets them; a suspension stops the transmission until two people start it again, after a
/// test transfer.
///
/// It follows from the facts alone: whoever reads them reaches the same state, whatever number of periods suspends.
public struct SaludDeDifusor: Sendable, Hashable {
    public enum Estado: Sendable, Hashable {
        /// Nothing has been sent yet.
        case sinIniciar
        case bien
        /// Periods that failed in a row.
        case falla(Int)
        case suspendido

        public var nombre: String {
            switch self {
            case .sinIniciar: "Sin iniciar"
            case .bien: "OK"
            case .falla(let n): "Falla \(n)"
            case .suspendido: "Suspendido"
            }
        }
    }

    public private(set) var estado = Estado.sinIniciar
    /// When it came to that state.
    public private(set) var desde: Instante?
    /// The last corte that was read back from it, and when.
    public private(set) var corte: Int?
    public private(set) var actualizado: Instante?
    /// Whether a test transfer succeeded since it was suspended.
    public private(set) var probado = false
    /// What its public address was last found to serve wrong; nil when it is as it should.
    public private(set) var anomalia: HechoDeDifusion?

    public init() {}

    /// - Parameter hechos: of one difusor, in the order in which they were noted.
    public init(_ hechos: some Sequence<HechoDeDifusion>) {
        for hecho in hechos { tomar(hecho) }
    }

    public var transmite: Bool { estado != .suspendido }

    public mutating func tomar(_ hecho: HechoDeDifusion) {
        let previo = estado
        switch hecho.tipo {
        case .actualizado:
            guard transmite else { break }
            corte = max(corte ?? 0, hecho.corte ?? 0)
            actualizado = hecho.instante
            estado = .bien
        case .periodo:
            switch estado {
            case .sinIniciar, .bien: estado = .falla(1)
            case .falla(let n): estado = .falla(n + 1)
            case .suspendido: break
            }
        case .suspension:
            estado = .suspendido
            probado = false
        case .pruebaLograda: if !transmite { probado = true }
        case .pruebaFallida: if !transmite { probado = false }
        case .reactivacion: if !transmite, probado { estado = .bien }
        case .anomalia: anomalia = hecho
        case .revision: anomalia = nil
        case .intento, .identidad, .aviso, .avisoPendiente, .llamada, .pruebaPedida: break
        }
        if estado != previo { desde = hecho.instante }
    }
}
