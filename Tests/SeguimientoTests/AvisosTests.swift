import Electoral
import Seguimiento
import Testing

/// What reports warn of.
@Suite struct AvisosDeInformesTests {
    private static let entregables = try? CatalogoDeEntregables.deFabrica()

    private func avisos(_ fichas: [String: String], _ motivo: Aviso.Motivo, html: String = "<p>Texto</p>") throws
        -> [String]
    {
        let entregables = try #require(Self.entregables)
        return try Fichas.informe(fichas).avisos(de: html, desconocidos: [], entregables: entregables)
            .filter { $0.motivo == motivo }.map(\.mensaje)
    }

    @Test(arguments: [
        ("oficio INE/UTSI/4910/2027 y", ["INE/UTSI/4910/2027"]),
        ("(INE / UTSI / 4910 / 2027)", ["INE/UTSI/4910/2027"]),
        ("IEE/SE/1-B/2027, IEE/SE/1-B/2027; 12/AB/CD/2027", ["IEE/SE/1-B/2027", "AB/CD/2027"]),
        ("IEE/2027 A/B/2027 iee/se/1/2027 IEE/SE/2027a 06/06/2027 IEE/SE/", []),
        ("ÁREA/SE/15/2027", ["SE/15/2027"]), ("IEE/SE/15/2027/anexo", ["IEE/SE/15/2027"]),
    ])
    func `los números que se citan se buscan en el registro`(texto: String, esperados: [String]) throws {
        let hallados = try avisos([:], .oficioSinRegistro, html: "<p>\(texto)</p>")
        #expect(hallados == esperados.map { "se cita \($0) y no está en el registro" })
    }

