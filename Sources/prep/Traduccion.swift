/// The argument parser speaks English; everything that a user reads is Spanish.
enum Traduccion {
    private static let frases: [(String, String)] = [
        ("OVERVIEW: ", ""), ("USAGE: ", "USO: "), ("ARGUMENTS:", "ARGUMENTOS:"), ("OPTIONS:", "OPCIONES:"),
        ("SUBCOMMANDS:", "ÓRDENES:"), ("Show help information.", "Muestra esta ayuda."),
        ("Show the version.", "Muestra la versión."), ("<options>", "[opciones]"), ("<subcommand>", "<orden>"),
        ("(default: ", "(de inicio: "), ("; default: ", "; de inicio: "), ("(values: ", "(valores: "),
        ("Error: ", "Error: "), ("Usage: ", "Uso: "), ("Help: ", "Ayuda: "),
        ("Missing expected argument", "Falta el argumento"), ("Missing one of: ", "Falta una de: "),
        ("Missing value for", "Falta el valor de"), ("Unknown option", "Opción desconocida"),
        ("Unexpected argument", "Argumento inesperado"), ("unexpected arguments:", "argumentos de sobra:"),
        ("The value ", "El valor "), (" is invalid for ", " no es válido para "),
        ("Please provide one of", "Use uno de"),
        ("Did you mean", "¿Quiso decir"), ("Inherited", "Heredado"), ("  See '", "  Vea «"),
        (" --help' for more information.", " --help» para más información."),
        ("Unexpected subcommand", "Orden desconocida"),
    ]

    static func espanol(_ texto: String) -> String {
        let traducido = frases.reduce(texto) { $0.replacing($1.0, with: $1.1) }
        // The parser breaks lines and names the command in the middle of its sentence.
        return traducido.replacing(#/default:(?=\s)/#, with: "de inicio:")
            .replacing(#/Vea «prep help (.*?)<(?:subcommand|orden)>' for detailed help\./#) { m in
                "Vea «prep \(m.output.1)<orden> --help» para cada una."
            }
    }
}
