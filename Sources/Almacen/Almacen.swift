import Electoral
import Foundation

/// The store of one operation: everything that happened, images included.
///
/// Trust statement: trusted to keep every acknowledged fact and to give the same answer for the same facts. It does not
/// trust its callers with the order of things: every fact passes through `CicloDeVida`, and the schema itself refuses
/// to change or delete facts and to take two captures of one acta from the same person. Whoever can write the file with
/// other tools can forge facts; the log of published cortes, kept by others, is what shows it.
///
/// Queries are written once, in the subset of SQL that SQLite and PostgreSQL share; DDL and triggers belong to each
/// driver.
public struct Almacen: Sendable {
    public let controlador: any Controlador

    public init(_ controlador: any Controlador) { self.controlador = controlador }

    static let codificador: JSONEncoder = {
        let c = JSONEncoder()
        c.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return c
    }()

    static func json(_ valor: some Encodable) throws(AlmacenError) -> String {
        do {
            return String(decoding: try codificador.encode(valor), as: UTF8.self)
        } catch {
            throw AlmacenError(.falla, "no se pudo guardar la configuración")
        }
    }

    static func valor<T: Decodable>(_ tipo: T.Type, json: String) throws(AlmacenError) -> T {
        do {
            return try JSONDecoder().decode(tipo, from: Data(json.utf8))
        } catch {
            throw AlmacenError(.noAbre, "la configuración guardada no es de esta versión de prep")
        }
    }
}

/// The process that a store belongs to.
public struct ProcesoGuardado: Sendable, Hashable {
    public let entorno: Entorno
    public var proceso: Proceso
    /// How the data base is printed: JSON that the store keeps without reading it.
    public let publicacion: String

    public init(entorno: Entorno, proceso: Proceso, publicacion: String) {
        self.entorno = entorno
        self.proceso = proceso
        self.publicacion = publicacion
    }
}

extension Almacen {
    /// Registers the process in an empty store.
    ///
    /// - Throws: `.entornoDistinto` when the store already belongs to another environment or process.
    public func instalar(_ nuevo: ProcesoGuardado) throws(AlmacenError) {
        let configuracion = try Self.json(nuevo.proceso)
        try controlador.escribir { (c) throws(AlmacenError) in
            let previo = try c.primera("SELECT entorno, configuracion, publicacion FROM proceso") {
                ($0.texto(0), $0.texto(1), $0.texto(2))
            }
            if let previo {
                guard previo == (nuevo.entorno.rawValue, configuracion, nuevo.publicacion) else {
                    throw AlmacenError(
                        .entornoDistinto,
                        "este almacén es de otro proceso (entorno \(previo.0)): los entornos no se mezclan; use otra carpeta"
                    )
                }
                return
            }
            try c.ejecutar(
                "INSERT INTO proceso (unico, entorno, configuracion, publicacion) VALUES (1, ?, ?, ?)",
                [.texto(nuevo.entorno.rawValue), .texto(configuracion), .texto(nuevo.publicacion)])
        }
    }

    /// The process with the schedule in force.
    public func proceso() throws(AlmacenError) -> ProcesoGuardado {
        try controlador.leer { (c) throws(AlmacenError) in
            var guardado = try Self.instalado(c)
            if let vigente = try Self.horarios(guardado.proceso, c).last { guardado.proceso.horario = vigente.horario }
            return guardado
        }
    }

    /// The process as its folder said, whatever was ordered later.
    public func procesoInstalado() throws(AlmacenError) -> ProcesoGuardado {
        try controlador.leer { (c) throws(AlmacenError) in try Self.instalado(c) }
    }

    static func instalado(_ c: any Conexion) throws(AlmacenError) -> ProcesoGuardado {
        let fila = try c.primera("SELECT entorno, configuracion, publicacion FROM proceso") {
            ($0.texto(0), $0.texto(1), $0.texto(2))
        }
        guard let fila else { throw AlmacenError(.vacio, "el almacén está vacío: use primero «prep iniciar»") }
        guard let entorno = Entorno(rawValue: fila.0) else {
            throw AlmacenError(.noAbre, "el entorno guardado no es de esta versión de prep")
        }
        return ProcesoGuardado(
            entorno: entorno, proceso: try valor(Proceso.self, json: fila.1), publicacion: fila.2)
    }

    /// The person with that name, registered if it is new.
    public func persona(nombre: String, rol: String) throws(AlmacenError) -> Persona {
        try controlador.escribir { (c) throws(AlmacenError) in try Self.persona(nombre, rol: rol, c) }
    }

    static func persona(_ nombre: String, rol: String, _ c: any Conexion) throws(AlmacenError) -> Persona {
        if let id = try c.primera("SELECT id FROM persona WHERE nombre = ?", [.texto(nombre)], { $0.entero(0) }) {
            return Persona(id: id)
        }
        let id = (try c.primera("SELECT MAX(id) FROM persona", [], { $0.entero(0) }) ?? 0) + 1
        try c.ejecutar(
            "INSERT INTO persona (id, nombre, rol) VALUES (?, ?, ?)", [.entero(id), .texto(nombre), .texto(rol)])
        return Persona(id: id)
    }

    /// Registers people by number. A number keeps its name for ever; a repeated call with the same name does nothing.
    public func registrar(personas: [(persona: Persona, nombre: String, rol: String, centro: String?)])
        throws(AlmacenError)
    {
        try controlador.escribir { (c) throws(AlmacenError) in
            for p in personas {
                try c.agregarSiFalta(
                    "persona", llave: [("id", .entero(p.persona.id))],
                    [("nombre", .texto(p.nombre)), ("rol", .texto(p.rol)), ("centro", .opcional(p.centro))])
                let guardada = try c.primera(
                    "SELECT nombre, rol, centro FROM persona WHERE id = ?", [.entero(p.persona.id)]
                ) { ($0.texto(0), $0.texto(1), $0.textoOpcional(2)) }
                if guardada?.0 != p.nombre || guardada?.1 != p.rol || guardada?.2 != p.centro {
                    throw AlmacenError(
                        .restriccion, "la persona \(p.persona.id) ya está registrada con otro nombre, rol o centro")
                }
            }
        }
    }
}
