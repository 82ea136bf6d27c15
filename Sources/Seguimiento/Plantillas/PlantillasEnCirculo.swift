extension Plantillas {
    /// A template that includes itself, directly or by others, with nothing to stop it: to write it would never end.
    /// Inside a section it may, and then it goes down the records, which end.
    static func enCirculo(_ textos: [String: String]) -> String? {
        let incluye = textos.mapValues(inclusiones)
        var terminadas: Set<String> = []
        for nombre in textos.keys.sorted() {
            // Each step is a template and how many of those that it includes were seen.
            var camino: [(nombre: String, siguiente: Int)] = [(nombre, 0)]
            while let (actual, i) = camino.last {
                let suyas = incluye[actual] ?? []
                guard i < suyas.count, !terminadas.contains(actual) else {
                    terminadas.insert(actual)
                    camino.removeLast()
                    continue
                }
                camino[camino.count - 1].siguiente += 1
                if camino.contains(where: { $0.nombre == suyas[i] }) { return actual }
                camino.append((suyas[i], 0))
            }
        }
        return nil
    }

    /// Those that a template includes whatever the records say.
    private static func inclusiones(_ texto: String) -> [String] {
        var abiertas: [Bool] = []
        var incluidas: [String] = []
        for marca in texto.matches(of: /\{\{\s*([#^><$\/])\s*([^\s{}]+)/) {
            switch marca.output.1 {
            case "#", "^": abiertas.append(true)
            case "/": _ = abiertas.popLast()
            case "$": abiertas.append(false)
            default:
                if !abiertas.contains(true) { incluidas.append(String(marca.output.2)) }
                if marca.output.1 == "<" { abiertas.append(false) }
            }
        }
        return incluidas
    }
}
