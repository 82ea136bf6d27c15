import Foundation
import Testing

/// `prep cortes`.
@Suite struct CortesTests {
    @Test func `enlista hora programada, real, duración, archivos y bytes de cada corte`() throws {
        try Operacion.prestar { (operacion) throws in
            #expect(try operacion.prep("cortes").codigo == 0)
            for hora in ["20:00", "20:20", "20:31"] {
                #expect(try operacion.prep("corte", ["--instante", "2027-06-06T\(hora)"]).codigo == 0)
            }
            let salida = try operacion.prep("cortes")
            #expect(salida.codigo == 0, "\(salida.errores)")
            let lineas = salida.texto.split(separator: "\n").map(String.init)
            #expect(lineas.count == 6 && lineas[0].contains("cada 20 minutos, con base de datos cada 20"))
            #expect(lineas[2].contains("06/06/2027 20:00:00  06/06/2027 20:00:00"))
            #expect(lineas[4].contains("fuera de horario"))
            let json = try JSON.leer(Array(try operacion.prep("cortes", ["--json"]).texto.utf8))
            #expect(json["cortes"].lista.count == 3 && json["minutosEntreBases"].entero == 20)
            let primero = json["cortes"].lista[0]
            #expect((primero["bytes"].entero ?? 0) > 1000 && (primero["archivos"].entero ?? 0) > 5)
            #expect(primero["milisegundos"].entero != nil && primero["programado"].texto == "2027-06-06T20:00:00-06:00")
        }
    }

    @Test func `dice qué corte va tarde y termina con 1, y qué horas se omitieron`() throws {
        try Operacion.prestar(ProcesoDeEjemplo.pasado) { (operacion) throws in
            #expect(try operacion.prep("corte", ["--instante", "2021-06-06T20:00"]).codigo == 0)
            let tarde = try operacion.prep("cortes")
            #expect(tarde.codigo == 1 && tarde.errores.contains("el corte de las 20:20 no se ha publicado"))
            let salida = try operacion.prep("publicar")
            #expect(salida.codigo == 0 && salida.errores.contains("71 cortes se omitieron y no se inventan"))
            let lista = try operacion.prep("cortes")
            #expect(lista.codigo == 0 && lista.texto.contains("2 cortes, 1 tarde, 71 omitidos, 0 rechazados"))
            #expect(lista.texto.contains("último"))
        }
    }
}
