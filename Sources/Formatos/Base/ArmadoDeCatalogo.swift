import Electoral

/// Derives the catalogue that a published data base implies: units, casillas, ballots by unit and, from repeated keys,
/// identities.
struct ArmadoDeCatalogo {
    private enum Estado {
        case pendiente, fuera
        case sinActa(CausaSinActa)
        case capturada
    }

    /// A row with what it says, before the catalogue exists.
    private struct Borrador {
        let fila: FilasCrudas.Fila
        let estado: Estado
        let identidad: String
        let mascara: [Plantilla.Campo]
        let celdas: [Dato]
    }

    private let crudas: FilasCrudas
    private let entidad: Entidad
    private let boletasEspeciales: Int?
    private let borradores: [Borrador]
    /// Units in order of key.
    private let unidades: [Unidad]
    private let mascaras: [[Plantilla.Campo]]
    private let tipos: [Casilla.Tipo]
    var candidaturas: [Candidatura] = []

    private static let auxiliares: [(String, Plantilla.Campo)] = [
        ("TOTAL_BOLETAS_SOBRANTES", .boletasSobrantes), ("TOTAL_PERSONAS_VOTARON", .personasVotaron),
        ("TOTAL_REP_PARTIDO_CI_VOTARON", .representantesVotaron), ("TOTAL_VOTOS_SACADOS", .votosSacados),
    ]

    init(_ crudas: FilasCrudas, entidad: Entidad, boletasEspeciales: Int?) throws(FormatoError) {
        self.crudas = crudas
        self.entidad = entidad
        self.boletasEspeciales = boletasEspeciales
        var tipos: [Casilla.Tipo] = []
        var estados: [Estado] = []
        for fila in crudas.filas {
            let estado = Self.estado(crudas, fila)
            estados.append(estado)
            tipos.append(try Self.tipo(crudas, fila, estado))
        }
        self.tipos = tipos
        unidades = Self.unidades(crudas)
        let identidades = Self.identidades(crudas)
        var propias: [[Plantilla.Campo]?] = []
        for (i, fila) in crudas.filas.enumerated() {
            if case .capturada = estados[i] {
                propias.append(try Self.mascara(crudas, fila))
            } else {
                propias.append(nil)
            }
        }
        let usuales = MascarasUsuales(
            crudas.filas.indices.compactMap { i in
                propias[i].map { (Self.claveDeUnidad(crudas, crudas.filas[i]) ?? "", tipos[i], $0) }
            }, todas: Self.auxiliares.map(\.1) + crudas.votos.opciones.indices.map { .voto($0) } + [.totalAsentado])
        var borradores: [Borrador] = []
        for (i, fila) in crudas.filas.enumerated() {
            var mascara = propias[i] ?? []
            if mascara.isEmpty {
                mascara = usuales.mascara(unidad: Self.claveDeUnidad(crudas, fila) ?? "", tipo: tipos[i])
                // What does not apply to this casilla is printed even while it is pending.
                mascara.removeAll { campo in
                    Self.auxiliares.contains { $0.1 == campo && crudas.celda(fila, $0.0) == "N/A" }
                }
            }
            let capturada = if case .capturada = estados[i] { true } else { false }
            var celdas: [Dato] = []
            if capturada { celdas = try Self.datos(crudas, fila, mascara) }
            borradores.append(
                Borrador(fila: fila, estado: estados[i], identidad: identidades[i], mascara: mascara, celdas: celdas))
        }
        self.borradores = borradores
        let distintas = Set(borradores.filter { if case .fuera = $0.estado { false } else { true } }.map(\.mascara))
        mascaras = distintas.sorted { Self.orden($0) < Self.orden($1) }
    }

    // MARK: Result

