import Apoyo
import Electoral
import Testing

/// What changed, corte by corte: newsrooms that read only this know as much as those that compare data bases.
@Suite struct CambiosTests {
    @Test func `la unión de los cambios son todos los resultados, cada uno en el corte en que llegó`() throws {
        let vivida = try NocheVivida.ver()
        var finales: [String: JSON] = [:]
        var previo = 0
        for m in vivida.momentos {
            let lineas = try cambios(m)
            #expect(lineas.allSatisfy { $0["corte"].entero == m.corte.numero })
            let nuevos = m.escrutinio.catalogo.actas.filter { m.escrutinio.actas[$0.id - 1].numero > previo }
            let fuera = m.escrutinio.fuera.joined().filter { $0.resultado.numero > previo }
            #expect(Set(lineas.map { llave($0) }).count == lineas.count)
            #expect(
                Set(lineas.map { llave($0) })
                    == Set(nuevos.map { "\(m.escrutinio.catalogo.eleccion(de: $0).id) \($0.identidad)" })
                    .union(
                        fuera.map { "\(m.escrutinio.catalogo.elecciones[$0.acta.eleccion].id) \($0.acta.identidad)" }))
            for linea in lineas { finales[llave(linea)] = linea }
            previo = m.corte.hasta
        }
        let e = vivida.ultimo.escrutinio
        let conResultado = e.catalogo.actas.filter { e.actas[$0.id - 1].resultado != nil }
        #expect(finales.count == conResultado.count + e.fuera.joined().count)
        #expect(e.fuera.joined().count > 0)
        for acta in conResultado {
            let linea = try #require(finales["\(e.catalogo.eleccion(de: acta).id) \(acta.identidad)"])
            let veredicto = e.actas[acta.id - 1].veredicto
            #expect(linea["claveActa"].texto == acta.claveActa)
            #expect(linea["contabilizada"].texto == veredicto.contabilizada.rawValue)
            #expect(linea["total"] == (veredicto.total.map { .entero($0) } ?? .nulo))
            #expect(linea["observaciones"].texto == Redaccion.opl.observaciones(veredicto.criterio))
        }
    }

    @Test func `cada corrección dice su motivo y nada más lo lleva`() throws {
        var correcciones = 0
        for m in try NocheVivida.ver().momentos {
            for linea in try cambios(m) {
                let corrige = linea["tipo"].texto == "corrección"
                #expect(corrige || linea["tipo"].texto == "nueva")
                #expect(corrige == !linea["motivo"].texto.isEmpty)
                if corrige { correcciones += 1 }
            }
        }
        #expect(correcciones > 0)
    }

    @Test func `una corrección cambia la cifra y queda en su corte con su motivo`() throws {
        let (antes, despues) = Mini.conDosCortes()
        try Carpeta.prestar { carpeta in
            let publicador = try despues.publicador(en: carpeta)
            try antes.publicar(publicador)
            try despues.publicar(publicador)
            let archivos = Carpeta.leer(carpeta)
            let primero = try lineas(try #require(archivos["cambios/0001.ndjson"]))
            #expect(primero.map { $0["tipo"].texto } == ["nueva", "nueva", "nueva"])
            let segundo = try lineas(try #require(archivos["cambios/0002.ndjson"]))
            #expect(segundo.map { $0["tipo"].texto } == ["corrección", "nueva", "nueva"])
            #expect(segundo[0]["motivo"].texto == "Cotejo: se leyó mal una cifra")
            #expect((primero[0]["total"].entero, segundo[0]["total"].entero) == (192, 189))
            #expect(segundo[2]["observaciones"].texto == "SIN ACTA POR PAQUETE NO ENTREGADO")
            #expect(segundo[2]["total"] == .nulo)
            let pagina = try #require(archivos["ayun/001/actas/\(despues.catalogo.actas[0].claveActa).html"])
            #expect(Pagina(pagina).dato("Corrección") == "Cotejo: se leyó mal una cifra")
        }
    }

    @Test func `un corte sin hechos nuevos no trae cambios`() throws {
        var mini = Mini()
        mini.verificar(1)
        mini.cortar()
        mini.cortar()
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            #expect(Carpeta.leer(carpeta)["cambios/0002.ndjson"] == [])
        }
    }

    private func llave(_ linea: JSON) -> String { "\(linea["eleccion"].texto) \(linea["identidad"].texto)" }

    private func cambios(_ m: NocheVivida.Momento) throws -> [JSON] {
        try lineas(try #require(m.archivos["cambios/\(cifras(m.corte.numero, ancho: 4)).ndjson"]))
    }

    private func lineas(_ bytes: [UInt8]) throws -> [JSON] {
        #expect(bytes.isEmpty || bytes.last == 10)
        return try bytes.split(separator: 10).map { try JSON.leer($0) }
    }
}
