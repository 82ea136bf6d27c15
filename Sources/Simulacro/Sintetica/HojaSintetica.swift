import Electoral

extension VotacionSintetica {
    /// One acta while it is filled in and spoiled.
    struct Hoja {
        private(set) var datos: [Dato]
        private let campos: [Plantilla.Campo]
        private let limite: Int?

        /// A sheet whose figures all agree with each other.
        init(votos: [Int], acta: Acta, plantilla: Plantilla, limite: Int?, _ azar: inout GeneradorSembrado) {
            campos = plantilla.campos
            self.limite = limite
            let total = votos.reduce(0, +)
            let representantes =
                plantilla.campos.contains(.representantesVotaron)
                ? min(total, azar.entre(0...6), acta.casilla.representantes ?? 0) : 0
            let boletas = acta.casilla.boletas ?? acta.casilla.listaNominal + (acta.casilla.representantes ?? 0)
            var siguiente = votos.makeIterator()
            datos = plantilla.campos.map { campo in
                let n =
                    switch campo {
                    case .boletasSobrantes: max(0, boletas - total)
                    case .personasVotaron: total - representantes
                    case .representantesVotaron: representantes
                    case .votosSacados, .totalAsentado: total
                    case .voto: siguiente.next() ?? 0
                    }
                return .cantidad(Int32(clamping: n))
            }
        }

        private func posiciones(votos: Bool) -> [Int] {
            campos.indices.filter { if case .voto = campos[$0] { votos } else { !votos } }
        }

        private func cantidad(_ i: Int) -> Int { datos[i].votos }

        private mutating func poner(_ n: Int, _ i: Int) {
            datos[i] = .cantidad(Int32(clamping: min(max(n, 0), Int(Dato.maximo))))
        }

        /// One total that does not agree: a sum done in haste, representatives counted twice, ballots miscounted.
        mutating func descuadrar(_ azar: inout GeneradorSembrado) {
            let totales = campos.indices.filter {
                [.personasVotaron, .votosSacados, .totalAsentado].contains(campos[$0])
            }
            guard let i = azar.elegir(totales) else { return }
            let diferencia = azar.ocurre(7, de: 10) ? azar.entre(1...9) : azar.elegir([10, 20, 50, 100, 7, 14]) ?? 10
            let resta = azar.ocurre(1, de: 2) && cantidad(i) >= diferencia
            poner(cantidad(i) + (resta ? -diferencia : diferencia), i)
        }

        /// Empty boxes are mostly those that should say zero; an illegible one can be any.
        mutating func borrarAlgunos(_ azar: inout GeneradorSembrado) {
            let votos = posiciones(votos: true)
            let porCantidad = azar.barajar(votos).sorted { cantidad($0) < cantidad($1) }
            let modo = azar.entre(1...10)
            if modo > 3 {
                let ceros = porCantidad.prefix { cantidad($0) == 0 }.count
                let cuantos = min(azar.entre(1...max(1, ceros)), votos.count - 2)
                for i in porCantidad.prefix(max(1, cuantos)) { datos[i] = .sinDato }
            }
            // The largest box stays, so that something is legible.
            if modo <= 4, let i = azar.elegir(Array(porCantidad.dropLast())) { datos[i] = .ilegible }
        }

        mutating func borrarTodos(_ azar: inout GeneradorSembrado) {
            let modo = azar.entre(1...3)
            for i in posiciones(votos: true) {
                datos[i] = modo == 1 ? .sinDato : modo == 2 || azar.ocurre(1, de: 2) ? .ilegible : .sinDato
            }
            for i in posiciones(votos: false) where azar.ocurre(6, de: 10) {
                datos[i] = modo == 1 ? .sinDato : .ilegible
            }
        }

        /// Either one box has a figure too many, or the whole sheet agrees on more votes than voters.
        mutating func exceder(_ azar: inout GeneradorSembrado) {
            let votos = posiciones(votos: true)
            guard let limite, let mayor = votos.max(by: { (cantidad($0), -$0) < (cantidad($1), -$1) }) else { return }
            let falta = limite - votos.reduce(0) { $0 + cantidad($1) }
            poner(cantidad(mayor) + falta + (azar.ocurre(4, de: 10) ? azar.entre(1...6) : azar.entre(7...320)), mayor)
            let total = votos.reduce(0) { $0 + cantidad($1) }
            if azar.ocurre(1, de: 2) {
                for i in posiciones(votos: false) {
                    switch campos[i] {
                    case .boletasSobrantes, .representantesVotaron: poner(0, i)
                    default: poner(total, i)
                    }
                }
            }
            let ceros = votos.filter { cantidad($0) == 0 }
            if azar.ocurre(1, de: 5), let i = azar.elegir(ceros) {
                datos[i] = azar.ocurre(1, de: 2) ? .sinDato : .ilegible
            }
        }

        mutating func borrarAuxiliar(_ azar: inout GeneradorSembrado) {
            guard let i = azar.elegir(posiciones(votos: false)) else { return }
            datos[i] = azar.ocurre(7, de: 10) ? .sinDato : .ilegible
        }
    }
}

extension Captura {
    /// The same figures with one slip of the hand: one digit of one box, or a mark taken for another.
    func conDesliz(_ azar: inout GeneradorSembrado) -> Captura {
        var datos = datos
        let legibles = datos.indices.filter { datos[$0].esLegible }
        let escritos = legibles.filter { datos[$0].votos > 0 }
        if let i = azar.elegir(escritos.isEmpty ? legibles : escritos) {
            datos[i] = .cantidad(Self.desliz(datos[i].votos, &azar))
        } else if let i = azar.elegir(Array(datos.indices)) {
            datos[i] = datos[i] == .ilegible ? .sinDato : .ilegible
        }
        return Captura(datos)
    }

    /// Another amount with the same digits but one.
    private static func desliz(_ n: Int, _ azar: inout GeneradorSembrado) -> Int32 {
        var potencia = 1
        let cifras = String(n).utf8.count
        for _ in 0..<azar.entre(0...cifras - 1) { potencia *= 10 }
        let cifra = n / potencia % 10
        let otra = (cifra + azar.entre(1...9)) % 10
        return Int32(clamping: n + (otra - cifra) * potencia)
    }
}
