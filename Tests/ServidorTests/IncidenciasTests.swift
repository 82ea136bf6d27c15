import Almacen
import Electoral
import Foundation
import HTTPTypes
import Testing

/// Console 10: register of incidents and reassignment.
@Suite struct IncidenciasTests {
    private static func nueva(_ mas: [String: String] = [:]) -> [String: String] {
        var campos = [
            "clave": UUID().uuidString, "detectada": "2027-06-06T17:50", "fase": "acopio", "categoria": "energia",
            "gravedad": "alta", "descripcion": "Se fue la luz <b>",
        ]
        campos.merge(mas) { $1 }
        return campos
    }

    private static func nota(_ mas: [String: String] = [:]) -> [String: String] {
        var campos = ["clave": UUID().uuidString, "texto": "Se llamó a la compañía"]
        campos.merge(mas) { $1 }
        return campos
    }

    @Test func `cualquiera la anota; la dan por resuelta supervisión y coordinación`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (acopio, supervision) = (try await n.entrar("acopio"), try await n.entrar("supervision"))
            let una = try await acopio.post(
                "/incidencias", Self.nueva(["escenario": "sin_energia", "reporta": "El guardia"]))
            #expect(una.destino == "/incidencias/folio/1")
            p.reloj.adelantar(600)
            let ficha = try await acopio.get(una.destino).texto
            for parte in [
                "Se fue la luz &lt;b&gt;", "El guardia", "CATD-1", "Energía eléctrica", "Activado: Corte de energía",
                "UPS",
            ] {
                #expect(ficha.contains(parte), "\(parte)")
            }
            #expect(try await acopio.post("\(una.destino)/nota", Self.nota(["estado": "en_atencion"])).estado == 303)
            let negada = try await acopio.post(
                "\(una.destino)/nota", Self.nota(["estado": "resuelta", "texto": "Ya quedó"]))
            #expect(negada.estado == 422 && negada.texto.contains("Ya quedó"))
            #expect(throws: AlmacenError.con(.sinFacultad)) {
                var n = Almacen.NotaNueva(clave: "por debajo", texto: "x", estado: .resuelta)
                n.solucionada = p.reloj.ahora
                try p.almacen.anotar(n, en: 1, persona: try p.persona("acopio"), instante: p.reloj.ahora)
            }
            let antes = Self.nota(["estado": "resuelta", "solucionada": "2027-06-06T17:40"])
            #expect(try await supervision.post("\(una.destino)/nota", antes).estado == 422)
            let resuelta = Self.nota([
                "estado": "resuelta", "solucionada": "2027-06-06T18:05", "actas": "12", "leccion": "Probar la planta",
                "responsable": "Técnico", "evidencia": "Foto 3",
            ])
            #expect(try await supervision.post("\(una.destino)/nota", resuelta).estado == 303)
            #expect(try await supervision.post("\(una.destino)/nota", resuelta).estado == 303)
            let i = try #require(try p.almacen.incidencia(1))
            #expect(i.estado == .resuelta && i.notas.count == 2 && i.minutos == 15 && i.actas == 12)
            #expect(i.responsable == "Técnico" && i.leccion == "Probar la planta")
            // It stays open to who can reopen it, and to nobody else.
            #expect(try await acopio.post("\(una.destino)/nota", Self.nota()).estado == 422)
            #expect(try await supervision.post("\(una.destino)/nota", Self.nota(["estado": "abierta"])).estado == 303)
            #expect(try p.almacen.incidencia(1)?.estado == .abierta)
            #expect(throws: AlmacenError.self) { try p.sql("UPDATE incidencia SET gravedad = 'baja'") }
            #expect(throws: AlmacenError.self) { try p.sql("DELETE FROM incidencia_nota") }
        }
    }

    @Test func `lo que falta o no puede ser regresa con lo escrito`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let acopio = try await n.entrar("acopio")
            for (campo, valor) in [
                ("fase", "otra"), ("gravedad", ""), ("categoria", "x"), ("detectada", "ayer"),
                ("detectada", "2030-01-01T00:00"),
                ("descripcion", ""), ("escenario", "no está"), ("clave", ""),
            ] {
                let vuelta = try await acopio.post(
                    "/incidencias", Self.nueva(["reporta": "Quien avisó", campo: valor]))
                #expect(vuelta.estado == 422, "\(campo)")
                #expect(vuelta.texto.contains("value=\"Quien avisó\""), "\(campo)")
            }
            #expect(try p.numero("SELECT COUNT(*) FROM incidencia") == 0)
            let misma = Self.nueva()
            #expect(try await acopio.post("/incidencias", misma).destino == "/incidencias/folio/1")
            #expect(try await acopio.post("/incidencias", misma).destino == "/incidencias/folio/1")
            for mala in [["texto": ""], ["estado": "otro"], ["actas": "-1"], ["minutos": "mucho"]] {
                #expect(try await acopio.post("/incidencias/folio/1/nota", Self.nota(mala)).estado == 422, "\(mala)")
            }
        }
    }

    @Test func `cada quien ve lo de su centro, un capturista lo suyo y quien conduce u observa todo`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let acopio = try await n.entrar("acopio"), captura = try await n.entrar("captura")
            _ = try await acopio.post("/incidencias", Self.nueva())
            _ = try await captura.post("/incidencias", Self.nueva())
            func folios(_ usuario: String) async throws -> [Bool] {
                let dentro = try await n.entrar(usuario)
                let lista = try await dentro.get("/incidencias").texto
                var ve: [Bool] = []
                for folio in 1...2 {
                    let una = try await dentro.get("/incidencias/folio/\(folio)").estado == 200
                    #expect(lista.contains("/incidencias/folio/\(folio)\"") == una)
                    ve.append(una)
                }
                return ve
            }
            #expect(try await folios("digitalizacion") == [true, false])
            #expect(try await folios("captura2") == [false, false])
            #expect(try await folios("captura") == [false, true])
            for usuario in ["supervision", "coordinacion", "administracion", "auditoria", "observacion"] {
                #expect(try await folios(usuario) == [true, true], "\(usuario)")
            }
            let auditor = try await n.entrar("auditoria")
            #expect(try await auditor.post("/incidencias/folio/1/nota", Self.nota()).estado == 403)
            #expect(
                try await auditor.get("/incidencias?fase=cotejo").texto.contains("No hay incidencias con ese filtro"))
        }
    }

    @Test func `el CSV trae todo y ninguna celda es fórmula`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let coordinacion = try await n.entrar("coordinacion")
            _ = try await coordinacion.post(
                "/incidencias", Self.nueva(["descripcion": "=HYPERLINK(\"x\")", "sitio": "CATD-2"]))
            _ = try await coordinacion.post("/incidencias/folio/1/nota", Self.nota(["texto": "Dijo \"ya\", y no"]))
            let csv = try await coordinacion.get("/incidencias/csv")
            #expect(csv.cabeceras[.contentDisposition] == "attachment; filename=\"incidencias.csv\"")
            #expect(csv.bytes.prefix(3) == [0xef, 0xbb, 0xbf])
            let lineas = csv.texto.split(separator: "\r\n")
            #expect(lineas.count == 2 && lineas[0].contains("\"FOLIO\",\"SITIO\",\"DETECTADA\""))
            #expect(lineas[1].contains("\"'=HYPERLINK(\"\"x\"\")\"") && lineas[1].contains("Dijo \"\"ya\"\", y no"))
            #expect(lineas[1].contains("06/06/2027 17:50:00"))
        }
    }

    @Test func `las casillas cambian de CATD con incidencia y dos personas; lo que llegó se queda`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            _ = try await uno.post("/incidencias", Self.nueva(["sitio": "CATD-1"]))
            let peticion = [
                "clave": "una reasignación", "incidencia": "1", "de": "CATD-1", "a": "CATD-2", "todas": "1",
                "motivo": "Bloqueo",
            ]
            for (campo, valor) in [
                ("incidencia", "9"), ("a", "CATD-1"), ("a", "CCV-1"), ("motivo", ""), ("todas", ""), ("de", "CCV-1"),
            ] {
                var mala = peticion
                mala[campo] = valor
                #expect(try await uno.post("/incidencias/reasignar", mala).estado == 422, "\(campo)=\(valor)")
            }
            #expect(try await uno.post("/incidencias/reasignar", peticion).estado == 303)
            #expect(try p.numero("SELECT COUNT(*) FROM acta_centro WHERE centro = 'CATD-2'") == 2)
            // One arrives while the other person thinks it over.
            try p.hecho(1, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try p.persona("acopio"))
            #expect(try await uno.post("/administracion/orden/1", [:]).estado == 409)
            let hecha = try await dos.post("/administracion/orden/1", ["regresar": "/incidencias/reasignar"])
            #expect(hecha.destino == "/incidencias/reasignar")
            #expect(
                try p.textos("SELECT centro FROM acta_centro ORDER BY acta") == [
                    "CATD-1", "CATD-2", "CATD-2", "CATD-2", "CATD-2", "CATD-2",
                ])
            #expect(try p.numero("SELECT COUNT(*) FROM reasignacion") == 3)
            #expect(try p.textos("SELECT DISTINCT motivo FROM reasignacion") == ["Incidencia 1: Bloqueo"])
            let pagina = try await uno.get("/incidencias/reasignar?de=CATD-2").texto
            #expect(
                pagina.contains("todas las casillas pendientes de CATD-1 a CATD-2")
                    && pagina.contains("name=\"casilla\""))
            // Back, but only one casilla.
            let casilla = PuertaDePrueba.catalogo.acta(3)?.claveCasilla ?? ""
            let vuelta = [
                "clave": "de regreso", "incidencia": "1", "de": "CATD-2", "a": "CATD-1", "casilla": casilla,
                "motivo": "Ya puede",
            ]
            #expect(try await dos.post("/incidencias/reasignar", vuelta).estado == 303)
            #expect(try await uno.post("/administracion/orden/2", [:]).estado == 303)
            #expect(
                try p.textos("SELECT centro FROM acta_centro ORDER BY acta") == [
                    "CATD-1", "CATD-2", "CATD-1", "CATD-2", "CATD-2", "CATD-1",
                ])
        }
    }
}

extension AlmacenError {
    static func con(_ codigo: Codigo) -> AlmacenError { AlmacenError(codigo, "") }
}
