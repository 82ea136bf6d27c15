import Electoral
import Formatos
import Testing

@Suite struct CarpetaDeProcesoTests {
    @Test func `lo que se escribe se lee igual`() throws {
        let carpeta = try CarpetaDeEjemplo.leer()
        let escrita = carpeta.escribir()
        let releida = try CarpetaDeProceso.leer(escrita)
        #expect(releida == carpeta)
        #expect(releida.escribir() == escrita)
    }

    @Test func `lo que se escribe se lee igual con plantillas aprobadas y textos difíciles`() throws {
        var textos = CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas)
        textos["proceso.yaml"] = textos["proceso.yaml"]?
            .sustituyendo(
                "Instituto Electoral de Ejemplo", por: #""Instituto: \"Electoral\" \\ #1, de *Ejemplo & [Año]""#)
        textos["territorio.csv"] = textos["territorio.csv"]?.sustituyendo("Abasolo", por: "\"Villa \"\"La Ñ\"\", 2\"")
        let carpeta = try CarpetaDeEjemplo.leer(textos)
        #expect(carpeta.proceso.institucion == #"Instituto: "Electoral" \ #1, de *Ejemplo & [Año]"#)
        #expect(carpeta.catalogo.elecciones[1].unidades[0].nombre == "Villa \"La Ñ\", 2")
        #expect(try CarpetaDeProceso.leer(carpeta.escribir()) == carpeta)
    }

    @Test func `el acuerdo de los primeros lugares se escribe y se lee, y sin él no hay renglón`() throws {
        let sin = try CarpetaDeEjemplo.leer()
        #expect(sin.proceso.acuerdoDePrimerosLugares == nil)
        let escrito = String(decoding: sin.escribir()["proceso.yaml"] ?? [], as: UTF8.self)
        #expect(!escrito.contains("publicar_primeros_lugares"))
        let textos = CarpetaDeEjemplo.con(
            "proceso.yaml", "entidad: COAH", "publicar_primeros_lugares: \"IEC/CG/123/2027 \\\"bis\\\"\"\nentidad: COAH"
        )
        let con = try CarpetaDeEjemplo.leer(textos)
        #expect(con.proceso.acuerdoDePrimerosLugares == "IEC/CG/123/2027 \"bis\"")
        #expect(try CarpetaDeProceso.leer(con.escribir()) == con)
        // A word is not the number of an acuerdo.
        for valor in ["si", "no", "true", "2027", "\"\"", "[a]"] {
            let malos = CarpetaDeEjemplo.con(
                "proceso.yaml", "entidad: COAH", "publicar_primeros_lugares: \(valor)\nentidad: COAH")
            #expect(throws: ErroresDeCarpeta.self, "\(valor)") { try CarpetaDeEjemplo.leer(malos) }
        }
    }

    @Test func `los acuerdos de la publicación se escriben y se leen, y sin ellos cada corte lleva su base`() throws {
        #expect(try CarpetaDeEjemplo.leer().proceso.acuerdos == nil)
        #expect(try CarpetaDeEjemplo.leer().proceso.horario.minutosEntreBases == 20)
        let textos = CarpetaDeEjemplo.con(
            "proceso.yaml", "minutos_entre_cortes: 20",
            """
            minutos_entre_cortes: 10
            acuerdos:
              minutos_entre_bases: 20
              cierre_al_100: si
              prorroga_hasta: 2027-06-07 21:00
              numeros:
                inicio_publicacion: IEC/CG/045/2027 del 22 de marzo de 2027
                minutos_entre_bases: "IEC/CG/047/2027"
            """)
        let carpeta = try CarpetaDeEjemplo.leer(textos)
        let horario = carpeta.proceso.horario
        #expect(horario.minutos == 10 && horario.minutosEntreBases == 20 && horario.cierraAl100)
        #expect(carpeta.proceso.acuerdos?.prorroga?.iso(.centro) == "2027-06-07T21:00:00-06:00")
        #expect(carpeta.proceso.acuerdos?.numero(.inicio) == "IEC/CG/045/2027 del 22 de marzo de 2027")
        #expect(carpeta.proceso.acuerdos?.numero(.cierre) == nil)
        #expect(try CarpetaDeProceso.leer(carpeta.escribir()) == carpeta)
        // What an order of the night changes does not forget what it does not touch.
        var proceso = carpeta.proceso
        proceso.horario = Horario(inicio: horario.inicio, cierre: horario.cierre, minutos: 5, minutosEntreBases: 15)
        #expect(proceso.horario.minutosEntreBases == 15 && !proceso.horario.cierraAl100)
        #expect(proceso.acuerdos?.prorroga == carpeta.proceso.acuerdos?.prorroga)
    }

