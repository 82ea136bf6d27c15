import Documentos
import Electoral
import Seguimiento
import Testing

/// A document says what was known on its day, and warns of what came later and of what does not add up.
@Suite struct DocumentosAlDiaTests {
    private let plantillas: Plantillas
    private let entregables: [Entregable]

    init() throws {
        plantillas = try Plantillas()
        entregables = try CatalogoDeEntregables.deFabrica()
    }

    private func escribir(_ clave: String, _ fichas: [String: String], _ ficha: String? = nil, fecha: String) throws
        -> (
            texto: String, avisos: [Aviso]
        )
    {
        let libro = try Fichas.libro(Fichas.base.merging(fichas) { $1 })
        let documento = try #require(DocumentoDeSeguimiento.todos(plantillas).first { $0.clave == clave })
        let suya = ficha.flatMap { id in documento.clase.flatMap { Ficha.Clave(clase: $0, id: id) } }.flatMap {
            libro[$0]
        }
        let dia = try #require(Dia(iso: fecha))
        return (
            try documento.html(libro, ficha: suya, fecha: dia, plantillas).texto,
            documento.avisos(libro, ficha: suya, fecha: dia, entregables: entregables)
        )
    }

    private let hechos = [
        "ejercicios/s1":
            "tipo: simulacro\nnumero: 1\nfecha: 2027-05-16\nestado: realizado\ncapturadas: 77\nhallazgos: [Falló el reloj]\n",
        "incidencias/i1":
            "folio: I-1\ntipo: incidencia\ndetectada: 2027-05-16 10:00\ndescripcion: Sin luz\nestado: resuelta\nsolucionada: 2027-05-20 10:00\nejercicio: s1\n",
        "centros/c1":
            "nombre: CATD Uno\ntipo: catd\nestado: listo\nfecha: 2027-05-10\nrevision: [{concepto: ups, cumple: si, fecha: 2027-05-09}]\n",
        "riesgos/r1":
            "activo: Enlace\namenaza: Corte\nfase: acopio\nprobabilidad: 5\nimpacto: 5\nestrategia: reducir\ncontrol: Dos enlaces\nresponsable: Redes\nrevisado: 2027-05-09\n",
        "entregables/planes":
            "entregable: planes\nestado: aprobado\nciclo: [{estado: remitido, fecha: 2027-03-05}, {estado: aprobado, fecha: 2027-05-02}]\n",
    ]

    @Test func `lo posterior a su fecha no está en el plan, y se avisa`() throws {
        let antes = try escribir("plan-de-seguridad", hechos, fecha: "2027-04-01")
        #expect(antes.texto.contains("5 de marzo de 2027: remitido al INE"))
        #expect(!antes.texto.contains("2 de mayo de 2027") && !antes.texto.contains("09-05-2027"))
        #expect(antes.texto.contains("[Falta la lista de revisión]"))
        let clases = Set(antes.avisos.filter { $0.motivo == .posterior }.compactMap(\.ficha?.clase))
        #expect(clases == ["ejercicio", "incidencia", "centro", "riesgo", "entregable"])
        let despues = try escribir("plan-de-seguridad", hechos, fecha: "2027-06-01")
        #expect(despues.texto.contains("2 de mayo de 2027: aprobado") && despues.texto.contains("09-05-2027"))
        #expect(despues.avisos.filter { $0.motivo == .posterior }.isEmpty)
    }

    @Test func `un simulacro que no ha ocurrido está programado, y una incidencia sin resolver está en atención`()
        throws
    {
        let antes = try escribir("simulacros", hechos, fecha: "2027-05-01").texto
        #expect(antes.contains("«Programado»") && !antes.contains("Falló el reloj") && !antes.contains("Sin luz"))
        let mientras = try escribir("simulacros", hechos, fecha: "2027-05-17").texto
        #expect(mientras.contains("Falló el reloj") && mientras.contains("Sin luz") && mientras.contains("En atención"))
        #expect(try escribir("simulacros", hechos, fecha: "2027-05-21").texto.contains("Resuelta"))
    }

    @Test func `un documento anterior a lo que cuenta se avisa`() throws {
        let sesion = ["sesiones/s": "organo: cotaprep\ntipo: ordinaria\nfecha: 2027-03-09\nestado: celebrada\n"]
        #expect(try escribir("minuta", sesion, "s", fecha: "2027-03-01").avisos.map(\.motivo) == [.posterior])
        #expect(try escribir("convocatoria", sesion, "s", fecha: "2027-03-01").avisos.isEmpty)
    }

