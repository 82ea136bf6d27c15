import Almacen
import Electoral
import Testing

/// What is read is what was written, for every kind of event and of result.
@Suite struct IdaYVueltaTests {
    private static let procedencias: [Procedencia] = [
        Procedencia(origen: .catd, digitalizacion: .escaner, tipoDocumento: "ACTA PREP", mecanismo: "F-D"),
        Procedencia(origen: .casilla, digitalizacion: .movil, tipoDocumento: "ACTA PREP", mecanismo: ""),
        Procedencia(
            origen: .casilla, digitalizacion: .urna, tipoDocumento: "ACTA VA", mecanismo: "I", identificadaPorPTO: true),
        Procedencia(
            origen: .catd, digitalizacion: .movil, tipoDocumento: "PPC", mecanismo: "«ñ» 🗳️ 'comillas'; --",
            identificadaPorPTO: true),
    ]

    private static let rara = Captura([.cantidad(0), .ilegible, .sinDato, .cantidad(999_999), .cantidad(1), .sinDato])

    /// Plays the events on an acta, in the store and in a machine of its own, and compares what each knows at every
    /// step.
    private func comparar(
        _ banco: Banco, acta: Acta.ID, _ eventos: [(CicloDeVida.Evento, Int)]
    ) throws -> Resultado? {
        var ciclo = CicloDeVida(
            campos: banco.catalogo.acta(acta) == nil ? 0 : Banco.campos, esquema: banco.proceso.esquema)
        var ultimo: Resultado?
        let lectora = try banco.otraPuerta()
        for (i, (evento, persona)) in eventos.enumerated() {
            let hecho = Hecho(
                clave: "\(acta)/\(i)", acta: acta, evento: evento, persona: Persona(id: persona), centro: "CATD «Ñ»",
                instante: Instante(microsegundos: Banco.inicio.microsegundos + Int64(i * 61_000_007 + acta)))
            #expect(try banco.registrar(hecho) == .registrado)
            ultimo = try ciclo.aplicar(evento, persona: hecho.persona, instante: hecho.instante) ?? ultimo
            if let conocida = banco.catalogo.acta(acta) {
                let plantilla = banco.catalogo.plantilla(de: conocida)
                #expect(try lectora.ciclo(de: conocida, plantilla: plantilla, esquema: banco.proceso.esquema) == ciclo)
            }
        }
        let hasta = try banco.almacen.numerar()
        let leidos = try lectora.resultados(desde: 0, hasta: hasta).resultados.filter { $0.acta == acta }
        #expect(leidos.last?.resultado == ultimo)
        #expect(try banco.comprobar() == [])
        return ultimo
    }

    private func conImagenes(
        _ motor: Motor, _ esquema: EsquemaDeCaptura = .dobleCaptura, _ cuerpo: (Banco) throws -> Void
    ) throws {
        try Banco.prestar(motor, esquema: esquema) { banco throws in
            for n in 1...3 { try banco.almacen.guardar(imagen: Banco.huella(n), tipo: "image/jpeg", bytes: [UInt8(n)]) }
            try cuerpo(banco)
        }
    }

    @Test(arguments: Motor.allCases, procedencias)
    func `una digitalización vuelve con toda su procedencia`(motor: Motor, procedencia: Procedencia) throws {
        try conImagenes(motor) { banco throws in
            var eventos: [(CicloDeVida.Evento, Int)] = [
                (.digitalizacion(imagen: Banco.huella(1), procedencia), 2), (.captura(Self.rara), 3),
                (.captura(Self.rara), 4),
            ]
            if procedencia.origen == .catd { eventos.insert((.acopio(tipoDocumento: "RPP", mecanismo: "D"), 1), at: 0) }
            let resultado = try comparar(banco, acta: 1, eventos)
            #expect(resultado?.condicion == .capturada(Self.rara))
            #expect(resultado?.procedencia?.identificadaPorPTO == procedencia.identificadaPorPTO)
            #expect(resultado?.procedencia?.digitalizacion == procedencia.digitalizacion)
        }
    }