    func catalogo(anio: Int) -> Catalogo {
        let municipal = crudas.encabezado.columnas.contains { $0.hasPrefix("ID_MUNICIPIO") || $0 == "ID_ALCALDIA" }
        let eleccion = Eleccion(
            id: BaseImportada.codigo(crudas.titulo), titulo: crudas.titulo, anio: anio,
            ambito: municipal ? .municipio : .distrito, opciones: crudas.votos.opciones, unidades: unidades,
            plantillas: mascaras.enumerated().map {
                Plantilla(id: "FUENTE-\(cifras($0.offset + 1, ancho: 3))", campos: $0.element)
            },
            candidaturas: candidaturas.map {
                Candidatura(
                    unidad: $0.unidad, columna: crudas.votos.columna(deCandidatura: $0.columna),
                    propietaria: $0.propietaria,
                    suplente: $0.suplente)
            })
        let posiciones = Dictionary(uniqueKeysWithValues: unidades.enumerated().map { ($0.element.clave, $0.offset) })
        let plantillas = Dictionary(uniqueKeysWithValues: mascaras.enumerated().map { ($0.element, $0.offset) })
        let actas = borradores.enumerated().compactMap { i, b -> Acta? in
            if case .fuera = b.estado { return nil }
            let unidad = Self.claveDeUnidad(crudas, b.fila).flatMap { posiciones[$0] }
            return acta(b, tipos[i], unidad: unidad, plantilla: plantillas[b.mascara] ?? 0)
        }
        return Catalogo(entidad: entidad, elecciones: [eleccion], actas: actas)
    }

    private func acta(_ b: Borrador, _ tipo: Casilla.Tipo, unidad: Int?, plantilla: Int) -> Acta {
        let f = b.fila
        let tipoActa = crudas.celda(f, "TIPO_ACTA") ?? ""
        let representantes = crudas.numero(f, "REPRESENTANTES_PP_CI")
        var boletas: Int?
        if tipo == .especial, let boletasEspeciales {
            // Some institutes print the ballots where the representatives go: then they are the limit by themselves.
            boletas = (representantes ?? 0) >= boletasEspeciales ? 0 : boletasEspeciales
        }
        let seccion = crudas.numero(f, "SECCION") ?? 0
        return Acta(
            id: 0, identidad: b.identidad, eleccion: 0, unidad: unidad,
            casilla: Casilla(
                tipo: tipo, seccion: seccion > 0 && seccion <= 9999 ? seccion : nil,
                numero: min(crudas.numero(f, "ID_CASILLA") ?? 0, 99),
                extContigua: min(crudas.numero(f, "EXT_CONTIGUA") ?? 0, 99),
                ubicacion: crudas.numero(f, "UBICACION_CASILLA") == 2 ? 2 : 1,
                listaNominal: crudas.numero(f, "LISTA_NOMINAL") ?? 0, representantes: representantes, boletas: boletas),
            claveCasilla: ClaveImpresa.limpia(crudas.celda(f, "CLAVE_CASILLA") ?? ""),
            claveActa: Self.claveActa(crudas, f),
            tipoActa: tipoActa,
            principio: tipoActa.uppercased().hasSuffix("RP") ? .representacionProporcional : .mayoriaRelativa,
            plantilla: plantilla)
    }

    func filas(en catalogo: Catalogo) -> [BaseImportada.Fila] {
        let ids = Dictionary(uniqueKeysWithValues: catalogo.actas.map { ($0.identidad, $0.id) })
        return borradores.map { b in
            let f = b.fila
            func fecha(_ columna: String) -> FechaHora? {
                crudas.celda(f, columna).flatMap { FechaImpresa.leer($0)?.fecha }
            }
            let conActa: Bool
            let condicion: Resultado.Condicion?
            switch b.estado {
            case .pendiente: (condicion, conActa) = (nil, false)
            case .fuera: (condicion, conActa) = (.fueraDeCatalogo, true)
            case .sinActa(let causa): (condicion, conActa) = (.sinActa(causa), false)
            case .capturada: (condicion, conActa) = (.capturada(Captura(b.celdas)), true)
            }
            return BaseImportada.Fila(
                linea: f.linea, acta: ids[b.identidad], identidad: b.identidad, condicion: condicion,
                contabilizada: crudas.celda(f, "CONTABILIZADA") ?? "",
                observaciones: crudas.celda(f, "OBSERVACIONES") ?? "",
                calculado: crudas.numero(f, "TOTAL_VOTOS_CALCULADO"),
                imagen: conActa ? Self.codigo(crudas, f) : nil,
                procedencia: conActa ? Self.procedencia(crudas, f) : nil,
                acopio: fecha("FECHA_HORA_ACOPIO"), captura: fecha("FECHA_HORA_CAPTURA"),
                verificacion: fecha("FECHA_HORA_VERIFICACION"))
        }
    }

    // MARK: Reading rows

    private static func estado(_ c: FilasCrudas, _ f: FilasCrudas.Fila) -> Estado {
        let observacion = (c.celda(f, "OBSERVACIONES") ?? "").lowercased()
        if observacion.contains("fuera de cat") || observacion.contains("fuera del cat") { return .fuera }
        if observacion.contains("sin acta") { return .sinActa(causa(observacion)) }
        switch c.celda(f, "CONTABILIZADA") {
        case "0", "1": return .capturada
        default: return .pendiente
        }
    }

