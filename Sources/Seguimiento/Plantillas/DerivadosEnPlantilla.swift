import Electoral

/// What follows from other records, or from how Spanish names things.
extension FichaEnPlantilla {
    func derivado(_ nombre: String) -> Any? {
        if nombre == "mesSinDecir" { return mesSinDecir }
        if nombre == "delPeriodo" { return delPeriodo }
        guard let clave else { return nil }
        // Where a reference may be to records of several kinds.
        if nombre.hasPrefix("es_") { return nombre.dropFirst("es_".count) == clave.clase }
        return switch clave.clase {
        case "oficio": deOficio(nombre, clave)
        case "organo": deOrgano(nombre, clave)
        case "persona": dePersona(nombre)
        case "sesion": deSesion(nombre)
        case "acuerdo": nombre == "modificado_por" ? modificadoPor(clave) : nil
        case "proceso": deProceso(nombre)
        case "ejercicio": nombre == "diaDeTermino" ? diaDeTermino : nil
        case "convocatoria_de_difusores": nombre == "minutosParaSuspender" ? minutosParaSuspender : nil
        default: nil
        }
    }

    private func deOficio(_ nombre: String, _ clave: Ficha.Clave) -> Any? {
        let tipo = declaracion.first { $0.clave == "tipo" }?.tipo
        let documento = campos.asiento("tipo").flatMap { tipo?.legible($0) } ?? "Oficio"
        let esFemenino = Self.esFemenino(campos["tipo"])
        return switch nombre {
        case "elDocumento": TextoEnPlantilla((esFemenino ? "la " : "el ") + documento)
        case "delDocumento": TextoEnPlantilla((esFemenino ? "de la " : "del ") + documento)
        case "alDocumento": TextoEnPlantilla((esFemenino ? "a la " : "al ") + documento)
        case "esteDocumento": TextoEnPlantilla(esFemenino ? "la cual" : "el cual")
        case "delCual": TextoEnPlantilla(esFemenino ? "de la cual" : "del cual")
        case "elMismo": TextoEnPlantilla(esFemenino ? "la misma" : "el mismo")
        // `recibid{{oa}}`
        case "oa": TextoEnPlantilla(esFemenino ? "a" : "o")
        case "oaDeLaPregunta":
            TextoEnPlantilla(
                libro[clave].map { Self.esFemenino(libro.preguntas(de: $0).first?["tipo"]) } ?? false ? "a" : "o")
        case "respuestas": ver(libro.respuestas(a: clave))
        case "preguntas": libro[clave].map { ver(libro.preguntas(de: $0)) }
        default: nil
        }
    }

    private static func esFemenino(_ tipo: String?) -> Bool { ["circular", "carta", "entrega"].contains(tipo) }

    /// The month of a document whose name does not say it.
    private var mesSinDecir: Any {
        guard let mes = campos.asiento("mes").flatMap(MesEnPlantilla.init),
            !(campos.escrito("documento") ?? "").lowercased().contains(EnPalabras.mes(mes.mes.primero.mes))
        else { return Ausente() }
        return mes
    }

    /// `del 12 al 15 de mayo de 2027`, of what has both days.
    private var delPeriodo: Any? {
        guard let desde = campos.dia("desde"), let hasta = campos.dia("hasta") else { return nil }
        return TextoEnPlantilla(EnPalabras.periodo(desde, hasta))
    }

    /// How long the updates that suspend a difusor take, when the record says how often they come.
    private var minutosParaSuspender: Any {
        let porHora = libro.unica("proceso")?.entero("actualizaciones_de_datos")
        guard let minutos = campos.entero("minutos_entre_cortes") ?? porHora.flatMap({ 60 % $0 == 0 ? 60 / $0 : nil })
        else { return Ausente() }
        return EnteroEnPlantilla(minutos * (campos.entero("periodos_fallidos") ?? 3))
    }

    // MARK: Names with their article

    var nombre: String { campos.escrito("nombre") ?? "" }

    /// `la Comisión`, `del Consejo`, `a las Representaciones`; nil when it is not a body of people.
    ///
    /// - Parameter forma: `el`, `del` or `al`.
    func conArticulo(_ forma: String, _ nombre: String) -> String? {
        guard clave?.clase == "organo" || clave?.clase == "proceso" else { return nil }
        let articulo = campos["articulo"] ?? EnPalabras.articulo(de: nombre)
        return switch (forma, articulo) {
        case ("del", "el"): "del \(nombre)"
        case ("al", "el"): "al \(nombre)"
        case ("del", _): "de \(articulo) \(nombre)"
        case ("al", _): "a \(articulo) \(nombre)"
        default: "\(articulo) \(nombre)"
        }
    }

