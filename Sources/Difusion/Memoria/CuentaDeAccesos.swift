/// What the access logs of a difusor say of its readers (dominio 8.2, D23): hits, pages, visits and the busiest minute.
///
/// - A **hit** is a request that the server answered, whatever it answered.
/// - A **page** is a GET of a page of HTML or of a folder that was given (2xx) or had not changed (304).
/// - A **visit** is what one address with one agent asked for without thirty minutes of silence in between.
public struct CuentaDeAccesos: Sendable, Hashable {
    public struct Minuto: Sendable, Hashable {
        /// Seconds since 1970 at its start.
        public let inicio: Int64
        public let hits: Int
    }

    public struct Tramo: Sendable, Hashable {
        public internal(set) var hits = 0
        public internal(set) var paginas = 0
        /// Those that began then.
        public internal(set) var visitas = 0
    }

    public internal(set) var lineas = 0
    /// Lines that are of no format, and the first of them with its file: shown, never counted.
    public internal(set) var ilegibles = 0
    public internal(set) var primerIlegible: String?
    /// Lines of other hours than those asked for.
    public internal(set) var fuera = 0
    public internal(set) var hits = 0
    public internal(set) var paginas = 0
    public internal(set) var visitas = 0
    /// Different addresses.
    public internal(set) var direcciones = 0
    public internal(set) var bytes = 0
    /// Answers by hundreds: `2` for 200–299.
    public internal(set) var respuestas: [Int: Int] = [:]
    /// Each hour with any hit, by its first second.
    public internal(set) var porHora: [Int64: Tramo] = [:]
    public internal(set) var pico: Minuto?
    public internal(set) var primera: Int64?
    public internal(set) var ultima: Int64?

    /// Answers that were an error, of the reader (4xx) or of the server (5xx).
    public var errores: Int { respuestas[4, default: 0] + respuestas[5, default: 0] }
}

/// Adds up lines, in any order and from any number of files.
package struct ContadorDeAccesos {
    static let silencio: Int32 = 1800

    private let periodo: Range<Int64>?
    private var cuenta = CuentaDeAccesos()
    private var porMinuto: [Int64: Int] = [:]
    private var visitantes: [String: Int] = [:]
    /// Seconds of each visitor's requests, from the first second of `base`.
    private var momentos: [[Int32]] = []
    private var base: Int64?

    /// - Parameter periodo: seconds since 1970 that are counted; nil for all.
    package init(periodo: Range<Int64>?) { self.periodo = periodo }

    package mutating func sumar(_ bytes: UnsafeBufferPointer<UInt8>, archivo: String, linea: Int) {
        guard !bytes.isEmpty else { return }
        cuenta.lineas += 1
        guard let l = LineaDeBitacora(bytes) else {
            cuenta.ilegibles += 1
            if cuenta.primerIlegible == nil { cuenta.primerIlegible = "\(archivo):\(linea)" }
            return
        }
        guard periodo?.contains(l.segundo) ?? true else {
            cuenta.fuera += 1
            return
        }
        cuenta.hits += 1
        let (suma, desborda) = cuenta.bytes.addingReportingOverflow(l.enviados)
        cuenta.bytes = desborda ? .max : suma
        cuenta.respuestas[l.estado / 100, default: 0] += 1
        let pagina = l.esPagina ? 1 : 0
        cuenta.paginas += pagina
        porMinuto[Self.inicio(l.segundo, 60), default: 0] += 1
        let hora = Self.inicio(l.segundo, 3600)
        cuenta.porHora[hora, default: .init()].hits += 1
        cuenta.porHora[hora, default: .init()].paginas += pagina
        cuenta.primera = min(cuenta.primera ?? l.segundo, l.segundo)
        cuenta.ultima = max(cuenta.ultima ?? l.segundo, l.segundo)
        anotarVisita(l)
    }

    private mutating func anotarVisita(_ l: LineaDeBitacora) {
        let base = self.base ?? l.segundo
        self.base = base
        guard let momento = Int32(exactly: l.segundo - base) else { return }
        // The address ends at a space, which it cannot have.
        var quien = String(decoding: l.bytes[l.direccion], as: UTF8.self)
        quien += " "
        quien += String(decoding: l.bytes[l.agente], as: UTF8.self)
        if let i = visitantes[quien] {
            momentos[i].append(momento)
        } else {
            visitantes[quien] = momentos.count
            momentos.append([momento])
        }
    }

    private static func inicio(_ segundo: Int64, _ largo: Int64) -> Int64 {
        segundo - ((segundo % largo) + largo) % largo
    }

    package func total() -> CuentaDeAccesos {
        var total = cuenta
        total.direcciones = Set(visitantes.keys.map { $0.prefix { $0 != " " } }).count
        for suyos in momentos {
            var anterior: Int32?
            for momento in suyos.sorted() {
                if anterior.map({ momento - $0 > Self.silencio }) ?? true {
                    total.visitas += 1
                    total.porHora[Self.inicio((base ?? 0) + Int64(momento), 3600), default: .init()].visitas += 1
                }
                anterior = momento
            }
        }
        total.pico = porMinuto.max { ($0.value, $1.key) < ($1.value, $0.key) }.map {
            .init(inicio: $0.key, hits: $0.value)
        }
        return total
    }
}
