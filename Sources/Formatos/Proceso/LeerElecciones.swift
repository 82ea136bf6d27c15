import Electoral

/// `elecciones.yaml`.
extension LectorDeCarpeta {
    func leerElecciones() {
        guard let bytes = bytes(.elecciones) else { return }
        let archivo = Archivo.elecciones.rawValue
        guard let nodos = NodoYAML.raiz(bytes, archivo: archivo, diario: diario)?.lista(), !nodos.isEmpty else {
            if !estaMal(.elecciones) {
                let lugar = Lugar(archivo: archivo, linea: 1, columna: 1)
                diario.anotar(.yamlInvalido, lugar, "no tiene elecciones; escriba al menos una")
            }
            return
        }
        /// `TIPO_ACTA` → election: the key of an acta must not name two actas of the process.
        var usados: [String: String] = [:]
        for nodo in nodos {
            guard let leida = leerEleccion(nodo) else { continue }
            if eleccion(leida.id) != nil {
                nodo.error(.claveRepetida, "la elección \(leida.id) está dos veces; deje una")
                continue
            }
            for tipo in Set(leida.tipos.values).sorted() {
                if let otra = usados.updateValue(leida.id, forKey: tipo) {
                    nodo.error(
                        .claveRepetida,
                        "el TIPO_ACTA \(tipo) ya es de la elección \(otra): dos actas tendrían la misma CLAVE_ACTA")
                }
            }
            elecciones.append(leida)
        }
    }

    private func leerEleccion(_ nodo: NodoYAML) -> Declaraciones.DeEleccion? {
        guard
            let mapa = nodo.mapa(
                ["id", "titulo", "anio", "ambito", "tipos_de_acta"], opcionales: ["totales_en_modalidades"])
        else { return nil }
        let id = mapa["id"].flatMap { identificador($0, maximo: 20, ejemplo: "DIP_LOC") }
        let titulo = mapa["titulo"]?.texto()
        let anio = mapa["anio"]?.entero(2000...2100)
        let ambito = mapa["ambito"]?.opcion([("distrito", Eleccion.Ambito.distrito), ("municipio", .municipio)])
        let tipos = mapa["tipos_de_acta"].flatMap(tipos)
        let totales = mapa["totales_en_modalidades"]?.booleano() ?? false
        guard let id, let titulo, let anio, let ambito, let tipos else { return nil }
        return Declaraciones.DeEleccion(
            id: id, titulo: titulo, anio: anio, ambito: ambito, tipos: tipos, totalesEnModalidades: totales)
    }

    private func tipos(_ nodo: NodoYAML) -> [ClaseDeActa: String]? {
        let opcionales = ClaseDeActa.allCases.map(\.rawValue).filter { $0 != ClaseDeActa.ordinaria.rawValue }
        guard let mapa = nodo.mapa([ClaseDeActa.ordinaria.rawValue], opcionales: opcionales) else { return nil }
        var tipos: [ClaseDeActa: String] = [:]
        for clase in ClaseDeActa.allCases {
            guard let valor = mapa[clase.rawValue] else { continue }
            tipos[clase] = identificador(valor, maximo: 8, ejemplo: "3EMR")
        }
        if let mr = tipos[.especialMR], mr == tipos[.especialRP] {
            nodo.error(.claveRepetida, "especial_mr y especial_rp llevan el mismo TIPO_ACTA \(mr); deben ser distintos")
        }
        return tipos[.ordinaria] == nil ? nil : tipos
    }

    func identificador(_ nodo: NodoYAML, maximo: Int, ejemplo: String, extra: String = "_") -> String? {
        guard let texto = nodo.texto(maximo: 200) else { return nil }
        if Texto.esIdentificador(texto, maximo: maximo, extra: extra) { return texto }
        nodo.error(
            .valorInvalido,
            "\(Texto.cita(texto)) no sirve de clave; use de 1 a \(maximo) mayúsculas sin acento y cifras, como \(ejemplo)"
        )
        return nil
    }

    /// The election that a node names; nil, and noted, when there is none.
    func eleccionNombrada(_ nodo: NodoYAML) -> Declaraciones.DeEleccion? {
        guard let id = nodo.texto() else { return nil }
        if let e = eleccion(id) { return e }
        if !estaMal(.elecciones) { nodo.error(.referenciaDesconocida, noEsEleccion(id)) }
        return nil
    }

    func noEsEleccion(_ id: String) -> String {
        "\(Texto.cita(id)) no está en elecciones.yaml; las elecciones son \(elecciones.map(\.id).joined(separator: ", "))"
    }

    /// `todas` or a list of units of the election; `sin_unidad` adds the actas of none.
    func alcance(_ nodo: NodoYAML?, _ eleccion: Declaraciones.DeEleccion) -> Alcance? {
        guard let nodo else { return .todas }
        if !nodo.esLista {
            if nodo.texto() == "todas" { return .todas }
            nodo.error(.valorInvalido, "unidades: escriba todas o una lista, como [\"001\", \"002\"]")
            return nil
        }
        guard let elementos = nodo.lista() else { return nil }
        var claves: Set<String> = []
        var sinUnidad = false
        var valido = !elementos.isEmpty
        if elementos.isEmpty { nodo.error(.valorInvalido, "unidades: la lista está vacía; escriba todas o las claves") }
        for elemento in elementos {
            guard let texto = elemento.texto() else {
                valido = false
                continue
            }
            if texto == "sin_unidad" {
                sinUnidad = true
            } else if let clave = unidad(texto, eleccion.ambito) {
                if !claves.insert(clave).inserted {
                    valido = false
                    elemento.error(.claveRepetida, "unidades: \(clave) está dos veces; deje una")
                }
            } else {
                valido = false
                if !estaMal(.territorio) {
                    elemento.error(.referenciaDesconocida, noEsUnidad(texto, eleccion.ambito))
                }
            }
        }
        return valido ? .lista(claves, sinUnidad: sinUnidad) : nil
    }

    /// The canonical key of a unit of the territory.
    func unidad(_ texto: String, _ ambito: Eleccion.Ambito) -> String? {
        guard let clave = Texto.unidad(texto), unidades[ambito]?[clave] != nil else { return nil }
        return clave
    }

    func noEsUnidad(_ texto: String, _ ambito: Eleccion.Ambito) -> String {
        "\(Texto.cita(texto)) no es un \(ambito.nombre().lowercased()) de territorio.csv"
    }
}
