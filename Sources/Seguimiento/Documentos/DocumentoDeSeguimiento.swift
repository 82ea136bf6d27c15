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
    /// Kinds of the records that it tells besides; all when nil.
    let cuenta: Set<String>?

    init(
        _ clave: String, _ nombre: String, clase: String? = nil, tipos: Set<String> = [], entregable: String? = nil,
        cuenta: Set<String>? = nil
    ) {
        self.clave = clave
        self.nombre = nombre
        self.clase = clase
        self.tipos = tipos
        self.entregable = entregable
        self.cuenta = cuenta
    }

    static let deFabrica = [
        DocumentoDeSeguimiento("convocatoria", "Convocatoria y orden del día", clase: "sesion", cuenta: []),
        DocumentoDeSeguimiento("minuta", "Acta o minuta, en esqueleto", clase: "sesion", cuenta: []),
        DocumentoDeSeguimiento(
            "oficio-de-remision", "Oficio, con sus anexos", clase: "oficio", tipos: ["enviado"], cuenta: []),
        DocumentoDeSeguimiento("plan-de-seguridad", "Plan de Seguridad", entregable: "planes", cuenta: deLosPlanes),
        DocumentoDeSeguimiento("plan-de-continuidad", "Plan de Continuidad", entregable: "planes", cuenta: deLosPlanes),
        DocumentoDeSeguimiento(
            "acuerdo-inicio", "Proyecto de acuerdo: inicio de la publicación", entregable: "inicio_publicacion",
            cuenta: deLosAcuerdos),
        DocumentoDeSeguimiento(
            "acuerdo-datos", "Proyecto de acuerdo: actualizaciones por hora de los datos",
            entregable: "actualizaciones_datos", cuenta: deLosAcuerdos),
        DocumentoDeSeguimiento(
            "acuerdo-bases", "Proyecto de acuerdo: actualizaciones por hora de las bases de datos",
            entregable: "actualizaciones_bases", cuenta: deLosAcuerdos),
        DocumentoDeSeguimiento(
            "acuerdo-ultima", "Proyecto de acuerdo: última actualización", entregable: "ultima_actualizacion",
            cuenta: deLosAcuerdos),
        DocumentoDeSeguimiento(
            "prueba-de-funcionalidad", "Informe de la prueba de funcionalidad", clase: "ejercicio", tipos: ["prueba"],
            entregable: "informe_prueba", cuenta: ["incidencia"]),
        DocumentoDeSeguimiento(
            "simulacros", "Informe general de los simulacros", entregable: "informe_simulacros",
            cuenta: ["ejercicio", "incidencia"]),
        DocumentoDeSeguimiento(
            "acta-de-cierre", "Acta circunstanciada del cierre de la publicación", clase: "ejercicio",
            tipos: ["operacion"],
            entregable: "acta_de_cierre", cuenta: ["incidencia"]),
        DocumentoDeSeguimiento("informe-final", "Informe final del PREP", entregable: "informe_final"),
        DocumentoDeSeguimiento(
            "convocatoria-difusores", "Convocatoria a difusores oficiales", clase: "convocatoria_de_difusores",
            cuenta: []),
        DocumentoDeSeguimiento(memoriaTecnica, "Memoria técnica de un difusor", clase: "difusor", cuenta: ["accesos"]),
        DocumentoDeSeguimiento(
            memoriaDeDifusion, "Memoria de la difusión, de todos los difusores", cuenta: ["difusor", "accesos"]),
    ]

    /// Those that tell what the environment noted, when it is at hand.
    public static let memoriaTecnica = "memoria-tecnica"
    public static let memoriaDeDifusion = "memoria-de-difusion"

    /// Whether what the environment noted is asked for: those of an institute may tell it too.
    var cuentaLaDifusion: Bool {
        [Self.memoriaTecnica, Self.memoriaDeDifusion].contains(clave)
            || !Self.deFabrica.contains { $0.clave == clave }
    }

    private static let deLosPlanes: Set<String> = [
        "riesgo", "escenario", "responsabilidad", "centro", "ejercicio", "incidencia", "capacitacion", "auditoria",
    ]
    private static let deLosAcuerdos: Set<String> = ["acuerdo", "sesion"]

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
    ///   - fecha: day that it is dated: it says what was known by then.
    ///   - difusion: what the environment of the night noted of the difusores, for the memorias.
    /// - Returns: body of the document, and names that the template uses and nobody knows.
    public func html(
        _ libro: Libro, ficha: Ficha?, fecha: Dia, difusion: HechosDeDifusion? = nil, _ plantillas: Plantillas
    ) throws(PlantillaError) -> (
        texto: String, desconocidos: [String]
    ) {
        guard libro.unica("proceso") != nil else {
            throw PlantillaError(.faltanDatos, "falta la ficha del proceso electoral (proceso.yaml): créela antes")
        }
        let ficha = ficha ?? unica(libro)
        if let clase, ficha.map(admite) != true {
            let nombre = Clase.de(clase)?.nombre.lowercased() ?? clase
            throw PlantillaError(.faltanDatos, "\(self.nombre): diga de qué \(nombre) es")
        }
        let corte = libro.alDia(fecha, salvo: ficha?.clave)
        return try plantillas.html(
            Self.prefijo + clave,
            ContextoDeDocumento(corte.libro, ficha: ficha ?? suya(corte.libro), fecha: fecha, difusion: difusion)
                .valores)
    }

    /// One of the process is about its deliverable, when that has a record: its versions are told from it.
    private func suya(_ libro: Libro) -> Ficha? {
        libro.de("entregable").first { $0["entregable"] == entregable && entregable != nil }
    }

    /// The record that it is about when there is only one of its kind.
    private func unica(_ libro: Libro) -> Ficha? {
        clase.flatMap(Clase.de).flatMap { $0.esUnica ? libro.unica($0.clave) : nil }
    }

    /// What to look at in the records that it tells, besides what its own text shows.
    public func avisos(_ libro: Libro, ficha: Ficha?, fecha: Dia, entregables: [Entregable]) -> [Aviso] {
        let ficha = ficha ?? unica(libro)
        let corte = libro.alDia(fecha, salvo: ficha?.clave)
        func loCuenta(_ otra: Ficha) -> Bool {
            cuenta?.contains(otra.clave.clase) ?? true || otra.clave == suya(libro)?.clave
        }
        var avisos = Contradicciones(corte.libro, entregables: entregables)
            .avisos(
                de: [ficha].compactMap(\.self) + corte.libro.fichas.filter { $0.clave != ficha?.clave && loCuenta($0) })
        if let ficha, clave != "convocatoria", let campo = Clase.de(ficha.clave.clase)?.fecha,
            let dia = ficha[campo].flatMap({ Dia(iso: String($0.prefix(10))) }), dia > fecha
        {
            avisos.append(
                Aviso(
                    .posterior,
                    "el documento lleva la fecha \(EnPalabras.fecha(fecha)) y lo que cuenta es del \(EnPalabras.fecha(dia))",
                    ficha.clave))
        }
        let omitidas = Dictionary(grouping: corte.despues.filter(loCuenta), by: \.clave.clase)
        for clase in Clase.todas {
            guard let suyas = omitidas[clase.clave], let primera = suyas.first else { continue }
            let titulos = suyas.map { clase.titulo($0) }
            avisos.append(
                Aviso(
                    .posterior,
                    "\(clase.plural): no se cuenta lo posterior al \(EnPalabras.fecha(fecha)) en \(Aviso.enLista(titulos, maximo: 4, separador: "; "))",
                    primera.clave))
        }
        return avisos
    }
}
