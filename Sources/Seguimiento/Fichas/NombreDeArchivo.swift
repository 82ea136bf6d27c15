/// Names that attached files may have, so that they are the same file on every machine that they are exported to.
public enum NombreDeArchivo {
    public static func esBueno(_ nombre: String) -> Bool { reparo(nombre) == nil }

    /// Why a name does not serve, in words for whoever chose it; nil when it does.
    public static func reparo(_ nombre: String) -> String? {
        guard !nombre.isEmpty, nombre.utf8.count <= 120 else { return "póngale un nombre de hasta 120 letras" }
        guard nombre.allSatisfy({ $0.isLetter || $0.isNumber || " .-_(),".contains($0) }) else {
            return "en su nombre use letras, cifras, espacios, puntos y guiones, sin diagonales ni otros signos"
        }
        guard !nombre.hasPrefix("."), !nombre.hasPrefix(" ") else {
            return "su nombre no puede empezar con punto ni con espacio"
        }
        guard !nombre.hasSuffix("."), !nombre.hasSuffix(" ") else {
            return "su nombre no puede terminar con punto ni con espacio"
        }
        guard let punto = nombre.lastIndex(of: "."), punto != nombre.startIndex else {
            return "su nombre no dice de qué tipo es: debe terminar en .pdf, .docx u otro"
        }
        return esDeAparato(nombre) ? "Windows reserva ese nombre para un aparato; use otro" : nil
    }

    /// Whether Windows takes it for a device, with any extension: `con`, `LPT1.pdf`.
    static func esDeAparato(_ nombre: String) -> Bool {
        let base = nombre.prefix { $0 != "." }.lowercased()
        return ["con", "prn", "aux", "nul"].contains(base) || base.wholeMatch(of: /(com|lpt)[0-9]/) != nil
    }
}
