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
}
