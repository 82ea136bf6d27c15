import Electoral

/// `plantillas.yaml`.
extension LectorDeCarpeta {
    func leerPlantillas() {
        guard let bytes = bytes(.plantillas) else { return }
        guard let raiz = NodoYAML.raiz(bytes, archivo: Archivo.plantillas.rawValue, diario: diario), !raiz.esNulo,
            let nodos = raiz.lista(), !nodos.isEmpty
        else { return }
        var leidas: [Leido<Declaraciones.DePlantilla>] = []
        var ids: Set<String> = []
        /// Election, kind and unit → id of the format that serves them.
        var servidas: [[String]: String] = [:]
        for nodo in nodos {
            guard let (plantilla, campos) = leerPlantilla(nodo) else { continue }
            guard ids.insert(plantilla.id).inserted else {
                nodo.error(.claveRepetida, "la plantilla \(plantilla.id) está dos veces; cada una lleva su id")
                continue
            }
            if let boletas = boletas[plantilla.eleccion] { revisarOpciones(plantilla, boletas, campos) }
            revisarTraslape(plantilla, nodo, &servidas)
            leidas.append(Leido(valor: plantilla, lugar: nodo.lugar))
        }
        plantillas = leidas
    }

    private func leerPlantilla(_ nodo: NodoYAML) -> (Declaraciones.DePlantilla, NodoYAML)? {
        guard let mapa = nodo.mapa(["id", "eleccion", "actas", "campos"], opcionales: ["unidades", "recuadros"])
        else { return nil }
        let id = mapa["id"].flatMap { identificador($0, maximo: 40, ejemplo: "AYUN-ORD-01", extra: "_-") }
        guard let e = mapa["eleccion"].flatMap(eleccionNombrada), let alcance = alcance(mapa["unidades"], e) else {
            return nil
        }
        guard let id, let nodoCampos = mapa["campos"], let campos = campos(nodoCampos, e) else { return nil }
        guard let clases = mapa["actas"]?.lista() else { return nil }
        var actas: Set<ClaseDeActa> = []
        for clase in clases {
            guard let leida = clase.opcion(ClaseDeActa.self) else { return nil }
            guard e.tipos[leida] != nil else {
                clase.error(.referenciaDesconocida, "actas: \(e.id) no tiene \(leida.rawValue) en tipos_de_acta")
                return nil
            }
            actas.insert(leida)
        }
        guard !actas.isEmpty else {
            mapa["actas"]?.error(.valorInvalido, "actas: la lista está vacía; escriba al menos una clase")
            return nil
        }
        var recuadros: [Recuadro]?
        if let nodoRecuadros = mapa["recuadros"] {
            guard let leidos = self.recuadros(nodoRecuadros, de: campos) else { return nil }
            recuadros = leidos
        }
        let plantilla = Declaraciones.DePlantilla(
            id: id, eleccion: e.id, actas: actas, unidades: alcance, campos: campos, recuadros: recuadros)
        return (plantilla, nodoCampos)
    }

    /// Columns that exist, each once.
    private func campos(_ nodo: NodoYAML, _ e: Declaraciones.DeEleccion) -> [String]? {
        guard let elementos = nodo.lista() else { return nil }
        var leidos: [String] = []
        var vistos: Set<String> = []
        for elemento in elementos {
            guard let texto = elemento.texto() else { return nil }
            let existe = boletas[e.id].map { $0.posicion[texto] != nil } ?? true
            guard existe || Plantilla.Campo(columnaAuxiliar: texto) != nil else {
                elemento.error(.referenciaDesconocida, "campos: \(Texto.cita(texto)) no es una columna de \(e.id)")
                return nil
            }
            guard vistos.insert(texto).inserted else {
                elemento.error(.claveRepetida, "campos: \(texto) está dos veces; deje uno")
                return nil
            }
            leidos.append(texto)
        }
        return leidos
    }

    /// A format must have exactly the options that compete wherever it serves.
    private func revisarOpciones(_ plantilla: Declaraciones.DePlantilla, _ boletas: Boletas, _ campos: NodoYAML) {
        let puestas = Set(plantilla.campos.compactMap { boletas.posicion[$0] })
        let ambito = eleccion(plantilla.eleccion)?.ambito ?? .municipio
        let donde: [String?] = (unidades[ambito] ?? [:]).keys.sorted().map { $0 } + [nil]
        for clase in ClaseDeActa.allCases where plantilla.actas.contains(clase) {
            for unidad in donde where plantilla.unidades.cubre(unidad) {
                let debidas = Set(boletas.compiten(unidad, clase))
                if unidad == nil, !hayActasSinUnidad(ambito) { continue }
                guard debidas != puestas else { continue }
                let faltan = debidas.subtracting(puestas).sorted()
                let sobran = puestas.subtracting(debidas).sorted()
                let partes = [
                    faltan.isEmpty ? nil : "falta \(boletas.columnas(faltan))",
                    sobran.isEmpty ? nil : "sobra \(boletas.columnas(sobran))",
                ].compactMap(\.self)
                let lugar = unidad.map { "la unidad \($0)" } ?? "las actas sin unidad"
                campos.error(
                    .referenciaDesconocida,
                    "plantilla \(plantilla.id), \(clase.rawValue), \(lugar): \(partes.joined(separator: "; "))")
                return
            }
        }
    }

    private func hayActasSinUnidad(_ ambito: Eleccion.Ambito) -> Bool {
        casillas.contains { $0.casilla.tipo.esModalidad && $0.clave(ambito) == nil }
    }

    private func revisarTraslape(
        _ plantilla: Declaraciones.DePlantilla, _ nodo: NodoYAML, _ servidas: inout [[String]: String]
    ) {
        let ambito = eleccion(plantilla.eleccion)?.ambito ?? .municipio
        let donde: [String?] = (unidades[ambito] ?? [:]).keys.sorted().map { $0 } + [nil]
        for clase in ClaseDeActa.allCases where plantilla.actas.contains(clase) {
            for unidad in donde where plantilla.unidades.cubre(unidad) {
                if let otra = servidas.updateValue(
                    plantilla.id, forKey: [plantilla.eleccion, clase.rawValue, unidad ?? ""])
                {
                    let lugar = unidad.map { "de la unidad \($0)" } ?? "sin unidad"
                    nodo.error(
                        .claveRepetida,
                        "las actas \(clase.rawValue) \(lugar) ya son de la plantilla \(otra); deje una sola")
                    return
                }
            }
        }
    }
}

extension Declaraciones.DeCasilla {
    /// Unit named in the row itself.
    func clave(_ ambito: Eleccion.Ambito) -> String? { ambito == .distrito ? distrito : municipio }
}
