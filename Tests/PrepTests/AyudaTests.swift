import Apoyo
import Testing

/// What a person meets first: the help and the errors of use, all in Spanish.
@Suite struct AyudaTests {
    static let operacion = ["<carpeta>", "--entorno", "--almacen"]

    /// Orders and options are a contract.
    static let ordenes: [(orden: String, menciona: [String])] = [
        ("demo", ["--carpeta", "--semilla", "--casillas", "--segundos", "--puerto", "--salir"]),
        ("auditar", ["<base>", "--en-operacion", "--boletas-especiales", "--json"]),
        (
            "repetir",
            [
                "<base>", "--salida", "--corte-minutos", "--hasta", "--candidaturas", "--entidad",
                "--boletas-especiales",
                "--almacen", "--idioma", "--acuses", "--solo-ultimo",
            ]
        ),
        ("iniciar", ["<carpeta>", "--entorno", "--propone", "--autoriza"]),
        ("catalogo", ["importar", "congelar", "exportar"]),
        ("catalogo importar", operacion + ["--propone", "--autoriza"]),
        ("catalogo congelar", operacion + ["--propone", "--autoriza"]),
        ("catalogo exportar", operacion + ["--salida"]),
        ("ceros", operacion),
        ("corte", operacion + ["--instante", "--ultimo", "--numero", "--desde", "--lista", "--json", "--salida"]),
        ("cortes", operacion + ["--json"]),
        ("publicar", operacion + ["--salida", "--reloj-revisado"]),
        ("publico", ["--puerto", "--anfitrion"]),
        (
            "observacion",
            operacion + ["--anfitrion", "--puerto", "--certificado", "--llave", "--monitor", "--seguimiento"]
        ),
        ("servir", operacion + ["--casilla", "--observacion", "--escaner", "--monitor", "--seguimiento"]),
        ("actas", operacion + ["--salida", "--semilla", "--formato", "--ancho", "--limite"]),
        ("prototipo", ["<carpeta>", "--salida", "--semilla", "--actas"]),
        ("medir", ["--actas", "--entidades", "--elecciones", "--semilla", "--salida", "--json"]),
        ("seguimiento", ["calendario", "clases", "importar", "exportar", "respaldar", "documento", "agregar-reporte"]),
        ("seguimiento clases", ["<clase>"]),
        (
            "seguimiento importar",
            ["<carpeta>", "--archivo", "--persona", "--motivo", "--exacto", "--retira", "--encima"]
        ),
        ("seguimiento exportar", ["<carpeta>", "--archivo"]),
        ("seguimiento respaldar", ["--archivo", "--salida"]),
        ("almacen", ["comprobar", "respaldar", "restaurar"]),
        ("almacen comprobar", operacion),
        ("almacen respaldar", operacion + ["--salida"]),
        ("almacen restaurar", ["<respaldo>", "--almacen"]),
    ]

    /// Words that only the English of the argument parser has.
    private static let ingles: Set<String> = [
        "overview", "usage", "arguments", "options", "subcommand", "subcommands", "show", "default", "values", "see",
        "for", "the",
        "detailed", "more", "information", "missing", "expected", "unknown", "unexpected", "invalid", "please",
        "provide", "did", "you",
        "mean", "is", "of", "one", "value", "must", "be",
    ]

    private static func ingles(en texto: String) -> [String] {
        texto.lowercased().split { !$0.isLetter }.map(String.init).filter { ingles.contains($0) }
    }

    @Test(arguments: ordenes.map(\.orden)) func `la ayuda de cada orden está en español y menciona cada opción`(
        orden: String
    ) throws {
        let menciona = Self.ordenes.first { $0.orden == orden }?.menciona ?? []
        let partes = orden.split(separator: " ").map(String.init)
        let ayuda = try Prep.correr(partes + ["--help"])
        #expect(ayuda.codigo == 0)
        #expect(ayuda.errores == "")
        #expect(Self.ingles(en: ayuda.texto) == [])
        for opcion in menciona { #expect(ayuda.texto.contains(opcion), "\(opcion)") }
        #expect(ayuda.texto.contains("USO: prep \(orden)"))
        // The same by its other names.
        for nombre in ["-h", "--ayuda"] { #expect(try Prep.correr(partes + [nombre]).texto == ayuda.texto) }
    }

    @Test func `la ayuda general nombra todas las órdenes y la versión se dice`() throws {
        let ayuda = try Prep.correr(["--help"])
        #expect(ayuda.codigo == 0)
        #expect(Self.ingles(en: ayuda.texto) == [])
        for (orden, _) in Self.ordenes where !orden.contains(" ") {
            #expect(ayuda.texto.contains("\n  \(orden) "), "\(orden)")
        }
        #expect(try Prep.correr([]).texto == ayuda.texto)
        let version = try Prep.correr(["--version"])
        #expect(version.codigo == 0 && version.texto.split(separator: ".").count == 3)
    }

    @Test(arguments: [
        ["nada"], ["auditar"], ["auditar", "a", "b"], ["auditar", "a", "--otra"],
        ["auditar", "a", "--boletas-especiales", "0"],
        ["auditar", "a", "--boletas-especiales", "x"], ["repetir"], ["repetir", "a", "--corte-minutos", "0"],
        ["repetir", "a", "--corte-minutos", "1441"], ["repetir", "a", "--hasta"], ["repetir", "a", "--entidad", "XYZ"],
        ["iniciar", "x"], ["iniciar", "x", "--entorno", "otro"], ["catalogo", "borrar"], ["catalogo", "importar"],
        ["ceros"],
        ["ceros", "x"], ["ceros", "x", "--entorno", "prueba"],
        ["ceros", "x", "--entorno", "oficial", "--almacen", "sqlite:y"],
        ["ceros", "--almacen", "postgres:y"], ["corte"], ["publicar"], ["publico"],
        ["actas", "x", "--entorno", "simulacro"],
        ["actas", "x", "--salida", "y", "--formato", "png"], ["almacen"], ["almacen", "restaurar", "x"],
        ["demo", "--casillas", "3"], ["demo", "--segundos", "-1"], ["demo", "--semilla", "x"],
    ]) func `un error de uso termina con 64 y lo explica en español`(argumentos: [String]) throws {
        try Carpeta.prestar { (carpeta) throws in
            let salida = try Prep.correr(argumentos, carpeta: carpeta)
            if argumentos == ["almacen"] {
                // An order of orders alone shows its help.
                #expect(salida.codigo == 0 && salida.texto.contains("comprobar"))
                return
            }
            #expect(salida.codigo == 64)
            #expect(salida.texto == "")
            #expect(!salida.errores.isEmpty)
            #expect(Self.ingles(en: salida.errores) == [])
            #expect(Carpeta.lista(carpeta) == [])
        }
    }
}
