import Almacen
import Electoral
import Foundation
import Testing

/// The schedule of cortes and the freezing of the catalogue, each by two people.
@Suite struct HorarioTests {
    private static let vigente = PuertaDePrueba.proceso.horario

    /// What the form sends: the schedule in force with what changes.
    private static func campos(
        inicio: Instante = vigente.inicio, cierre: Instante = vigente.cierre, minutos: Int = vigente.minutos,
        acuerdo: String = "IEC/CG/12/2027", clave: String = UUID().uuidString
    ) -> [String: String] {
        func local(_ i: Instante) -> String { String(i.iso(.centro).prefix(16)) }
        return [
            "inicio": local(inicio), "cierre": local(cierre), "minutos": String(minutos), "acuerdo": acuerdo,
            "motivo": "Falla del proveedor", "clave": clave,
        ]
    }

    private static func pedir(_ quien: Navegador, _ campos: [String: String]) async throws -> Int {
        try await quien.post("/administracion/horario", campos).estado
    }

    private static func autorizar(_ p: PuertaDePrueba, _ quien: Navegador) async throws -> Navegador.Vuelta {
        try await quien.post("/administracion/orden/\(p.numero("SELECT MAX(id) FROM orden"))", [:])
    }

    @Test func `otro horario lo pide una persona con su acuerdo, lo autoriza otra y vale sin reiniciar`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            let nuevo = Self.campos(inicio: Self.vigente.inicio + 3600, cierre: Self.vigente.cierre - 3600, minutos: 20)
            #expect(try await Self.pedir(uno, Self.campos(minutos: 20, acuerdo: "")) == 422)
            #expect(try await Self.pedir(uno, nuevo) == 303)
            #expect(try await Self.pedir(uno, nuevo) == 303, "el mismo envío se pide una vez")
            #expect(try p.numero("SELECT COUNT(*) FROM orden") == 1)
            let pagina = try await dos.get("/administracion/horario").texto
            #expect(pagina.contains("Horario vigente y propuesto") && pagina.contains("<b>20 minutos</b>"))
            #expect(try await Self.autorizar(p, uno).estado == 409, "quien pide no autoriza")
            #expect(try p.almacen.horario() == Self.vigente)
            #expect(try await Self.autorizar(p, dos).estado == 303)
            let ahora = try p.almacen.horario()
            #expect(ahora.inicio == Self.vigente.inicio + 3600 && ahora.minutos == 20)
            #expect(try p.almacen.proceso().proceso.horario == ahora)
            #expect(try p.almacen.procesoInstalado().proceso == PuertaDePrueba.proceso)
            #expect(try await uno.get("/administracion").texto.contains("20 minutos"))
            #expect(
                try await uno.get("/administracion/horario").texto.contains("Entre cortes: de 10 minutos a 20 minutos"))
            // A corte that was due by the old one is not written down.
            let corte = Corte(numero: 1, instante: Self.vigente.inicio, hasta: 0, ultimo: false, siguiente: nil)
            #expect(try p.almacen.asentar(corte, segun: Self.vigente) == false)
            #expect(try p.almacen.cortes().isEmpty)
        }
    }

    @Test func `un horario contra las reglas se rechaza con su frase`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("coordinacion")
            let casos: [([String: String], String)] = [
                (Self.campos(cierre: Self.vigente.cierre + 60), "más de 24 horas"),
                (Self.campos(minutos: 21), "menos de tres cortes por hora"),
                (Self.campos(minutos: 0), "escriba de 1 a 20"),
                (Self.campos(inicio: PuertaDePrueba.inicio - 3600), "anterior al inicio del acopio"),
                (Self.campos(cierre: Self.vigente.inicio), "no es posterior al inicio"),
                (Self.campos(), "el horario vigente"),
            ]
            for (campos, frase) in casos {
                let vuelta = try await uno.post("/administracion/horario", campos)
                #expect(vuelta.estado == 409 && vuelta.texto.contains(frase), "\(frase): \(vuelta.estado)")
            }
            var roto = Self.campos(minutos: 15)
            roto["cierre"] = "mañana"
            #expect(try await Self.pedir(uno, roto) == 422)
            #expect(try p.numero("SELECT COUNT(*) FROM orden") == 0)
        }
    }

    @Test func `las bases y el cierre anticipado se cambian como lo demás, con su acuerdo a la vista`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            for (bases, frase) in [("40", "menos de tres bases de datos por hora"), ("15", "no es múltiplo")] {
                var malos = Self.campos()
                malos["bases"] = bases
                let vuelta = try await uno.post("/administracion/horario", malos)
                #expect(vuelta.estado == 409 && vuelta.texto.contains(frase), "\(bases)")
            }
            var campos = Self.campos()
            campos["bases"] = "20"
            campos["al100"] = "si"
            #expect(try await Self.pedir(uno, campos) == 303)
            #expect(try await Self.autorizar(p, dos).estado == 303)
            let horario = try p.almacen.horario()
            #expect(horario.minutosEntreBases == 20 && horario.cierraAl100 && horario.minutos == 10)
            let pagina = try await uno.get("/administracion/horario").texto
            #expect(pagina.contains("Entre bases de datos</th><td>20 minutos</td><td>IEC/CG/12/2027</td>"))
            #expect(pagina.contains("Cierre anticipado al 100 %: de No a Sí"))
            #expect(pagina.contains("Entre cortes</th><td>10 minutos</td><td>Sin anotar</td>"))
            #expect(pagina.contains("Todavía no hay cortes"))
        }
    }

    @Test func `ya publicado un corte el inicio no se mueve; el cierre y los minutos, sí`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            // Asked for before the corte, authorised after it.
            #expect(try await Self.pedir(uno, Self.campos(inicio: Self.vigente.inicio + 3600)) == 303)
            p.reloj.adelantar(600)
            try p.almacen.asentar(
                Corte(numero: 1, instante: Self.vigente.inicio, hasta: 0, ultimo: false, siguiente: nil))
            let tarde = try await Self.autorizar(p, dos)
            #expect(tarde.estado == 409 && tarde.texto.contains("ya empezó"))
            #expect(try await Self.pedir(uno, Self.campos(cierre: Self.vigente.inicio - 1800)) == 409)
            #expect(try await Self.pedir(uno, Self.campos(cierre: Self.vigente.cierre - 7200, minutos: 5)) == 303)
            #expect(try await Self.autorizar(p, dos).estado == 303)
            #expect(try p.almacen.horario().minutos == 5)
            #expect(try p.almacen.horarios().count == 2)
        }
    }

    @Test func `dos cambios pedidos sobre el mismo horario: vale el primero que se autoriza`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            #expect(try await Self.pedir(uno, Self.campos(minutos: 15)) == 303)
            #expect(try await Self.pedir(uno, Self.campos(minutos: 20)) == 303)
            #expect(try await Self.autorizar(p, dos).estado == 303)
            let primera = try await dos.post("/administracion/orden/1", [:])
            #expect(primera.estado == 409 && primera.texto.contains("cambió desde que se pidió"))
            #expect(try p.almacen.horario().minutos == 20)
        }
    }

    @Test func `publicado el último corte, o por cerrar, el horario ya no cambia`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let uno = try await n.entrar("coordinacion")
            try p.almacen.asentar(
                Corte(numero: 1, instante: Self.vigente.inicio, hasta: 0, ultimo: true, siguiente: nil))
            let cerrada = try await uno.post("/administracion/horario", Self.campos(minutos: 15))
            #expect(cerrada.estado == 409 && cerrada.texto.contains("último corte ya se publicó"))
        }
        try await PuertaDePrueba.poner { (p, n) async throws in
            p.reloj.adelantar(26 * 3600 - 30)
            let tarde = try await n.entrar("coordinacion").post(
                "/administracion/horario", Self.campos(minutos: 15))
            #expect(tarde.estado == 409 && tarde.texto.contains("ya cierra"))
        }
    }

    @Test func `el catálogo se congela con dos personas desde Administración`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            let pedido = ["detalle": "Acuerdo 7", "clave": "una clave de envío"]
            #expect(try await uno.get("/administracion").texto.contains("Pedir el congelamiento"))
            #expect(try await uno.post("/administracion/congelamiento", pedido).estado == 303)
            #expect(try await Self.autorizar(p, uno).estado == 409)
            #expect(try p.almacen.catalogoCongelado() == false)
            #expect(try await Self.autorizar(p, dos).estado == 303)
            let hecho = try #require(try p.almacen.congelamiento())
            #expect(hecho.pidio == "Persona coordinacion" && hecho.autorizo == "Persona administracion")
            let pagina = try await uno.get("/administracion").texto
            #expect(pagina.contains("pidió Persona coordinacion") && !pagina.contains("Pedir el congelamiento"))
            #expect(
                try await uno.post("/administracion/congelamiento", ["detalle": "x", "clave": "otra clave"]).estado
                    == 409)
        }
    }

    @Test func `se congela el catálogo que se pidió congelar y no otro`() async throws {
        try await PuertaDePrueba.poner { (p, n) async throws in
            let (uno, dos) = (try await n.entrar("coordinacion"), try await n.entrar("administracion"))
            try p.sql("DELETE FROM asignacion")
            _ = try await uno.post("/administracion/congelamiento", ["detalle": "x", "clave": "una clave"])
            try p.almacen.guardar(
                catalogo: PuertaDePrueba.catalogo, huella: cifras(2, ancho: 64), propone: Persona(id: 1),
                autoriza: Persona(id: 2), instante: p.reloj.ahora)
            let otra = try await Self.autorizar(p, dos)
            #expect(otra.estado == 409 && otra.texto.contains("cambió desde que se pidió"))
            #expect(try p.almacen.catalogoCongelado() == false)
        }
    }
}
