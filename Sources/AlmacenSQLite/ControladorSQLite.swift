import Almacen
import Foundation
import GRDB

/// SQLite through GRDB's pool: one writer at a time, readers on snapshots, several processes on one file.
///
/// Durability: every write transaction is synced to disk before it returns (`synchronous = FULL` with WAL).
public final class ControladorSQLite: Controlador {
    /// What a file holds: its tables, and how it is known.
    public struct Esquema: Sendable {
        let identificador: Int
        /// A table that no other file has.
        let tabla: String
        let migrador: @Sendable () -> DatabaseMigrator
        /// As errors call it, with what makes one.
        let nombre, ayuda: String

        /// The store of an operation.
        public static let operacion = Esquema(
            identificador: EsquemaSQLite.identificador, tabla: "hecho", migrador: { EsquemaSQLite.migrador },
            nombre: "almacén de prep", ayuda: "use «prep iniciar» o revise la ruta")
        /// The records of the months before, which outlive every drill.
        public static let seguimiento = Esquema(
            identificador: SeguimientoSQLite.identificador, tabla: "ficha", migrador: { SeguimientoSQLite.migrador },
            nombre: "archivo de seguimiento", ayuda: "use «prep seguimiento importar» o revise la ruta")
    }

    private let pool: DatabasePool

    /// Opens a file, creating it when `crear`. A file that is not of that kind and version is left as it was.
    ///
    /// - Throws: `.noExiste` when the file is not there; `.noAbre` when it is not a store of this version or cannot be
    ///   opened.
    public init(ruta: String, crear: Bool, esquema: Esquema = .operacion) throws(AlmacenError) {
        guard crear || FileManager.default.fileExists(atPath: ruta) else {
            throw AlmacenError(.noExiste, "\(ruta): no existe el \(esquema.nombre); \(esquema.ayuda)")
        }
        do {
            // `NSString` stops the program when it is asked for the folder of a path of one letter.
            let carpeta = URL(fileURLWithPath: ruta).deletingLastPathComponent().path
            if crear {
                try FileManager.default.createDirectory(atPath: carpeta, withIntermediateDirectories: true)
            }
            pool = try Turno.deApertura(carpeta) {
                try Self.abrir(ruta, crear: crear, esquema)
            }
        } catch let error as AlmacenError {
            throw error
        } catch {
            throw AlmacenError(.noAbre, "\(ruta): no se puede abrir como \(esquema.nombre) (\(Self.causa(error)))")
        }
    }

    private static func abrir(_ ruta: String, crear: Bool, _ esquema: Esquema) throws -> DatabasePool {
        try exigir(esquema, ruta, puedeEstarVacio: crear)
        let migrador = esquema.migrador()
        var configuracion = Configuration()
        configuracion.busyMode = .timeout(10)
        configuracion.maximumReaderCount = 4
        // INSERT OR REPLACE deletes rows: only with this do its deletions reach the triggers that refuse them.
        configuracion.prepareDatabase { try $0.execute(sql: "PRAGMA recursive_triggers = ON") }
        let pool = try DatabasePool(path: ruta, configuration: configuracion)
        if try pool.read(migrador.hasBeenSuperseded) {
            throw AlmacenError(.noAbre, "\(ruta): es de otra versión de prep; use la que lo creó")
        }
        try migrador.migrate(pool)
        // The pool itself sets NORMAL after opening its writer, so FULL has to come after, and is checked.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        let modo = try pool.writeWithoutTransaction { try Int.fetchOne($0, sql: "PRAGMA synchronous") }
        guard modo == 2 else { throw AlmacenError(.noAbre, "\(ruta): SQLite no acepta escribir de forma durable") }
        return pool
    }

    /// Looks at an existing file without touching it.
    private static func exigir(_ esquema: Esquema, _ ruta: String, puedeEstarVacio: Bool) throws {
        guard let tamano = try? FileManager.default.attributesOfItem(atPath: ruta)[.size] as? Int else { return }
        if tamano == 0, puedeEstarVacio { return }
        var soloLectura = Configuration()
        soloLectura.readonly = true
        soloLectura.busyMode = .timeout(10)
        let propio =
            try tamano > 0
            && (DatabaseQueue(path: ruta, configuration: soloLectura).read { base in
                try Int.fetchOne(base, sql: "PRAGMA application_id") == esquema.identificador
                    && base.tableExists(esquema.tabla)
            })
        guard propio else {
            throw AlmacenError(.noAbre, "\(ruta): no es un \(esquema.nombre); no se tocó")
        }
    }

    @discardableResult
    public func escribir<T>(_ cuerpo: (any Conexion) throws(AlmacenError) -> T) throws(AlmacenError) -> T {
        try Self.traducir { try pool.write { try cuerpo(ConexionSQLite(base: $0)) } }
    }

    public func leer<T>(_ cuerpo: (any Conexion) throws(AlmacenError) -> T) throws(AlmacenError) -> T {
        try Self.traducir { try pool.read { try cuerpo(ConexionSQLite(base: $0)) } }
    }

