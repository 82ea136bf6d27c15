import Electoral

/// `proceso.yaml`.
extension LectorDeCarpeta {
    private static let requeridas = [
        "nombre", "institucion", "entidad", "zona_horaria", "jornada", "inicio_acopio", "inicio_publicacion",
        "cierre_publicacion", "minutos_entre_cortes", "origen",
    ]
    private static let opcionales = [
        "esquema_de_captura", "limites", "redaccion", "fraccion", "base", "publicar_primeros_lugares", "acuerdos",
    ]

    func leerProceso() {
        guard let bytes = bytes(.proceso) else { return }
        let archivo = Archivo.proceso.rawValue
        guard let raiz = NodoYAML.raiz(bytes, archivo: archivo, diario: diario) else {
            if !estaMal(.proceso) {
                diario.anotar(.yamlInvalido, Lugar(archivo: archivo, linea: 1, columna: 1), "está vacío")
            }
            return
        }
        guard let mapa = raiz.mapa(Self.requeridas, opcionales: Self.opcionales) else { return }
        let nombre = mapa["nombre"]?.texto()
        let institucion = mapa["institucion"]?.texto()
        let entidad = mapa["entidad"].flatMap(leerEntidad)
        let huso = mapa["zona_horaria"].flatMap(leerHuso)
        let minutos = mapa["minutos_entre_cortes"].flatMap(leerMinutosEntreCortes)
        let origen = mapa["origen"].flatMap(leerOrigen)
        let esquema = mapa["esquema_de_captura"].map {
            $0.opcion([
                ("doble_captura", EsquemaDeCaptura.dobleCaptura), ("captura_y_verificacion", .capturaYVerificacion),
            ])
        }
        let redaccion = mapa["redaccion"].map { $0.opcion([("opl", Redaccion.opl), ("ine", .ine)]) }
        let fraccion = mapa["fraccion"].map {
            $0.opcion([("uno_a_cada_uno", ReglaDeFraccion.unoACadaUno), ("todo_al_primero", .todoAlPrimero)])
        }
        let limites = mapa["limites"].map(leerLimites) ?? Limites()
        if let nodo = mapa["base"] { leerBase(nodo) }
        let acuerdo = mapa["publicar_primeros_lugares"].flatMap(leerAcuerdo)
        let (sonBuenos, acuerdos) = leerAcuerdos(mapa["acuerdos"], huso, minutos: minutos)
        let horas = huso.flatMap { leerHoras(mapa, huso: $0, prorroga: acuerdos?.prorroga) }
        guard let nombre, let institucion, let entidad, let huso, let minutos, let origen, let horas, sonBuenos else {
            return
        }
        proceso = Proceso(
            nombre: nombre, institucion: institucion, entidad: entidad, huso: huso, inicioAcopio: horas.acopio,
            inicioPublicacion: horas.publicacion, cierrePublicacion: horas.cierre, minutosEntreCortes: minutos,
            origen: origen, esquema: (esquema ?? .dobleCaptura) ?? .dobleCaptura, limites: limites,
            redaccion: (redaccion ?? .opl) ?? .opl, fraccion: (fraccion ?? .unoACadaUno) ?? .unoACadaUno,
            acuerdoDePrimerosLugares: acuerdo, acuerdos: acuerdos)
    }

    /// The number of an acuerdo, which is printed beside what it allows: a word is not one.
    private func leerAcuerdo(_ nodo: NodoYAML) -> String? {
        guard let texto = nodo.texto(maximo: 80) else { return nil }
        guard texto.contains(where: \.isNumber), texto.contains(where: \.isLetter) else {
            nodo.error(
                .valorInvalido,
                "publicar_primeros_lugares: dice \(Texto.cita(texto)); escriba el número del acuerdo que lo permite, como IEC/CG/123/2027, o quite el renglón"
            )
            return nil
        }
        return texto
    }

    private func leerEntidad(_ nodo: NodoYAML) -> Entidad? {
        guard let texto = nodo.texto() else { return nil }
        if let e = Texto.entero(texto).flatMap(Entidad.con(clave:)) ?? Entidad.con(abreviatura: texto) { return e }
        nodo.error(
            .referenciaDesconocida,
            "entidad: \(Texto.cita(texto)) no es una entidad; escriba su número (1 a 32) o su abreviatura, como COAH")
        return nil
    }

