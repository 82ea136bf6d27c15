import Electoral

/// How ready everything is for election day: what the first screen says, and the lists behind its figures.
public struct Preparacion: Sendable {
    /// So many of so many.
    public struct Parte: Hashable, Sendable {
        public let hechas: Int
        public let total: Int

        public init(_ hechas: Int, de total: Int) {
            self.hechas = hechas
            self.total = total
        }
    }

    public let hoy: Dia
    /// Nil while no record says when the election is.
    public let calendario: Calendario?
    /// Version of the regulation whose numbers are shown.
    public let numeracion: String
    public let obligaciones: [Obligacion]
    public let actividades: [Actividad]
    public let centros: [Centro]
    public let riesgos: [Riesgo]
    public let plazas: [Plaza]

    /// Kinds of records that it is made of.
    public static let clases = [
        "proceso", "entregable", "actividad", "centro", "riesgo", "plaza", "organo", "convocatoria_de_difusores",
        "difusor",
    ]

    /// - Parameter fichas: of those kinds; the rest are ignored.
    public init(_ fichas: [Ficha], entregables: [Entregable], hoy: Dia) {
        self.hoy = hoy
        func de(_ clase: String) -> [Ficha] { fichas.filter { $0.clave.clase == clase } }
        calendario = Calendario(fichas: fichas, entregables: entregables)
        numeracion = de("proceso").first?["numeracion"] ?? "2023"
        obligaciones = calendario?.obligaciones(fichas, hoy: hoy) ?? []
        actividades = de("actividad").map { Actividad($0, hoy: hoy) }.sorted { $0.orden < $1.orden }
        centros = de("centro").map(Centro.init).sorted {
            ($0.esListo ? 1 : 0, $0.nombre) < ($1.esListo ? 1 : 0, $1.nombre)
        }
        riesgos = de("riesgo").map(Riesgo.init).sorted { ($0.severidad, $1.clave) > ($1.severidad, $0.clave) }
        plazas = de("plaza").map(Plaza.init).sorted { ($0.faltan, $1.puesto) > ($1.faltan, $0.puesto) }
    }

    /// Days until the election; negative after it.
    public var faltan: Int? { calendario.map { $0.jornada - hoy } }

    public func obligaciones(_ situacion: Obligacion.Situacion) -> [Obligacion] {
        obligaciones.filter { $0.situacion == situacion }
    }

    /// Deadlines of numeral 33 met, of those that apply.
    public var entregadas: Parte {
        let suyas = obligaciones.filter { !PlazosDeDifusores.es($0.vencimiento.clave) && $0.situacion != .noAplica }
        return Parte(suyas.count { $0.situacion == .hecha }, de: suyas.count)
    }

    /// Activities of the plan that ended, of those that were not cancelled.
    public var plan: Parte {
        Parte(actividades.count { $0.situacion == .concluida }, de: actividades.count { $0.situacion != .cancelada })
    }

    public var centrosListos: Parte { Parte(centros.count { $0.esListo }, de: centros.count) }

    /// High risks whose control is in place, of all the high ones.
    public var riesgosControlados: Parte {
        let altos = riesgos.filter(\.esAlto)
        return Parte(altos.count { $0.controlado }, de: altos.count)
    }

    public var personas: Parte {
        Parte(plazas.reduce(0) { $0 + min($1.cubiertas, $1.requeridas) }, de: plazas.reduce(0) { $0 + $1.requeridas })
    }
}

extension Preparacion {
    /// An activity of the work plan.
    public struct Actividad: Sendable {
        public enum Situacion: String, Sendable { case concluida, atrasada, enCurso, pendiente, cancelada }

        public let clave: Ficha.Clave
        public let numero: String
        public let nombre: String
        public let area: String?
        public let inicio: Dia?
        public let termino: Dia?
        public let avance: Int
        public let situacion: Situacion

