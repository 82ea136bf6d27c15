import Almacen
import Electoral
import Simulacro
import Testing

@Suite struct CatalogoGuardadoTests {
    private func guardar(
        _ banco: Banco, _ catalogo: Catalogo = Banco.catalogo, huella: Int, propone: Int = 9, autoriza: Int = 10
    ) throws(AlmacenError) {
        try banco.almacen.guardar(
            catalogo: catalogo, huella: Banco.huella(huella), propone: Persona(id: propone),
            autoriza: Persona(id: autoriza), instante: Banco.inicio)
    }

    private func congelar(_ banco: Banco) throws(AlmacenError) {
        try banco.almacen.congelarCatalogo(
            persona: Persona(id: 9), autoriza: Persona(id: 10), instante: Banco.inicio)
    }

    /// The small catalogue without its last acta.
    private static let menor = Catalogo(
        entidad: Banco.entidad, elecciones: Banco.catalogo.elecciones, actas: Array(Banco.catalogo.actas.dropLast()))

    @Test(arguments: Motor.allCases)
    func `el catálogo vuelve idéntico`(motor: Motor) throws {
        let sintetica = EleccionSintetica.coahuila(semilla: 20_270_606, casillas: 80)
        try Deposito.prestar(motor) { deposito throws in
            let almacen = Almacen(try deposito.abrir())
            let guardado = ProcesoGuardado(entorno: .oficial, proceso: sintetica.proceso, publicacion: "{\"ñ\":1}")
            try almacen.instalar(guardado)
            try almacen.registrar(personas: [
                (Persona(id: 1), "Una", "administracion", nil), (Persona(id: 2), "Otra", "administracion", "CCV-1"),
            ])
            try almacen.guardar(
                catalogo: sintetica.catalogo, huella: Banco.huella(1), propone: Persona(id: 1),
                autoriza: Persona(id: 2), instante: Banco.inicio)
            let otra = Almacen(try deposito.abrir(crear: false))
            #expect(try otra.catalogo(entidad: sintetica.catalogo.entidad) == sintetica.catalogo)
            #expect(try otra.proceso() == guardado)
        }
    }

