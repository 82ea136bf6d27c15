/// A value bound to a statement or read from a row.
public enum Valor: Sendable, Hashable {
    case entero(Int)
    case texto(String)
    case octetos([UInt8])
    case nulo

    public static func opcional(_ n: Int?) -> Valor { n.map(Valor.entero) ?? .nulo }
    public static func opcional(_ t: String?) -> Valor { t.map(Valor.texto) ?? .nulo }
}

/// A row lent while it is being read. Columns count from 0. A null where a value is asked for reads as 0 or empty: the
/// schema says which columns can be null.
public protocol Fila {
    func entero(_ columna: Int) -> Int
    func enteroOpcional(_ columna: Int) -> Int?
    func texto(_ columna: Int) -> String
    func textoOpcional(_ columna: Int) -> String?
    func octetosOpcionales(_ columna: Int) -> [UInt8]?
}

/// One connection inside one transaction. Statements are written in the subset that SQLite and PostgreSQL share, with
/// `?` for parameters.
public protocol Conexion {
    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func ejecutar(_ sql: String, _ parametros: [Valor]) throws(AlmacenError) -> Int
    /// Calls `cada` for every row of a query or of a statement with `RETURNING`.
    func recorrer(_ sql: String, _ parametros: [Valor], _ cada: (any Fila) throws(AlmacenError) -> Void)
        throws(AlmacenError)
}

extension Conexion {
    public func filas<T>(
        _ sql: String, _ parametros: [Valor] = [], _ leer: (any Fila) throws(AlmacenError) -> T
    ) throws(AlmacenError) -> [T] {
        var resultado: [T] = []
        try recorrer(sql, parametros) { (fila) throws(AlmacenError) in resultado.append(try leer(fila)) }
        return resultado
    }

    /// Adds a row unless there is one with its key. Tables that only grow refuse whatever is inserted over a row, also
    /// with `ON CONFLICT DO NOTHING`.
    func agregarSiFalta(
        _ tabla: String, llave: [(String, Valor)], _ resto: [(String, Valor)]
    ) throws(AlmacenError) {
        let todo = llave + resto
        try ejecutar(
            """
            INSERT INTO \(tabla) (\(todo.map(\.0).joined(separator: ", ")))
            SELECT \(todo.map { _ in "?" }.joined(separator: ", "))
            WHERE NOT EXISTS (SELECT 1 FROM \(tabla) WHERE \(llave.map { "\($0.0) = ?" }.joined(separator: " AND ")))
            """, (todo + llave).map(\.1))
    }

    public func primera<T>(
        _ sql: String, _ parametros: [Valor] = [], _ leer: (any Fila) throws(AlmacenError) -> T
    ) throws(AlmacenError) -> T? {
        try filas(sql, parametros, leer).first
    }
}

/// A database, whichever it is: its transactions and its own DDL.
public protocol Controlador: Sendable {
    /// One durable transaction: when it returns, what it wrote survives a power cut. Writers take turns.
    @discardableResult
    func escribir<T>(_ cuerpo: (any Conexion) throws(AlmacenError) -> T) throws(AlmacenError) -> T
    /// One snapshot: writers do not disturb it.
    func leer<T>(_ cuerpo: (any Conexion) throws(AlmacenError) -> T) throws(AlmacenError) -> T
    /// Problems that the database itself finds in its file; empty when there are none.
    func comprobarIntegridad() throws(AlmacenError) -> [String]
    /// A consistent copy of everything, taken while others write.
    func respaldar(en ruta: String) throws(AlmacenError)
}
