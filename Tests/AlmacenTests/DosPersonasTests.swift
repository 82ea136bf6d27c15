import Almacen
import Electoral
import Testing

/// Two people, not two roles: nobody types or decides the same acta twice.
@Suite struct DosPersonasTests {
    private static let otra = Banco.captura(101)

    /// The facts that bring acta 1 to where a second intervention of person 3 would come, and that intervention.
    private static func casos(_ esquema: EsquemaDeCaptura) -> [(previos: [Hecho], intento: Hecho)] {
        let imagen = Array(Banco.vida(1).prefix(2))
        let primera = Banco.vida(1)[2]
        func segunda(_ captura: Captura, persona: Int) -> Hecho {
            Banco.hecho(
                "segunda-\(persona)", acta: 1, esquema == .dobleCaptura ? .captura(captura) : .verificacion(captura),
                persona: persona, segundo: 200)
        }
        let tercera = Banco.hecho("tercera", acta: 1, .captura(Banco.captura(102)), persona: 5, segundo: 300)
        let recaptura = Banco.hecho("recaptura", acta: 1, .recaptura(motivo: "cotejo"), persona: 8, segundo: 400)
        func deNuevo(_ evento: CicloDeVida.Evento) -> Hecho {
            Banco.hecho("de-nuevo", acta: 1, evento, persona: 3, segundo: 500)
        }
        return [
            (imagen + [primera], segunda(Banco.captura(100), persona: 3)),
            (imagen + [primera, segunda(otra, persona: 4)], deNuevo(.captura(Banco.captura(100)))),
            (
                imagen + [primera, segunda(otra, persona: 4), tercera],
                deNuevo(.decision(Banco.captura(100), motivo: "a la vista"))
            ),
            (imagen + [primera, segunda(Banco.captura(100), persona: 4), recaptura], deNuevo(.captura(otra))),
        ]
    }

    @Test(arguments: Motor.allCases, [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion])
    func `la misma persona no captura, verifica ni decide dos veces la misma acta`(
        motor: Motor, esquema: EsquemaDeCaptura
    ) throws {
        for (previos, intento) in Self.casos(esquema) {
            try Banco.prestar(motor, esquema: esquema) { banco throws in
                try banco.vivir(1, pasos: 0)
                for h in previos { #expect(try banco.registrar(h) == .registrado) }
                let antes = try banco.controlador.volcado()
                #expect(throws: AlmacenError.con(.personaYaIntervino)) { try banco.registrar(intento) }
                #expect(try banco.controlador.volcado() == antes)
            }
        }
    }

    @Test(arguments: Motor.allCases, ["captura", "verificacion", "decision"])
    func `la base de datos lo rechaza aunque nadie consulte el ciclo de vida`(motor: Motor, tipo: String) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, pasos: 3)
            let antes = try banco.controlador.volcado()
            var fila: [String: Valor] = [
                "tipo": .texto(tipo), "persona": .entero(3), "datos": .texto(Banco.captura(1).firma),
                "ronda": .entero(2),
            ]
            if tipo == "decision" { fila["motivo"] = .texto("porque sí") }
            #expect(throws: AlmacenError.con(.personaYaIntervino)) { try banco.crudo(fila) }
            #expect(try banco.controlador.volcado() == antes)

            fila["persona"] = .entero(4)
            try banco.crudo(fila)
            #expect(try banco.controlador.cuenta("hecho") == 4)
        }
    }

    @Test(arguments: Motor.allCases)
    func `una persona sí puede acopiar, digitalizar y capturar la misma acta, y capturar otras`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            for acta in 1...3 {
                try banco.vivir(acta, pasos: 0)
                for h in Banco.vida(acta).prefix(3) {
                    let misma = Hecho(
                        clave: h.clave, acta: acta, evento: h.evento, persona: Persona(id: 3), centro: h.centro,
                        instante: h.instante)
                    #expect(try banco.registrar(misma) == .registrado)
                }
            }
            #expect(try banco.controlador.cuenta("hecho") == 9)
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien no está registrado no deja hechos`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.registrar(
                    Banco.hecho("acopio", acta: 1, .acopio(tipoDocumento: "CC", mecanismo: "F"), persona: 4_000))
            }
            #expect(try banco.controlador.cuenta("hecho") == 0)
            #expect(try banco.controlador.cuenta("acta_estado") == 0)
        }
    }

    @Test(arguments: Motor.allCases)
    func `un número de persona conserva su nombre para siempre`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.almacen.registrar(personas: Banco.personas)
            #expect(try banco.controlador.cuenta("persona") == 10)
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.almacen.registrar(personas: [
                    (Persona(id: 11), "Persona 11", "capturista", nil), (Persona(id: 3), "Otra", "capturista", nil),
                ])
            }
            #expect(try banco.controlador.cuenta("persona") == 10)
        }
    }
}
