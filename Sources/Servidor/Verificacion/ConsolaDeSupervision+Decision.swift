import Electoral
import Operacion

/// What a supervisor wrote about each field, as the form brings it: `fuente-3` (a capture, from 1, or `imagen`),
/// `leido-3`, `motivo-3`, `detalle-3`.
enum DecisionEscrita {
    /// What was read in the image is neither an amount nor a mark.
    struct Ilegible: Error {
        let campo: Int
    }

    /// Reasons of a decision; the last one asks for its own words.
    static let motivos = [
        "Prevalece la letra sobre el número", "La cantidad se lee en la imagen",
        "Error al teclear de las otras capturas",
        "Corregido en el acta con la cantidad legible", "Ilegible en número y en letra", "Vacío en número y en letra",
    ]
    static let otro = "Otro motivo"

    /// Fields without a source stay out: the use case says which are missing.
    static func leer(_ f: Formulario, campos: Int) throws(Ilegible) -> [Int: Diferencias.Decision] {
        var decisiones: [Int: Diferencias.Decision] = [:]
        for i in 0..<campos {
            let leido = f["leido-\(i)"]
            let fuente: Diferencias.Fuente
            switch f["fuente-\(i)"] {
            case "imagen",
                "" where !leido.isEmpty:
                guard let dato = dato(leido) else { throw Ilegible(campo: i) }
                fuente = .imagen(dato)
            case let captura:
                // What the page offers; an acta is never captured more than a few times.
                guard let n = Int(captura), (1...99).contains(n) else { continue }
                fuente = .captura(n - 1)
            }
            decisiones[i] = Diferencias.Decision(fuente: fuente, motivo: motivo(f, i))
        }
        return decisiones
    }

    /// Digits, `I` for ilegible, `V` for an empty box.
    static func dato(_ texto: String) -> Dato? {
        switch texto.uppercased() {
        case "I", "ILEGIBLE": .ilegible
        case "V", "S", "SIN DATO": .sinDato
        default: texto.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int32(texto).map { .cantidad($0) } : nil
        }
    }

    private static func motivo(_ f: Formulario, _ i: Int) -> String {
        let elegido = f["motivo-\(i)"] == otro ? "" : f["motivo-\(i)"]
        return [elegido, String(f["detalle-\(i)"].prefix(200))].filter { !$0.isEmpty }.joined(separator: ". ")
    }
}

/// What is wrong with a decision, to be said beside its field.
struct FaltaEnHoja: Sendable {
    let campo: Int?
    let texto: String

    init(campo: Int?, texto: String) {
        self.campo = campo
        self.texto = texto
    }

    init(_ falta: Diferencias.Falta) { self.init(campo: falta.campo, texto: falta.explicacion) }

    init(_ falta: DecisionEscrita.Ilegible) {
        self.init(campo: falta.campo, texto: "Escriba la cantidad leída; I si es ilegible, V si está vacía.")
    }
}
