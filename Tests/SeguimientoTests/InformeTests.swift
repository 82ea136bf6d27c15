import Apoyo
import Electoral
import Formatos
import Foundation
import Seguimiento
import Testing

/// Records as in a folder of files.
enum Fichas {
    static func libro(_ textos: [String: String]) throws -> Libro {
        let carpeta = CarpetaTemporal()
        for (relativo, texto) in textos {
            let ruta = carpeta.ruta("fichas/\(relativo).yaml")
            try FileManager.default.createDirectory(
                atPath: (ruta as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try Data(texto.utf8).write(to: URL(fileURLWithPath: ruta))
        }
        return Libro(try CarpetaDeSeguimiento(carpeta.ruta("fichas")).leer().fichas)
    }

    static let base = [
        "proceso": """
        nombre: Proceso Electoral Local 2027
        jornada: 2027-06-06
        instituto: Instituto Electoral de Ejemplo
        siglas: IEE
        entidad: Ejemplo
        consejo: consejo
        cotaprep: cotaprep
        """,
        "organos/consejo": "nombre: Consejo General\ntipo: consejo\n",
        "organos/cotaprep": "nombre: Comité Técnico Asesor\nsiglas: COTAPREP\ntipo: cotaprep\n",
        "organos/utsi": "nombre: Unidad Técnica\nsiglas: UTSI\ntipo: ine\n",
    ]

    static func oficio(
        _ sentido: String, _ fecha: String, _ motivo: String, responde: [String] = [], mas: String = ""
    ) -> (String) -> String {
        { numero in
            """
            numero: \(numero)
            tipo: oficio
            sentido: \(sentido)
            fecha: \(fecha)
            motivo: \(motivo)
            responde_a: [\(responde.joined(separator: ", "))]
            \(mas)
            """
        }
    }

    static func informe(_ mas: [String: String], mes: String = "2027-03", fecha: Dia? = nil) throws -> Informe {
        try Informe(
            libro(base.merging(mas) { $1 }), mes: try #require(Mes(iso: mes)), fecha: fecha)
    }

    static func oficios(_ oficios: [String: (String) -> String]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: oficios.map { ("oficios/\($0.key)", $0.value($0.key)) })
    }

    static func texto(_ informe: Informe, _ formato: String = "coahuila-2021", _ propias: [String: String] = [:]) throws
        -> String
    {
        try informe.html(Plantillas(propias: propias), formato: formato).texto
    }
}

@Suite struct HilosTests {
    /// Each thread as `pregunta(respuesta)`, with an asterisk where it was told already.
    private func resumen(_ informe: Informe) throws -> String {
        try Fichas.texto(
            informe, "hilos",
            [
                "informe-hilos": "{{#hilos}}{{> hilo}}{{^last()}} {{/last()}}{{/hilos}}",
                "hilo":
                    "{{numero}}{{#repetido}}*{{/repetido}}{{#contestado}}({{#respuestas}}{{> hilo}}{{/respuestas}}){{/contestado}}",
            ])
    }

    @Test func `cada hilo va de la pregunta a la respuesta, y lo que contesta a dos se cuenta completo una vez`() throws
    {
        let informe = try Fichas.informe(
            Fichas.oficios([
                "P1": Fichas.oficio("recibido", "2027-03-02", "observaciones"),
                "P2": Fichas.oficio("recibido", "2027-03-03", "observaciones"),
                "R": Fichas.oficio("enviado", "2027-03-05", "atiende", responde: ["P1", "P2"]),
                "V": Fichas.oficio("recibido", "2027-03-09", "valida", responde: ["R"]),
            ]))
        #expect(try resumen(informe) == "P1(R(V)) P2(R*)")
    }

    @Test func `lo que nos contestan a dos oficios se cuenta tras el último`() throws {
        let informe = try Fichas.informe(
            Fichas.oficios([
                "E1": Fichas.oficio("enviado", "2027-03-02", "remite"),
                "E2": Fichas.oficio("enviado", "2027-03-03", "remite"),
                "R": Fichas.oficio("recibido", "2027-03-05", "valida", responde: ["E1", "E2"]),
            ]))
        #expect(try resumen(informe) == "E1 E2(R)")
    }

    @Test func `dos que se responden entre sí no dan vueltas`() throws {
        let informe = try Fichas.informe(
            Fichas.oficios([
                "A": Fichas.oficio("enviado", "2027-03-02", "remite", responde: ["B"]),
                "B": Fichas.oficio("recibido", "2027-02-03", "informa", responde: ["A"]),
            ]))
        #expect(try resumen(informe) == "A(B)")
    }

    @Test(arguments: [(5, "P(R)"), (2, "P")])
    func `la respuesta del mes siguiente se cuenta si llegó antes de emitir el informe`(dia: Int, esperado: String)
        throws
    {
        let informe = try Fichas.informe(
            Fichas.oficios([
                "P": Fichas.oficio("recibido", "2027-03-31", "solicita"),
                "R": Fichas.oficio("enviado", "2027-04-03", "informa", responde: ["P"]),
            ]), fecha: Dia(anio: 2027, mes: 4, dia: dia))
        #expect(try resumen(informe) == esperado)
    }

    @Test func `lo que contesta a un mes anterior empieza su hilo y dice a qué atiende`() throws {
        let fichas = Fichas.oficios([
            "INE/1/2027": Fichas.oficio("recibido", "2027-02-26", "solicita"),
            "IEE/2/2027": Fichas.oficio(
                "enviado", "2027-03-01", "informa", responde: ["uno"], mas: "asunto: se informó la fecha"),
        ]).map { ($0.key == "oficios/INE/1/2027" ? "oficios/uno" : "oficios/dos", $0.value) }
        let informe = try Fichas.informe(Dictionary(uniqueKeysWithValues: fichas))
        #expect(try resumen(informe) == "IEE/2/2027")
        let texto = try Fichas.texto(informe)
        #expect(
            texto.contains(
                "en atención al Oficio INE/1/2027, de fecha veintiséis (26) de febrero de dos mil veintisiete (2027), la Secretaría Ejecutiva"
            ), "\(texto)")
    }
}

@Suite struct ActividadesTests {
    private func actividad(_ numero: String, _ fechas: String = "") -> (String, String) {
        ("actividades/a\(numero)", "numero: \"\(numero)\"\nactividad: Actividad \(numero)\n\(fechas)")
    }

