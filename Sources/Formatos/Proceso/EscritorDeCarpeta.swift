import Electoral

/// Writes a folder in canonical form: CSV for spreadsheets (UTF-8 with byte order mark, commas, CRLF), YAML in UTF-8.
struct EscritorDeCarpeta {
    let proceso: Proceso
    let base: FormatoDeBase
    let centros: [Centro]
    let declaraciones: Declaraciones

    func archivos() -> [String: [UInt8]] {
        var archivos: [CarpetaDeProceso.Archivo: [UInt8]] = [
            .proceso: Array(procesoYAML.utf8), .elecciones: Array(eleccionesYAML.utf8), .territorio: territorio,
            .casillas: casillas, .partidos: partidos,
        ]
        if !centros.isEmpty { archivos[.centros] = deCentros }
        if !declaraciones.coaliciones.isEmpty { archivos[.coaliciones] = Array(coalicionesYAML.utf8) }
        if !declaraciones.comunes.isEmpty { archivos[.comunes] = Array(comunesYAML.utf8) }
        if !declaraciones.independientes.isEmpty { archivos[.independientes] = independientes }
        if !declaraciones.candidaturas.isEmpty { archivos[.candidaturas] = candidaturas }
        if let plantillas = declaraciones.plantillas { archivos[.plantillas] = Array(yaml(plantillas).utf8) }
        return Dictionary(archivos.map { ($0.key.rawValue, $0.value) }, uniquingKeysWith: { a, _ in a })
    }

    // MARK: CSV

    private func csv(_ encabezado: [String], _ filas: [[String]]) -> [UInt8] {
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        for fila in [encabezado] + filas {
            for (i, celda) in fila.enumerated() {
                if i > 0 { bytes.append(UInt8(ascii: ",")) }
                let llevaComillas = celda.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
                guard llevaComillas else {
                    bytes.append(contentsOf: celda.utf8)
                    continue
                }
                bytes.append(0x22)
                for b in celda.utf8 { bytes.append(contentsOf: b == 0x22 ? [0x22, 0x22] : [b]) }
                bytes.append(0x22)
            }
            bytes += [0x0D, 0x0A]
        }
        return bytes
    }

