import Apoyo
import Foundation
import Testing

/// `prep repetir` of several elections at once, and their cortes again one by one.
@Suite struct RepetirVariasTests {
    private static let gubernatura = BaseDeEjemplo(casillas: 40)
    private static let ayuntamientos: BaseDeEjemplo = {
        var otra = BaseDeEjemplo(casillas: 30)
        otra.lineas[0] = "AYUNTAMIENTOS"
        return otra
    }()

    private func repetir(
        _ carpeta: String, _ opciones: [String] = [], salida: String = "arbol",
        bases: [String] = ["gub.csv", "ayun.csv"]
    ) throws
        -> Prep.Salida
    {
        try Carpeta.escribir(Self.gubernatura.texto, en: "\(carpeta)/gub.csv")
        try Carpeta.escribir(Self.ayuntamientos.texto, en: "\(carpeta)/ayun.csv")
        return try Prep.correr(
            ["repetir"] + bases + ["--salida", salida, "--corte-minutos", "120"] + opciones, carpeta: carpeta)
    }

    @Test func `dos bases dan un árbol con las dos elecciones y el resumen de cada una`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let salida = try repetir(carpeta)
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(!salida.texto.contains("DIFIERE"))
            #expect(salida.texto.contains("igual   ACTAS_ESPERADAS: 40"))
            #expect(salida.texto.contains("igual   ACTAS_ESPERADAS: 30"))
            let arbol = Arbol("\(carpeta)/arbol")
            #expect(arbol.problemas == [])
            #expect(arbol.origen == "prep.repeticion/coah-gub-ayun-2027/repeticion")
            #expect(arbol.archivos.keys.contains("gub/index.html") && arbol.archivos.keys.contains("ayun/index.html"))
            // What is of one election alone says the same as when it is replayed alone.
            let sola = try repetir(carpeta, [], salida: "sola", bases: ["ayun.csv"])
            #expect(sola.codigo == 0)
            let csv = { (arbol: Arbol) throws -> [[String]] in
                let paquete = try Paquete(try #require(arbol.archivos[arbol.base]))
                return Tabla(
                    try #require(paquete.archivos["COAH_AYUN_2027.csv"]), encabezado: "CLAVE_CASILLA"
                ).filas
            }
            #expect(try csv(arbol) == csv(Arbol("\(carpeta)/sola")))
        }
    }

    @Test func `las que no son de una entidad y una jornada, o se repiten, se rechazan`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let repetida = try repetir(carpeta, bases: ["gub.csv", "gub.csv"])
            #expect(repetida.codigo == 65)
            #expect(repetida.errores.contains("es de la misma elección que gub.csv (GUB)"), "\(repetida.errores)")

            let texto = Self.ayuntamientos.texto
            try Carpeta.escribir(
                texto.replacingOccurrences(of: "/06/2027", with: "/08/2027"), en: "\(carpeta)/agosto.csv")
            let otroDia = try repetir(carpeta, bases: ["gub.csv", "agosto.csv"])
            #expect(otroDia.codigo == 65)
            #expect(otroDia.errores.contains("sólo se repiten juntas las bases de una jornada"), "\(otroDia.errores)")

            let lista = try repetir(carpeta, ["--candidaturas", "lista.csv"])
            #expect(lista.codigo == 64)
            #expect(lista.errores.contains("no dice de qué elección es"), "\(lista.errores)")
            #expect(Carpeta.lista(carpeta) == ["agosto.csv", "ayun.csv", "gub.csv"])
        }
    }

    @Test func `los cortes vueltos a publicar uno por uno dan el mismo árbol y dicen lo que escribieron`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let almacen = ["--almacen", "sqlite:\(carpeta)/prep.sqlite"]
            #expect(try repetir(carpeta, almacen + ["--solo-ultimo"]).codigo == 0)
            let solo = Arbol("\(carpeta)/arbol")
            #expect(solo.problemas == [] && solo.corte == 12)
            #expect(solo.archivos.keys.filter { $0.hasPrefix("cambios/") } == ["cambios/0012.ndjson"])

            let salida = try Prep.correr(
                ["corte"] + almacen + ["--numero", "12", "--desde", "1", "--salida", "todos", "--lista", "--json"],
                carpeta: carpeta)
            #expect(salida.codigo == 0, "\(salida.errores)")
            let costos = try #require(
                JSONSerialization.jsonObject(with: Data(salida.texto.utf8)) as? [[String: Any]])
            #expect(costos.compactMap { $0["corte"] as? Int } == Array(1...12))
            let todos = Carpeta.leer("\(carpeta)/todos")
            #expect(solo.archivos.filter { todos[$0.key] != $0.value }.isEmpty)
            var escritos: Set<String> = []
            for costo in costos {
                let lista = try #require(costo["escritos"] as? [[String: Any]])
                #expect(costo["archivos"] as? Int == lista.count)
                #expect(costo["bytes"] as? Int == lista.reduce(0) { $0 + ($1["bytes"] as? Int ?? 0) })
                #expect(costo["milisegundos"] is Int)
                escritos.formUnion(lista.compactMap { $0["ruta"] as? String })
            }
            #expect(escritos == Set(todos.keys))

            let lineas = try Prep.correr(
                ["corte"] + almacen + ["--numero", "3", "--desde", "2", "--salida", "dos"], carpeta: carpeta)
            #expect(lineas.texto.split(separator: "\n").count { $0.contains(" ms · ") } == 2, "\(lineas.texto)")
            let malo = ["corte"] + almacen + ["--numero", "3", "--desde", "4", "--salida", "dos"]
            #expect(try Prep.correr(malo, carpeta: carpeta).codigo == 64)
            let suelto = ["corte"] + almacen + ["--desde", "1", "--salida", "dos"]
            #expect(try Prep.correr(suelto, carpeta: carpeta).codigo == 64)
        }
    }
}
