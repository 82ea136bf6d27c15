import Electoral
import Formatos
import Testing

/// The official data base as dominio 6 describes it, on the worked example of its appendix B.
@Suite struct EscritorDeBaseTests {
    static let cabeza = "CLAVE_CASILLA,CLAVE_ACTA,ID_ENTIDAD,ENTIDAD"
    static let medio =
        "SECCION,ID_CASILLA,TIPO_CASILLA,EXT_CONTIGUA,UBICACION_CASILLA,TIPO_ACTA,TOTAL_BOLETAS_SOBRANTES,TOTAL_PERSONAS_VOTARON,"
        + "TOTAL_REP_PARTIDO_CI_VOTARON,TOTAL_VOTOS_SACADOS"
    static let cola =
        "NO_REGISTRADAS,NULOS,TOTAL_VOTOS_ASENTADO,TOTAL_VOTOS_CALCULADO,LISTA_NOMINAL,REPRESENTANTES_PP_CI,OBSERVACIONES,"
        + "CONTABILIZADA,MECANISMOS_TRASLADO,CODIGO_INTEGRIDAD,FECHA_HORA_ACOPIO,FECHA_HORA_CAPTURA,FECHA_HORA_VERIFICACION,ORIGEN,"
        + "DIGITALIZACION,TIPO_DOCUMENTO"

