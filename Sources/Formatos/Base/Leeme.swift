import Electoral

/// The LEEME.txt that goes with every data base: what the files are, what each column says and how to check them.
public enum Leeme {
    public static func texto(_ e: Eleccion, _ f: FormatoDeBase, proceso: Proceso, entorno: Entorno) -> String {
        let codificacion =
            switch f.codificacion {
            case .utf8ConBOM: "UTF-8 con marca de orden (BOM)"
            case .utf8: "UTF-8"
            case .cp1252: "Windows-1252"
            }
        let delimitador = f.delimitador == "\t" ? "tabulador" : "«\(f.delimitador)»"
        let filaDeEncabezado = ComoSeAbre.filaDeEncabezado(f)
        let escritor = EscritorDeBase(eleccion: e, formato: f, proceso: proceso, entorno: entorno)
        var lineas = [
            "PROGRAMA DE RESULTADOS ELECTORALES PRELIMINARES",
            proceso.institucion, proceso.nombre, e.titulo, entorno.marca ?? "", "",
            "Los resultados son preliminares, de carácter informativo, no definitivos y sin efectos jurídicos.", "",
            "ARCHIVO \(escritor.nombreDeBase)",
            "Una fila por acta esperada y, al final, las actas fuera de catálogo. Codificación \(codificacion);",
            "campos separados por \(delimitador).",
            "Fila 1: elección. Fila 2: fecha y hora del corte. Filas \(filaDeEncabezado - 3) y \(filaDeEncabezado - 2): nombres y"
                + " valores del resumen.",
            "Fila \(filaDeEncabezado): encabezado. Desde la fila \(filaDeEncabezado + 1): actas.",
            "Los porcentajes tienen cuatro decimales truncados, no redondeados.", "", "CÓMO SE ABRE",
        ]
        lineas +=
            ComoSeAbre(
                formato: f, base: escritor.nombreDeBase, candidaturas: escritor.nombreDeCandidaturas,
                columnas: escritor.columnas.count
            ).lineas
        lineas += ["", "RESUMEN"]
        for (nombre, descripcion) in resumen { lineas.append("\(f.nombres[nombre] ?? nombre): \(descripcion)") }
        lineas += ["", "COLUMNAS"]
        for (nombres, descripcion) in columnas(e) {
            let impresos = nombres.split(separator: ", ").map { f.nombres[String($0)] ?? String($0) }
            lineas.append("\(impresos.joined(separator: ", ")): \(descripcion)")
        }
        if f.cotejada { lineas.append("\(f.nombres["COTEJADA"] ?? "COTEJADA"): \(cotejada)") }
        lineas += ["", "COLUMNAS DE VOTOS"]
        for o in e.opciones {
            let columna = EscritorDeBase.columna(o, f)
            lineas.append("\(f.nombres[columna] ?? columna): \(descripcion(o, e))")
        }
        lineas += ["", "CELDAS"]
        lineas += [
            "ILEGIBLE: no se puede leer ni con número ni con letra; suma cero.",
            "SIN DATO: vacío en número y letra; suma cero.",
            "SIN ACTA: no hay acta; la causa está en OBSERVACIONES.",
            "-: en una columna de votos, no participa en esa demarcación; en todas, el acta no se ha procesado.",
            "N/A: no aplica a esa casilla.",
            "Un nombre que empieza con =, +, - o @ lleva antes un apóstrofo, para que ninguna hoja de cálculo lo tome por fórmula.",
            "",
            "AUTENTICIDAD",
            "CODIGO_INTEGRIDAD es el SHA-256 de la imagen publicada. Descargue la imagen, calcule su SHA-256 con cualquier",
            "herramienta y compárelo: deben ser iguales todos los caracteres.",
        ]
        if entorno == .repeticion {
            lineas.append("Esta base repite una publicada antes: lleva el código de la fuente y no sus imágenes.")
        }
        return lineas.joined(separator: "\r\n") + "\r\n"
    }

    static func descripcion(_ o: Opcion, _ e: Eleccion) -> String {
        switch o.clase {
        case .partido: "votos para \(o.nombre)."
        case .combinacion(let m):
            "votos marcados a la vez para \(m.map { e.opciones[$0].columna }.joined(separator: ", ")), partidos en coalición."
        case .candidaturaComun(let m):
            "votos para la candidatura común de \(m.map { e.opciones[$0].columna }.joined(separator: ", "))."
        case .independiente: "votos para la candidatura independiente."
        case .noRegistradas: "votos para candidaturas no registradas."
        case .nulos: "votos nulos."
        }
    }

