import Almacen
import Electoral

/// What whoever looks after a difusor has to know of it, told from what was noted: its health, the last sending, whether
/// its contact has to be called, what was last seen of its public site, and how its last test went.
public struct SituacionDeDifusor: Sendable, Hashable {
    /// Why its contact has to be called (dominio 8.2, D19; D9 and D10 for what its readers see).
    public enum Motivo: Int, Sendable, Hashable, CaseIterable {
        case suspension, identidad, anomalia, falla

        public var nombre: String {
            switch self {
            case .suspension: "se suspendió"
            case .identidad: "su servidor contesta con otra llave"
            case .anomalia: "su sitio no muestra lo que debe"
            case .falla: "no recibe los cortes"
            }
        }
    }

    public private(set) var salud = SaludDeDifusor()
    /// The last sending that was read back, and what failed since.
    public private(set) var envio, tropiezo: HechoDeDifusion?
    /// The last look at its public site.
    public private(set) var revision: HechoDeDifusion?
    /// The last call, answered or not.
    public private(set) var llamada: HechoDeDifusion?
    /// The last that was said of a test transfer: asked for, succeeded or failed.
    public private(set) var prueba: HechoDeDifusion?
    /// Why it was suspended and whether its notice is in place; nil while it is not.
    public private(set) var suspension, aviso: HechoDeDifusion?
    /// What its contact has not been told yet, with what began it.
    public private(set) var porLlamar: [Motivo: HechoDeDifusion] = [:]
    /// What it was told and lasts.
    private var dichos: Set<Motivo> = []

    public init() {}

    /// - Parameter hechos: of one difusor, in the order in which they were noted.
    public init(_ hechos: some Sequence<HechoDeDifusion>) {
        for hecho in hechos { tomar(hecho) }
    }

    public var hayQueLlamar: Bool { !porLlamar.isEmpty }
    /// Whether a test was asked for and nobody has made it.
    public var pruebaPendiente: Bool { prueba?.tipo == .pruebaPedida }

    public mutating func tomar(_ hecho: HechoDeDifusion) {
        salud.tomar(hecho)
        switch hecho.tipo {
        case .actualizado:
            envio = hecho
            tropiezo = nil
            olvidar([.falla, .identidad])
        case .intento: tropiezo = hecho
        case .identidad:
            tropiezo = hecho
            pedirLlamada(.identidad, hecho)
        case .periodo: pedirLlamada(.falla, hecho)
        case .suspension:
            suspension = hecho
            aviso = nil
            // Whatever it was told before, this is news.
            olvidar([.suspension, .falla])
            pedirLlamada(.suspension, hecho)
        case .aviso, .avisoPendiente: aviso = hecho
        case .llamada:
            llamada = hecho
            guard LlamadaADifusor.seContesto(hecho.texto) else { break }
            dichos.formUnion(porLlamar.keys)
            porLlamar = [:]
        case .pruebaPedida, .pruebaLograda, .pruebaFallida: prueba = hecho
        case .reactivacion:
            guard salud.transmite else { break }
            (suspension, aviso) = (nil, nil)
            olvidar([.suspension, .falla, .identidad])
        case .revision:
            revision = hecho
            olvidar([.anomalia])
        case .anomalia:
            revision = hecho
            pedirLlamada(.anomalia, hecho)
        }
    }

    private mutating func pedirLlamada(_ motivo: Motivo, _ hecho: HechoDeDifusion) {
        guard !dichos.contains(motivo), porLlamar[motivo] == nil else { return }
        porLlamar[motivo] = hecho
    }

    private mutating func olvidar(_ motivos: Set<Motivo>) {
        dichos.subtract(motivos)
        for motivo in motivos { porLlamar[motivo] = nil }
    }
}

/// Every difusor of which something was noted, fed with what is new.
public struct MemoriaDeDifusion: Sendable {
    public private(set) var situaciones: [String: SituacionDeDifusor] = [:]
    /// Number of the last fact that it took.
    public private(set) var ultimo = 0

    public init() {}

    /// - Parameter hechos: in the order in which they were noted; what it has already is not taken twice.
    public mutating func incorporar(_ hechos: [(id: Int, hecho: HechoDeDifusion)]) {
        for (id, hecho) in hechos where id > ultimo {
            situaciones[hecho.difusor, default: .init()].tomar(hecho)
            ultimo = id
        }
    }
}

/// How far behind a difusor is.
public struct AtrasoDeDifusor: Sendable, Hashable {
    public let cortes: Int
    /// Since the first corte that it lacks.
    public let segundos: Int
}

extension MemoriaDeNoche {
    public var ultimoCorte: Corte? { cortes.last }

    /// Nil when it has the last corte, or there is none.
    public func atraso(de situacion: SituacionDeDifusor, _ ahora: Instante) -> AtrasoDeDifusor? {
        let suyo = situacion.salud.corte ?? 0
        let faltan = cortes.filter { $0.numero > suyo }
        return faltan.first.map { AtrasoDeDifusor(cortes: faltan.count, segundos: Self.segundos($0.instante, ahora)) }
    }
}
