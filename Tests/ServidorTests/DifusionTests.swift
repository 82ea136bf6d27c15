import Almacen
import Electoral
import Foundation
import Seguimiento
import Testing

/// The console of difusión: the board, one difusor, and what is done about it.
@Suite struct ConsolaDeDifusionTests {
    private typealias Tipo = HechoDeDifusion.Tipo

    private static let registrado: [String: String] = [
        "nombre": "Radio <Uno>", "enlace": "https://radio.ejemplo.mx/prep/", "fecha": "2027-04-20",
        "estado": "formalizado", "servidor": "radio.ejemplo.mx", "cuenta": "prep", "carpeta": "/prep",
        "publicado_desde": "2027-06-01",
    ]

    private static func anotar(
        _ p: PuertaDePrueba, _ tipos: [(Tipo, Int?)], de difusor: String = "radio-uno", texto: String = ""
    ) throws {
        for (tipo, corte) in tipos {
            p.reloj.adelantar(60)
            try p.almacen.anotar(
                difusion: HechoDeDifusion(
                    difusor: difusor, tipo: tipo, instante: p.reloj.ahora, corte: corte,
                    archivos: tipo == .actualizado ? 12 : nil, bytes: tipo == .actualizado ? 2_000_000 : nil,
                    milisegundos: tipo == .actualizado ? 4000 : nil, texto: texto), clave: UUID().uuidString)
        }
    }

    private static let caida: [(Tipo, Int?)] = [
        (.actualizado, 1), (.periodo, 2), (.periodo, 3), (.periodo, 4), (.suspension, 4),
    ]

    private static func acto(_ campos: [String: String] = [:]) -> [String: String] {
        campos.merging(["clave": UUID().uuidString]) { a, _ in a }
    }