    @Test(arguments: Motor.allCases, procedencias)
    func `un acta fuera de catálogo vuelve con toda su procedencia`(motor: Motor, procedencia: Procedencia) throws {
        try conImagenes(motor) { banco throws in
            let id = try banco.almacen.acta(fueraDeCatalogo: "sobre de «otra» casilla", eleccion: 1)
            let resultado = try comparar(
                banco, acta: id, [(.fueraDeCatalogo(imagen: Banco.huella(2), procedencia), 2)])
            #expect(resultado?.condicion == .fueraDeCatalogo)
            #expect(resultado?.procedencia == procedencia)
            let fuera = try banco.almacen.resultados(desde: 0, hasta: 1).fuera
            #expect(fuera == [id: ActaFueraDeCatalogo(id: id, eleccion: 1, identidad: "sobre de «otra» casilla")])
        }
    }

    @Test(arguments: Motor.allCases, CausaSinActa.allCases)
    func `un acta que falta vuelve con su causa, y con su corrección si aparece`(motor: Motor, causa: CausaSinActa)
        throws
    {
        try conImagenes(motor) { banco throws in
            let falta = try comparar(banco, acta: 1, [(.sinActa(causa), 1)])
            #expect(falta?.condicion == .sinActa(causa))
            #expect(falta?.imagen == nil)
            #expect(falta?.procedencia == nil)
            #expect(falta?.acopio == nil)
            let aparecida = try comparar(
                banco, acta: 2,
                [
                    (.sinActa(causa), 1), (.acopio(tipoDocumento: "CC", mecanismo: "I"), 1),
                    (.digitalizacion(imagen: Banco.huella(1), Banco.catd), 2), (.captura(Banco.captura(1)), 3),
                    (.captura(Banco.captura(1)), 4),
                ])
            #expect(aparecida?.motivo == "Se recibió el acta después de declararse sin acta")
        }
    }

    @Test(arguments: Motor.allCases)
    func `diferencias, decisión, redigitalización y recaptura vuelven como fueron`(motor: Motor) throws {
        try conImagenes(motor) { banco throws in
            let resultado = try comparar(
                banco, acta: 1,
                [
                    (.acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), 1),
                    (.digitalizacion(imagen: Banco.huella(1), Banco.catd), 2), (.captura(Banco.captura(1)), 3),
                    (.redigitalizacion(motivo: "No se lee: «ñ»"), 9),
                    (.digitalizacion(imagen: Banco.huella(2), Banco.catd), 2), (.captura(Banco.captura(1)), 4),
                    (.captura(Banco.captura(2)), 5), (.captura(Banco.captura(3)), 6),
                    (.decision(Self.rara, motivo: "Prevalece la letra\nsegundo renglón"), 7),
                    (.recaptura(motivo: "Cotejo"), 9), (.captura(Banco.captura(4)), 8),
                    (.captura(Banco.captura(4)), 10),
                ])
            #expect(resultado?.motivo == "Cotejo")
            #expect(resultado?.imagen == Banco.huella(2))
        }
    }

    @Test(arguments: Motor.allCases)
    func `la verificación del otro esquema vuelve como fue`(motor: Motor) throws {
        try conImagenes(motor, .capturaYVerificacion) { banco throws in
            let resultado = try comparar(
                banco, acta: 1,
                [
                    (.digitalizacion(imagen: Banco.huella(1), Self.procedencias[2]), 2),
                    (.captura(Banco.captura(1)), 3),
                    (.verificacion(Banco.captura(2)), 4), (.captura(Banco.captura(2)), 5),
                ])
            #expect(resultado?.condicion == .capturada(Banco.captura(2)))
        }
    }

    @Test(arguments: Motor.allCases)
    func `los cortes vuelven como se asentaron, y ni su número ni su instante se repiten`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let cortes = [
                Corte(
                    numero: 1, instante: Instante(microsegundos: 7), hasta: 0, ultimo: false, siguiente: Banco.inicio),
                Corte(numero: 2, instante: Banco.inicio, hasta: 5, ultimo: true, siguiente: nil),
            ]
            for c in cortes { try banco.almacen.asentar(c) }
            for repetido in [
                Corte(numero: 2, instante: Banco.inicio + 1, hasta: 5, ultimo: false, siguiente: nil),
                Corte(numero: 3, instante: Banco.inicio, hasta: 5, ultimo: false, siguiente: nil),
            ] {
                #expect(throws: AlmacenError.con(.restriccion)) { try banco.almacen.asentar(repetido) }
            }
            #expect(try banco.otraPuerta().cortes() == cortes)
        }
    }
}