    private static func causa(_ observacion: String) -> CausaSinActa {
        if observacion.contains("instalada") || observacion.contains("2") { return .casillaNoInstalada }
        if observacion.contains("sin bolsa") || observacion.contains("sin sobre") || observacion.contains("3") {
            return .paqueteSinBolsa
        }
        if observacion.contains("contingencia") || observacion.contains("4") { return .contingenciaUrna }
        return .paqueteNoEntregado
    }

    private static func tipo(_ c: FilasCrudas, _ f: FilasCrudas.Fila, _ estado: Estado) throws(FormatoError)
        -> Casilla.Tipo
    {
        let texto = (c.celda(f, "TIPO_CASILLA") ?? "").uppercased()
        if let tipo = Casilla.Tipo(rawValue: texto) { return tipo }
        if texto == "V" { return .prisionPreventiva }
        if texto == "U" { return .especial }
        if case .fuera = estado { return .basica }
        throw FormatoError(
            .valorInvalido, archivo: c.archivo, linea: f.linea, columna: c.columnas["TIPO_CASILLA"].map { $0 + 1 },
            "«\(texto.prefix(20))» no es un TIPO_CASILLA; se esperan B, C, E, S, M, A o P")
    }

    private static func claveActa(_ c: FilasCrudas, _ f: FilasCrudas.Fila) -> String {
        ClaveImpresa.limpia(c.celda(f, "CLAVE_ACTA") ?? c.celda(f, "CLAVE_CASILLA") ?? "")
    }

    private static func claveDeUnidad(_ c: FilasCrudas, _ f: FilasCrudas.Fila) -> String? {
        guard
            let n = c.numero(f, "ID_UNIDAD")
                ?? c.celda(f, "ID_UNIDAD").flatMap({ FilasCrudas.numero(ClaveImpresa.limpia($0)) }),
            n > 0
        else { return nil }
        return cifras(n, ancho: 3)
    }

    private static func unidades(_ c: FilasCrudas) -> [Unidad] {
        var nombres: [String: [String: Int]] = [:]
        for f in c.filas {
            guard let clave = claveDeUnidad(c, f) else { continue }
            nombres[clave, default: [:]][c.celda(f, "UNIDAD") ?? "", default: 0] += 1
        }
        return nombres.sorted { $0.key < $1.key }.map { clave, vistos in
            let nombre = vistos.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? ""
            return Unidad(clave: clave, nombre: nombre.isEmpty ? clave : nombre)
        }
    }

    /// The published key, with an ordinal where the source repeats it: by the whole row, so that the order of rows does
    /// not matter.
    private static func identidades(_ c: FilasCrudas) -> [String] {
        var porClave: [String: [Int]] = [:]
        for (i, f) in c.filas.enumerated() { porClave[claveActa(c, f), default: []].append(i) }
        var identidades = Array(repeating: "", count: c.filas.count)
        for (clave, indices) in porClave {
            // A key that already carries a mark takes an ordinal too, so that no two identities can be the same text.
            if indices.count == 1, !clave.isEmpty, !clave.contains("#") {
                identidades[indices[0]] = clave
                continue
            }
            for (n, i) in indices.sorted(by: { c.filas[$0].texto < c.filas[$1].texto }).enumerated() {
                identidades[i] = "\(clave)#\(n + 1)"
            }
        }
        return identidades
    }

    /// The boxes that a captured row shows: what it marks with a dash is not on that ballot.
    private static func mascara(_ c: FilasCrudas, _ f: FilasCrudas.Fila) throws(FormatoError) -> [Plantilla.Campo] {
        let ausentes: Set<String> = ["-", "", "N/A"]
        var campos: [Plantilla.Campo] = []
        for (columna, campo) in auxiliares where !ausentes.contains(c.celda(f, columna) ?? "-") { campos.append(campo) }
        let votos = c.votos.posiciones.enumerated().filter { !ausentes.contains(f.celdas[$0.element]) }
        guard !votos.isEmpty else { return [] }
        campos += votos.map { .voto($0.offset) }
        if !ausentes.contains(c.celda(f, "TOTAL_VOTOS_ASENTADO") ?? "-") { campos.append(.totalAsentado) }
        return campos
    }

