import Electoral

/// Oficios of a month, as reports tell them.
extension Informe {
    /// Threads with something of the month, by the date of the first oficio that they tell: each oficio with
    /// `respuestas`, and `repetido` where an earlier thread told it already.
    var hilos: [FichaEnPlantilla] {
        planDeHilos.hilos.enumerated().map { orden, hilo in ver(hilo, orden: orden) }
    }

    /// Chains that do not fit in a thread, and oficios that answer to themselves.
    var cadenas: [Aviso] {
        let plan = planDeHilos
        var avisos: [Aviso] = []
        if let primero = plan.cortados.first {
            let nombres = plan.cortados.map { $0["numero"] ?? $0.clave.id }
            avisos.append(
                Aviso(
                    .hilo,
                    "una cadena de respuestas pasa de \(Self.profundidad); siguen aparte, o no se cuentan si son de otro mes: \(Aviso.enLista(nombres))",
                    primero.clave))
        }
        let vueltas = CiclosDeOficios(libro.de("oficio")).claves.compactMap { libro[$0] }
        if let primero = vueltas.first {
            let nombres = vueltas.map { $0["numero"] ?? $0.clave.id }
            avisos.append(
                Aviso(
                    .hilo,
                    vueltas.count == 1
                        ? "\(nombres[0]) se responde a sí mismo; revise «Responde a»"
                        : "se responden unos a otros y no se sabe cuál fue primero: \(Aviso.enLista(nombres)); revise «Responde a»",
                    primero.clave))
        }
        return avisos
    }

    /// An oficio and, inside, those that answer to it.
    private struct Hilo {
        let oficio: Ficha
        var respuestas: [Hilo] = []
        let repetido: Bool
    }

    /// Answers are told one inside another up to here; those further on begin a thread of their own.
    static let profundidad = 50

    /// How threads are told: an oficio of the month that answers to none of the month begins one; so does any other that
    /// no thread reaches, so that none is left out.
    private var planDeHilos: (hilos: [Hilo], cortados: [Ficha]) {
        let suyos = delMes("oficio").filter { esConElINE($0) && yaPaso($0) }
        var contados: Set<Ficha.Clave> = []
        var cortados: [Ficha] = []
        var hilos: [Ficha.Clave: Hilo] = [:]
        func contar(_ oficio: Ficha) {
            var camino: [Ficha.Clave] = []
            hilos[oficio.clave] = hilo(oficio, &contados, &camino, &cortados)
        }
        for oficio in suyos where libro.preguntas(de: oficio).allSatisfy({ !es($0, de: mes) }) { contar(oficio) }
        for oficio in suyos where !contados.contains(oficio.clave) { contar(oficio) }
        return (suyos.compactMap { hilos[$0.clave] }, cortados)
    }

    /// Whether it goes to INE or comes from it, as far as the record says.
    private func esConElINE(_ oficio: Ficha) -> Bool {
        guard oficio["sentido"] != "interno" else { return false }
        let otro = oficio[oficio["sentido"] == "enviado" ? "destinatario" : "emisor"]
        guard let organo = otro.flatMap({ Ficha.Clave(clase: "organo", id: $0) }).flatMap({ libro[$0] }) else {
            return true
        }
        return organo["tipo"] == "ine"
    }

    private func hilo(
        _ oficio: Ficha, _ contados: inout Set<Ficha.Clave>, _ camino: inout [Ficha.Clave], _ cortados: inout [Ficha]
    ) -> Hilo {
        guard contados.insert(oficio.clave).inserted else { return Hilo(oficio: oficio, repetido: true) }
        var hilo = Hilo(oficio: oficio, repetido: false)
        camino.append(oficio.clave)
        for respuesta in libro.respuestas(a: oficio.clave)
        where !camino.contains(respuesta.clave) && (respuesta.dia("fecha").map { $0 <= fecha } ?? true) {
            guard camino.count < Self.profundidad else {
                cortados.append(respuesta)
                continue
            }
            hilo.respuestas.append(self.hilo(respuesta, &contados, &camino, &cortados))
        }
        camino.removeLast()
        return hilo
    }

