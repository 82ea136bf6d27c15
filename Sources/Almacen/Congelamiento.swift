import Electoral

/// The freezing of the catalogue as it is asked for: of that catalogue and no other.
public struct Congelamiento: DetalleDeOrden, Hashable {
    /// Fingerprint of the catalogue in force when it was asked for.
    public let huella: String
    /// Before whom or why.
    public let constancia: String

    public init(huella: String, constancia: String) {
        self.huella = huella
        self.constancia = constancia
    }
}

/// Who froze the catalogue and when.
public struct CatalogoCongelado: Sendable, Hashable {
    public let version: Int
    public let instante: Instante
    /// Names of those who asked and authorised.
    public let pidio: String
    public let autorizo: String
}

extension Almacen {
    public func congelarCatalogo(persona: Persona, autoriza: Persona, instante: Instante) throws(AlmacenError) {
        guard persona != autoriza else {
            throw AlmacenError(.restriccion, "el congelamiento lo autoriza otra persona que quien lo pide")
        }
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.congelarCatalogo(persona, autoriza, instante, c)
        }
    }

    /// The same inside a transaction that does more.
    static func congelarCatalogo(
        _ persona: Persona, _ autoriza: Persona, _ instante: Instante, _ c: any Conexion
    ) throws(AlmacenError) {
        guard let version = try c.primera("SELECT MAX(version) FROM catalogo", [], { $0.enteroOpcional(0) }) ?? nil
        else {
            throw AlmacenError(.vacio, "no hay catálogo que congelar: impórtelo primero")
        }
        try c.agregarSiFalta(
            "catalogo_congelado", llave: [("unico", .entero(1))],
            [
                ("version", .entero(version)), ("instante", .entero(Int(instante.microsegundos))),
                ("pidio", .entero(persona.id)), ("autorizo", .entero(autoriza.id)),
            ])
    }

    /// Nil while it may still change.
    public func congelamiento() throws(AlmacenError) -> CatalogoCongelado? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT k.version, k.instante, p.nombre, q.nombre FROM catalogo_congelado k
                JOIN persona p ON p.id = k.pidio JOIN persona q ON q.id = k.autorizo
                """
            ) {
                CatalogoCongelado(
                    version: $0.entero(0), instante: Instante(microsegundos: Int64($0.entero(1))),
                    pidio: $0.texto(2), autorizo: $0.texto(3))
            }
        }
    }

    static func estaCongelado(_ c: any Conexion) throws(AlmacenError) -> Bool {
        try c.primera("SELECT unico FROM catalogo_congelado", [], { $0.entero(0) }) != nil
    }

    /// Why a freezing cannot be, as things are now.
    static func exigirCongelamiento(_ detalle: String, _ c: any Conexion) throws(AlmacenError) {
        let pedido = try valor(Congelamiento.self, json: detalle)
        guard try !estaCongelado(c) else { throw AlmacenError(.restriccion, "el catálogo ya está congelado") }
        let huella = try c.primera("SELECT huella FROM catalogo ORDER BY version DESC LIMIT 1") { $0.texto(0) }
        guard huella == pedido.huella else {
            throw AlmacenError(.restriccion, "el catálogo cambió desde que se pidió congelarlo: pídalo de nuevo")
        }
    }
}
