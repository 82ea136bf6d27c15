import Almacen
import Electoral

extension Archivo {
    /// A record as lists show it.
    public struct Renglon: Hashable, Sendable {
        public let clave: Ficha.Clave
        public let titulo: String
        /// Day, month or moment, in the normal form of its field.
        public let fecha: String?
        public let estado: String?
        /// Values that contradict something.
        public let conflictos: Int
    }

    /// What a list shows.
    public struct Filtro: Hashable, Sendable {
        /// Words that must all be in the record, from their beginnings.
        public var texto = ""
        public var estado: String?
        public var mes: Mes?
        /// From that day on.
        public var desde: Dia?
        public var conConflicto = false
        /// Newest first.
        public var alReves = true
        public var salto = 0
        public var limite = 50

        public init() {}
    }

    /// The record as it is now, with its revision.
    public func ficha(_ clave: Ficha.Clave) throws(AlmacenError) -> (ficha: Ficha, revision: Int)? {
        try controlador.leer { (c) throws(AlmacenError) in
            let guardada = try c.primera(
                "SELECT datos, revision FROM ficha WHERE clase = ? AND id = ?", [.texto(clave.clase), .texto(clave.id)]
            ) { fila in (fila.texto(0), fila.entero(1)) }
            guard let guardada else { return nil }
            return (try Self.ficha(clave, json: guardada.0), guardada.1)
        }
    }

    /// Every record of a kind, or of all of them, by kind, date and id.
    public func fichas(de clase: String? = nil) throws(AlmacenError) -> [Ficha] {
        try controlador.leer { (c) throws(AlmacenError) in
            let guardadas = try c.filas(
                "SELECT clase, id, datos FROM ficha WHERE ? IS NULL OR clase = ? ORDER BY clase, fecha, id",
                [.opcional(clase), .opcional(clase)]
            ) { fila in (fila.texto(0), fila.texto(1), fila.texto(2)) }
            var fichas: [Ficha] = []
            for (clase, id, datos) in guardadas {
                guard let clave = Ficha.Clave(clase: clase, id: id) else { continue }
                fichas.append(try Self.ficha(clave, json: datos))
            }
            return fichas
        }
    }

    /// Records of a kind that meet a filter, a page at a time, and how many there are.
    public func lista(_ clase: String, _ f: Filtro) throws(AlmacenError) -> (renglones: [Renglon], total: Int) {
        var condiciones = ["f.clase = ?"]
        var valores: [Valor] = [.texto(clase)]
        if let consulta = Self.consulta(f.texto) {
            condiciones.append("f.numero IN (SELECT rowid FROM busqueda WHERE busqueda MATCH ?)")
            valores.append(.texto(consulta))
        }
        if let estado = f.estado {
            condiciones.append("f.estado = ?")
            valores.append(.texto(estado))
        }
        if let mes = f.mes {
            condiciones.append("f.fecha >= ? AND f.fecha < ?")
            valores += [.texto(mes.iso), .texto(mes.siguiente.iso)]
        }
        if let desde = f.desde {
            condiciones.append("f.fecha >= ?")
            valores.append(.texto(desde.iso))
        }
        if f.conConflicto { condiciones.append("f.conflictos > 0") }
        let donde = condiciones.joined(separator: " AND ")
        let orden = f.alReves ? "f.fecha DESC, f.id DESC" : "f.fecha, f.id"
        return try controlador.leer { (c) throws(AlmacenError) in
            let total = try c.primera("SELECT count(*) FROM ficha f WHERE \(donde)", valores) { $0.entero(0) } ?? 0
            let renglones = try c.filas(
                "SELECT \(Self.columnas) FROM ficha f WHERE \(donde) ORDER BY \(orden) LIMIT ? OFFSET ?",
                valores + [.entero(f.limite), .entero(f.salto)], Self.renglon)
            return (renglones.compactMap(\.self), total)
        }
    }

    /// Records of a kind with the words that were looked for.
    public struct Hallados: Hashable, Sendable {
        public let clase: String
        /// How many there are.
        public let total: Int
        /// Those that say it best.
        public let renglones: [Renglon]
    }

    /// Records with those words, by kind: how many, and the best of each.
    public func buscar(_ texto: String, porClase: Int = 20) throws(AlmacenError) -> [Hallados] {
        guard let consulta = Self.consulta(texto) else { return [] }
        return try controlador.leer { (c) throws(AlmacenError) in
            let filas = try c.filas(
                """
                WITH hallada AS (
                    SELECT rowid AS numero, bm25(busqueda, 5.0, 1.0) AS distancia FROM busqueda WHERE busqueda MATCH ?
                ), ordenada AS (
                    SELECT h.numero, count(*) OVER (PARTITION BY f.clase) AS total, row_number() OVER (
                        PARTITION BY f.clase ORDER BY h.distancia, f.fecha DESC, f.id) AS lugar
                    FROM hallada h JOIN ficha f ON f.numero = h.numero
                )
                SELECT \(Self.columnas), o.total FROM ordenada o JOIN ficha f ON f.numero = o.numero
                WHERE o.lugar <= ? ORDER BY f.clase, o.lugar
                """, [.texto(consulta), .entero(porClase)]
            ) { fila in (renglon: Self.renglon(fila), total: fila.entero(6)) }
            var hallados: [Hallados] = []
            for (renglon, total) in filas {
                guard let renglon else { continue }
                let clase = renglon.clave.clase
                let anteriores = hallados.last?.clase == clase ? hallados.removeLast().renglones : []
                hallados.append(Hallados(clase: clase, total: total, renglones: anteriores + [renglon]))
            }
            return hallados
        }
    }

