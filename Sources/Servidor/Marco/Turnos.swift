import Electoral

/// How often each one asks, in memory: a restart forgives everybody.
actor Turnos {
    private struct Cubeta {
        var fichas: Double
        var instante: Instante
    }

    private var cubetas: [String: Cubeta] = [:]
    private var vistos: Set<String> = []

    /// Seconds to wait, or nil when the request goes on.
    ///
    /// - Parameter cuesta: of what `deUna` and `porSegundo` give: requests, or something that a request takes.
    func espera(_ quien: String, _ ahora: Instante, deUna: Int, porSegundo: Double, cuesta: Double = 1) -> Int? {
        if cubetas.count > 50_000 { cubetas.removeAll() }
        var cubeta = cubetas[quien] ?? Cubeta(fichas: Double(deUna), instante: ahora)
        let segundos = Double(max(0, ahora.microsegundos - cubeta.instante.microsegundos)) / 1_000_000
        cubeta.fichas = min(Double(deUna), cubeta.fichas + segundos * porSegundo)
        cubeta.instante = ahora
        defer { cubetas[quien] = cubeta }
        guard cubeta.fichas >= cuesta else { return Int(((cuesta - cubeta.fichas) / porSegundo).rounded(.up)) }
        cubeta.fichas -= cuesta
        return nil
    }

    func esPrimera(_ quien: String) -> Bool {
        if vistos.count > 50_000 { vistos.removeAll() }
        return vistos.insert(quien).inserted
    }
}