    private var territorio: [UInt8] {
        csv(
            ["SECCION", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL", "ID_MUNICIPIO", "MUNICIPIO"],
            declaraciones.territorio.map {
                [
                    "\(cifras($0.numero, ancho: 4))", $0.distrito.clave, $0.distrito.nombre, $0.municipio.clave,
                    $0.municipio.nombre,
                ]
            })
    }

    private var casillas: [UInt8] {
        csv(
            [
                "SECCION", "TIPO_CASILLA", "ID_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "LISTA_NOMINAL",
                "REPRESENTANTES_PP_CI", "BOLETAS", "ID_DISTRITO_LOCAL", "ID_MUNICIPIO", "CENTRO",
            ],
            declaraciones.casillas.map { c in
                let k = c.casilla
                return [
                    k.seccion.map { cifras($0, ancho: 4) } ?? "", k.tipo.rawValue, dosCifras(k.numero),
                    dosCifras(k.extContigua),
                    "\(k.ubicacion)", "\(k.listaNominal)", k.representantes.map(String.init) ?? "",
                    k.boletas.map(String.init) ?? "", c.distrito ?? "", c.municipio ?? "", c.centro ?? "",
                ]
            })
    }

    private var partidos: [UInt8] {
        csv(
            ["COLUMNA", "NOMBRE", "COLOR", "ORDEN", "NO_COMPITE"],
            declaraciones.partidos.map { p in
                let ausencias = p.ausencias.map { a in a.eleccion + (a.unidad.map { ":\($0)" } ?? "") }
                return [p.columna, p.nombre, p.color ?? "", "\(p.orden)", ausencias.sorted().joined(separator: " ")]
            })
    }

    private var deCentros: [UInt8] {
        csv(
            ["CLAVE", "TIPO", "NOMBRE", "UNIDADES"],
            centros.map { [$0.clave, $0.tipo.rawValue, $0.nombre, $0.unidades.map(\.texto).joined(separator: " ")] })
    }

    private var independientes: [UInt8] {
        csv(
            ["ELECCION", "UNIDAD", "COLUMNA", "NOMBRE"],
            declaraciones.independientes.map { [$0.eleccion, $0.unidad ?? "", $0.columna, $0.nombre] })
    }

    private var candidaturas: [UInt8] {
        csv(
            ["ELECCION", "UNIDAD", "COLUMNA", "PROPIETARIA", "SUPLENTE"],
            declaraciones.candidaturas.map {
                let c = $0.candidatura
                return [$0.eleccion, c.unidad ?? "", c.columna, c.propietaria, c.suplente ?? ""]
            })
    }

    // MARK: YAML

    /// A quoted text: whatever it holds, it is read back as the same text.
    private func q(_ texto: String) -> String {
        var salida = "\""
        for s in texto.unicodeScalars {
            switch s {
            case "\"": salida += "\\\""
            case "\\": salida += "\\\\"
            case _ where s.value < 0x20 || (0x7F...0x9F).contains(s.value):
                let cifras = String(s.value, radix: 16)
                salida += "\\x" + (cifras.utf8.count < 2 ? "0" + cifras : cifras)
            default: salida.unicodeScalars.append(s)
            }
        }
        return salida + "\""
    }

    private func lista(_ textos: [String]) -> String { "[\(textos.map(q).joined(separator: ", "))]" }

    private func fechaHora(_ instante: Instante) -> String {
        let f = FechaHora(instante, en: proceso.huso)
        return "\(fecha(f)) \(f.horaMinuto)" + (f.segundo == 0 ? "" : ":\(dosCifras(f.segundo))")
    }

    private func fecha(_ f: FechaHora) -> String {
        "\(cifras(f.anio, ancho: 4))-\(dosCifras(f.mes))-\(dosCifras(f.dia))"
    }

    private var procesoYAML: String {
        var t = """
            nombre: \(q(proceso.nombre))
            institucion: \(q(proceso.institucion))
            entidad: \(proceso.entidad.abreviatura)
            zona_horaria: \(q(proceso.huso.texto))
            jornada: \(q(fecha(FechaHora(proceso.inicioAcopio, en: proceso.huso))))
            inicio_acopio: \(q(fechaHora(proceso.inicioAcopio)))
            inicio_publicacion: \(q(fechaHora(proceso.inicioPublicacion)))
            cierre_publicacion: \(q(fechaHora(proceso.cierrePublicacion)))
            minutos_entre_cortes: \(proceso.minutosEntreCortes)
            origen: \(q(proceso.origen))
            esquema_de_captura: \(proceso.esquema.rawValue)
            limites:
              modalidades: \(proceso.limites.modalidades.rawValue)

            """
        if let boletas = proceso.limites.boletasEspeciales { t += "  boletas_especiales: \(boletas)\n" }
        if let acuerdo = proceso.acuerdoDePrimerosLugares { t += "publicar_primeros_lugares: \(q(acuerdo))\n" }
        if let acuerdos = proceso.acuerdos { t += yaml(acuerdos) }
        t += """
            redaccion: \(proceso.redaccion.rawValue)
            fraccion: \(proceso.fraccion.rawValue)
            base:
              encabezado: \(base.encabezado.rawValue)
              delimitador: \(q(base.delimitador == "\t" ? "tab" : base.delimitador))
              codificacion: \(base.codificacion.rawValue)
              fin_de_linea: \(base.finDeLinea.rawValue)

            """
        if !base.prefijoCoalicion.isEmpty { t += "  prefijo_coalicion: \(q(base.prefijoCoalicion))\n" }
        t += "  cotejada: \(base.cotejada ? "si" : "no")\n"
        if !base.nombres.isEmpty {
            t += "  nombres:\n"
            for (clave, valor) in base.nombres.sorted(by: { $0.key < $1.key }) { t += "    \(q(clave)): \(q(valor))\n" }
        }
        return t
    }

    private func yaml(_ acuerdos: Acuerdos) -> String {
        var t = "acuerdos:\n  cierre_al_100: \(acuerdos.cierraAl100 ? "si" : "no")\n"
        if let bases = acuerdos.minutosEntreBases { t += "  minutos_entre_bases: \(bases)\n" }
        if let prorroga = acuerdos.prorroga { t += "  prorroga_hasta: \(q(fechaHora(prorroga)))\n" }
        let numeros = Acuerdos.Materia.allCases.compactMap { m in
            acuerdos.numero(m).map { "    \(m.rawValue): \(q($0))\n" }
        }
        return t + (numeros.isEmpty ? "" : "  numeros:\n") + numeros.joined()
    }

    private var eleccionesYAML: String {
        declaraciones.elecciones.map { e in
            let tipos = ClaseDeActa.allCases.compactMap { c in e.tipos[c].map { "    \(c.rawValue): \(q($0))\n" } }
            return """
                - id: \(q(e.id))
                  titulo: \(q(e.titulo))
                  anio: \(e.anio)
                  ambito: \(e.ambito.rawValue)
                  totales_en_modalidades: \(e.totalesEnModalidades ? "si" : "no")
                  tipos_de_acta:

                """ + tipos.joined()
        }.joined()
    }

    private var coalicionesYAML: String {
        declaraciones.coaliciones.map { c in
            """
            - eleccion: \(q(c.eleccion))
              nombre: \(q(c.nombre))
              partidos: \(lista(c.partidos))
              unidades: \(c.unidades.texto)

            """
        }.joined()
    }

    private var comunesYAML: String {
        declaraciones.comunes.map { c in
            let porcentajes = c.partidos.map { "    \(q($0)): \(q(Texto.centesimas(c.porcentajes[$0] ?? 0)))\n" }
            let nombre = c.nombre.map { "  nombre: \(q($0))\n" } ?? ""
            return """
                - eleccion: \(q(c.eleccion))
                  columna: \(q(c.columna))
                \(nombre)  partidos: \(lista(c.partidos))
                  unidades: \(c.unidades.texto)
                  resto_para: \(q(c.restoPara))
                  porcentajes:

                """ + porcentajes.joined()
        }.joined()
    }

    private func yaml(_ plantillas: [Declaraciones.DePlantilla]) -> String {
        plantillas.map { p in
            let actas = ClaseDeActa.allCases.filter(p.actas.contains).map(\.rawValue)
            let campos = p.campos.map { "    - \(q($0))\n" }
            return """
                - id: \(q(p.id))
                  eleccion: \(q(p.eleccion))
                  actas: [\(actas.joined(separator: ", "))]
                  unidades: \(p.unidades.texto)
                  campos:

                """ + campos.joined() + recuadros(p)
        }.joined()
    }

    private func recuadros(_ p: Declaraciones.DePlantilla) -> String {
        guard let recuadros = p.recuadros else { return "" }
        let renglones = zip(p.campos, recuadros).map { "    \(q($0)): [\($1.texto)]\n" }
        return "  recuadros:\n" + renglones.joined()
    }
}

extension Recuadro {
    /// Left, top, width and height as the folder writes them: `0.4525, 0.2500, 0.5000, 0.0300`.
    var texto: String { [x, y, ancho, alto].map(Texto.diezmilesimas).joined(separator: ", ") }
}
