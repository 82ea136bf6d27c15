import Electoral

/// `independientes.csv`, `candidaturas.csv` and what only shows when the options of an election are put together.
extension LectorDeCarpeta {
    /// Election and unit of a row; the unit is nil when the cell is empty.
    private func ubicar(_ fila: TablaCSV.Fila) -> (eleccion: Declaraciones.DeEleccion, unidad: String?)? {
        guard let id = fila.obligatorio("ELECCION") else { return nil }
        guard let e = eleccion(id) else {
            if !estaMal(.elecciones) { fila.error(.referenciaDesconocida, "ELECCION", noEsEleccion(id)) }
            return nil
        }
        let texto = fila.cruda("UNIDAD")
        guard !texto.isEmpty else { return (e, nil) }
        if let clave = unidad(texto, e.ambito) { return (e, clave) }
        if !estaMal(.territorio) { fila.error(.referenciaDesconocida, "UNIDAD", noEsUnidad(texto, e.ambito)) }
        return nil
    }

    func leerIndependientes() {
        guard let bytes = bytes(.independientes) else { return }
        let columnas = ["ELECCION", "UNIDAD", "COLUMNA", "NOMBRE"]
        var vistas: Set<[String]> = []
        TablaCSV(archivo: Archivo.independientes.rawValue, requeridas: columnas).leer(bytes, diario: diario) { fila in
            let columna = fila.obligatorio("COLUMNA")
            let nombre = fila.obligatorio("NOMBRE")
            guard let (e, unidad) = ubicar(fila), let columna, let nombre else { return }
            if let defecto = defectoDeColumna(columna) {
                fila.error(.valorInvalido, "COLUMNA", defecto)
                return
            }
            guard vistas.insert([e.id, unidad ?? "", columna]).inserted else {
                fila.error(
                    .claveRepetida, "COLUMNA", "\(columna) está dos veces en la misma elección y unidad; deje una")
                return
            }
            let valor = Declaraciones.DeIndependiente(eleccion: e.id, unidad: unidad, columna: columna, nombre: nombre)
            independientes.append(Leido(valor: valor, lugar: fila.lugar("COLUMNA")))
        }
    }

    /// Checks that columns and alliances do not collide, then makes the ballots of each election.
    func prepararBoletas() {
        guard !estaMal(.elecciones), !estaMal(.partidos), !estaMal(.territorio) else { return }
        for e in elecciones {
            revisarColumnas(e)
            revisarAlianzas(e)
        }
        guard !estaMal(.coaliciones), !estaMal(.comunes), !estaMal(.independientes) else { return }
        for e in elecciones {
            boletas[e.id] = Boletas(
                e, partidos: partidos, coaliciones: coaliciones.map(\.valor), comunes: comunes.map(\.valor),
                independientes: independientes.map(\.valor))
        }
    }

    /// No two options of an election may share a column.
    private func revisarColumnas(_ e: Declaraciones.DeEleccion) {
        var duenos = Dictionary(
            partidos.map { ($0.columna, "el partido \($0.columna)") }, uniquingKeysWith: { a, _ in a })
        func revisar(_ columna: String, _ clase: String, _ lugar: Lugar) {
            if let otro = duenos[columna], otro != clase {
                diario.anotar(.claveRepetida, lugar, "la columna \(columna) ya la usa \(otro); escriba otra")
            } else {
                duenos[columna] = clase
            }
        }
        for c in coaliciones where c.valor.eleccion == e.id {
            for combinacion in Boletas.combinaciones(Array(c.valor.partidos.indices)) {
                let nombres = combinacion.map { c.valor.partidos[$0] }
                revisar(nombres.joined(separator: "_"), "la combinación de \(nombres.joined(separator: ", "))", c.lugar)
            }
        }
        for c in comunes where c.valor.eleccion == e.id {
            let miembros = c.valor.partidos.joined(separator: ", ")
            revisar(c.valor.columna, "la candidatura común de \(miembros)", c.lugar)
        }
        for i in independientes where i.valor.eleccion == e.id {
            revisar(i.valor.columna, "una candidatura independiente", i.lugar)
        }
    }

