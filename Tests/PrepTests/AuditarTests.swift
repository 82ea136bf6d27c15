import Apoyo
import Foundation
import Testing

/// `prep auditar`: exit codes and the JSON contract.
@Suite struct AuditarTests {
    private func auditar(_ texto: String, _ opciones: [String] = []) throws -> Prep.Salida {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir(texto, en: "\(carpeta)/base.csv")
            return try Prep.correr(["auditar", "base.csv"] + opciones, carpeta: carpeta)
        }
    }

    @Test func `una base que corresponde termina con 0`() throws {
        let salida = try auditar(BaseDeEjemplo(casillas: 24).texto)
        #expect(salida.codigo == 0)
        #expect(salida.texto.contains("Todo corresponde."))
        #expect(salida.texto.contains("GUBERNATURA · corte 07/06/2027 20:00 (UTC-6) · 24 filas"))
        #expect(!salida.texto.contains("DIFIERE"))
    }

    @Test func `una variable o una fila que no corresponde termina con 1 y se nombra`() throws {
        let base = BaseDeEjemplo(casillas: 24)
        let variable = try auditar(base.con("24,24,0,24,100.0000", "24,24,0,23,100.0000").texto)
        #expect(variable.codigo == 1)
        #expect(variable.texto.contains("DIFIERE ACTAS_CAPTURADAS: declarado 23, recalculado 24"))
        let fila = try auditar(
            base.con("SIN ACTA POR PAQUETE NO ENTREGADO,0", "SIN ACTA POR PAQUETE NO ENTREGADO,1").texto)
        #expect(fila.codigo == 1)
        #expect(fila.texto.contains("línea 14, 050007B0100"))
    }

    @Test func `dice qué hacer con un corte que no es el último y con el paquete sin descomprimir`() throws {
        var base = BaseDeEjemplo(casillas: 24)
        base.lineas[4] = base.lineas[4].split(separator: ",").dropLast().joined(separator: ",") + ",12.3456"
        let corte = try auditar(base.texto)
        #expect(corte.codigo == 1 && corte.texto.contains("si no es el último corte, use --en-operacion"))
        #expect(!(try auditar(base.texto, ["--en-operacion"]).texto.contains("use --en-operacion")))
        let otra = try auditar(base.con("24,24,0,24,100.0000", "24,24,0,23,100.0000").texto)
        #expect(!otra.texto.contains("use --en-operacion"))
        let paquete = try auditar("PK\u{3}\u{4}lo que siga")
        #expect(paquete.codigo == 65 && paquete.errores.contains("zip de zips"))
    }

    @Test func `lo que no es base PREP termina con 65 y dice dónde`() throws {
        let base = BaseDeEjemplo(casillas: 24)
        let malos = [
            "", "hola\n", "\u{0}\u{1}\u{2}", base.lineas[0], base.texto.replacing("CONTABILIZADA,", with: ""),
            base.con("0.0000", "x").texto + "a,b\r\n",
        ]
        for malo in malos {
            let salida = try auditar(malo)
            #expect(salida.codigo == 65)
            #expect(salida.texto == "")
            #expect(salida.errores.hasPrefix("prep: base.csv"), "\(salida.errores)")
            #expect(salida.errores.contains("[PREP-"))
        }
        let corta = try auditar(base.texto + "a,b\r\n")
        #expect(corta.errores.hasPrefix("prep: base.csv:32:"))
    }

    @Test func `lo que no existe o es carpeta termina con 66`() throws {
        try Carpeta.prestar { (carpeta) throws in
            for ruta in ["no-hay.csv", "."] {
                let salida = try Prep.correr(["auditar", ruta], carpeta: carpeta)
                #expect(salida.codigo == 66)
                #expect(salida.errores.contains(ruta))
            }
        }
    }

    @Test func `el JSON cumple el contrato`() throws {
        let base = BaseDeEjemplo(casillas: 24)
        for (texto, codigo) in [(base.texto, 0), (base.con("24,24,0,24,100.0000", "24,x,0,23,100.000").texto, 1)] {
            let salida = try auditar(texto, ["--json"])
            #expect(salida.codigo == Int32(codigo))
            let json = try JSON.leer(Array(salida.texto.utf8))
            #expect(json.llaves == ["archivo", "corte", "eleccion", "filas", "reglas", "resumen"])
            #expect(json["archivo"].texto == "base.csv" && json["eleccion"].texto == "GUBERNATURA")
            #expect(json["corte"].texto == "07/06/2027 20:00 (UTC-6)" && json["filas"].entero == 24)
            #expect(json["resumen"].lista.map { $0["variable"].texto } == BaseDeEjemplo.variables)
            for v in json["resumen"].lista {
                #expect(v.llaves == ["coincide", "declarado", "recalculado", "variable"])
                let esPorcentaje = v["variable"].texto?.hasPrefix("PORCENTAJE") == true
                #expect(
                    (esPorcentaje
                        ? v["recalculado"].texto?.split(separator: ".").last?.count
                        : v["recalculado"].entero.map { _ in 4 }) == 4)
                #expect(v["coincide"] == .logico(v["declarado"] == v["recalculado"]))
            }
            for r in json["reglas"].lista {
                #expect(r.llaves == ["excepciones", "filas", "regla"])
                #expect(r["excepciones"].entero == r["filas"].lista.count)
                #expect(r["regla"].texto?.hasPrefix("fila: ") == true)
            }
            if codigo == 1 {
                let distintas = json["resumen"].lista.filter { $0["coincide"] == .logico(false) }
                // What is not a count declares nothing; three decimals are not four.
                #expect(distintas.map { $0["declarado"] } == [.nulo, .entero(23), .texto("100.000")])
            }
        }
    }

    @Test func `las excepciones llevan línea, clave y detalle`() throws {
        let base = BaseDeEjemplo(casillas: 24).con("ALGÚN CAMPO ILEGIBLE O SIN DATO", "")
        let json = try JSON.leer(Array(try auditar(base.texto, ["--json"]).texto.utf8))
        let reglas = json["reglas"].lista.filter { $0["excepciones"] != .entero(0) }
        #expect(reglas.map { $0["regla"].texto } == ["fila: ilegible o sin dato ⇔ observación"])
        let fila = try #require(reglas.first?["filas"].lista.first)
        #expect(fila.llaves == ["clave", "detalle", "linea"])
        #expect(fila["linea"].entero == 10)
        #expect(fila["clave"].texto == "050003B01002")
    }

    @Test func `la salida a una tubería cerrada termina en paz`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir(BaseDeEjemplo(casillas: 24).texto, en: "\(carpeta)/base.csv")
            let cerrada = Pipe()
            try cerrada.fileHandleForReading.close()
            let corrida = try Corrida(
                ["auditar", "\(carpeta)/base.csv"], salida: cerrada.fileHandleForWriting.fileDescriptor,
                bitacoras: carpeta)
            #expect(try !corrida.terminar().matado)
        }
    }
}