    private func leerHuso(_ nodo: NodoYAML) -> Huso? {
        guard let texto = nodo.texto(maximo: 20) else { return nil }
        if let huso = Self.huso(texto) { return huso }
        nodo.error(
            .valorInvalido, "zona_horaria: \(Texto.cita(texto)) no se entiende; escriba la diferencia como UTC-6")
        return nil
    }

    /// `UTC-6`, `-06:00`, `-6`.
    private static func huso(_ texto: String) -> Huso? {
        var resto = Substring(texto)
        if resto.hasPrefix("UTC") { resto = resto.dropFirst(3) }
        guard let signo = resto.first, signo == "-" || signo == "+" else { return nil }
        let partes = resto.dropFirst().split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(partes.count), partes[0].utf8.count <= 2, let horas = Texto.entero(partes[0]) else {
            return nil
        }
        var minutos = 0
        if partes.count == 2 {
            guard partes[1].utf8.count == 2, let m = Texto.entero(partes[1]), m < 60 else { return nil }
            minutos = m
        }
        let total = (horas * 60 + minutos) * (signo == "-" ? -1 : 1)
        return (-720...840).contains(total) ? Huso(minutos: total) : nil
    }

    private func leerMinutosEntreCortes(_ nodo: NodoYAML) -> Int? {
        guard let n = nodo.entero(1...1440) else { return nil }
        guard let objecion = Horario.objecion(minutos: n) else { return n }
        nodo.error(.valorInvalido, "minutos_entre_cortes: \(objecion.explicacion)")
        return nil
    }

