import Electoral
import Seguimiento
import Testing

/// The board: what is late, near, done; and the parts of readiness.
@Suite struct PreparacionTests {
    private static func ficha(_ clase: String, _ id: String, _ campos: [String: Contenido]) throws -> Ficha {
        Ficha(clave: try #require(Ficha.Clave(clase: clase, id: id)), campos: campos)
    }

    private static func texto(_ t: String) -> Contenido { .asiento(Asiento(t)) }

    private static func entregable(_ clave: String, mes: String? = nil, _ pasos: [(String, String)]) throws -> Ficha {
        var campos: [String: Contenido] = [
            "entregable": texto(clave), "estado": texto(pasos.last?.0 ?? "borrador"),
            "ciclo": .lista(pasos.map { .grupo(["estado": texto($0.0), "fecha": texto($0.1)]) }),
        ]
        campos["mes"] = mes.map(texto)
        return try ficha("entregable", mes.map { "\(clave)-\($0)" } ?? clave, campos)
    }

    private static func dia(_ iso: String) throws -> Dia { try #require(Dia(iso: iso)) }

    private static let catalogo = [
        Entregable(
            clave: "instancia", nombre: "Instancia", responsable: "CG", numeros: [:], borrador: nil,
            final: .aprobacion(Plazo(meses: -9), remision: 5)),
        Entregable(
            clave: "planes", nombre: "Planes", responsable: "Comisión", numeros: ["2023": 16],
            borrador: Plazo(meses: -3),
            final: .aprobacion(Plazo(meses: -2), remision: 5)),
        Entregable(
            clave: "informe_mensual", nombre: "Informe", responsable: "CG", numeros: [:], borrador: nil,
            final: .mensual(dia: 5)),
    ]

    private static func proceso() throws -> Ficha {
        try ficha("proceso", "proceso", ["jornada": texto("2027-06-06")])
    }

    @Test func `cada plazo está tarde, por vencer, pendiente o hecho según su ciclo y el día`() throws {
        // Draft on 6 March, last version on 11 April.
        func situaciones(_ pasos: [(String, String)], _ hoy: String) throws -> [Obligacion.Situacion] {
            let fichas = [try Self.proceso(), try Self.entregable("planes", pasos)]
            let c = try #require(Calendario(fichas: fichas, entregables: Self.catalogo))
            return c.obligaciones(fichas, hoy: try Self.dia(hoy)).filter { $0.entregable.clave == "planes" }
                .map(\.situacion)
        }
        #expect(try situaciones([], "2027-02-01") == [.pendiente, .pendiente])
        #expect(try situaciones([("borrador", "2027-02-01")], "2027-02-27") == [.proxima, .pendiente])
        #expect(try situaciones([("borrador", "2027-02-01")], "2027-03-06") == [.proxima, .pendiente])
        #expect(try situaciones([("borrador", "2027-02-01")], "2027-03-07") == [.tarde, .pendiente])
        #expect(try situaciones([("remitido", "2027-03-05")], "2027-03-07") == [.hecha, .pendiente])
        #expect(
            try situaciones([("remitido", "2027-03-05"), ("validado", "2027-03-20")], "2027-04-12") == [.hecha, .tarde])
        #expect(
            try situaciones([("remitido", "2027-03-05"), ("remitido_final", "2027-04-10")], "2027-04-12") == [
                .hecha, .hecha,
            ])
        #expect(try situaciones([("no_aplica", "2027-01-01")], "2027-06-01") == [.noAplica, .noAplica])
    }

    @Test func `lo que se aprobó mueve su remisión y cada informe mensual tiene su ficha`() throws {
        let fichas = [
            try Self.proceso(), try Self.entregable("planes", [("aprobado", "2027-03-30")]),
            try Self.entregable("informe_mensual", mes: "2027-01", [("remitido", "2027-02-09")]),
        ]
        let c = try #require(Calendario(fichas: fichas, entregables: Self.catalogo))
        let aprobado = try Self.dia("2027-03-30")
        #expect(c.aprobados == ["planes": aprobado])
        let obligaciones = c.obligaciones(fichas, hoy: try Self.dia("2027-02-20"))
        let planes = try #require(obligaciones.last { $0.entregable.clave == "planes" })
        let cuatro = try Self.dia("2027-04-04")
        #expect(planes.vencimiento.dia == cuatro && planes.situacion == .pendiente)
        let mensuales = obligaciones.filter { $0.entregable.clave == "informe_mensual" }
        #expect(mensuales.filter { $0.situacion == .hecha }.map(\.vencimiento.mes?.iso) == ["2027-01"])
        let enero = try #require(mensuales.first { $0.situacion == .hecha })
        let nueve = try Self.dia("2027-02-09")
        #expect(enero.cumplida == nueve && enero.vencimiento.dia < nueve)
        #expect(mensuales.filter { $0.situacion == .tarde }.count == 4)
    }

