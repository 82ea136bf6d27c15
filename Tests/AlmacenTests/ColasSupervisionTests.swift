import Almacen
import Electoral
import Testing

/// Actas whose captures do not agree.
@Suite struct ColasSupervisionTests {
    private static let supervisor = Persona(id: 50)

    private func conConflicto(_ motor: Motor, _ cuerpo: (ColaDePrueba) throws -> Void) throws {
        try ColaDePrueba.prestar(motor, actas: 3) { cola throws in
            for (persona, votos) in [(1, 7), (2, 8), (3, 9)] { try cola.capturar(1, persona, Int32(votos)) }
            for (persona, votos) in [(1, 7), (2, 8)] { try cola.capturar(2, persona, Int32(votos)) }
            try cuerpo(cola)
        }
    }

    private func tomar(_ cola: ColaDePrueba, _ persona: Int, acta: Int = 1, segundo: Int = 10) throws
        -> CapturasEnConflicto
    {
        try cola.almacen.tomarSupervision(
            acta, campos: 3, esquema: .dobleCaptura, ColaDePrueba.pedido(persona, segundo: segundo))
    }

    private func resolver(
        _ cola: ColaDePrueba, _ persona: Int, ronda: Int = 1, clave: String = "s", segundo: Int = 20
    ) throws -> Almacen.Recibo {
        try cola.almacen.resolver(
            ColaDePrueba.hecho(
                1, persona, .decision(ColaDePrueba.captura(8), motivo: "La letra"), clave: clave, segundo: segundo),
            imagen: ColaDePrueba.imagen(1), ronda: ronda, campos: 3, esquema: .dobleCaptura,
            ColaDePrueba.pedido(persona, segundo: segundo))
    }

    @Test(arguments: Motor.allCases)
    func `se lista lo que espera decisión y se cuenta lo que espera una tercera persona`(motor: Motor) throws {
        try conConflicto(motor) { cola throws in
            let lista = try cola.almacen.porDecidir(ColaDePrueba.pedido(50, segundo: 10))
            #expect(lista.actas.map(\.acta) == [1])
            #expect(lista.total == 1)
            #expect(lista.enDiferencia == 1)
            #expect(lista.enDiferenciaDesde == ColaDePrueba.ahora + 2)
            #expect(try cola.almacen.porDecidir(ColaDePrueba.pedido(3, segundo: 10)).actas.first?.intervino == true)
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien la toma ve las tres capturas y nadie más la decide`(motor: Motor) throws {
        try conConflicto(motor) { cola throws in
            #expect(try tomar(cola, 50).capturas == [7, 8, 9].map(ColaDePrueba.captura))
            #expect(throws: AlmacenError.con(.rechazado)) { try tomar(cola, 51) }
            #expect(throws: AlmacenError.con(.rechazado)) { try resolver(cola, 51) }
            #expect(try resolver(cola, 50) == .registrado)
            #expect(try resolver(cola, 50) == .yaEstaba)
            #expect(try cola.etapa(1) == "verificada")
            #expect(try cola.controlador.cuenta("asignacion") == 0)
            #expect(try cola.controlador.cuenta("resultado") == 1)
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien la capturó no la decide`(motor: Motor) throws {
        try conConflicto(motor) { cola throws in
            #expect(throws: AlmacenError.con(.personaYaIntervino)) { try tomar(cola, 3) }
            #expect(throws: AlmacenError.con(.personaYaIntervino)) { try resolver(cola, 3) }
        }
    }

    @Test(arguments: Motor.allCases)
    func `no se decide antes de la tercera captura ni sobre otra ronda`(motor: Motor) throws {
        try conConflicto(motor) { cola throws in
            #expect(throws: AlmacenError.con(.rechazado)) { try tomar(cola, 50, acta: 2) }
            #expect(throws: AlmacenError.con(.rechazado)) { try resolver(cola, 50, ronda: 2) }
            #expect(try cola.etapa(1) == "en_supervision")
        }
    }
}
