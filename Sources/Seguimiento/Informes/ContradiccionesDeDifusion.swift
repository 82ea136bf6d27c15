import Electoral

extension Contradicciones {
    /// What the call says against itself, or against what was agreed for the process.
    static func convocatoria(_ c: Ficha, proceso: Ficha?) -> [String] {
        var reparos: [String] = []
        func orden(_ antes: String, _ despues: String, _ que: String) {
            guard let a = c.dia(antes), let b = c.dia(despues), b < a else { return }
            reparos.append("\(que) (\(EnPalabras.fecha(b)) y \(EnPalabras.fecha(a)))")
        }
        if let minutos = c.entero("minutos_entre_cortes"), let porHora = proceso?.entero("actualizaciones_de_datos"),
            minutos * porHora != 60
        {
            reparos.append(
                "dice una actualización cada \(minutos) minutos y en el proceso electoral son \(porHora) por hora")
        }
        if let jornada = proceso?.dia("jornada"), let hasta = c.dia("publicacion_hasta"), hasta < jornada {
            reparos.append("la publicación termina antes de la jornada (\(EnPalabras.fecha(hasta)))")
        }
        orden("solicitud_limite", "infraestructura_limite", "la infraestructura se pide antes que el aviso")
        orden("emitida", "solicitud_limite", "el aviso se pide antes de emitirla")
        if let limite = c.dia("memoria_limite"),
            let ultimo = c.lista("memoria_dias").compactMap({ Dia(iso: $0.valor) }).max(), limite <= ultimo
        {
            reparos.append(
                "la memoria técnica se pide el \(EnPalabras.fecha(limite)) y lleva bitácoras del \(EnPalabras.fecha(ultimo))"
            )
        }
        return reparos
    }

    /// Figures of a count that do not add up.
    static func accesos(_ a: Ficha) -> [String] {
        var reparos: [String] = []
        func suma(_ lista: String, _ campo: String) -> Int {
            a.grupos(lista).reduce(0) { $0 + ($1.entero(campo) ?? 0) }
        }
        for (campo, nombre) in [("hits", "hits"), ("paginas", "páginas"), ("visitas", "visitas")] {
            let total = a.entero(campo) ?? 0
            for (lista, de) in [("por_dia", "sus días"), ("por_hora", "sus horas")] {
                let partes = suma(lista, campo)
                if !a.grupos(lista).isEmpty, partes != total {
                    reparos.append(
                        "dice \(EnPalabras.miles(total)) \(nombre) y \(de) suman \(EnPalabras.miles(partes))")
                }
            }
        }
        let contadas = ["hits", "ilegibles", "fuera"].reduce(0) { $0 + (a.entero($1) ?? 0) }
        if let lineas = a.entero("lineas"), lineas != contadas {
            reparos.append(
                "dice \(EnPalabras.miles(lineas)) líneas y son \(EnPalabras.miles(contadas)) las de sus hits, las ilegibles y las de otras horas"
            )
        }
        return reparos
    }
}
