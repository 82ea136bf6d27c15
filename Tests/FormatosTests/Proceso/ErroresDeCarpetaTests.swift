import Formatos
import Testing

/// A change to one file of the example and the problems that it must give.
struct Defecto: Sendable, CustomTestStringConvertible {
    let nombre: String
    let archivo: String
    let viejo: String
    let nuevo: String
    let errores: [String]

    init(_ nombre: String, _ archivo: String, _ viejo: String, _ nuevo: String, _ errores: String...) {
        self.nombre = nombre
        self.archivo = archivo
        self.viejo = viejo
        self.nuevo = nuevo
        self.errores = errores
    }

    var testDescription: String { nombre }
}

@Suite struct ErroresDeCarpetaTests {
    static let deProceso: [Defecto] = [
        Defecto(
            "clave que falta", "proceso.yaml", "institucion: Instituto Electoral de Ejemplo\n", "", "1:1 PREP-FMT-006"),
        Defecto("clave desconocida", "proceso.yaml", "origen:", "orijen:", "1:1 PREP-FMT-006", "10:1 PREP-FMT-006"),
        Defecto("clave repetida", "proceso.yaml", "origen:", "nombre:", "1:1 PREP-FMT-007"),
        Defecto("entidad", "proceso.yaml", "COAH", "33", "3:10 PREP-FMT-008"),
        Defecto("zona horaria", "proceso.yaml", "UTC-6", "America/Monterrey", "4:15 PREP-FMT-003"),
        Defecto("fecha irreal", "proceso.yaml", "2027-06-06\n", "2027-02-29\n", "5:10 PREP-FMT-003"),
        Defecto("hora irreal", "proceso.yaml", "2027-06-06 18:00", "2027-06-06 24:00", "6:16 PREP-FMT-003"),
        Defecto("acopio otro día", "proceso.yaml", "2027-06-06 18:00", "2027-06-05 18:00", "6:16 PREP-FMT-003"),
        Defecto("publicar antes", "proceso.yaml", "2027-06-06 20:00", "2027-06-06 17:00", "7:21 PREP-FMT-003"),
        Defecto("cierre antes", "proceso.yaml", "2027-06-07 20:00", "2027-06-06 20:00", "8:21 PREP-FMT-003"),
        Defecto("cierre lejano", "proceso.yaml", "2027-06-07 20:00", "2028-06-07 20:00", "8:21 PREP-FMT-003"),
        Defecto("menos de tres cortes por hora", "proceso.yaml", "cortes: 20", "cortes: 21", "9:23 PREP-FMT-003"),
        Defecto(
            "menos de tres bases por hora", "proceso.yaml", "limites:",
            "acuerdos:\n  minutos_entre_bases: 40\nlimites:",
            "12:24 PREP-FMT-003"),
        Defecto(
            "bases entre cortes", "proceso.yaml", "limites:", "acuerdos:\n  minutos_entre_bases: 15\nlimites:",
            "12:24 PREP-FMT-003"),
        Defecto(
            "prórroga antes del cierre", "proceso.yaml", "limites:",
            "acuerdos:\n  prorroga_hasta: 2027-06-07 19:00\nlimites:", "12:19 PREP-FMT-003"),
        Defecto(
            "prórroga de un año", "proceso.yaml", "limites:", "acuerdos:\n  prorroga_hasta: 2028-06-07 21:00\nlimites:",
            "12:19 PREP-FMT-003"),
        Defecto(
            "acuerdo sin número", "proceso.yaml", "limites:",
            "acuerdos:\n  numeros:\n    cierre_al_100: el último\nlimites:",
            "13:20 PREP-FMT-003"),
        Defecto(
            "acuerdo de otra cosa", "proceso.yaml", "limites:", "acuerdos:\n  numeros: {jornada: \"12\"}\nlimites:",
            "12:13 PREP-FMT-006"),
        Defecto("minutos no enteros", "proceso.yaml", "cortes: 20", "cortes: 7.5", "9:23 PREP-FMT-003"),
        Defecto("número desbordado", "proceso.yaml", "cortes: 20", "cortes: 99999999999999999999", "9:23 PREP-FMT-003"),
        Defecto("origen con espacio", "proceso.yaml", "prep.ejemplo.mx/2027", "prep ejemplo", "10:9 PREP-FMT-003"),
        Defecto("límite negativo", "proceso.yaml", "1000", "-1", "12:23 PREP-FMT-003"),
        Defecto("mapa donde va texto", "proceso.yaml", "COAH", "{a: b}", "3:10 PREP-FMT-005"),
        Defecto(
            "texto donde va mapa", "proceso.yaml", "limites:\n  boletas_especiales: 1000", "limites: 3",
            "11:10 PREP-FMT-005"),
        Defecto("redacción", "proceso.yaml", "limites:", "redaccion: otra\nlimites:", "11:12 PREP-FMT-003"),
        Defecto("prefijo", "proceso.yaml", "C_", "\"C,\"", "14:22 PREP-FMT-003"),
        Defecto("carácter de control", "proceso.yaml", "Instituto Electoral", "\"A\\x07\" #", "2:14 PREP-FMT-003"),
        Defecto("sangría", "proceso.yaml", "entidad: COAH", " entidad: COAH", "3:9 PREP-FMT-005"),
        Defecto("alias", "proceso.yaml", "nombre: Pro", "nombre: &n Pro\nx: *n\ny: ", "2:4 PREP-FMT-005"),
        Defecto("alias sin ancla", "proceso.yaml", "COAH", "*e", "3:10 PREP-FMT-005"),
        Defecto("dos documentos", "proceso.yaml", "entidad:", "---\nentidad:", "3:1 PREP-FMT-005"),
    ]