        init(_ f: Ficha, hoy: Dia) {
            clave = f.clave
            numero = f["numero"] ?? ""
            nombre = f["actividad"] ?? f.clave.id
            area = f["area"]
            inicio = f.dia("inicio")
            termino = f.dia("termino")
            let concluida = f["estado"] == "concluida" || f.entero("avance") == 100
            avance = concluida ? 100 : f.entero("avance") ?? 0
            situacion =
                if f["estado"] == "cancelada" {
                    .cancelada
                } else if concluida {
                    .concluida
                } else if let termino, termino < hoy {
                    .atrasada
                } else if f["estado"] == "en_curso" || avance > 0 {
                    .enCurso
                } else {
                    .pendiente
                }
        }

        /// 6.2 before 6.10, and both before 7.
        fileprivate var orden: Orden { Orden(partes: numero.split(separator: ".").map { Int($0) ?? 0 }, id: clave.id) }

        fileprivate struct Orden: Comparable {
            let partes: [Int]
            let id: String

            static func < (a: Orden, b: Orden) -> Bool {
                a.partes == b.partes ? a.id < b.id : a.partes.lexicographicallyPrecedes(b.partes)
            }
        }
    }

    /// A centre or site with its checklist.
    public struct Centro: Sendable {
        public let clave: Ficha.Clave
        public let nombre: String
        public let tipo: String
        public let cumple: Parte
        /// Keys of what does not comply.
        public let faltantes: [String]
        /// Uses whose link has been measured: `principal`, `respaldo`.
        public let enlacesMedidos: Set<String>
        /// What its record says of itself.
        public let estado: String?

        init(_ f: Ficha) {
            clave = f.clave
            nombre = [f["clave"], f["nombre"]].compactMap(\.self).joined(separator: " · ")
            tipo = f["tipo"] ?? ""
            let revision = f.grupos("revision")
            cumple = Parte(revision.count { $0.es("cumple") }, de: revision.count)
            faltantes = revision.filter { !$0.es("cumple") }.compactMap { $0["concepto"] }
            enlacesMedidos = Set(f.grupos("enlaces").filter { $0["bajada"] != nil }.compactMap { $0["uso"] })
            estado = f["estado"]
        }

        /// Whether its whole checklist complies and, where actas are processed, both links were measured.
        public var esListo: Bool {
            cumple.total > 0 && cumple.hechas == cumple.total
                && (tipo == "sede" || enlacesMedidos.isSuperset(of: ["principal", "respaldo"]))
        }
    }

    /// A risk with how much it weighs.
    public struct Riesgo: Sendable {
        public let clave: Ficha.Clave
        public let activo: String
        public let amenaza: String
        /// Probability by impact, 1 to 25.
        public let severidad: Int
        public let controlado: Bool
        public let responsable: String
        public let compromiso: Dia?

        init(_ f: Ficha) {
            clave = f.clave
            activo = f["activo"] ?? f.clave.id
            amenaza = f["amenaza"] ?? ""
            severidad = (f.entero("probabilidad") ?? 0) * (f.entero("impacto") ?? 0)
            controlado = f.es("listo")
            responsable = f["responsable"] ?? ""
            compromiso = f.dia("compromiso")
        }

        /// Severity from which a risk is high.
        public static let alto = NivelDeRiesgo.desdeAlto
        public var esAlto: Bool { severidad >= Self.alto }
    }

    /// Posts of one kind.
    public struct Plaza: Sendable {
        public let clave: Ficha.Clave
        public let puesto: String
        public let centro: String?
        public let requeridas: Int
        public let cubiertas: Int
        public var faltan: Int { max(0, requeridas - cubiertas) }

        init(_ f: Ficha) {
            clave = f.clave
            puesto = f["puesto"] ?? f.clave.id
            centro = f["centro"]
            requeridas = f.entero("requeridas") ?? 0
            cubiertas = f.entero("cubiertas") ?? 0
        }
    }
}
