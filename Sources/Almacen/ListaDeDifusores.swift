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

    /// The list as it was, and since when each of those that were suspended then was.
    public func listaDeDifusores(
        en instante: Instante
    ) throws(AlmacenError) -> (lista: [DifusorEnLista], suspendidos: [String: Instante]) {
        try controlador.leer { (c) throws(AlmacenError) in
            let contenido = try c.primera(
                "SELECT contenido FROM lista_de_difusores WHERE instante <= ? ORDER BY id DESC LIMIT 1",
                [.entero(Int(instante.microsegundos))]
            ) { $0.texto(0) }
            guard let contenido else { return ([], [:]) }
            var salud: [String: SaludDeDifusor] = [:]
            for (_, hecho) in try Self.difusion(de: nil, despuesDe: 0, c) where hecho.instante <= instante {
                salud[hecho.difusor, default: .init()].tomar(hecho)
            }
            return (
                try Self.valor([DifusorEnLista].self, json: contenido),
                salud.compactMapValues { $0.transmite ? nil : $0.desde }
            )
        }
    }
}
