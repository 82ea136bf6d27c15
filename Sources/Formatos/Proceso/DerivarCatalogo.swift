import Electoral

/// From what the files say to the approved catalogue.
extension LectorDeCarpeta {
    /// Needs a folder without problems; notes the actas for which no format was approved.
    func derivarCatalogo(proceso: Proceso, _ d: Declaraciones) -> Catalogo {
        var elecciones: [Eleccion] = []
        var actas: [Acta] = []
        for (i, e) in d.elecciones.enumerated() {
            guard let boletas = boletas[e.id] else { continue }
            let unidades = (unidades[e.ambito] ?? [:]).values.sorted { $0.clave < $1.clave }
            let esperadas = actasEsperadas(e, d, unidades)
            let formatos =
                d.plantillas.map { aprobadas($0, e, boletas, unidades, esperadas) }
                ?? derivadas(e, boletas, unidades, esperadas)
            for esperada in esperadas {
                guard let plantilla = formatos.de[Llave(esperada.clase, esperada.unidad)] else { continue }
                let clave = esperada.casilla.clave(entidad: proceso.entidad.clave)
                let tipo = e.tipos[esperada.clase] ?? ""
                actas.append(
                    Acta(
                        id: 0, identidad: clave + tipo, eleccion: i, unidad: esperada.unidad, casilla: esperada.casilla,
                        claveCasilla: clave, claveActa: clave + tipo, tipoActa: tipo,
                        principio: esperada.clase.principio,
                        plantilla: plantilla))
            }
            elecciones.append(
                Eleccion(
                    id: e.id, titulo: e.titulo, anio: e.anio, ambito: e.ambito, opciones: boletas.opciones,
                    unidades: unidades,
                    plantillas: formatos.plantillas, candidaturas: candidaturas(e, d, boletas),
                    convenios: convenios(e, d, boletas)))
        }
        return Catalogo(entidad: proceso.entidad, elecciones: elecciones, actas: actas)
    }

    private struct Esperada {
        let casilla: Casilla
        let clase: ClaseDeActa
        /// Position among the units.
        let unidad: Int?
    }

    private struct Llave: Hashable {
        let clase: ClaseDeActa
        let unidad: Int?
        init(_ clase: ClaseDeActa, _ unidad: Int?) {
            self.clase = clase
            self.unidad = unidad
        }
    }

    /// Formats and which of them serves each kind and unit.
    private struct Formatos {
        var plantillas: [Plantilla] = []
        var de: [Llave: Int] = [:]
    }

    private func actasEsperadas(_ e: Declaraciones.DeEleccion, _ d: Declaraciones, _ unidades: [Unidad]) -> [Esperada] {
        let posicion = Dictionary(
            unidades.enumerated().map { ($0.element.clave, $0.offset) }, uniquingKeysWith: { a, _ in a })
        return d.casillas.flatMap { c -> [Esperada] in
            let clave = c.casilla.seccion.flatMap { territorio[$0]?.unidad(e.ambito).clave } ?? c.clave(e.ambito)
            return ClaseDeActa.de(c.casilla.tipo).filter { e.tipos[$0] != nil }.map {
                Esperada(casilla: c.casilla, clase: $0, unidad: clave.flatMap { posicion[$0] })
            }
        }
    }

    private func aprobadas(
        _ todas: [Declaraciones.DePlantilla], _ e: Declaraciones.DeEleccion, _ boletas: Boletas, _ unidades: [Unidad],
        _ esperadas: [Esperada]
    ) -> Formatos {
        let suyas = todas.filter { $0.eleccion == e.id }
        var formatos = Formatos()
        formatos.plantillas = suyas.map { p in
            Plantilla(
                id: p.id,
                campos: p.campos.compactMap {
                    Plantilla.Campo(columnaAuxiliar: $0) ?? boletas.posicion[$0].map { .voto($0) }
                }, recuadros: p.recuadros)
        }
        var sinFormato: Set<Llave> = []
        for esperada in esperadas {
            let llave = Llave(esperada.clase, esperada.unidad)
            guard formatos.de[llave] == nil, !sinFormato.contains(llave) else { continue }
            let clave = esperada.unidad.map { unidades[$0].clave }
            if let p = suyas.firstIndex(where: { $0.actas.contains(esperada.clase) && $0.unidades.cubre(clave) }) {
                formatos.de[llave] = p
            } else {
                sinFormato.insert(llave)
                let donde = clave.map { "de la unidad \($0)" } ?? "sin unidad"
                diario.anotar(
                    .referenciaDesconocida, Lugar(archivo: Archivo.plantillas.rawValue),
                    "\(e.id): ninguna plantilla sirve para las actas \(esperada.clase.rawValue) \(donde); agréguela")
            }
        }
        return formatos
    }

