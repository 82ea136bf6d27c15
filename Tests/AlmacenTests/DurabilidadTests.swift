import Almacen
import Electoral
import Foundation
import Testing

@Suite struct DurabilidadTests {
    @Test(arguments: Motor.allCases)
    func `lo confirmado está en el disco: sincronía completa y bitácora de escritura`(motor: Motor) throws {
        try Deposito.prestar(motor) { deposito throws in
            for crear in [true, false] {
                let controlador = try deposito.abrir(crear: crear)
                switch motor {
                case .sqlite:
                    let (sincronia, llaves) = try controlador.escribir { (c) throws(AlmacenError) in
                        (
                            try c.primera("PRAGMA synchronous") { $0.entero(0) },
                            try c.primera("PRAGMA foreign_keys") { $0.entero(0) }
                        )
                    }
                    #expect(sincronia == 2)
                    #expect(llaves == 1)
                    #expect(try controlador.textos("PRAGMA journal_mode") == ["wal"])
                }
            }
        }
    }

    @Test(arguments: Motor.allCases)
    func `la transacción que falla no deja nada`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let antes = try banco.controlador.volcado()
            #expect(throws: AlmacenError.con(.rechazado)) {
                try banco.controlador.escribir { (c) throws(AlmacenError) in
                    try c.ejecutar("INSERT INTO persona (id, nombre, rol) VALUES (77, 'Nadie', 'capturista')", [])
                    throw AlmacenError(.rechazado, "a medio camino")
                }
            }
            #expect(try banco.controlador.volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases)
    func `lo escrito por una puerta se ve por la otra y después de cerrar todas`(motor: Motor) throws {
        try Deposito.prestar(motor) { deposito throws in
            let antes = try {
                let banco = try Banco(deposito, try deposito.abrir())
                try banco.vivir(1)
                #expect(try banco.otraPuerta().claves() == banco.almacen.claves())
                return try banco.controlador.volcado()
            }()
            #expect(antes["hecho"]?.count == 4)
            #expect(try deposito.abrir(crear: false).volcado() == antes)
        }
    }

    @Test(arguments: Motor.allCases)
    func `quien lee no ve lo que se confirma mientras lee`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let otra = try banco.otraPuerta()
            let (antes, despues) = try otra.controlador.leer { (c) throws(AlmacenError) in
                func cuenta() throws(AlmacenError) -> Int? {
                    try c.primera("SELECT COUNT(*) FROM persona") { $0.entero(0) }
                }
                let antes = try cuenta()
                try banco.almacen.registrar(personas: [(Persona(id: 77), "Persona 77", "capturista", nil)])
                return (antes, try cuenta())
            }
            #expect(antes == 10)
            #expect(despues == 10)
            #expect(try otra.controlador.cuenta("persona") == 11)
        }
    }
}

/// What is opened as a store has to be one.
@Suite struct AperturaTests {
    @Test(arguments: Motor.allCases)
    func `no crea un almacén que se pidió abrir`(motor: Motor) throws {
        try Deposito.prestar(motor) { deposito throws in
            #expect(throws: AlmacenError.con(.noExiste)) { try deposito.abrir(crear: false) }
            #expect(!FileManager.default.fileExists(atPath: deposito.ruta))
        }
    }

    @Test(
        arguments: ["", "esto no es una base de datos\n", String(repeating: "\u{0}\u{1}", count: 5_000)], [true, false])
    func `un archivo que no es una base de datos no se abre y no se toca`(contenido: String, crear: Bool) throws {
        try Deposito.prestar(.sqlite) { deposito throws in
            // An empty file is what a new data base looks like: only asking to create makes it one.
            if contenido.isEmpty, crear { return }
            try Data(contenido.utf8).write(to: URL(fileURLWithPath: deposito.ruta))
            #expect(throws: AlmacenError.con(.noAbre)) { try deposito.abrir(crear: crear) }
            #expect(try Data(contentsOf: URL(fileURLWithPath: deposito.ruta)) == Data(contenido.utf8))
        }
    }

    @Test(arguments: [true, false])
    func `una carpeta no se abre`(crear: Bool) throws {
        try Deposito.prestar(.sqlite) { deposito throws in
            try FileManager.default.createDirectory(atPath: deposito.ruta, withIntermediateDirectories: true)
            #expect(throws: AlmacenError.con(.noAbre)) { try deposito.abrir(crear: crear) }
        }
    }

    @Test(arguments: [true, false])
    func `la base de datos de otro programa no se abre ni recibe tablas`(crear: Bool) throws {
        try Deposito.prestar(.sqlite) { deposito throws in
            try {
                let controlador = try deposito.abrir()
                try Motor.sqlite.quitarDefensas(controlador)
                for tabla in try controlador.textos(
                    """
                    SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                    ORDER BY name = 'persona', name = 'imagen', name = 'eleccion', name = 'catalogo', name = 'acta', name = 'hecho' DESC
                    """)
                { try controlador.sql("DROP TABLE \(tabla)") }
                try controlador.sql("CREATE TABLE clientes (id INTEGER PRIMARY KEY)")
            }()
            #expect(throws: AlmacenError.con(.noAbre)) { try deposito.abrir(crear: crear) }
        }
    }

    @Test func `el almacén de una versión posterior no se abre`() throws {
        try Deposito.prestar(.sqlite) { deposito throws in
            try {
                _ = try deposito.abrir().sql("INSERT INTO grdb_migrations (identifier) VALUES ('9 de otra versión')")
            }()
            #expect(throws: AlmacenError.con(.noAbre)) { try deposito.abrir(crear: false) }
        }
    }

    @Test(arguments: Motor.allCases)
    func `varios procesos que lo crean a la vez abren el mismo`(motor: Motor) throws {
        for _ in 0..<12 {
            try Deposito.prestar(motor) { deposito throws in
                let fallas = alMismoTiempo(6) { _ in _ = try deposito.abrir() }
                #expect(fallas == [])
                #expect(try deposito.abrir(crear: false).cuenta("hecho") == 0)
            }
        }
    }

    @Test(arguments: Motor.allCases)
    func `sin proceso instalado el almacén dice que está vacío`(motor: Motor) throws {
        try Deposito.prestar(motor) { deposito throws in
            let almacen = Almacen(try deposito.abrir())
            #expect(throws: AlmacenError.con(.vacio)) { try almacen.proceso() }
            #expect(throws: AlmacenError.con(.vacio)) { try almacen.catalogo(entidad: Banco.entidad) }
            #expect(throws: AlmacenError.con(.vacio)) {
                try almacen.congelarCatalogo(
                    persona: Persona(id: 1), autoriza: Persona(id: 2), instante: Instante(segundos: 0))
            }
        }
    }
}
