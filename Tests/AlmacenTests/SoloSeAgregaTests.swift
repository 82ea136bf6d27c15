import Almacen
import Electoral
import Testing

/// Facts and what people decided are added, never changed: the database refuses by itself.
@Suite struct SoloSeAgregaTests {
    /// A store with at least one row in every append-only table.
    private func conFilas(_ motor: Motor, _ cuerpo: (Banco) throws -> Void) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1)
            try banco.vivir(2, pasos: 3)
            try banco.almacen.congelarCatalogo(
                persona: Persona(id: 9), autoriza: Persona(id: 10), instante: Banco.inicio)
            let hasta = try banco.almacen.numerar()
            try banco.almacen.asentar(
                Corte(numero: 1, instante: Banco.inicio, hasta: hasta, ultimo: false, siguiente: nil))
            try banco.almacen.asentarRechazo(instante: Banco.inicio, hasta: hasta, motivo: "de prueba")
            try cuerpo(banco)
        }
    }

    @Test func `los códigos de los errores son públicos y no se repiten`() {
        #expect(AlmacenError.Codigo.soloSeAgrega.rawValue == "PREP-ALM-001")
        #expect(AlmacenError.Codigo.personaYaIntervino.rawValue == "PREP-ALM-002")
        #expect(Set(AlmacenError.Codigo.allCases.map(\.rawValue)).count == AlmacenError.Codigo.allCases.count)
        for codigo in AlmacenError.Codigo.allCases {
            #expect(AlmacenError(codigo, "algo pasó").description == "algo pasó [\(codigo.rawValue)]")
            #expect(AlmacenError(codigo, "uno") == AlmacenError(codigo, "otro"))
        }
    }

    @Test(arguments: Motor.allCases, Tabla.soloSeAgregan)
    func `ninguna fila se cambia`(motor: Motor, tabla: Tabla) throws {
        try conFilas(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            #expect(antes[tabla.nombre]?.isEmpty == false)
            for columna in tabla.columnas {
                #expect(throws: AlmacenError.con(.soloSeAgrega)) {
                    try banco.controlador.sql("UPDATE \(tabla.nombre) SET \(columna) = \(columna)")
                }
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases, Tabla.soloSeAgregan)
    func `ninguna fila se borra`(motor: Motor, tabla: Tabla) throws {
        try conFilas(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            #expect(throws: AlmacenError.con(.soloSeAgrega)) {
                try banco.controlador.sql("DELETE FROM \(tabla.nombre)")
            }
            #expect(throws: AlmacenError.con(.soloSeAgrega)) {
                let llave = tabla.columnas[0]
                try banco.controlador.sql(
                    "DELETE FROM \(tabla.nombre) WHERE \(llave) = (SELECT MAX(\(llave)) FROM \(tabla.nombre))")
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases, Tabla.soloSeAgregan)
    func `ninguna fila se cambia al insertar otra en su lugar`(motor: Motor, tabla: Tabla) throws {
        try conFilas(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            let llave = tabla.columnas[0]
            let ultima = tabla.columnas[tabla.columnas.count - 1]
            #expect(throws: AlmacenError.con(.soloSeAgrega)) {
                try banco.controlador.sql(
                    """
                    INSERT INTO \(tabla.nombre) (\(tabla.lista)) SELECT \(tabla.lista) FROM \(tabla.nombre) WHERE 1 = 1
                    ON CONFLICT (\(llave)) DO UPDATE SET \(ultima) = excluded.\(ultima)
                    """)
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases, Tabla.soloSeAgregan)
    func `ninguna fila se reemplaza`(motor: Motor, tabla: Tabla) throws {
        try conFilas(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            #expect(throws: AlmacenError.self) { try banco.controlador.sql(motor.reemplazo(tabla)) }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases, Tabla.soloSeAgregan)
    func `ni con otras herramientas, que no avisan de lo que un reemplazo borra`(motor: Motor, tabla: Tabla) throws {
        try conFilas(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            try banco.controlador.sql("PRAGMA recursive_triggers = OFF")
            #expect(throws: AlmacenError.con(.soloSeAgrega)) { try banco.controlador.sql(motor.reemplazo(tabla)) }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test func `ni por otra de sus llaves`() throws {
        try conFilas(.sqlite) { banco throws in
            let antes = try banco.controlador.volcado()
            try banco.controlador.sql("PRAGMA recursive_triggers = OFF")
            let columnas = "acta, tipo, instante, persona, centro, ronda, datos, por_pto"
            for clave in ["clave", "'otra'"] {
                #expect(throws: AlmacenError.self) {
                    try banco.controlador.sql(
                        """
                        INSERT OR REPLACE INTO hecho (clave, \(columnas)) SELECT \(clave), \(columnas) FROM hecho
                        WHERE tipo = 'captura' AND acta = 2
                        """)
                }
                #expect(try banco.controlador.volcado() == antes)
            }
        }
    }

    @Test func `un hecho no se sustituye por otro con su mismo número o su misma clave`() throws {
        try conFilas(.sqlite) { banco throws in
            let antes = try banco.controlador.volcado()
            for sentencia in [
                """
                INSERT OR REPLACE INTO hecho (id, clave, acta, tipo, instante, persona, centro, ronda, datos, por_pto)
                SELECT id, clave, acta, tipo, instante, persona, centro, ronda, '0,0,0,0,0,0', por_pto FROM hecho
                WHERE tipo = 'captura' AND acta = 2
                """,
                "REPLACE INTO numeracion (numero, hecho) SELECT 1, MAX(hecho) FROM numeracion",
                "UPDATE OR REPLACE numeracion SET numero = 1 WHERE numero = 2",
            ] {
                #expect(throws: AlmacenError.self) { try banco.controlador.sql(sentencia) }
                #expect(try banco.controlador.volcado() == antes, "\(sentencia)")
            }
        }
    }

    @Test(arguments: Motor.allCases)
    func `el número de un hecho no cambia cuando llegan hechos anteriores`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try banco.vivir(1, desde: 5_000)
            #expect(try banco.almacen.numerar() == 4)
            let antes = try banco.controlador.volcado()["numeracion"]
            try banco.vivir(2, desde: 0)
            #expect(try banco.almacen.numerar() == 8)
            #expect(try banco.almacen.numerar() == 8)
            let despues = try banco.controlador.volcado()["numeracion"]
            #expect(despues?.count == 8)
            #expect(despues.map { Array($0.prefix(4)) } == antes)
        }
    }
}
