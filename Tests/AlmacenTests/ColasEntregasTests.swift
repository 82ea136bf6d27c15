import Almacen
import Electoral
import Testing

/// Saving a capture and taking the next one.
@Suite struct ColasEntregasTests {
    @Test(arguments: Motor.allCases)
    func `guardar deja el hecho, suelta el acta y entrega la siguiente`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            let (entrega, siguiente) = try cola.entregar(1, 1, 7)
            #expect(entrega == .registrada)
            #expect(siguiente?.acta == 2)
            #expect(try cola.etapa(1) == "capturada")
            #expect(try cola.controlador.cuenta("asignacion") == 1)
        }
    }

    @Test(arguments: Motor.allCases)
    func `repetir el envío no escribe otra vez ni cambia la siguiente`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 9) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            let primera = try cola.entregar(1, 1, 7)
            for _ in 0..<3 {
                let otra = try cola.entregar(1, 1, 7)
                #expect(otra.entrega == .yaEstaba)
                #expect(otra.siguiente?.acta == primera.siguiente?.acta)
            }
            #expect(try cola.controlador.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == 1)
        }
    }

    @Test(arguments: Motor.allCases)
    func `una primera captura reenviada con otra clave no se vuelve la segunda`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            try cola.entregar(1, 1, 7)
            let otra = try cola.entregar(1, 1, 7, clave: "otra", consta: true)
            guard case .yaNo = otra.entrega else { return #expect(Bool(false), "se aceptó \(otra.entrega)") }
            #expect(try cola.etapa(1) == "capturada")
        }
    }

    @Test(arguments: Motor.allCases)
    func `la misma clave no sirve para otras cifras`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            try cola.entregar(1, 1, 7)
            #expect(throws: AlmacenError.con(.restriccion)) { try cola.entregar(1, 1, 8) }
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien nunca la tuvo no la captura`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            #expect(throws: AlmacenError.con(.rechazado)) { try cola.entregar(1, 2, 7) }
            #expect(throws: AlmacenError.con(.rechazado)) { try cola.entregar(2, 1, 7) }
            #expect(try cola.controlador.cuenta("asignacion") == 1)
            #expect(try cola.etapa(1) == "digitalizada")
        }
    }

    @Test(arguments: Motor.allCases)
    func `un envío tardío cuenta mientras el acta lo admita`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 1) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            #expect(try cola.tomar(2, segundo: 601)?.acta == 1)
            #expect(try cola.entregar(1, 1, 7, consta: true, segundo: 700).entrega == .registrada)
            #expect(try cola.entregar(1, 2, 7, segundo: 720).entrega == .registrada)
            #expect(try cola.etapa(1) == "verificada")
            let tarde = try cola.entregar(1, 3, 7, consta: true, segundo: 730)
            #expect(tarde.entrega == .yaNo("Otras personas ya resolvieron esa acta: no se guardó nada."))
        }
    }

    @Test(arguments: Motor.allCases)
    func `si la imagen se reemplazó no se guarda nada y hay trabajo nuevo`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            #expect(try cola.tomar(1)?.acta == 1)
            let otra = Procedencia(origen: .casilla, digitalizacion: .movil)
            try cola.almacen.registrar(
                ColaDePrueba.hecho(1, 50, .redigitalizacion(motivo: "Borrosa")), campos: 3, esquema: .dobleCaptura)
            try cola.almacen.registrar(
                ColaDePrueba.hecho(1, 51, .digitalizacion(imagen: ColaDePrueba.imagen(2), otra)), campos: 3,
                esquema: .dobleCaptura)
            let (entrega, siguiente) = try cola.entregar(1, 1, 7)
            #expect(entrega == .yaNo("La imagen de esa acta se reemplazó mientras la capturaba: no se guardó nada."))
            #expect(siguiente != nil)
            #expect(try cola.controlador.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == 0)
        }
    }

    @Test(arguments: Motor.allCases)
    func `dos capturas iguales de dos personas verifican el acta y no van a diferencias`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 20) { cola throws in
            for acta in 1...20 {
                for persona in [1, 2] { try cola.entregar(acta, persona, 7, consta: true, segundo: acta) }
                #expect(try cola.etapa(acta) == "verificada")
            }
            #expect(try cola.controlador.cuenta("resultado") == 20)
        }
    }

    @Test(arguments: Motor.allCases)
    func `en captura y verificación la segunda persona verifica`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 1) { cola throws in
            for persona in [1, 2] {
                #expect(try cola.tomar(persona)?.acta == 1)
                #expect(try cola.entregar(1, persona, 7, esquema: .capturaYVerificacion).entrega == .registrada)
                #expect(try cola.entregar(1, persona, 7, esquema: .capturaYVerificacion).entrega == .yaEstaba)
            }
            #expect(
                try cola.controlador.textos("SELECT tipo FROM hecho ORDER BY id")
                    == ["digitalizacion", "captura", "verificacion"])
            #expect(try cola.etapa(1) == "verificada")
        }
    }

    @Test(arguments: Motor.allCases)
    func `sólo se ve la imagen del acta que se tiene`(motor: Motor) throws {
        try ColaDePrueba.prestar(motor, actas: 2) { cola throws in
            let yo = Persona(id: 1)
            #expect(try cola.almacen.imagenEnManos(ColaDePrueba.imagen(1), de: yo) == nil)
            #expect(try cola.tomar(1)?.acta == 1)
            #expect(try cola.almacen.imagenEnManos(ColaDePrueba.imagen(1), de: yo)?.bytes == [UInt8]("1".utf8))
            #expect(try cola.almacen.imagenEnManos(ColaDePrueba.imagen(2), de: yo) == nil)
        }
    }
}
