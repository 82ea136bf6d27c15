import Electoral

/// A document that is not the monthly report: of one record, as a convocatoria, or of the whole process, as the plan de
/// seguridad. Each is a template whose name begins with `documento-`, so that an institute adds its own.
public struct DocumentoDeSeguimiento: Hashable, Sendable {
    public let clave: String
    public let nombre: String
    /// Kind of the record that it is about; nil when it is about the process.
    public let clase: String?
    /// Which records of that kind: options of its field `tipo` or, for oficios, of `sentido`; any when empty.
    public let tipos: Set<String>
    /// Key of the deliverable that it is.
    public let entregable: String?

    init(_ clave: String, _ nombre: String, clase: String? = nil, tipos: Set<String> = [], entregable: String? = nil) {
        self.clave = clave
        self.nombre = nombre
        self.clase = clase
        self.tipos = tipos
        self.entregable = entregable
    }

    static let deFabrica = [
        DocumentoDeSeguimiento("convocatoria", "Convocatoria y orden del día", clase: "sesion"),
        DocumentoDeSeguimiento("minuta", "Acta o minuta, en esqueleto", clase: "sesion"),
        DocumentoDeSeguimiento(
            "oficio-de-remision", "Oficio de remisión con sus anexos", clase: "oficio", tipos: ["enviado"]),
        DocumentoDeSeguimiento("plan-de-seguridad", "Plan de Seguridad", entregable: "planes"),
        DocumentoDeSeguimiento("plan-de-continuidad", "Plan de Continuidad", entregable: "planes"),
        DocumentoDeSeguimiento(
            "acuerdo-inicio", "Proyecto de acuerdo: inicio de la publicación", entregable: "inicio_publicacion"),
        DocumentoDeSeguimiento(
            "acuerdo-datos", "Proyecto de acuerdo: actualizaciones por hora de los datos",
            entregable: "actualizaciones_datos"),
        DocumentoDeSeguimiento(
            "acuerdo-bases", "Proyecto de acuerdo: actualizaciones por hora de las bases de datos",
            entregable: "actualizaciones_bases"),
        DocumentoDeSeguimiento(
            "acuerdo-ultima", "Proyecto de acuerdo: última actualización", entregable: "ultima_actualizacion"),
        DocumentoDeSeguimiento(
            "prueba-de-funcionalidad", "Informe de la prueba de funcionalidad", clase: "ejercicio", tipos: ["prueba"],
            entregable: "informe_prueba"),
        DocumentoDeSeguimiento("simulacros", "Informe general de los simulacros", entregable: "informe_simulacros"),
        DocumentoDeSeguimiento(
            "acta-de-cierre", "Acta circunstanciada del cierre de la publicación", clase: "ejercicio",
            tipos: ["operacion"],
            entregable: "acta_de_cierre"),
        DocumentoDeSeguimiento("informe-final", "Informe final del PREP", entregable: "informe_final"),
    ]

    static let prefijo = "documento-"

    /// The documents that there are templates for.
    public static func todos(_ plantillas: Plantillas) -> [DocumentoDeSeguimiento] {
        let conocidos = Set(deFabrica.map(\.clave))
        let propios = plantillas.nombres(de: prefijo).filter { !conocidos.contains($0) }
        return deFabrica + propios.map { DocumentoDeSeguimiento($0, $0) }
    }

    /// Whether it can be made of a record.
    public func admite(_ ficha: Ficha) -> Bool {
        guard ficha.clave.clase == clase else { return false }
        return tipos.isEmpty || tipos.contains(ficha["tipo"] ?? "") || tipos.contains(ficha["sentido"] ?? "")
    }

    /// - Parameters:
    ///   - ficha: the record that it is about, when it is about one.
    ///   - fecha: day that it is dated.
    /// - Returns: body of the document, and names that the template uses and nobody knows.
    public func html(_ libro: Libro, ficha: Ficha?, fecha: Dia, _ plantillas: Plantillas) throws(PlantillaError) -> (
        texto: String, desconocidos: [String]
    ) {
        guard let proceso = libro.unica("proceso") else {
            throw PlantillaError(.faltanDatos, "falta la ficha del proceso electoral (proceso.yaml): créela antes")
        }
        if let clase, ficha.map(admite) != true {
            let nombre = Clase.de(clase)?.nombre.lowercased() ?? clase
            throw PlantillaError(.faltanDatos, "\(self.nombre): diga de qué \(nombre) es")
        }
        // One of the process is about its deliverable, when that has a record: its versions are told from it.
        let suya = ficha ?? libro.de("entregable").first { $0["entregable"] == entregable && entregable != nil }
        return try plantillas.html(
            Self.prefijo + clave, ContextoDeDocumento(libro, proceso: proceso, ficha: suya, fecha: fecha).valores)
    }
}

/// What the templates of documents see: every record by the folder of its kind, and what follows from them.
struct ContextoDeDocumento {
    let valores: [String: Any]

