import Almacen
import Documentos
import Electoral
import Seguimiento
import Testing

/// The memoria técnica of a difusor (dominio 8.2, D23).
@Suite struct MemoriaDeDifusorTests {
    private let plantillas: Plantillas
    private let fecha: Dia

    init() throws {
        plantillas = try Plantillas()
        fecha = try #require(Dia(iso: "2027-06-20"))
    }

    private static let huso = Huso(horas: -6)

    /// `06 20:14` is 20:14 of 6 June 2027.
    private static func instante(_ texto: String) throws -> Instante {
        let dia = try #require(Int(texto.prefix(2)))
        let hora = texto.suffix(5).split(separator: ":").compactMap { Int($0) }
        return try #require(FechaHora(anio: 2027, mes: 6, dia: dia, hora: hora[0], minuto: hora[1])).instante(en: huso)
    }

    private static func hecho(
        _ tipo: HechoDeDifusion.Tipo, _ cuando: String, _ corte: Int? = nil, nombre: String? = nil, _ texto: String = ""
    ) throws -> HechoDeDifusion {
        HechoDeDifusion(
            difusor: "d1", tipo: tipo, instante: try instante(cuando), corte: corte,
            persona: nombre.map { _ in Persona(id: 1) }, nombre: nombre, texto: texto)
    }

