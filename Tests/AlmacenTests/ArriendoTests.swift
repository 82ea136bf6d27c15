import Almacen
import Electoral
import Synchronization
import Testing

/// Only one process publishes.
@Suite struct ArriendoTests {
    private static let t = Banco.inicio

    private func arrendar(
        _ a: Almacen, _ titular: String, en segundo: Int = 0, haTerminado: (String) -> Bool = { _ in false }
    ) throws(AlmacenError) {
        try a.arrendarPublicacion(titular: titular, ahora: Self.t + segundo, segundos: 120, haTerminado: haTerminado)
    }

    private func titular(_ banco: Banco) throws -> [String] {
        try banco.controlador.textos("SELECT titular FROM arriendo")
    }

    @Test(arguments: Motor.allCases)
    func `el segundo publicador se rechaza con el nombre del primero`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try arrendar(banco.almacen, "sede:41")
            let otra = try banco.otraPuerta()
            for segundo in [0, 60, 119] {
                let error = #expect(throws: AlmacenError.con(.publicadorOcupado)) {
                    try arrendar(otra, "alterna:42", en: segundo)
                }
                #expect(error?.mensaje.contains("«sede:41»") ?? false)
                #expect(error?.sePuedeReintentar ?? false)
            }
            #expect(try titular(banco) == ["sede:41"])
        }
    }

    @Test(arguments: Motor.allCases)
    func `el titular renueva su turno`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            for segundo in [0, 100, 200] { try arrendar(banco.almacen, "sede:41", en: segundo) }
            #expect(throws: AlmacenError.con(.publicadorOcupado)) { try arrendar(banco.almacen, "alterna:42", en: 319) }
            try arrendar(banco.almacen, "alterna:42", en: 320)
            #expect(try titular(banco) == ["alterna:42"])
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien ya terminó cede su turno sin esperar`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try arrendar(banco.almacen, "sede:41")
            let preguntado = Mutex<[String]>([])
            try arrendar(banco.almacen, "alterna:42", en: 1) { nombre in
                preguntado.withLock { $0.append(nombre) }
                return true
            }
            #expect(preguntado.withLock { $0 } == ["sede:41"])
            #expect(throws: AlmacenError.con(.publicadorOcupado)) { try arrendar(banco.almacen, "sede:41", en: 2) }
        }
    }

    @Test(arguments: Motor.allCases)
    func `lo suelta quien lo tiene, y nadie más`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try arrendar(banco.almacen, "sede:41")
            try banco.almacen.soltarPublicacion(titular: "alterna:42")
            #expect(try titular(banco) == ["sede:41"])
            try banco.almacen.soltarPublicacion(titular: "sede:41")
            try arrendar(banco.almacen, "alterna:42", en: 1)
            #expect(try titular(banco) == ["alterna:42"])
        }
    }

    @Test(arguments: Motor.allCases)
    func `de ocho que lo piden a la vez lo obtiene uno`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let puertas = [banco.almacen, try banco.otraPuerta()]
            let obtenido = Mutex(0)
            let fallas = alMismoTiempo(8) { i in
                do {
                    try arrendar(puertas[i % 2], "sede:\(i)")
                    obtenido.withLock { $0 += 1 }
                } catch let error as AlmacenError where error.codigo == .publicadorOcupado {}
            }
            #expect(fallas == [])
            #expect(obtenido.withLock { $0 } == 1)
        }
    }
}
