import Electoral
import Testing

/// Twenty thousand events at random on acta after acta; what must hold, holds after each of them.
@Suite struct CicloCaminatasTests {
    /// What an observer writes down from the outside, without looking at how the machine decides.
    struct Testigo {
        var maquina: CicloDeVida
        /// Persons of every accepted capture, second look and decision, in order.
        var personas: [Persona] = []
        /// Accepted captures since the last reopening.
        var ronda: [(persona: Persona, captura: Captura)] = []
        var decidida: Captura?
        var resultados = 0
        /// Whoever accepted or questioned what was published.
        var cotejaron: Set<Persona> = []
        var corrigen = false

        init(_ esquema: EsquemaDeCaptura) { maquina = CicloDeVida(campos: 2, esquema: esquema) }

        mutating func anotar(_ evento: CicloDeVida.Evento, _ persona: Persona, deLoPublicado: Bool) {
            switch evento {
            case .captura(let c), .verificacion(let c):
                personas.append(persona)
                ronda.append((persona, c))
            case .decision(let c, motivo: _):
                personas.append(persona)
                decidida = c
            case .redigitalizacion, .recaptura:
                if deLoPublicado {
                    cotejaron.insert(persona)
                    corrigen = true
                }
                ronda = []
                decidida = nil
            case .cotejo: cotejaron.insert(persona)
            case .acopio, .sinActa, .digitalizacion, .fueraDeCatalogo: break
            }
        }

        /// The figures that two different persons typed alike in this round, or that a supervisor decided.
        var sustento: Captura? {
            decidida
                ?? ronda.first { una in
                    ronda.contains { $0.captura == una.captura && $0.persona != una.persona }
                }?.captura
        }

        var faltas: [String] {
            var faltas: [String] = []
            if Set(personas).count != personas.count { faltas.append("alguien intervino dos veces") }
            if maquina.intervinieron != Set(personas) { faltas.append("no se anotó a todos") }
            if maquina.tomas.map(\.captura) != ronda.map(\.captura) { faltas.append("tomas de otra ronda") }
            if maquina.tieneResultado != (resultados > 0) { faltas.append("tieneResultado") }
            switch maquina.etapa {
            case .verificada:
                if sustento == nil { faltas.append("verificada sin dos capturas iguales ni decisión") }
            case .digitalizada, .capturada, .enDiferencia, .enSupervision:
                let deTomas: [CicloDeVida.Etapa] = [.digitalizada, .capturada, .enDiferencia, .enSupervision]
                if deTomas.firstIndex(of: maquina.etapa) != ronda.count { faltas.append("tomas de más o de menos") }
                if sustento != nil { faltas.append("hay acuerdo y no está verificada") }
                if maquina.imagen == nil || maquina.acopio == nil { faltas.append("captura sin imagen o sin acopio") }
            case .esperada, .acopiada, .sinActa:
                if !ronda.isEmpty || maquina.imagen != nil { faltas.append("cifras o imagen sin acta digitalizada") }
            case .fueraDeCatalogo: break
            }
            return faltas
        }

        /// What is wrong in a result, knowing that it came out of `evento` at `instante`.
        func faltas(_ r: Resultado, _ evento: CicloDeVida.Evento, _ instante: Instante) -> [String] {
            var faltas: [String] = []
            switch (evento, r.cotejada) {
            case (.cotejo, .aceptada) where !corrigen, (.cotejo, .aceptadaTrasCorreccion),
                (.recaptura, .enCorreccion), (.redigitalizacion, .enCorreccion):
                return []
            case (.cotejo, _), (.recaptura, _), (.redigitalizacion, _): return ["COTEJADA es \(r.cotejada)"]
            default: if r.cotejada != .pendiente { faltas.append("nace cotejada") }
            }
            switch r.condicion {
            case .capturada(let captura):
                if captura != sustento { faltas.append("publica cifras que nadie sustenta") }
                if r.imagen == nil || r.procedencia == nil { faltas.append("resultado sin imagen") }
                if r.verificacion != instante || r.captura != maquina.tomas.first?.instante {
                    faltas.append("sellos de captura o verificación")
                }
                if let acopio = r.acopio, let primera = r.captura, acopio > primera { faltas.append("capturada antes") }
            case .sinActa:
                if r.imagen != nil || r.acopio != nil || r.captura != nil { faltas.append("sin acta con datos") }
            case .fueraDeCatalogo:
                if r.imagen == nil || r.captura != nil { faltas.append("fuera de catálogo") }
            }
            if (r.motivo != nil) != (resultados > 0) { faltas.append("motivo sólo en correcciones") }
            return faltas
        }
    }

