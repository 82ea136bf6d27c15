import Electoral

/// Captures of a three-box acta, no two alike, and machines driven to where a case begins.
enum Ciclo {
    static let a = Captura(leer("1,2,3"))
    static let b = Captura(leer("1,2,S"))
    static let c = Captura(leer("1,I,3"))
    static let d = Captura(leer("0,2,3"))

    static let catd = Procedencia(origen: .catd, digitalizacion: .escaner, tipoDocumento: "CC", mecanismo: "D")
    static let movil = Procedencia(origen: .casilla, digitalizacion: .movil)

    static let acopio = CicloDeVida.Evento.acopio(tipoDocumento: "RPP", mecanismo: "F")

    /// Second look of each scheme.
    static func segunda(_ captura: Captura, _ esquema: EsquemaDeCaptura) -> CicloDeVida.Evento {
        esquema == .dobleCaptura ? .captura(captura) : .verificacion(captura)
    }

    /// The events that lead from the catalogue to a stage. Persons 1, 2 and 3 capture.
    static func camino(a etapa: CicloDeVida.Etapa, _ esquema: EsquemaDeCaptura) -> [CicloDeVida.Evento] {
        let imagen: [CicloDeVida.Evento] = [acopio, .digitalizacion(imagen: "imagen", catd)]
        return switch etapa {
        case .esperada: []
        case .acopiada: [acopio]
        case .digitalizada: imagen
        case .capturada: imagen + [.captura(a)]
        case .enDiferencia: imagen + [.captura(a), segunda(b, esquema)]
        case .enSupervision: imagen + [.captura(a), segunda(b, esquema), .captura(c)]
        case .verificada: imagen + [.captura(a), segunda(a, esquema)]
        case .sinActa: [.sinActa(.paqueteNoEntregado)]
        case .fueraDeCatalogo: [.fueraDeCatalogo(imagen: "imagen", catd)]
        }
    }

    static func maquina(
        en etapa: CicloDeVida.Etapa, _ esquema: EsquemaDeCaptura = .dobleCaptura
    ) throws -> CicloDeVida {
        var maquina = CicloDeVida(campos: 3, esquema: esquema)
        var persona = 0
        for (i, evento) in camino(a: etapa, esquema).enumerated() {
            if evento.esDeCaptura { persona += 1 }
            _ = try maquina.aplicar(evento, persona: Persona(id: persona), instante: Instante(segundos: Int64(i)))
        }
        return maquina
    }
}

extension CicloDeVida {
    mutating func intentar(_ evento: Evento, persona: Int = 99, en segundos: Int = 100) -> Result<Resultado?, Rechazo> {
        Result { () throws(Rechazo) -> Resultado? in
            try aplicar(evento, persona: Persona(id: persona), instante: Instante(segundos: Int64(segundos)))
        }
    }
}

extension Result where Failure == CicloDeVida.Rechazo {
    var rechazo: CicloDeVida.Rechazo? { if case .failure(let rechazo) = self { rechazo } else { nil } }
}

extension CicloDeVida.Evento {
    /// Whether a person types or decides figures in it. Without default: a new event has to say so here.
    var esDeCaptura: Bool {
        switch self {
        case .captura, .verificacion, .decision: true
        case .acopio, .sinActa, .digitalizacion, .redigitalizacion, .recaptura, .fueraDeCatalogo, .cotejo: false
        }
    }
}
