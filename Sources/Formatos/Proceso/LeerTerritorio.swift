import Electoral

/// `territorio.csv`, `centros.csv` and `casillas.csv`.
extension LectorDeCarpeta {
    func leerTerritorio() {
        guard let bytes = bytes(.territorio) else { return }
        let columnas = ["SECCION", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL", "ID_MUNICIPIO", "MUNICIPIO"]
        TablaCSV(archivo: Archivo.territorio.rawValue, requeridas: columnas).leer(bytes, diario: diario) { fila in
            let seccion = fila.entero("SECCION", 1...9999)
            let distrito = unidad(fila, .distrito, "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL")
            let municipio = unidad(fila, .municipio, "ID_MUNICIPIO", "MUNICIPIO")
            guard let seccion, let distrito, let municipio else { return }
            if territorio[seccion] != nil {
                fila.error(.claveRepetida, "SECCION", "la sección \(seccion) está dos veces; deje una")
                return
            }
            territorio[seccion] = Declaraciones.DeSeccion(numero: seccion, distrito: distrito, municipio: municipio)
        }
        sinFilas(.territorio, territorio.isEmpty)
    }

    private func sinFilas(_ archivo: Archivo, _ vacio: Bool) {
        guard vacio, !estaMal(archivo) else { return }
        diario.anotar(.valorInvalido, Lugar(archivo: archivo.rawValue, linea: 2, columna: 1), "no tiene filas")
    }

    /// A unit of the row; the same key must carry the same name in all of them.
    private func unidad(_ fila: TablaCSV.Fila, _ ambito: Eleccion.Ambito, _ id: String, _ nombre: String) -> Unidad? {
        let numero = fila.entero(id, 1...999)
        let texto = fila.obligatorio(nombre)
        guard let numero, let texto else { return nil }
        let nueva = Unidad(clave: cifras(numero, ancho: 3), nombre: texto)
        if let conocida = unidades[ambito]?[nueva.clave] {
            guard conocida.nombre == nueva.nombre else {
                fila.error(
                    .valorInvalido, nombre,
                    "\(nueva.clave) se llama \(Texto.cita(conocida.nombre)) en otra fila y aquí \(Texto.cita(texto)); deje uno"
                )
                return nil
            }
            return conocida
        }
        unidades[ambito]?[nueva.clave] = nueva
        return nueva
    }

    func leerCentros() {
        guard let bytes = bytes(.centros) else { return }
        var claves: Set<String> = []
        let tabla = TablaCSV(
            archivo: Archivo.centros.rawValue, requeridas: ["CLAVE", "TIPO", "NOMBRE"], opcionales: ["UNIDADES"])
        tabla.leer(bytes, diario: diario) { fila in
            let clave = fila.obligatorio("CLAVE", maximo: 60)
            let nombre = fila.obligatorio("NOMBRE")
            let unidades = unidadesDeCentro(fila)
            guard let tipo = Centro.Tipo(rawValue: fila.cruda("TIPO")) else {
                fila.error(.valorInvalido, "TIPO", "dice \(Texto.cita(fila.cruda("TIPO"))); escriba CATD o CCV")
                return
            }
            guard let clave, let nombre, let unidades else { return }
            guard Texto.esIdentificador(clave, maximo: 20, extra: "_-") else {
                fila.error(
                    .valorInvalido, "CLAVE", "\(Texto.cita(clave)) no sirve; use de 1 a 20 mayúsculas, cifras y guiones"
                )
                return
            }
            guard claves.insert(clave).inserted else {
                fila.error(.claveRepetida, "CLAVE", "el centro \(clave) está dos veces; deje uno")
                return
            }
            centros.append(Centro(clave: clave, tipo: tipo, nombre: nombre, unidades: unidades))
        }
        centros.sort { $0.clave < $1.clave }
    }

    /// `D003 M012`, districts first.
    private func unidadesDeCentro(_ fila: TablaCSV.Fila) -> [Centro.Unidad]? {
        var leidas: Set<Centro.Unidad> = []
        for texto in fila.lista("UNIDADES") {
            let ambito: Eleccion.Ambito? = texto.hasPrefix("D") ? .distrito : texto.hasPrefix("M") ? .municipio : nil
            guard let ambito else {
                let ayuda = "escriba D y la clave del distrito o M y la del municipio, como D003 M012"
                fila.error(.valorInvalido, "UNIDADES", "\(Texto.cita(texto)) no se entiende; \(ayuda)")
                return nil
            }
            guard let clave = unidad(String(texto.dropFirst()), ambito) else {
                if !estaMal(.territorio) {
                    fila.error(.referenciaDesconocida, "UNIDADES", noEsUnidad(texto, ambito))
                }
                return nil
            }
            leidas.insert(Centro.Unidad(ambito: ambito, clave: clave))
        }
        return leidas.sorted { $0.texto < $1.texto }
    }

    func leerCasillas() {
        guard let bytes = bytes(.casillas) else { return }
        let tabla = TablaCSV(
            archivo: Archivo.casillas.rawValue,
            requeridas: [
                "SECCION", "TIPO_CASILLA", "ID_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "LISTA_NOMINAL",
                "REPRESENTANTES_PP_CI",
            ],
            opcionales: ["BOLETAS", "CENTRO", "ID_DISTRITO_LOCAL", "ID_MUNICIPIO"])
        var claves: [String: Int] = [:]
        let centrosConocidos = Set(centros.map(\.clave))
        tabla.leer(bytes, diario: diario) { fila in
            guard let leida = leerCasilla(fila, centrosConocidos) else { return }
            // The entity is the same in every key, so any will do to tell them apart.
            let clave = leida.casilla.clave(entidad: 0)
            if let otra = claves.updateValue(fila.lugar.linea ?? 0, forKey: clave) {
                let ayuda = leida.casilla.tipo.esModalidad ? "numérelas con ID_CASILLA" : "deje una"
                fila.error(
                    .claveRepetida, "ID_CASILLA",
                    "la casilla \(clave.dropFirst(2)) ya está en la línea \(otra); \(ayuda)")
                return
            }
            casillas.append(leida)
        }
        sinFilas(.casillas, casillas.isEmpty)
    }

    private func leerCasilla(_ fila: TablaCSV.Fila, _ centros: Set<String>) -> Declaraciones.DeCasilla? {
        guard let tipo = Casilla.Tipo(rawValue: fila.cruda("TIPO_CASILLA")) else {
            fila.error(
                .valorInvalido, "TIPO_CASILLA",
                "dice \(Texto.cita(fila.cruda("TIPO_CASILLA"))); escriba B, C, E, S, M, A o P")
            return nil
        }
        let antes = diario.errores.count + diario.omitidos
        let esOrdinaria = ClaseDeActa.de(tipo) == [.ordinaria]
        let seccion = seccion(fila, tipo)
        let numero = fila.entero("ID_CASILLA", tipo == .basica ? 1...1 : 1...99)
        let admiteExtension = tipo == .extraordinaria || tipo.esModalidad
        let extContigua = fila.entero("EXT_CONTIGUA", admiteExtension ? 0...99 : 0...0)
        let ubicacion = fila.entero("UBICACION_CASILLA", 1...2, permiteVacio: tipo.esModalidad)
        let lista = fila.entero("LISTA_NOMINAL", tipo == .especial ? 0...0 : 0...99_999)
        let representantes = fila.entero("REPRESENTANTES_PP_CI", 0...9999, permiteVacio: !esOrdinaria)
        let boletas = boletas(fila, tipo)
        let distrito = unidadDeModalidad(fila, tipo, .distrito, "ID_DISTRITO_LOCAL")
        let municipio = unidadDeModalidad(fila, tipo, .municipio, "ID_MUNICIPIO")
        let centro = fila.opcional("CENTRO", maximo: 60)
        if let centro, !centros.contains(centro), !estaMal(.centros) {
            fila.error(.referenciaDesconocida, "CENTRO", "\(Texto.cita(centro)) no está en centros.csv")
        }
        if !elecciones.isEmpty, !estaMal(.elecciones),
            !elecciones.contains(where: { e in ClaseDeActa.de(tipo).contains { e.tipos[$0] != nil } })
        {
            let clases = ClaseDeActa.de(tipo).map(\.rawValue).joined(separator: " ni ")
            fila.error(
                .referenciaDesconocida, "TIPO_CASILLA", "ninguna elección de elecciones.yaml tiene acta \(clases)")
        }
        guard diario.errores.count + diario.omitidos == antes, let numero, let extContigua, let lista else {
            return nil
        }
        return Declaraciones.DeCasilla(
            Casilla(
                tipo: tipo, seccion: seccion, numero: numero, extContigua: extContigua, ubicacion: ubicacion ?? 1,
                listaNominal: lista, representantes: representantes, boletas: boletas),
            distrito: distrito, municipio: municipio, centro: centro)
    }

    private func seccion(_ fila: TablaCSV.Fila, _ tipo: Casilla.Tipo) -> Int? {
        let texto = fila.cruda("SECCION")
        if tipo.esModalidad {
            guard texto.isEmpty || texto == "N/A" || texto == "-" || Texto.entero(texto) == 0 else {
                fila.error(.valorInvalido, "SECCION", "las mesas M, A y P no tienen sección; déjela vacía")
                return nil
            }
            return nil
        }
        guard let seccion = fila.entero("SECCION", 1...9999) else { return nil }
        if territorio[seccion] == nil, !estaMal(.territorio) {
            fila.error(.referenciaDesconocida, "SECCION", "la sección \(seccion) no está en territorio.csv")
        }
        return seccion
    }

    private func boletas(_ fila: TablaCSV.Fila, _ tipo: Casilla.Tipo) -> Int? {
        guard !fila.cruda("BOLETAS").isEmpty else { return nil }
        guard tipo == .especial else {
            fila.error(.valorInvalido, "BOLETAS", "sólo se escriben en casillas especiales (S); déjela vacía")
            return nil
        }
        return fila.entero("BOLETAS", 0...99_999, permiteVacio: true)
    }

    private func unidadDeModalidad(
        _ fila: TablaCSV.Fila, _ tipo: Casilla.Tipo, _ ambito: Eleccion.Ambito, _ columna: String
    ) -> String? {
        let texto = fila.cruda(columna)
        guard !texto.isEmpty, texto != "N/A", texto != "-" else { return nil }
        guard tipo.esModalidad else {
            fila.error(.valorInvalido, columna, "sólo se escribe en mesas M, A y P; las demás la toman de su sección")
            return nil
        }
        if let clave = unidad(texto, ambito) { return clave }
        if !estaMal(.territorio) { fila.error(.referenciaDesconocida, columna, noEsUnidad(texto, ambito)) }
        return nil
    }
}