    private static func datos(
        _ c: FilasCrudas, _ f: FilasCrudas.Fila, _ mascara: [Plantilla.Campo]
    ) throws(FormatoError) -> [Dato] {
        var datos: [Dato] = []
        for campo in mascara {
            let columna: Int?
            switch campo {
            case .voto(let i): columna = c.votos.posiciones[i]
            case .totalAsentado: columna = c.columnas["TOTAL_VOTOS_ASENTADO"]
            default: columna = auxiliares.first { $0.1 == campo }.flatMap { c.columnas[$0.0] }
            }
            guard let columna else {
                datos.append(.sinDato)
                continue
            }
            datos.append(try dato(f.celdas[columna], c, f, columna: columna))
        }
        return datos
    }

    private static func dato(
        _ celda: String, _ c: FilasCrudas, _ f: FilasCrudas.Fila, columna: Int
    ) throws(FormatoError) -> Dato {
        if let n = FilasCrudas.numero(celda) {
            guard n <= 999_999 else {
                throw FormatoError(
                    .valorInvalido, archivo: c.archivo, linea: f.linea, columna: columna + 1, "\(n) no cabe en un acta")
            }
            return .cantidad(Int32(n))
        }
        switch celda.lowercased().replacing("_", with: " ") {
        case "ilegible": return .ilegible
        case "sin dato", "sin datos", "-", "", "n/a": return .sinDato
        default:
            throw FormatoError(
                .valorInvalido, archivo: c.archivo, linea: f.linea, columna: columna + 1,
                "«\(celda.prefix(40))» no es una cantidad, ILEGIBLE ni SIN DATO")
        }
    }

    private static func codigo(_ c: FilasCrudas, _ f: FilasCrudas.Fila) -> String {
        let texto = c.celda(f, "CODIGO_INTEGRIDAD") ?? ""
        if texto.isEmpty || texto == "-" || texto == "N/A" { return "SIN CÓDIGO EN LA FUENTE" }
        return texto.lowercased()
    }

    private static func procedencia(_ c: FilasCrudas, _ f: FilasCrudas.Fila) -> Procedencia {
        func texto(_ columna: String) -> String {
            let t = c.celda(f, columna) ?? ""
            return t == "-" || t == "N/A" ? "" : t
        }
        let digitalizacion = texto("DIGITALIZACION").uppercased()
        let documento = texto("TIPO_DOCUMENTO")
        return Procedencia(
            origen: texto("ORIGEN").uppercased().contains("CASILLA") ? .casilla : .catd,
            digitalizacion: digitalizacion.contains("VIL")
                ? .movil : digitalizacion.contains("URNA") ? .urna : .escaner,
            tipoDocumento: documento.isEmpty ? "ACTA PREP" : documento, mecanismo: texto("MECANISMOS_TRASLADO"))
    }

    private static func orden(_ mascara: [Plantilla.Campo]) -> String {
        mascara.map { campo in
            if case .voto(let i) = campo { cifras(i, ancho: 3) } else { campo.columnaAuxiliar ?? "" }
        }.joined(separator: ",")
    }
}

/// The ballot most captured rows of a unit and type show: what a row without figures is expected to have.
private struct MascarasUsuales {
    private var porUnidadYTipo: [String: [Plantilla.Campo]] = [:]
    private var porUnidad: [String: [Plantilla.Campo]] = [:]
    private let todas: [Plantilla.Campo]

    init(_ vistas: [(unidad: String, tipo: Casilla.Tipo, mascara: [Plantilla.Campo])], todas: [Plantilla.Campo]) {
        self.todas = todas
        var fina: [String: [[Plantilla.Campo]: Int]] = [:]
        var gruesa: [String: [[Plantilla.Campo]: Int]] = [:]
        for v in vistas where !v.mascara.isEmpty {
            fina["\(v.unidad) \(v.tipo.rawValue)", default: [:]][v.mascara, default: 0] += 1
            gruesa[v.unidad, default: [:]][v.mascara, default: 0] += 1
        }
        porUnidadYTipo = fina.mapValues(Self.mayor)
        porUnidad = gruesa.mapValues(Self.mayor)
    }

    private static func mayor(_ cuentas: [[Plantilla.Campo]: Int]) -> [Plantilla.Campo] {
        cuentas.max { ($0.value, $0.key.count, "\($0.key)") < ($1.value, $1.key.count, "\($1.key)") }?.key ?? []
    }

    func mascara(unidad: String, tipo: Casilla.Tipo) -> [Plantilla.Campo] {
        porUnidadYTipo["\(unidad) \(tipo.rawValue)"] ?? porUnidad[unidad] ?? todas
    }
}
