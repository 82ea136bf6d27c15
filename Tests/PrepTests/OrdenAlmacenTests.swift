import Apoyo
import Almacen
import AlmacenSQLite
import Electoral
import Foundation
import Testing

/// `prep almacen` and who may publish.
@Suite struct OrdenAlmacenTests {
    @Test func `respaldado a media noche, restaurado y vuelto a cortar da los mismos bytes`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...5)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:00"]).codigo == 0)
            // Somebody has the store open, as during the night.
            let abierto = try operacion.abrir()
            let respaldo = "\(operacion.carpeta)/respaldo.sqlite"
            #expect(try operacion.prep("almacen respaldar", ["--salida", respaldo]).codigo == 0)
            #expect(try abierto.claves().count == 20)
            #expect(try operacion.prep("almacen respaldar", ["--salida", respaldo]).codigo == 73)
            // The original goes on; the copy is restored in another folder with the same key.
            let otra = Operacion(carpeta: "\(operacion.carpeta)-2", entorno: "simulacro")
            try FileManager.default.createDirectory(
                atPath: "\(otra.carpeta)/simulacro", withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: operacion.clave, toPath: otra.clave)
            let restaurado = try Prep.correr(["almacen", "restaurar", respaldo, "--almacen", "sqlite:\(otra.almacen)"])
            #expect(restaurado.codigo == 0, "\(restaurado.errores)")
            #expect(Carpeta.lista("\(otra.carpeta)/simulacro") == ["firma.clave", "prep.sqlite"])
            #expect(
                try Prep.correr(["almacen", "restaurar", respaldo, "--almacen", "sqlite:\(otra.almacen)"]).codigo == 73)
            #expect(try otra.prep("almacen comprobar").codigo == 0)
            for (n, hora) in ["20:20", "20:40"].enumerated() {
                for o in [operacion, otra] {
                    try o.vivir((n * 2 + 6)...(n * 2 + 7))
                    #expect(try o.prep("corte", ["--instante", "2027-06-06T\(hora)"]).codigo == 0)
                }
            }
            let (uno, dos) = (Carpeta.leer(operacion.publico), Carpeta.leer(otra.publico))
            #expect(Arbol(otra.publico).problemas == [])
            #expect(dos.keys.filter { dos[$0] != uno[$0] } == [])
            #expect(
                uno.keys.filter {
                    dos[$0] == nil && !$0.hasPrefix("cambios/") && !$0.hasPrefix("bases/") && !$0.hasPrefix("cortes/")
                        && !$0.hasPrefix("datos/") && !$0.hasPrefix("manifiestos/")
                } == [])
        }
    }

    @Test func `un almacén intacto se comprueba y uno alterado termina con 1`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...3)
            let bien = try operacion.prep("almacen comprobar")
            #expect(bien.codigo == 0)
            #expect(bien.texto == "Todo corresponde: 12 hechos, 0 cortes.\n")
            try alterar(operacion, "UPDATE resultado SET datos = '999' || substr(datos, 2) WHERE acta = 2")
            let mal = try operacion.prep("almacen comprobar")
            #expect(mal.codigo == 1)
            #expect(mal.texto.contains("el resultado guardado no es el que dan los hechos"))
        }
    }

    @Test(arguments: [
        "DELETE FROM resultado WHERE acta = 2", "UPDATE acta_estado SET etapa = 'esperada' WHERE acta = 1",
        "UPDATE hecho SET persona = 103 WHERE acta = 2 AND tipo = 'captura' AND persona = 104",
        "UPDATE imagen SET bytes = X'00' WHERE sha256 = (SELECT imagen FROM resultado WHERE acta = 1)",
        "UPDATE resultado SET verificacion = verificacion + 3600000000 WHERE acta = 1",
        "DELETE FROM numeracion WHERE numero = 2",
    ]) func `cada alteración se descubre`(sentencia: String) throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...3)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:00"]).codigo == 0)
            try alterar(operacion, "DROP INDEX hecho_una_vez_por_persona")
            try alterar(operacion, sentencia)
            let salida = try operacion.prep("almacen comprobar")
            #expect(salida.codigo != 0)
            #expect(!(salida.texto + salida.errores).isEmpty)
            // A backup of it is not restored either.
            let respaldo = "\(operacion.carpeta)/respaldo.sqlite"
            #expect(try operacion.prep("almacen respaldar", ["--salida", respaldo]).codigo == 0)
            let otro = "\(operacion.carpeta)/otro/prep.sqlite"
            try FileManager.default.createDirectory(
                atPath: "\(operacion.carpeta)/otro", withIntermediateDirectories: true)
            #expect(try Prep.correr(["almacen", "restaurar", respaldo, "--almacen", otro]).codigo != 0)
            #expect(Carpeta.lista("\(operacion.carpeta)/otro") == [])
        }
    }

    @Test func `lo que no es almacén se rechaza sin tocarlo`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir(
                "esto no es una base de datos, aunque sea larga y parezca algo", en: "\(carpeta)/a.sqlite")
            let antes = Carpeta.leer(carpeta)
            for argumentos in [
                ["almacen", "comprobar", "--almacen", "a.sqlite"], ["ceros", "--almacen", "sqlite:a.sqlite"],
                ["almacen", "comprobar", "--almacen", "no-hay.sqlite"],
                ["almacen", "restaurar", "a.sqlite", "--almacen", "b.sqlite"],
                ["almacen", "restaurar", "no-hay", "--almacen", "b.sqlite"],
            ] {
                let salida = try Prep.correr(argumentos, carpeta: carpeta)
                #expect([65, 66].contains(salida.codigo), "\(argumentos): \(salida.codigo)")
                #expect(salida.errores.hasPrefix("prep: "))
            }
            #expect(diferencias(antes, Carpeta.leer(carpeta)) == [])
        }
    }

    // MARK: One publicador

    @Test func `mientras otro publica se rechaza con 75 y se dice quién es`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...2)
            let titular = "prep publicar (proceso 4321 en otra-maquina)"
            let almacen = try operacion.abrir()
            try almacen.arrendarPublicacion(titular: titular, ahora: ahora, segundos: 600)
            for (orden, resto) in [("corte", ["--instante", "2027-06-06T20:00"]), ("publicar", [])] {
                let salida = try operacion.prep(orden, resto)
                #expect(salida.codigo == 75, "\(orden)")
                #expect(salida.errores.contains(titular), "\(orden)")
            }
            #expect(try almacen.cortes() == [])
            #expect(!Carpeta.existe("\(operacion.publico)/corte.nota"))
            try almacen.soltarPublicacion(titular: titular)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:00"]).codigo == 0)
        }
    }

    @Test func `el turno vencido o de un proceso que murió aquí no estorba`() throws {
        try Operacion.prestar { (operacion) throws in
            let almacen = try operacion.abrir()
            try almacen.arrendarPublicacion(
                titular: "prep publicar (proceso 1 en otra-maquina)", ahora: ahora - 600, segundos: 120)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:00"]).codigo == 0)
            let muerto: Int32 = try Carpeta.prestar { (carpeta) throws in
                let corrida = try Corrida(["--version"], bitacoras: carpeta)
                _ = try corrida.terminar()
                return corrida.numero
            }
            let titular = "prep publicar (proceso \(muerto) en \(ProcessInfo.processInfo.hostName))"
            try almacen.arrendarPublicacion(titular: titular, ahora: ahora, segundos: 600)
            #expect(try operacion.prep("corte", ["--instante", "2027-06-06T20:20"]).codigo == 0)
            // Nobody keeps the turn after a corte.
            try almacen.arrendarPublicacion(titular: "otro", ahora: ahora, segundos: 1)
        }
    }

    private var ahora: Instante { Instante(microsegundos: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    /// As somebody with other tools and bad intentions would.
    private func alterar(_ operacion: Operacion, _ sentencia: String) throws {
        let controlador = try ControladorSQLite(ruta: operacion.almacen, crear: false)
        try controlador.escribir { (c) throws(AlmacenError) in
            for disparador in try c.filas("SELECT name FROM sqlite_master WHERE type = 'trigger'", [], { $0.texto(0) })
            {
                try c.ejecutar("DROP TRIGGER \(disparador)", [])
            }
            try c.ejecutar(sentencia, [])
        }
    }
}
