import Electoral
import Testing

/// A person never types or decides the same acta twice (dominio 1.4, 2.4).
@Suite struct CicloPersonasTests {
    static let esquemas = [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion]

    enum Reapertura: String, Sendable, CaseIterable {
        case recaptura, redigitalizacion

        var eventos: [CicloDeVida.Evento] {
            switch self {
            case .recaptura: [.recaptura(motivo: "cotejo")]
            case .redigitalizacion:
                [.redigitalizacion(motivo: "cotejo"), .digitalizacion(imagen: "otra", Ciclo.catd)]
            }
        }
    }

    /// Three rounds of three captures without agreement and a decision: twelve interventions of figures.
    static func vida(_ esquema: EsquemaDeCaptura, _ reapertura: Reapertura) -> [CicloDeVida.Evento] {
        let ronda: [CicloDeVida.Evento] = [
            .captura(Ciclo.a), Ciclo.segunda(Ciclo.b, esquema), .captura(Ciclo.c),
            .decision(Ciclo.d, motivo: "se lee en la imagen"),
        ]
        return [Ciclo.acopio, .digitalizacion(imagen: "imagen", Ciclo.catd)] + ronda + reapertura.eventos + ronda
            + reapertura.eventos + ronda
    }

    @Test(arguments: esquemas, Reapertura.allCases)
    func `nadie interviene dos veces, en ningún par de pasos ni de rondas`(
        esquema: EsquemaDeCaptura, reapertura: Reapertura
    ) {
        let vida = Self.vida(esquema, reapertura)
        let pasos = vida.indices.filter { vida[$0].esDeCaptura }
        #expect(pasos.count == 12)
        for (orden, segundo) in pasos.enumerated() {
            for primero in pasos.prefix(orden) {
                var maquina = CicloDeVida(campos: 3, esquema: esquema)
                for paso in 0..<segundo {
                    #expect(maquina.intentar(vida[paso], persona: paso).rechazo == nil)
                }
                let antes = maquina
                #expect(
                    maquina.intentar(vida[segundo], persona: primero) == .failure(.personaYaIntervino),
                    "la persona del paso \(primero) en el paso \(segundo)")
                #expect(maquina == antes)
                #expect(maquina.intentar(vida[segundo], persona: segundo).rechazo == nil)
            }
        }
    }

    @Test(arguments: esquemas, Reapertura.allCases)
    func `quedan anotadas todas las personas que intervinieron, en cualquier ronda`(
        esquema: EsquemaDeCaptura, reapertura: Reapertura
    ) throws {
        let vida = Self.vida(esquema, reapertura)
        var maquina = CicloDeVida(campos: 3, esquema: esquema)
        for (paso, evento) in vida.enumerated() { _ = try maquina.intentar(evento, persona: paso).get() }
        let personas = vida.indices.filter { vida[$0].esDeCaptura }.map { Persona(id: $0) }
        #expect(maquina.intervinieron == Set(personas))
        #expect(maquina.ronda == 3)
        #expect(maquina.tomas.map(\.persona) == Array(personas.suffix(4).prefix(3)))
    }

    @Test(arguments: esquemas)
    func `la coincidencia de una persona consigo misma no vale`(esquema: EsquemaDeCaptura) throws {
        var maquina = try Ciclo.maquina(en: .capturada, esquema)
        #expect(
            maquina.intentar(Ciclo.segunda(Ciclo.a, esquema), persona: 1) == .failure(.personaYaIntervino))
        #expect(maquina.etapa == .capturada)
        #expect(maquina.tomas.count == 1)
    }

    @Test(arguments: esquemas)
    func `recibir, digitalizar o pedir otra imagen no impide capturar`(esquema: EsquemaDeCaptura) throws {
        var maquina = CicloDeVida(campos: 3, esquema: esquema)
        let preparacion: [CicloDeVida.Evento] = [
            Ciclo.acopio, .digitalizacion(imagen: "1", Ciclo.catd), .redigitalizacion(motivo: "borrosa"),
            .digitalizacion(imagen: "2", Ciclo.catd),
        ]
        for evento in preparacion { _ = try maquina.intentar(evento, persona: 7).get() }
        #expect(maquina.intervinieron == [])
        #expect(maquina.intentar(.captura(Ciclo.a), persona: 7) == .success(nil))
        #expect(maquina.intervinieron == [Persona(id: 7)])
    }

    @Test(arguments: esquemas)
    func `la persona rechazada no queda anotada y puede intervenir después con lo correcto`(
        esquema: EsquemaDeCaptura
    ) throws {
        var maquina = try Ciclo.maquina(en: .capturada, esquema)
        let corta = Ciclo.segunda(Captura(leer("1,2")), esquema)
        #expect(maquina.intentar(corta, persona: 2) == .failure(.plantillaDistinta(esperados: 3, recibidos: 2)))
        #expect(maquina.intervinieron == [Persona(id: 1)])
        #expect(try maquina.intentar(Ciclo.segunda(Ciclo.a, esquema), persona: 2).get() != nil)
        #expect(maquina.etapa == .verificada)
    }
}
