import Almacen
import Electoral
import Foundation
import HTTPTypes
import Seguimiento
import Testing

/// The console of the months before: records, their forms, their files and their board.
@Suite struct ConsolaDeSeguimientoTests {
    private typealias Ficha = Seguimiento.Ficha

    @Test func `un oficio se registra, se lee, se edita y su historia dice quién y qué`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            let nuevo = try await edita.post(
                "/seguimiento/oficios",
                FichasDePrueba.oficio.merging([
                    "numero/escrito": "IEC/SE/653-2021", "fecha/conflicto": "El acuse dice 6 de marzo",
                    "filas:documentos": "2", "documentos.2.documento": "Informe de febrero",
                    "documentos.2.mes": "2021-02",
                    "filas:puntos": "2", "puntos.1": "3", "puntos.2": "17",
                ]) { $1 })
            #expect(nuevo.destino == "/seguimiento/oficios/IEC-SE-653-2021?guardada=1")
            let pagina = try await edita.get(nuevo.destino).texto
            for parte in [
                "Guardado.", "IEC/SE/653/2021", "05/03/2021", "Escrito: «IEC/SE/653-2021»", "El acuse dice 6 de marzo",
                "Informe de febrero", "febrero de 2021", "<li>17</li>", "Persona seguimiento (seguimiento)",
            ] { #expect(pagina.contains(parte), "\(parte)") }
            let respuesta = try await edita.post(
                "/seguimiento/oficios",
                [
                    "numero": "INE/UNICOM/1076/2021", "tipo": "oficio", "sentido": "recibido", "fecha": "2021-03-09",
                    "motivo": "informa", "filas:responde_a": "1", "responde_a.1": "IEC/SE/653/2021",
                ])
            #expect(respuesta.destino == "/seguimiento/oficios/INE-UNICOM-1076-2021?guardada=1")
            let citado = try await edita.get("/seguimiento/oficios/IEC-SE-653-2021").texto
            #expect(citado.contains("Hilo") && citado.contains("Lo citan"))
            let cambio = try await edita.post(
                "/seguimiento/oficios/IEC-SE-653-2021/editar",
                FichasDePrueba.oficio.merging([
                    "revision": "1", "asunto": "Informa otra cosa", "motivo-del-cambio": "Estaba mal",
                ]) { $1 })
            #expect(cambio.estado == 303)
            let historia = try await edita.get("/seguimiento/oficios/IEC-SE-653-2021").texto
            for parte in ["Informa del campus", "Informa otra cosa", "Estaba mal", "<th scope=\"row\">Asunto</th>"] {
                #expect(historia.contains(parte), "\(parte)")
            }
            let movimientos = try await edita.get("/seguimiento/movimientos").texto
            #expect(movimientos.contains("Registró") && movimientos.contains("Cambió"))
            let auditor = try await n.entrar("auditoria")
            let visto = try await auditor.get("/seguimiento/oficios/IEC-SE-653-2021").texto
            #expect(visto.contains("Persona seguimiento") && !visto.contains("(seguimiento)"))
            #expect(!visto.contains("/editar") && !visto.contains("Retirar"))
            let buscado = try await auditor.get("/seguimiento/buscar?texto=febrero").texto
            #expect(!buscado.contains("Informe de febrero") && buscado.contains("Ninguna ficha tiene"))
            #expect(try await auditor.get("/seguimiento/buscar?texto=653").texto.contains("IEC/SE/653/2021"))
        }
    }

    @Test func `lo que falta o no puede ser regresa con lo escrito y dice dónde`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            let vuelta = try await edita.post(
                "/seguimiento/oficios",
                [
                    "numero": "Sin número <1>", "tipo": "otro", "fecha": "ayer", "motivo": "remite", "emisor": "nadie",
                    "filas:documentos": "1", "documentos.1.anexo": "Dos", "asunto/escrito": "Así",
                ])
            #expect(vuelta.estado == 422)
            for parte in [
                "value=\"Sin número &lt;1&gt;\"", "value=\"ayer\"", "href=\"#fecha\"",
                "href=\"#documentos.1.documento\"",
                "href=\"#sentido\"", "Documentos que remite 1 · Documento", "otro (no existe)", "value=\"Así\"",
                "href=\"#emisor\"", "escriba una fecha como 2027-06-06",
            ] { #expect(vuelta.texto.contains(parte), "\(parte)") }
            #expect(try p.archivo.cuentas().isEmpty)
            let malaClave = try await edita.post(
                "/seguimiento/oficios", FichasDePrueba.oficio.merging(["id": "../x"]) { $1 })
            #expect(malaClave.estado == 422 && malaClave.texto.contains("href=\"#id\""))
            #expect(try await edita.post("/seguimiento/nada", FichasDePrueba.oficio).estado == 404)
            #expect(try await edita.get("/seguimiento/oficios/%2e%2e%2fx").estado == 404)
            // Neither an id that is taken nor one that was.
            #expect(try await edita.post("/seguimiento/oficios", FichasDePrueba.oficio).estado == 303)
            let repetida = try await edita.post("/seguimiento/oficios", FichasDePrueba.oficio)
            #expect(repetida.estado == 409 && repetida.texto.contains("ya existe"))
        }
    }

    @Test func `los renglones se agregan, se suben y se quitan sin guiones y sin perder nada`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            let campos = [
                "fecha": "2021-03-29", "filas:orden": "2", "orden.1.asunto": "Uno <1>", "orden.2.asunto": "Dos",
                "orden.2.a_favor": "5",
            ]
            let mas = try await edita.post("/seguimiento/sesiones", campos.merging(["agregar": "orden"]) { $1 })
            #expect(
                mas.estado == 200 && mas.texto.contains("id=\"orden.3.asunto\"") && mas.texto.contains("Uno &lt;1&gt;"))
            let arriba = try await edita.post("/seguimiento/sesiones", campos.merging(["subir": "orden.2"]) { $1 })
            #expect(arriba.texto.contains("name=\"orden.1.a_favor\" type=\"text\" value=\"5\""))
            let menos = try await edita.post("/seguimiento/sesiones", campos.merging(["quitar": "orden.1"]) { $1 })
            #expect(
                !menos.texto.contains("Uno &lt;1&gt;")
                    && menos.texto.contains("name=\"orden.1.a_favor\" type=\"text\" value=\"5\""))
            for mala in ["nada", "orden.9", "fecha", "orden.x"] {
                #expect(
                    [200, 422].contains(
                        try await edita.post("/seguimiento/sesiones", campos.merging(["quitar": mala]) { $1 }).estado))
            }
            let muchas = try await edita.post(
                "/seguimiento/sesiones", ["filas:orden": "99999999", "agregar": "orden"])
            #expect(muchas.estado == 200 && !muchas.texto.contains("orden.301."))
        }
    }

    @Test func `si alguien más la cambió, se ven las dos y no se pierde nada`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento"), otra = try await n.entrar("seguimiento2")
            _ = try await edita.post("/seguimiento/oficios", FichasDePrueba.oficio)
            let ruta = "/seguimiento/oficios/IEC-SE-653-2021/editar"
            #expect(
                try await otra.post(
                    ruta, FichasDePrueba.oficio.merging(["revision": "1", "asunto": "De la otra"]) { $1 }
                ).estado
                    == 303)
            let choque = try await edita.post(
                ruta, FichasDePrueba.oficio.merging(["revision": "1", "asunto": "Mía <b>"]) { $1 })
            #expect(choque.estado == 409)
            for parte in [
                "alguien más cambió esta ficha", "Persona seguimiento2", "De la otra", "Mía &lt;b&gt;",
                "name=\"revision\" value=\"2\"",
            ] { #expect(choque.texto.contains(parte), "\(parte)") }
            #expect(
                try await edita.post(
                    ruta, FichasDePrueba.oficio.merging(["revision": "2", "asunto": "Las dos"]) { $1 }
                ).estado
                    == 303)
            let clave = try #require(Ficha.Clave(clase: "oficio", id: "IEC-SE-653-2021"))
            #expect(try p.archivo.ficha(clave)?.ficha["asunto"] == "Las dos")
        }
    }

    @Test func `se retira con motivo, no si la citan, y queda lo que decía`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            _ = try await edita.post("/seguimiento/organos", ["id": "ine", "nombre": "UNICOM", "tipo": "ine"])
            _ = try await edita.post(
                "/seguimiento/oficios", FichasDePrueba.oficio.merging(["destinatario": "ine"]) { $1 })
            let ruta = "/seguimiento/organos/ine/retirar"
            #expect(try await edita.post(ruta, ["revision": "1", "motivo": ""]).estado == 422)
            let citado = try await edita.post(ruta, ["revision": "1", "motivo": "Repetido"])
            #expect(citado.estado == 409 && citado.texto.contains("la cita oficio o comunicación «IEC/SE/653/2021"))
            let oficio = "/seguimiento/oficios/IEC-SE-653-2021"
            #expect(try await edita.post(oficio + "/retirar", ["revision": "1", "motivo": "Repetido"]).estado == 303)
            #expect(try await edita.post(ruta, ["revision": "1", "motivo": "Repetido"]).estado == 303)
            let retirada = try await edita.get(oficio).texto
            #expect(retirada.contains("Esta ficha se retiró") && retirada.contains("Informa del campus"))
            #expect(!retirada.contains("/editar"))
            #expect(try await edita.get(oficio + "/editar").estado == 404)
            #expect(try await edita.get("/seguimiento/oficios").texto.contains("No hay ninguna ficha"))
        }
    }

    @Test func `el tablero y el calendario dicen lo que está tarde, lo que vence y lo hecho`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            // The clock of these tests is at election day of 2027.
            try FichasDePrueba.guardar(
                p,
                [
                    try FichasDePrueba.ficha(
                        "proceso", "proceso",
                        [
                            "nombre": "Proceso", "jornada": "2027-06-20", "instituto": "Instituto", "siglas": "IE",
                            "entidad": "Coahuila",
                        ]),
                    try FichasDePrueba.ficha(
                        "riesgo", "uno",
                        [
                            "activo": "Servidor", "amenaza": "Incendio", "fase": "todas", "probabilidad": "4",
                            "impacto": "5", "estrategia": "reducir", "control": "Extintor", "responsable": "Área",
                        ]),
                    try FichasDePrueba.ficha(
                        "plaza", "uno", ["puesto": "Captura", "requeridas": "10", "cubiertas": "4"]),
                    try FichasDePrueba.ficha(
                        "actividad", "uno",
                        ["numero": "1", "actividad": "Plan", "termino": "2027-01-01", "estado": "en_curso"]),
                ])
            let tablero = try await edita.get("/seguimiento").texto
            for parte in [
                "<b>14</b> días para la elección", "20 de junio de 2027", "Tarde", "1 sin control", "1 atrasada",
                "<b>4 <small>de 10</small></b>", "/seguimiento/preparacion/centros", "pastilla mal",
            ] { #expect(tablero.contains(parte), "\(parte)") }
            let calendario = try await edita.get("/seguimiento/calendario").texto
            #expect(calendario.contains("<svg class=\"gantt\"") && calendario.contains("Planes de Seguridad"))
            #expect(try await edita.get("/seguimiento/calendario?situacion=tarde").texto.contains("Tarde: "))
            let ics = try await edita.get("/seguimiento/calendario.ics")
            #expect(
                ics.texto.hasPrefix("BEGIN:VCALENDAR") && ics.cabeceras[.contentType]?.contains("text/calendar") == true
            )
            for tema in ["plan", "centros", "riesgos", "personal"] {
                #expect(try await edita.get("/seguimiento/preparacion/\(tema)").estado == 200)
            }
            #expect(try await edita.get("/seguimiento/preparacion/otro").estado == 404)
            // What changes is seen at once.
            _ = try await edita.post(
                "/seguimiento/plazas", ["puesto": "Acopio", "requeridas": "5", "cubiertas": "5", "id": "dos"])
            #expect(try await edita.get("/seguimiento").texto.contains("<b>9 <small>de 15</small></b>"))
        }
    }

    @Test
    func `una agenda lee el calendario desde una dirección propia, hasta que se da de baja o se cierra la cuenta`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try FichasDePrueba.guardar(
                p,
                [
                    try FichasDePrueba.ficha(
                        "proceso", "proceso",
                        ["nombre": "P", "jornada": "2027-06-06", "instituto": "I", "siglas": "I", "entidad": "E"])
                ])
            let lee = try await n.entrar("seguimiento")
            func nueva() async throws -> String {
                let pagina = try await lee.post("/seguimiento/calendario/agendas", [:]).texto
                return "/agenda/" + String(try #require(pagina.firstMatch(of: /\/agenda\/([0-9a-f]{64})"/)).output.1)
            }
            let una = try await nueva(), otra = try await nueva()
            let sinSesion = n
            #expect(try await sinSesion.get(una).texto.hasPrefix("BEGIN:VCALENDAR"))
            let calendario = try await lee.get("/seguimiento/calendario").texto
            #expect(!calendario.contains(una) && calendario.contains("Dar de baja"), "el secreto no se vuelve a ver")
            #expect(try await sinSesion.get("/agenda/\(String(repeating: "0", count: 64))").estado == 404)
            // Only its owner ends it.
            let ajena = try await n.entrar("coordinacion")
            _ = try await ajena.post("/seguimiento/calendario/agendas/1/baja", [:])
            #expect(try await sinSesion.get(una).estado == 200)
            _ = try await lee.post("/seguimiento/calendario/agendas/1/baja", [:])
            let (muerta, viva) = (try await sinSesion.get(una).estado, try await sinSesion.get(otra).estado)
            #expect(muerta == 404 && viva == 200)
        }
    }

    @Test func `un centro conserva su clave al guardarse`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            try FichasDePrueba.guardar(
                p,
                [try FichasDePrueba.ficha("centro", "catd-01", ["nombre": "CATD 1", "clave": "C01", "tipo": "catd"])])
            let forma = try await edita.get("/seguimiento/centros/catd-01/editar").texto
            #expect(forma.matches(of: /name="clave"/).count == 1 && forma.contains("value=\"C01\""))
        }
    }

    @Test func `una referencia se encuentra por su clave, su número o sus palabras`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            try FichasDePrueba.guardar(
                p,
                try (1...70).map {
                    try FichasDePrueba.ficha(
                        "organo", "organo-\($0)", ["nombre": "Comité municipal número \($0)", "tipo": "area"])
                })
            let forma = try await edita.get("/seguimiento/nueva/oficios").texto
            #expect(forma.contains("data-clases=\"organo\"") && !forma.contains("organo-33"))
            let elegibles = try await edita.get("/seguimiento/opciones?clases=organo&texto=municipal%2033").texto
            #expect(elegibles.contains("organo-33"))
            #expect(
                try await edita.post(
                    "/seguimiento/oficios", FichasDePrueba.oficio.merging(["emisor": "municipal número 33"]) { $1 }
                ).estado == 303)
            let dudosa = try await edita.post(
                "/seguimiento/oficios", FichasDePrueba.oficio.merging(["emisor": "municipal", "numero": "X/1"]) { $1 })
            #expect(dudosa.estado == 422 && dudosa.texto.contains("¿es alguna de éstas?"))
        }
    }

    @Test func `las listas filtran por palabras, mes, estado y conflictos, de cincuenta en cincuenta`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let mira = try await n.entrar("coordinacion")
            try FichasDePrueba.guardar(
                p,
                try (1...120).map { i in
                    try FichasDePrueba.ficha(
                        "oficio", "oficio-\(i)",
                        [
                            "numero": "O/\(i)", "tipo": "oficio", "sentido": i % 2 == 0 ? "enviado" : "recibido",
                            "fecha": i <= 60 ? "2021-02-01" : "2021-03-01", "motivo": "informa",
                        ])
                })
            func dice(_ consulta: String, _ texto: String) async throws {
                let pagina = try await mira.get("/seguimiento/oficios\(consulta)").texto
                #expect(pagina.contains(texto), "\(consulta): \(texto)")
            }
            try await dice("", "120 fichas")
            try await dice("?hoja=3", "Anteriores")
            try await dice("?mes=2021-02", "60 de 120 fichas")
            try await dice("?estado=enviado", "60 de 120 fichas")
            try await dice("?texto=O%2F77", "1 de 120 fichas")
            try await dice("?conflicto=1", "Ninguna ficha coincide")
            try await dice("?hoja=999999999&mes=x&estado='--", "Ninguna ficha coincide")
            #expect(!(try await mira.get("/seguimiento/oficios").texto.contains("Registrar</a></p>")))
        }
    }
}