    /// One format for each kind of acta and distinct ballot that occurs. Ballots are numbered over all units, so that a
    /// new casilla does not rename the formats of the others.
    private func derivadas(
        _ e: Declaraciones.DeEleccion, _ boletas: Boletas, _ unidades: [Unidad], _ esperadas: [Esperada]
    ) -> Formatos {
        var formatos = Formatos()
        let presentes = Set(esperadas.map { Llave($0.clase, $0.unidad) })
        let donde: [Int?] = unidades.indices.map { $0 } + [nil]
        for clase in ClaseDeActa.allCases where e.tipos[clase] != nil {
            var numeros: [[Int]: Int] = [:]
            var posiciones: [[Int]: Int] = [:]
            for unidad in donde {
                let opciones = boletas.compiten(unidad.map { unidades[$0].clave }, clase)
                let numero = numeros[opciones] ?? numeros.count + 1
                numeros[opciones] = numero
                let llave = Llave(clase, unidad)
                guard presentes.contains(llave) else { continue }
                if posiciones[opciones] == nil {
                    posiciones[opciones] = formatos.plantillas.count
                    formatos.plantillas.append(
                        Plantilla(
                            id: "\(e.id)-\(clase.sigla)-\(dosCifras(numero))", campos: Self.campos(clase, opciones, e)))
                }
                formatos.de[llave] = posiciones[opciones]
            }
        }
        return formatos
    }

    private static func campos(_ clase: ClaseDeActa, _ opciones: [Int], _ e: Declaraciones.DeEleccion) -> [Plantilla
        .Campo]
    {
        let antes: [Plantilla.Campo] =
            !clase.esModalidad
            ? [.boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados]
            : e.totalesEnModalidades ? [.personasVotaron, .votosSacados] : []
        return antes + opciones.map { .voto($0) } + [.totalAsentado]
    }

    /// Those of the file, and the independents that it does not name under the name of `independientes.csv`.
    private func candidaturas(_ e: Declaraciones.DeEleccion, _ d: Declaraciones, _ boletas: Boletas) -> [Candidatura] {
        var suyas = d.candidaturas.filter { $0.eleccion == e.id }.map(\.candidatura)
        let nombradas = Set(suyas.map { [$0.unidad ?? "", $0.columna] })
        for i in d.independientes where i.eleccion == e.id && !nombradas.contains([i.unidad ?? "", i.columna]) {
            suyas.append(Candidatura(unidad: i.unidad, columna: i.columna, propietaria: i.nombre, suplente: nil))
        }
        return suyas.sorted { a, b in
            (a.unidad ?? "", boletas.posicion[a.columna] ?? 0) < (b.unidad ?? "", boletas.posicion[b.columna] ?? 0)
        }
    }

    private func convenios(_ e: Declaraciones.DeEleccion, _ d: Declaraciones, _ boletas: Boletas) -> [Convenio] {
        d.comunes.filter { $0.eleccion == e.id }.flatMap { c -> [Convenio] in
            guard let opcion = boletas.posicion[c.columna], let resto = boletas.posicion[c.restoPara] else { return [] }
            let partes = c.partidos.compactMap { p in
                boletas.posicion[p].map { Convenio.Parte(partido: $0, diezmilesimas: c.porcentajes[p] ?? 0) }
            }
            let donde: [String?]
            switch c.unidades {
            case .todas: donde = [nil]
            case .lista(let claves, let sinUnidad): donde = (sinUnidad ? [nil] : []) + claves.sorted().map { $0 }
            }
            return donde.map { Convenio(unidad: $0, opcion: opcion, partes: partes, restoPara: resto) }
        }
    }
}
