import Apoyo
import Electoral
import Formatos
import Testing

/// The order of the rows never matters, a missing row shows, and what is known of each row is kept.
@Suite struct BaseImportadaOrdenTests {
    /// Everything that a row says but its line.
    private func contenido(_ base: BaseImportada) -> [String] {
        base.filas.map { f in
            let sellos = [f.acopio, f.captura, f.verificacion].map { $0?.sello ?? "nada" }.joined(separator: " ")
            return
                "\(f.identidad) \(f.acta ?? 0) \(String(describing: f.condicion)) \(f.contabilizada) \(f.observaciones) "
                + "\(f.calculado ?? -1) \(f.imagen ?? "nada") \(String(describing: f.procedencia)) \(sellos)"
        }.sorted()
    }

    private func iguales(_ a: BaseImportada, _ b: BaseImportada) {
        #expect(a.catalogo == b.catalogo)
        #expect(contenido(a) == contenido(b))
        #expect(a.declarado.map(\.valor) == b.declarado.map(\.valor))
    }

    @Test(
        .conDatosReales, arguments: [BaseReal.gubernatura, .ayuntamientos, .quintanaRoo, .extraordinaria, .cerosJuntas])
    func `las filas en cualquier orden dan el mismo catálogo`(_ real: BaseReal) throws {
        let bytes = try real.bytes()
        var lineas = bytes.split(separator: 10, omittingEmptySubsequences: false)
        let encabezado = try #require(
            lineas.firstIndex { String(decoding: $0, as: UTF8.self).contains("CLAVE_CASILLA") })
        let ultima = lineas.last?.isEmpty == true ? lineas.count - 1 : lineas.count
        var azar = CarpetaDeEjemplo.Semilla(estado: 2024)
        lineas[(encabezado + 1)..<ultima].shuffle(using: &azar)
        let revuelta = try BaseImportada(Array(lineas.joined(separator: [10])), archivo: real.rawValue)
        iguales(try real.importada(), revuelta)
    }

    @Test func `con claves repetidas o vacías tampoco importa el orden`() throws {
        var base = BaseSintetica()
        for (i, clave) in ["K", "K", "K#1", "K", "", "", "K#1"].enumerated() { base[i, "CLAVE_ACTA"] = clave }
        let original = try base.importar()
        #expect(Set(original.filas.map(\.identidad)).count == 8)
        var azar = CarpetaDeEjemplo.Semilla(estado: 3)
        for _ in 0..<10 {
            base.filas.shuffle(using: &azar)
            iguales(original, try base.importar())
        }
    }

    @Test func `dos filas idénticas son dos actas`() throws {
        let base = try BaseSintetica().con { $0.filas.append($0.filas[0]) }.importar()
        #expect(base.catalogo.actas.count == 8)
        #expect(
            base.catalogo.actas.filter { $0.claveActa == "050001B01002" }.map(\.identidad) == [
                "050001B01002#1", "050001B01002#2",
            ])
    }

    @Test func `la fila que falta deja una diferencia con lo declarado`() throws {
        for i in 0..<7 {
            let base = try BaseSintetica().con { $0.filas.remove(at: i) }.importar()
            let resumen = ReglasContraLaFuenteTests.computo(base).entidad.resumen
            #expect(ReglasContraLaFuenteTests.diferencias(base, resumen).contains("ACTAS_ESPERADAS 7≠6"))
        }
        let completa = try BaseSintetica().importar()
        #expect(
            ReglasContraLaFuenteTests.diferencias(completa, ReglasContraLaFuenteTests.computo(completa).entidad.resumen)
                .isEmpty)
    }

    @Test func `cada estado de una fila`() throws {
        let filas = try BaseSintetica().importar().filas
        #expect(filas.map(\.linea) == Array(8...15))
        #expect(
            filas[0].condicion
                == .capturada(Captura([400, 250, 3, 253, 100, 80, 60, 12, 1, 9, 262].map { .cantidad($0) })))
        guard case .capturada(let conIlegible) = filas[1].condicion else {
            Issue.record("la segunda fila está capturada")
            return
        }
        #expect(conIlegible.firma == "400,250,3,253,90,I,55,10,0,8,163")
        #expect(filas[4].condicion == .sinActa(.paqueteNoEntregado))
        #expect(
            filas[6].condicion == nil && filas[6].imagen == nil && filas[6].procedencia == nil && filas[6].acopio == nil
        )
        #expect(filas[7].condicion == .fueraDeCatalogo && filas[7].acta == nil && filas[7].imagen == BaseSintetica.hash)
        #expect(filas[4].imagen == nil && filas[4].procedencia == nil)
        #expect(filas[0].procedencia == Procedencia(origen: .catd, digitalizacion: .escaner, mecanismo: "F"))
        #expect(filas[0].captura?.sello == "06/06/2027 20:20:00")
    }

    @Test(arguments: [
        ("SIN ACTA POR CASILLA NO INSTALADA", CausaSinActa.casillaNoInstalada),
        ("SIN ACTA POR PAQUETE ENTREGADO SIN BOLSA", .paqueteSinBolsa),
        ("SIN ACTA POR PAQUETE ENTREGADO SIN SOBRE", .paqueteSinBolsa),
        ("SIN ACTA POR PAQUETE NO ENTREGADO", .paqueteNoEntregado),
        ("SIN ACTA POR CONTINGENCIA EN URNA ELECTRÓNICA", .contingenciaUrna), ("Sin Acta(1)", .paqueteNoEntregado),
        ("Sin acta(2)", .casillaNoInstalada), ("Sin Acta – 3", .paqueteSinBolsa), ("Sin Acta(4)", .contingenciaUrna),
    ]) func `la causa de no haber acta`(texto: String, causa: CausaSinActa) throws {
        let base = try BaseSintetica().con { $0[4, "OBSERVACIONES"] = texto }.importar()
        #expect(base.filas[4].condicion == .sinActa(causa))
    }

    @Test func `la modalidad de digitalización y el código que falta`() throws {
        let base = try BaseSintetica().con {
            $0[0, "DIGITALIZACION"] = "Móvil"
            $0[0, "ORIGEN"] = "Casilla"
            $0[1, "DIGITALIZACION"] = "Urna Electrónica"
            $0[1, "CODIGO_INTEGRIDAD"] = BaseSintetica.hash.uppercased()
            $0[2, "CODIGO_INTEGRIDAD"] = "-"
            $0[2, "TIPO_DOCUMENTO"] = "N/A"
        }.importar()
        #expect(base.filas[0].procedencia?.digitalizacion == .movil && base.filas[0].procedencia?.origen == .casilla)
        #expect(base.filas[1].procedencia?.digitalizacion == .urna && base.filas[1].imagen == BaseSintetica.hash)
        #expect(
            base.filas[2].imagen == "SIN CÓDIGO EN LA FUENTE" && base.filas[2].procedencia?.tipoDocumento == "ACTA PREP"
        )
    }

    @Test func `las boletas de las especiales según lo que la columna traiga`() throws {
        func boletas(_ indicadas: Int?, _ representantes: String) throws -> [Int?] {
            let base = BaseSintetica().con { $0[5, "REPRESENTANTES_PP_CI"] = representantes }
            return try base.importar(boletasEspeciales: indicadas).catalogo.actas.filter {
                $0.casilla.tipo == .especial
            }
            .map { Limites().limite($0.casilla) }
        }
        #expect(try boletas(nil, "10") == [nil])
        #expect(try boletas(1000, "10") == [1010])
        #expect(try boletas(1000, "1000") == [1000])
        #expect(try boletas(1000, "1200") == [1200])
        #expect(try boletas(1000, "N/A") == [1000])
        let ordinarias = try BaseSintetica().importar(boletasEspeciales: 1000).catalogo.actas.filter {
            $0.casilla.tipo != .especial
        }
        #expect(ordinarias.allSatisfy { $0.casilla.boletas == nil })
    }

    @Test func `las claves de la base se publican limpias y el prefijo no es parte del nombre`() throws {
        let base = try BaseSintetica().con {
            $0[0, "CLAVE_ACTA"] = "'050001B01002"; $0[1, "CLAVE_ACTA"] = "=\"050001C01002\""
        }.importar()
        #expect(Set(base.catalogo.actas.map(\.claveActa)).isSuperset(of: ["050001B01002", "050001C01002"]))
        #expect(base.prefijoCoalicion == "C_")
        #expect(base.eleccion.opciones[3] == Opcion(columna: "PA_PB", clase: .combinacion(miembros: [0, 1])))
    }

    @Test(arguments: [
        ("GUBERNATURA", "GUB"), ("DIPUTACIONES LOCALES (INCLUYE RESULTADOS)", "DIP_LOC"),
        ("Diputaciones Federales", "DIP_FED"),
        ("AYUNTAMIENTOS", "AYUN"), ("ALCALDÍAS", "ALC"), ("JUNTAS", "JUNTAS"), ("PRESIDENCIA DE LA REPÚBLICA", "PRES"),
        ("PRESIDENCIAS MUNICIPALES", "AYUN"), ("JEFATURA DE GOBIERNO", "GUB"), ("Elección rara", "ELECCI_N_RAR"),
    ]) func `el título da el código de los archivos`(titulo: String, codigo: String) throws {
        #expect(try BaseSintetica().con { $0.titulo = titulo }.importar().eleccion.id == codigo)
    }
}
