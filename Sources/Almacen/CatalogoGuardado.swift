import Electoral

/// The catalogue in the store: replaced whole while nothing has happened, by two people; frozen before the jornada.
extension Almacen {
    /// - Parameters:
    ///   - propone: who imports it.
    ///   - autoriza: another person.
    /// - Throws: `.catalogoCongelado` when it is frozen or there are facts already; `.restriccion` when keys repeat.
    public func guardar(
        catalogo: Catalogo, huella: String, propone: Persona, autoriza: Persona, instante: Instante
    ) throws(AlmacenError) {
        guard propone != autoriza else {
            throw AlmacenError(.restriccion, "el catálogo lo autoriza otra persona que quien lo importa")
        }
        try controlador.escribir { (c) throws(AlmacenError) in
            let ultimo = try c.primera(
                "SELECT huella, version FROM catalogo ORDER BY version DESC LIMIT 1"
            ) { ($0.texto(0), $0.entero(1)) }
            if ultimo?.0 == huella { return }
            if try Self.estaCongelado(c) {
                throw AlmacenError(.catalogoCongelado, "el catálogo está congelado: ya no se puede cambiar")
            }
            for tabla in ["hecho", "corte"] {
                guard try c.primera("SELECT 1 FROM \(tabla) LIMIT 1", [], { $0.entero(0) }) == nil else {
                    throw AlmacenError(.catalogoCongelado, "ya hay hechos o cortes: el catálogo no se puede cambiar")
                }
            }
            try c.ejecutar("DELETE FROM acta_centro", [])
            try c.ejecutar("DELETE FROM acta", [])
            try c.ejecutar("DELETE FROM eleccion", [])
            try c.ejecutar(
                "INSERT INTO catalogo (version, huella, instante, propuso, autorizo) VALUES (?, ?, ?, ?, ?)",
                [
                    .entero((ultimo?.1 ?? 0) + 1), .texto(huella), .entero(Int(instante.microsegundos)),
                    .entero(propone.id), .entero(autoriza.id),
                ])
            for (i, eleccion) in catalogo.elecciones.enumerated() {
                try c.ejecutar(
                    "INSERT INTO eleccion (posicion, id, documento) VALUES (?, ?, ?)",
                    [.entero(i), .texto(eleccion.id), .texto(try Self.json(eleccion))])
            }
            for acta in catalogo.actas { try Self.insertar(acta, c) }
        }
    }

    /// Fingerprint of the catalogue in force.
    public func huellaDelCatalogo() throws(AlmacenError) -> String {
        let huella = try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT huella FROM catalogo ORDER BY version DESC LIMIT 1") { $0.texto(0) }
        }
        guard let huella else { throw AlmacenError(.vacio, "el almacén no tiene catálogo: use «prep iniciar»") }
        return huella
    }

    public func catalogoCongelado() throws(AlmacenError) -> Bool {
        try controlador.leer { (c) throws(AlmacenError) in try Self.estaCongelado(c) }
    }

    private static func insertar(_ a: Acta, _ c: any Conexion) throws(AlmacenError) {
        try c.ejecutar(
            """
            INSERT INTO acta (id, eleccion, identidad, esperada, unidad, tipo_casilla, seccion, numero, ext_contigua, ubicacion,
                lista_nominal, representantes, boletas, clave_casilla, clave_acta, tipo_acta, principio, plantilla)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .entero(a.id), .entero(a.eleccion), .texto(a.identidad), .opcional(a.unidad),
                .texto(a.casilla.tipo.rawValue), .opcional(a.casilla.seccion), .entero(a.casilla.numero),
                .entero(a.casilla.extContigua), .entero(a.casilla.ubicacion), .entero(a.casilla.listaNominal),
                .opcional(a.casilla.representantes), .opcional(a.casilla.boletas), .texto(a.claveCasilla),
                .texto(a.claveActa), .texto(a.tipoActa), .texto(a.principio.rawValue), .entero(a.plantilla),
            ])
    }

    public func catalogo(entidad: Entidad) throws(AlmacenError) -> Catalogo {
        try controlador.leer { (c) throws(AlmacenError) in
            let documentos = try c.filas("SELECT documento FROM eleccion ORDER BY posicion") { $0.texto(0) }
            var elecciones: [Eleccion] = []
            for documento in documentos { elecciones.append(try Self.valor(Eleccion.self, json: documento)) }
            guard !elecciones.isEmpty else {
                throw AlmacenError(.vacio, "el almacén no tiene catálogo: use «prep iniciar»")
            }
            let actas = try c.filas(
                """
                SELECT id, eleccion, identidad, unidad, tipo_casilla, seccion, numero, ext_contigua, ubicacion, lista_nominal,
                    representantes, boletas, clave_casilla, clave_acta, tipo_acta, principio, plantilla
                FROM acta WHERE esperada = 1 ORDER BY id
                """, [], Self.acta)
            let catalogo = Catalogo(entidad: entidad, elecciones: elecciones, actas: actas)
            // Numbers are positions in the canonical order: a store where they differ was not written by this program.
            guard zip(catalogo.actas, actas).allSatisfy({ $0.id == $1.id }) else {
                throw AlmacenError(.noAbre, "el catálogo guardado no está en su orden: el almacén fue alterado")
            }
            return catalogo
        }
    }

    private static func acta(_ f: any Fila) throws(AlmacenError) -> Acta {
        guard let tipo = Casilla.Tipo(rawValue: f.texto(4)), let principio = Principio(rawValue: f.texto(15)) else {
            throw AlmacenError(.noAbre, "el catálogo guardado no es de esta versión de prep")
        }
        return Acta(
            id: f.entero(0), identidad: f.texto(2), eleccion: f.entero(1), unidad: f.enteroOpcional(3),
            casilla: Casilla(
                tipo: tipo, seccion: f.enteroOpcional(5), numero: f.entero(6), extContigua: f.entero(7),
                ubicacion: f.entero(8), listaNominal: f.entero(9), representantes: f.enteroOpcional(10),
                boletas: f.enteroOpcional(11)),
            claveCasilla: f.texto(12), claveActa: f.texto(13), tipoActa: f.texto(14), principio: principio,
            plantilla: f.entero(16))
    }

    /// Enters an acta that no approved casilla explains and returns its number; the same identity keeps its number.
    public func acta(fueraDeCatalogo identidad: String, eleccion: Int) throws(AlmacenError) -> Acta.ID {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.acta(fueraDeCatalogo: identidad, eleccion: eleccion, c)
        }
    }

    /// The same inside a transaction that does more.
    static func acta(
        fueraDeCatalogo identidad: String, eleccion: Int, _ c: any Conexion
    ) throws(AlmacenError) -> Acta.ID {
        let busca = "SELECT id FROM acta WHERE eleccion = ? AND identidad = ?"
        if let id = try c.primera(busca, [.entero(eleccion), .texto(identidad)], { $0.entero(0) }) { return id }
        let siguiente = (try c.primera("SELECT MAX(id) FROM acta", [], { $0.entero(0) }) ?? 0) + 1
        try c.ejecutar(
            """
            INSERT INTO acta (id, eleccion, identidad, esperada, numero, ext_contigua, ubicacion, lista_nominal,
                clave_casilla, clave_acta, tipo_acta)
            VALUES (?, ?, ?, 0, 0, 0, 3, 0, '', '', '')
            """, [.entero(siguiente), .entero(eleccion), .texto(identidad)])
        return siguiente
    }
}
