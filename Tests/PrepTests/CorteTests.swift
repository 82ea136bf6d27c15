import Apoyo
import Foundation
import Testing

/// `prep corte` and `prep publicar`.
@Suite struct CorteTests {
    @Test func `un corte publica el árbol firmado por la clave del entorno`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...4)
            let salida = try operacion.prep("corte", ["--instante", "2027-06-06T20:00"])
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(salida.texto.hasPrefix("corte 1 · 06/06/2027 20:00:00 · hechos hasta 16 · "))
            let arbol = Arbol(operacion.publico)
            #expect(arbol.problemas == [])
            #expect((arbol.corte, arbol.origen) == (1, "prep.ejemplo.mx/2027/simulacro"))
            #expect(arbol.base == "bases/20270606_2000_PREP_COAH_SIMULACRO.zip")
            let publica = try String(contentsOfFile: "\(operacion.carpeta)/simulacro/firma.publica", encoding: .utf8)
            let programa = try JSON.leer(try #require(arbol.archivos["corte.json"]))
            #expect(programa["clave"].texto.map { $0 + "\n" } == publica)
            #expect(programa["siguiente"].texto == "2027-06-06T20:20:00-06:00")
            #expect(arbol.archivos.keys.count { $0.hasPrefix("actas/") } == 4)
        }
    }

    @Test func `un corte anterior vuelto a publicar en otra carpeta da los mismos bytes`() throws {
        try Operacion.prestar { (operacion) throws in
            var instantes: [[String: [UInt8]]] = []
            for (i, hora) in ["20:00", "20:20", "20:40"].enumerated() {
                try operacion.vivir((i * 3 + 1)...(i * 3 + 3))
                #expect(try operacion.prep("corte", ["--instante", "2027-06-06T\(hora)"]).codigo == 0)
                instantes.append(Carpeta.leer(operacion.publico))
            }
            for n in 1...3 {
                let destino = "\(operacion.carpeta)/otro-\(n)"
                let salida = try operacion.prep(
                    "corte", ["--numero", "\(n)", "--salida", destino],
                    entorno: ["TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8"])
                #expect(salida.codigo == 0, "\(salida.errores)")
                #expect(Arbol(destino).problemas == [])
                let copia = Carpeta.leer(destino)
                #expect(copia.count > 20)
                #expect(copia.keys.filter { copia[$0] != instantes[n - 1][$0] } == [])
            }
            #expect(try operacion.prep("corte", ["--numero", "4", "--salida", "\(operacion.carpeta)/x"]).codigo == 66)
            #expect(try operacion.prep("corte", ["--numero", "1"]).codigo == 64)
        }
    }

    @Test func `volver a publicar un corte anterior no regresa el árbol vigente`() throws {
        try Operacion.prestar { (operacion) throws in
            for hora in ["20:00", "20:20"] {
                #expect(try operacion.prep("corte", ["--instante", "2027-06-06T\(hora)"]).codigo == 0)
            }
            let antes = Carpeta.leer(operacion.publico)
            _ = try operacion.prep("corte", ["--numero", "1", "--salida", operacion.publico])
            #expect(diferencias(antes, Carpeta.leer(operacion.publico)) == [])
        }
    }

    @Test func `el mismo instante no hace otro corte y uno anterior se rechaza`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...2)
            #expect(try operacion.prep("corte", ["--instante", "06/06/2027 20:20"]).codigo == 0)
            let antes = Carpeta.leer(operacion.publico)
            try operacion.vivir(3...3)
            let repetido = try operacion.prep("corte", ["--instante", "2027-06-06T20:20"])
            #expect(repetido.codigo == 0)
            #expect(repetido.texto.hasPrefix("corte 1 "))
            #expect(diferencias(antes, Carpeta.leer(operacion.publico)) == [])
            let anterior = try operacion.prep("corte", ["--instante", "2027-06-06T20:00"])
            #expect(anterior.codigo == 65)
            #expect(anterior.errores.contains("no retroceden"))
            #expect(try operacion.prep("corte", ["--instante", "mañana"]).codigo == 64)
            #expect(diferencias(antes, Carpeta.leer(operacion.publico)) == [])
        }
    }

    @Test func `después del último corte no hay otro`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...10)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-07T20:00", "--ultimo"]).codigo == 0)
            let programa = try JSON.leer(try #require(Arbol(operacion.publico).archivos["corte.json"]))
            #expect(programa["ultimo"] == .logico(true) && programa["siguiente"] == .nulo)
            let otro = try operacion.prep("corte", ["--instante", "2027-06-07T20:20"])
            #expect(otro.codigo == 65)
            #expect(otro.errores.contains("último corte"))
        }
    }

    @Test func `la base de cada corte pasa la auditoría`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...10)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T22:00"]).codigo == 0)
            let arbol = Arbol(operacion.publico)
            let paquete = try Paquete(try #require(arbol.archivos[arbol.base]))
            for (nombre, bytes) in paquete.archivos
            where nombre.hasSuffix("_2027.csv") && !nombre.contains("CANDIDATURAS") {
                let ruta = "\(operacion.carpeta)/\(nombre)"
                try Data(bytes).write(to: URL(fileURLWithPath: ruta))
                let salida = try Prep.correr(["auditar", ruta, "--en-operacion", "--boletas-especiales", "750"])
                #expect(salida.codigo == 0, "\(salida.texto)")
            }
        }
    }

    @Test func `si no se puede escribir termina con 73, el anterior sigue y los cambios no se pierden`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...2)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:00"]).codigo == 0)
            try operacion.vivir(3...4)
            let estorbo = "\(operacion.publico)/corte.nota.parcial"
            try FileManager.default.createDirectory(atPath: estorbo, withIntermediateDirectories: true)
            let falla = try operacion.prep("corte", ["--instante", "2027-06-06T20:20"])
            #expect(falla.codigo == 73)
            #expect(falla.errores.contains("corte.nota") && falla.errores.contains("sigue publicado"))
            try FileManager.default.removeItem(atPath: estorbo)
            try operacion.vivir(5...5)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:40"]).codigo == 0)
            let arbol = Arbol(operacion.publico)
            #expect(arbol.problemas == [] && arbol.corte == 3)
            let lineas = (1...3).map { n in arbol.archivos["cambios/000\(n).ndjson"]?.count { $0 == 10 } }
            #expect(lineas == [2, 2, 1])
        }
    }

    @Test func `un corte que no llegó a escribirse se publica antes del siguiente`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...2)
            try Carpeta.escribir("x", en: operacion.publico)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:00"]).codigo == 73)
            try FileManager.default.removeItem(atPath: operacion.publico)
            try operacion.vivir(3...3)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:20"]).codigo == 0)
            let arbol = Arbol(operacion.publico)
            #expect(arbol.problemas == [] && arbol.corte == 2)
            // Whoever reads only the changes must not miss two actas.
            #expect(arbol.archivos["cambios/0001.ndjson"]?.count { $0 == 10 } == 2)
        }
    }

    @Test func `publicar un proceso cuyas horas pasaron hace el cierre y termina`() throws {
        try Operacion.prestar(ProcesoDeEjemplo.pasado) { (operacion) throws in
            try operacion.vivir(1...10)
            let salida = try operacion.prep("publicar")
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(salida.texto.contains("La publicación cerró."))
            let antes = Arbol(operacion.publico)
            #expect(antes.problemas == [] && antes.corte == 1)
            let programa = try JSON.leer(try #require(antes.archivos["corte.json"]))
            #expect(programa["instante"].texto == "2021-06-07T20:00:00-06:00" && programa["ultimo"] == .logico(true))
            #expect(try operacion.prep("publicar").codigo == 0)
            #expect(diferencias(antes.archivos, Carpeta.leer(operacion.publico)) == [])
        }
    }
}