    /// A party stands once in each unit: in one coalition, in one candidatura común or alone.
    private func revisarAlianzas(_ e: Declaraciones.DeEleccion) {
        let donde: [String?] = [nil] + (unidades[e.ambito] ?? [:]).keys.sorted().map { $0 }
        var ocupados: Set<[String]> = []
        func revisar(_ nombre: String, _ miembros: [String], _ alcance: Alcance, _ lugar: Lugar) {
            for unidad in donde where alcance.cubre(unidad) {
                let texto = unidad.map { "la unidad \($0)" } ?? "las actas sin unidad"
                for miembro in miembros {
                    let ausencias = partido(miembro)?.ausencias ?? []
                    if ausencias.contains(.init(eleccion: e.id))
                        || ausencias.contains(.init(eleccion: e.id, unidad: unidad))
                    {
                        diario.anotar(
                            .referenciaDesconocida, lugar,
                            "\(nombre): \(miembro) no compite en \(texto) de \(e.id) según NO_COMPITE de partidos.csv")
                        return
                    }
                    if !ocupados.insert([unidad ?? "", miembro]).inserted {
                        diario.anotar(
                            .claveRepetida, lugar,
                            "\(nombre): \(miembro) ya está en otra coalición o candidatura común en \(texto) de \(e.id)"
                        )
                        return
                    }
                }
            }
        }
        for c in coaliciones where c.valor.eleccion == e.id {
            revisar(c.valor.nombre, c.valor.partidos, c.valor.unidades, c.lugar)
        }
        for c in comunes where c.valor.eleccion == e.id {
            revisar(c.valor.columna, c.valor.partidos, c.valor.unidades, c.lugar)
        }
    }

    func leerCandidaturas() {
        guard let bytes = bytes(.candidaturas) else { return }
        let tabla = TablaCSV(
            archivo: Archivo.candidaturas.rawValue, requeridas: ["ELECCION", "UNIDAD", "COLUMNA", "PROPIETARIA"],
            opcionales: ["SUPLENTE"])
        var vistas: Set<[String]> = []
        tabla.leer(bytes, diario: diario) { fila in
            let columna = fila.obligatorio("COLUMNA")
            let propietaria = fila.obligatorio("PROPIETARIA")
            let suplente = fila.opcional("SUPLENTE")
            guard let (e, unidad) = ubicar(fila), let columna, let propietaria else { return }
            if let boletas = boletas[e.id], let defecto = defecto(columna, unidad, e, boletas) {
                fila.error(.referenciaDesconocida, "COLUMNA", defecto)
                return
            }
            guard vistas.insert([e.id, unidad ?? "", columna]).inserted else {
                fila.error(
                    .claveRepetida, "COLUMNA", "\(columna) está dos veces en la misma elección y unidad; deje una")
                return
            }
            let valor = Declaraciones.DeCandidatura(
                eleccion: e.id,
                candidatura: Candidatura(unidad: unidad, columna: columna, propietaria: propietaria, suplente: suplente)
            )
            candidaturas.append(Leido(valor: valor, lugar: fila.lugar("COLUMNA")))
        }
    }

    /// Why a column has no candidacy there; nil when it has.
    private func defecto(
        _ columna: String, _ unidad: String?, _ e: Declaraciones.DeEleccion, _ boletas: Boletas
    ) -> String? {
        guard let opcion = boletas.posicion[columna] else {
            return
                "\(Texto.cita(columna)) no es una columna de \(e.id); son \(boletas.columnas(boletas.opciones.indices))"
        }
        switch boletas.opciones[opcion].clase {
        case .noRegistradas, .nulos: return "\(columna) no es una candidatura"
        default: break
        }
        guard let unidad else { return nil }
        let compiten = boletas.compiten(unidad, .ordinaria)
        if compiten.contains(opcion) || boletas.partidosEnComun(unidad).contains(opcion) { return nil }
        return "\(columna) no compite en la unidad \(unidad) de \(e.id)"
    }
}
