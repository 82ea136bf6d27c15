import Almacen
import Electoral
import Foundation
import HTTPTypes
import Seguimiento
import Servidor
import Testing

/// Documents in the console: as they will be issued, on the day that somebody chooses, and without anybody else waiting.
@Suite struct DocumentosDeSeguimientoTests {
    private static func proceso(_ p: PuertaDePrueba) throws {
        try FichasDePrueba.guardar(
            p,
            [
                try FichasDePrueba.ficha(
                    "proceso", "proceso",
                    [
                        "nombre": "Proceso 2027", "jornada": "2027-06-06", "instituto": "Instituto de Ejemplo",
                        "siglas": "IEE", "entidad": "Ejemplo", "formato": "durango-2021",
                    ])
            ])
    }

    @Test func `los documentos se ven antes de emitirse, con lo que hay que revisar, y salen en archivo`() async throws
    {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let edita = try await n.entrar("seguimiento")
            #expect(try await edita.get("/seguimiento/documentos").texto.contains("Falta la ficha del proceso"))
            try FichasDePrueba.guardar(
                p,
                [
                    try FichasDePrueba.ficha(
                        "proceso", "proceso",
                        [
                            "nombre": "Proceso 2027", "jornada": "2027-06-06",
                            "instituto": "Instituto <b>de</b> Ejemplo",
                            "siglas": "IEE", "entidad": "Ejemplo", "formato": "durango-2021",
                        ]),
                    try FichasDePrueba.ficha("organo", "cotaprep", ["nombre": "Comité", "tipo": "cotaprep"]),
                    try FichasDePrueba.ficha(
                        "sesion", "s1",
                        [
                            "organo": "cotaprep", "tipo": "ordinaria", "numero": "1", "fecha": "2027-02-22",
                            "estado": "convocada",
                        ]),
                ])
            let lista = try await edita.get("/seguimiento/documentos").texto
            for parte in ["Durango 2021 (el del proceso)", "mayo de 2027", "Plan de Seguridad"] {
                #expect(lista.contains(parte), "\(parte)")
            }
            let vista = try await edita.get("/seguimiento/documentos/durango-2021/vista?mes=2027-02").texto
            #expect(vista.contains("Antes de emitirlo") && vista.contains("Instituto &lt;b&gt;de&lt;/b&gt; Ejemplo"))
            #expect(
                try await edita.get("/seguimiento/sesiones/s1").texto.contains("convocatoria/vista?ficha=sesion/s1"))
            #expect(
                try await edita.get("/seguimiento/documentos/convocatoria/vista?ficha=sesion/s1").texto
                    .contains("<article class=\"hoja\">"))
            let archivo = try await edita.get("/seguimiento/documentos/plan-de-seguridad/archivo/pdf")
            #expect(archivo.estado == 200 && archivo.cabeceras[.contentType] == "application/pdf")
            for malo in [
                "convocatoria/vista", "convocatoria/vista?ficha=oficio%2Fs1", "durango-2021/vista", "nada/vista",
                "plan-de-seguridad/archivo/exe", "convocatoria/vista?ficha=sesion%2Fs9",
            ] { #expect(try await edita.get("/seguimiento/documentos/\(malo)").estado == 404, "\(malo)") }
        }
    }

    @Test func `un documento lleva la fecha que se elige, y una que no lo es se dice`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.proceso(p)
            let mira = try await n.entrar("cotaprep")
            let ruta = "/seguimiento/documentos/durango-2021/vista?mes=2027-02"
            let deInicio = try await mira.get(ruta).texto
            // A report is due on the fifth of the month that follows.
            #expect(deInicio.contains("name=\"fecha\" type=\"date\" required value=\"2027-03-05\""))
            let elegida = try await mira.get(ruta + "&fecha=2027-03-09").texto
            for parte in ["value=\"2027-03-09\"", "09-03-2027", "archivo/pdf?mes=2027-02&amp;fecha=2027-03-09"] {
                #expect(elegida.contains(parte), "\(parte)")
            }
            #expect(!elegida.contains("05-03-2027"))
            // The letterhead is there, and nothing that the policy of these pages would not apply.
            let hoja = String(try #require(elegida.firstMatch(of: #/<article class="hoja">([\s\S]*)<\/article>/#)?.1))
            #expect(hoja.contains("Instituto de Ejemplo") && !hoja.contains("style="))
            #expect(!hoja.contains("<table>") || hoja.contains("<div class=\"rollo\" tabindex=\"0\""))
            let lista = try await mira.get("/seguimiento/documentos?fecha=2027-03-09").texto
            #expect(lista.contains("fecha=2027-03-09"))
            for mala in ["ayer", "2027-02-30", "9-3-2027"] {
                for ruta in [
                    ruta + "&", "/seguimiento/documentos?", "/seguimiento/documentos/plan-de-seguridad/vista?",
                ] {
                    let vuelta = try await mira.get(ruta + "fecha=\(mala)")
                    #expect(vuelta.estado == 422 && vuelta.texto.contains("no es un día"), "\(mala)")
                }
            }
        }
    }

    @Test func `cada persona pide un documento a la vez, y la fila tiene un límite`() async throws {
        let turno = TurnoDeDocumentos(aLaVez: 1, enEspera: 1)
        let (uno, dos, tres) = (Persona(id: 1), Persona(id: 2), Persona(id: 3))
        let (puerta, abrir) = AsyncStream.makeStream(of: Void.self)
        let (empezo, avisar) = AsyncStream.makeStream(of: Void.self)
        let primero = Task {
            try await turno.escribir(uno) {
                avisar.finish()
                for await _ in puerta {}
                return 1
            }
        }
        for await _ in empezo {}
        await #expect(throws: TurnoDeDocumentos.Negado.otroSuyo) { try await turno.escribir(uno) { 1 } }
        let segundo = Task { try await turno.escribir(dos) { 2 } }
        while await turno.enEspera == 0 { await Task.yield() }
        await #expect(throws: TurnoDeDocumentos.Negado.lleno) { try await turno.escribir(tres) { 3 } }
        // Whoever goes away leaves the queue to others, and may ask again.
        segundo.cancel()
        await #expect(throws: CancellationError.self) { try await segundo.value }
        #expect(await turno.enEspera == 0)
        let tercero = Task { try await turno.escribir(dos) { 3 } }
        while await turno.enEspera == 0 { await Task.yield() }
        abrir.finish()
        #expect(try await primero.value == 1)
        #expect(try await tercero.value == 3)
        #expect(try await turno.escribir(uno) { 4 } == 4)
        await #expect(throws: TurnoDeDocumentos.Negado.lleno) {
            try await turno.escribir(uno) { throw TurnoDeDocumentos.Negado.lleno }
        }
        #expect(try await turno.escribir(uno) { 5 } == 5)
    }

    @Test func `un documento que alguien ya pidió se dice y no detiene la consola`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.proceso(p)
            let mira = try await n.entrar("cotaprep")
            let ruta = "/seguimiento/documentos/plan-de-seguridad/archivo/pdf"
            async let uno = mira.get(ruta)
            async let dos = mira.get(ruta)
            async let tres = mira.get(ruta)
            let vueltas = try await [uno, dos, tres]
            #expect(vueltas.contains { $0.estado == 200 })
            for vuelta in vueltas where vuelta.estado != 200 {
                #expect(vuelta.estado == 429 && vuelta.texto.contains("espere a que termine"))
                #expect(vuelta.cabeceras[.retryAfter] == "5")
            }
            #expect(try await mira.get(ruta).estado == 200)
        }
    }

    @Test func `lo que la gente lee son nombres`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            try Self.proceso(p)
            try FichasDePrueba.guardar(
                p,
                [
                    try FichasDePrueba.ficha("organo", "cotaprep", ["nombre": "Comité Técnico", "tipo": "cotaprep"]),
                    try FichasDePrueba.ficha(
                        "sesion", "s1",
                        ["organo": "cotaprep", "tipo": "ordinaria", "fecha": "2027-02-22", "estado": "convocada"]),
                    try FichasDePrueba.ficha(
                        "entregable", "informe-2027-02",
                        ["entregable": "informe_mensual", "mes": "2027-02", "estado": "remitido"]),
                ])
            let edita = try await n.entrar("seguimiento")
            for ruta in [
                "/seguimiento/entregables", "/seguimiento/entregables/informe-2027-02", "/seguimiento/movimientos",
            ] {
                let pagina = try await edita.get(ruta).texto
                #expect(
                    pagina.contains("Informe mensual sobre el avance") && !pagina.contains("informe_mensual"), "\(ruta)"
                )
            }
            #expect(try await edita.get("/seguimiento/entregables").texto.contains("<th scope=\"col\">Mes</th>"))
            let negado = try await edita.post(
                "/seguimiento/organos/cotaprep/retirar", ["revision": "1", "motivo": "Ya no"])
            #expect(negado.estado == 409 && negado.texto.contains("sesión o reunión «Sesión"))
            #expect(!negado.texto.contains("sesion/s1") && !negado.texto.contains("rgano/cotaprep"))
            // No name is cut beside the months.
            let dibujo = try await edita.get("/seguimiento/calendario").texto
            #expect(dibujo.contains("<tspan") && !dibujo.contains("…</tspan>"))
        }
    }
}
