import Almacen
import AlmacenSQLite
import Apoyo
import Bitacora
import Electoral
import Formatos
import Foundation
import GRDB
import Seguimiento
import Testing

@Suite struct ArchivoTests {
    private let carpeta = CarpetaTemporal()
    private let clave: Ficha.Clave

    init() throws { clave = try #require(Ficha.Clave(clase: "organo", id: "cotaprep")) }

    private func archivo() throws -> Archivo {
        Archivo(try ControladorSQLite(ruta: carpeta.ruta("s.sqlite"), crear: true, esquema: .seguimiento))
    }

    private func organo(_ nombre: String, _ id: String = "cotaprep") throws -> Ficha {
        Ficha(
            clave: try #require(Ficha.Clave(clase: "organo", id: id)),
            campos: ["nombre": .asiento(Asiento(nombre)), "tipo": .asiento(Asiento("cotaprep"))])
    }

    private func autoria(_ segundo: Int64 = 1) -> Archivo.Autoria {
        Archivo.Autoria("Persona \(segundo)", Instante(segundos: segundo))
    }

    @Test func `de cada cambio queda quién, cuándo y qué decía antes`() throws {
        let a = try archivo()
        try a.aplicar([.guardar(organo("Comité"), revision: 0)], autoria(1))
        try a.aplicar([.guardar(organo("Comité Técnico"), revision: 1)], autoria(2))
        try a.aplicar([.guardar(organo("Comité Técnico"), revision: 2)], autoria(3))
        try a.aplicar([.retirar(clave, revision: 2)], autoria(4))
        let historia = try a.historia(clave)
        #expect(historia.map(\.revision) == [3, 2, 1])
        #expect(historia.map(\.persona) == ["Persona 4", "Persona 2", "Persona 1"])
        #expect(historia.map { $0.ficha?["nombre"] } == [nil, "Comité Técnico", "Comité"])
        #expect(try a.ficha(clave) == nil)
    }

    @Test func `quien editó una versión vieja no pisa la nueva`() throws {
        let a = try archivo()
        try a.aplicar([.guardar(organo("Uno"), revision: 0)], autoria())
        try a.aplicar([.guardar(organo("Dos"), revision: 1)], autoria())
        let error = #expect(throws: AlmacenError.self) {
            try a.aplicar([.guardar(organo("Tres"), revision: 1)], autoria())
        }
        #expect(error?.codigo == .cambioAjeno)
        #expect(try a.ficha(clave)?.ficha["nombre"] == "Dos")
    }

    @Test func `nada queda a medias cuando una ficha de varias está mal`() throws {
        let a = try archivo()
        let mala = Ficha(clave: try #require(Ficha.Clave(clase: "organo", id: "malo")), campos: [:])
        #expect(throws: AlmacenError.self) {
            try a.aplicar([.guardar(organo("Bueno"), revision: nil), .guardar(mala, revision: nil)], autoria())
        }
        #expect(try a.fichas().isEmpty)
    }

    @Test func `no se cita lo que no existe ni se retira lo citado`() throws {
        let a = try archivo()
        let persona = Ficha(
            clave: try #require(Ficha.Clave(clase: "persona", id: "p1")),
            campos: ["nombre": .asiento(Asiento("Persona 1")), "organo": .asiento(Asiento("cotaprep"))])
        #expect(throws: AlmacenError.self) { try a.aplicar([.guardar(persona, revision: nil)], autoria()) }
        try a.aplicar([.guardar(persona, revision: nil), .guardar(organo("Comité"), revision: nil)], autoria())
        #expect(throws: AlmacenError.self) { try a.aplicar([.retirar(clave, revision: nil)], autoria()) }
        #expect(try a.citas(a: clave).map(\.clave.id) == ["p1"])
    }