    @Test func `el acta de cierre dice cada cosa de donde la sabe y avisa de lo que no coincide`() throws {
        let operacion =
            "tipo: operacion\nfecha: 2027-06-06\ninicio: '19:00'\ntermino: '18:00'\nestado: realizado\nacopiadas: 5\ndigitalizadas: 6\n"
        let proceso =
            (Fichas.base["proceso"] ?? "")
            + "\ninicio_de_publicacion: '2027-06-06 18:00'\nfin_de_publicacion: '2027-06-07 20:00'\nactualizaciones_de_datos: 3\n"
        let acta = try escribir(
            "acta-de-cierre", ["proceso": proceso, "ejercicios/o": operacion + "cortes: 144\n"], "o",
            fecha: "2027-06-08")
        #expect(
            acta.texto.contains("siendo las dieciocho horas (18:00 horas) del día siete (07) de junio")
                || acta.texto.contains("Siendo las dieciocho horas (18:00 horas) del día siete (07) de junio"))
        #expect(
            acta.texto.contains(
                "y que su última actualización fuera a las veinte horas (20:00 horas) del día siete (07) de junio"))
        let dichos = acta.avisos.filter { $0.motivo == .contradiccion }.map(\.mensaje).joined(separator: "\n")
        for parte in [
            "más actas digitalizadas (6) que acopiadas (5)",
            "comenzó a las 19:00 del 6 de junio de 2027 y se acordó que la publicación iniciara a las 18:00 del 6 de junio de 2027",
            "terminó a las 18:00 del 7 de junio de 2027 y se acordó la última actualización a las 20:00 del 7 de junio de 2027",
            "dice 144 cortes y son 72",
        ] { #expect(dichos.contains(parte), "\(dichos)") }
        let bien = try escribir(
            "acta-de-cierre",
            [
                "proceso": proceso.replacing("06-07 20:00", with: "06-07 18:00"),
                "ejercicios/o":
                    "tipo: operacion\nfecha: 2027-06-06\ninicio: '18:00'\ntermino: '18:00'\nestado: realizado\ncortes: 73\n",
            ], "o", fecha: "2027-06-08")
        #expect(bien.avisos.isEmpty)
    }

    @Test func `los antecedentes de un acuerdo van por fecha`() throws {
        let texto = try escribir(
            "acuerdo-inicio",
            [
                "acuerdos/a": "numero: A/1\norgano: consejo\nfecha: 2027-03-20\nefecto: la creación\n",
                "sesiones/s":
                    "organo: cotaprep\ntipo: ordinaria\nfecha: 2027-03-10\nestado: celebrada\naprobo: [el proyecto]\n",
                "entregables/e":
                    "entregable: inicio_publicacion\nestado: remitido\nciclo: [{estado: remitido, fecha: 2027-03-15}]\n",
            ], fecha: "2027-04-01"
        ).texto
        let dias = texto.matches(of: /<li>El (\d+) de marzo/).map { String($0.output.1) }
        #expect(dias == ["10", "15", "20"])
    }

    @Test(arguments: [
        ("informa", "me permito comunicar lo siguiente: se informó la fecha."),
        ("atiende", "me permito informar que se atendieron las observaciones recibidas; se informó la fecha."),
        ("remite", "me permito remitir la documentación siguiente:"),
    ])
    func `un oficio dice lo que hace`(motivo: String, esperado: String) throws {
        let oficio = Fichas.oficio("enviado", "2027-03-02", motivo, mas: "asunto: se informó la fecha")("A")
        let texto = try escribir("oficio-de-remision", ["oficios/A": oficio], "A", fecha: "2027-03-02").texto
        #expect(texto.contains(esperado), "\(texto)")
        #expect(texto.contains("Falta: los documentos que se remiten") == (motivo == "remite"))
    }

    @Test func `el membrete de un oficio es el de quien lo emite`() throws {
        let libro = try Fichas.libro(Fichas.base)
        let fecha = try #require(Dia(iso: "2027-03-02"))
        func unidad(_ emisor: String?) throws -> String {
            try libro.escrito(titulo: "T", cuerpo: "<p>x</p>", fecha: fecha, logo: nil, emisor: emisor).membrete.unidad
        }
        #expect(try unidad("consejo") == "Consejo General" && unidad(nil).isEmpty)
    }

    @Test func `la minuta la firma la Secretaría Técnica`() throws {
        let minuta = try escribir(
            "minuta",
            [
                "personas/p": "nombre: Persona 1\ntratamiento: Dra.\n",
                "organos/cotaprep": "nombre: Comité\ntipo: cotaprep\nsecretaria_tecnica: p\n",
                "sesiones/s": "organo: cotaprep\ntipo: ordinaria\nfecha: 2027-03-09\nestado: celebrada\n",
            ], "s", fecha: "2027-03-09")
        #expect(minuta.texto.contains("<p>Dra. Persona 1</p>\n<p>Secretaría Técnica</p>"))
    }
}
