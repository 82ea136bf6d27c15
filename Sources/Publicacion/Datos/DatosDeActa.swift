import Electoral

/// One acta as the site tells it: the same value makes its page and its JSON.
struct DatosDeActa: Encodable {
    /// A box of the paper.
    struct Cifra: Encodable {
        /// Header of its column in the data base, without prefix.
        let campo: String
        let nombre: String
        /// Nil when there is no figure to read.
        let valor: Int?
        /// Why there is none: `ilegible`, `sin_dato`, `sin_acta` or `en_proceso`.
        let sinValor: String?
        /// Position of its option; nil for the auxiliary boxes.
        let opcion: Int?
        /// Name of an auxiliary box.
        let auxiliar: Texto?

        private enum CodingKeys: String, CodingKey { case campo, nombre, valor, sinValor }
    }
    struct Imagen: Encodable {
        /// Relative to the root of the tree; nil when the bytes are not ours to publish.
        let ruta: String?
        let sha256: String
    }
    /// How the document arrived.
    struct Paso: Encodable {
        let origen: String
        let digitalizacion: String
        let documento: String
        let acopio: String?
        let captura: String?
        let verificacion: String?
    }

    let entorno: String
    let eleccion: String
    let unidad: String
    /// Nil for the modalities.
    let seccion: Int?
    let claveCasilla: String
    let claveActa: String
    let casilla: String
    let tipoCasilla: String
    let principio: String
    let corte: CorteCitado
    let listaNominal: Int
    let representantes: Int?
    let limite: Int?
    let contabilizada: String
    /// Row of the rules that decided.
    let criterio: String
    let observaciones: String
    let explicacion: String
    let fundamento: String
    let cifras: [Cifra]
    let total: Int?
    /// Of the casilla; nil without lista nominal or total. It may exceed 100.
    let participacion: String?
    let imagen: Imagen?
    let paso: Paso?
    let correccion: String?
    let cotejo: String?

    init(
        _ acta: Acta, _ estado: ActaEnCorte, _ sitio: EleccionEnSitio, corte: Corte, huso: Huso, imagen: String?
    ) {
        let eleccion = sitio.eleccion
        let v = estado.veredicto
        let r = estado.resultado
        entorno = sitio.entorno
        self.eleccion = eleccion.id
        unidad = sitio.clave(deUnidad: acta.unidad)
        seccion = acta.casilla.seccion
        claveCasilla = acta.claveCasilla
        claveActa = acta.claveActa
        casilla = acta.casilla.nombre
        tipoCasilla = acta.casilla.tipo.rawValue
        principio = acta.principio.rawValue
        self.corte = CorteCitado(corte, huso)
        listaNominal = acta.casilla.listaNominal
        representantes = acta.casilla.representantes
        limite = v.limite
        contabilizada = v.contabilizada.rawValue
        criterio = v.criterio.codigo
        observaciones = r == nil ? "" : sitio.proceso.redaccion.observaciones(v.criterio)
        explicacion = v.explicacion
        fundamento = v.criterio.fundamento
        cifras = Self.cifras(estado, sitio.catalogo.plantilla(de: acta), sitio)
        total = v.total
        let ilegible = if case .todosLosCampos = v.criterio { true } else { false }
        participacion =
            acta.casilla.listaNominal > 0 && !ilegible
            ? v.total.map { Porcentaje($0, de: acta.casilla.listaNominal).texto } : nil
        self.imagen = r?.imagen.map { Imagen(ruta: imagen, sha256: $0) }
        paso = r.flatMap { r in
            r.procedencia.map {
                Paso(
                    origen: $0.origen.rawValue, digitalizacion: $0.digitalizacion.rawValue, documento: $0.tipoDocumento,
                    acopio: r.acopio?.iso(huso), captura: r.captura?.iso(huso), verificacion: r.verificacion?.iso(huso))
            }
        }
        correccion = r?.motivo
        cotejo = r?.cotejada.leyenda
    }

    private static func cifras(_ estado: ActaEnCorte, _ plantilla: Plantilla, _ sitio: EleccionEnSitio) -> [Cifra] {
        let datos = estado.captura?.datos
        let sinDatos = if case .sinActa = estado.resultado?.condicion { "sin_acta" } else { "en_proceso" }
        return plantilla.campos.enumerated().map { i, campo in
            let valor: (Int?, String?) =
                switch datos.flatMap({ $0.indices.contains(i) ? $0[i] : nil }) {
                case .cantidad(let n): (Int(n), nil)
                case .ilegible: (nil, "ilegible")
                case .sinDato: (nil, "sin_dato")
                case nil: (nil, sinDatos)
                }
            if case .voto(let o) = campo {
                let opcion = sitio.eleccion.opciones[o]
                return Cifra(
                    campo: opcion.columna, nombre: Niveles.nombre(opcion, de: sitio.eleccion), valor: valor.0,
                    sinValor: valor.1, opcion: o,
                    auxiliar: nil)
            }
            return Cifra(
                campo: campo.columnaAuxiliar ?? "", nombre: campo.texto.map { sitio.marco.t.llano($0) } ?? "",
                valor: valor.0, sinValor: valor.1, opcion: nil, auxiliar: campo.texto)
        }
    }
}
