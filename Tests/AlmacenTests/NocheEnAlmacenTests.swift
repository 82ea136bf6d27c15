import Almacen
import Electoral
import Operacion
import Simulacro
import Testing

/// A whole synthetic night, with and without interruptions.
@Suite struct NocheEnAlmacenTests {
    @Test(arguments: Motor.allCases)
    func `la noche termina en la verdad del guion`(motor: Motor) throws {
        let noche = NocheSintetica(semilla: 11)
        try Deposito.prestar(motor) { deposito throws in
            let almacen = Almacen(try deposito.abrir())
            try noche.preparar(almacen)
            #expect(try almacen.ceros().allSatisfy { $0.filas == 0 })
            let cortador = try noche.correr(almacen)

            #expect(cortador.ultimo?.ultimo == true)
            #expect(cortador.ultimo?.siguiente == nil)
            #expect(cortador.cortes.map(\.instante) == noche.cortes)
            #expect(cortador.cortes.map(\.numero) == Array(1...noche.cortes.count))
            #expect(try almacen.claves() == Set(noche.guion.sucesos.map(\.clave)))
            #expect(
                try almacen.comprobar(catalogo: noche.eleccion.catalogo, esquema: noche.eleccion.proceso.esquema) == [])

            let condiciones = zip(noche.eleccion.catalogo.actas, cortador.escrutinio.actas)
                .compactMap { acta, estado in estado.resultado.map { (acta.id, $0.condicion) } }
            #expect(Dictionary(uniqueKeysWithValues: condiciones) == noche.guion.verdad)
            #expect(cortador.escrutinio.fuera.flatMap { $0 }.isEmpty == false)
        }
    }

    @Test(arguments: Motor.allCases)
    func `cada corte del pasado se puede volver a calcular`(motor: Motor) throws {
        let noche = NocheSintetica(semilla: 12)
        try Deposito.prestar(motor) { deposito throws in
            let almacen = Almacen(try deposito.abrir())
            try noche.preparar(almacen)
            var publicados: [[Computo]] = []
            var a = Noche.Acompanamiento { cortador in
                if let computos = cortador.computos { publicados.append(computos) }
            }
            a.preparar = { try noche.imagen($0, en: almacen) }
            let cortador = try noche.cortador(almacen)
            try noche.correr(almacen, cortador, a)
            try #require(publicados.count == noche.cortes.count)
            let otra = Almacen(try deposito.abrir(crear: false))
            for (corte, computos) in zip(cortador.cortes, publicados) {
                let escrutinio = try Cortador.escrutinio(
                    otra, catalogo: noche.eleccion.catalogo, proceso: noche.eleccion.proceso, en: corte)
                #expect(escrutinio.computos() == computos)
            }
        }
    }

    @Test(arguments: Motor.allCases)
    func `el acuse sólo se da de lo que otro proceso ya puede leer`(motor: Motor) throws {
        let noche = NocheSintetica(semilla: 13)
        try Deposito.prestar(motor) { deposito throws in
            let almacen = Almacen(try deposito.abrir())
            try noche.preparar(almacen)
            let lectora = try deposito.abrir(crear: false)
            var acusados: [String] = []
            var sinConfirmar: [String] = []
            var a = Noche.Acompanamiento { _ in }
            a.preparar = { s in
                if try lectora.numero("SELECT COUNT(*) FROM hecho WHERE clave = ?", [.texto(s.clave)]) != 0 {
                    sinConfirmar.append(s.clave)
                }
                return try noche.imagen(s, en: almacen)
            }
            a.acuse = { clave in
                acusados.append(clave)
                if try lectora.numero("SELECT COUNT(*) FROM hecho WHERE clave = ?", [.texto(clave)]) != 1 {
                    sinConfirmar.append(clave)
                }
            }
            try noche.correr(almacen, try noche.cortador(almacen), a)
            #expect(sinConfirmar == [])
            #expect(acusados == noche.guion.sucesos.map(\.clave))
        }
    }

    struct Interrupcion: Error {}

    /// Plays the night with a step that breaks off, and begins again with another pool until it ends.
    ///
    /// - Parameter pasos: how many steps (before a fact, after it, before a corte, after it) each attempt lives.
    private func aTropezones(_ noche: NocheSintetica, _ deposito: Deposito, nombre: String, pasos: [Int]) throws -> Int
    {
        var acusados: [String: Int] = [:]
        var tropiezos = 0
        try noche.preparar(Almacen(try deposito.abrir(otro: nombre)))
        for limite in pasos + [Int.max] {
            let almacen = Almacen(try deposito.abrir(otro: nombre, crear: false))
            var quedan = limite
            func paso() throws {
                quedan -= 1
                if quedan <= 0 { throw Interrupcion() }
            }
            var a = Noche.Acompanamiento { _ in try paso() }
            a.preparar = { s in
                let evento = try noche.imagen(s, en: almacen)
                try paso()
                return evento
            }
            a.acuse = { clave in
                acusados[clave, default: 0] += 1
                try paso()
            }
            a.esperar = { _ in try paso() }
            do {
                try noche.correr(almacen, try noche.cortador(almacen, titular: "sede:\(tropiezos)"), a)
            } catch is Interrupcion {
                tropiezos += 1
                #expect(try almacen.claves() == Set(acusados.keys))
            }
        }
        #expect(acusados.values.allSatisfy { $0 == 1 })
        return tropiezos
    }

    @Test(arguments: Motor.allCases, [21, 22] as [UInt64])
    func `interrumpida en cualquier paso y reanudada, la noche deja lo mismo`(motor: Motor, semilla: UInt64) throws {
        let noche = NocheSintetica(semilla: semilla)
        try Deposito.prestar(motor) { deposito throws in
            let corrida = Almacen(try deposito.abrir())
            try noche.preparar(corrida)
            _ = try noche.correr(corrida)
            let esperado = try Huellas(corrida)
            #expect(esperado.cortes.count == noche.cortes.count)

            var azar = GeneradorSembrado(semilla: semilla, clave: "tropiezos")
            let total = 2 * noche.guion.sucesos.count
            // Once at one place, for many places; and many times in one night.
            for vuelta in 0..<8 {
                let nombre = "una-\(vuelta)"
                let n = azar.entre(1...total)
                #expect(try aTropezones(noche, deposito, nombre: nombre, pasos: [n]) == 1)
                #expect(try Huellas(Almacen(try deposito.abrir(otro: nombre))) == esperado, "interrumpida en \(n)")
            }
            let pasos = (0..<60).map { _ in azar.entre(1...total / 30) }
            #expect(try aTropezones(noche, deposito, nombre: "muchas", pasos: pasos) > 30)
            #expect(try Huellas(Almacen(try deposito.abrir(otro: "muchas"))) == esperado)
        }
    }

    @Test(arguments: Motor.allCases)
    func `interrumpida a cada paso durante los primeros, deja lo mismo`(motor: Motor) throws {
        let noche = NocheSintetica(semilla: 23)
        try Deposito.prestar(motor) { deposito throws in
            let corrida = Almacen(try deposito.abrir())
            try noche.preparar(corrida)
            _ = try noche.correr(corrida)
            // One step at a time: before each fact, after it, before and after each corte.
            let pasos = Array(repeating: 2, count: 120)
            #expect(try aTropezones(noche, deposito, nombre: "paso", pasos: pasos) == 120)
            #expect(try Huellas(Almacen(try deposito.abrir(otro: "paso"))) == Huellas(corrida))
        }
    }

    @Test(arguments: Motor.allCases)
    func `correr de nuevo una noche terminada no escribe nada`(motor: Motor) throws {
        let noche = NocheSintetica(semilla: 24)
        try Deposito.prestar(motor) { deposito throws in
            let almacen = Almacen(try deposito.abrir())
            try noche.preparar(almacen)
            _ = try noche.correr(almacen)
            let antes = try almacen.controlador.volcado()
            var publicaciones = 0
            var a = Noche.Acompanamiento { _ in publicaciones += 1 }
            a.acuse = { _ in throw Interrupcion() }
            try noche.correr(almacen, try noche.cortador(almacen), a)
            #expect(publicaciones == 1)
            #expect(try almacen.controlador.volcado() == antes)
        }
    }
}