    static let cotejada =
        "1 cotejada y aceptada, 2 cotejada después de corregirse, 3 en corrección, vacío si no se ha cotejado."

    static let resumen: [(String, String)] = [
        ("ACTAS_ESPERADAS", "actas de las casillas aprobadas."),
        ("ACTAS_REGISTRADAS", "actas capturadas más actas fuera de catálogo."),
        ("ACTAS_FUERA_CATALOGO", "actas que no corresponden a una casilla aprobada."),
        ("ACTAS_CAPTURADAS", "actas contabilizadas más no contabilizadas."),
        ("PORCENTAJE_ACTAS_CAPTURADAS", "capturadas entre esperadas."),
        ("ACTAS_CONTABILIZADAS", "actas que no exceden el límite y tienen algún campo de votos legible."),
        ("PORCENTAJE_ACTAS_CONTABILIZADAS", "contabilizadas entre esperadas."),
        (
            "PORCENTAJE_ACTAS_INCONSISTENCIAS",
            "actas que exceden o tienen campos ilegibles o sin dato, entre esperadas."
        ),
        ("ACTAS_NO_CONTABILIZADAS", "actas que exceden, sin ningún campo legible o sin acta."),
        ("LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "suma de la lista nominal de las contabilizadas."),
        ("TOTAL_VOTOS_C_CS", "votos de las contabilizadas, con casillas especiales."),
        ("TOTAL_VOTOS_S_CS", "votos de las contabilizadas, sin casillas especiales."),
        (
            "PORCENTAJE_PARTICIPACION_CIUDADANA",
            "votos entre lista nominal de las contabilizadas; sólo el último corte considera las casillas especiales."
        ),
    ]

    static func columnas(_ e: Eleccion) -> [(String, String)] {
        let (id, nombre) = EscritorDeBase.columnasDeUnidad(e.ambito)
        return [
            ("CLAVE_CASILLA", "entidad, sección, tipo, número y extensión contigua de la casilla."),
            ("CLAVE_ACTA", "clave de la casilla y tipo de acta."),
            ("ID_ENTIDAD, ENTIDAD", "clave y nombre de la entidad."),
            ("\(id), \(nombre)", "clave y nombre de la demarcación."),
            ("SECCION", "sección electoral."), ("ID_CASILLA", "número de la casilla."),
            (
                "TIPO_CASILLA",
                "B básica, C contigua, E extraordinaria, S especial, M extranjero, A voto anticipado, P prisión preventiva."
            ),
            ("EXT_CONTIGUA", "mayor que cero: contigua de una extraordinaria."),
            ("UBICACION_CASILLA", "1 urbana, 2 no urbana, 3 fuera de catálogo."),
            ("TIPO_ACTA", "número impreso del acta."),
            ("TOTAL_BOLETAS_SOBRANTES", "boletas que sobraron, según el acta."),
            ("TOTAL_PERSONAS_VOTARON", "personas que votaron, según el acta."),
            (
                "TOTAL_REP_PARTIDO_CI_VOTARON",
                "representantes que votaron sin estar en la lista nominal, según el acta."
            ),
            ("TOTAL_VOTOS_SACADOS", "votos sacados de la urna, según el acta."),
            ("TOTAL_VOTOS_ASENTADO", "total escrito en el acta."),
            ("TOTAL_VOTOS_CALCULADO", "suma que hace el sistema de los votos legibles."),
            ("LISTA_NOMINAL", "lista nominal de la casilla."),
            ("REPRESENTANTES_PP_CI", "representantes acreditados de partidos y candidaturas independientes."),
            ("OBSERVACIONES", "inconsistencia o causa, con la redacción de los lineamientos."),
            ("CONTABILIZADA", "1 sí, 0 no, 2 fuera de catálogo, - en proceso."),
            (
                "MECANISMOS_TRASLADO",
                "D dispositivo de apoyo, F centro de recepción y traslado fijo, I itinerante, combinaciones o vacío."
            ),
            ("CODIGO_INTEGRIDAD", "SHA-256 de la imagen."),
            (
                "FECHA_HORA_ACOPIO, FECHA_HORA_CAPTURA, FECHA_HORA_VERIFICACION",
                "dd/mm/aaaa hh:mm:ss, hora oficial de la entidad."
            ),
            ("ORIGEN", "CASILLA o CATD."), ("DIGITALIZACION", "MOVIL, ESCANER o URNA."),
            (
                "TIPO_DOCUMENTO",
                "ACTA PREP, CC copia del consejo, RPP o PPC copia de representaciones, ACTA VMRE, VA o VPPP."
            ),
        ]
    }
}
