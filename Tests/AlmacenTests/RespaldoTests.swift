import Almacen
import Electoral
import Foundation
import Synchronization
import Testing

@Suite struct RespaldoTests {
    /// One fact per call, for ever new.
    private static func escribir(_ a: Almacen, _ identidad: String) throws {
        let acta = try a.acta(fueraDeCatalogo: identidad, eleccion: 0)
        try a.guardar(imagen: Banco.huella(acta), tipo: "image/jpeg", bytes: [UInt8](repeating: 7, count: 3_000))
        try a.registrar(
            Banco.hecho("fuera", acta: acta, .fueraDeCatalogo(imagen: Banco.huella(acta), Banco.catd)),
            campos: 0, esquema: .dobleCaptura)
    }

    @Test(arguments: Motor.allCases)
    func `la copia tomada mientras otros escriben está completa y da los mismos cortes`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            for acta in 1...6 { try banco.vivir(acta, votos: Int32(acta), desde: acta * 60) }
            let hasta = try banco.almacen.numerar()
            let corte = Corte(numero: 1, instante: Banco.inicio + 7200, hasta: hasta, ultimo: false, siguiente: nil)
            try banco.almacen.asentar(corte)
            let copias = (0..<3).map { banco.deposito.ruta("copia-\($0)") }

            // Writers go on from before the first copy until after the last.
            let acabado = Mutex(false)
            let escritos = Mutex(0)
            let puertas = [banco.almacen, try banco.otraPuerta()]
            let fallas = alMismoTiempo(3) { i in
                if i == 0 {
                    defer { acabado.withLock { $0 = true } }
                    for copia in copias { try banco.controlador.respaldar(en: copia) }
                } else {
                    for k in 0... {
                        try Self.escribir(puertas[i - 1], "FC-\(i)-\(k)")
                        escritos.withLock { $0 += 1 }
                        if acabado.withLock({ $0 }) { break }
                    }
                }
            }
            #expect(fallas == [])
            let total = escritos.withLock { $0 }
            #expect(try banco.controlador.cuenta("hecho") == 24 + total)

            let originales = try banco.almacen.resultados(desde: 0, hasta: hasta).resultados
            var previos = 24
            for (i, ruta) in copias.enumerated() {
                #expect(!FileManager.default.fileExists(atPath: ruta + "-wal"))
                let copia = Almacen(try banco.deposito.abrir(otro: "copia-\(i)", crear: false))
                #expect(try copia.comprobar(catalogo: banco.catalogo, esquema: .dobleCaptura) == [])
                #expect(try copia.proceso() == banco.almacen.proceso())
                #expect(try copia.catalogo(entidad: Banco.entidad) == banco.catalogo)
                #expect(try copia.cortes() == [corte])
                #expect(try copia.resultados(desde: 0, hasta: hasta).resultados == originales)
                #expect(try copia.imagen(Banco.huella(1)) == banco.almacen.imagen(Banco.huella(1)))
                #expect(try copia.claves().isSubset(of: banco.almacen.claves()))
                let hechos = try copia.controlador.cuenta("hecho")
                #expect((previos...(24 + total)).contains(hechos))
                previos = hechos
            }
        }
    }

    @Test(arguments: Motor.allCases)
    func `la copia se defiende como el original y sigue la operación`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1)
            try banco.controlador.respaldar(en: banco.deposito.ruta("copia"))
            let copia = Almacen(try banco.deposito.abrir(otro: "copia", crear: false))
            #expect(throws: AlmacenError.con(.soloSeAgrega)) { try copia.controlador.sql("DELETE FROM hecho") }
            for h in Banco.vida(1) {
                #expect(try copia.registrar(h, campos: Banco.campos, esquema: .dobleCaptura) == .yaEstaba)
            }
            try copia.guardar(imagen: Banco.huella(2), tipo: "image/jpeg", bytes: [2])
            for h in Banco.vida(2) {
                #expect(try copia.registrar(h, campos: Banco.campos, esquema: .dobleCaptura) == .registrado)
            }
            #expect(try copia.controlador.cuenta("hecho") == 8)
            #expect(try banco.controlador.cuenta("hecho") == 4)
        }
    }

    @Test(arguments: Motor.allCases)
    func `un respaldo no se escribe encima de otro almacén ni de sí mismo`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1)
            let antes = try banco.controlador.volcado()
            try {
                let otro = try banco.gemelo("otro")
                try otro.vivir(2)
                try otro.vivir(3)
            }()
            for ruta in [banco.deposito.ruta, banco.deposito.ruta("otro")] {
                #expect(throws: AlmacenError.self) { try banco.controlador.respaldar(en: ruta) }
            }
            #expect(try banco.controlador.volcado() == antes)
            #expect(try banco.deposito.abrir(otro: "otro", crear: false).cuenta("hecho") == 8)
        }
    }

    @Test(arguments: Motor.allCases)
    func `donde no se puede escribir el respaldo falla y lo dice`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            #expect(throws: AlmacenError.self) {
                try banco.controlador.respaldar(en: "\(banco.deposito.carpeta)/no/existe/copia.sqlite")
            }
            #expect(try banco.comprobar() == [])
        }
    }
}