    @Test(arguments: Motor.allCases)
    func `lo importa una persona y lo autoriza otra`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            #expect(throws: AlmacenError.con(.restriccion)) {
                try guardar(banco, Self.menor, huella: 2, propone: 9, autoriza: 9)
            }
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.almacen.congelarCatalogo(
                    persona: Persona(id: 9), autoriza: Persona(id: 9), instante: Banco.inicio)
            }
            // The schema itself refuses it too.
            for sentencia in [
                "INSERT INTO catalogo (version, huella, instante, propuso, autorizo) VALUES (2, '\(Banco.huella(2))', 0, 9, 9)",
                "INSERT INTO catalogo_congelado (unico, version, instante, pidio, autorizo) VALUES (1, 1, 0, 9, 9)",
            ] {
                #expect(throws: AlmacenError.con(.restriccion)) { try banco.controlador.sql(sentencia) }
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases)
    func `la misma huella no crea otra versión, y otra la reemplaza entera`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try guardar(banco, huella: 1)
            #expect(try banco.controlador.cuenta("catalogo") == 1)
            try guardar(banco, Self.menor, huella: 2)
            #expect(try banco.controlador.numero("SELECT MAX(version) FROM catalogo") == 2)
            #expect(try banco.almacen.catalogo(entidad: Banco.entidad) == Self.menor)
            try guardar(banco, huella: 1)
            #expect(try banco.controlador.cuenta("catalogo") == 3)
            #expect(try banco.almacen.catalogo(entidad: Banco.entidad) == Banco.catalogo)
        }
    }

    @Test(arguments: Motor.allCases)
    func `las claves repetidas se rechazan y queda el catálogo anterior`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let actas = Banco.catalogo.actas
            let repetido = Catalogo(
                entidad: Banco.entidad, elecciones: Banco.catalogo.elecciones, actas: actas + [actas[0]])
            #expect(throws: AlmacenError.con(.restriccion)) { try guardar(banco, repetido, huella: 2) }
            #expect(try banco.almacen.catalogo(entidad: Banco.entidad) == Banco.catalogo)
            #expect(try banco.controlador.cuenta("catalogo") == 1)
        }
    }

    /// What closes the catalogue: that it was frozen, or that something already happened.
    enum Cierre: CaseIterable, Sendable { case congelado, conHechos }

    @Test(arguments: Motor.allCases, Cierre.allCases)
    func `congelado o con hechos, el catálogo no recibe, cambia ni pierde actas`(motor: Motor, cierre: Cierre) throws {
        try Banco.prestar(motor) { banco throws in
            switch cierre {
            case .congelado: try congelar(banco)
            case .conHechos: try banco.registrar(Banco.vida(1)[0])
            }
            let antes = try banco.controlador.volcado()
            let columnas = Tabla.acta.columnas.map { $0 == "id" ? "99" : $0 == "identidad" ? "'nueva'" : $0 }
            for sentencia in [
                "INSERT INTO acta (\(Tabla.acta.lista)) SELECT \(columnas.joined(separator: ", ")) FROM acta WHERE id = 1",
                "DELETE FROM acta WHERE id = 6", "DELETE FROM acta", "UPDATE acta SET lista_nominal = 900 WHERE id = 6",
                "UPDATE acta SET esperada = 0 WHERE id = 6", "UPDATE eleccion SET documento = '{}'",
            ] {
                #expect(throws: AlmacenError.con(.catalogoCongelado), "\(sentencia)") {
                    try banco.controlador.sql(sentencia)
                }
            }
            #expect(throws: AlmacenError.con(.catalogoCongelado)) { try guardar(banco, Self.menor, huella: 2) }
            #expect(try banco.controlador.volcado() == antes)
            // Importing again what is there already is not a change.
            try guardar(banco, huella: 1)
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases, Cierre.allCases)
    func `congelado o con hechos, no se agregan ni se quitan elecciones`(motor: Motor, cierre: Cierre) throws {
        try Banco.prestar(motor) { banco throws in
            switch cierre {
            case .congelado: try congelar(banco)
            case .conHechos: try banco.registrar(Banco.vida(1)[0])
            }
            for sentencia in [
                "INSERT INTO eleccion (posicion, id, documento) SELECT 9, 'GUB', documento FROM eleccion WHERE posicion = 0",
                "DELETE FROM eleccion WHERE posicion = 1",
            ] {
                #expect(throws: AlmacenError.self, "\(sentencia)") { try banco.controlador.sql(sentencia) }
            }
            #expect(try banco.almacen.catalogo(entidad: Banco.entidad) == Banco.catalogo)
        }
    }

    @Test func `congelado, un acta esperada no se reemplaza por una fuera de catálogo`() throws {
        try Banco.prestar(.sqlite) { banco throws in
            try congelar(banco)
            #expect(throws: AlmacenError.self) {
                try banco.controlador.sql(
                    """
                    INSERT OR REPLACE INTO acta (id, eleccion, identidad, esperada, numero, ext_contigua, ubicacion,
                        lista_nominal, clave_casilla, clave_acta, tipo_acta) VALUES (6, 1, 'otra', 0, 0, 0, 3, 0, '', '', '')
                    """)
            }
            #expect(try banco.almacen.catalogo(entidad: Banco.entidad) == Banco.catalogo)
        }
    }

    @Test(arguments: Motor.allCases)
    func `se congela una vez y lo recuerda`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            #expect(try !banco.almacen.catalogoCongelado())
            try congelar(banco)
            let antes = try banco.controlador.volcado()
            try congelar(banco)
            #expect(try banco.otraPuerta().catalogoCongelado())
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases)
    func `otro entorno u otro proceso no entran en el mismo almacén`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            var otroProceso = banco.proceso
            otroProceso.nombre = "Otro"
            let antes = try banco.controlador.volcado()
            for ajeno in [
                ProcesoGuardado(entorno: .oficial, proceso: banco.proceso, publicacion: "{}"),
                ProcesoGuardado(entorno: .repeticion, proceso: banco.proceso, publicacion: "{}"),
                ProcesoGuardado(entorno: .simulacro, proceso: otroProceso, publicacion: "{}"),
                ProcesoGuardado(entorno: .simulacro, proceso: banco.proceso, publicacion: "{\"otra\":1}"),
            ] {
                #expect(throws: AlmacenError.con(.entornoDistinto)) { try banco.otraPuerta().instalar(ajeno) }
            }
            try banco.almacen.instalar(
                ProcesoGuardado(entorno: .simulacro, proceso: banco.proceso, publicacion: "{}"))
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases)
    func `cada acta fuera de catálogo recibe un número propio y lo conserva`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            try congelar(banco)
            let otra = try banco.otraPuerta()
            let numeros = try ["FC-1", "FC-2"].flatMap { identidad in
                try [0, 1].map { try banco.almacen.acta(fueraDeCatalogo: identidad, eleccion: $0) }
            }
            #expect(numeros == [7, 8, 9, 10])
            #expect(try otra.acta(fueraDeCatalogo: "FC-2", eleccion: 0) == 9)
            #expect(try banco.almacen.catalogo(entidad: Banco.entidad) == Banco.catalogo)
            #expect(throws: AlmacenError.con(.restriccion)) {
                try banco.almacen.acta(fueraDeCatalogo: "FC-3", eleccion: 5)
            }
        }
    }
}
