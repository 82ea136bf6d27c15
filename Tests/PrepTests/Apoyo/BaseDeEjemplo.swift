/// A published data base of as many casillas as asked, with its irregular rows, whose summary is computed here on its own.
struct BaseDeEjemplo {
    var lineas: [String]

    static let variables = [
        "ACTAS_ESPERADAS", "ACTAS_REGISTRADAS", "ACTAS_FUERA_CATALOGO", "ACTAS_CAPTURADAS",
        "PORCENTAJE_ACTAS_CAPTURADAS",
        "ACTAS_CONTABILIZADAS", "PORCENTAJE_ACTAS_CONTABILIZADAS", "PORCENTAJE_ACTAS_INCONSISTENCIAS",
        "ACTAS_NO_CONTABILIZADAS", "LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "TOTAL_VOTOS_C_CS", "TOTAL_VOTOS_S_CS",
        "PORCENTAJE_PARTICIPACION_CIUDADANA",
    ]
    private static let votos = ["PA", "PB", "PC", "C_PA_PB", "NO_REGISTRADAS", "NULOS"]
    private static let columnas =
        [
            "CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL", "SECCION",
            "ID_CASILLA", "TIPO_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "TIPO_ACTA", "TOTAL_BOLETAS_SOBRANTES",
            "TOTAL_PERSONAS_VOTARON", "TOTAL_REP_PARTIDO_CI_VOTARON", "TOTAL_VOTOS_SACADOS",
        ] + votos + [
            "TOTAL_VOTOS_ASENTADO", "TOTAL_VOTOS_CALCULADO", "LISTA_NOMINAL", "REPRESENTANTES_PP_CI", "OBSERVACIONES",
            "CONTABILIZADA", "MECANISMOS_TRASLADO", "CODIGO_INTEGRIDAD", "FECHA_HORA_ACOPIO", "FECHA_HORA_CAPTURA",
            "FECHA_HORA_VERIFICACION", "ORIGEN", "DIGITALIZACION", "TIPO_DOCUMENTO",
        ]

    init(casillas n: Int) {
        var filas: [String] = []
        var (contabilizadas, no, inconsistencias, nominal, total) = (0, 0, 0, 0, 0)
        for i in 1...n {
            if i % 10 == 7 {
                no += 1
                filas.append(Self.sinActa(i))
                continue
            }
            var votos: [String] = [100 + i * 7 % 50, 80 + i * 3 % 40, 60, 12, 1, 9].map { String($0) }
            if i % 10 == 3 {
                inconsistencias += 1
                votos[1] = i % 20 == 3 ? "ILEGIBLE" : "SIN DATO"
            }
            let suma = votos.compactMap { Int($0) }.reduce(0, +)
            contabilizadas += 1
            nominal += 700
            total += suma
            filas.append(Self.fila(i, votos, suma))
        }
        let valores = [
            "\(n)", "\(n)", "0", "\(n)", Self.porcentaje(n, n), "\(contabilizadas)", Self.porcentaje(contabilizadas, n),
            Self.porcentaje(inconsistencias, n), "\(no)", "\(nominal)", "\(total)", "\(total)",
            Self.porcentaje(total, nominal),
        ]
        lineas =
            [
                "GUBERNATURA", "07/06/2027 20:00 (UTC-6)", "", Self.variables.joined(separator: ","),
                valores.joined(separator: ","), "", Self.columnas.joined(separator: ","),
            ] + filas
    }

    var texto: String { lineas.map { $0 + "\r\n" }.joined() }

    /// The same with a piece of one line replaced.
    func con(_ viejo: String, _ nuevo: String) -> BaseDeEjemplo {
        var otra = self
        if let i = lineas.firstIndex(where: { $0.contains(viejo) }) {
            otra.lineas[i] = lineas[i].replacing(viejo, with: nuevo, maxReplacements: 1)
        }
        return otra
    }

    /// Four decimals, truncated, by integers.
    static func porcentaje(_ parte: Int, _ todo: Int) -> String {
        let diezmilesimas = todo == 0 ? 0 : parte * 1_000_000 / todo
        return "\(diezmilesimas / 10_000)." + String(String(diezmilesimas % 10_000 + 10_000).dropFirst())
    }

    private static func identificacion(_ i: Int) -> [String] {
        let seccion = relleno(i, 4)
        let clave = "05\(seccion)B0100"
        let distrito = i % 2 == 0 ? ["001", "CENTRO"] : ["002", "NORTE"]
        return [clave, clave + "2", "05", "COAHUILA"] + distrito + [seccion, "01", "B", "00", "1", "2"]
    }

    private static func fila(_ i: Int, _ votos: [String], _ suma: Int) -> String {
        let minuto = 30 + i * 9
        let observacion = votos[1].first?.isLetter == true ? "ALGÚN CAMPO ILEGIBLE O SIN DATO" : ""
        let codigo = String(repeating: relleno(i, 4), count: 16)
        let celdas =
            identificacion(i) + ["300", "\(suma)", "2", "\(suma)"] + votos + [
                "\(suma)", "\(suma)", "700", "10", observacion, "1", "F", codigo,
            ]
            + [minuto, minuto + 7, minuto + 12].map(sello) + ["CATD", "ESCANER", "ACTA PREP"]
        return celdas.joined(separator: ",")
    }

    private static func sinActa(_ i: Int) -> String {
        let nada = Array(repeating: "SIN ACTA", count: 12)
        let celdas =
            identificacion(i) + nada + ["700", "10", "SIN ACTA POR PAQUETE NO ENTREGADO", "0"]
            + Array(repeating: "N/A", count: 8)
        return celdas.joined(separator: ",")
    }

    /// Minutes after 19:00 of the jornada.
    private static func sello(_ minuto: Int) -> String {
        let deLaNoche = 19 * 60 + minuto
        let dia = deLaNoche >= 1440 ? "07" : "06"
        return "\(dia)/06/2027 \(relleno(deLaNoche / 60 % 24, 2)):\(relleno(deLaNoche % 60, 2)):00"
    }

    private static func relleno(_ n: Int, _ ancho: Int) -> String {
        let texto = String(n)
        return String(repeating: "0", count: max(0, ancho - texto.count)) + texto
    }
}
