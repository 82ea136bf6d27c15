import Electoral
import Seguimiento
import Testing

/// The days of the call to difusores are deadlines, and near them who is missing is named.
@Suite struct PlazosDeDifusoresTests {
    private static let convocatoria = """
        solicitud_limite: 2027-05-12
        infraestructura_limite: 2027-05-14
        lista_desde: 2027-06-01
        memoria_limite: 2027-06-15
        publicacion_hasta: 2027-06-15
        etapas:
          - {etapa: simulacros, desde: 2027-05-16, hasta: 2027-05-30}

        """

    private func obligaciones(_ hoy: String, _ difusores: [String: String]) throws -> [String: Obligacion] {
        var fichas = Fichas.base.merging(["convocatoria-de-difusores": Self.convocatoria]) { $1 }
        for (clave, texto) in difusores { fichas["difusores/\(clave)"] = texto }
        let p = Preparacion(
            try Fichas.libro(fichas).fichas, entregables: try CatalogoDeEntregables.deFabrica(),
            hoy: try #require(Dia(iso: hoy)))
        return Dictionary(
            p.obligaciones.map { ($0.vencimiento.clave, $0) }, uniquingKeysWith: { a, _ in a })
    }

    private static let formalizado = "nombre: Difusor 1\nestado: formalizado\nfecha: 2027-05-02\n"

    @Test func `la memoria que falta se avisa por su nombre siete días antes, y después`() throws {
        let dos = [
            "d1": Self.formalizado, "d2": "nombre: Difusor 2\nestado: formalizado\nmemoria_fecha: 2027-06-10\n",
            "d3": "nombre: Difusor 3\nestado: declinado\n", "d4": "nombre: Difusor 4\nestado: invitado\n",
        ]
        let clave = "difusores_memoria_limite"
        let lejos = try #require(try obligaciones("2027-06-07", dos)[clave])
        #expect(lejos.situacion == .pendiente && lejos.entregable.nombre == "Memoria técnica de los difusores")
        for (hoy, situacion) in [("2027-06-08", Obligacion.Situacion.proxima), ("2027-06-16", .tarde)] {
            let cerca = try #require(try obligaciones(hoy, dos)[clave])
            #expect(cerca.situacion == situacion)
            #expect(cerca.entregable.nombre == "Memoria técnica de los difusores: falta Difusor 1")
            #expect(cerca.ficha?.clase == "convocatoria_de_difusores")
        }
        let todas = try obligaciones(
            "2027-06-16", ["d1": Self.formalizado + "memoria_fecha: 2027-06-12\n"])
        let hecha = try #require(todas[clave])
        #expect(hecha.situacion == .hecha && hecha.cumplida == Dia(iso: "2027-06-12"))
    }

    @Test func `avisos, infraestructura, lista y etapas son plazos`() throws {
        let completo =
            Self.formalizado
                + """
                enlace: https://prep.ejemplo.mx/
                publicado_desde: 2027-06-01
                logotipo: logo.svg
                infraestructura:
                  - {requisito: sftp, cumple: si, fecha: 2027-05-13}
                  - {requisito: alta_disponibilidad, cumple: no}

                """
        let hechas = try obligaciones("2027-06-20", ["d1": completo])
        for campo in ["solicitud_limite", "infraestructura_limite", "lista_desde", "publicacion_hasta", "etapa_1"] {
            #expect(hechas["difusores_\(campo)"]?.situacion == .hecha, "\(campo)")
        }
        let tarde = try obligaciones(
            "2027-06-02", ["d1": Self.formalizado, "d2": "nombre: Difusor 2\nestado: invitado\n"])
        #expect(tarde["difusores_solicitud_limite"]?.entregable.nombre.hasSuffix("falta Difusor 2") == true)
        #expect(tarde["difusores_infraestructura_limite"]?.situacion == .tarde)
        #expect(tarde["difusores_lista_desde"]?.entregable.nombre.hasSuffix("falta Difusor 1") == true)
        // With nobody, nothing is owed.
        let nadie = try obligaciones("2027-06-20", [:])
        #expect(nadie["difusores_memoria_limite"]?.situacion == .noAplica)
        #expect(try obligaciones("2027-05-10", [:])["difusores_etapa_1"]?.situacion == .proxima)
    }

    @Test func `el informe mensual avisa de los que faltan`() throws {
        let informe = try Fichas.informe(
            ["convocatoria-de-difusores": Self.convocatoria, "difusores/d1": Self.formalizado], mes: "2027-06",
            fecha: Dia(iso: "2027-06-12"))
        let avisos = informe.avisos(de: "", desconocidos: [], entregables: []).filter { $0.motivo == .plazoDeDifusores }
        #expect(
            avisos.map(\.mensaje) == [
                "Infraestructura de los difusores operando: falta Difusor 1 (venció el 14 de mayo de 2027)",
                "Lista pública de difusores, con su liga y su logotipo: falta Difusor 1 (venció el 1 de junio de 2027)",
                "Memoria técnica de los difusores: falta Difusor 1 (vence el 15 de junio de 2027)",
                "Último día de publicación de los difusores (vence el 15 de junio de 2027)",
            ])
    }

    @Test func `están en la agenda y no entre las entregas del numeral 33`() throws {
        let fichas = try Fichas.libro(Fichas.base.merging(["convocatoria-de-difusores": Self.convocatoria]) { $1 })
            .fichas
        let catalogo = try CatalogoDeEntregables.deFabrica()
        let calendario = try #require(Calendario(fichas: fichas, entregables: catalogo))
        let texto = ICalendario.texto(
            calendario, origen: "prueba", nombre: "Plazos", version: "2023", hecho: Instante(segundos: 0))
        #expect(texto.contains("SUMMARY:Memoria técnica de los difusores") && texto.contains("20270615"))
        #expect(texto.contains("SUMMARY:Soporte a difusores: comienza ejercicios y simulacros"))
        let sin = Preparacion(
            try Fichas.libro(Fichas.base).fichas, entregables: catalogo, hoy: try #require(Dia(iso: "2027-06-20")))
        let con = Preparacion(fichas, entregables: catalogo, hoy: try #require(Dia(iso: "2027-06-20")))
        #expect(con.entregadas == sin.entregadas && con.obligaciones.count == sin.obligaciones.count + 6)
    }
}
