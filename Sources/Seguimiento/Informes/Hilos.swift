import Electoral

/// Oficios of a month, as reports tell them.
extension Informe {
    /// Threads with something of the month, by the date of the first oficio that they tell: each oficio with
    /// `respuestas`, and `repetido` where an earlier thread told it already.
    var hilos: [FichaEnPlantilla] {
        var contados: Set<Ficha.Clave> = []
        var hilos: [FichaEnPlantilla] = []
        for oficio in delMes("oficio") where esConElINE(oficio) && yaPaso(oficio) {
            let esRaiz = libro.preguntas(de: oficio).allSatisfy { !es($0, de: mes) }
            guard esRaiz else { continue }
            hilos.append(hilo(oficio, &contados, camino: [oficio.clave], orden: hilos.count))
        }
        return hilos
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
        _ oficio: Ficha, _ contados: inout Set<Ficha.Clave>, camino: Set<Ficha.Clave>, orden: Int, otra: Bool = false,
        tras pregunta: Ficha? = nil
    ) -> FichaEnPlantilla {
        let repetido = !contados.insert(oficio.clave).inserted
        var respuestas: [FichaEnPlantilla] = []
        for respuesta in repetido ? [] : libro.respuestas(a: oficio.clave)
        where !camino.contains(respuesta.clave) && (respuesta.dia("fecha").map { $0 <= fecha } ?? true) {
            respuestas.append(
                hilo(
                    respuesta, &contados, camino: camino.union([respuesta.clave]), orden: 0, otra: !respuestas.isEmpty,
                    tras: oficio))
        }
        let conector = Self.conectores[orden % Self.conectores.count]
        return FichaEnPlantilla(
            oficio, libro, alDia: fecha,
            extras: [
                "respuestas": respuestas, "contestado": !respuestas.isEmpty, "repetido": repetido,
                "esRespuesta": camino.count > 1, "primero": orden == 0,
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
