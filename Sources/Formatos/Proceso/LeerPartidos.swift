import Electoral

/// `partidos.csv`, `coaliciones.yaml` and `candidaturas_comunes.yaml`.
extension LectorDeCarpeta {
    /// A coalition of more parties would have more columns than an acta has room for.
    static let partidosPorCoalicion = 8

    /// Names that the published data base gives to other columns.
    private static let reservadas: Set<String> = [
        "NO_REGISTRADAS", "NULOS", "TOTAL_BOLETAS_SOBRANTES", "TOTAL_PERSONAS_VOTARON", "TOTAL_REP_PARTIDO_CI_VOTARON",
        "TOTAL_VOTOS_SACADOS", "TOTAL_VOTOS_ASENTADO", "TOTAL_VOTOS_CALCULADO", "CLAVE_CASILLA", "CLAVE_ACTA",
        "ID_ENTIDAD",
        "ENTIDAD", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL", "ID_MUNICIPIO", "MUNICIPIO", "SECCION", "ID_CASILLA",
        "TIPO_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "TIPO_ACTA", "LISTA_NOMINAL", "REPRESENTANTES_PP_CI",
        "OBSERVACIONES", "CONTABILIZADA", "MECANISMOS_TRASLADO", "CODIGO_INTEGRIDAD", "FECHA_HORA_ACOPIO",
        "FECHA_HORA_CAPTURA", "FECHA_HORA_VERIFICACION", "ORIGEN", "DIGITALIZACION", "TIPO_DOCUMENTO", "COTEJADA",
    ]

    /// Why a text cannot name a column of votes; nil when it can.
    func defectoDeColumna(_ texto: String) -> String? {
        guard Texto.esIdentificador(texto, maximo: 60, extra: "_-Ñ") else {
            return "\(Texto.cita(texto)) no sirve de columna; use de 1 a 60 mayúsculas sin acento, cifras y guion bajo"
        }
        return Self.reservadas.contains(texto) ? "\(texto) es el nombre de otra columna de la base; use otro" : nil
    }

    func leerPartidos() {
        guard let bytes = bytes(.partidos) else { return }
        var ordenes: Set<Int> = []
        let tabla = TablaCSV(
            archivo: Archivo.partidos.rawValue, requeridas: ["COLUMNA", "NOMBRE", "COLOR", "ORDEN"],
            opcionales: ["NO_COMPITE"])
        tabla.leer(bytes, diario: diario) { fila in
            let columna = fila.obligatorio("COLUMNA")
            let nombre = fila.obligatorio("NOMBRE")
            let orden = fila.entero("ORDEN", 1...999)
            let color = color(fila)
            let ausencias = ausencias(fila)
            guard let columna, let nombre, let orden, let color, let ausencias else { return }
            if let defecto = defectoDeColumna(columna) {
                fila.error(.valorInvalido, "COLUMNA", defecto)
            } else if partido(columna) != nil {
                fila.error(.claveRepetida, "COLUMNA", "\(columna) está dos veces; deje una")
            } else if !ordenes.insert(orden).inserted {
                fila.error(.claveRepetida, "ORDEN", "el lugar \(orden) es de otro partido; cada uno tiene el suyo")
            } else {
                partidos.append(
                    Declaraciones.DePartido(
                        columna: columna, nombre: nombre, color: color.isEmpty ? nil : color, orden: orden,
                        ausencias: ausencias))
            }
        }
        partidos.sort { $0.orden < $1.orden }
        if partidos.isEmpty, !estaMal(.partidos) {
            diario.anotar(
                .valorInvalido, Lugar(archivo: Archivo.partidos.rawValue, linea: 2, columna: 1), "no tiene filas")
        }
    }

