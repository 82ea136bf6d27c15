import AlmacenSQLite
import Electoral
import Foundation
import Seguimiento
import Testing

/// Titles, and the short queries that lists are made of.
@Suite struct TitulosTests {
    private static func ficha(_ clase: String, _ id: String, _ campos: [String: String]) throws -> Ficha {
        Ficha(
            clave: try #require(Ficha.Clave(clase: clase, id: id)),
            campos: campos.mapValues { .asiento(Asiento($0)) })
    }

    private static func conArchivo(_ cuerpo: (Archivo) throws -> Void) throws {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("titulos-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: carpeta) }
        try cuerpo(
            Archivo(try ControladorSQLite(ruta: "\(carpeta)/s.sqlite", crear: true, esquema: .seguimiento)))
    }

    private static func autoria(_ segundos: Int) -> Archivo.Autoria {
        Archivo.Autoria("Persona 1 (uno)", Instante(segundos: 1_800_000_000) + segundos)
    }

    @Test func `el título de una sesión nombra su órgano y cambia con él`() throws {
        try Self.conArchivo { archivo in
            let sesion = try Self.ficha(
                "sesion", "una",
                [
                    "organo": "cotaprep", "tipo": "ordinaria", "numero": "4", "fecha": "2021-03-29",
                    "estado": "celebrada",
                ])
            func organo(_ siglas: String) throws -> Ficha {
                try Self.ficha("organo", "cotaprep", ["nombre": "Comité", "siglas": siglas, "tipo": "cotaprep"])
            }
            // The session comes first: what it refers to is asked for when everything has come.
            try archivo.aplicar(
                [.guardar(sesion, revision: 0), .guardar(try organo("COTAPREP"), revision: 0)], Self.autoria(0))
            let primero = try archivo.titulos([sesion.clave])
            #expect(primero == [sesion.clave: "Sesión Ordinaria · 4 · COTAPREP · 29/03/2021"])
            let hallados = try archivo.buscar("cotaprep").flatMap(\.renglones)
            #expect(hallados.map(\.clave.id) == ["cotaprep", "una"])
            try archivo.aplicar([.guardar(try organo("Comité Técnico"), revision: 1)], Self.autoria(1))
            let segundo = try archivo.titulos([sesion.clave])
            #expect(segundo == [sesion.clave: "Sesión Ordinaria · 4 · Comité Técnico · 29/03/2021"])
            let porSuNombre = try archivo.buscar("tecnico ordinaria").flatMap(\.renglones)
            #expect(porSuNombre.map(\.clave) == [sesion.clave])
            // A new name elsewhere is not a new version of the session.
            let historia = try archivo.historia(sesion.clave)
            #expect(historia.count == 1)
        }
    }

    @Test func `las cuentas por estado, las opciones y los movimientos no leen fichas enteras`() throws {
        try Self.conArchivo { archivo in
            let vacio = try archivo.ultimaVersion()
            #expect(vacio == 0)
            let riesgos = try (1...5).map { n in
                try Self.ficha(
                    "ejercicio", "e\(n)",
                    ["tipo": "simulacro", "fecha": "2027-05-0\(n)", "estado": n < 3 ? "programado" : "realizado"])
            }
            try archivo.aplicar(riesgos.map { .guardar($0, revision: 0) }, Self.autoria(0))
            let estados = try archivo.estados(de: "ejercicio")
            #expect(estados == ["programado": 2, "realizado": 3])
            let (caben, noCaben) = (
                try archivo.opciones(["ejercicio"], limite: 5), try archivo.opciones(["ejercicio"], limite: 4)
            )
            #expect(caben?.count == 5 && noCaben == nil)
            var f = Archivo.Filtro()
            f.desde = Dia(iso: "2027-05-04")
            let desde = try archivo.lista("ejercicio", f).renglones
            #expect(desde.map(\.clave.id) == ["e5", "e4"])
            try archivo.aplicar(
                [.retirar(riesgos[0].clave, revision: 1)],
                Archivo.Autoria("Persona 2 (dos)", Instante(segundos: 1_800_000_009), motivo: "Repetido"))
            let ultimos = try archivo.movimientos(limite: 2)
            #expect(
                ultimos.map(\.esRetiro) == [true, false] && ultimos[0].titulo == nil && ultimos[0].motivo == "Repetido")
            let (primeros, ultima) = (try archivo.movimientos(salto: 5, limite: 9), try archivo.ultimaVersion())
            #expect(primeros.count == 1 && ultima == 6)
            let quedan = try archivo.renglones(Set(riesgos.map(\.clave)))
            #expect(Set(quedan.map(\.clave.id)) == ["e2", "e3", "e4", "e5"])
        }
    }
}
