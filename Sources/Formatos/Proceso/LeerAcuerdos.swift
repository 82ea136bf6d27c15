import Electoral

/// `acuerdos` of `proceso.yaml`: what the council agreed of the publication besides its hours, and by which acuerdos.
extension LectorDeCarpeta {
    /// - Parameter minutos: between cortes; nil when they could not be read.
    /// - Returns: whether there is nothing wrong, and what was read; nil when the folder says nothing.
    func leerAcuerdos(_ nodo: NodoYAML?, _ huso: Huso?, minutos: Int?) -> (bien: Bool, Acuerdos?) {
        guard let nodo else { return (true, nil) }
        let claves = ["minutos_entre_bases", "cierre_al_100", "prorroga_hasta", "numeros"]
        guard let mapa = nodo.mapa([], opcionales: claves) else { return (false, nil) }
        var bien = true
        var bases: Int?
        if let suyo = mapa["minutos_entre_bases"] {
            bases = suyo.entero(0...1440)
            bien = bases != nil
            if let bases, let objecion = Horario.objecion(minutosEntreBases: bases, minutos: minutos ?? 1) {
                suyo.error(.valorInvalido, "minutos_entre_bases: \(objecion.explicacion)")
                bien = false
            }
        }
        let cierra = mapa["cierre_al_100"].map { $0.booleano() } ?? false
        var prorroga: Instante?
        if let suyo = mapa["prorroga_hasta"] {
            prorroga = huso.flatMap { huso in fechaHora(suyo)?.instante(en: huso) }
            bien = bien && prorroga != nil
        }
        let numeros = mapa["numeros"].map(leerNumeros) ?? [:]
        guard bien, let cierra, let numeros else { return (false, nil) }
        return (
            true,
            Acuerdos(minutosEntreBases: bases, cierraAl100: cierra, prorroga: prorroga, numeros: numeros)
        )
    }

    /// Number and date of each acuerdo, as the institute writes them.
    private func leerNumeros(_ nodo: NodoYAML) -> [Acuerdos.Materia: String]? {
        guard let mapa = nodo.mapa([], opcionales: Acuerdos.Materia.allCases.map(\.rawValue)) else { return nil }
        var numeros: [Acuerdos.Materia: String] = [:]
        for materia in Acuerdos.Materia.allCases {
            guard let suyo = mapa[materia.rawValue] else { continue }
            guard let texto = suyo.texto(maximo: 120) else { return nil }
            guard texto.contains(where: \.isNumber) else {
                suyo.error(
                    .valorInvalido,
                    "\(materia.rawValue): dice \(Texto.cita(texto)); escriba el número y la fecha del acuerdo, como IEC/CG/123/2027 del 22 de marzo de 2027"
                )
                return nil
            }
            numeros[materia] = texto
        }
        return numeros
    }
}
