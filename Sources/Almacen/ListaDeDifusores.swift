import Electoral

/// A difusor as the public list has it: noted in the store, so that a corte that is published again says the same.
public struct DifusorEnLista: Sendable, Hashable, Codable {
    public let clave: String
    public let nombre: String
    public let url: String
    /// First day on which it is shown, `2027-06-01`.
    public let desde: String
    /// Its image, in base 64.
    public let logotipo: String?

    public init(clave: String, nombre: String, url: String, desde: String, logotipo: String?) {
        self.clave = clave
        self.nombre = nombre
        self.url = url
        self.desde = desde
        self.logotipo = logotipo
    }
}

extension Almacen {
    /// Notes the list as it is from now on, when it is another.
    public func anotar(lista: [DifusorEnLista], instante: Instante) throws(AlmacenError) {
        let contenido = try Self.json(lista)
        try controlador.escribir { (c) throws(AlmacenError) in
            let vigente = try c.primera("SELECT contenido FROM lista_de_difusores ORDER BY id DESC LIMIT 1", []) {
                $0.texto(0)
            }
            guard contenido != vigente ?? "[]" else { return }
            try c.ejecutar(
                "INSERT INTO lista_de_difusores (instante, contenido) VALUES (?, ?)",
                [.entero(Int(instante.microsegundos)), .texto(contenido)])
        }
    }

    /// The list that a corte publishes, and since when each of those that are suspended is: as it is the first time that
    /// it is asked for, and the same whenever that corte is published again.
    public func listaDeDifusores(
        deCorte numero: Int
    ) throws(AlmacenError) -> (lista: [DifusorEnLista], suspendidos: [String: Instante]) {
        try controlador.escribir { (c) throws(AlmacenError) in
            if let anotada = try c.primera(
                "SELECT lista, suspendidos FROM lista_de_corte WHERE corte = ?", [.entero(numero)],
                { ($0.enteroOpcional(0), $0.texto(1)) })
            {
                let suspendidos = try Self.valor([String: Int64].self, json: anotada.1)
                return (
                    try Self.lista(anotada.0, c), suspendidos.mapValues { Instante(microsegundos: $0) }
                )
            }
            let vigente = try c.primera("SELECT id FROM lista_de_difusores ORDER BY id DESC LIMIT 1", []) {
                $0.entero(0)
            }
            var salud: [String: SaludDeDifusor] = [:]
            for (_, hecho) in try Self.difusion(de: nil, despuesDe: 0, c) {
                salud[hecho.difusor, default: .init()].tomar(hecho)
            }
            let suspendidos = salud.compactMapValues { $0.transmite ? nil : $0.desde }
            try c.ejecutar(
                "INSERT INTO lista_de_corte (corte, lista, suspendidos) VALUES (?, ?, ?)",
                [
                    .entero(numero), .opcional(vigente),
                    .texto(try Self.json(suspendidos.mapValues(\.microsegundos))),
                ])
            return (try Self.lista(vigente, c), suspendidos)
        }
    }

    private static func lista(_ id: Int?, _ c: any Conexion) throws(AlmacenError) -> [DifusorEnLista] {
        guard let id else { return [] }
        let contenido = try c.primera("SELECT contenido FROM lista_de_difusores WHERE id = ?", [.entero(id)]) {
            $0.texto(0)
        }
        return try valor([DifusorEnLista].self, json: contenido ?? "[]")
    }
}
