import Almacen
import Electoral
import Synchronization
import Testing

/// Who gets which acta.
@Suite struct ColasTests {
    @Test(arguments: Motor.allCases)
    func `se sortea entre las cincuenta actas cuya imagen es más antigua`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 60) { cola throws in
            var salieron: Set<Int> = []
            for azar in 0..<120 {
                salieron.insert(try #require(try cola.tomar(1, azar: UInt64(azar))).acta)
                try cola.almacen.soltar(Persona(id: 1))
            }
            #expect(salieron == Set(1...50))
        }
    }

    @Test(arguments: Motor.allCases)
    func `lo capturado una vez no se rezaga detrás de lo que nadie ha capturado`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 60) { cola throws in
            for acta in 1...10 { try cola.capturar(acta, 2, 7) }
            var salieron: Set<Int> = []
            for azar in 0..<50 {
                salieron.insert(try #require(try cola.tomar(1, azar: UInt64(azar))).acta)
                try cola.almacen.soltar(Persona(id: 1))
            }
            #expect(salieron == Set(1...50))
        }
    }

    @Test(arguments: Motor.allCases)
    func `nadie recibe un acta en la que dejó cualquier hecho`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 3) { cola throws in
            try cola.capturar(1, 1, 7)
            try cola.almacen.registrar(
                ColaDePrueba.hecho(2, 1, .redigitalizacion(motivo: "Borrosa")), campos: 3, esquema: .dobleCaptura)
            let otra = Procedencia(origen: .casilla, digitalizacion: .movil)
            try cola.almacen.registrar(
                ColaDePrueba.hecho(2, 50, .digitalizacion(imagen: ColaDePrueba.imagen(3), otra), segundo: 1), campos: 3,
                esquema: .dobleCaptura)
            #expect(try cola.tomar(1)?.acta == 3)
            #expect(try cola.tomar(ColaDePrueba.digitalizo) == nil)
        }
    }

    @Test(arguments: Motor.allCases)
    func `lo que alguien deja va a otra persona, y a quien lo dejó no vuelve ni con su constancia`(motor: Motor) throws
    {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            try cola.almacen.dejar(Persona(id: 1), instante: ColaDePrueba.ahora)
            for azar in 0..<20 {
                #expect(try cola.tomar(1, azar: UInt64(azar))?.acta == 2)
                try cola.almacen.soltar(Persona(id: 1))
            }
            #expect(try cola.tomar(2)?.acta == 1)
            #expect(try cola.controlador.cuenta("dejada") == 1)
        }
    }

    @Test(arguments: Motor.allCases)
    func `un acta está en un solo par de manos y una persona tiene una sola acta`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            #expect(try cola.tomar(2)?.acta == 2)
            #expect(try cola.tomar(3) == nil)
            #expect(try cola.almacen.hayCaptura(ColaDePrueba.pedido(3)) == false)
            #expect(try cola.controlador.cuenta("asignacion") == 2)
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien vuelve encuentra la misma acta, con más tiempo`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 60) { cola throws in
            let primera = try #require(try cola.tomar(1, azar: 17))
            let otraVez = try #require(
                try Almacen(try cola.deposito.abrir(crear: false)).tomarCaptura(
                    ColaDePrueba.pedido(1, azar: 3, segundo: 300)))
            #expect(otraVez.acta == primera.acta)
            #expect(otraVez.vence == primera.vence + 300)
        }
    }

    @Test(arguments: Motor.allCases)
    func `al vencer la toma otra persona, y si nadie la tomó sigue siendo suya`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 1) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            #expect(try cola.tomar(2, segundo: 599) == nil)
            #expect(try cola.tomar(1, segundo: 700)?.acta == 1)
            #expect(try cola.tomar(2, segundo: 1299) == nil)
            #expect(try cola.tomar(2, segundo: 1301)?.acta == 1)
            #expect(try cola.tomar(1, segundo: 1302) == nil)
        }
    }

    @Test(arguments: Motor.allCases)
    func `el uso la conserva`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 1) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            #expect(try cola.almacen.renovar(1, ColaDePrueba.pedido(1, segundo: 500)))
            #expect(try cola.tomar(2, segundo: 1000) == nil)
            #expect(try !cola.almacen.renovar(1, ColaDePrueba.pedido(2, segundo: 500)))
        }
    }

    @Test(arguments: Motor.allCases)
    func `primero salen las que se digitalizaron y capturaron en otro centro`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 6, centro: "CCV-1") { cola throws in
            for acta in 1...4 { try cola.capturar(acta, 2, 7, centro: "CCV-2") }
            // Everything was digitised in CCV-1; what nobody of CCV-2 typed is as good as it gets for CCV-2.
            var salieron: Set<Int> = []
            for azar in 0..<20 {
                salieron.insert(try #require(try cola.tomar(3, azar: UInt64(azar), centro: "CCV-2")).acta)
                try cola.almacen.soltar(Persona(id: 3))
            }
            #expect(salieron == [5, 6])
            #expect(try cola.tomar(4, azar: 2, centro: "CCV-1")?.acta == 3, "si todas son de su centro, cualquiera")
        }
    }

    @Test(arguments: Motor.allCases)
    func `un acta con excepción abierta espera, y vuelve cuando se resuelve`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 1) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            let (entrega, siguiente) = try cola.almacen.abrir(
                NoCorresponde(
                    excepcion: ExcepcionNueva(
                        clave: "x", tipo: .noCorresponde, acta: 1, persona: Persona(id: 1), centro: "CCV-1",
                        instante: ColaDePrueba.pedido(1).instante), acta: 1, imagen: ColaDePrueba.imagen(1),
                    consta: false),
                ColaDePrueba.pedido(1))
            #expect(entrega == .registrada)
            #expect(siguiente == nil)
            #expect(try cola.tomar(2) == nil)
            try cola.controlador.sql(
                """
                INSERT INTO excepcion_resuelta (excepcion, persona, instante, decision, comentario)
                VALUES (1, 50, 0, 'sí corresponde', 'se comparó')
                """)
            #expect(try cola.tomar(2)?.acta == 1)
        }
    }

    @Test(arguments: Motor.allCases)
    func `veinte personas que piden a la vez reciben veinte actas distintas`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 60) { cola throws in
            let recibidas = Mutex<[Int]>([])
            let fallas = alMismoTiempo(20) { i in
                guard let suya = try cola.tomar(i + 1, azar: 5) else { return }
                recibidas.withLock { $0.append(suya.acta) }
            }
            #expect(fallas == [])
            #expect(Set(recibidas.withLock { $0 }).count == 20)
        }
    }

    @Test(arguments: Motor.allCases)
    func `con 45,000 actas en la fila la búsqueda sigue el índice`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 45_000) { cola throws in
            let parametros = Almacen.parametros(ColaDePrueba.pedido(1), .digitalizada, .pendiente)
            let plan = try cola.controlador.leer { (c) throws(AlmacenError) in
                try c.filas("EXPLAIN QUERY PLAN \(Almacen.consultaDeCandidatas)", parametros) { $0.texto(3) }
            }
            #expect(plan.contains { $0.contains("acta_por_etapa (etapa=? AND cotejada=?)") }, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
            #expect(try cola.tomar(1, azar: 49)?.acta == 50)
        }
    }
}
