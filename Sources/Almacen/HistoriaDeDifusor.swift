import Electoral

extension Almacen {
    /// What happened to a difusor, newest first, a page at a time.
    ///
    /// - Parameter tipos: only facts of these kinds; of any when empty.
    public func historia(
        deDifusor difusor: String, tipos: Set<HechoDeDifusion.Tipo> = [], salto: Int = 0, limite: Int
    ) throws(AlmacenError) -> [(id: Int, hecho: HechoDeDifusion)] {
        let lugares = Array(repeating: "?", count: tipos.count).joined(separator: ", ")
        return try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT \(Self.columnasDeDifusion) FROM difusion d LEFT JOIN persona p ON p.id = d.persona
                WHERE d.difusor = ? \(tipos.isEmpty ? "" : "AND d.tipo IN (\(lugares))") ORDER BY d.id DESC LIMIT ? OFFSET ?
                """,
                [.texto(difusor)] + tipos.map { .texto($0.rawValue) }
                    + [.entero(limite), .entero(salto)], Self.hechoDeDifusion)
        }
    }

    /// Whether something was noted under that key.
    public func seAnoto(difusion clave: String) throws(AlmacenError) -> Bool {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT 1 FROM difusion WHERE clave = ?", [.texto(clave)], { $0.entero(0) }) != nil
        }
    }

    static let columnasDeDifusion =
        "d.id, d.difusor, d.tipo, d.instante, d.corte, d.persona, p.nombre, d.archivos, d.bytes, d.milisegundos, d.texto"

    static func hechoDeDifusion(_ f: any Fila) -> (id: Int, hecho: HechoDeDifusion) {
        (
            f.entero(0),
            HechoDeDifusion(
                difusor: f.texto(1), tipo: .init(rawValue: f.texto(2)) ?? .intento,
                instante: Instante(microsegundos: Int64(f.entero(3))), corte: f.enteroOpcional(4),
                persona: f.enteroOpcional(5).map { Persona(id: $0) }, nombre: f.textoOpcional(6),
                archivos: f.enteroOpcional(7), bytes: f.enteroOpcional(8), milisegundos: f.enteroOpcional(9),
                texto: f.texto(10))
        )
    }
}