    private func deOrgano(_ nombre: String, _ clave: Ficha.Clave) -> Any? {
        let corto = campos.escrito("siglas") ?? self.nombre
        switch nombre {
        case "corto": return TextoEnPlantilla(corto)
        case "el", "del", "al": return conArticulo(nombre, self.nombre).map(TextoEnPlantilla.init)
        case "elCorto", "delCorto", "alCorto":
            return conArticulo(String(nombre.dropLast("Corto".count)), corto).map(TextoEnPlantilla.init)
        case "instalacion":
            let sesion = libro.de("sesion").first {
                $0["organo"] == clave.id && $0["estado"] == "celebrada"
                    && ["instalacion", "instalacion_especial"].contains($0["tipo"]) && yaPaso($0["fecha"])
            }
            return sesion.map { ver($0) } as Any? ?? Ausente()
        case "designados": return filas { $0["suple_a"] == nil && self.yaPaso($0["desde"]) }
        case "vigentes": return filas { self.yaPaso($0["desde"]) && !($0["hasta"] != nil && self.yaPaso($0["hasta"])) }
        case "renuncias": return renuncias
        default: return nil
        }
    }

    /// Whether a day, when there is one, is not later than the document.
    private func yaPaso(_ fecha: String?) -> Bool {
        guard let dia = fecha.flatMap(Dia.init(iso:)), let alDia else { return true }
        return dia <= alDia
    }

    private func filas(
        _ incluye: (Ficha.Campos) -> Bool, extras: (Ficha.Campos, [Campo]) -> [String: Any] = { _, _ in [:] }
    ) -> [FichaEnPlantilla] {
        guard case .grupos(let interiores) = declaracion.first(where: { $0.clave == "integrantes" })?.tipo else {
            return []
        }
        return campos.grupos("integrantes").filter(incluye).map {
            FichaEnPlantilla(
                $0, interiores, libro, alDia: alDia, extras: extras($0, interiores), pasos: pasos)
        }
    }

    private func deSesion(_ nombre: String) -> Any? {
        switch nombre {
        case "planDelCotaprep": planDelCotaprep
        // Whether the record says that anyone was called to it.
        case "seConvoco":
            campos["convocatoria"] != nil || campos["convocatoria_oficio"] != nil || !campos.lista("convocados").isEmpty
                || !campos.lista("invitados").isEmpty
        default: nil
        }
    }

    /// The session of installation, which approved the calendar of the ordinary ones, for the first of the month.
    private var planDelCotaprep: Any {
        guard campos["tipo"] == "ordinaria", extras["primera"] as? Bool == true, let organo = destino("organo"),
            let instalacion = ver(organo).child(named: "instalacion") as? FichaEnPlantilla,
            !instalacion.campos.lista("aprobo").isEmpty
        else { return Ausente() }
        return instalacion
    }

    /// Members who resigned, each with `suplente`: the row of who replaces them, or nothing.
    var renuncias: [FichaEnPlantilla] {
        filas {
            $0["motivo"] == "renuncia" && self.yaPaso($0["hasta"])
        } extras: { fila, interiores in
            let suplente = campos.grupos("integrantes").first {
                $0["suple_a"] != nil && $0["suple_a"] == fila["persona"] && self.yaPaso($0["desde"])
            }
            let vista = suplente.map {
                FichaEnPlantilla($0, interiores, self.libro, alDia: self.alDia, pasos: self.pasos)
            }
            return ["suplente": vista as Any? ?? Ausente()]
        }
    }

    private func dePersona(_ nombre: String) -> Any? {
        let tratamiento = campos.escrito("tratamiento")
        let conTratamiento = [tratamiento, self.nombre].compactMap(\.self).joined(separator: " ")
        switch nombre {
        case "conTratamiento": return TextoEnPlantilla(conTratamiento)
        case "el", "del", "al":
            let articulo = campos["articulo"] ?? tratamiento.flatMap(EnPalabras.articuloDeTratamiento)
            let preposicion = nombre == "del" ? "de " : nombre == "al" ? "a " : ""
            guard let articulo else { return TextoEnPlantilla(preposicion + conTratamiento) }
            return TextoEnPlantilla(
                articulo == "el" ? "\(nombre) \(conTratamiento)" : "\(preposicion)la \(conTratamiento)")
        default: return nil
        }
    }

    private func deProceso(_ nombre: String) -> Any? {
        let instituto = campos.escrito("instituto") ?? ""
        return switch nombre {
        case "elInstituto": conArticulo("el", instituto).map(TextoEnPlantilla.init)
        case "delInstituto": conArticulo("del", instituto).map(TextoEnPlantilla.init)
        case "alInstituto": conArticulo("al", instituto).map(TextoEnPlantilla.init)
        default: nil
        }
    }

    /// Day on which an exercise ended, from its hours.
    private var diaDeTermino: Any {
        guard let clave, let ficha = libro[clave], let termino = Minuto.periodo(ficha).termino else { return Ausente() }
        return FechaEnPlantilla(termino.dia)
    }

    private func modificadoPor(_ clave: Ficha.Clave) -> [FichaEnPlantilla] {
        ver(
            libro.de("acuerdo").filter { acuerdo in
                acuerdo.lista("modifica").contains { $0.valor == clave.id } && yaPaso(acuerdo["fecha"])
            })
    }
}
