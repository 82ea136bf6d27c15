import Almacen
import Electoral
import Testing

/// The store explains itself from its facts, and says what was altered.
@Suite struct ComprobacionTests {
    /// Acta 1 verified and typed again, 2 decided, 3 without acta, 4 in differences, 5 digitised; one fuera de
    /// catálogo; one corte.
    private static func llenar(_ banco: Banco) throws {
        try banco.vivir(1)
        try banco.registrar(Banco.hecho("r", acta: 1, .recaptura(motivo: "cotejo"), persona: 8, segundo: 900))
        try banco.registrar(Banco.hecho("c3", acta: 1, .captura(Banco.captura(90)), persona: 5, segundo: 960))
        try banco.registrar(Banco.hecho("c4", acta: 1, .captura(Banco.captura(90)), persona: 6, segundo: 1_000))
        try banco.vivir(2, pasos: 3)
        try banco.registrar(Banco.hecho("c2", acta: 2, .captura(Banco.captura(1)), persona: 4, segundo: 300))
        try banco.registrar(Banco.hecho("c3", acta: 2, .captura(Banco.captura(2)), persona: 5, segundo: 360))
        try banco.registrar(
            Banco.hecho("d", acta: 2, .decision(Banco.captura(100), motivo: "letra"), persona: 6, segundo: 400))
        try banco.registrar(Banco.hecho("sin", acta: 3, .sinActa(.paqueteNoEntregado), segundo: 500))
        try banco.vivir(4, pasos: 3)
        try banco.registrar(Banco.hecho("c2", acta: 4, .captura(Banco.captura(1)), persona: 4, segundo: 300))
        try banco.vivir(5, pasos: 2)
        let fuera = try banco.almacen.acta(fueraDeCatalogo: "FC-1", eleccion: 1)
        try banco.almacen.guardar(imagen: Banco.huella(fuera), tipo: "image/jpeg", bytes: [7])
        try banco.registrar(
            Banco.hecho("fuera", acta: fuera, .fueraDeCatalogo(imagen: Banco.huella(fuera), Banco.catd), segundo: 600))
        let hasta = try banco.almacen.numerar()
        try banco.almacen.asentar(
            Corte(numero: 1, instante: Banco.inicio + 7200, hasta: hasta, ultimo: false, siguiente: nil))
    }

