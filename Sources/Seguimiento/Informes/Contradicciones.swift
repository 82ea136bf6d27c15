import Electoral

/// What records say of the same thing in two ways, or in an order that cannot be: each is told, none is corrected.
struct Contradicciones {
    private let libro: Libro
    private let entregables: [String: Entregable]
    private let version: String

    init(_ libro: Libro, entregables: [Entregable]) {
        self.libro = libro
        self.entregables = Dictionary(entregables.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        version = libro.unica("proceso")?["numeracion"] ?? "2023"
    }

    func avisos(de fichas: [Ficha]) -> [Aviso] {
        fichas.flatMap { ficha in
            reparos(ficha).map { Aviso(.contradiccion, "\(titulo(ficha)): \($0)", ficha.clave) }
        }
    }

    private func titulo(_ ficha: Ficha) -> String {
        if let numero = ficha["numero"], ["oficio", "acuerdo"].contains(ficha.clave.clase) { return numero }
        return Clase.de(ficha.clave.clase)?.titulo(ficha) { clave in
            libro[clave].flatMap { $0["siglas"] ?? $0["nombre"] }
        } ?? ficha.clave.id
    }

    private func reparos(_ ficha: Ficha) -> [String] {
        let propios =
            switch ficha.clave.clase {
            case "oficio": oficio(ficha) + claves(ficha) + puntos(ficha)
            case "acuerdo": claves(ficha) + puntos(ficha)
            case "entregable": claves(ficha) + ciclo(ficha)
            case "sesion": sesion(ficha)
            case "ejercicio": ejercicio(ficha)
            case "convocatoria_de_difusores": Self.convocatoria(ficha, proceso: libro.unica("proceso"))
            case "accesos": Self.accesos(ficha)
            default: [String]()
            }
        return propios + alReves(ficha)
    }

    // MARK: Oficios and deliverables

    private func oficio(_ oficio: Ficha) -> [String] {
        var reparos: [String] = []
        if oficio["sentido"] == "recibido", oficio["emisor"] == nil { reparos.append("no dice de quién se recibió") }
        guard let dia = oficio.dia("fecha") else { return reparos }
        for pregunta in libro.preguntas(de: oficio) {
            if let suyo = pregunta.dia("fecha"), suyo > dia {
                reparos.append(
                    "responde a \(pregunta["numero"] ?? pregunta.clave.id), que es posterior (\(EnPalabras.fecha(suyo)))"
                )
            }
        }
        return reparos
    }

    /// Keys of deliverables that are not in the catalogue.
    private func claves(_ ficha: Ficha) -> [String] {
        guard !entregables.isEmpty else { return [] }
        let dichas = [ficha["entregable"]] + ficha.grupos("documentos").map { $0["entregable"] }
        return dichas.compactMap(\.self).filter { entregables[$0] == nil }
            .map { "no hay entregable «\($0)»; los que hay están en el calendario" }
    }

    /// Points of numeral 33 that are not those of what it approves or sends.
    private func puntos(_ ficha: Ficha) -> [String] {
        let citados = Set(ficha.lista("puntos").compactMap { Int($0.valor) })
        let documentos = ficha.grupos("documentos")
        let dichas = [ficha["entregable"]].compactMap(\.self) + documentos.compactMap { $0["entregable"] }
        let suyos = Set(dichas.compactMap { entregables[$0]?.numeros[version] })
        guard !citados.isEmpty, !suyos.isEmpty else { return [] }
        func serie(_ puntos: Set<Int>) -> String {
            (puntos.count == 1 ? "el punto " : "los puntos ") + EnPalabras.serie(puntos.sorted().map(String.init))
        }
        let faltan = suyos.subtracting(citados)
        // A document whose deliverable is not recorded may be of any point, and so may what an acuerdo approves besides.
        let sobran = citados.subtracting(suyos)
        let seSabe = ficha.clave.clase == "oficio" && documentos.allSatisfy { $0["entregable"] != nil }
        if !faltan.isEmpty {
            guard !sobran.isEmpty else {
                return ["no cita \(serie(faltan)) del numeral 33, de lo que remite o aprueba"]
            }
            let enVez = "de \(serie(faltan))".replacing("de el ", with: "del ")
            return ["cita \(serie(sobran)) del numeral 33 en vez \(enVez), de lo que remite o aprueba"]
        }
        return sobran.isEmpty || !seSabe ? [] : ["cita \(serie(sobran)) del numeral 33 y no remite nada de eso"]
    }

    private func ciclo(_ entregable: Ficha) -> [String] {
        let pasos = entregable.grupos("ciclo")
        var reparos: [String] = []
        for (paso, siguiente) in zip(pasos, pasos.dropFirst()) {
            if let a = paso.dia("fecha"), let b = siguiente.dia("fecha"), b < a {
                reparos.append(
                    "sus pasos no van en orden: el del \(EnPalabras.fecha(b)) está después del \(EnPalabras.fecha(a))")
            }
        }
        func primero(_ estados: Set<String>) -> Int? { pasos.firstIndex { estados.contains($0["estado"] ?? "") } }
        if let respuesta = primero(["observaciones", "validado"]),
            (primero(["remitido", "remitido_final"]) ?? Int.max) > respuesta
        {
            reparos.append("tiene respuesta del INE antes de haberse remitido")
        }
        if let atencion = primero(["atendido"]), (primero(["observaciones"]) ?? Int.max) > atencion {
            reparos.append("dice que se atendieron observaciones y no hay ninguna antes")
        }
        if let ultimo = pasos.last?["estado"], let estado = entregable["estado"], estado != ultimo,
            estado != "no_aplica"
        {
            let nombres = [estado, ultimo].map { Clase.estadosDeEntregable.legible(Asiento($0)) }
            reparos.append("su estado es «\(nombres[0])» y lo último que le pasó es «\(nombres[1])»")
        }
        return reparos
    }

    // MARK: Sessions

    private func sesion(_ sesion: Ficha) -> [String] {
        var reparos: [String] = []
        let puntos = sesion.grupos("orden")
        let votados = puntos.filter { $0["resultado"] == "aprobado" }.compactMap { $0["votacion"] }
        if sesion["votacion"] == "unanimidad", votados.contains("mayoria") {
            reparos.append("dice que se aprobó por unanimidad y un punto de su orden del día, por mayoría")
        }
        if sesion["votacion"] == "mayoria", !votados.isEmpty, !votados.contains("mayoria") {
            reparos.append("dice que se aprobó por mayoría y todos los puntos de su orden del día, por unanimidad")
        }
        let presentes = sesion.grupos("asistencia").count { ["presente", "virtual"].contains($0["asiste"] ?? "") }
        for (i, punto) in puntos.enumerated() {
            let (favor, contra) = (punto.entero("a_favor") ?? 0, punto.entero("en_contra") ?? 0)
            if punto["votacion"] == "unanimidad", favor > 0, contra > 0 {
                reparos.append("el punto \(i + 1) dice unanimidad y hay votos a favor y en contra")
            }
            if punto["resultado"] == "aprobado", favor + contra > 0, contra >= favor {
                reparos.append("el punto \(i + 1) se aprobó con \(favor) a favor y \(contra) en contra")
            }
            if presentes > 0, favor + contra > presentes {
                reparos.append("el punto \(i + 1) suma \(favor + contra) votos y en el pase de lista hay \(presentes)")
            }
        }
        if sesion["quorum"] == "si", sesion["estado"] == "celebrada", !sesion.grupos("asistencia").isEmpty,
            presentes == 0
        {
            reparos.append("dice que hubo quórum y en el pase de lista no hay nadie")
        }
        if sesion["quorum"] == "no", !sesion.lista("aprobo").isEmpty {
            reparos.append("no hubo quórum y dice que se aprobó algo")
        }
        return reparos
    }

    // MARK: Exercises

    private func ejercicio(_ ejercicio: Ficha) -> [String] {
        var reparos: [String] = []
        let fases = ["acopiadas", "digitalizadas", "capturadas", "contabilizadas"]
        for (antes, despues) in zip(fases, fases.dropFirst()) {
            if let a = ejercicio.entero(antes), let b = ejercicio.entero(despues), b > a {
                reparos.append(
                    "hay más actas \(despues) (\(EnPalabras.miles(b))) que \(antes) (\(EnPalabras.miles(a)))")
            }
        }
        let elecciones = ejercicio.grupos("elecciones")
        for (total, parte) in [
            ("programadas", "esperadas"), ("capturadas", "capturadas"), ("contabilizadas", "contabilizadas"),
        ] {
            let partes = elecciones.compactMap { $0.entero(parte) }
            guard let dicho = ejercicio.entero(total), !partes.isEmpty, partes.count == elecciones.count else {
                continue
            }
            let suma = partes.reduce(0, +)
            if suma != dicho {
                reparos.append(
                    "dice \(EnPalabras.miles(dicho)) actas \(total) y las de sus elecciones suman \(EnPalabras.miles(suma))"
                )
            }
        }
        return ejercicio["tipo"] == "operacion" ? reparos + operacion(ejercicio) : reparos
    }

    /// What the operation did, against what was agreed.
    private func operacion(_ operacion: Ficha) -> [String] {
        guard let proceso = libro.unica("proceso") else { return [] }
        var reparos: [String] = []
        let acordados = ["inicio_de_publicacion", "fin_de_publicacion"].map { proceso[$0].flatMap(Minuto.init) }
        let periodo = Minuto.periodo(operacion)
        if let empezo = periodo.inicio, let acordado = acordados[0], empezo > acordado {
            reparos.append(
                "comenzó a \(empezo.enPalabras) y se acordó que la publicación iniciara a \(acordado.enPalabras)")
        }
        if let termino = periodo.termino, let acordado = acordados[1], termino != acordado {
            reparos.append(
                "terminó a \(termino.enPalabras) y se acordó la última actualización a \(acordado.enPalabras)")
        }
        if let cortes = operacion.entero("cortes"), let porHora = proceso.entero("actualizaciones_de_datos"),
            let inicio = acordados[0] ?? periodo.inicio, let termino = periodo.termino ?? acordados[1], termino > inicio
        {
            let esperados = termino.desde(inicio) * porHora / 60
            // The one of the beginning may be counted or not.
            if !(esperados...(esperados + 1) ~= cortes) {
                reparos.append(
                    "dice \(cortes) cortes y son \(esperados) los que, a \(porHora) por hora, hay desde \(inicio.enPalabras) hasta \(termino.enPalabras)"
                )
            }
        }
        return reparos
    }

    // MARK: Dates

    private static let pares = [
        ("desde", "hasta"), ("inicio", "termino"), ("detectada", "solucionada"), ("convocatoria", "fecha"),
        ("inicio_de_publicacion", "fin_de_publicacion"),
    ]

    /// Dates whose end is before their beginning, in a record or in its rows.
    private func alReves(_ ficha: Ficha) -> [String] {
        guard let clase = Clase.de(ficha.clave.clase) else { return [] }
        return alReves(ficha.campos, clase.campos)
    }

    private func alReves(_ campos: Ficha.Campos, _ declaracion: [Campo]) -> [String] {
        var reparos: [String] = []
        for (de, a) in Self.pares {
            guard let uno = declaracion.first(where: { $0.clave == de }), uno.tipo.esDia,
                let otro = declaracion.first(where: { $0.clave == a }), otro.tipo.esDia,
                let inicio = campos[de], let fin = campos[a], fin < inicio
            else { continue }
            reparos.append("«\(otro.nombre)» (\(fin)) es anterior a «\(uno.nombre)» (\(inicio))")
        }
        for campo in declaracion {
            guard case .grupos(let interiores) = campo.tipo else { continue }
            for fila in campos.grupos(campo.clave) { reparos += alReves(fila, interiores) }
        }
        return reparos
    }
}

extension Campo.Tipo {
    fileprivate var esDia: Bool {
        switch self {
        case .fecha, .momento: true
        default: false
        }
    }
}

/// A minute of a day, as records write it: `2027-06-06 20:00`.
struct Minuto: Comparable {
    let dia: Dia
    private let delDia: Int

