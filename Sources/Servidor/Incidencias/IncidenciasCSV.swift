import Almacen
import Electoral
import Formatos
import Operacion

/// The register as a spreadsheet reads it: one row per incident, with a mark of UTF-8 for Excel.
struct IncidenciasCSV {
    let huso: Huso

    static let columnas = [
        "FOLIO", "SITIO", "DETECTADA", "REGISTRADA", "REPORTA", "REGISTRA", "FASE", "CATEGORIA", "GRAVEDAD",
        "DESCRIPCION",
        "ACCIONES", "PLAN_ACTIVADO", "ESCENARIO", "RESPONSABLE", "ESTADO", "SOLUCIONADA", "ACTAS", "MINUTOS",
        "EVIDENCIA",
        "LECCION",
    ]

    func bytes(_ incidencias: [Incidencia]) -> [UInt8] {
        let filas = incidencias.sorted { $0.folio < $1.folio }.map { fila($0) }
        let texto = ([Self.columnas] + filas).map { $0.map(CeldaCSV.deTexto).joined(separator: ",") + "\r\n" }.joined()
        return [0xef, 0xbb, 0xbf] + Array(texto.utf8)
    }

    private func fila(_ i: Incidencia) -> [String] {
        let acciones = i.notas.map { "\($0.instante.sello(huso)) \($0.persona): \($0.texto)" }
        let plan = i.escenarioVigente
        return [
            String(i.folio), i.centro, i.detectada.sello(huso), i.registrada.sello(huso), i.reporta, i.registra,
            FaseDeIncidencia(rawValue: i.fase)?.nombre ?? i.fase,
            CategoriaDeIncidencia(rawValue: i.categoria)?.nombre ?? i.categoria,
            GravedadDeIncidencia(rawValue: i.gravedad)?.corto ?? i.gravedad, i.descripcion,
            acciones.joined(separator: " | "), plan == nil ? "NO" : "SÍ",
            plan.map { EscenarioDeContinuidad(rawValue: $0)?.nombre ?? $0 } ?? "", i.responsable ?? "",
            i.estado.nombre, i.solucionada?.sello(huso) ?? "", i.actas.map(String.init) ?? "",
            i.minutos.map(String.init) ?? "", i.notas.compactMap(\.evidencia).joined(separator: " | "), i.leccion ?? "",
        ]
    }
}