    init(_ libro: Libro, proceso: Ficha, ficha: Ficha?, fecha: Dia) {
        var valores: [String: Any] = [
            "proceso": FichaEnPlantilla(proceso, libro), "fecha": FechaEnPlantilla(fecha),
            "ficha": ficha.map { FichaEnPlantilla($0, libro) } as Any? ?? Ausente(),
        ]
        for clase in Clase.todas where !clase.esUnica {
            valores[clase.carpeta] = Self.enOrden(clase.clave, libro, fecha).map { FichaEnPlantilla($0, libro) }
        }
        for tipo in ["prueba", "simulacro", "operacion"] {
            valores["\(tipo)s"] = libro.de("ejercicio").filter { $0["tipo"] == tipo }.map { ejercicio in
                FichaEnPlantilla(
                    ejercicio, libro, extras: ["incidencias": Self.incidencias(de: ejercicio, libro)])
            }
        }
        for tipo in ["catd", "ccv", "site", "site_alterno"] {
            valores[tipo] = Self.enOrden("centro", libro, fecha).filter { $0["tipo"] == tipo }
                .map { FichaEnPlantilla($0, libro) }
        }
        if let ficha, ficha.clave.clase == "ejercicio" {
            valores["incidenciasDeLaFicha"] = Self.incidencias(de: ficha, libro)
        }
        valores["riesgos"] = MatrizDeRiesgos(libro).renglones
        valores["matriz"] = MatrizDeRiesgos(libro).cuadricula
        valores["sesionesPorOrgano"] = Self.sesionesPorOrgano(libro)
        self.valores = valores
    }

    /// By date, but activities by number, centres by key and papers of the plans by whom is called first. What bodies
    /// decided and what was sent after the day of the document is not told in it.
    private static func enOrden(_ clase: String, _ libro: Libro, _ fecha: Dia) -> [Ficha] {
        let fichas = libro.de(clase)
        return switch clase {
        case "acuerdo", "sesion", "oficio": fichas.filter { $0.dia("fecha").map { $0 <= fecha } != false }
        case "actividad", "centro": fichas.sorted(by: Libro.porNumero)
        case "responsabilidad":
            fichas.sorted { ($0.entero("orden") ?? 100, $0.clave.id) < ($1.entero("orden") ?? 100, $1.clave.id) }
        default: fichas
        }
    }

    private static func incidencias(de ejercicio: Ficha, _ libro: Libro) -> [FichaEnPlantilla] {
        libro.de("incidencia").filter { $0["ejercicio"] == ejercicio.clave.id }.map { FichaEnPlantilla($0, libro) }
    }

    /// Sessions held, by body: `{organo, sesiones}`.
    private static func sesionesPorOrgano(_ libro: Libro) -> [[String: Any]] {
        let celebradas = libro.de("sesion").filter { $0["estado"] == "celebrada" }
        return libro.de("organo").compactMap { organo in
            let suyas = celebradas.filter { $0["organo"] == organo.clave.id }
            guard !suyas.isEmpty else { return nil }
            return [
                "organo": FichaEnPlantilla(organo, libro), "sesiones": suyas.map { FichaEnPlantilla($0, libro) },
                "cuantas": EnteroEnPlantilla(suyas.count),
            ]
        }
    }
}

/// Risks by probability × impact (dominio 9).
struct MatrizDeRiesgos {
    private let libro: Libro

    init(_ libro: Libro) { self.libro = libro }

    enum Nivel: String, CaseIterable {
        case bajo, medio, alto, critico

        /// - Parameter producto: probability × impact, 1 to 25.
        init(_ producto: Int) {
            self =
                switch producto {
                case ..<5: .bajo
                case ..<10: .medio
                case ..<16: .alto
                default: .critico
                }
        }

        var enPlantilla: OpcionEnPlantilla {
            OpcionEnPlantilla(
                clave: rawValue, nombre: nombre,
                opciones: Self.allCases.map { Campo.Opcion(clave: $0.rawValue, nombre: $0.nombre) })
        }

        private var nombre: String {
            switch self {
            case .bajo: "Bajo"
            case .medio: "Medio"
            case .alto: "Alto"
            case .critico: "Crítico"
            }
        }
    }

    static func producto(_ riesgo: Ficha) -> Int {
        (riesgo.entero("probabilidad") ?? 0) * (riesgo.entero("impacto") ?? 0)
    }

    private var ordenados: [Ficha] {
        libro.de("riesgo").sorted { (-Self.producto($0), $0.clave.id) < (-Self.producto($1), $1.clave.id) }
    }

    /// Highest first, each with its `folio`, `producto` and `nivel`.
    var renglones: [FichaEnPlantilla] {
        ordenados.enumerated().map { i, riesgo in
            let producto = Self.producto(riesgo)
            let nivel = Nivel(producto)
            return FichaEnPlantilla(
                riesgo, libro,
                extras: [
                    "folio": "R\(i + 1)", "producto": EnteroEnPlantilla(producto),
                    "nivel": nivel.enPlantilla,
                ])
        }
    }

    /// Rows from impact 5 to 1, each with its five cells by probability: the folios that fall there and the level.
    var cuadricula: [[String: Any]] {
        let folios = ordenados.enumerated().map { i, r in
            (folio: "R\(i + 1)", probabilidad: r.entero("probabilidad") ?? 0, impacto: r.entero("impacto") ?? 0)
        }
        return (1...5).reversed().map { impacto in
            let celdas = (1...5).map { probabilidad -> [String: Any] in
                let suyos = folios.filter { $0.impacto == impacto && $0.probabilidad == probabilidad }
                let nivel = Nivel(impacto * probabilidad)
                return [
                    "folios": suyos.map(\.folio).joined(separator: ", "),
                    "nivel": nivel.enPlantilla,
                ]
            }
            return ["impacto": "\(impacto)", "celdas": celdas]
        }
    }
}