    public func comprobarIntegridad() throws(AlmacenError) -> [String] {
        try Self.traducir {
            try pool.read { base in
                let integridad = try String.fetchAll(base, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                let llaves = try Row.fetchAll(base, sql: "PRAGMA foreign_key_check")
                return integridad + llaves.map { "llave foránea rota en \($0[0] as String? ?? "?")" }
            }
        }
    }

    public func respaldar(en ruta: String) throws(AlmacenError) {
        guard !FileManager.default.fileExists(atPath: ruta) else {
            throw AlmacenError(.restriccion, "\(ruta): ya existe; un respaldo no se sobrescribe")
        }
        try Self.traducir {
            let destino = try DatabaseQueue(path: ruta)
            try pool.backup(to: destino)
            // The copy is checked before anyone trusts it, and leaves no side files behind.
            let estado = try destino.read { try String.fetchOne($0, sql: "PRAGMA quick_check") }
            guard estado == "ok" else { throw AlmacenError(.falla, "\(ruta): la copia no pasó la comprobación") }
            try destino.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try destino.close()
        }
    }

    fileprivate static func traducir<T>(_ cuerpo: () throws -> T) throws(AlmacenError) -> T {
        do {
            return try cuerpo()
        } catch let error as AlmacenError {
            throw error
        } catch let error as DatabaseError {
            throw traducido(error)
        } catch {
            throw AlmacenError(.falla, "la base de datos falló (\(causa(error)))")
        }
    }

    private static func traducido(_ error: DatabaseError) -> AlmacenError {
        let mensaje = error.message ?? ""
        switch error.resultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return AlmacenError(.ocupado, "otro proceso está escribiendo; intente de nuevo")
        case .SQLITE_CONSTRAINT:
            if mensaje.contains("PREP-ALM-001") {
                return AlmacenError(.soloSeAgrega, "los hechos no se cambian ni se borran")
            }
            if mensaje.contains("hecho.acta, hecho.persona") {
                return AlmacenError(.personaYaIntervino, "esa persona ya intervino en esta acta: debe hacerlo otra")
            }
            if mensaje.contains("PREP-ALM-014") {
                return AlmacenError(.sinFacultad, "su función no le permite ese paso: lo hace otra persona")
            }
            if mensaje.contains("el centro está de baja") {
                return AlmacenError(.restriccion, "ese centro está de baja: elija otro o reactívelo")
            }
            if mensaje.contains("PREP-ALM-009") {
                return AlmacenError(.catalogoCongelado, "el catálogo está congelado o ya hay hechos")
            }
            return AlmacenError(.restriccion, "la base de datos no acepta el dato (\(mensaje))")
        default:
            return AlmacenError(.falla, "la base de datos falló (\(causa(error)))")
        }
    }

    private static func causa(_ error: any Error) -> String {
        guard let error = error as? DatabaseError else {
            return (error as? CocoaError).map { _ in "no se puede crear su carpeta" } ?? String(describing: error)
        }
        return switch error.resultCode {
        case .SQLITE_FULL: "no queda espacio en disco"
        case .SQLITE_IOERR: "no se pudo leer o escribir: revise el disco y su espacio"
        case .SQLITE_CANTOPEN, .SQLITE_PERM: "no existe, no es un archivo o no hay permiso: revise la ruta"
        case .SQLITE_READONLY: "no hay permiso de escribir"
        case .SQLITE_NOTADB: "no es una base de datos"
        case .SQLITE_CORRUPT: "está dañado: restaure un respaldo"
        default: error.message ?? "\(error.resultCode)"
        }
    }
}

struct ConexionSQLite: Conexion {
    let base: Database

    @discardableResult
    func ejecutar(_ sql: String, _ parametros: [Valor]) throws(AlmacenError) -> Int {
        try ControladorSQLite.traducir {
            let sentencia = try base.cachedStatement(sql: sql)
            try sentencia.execute(arguments: StatementArguments(parametros.map(\.deGRDB)))
            return base.changesCount
        }
    }

    func recorrer(
        _ sql: String, _ parametros: [Valor], _ cada: (any Fila) throws(AlmacenError) -> Void
    ) throws(AlmacenError) {
        try ControladorSQLite.traducir {
            let sentencia = try base.cachedStatement(sql: sql)
            let cursor = try Row.fetchCursor(sentencia, arguments: StatementArguments(parametros.map(\.deGRDB)))
            while let fila = try cursor.next() { try cada(FilaSQLite(fila: fila)) }
        }
    }
}

struct FilaSQLite: Fila {
    let fila: Row

    func entero(_ columna: Int) -> Int { fila[columna] ?? 0 }
    func enteroOpcional(_ columna: Int) -> Int? { fila[columna] }
    func texto(_ columna: Int) -> String { fila[columna] ?? "" }
    func textoOpcional(_ columna: Int) -> String? { fila[columna] }
    func octetosOpcionales(_ columna: Int) -> [UInt8]? { (fila[columna] as Data?).map { [UInt8]($0) } }
}

extension Valor {
    fileprivate var deGRDB: DatabaseValue {
        switch self {
        case .entero(let n): n.databaseValue
        case .texto(let t): t.databaseValue
        case .octetos(let b): Data(b).databaseValue
        case .nulo: .null
        }
    }
}