    /// Records that refer to that one.
    public func citas(a clave: Ficha.Clave) throws(AlmacenError) -> [Renglon] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT \(Self.columnas) FROM referencia r JOIN ficha f ON f.numero = r.numero
                WHERE r.a_clase = ? AND r.a_id = ? ORDER BY f.fecha, f.clase, f.id
                """, [.texto(clave.clase), .texto(clave.id)], Self.renglon
            ).compactMap(\.self)
        }
    }

    /// Titles of those records; the ones that do not exist are left out.
    public func titulos(_ claves: Set<Ficha.Clave>) throws(AlmacenError) -> [Ficha.Clave: String] {
        try controlador.leer { (c) throws(AlmacenError) in
            var titulos: [Ficha.Clave: String] = [:]
            for clave in claves {
                titulos[clave] = try c.primera(
                    "SELECT titulo FROM ficha WHERE clase = ? AND id = ?", [.texto(clave.clase), .texto(clave.id)]
                ) { $0.texto(0) }
            }
            return titulos
        }
    }

    /// Those records as lists show them; the ones that do not exist are left out.
    public func renglones(_ claves: Set<Ficha.Clave>) throws(AlmacenError) -> [Renglon] {
        try controlador.leer { (c) throws(AlmacenError) in
            var renglones: [Renglon] = []
            for clave in claves.sorted() {
                let hallado = try c.primera(
                    "SELECT \(Self.columnas) FROM ficha f WHERE f.clase = ? AND f.id = ?",
                    [.texto(clave.clase), .texto(clave.id)], Self.renglon)
                if let renglon = hallado ?? nil { renglones.append(renglon) }
            }
            return renglones
        }
    }

    /// The day that it is where the process is, whatever the machine's clock is set to.
    public func hoy(_ ahora: Instante) throws(AlmacenError) -> Dia { Dia(ahora, en: try huso()) }

    /// The official time of the place of the process.
    public func huso() throws(AlmacenError) -> Huso {
        let horas = try fichas(de: "proceso").first?["huso"]?.split(separator: "_").last.flatMap { Int($0) }
        return horas.map { Huso(horas: -$0) } ?? .centro
    }

    /// How many records there are of each kind.
    public func cuentas() throws(AlmacenError) -> [String: Int] {
        try controlador.leer { (c) throws(AlmacenError) in
            Dictionary(
                try c.filas("SELECT clase, count(*) FROM ficha GROUP BY clase") { ($0.texto(0), $0.entero(1)) },
                uniquingKeysWith: { a, _ in a })
        }
    }

    /// How many records of a kind are in each state; those without one are under nil.
    public func estados(de clase: String) throws(AlmacenError) -> [String?: Int] {
        try controlador.leer { (c) throws(AlmacenError) in
            Dictionary(
                try c.filas("SELECT estado, count(*) FROM ficha WHERE clase = ? GROUP BY estado", [.texto(clase)]) {
                    ($0.textoOpcional(0), $0.entero(1))
                }, uniquingKeysWith: { a, _ in a })
        }
    }

    /// Records of some kinds by their titles; nil when there are more than `limite`.
    public func opciones(_ clases: [String], limite: Int) throws(AlmacenError) -> [Renglon]? {
        try controlador.leer { (c) throws(AlmacenError) in
            var opciones: [Renglon] = []
            for clase in clases {
                opciones += try c.filas(
                    "SELECT \(Self.columnas) FROM ficha f WHERE f.clase = ? ORDER BY f.id LIMIT ?",
                    [.texto(clase), .entero(limite + 1)], Self.renglon
                ).compactMap(\.self)
            }
            return opciones.count > limite ? nil : opciones
        }
    }

    /// Number of the last version of anything: the same while nothing changes.
    public func ultimaVersion() throws(AlmacenError) -> Int {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT max(numero) FROM version", []) { $0.entero(0) } ?? 0
        }
    }

    /// A consistent copy of everything.
    public func respaldar(en ruta: String) throws(AlmacenError) { try controlador.respaldar(en: ruta) }

    private static let columnas = "f.clase, f.id, f.titulo, f.fecha, f.estado, f.conflictos"

    private static func renglon(_ fila: any Fila) -> Renglon? {
        Ficha.Clave(clase: fila.texto(0), id: fila.texto(1)).map {
            Renglon(
                clave: $0, titulo: fila.texto(2), fecha: fila.textoOpcional(3), estado: fila.textoOpcional(4),
                conflictos: fila.entero(5))
        }
    }

    /// Words as the full-text index takes them; nil when there is none.
    static func consulta(_ texto: String) -> String? {
        let palabras = texto.split { !$0.isLetter && !$0.isNumber }.prefix(12)
        return palabras.isEmpty ? nil : palabras.map { "\"\($0)\"*" }.joined(separator: " ")
    }
}