    /// `#rrggbb` in lower case, or empty.
    private func color(_ fila: TablaCSV.Fila) -> String? {
        let texto = fila.cruda("COLOR").lowercased()
        if texto.isEmpty { return texto }
        let esHexadecimal = texto.utf8.dropFirst().allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
        }
        if texto.utf8.count == 7, texto.hasPrefix("#"), esHexadecimal { return texto }
        fila.error(
            .valorInvalido, "COLOR", "dice \(Texto.cita(texto)); escriba # y seis cifras hexadecimales, como #1a7f37")
        return nil
    }

    /// `GUB AYUN:003`.
    private func ausencias(_ fila: TablaCSV.Fila) -> Set<Declaraciones.DePartido.Ausencia>? {
        var leidas: Set<Declaraciones.DePartido.Ausencia> = []
        for texto in fila.lista("NO_COMPITE") {
            let partes = texto.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let e = eleccion(partes[0]) else {
                if !estaMal(.elecciones) { fila.error(.referenciaDesconocida, "NO_COMPITE", noEsEleccion(partes[0])) }
                return nil
            }
            guard partes.count == 2 else {
                leidas.insert(.init(eleccion: e.id))
                continue
            }
            guard let clave = unidad(partes[1], e.ambito) else {
                if !estaMal(.territorio) {
                    fila.error(.referenciaDesconocida, "NO_COMPITE", noEsUnidad(partes[1], e.ambito))
                }
                return nil
            }
            leidas.insert(.init(eleccion: e.id, unidad: clave))
        }
        return leidas
    }

    /// The elements of an optional YAML list.
    func elementos(_ archivo: Archivo) -> [NodoYAML] {
        guard let bytes = bytes(archivo), let raiz = NodoYAML.raiz(bytes, archivo: archivo.rawValue, diario: diario)
        else {
            return []
        }
        return raiz.esNulo ? [] : raiz.lista() ?? []
    }

    func leerCoaliciones() {
        for nodo in elementos(.coaliciones) {
            guard let mapa = nodo.mapa(["eleccion", "nombre", "partidos"], opcionales: ["unidades"]) else { continue }
            let nombre = mapa["nombre"]?.texto()
            let partidos = mapa["partidos"].flatMap(miembros)
            guard let e = mapa["eleccion"].flatMap(eleccionNombrada), let alcance = alcance(mapa["unidades"], e) else {
                continue
            }
            guard let nombre, let partidos else { continue }
            let valor = Declaraciones.DeCoalicion(eleccion: e.id, nombre: nombre, partidos: partidos, unidades: alcance)
            coaliciones.append(Leido(valor: valor, lugar: mapa["partidos"]?.lugar ?? nodo.lugar))
        }
    }

    /// Two or more different parties, in acta order.
    private func miembros(_ nodo: NodoYAML) -> [String]? {
        guard let elementos = nodo.lista() else { return nil }
        var leidos: [String] = []
        for elemento in elementos {
            guard let texto = elemento.texto() else { return nil }
            guard partido(texto) != nil else {
                if !estaMal(.partidos) {
                    elemento.error(.referenciaDesconocida, "\(Texto.cita(texto)) no es una COLUMNA de partidos.csv")
                }
                return nil
            }
            guard !leidos.contains(texto) else {
                elemento.error(.claveRepetida, "el partido \(texto) está dos veces; deje uno")
                return nil
            }
            leidos.append(texto)
        }
        guard (2...Self.partidosPorCoalicion).contains(leidos.count) else {
            nodo.error(.valorInvalido, "partidos: son \(leidos.count); escriba de 2 a \(Self.partidosPorCoalicion)")
            return nil
        }
        return leidos.sorted { (partido($0)?.orden ?? 0) < (partido($1)?.orden ?? 0) }
    }

    func leerComunes() {
        for nodo in elementos(.comunes) {
            guard
                let mapa = nodo.mapa(
                    ["eleccion", "columna", "partidos", "porcentajes", "resto_para"],
                    opcionales: ["nombre", "unidades"])
            else { continue }
            let nombre = mapa["nombre"]?.texto()
            let columna = mapa["columna"].flatMap(columnaNueva)
            let partidos = mapa["partidos"].flatMap(miembros)
            let resto = mapa["resto_para"]?.texto()
            guard let e = mapa["eleccion"].flatMap(eleccionNombrada), let alcance = alcance(mapa["unidades"], e) else {
                continue
            }
            guard let columna, let partidos, let resto, let nodoPorcentajes = mapa["porcentajes"] else { continue }
            guard let porcentajes = porcentajes(nodoPorcentajes, partidos) else { continue }
            guard partidos.contains(resto) else {
                mapa["resto_para"]?.error(
                    .referenciaDesconocida, "resto_para: \(Texto.cita(resto)) no es de los partidos de la candidatura")
                continue
            }
            let valor = Declaraciones.DeComun(
                eleccion: e.id, columna: columna, nombre: nombre, partidos: partidos, porcentajes: porcentajes,
                restoPara: resto, unidades: alcance)
            comunes.append(Leido(valor: valor, lugar: mapa["columna"]?.lugar ?? nodo.lugar))
        }
    }

    private func columnaNueva(_ nodo: NodoYAML) -> String? {
        guard let texto = nodo.texto() else { return nil }
        guard let defecto = defectoDeColumna(texto) else { return texto }
        nodo.error(.valorInvalido, "columna: \(defecto)")
        return nil
    }

    /// One percentage for each party, with at most two decimals, that add up to exactly one hundred.
    private func porcentajes(_ nodo: NodoYAML, _ partidos: [String]) -> [String: Int]? {
        guard let pares = nodo.pares() else { return nil }
        var leidos: [String: Int] = [:]
        for (clave, valor) in pares {
            guard let partido = clave.texto(), let texto = valor.texto() else { return nil }
            guard partidos.contains(partido) else {
                clave.error(
                    .referenciaDesconocida,
                    "porcentajes: \(Texto.cita(partido)) no es de los partidos de la candidatura")
                return nil
            }
            guard let n = Texto.porcentaje(texto) else {
                valor.error(
                    .valorInvalido,
                    "porcentajes: \(Texto.cita(texto)) no sirve; escriba de 0 a 100 con dos decimales a lo más, como 53.33"
                )
                return nil
            }
            leidos[partido] = n
        }
        if let falta = partidos.first(where: { leidos[$0] == nil }) {
            nodo.error(.columnaAusente, "porcentajes: falta el de \(falta)")
            return nil
        }
        let suma = leidos.values.reduce(0, +)
        guard suma == 10_000 else {
            nodo.error(.valorInvalido, "porcentajes: suman \(Texto.centesimas(suma)) y deben sumar 100.00")
            return nil
        }
        return leidos
    }
}
