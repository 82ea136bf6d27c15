import Formatos

/// What a file must be to be kept with a record: of a known kind, whole as far as its ends tell, and without what would
/// harm whoever opens it. Nobody opens it here.
enum RevisionDeAdjunto {
    private enum Firma {
        case pdf, png, jpeg, texto
        /// A zip; with the entry that it must have, when it is a document.
        case zip(String?)
    }

    private static let tipos: [String: Firma] = [
        "pdf": .pdf, "png": .png, "jpg": .jpeg, "jpeg": .jpeg, "txt": .texto, "csv": .texto, "md": .texto,
        "yaml": .texto, "json": .texto, "eml": .texto, "ics": .texto, "docx": .zip("word/document.xml"),
        "xlsx": .zip("xl/workbook.xml"), "pptx": .zip("ppt/presentation.xml"), "odt": .zip("content.xml"),
        "ods": .zip("content.xml"), "odp": .zip("content.xml"), "zip": .zip(nil),
    ]

    /// Most that a zipped document may weigh once open.
    private static let maximoAbierto = 300 << 20

    /// Why a file is not kept, in words for whoever attaches it; nil when it is.
    static func reparo(_ nombre: String, _ bytes: [UInt8]) -> String? {
        let fin = nombre.split(separator: ".").last.map { $0.lowercased() } ?? ""
        guard let firma = tipos[fin] else {
            return "no es de los tipos que se guardan: \(tipos.keys.sorted().joined(separator: ", "))"
        }
        guard !bytes.isEmpty else { return "está vacío" }
        switch firma {
        case .pdf:
            guard bytes.starts(with: Array("%PDF-".utf8)) else { return "no es un PDF aunque así se llama" }
            let cola = String(decoding: bytes.suffix(2048), as: UTF8.self)
            return cola.contains("%%EOF") ? nil : "es un PDF incompleto: vuelva a copiarlo"
        case .png:
            return bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
                ? nil : "no es una imagen PNG aunque así se llama"
        case .jpeg:
            return bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? nil : "no es una imagen JPEG aunque así se llama"
        case .texto: return bytes.contains(0) ? "no es un texto aunque así se llama" : nil
        case .zip(let entrada): return reparoDeZip(nombre, bytes, entrada: entrada)
        }
    }

    private static func reparoDeZip(_ nombre: String, _ bytes: [UInt8], entrada: String?) -> String? {
        do {
            let entradas = try Zip.indice(bytes, archivo: nombre)
            if let entrada, !entradas.contains(where: { $0.nombre == entrada }) {
                return "no es el documento que su nombre dice"
            }
            if entradas.contains(where: { $0.nombre.lowercased().hasSuffix("vbaproject.bin") }) {
                return "trae macros: guárdelo sin ellas"
            }
            guard entradas.reduce(0, { $0 + $1.bytes }) <= maximoAbierto, entradas.count <= 20_000 else {
                return "pesa demasiado al abrirlo"
            }
            let sale = entradas.contains { e in
                e.nombre.hasPrefix("/") || e.nombre.contains("\\") || e.nombre.split(separator: "/").contains("..")
            }
            return sale ? "tiene archivos con rutas que salen de su carpeta" : nil
        } catch {
            return error.mensaje
        }
    }
}
