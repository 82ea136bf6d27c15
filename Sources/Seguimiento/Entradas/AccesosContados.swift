import Electoral

/// The count of the web logs of a difusor, as whoever counted them hands it, to be kept as a record.
public struct AccesosContados: Sendable {
    public struct Tramo: Sendable, Hashable {
        public var hits, paginas, visitas: Int

        public init(hits: Int, paginas: Int, visitas: Int) {
            (self.hits, self.paginas, self.visitas) = (hits, paginas, visitas)
        }
    }

    public struct Archivo: Sendable, Hashable {
        public let nombre, sha256: String
        public let bytes: Int

        public init(nombre: String, bytes: Int, sha256: String) {
            (self.nombre, self.bytes, self.sha256) = (nombre, bytes, sha256)
        }
    }

    /// More days than these are not of one operation.
    public static let maximoDeDias = 100

    public var lineas = 0, ilegibles = 0, fuera = 0
    public var total = Tramo(hits: 0, paginas: 0, visitas: 0)
    public var direcciones = 0, errores4xx = 0, errores5xx = 0, bytes = 0
    public var pico: (inicio: Instante, hits: Int)?
    /// By the start of each hour with any.
    public var porHora: [Instante: Tramo] = [:]
    public var archivos: [Archivo] = []

    public init() {}

    /// The record of a difusor, which replaces the one that it had.
    ///
    /// - Parameters:
    ///   - periodo: what was counted; when nil, from the first hour with hits to the end of the last.
    ///   - huso: in which hours and days are told.
    /// - Throws: `.faltanDatos` when it has more days than one operation.
    public func ficha(_ difusor: Ficha.Clave, periodo: Range<Instante>?, huso: Huso) throws(PlantillaError) -> Ficha {
        guard let clave = Ficha.Clave(clase: "accesos", id: difusor.id) else {
            throw PlantillaError(.faltanDatos, "\(difusor): no es la clave de un difusor")
        }
        let horas = porHora.keys.sorted()
        let extremos = horas.first.flatMap { primera in horas.last.map { primera..<($0 + 3600) } }
        var campos: [String: Contenido] = ["difusor": .asiento(Asiento(difusor.id))]
        func poner(_ campo: String, _ valor: String) { campos[campo] = .asiento(Asiento(valor)) }
        if let p = periodo ?? extremos {
            let dias = Dia(p.upperBound - 1, en: huso) - Dia(p.lowerBound, en: huso) + 1
            guard dias <= Self.maximoDeDias else {
                throw PlantillaError(
                    .faltanDatos,
                    "las bitácoras van del \(Dia(p.lowerBound, en: huso).iso) al \(Dia(p.upperBound - 1, en: huso).iso), más de \(Self.maximoDeDias) días: diga el periodo de la operación"
                )
            }
            poner("desde", Self.momento(p.lowerBound, huso))
            poner("hasta", Self.momento(p.upperBound, huso))
            campos["por_dia"] = .lista(porDia(p, huso))
        }
        campos["por_hora"] = .lista(
            horas.map {
                Self.fila("hora", Self.momento($0, huso), porHora[$0] ?? Tramo(hits: 0, paginas: 0, visitas: 0))
            }
        )
        for (campo, cifra) in [
            ("lineas", lineas), ("ilegibles", ilegibles), ("fuera", fuera), ("hits", total.hits),
            ("paginas", total.paginas), ("visitas", total.visitas), ("direcciones", direcciones),
            ("errores_4xx", errores4xx), ("errores_5xx", errores5xx), ("bytes", bytes),
        ] { poner(campo, "\(cifra)") }
        if let pico {
            poner("pico", Self.momento(pico.inicio, huso))
            poner("pico_hits", "\(pico.hits)")
        }
        campos["archivos"] = .lista(
            archivos.map {
                .grupo([
                    "nombre": .asiento(Asiento($0.nombre)), "bytes": .asiento(Asiento("\($0.bytes)")),
                    "sha256": .asiento(Asiento($0.sha256)),
                ])
            })
        return Ficha(clave: clave, campos: campos)
    }

    /// Every day of the period, also those without hits.
    private func porDia(_ periodo: Range<Instante>, _ huso: Huso) -> [Contenido] {
        let suyas = Dictionary(grouping: porHora) { Dia($0.key, en: huso) }
        let primero = Dia(periodo.lowerBound, en: huso)
        return (0...max(0, Dia(periodo.upperBound - 1, en: huso) - primero)).map { n in
            let tramos = (suyas[primero + n] ?? []).map(\.value)
            return Self.fila(
                "dia", (primero + n).iso,
                Tramo(
                    hits: tramos.reduce(0) { $0 + $1.hits }, paginas: tramos.reduce(0) { $0 + $1.paginas },
                    visitas: tramos.reduce(0) { $0 + $1.visitas }))
        }
    }

    private static func fila(_ campo: String, _ valor: String, _ t: Tramo) -> Contenido {
        .grupo([
            campo: .asiento(Asiento(valor)), "hits": .asiento(Asiento("\(t.hits)")),
            "paginas": .asiento(Asiento("\(t.paginas)")), "visitas": .asiento(Asiento("\(t.visitas)")),
        ])
    }

    static func momento(_ instante: Instante, _ huso: Huso) -> String {
        "\(Dia(instante, en: huso).iso) \(FechaHora(instante, en: huso).horaMinuto)"
    }
}