    @Test func `lee los datos del proceso y de la base`() throws {
        let carpeta = try CarpetaDeEjemplo.leer()
        #expect(carpeta.proceso.entidad.clave == 5)
        #expect(carpeta.proceso.inicioAcopio.iso(carpeta.proceso.huso) == "2027-06-06T18:00:00-06:00")
        #expect(carpeta.proceso.cierrePublicacion.iso(carpeta.proceso.huso) == "2027-06-07T20:00:00-06:00")
        #expect(carpeta.proceso.minutosEntreCortes == 20)
        #expect(carpeta.proceso.limites == Limites(boletasEspeciales: 1000))
        #expect(carpeta.base == FormatoDeBase(prefijoCoalicion: "C_", nombres: ["DISTRITO_LOCAL": "DISTRITO"]))
        #expect(carpeta.centros.map(\.clave) == ["CATD-01", "CCV-01"])
        #expect(carpeta.centros[0].unidades.map(\.texto) == ["D002", "M001"])
    }

    @Test func `la entidad se escribe con número o abreviatura`() throws {
        for texto in ["5", "05", "coah", "\"COAH\""] {
            let carpeta = try CarpetaDeEjemplo.leer(
                CarpetaDeEjemplo.con("proceso.yaml", "entidad: COAH", "entidad: \(texto)"))
            #expect(carpeta.proceso.entidad.abreviatura == "COAH")
        }
    }

