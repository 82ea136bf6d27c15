/// The argument parser speaks English; everything that a user reads is Spanish.
enum Traduccion {
    private static let frases: [(String, String)] = [
        ("OVERVIEW: ", ""), ("USAGE: ", "USO: "), ("ARGUMENTS:", "ARGUMENTOS:"), ("OPTIONS:", "OPCIONES:"),
        ("SUBCOMMANDS:", "ÓRDENES:"), ("Show help information.", "Muestra esta ayuda."),
        ("Show the version.", "Muestra la versión."), ("<options>", "[opciones]"), ("<subcommand>", "<orden>"),
        ("(default: ", "(de inicio: "), ("(values: ", "(valores: "),
        ("See 'prep help <subcommand>' for detailed help.", "Vea «prep ayuda <orden>» o «prep <orden> --help»."),
        ("See 'prep help <orden>' for detailed help.", "Vea «prep <orden> --help» para cada una."),
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
        frases.reduce(texto) { $0.replacing($1.0, with: $1.1) }
    }
}
