import Apoyo
import Formatos
import Synchronization

/// The published data bases by name, each imported once for all the tests.
enum BaseReal: String, CaseIterable, Sendable {
    case gubernatura = "puebla-2024/PUE_GUB_2024.csv"
    case diputaciones = "puebla-2024/PUE_DIP_LOC_2024.csv"
    case ayuntamientos = "puebla-2024/PUE_AYUN_2024.csv"
    case quintanaRoo = "quintana-roo-2019/QROO_DIP_LOC_2019.csv"
    case extraordinaria = "puebla-2019-extraordinaria/PUE_GUB_ext_2019.csv"
    case simulacro = "puebla-2024-simulacro-1/PUE_GUB_2024.csv"
    case cerosAyuntamientos = "campeche-2021-ceros/CAMP_AYUN_2021.csv"
    case cerosDiputaciones = "campeche-2021-ceros/CAMP_DIP_LOC_2021.csv"
    case cerosGubernatura = "campeche-2021-ceros/CAMP_GOB_2021.csv"
    case cerosJuntas = "campeche-2021-ceros/CAMP_JUNTAS_2021.csv"

    /// The five last cuts of a real night.
    static let ultimosCortes: [BaseReal] = [.gubernatura, .diputaciones, .ayuntamientos, .quintanaRoo, .extraordinaria]

    private static let importadas = Mutex<[BaseReal: BaseImportada]>([:])

    func bytes() throws -> [UInt8] { try DatosReales.bytes(rawValue) }

    func importada() throws -> BaseImportada {
        if let lista = Self.importadas.withLock({ $0[self] }) { return lista }
        let base = try BaseImportada(try bytes(), archivo: rawValue)
        Self.importadas.withLock { $0[self] = base }
        return base
    }

    func auditada(_ opciones: Auditoria.Opciones = .init()) throws -> Auditoria {
        try Auditoria(try bytes(), archivo: rawValue, opciones: opciones)
    }
}

extension Auditoria {
    /// What does not agree, as `variable declarado≠recalculado`.
    var diferencias: [String] {
        resumen.filter { !$0.coincide }.map { "\($0.nombre) \($0.declarado?.texto ?? "nada")≠\($0.recalculado.texto)" }
    }

    /// Rules that some row breaks, without their common `fila: `, and how many.
    var excepciones: [String: Int] {
        Dictionary(
            uniqueKeysWithValues: reglas.filter { !$0.filas.isEmpty }.map {
                (String($0.nombre.dropFirst(6)), $0.filas.count)
            })
    }

    func filas(de regla: String) -> [Excepcion] { reglas.first { $0.nombre == "fila: \(regla)" }?.filas ?? [] }
    func recalculado(_ variable: String) -> String? { resumen.first { $0.nombre == variable }?.recalculado.texto }
    func declarado(_ variable: String) -> String? { resumen.first { $0.nombre == variable }?.declarado?.texto }
}
