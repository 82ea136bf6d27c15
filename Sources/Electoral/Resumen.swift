/// The counts behind the 13 variables of the header of a data base, at any level (dominio 3.3).
public struct Resumen: Hashable, Sendable {
    public var esperadas = 0
    public var fueraDeCatalogo = 0
    public var contabilizadas = 0
    public var noContabilizadas = 0
    /// Actas with an inconsistency, each once.
    public var inconsistencias = 0
    /// Σ lista nominal of the contabilizadas.
    public var listaNominal = 0
    public var votosConEspeciales = 0
    public var votosSinEspeciales = 0

    public init() {}

    public var capturadas: Int { contabilizadas + noContabilizadas }
    public var registradas: Int { capturadas + fueraDeCatalogo }
    public var pendientes: Int { esperadas - capturadas }
    public var porcentajeCapturadas: Porcentaje { Porcentaje(capturadas, de: esperadas) }
    public var porcentajeContabilizadas: Porcentaje { Porcentaje(contabilizadas, de: esperadas) }
    public var porcentajeInconsistencias: Porcentaje { Porcentaje(inconsistencias, de: esperadas) }

    /// Without casillas especiales while the PREP operates, with them in the last corte (Anexo 13, num. 29 fr. IX).
    public func participacion(ultimoCorte: Bool) -> Porcentaje {
        Porcentaje(ultimoCorte ? votosConEspeciales : votosSinEspeciales, de: listaNominal)
    }

    /// Adds an acta of the catalogue.
    public mutating func sumar(_ veredicto: Veredicto, casilla: Casilla) {
        esperadas += 1
        if veredicto.criterio.esInconsistencia { inconsistencias += 1 }
        switch veredicto.contabilizada {
        case .no: noContabilizadas += 1
        case .si:
            let votos = veredicto.total ?? 0
            contabilizadas += 1
            listaNominal += casilla.listaNominal
            votosConEspeciales += votos
            if casilla.tipo != .especial { votosSinEspeciales += votos }
        case .pendiente, .fueraDeCatalogo: break
        }
    }

    public static func += (a: inout Resumen, b: Resumen) {
        a.esperadas += b.esperadas
        a.fueraDeCatalogo += b.fueraDeCatalogo
        a.contabilizadas += b.contabilizadas
        a.noContabilizadas += b.noContabilizadas
        a.inconsistencias += b.inconsistencias
        a.listaNominal += b.listaNominal
        a.votosConEspeciales += b.votosConEspeciales
        a.votosSinEspeciales += b.votosSinEspeciales
    }

    /// Names and values in the order of the published header, under the names of the OPL structure of 2024.
    public func variables(ultimoCorte: Bool) -> [(nombre: String, valor: String)] {
        [
            ("ACTAS_ESPERADAS", "\(esperadas)"), ("ACTAS_REGISTRADAS", "\(registradas)"),
            ("ACTAS_FUERA_CATALOGO", "\(fueraDeCatalogo)"), ("ACTAS_CAPTURADAS", "\(capturadas)"),
            ("PORCENTAJE_ACTAS_CAPTURADAS", porcentajeCapturadas.texto), ("ACTAS_CONTABILIZADAS", "\(contabilizadas)"),
            ("PORCENTAJE_ACTAS_CONTABILIZADAS", porcentajeContabilizadas.texto),
            ("PORCENTAJE_ACTAS_INCONSISTENCIAS", porcentajeInconsistencias.texto),
            ("ACTAS_NO_CONTABILIZADAS", "\(noContabilizadas)"),
            ("LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "\(listaNominal)"),
            ("TOTAL_VOTOS_C_CS", "\(votosConEspeciales)"), ("TOTAL_VOTOS_S_CS", "\(votosSinEspeciales)"),
            ("PORCENTAJE_PARTICIPACION_CIUDADANA", participacion(ultimoCorte: ultimoCorte).texto),
        ]
    }
}
