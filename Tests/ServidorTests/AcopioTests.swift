import Almacen
import Electoral
import Foundation
import HTTPTypes
import Operacion
import Testing

/// Console 1: reception over HTTP.
@Suite struct AcopioPorHTTPTests {
    struct Vuelta: Decodable {
        struct Ficha: Decodable { let acta: Int, clave: String }
        struct Hallada: Decodable {
            struct Situacion: Decodable { let estado: String }
            let ficha: Ficha
            let situacion: Situacion
        }
        let resultado, hora, motivo, centro, error: String?
        let acta: Ficha?
        let actas: [Hallada]?
    }

    static func recibir(
        _ n: Navegador, _ que: String, clave: String = UUID().uuidString, extra: String = ""
    ) async throws -> (estado: Int, Vuelta) {
        let vuelta = try await n.json("/acopio", "{\"clave\":\"\(clave)\",\(que)\(extra)}")
        return (vuelta.estado, try vuelta.json(Vuelta.self))
    }

    private func etiqueta(_ p: PuertaDePrueba, _ acta: Int, _ entorno: Entorno = .simulacro) throws -> String {
        let suya = try #require(PuertaDePrueba.catalogo.acta(acta))
        return try Identificador(
            p.almacen, catalogo: PuertaDePrueba.catalogo, proceso: PuertaDePrueba.proceso, entorno: entorno
        ).etiqueta(de: suya).texto
    }

