import Electoral
import Testing

/// What comes out of the life of an acta, with its stamps and its corrections.
@Suite struct CicloResultadosTests {
    static let esquemas = [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion]

    /// Applies events at 10, 20, 30… seconds, each by another person; returns the machine and the last answer.
    static func vivir(
        _ eventos: [CicloDeVida.Evento], _ esquema: EsquemaDeCaptura = .dobleCaptura
    ) throws -> (maquina: CicloDeVida, resultado: Resultado?) {
        var maquina = CicloDeVida(campos: 3, esquema: esquema)
        var ultimo: Resultado?
        for (i, evento) in eventos.enumerated() {
            ultimo = try maquina.intentar(evento, persona: i, en: (i + 1) * 10).get()
        }
        return (maquina, ultimo)
    }

    static func segundos(_ r: Resultado) -> [Int64?] { [r.acopio, r.captura, r.verificacion].map { $0?.segundos } }

    static let imagen: [CicloDeVida.Evento] = [Ciclo.acopio, .digitalizacion(imagen: "h1", Ciclo.catd)]

    @Test(arguments: esquemas)
    func `dos capturas iguales: captura es la primera y verificación la última`(esquema: EsquemaDeCaptura) throws {
        let r = try #require(
            Self.vivir(Self.imagen + [.captura(Ciclo.a), Ciclo.segunda(Ciclo.a, esquema)], esquema).resultado)
        #expect(r.condicion == .capturada(Ciclo.a))
        #expect(r.imagen == "h1")
        #expect(Self.segundos(r) == [10, 30, 40])
        #expect(r.motivo == nil)
    }

    @Test(arguments: esquemas, [("primera", Ciclo.a), ("segunda", Ciclo.b)])
    func `la tercera decide si es igual a la primera o a la segunda`(
        esquema: EsquemaDeCaptura, tercera: (String, Captura)
    ) throws {
        let (maquina, resultado) = try Self.vivir(
            Self.imagen + [.captura(Ciclo.a), Ciclo.segunda(Ciclo.b, esquema), .captura(tercera.1)], esquema)
        let r = try #require(resultado)
        #expect(maquina.etapa == .verificada)
        #expect(r.condicion == .capturada(tercera.1))
        #expect(Self.segundos(r) == [10, 30, 50])
    }

    @Test(arguments: esquemas, [Ciclo.a, Ciclo.b, Ciclo.c, Ciclo.d])
    func `tres distintas van a supervisión, que decide con cualquier valor y dice por qué`(
        esquema: EsquemaDeCaptura, decidida: Captura
    ) throws {
        let hastaTres =
            Self.imagen + [.captura(Ciclo.a), Ciclo.segunda(Ciclo.b, esquema), .captura(Ciclo.c)]
        #expect(try Self.vivir(hastaTres, esquema).maquina.etapa == .enSupervision)
        let (maquina, resultado) = try Self.vivir(hastaTres + [.decision(decidida, motivo: "imagen")], esquema)
        let r = try #require(resultado)
        #expect(maquina.etapa == .verificada)
        #expect(maquina.tomas.map(\.captura) == [Ciclo.a, Ciclo.b, Ciclo.c])
        #expect(maquina.tomas.map(\.instante.segundos) == [30, 40, 50])
        #expect(r.condicion == .capturada(decidida))
        #expect(Self.segundos(r) == [10, 30, 60])
        #expect(r.motivo == nil)
    }

    @Test func `una sola casilla distinta, aunque sume lo mismo, ya es diferencia`() throws {
        for (primera, segunda) in [("0,2,3", "I,2,3"), ("I,2,3", "S,2,3"), ("1,2,3", "2,1,3"), ("1,2,3", "1,2,4")] {
            let maquina = try Self.vivir(
                Self.imagen + [.captura(Captura(leer(primera))), .captura(Captura(leer(segunda)))]
            ).maquina
            #expect(maquina.etapa == .enDiferencia)
        }
    }

    @Test(arguments: CausaSinActa.allCases)
    func `sin acta no lleva imagen, ni procedencia, ni horas`(causa: CausaSinActa) throws {
        for antes in [[], [Ciclo.acopio], Self.imagen + [.redigitalizacion(motivo: "ilegible")]] {
            let r = try #require(Self.vivir(antes + [.sinActa(causa)]).resultado)
            #expect(
                r
                    == Resultado(
                        condicion: .sinActa(causa), imagen: nil, procedencia: nil, acopio: nil, captura: nil,
                        verificacion: nil))
        }
    }

    @Test func `fuera de catálogo guarda su imagen, de dónde vino y cuándo`() throws {
        let r = try #require(
            Self.vivir([.fueraDeCatalogo(imagen: "h9", Ciclo.catd)]).resultado)
        #expect(
            r
                == Resultado(
                    condicion: .fueraDeCatalogo, imagen: "h9", procedencia: Ciclo.catd, acopio: Instante(segundos: 10),
                    captura: nil, verificacion: nil))
    }

    @Test func `la foto en la casilla es también el acopio`() throws {
        let r = try #require(
            Self.vivir([.digitalizacion(imagen: "h1", Ciclo.movil), .captura(Ciclo.a), .captura(Ciclo.a)]).resultado)
        #expect(Self.segundos(r) == [10, 20, 30])
        #expect(r.procedencia == Ciclo.movil)
    }

    @Test func `lo escaneado en el CATD lleva el documento y el traslado que se anotaron al acopiar`() throws {
        let r = try #require(Self.vivir(Self.imagen + [.captura(Ciclo.a), .captura(Ciclo.a)]).resultado)
        #expect(
            r.procedencia
                == Procedencia(origen: .catd, digitalizacion: .escaner, tipoDocumento: "RPP", mecanismo: "F"))
    }

    @Test func `la primera imagen gana: la segunda se rechaza y no la cambia`() throws {
        var maquina = try Self.vivir([.digitalizacion(imagen: "h1", Ciclo.movil)]).maquina
        #expect(maquina.intentar(.digitalizacion(imagen: "h2", Ciclo.catd)) == .failure(.duplicada))
        #expect(maquina.intentar(Ciclo.acopio) == .failure(.duplicada))
        #expect(maquina.imagen == "h1")
        #expect(maquina.procedencia == Ciclo.movil)
    }

    @Test(arguments: esquemas)
    func `la recaptura corrige sobre la misma imagen y lleva su motivo`(esquema: EsquemaDeCaptura) throws {
        let ronda = { (c: Captura) in [CicloDeVida.Evento.captura(c), Ciclo.segunda(c, esquema)] }
        let eventos = Self.imagen + ronda(Ciclo.a) + [.recaptura(motivo: "cotejo: faltó un dígito")] + ronda(Ciclo.b)
        let (maquina, resultado) = try Self.vivir(eventos, esquema)
        let r = try #require(resultado)
        #expect(r.condicion == .capturada(Ciclo.b))
        #expect(r.imagen == "h1")
        #expect(Self.segundos(r) == [10, 60, 70])
        #expect(r.motivo == "cotejo: faltó un dígito")
        #expect(maquina.correccion == nil)
        #expect(maquina.ronda == 2)
    }

    @Test func `la redigitalización corrige con otra imagen, y cada corrección lleva la suya`() throws {
        let ronda = [CicloDeVida.Evento.captura(Ciclo.a), .captura(Ciclo.a)]
        let eventos =
            Self.imagen + ronda
            + [.redigitalizacion(motivo: "acta de otra casilla"), .digitalizacion(imagen: "h2", Ciclo.catd)] + ronda
        let r = try #require(Self.vivir(eventos).resultado)
        #expect(r.imagen == "h2")
        #expect(r.motivo == "acta de otra casilla")
        let otra = try #require(Self.vivir(eventos + [.recaptura(motivo: "segundo cotejo")] + ronda).resultado)
        #expect(otra.motivo == "segundo cotejo")
    }

    @Test func `pedir otra imagen antes de publicar no es una corrección y descarta lo capturado`() throws {
        let (maquina, _) = try Self.vivir(
            Self.imagen + [.captura(Ciclo.a), .captura(Ciclo.b), .redigitalizacion(motivo: "cortada")])
        #expect(maquina.etapa == .acopiada)
        #expect(maquina.imagen == nil)
        #expect(maquina.tomas == [])
        #expect(maquina.intervinieron.count == 2)
        let r = try #require(
            Self.vivir(
                Self.imagen + [
                    .captura(Ciclo.a), .captura(Ciclo.b), .redigitalizacion(motivo: "cortada"),
                    .digitalizacion(imagen: "h2", Ciclo.catd), .captura(Ciclo.b), .captura(Ciclo.b),
                ]
            ).resultado)
        #expect(r.motivo == nil)
        #expect(Self.segundos(r) == [10, 70, 80])
    }

    @Test(arguments: [
        [Ciclo.acopio, .digitalizacion(imagen: "h1", Ciclo.catd)], [.digitalizacion(imagen: "h1", Ciclo.movil)],
    ])
    func `el acta que aparece después de declararse sin acta corrige y lo dice`(llega: [CicloDeVida.Evento]) throws {
        let r = try #require(
            Self.vivir([.sinActa(.paqueteSinBolsa)] + llega + [.captura(Ciclo.a), .captura(Ciclo.a)]).resultado)
        #expect(r.condicion == .capturada(Ciclo.a))
        #expect(r.motivo == "Se recibió el acta después de declararse sin acta")
        #expect(r.acopio?.segundos == 20)
    }

    @Test func `una verificada puede terminar sin acta si la imagen era de otra`() throws {
        let r = try #require(
            Self.vivir(
                Self.imagen + [
                    .captura(Ciclo.a), .captura(Ciclo.a), .redigitalizacion(motivo: "era de otra casilla"),
                    .sinActa(.paqueteNoEntregado),
                ]
            ).resultado)
        #expect(r.condicion == .sinActa(.paqueteNoEntregado))
        #expect(r.motivo == "era de otra casilla")
        #expect(r.imagen == nil)
    }

    @Test(arguments: [CicloDeVida.Etapa.digitalizada, .capturada, .enDiferencia, .enSupervision, .verificada])
    func `sin motivo no se reabre ni se decide`(etapa: CicloDeVida.Etapa) throws {
        let antes = try Ciclo.maquina(en: etapa)
        var maquina = antes
        #expect(maquina.intentar(.redigitalizacion(motivo: "")) == .failure(.faltaMotivo))
        if etapa == .verificada { #expect(maquina.intentar(.recaptura(motivo: "")) == .failure(.faltaMotivo)) }
        if etapa == .enSupervision {
            #expect(maquina.intentar(.decision(Ciclo.a, motivo: "")) == .failure(.faltaMotivo))
        }
        #expect(maquina == antes)
    }

    @Test(arguments: esquemas, [[], [1], [1, 2], [1, 2, 3, 4], [1, 2, 3, 4, 5, 6]] as [[Int32]])
    func `una captura de otro formato se rechaza en cada paso`(esquema: EsquemaDeCaptura, cifras: [Int32]) throws {
        let mala = Captura(cifras.map { .cantidad($0) })
        try Self.rechaza(mala, esquema, con: .plantillaDistinta(esperados: 3, recibidos: cifras.count))
    }

    @Test(arguments: esquemas, [-1, 1_000_000, .max, .min] as [Int32])
    func `una cantidad fuera de rango se rechaza en cada paso, en cualquier casilla`(
        esquema: EsquemaDeCaptura, cantidad: Int32
    ) throws {
        for lugar in 0...2 {
            var datos = Ciclo.a.datos
            datos[lugar] = .cantidad(cantidad)
            try Self.rechaza(Captura(datos), esquema, con: .cantidadFueraDeRango)
        }
    }

    static func rechaza(_ mala: Captura, _ esquema: EsquemaDeCaptura, con rechazo: CicloDeVida.Rechazo) throws {
        let pasos: [(CicloDeVida.Etapa, CicloDeVida.Evento)] = [
            (.digitalizada, .captura(mala)), (.capturada, Ciclo.segunda(mala, esquema)),
            (.enDiferencia, .captura(mala)), (.enSupervision, .decision(mala, motivo: "imagen")),
        ]
        for (etapa, evento) in pasos {
            let antes = try Ciclo.maquina(en: etapa, esquema)
            var maquina = antes
            #expect(maquina.intentar(evento) == .failure(rechazo))
            #expect(maquina == antes)
        }
    }

    @Test func `acepta de cero a seis cifras: las mesas del extranjero suman entidades enteras`() throws {
        let captura = Captura(leer("0,999999,9999"))
        let r = try #require(Self.vivir(Self.imagen + [.captura(captura), .captura(captura)]).resultado)
        #expect(r.condicion == .capturada(captura))
    }
}