    static let deElecciones: [Defecto] = [
        Defecto("id en minúsculas", "elecciones.yaml", "DIP_LOC", "dip", "1:7 PREP-FMT-003"),
        Defecto("elección repetida", "elecciones.yaml", "id: AYUN", "id: DIP_LOC", "6:3 PREP-FMT-007"),
        Defecto("ámbito", "elecciones.yaml", "ambito: distrito", "ambito: estado", "4:11 PREP-FMT-003"),
        Defecto("sin ordinaria", "elecciones.yaml", "    ordinaria: \"4\"\n", "", "12:5 PREP-FMT-006"),
        Defecto("clase de acta", "elecciones.yaml", "anticipado:", "anticipada:", "14:5 PREP-FMT-006"),
        Defecto("TIPO_ACTA de otra elección", "elecciones.yaml", "\"4\"", "\"3\"", "6:3 PREP-FMT-007"),
        Defecto("MR y RP iguales", "elecciones.yaml", "3ERP", "3EMR", "5:18 PREP-FMT-007"),
        Defecto("año", "elecciones.yaml", "anio: 2027", "anio: 27", "3:9 PREP-FMT-003"),
        Defecto("booleano", "elecciones.yaml", "modalidades: si", "modalidades: quizá", "10:27 PREP-FMT-003"),
    ]

    static let deTerritorio: [Defecto] = [
        Defecto("falta columna", "territorio.csv", ",MUNICIPIO", "", "1:1 PREP-FMT-006"),
        Defecto("columna desconocida", "territorio.csv", "SECCION,", "SECION,", "1:1 PREP-FMT-006", "1:1 PREP-FMT-006"),
        Defecto("columna repetida", "territorio.csv", "SECCION,", "SECCION,SECCION,", "1:9 PREP-FMT-007"),
        Defecto("sección repetida", "territorio.csv", "2,1,Acuña", "1,1,Acuña", "3:1 PREP-FMT-007"),
        Defecto("sección cero", "territorio.csv", "2,1,Acuña", "0,1,Acuña", "3:1 PREP-FMT-003"),
        Defecto("dos nombres", "territorio.csv", "2,1,Acuña", "2,1,Otro", "3:5 PREP-FMT-003"),
        Defecto("celda vacía", "territorio.csv", "1,Abasolo", "1,", "2:13 PREP-FMT-003"),
        Defecto("celdas de más", "territorio.csv", "1,Abasolo", "1,Abasolo,", "2:1 PREP-FMT-002"),
        Defecto("comillas abiertas", "territorio.csv", "cabecera\"", "cabecera", "4:5 PREP-FMT-002"),
        Defecto("texto tras comillas", "territorio.csv", "cabecera\"", "cabecera\"x", "4:24 PREP-FMT-002"),
        Defecto("celda enorme", "territorio.csv", "Abasolo", String(repeating: "x", count: 5000), "2:13 PREP-FMT-009"),
        Defecto("texto largo", "territorio.csv", "Abasolo", String(repeating: "x", count: 201), "2:13 PREP-FMT-003"),
        Defecto("salto de línea", "territorio.csv", "Abasolo", "\"Aba\nsolo\"", "2:13 PREP-FMT-003"),
        Defecto("byte nulo", "territorio.csv", "Abasolo", "\0", "2:13 PREP-FMT-003"),
        Defecto("sentido de lectura invertido", "territorio.csv", "Abasolo", "A\u{202E}B", "2:13 PREP-FMT-003"),
    ]

