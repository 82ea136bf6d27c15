import Bitacora
import Electoral

/// A difusor oficial as the public list shows it (dominio 8.2, D7 and D19).
public struct DifusorEnSitio: Sendable, Hashable {
    public struct Logotipo: Sendable, Hashable {
        public let bytes: [UInt8]
        /// Where the tree has it: its name says its content.
        let ruta: String

        /// - Returns: nil when it is neither a PNG nor a JPEG of 256 KiB or less.
        public init?(_ bytes: [UInt8]) {
            let formatos: [(inicio: [UInt8], extensiones: String)] = [
                ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "png"), ([0xFF, 0xD8, 0xFF], "jpg"),
            ]
            guard bytes.count <= 256 << 10, let formato = formatos.first(where: { bytes.starts(with: $0.inicio) })
            else {
                return nil
            }
            self.bytes = bytes
            ruta = "recursos/difusor-\(Huella.sha256(bytes).prefix(12)).\(formato.extensiones)"
        }
    }

    public let nombre: String
    public let url: String
    public let logotipo: Logotipo?
    /// Since when nothing is transmitted to it: it has no link meanwhile.
    public let interrumpidaDesde: Instante?

    public init(nombre: String, url: String, logotipo: Logotipo? = nil, interrumpidaDesde: Instante? = nil) {
        self.nombre = nombre
        self.url = url
        self.logotipo = logotipo
        self.interrumpidaDesde = interrumpidaDesde
    }
}