    @Test func `cada casilla da las actas que su elección imprime`() throws {
        let catalogo = try CarpetaDeEjemplo.leer().catalogo
        let dip = catalogo.actas.filter { $0.eleccion == 0 }
        #expect(
            dip.map(\.claveActa) == [
                "050000M01003VMRE", "050001B01003", "050001C01003", "050002B01003", "050002E01003", "050002E01013",
                "050003B01003", "050003S01003EMR", "050003S01003ERP",
            ])
        #expect(dip.allSatisfy { $0.identidad == $0.claveActa })
        #expect(dip.first?.unidad == nil)
        #expect(dip.last?.principio == .representacionProporcional)
        let ayun = catalogo.actas.filter { $0.eleccion == 1 }
        #expect(
            ayun.map(\.claveActa) == [
                "050000A01004VA", "050000A02004VA", "050000P01004VPPP", "050001B01004", "050001C01004", "050002B01004",
                "050002E01004", "050002E01014", "050003B01004", "050003S01004E",
            ])
        #expect(ayun.map { $0.unidad } == [0, 1, 2, 0, 0, 1, 1, 1, 2, 2])
        #expect(ayun.last?.casilla.boletas == 750)
        #expect(catalogo.actas.map(\.id) == Array(1...19))
    }

    @Test func `una coalición de tres da sus cuatro combinaciones sólo donde compite`() throws {
        let ayun = try CarpetaDeEjemplo.leer().catalogo.elecciones[1]
        #expect(
            ayun.opciones.map(\.columna) == [
                "PA", "PB", "PC", "PD", "PE", "PA_PB_PC", "PA_PB", "PA_PC", "PB_PC", "PD_PE", "CAND_IND_1",
                "NO_REGISTRADAS",
                "NULOS",
            ])
        #expect(ayun.opciones[5].clase == .combinacion(miembros: [0, 1, 2]))
        #expect(ayun.opciones[5].nombre == "Juntos")
        #expect(ayun.opciones[6].nombre == "PA_PB")
        #expect(boleta(ayun, "AYUN-ORD-01") == ["PA", "PB", "PC", "PD", "PA_PB_PC", "PA_PB", "PA_PC", "PB_PC"])
        #expect(boleta(ayun, "AYUN-ORD-03") == ["PA", "PB", "PC", "PD_PE"])
    }

    /// Columns of a format without no registradas and nulos.
    private func boleta(_ e: Eleccion, _ id: String) -> [String] {
        let plantilla = e.plantillas.first { $0.id == id }
        return (plantilla?.opciones ?? []).map { e.opciones[$0].columna }.filter {
            $0 != "NO_REGISTRADAS" && $0 != "NULOS"
        }
    }

    @Test func `la candidatura común lleva un solo emblema y reparte según su convenio`() throws {
        let ayun = try CarpetaDeEjemplo.leer().catalogo.elecciones[1]
        #expect(ayun.opciones[9].clase == .candidaturaComun(miembros: [3, 4]))
        let partes = [Convenio.Parte(partido: 3, diezmilesimas: 5333), .init(partido: 4, diezmilesimas: 4667)]
        #expect(ayun.convenios == [Convenio(unidad: "003", opcion: 9, partes: partes, restoPara: 3)])
    }

    @Test func `una independiente sólo está en la boleta de su unidad y se lista como candidatura`() throws {
        let ayun = try CarpetaDeEjemplo.leer().catalogo.elecciones[1]
        let con = ayun.plantillas.filter { $0.tiene(opcion: 10) }.map(\.id)
        #expect(con == ["AYUN-ORD-02", "AYUN-VA-02"])
        let suya = Candidatura(unidad: "002", columna: "CAND_IND_1", propietaria: "Candidatura 9", suplente: nil)
        #expect(ayun.candidaturas.first == suya)
        #expect(ayun.candidaturas.count == 3)
    }

    @Test func `el partido que no compite en una unidad no está en su boleta`() throws {
        let ayun = try CarpetaDeEjemplo.leer().catalogo.elecciones[1]
        #expect(!boleta(ayun, "AYUN-ORD-01").contains("PE"))
        #expect(boleta(ayun, "AYUN-ORD-02").contains("PE"))
    }

    @Test func `las plantillas derivadas siguen el orden del acta y las de modalidad omiten los totales que no llevan`()
        throws
    {
        let catalogo = try CarpetaDeEjemplo.leer().catalogo
        let (dip, ayun) = (catalogo.elecciones[0], catalogo.elecciones[1])
        #expect(dip.plantillas.map(\.id) == ["DIP_LOC-ORD-01", "DIP_LOC-ESP-01", "DIP_LOC-RP-01", "DIP_LOC-VMRE-01"])
        #expect(
            dip.plantillas[0].campos == [
                .boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados, .voto(0), .voto(1),
                .voto(2),
                .voto(3), .voto(4), .voto(5), .voto(6), .voto(7), .totalAsentado,
            ])
        #expect(boleta(dip, "DIP_LOC-RP-01") == ["PA", "PB", "PC", "PD", "PE"])
        #expect(dip.plantillas[3].campos.first == .voto(0))
        let anticipado = ayun.plantillas.first { $0.id == "AYUN-VA-01" }
        #expect(anticipado?.campos.prefix(2) == [.personasVotaron, .votosSacados])
        #expect(
            ayun.plantillas.map(\.id) == [
                "AYUN-ORD-01", "AYUN-ORD-02", "AYUN-ORD-03", "AYUN-ESP-03", "AYUN-VA-01", "AYUN-VA-02", "AYUN-VPPP-03",
            ])
    }

    @Test func `las plantillas aprobadas mandan sobre las derivadas`() throws {
        let carpeta = try CarpetaDeEjemplo.leer(CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas))
        let ayun = carpeta.catalogo.elecciones[1]
        #expect(ayun.plantillas.map(\.id) == ["AY-1", "AY-2", "AY-3"])
        #expect(ayun.plantillas[0].campos.prefix(3) == [.personasVotaron, .voto(3), .voto(0)])
        #expect(carpeta.catalogo.actas.last.map { carpeta.catalogo.plantilla(de: $0).id } == "AY-3")
        #expect(ayun.plantillas.allSatisfy { $0.recuadros == nil })
    }

    @Test func `los recuadros de una plantilla van en el orden de sus campos y cambiarlos cambia el catálogo`() throws {
        func leer(_ plantillas: String) throws -> CarpetaDeProceso {
            try CarpetaDeEjemplo.leer(CarpetaDeEjemplo.con("plantillas.yaml", plantillas))
        }
        let carpeta = try leer(CarpetaDeEjemplo.plantillas)
        let rp = try #require(carpeta.catalogo.elecciones[0].plantillas.first { $0.id == "DIP-RP" })
        #expect(rp.recuadros?.first == Recuadro(x: 5000, y: 3000, ancho: 4525, alto: 300))
        #expect(rp.recuadros?.last == Recuadro(x: 5000, y: 9000, ancho: 5000, alto: 1000))
        #expect(rp.recuadros?.count == rp.campos.count)
        let movida = try leer(CarpetaDeEjemplo.plantillas.sustituyendo("[0.5, 0.3,", por: "[0.5, 0.31,"))
        let cambios = CatalogoDiferencias.entre(carpeta.catalogo, movida.catalogo)
        #expect(cambios.count == 1)
        #expect(cambios.first?.description.contains("la plantilla DIP-RP: recuadros de [0.5000, 0.3000") == true)
    }

    @Test func `una coalición menor contenida en otra conserva columnas sin nombre ambiguo`() throws {
        let menor = "- eleccion: AYUN\n  nombre: Menor\n  partidos: [PA, PB]\n  unidades: [3]\n"
        let textos = CarpetaDeEjemplo.con(
            "coaliciones.yaml", (CarpetaDeEjemplo.archivos["coaliciones.yaml"] ?? "") + "\n" + menor)
        let ayun = try CarpetaDeEjemplo.leer(textos).catalogo.elecciones[1]
        #expect(ayun.opciones[6].nombre == "PA_PB")
        #expect(boleta(ayun, "AYUN-ORD-03") == ["PA", "PB", "PC", "PA_PB", "PD_PE"])
    }

    @Test(arguments: 1...20) func `el orden de las filas no importa`(semilla: Int) throws {
        var azar = CarpetaDeEjemplo.Semilla(estado: UInt64(semilla))
        var textos = CarpetaDeEjemplo.archivos
        for (nombre, texto) in CarpetaDeEjemplo.archivos where nombre.hasSuffix(".csv") {
            let lineas = texto.split(separator: "\n")
            textos[nombre] = (lineas.prefix(1) + lineas.dropFirst().shuffled(using: &azar)).joined(separator: "\n")
        }
        #expect(try CarpetaDeEjemplo.leer(textos) == CarpetaDeEjemplo.leer())
    }

    @Test func `el orden de las listas de coaliciones y plantillas no importa`() throws {
        func alReves(_ texto: String) -> String {
            let piezas = ("\n" + texto).components(de: "\n- ")
            return piezas.reversed().map { "- " + $0 }.joined(separator: "\n")
        }
        var textos = CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas)
        let derecho = try CarpetaDeEjemplo.leer(textos)
        for nombre in ["plantillas.yaml", "coaliciones.yaml"] { textos[nombre] = textos[nombre].map(alReves) }
        #expect(try CarpetaDeEjemplo.leer(textos) == derecho)
    }

    @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t", "|"])
    func `acepta los finales de línea y delimitadores de las hojas de cálculo`(fin: String, delimitador: String) throws
    {
        let normal = try CarpetaDeEjemplo.leer(
            CarpetaDeEjemplo.con("territorio.csv", "\"Allende, cabecera\"", "Allende"))
        var textos = CarpetaDeEjemplo.con("territorio.csv", "\"Allende, cabecera\"", "Allende")
        for (nombre, texto) in textos where nombre.hasSuffix(".csv") {
            let lineas = texto.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            textos[nombre] = "\u{FEFF}" + lineas.map { $0.joined(separator: delimitador) + fin }.joined()
        }
        #expect(try CarpetaDeEjemplo.leer(textos) == normal)
    }

    @Test func `acepta Windows 1252 y avisa de un UTF-8 dañado`() throws {
        var archivos = CarpetaDeEjemplo.bytes(CarpetaDeEjemplo.archivos)
        let texto = CarpetaDeEjemplo.archivos["territorio.csv"] ?? ""
        archivos["territorio.csv"] = texto.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        #expect(try CarpetaDeProceso.leer(archivos) == CarpetaDeEjemplo.leer())
        archivos["territorio.csv"] = Array(texto.utf8.prefix(73)) + [0xF1] + Array(texto.utf8.dropFirst(73))
        #expect(CarpetaDeEjemplo.errores(archivos) == ["territorio.csv:2:9 PREP-FMT-003"])
    }

    @Test func `una carpeta mínima basta`() throws {
        let minima = CarpetaDeEjemplo.archivos.filter {
            ["proceso.yaml", "elecciones.yaml", "territorio.csv", "partidos.csv"].contains($0.key)
        }
        var textos = minima
        textos["casillas.csv"] =
            "SECCION,TIPO_CASILLA,ID_CASILLA,EXT_CONTIGUA,UBICACION_CASILLA,LISTA_NOMINAL,REPRESENTANTES_PP_CI\n1,B,1,0,1,10,0\n"
        let carpeta = try CarpetaDeEjemplo.leer(textos)
        #expect(carpeta.catalogo.actas.count == 2)
        #expect(try CarpetaDeProceso.leer(carpeta.escribir()) == carpeta)
    }
}

extension String {
    fileprivate func components(de separador: String) -> [String] {
        split(separator: separador, omittingEmptySubsequences: true).map(String.init)
    }
}
