import Electoral

/// Numbers, cortes and what they contain.
extension Almacen {
    /// Gives a number, in a fixed order, to every committed fact that has none, and returns the last number.
    ///
    /// Facts carry no global number when they are written because databases commit out of order; a corte contains the
    /// facts up to a number, so the same facts give the same corte in any store.
    public func numerar() throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in
            let base = try c.primera("SELECT COALESCE(MAX(numero), 0) FROM numeracion", [], { $0.entero(0) }) ?? 0
            let nuevos = try c.ejecutar(
                """
                INSERT INTO numeracion (numero, hecho)
                SELECT ? + ROW_NUMBER() OVER (ORDER BY h.instante, h.clave), h.id FROM hecho h
                WHERE NOT EXISTS (SELECT 1 FROM numeracion n WHERE n.hecho = h.id)
                """, [.entero(base)])
            return base + nuevos
        }
    }

    /// Results with a number above `desde` and up to `hasta`, in order, and the actas fuera de catálogo that they may
    /// name.
    public func resultados(
        desde: Int, hasta: Int
    ) throws(AlmacenError) -> (resultados: [ResultadoNumerado], fuera: [Acta.ID: ActaFueraDeCatalogo]) {
        try controlador.leer { (c) throws(AlmacenError) in
            let resultados = try c.filas(
                """
                SELECT \(FilaDeResultado.columnas) FROM numeracion n JOIN resultado r ON r.hecho = n.hecho
                WHERE n.numero > ? AND n.numero <= ? ORDER BY n.numero
                """, [.entero(desde), .entero(hasta)], FilaDeResultado.leer)
            let fuera = try c.filas("SELECT id, eleccion, identidad FROM acta WHERE esperada = 0") {
                ActaFueraDeCatalogo(id: $0.entero(0), eleccion: $0.entero(1), identidad: $0.texto(2))
            }
            return (resultados, Dictionary(uniqueKeysWithValues: fuera.map { ($0.id, $0) }))
        }
    }

    public func cortes() throws(AlmacenError) -> [Corte] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas("SELECT \(Self.columnasDeCorte) FROM corte ORDER BY numero", [], Self.corte)
        }
    }

    static let columnasDeCorte = "numero, instante, hasta, ultimo, siguiente, programado, base, minutos"

    static func corte(_ f: any Fila) -> Corte {
        Corte(
            numero: f.entero(0), instante: Instante(microsegundos: Int64(f.entero(1))), hasta: f.entero(2),
            ultimo: f.entero(3) == 1, siguiente: f.enteroOpcional(4).map { Instante(microsegundos: Int64($0)) },
            programado: f.enteroOpcional(5).map { Instante(microsegundos: Int64($0)) }, conBase: f.entero(6) == 1,
            minutos: f.enteroOpcional(7))
    }

    /// Writes down a corte that is going to be published.
    ///
    /// - Parameters:
    ///   - horario: the schedule by which it was due; nil when it was not due by any.
    ///   - omitidos: hours of the schedule that nobody cut at before it, and that no corte will answer to.
    /// - Returns: whether it was written; nothing is when another schedule is in force by now.
    @discardableResult
    public func asentar(
        _ corte: Corte, segun horario: Horario? = nil, omitidos: [Instante] = []
    ) throws(AlmacenError) -> Bool {
        try controlador.escribir { (c) throws(AlmacenError) in
            if let horario, try Self.horario(c) != horario { return false }
            // After the last corte nothing more would be published: what is being registered must have ended.
            if corte.ultimo, try Self.marcha(c) == .abierta {
                throw AlmacenError(
                    .restriccion, "el PREP sigue abierto: dos personas lo cierran antes del último corte")
            }
            let repetido = try c.primera("SELECT 1 FROM corte WHERE numero = ?", [.entero(corte.numero)]) { _ in true }
            guard repetido == nil else {
                throw AlmacenError(.restriccion, "ya hay un corte con el número \(corte.numero)")
            }
            try c.ejecutar(
                """
                INSERT INTO corte (numero, instante, hasta, ultimo, siguiente, programado, base, minutos)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .entero(corte.numero), .entero(Int(corte.instante.microsegundos)), .entero(corte.hasta),
                    .entero(corte.ultimo ? 1 : 0), .opcional(corte.siguiente.map { Int($0.microsegundos) }),
                    .opcional(corte.programado.map { Int($0.microsegundos) }), .entero(corte.conBase ? 1 : 0),
                    .opcional(corte.minutos),
                ])
            for hora in omitidos {
                try c.agregarSiFalta(
                    "corte_omitido", llave: [("instante", .entero(Int(hora.microsegundos)))],
                    [("corte", .entero(corte.numero))])
            }
            return true
        }
    }

    /// Writes down that a corte broke an invariant and was not published.
    public func asentarRechazo(instante: Instante, hasta: Int, motivo: String) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "INSERT INTO corte_rechazado (instante, hasta, motivo) VALUES (?, ?, ?)",
                [.entero(Int(instante.microsegundos)), .entero(hasta), .texto(motivo)])
        }
    }

    /// Takes or renews the right to publish. Only one process holds it.
    ///
    /// - Parameter haTerminado: whether a holder is known to be gone, so that its turn need not be waited for.
    /// - Throws: `.publicadorOcupado` with the holder's name.
    public func arrendarPublicacion(
        titular: String, ahora: Instante, segundos: Int, haTerminado: (String) -> Bool = { _ in false }
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            let previo = try c.primera("SELECT titular, vence FROM arriendo WHERE nombre = 'publicador'") {
                ($0.texto(0), $0.entero(1))
            }
            if let previo, previo.0 != titular, previo.1 > Int(ahora.microsegundos), !haTerminado(previo.0) {
                throw AlmacenError(
                    .publicadorOcupado, "ya publica «\(previo.0)»: deténgalo, o espere a que venza su turno")
            }
            try c.ejecutar(
                """
                INSERT INTO arriendo (nombre, titular, vence) VALUES ('publicador', ?, ?)
                ON CONFLICT (nombre) DO UPDATE SET titular = excluded.titular, vence = excluded.vence
                """, [.texto(titular), .entero(Int((ahora + segundos).microsegundos))])
        }
    }

    public func soltarPublicacion(titular: String) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar("DELETE FROM arriendo WHERE nombre = 'publicador' AND titular = ?", [.texto(titular)])
        }
    }
}
