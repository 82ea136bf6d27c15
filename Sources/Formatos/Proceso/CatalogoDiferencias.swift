import Electoral

/// One change between two catalogues, for the two people who must approve it.
public enum DiferenciaDeCatalogo: Hashable, Sendable, CustomStringConvertible {
    public enum Clase: String, Hashable, Sendable, CaseIterable {
        case entidad, eleccion, unidad, opcion, plantilla, convenio, candidatura, acta

        var nombre: String {
            switch self {
            case .entidad: "la entidad"
            case .eleccion: "la elección"
            case .unidad: "la unidad"
            case .opcion: "la opción"
            case .plantilla: "la plantilla"
            case .convenio: "el convenio"
            case .candidatura: "la candidatura"
            case .acta: "el acta"
            }
        }
    }

    /// What changes: an acta by its identity, an option by its column, a unit by its key…
    public struct Elemento: Hashable, Sendable, CustomStringConvertible {
        public let clase: Clase
        /// Id of its election; nil for the entity.
        public let eleccion: String?
        public let clave: String

        public var description: String {
            guard let eleccion, clase != .eleccion else { return "\(clase.nombre) \(clave)" }
            return "\(eleccion): \(clase.nombre) \(clave)"
        }
    }

    case agregado(Elemento)
    case retirado(Elemento)
    case cambiado(Elemento, campo: String, antes: String, despues: String)

    public var elemento: Elemento {
        switch self {
        case .agregado(let e), .retirado(let e), .cambiado(let e, _, _, _): e
        }
    }

    public var description: String {
        switch self {
        case .agregado(let e): return "se agrega \(e)"
        case .retirado(let e): return "se retira \(e)"
        case .cambiado(let e, let campo, let antes, let despues):
            func muestra(_ texto: String) -> String { texto.isEmpty ? "(vacío)" : texto }
            return "cambia \(e): \(campo) de \(muestra(antes)) a \(muestra(despues))"
        }
    }
}

/// Compares catalogues.
public enum CatalogoDiferencias {
    private typealias Clase = DiferenciaDeCatalogo.Clase
    private typealias Ficha = (clave: String, campos: [(nombre: String, valor: String)])

    /// What changes from `viejo` to `nuevo`: first the entity, then each election in the order of the new catalogue
    /// (the withdrawn ones last), and in it units, options, plantillas, convenios, candidaturas and actas, each by its
    /// key.
    public static func entre(_ viejo: Catalogo, _ nuevo: Catalogo) -> [DiferenciaDeCatalogo] {
        var cambios = comparar(.entidad, nil, [ficha(viejo.entidad)], [ficha(nuevo.entidad)])
        let antes = porEleccion(viejo)
        let despues = porEleccion(nuevo)
        let ids = nuevo.elecciones.map(\.id) + viejo.elecciones.map(\.id).filter { despues[$0] == nil }
        var vistas: Set<String> = []
        for id in ids where vistas.insert(id).inserted {
            let (a, b) = (antes[id], despues[id])
            for clase in Clase.allCases where clase != .entidad {
                cambios += comparar(clase, id, a.map { fichas(clase, $0) } ?? [], b.map { fichas(clase, $0) } ?? [])
            }
        }
        return cambios
    }

    private struct DeEleccion {
        let eleccion: Eleccion
        var posicion: Int
        var actas: [Acta] = []
    }

    private static func porEleccion(_ catalogo: Catalogo) -> [String: DeEleccion] {
        var partes: [String: DeEleccion] = [:]
        for (i, e) in catalogo.elecciones.enumerated() where partes[e.id] == nil {
            partes[e.id] = DeEleccion(eleccion: e, posicion: i)
        }
        for acta in catalogo.actas where catalogo.elecciones.indices.contains(acta.eleccion) {
            partes[catalogo.elecciones[acta.eleccion].id]?.actas.append(acta)
        }
        return partes
    }

    private static func comparar(
        _ clase: Clase, _ eleccion: String?, _ antes: [Ficha], _ despues: [Ficha]
    ) -> [DiferenciaDeCatalogo] {
        let a = porClave(antes)
        let b = porClave(despues)
        var cambios: [DiferenciaDeCatalogo] = []
        for clave in Set(a.keys).union(b.keys).sorted() {
            let elemento = DiferenciaDeCatalogo.Elemento(clase: clase, eleccion: eleccion, clave: clave)
            switch (a[clave], b[clave]) {
            case (nil, .some): cambios.append(.agregado(elemento))
            case (.some, nil): cambios.append(.retirado(elemento))
            case (.some(let x), .some(let y)):
                for (viejo, nuevo) in zip(x, y) where viejo.valor != nuevo.valor {
                    cambios.append(.cambiado(elemento, campo: viejo.nombre, antes: viejo.valor, despues: nuevo.valor))
                }
            case (nil, nil): break
            }
        }
        return cambios
    }