    static func evento(_ azar: inout SplitMix64) -> CicloDeVida.Evento {
        let captura = Captura([.cantidad(Int32(azar.entero(0...1))), azar.elige([.cantidad(5), .ilegible, .sinDato])])
        switch azar.entero(0...22) {
        case 0, 1: return Ciclo.acopio
        case 2: return .sinActa(azar.elige(CausaSinActa.allCases))
        case 3, 4: return .digitalizacion(imagen: "catd", Ciclo.catd)
        case 5, 6: return .digitalizacion(imagen: "movil", Ciclo.movil)
        case 7...11: return .captura(captura)
        case 12...14: return .verificacion(captura)
        case 15, 16: return .decision(captura, motivo: azar.elige(["", "imagen", "imagen"]))
        case 17: return .redigitalizacion(motivo: azar.elige(["", "borrosa"]))
        case 18: return .recaptura(motivo: azar.elige(["", "cotejo"]))
        case 19: return .captura(Captura([.sinDato]))
        case 20, 21: return .cotejo
        default: return .fueraDeCatalogo(imagen: "otra", Ciclo.catd)
        }
    }

    @Test(arguments: [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion], UInt64(1)...4)
    func `veinte mil eventos al azar: nada se verifica sin acuerdo o decisión y nadie interviene dos veces`(
        esquema: EsquemaDeCaptura, semilla: UInt64
    ) {
        var azar = SplitMix64(semilla: semilla)
        var testigo = Testigo(esquema)
        var visitadas: [CicloDeVida.Etapa: Int] = [:]
        var rechazos: Set<CicloDeVida.Rechazo> = []
        var corregidas = 0
        var cotejos = 0
        var faltas: [String] = []
        for paso in 1...20_000 {
            if testigo.maquina.etapa == .fueraDeCatalogo || azar.unaDe(80) { testigo = Testigo(esquema) }
            let antes = testigo.maquina
            let evento = Self.evento(&azar)
            let persona = Persona(id: azar.entero(1...40))
            let instante = Instante(segundos: Int64(paso))
            switch testigo.maquina.intentar(evento, persona: persona.id, en: paso) {
            case .failure(let rechazo):
                rechazos.insert(rechazo)
                if testigo.maquina != antes { faltas.append("\(paso): un rechazo cambió el acta") }
            case .success(let resultado):
                if case .cotejo = evento {
                    cotejos += 1
                    if antes.intervinieron.contains(persona) || testigo.cotejaron.contains(persona) {
                        faltas.append("\(paso): cotejó quien ya había intervenido")
                    }
                }
                testigo.anotar(evento, persona, deLoPublicado: antes.etapa == .verificada)
                let concluye =
                    [.verificada, .sinActa, .fueraDeCatalogo].contains(testigo.maquina.etapa)
                    || antes.etapa == .verificada
                if (resultado != nil) != concluye { faltas.append("\(paso): resultado a destiempo") }
                if let resultado {
                    faltas += testigo.faltas(resultado, evento, instante).map { "\(paso): \($0)" }
                    if resultado.motivo != nil { corregidas += 1 }
                    if resultado.cotejada == .pendiente { testigo.resultados += 1 }
                }
                visitadas[testigo.maquina.etapa, default: 0] += 1
            }
            faltas += testigo.faltas.map { "\(paso): \($0)" }
        }
        #expect(faltas == [])
        #expect(Set(visitadas.keys) == Set(CicloDeVida.Etapa.allCases).subtracting([.esperada]))
        #expect(visitadas.values.allSatisfy { $0 >= 10 }, "la caminata pasa por todas las etapas")
        #expect(corregidas >= 10, "y por correcciones")
        #expect(cotejos >= 10, "y por cotejos")
        #expect(rechazos.isSuperset(of: [.duplicada, .personaYaIntervino, .faltaMotivo]))
        #expect(rechazos.contains(.plantillaDistinta(esperados: 2, recibidos: 1)))
    }
}