    @Test func `van las que tocan el mes, en su orden y con sus partes`() throws {
        let informe = try Fichas.informe(
            Dictionary(
                uniqueKeysWithValues: [
                    actividad("10", "inicio: 2027-03-31\ntermino: 2027-05-01\n"),
                    actividad("2", "inicio: 2027-01-01\ntermino: 2027-03-01\n"), actividad("2.1"), actividad("2.10"),
                    actividad("2.2"), actividad("2.2.1"), actividad("3", "termino: 2027-03-15\n"),
                    actividad("4", "inicio: 2027-04-01\ntermino: 2027-05-01\n"), actividad("5"),
                ]))
        let texto = try Fichas.texto(informe, "morelos-2023")
        let filas = texto.matches(of: /<tr><td>([0-9.]+)\.<\/td>/).map { String($0.output.1) }
        #expect(filas == ["2", "2.1", "2.2", "2.10", "3", "10"])
        #expect(texto.contains("<td class=\"centro\">31 de marzo</td><td class=\"centro\">01 de mayo</td>"))
    }
}

@Suite struct PlantillasTests {
    @Test func `lo que una plantilla pide y nadie conoce se avisa`() throws {
        let informe = try Fichas.informe([:])
        let escrito = try informe.html(
            Plantillas(propias: [
                "informe-propio": "<p>{{inventado}} {{proceso.nombre}} {{#acuerdos}}{{x}}{{/acuerdos}}</p>\n"
            ]),
            formato: "propio")
        #expect(escrito.texto == "<p>Proceso Electoral Local 2027</p>")
        #expect(escrito.desconocidos == ["inventado"])
    }

    @Test func `una oración puede ir en varios renglones`() throws {
        let escrito = try Fichas.texto(
            Fichas.informe([:]), "propio",
            ["informe-propio": "<p>\nEn {{mes}}\n{{#proceso}}\n, el\n{{siglas}}\n{{/proceso}}\n.</p>\n<p>Otro</p>\n"])
        #expect(escrito == "<p>En marzo, el IEE.</p>\n<p>Otro</p>")
    }

