import Almacen
import Electoral
import Operacion
import Synchronization
import Testing

/// Exceptions: opened by one, decided by another, once, with what follows in the same transaction.
@Suite struct ExcepcionesTests {
    private func con(_ motor: Motor, _ cuerpo: (Banco, Mesa) throws -> Void) throws {
        try AcopiosTests.prestar(motor) { banco in
            try cuerpo(banco, Mesa(banco.almacen, catalogo: banco.catalogo, esquema: banco.proceso.esquema))
        }
    }

    private static func acto(
        _ clave: String, persona: Int, centro: String = "CATD-1", segundo: Int = 500
    ) -> Acto {
        Acto(clave: clave, persona: Persona(id: persona), centro: centro, instante: Banco.inicio + segundo)
    }

    private func abierta(_ banco: Banco, _ id: Int) throws -> Excepcion {
        try #require(try banco.almacen.excepcion(id))
    }

    @Test(arguments: Motor.allCases) func `sin acta: la confirma otra persona y queda como resultado`(motor: Motor)
        throws
    {
        try con(motor) { banco, mesa in
            let acta = try #require(banco.catalogo.acta(1))
            let informe = Informe(problemas: [.sobreAusente], accion: "Se pidió copia")
            let id = try mesa.reportarSinActa(acta, causa: .paqueteNoEntregado, informe, Self.acto("a-1", persona: 1))
            #expect(
                try mesa.reportarSinActa(acta, causa: .paqueteNoEntregado, informe, Self.acto("a-1", persona: 1)) == id)
            #expect(
                try mesa.reportarSinActa(acta, causa: .paqueteSinBolsa, informe, Self.acto("a-2", persona: 2)) == id)
            let e = try abierta(banco, id)
            #expect(throws: AlmacenError.con(.personaYaIntervino)) {
                try mesa.resolver(e, .confirmar, comentario: "sí", Self.acto("r-1", persona: 1))
            }
            #expect(throws: AlmacenError.con(.rechazado)) {
                try mesa.resolver(e, .confirmar, comentario: " ", Self.acto("r-1", persona: 5))
            }
            #expect(throws: AlmacenError.con(.restriccion)) {
                try mesa.resolver(e, .redigitalizar, comentario: "no es de aquí", Self.acto("r-1", persona: 5))
            }
            #expect(try mesa.resolver(e, .confirmar, comentario: "sí", Self.acto("r-1", persona: 5)) == nil)
            #expect(try mesa.resolver(e, .confirmar, comentario: "sí", Self.acto("r-1", persona: 5)) == nil)
            let previa = try #require(try mesa.resolver(e, .esperar, comentario: "no", Self.acto("r-2", persona: 6)))
            #expect(previa.decision == "confirmar" && previa.nombre == "Persona 5")
            #expect(try banco.almacen.situacion(de: 1).etapa == .sinActa)
            #expect(try banco.almacen.excepciones(abiertas: true).isEmpty)
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases) func `el acta que llegó mientras se decidía no se declara sin acta`(motor: Motor)
        throws
    {
        try con(motor) { banco, mesa in
            let acta = try #require(banco.catalogo.acta(1))
            let id = try mesa.reportarSinActa(acta, causa: .paqueteNoEntregado, Informe(), Self.acto("a-1", persona: 1))
            _ = try AcopiosTests.acopiar(banco, 1, segundo: 600)
            let e = try abierta(banco, id)
            #expect(throws: AlmacenError.con(.rechazado)) {
                try mesa.resolver(e, .confirmar, comentario: "sí", Self.acto("r-1", persona: 5, segundo: 700))
            }
            #expect(try abierta(banco, id).resuelta == nil)
            #expect(
                try mesa.resolver(e, .esperar, comentario: "llegó", Self.acto("r-2", persona: 5, segundo: 700)) == nil)
            #expect(try banco.almacen.situacion(de: 1).etapa == .acopiada)
        }
    }

    @Test(arguments: Motor.allCases)
    func `fuera de catálogo: registrada con su imagen, o identificada y de regreso a la fila`(
        motor: Motor
    ) throws {
        try con(motor) { banco, mesa in
            let r = try banco.almacen.recibir(RecepcionesTests.envio(1, paginas: [11, 12, 13]))
            for (i, una) in r.enumerated() {
                let informe = Informe(problemas: [.identificacionIlegible], accion: "x")
                #expect(
                    try mesa.reportarFueraDeCatalogo(recepcion: una.id, informe, Self.acto("f-\(i)", persona: 2)) == nil
                )
            }
            #expect(try banco.almacen.recepciones(pendientesDe: "CATD-1").isEmpty)
            let abiertas = try banco.almacen.excepciones(abiertas: true)
            #expect(abiertas.count == 3)
            #expect(
                try mesa.resolver(
                    abiertas[0], .registrar, comentario: "x", eleccion: 1,
                    Self.acto("r-0", persona: 5, centro: "CENTRAL")) == nil)
            #expect(
                try mesa.resolver(abiertas[1], .identificar, comentario: "x", acta: 2, Self.acto("r-1", persona: 5))
                    == nil)
            #expect(try mesa.resolver(abiertas[2], .descartar, comentario: "x", Self.acto("r-2", persona: 5)) == nil)
            #expect(try banco.almacen.recepcion(r[0].id)?.resuelta?.destino == .excepcion)
            #expect(try banco.almacen.recepcion(r[2].id)?.resuelta?.destino == .rechazada)
            let pendiente = try banco.almacen.recepciones(pendientesDe: "CATD-1")
            #expect(pendiente.map(\.id) == [r[1].id] && pendiente[0].identificada == 2)
            #expect(try banco.controlador.textos("SELECT condicion FROM resultado") == ["fuera_de_catalogo"])
            // Its paper is in the CATD that digitised it, whoever decided.
            #expect(
                try banco.controlador.textos("SELECT centro FROM hecho WHERE tipo = 'fuera_de_catalogo'") == ["CATD-1"])
            _ = try AcopiosTests.acopiar(banco, 2)
            #expect(try RecepcionesTests.aceptar(banco, pendiente[0], para: 2, segundo: 600) == .aceptada)
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases) func `imagen repetida: si es de la segunda, la primera se digitaliza otra vez`(
        motor: Motor
    ) throws {
        try con(motor) { banco, mesa in
            for acta in [1, 2] { _ = try AcopiosTests.acopiar(banco, acta) }
            let una = try banco.almacen.recibir(RecepcionesTests.envio(1, paginas: [11]))[0]
            let misma = try banco.almacen.recibir(RecepcionesTests.envio(2, paginas: [11]))[0]
            #expect(try RecepcionesTests.aceptar(banco, una, para: 1) == .aceptada)
            _ = try RecepcionesTests.aceptar(banco, misma, para: 2)
            let e = try #require(try banco.almacen.excepciones(abiertas: true).first)
            #expect(try mesa.resolver(e, .esDeLaSegunda, comentario: "es de la 2", Self.acto("r", persona: 5)) == nil)
            #expect(try banco.almacen.porRedigitalizar(centro: "CATD-1").map(\.acta) == [1])
            let pendiente = try #require(try banco.almacen.recepciones(pendientesDe: "CATD-1").first)
            #expect(try RecepcionesTests.aceptar(banco, pendiente, para: 2, clave: "otra", segundo: 600) == .aceptada)
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases) func `de ocho decisiones a la vez queda una`(motor: Motor) throws {
        try con(motor) { banco, mesa in
            for acta in [1, 2, 4, 5].compactMap({ banco.catalogo.acta($0) }) {
                let id = try mesa.reportarSinActa(
                    acta, causa: .casillaNoInstalada, Informe(), Self.acto("a-\(acta.id)", persona: 9))
                let e = try abierta(banco, id)
                let ganaron = Mutex(0)
                let fallas = alMismoTiempo(8) { i in
                    let acto = Self.acto("r-\(acta.id)-\(i)", persona: i + 1)
                    if try mesa.resolver(e, i % 2 == 0 ? .confirmar : .esperar, comentario: "x", acto) == nil {
                        ganaron.withLock { $0 += 1 }
                    }
                }
                #expect(fallas == [] && ganaron.withLock { $0 } == 1)
            }
            #expect(try banco.comprobar() == [])
        }
    }

    /// The third level: even without the program, the database wants two people.
    @Test(arguments: Motor.allCases) func `la base de datos no admite que decida quien abrió`(motor: Motor) throws {
        try con(motor) { banco, mesa in
            let acta = try #require(banco.catalogo.acta(1))
            let id = try mesa.reportarSinActa(acta, causa: .casillaNoInstalada, Informe(), Self.acto("a", persona: 1))
            let fila: [String: Valor] = [
                "excepcion": .entero(id), "persona": .entero(1), "instante": .entero(1),
                "decision": .texto("confirmar"),
                "comentario": .texto("x"),
            ]
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.controlador.insertar("excepcion_resuelta", fila)
            }
        }
    }
}