    init?(_ texto: String) { self.init(Dia(iso: String(texto.prefix(10))), String(texto.suffix(5))) }

    init?(_ dia: Dia?, _ hora: String?) {
        let partes = hora?.split(separator: ":").compactMap { Int($0) } ?? []
        guard let dia, partes.count == 2 else { return nil }
        self.dia = dia
        delDia = partes[0] * 60 + partes[1]
    }

    /// When an exercise began and ended: on the next day, when it ended at an hour not later than the one it began.
    static func periodo(_ ejercicio: Ficha) -> (inicio: Minuto?, termino: Minuto?) {
        let dia = ejercicio.dia("fecha")
        let inicio = Minuto(dia, ejercicio["inicio"])
        guard let inicio, let mismo = Minuto(dia, ejercicio["termino"]) else { return (inicio, nil) }
        return (inicio, mismo > inicio ? mismo : Minuto(dia.map { $0 + 1 }, ejercicio["termino"]))
    }

    /// Minutes since another.
    func desde(_ otro: Minuto) -> Int { (dia - otro.dia) * 24 * 60 + delDia - otro.delDia }

    /// `las 20:00 del 6 de junio de 2027`
    var enPalabras: String {
        "las \(dosCifras(delDia / 60)):\(dosCifras(delDia % 60)) del \(EnPalabras.fecha(dia))"
    }

    static func < (a: Minuto, b: Minuto) -> Bool { (a.dia, a.delDia) < (b.dia, b.delDia) }
}