    @Test func `la base no deja cambiar ni borrar versiones ni adjuntos`() throws {
        let controlador = try ControladorSQLite(ruta: carpeta.ruta("s.sqlite"), crear: true, esquema: .seguimiento)
        try Archivo(controlador).aplicar([.guardar(organo("Comité"), revision: 0)], autoria())
        for sql in [
            "UPDATE version SET persona = 'x'", "DELETE FROM version",
            "INSERT OR REPLACE INTO version SELECT * FROM version",
        ] {
            let error = #expect(throws: AlmacenError.self) {
                try controlador.escribir { (c) throws(AlmacenError) in _ = try c.ejecutar(sql, []) }
            }
            #expect(error?.codigo == .soloSeAgrega, "\(sql)")
        }
    }

    @Test func `tampoco con otras herramientas, que no avisan de lo que un REPLACE borra`() throws {
        let ruta = carpeta.ruta("s.sqlite")
        let a = try archivo()
        let adjunta = try conAdjunto("a.txt", "uno")
        try a.aplicar([.guardar(adjunta.ficha, revision: 0)], autoria()) { _ in adjunta.bytes }
        for sql in [
            "INSERT OR REPLACE INTO version SELECT * FROM version",
            "REPLACE INTO version (clase, id, revision, persona, instante) VALUES ('organo', 'cotaprep', 1, 'x', 1)",
            "INSERT OR REPLACE INTO adjunto SELECT sha256, 3, X'616263' FROM adjunto",
        ] {
            let base = try DatabaseQueue(path: ruta)
            try base.writeWithoutTransaction { try $0.execute(sql: "PRAGMA recursive_triggers = OFF") }
            #expect(throws: DatabaseError.self, "\(sql)") { try base.write { try $0.execute(sql: sql) } }
        }
        #expect(try a.historia(clave).map(\.persona) == ["Persona 1"])
        #expect(try a.adjunto(Huella.sha256(adjunta.bytes)) == adjunta.bytes)
    }

    private func conAdjunto(_ nombre: String, _ contenido: String) throws -> (ficha: Ficha, bytes: [UInt8]) {
        let bytes = Array(contenido.utf8)
        var ficha = try organo("Comité")
        ficha.campos.contenido[Ficha.adjuntos] = .lista([
            .grupo([
                "nombre": .asiento(Asiento(nombre)), "sha256": .asiento(Asiento(Huella.sha256(bytes))),
            ])
        ])
        return (ficha, bytes)
    }

    @Test func `los bytes que ya se guardaron se miran otra vez con su otro nombre`() throws {
        let a = try archivo()
        let texto = try conAdjunto("a.txt", "un texto")
        try a.aplicar([.guardar(texto.ficha, revision: 0)], autoria()) { _ in texto.bytes }
        for nombre in ["a.pdf", "a.docx", "CON.txt", "a.txt.", "txt", " a.txt"] {
            let disfrazado = try conAdjunto(nombre, "un texto")
            let error = #expect(throws: AlmacenError.self, "\(nombre)") {
                try a.aplicar([.guardar(disfrazado.ficha, revision: 1)], autoria()) { _ in disfrazado.bytes }
            }
            #expect(
                error?.codigo == (nombre.hasPrefix("a.") && nombre != "a.txt." ? .restriccion : .valorInvalido),
                "\(nombre)")
        }
        try a.aplicar([.guardar(conAdjunto("b.md", "un texto").ficha, revision: 1)], autoria())
    }

    @Test func `dos claves que sólo cambian en mayúsculas, o que Windows reserva, no caben`() throws {
        let a = try archivo()
        try a.aplicar([.guardar(organo("Uno", "k1"), revision: 0)], autoria())
        for id in ["K1", "con", "LPT1.x"] {
            let error = #expect(throws: AlmacenError.self) {
                try a.aplicar([.guardar(organo("Dos", id), revision: 0)], autoria())
            }
            #expect(error?.codigo == .valorInvalido, "\(id)")
        }
        let k1 = try #require(Ficha.Clave(clase: "organo", id: "k1"))
        try a.aplicar([.retirar(k1, revision: 1), .guardar(organo("Dos", "K1"), revision: 0)], autoria())
    }

    @Test func `quién y por qué se escriben sin caracteres de control`() throws {
        let a = try archivo()
        for (persona, motivo) in [("P\u{202e}1", "x"), ("Persona 1", "m\u{1}"), ("", "x")] {
            let error = #expect(throws: AlmacenError.self) {
                try a.aplicar(
                    [.guardar(organo("Uno"), revision: 0)],
                    Archivo.Autoria(persona, Instante(segundos: 1), motivo: motivo))
            }
            #expect(error?.codigo == .valorInvalido)
        }
        #expect(try a.fichas().isEmpty)
    }

    @Test func `hoy es el día del proceso, no el de la máquina`() throws {
        let a = try archivo()
        // 2027-06-06 23:30 in the centre, 22:30 in the Pacific; 05:30 of the next day in UTC.
        let instante = Instante(segundos: 1_812_346_200)
        #expect(try a.hoy(instante).iso == "2027-06-06")
        #expect(try a.hoy(instante + 3600).iso == "2027-06-07")
        let proceso = Ficha(
            clave: try #require(Ficha.Clave(clase: "proceso", id: "proceso")),
            campos: [
                "nombre": "P", "jornada": "2027-06-06", "instituto": "I", "siglas": "I", "entidad": "E",
                "huso": "utc_8",
            ].mapValues { .asiento(Asiento($0)) })
        try a.aplicar([.guardar(proceso, revision: 0)], autoria())
        #expect(try a.hoy(instante + 3600).iso == "2027-06-06")
    }

    @Test func `busca por el comienzo de las palabras, con o sin acentos, y sin que la consulta mande`() throws {
        let a = try archivo()
        try a.aplicar(
            [.guardar(organo("Comité Técnico Asesor"), revision: 0), .guardar(organo("Otro", "otro"), revision: 0)],
            autoria())
        #expect(try a.buscar("tecnico ases").flatMap(\.renglones).map(\.clave.id) == ["cotaprep"])
        #expect(try a.buscar("\" OR titulo:* NEAR(").isEmpty)
        #expect(try a.buscar("  ").isEmpty)
    }

    @Test func `un almacén de la operación no se abre como archivo de seguimiento`() throws {
        let ruta = carpeta.ruta("prep.sqlite")
        _ = try ControladorSQLite(ruta: ruta, crear: true)
        #expect(throws: AlmacenError.self) { try ControladorSQLite(ruta: ruta, crear: true, esquema: .seguimiento) }
        _ = try ControladorSQLite(ruta: carpeta.ruta("s.sqlite"), crear: true, esquema: .seguimiento)
        #expect(throws: AlmacenError.self) { try ControladorSQLite(ruta: carpeta.ruta("s.sqlite"), crear: false) }
    }
}