    private func texto(
        _ documento: String, _ fichas: [String: String], _ hechos: HechosDeDifusion? = nil
    ) throws -> String {
        let libro = try Fichas.libro(Fichas.base.merging(fichas) { $1 })
        let elegido = try #require(DocumentoDeSeguimiento.todos(plantillas).first { $0.clave == documento })
        let ficha = elegido.clase.flatMap { Ficha.Clave(clase: $0, id: "d1") }.flatMap { libro[$0] }
        let html = try elegido.html(libro, ficha: ficha, fecha: fecha, difusion: hechos, plantillas)
        #expect(html.desconocidos == [])
        // What is drawn must be of the vocabulary of documents.
        _ = try Imprenta.html(
            Escrito(
                titulo: "Memoria", cuerpo: html.texto,
                membrete: Membrete(institucion: "Instituto", unidad: "Unidad", proceso: "Proceso")))
        return html.texto.replacing(/<[^>]+>/, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static let difusor = """
        nombre: Difusor 1
        estado: formalizado
        memoria_fecha: 2027-06-14
        memoria_visitas_promedio: 100
        memoria_paginas_promedio: 200
        memoria_hits_promedio: 1000
        memoria_incidencias: Sin luz un rato.
        memoria_comentarios: Ninguno.
        memoria_reporte:
          - {momento: 2027-06-06 20:40, hasta: 2027-06-06 21:10, que: Se fue la luz, solucion: Entró la planta}

        """

    /// Two days: 20:00 and 21:00 of the first, 08:00 of the second.
    private static func contados() throws -> AccesosContados {
        var c = AccesosContados()
        (c.lineas, c.ilegibles, c.fuera) = (5010, 4, 6)
        c.total = .init(hits: 5000, paginas: 900, visitas: 620)
        (c.direcciones, c.errores4xx, c.errores5xx, c.bytes) = (410, 50, 10, 1_940_000_000)
        c.pico = (try instante("06 20:14"), 321)
        c.porHora = [
            try instante("06 20:00"): .init(hits: 3000, paginas: 500, visitas: 400),
            try instante("06 21:00"): .init(hits: 1500, paginas: 300, visitas: 150),
            try instante("07 08:00"): .init(hits: 500, paginas: 100, visitas: 70),
        ]
        c.archivos = [.init(nombre: "access.log.gz", bytes: 9000, sha256: String(repeating: "ab", count: 32))]
        return c
    }

    private static func ficha(_ periodo: Range<Instante>? = nil) throws -> Ficha {
        try contados().ficha(try #require(Ficha.Clave(clase: "difusor", id: "d1")), periodo: periodo, huso: huso)
    }

    private static func yaml(_ f: Ficha) -> String {
        func valor(_ c: Contenido) -> String {
            switch c {
            case .asiento(let a): "'\(a.valor)'"
            case .lista(let l): "[\(l.map(valor).joined(separator: ", "))]"
            case .grupo(let g): "{\(g.map { "\($0): \(valor($1))" }.joined(separator: ", "))}"
            }
        }
        return f.campos.contenido.map { "\($0): \(valor($1))\n" }.joined()
    }

    // MARK: Count

    @Test func `una cuenta se guarda en su ficha, por día y por hora, en la hora del lugar`() throws {
        let ficha = try Self.ficha()
        #expect(Clase.de("accesos").map { $0.reparos(ficha) } == [])
        #expect(ficha["desde"] == "2027-06-06 20:00" && ficha["hasta"] == "2027-06-07 09:00")
        #expect(ficha["pico"] == "2027-06-06 20:14" && ficha["pico_hits"] == "321")
        #expect(ficha.grupos("por_dia").map { $0["hits"] } == ["4500", "500"])
        #expect(
            ficha.grupos("por_hora").map { $0["hora"] } == ["2027-06-06 20:00", "2027-06-06 21:00", "2027-06-07 08:00"])
        let tres = try Self.ficha(Self.instante("05 00:00")..<Self.instante("08 00:00"))
        #expect(tres.grupos("por_dia").map { $0["visitas"] } == ["0", "550", "70"])
    }

    @Test func `más días que los de una operación se rechazan`() throws {
        let inicio = try Self.instante("06 00:00")
        #expect(throws: PlantillaError.self) { try Self.ficha(inicio..<(inicio + 86400 * 101)) }
        #expect(throws: Never.self) { try Self.ficha(inicio..<(inicio + 86400 * 100)) }
    }

    // MARK: Document

    @Test func `la memoria dice la cuenta y la compara con lo habitual`() throws {
        let dicho = try texto("memoria-tecnica", ["difusores/d1": Self.difusor, "accesos/d1": Self.yaml(Self.ficha())])
        for parte in [
            "Visitas 620", "Páginas 900", "Hits 5,000", "Direcciones distintas 410", "1,940,000,000 bytes (1.9 GB)",
            "(4xx) 50 (1.0 %)", "(5xx) 10 (0.2 %)", "06-06-2027, 20:14 h: 321", "no se entienden 4", "no se cuentan 6",
            // 620 in two days of a hundred each, 900 of two hundred, 5,000 of a thousand.
            "Visitas 100 620 310 3.1", "Páginas 200 900 450 2.3", "Hits 1,000 5,000 2,500 2.5",
            "6 de junio de 2027 550 (× 5.5) 800 (× 4.0) 4,500 (× 4.5)",
            "7 de junio de 2027 70 (× 0.7) 100 (× 0.5) 500 (× 0.5)", "access.log.gz 9,000 abab",
            "Minuto pico: 20:14, 321 hits", "Donde hubo más fue el 6 de junio de 2027 a las 20:00, con 3,000",
            "06-06-2027, 21:00 h 150 300 1,500",
        ] { #expect(dicho.contains(parte), "\(parte)") }
        #expect(dicho.contains("Falta: lo que el sistema registró de la transmisión"))
    }

    @Test func `lo que registró el instituto y lo que reporta el difusor van en su orden`() throws {
        let hechos = HechosDeDifusion(
            [
                try Self.hecho(.actualizado, "06 20:10", 2),
                try Self.hecho(.intento, "06 20:21", 3, "sin conexión"),
                try Self.hecho(.periodo, "06 20:35", 3, "sin conexión"),
                try Self.hecho(.llamada, "06 20:37", nombre: "Persona 6", "avisan que no tienen luz"),
                try Self.hecho(.periodo, "06 20:45", 4, "sin conexión"),
                try Self.hecho(.periodo, "06 20:55", 5, "sin conexión"),
                try Self.hecho(.suspension, "06 20:55", 5),
                try Self.hecho(.pruebaLograda, "06 21:20"),
                try Self.hecho(.reactivacion, "06 21:25", nombre: "Persona 7", "volvió la luz"),
                try Self.hecho(.actualizado, "06 21:27", 8),
                try Self.hecho(.anomalia, "06 22:00", 9, "sirve el corte 7"),
                try Self.hecho(.anomalia, "06 22:05", 9, "sirve el corte 7"),
                try Self.hecho(.revision, "06 22:12", 9),
                try Self.hecho(.actualizado, "06 22:15", 10),
                HechoDeDifusion(
                    difusor: "otro", tipo: .suspension, instante: try Self.instante("06 20:00"), texto: "de otro"),
            ], cortes: Array(1...10), huso: Self.huso)
        let dicho = try texto("memoria-tecnica", ["difusores/d1": Self.difusor], hechos)
        for parte in [
            // From corte 2, the first that was sent to it.
            "se publicaron 9 cortes", "3 (33.3 %) y no llegaron 6", "Periodos de actualización fallidos 3",
            "Intentos fallidos 1", "Interrupciones 1", "Minutos interrumpidos 52", "Suspensiones 1",
            "Reactivaciones 1", "Llamadas a su personal 1", "sirvió algo distinto 1",
            "06-06-2027, 20:35 h 06-06-2027, 21:27 h 52 sin conexión",
            "06-06-2027, 22:00 h 06-06-2027, 22:12 h 12 sirve el corte 7",
            "06-06-2027, 20:40 h Difusor Se fue la luz duró 30 min; Entró la planta",
            "21:27 h Instituto Volvió a actualizarse corte 8; duró 52 min", "3 de 9 (33.3 %)",
        ] { #expect(dicho.contains(parte), "\(parte)") }
        let orden = ["avisan que no tienen luz", "Se fue la luz", "Suspendido", "Prueba lograda", "volvió la luz"]
        let lugares = orden.compactMap { dicho.firstRange(of: $0)?.lowerBound }
        #expect(lugares.count == orden.count && lugares == lugares.sorted())
        #expect(!dicho.contains("de otro"))
    }

    @Test func `una interrupción que no terminó se dice así`() throws {
        let hechos = HechosDeDifusion(
            [try Self.hecho(.actualizado, "06 20:10", 1), try Self.hecho(.suspension, "06 20:55", 2)], cortes: [1, 2],
            huso: Self.huso)
        let dicho = try texto("memoria-tecnica", ["difusores/d1": Self.difusor], hechos)
        #expect(dicho.contains("No volvió") && dicho.contains("sin contar la que no terminó"))
    }

    @Test func `los días que la convocatoria pide y no llegaron se avisan`() throws {
        let convocatoria = "memoria_limite: 2027-06-13\nmemoria_dias: [2027-06-06, 2027-06-07, 2027-06-08]\n"
        let dicho = try texto(
            "memoria-tecnica",
            [
                "difusores/d1": Self.difusor, "accesos/d1": Self.yaml(Self.ficha()),
                "convocatoria-de-difusores": convocatoria,
            ])
        #expect(dicho.contains("la convocatoria pide las bitácoras también del 8 de junio de 2027"))
        #expect(dicho.contains("Entregada el 14 de junio de 2027, después de la fecha límite"))
    }

    @Test func `la memoria de todos suma la de cada uno`() throws {
        let dicho = try texto(
            "memoria-de-difusion",
            [
                "difusores/d1": Self.difusor, "difusores/d2": "nombre: Difusor 2\nestado: formalizado\n",
                "difusores/d3": "nombre: Difusor 3\nestado: declinado\n", "accesos/d1": Self.yaml(Self.ficha()),
                "accesos/d2": Self.yaml(Self.ficha()).replacing("difusor: 'd1'", with: "difusor: 'd2'"),
            ])
        #expect(dicho.contains("Total 1,240 1,800 10,000 3.9 GB") && !dicho.contains("Difusor 3"))
    }

    @Test func `una cuenta cambiada a mano que no suma se avisa`() throws {
        var mala = try Self.ficha()
        mala.campos.contenido["hits"] = .asiento(Asiento("5001"))
        let libro = try Fichas.libro(
            Fichas.base.merging(["difusores/d1": Self.difusor, "accesos/d1": Self.yaml(mala)]) { $1 })
        let documento = try #require(DocumentoDeSeguimiento.todos(plantillas).first { $0.clave == "memoria-tecnica" })
        let avisos = documento.avisos(
            libro, ficha: libro.de("difusor").first, fecha: fecha, entregables: []
        ).map(\.mensaje)
        #expect(avisos.contains { $0.contains("5,001 hits y sus horas suman 5,000") }, "\(avisos)")
        #expect(avisos.contains { $0.contains("5,010 líneas y son 5,011") }, "\(avisos)")
    }

    @Test func `con muchos días la gráfica es por día`() throws {
        var c = try Self.contados()
        c.porHora = [:]
        for n in 0..<10 {
            c.porHora[try Self.instante("06 20:00") + n * 86400] = .init(hits: n, paginas: 0, visitas: 0)
        }
        let ficha = try c.ficha(try #require(Ficha.Clave(clase: "difusor", id: "d1")), periodo: nil, huso: Self.huso)
        let dicho = try texto("memoria-tecnica", ["difusores/d1": Self.difusor, "accesos/d1": Self.yaml(ficha)])
        #expect(dicho.contains("Hits por día, desde el 6 de junio de 2027 hasta el 15 de junio de 2027"))
    }
}
