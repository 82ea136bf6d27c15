import Almacen
import Electoral
import Synchronization
import Testing

@Suite struct IdempotenciaTests {
    @Test(arguments: Motor.allCases)
    func `la misma clave dos veces se escribe una`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1)
            let antes = try banco.controlador.volcado()
            let otra = try banco.otraPuerta()
            for h in Banco.vida(1) {
                #expect(try banco.registrar(h) == .yaEstaba)
                #expect(
                    try otra.registrar(h, campos: Banco.campos, esquema: banco.proceso.esquema) == .yaEstaba)
            }
            #expect(try banco.controlador.volcado() == antes)
            #expect(try banco.almacen.claves() == Set(Banco.vida(1).map(\.clave)))
        }
    }

    @Test(arguments: Motor.allCases)
    func `la misma clave para otra acta u otro paso es un error`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 2)
            try banco.vivir(2, pasos: 0)
            let antes = try banco.controlador.volcado()
            let usada = Banco.vida(1)[0].clave
            let acopio = CicloDeVida.Evento.acopio(tipoDocumento: "ACTA PREP", mecanismo: "F")
            for h in [
                Banco.hecho("", acta: 2, acopio, clave: usada),
                Banco.hecho("", acta: 1, .captura(Banco.captura(1)), clave: usada),
            ] {
                #expect(throws: AlmacenError.con(.restriccion)) { try banco.registrar(h) }
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    /// An answer of «ya estaba» to figures that were not written would lose an acknowledged capture.
    @Test(arguments: Motor.allCases)
    func `la misma clave con otras cifras u otra persona es un error`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 3)
            let antes = try banco.controlador.volcado()
            for h in [
                Banco.hecho("captura", acta: 1, .captura(Banco.captura(555)), persona: 3, segundo: 120),
                Banco.hecho("captura", acta: 1, .captura(Banco.captura(100)), persona: 4, segundo: 120),
            ] {
                #expect(throws: AlmacenError.con(.restriccion)) { try banco.registrar(h) }
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases)
    func `la clave de un hecho rechazado queda libre`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 0)
            let captura = Banco.vida(1)[2]
            #expect(throws: AlmacenError.con(.rechazado)) { try banco.registrar(captura) }
            #expect(try banco.almacen.claves().isEmpty)
            for h in Banco.vida(1).prefix(2) { try banco.registrar(h) }
            #expect(try banco.registrar(captura) == .registrado)
        }
    }

    @Test(arguments: Motor.allCases)
    func `el rechazo dice por qué`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 1)
            let error = #expect(throws: AlmacenError.self) {
                try banco.registrar(
                    Banco.hecho("otro", acta: 1, .acopio(tipoDocumento: "CC", mecanismo: "F"), persona: 5))
            }
            #expect(error?.rechazo == .duplicada)
            let distinta = #expect(throws: AlmacenError.self) {
                try banco.vivir(2, pasos: 2)
                try banco.registrar(
                    Banco.hecho("corta", acta: 2, .captura(Captura([.cantidad(1)])), persona: 5, segundo: 100))
            }
            #expect(distinta?.rechazo == .plantillaDistinta(esperados: Banco.campos, recibidos: 1))
        }
    }

    @Test(arguments: Motor.allCases)
    func `un acta esperada no es fuera de catálogo, ni al revés`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 0)
            let fuera = try banco.almacen.acta(fueraDeCatalogo: "FC-1", eleccion: 0)
            let antes = try banco.controlador.volcado()
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.registrar(
                    Banco.hecho("fuera", acta: 1, .fueraDeCatalogo(imagen: Banco.huella(1), Banco.catd)))
            }
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.registrar(Banco.hecho("acopio", acta: fuera, .acopio(tipoDocumento: "CC", mecanismo: "F")))
            }
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.registrar(Banco.hecho("sin-acta", acta: fuera, .sinActa(.paqueteNoEntregado)))
            }
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.registrar(Banco.hecho("acopio", acta: 999, .acopio(tipoDocumento: "CC", mecanismo: "F")))
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }
}

/// Two pools on one file, as two processes would have, and eight threads.
@Suite struct ConcurrenciaTests {
    private static let hilos = 8

    @Test(arguments: Motor.allCases)
    func `ocho que registran los mismos hechos los escriben una vez`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            for acta in 1...6 { try banco.vivir(acta, pasos: 0) }
            let puertas = [banco.almacen, try banco.otraPuerta()]
            let hechos = (1...6).flatMap { Banco.vida($0) }
            let nuevos = Mutex(0)
            let fallas = alMismoTiempo(Self.hilos) { i in
                for h in hechos {
                    let recibo = try puertas[i % 2].registrar(h, campos: Banco.campos, esquema: .dobleCaptura)
                    if recibo == .registrado { nuevos.withLock { $0 += 1 } }
                }
            }
            #expect(fallas == [])
            #expect(nuevos.withLock { $0 } == hechos.count)
            #expect(try banco.controlador.cuenta("hecho") == hechos.count)
            #expect(try banco.controlador.cuenta("resultado") == 6)
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases)
    func `ocho que registran hechos distintos no pierden ninguno`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let puertas = [banco.almacen, try banco.otraPuerta()]
            let fallas = alMismoTiempo(Self.hilos) { i in
                for k in 0..<10 {
                    let identidad = "FC-\(i)-\(k)"
                    let acta = try puertas[i % 2].acta(fueraDeCatalogo: identidad, eleccion: k % 2)
                    try puertas[i % 2].guardar(imagen: Banco.huella(acta), tipo: "image/jpeg", bytes: [1])
                    try puertas[i % 2].registrar(
                        Banco.hecho("fuera", acta: acta, .fueraDeCatalogo(imagen: Banco.huella(acta), Banco.catd)),
                        campos: 0, esquema: .dobleCaptura)
                    if k % 3 == 0 { _ = try puertas[(i + 1) % 2].numerar() }
                }
            }
            #expect(fallas == [])
            #expect(try banco.almacen.numerar() == Self.hilos * 10)
            #expect(try banco.almacen.resultados(desde: 0, hasta: .max).resultados.map(\.numero) == Array(1...80))
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases)
    func `de ocho capturas simultáneas entran las que el ciclo admite y ninguna a medias`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 2)
            let puertas = [banco.almacen, try banco.otraPuerta()]
            let fallas = alMismoTiempo(Self.hilos) { i in
                do {
                    try puertas[i % 2].registrar(
                        Banco.hecho(
                            "captura-\(i)", acta: 1, .captura(Banco.captura(100)), persona: i + 1, segundo: 120),
                        campos: Banco.campos, esquema: .dobleCaptura)
                } catch let error as AlmacenError where error.codigo == .rechazado {}
            }
            #expect(fallas == [])
            #expect(try banco.controlador.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == 2)
            #expect(try banco.controlador.cuenta("resultado") == 1)
            #expect(try banco.comprobar() == [])
        }
    }
}
