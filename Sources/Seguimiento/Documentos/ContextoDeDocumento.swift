import Electoral

/// What the templates of documents see: every record by the folder of its kind, and what follows from them.
struct ContextoDeDocumento {
    private(set) var valores: [String: Any] = [:]
    private let libro: Libro
    private let fecha: Dia

    /// - Parameters:
    ///   - libro: as it stood on the day of the document.
    ///   - difusion: what the environment noted of the difusores, where there is one at hand.
    init(_ libro: Libro, ficha: Ficha?, fecha: Dia, difusion: HechosDeDifusion?) {
        self.libro = libro
        self.fecha = fecha
        valores = ["fecha": FechaEnPlantilla(fecha)]
        valores["ficha"] = ficha.map { ver($0) } as Any? ?? Ausente()
        for clase in Clase.todas {
            if clase.esUnica {
                valores[clase.clave] = libro.unica(clase.clave).map { ver($0) } as Any? ?? Ausente()
            } else {
                valores[clase.carpeta] = enOrden(clase.clave).map { ver($0) }
            }
        }
        for tipo in ["prueba", "simulacro", "operacion"] {
            valores["\(tipo)s"] = libro.de("ejercicio").filter { $0["tipo"] == tipo }.map { ejercicio in
                ver(ejercicio, ["incidencias": incidencias(de: ejercicio)])
            }
        }
        for tipo in ["catd", "ccv", "site", "site_alterno"] {
            valores[tipo] = enOrden("centro").filter { $0["tipo"] == tipo }.map { ver($0) }
        }
        if let ficha, ficha.clave.clase == "ejercicio" { valores["incidenciasDeLaFicha"] = incidencias(de: ficha) }
        valores["riesgos"] = MatrizDeRiesgos(libro).renglones
        valores["matriz"] = MatrizDeRiesgos(libro).cuadricula
        valores["sesionesPorOrgano"] = sesionesPorOrgano
        valores["antecedentes"] = antecedentes(ficha)
        if let ficha, ficha.clave.clase == "difusor" {
            valores.merge(memoria(ficha, difusion)) { $1 }
        }
        let memorias = MemoriaDeDifusor.de(libro)
        valores["memorias"] = memorias.map { memoria($0, difusion).merging(["difusor": ver($0)]) { $1 } }
        valores["totales"] = MemoriaDeDifusor.totales(memorias, libro)
    }

    private func ver(_ ficha: Ficha, _ extras: [String: Any] = [:]) -> FichaEnPlantilla {
        FichaEnPlantilla(ficha, libro, alDia: fecha, extras: extras)
    }

    private func memoria(_ difusor: Ficha, _ difusion: HechosDeDifusion?) -> [String: Any] {
        MemoriaDeDifusor(difusor, libro, alDia: fecha, hechos: difusion).valores
    }

    /// By date, but activities by number, centres by key and papers of the plans by whom is called first.
    private func enOrden(_ clase: String) -> [Ficha] {
        let fichas = libro.de(clase)
        return switch clase {
        case "actividad", "centro": fichas.sorted(by: Libro.porNumero)
        case "responsabilidad":
            fichas.sorted { ($0.entero("orden") ?? 100, $0.clave.id) < ($1.entero("orden") ?? 100, $1.clave.id) }
        default: fichas
        }
    }

    private func incidencias(de ejercicio: Ficha) -> [FichaEnPlantilla] {
        libro.de("incidencia").filter { $0["ejercicio"] == ejercicio.clave.id }.map { ver($0) }
    }

    /// Sessions held, by body: `{organo, sesiones}`.
    private var sesionesPorOrgano: [[String: Any]] {
        let celebradas = libro.de("sesion").filter { $0["estado"] == "celebrada" }
        return libro.de("organo").compactMap { organo in
            let suyas = celebradas.filter { $0["organo"] == organo.clave.id }
            guard !suyas.isEmpty else { return nil }
            return [
                "organo": ver(organo), "sesiones": suyas.map { ver($0) }, "cuantas": EnteroEnPlantilla(suyas.count),
            ]
        }
    }

    /// What led to a project of acuerdo, as it happened: acuerdos, what the COTAPREP approved and the steps of the project;
    /// each is `{acuerdo}`, `{sesion}` or `{paso}`.
    private func antecedentes(_ ficha: Ficha?) -> [[String: Any]] {
        let cotaprep = Set(libro.de("organo").filter { $0["tipo"] == "cotaprep" }.map(\.clave.id))
        let sesiones = libro.de("sesion").filter {
            $0["estado"] == "celebrada" && cotaprep.contains($0["organo"] ?? "") && !$0.lista("aprobo").isEmpty
        }
        var hechos = libro.de("acuerdo").map { (dia: $0["fecha"] ?? "", clase: "acuerdo", vista: ver($0)) }
        hechos += sesiones.map { (dia: $0["fecha"] ?? "", clase: "sesion", vista: ver($0)) }
        if let ficha, ficha.clave.clase == "entregable",
            let pasos = ver(ficha).child(named: "ciclo") as? [FichaEnPlantilla]
        {
            hechos += pasos.map { (dia: $0.campos["fecha"] ?? "", clase: "paso", vista: $0) }
        }
        // Up to its own approval, which is not what led to it.
        let aprobado = hechos.filter { $0.clase == "paso" && $0.vista.campos["estado"] == "aprobado" }.map(\.dia).min()
        hechos = hechos.filter { hecho in aprobado.map { hecho.dia < $0 } ?? true }
        let ausentes: [String: Any] = ["acuerdo": Ausente(), "sesion": Ausente(), "paso": Ausente()]
        return hechos.enumerated().sorted { ($0.element.dia, $0.offset) < ($1.element.dia, $1.offset) }.map {
            _, hecho in
            ausentes.merging([hecho.clase: hecho.vista]) { $1 }
        }
    }
}