    @Test func `las columnas están en el orden de la estructura 2024`() {
        #expect(
            NocheEscrita().escritor().columnas.joined(separator: ",")
                == "\(Self.cabeza),ID_MUNICIPIO,MUNICIPIO,\(Self.medio),PA,PB,PC,PD,PA_PB_PC,PA_PB,PA_PC,PB_PC,\(Self.cola)"
        )
        let formato = FormatoDeBase(
            prefijoCoalicion: "C_", cotejada: true,
            nombres: ["ID_DISTRITO_LOCAL": "ID_DISTRITO", "DISTRITO_LOCAL": "DISTRITO"])
        #expect(
            NocheEscrita(ambito: .distrito).escritor(formato).columnas.joined(separator: ",")
                == "\(Self.cabeza),ID_DISTRITO,DISTRITO,\(Self.medio),PA,PB,PC,PD,C_PA_PB_PC,C_PA_PB,C_PA_PC,C_PB_PC,\(Self.cola),COTEJADA"
        )
    }

    @Test func `el ejemplo del apéndice B, línea por línea`() {
        let lineas = NocheEscrita().texto().split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        let h = NocheEscrita.hash
        let sellos = "06/06/2027 20:10:01,06/06/2027 20:20:02,06/06/2027 20:30:03,CATD,ESCANER,ACTA PREP"
        let lugar = "05,COAHUILA,001,ABASOLO"
        let aux = "201,ILEGIBLE,SIN DATO,430"
        let vacios = Array(repeating: "SIN ACTA", count: 12).joined(separator: ",")
        let guiones = Array(repeating: "-", count: 12).joined(separator: ",")
        let cuatro = "SIN ACTA,SIN ACTA,SIN ACTA,SIN ACTA"
        let na = Array(repeating: "N/A", count: 8).joined(separator: ",")
        #expect(lineas[0] == "AYUNTAMIENTOS")
        #expect(lineas[1] == "07/06/2027 20:00 (UTC-6)")
        #expect(lineas[2] == "")
        #expect(lineas[3] == BaseSintetica.variables.joined(separator: ","))
        #expect(lineas[4] == "9,9,1,8,88.8888,4,44.4444,44.4444,4,2098,1484,974,70.7340")
        #expect(lineas[5] == "")
        #expect(lineas[6] == NocheEscrita().escritor().columnas.joined(separator: ","))
        #expect(
            Array(lineas[7...]) == [
                "050001B0100,050001B01004,\(lugar),0001,01,B,00,1,4,\(aux),100,80,60,150,12,7,5,3,1,9,427,427,700,10,,1,F-D,\(h),\(sellos)",
                "050001C0100,050001C01004,\(lugar),0001,01,C,00,1,4,\(aux),90,ILEGIBLE,55,140,10,6,4,2,0,8,315,315,699,10,"
                    + "ALGÚN CAMPO ILEGIBLE O SIN DATO,1,F-D,\(h),\(sellos)",
                "050001C0200,050001C02004,\(lugar),0001,02,C,00,1,4,\(aux),85,70,50,SIN DATO,9,5,3,1,2,7,232,232,699,10,"
                    + "ALGÚN CAMPO ILEGIBLE O SIN DATO,1,F-D,\(h),\(sellos)",
                "050002B0100,050002B01004,\(lugar),0002,01,B,00,1,4,\(aux),200,150,100,60,10,5,3,1,0,6,535,535,500,8,"
                    + "EXCEDE LISTA NOMINAL,0,F-D,\(h),\(sellos)",
                "050002C0100,050002C01004,\(lugar),0002,01,C,00,1,4,\(aux),ILEGIBLE,ILEGIBLE,SIN DATO,ILEGIBLE,SIN DATO,SIN DATO,"
                    + "ILEGIBLE,ILEGIBLE,SIN DATO,SIN DATO,0,0,500,8,TODOS ILEGIBLES O SIN DATO,0,F-D,\(h),\(sellos)",
                "050003B0100,050003B01004,\(lugar),0003,01,B,00,1,4,\(cuatro),\(vacios),650,10,SIN ACTA POR PAQUETE NO ENTREGADO,0,\(na)",
                "050003E0100,050003E01004,\(lugar),0003,01,E,00,1,4,\(cuatro),\(vacios),300,6,SIN ACTA POR CASILLA NO INSTALADA,0,\(na)",
                "050003S0100,050003S01004,\(lugar),0003,01,S,00,1,4,\(aux),120,90,70,200,8,4,2,1,3,12,510,510,0,10,,1,F-D,\(h),\(sellos)",
                "050004B0100,050004B01004,\(lugar),0004,01,B,00,1,4,-,-,-,-,\(guiones),600,10,-,-,-,-,-,-,-,-,-,-",
                "-,-,05,COAHUILA,-,-,-,-,,-,3,0,-,-,-,-,\(guiones),-,-,FUERA DE CATÁLOGO,2,F-D,\(h),06/06/2027 20:10:01,-,-,CATD,"
                    + "ESCANER,ACTA PREP", "",
            ])
    }

    @Test func `el encabezado A pone el resumen en la tercera línea`() {
        let b = NocheEscrita().texto().split(separator: "\r\n", omittingEmptySubsequences: false)
        let a = NocheEscrita().texto(FormatoDeBase(encabezado: .a, codificacion: .utf8))
            .split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(Array(a) == Array(b[0...1] + b[3...]))
    }

    @Test func `antes del último corte la participación va sin especiales`() throws {
        let noche = NocheEscrita(ultimo: false)
        #expect(noche.texto().contains(",1484,974,46.4251\r\n"))
        let auditoria = try Auditoria(
            noche.base(), archivo: "b.csv", opciones: .init(enOperacion: true, boletasEspeciales: 1000))
        #expect(auditoria.todoCoincide)
    }

    @Test func `una casilla de modalidad no tiene sección ni número, y lo que no aplica se dice`() {
        let noche = NocheEscrita()
        let corta = Plantilla(id: "M", campos: [.voto(3), .voto(9)])
        let eleccion = Eleccion(
            id: "AYUN", titulo: "AYUNTAMIENTOS", anio: 2027, ambito: .municipio, opciones: NocheEscrita.opciones,
            unidades: [], plantillas: [corta])
        let casilla = Casilla(tipo: .extranjero, seccion: nil, numero: 1, listaNominal: 300, representantes: nil)
        let acta = Acta(
            id: 1, identidad: "M", eleccion: 0, unidad: nil, casilla: casilla, claveCasilla: "050000M0100",
            claveActa: "050000M01004",
            tipoActa: "4VMRE", plantilla: 0)
        let estado = Escrutinio(
            catalogo: Catalogo(entidad: Entidad.todas[4], elecciones: [eleccion], actas: [acta]),
            criterios: Criterios(),
            fraccion: .unoACadaUno
        ).actas[0]
        let escritor = EscritorDeBase(
            eleccion: eleccion, formato: FormatoDeBase(finDeLinea: .lf), proceso: noche.proceso, entorno: .oficial)
        #expect(
            String(decoding: escritor.fila(acta, estado), as: UTF8.self)
                == "050000M0100,050000M01004,05,COAHUILA,N/A,N/A,N/A,N/A,M,00,1,4VMRE,N/A,N/A,N/A,N/A,-,-,-,-,-,-,-,-,-,-,N/A,-,300,N/A,"
                + "-,-,-,-,-,-,-,-,-,-\n")
    }

    // MARK: Names

    @Test func `los nombres de los archivos y de los paquetes`() {
        let noche = NocheEscrita()
        let escritor = noche.escritor()
        #expect(escritor.nombreDeBase == "COAH_AYUN_2027.csv")
        #expect(escritor.nombreDeCandidaturas == "COAH_AYUN_CANDIDATURAS_2027.csv")
        #expect(escritor.nombreDeZip(noche.corte) == "20270607_2000_PREP_AYUN_COAH.zip")
        #expect(EscritorDeBase.nombreDePaquete(noche.corte, noche.proceso, .oficial) == "20270607_2000_PREP_COAH.zip")
    }

    @Test func `los del simulacro llevan su marca`() {
        let noche = NocheEscrita(ambito: .distrito, entorno: .simulacro)
        #expect(noche.escritor().nombreDeZip(noche.corte) == "20270607_2000_PREP_DIP_LOC_COAH_SIMULACRO.zip")
        #expect(
            EscritorDeBase.nombreDePaquete(noche.corte, noche.proceso, .simulacro)
                == "20270607_2000_PREP_COAH_SIMULACRO.zip")
        #expect(
            EscritorDeBase.nombreDePaquete(noche.corte, noche.proceso, .repeticion) == "20270607_2000_PREP_COAH.zip")
    }

    // MARK: LEEME

    @Test(arguments: FormatoDeBase.variantes) func `el LEEME explica cada columna con el nombre que lleva`(
        _ formato: FormatoDeBase
    ) {
        for ambito in [Eleccion.Ambito.distrito, .municipio] {
            let noche = NocheEscrita(ambito: ambito)
            let leeme = noche.leeme(formato)
            // Names stand at the beginning of a line, before the colon.
            let explicadas = leeme.split(separator: "\r\n").flatMap { linea in
                (linea.split(separator: ":").first ?? "").split(separator: ", ").map(String.init)
            }
            #expect(Set(noche.escritor(formato).columnas).subtracting(explicadas).isEmpty)
            #expect(Set(BaseSintetica.variables.map { formato.nombres[$0] ?? $0 }).subtracting(explicadas).isEmpty)
            #expect(leeme.contains(noche.escritor(formato).nombreDeBase) && leeme.hasSuffix("\r\n"))
        }
    }

    @Test(arguments: [FormatoDeBase.Encabezado.a, .b]) func `el LEEME dice en qué fila está cada cosa`(
        encabezado: FormatoDeBase.Encabezado
    ) {
        let formato = FormatoDeBase(encabezado: encabezado, codificacion: .utf8)
        let lineas = NocheEscrita().texto(formato).split(separator: "\r\n", omittingEmptySubsequences: false)
        let columnas = (lineas.firstIndex { $0.hasPrefix("CLAVE_CASILLA") } ?? -1) + 1
        let resumen = (lineas.firstIndex { $0.hasPrefix("ACTAS_ESPERADAS") } ?? -1) + 1
        let leeme = NocheEscrita().leeme(formato)
        #expect(leeme.contains("Fila \(columnas): encabezado."))
        #expect(leeme.contains("Filas \(resumen) y \(resumen + 1): nombres y valores del resumen."))
    }

    @Test(arguments: FormatoDeBase.variantes) func `el LEEME dice cómo se abre con cada programa`(
        formato: FormatoDeBase
    ) throws {
        let noche = NocheEscrita()
        let lineas = noche.leeme(formato).split(separator: "\r\n").map(String.init)
        func orden(_ programa: String) throws -> String {
            let suyas = lineas.filter { $0.hasPrefix("\(programa): ") }
            #expect(suyas.count == 1)
            return String(try #require(suyas.first).dropFirst(programa.count + 2))
        }
        let base = noche.escritor(formato).nombreDeBase
        let salta = formato.encabezado == .b ? 6 : 5
        let separador = formato.delimitador == "\t" ? "\\t" : formato.delimitador
        let pandas = try orden("pandas")
        #expect(pandas.hasPrefix("pandas.read_csv(\"\(base)\", sep=\"\(separador)\", encoding="))
        #expect(pandas.hasSuffix(", skiprows=\(salta), dtype=str, keep_default_na=False)"))
        let duckdb = try orden("DuckDB")
        #expect(duckdb.contains("'\(base)', delim='\(separador)'") && duckdb.contains("skip=\(salta), header=true"))
        let hoja = try orden("LibreOffice")
        let columnas = noche.escritor(formato).columnas.count
        let codigo = try #require(formato.delimitador.utf8.first)
        #expect(hoja.hasPrefix("soffice --headless --convert-to ods --infilter=\"CSV:\(codigo),34,"))
        #expect(hoja.contains(",\(salta + 1),1/2/2/2/") && hoja.hasSuffix("/\(columnas)/2\" \(base)"))
        #expect(try orden("LibreOffice, en pantalla").contains("desde la fila \(salta + 1),"))
        #expect(try orden("Excel").contains("las primeras \(salta) filas"))
    }

    @Test func `ningún nombre del catálogo es una fórmula`() {
        for (nombre, celda) in [
            ("=1+1", "'=1+1"), ("+A1", "'+A1"), ("@SUM(A1)", "'@SUM(A1)"), ("-x", "'-x"), ("-", "-"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("A=1", "A=1"),
        ] {
            var bytes: [UInt8] = []
            CodificadorDeTexto(FormatoDeBase()).agregar(nombre, a: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == celda)
        }
    }

    @Test func `el LEEME lleva la marca del simulacro y la advertencia de la repetición`() {
        #expect(NocheEscrita(entorno: .simulacro).leeme(FormatoDeBase()).contains("SIMULACRO"))
        #expect(!NocheEscrita().leeme(FormatoDeBase()).contains("SIMULACRO"))
        #expect(NocheEscrita(entorno: .repeticion).leeme(FormatoDeBase()).contains("no sus imágenes"))
    }
}
