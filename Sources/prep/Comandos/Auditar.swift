import ArgumentParser
import Formatos
import Foundation

/// `prep auditar`: recomputes any published PREP data base.
struct Auditar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auditar",
        abstract: "Recalcula una base de datos PREP publicada y dice qué variable o fila no corresponde.",
        discussion: """
            Lee la base tal como la publicó el instituto (cualquier delimitador, codificación o variante de encabezado), \
            recalcula las 13 variables del resumen y comprueba las reglas de cada fila.

            Termina con 0 si todo corresponde, 1 si algo difiere y 65 si el archivo no se puede leer como base de datos PREP.
            """)

    @Argument(help: "Base de datos (CSV) publicada.")
    var base: String

    @Flag(name: .customLong("en-operacion"), help: "Corte anterior al último: participación sin casillas especiales.")
    var enOperacion = false

    @Option(
        name: .customLong("boletas-especiales"),
        help: ArgumentHelp("Boletas de cada casilla especial, para probar que no exceden.", valueName: "n"))
    var boletasEspeciales: Int?

    @Flag(help: "Imprime el resultado como JSON.")
    var json = false

    func run() throws {
        if let boletasEspeciales, !(1...100_000).contains(boletasEspeciales) {
            throw Falla(Salida.uso, "--boletas-especiales debe estar entre 1 y 100000")
        }
        let datos = try Archivos.leer(base)
        guard !datos.starts(with: [0x50, 0x4b, 0x03, 0x04]) else {
            throw Falla(
                Salida.datos,
                "\(base): es un zip, y el paquete del PREP es un zip de zips: descomprímalo, descomprima el de la elección que quiera y "
                    + "audite el CSV de su base de datos")
        }
        let opciones = Auditoria.Opciones(enOperacion: enOperacion, boletasEspeciales: boletasEspeciales)
        let auditoria = try Archivos.conBytes(datos) { try Auditoria($0, archivo: base, opciones: opciones) }
        if json {
            Consola.linea(String(decoding: try Self.codificador.encode(InformeDeAuditoria(auditoria)), as: UTF8.self))
        } else {
            imprimir(auditoria)
        }
        if !auditoria.todoCoincide { throw ExitCode(1) }
    }

    private static var codificador: JSONEncoder {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return codificador
    }

    /// Exceptions shown per rule before the rest is only counted; `--json` lists them all.
    private static let muestra = 20

    private func imprimir(_ a: Auditoria) {
        Consola.linea("\(a.archivo)\n\(a.eleccion) · corte \(a.corte) · \(a.filas) filas\n")
        for v in a.resumen {
            let declarado = v.declarado?.texto ?? "no declarado"
            Consola.linea(
                v.coincide
                    ? "ok      \(v.nombre): \(v.recalculado.texto)"
                    : "DIFIERE \(v.nombre): declarado \(declarado), recalculado \(v.recalculado.texto)")
        }
        Consola.linea("")
        for r in a.reglas {
            Consola.linea(r.filas.isEmpty ? "ok      \(r.nombre)" : "DIFIERE \(r.nombre): \(r.filas.count) filas")
            for f in r.filas.prefix(Self.muestra) {
                Consola.linea("          línea \(f.linea), \(f.clave): \(f.detalle)")
            }
            if r.filas.count > Self.muestra {
                Consola.linea("          … y \(r.filas.count - Self.muestra) más; use --json para verlas todas")
            }
        }
        Consola.linea("")
        let difieren = a.resumen.filter { !$0.coincide }.map(\.nombre)
        if !enOperacion, difieren == ["PORCENTAJE_PARTICIPACION_CIUDADANA"], a.reglas.allSatisfy(\.filas.isEmpty) {
            Consola.linea("Sólo difiere la participación: si no es el último corte, use --en-operacion.")
        }
        Consola.linea(a.todoCoincide ? "Todo corresponde." : "Hay diferencias: véanse las líneas «DIFIERE».")
    }
}

/// The JSON contract of `prep auditar --json`.
private struct InformeDeAuditoria: Encodable {
    struct Variable: Encodable {
        let variable: String
        let declarado: Auditoria.Cifra?
        let recalculado: Auditoria.Cifra
        let coincide: Bool

        enum CodingKeys: CodingKey { case variable, declarado, recalculado, coincide }

        func encode(to encoder: any Encoder) throws {
            var c = encoder.container(keyedBy: CodingKeys.self)
            try c.encode(variable, forKey: .variable)
            // An absent declaration is an explicit null.
            try c.encode(declarado, forKey: .declarado)
            try c.encode(recalculado, forKey: .recalculado)
            try c.encode(coincide, forKey: .coincide)
        }
    }
    struct Fila: Encodable {
        let linea: Int
        let clave: String
        let detalle: String
    }
    struct Regla: Encodable {
        let regla: String
        let excepciones: Int
        let filas: [Fila]
    }

    let archivo: String
    let eleccion: String
    let corte: String
    let filas: Int
    let resumen: [Variable]
    let reglas: [Regla]

    init(_ a: Auditoria) {
        archivo = a.archivo
        eleccion = a.eleccion
        corte = a.corte
        filas = a.filas
        resumen = a.resumen.map {
            Variable(variable: $0.nombre, declarado: $0.declarado, recalculado: $0.recalculado, coincide: $0.coincide)
        }
        reglas = a.reglas.map { r in
            Regla(
                regla: r.nombre, excepciones: r.filas.count,
                filas: r.filas.map { Fila(linea: $0.linea, clave: $0.clave, detalle: $0.detalle) })
        }
    }
}

extension Auditoria.Cifra: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var c = encoder.singleValueContainer()
        switch self {
        case .cuenta(let n): try c.encode(n)
        case .porcentaje(let t): try c.encode(t)
        }
    }
}
