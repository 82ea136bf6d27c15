import Bitacora
import Formatos

/// What each record said when its folder was exported, so that importing it does not undo what somebody else changed
/// since. It says it by content and not by number: the same records give the same file in any archive.
struct Revisiones: Hashable, Sendable {
    /// Hidden, so that nobody takes it for a record.
    static let archivo = ".revisiones"
    static let bytesMaximos = 32 << 20

    private static let explicacion =
        "# Qué decía cada ficha al exportarse; «prep seguimiento importar» lo usa para no deshacer cambios ajenos. No se edita."

    /// SHA-256 of what each said, as the archive keeps it.
    var huellas: [Ficha.Clave: String]

    var bytes: [UInt8] {
        let renglones = huellas.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return Array(([Self.explicacion] + renglones + [""]).joined(separator: "\n").utf8)
    }

    init(_ huellas: [Ficha.Clave: String]) { self.huellas = huellas }

    /// Notes what is not as `bytes` writes it.
    init?(_ bytes: [UInt8], diario: Diario) {
        huellas = [:]
        let texto = String(decoding: bytes, as: UTF8.self)
        for (i, renglon) in texto.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            if renglon.isEmpty || renglon.hasPrefix("#") { continue }
            guard let m = renglon.wholeMatch(of: /([a-z_]+)\/([^ ]+) ([0-9a-f]{64})/),
                let clave = Ficha.Clave(clase: String(m.1), id: String(m.2)),
                huellas.updateValue(String(m.3), forKey: clave) == nil
            else {
                diario.anotar(
                    .valorInvalido, Lugar(archivo: Self.archivo, linea: i + 1, columna: 1),
                    "no está como lo escribió «prep seguimiento exportar»; recupérelo o, si no puede, bórrelo")
                return nil
            }
        }
    }
}
