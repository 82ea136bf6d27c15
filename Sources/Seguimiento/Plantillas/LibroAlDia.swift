import Electoral

extension Libro {
    /// The records as a document of some day tells them: what happened later is not there, or not yet in its record.
    ///
    /// - Parameter propia: the record that the document is about, which stays whole.
    /// - Returns: also the records that say something later, as they are.
    func alDia(_ dia: Dia, salvo propia: Ficha.Clave? = nil) -> (libro: Libro, despues: [Ficha]) {
        var despues: [Ficha] = []
        let fichas = self.fichas.compactMap { ficha -> Ficha? in
            guard ficha.clave != propia, let vista = ficha.alDia(dia) else {
                if ficha.clave != propia { despues.append(ficha) }
                return ficha.clave == propia ? ficha : nil
            }
            if vista != ficha { despues.append(ficha) }
            return vista
        }
        return (Libro(fichas), despues)
    }
}

extension Ficha {
    /// Kinds of what happens on a day and is not told before.
    private static let sucesos: Set<String> = [
        "acuerdo", "oficio", "sesion", "capacitacion", "auditoria", "desarrollo", "incidencia", "adquisicion",
        "tercero",
        "difusor",
    ]

    /// As it could be written on a day; nil when it had not happened.
    fileprivate func alDia(_ dia: Dia) -> Ficha? {
        let suyo = Clase.de(clave.clase)?.fecha.flatMap { self[$0] }.flatMap { Dia(iso: String($0.prefix(10))) }
        let esDespues = suyo.map { $0 > dia } ?? false
        if esDespues, Self.sucesos.contains(clave.clase) { return nil }
        var ficha = self
        switch clave.clase {
        case "ejercicio" where esDespues && self["estado"] != "programado":
            for campo in Self.deLoOcurrido { ficha.campos.contenido[campo] = nil }
            ficha.campos.contenido["estado"] = .asiento(Asiento("programado"))
        case "incidencia" where esPosterior("solucionada", dia):
            for campo in ["solucionada", "minutos", "leccion"] { ficha.campos.contenido[campo] = nil }
            ficha.campos.contenido["estado"] = .asiento(Asiento("en_atencion"))
        case "riesgo" where esDespues: ficha.campos.contenido["revisado"] = nil
        case "centro":
            if esDespues, self["estado"] == "listo" {
                ficha.campos.contenido["fecha"] = nil
                ficha.campos.contenido["estado"] = .asiento(Asiento("en_instalacion"))
            }
            for lista in ["revision", "enlaces"] { ficha.quitarFilas(lista) { $0.esPosterior("fecha", dia) } }
        case "entregable":
            ficha.quitarFilas("ciclo") { $0.esPosterior("fecha", dia) }
            if let ultimo = ficha.grupos("ciclo").last?["estado"], ficha.grupos("ciclo").count < grupos("ciclo").count {
                ficha.campos.contenido["estado"] = .asiento(Asiento(ultimo))
            }
        case "organo": ficha.integrantesAlDia(dia)
        default: break
        }
        return ficha
    }

    /// What a test or a drill leaves after it is done.
    private static let deLoOcurrido = [
        "termino", "acopiadas", "digitalizadas", "capturadas", "contabilizadas", "publicadas", "elecciones", "cortes",
        "centros", "personas", "asistentes", "resultado", "hallazgos", "mejoras", "origen",
    ]

    private func esPosterior(_ campo: String, _ dia: Dia) -> Bool { campos.esPosterior(campo, dia) }

    private mutating func quitarFilas(_ lista: String, _ sobra: (Campos) -> Bool) {
        let filas = grupos(lista)
        let quedan = filas.filter { !sobra($0) }
        guard quedan.count < filas.count else { return }
        campos.contenido[lista] = .lista(quedan.map { .grupo($0.contenido) })
    }

    /// Who had arrived by a day, and who had not left; the end of a term is known from its beginning.
    private mutating func integrantesAlDia(_ dia: Dia) {
        quitarFilas("integrantes") { $0.esPosterior("desde", dia) }
        let filas = grupos("integrantes")
        guard filas.contains(where: { $0.esPosterior("hasta", dia) && $0["motivo"] != "termino" }) else { return }
        campos.contenido["integrantes"] = .lista(
            filas.map { fila in
                var fila = fila
                if fila.esPosterior("hasta", dia), fila["motivo"] != "termino" {
                    (fila.contenido["hasta"], fila.contenido["motivo"]) = (nil, nil)
                }
                return .grupo(fila.contenido)
            })
    }
}

extension Ficha.Campos {
    fileprivate func esPosterior(_ campo: String, _ dia: Dia) -> Bool {
        self[campo].flatMap { Dia(iso: String($0.prefix(10))) }.map { $0 > dia } ?? false
    }
}
