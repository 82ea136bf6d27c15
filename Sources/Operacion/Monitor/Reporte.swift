import Electoral

/// An instant as documents and programs read it: ISO 8601 with the offset of the entity.
public struct Sello: Sendable, Hashable, Encodable {
    public let instante: Instante
    public let huso: Huso

    public init(_ instante: Instante, _ huso: Huso) {
        self.instante = instante
        self.huso = huso
    }

    public func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        try c.encode(instante.iso(huso))
    }
}

/// The figures of a night or of a drill (dominio 10.2): what the institute hands in after each.
///
/// Counts of actas are those of the last corte, so that they are the published ones; what people did is counted up to the
/// hour of the report. Percentages are text with four decimals, truncated; times are seconds.
public struct Reporte: Sendable, Encodable {
    public struct CorteBase: Sendable, Encodable {
        public let numero: Int
        public let hora: Sello
        public let ultimo: Bool
    }

    public struct DeEleccion: Sendable, Encodable {
        public let id: String
        public let titulo: String
        public let esperadas: Int
        public let registradas: Int
        public let fueraDeCatalogo: Int
        public let capturadas: Int
        public let porcentajeCapturadas: String
        public let contabilizadas: Int
        public let porcentajeContabilizadas: String
        public let noContabilizadas: Int
        public let participacion: String
        /// Each rule of dominio 4.2 with its actas.
        public let observaciones: [Observacion]
    }

    public struct Observacion: Sendable, Encodable {
        public let regla: String
        public let texto: String
        public let actas: Int
        /// Of the expected actas; of none for those fuera de catálogo.
        public let porcentaje: String
    }

    public struct Paso: Sendable, Encodable {
        public let paso: String
        public let actos: Int
        public let primero: Sello?
        public let ultimo: Sello?
    }

    public struct Cortes: Sendable, Encodable {
        /// Due by the schedule until the last published one.
        public let programados: Int
        public let publicados: Int
        /// Published after their hour.
        public let tarde: Int
        public let primero: Sello?
        public let ultimo: Sello?
        public let rechazados: [Rechazo]
    }

    public struct Rechazo: Sendable, Encodable {
        public let hora: Sello
        public let motivo: String
    }

    /// Stamps of the published actas that fall in a stretch of time.
    public struct Tramo: Sendable, Encodable {
        public let desde: Sello
        public let acopio: Int
        public let captura: Int
        public let verificacion: Int
    }

    /// From acopio to verification.
    public struct Tiempos: Sendable, Encodable {
        public let actas: Int
        public let media: Int?
        public let mediana: Int?
        public let p90: Int?

        init(_ segundos: [Int]) {
            let ordenados = segundos.sorted()
            actas = ordenados.count
            media = ordenados.isEmpty ? nil : ordenados.reduce(0, +) / ordenados.count
            mediana = Self.percentil(50, ordenados)
            p90 = Self.percentil(90, ordenados)
        }

        /// By nearest rank.
        static func percentil(_ p: Int, _ ordenados: [Int]) -> Int? {
            guard !ordenados.isEmpty else { return nil }
            return ordenados[max(1, (p * ordenados.count + 99) / 100) - 1]
        }
    }

    public struct Barra: Sendable, Encodable {
        public let etiqueta: String
        public let actas: Int
    }

    public struct TiemposDeDemarcacion: Sendable, Encodable {
        public let eleccion: String
        public let demarcacion: String
        public let tiempos: Tiempos
    }

    public struct Sellos: Sendable, Encodable {
        public let sinAcopio: Int
        public let sinCaptura: Int
        public let sinVerificacion: Int
        /// Captured before they were received, or verified before they were captured: corrections until they end.
        public let negativos: Int
    }

    public struct Calidad: Sendable, Encodable {
        public let deCasilla: Int
        public let porcentajeDeCasilla: String
        public let deCATD: Int
        public let porcentajeDeCATD: String
        public let comparadas: Int
        public let distintas: Int
        public let porcentajeDistintas: String
        public let redigitalizaciones: Int
        public let recapturas: Int
        public let decisiones: Int
        /// Actas that went through more than one round.
        public let conRetrabajo: Int
        public let porcentajeRetrabajo: String
        public let cotejadas: Int
        public let reasignadas: Int
    }

    public struct DePersona: Sendable, Encodable {
        public let persona: Int
        public let nombre: String
        public let centro: String
        public let acopios: Int
        public let digitalizaciones: Int
        public let capturas: Int
        /// With one decimal.
        public let capturasPorHora: String?
        public let juzgadas: Int
        public let erradas: Int
        public let porcentajeDeError: String
        public let decisiones: Int
        public let cotejos: Int
    }

    public struct Asistencia: Sendable, Encodable {
        public let funcion: String
        public let cuentas: Int
        public let entraron: Int
    }

    public struct Incidencia: Sendable, Encodable {
        public let folio: Int
        public let centro: String
        public let detectada: Sello
        public let fase: String
        public let categoria: String
        public let gravedad: String
        public let descripcion: String
        public let escenario: String?
        public let estado: String
        public let resuelta: Sello?
        public let actas: Int?
        public let minutos: Int?
    }

    public struct Excepciones: Sendable, Encodable {
        public let tipo: String
        public let total: Int
        public let abiertas: Int
        /// Seconds that resolving one took, at the median.
        public let mediana: Int?
    }

    public struct SinProcesar: Sendable, Encodable {
        public let motivo: String
        public let actas: [Faltante]
    }

    public struct Faltante: Sendable, Encodable {
        public let claveActa: String
        public let eleccion: String
        public let demarcacion: String
        public let centro: String
    }

    public let institucion: String
    public let proceso: String
    public let entorno: String
    /// The part of the process that it tells of, in words; nil when all of it.
    public let ambito: String?
    public let generado: Sello
    public let inicioAcopio: Sello
    public let inicioPublicacion: Sello
    public let cierrePublicacion: Sello
    /// Nil while none has been published: then the figures of actas are zero.
    public let corte: CorteBase?
    public let elecciones: [DeEleccion]
    public let pasos: [Paso]
    public let cortes: Cortes
    public let serie: [Tramo]
    public let tiempos: Tiempos
    public let histograma: [Barra]
    public let tiemposPorDemarcacion: [TiemposDeDemarcacion]
    public let sellos: Sellos
    public let calidad: Calidad
    /// Only in the version for coordination.
    public let personal: [DePersona]?
    public let asistencia: [Asistencia]
    public let incidencias: [Incidencia]
    public let excepciones: [Excepciones]
    public let sinProcesar: [SinProcesar]
}
