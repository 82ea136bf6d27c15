import Almacen
import Electoral

extension Mesa {
    /// Another person compared the capture with the image (scheme `captura_y_verificacion`).
    public func verificar(_ acta: Acta.ID, _ captura: Captura, _ acto: Acto) throws(AlmacenError) {
        try registrar(.verificacion(captura), acta, acto)
    }

    /// Three captures, no two alike: a supervisor who took part in none decides, with a reason.
    public func decidir(_ acta: Acta.ID, _ captura: Captura, motivo: String, _ acto: Acto) throws(AlmacenError) {
        try registrar(.decision(captura, motivo: motivo), acta, acto)
    }

    /// What waits for a supervisor.
    public func porDecidir(_ acto: Acto) throws(AlmacenError) -> PorDecidir {
        try exigir(.decision, acto, abierta: false)
        return try almacen.porDecidir(pedido(acto, 0))
    }

    /// Puts an acta in the hands of a supervisor and shows its captures.
    public func tomarSupervision(_ acta: Acta.ID, _ acto: Acto) throws(AlmacenError) -> CapturasEnConflicto {
        try exigir(.decision, acto)
        return try almacen.tomarSupervision(acta, campos: campos(acta), esquema: esquema, pedido(acto, 0))
    }

    public func dejarSupervision(_ acto: Acto) throws(AlmacenError) {
        try exigir(.decision, acto, abierta: false)
        try almacen.soltar(acto.persona)
    }

    /// The differences of an acta as a supervisor settles them.
    public func diferencias(_ c: CapturasEnConflicto) -> Diferencias {
        Diferencias(c.capturas, maximo: catalogo.acta(c.acta).map(Self.maximo) ?? Dato.maximo)
    }

    /// Writes the supervisor's decision on every field in dispute and gives the acta back.
    ///
    /// - Parameters:
    ///   - imagen: the image that was looked at.
    ///   - ronda: the round whose captures were compared.
    /// - Throws: `Diferencias.Falta` when a field lacks its value or its reason; `AlmacenError` when the acta moved on.
    public func decidir(
        _ acta: Acta.ID, _ decisiones: [Int: Diferencias.Decision], imagen: String, ronda: Int, _ acto: Acto
    ) throws {
        try exigir(.decision, acto, abierta: false)
        // Sent twice: what was decided stays decided.
        if try almacen.consta(clave: acto.clave, acta: acta, persona: acto.persona) { return }
        let p = pedido(acto, 0)
        let conflicto = try almacen.conflicto(acta, campos: campos(acta), esquema: esquema, p)
        let (captura, motivo) = try diferencias(conflicto).resolver(decisiones) { nombre($0, acta) }
        _ = try almacen.resolver(
            try hecho(.decision(captura, motivo: motivo), acta, acto), imagen: imagen, ronda: ronda,
            campos: campos(acta), esquema: esquema, p)
    }

    /// The captures cannot be settled with that image: another is asked for.
    public func pedirOtraImagen(
        _ acta: Acta.ID, motivo: String, imagen: String, ronda: Int, _ acto: Acto
    ) throws(AlmacenError) {
        try exigir(.decision, acto, abierta: false)
        try exigirMotivo(motivo)
        _ = try almacen.resolver(
            try hecho(.redigitalizacion(motivo: motivo), acta, acto), imagen: imagen, ronda: ronda,
            campos: campos(acta), esquema: esquema, pedido(acto, 0))
    }

    /// Name of a box in a reason: the column of the data base.
    private func nombre(_ campo: Int, _ acta: Acta.ID) -> String {
        guard let acta = catalogo.acta(acta) else { return "campo \(campo + 1)" }
        switch catalogo.plantilla(de: acta).campos[campo] {
        case .voto(let opcion): return catalogo.eleccion(de: acta).opciones[opcion].columna
        case let auxiliar: return auxiliar.columnaAuxiliar ?? "campo \(campo + 1)"
        }
    }
}