    @Test(arguments: Motor.allCases)
    func `un almacén limpio no tiene nada que decir, vacío o con todo`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            #expect(try banco.comprobar() == [])
            try Self.llenar(banco)
            #expect(try banco.comprobar() == [])
            let otra = try banco.otraPuerta()
            #expect(try otra.comprobar(catalogo: banco.catalogo, esquema: banco.proceso.esquema) == [])
        }
    }

    @Test(arguments: Motor.allCases)
    func `también con captura y verificación`(motor: Motor) throws {
        try Banco.prestar(motor, esquema: .capturaYVerificacion) { banco throws in
            try banco.vivir(1, pasos: 3)
            try banco.registrar(Banco.hecho("v", acta: 1, .verificacion(Banco.captura(100)), persona: 4, segundo: 200))
            #expect(try banco.comprobar() == [])
        }
    }

    struct Alteracion: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let sql: String
        /// What the report has to name.
        let nombra: String

        init(_ nombre: String, _ sql: String, nombra: String) {
            testDescription = nombre
            self.sql = sql
            self.nombra = nombra
        }
    }

    private static let corregido = "(SELECT id FROM hecho WHERE clave = '001:c4')"
    private static let sinActa = "(SELECT id FROM hecho WHERE clave = '003:sin')"
    private static let fuera = "(SELECT id FROM hecho WHERE clave = '007:fuera')"

    static let alteraciones: [Alteracion] = [
        Alteracion(
            "datos de un resultado", "UPDATE resultado SET datos = 'S,999,20,5,2,1026' WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion("resultado borrado", "DELETE FROM resultado WHERE hecho = \(corregido)", nombra: "resultado"),
        Alteracion(
            "resultado cambiado a otra acta", "UPDATE resultado SET acta = 5 WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion(
            "imagen de un resultado", "UPDATE resultado SET imagen = '\(Banco.huella(5))' WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion(
            "motivo de una corrección", "UPDATE resultado SET motivo = NULL WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion(
            "causa de un sin acta", "UPDATE resultado SET causa = 'casilla_no_instalada' WHERE hecho = \(sinActa)",
            nombra: "hecho"),
        Alteracion(
            "hora de acopio", "UPDATE resultado SET acopio = acopio - 3600000000 WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion(
            "hora de captura", "UPDATE resultado SET captura = captura + 1 WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion(
            "hora de verificación", "UPDATE resultado SET verificacion = NULL WHERE hecho = \(corregido)",
            nombra: "hecho 7"),
        Alteracion(
            "identificación por PTO", "UPDATE resultado SET por_pto = 1 WHERE hecho = \(corregido)", nombra: "hecho 7"),
        Alteracion(
            "procedencia", "UPDATE resultado SET origen = 'CASILLA' WHERE hecho = \(corregido)", nombra: "hecho 7"),
        Alteracion("documento", "UPDATE resultado SET documento = 'RPP' WHERE hecho = \(corregido)", nombra: "hecho 7"),
        Alteracion(
            "resultado de más",
            """
            INSERT INTO resultado (hecho, acta, condicion, datos, imagen, por_pto, cotejada)
            SELECT MIN(id), 4, 'capturada', 'S,1,1,1,1,4', '\(Banco.huella(4))', 0, 0 FROM hecho WHERE acta = 4
            """, nombra: "resultado"),
        Alteracion("etapa de un acta", "UPDATE acta_estado SET etapa = 'verificada' WHERE acta = 4", nombra: "acta 4"),
        Alteracion("tomas de un acta", "UPDATE acta_estado SET tomas = 9 WHERE acta = 4", nombra: "acta 4"),
        Alteracion("estado borrado", "DELETE FROM acta_estado WHERE acta = 4", nombra: "acta 4"),
        Alteracion(
            "estado de más",
            "INSERT INTO acta_estado (acta, etapa, tomas, desde, cotejada) VALUES (6, 'verificada', 2, 0, 0)",
            nombra: "acta 6"),
        Alteracion(
            "captura cambiada en los hechos", "UPDATE hecho SET datos = 'S,1,1,1,1,4' WHERE clave = '001:c4'",
            nombra: "acta 1"),
        Alteracion(
            "acopio repetido en los hechos", "UPDATE hecho SET acta = 2 WHERE clave = '005:acopio'", nombra: "acta 2"),
        Alteracion("número borrado", "DELETE FROM numeracion WHERE numero = 3", nombra: "número"),
        Alteracion(
            "corte que dice contener hechos que no hay", "UPDATE corte SET hasta = hasta + 50", nombra: "corte"),
    ]

    @Test(arguments: Motor.allCases, alteraciones)
    func `lo alterado con otras herramientas se nombra`(motor: Motor, alteracion: Alteracion) throws {
        try Banco.prestar(motor) { banco throws in
            try Self.llenar(banco)
            try motor.quitarDefensas(banco.controlador)
            let antes = try banco.controlador.volcado()
            try banco.controlador.sql(alteracion.sql)
            try #require(try banco.controlador.volcado() != antes)
            let problemas = try banco.comprobar()
            #expect(problemas.contains { $0.contains(alteracion.nombra) }, "\(problemas)")
        }
    }

    @Test(arguments: Motor.allCases)
    func `con hechos que no forman una vida posible no se sigue registrando`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try Self.llenar(banco)
            try motor.quitarDefensas(banco.controlador)
            try banco.controlador.sql(
                "UPDATE hecho SET tipo = 'captura', datos = 'S,1,1,1,1,4' WHERE clave = '005:acopio'")
            #expect(throws: AlmacenError.con(.noAbre)) {
                try banco.registrar(Banco.hecho("c", acta: 5, .captura(Banco.captura(1)), persona: 3, segundo: 2_000))
            }
            #expect(try banco.comprobar().contains { $0.contains("acta 5") })
        }
    }
}