    @Test(arguments: ["coahuila-2020", "coahuila-2021", "durango-2021", "morelos-2023"])
    func `las del programa no piden nada que no exista, con fichas y sin ellas`(formato: String) throws {
        for libro in [try Fichas.libro(Fichas.base), try Self.ejemplo()] {
            for mes in ["2027-01", "2027-02", "2027-04", "2027-05"] {
                let informe = try Informe(libro, mes: try #require(Mes(iso: mes)))
                let escrito = try informe.html(Plantillas(), formato: formato)
                #expect(escrito.desconocidos.isEmpty, "\(formato) \(mes)")
                Self.exigirBuenaRedaccion(escrito.texto, "\(formato) \(mes)")
            }
        }
    }

    @Test func `ninguna plantilla del programa escribe sin escapar`() {
        for (nombre, texto) in Plantillas.deFabrica {
            #expect(!texto.contains("{{{") && !texto.contains("{{&"), "\(nombre)")
            #expect(!texto.contains("{{%"), "\(nombre)")
        }
    }

    @Test(arguments: ["coahuila-2020", "coahuila-2021", "durango-2021", "morelos-2023"])
    func `los textos hostiles salen como texto`(formato: String) throws {
        let malo = #""<script>alert('1')</script> & \" onload=x {{fecha}} </h1></nav>""#
        var fichas = Fichas.base
        fichas["proceso"] = fichas["proceso"]?.replacing("Instituto Electoral de Ejemplo", with: malo)
            .replacing("entidad: Ejemplo", with: "entidad: <script>x</script>").replacing(
                "Proceso Electoral Local 2027", with: malo)
        fichas["acuerdos/a"] = "numero: \(malo)\norgano: consejo\nfecha: 2027-03-02\nefecto: \(malo)\n"
        fichas["sesiones/s"] =
            "organo: cotaprep\ntipo: ordinaria\nfecha: 2027-03-03\nestado: celebrada\ntitulo: \(malo)\norden: [{asunto: \(malo)}]\naprobo: [\(malo)]\n"
        fichas["oficios/o"] =
            "numero: \(malo)\ntipo: oficio\nsentido: enviado\nfecha: 2027-03-04\nmotivo: remite\ndocumentos: [{documento: \(malo)}]\n"
        fichas["notas/n"] = "seccion: infraestructura\nmes: 2027-03\ntexto: \(malo)\n"
        fichas["difusores/d"] =
            "nombre: \(malo)\nfecha: 2027-03-04\nenlace: \"https://ejemplo.org/?a='><script>\"\n"
        fichas["difusores/d"] = fichas["difusores/d"]?.replacing("<script>", with: "").replacing(">", with: "")
        let texto = try Fichas.texto(
            try Informe(Fichas.libro(fichas), mes: try #require(Mes(iso: "2027-03"))), formato)
        #expect(texto.lowercased().contains("&lt;script&gt;"))
        #expect(!texto.lowercased().contains("<script"))
        #expect(!texto.contains("<script") && !texto.contains("='>"))
        #expect(texto.contains("{{fecha}}"))
        #expect(texto.matches(of: /<\/nav>/).count == 1)
    }

    @Test func `una plantilla mal escrita se rechaza con su lugar`() {
        let error = #expect(throws: PlantillaError.self) { try Plantillas(propias: ["x": "<p>\n{{#a}}\n</p>"]) }
        #expect(error?.codigo == .malEscrita)
        #expect(error?.mensaje.hasPrefix("x.mustache:") == true)
    }

    /// The example that comes with the program: rich records of several months.
    private static func ejemplo() throws -> Libro {
        let raiz = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Libro(
            try CarpetaDeSeguimiento(raiz.appending(path: "ejemplos/seguimiento/ejemplo-2027").path).leer().fichas)
    }

    /// What no document should have, whatever the facts.
    private static func exigirBuenaRedaccion(_ html: String, _ donde: String) {
        let texto = html.replacing(/<[^>]*>/, with: "\n")
        for mal in [
            " ,", " .", " ;", "  ", ",,", "..", ",.", " :", "( ", "()", "«»", "de el ", " a el ", "false", "true",
            "Optional", "; y, ",
        ] {
            for renglon in texto.split(separator: "\n") where renglon.contains(mal) {
                guard !(mal == ".." && renglon.contains("...")) else { continue }
                Issue.record("\(donde): «\(mal)» en: \(renglon)")
            }
        }
        #expect(html.firstMatch(of: /<(p|li|h1|h2|h3)[^>]*>\s*<\/\1>/) == nil, "\(donde): elemento vacío")
        #expect(html.firstMatch(of: /<(ul|ol|blockquote)>\s*<\/\1>/) == nil, "\(donde): lista vacía")
    }
}

@Suite struct NombresTests {
    private func escribir(_ plantilla: String, _ fichas: [String: String], fecha: Dia? = nil) throws -> String {
        try Fichas.texto(Fichas.informe(fichas, fecha: fecha), "propio", ["informe-propio": plantilla])
    }

    @Test(arguments: [
        ("Comisión Temporal", "la Comisión Temporal", "de la Comisión Temporal", "a la Comisión Temporal"),
        ("Consejo General", "el Consejo General", "del Consejo General", "al Consejo General"),
        ("Representaciones", "las Representaciones", "de las Representaciones", "a las Representaciones"),
        ("Unidad de Cómputo", "la Unidad de Cómputo", "de la Unidad de Cómputo", "a la Unidad de Cómputo"),
    ])
    func `un órgano lleva su artículo`(nombre: String, el: String, del: String, al: String) throws {
        let texto = try escribir(
            "{{#proceso.consejo}}{{el}}|{{del}}|{{al}}{{/proceso.consejo}}",
            ["organos/consejo": "nombre: \(nombre)\ntipo: consejo\n"])
        #expect(texto == "\(el)|\(del)|\(al)")
    }

    @Test(arguments: [(10, "la Dra. Persona 1 sin suplente"), (25, "la Dra. Persona 1: al Mtro. Persona 2")])
    func `quien renunció se cuenta con su suplente si ya lo había al emitir el documento`(dia: Int, esperado: String)
        throws
    {
        let texto = try escribir(
            "{{#proceso.cotaprep.renuncias}}{{persona.el}}{{#suplente}}: {{persona.al}}{{/suplente}}{{^suplente}} sin suplente{{/suplente}}{{/proceso.cotaprep.renuncias}}",
            [
                "personas/p1": "nombre: Persona 1\ntratamiento: Dra.\n",
                "personas/p2": "nombre: Persona 2\ntratamiento: Mtro.\n",
                "organos/cotaprep": """
                nombre: Comité
                tipo: cotaprep
                integrantes:
                  - {persona: p1, desde: 2027-01-01, hasta: 2027-03-05, motivo: renuncia}
                  - {persona: p2, desde: 2027-03-20, suple_a: p1}
                """,
            ], fecha: Dia(anio: 2027, mes: 3, dia: dia))
        #expect(texto == esperado)
    }
}

@Suite struct ExtractosTests {
    @Test func `la biblioteca del programa se lee y cada extracto dice su fuente y sus secciones`() throws {
        #expect(Extractos.deFabrica.count == 8)
        let clase = try #require(Clase.de("extracto"))
        for extracto in Extractos.deFabrica {
            #expect(clase.reparos(extracto).isEmpty, "\(extracto.clave)")
            #expect(extracto["fuente"] != nil && !extracto.lista("secciones").isEmpty, "\(extracto.clave)")
        }
    }

    @Test func `los del instituto van en lugar de los del programa sólo en sus secciones`() throws {
        let informe = try Fichas.informe([
            "extractos/e":
                "fundamento: Propio\ntexto: Lo dispuesto aquí.\nfuente: Reglamento propio\nsecciones: [auditoria]\n"
        ])
        let texto = try Fichas.texto(informe, "morelos-2023")
        #expect(texto.contains("Lo dispuesto aquí.") && !texto.contains("Artículo 347"))
        #expect(texto.contains("Artículo 353."))
    }
}