    @Test func `un número de licitación o de un contrato registrado no se avisa`() throws {
        let fichas = [
            "adquisiciones/a": "objeto: Equipo\nnumero: LP/IEE/001/2027\n",
            "terceros/t": "nombre: Empresa\ninstrumento: Convenio IEE/CONV/003/2027\n",
        ]
        #expect(
            try avisos(fichas, .oficioSinRegistro, html: "<p>LP/IEE/001/2027, IEE/CONV/003/2027</p>").isEmpty)
    }

    @Test(arguments: ["AA/", "AA/1 ", "A", "AA-", "AB / ", "[", "[a", "<", "<p>[Falta", " ", " \n", "AA/1/22222x "])
    func `un texto hostil de un mega se lee de una vez`(parte: String) throws {
        let texto = String(repeating: parte, count: (1 << 20) / parte.utf8.count)
        let reloj = ContinuousClock()
        let tarda = try reloj.measure { _ = try avisos([:], .oficioSinRegistro, html: "<p>\(texto)</p>") }
        #expect(tarda < .seconds(20))
    }

    @Test func `un texto largo de espacios no detiene al informe`() throws {
        let plantilla = "<p>\(String(repeating: " ", count: 1 << 19))x\(String(repeating: "\n ", count: 1 << 18))</p>"
        let tarda = try ContinuousClock().measure {
            let texto = try Fichas.texto(try Fichas.informe([:]), "propio", ["informe-propio": plantilla])
            #expect(texto == "<p>x</p>")
        }
        #expect(tarda < .seconds(20))
    }

    @Test func `lo que falta se dice por apartado, con el nombre de su celda, y lo que se repite una vez`() throws {
        let html = """
            <h2>Uno</h2><table><thead><tr><th>Dato</th><th>Valor</th></tr></thead><tbody><tr><th>Lugar</th><td>[Falta]</td></tr></tbody></table>
            <p>[Falta: la hora. Escríbala en Sesiones.]</p><p>[Confírmelo.]</p>
            <h2>Dos</h2><p>[Confírmelo.]</p><h2>Tres.</h2><p>No hay. [Confírmelo.]</p><p>[Escriba la causa. Con detalle.]</p>
            """
        #expect(
            try avisos([:], .porEscribir, html: html) == [
                "Confírmelo (en «Uno», «Dos», «Tres»)", "«Uno»: falta Valor de Lugar; Falta: la hora",
                "«Tres»: Escriba la causa. Con detalle",
            ])
    }

    @Test(arguments: [
        ("no dice de quién se recibió", Fichas.oficio("recibido", "2027-03-02", "informa")("A")),
        (
            "responde a B, que es posterior (9 de marzo de 2027)",
            Fichas.oficio("enviado", "2027-03-02", "informa", responde: ["B"])("A")
        ),
        (
            "cita el punto 2 del numeral 33 en vez del punto 3, de lo que remite o aprueba",
            Fichas.oficio(
                "enviado", "2027-03-02", "remite",
                mas: "puntos: [2]\ndocumentos: [{documento: X, entregable: informe_mensual}]")("A")
        ),
        (
            "no hay entregable «inventado»; los que hay están en el calendario",
            Fichas.oficio(
                "enviado", "2027-03-02", "remite", mas: "documentos: [{documento: X, entregable: inventado}]")(
                    "A")
        ),
    ])
    func `lo que un oficio contradice se avisa`(esperado: String, oficio: String) throws {
        let dichos = try avisos(
            ["oficios/A": oficio, "oficios/B": Fichas.oficio("enviado", "2027-03-09", "remite")("B")], .contradiccion)
        #expect(dichos == ["A: \(esperado)"])
    }

    @Test func `los puntos que tocan no se avisan`() throws {
        let bien = Fichas.oficio(
            "enviado", "2027-03-02", "remite",
            mas: "puntos: [3, 9]\ndocumentos: [{documento: X, entregable: informe_mensual}, {documento: Y}]")
        #expect(try avisos(Fichas.oficios(["A": bien]), .contradiccion).isEmpty)
    }

    @Test func `una votación que no es la de sus puntos y un pase de lista que falta se avisan`() throws {
        func sesion(_ votacion: String, _ puntos: String) -> [String: String] {
            [
                "sesiones/s":
                    "organo: cotaprep\ntipo: ordinaria\nnumero: 1\nfecha: 2027-03-03\nestado: celebrada\nquorum: si\nvotacion: \(votacion)\naprobo: [el acta]\norden: [\(puntos)]\n"
            ]
        }
        let unanime = "{asunto: Acta, resultado: aprobado, votacion: unanimidad}"
        let mayoria = "{asunto: Plan, resultado: aprobado, votacion: mayoria, a_favor: 2, en_contra: 3}"
        #expect(try avisos(sesion("unanimidad", unanime), .contradiccion).isEmpty)
        #expect(try avisos(sesion("mayoria", unanime), .contradiccion).count == 1)
        let dichos = try avisos(sesion("unanimidad", "\(unanime), \(mayoria)"), .contradiccion)
        #expect(
            dichos.count == 2 && dichos.contains { $0.hasSuffix("el punto 2 se aprobó con 2 a favor y 3 en contra") })
        #expect(try avisos(sesion("unanimidad", unanime), .sinOrden).first?.contains("no tiene pase de lista") == true)
    }

    @Test(arguments: [
        (
            "entregable: planes\nestado: aprobado\nciclo: [{estado: remitido, fecha: 2027-03-05}, {estado: aprobado, fecha: 2027-03-01}]\n",
            "sus pasos no van en orden"
        ),
        (
            "entregable: planes\nestado: atendido\nciclo: [{estado: remitido, fecha: 2027-03-05}, {estado: atendido, fecha: 2027-03-06}]\n",
            "no hay ninguna antes"
        ),
        (
            "entregable: planes\nestado: validado\nciclo: [{estado: validado, fecha: 2027-03-05}]\n",
            "antes de haberse remitido"
        ),
        (
            "entregable: planes\nestado: aprobado\nciclo: [{estado: remitido, fecha: 2027-03-05}]\n",
            "lo último que le pasó es «Remitido al INE»"
        ),
        ("entregable: no_existe\nestado: borrador\n", "no hay entregable «no_existe»"),
    ])
    func `un entregable que no va en orden se avisa`(ficha: String, esperado: String) throws {
        let dichos = try avisos(["entregables/e": ficha], .contradiccion)
        #expect(dichos.count == 1 && dichos.first?.contains(esperado) == true, "\(dichos)")
    }

    @Test func `lo que termina antes de empezar se avisa, también en los renglones`() throws {
        let dichos = try avisos(
            [
                "plazas/p": "puesto: Captura\nrequeridas: 3\ndesde: 2027-03-09\nhasta: 2027-03-01\n",
                "personas/p1": "nombre: Persona 1\n",
                "organos/otro":
                    "nombre: Otro\ntipo: otro\nintegrantes: [{persona: p1, desde: 2027-02-02, hasta: 2027-01-01}]\n",
            ], .contradiccion)
        #expect(dichos.count == 2 && dichos.allSatisfy { $0.contains("es anterior a «Desde»") })
    }
}

@Suite struct CadenasDeOficiosTests {
    @Test func `una cadena de tres mil respuestas se cuenta completa y se avisa dónde se cortó`() throws {
        let oficios = Dictionary(
            uniqueKeysWithValues: (1...3000).map { n in
                (
                    "C-\(n)",
                    Fichas.oficio(
                        n % 2 == 0 ? "recibido" : "enviado", "2027-03-02", "informa",
                        responde: n == 1 ? [] : ["C-\(n - 1)"])
                )
            })
        let informe = try Fichas.informe(Fichas.oficios(oficios))
        let texto = try Fichas.texto(informe)
        let contados = Set(texto.matches(of: /C-\d+/).map { String($0.output) })
        #expect(contados.count == 3000)
        let avisos = informe.avisos(de: texto, desconocidos: [], entregables: []).filter { $0.motivo == .hilo }
        #expect(avisos.map(\.ficha?.id) == ["C-51"])
    }