    static let deCasillas: [Defecto] = [
        Defecto("tipo", "casillas.csv", "1,B,1", "1,Z,1", "2:3 PREP-FMT-003"),
        Defecto("básica distinta de 1", "casillas.csv", "1,B,1", "1,B,2", "2:5 PREP-FMT-003"),
        Defecto("clave repetida", "casillas.csv", "2,E,1,1", "2,E,1,0", "6:5 PREP-FMT-007"),
        Defecto("modalidad sin numerar", "casillas.csv", "A,2", "A,1", "11:4 PREP-FMT-007"),
        Defecto("extensión de una contigua", "casillas.csv", "1,C,1,0", "1,C,1,2", "3:7 PREP-FMT-003"),
        Defecto("sección desconocida", "casillas.csv", "3,B", "4,B", "7:1 PREP-FMT-008"),
        Defecto("sección en modalidad", "casillas.csv", ",M,1", "1,M,1", "9:1 PREP-FMT-003"),
        Defecto("ubicación", "casillas.csv", "1,B,1,0,1", "1,B,1,0,3", "2:9 PREP-FMT-003"),
        Defecto("lista nominal negativa", "casillas.csv", "650", "-650", "2:11 PREP-FMT-003"),
        Defecto("lista nominal desbordada", "casillas.csv", "650", "9223372036854775808", "2:11 PREP-FMT-003"),
        Defecto("especial con lista nominal", "casillas.csv", "3,S,1,0,1,0", "3,S,1,0,1,9", "8:11 PREP-FMT-003"),
        Defecto("sin representantes", "casillas.csv", "650,8", "650,", "2:15 PREP-FMT-003"),
        Defecto("boletas en básica", "casillas.csv", "650,8,", "650,8,5", "2:17 PREP-FMT-003"),
        Defecto("centro desconocido", "casillas.csv", "CATD-01", "CATD-99", "2:18 PREP-FMT-008"),
        Defecto("unidad en básica", "casillas.csv", "CATD-01,,", "CATD-01,,001", "2:27 PREP-FMT-003"),
        Defecto("unidad desconocida", "casillas.csv", ",,,001,002", ",,,001,009", "11:19 PREP-FMT-008"),
        Defecto("sin elección que la cuente", "elecciones.yaml", "    anticipado: 4VA\n", ""),
    ]

