import Electoral

/// A kind of record. From its declaration come the forms, the files, the lists, the search and what is accepted.
public struct Clase: Sendable {
    /// Part of the work that kinds are gathered by.
    public enum Area: String, Sendable, CaseIterable {
        case organos, comunicacion, plan, infraestructura, riesgos, pruebas, textos

        public var nombre: String {
            switch self {
            case .organos: "Órganos y sesiones"
            case .comunicacion: "Oficios y entregables"
            case .plan: "Plan y recursos"
            case .infraestructura: "Infraestructura y sistema"
            case .riesgos: "Riesgos y continuidad"
            case .pruebas: "Pruebas e incidencias"
            case .textos: "Textos de los documentos"
            }
        }
    }

    /// As in addresses and references: `oficio`.
    public let clave: String
    /// Folder of its files: `oficios`.
    public let carpeta: String
    public let nombre: String
    public let plural: String
    public let area: Area
    public let campos: [Campo]
    /// Fields by which people recognise a record, in their order.
    public let titulo: [String]
    /// The field that says when it happened or is due, for lists and months.
    public let fecha: String?
    /// The field that says how far it is.
    public let estado: String?
    /// Whether there is only one record, whose id is the key of the kind.
    public let esUnica: Bool

    init(
        _ clave: String, carpeta: String, _ nombre: String, plural: String, area: Area, titulo: [String],
        fecha: String? = nil, estado: String? = nil, esUnica: Bool = false, _ campos: [Campo]
    ) {
        self.clave = clave
        self.carpeta = carpeta
        self.nombre = nombre
        self.plural = plural
        self.area = area
        self.titulo = titulo
        self.fecha = fecha
        self.estado = estado
        self.esUnica = esUnica
        self.campos = campos + [Self.deAdjuntos]
    }

    public func campo(_ clave: String) -> Campo? { campos.first { $0.clave == clave } }

    private static let deAdjuntos = Campo(
        Ficha.adjuntos, "Archivos adjuntos",
        .grupos([
            Campo("nombre", "Nombre", .linea(120), requerido: true),
            Campo("sha256", "SHA-256", .linea(64), requerido: true),
            Campo("descripcion", "Descripción", .linea(200)),
        ]))

    /// Every kind, in the order in which they are shown.
    public static let todas: [Clase] =
        organos + comunicacion + plan + infraestructura + riesgos + pruebas + textos

    private static let porClave = Dictionary(todas.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
    private static let porCarpeta = Dictionary(todas.map { ($0.carpeta, $0) }, uniquingKeysWith: { a, _ in a })

    public static func de(_ clave: String) -> Clase? { porClave[clave] }
    /// By any of its names: key, folder, what people call one or many of them.
    public static func llamada(_ nombre: String) -> Clase? {
        de(nombre) ?? enCarpeta(nombre)
            ?? todas.first {
                [$0.nombre, $0.plural].contains { limpia($0, enMinusculas: true) == limpia(nombre, enMinusculas: true) }
            }
    }

    public static func enCarpeta(_ carpeta: String) -> Clase? { porCarpeta[carpeta] }
}

extension Clase {
    /// The line by which people recognise a record: `Oficio IEC/SE/653/2021 · campus del ITESM`.
    ///
    /// - Parameter nombre: what a record that it refers to is called; its id when nil.
    public func titulo(_ ficha: Ficha, nombre: (Ficha.Clave) -> String? = { _ in nil }) -> String {
        let partes = titulo.compactMap { clave -> String? in
            guard let campo = campo(clave), let valor = ficha.campos.asiento(clave) else { return nil }
            if let destino = campo.tipo.destino(valor.valor) { return nombre(destino) ?? destino.id }
            if case .fecha = campo.tipo, let dia = Dia(iso: valor.valor) {
                return "\(dosCifras(dia.dia))/\(dosCifras(dia.mes))/\(dia.anio)"
            }
            return campo.tipo.legible(valor)
        }
        return partes.isEmpty ? ficha.clave.id : String(partes.joined(separator: " · ").prefix(300))
    }
}

extension Campo.Tipo {
    /// A value as people read it: the name of an option, the text as it was written.
    public func legible(_ v: Asiento) -> String {
        if let escrito = v.escrito { return escrito }
        switch self {
        case .opcion(let opciones): return opciones.first { $0.clave == v.valor }?.nombre ?? v.valor
        case .logico: return v.valor == "si" ? "Sí" : "No"
        case .lista(let tipo): return tipo.legible(v)
        default: return v.valor
        }
    }

    static func opciones(_ pares: KeyValuePairs<String, String>) -> Campo.Tipo {
        .opcion(pares.map { Campo.Opcion(clave: $0.key, nombre: $0.value) })
    }
}