    @Test func `los que se responden en círculo se cuentan y se avisan`() throws {
        let informe = try Fichas.informe(
            Fichas.oficios([
                "A": Fichas.oficio("enviado", "2027-03-02", "informa", responde: ["C"]),
                "B": Fichas.oficio("recibido", "2027-03-03", "informa", responde: ["A"]),
                "C": Fichas.oficio("enviado", "2027-03-04", "informa", responde: ["B"]),
                "D": Fichas.oficio("recibido", "2027-03-05", "informa", responde: ["C"]),
                "S": Fichas.oficio("enviado", "2027-03-06", "informa", responde: ["S"]),
            ]))
        let texto = try Fichas.texto(
            informe, "hilos",
            [
                "informe-hilos": "{{#hilos}}{{> hilo}}{{^last()}} {{/last()}}{{/hilos}}",
                "hilo": "{{numero}}{{#contestado}}({{#respuestas}}{{> hilo}}{{/respuestas}}){{/contestado}}",
            ])
        #expect(texto == "A(B(C(D))) S")
        let aviso = informe.avisos(de: "", desconocidos: [], entregables: []).first { $0.motivo == .hilo }
        #expect(aviso?.mensaje.contains("A, B, C, S") == true)
    }

    @Test func `lo que contesta a un oficio interno del mes no se pierde`() throws {
        let informe = try Fichas.informe(
            Fichas.oficios([
                "I": Fichas.oficio("interno", "2027-03-02", "solicita"),
                "E": Fichas.oficio("enviado", "2027-03-03", "informa", responde: ["I"]),
            ]))
        let texto = try Fichas.texto(informe, "hilos", ["informe-hilos": "{{#hilos}}{{numero}}{{/hilos}}"])
        #expect(texto == "E")
    }

    @Test func `una plantilla que sigue las referencias sin fin termina`() throws {
        let informe = try Fichas.informe([
            "acuerdos/a": "numero: A\norgano: consejo\nfecha: 2027-03-01\nefecto: x\nmodifica: [b]\n",
            "acuerdos/b": "numero: B\norgano: consejo\nfecha: 2027-03-02\nefecto: y\nmodifica: [a]\n",
        ])
        let texto = try Fichas.texto(
            informe, "vueltas",
            [
                "informe-vueltas": "{{#acuerdos}}{{> vuelta}}{{/acuerdos}}",
                "vuelta": "{{numero}}{{#modifica}}{{> vuelta}}{{/modifica}}",
            ])
        #expect(texto.hasPrefix("ABAB") && texto.count < 200)
    }
}

@Suite struct PlantillasEnCirculoTests {
    @Test(arguments: [["x": "a{{> x}}"], ["x": "{{#s}}b{{/s}}{{> y}}", "y": "{{$b}}{{> x}}{{/b}}"]])
    func `una plantilla que se incluye sin fin se rechaza`(textos: [String: String]) {
        let error = #expect(throws: PlantillaError.self) { try Plantillas(propias: textos) }
        #expect(error?.codigo == .malEscrita)
    }

    @Test func `dentro de una sección puede incluirse`() {
        #expect(throws: Never.self) {
            try Plantillas(propias: ["x": "{{#respuestas}}{{> x}}{{/respuestas}}", "y": "{{> x}}{{> x}}"])
        }
    }
}

/// What formats say, and only where a record says it.
@Suite struct LoQueDiceElRegistroTests {
    private let sesion =
        "organo: cotaprep\ntipo: ordinaria\nnumero: 1\nfecha: 2027-03-03\nestado: celebrada\norden: [{asunto: Acta}]\naprobo: [el acta]\n"

    @Test func `sin pase de lista ni quórum registrados el informe no los cuenta`() throws {
        func texto(_ mas: String) throws -> String {
            try Fichas.texto(
                Fichas.informe(["sesiones/s": sesion + mas, "personas/p": "nombre: Persona 1\n"]), "morelos-2023")
        }
        #expect(try !texto("").contains("PASE DE LISTA") && texto("").contains("ORDEN DEL DÍA"))
        #expect(try texto("quorum: si\n").contains("QUÓRUM LEGAL"))
        let conLista = try texto("asistencia: [{persona: p, asiste: presente}]\n")
        #expect(conLista.contains("PASE DE LISTA") && !conLista.contains("QUÓRUM"))
    }

    @Test func `sin convocatoria registrada el informe no dice que se emitió`() throws {
        let sin = try Fichas.texto(Fichas.informe(["sesiones/s": sesion]), "durango-2021")
        #expect(
            !sin.contains("emisión")
                && sin.contains(
                    "se llevó a cabo la Sesión Ordinaria número 1 del COTAPREP, en la que se aprobó el acta.")
        )
        let con = try Fichas.texto(
            Fichas.informe(["sesiones/s": sesion + "convocados: [integrantes]\n"]), "durango-2021")
        #expect(con.contains("la emisión de documentos"))
    }

    @Test(arguments: ["coahuila-2020", "coahuila-2021", "durango-2021"])
    func `las notas de secciones que el formato no tiene se imprimen aparte`(formato: String) throws {
        let nota = try Fichas.texto(
            Fichas.informe(["notas/n": "seccion: auditoria\nmes: 2027-03\ntexto: Se recibió el informe parcial.\n"]),
            formato)
        #expect(nota.contains("<h2>Auditoría</h2>\n<p>Se recibió el informe parcial.</p>"))
        #expect(try !Fichas.texto(Fichas.informe([:]), formato).contains("<h2>Auditoría</h2>"))
    }
}