    static let deOpciones: [Defecto] = [
        Defecto("columna repetida", "partidos.csv", "PB,", "PA,", "3:1 PREP-FMT-007"),
        Defecto(
            "orden repetido", "partidos.csv", "PB,Partido B,#aa0000,2", "PB,Partido B,#aa0000,1", "3:22 PREP-FMT-007"),
        Defecto("color", "partidos.csv", "#aa0000", "rojo", "3:14 PREP-FMT-003"),
        Defecto("columna reservada", "partidos.csv", "PB,", "NULOS,", "3:1 PREP-FMT-003"),
        Defecto("columna con espacio", "partidos.csv", "PB,", "P B,", "3:1 PREP-FMT-003"),
        Defecto("ausencia en otra elección", "partidos.csv", "AYUN:001", "GUB", "6:17 PREP-FMT-008"),
        Defecto("ausencia en otra unidad", "partidos.csv", "AYUN:001", "AYUN:777", "6:17 PREP-FMT-008"),
        Defecto("partido desconocido", "coaliciones.yaml", "[PA, PB]", "[PA, PX]", "7:18 PREP-FMT-008"),
        Defecto("partido repetido", "coaliciones.yaml", "[PA, PB]", "[PA, PA]", "7:18 PREP-FMT-007"),
        Defecto("un solo partido", "coaliciones.yaml", "[PA, PB]", "[PA]", "7:13 PREP-FMT-003"),
        Defecto("unidad desconocida", "coaliciones.yaml", "\"002\"", "\"020\"", "4:21 PREP-FMT-008"),
        Defecto("unidad repetida", "coaliciones.yaml", "\"002\"", "1", "4:21 PREP-FMT-007"),
        Defecto("lista vacía", "coaliciones.yaml", "[\"001\", \"002\"]", "[]", "4:13 PREP-FMT-003"),
        Defecto("elección desconocida", "coaliciones.yaml", "DIP_LOC", "GUB", "5:13 PREP-FMT-008"),
        Defecto(
            "coalición de quien no compite", "coaliciones.yaml", "[PC, PA, PB]", "[PE, PA, PB]", "3:13 PREP-FMT-008"),
        Defecto(
            "dos alianzas en una unidad", "candidaturas_comunes.yaml", "[\"003\"]",
            "[2, 3]\n- {eleccion: AYUN, columna: OTRA, partidos: [PA, PD], porcentajes: {PA: 1, PD: 99}, resto_para: PA, unidades: [3]}",
            "8:29 PREP-FMT-007"),
        Defecto("porcentajes que no suman", "candidaturas_comunes.yaml", "46.67", "46.66", "5:16 PREP-FMT-003"),
        Defecto("tres decimales", "candidaturas_comunes.yaml", "46.67", "46.670", "5:32 PREP-FMT-003"),
        Defecto("porcentaje que falta", "candidaturas_comunes.yaml", ", PE: 46.67", "", "5:16 PREP-FMT-006"),
        Defecto(
            "resto para otro", "candidaturas_comunes.yaml", "resto_para: PD", "resto_para: PA", "6:15 PREP-FMT-008"),
        Defecto("columna de un partido", "candidaturas_comunes.yaml", "PD_PE", "PA", "2:12 PREP-FMT-007"),
        Defecto("columna de una combinación", "candidaturas_comunes.yaml", "PD_PE", "PA_PB", "2:12 PREP-FMT-007"),
        Defecto("independiente con columna tomada", "independientes.csv", "CAND_IND_1", "PA_PC", "2:10 PREP-FMT-007"),
        Defecto(
            "independiente repetida", "independientes.csv", "NOMBRE\n", "NOMBRE\nAYUN,2,CAND_IND_1,Otra\n",
            "3:10 PREP-FMT-007"),
        Defecto("independiente sin nombre", "independientes.csv", "Candidatura 9", "", "2:21 PREP-FMT-003"),
        Defecto("candidatura sin columna", "candidaturas.csv", "1,PA", "1,PX", "2:11 PREP-FMT-008"),
        Defecto("candidatura que no compite ahí", "candidaturas.csv", "003,PD_PE", "002,PD_PE", "4:10 PREP-FMT-008"),
        Defecto("candidatura repetida", "candidaturas.csv", "003,PD_PE", "003,PD", "4:10 PREP-FMT-007"),
        Defecto("candidatura a nulos", "candidaturas.csv", "1,PA", "1,NULOS", "2:11 PREP-FMT-008"),
        Defecto("tipo de centro", "centros.csv", "CATD,CATD", "CAT,CATD", "2:9 PREP-FMT-003"),
        Defecto("centro repetido", "centros.csv", "CCV-01", "CATD-01", "3:1 PREP-FMT-007"),
        Defecto("centro de otra unidad", "centros.csv", "M001", "M009", "2:27 PREP-FMT-008"),
        Defecto("centro con unidad ambigua", "centros.csv", "M001", "001", "2:27 PREP-FMT-003"),
    ]

    @Test(arguments: deProceso + deElecciones + deTerritorio + deCasillas + deOpciones)
    func `cada defecto se reporta con archivo, línea y columna`(defecto: Defecto) {
        let textos = CarpetaDeEjemplo.con(defecto.archivo, defecto.viejo, defecto.nuevo)
        #expect(textos != CarpetaDeEjemplo.archivos)
        let esperados = defecto.errores.map { "\(defecto.archivo):\($0)" }
        if defecto.nombre == "sin elección que la cuente" {
            let filas = ["casillas.csv:10:2 PREP-FMT-008", "casillas.csv:11:2 PREP-FMT-008"]
            #expect(CarpetaDeEjemplo.errores(textos) == filas)
        } else {
            #expect(CarpetaDeEjemplo.errores(textos) == esperados)
        }
    }

    static let dePlantillas: [Defecto] = [
        Defecto("falta una opción", "plantillas.yaml", "PD, PA, PB", "PA, PB", "5:11 PREP-FMT-008"),
        Defecto("sobra una opción", "plantillas.yaml", "PD, PA, PB", "PD, PE, PA, PB", "5:11 PREP-FMT-008"),
        Defecto("opción repetida", "plantillas.yaml", "PD, PA, PB", "PD, PD, PA, PB", "5:40 PREP-FMT-007"),
        Defecto("columna desconocida", "plantillas.yaml", "PD, PA, PB", "PD, PX, PB", "5:40 PREP-FMT-008"),
        Defecto("id repetido", "plantillas.yaml", "AY-2", "AY-1", "6:3 PREP-FMT-007"),
        Defecto("clase que no se imprime", "plantillas.yaml", "[especial_rp]", "[anticipado]", "22:11 PREP-FMT-008"),
        Defecto(
            "traslape", "plantillas.yaml", "[especial_rp]", "[ordinaria]", "20:3 PREP-FMT-007", "23:11 PREP-FMT-008"),
        Defecto("elección desconocida", "plantillas.yaml", "DIP_LOC", "GUB", "17:13 PREP-FMT-008"),
        Defecto("recuadro de un campo que no está", "plantillas.yaml", "NULOS: [", "NULO: [", "25:5 PREP-FMT-008"),
        Defecto("recuadro que falta", "plantillas.yaml", "NULOS: [0.5, 0.9, 0.5, 0.1]", "", "26:5 PREP-FMT-006"),
        Defecto("recuadro de tres números", "plantillas.yaml", "0.5, 0.9, 0.5", "0.5, 0.9", "25:12 PREP-FMT-003"),
        Defecto("recuadro en pixeles", "plantillas.yaml", "0.5, 0.9, 0.5", "0.5, 0.9, 320", "25:23 PREP-FMT-003"),
        Defecto("recuadro con cinco decimales", "plantillas.yaml", "0.5, 0.9", "0.5, 0.90001", "25:18 PREP-FMT-003"),
        Defecto("recuadro fuera de la hoja", "plantillas.yaml", "0.5, 0.9", "0.5, 0.95", "25:12 PREP-FMT-003"),
        Defecto("recuadro vacío", "plantillas.yaml", "0.9, 0.5,", "0.9, 0,", "25:12 PREP-FMT-003"),
    ]