    /// First line of the signed notes: printable ASCII without blanks or `+`, which separate the parts of a key.
    private func leerOrigen(_ nodo: NodoYAML) -> String? {
        guard let texto = nodo.texto() else { return nil }
        guard texto.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "+") }) else {
            nodo.error(
                .valorInvalido,
                "origen: use sólo letras sin acento, cifras, puntos, guiones y diagonales, como prep.ejemplo.mx/2027")
            return nil
        }
        return texto
    }

    private func leerHoras(_ mapa: [String: NodoYAML], huso: Huso, prorroga: Instante?) -> (
        acopio: Instante, publicacion: Instante, cierre: Instante
    )? {
        let jornada = mapa["jornada"].flatMap { nodo in fechaHora(nodo, conHora: false) }
        let acopio = mapa["inicio_acopio"].flatMap { nodo in fechaHora(nodo) }
        let publicacion = mapa["inicio_publicacion"].flatMap { nodo in fechaHora(nodo) }
        let cierre = mapa["cierre_publicacion"].flatMap { nodo in fechaHora(nodo) }
        guard let jornada, let acopio, let publicacion, let cierre else { return nil }
        var valido = true
        func mal(_ clave: String, _ mensaje: String) {
            valido = false
            mapa[clave]?.error(.valorInvalido, "\(clave): \(mensaje)")
        }
        if (acopio.anio, acopio.mes, acopio.dia) != (jornada.anio, jornada.mes, jornada.dia) {
            mal("inicio_acopio", "no es del día de la jornada (\(jornada.fecha)); corrija uno de los dos")
        }
        let (desde, hasta) = (publicacion.instante(en: huso), cierre.instante(en: huso))
        let objeciones = Horario(inicio: desde, cierre: hasta, minutos: 1).objeciones(
            inicioAcopio: acopio.instante(en: huso))
        // A start that is wrong makes the length of the publication wrong as well: it is told once.
        for objecion in objeciones where objecion != .duraDemasiado || !objeciones.contains(.empiezaAntesDelAcopio) {
            mal(objecion == .empiezaAntesDelAcopio ? "inicio_publicacion" : "cierre_publicacion", objecion.explicacion)
        }
        if let prorroga, prorroga <= hasta || prorroga > desde + Horario.duracionConProrroga {
            valido = false
            let renglon = mapa["acuerdos"]?.pares()?.first { $0.0.texto() == "prorroga_hasta" }?.1
            renglon?.error(
                .valorInvalido,
                "prorroga_hasta: va después del cierre de la publicación y a lo más 36 horas después de su inicio; corrija la hora o quite el renglón"
            )
        }
        return valido ? (acopio.instante(en: huso), desde, hasta) : nil
    }

    /// `AAAA-MM-DD` or `AAAA-MM-DD HH:MM[:SS]`.
    func fechaHora(_ nodo: NodoYAML, conHora: Bool = true) -> FechaHora? {
        guard let texto = nodo.texto() else { return nil }
        if let leida = Self.fechaHora(texto, conHora: conHora) { return leida }
        let forma = conHora ? "AAAA-MM-DD HH:MM, por ejemplo 2027-06-06 18:00" : "AAAA-MM-DD, por ejemplo 2027-06-06"
        nodo.error(.valorInvalido, "dice \(Texto.cita(texto)), que no es una fecha real; escriba \(forma)")
        return nil
    }

    private static func fechaHora(_ texto: String, conHora: Bool) -> FechaHora? {
        let partes = texto.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard partes.count == (conHora ? 2 : 1) else { return nil }
        let fecha = partes[0].split(separator: "-", omittingEmptySubsequences: false).compactMap {
            Texto.entero(String($0))
        }
        guard fecha.count == 3, partes[0].utf8.count == 10 else { return nil }
        guard conHora else { return FechaHora(anio: fecha[0], mes: fecha[1], dia: fecha[2]) }
        let hora = partes[1].split(separator: ":", omittingEmptySubsequences: false).compactMap {
            Texto.entero(String($0))
        }
        guard hora.count == 2 || hora.count == 3, [5, 8].contains(partes[1].utf8.count) else { return nil }
        return FechaHora(
            anio: fecha[0], mes: fecha[1], dia: fecha[2], hora: hora[0], minuto: hora[1],
            segundo: hora.count == 3 ? hora[2] : 0)
    }

    private func leerLimites(_ nodo: NodoYAML) -> Limites {
        var limites = Limites()
        guard let mapa = nodo.mapa([], opcionales: ["boletas_especiales", "modalidades"]) else { return limites }
        limites.boletasEspeciales = mapa["boletas_especiales"]?.entero(0...99_999)
        if let m = mapa["modalidades"] {
            limites.modalidades = m.opcion([("ninguno", .ninguno), ("lista_nominal", .listaNominal)]) ?? .ninguno
        }
        return limites
    }

    private func leerBase(_ nodo: NodoYAML) {
        let claves = [
            "encabezado", "delimitador", "codificacion", "fin_de_linea", "prefijo_coalicion", "cotejada", "nombres",
        ]
        guard let mapa = nodo.mapa([], opcionales: claves) else { return }
        if let v = mapa["encabezado"]?.opcion([("a", FormatoDeBase.Encabezado.a), ("b", .b)]) { base.encabezado = v }
        if let v = mapa["delimitador"]?.opcion([(",", ","), ("|", "|"), (";", ";"), ("tab", "\t")]) {
            base.delimitador = v
        }
        if let v = mapa["codificacion"]?.opcion([
            ("utf-8-bom", FormatoDeBase.Codificacion.utf8ConBOM), ("utf-8", .utf8), ("cp1252", .cp1252),
        ]) {
            base.codificacion = v
        }
        if let v = mapa["fin_de_linea"]?.opcion([("crlf", FormatoDeBase.FinDeLinea.crlf), ("lf", .lf)]) {
            base.finDeLinea = v
        }
        if let n = mapa["prefijo_coalicion"], let t = n.texto(maximo: 10) {
            if Texto.esIdentificador(t, maximo: 10, extra: "_-") {
                base.prefijoCoalicion = t
            } else {
                n.error(.valorInvalido, "prefijo_coalicion: use mayúsculas, cifras y guion bajo, como C_")
            }
        }
        if let v = mapa["cotejada"]?.booleano() { base.cotejada = v }
        for (clave, valor) in mapa["nombres"]?.pares() ?? [] {
            guard let k = nombreDeColumna(clave), let v = nombreDeColumna(valor) else { continue }
            base.nombres[k] = v
        }
    }

    private func nombreDeColumna(_ nodo: NodoYAML) -> String? {
        guard let texto = nodo.texto(maximo: 60) else { return nil }
        if Texto.esIdentificador(texto, maximo: 60) { return texto }
        nodo.error(
            .valorInvalido,
            "nombres: \(Texto.cita(texto)) no es un nombre de columna; use mayúsculas, cifras y guion bajo")
        return nil
    }
}