    @Test func `lo que se aprueba dos veces se debe desde la primera, o desde la que nadie ha remitido`() throws {
        func planes(_ pasos: [(String, String)]) throws -> Obligacion? {
            let fichas = [try Self.proceso(), try Self.entregable("planes", pasos)]
            let c = try #require(Calendario(fichas: fichas, entregables: Self.catalogo))
            return c.obligaciones(fichas, hoy: try Self.dia("2027-05-20")).last { $0.entregable.clave == "planes" }
        }
        let remitidas = [
            ("aprobado", "2027-03-30"), ("remitido_final", "2027-04-01"), ("aprobado", "2027-05-02"),
            ("remitido_final", "2027-05-04"),
        ]
        let hecha = try #require(try planes(remitidas))
        let (limite, dia) = (try Self.dia("2027-04-04"), try Self.dia("2027-04-01"))
        #expect(hecha.vencimiento.dia == limite && hecha.cumplida == dia && hecha.situacion == .hecha)
        let debida = try #require(try planes(Array(remitidas.dropLast())))
        let otro = try Self.dia("2027-05-07")
        #expect(debida.vencimiento.dia == otro && debida.cumplida == nil && debida.situacion == .tarde)
    }

    @Test func `el riesgo es alto en el tablero desde donde lo es en el plan`() {
        #expect(NivelDeRiesgo(Preparacion.Riesgo.alto) == .alto && NivelDeRiesgo(Preparacion.Riesgo.alto - 1) == .medio)
        #expect(
            [1, 4, 5, 9, 10, 15, 16, 25].map { NivelDeRiesgo($0) } == [
                .bajo, .bajo, .medio, .medio, .alto, .alto, .critico, .critico,
            ])
    }

    @Test func `las partes cuentan lo listo de lo que hay`() throws {
        func actividad(_ n: String, _ termino: String, _ estado: String) throws -> Ficha {
            try Self.ficha(
                "actividad", "a\(n)",
                ["numero": Self.texto(n), "termino": Self.texto(termino), "estado": Self.texto(estado)])
        }
        func centro(_ id: String, _ tipo: String, cumple: [String], enlaces: [String]) throws -> Ficha {
            try Self.ficha(
                "centro", id,
                [
                    "nombre": Self.texto(id), "tipo": Self.texto(tipo),
                    "revision": .lista(
                        cumple.map { .grupo(["concepto": Self.texto("ups"), "cumple": Self.texto($0)]) }),
                    "enlaces": .lista(
                        enlaces.map { .grupo(["uso": Self.texto($0), "bajada": Self.texto("20")]) }),
                ])
        }
        func riesgo(_ id: String, _ p: String, _ i: String, _ listo: String) throws -> Ficha {
            try Self.ficha(
                "riesgo", id,
                ["probabilidad": Self.texto(p), "impacto": Self.texto(i), "listo": Self.texto(listo)])
        }
        let fichas = [
            try Self.proceso(),
            try actividad("10", "2027-01-01", "concluida"), try actividad("2", "2027-01-01", "en_curso"),
            try actividad("2.1", "2027-09-01", "pendiente"), try actividad("3", "2027-01-01", "cancelada"),
            try centro("uno", "catd", cumple: ["si", "si"], enlaces: ["principal", "respaldo"]),
            try centro("dos", "catd", cumple: ["si", "no"], enlaces: ["principal", "respaldo"]),
            try centro("tres", "catd", cumple: ["si"], enlaces: ["principal"]),
            try centro("cuatro", "sede", cumple: ["si"], enlaces: []),
            try centro("cinco", "ccv", cumple: [], enlaces: ["principal", "respaldo"]),
            try riesgo("a", "5", "5", "no"), try riesgo("b", "3", "5", "si"), try riesgo("c", "2", "5", "no"),
            try Self.ficha("plaza", "p", ["requeridas": Self.texto("4"), "cubiertas": Self.texto("6")]),
            try Self.ficha("plaza", "q", ["requeridas": Self.texto("3")]),
        ]
        let p = Preparacion(fichas, entregables: Self.catalogo, hoy: try Self.dia("2027-05-01"))
        #expect(p.faltan == 36)
        #expect(p.plan == .init(1, de: 3))
        #expect(p.actividades.map(\.numero) == ["2", "2.1", "3", "10"])
        #expect(p.actividades.map(\.situacion) == [.atrasada, .pendiente, .cancelada, .concluida])
        #expect(p.centrosListos == .init(2, de: 5))
        #expect(p.centros.first { $0.clave.id == "dos" }?.faltantes == ["ups"])
        // High is what the Plan de Seguridad calls high or critical.
        #expect(p.riesgosControlados == .init(1, de: 3))
        #expect(p.riesgos.map(\.severidad) == [25, 15, 10])
        #expect(p.personas == .init(4, de: 7))
        let nada = Preparacion([], entregables: Self.catalogo, hoy: try Self.dia("2027-05-01"))
        #expect(nada.calendario == nil && nada.faltan == nil && nada.entregadas == .init(0, de: 0))
    }

    @Test func `los renglones de una ficha sólo llevan datos simples, que es lo que su forma sabe mostrar`() {
        for clase in Clase.todas {
            for campo in clase.campos {
                guard case .grupos(let suyos) = campo.tipo else { continue }
                #expect(suyos.allSatisfy { $0.tipo.esSimple }, "\(clase.clave).\(campo.clave)")
            }
        }
    }

    @Test(arguments: [
        ("oficio", ["numero": "IEC/SE/653/2021", "fecha": "2021-03-05"], "IEC-SE-653-2021"),
        (
            "sesion", ["numero": "4", "fecha": "2021-03-29", "organo": "cotaprep", "tipo": "ordinaria"],
            "2021-03-29-ordinaria-4-cotaprep"
        ),
        ("persona", ["nombre": "Persona Ñandú, Mtra."], "persona-nandu-mtra"), ("proceso", [:], "proceso"),
    ])
    func `la clave que se propone sale del número o de la fecha y el título`(
        _ clase: String, _ campos: [String: String], _ clave: String
    ) throws {
        let propuesta = try #require(Clase.de(clase)).clavePropuesta(Ficha.Campos(campos.mapValues(Self.texto)))
        #expect(propuesta == clave)
        #expect(Ficha.Clave(clase: clase, id: clave) != nil)
    }

    @Test func `dos versiones se comparan dato por dato, con renglones y fuentes`() throws {
        let clase = try #require(Clase.de("sesion"))
        func sesion(_ asunto: String, _ hora: String?, conflicto: String? = nil) throws -> Ficha {
            var campos: [String: Contenido] = [
                "fecha": .asiento(Asiento("2021-03-29", conflicto: conflicto)),
                "orden": .lista([.grupo(["asunto": Self.texto("Lista")]), .grupo(["asunto": Self.texto(asunto)])]),
            ]
            campos["hora"] = hora.map(Self.texto)
            return try Self.ficha("sesion", "una", campos)
        }
        #expect(clase.diferencias(try sesion("A", nil), try sesion("A", nil)).isEmpty)
        let cambios = clase.diferencias(try sesion("A", "10:00"), try sesion("B", nil, conflicto: "El acta dice 30"))
        #expect(
            cambios == [
                Diferencia(campo: "Fecha", antes: "2021-03-29", despues: "2021-03-29 [conflicto: El acta dice 30]"),
                Diferencia(campo: "Orden del día 2 · Asunto", antes: "A", despues: "B"),
                Diferencia(campo: "Hora", antes: "10:00", despues: nil),
            ])
        #expect(clase.diferencias(nil, try sesion("A", nil)).count == 3)
    }
}