    @Test(arguments: dePlantillas) func `una plantilla aprobada tiene exactamente las opciones que compiten`(
        defecto: Defecto
    ) {
        var textos = CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas)
        textos["plantillas.yaml"] = CarpetaDeEjemplo.plantillas.sustituyendo(defecto.viejo, por: defecto.nuevo)
        #expect(CarpetaDeEjemplo.errores(textos) == defecto.errores.map { "plantillas.yaml:\($0)" })
    }

    @Test func `las actas sin plantilla aprobada se dicen`() {
        let sin = CarpetaDeEjemplo.plantillas.sustituyendo(
            "[ordinaria, especial_mr, extranjero]", por: "[ordinaria, especial_mr]")
        let errores = CarpetaDeEjemplo.errores(CarpetaDeEjemplo.con("plantillas.yaml", sin))
        #expect(errores == ["plantillas.yaml PREP-FMT-008"])
    }

    @Test func `el mensaje dice qué falta y qué sobra`() {
        let mala = CarpetaDeEjemplo.plantillas.sustituyendo("PD, PA, PB", por: "PE, PA, PB")
        do {
            _ = try CarpetaDeEjemplo.leer(CarpetaDeEjemplo.con("plantillas.yaml", mala))
            Issue.record("se aceptó una plantilla equivocada")
        } catch {
            #expect(
                error.description
                    == "plantillas.yaml:5:11: plantilla AY-1, ordinaria, la unidad 001: falta PD; sobra PE [PREP-FMT-008]"
            )
        }
    }

    @Test func `se reportan todos los archivos que faltan y los que sobran`() {
        #expect(
            CarpetaDeEjemplo.errores(["coalicion.yaml": "", "LEEME.txt": ""]) == [
                "proceso.yaml PREP-FMT-004", "elecciones.yaml PREP-FMT-004", "territorio.csv PREP-FMT-004",
                "casillas.csv PREP-FMT-004", "partidos.csv PREP-FMT-004", "coalicion.yaml PREP-FMT-004",
            ])
    }

    @Test(arguments: CarpetaDeProceso.Archivo.allCases) func `un archivo vacío nunca se toma a medias`(
        archivo: CarpetaDeProceso.Archivo
    ) {
        for contenido in ["", "\n", "\u{FEFF}"] {
            let errores = CarpetaDeEjemplo.errores(CarpetaDeEjemplo.con(archivo.rawValue, contenido))
            let llevaEncabezado = archivo.rawValue.hasSuffix(".csv")
            // candidaturas.csv names a column that only candidaturas_comunes.yaml declares.
            let falta = archivo.esObligatorio || llevaEncabezado || archivo == .comunes
            #expect(errores.isEmpty == !falta)
        }
    }

    @Test func `se reportan a lo más cien problemas y cuántos faltan`() {
        let filas = (0..<1000).map { "x\($0),B,1,0,1,1,1,,,," }.joined(separator: "\n")
        let encabezado = CarpetaDeEjemplo.archivos["casillas.csv"]?.split(separator: "\n").first.map(String.init) ?? ""
        do {
            _ = try CarpetaDeEjemplo.leer(CarpetaDeEjemplo.con("casillas.csv", encabezado + "\n" + filas))
            Issue.record("se aceptaron secciones que no son números")
        } catch {
            #expect(error.errores.count == 100)
            #expect(error.omitidos == 900)
            #expect(error.errores.last?.linea == 101)
        }
    }
}