    @Test func `recibe por etiqueta o por clave, una sola vez, con la hora del servidor`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let yo = try await n.entrar("acopio")
            let texto = try etiqueta(p, 1)
            let (estado, vuelta) = try await Self.recibir(yo, "\"etiqueta\":\"\(texto)\"", clave: "clave-1-0001")
            #expect(estado == 200 && vuelta.resultado == "acopiada" && vuelta.acta?.acta == 1)
            #expect(vuelta.hora == String(p.reloj.ahora.sello(.centro).suffix(8)))
            p.reloj.adelantar(60)
            let (otra, repetida) = try await Self.recibir(yo, "\"etiqueta\":\"\(texto)\"", clave: "clave-1-0001")
            #expect(otra == 200 && repetida.hora == vuelta.hora)
            let (tercera, negada) = try await Self.recibir(yo, "\"acta\":\"050001B01002\"")
            #expect(tercera == 409 && negada.motivo == "duplicada")
            #expect(negada.error?.contains("Persona acopio") == true)
            #expect(
                try await Self.recibir(yo, "\"acta\":\"050001b0100 3\"", extra: ",\"mecanismo\":\"D-F\"").estado == 200)
            #expect(try p.textos("SELECT mecanismo FROM hecho ORDER BY id") == ["", "F-D"])
        }
    }

    @Test func `lo ajeno se rechaza y dice por qué`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let yo = try await n.entrar("acopio")
            let (otroCentro, vuelta) = try await Self.recibir(yo, "\"acta\":\"050003B01002\"")
            #expect(otroCentro == 409 && vuelta.motivo == "otro_centro" && vuelta.centro == "CATD-2")
            let oficial = try etiqueta(p, 1, .oficial)
            #expect(try await Self.recibir(yo, "\"etiqueta\":\"\(oficial)\"").estado == 422)
            #expect(try await Self.recibir(yo, "\"acta\":\"059999B01002\"").estado == 404)
            #expect(
                try await Self.recibir(yo, "\"acta\":\"050001B01002\"", extra: ",\"documento\":\"ACTA VMRE\"").estado
                    == 409)
            #expect(
                try await Self.recibir(yo, "\"acta\":\"050001B01002\"", extra: ",\"mecanismo\":\"F-F\"").estado == 409)
            #expect(try await Self.recibir(yo, "\"acta\":\"050001B01002\"", clave: "x").estado == 422)
            #expect(try await Self.recibir(yo, "\"nada\":1").estado == 422)
            for cuerpo in ["", "[]", "{\"clave\":1}", "{\"clave\":\"\(String(repeating: "a", count: 90_000))\"}"] {
                let estado = try await yo.json("/acopio", cuerpo).estado
                #expect(estado == 422 || estado == 413, "\(cuerpo.prefix(20))")
            }
            #expect(try p.numero("SELECT COUNT(*) FROM hecho") == 0)
        }
    }

    @Test func `la clave de la casilla da todas sus actas, con su situación`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let yo = try await n.entrar("acopio")
            _ = try await Self.recibir(yo, "\"acta\":\"050001B01002\"")
            let vuelta = try await yo.get("/acopio/acta?texto=050001B0100", [.fondo: "1"]).json(Vuelta.self)
            #expect(vuelta.actas?.map(\.situacion.estado) == ["recibida", "pendiente"])
            let ajena = try await yo.get("/acopio/acta?texto=050003B01002", [.fondo: "1"]).json(Vuelta.self)
            #expect(ajena.actas?.map(\.situacion.estado) == ["otro_centro"])
            #expect(try await yo.get("/acopio/acta?texto=PREP%7C%3Cscript%3E", [.fondo: "1"]).estado == 422)
            #expect(try await yo.get("/acopio/acta", [.fondo: "1"]).estado == 422)
        }
    }

    @Test func `mil envíos simultáneos de la misma acta dejan un acopio`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let uno = try await n.entrar("acopio")
            let dos = try await n.entrar("acopio2")
            for acta in [1, 2, 4, 5] {
                let clave = try #require(PuertaDePrueba.catalogo.acta(acta)).claveActa
                let estados = try await withThrowingTaskGroup(of: Int.self) { grupo in
                    for i in 0..<250 {
                        grupo.addTask { try await Self.recibir(i % 2 == 0 ? uno : dos, "\"acta\":\"\(clave)\"").estado }
                    }
                    return try await grupo.reduce(into: [Int]()) { $0.append($1) }
                }
                #expect(estados.count { $0 == 200 } == 1 && estados.count { $0 == 409 } == 249)
            }
            #expect(try p.numero("SELECT COUNT(*) FROM hecho") == 4)
        }
    }

    @Test func `una remitida queda como constancia y no se recibe aquí`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let yo = try await n.entrar("acopio")
            let cuerpo = "{\"clave\":\"remite-0001\",\"acta\":\"050003B01002\"}"
            #expect(try await yo.json("/acopio/remitir", cuerpo).json(Vuelta.self).centro == "CATD-2")
            #expect(try await yo.json("/acopio/remitir", cuerpo).estado == 200)
            #expect(try p.textos("SELECT causa FROM excepcion") == ["remitida"])
            #expect(
                try await yo.json("/acopio/remitir", "{\"clave\":\"remite-0002\",\"acta\":\"050001B01002\"}").estado
                    == 409)
            #expect(try p.numero("SELECT COUNT(*) FROM hecho") == 0)
        }
    }

    @Test func `sin acta: se reporta con causa, la decide supervisión y si llega se recibe`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let yo = try await n.entrar("acopio")
            let formulario = ["clave": "reporte-0001", "acta": "2", "problema": "sobre_ausente", "accion": "<b>x</b>"]
            #expect(try await yo.post("/acopio/sin-acta", formulario).estado == 422)
            let con = formulario.merging(["causa": "paquete_no_entregado"]) { $1 }
            #expect(try await yo.post("/acopio/sin-acta", con).destino == "/acopio?hecho=sin-acta")
            #expect(try await yo.get("/acopio/faltan").texto.contains("Reportada sin acta"))
            let jefa = try await n.entrar("supervision")
            let lista = try await jefa.get("/excepciones").texto
            #expect(lista.contains("El paquete no se entregó"))
            let detalle = try await jefa.get("/excepciones/1").texto
            #expect(detalle.contains("&lt;b&gt;x") && !detalle.contains("<b>x"))
            #expect(
                try await jefa.post("/excepciones/1", ["clave": "decide-0001", "decision": "confirmar"]).estado == 422)
            #expect(
                try await jefa.post(
                    "/excepciones/1", ["clave": "decide-0001", "decision": "redigitalizar", "comentario": "x"]
                ).estado == 409)
            p.reloj.adelantar(5)
            let decide = ["clave": "decide-0001", "decision": "confirmar", "comentario": "así es"]
            #expect(try await jefa.post("/excepciones/1", decide).estado == 303)
            #expect(try await jefa.post("/excepciones/1", decide).estado == 303)
            let otra = try await n.entrar("supervision2")
            let tarde = try await otra.post(
                "/excepciones/1", ["clave": "decide-0002", "decision": "esperar", "comentario": "no"])
            #expect(tarde.estado == 409 && tarde.texto.contains("Persona supervision ya resolvió"))
            #expect(try p.almacen.situacion(de: 2).etapa == .sinActa)
            p.reloj.adelantar(5)
            #expect(try await Self.recibir(yo, "\"acta\":\"050002B01002\"").estado == 200)
            #expect(try p.almacen.situacion(de: 2).etapa == .acopiada)
        }
    }

    @Test func `la lista de entrega y lo que falta son del centro de quien pregunta`() async throws {
        try await PuertaDePrueba.poner { p, n in
            let yo = try await n.entrar("acopio")
            _ = try await Self.recibir(yo, "\"acta\":\"050001B01002\"")
            let cierre = ["clave": "lista-00001"]
            #expect(try await yo.post("/acopio/lista", cierre).destino == "/acopio/lista/1")
            #expect(try await yo.post("/acopio/lista", cierre).destino == "/acopio/lista/1")
            #expect(try await yo.get("/acopio/lista/1").texto.contains("050001B01002"))
            #expect(try await yo.get("/acopio/lista/2").estado == 404)
            try p.abrir("lejos", .acopio, centro: "CATD-2")
            let lejos = try await n.entrar("lejos")
            #expect(try await lejos.get("/acopio/lista/1").estado == 404)
            let csv = try await lejos.get("/acopio/faltan.csv").texto
            #expect(csv.contains("050003B01002") && !csv.contains("050001"))
            #expect(csv.split(separator: "\r\n").count == 3)
        }
    }

    @Test func `una cuenta sin centro no acopia`() async throws {
        try await PuertaDePrueba.poner { p, n in
            try p.sql("UPDATE cuenta SET centro = NULL WHERE usuario = 'acopio'")
            let yo = try await n.entrar("acopio")
            #expect(try await Self.recibir(yo, "\"acta\":\"050001B01002\"").estado == 422)
            #expect(try await yo.get("/acopio").estado == 422)
        }
    }
}