    private func ver(_ hilo: Hilo, orden: Int = 0, otra: Bool = false, tras pregunta: Ficha? = nil) -> FichaEnPlantilla
    {
        let oficio = hilo.oficio
        let respuestas = hilo.respuestas.enumerated().map { ver($1, otra: $0 > 0, tras: oficio) }
        let conector = Self.conectores[orden % Self.conectores.count]
        return FichaEnPlantilla(
            oficio, libro, alDia: fecha,
            extras: [
                "respuestas": respuestas, "contestado": !respuestas.isEmpty, "repetido": hilo.repetido,
                "esRespuesta": pregunta != nil, "primero": orden == 0,
                // One document that no point of numeral 33 asks for is told inside the sentence.
                "enLinea": Self.vaEnLinea(oficio), "otraRespuesta": otra,
                "contadaEnLinea": oficio["motivo"] == "observaciones" && pregunta.map(Self.vaEnLinea) ?? false,
                "conector": conector.isEmpty ? Ausente() : TextoEnPlantilla(conector),
            ])
    }

    private static func vaEnLinea(_ oficio: Ficha) -> Bool {
        oficio.grupos("documentos").count == 1 && oficio.lista("puntos").isEmpty
    }

    /// How each paragraph goes on from the one before.
    private static let conectores = ["", "Asimismo", "De igual forma", "Posteriormente", "Adicionalmente"]

    /// Oficios sent and sessions held, as they happened.
    var cronologia: [[String: Any]] {
        let oficios = delMes("oficio").filter { $0["sentido"] == "enviado" }
        let sesiones = delMes("sesion").filter { $0["estado"] == "celebrada" }
        return (oficios + sesiones).filter(yaPaso).enumerated()
            .sorted { ($0.element["fecha"] ?? "", $0.offset) < ($1.element["fecha"] ?? "", $1.offset) }
            .map { _, ficha in
                let ausentes: [String: Any] = ["oficio": Ausente(), "sesion": Ausente()]
                return ausentes.merging([ficha.clave.clase: ver(ficha)]) { $1 }
            }
    }
}

/// Oficios that answer, one after another, to themselves.
struct CiclosDeOficios {
    /// In the order of the oficios.
    let claves: [Ficha.Clave]

    /// Those that answer to none of the rest, and those that none of the rest answers to, are in no cycle.
    init(_ oficios: [Ficha]) {
        let suyas = Set(oficios.map(\.clave))
        var preguntas: [Ficha.Clave: Set<Ficha.Clave>] = [:]
        var respuestas: [Ficha.Clave: Set<Ficha.Clave>] = [:]
        for oficio in oficios {
            for pregunta in oficio.lista("responde_a").compactMap({ Ficha.Clave(clase: "oficio", id: $0.valor) })
            where suyas.contains(pregunta) {
                preguntas[oficio.clave, default: []].insert(pregunta)
                respuestas[pregunta, default: []].insert(oficio.clave)
            }
        }
        Self.quitarCabos(&preguntas, &respuestas, de: suyas)
        Self.quitarCabos(&respuestas, &preguntas, de: suyas)
        claves = oficios.map(\.clave).filter { preguntas[$0]?.isEmpty == false }
    }

    private static func quitarCabos(
        _ ida: inout [Ficha.Clave: Set<Ficha.Clave>], _ vuelta: inout [Ficha.Clave: Set<Ficha.Clave>],
        de suyas: Set<Ficha.Clave>
    ) {
        var cabos = suyas.filter { ida[$0]?.isEmpty ?? true }.sorted()
        while let cabo = cabos.popLast() {
            for otro in vuelta.removeValue(forKey: cabo) ?? [] {
                ida[otro]?.remove(cabo)
                if ida[otro]?.isEmpty == true { cabos.append(otro) }
            }
        }
    }
}