    /// Keys that repeat (they can, in a catalogue made from a published data base) are told apart by a number.
    private static func porClave(_ fichas: [Ficha]) -> [String: [(nombre: String, valor: String)]] {
        var veces: [String: Int] = [:]
        var mapa: [String: [(nombre: String, valor: String)]] = [:]
        for ficha in fichas {
            let n = veces[ficha.clave, default: 0] + 1
            veces[ficha.clave] = n
            mapa[n == 1 ? ficha.clave : "\(ficha.clave) (\(n))"] = ficha.campos
        }
        return mapa
    }

    private static func ficha(_ e: Entidad) -> Ficha {
        ("del proceso", [("clave", e.claveDosCifras), ("nombre", e.nombre), ("abreviatura", e.abreviatura)])
    }

    private static func fichas(_ clase: Clase, _ d: DeEleccion) -> [Ficha] {
        let e = d.eleccion
        func columna(_ i: Int) -> String { e.opciones.indices.contains(i) ? e.opciones[i].columna : "?" }
        switch clase {
        case .entidad: return []
        case .eleccion:
            return [
                (
                    e.id,
                    [
                        ("título", e.titulo), ("año", "\(e.anio)"), ("ámbito", e.ambito.rawValue),
                        ("lugar en el proceso", "\(d.posicion + 1)"),
                    ]
                )
            ]
        case .unidad: return e.unidades.map { ($0.clave, [("nombre", $0.nombre)]) }
        case .opcion:
            return e.opciones.enumerated().map { i, o in
                let campos = [
                    ("nombre", o.nombre), ("color", o.color ?? ""), ("lugar en el acta", "\(i + 1)"),
                    ("clase", nombre(o.clase)),
                    ("partidos", o.miembros.map(columna).joined(separator: ", ")),
                ]
                return (o.columna, campos)
            }
        case .plantilla:
            return e.plantillas.map { p in
                let campos = p.campos.map { campo in
                    if case .voto(let i) = campo { columna(i) } else { campo.columnaAuxiliar ?? "?" }
                }
                let recuadros = p.recuadros?.map { "[\($0.texto)]" } ?? []
                return (
                    p.id,
                    [("campos", campos.joined(separator: ", ")), ("recuadros", recuadros.joined(separator: ", "))]
                )
            }
        case .convenio:
            return e.convenios.map { c in
                let partes = c.partes.map { "\(columna($0.partido)) \(Texto.centesimas($0.diezmilesimas)) %" }
                let campos = [("porcentajes", partes.joined(separator: ", ")), ("resto para", columna(c.restoPara))]
                return ("\(columna(c.opcion)) en \(c.unidad ?? "todas las unidades")", campos)
            }
        case .candidatura:
            return e.candidaturas.map { c in
                let campos = [("propietaria", c.propietaria), ("suplente", c.suplente ?? "")]
                return ("\(c.columna) en \(c.unidad ?? "toda la entidad")", campos)
            }
        case .acta: return d.actas.map { ficha($0, e) }
        }
    }

    private static func nombre(_ clase: Opcion.Clase) -> String {
        switch clase {
        case .partido: "partido"
        case .combinacion: "combinación"
        case .candidaturaComun: "candidatura común"
        case .independiente: "candidatura independiente"
        case .noRegistradas: "no registradas"
        case .nulos: "nulos"
        }
    }

    private static func ficha(_ a: Acta, _ e: Eleccion) -> Ficha {
        let c = a.casilla
        let unidad = a.unidad.flatMap { e.unidades.indices.contains($0) ? e.unidades[$0].clave : nil }
        return (
            a.identidad,
            [
                ("CLAVE_CASILLA", a.claveCasilla), ("CLAVE_ACTA", a.claveActa), ("TIPO_ACTA", a.tipoActa),
                ("unidad", unidad ?? ""), ("principio", a.principio.rawValue),
                ("plantilla", e.plantillas.indices.contains(a.plantilla) ? e.plantillas[a.plantilla].id : "?"),
                ("TIPO_CASILLA", c.tipo.rawValue), ("SECCION", c.seccion.map(String.init) ?? ""),
                ("ID_CASILLA", "\(c.numero)"),
                ("EXT_CONTIGUA", "\(c.extContigua)"), ("UBICACION_CASILLA", "\(c.ubicacion)"),
                ("LISTA_NOMINAL", "\(c.listaNominal)"),
                ("REPRESENTANTES_PP_CI", c.representantes.map(String.init) ?? ""),
                ("boletas", c.boletas.map(String.init) ?? ""),
            ]
        )
    }
}