    @Test func `el tablero pone primero lo que va mal y dice con palabras cómo está cada quien`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try FichasDePrueba.guardar(
                p,
                [
                    FichasDePrueba.ficha("difusor", "radio-uno", Self.registrado),
                    FichasDePrueba.ficha("difusor", "diario-dos", ["nombre": "Diario Dos", "estado": "invitado"]),
                    FichasDePrueba.ficha("difusor", "no-quiso", ["nombre": "No quiso", "estado": "declinado"]),
                ])
            try p.cortar()
            try Self.anotar(p, [(.actualizado, 1), (.revision, 1)], de: "diario-tres")
            try Self.anotar(p, Self.caida)
            try p.cortar()
            let dentro = try await n.entrar("difusion")
            #expect(try await dentro.get("/").destino == "/difusion")
            let pagina = try await dentro.get("/difusion").texto
            let lugares = ["Radio &lt;Uno&gt;", "diario-tres", "Diario Dos", "No quiso"].compactMap {
                pagina.range(of: $0)?.lowerBound
            }
            #expect(lugares.count == 4 && lugares == lugares.sorted())
            for parte in [
                "Suspendido", "Sin datos de servidor", "Declinó", ">OK<", "Llamar: se suspendió", "le falta 1",
                "2,000 kB · 4.0 s · 500 kB/s", "no está en el registro", "Último corte: <b>2</b>", "Como debe",
            ] { #expect(pagina.contains(parte), "\(parte)") }
            let vivo = try await n.entrar("auditoria").get("/difusion")
            #expect(vivo.estado == 200)
        }
    }

    @Test func `una caída entera: llamada, prueba, reactivación que otra persona autoriza, y todo queda escrito`()
        async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try FichasDePrueba.guardar(p, [FichasDePrueba.ficha("difusor", "radio-uno", Self.registrado)])
            try Self.anotar(p, Self.caida)
            let una = try await n.entrar("difusion"), otra = try await n.entrar("difusion2")
            let ruta = "/difusion/radio-uno"
            let llamada = Self.acto(["con": "Persona 1", "resultado": "contesto", "texto": "Se fue la <luz>"])
            #expect(try await una.post("\(ruta)/llamada", llamada).destino == ruta)
            #expect(try await una.post("\(ruta)/llamada", llamada).destino == ruta)
            #expect(try p.numero("SELECT COUNT(*) FROM difusion WHERE tipo = 'llamada'") == 1)
            // Not before a test succeeds.
            let antes = try await una.post("\(ruta)/reactivacion", Self.acto(["motivo": "Volvió la luz"]))
            #expect(antes.estado == 409 && antes.texto.contains("después de una prueba lograda"))
            let prueba = Self.acto()
            #expect(try await una.post("\(ruta)/prueba", prueba).estado == 303)
            #expect(try await una.post("\(ruta)/prueba", prueba).estado == 303)
            #expect(try await otra.post("\(ruta)/prueba", Self.acto()).estado == 422)
            try Self.anotar(p, [(.pruebaLograda, nil)])
            #expect(try await una.get(ruta).texto.contains("Pedir la reactivación"))
            #expect(try await una.post("\(ruta)/reactivacion", Self.acto(["motivo": "Volvió la luz"])).estado == 303)
            let orden = try #require(try p.almacen.ordenes().first).id
            #expect(try await una.get(ruta).texto.contains("La pidió usted: la autoriza otra persona"))
            let propia = try await una.post("\(ruta)/autorizacion", ["orden": "\(orden)"])
            #expect(propia.estado == 409)
            #expect(try await otra.get(ruta).texto.contains("Autorizar reactivación de difusor"))
            #expect(
                try await otra.post("\(ruta)/autorizacion", ["orden": "\(orden)", "regresar": ruta]).destino == ruta)
            #expect(try p.almacen.saludDeDifusores()["radio-uno"]?.estado == .bien)
            let pagina = try await otra.get(ruta).texto
            for parte in [
                "Persona difusion le llamó", "Contestó (Persona 1): Se fue la &lt;luz&gt;",
                "Persona difusion2 autorizó su reactivación", "Órdenes autorizadas", "Incidencia 1",
                "Terminó el periodo del corte 3 sin que lo recibiera", "2,000 kB en 4.0 s (500 kB/s)",
            ] { #expect(pagina.contains(parte), "\(parte)") }
            let llamadas = try await otra.get("\(ruta)?hechos=llamadas").texto
            #expect(llamadas.contains("le llamó") && !llamadas.contains("Terminó el periodo"))
            // Difusión reads the incidents of difusores and no others.
            #expect(try await una.get("/incidencias/folio/1").estado == 200)
        }
    }

    @Test func `suspender a mano pide un motivo, y nadie más que difusión y coordinación actúa`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.anotar(p, [(.actualizado, 1)])
            let coordina = try await n.entrar("coordinacion")
            let ruta = "/difusion/radio-uno"
            #expect(try await coordina.post("\(ruta)/suspension", Self.acto(["motivo": " "])).estado == 422)
            #expect(try await coordina.post("\(ruta)/suspension", Self.acto(["motivo": "Lo pidió"])).estado == 303)
            let dos = try await coordina.post("\(ruta)/suspension", Self.acto(["motivo": "Otra vez"]))
            #expect(dos.estado == 422 && dos.texto.contains("Ya está suspendido"))
            #expect(try await coordina.get(ruta).texto.contains("Persona coordinacion suspendió la transmisión"))
            for mala in [["con": ""], ["resultado": "x"], ["texto": ""], ["con": "a\nb"], ["clave": ""]] {
                let campos = ["con": "Persona 1", "resultado": "contesto", "texto": "Hola"].merging(mala) { $1 }
                #expect(try await coordina.post("\(ruta)/llamada", Self.acto(campos)).estado == 422, "\(mala)")
            }
            for rol in ["administracion", "auditoria"] {
                let mira = try await n.entrar(rol)
                let pagina = try await mira.get(ruta)
                #expect(pagina.estado == 200 && !pagina.texto.contains("action=\"\(ruta)/"), "\(rol)")
                #expect(try await mira.post("\(ruta)/suspension", Self.acto(["motivo": "x"])).estado == 403)
            }
            #expect(try await coordina.get("/difusion/otro").estado == 404)
            #expect(try p.numero("SELECT COUNT(*) FROM difusion") == 2)
        }
    }

    @Test func `difusión no autoriza otras órdenes, ni administración una reactivación`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.anotar(p, Self.caida + [(.pruebaLograda, nil)])
            let (difunde, administra) = (try await n.entrar("difusion"), try await n.entrar("administracion"))
            let apertura = try p.almacen.pedir(
                .apertura, clave: "apertura", persona: try p.persona("coordinacion"), detalle: "Ante la comisión",
                instante: p.reloj.ahora)
            let ruta = "/difusion/radio-uno"
            #expect(try await difunde.post("\(ruta)/autorizacion", ["orden": "\(apertura)"]).estado == 409)
            #expect(throws: AlmacenError.con(.sinFacultad)) {
                try p.almacen.autorizar(
                    orden: apertura, persona: try p.persona("difusion"), instante: p.reloj.ahora,
                    noAntesDe: p.reloj.ahora)
            }
            #expect(try await difunde.post("\(ruta)/reactivacion", Self.acto(["motivo": "Ya"])).estado == 303)
            let orden = try #require(try p.almacen.ordenes().first { $0.tipo == .reactivacion }).id
            #expect(try await administra.post("/administracion/orden/\(orden)", [:]).estado == 409)
            #expect(throws: AlmacenError.con(.sinFacultad)) {
                try p.almacen.autorizar(
                    orden: orden, persona: try p.persona("administracion"), instante: p.reloj.ahora,
                    noAntesDe: p.reloj.ahora)
            }
            #expect(throws: AlmacenError.con(.sinFacultad)) {
                try p.almacen.pedir(
                    .reactivacion, clave: "otra", persona: try p.persona("administracion"),
                    detalle: ReactivacionDeDifusor(difusor: "radio-uno", nombre: "Uno", motivo: "x").detalle(),
                    instante: p.reloj.ahora)
            }
            #expect(try p.almacen.saludDeDifusores()["radio-uno"]?.estado == .suspendido)
        }
    }

    @Test func `difusión lleva las fichas de difusores y de seguimiento no cambia nada más`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let difunde = try await n.entrar("difusion")
            let nueva = try await difunde.post(
                "/seguimiento/difusores", Self.registrado.merging(["id": "radio-uno"]) { $1 })
            #expect(nueva.destino == "/seguimiento/difusores/radio-uno?guardada=1")
            let ficha = try await difunde.get("/seguimiento/difusores/radio-uno").texto
            #expect(ficha.contains("/difusion") && !ficha.contains("/seguimiento/registros"))
            #expect(ficha.contains("Agregar un archivo") && !ficha.contains("Buscar en todo"))
            #expect(try await difunde.get("/seguimiento/difusores/radio-uno/editar").estado == 200)
            let edita = try await n.entrar("seguimiento")
            #expect(try await edita.post("/seguimiento/oficios", FichasDePrueba.oficio).estado == 303)
            // What they refer to is read, and not written.
            let oficio = "/seguimiento/oficios/IEC-SE-653-2021"
            let leido = try await difunde.get(oficio)
            #expect(leido.estado == 200 && !leido.texto.contains("/editar"))
            #expect(!leido.texto.contains("oficio-de-remision"))
            #expect(try await edita.get(oficio).texto.contains("oficio-de-remision"))
            #expect(try await difunde.get("/seguimiento/opciones?clases=oficio&texto=653").texto.contains("653"))
            #expect(try await difunde.get("/seguimiento/opciones?clases=riesgo,persona&texto=a").texto == "[]")
            for ruta in [
                "\(oficio)/editar", "/seguimiento/nueva/oficios", "/seguimiento/riesgos", "/seguimiento/nueva/riesgos",
                "/seguimiento", "/seguimiento/registros", "/seguimiento/buscar?texto=653", "/seguimiento/movimientos",
                "/seguimiento/documentos", "/seguimiento/documentos/plan-de-seguridad/vista",
                "/seguimiento/documentos/oficio-de-remision/vista?ficha=oficio/IEC-SE-653-2021",
                "/seguimiento/documentos/morelos-2023/vista?mes=2021-03",
            ] { #expect(try await difunde.get(ruta).estado == 403, "\(ruta)") }
            for (ruta, campos) in [
                ("/seguimiento/oficios", FichasDePrueba.oficio), ("\(oficio)/editar", FichasDePrueba.oficio),
                ("\(oficio)/retirar", ["motivo": "x", "revision": "1"]), ("\(oficio)/adjuntos", [:]),
            ] { #expect(try await difunde.post(ruta, campos).estado == 403, "\(ruta)") }
            let coordina = try await n.entrar("coordinacion")
            #expect(try await coordina.get("/seguimiento/difusores/radio-uno").estado == 200)
            #expect(try await coordina.get("/seguimiento/difusores/radio-uno/editar").estado == 403)
        }
    }

    @Test func `los requisitos dicen qué falta, y la lista pública cuándo aparece y qué liga se apaga`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try FichasDePrueba.guardar(
                p,
                [
                    FichasDePrueba.ficha("difusor", "radio-uno", Self.registrado),
                    FichasDePrueba.ficha(
                        "difusor", "diario-dos",
                        Self.registrado.merging(["nombre": "Diario Dos", "publicado_desde": "2027-06-10"]) { $1 }),
                    FichasDePrueba.ficha("difusor", "diario-tres", ["nombre": "Diario Tres"]),
                ])
            try Self.anotar(p, Self.caida)
            let dentro = try await n.entrar("difusion")
            let uno = try await dentro.get("/difusion/radio-uno").texto
            for parte in [
                "Requisitos: 3 de 15", "Sin copia anotada", "Falta: llave del servidor", "Sin compromiso por escrito",
                "Sin personal técnico registrado", "Desde el 01/06/2027", "No ha pedido ninguno",
                "Soporte: instalación y pruebas", "20/04/2027, sin su oficio registrado",
            ] { #expect(uno.contains(parte), "\(parte)") }
            let lista = try await dentro.get("/difusion/sitio/lista").texto
            for parte in [
                "Deshabilitada", "suspendido desde el 06/06/2027", "Desde el 10/06/2027",
                "falta el día desde el que aparece; falta su dirección pública",
            ] { #expect(lista.contains(parte), "\(parte)") }
        }
    }
}
