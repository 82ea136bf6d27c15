import Almacen
import AlmacenSQLite
import Electoral
import Foundation
import Testing

/// The databases on which the contract of the store holds: every suite runs once on each.
enum Motor: String, CaseIterable, Sendable {
    case sqlite

    /// Statements that put another row in the place of an existing one without saying UPDATE or DELETE.
    func reemplazo(_ tabla: Tabla) -> String {
        switch self {
        case .sqlite:
            "INSERT OR REPLACE INTO \(tabla.nombre) (\(tabla.lista)) SELECT \(tabla.lista) FROM \(tabla.nombre) LIMIT 1"
        }
    }

    /// Takes away what the schema defends itself with, as somebody with other tools and bad intentions would.
    func quitarDefensas(_ controlador: any Controlador) throws {
        switch self {
        case .sqlite:
            for nombre in try controlador.textos("SELECT name FROM sqlite_master WHERE type = 'trigger'") {
                try controlador.sql("DROP TRIGGER \(nombre)")
            }
        }
    }
}

/// A database of its own for one test. Whatever it occupied is removed when the test ends.
struct Deposito: Sendable {
    let motor: Motor
    let carpeta: String

    var ruta: String { "\(carpeta)/prep.sqlite" }

    /// Another pool on the same database, as another process would have.
    func abrir(crear: Bool = true) throws -> any Controlador { try Self.abrir(motor, ruta, crear: crear) }

    /// A database at another place of the same folder: a copy, or a second store.
    func abrir(otro nombre: String, crear: Bool = true) throws -> any Controlador {
        try Self.abrir(motor, ruta(nombre), crear: crear)
    }

    func ruta(_ nombre: String) -> String { "\(carpeta)/\(nombre).sqlite" }

    private static func abrir(_ motor: Motor, _ ruta: String, crear: Bool) throws -> any Controlador {
        switch motor {
        case .sqlite: try ControladorSQLite(ruta: ruta, crear: crear)
        }
    }

    static func prestar<T>(_ motor: Motor, _ cuerpo: (Deposito) throws -> T) throws -> T {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("almacen-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: carpeta, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: carpeta) }
        return try cuerpo(Deposito(motor: motor, carpeta: carpeta))
    }
}

extension Controlador {
    /// One statement in a transaction of its own.
    @discardableResult
    func sql(_ sentencia: String, _ parametros: [Valor] = []) throws(AlmacenError) -> Int {
        try escribir { (c) throws(AlmacenError) in try c.ejecutar(sentencia, parametros) }
    }

    func textos(_ consulta: String, _ parametros: [Valor] = []) throws(AlmacenError) -> [String] {
        try leer { (c) throws(AlmacenError) in try c.filas(consulta, parametros) { $0.texto(0) } }
    }

    func numero(_ consulta: String, _ parametros: [Valor] = []) throws(AlmacenError) -> Int? {
        try leer { (c) throws(AlmacenError) in try c.primera(consulta, parametros) { $0.entero(0) } }
    }

    func cuenta(_ tabla: String) throws(AlmacenError) -> Int { try numero("SELECT COUNT(*) FROM \(tabla)") ?? 0 }

    /// Every row of the tables as text, so that two moments can be compared.
    func volcado(_ tablas: [Tabla] = Tabla.todas) throws(AlmacenError) -> [String: [String]] {
        try leer { (c) throws(AlmacenError) in
            var todo: [String: [String]] = [:]
            for t in tablas {
                let columnas = t.columnas.map { "COALESCE(CAST(\($0) AS TEXT), '∅')" }.joined(separator: " || '|' || ")
                todo[t.nombre] = try c.filas("SELECT \(columnas) FROM \(t.nombre) ORDER BY \(t.columnas[0])") {
                    $0.texto(0)
                }
            }
            return todo
        }
    }
}

/// A table as the contract knows it; the first column is its primary key.
struct Tabla: Sendable, CustomTestStringConvertible {
    let nombre: String
    let columnas: [String]

    var lista: String { columnas.joined(separator: ", ") }
    var testDescription: String { nombre }

    init(_ nombre: String, _ columnas: String) {
        self.nombre = nombre
        self.columnas = columnas.split(separator: " ").map(String.init)
    }

    /// Those whose rows are never changed nor deleted.
    static let soloSeAgregan: [Tabla] = [
        Tabla("proceso", "unico entorno configuracion publicacion"),
        Tabla("persona", "id nombre rol centro"),
        Tabla("catalogo", "version huella instante propuso autorizo"),
        Tabla("catalogo_congelado", "unico version instante pidio autorizo"),
        Tabla("imagen", "sha256 tipo procedencia bytes"),
        hecho,
        resultado,
        Tabla("numeracion", "numero hecho"),
        Tabla("corte", "numero instante hasta ultimo siguiente"),
        Tabla("corte_rechazado", "id instante hasta motivo"),
    ]

    static let hecho = Tabla(
        "hecho",
        """
        id clave acta tipo instante persona centro ronda datos causa imagen documento mecanismo origen digitalizacion motivo por_pto
        """)

    static let resultado = Tabla(
        "resultado",
        """
        hecho acta condicion datos causa imagen origen digitalizacion documento mecanismo acopio captura verificacion motivo por_pto cotejada
        """)

    static let acta = Tabla(
        "acta",
        """
        id eleccion identidad esperada unidad tipo_casilla seccion numero ext_contigua ubicacion lista_nominal representantes \
        boletas clave_casilla clave_acta tipo_acta principio plantilla
        """)

    static let todas =
        soloSeAgregan + [
            acta, Tabla("eleccion", "posicion id documento"), Tabla("acta_estado", "acta etapa tomas desde"),
        ]
}
