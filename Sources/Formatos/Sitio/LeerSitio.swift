import Electoral

/// `sitio.yaml`: what the public site says besides the results.
extension LectorDeCarpeta {
    func leerSitio() {
        guard let bytes = bytes(.sitio) else { return }
        guard let raiz = NodoYAML.raiz(bytes, archivo: Archivo.sitio.rawValue, diario: diario) else { return }
        let claves = ["idioma", "url", "contacto", "acuerdos", "mapas"]
        guard let mapa = raiz.mapa([], opcionales: claves) else { return }
        if let idioma = mapa["idioma"]?.opcion(Idioma.self) { sitio.idioma = idioma }
        sitio.url = mapa["url"].flatMap { direccion($0, esCarpeta: true) }
        sitio.contacto = mapa["contacto"]?.texto(maximo: 300)
        sitio.acuerdos = (mapa["acuerdos"]?.lista() ?? []).compactMap { nodo in
            guard let m = nodo.mapa(["nombre"], opcionales: ["url"]), let nombre = m["nombre"]?.texto() else {
                return nil
            }
            return ConfiguracionDelSitio.Acuerdo(nombre: nombre, url: m["url"].flatMap { direccion($0) })
        }
        for (clave, valor) in mapa["mapas"]?.pares() ?? [] { leerMapa(clave, valor) }
    }

    /// An address that a browser opens: nothing else may stand in a link of the site.
    private func direccion(_ nodo: NodoYAML, esCarpeta: Bool = false) -> String? {
        guard let texto = nodo.texto(maximo: 500) else { return nil }
        let ejemplo = esCarpeta ? "https://prep.ejemplo.mx/" : "https://ejemplo.mx/prep"
        let resto = ["https://", "http://"].first(where: texto.hasPrefix).map { texto.dropFirst($0.utf8.count) }
        let prohibidos: Set<UInt8> = Set("\"'<>\\^`{|}".utf8)
        guard let resto, let inicio = resto.utf8.first, inicio != UInt8(ascii: "/"),
            texto.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !prohibidos.contains($0) })
        else {
            nodo.error(
                .valorInvalido,
                "dice \(Texto.cita(texto)), que no es una dirección; escríbala completa y sin espacios, como \(ejemplo)"
            )
            return nil
        }
        guard !esCarpeta || (texto.hasSuffix("/") && !texto.utf8.contains { $0 == 0x3F || $0 == 0x23 }) else {
            nodo.error(.valorInvalido, "url: dice \(Texto.cita(texto)); debe terminar en diagonal, como \(ejemplo)")
            return nil
        }
        return texto
    }

    private func leerMapa(_ clave: NodoYAML, _ valor: NodoYAML) {
        guard let id = clave.texto(), let m = valor.mapa(["archivo", "clave"]), let nodo = m["archivo"],
            let archivo = nodo.texto(), let propiedad = m["clave"]?.texto()
        else { return }
        // What its elections and units are is known only when those files are right.
        guard !diario.hayErrores(en: Archivo.elecciones.rawValue) else { return }
        guard let eleccion = eleccion(id) else {
            clave.error(
                .referenciaDesconocida,
                "mapas: \(Texto.cita(id)) no es una elección; las de elecciones.yaml son "
                    + elecciones.map(\.id).joined(separator: ", "))
            return
        }
        let esNombre = archivo.hasPrefix("mapas/") && archivo.hasSuffix(".geojson") && !archivo.contains("..")
        guard esNombre, let bytes = adjunto(archivo) else {
            nodo.error(
                esNombre ? .archivoAusente : .valorInvalido,
                esNombre
                    ? "el archivo \(Texto.cita(archivo)) no está en la carpeta; cópielo ahí o quite el mapa"
                    : "dice \(Texto.cita(archivo)); el archivo va en la carpeta mapas y termina en .geojson, como mapas/municipios.geojson"
            )
            return
        }
        guard !diario.hayErrores(en: Archivo.territorio.rawValue) else { return }
        let unidades = (self.unidades[eleccion.ambito] ?? [:]).values.sorted { $0.clave < $1.clave }
        guard
            let figuras = LectorDeGeoJSON(archivo: archivo, propiedad: propiedad, unidades: unidades, diario: diario)
                .leer(bytes)
        else { return }
        sitio.mapas[id] = DibujoDeMapa.mapa(figuras, orden: unidades.map(\.clave))
        let sinFigura = unidades.filter { figuras[$0.clave] == nil }
        guard !sinFigura.isEmpty else { return }
        let nombres = sinFigura.prefix(10).map { "\($0.clave) \($0.nombre)" }.joined(separator: ", ")
        avisos.append(
            "\(archivo): no tiene figura de \(sinFigura.count) de \(unidades.count) \(eleccion.ambito.nombre(plural: true).lowercased()): "
                + nombres + (sinFigura.count > 10 ? "…" : "") + ". Bajo el mapa se listan sin figura.")
    }
}
