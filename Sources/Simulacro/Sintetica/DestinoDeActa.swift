import Electoral

/// What the night has in store for one acta.
struct DestinoDeActa {
    enum Diferencia { case ninguna, enPrimera, enSegunda, supervision }
    enum Redigitalizacion { case ninguna, antes, trasPrimera, publicada }
    enum Llegada: Hashable {
        case normal
        /// The envelope was received and the night ends before anything else happens.
        case soloAcopio
        case nunca
        case sinActa(CausaSinActa)
        /// Declared without acta; the package appears hours later.
        case tardia(CausaSinActa)
    }

    var llegada = Llegada.normal
    var origen = Origen.catd
    /// Second after 18:00 in which it should be verified, or declared without acta.
    var meta = 0
    var diferencia = Diferencia.ninguna
    var redigitalizacion = Redigitalizacion.ninguna
    var recaptura = false
}

/// Draws the destiny of every acta of an election so that all special cases appear in their shares.
struct DestinosDeNoche {
    private(set) var destinos: [DestinoDeActa]
    private let actas: [Acta]
    private let votacion: VotacionSintetica
    private var azar: GeneradorSembrado

    /// Positions of the actas of each casilla, in the order of the catalogue.
    private let porCasilla: [[Int]]
    /// Rank of arrival, in seconds of the curve of its origin.
    private var turno: [Int]

    init(_ votacion: VotacionSintetica, semilla: UInt64) {
        self.votacion = votacion
        actas = votacion.catalogo.actas
        azar = GeneradorSembrado(semilla: semilla, clave: "destinos")
        destinos = Array(repeating: DestinoDeActa(), count: actas.count)
        turno = Array(repeating: 0, count: actas.count)
        var posicion: [String: Int] = [:]
        var grupos: [[Int]] = []
        for (i, acta) in actas.enumerated() {
            if let g = posicion[acta.claveCasilla] {
                grupos[g].append(i)
            } else {
                posicion[acta.claveCasilla] = grupos.count
                grupos.append([i])
            }
        }
        porCasilla = grupos
        elegirOrigenes()
        declararSinActa()
        dejarPendientes()
        fijarMetas()
        elegirTropiezos()
    }

    /// Slightly more than 54 % of the casillas send photographs; some of those actas fail and go by the CATD.
    private mutating func elegirOrigenes() {
        let orden = azar.barajar(porCasilla.filter { !actas[$0[0]].casilla.tipo.esModalidad })
        let conTelefono = cuota(5_680, de: orden.count)
        for (n, casilla) in orden.enumerated() {
            let paquete = CurvaDeLlegada.enCATD.cuantil(azar.fraccion())
            let foto = CurvaDeLlegada.desdeCasilla.cuantil(azar.fraccion())
            for i in casilla {
                let llegaFoto = n < conTelefono && !azar.ocurre(3, de: 100)
                destinos[i].origen = llegaFoto ? .casilla : .catd
                turno[i] = (llegaFoto ? foto : paquete) + azar.entre(0...300)
            }
        }
        for casilla in porCasilla where actas[casilla[0]].casilla.tipo.esModalidad {
            for i in casilla { turno[i] = CurvaDeLlegada.enCATD.cuantil(0.4 + 0.59 * azar.fraccion()) }
        }
    }

    /// Whether nothing rare would be lost if the acta never came.
    private func esComun(_ i: Int) -> Bool {
        let falla = votacion.falla(de: actas[i])
        return !actas[i].casilla.tipo.esModalidad && actas[i].casilla.tipo != .especial
            && (falla == .ninguna || falla == .aritmetica)
    }

    /// Two of every hundred casillas have no acta of any election; one package appears later.
    private mutating func declararSinActa() {
        let n = cuota(200, de: porCasilla.count, minimo: 5)
        let causas: [(CausaSinActa, Int)] = [
            (.casillaNoInstalada, max(1, n / 10)), (.contingenciaUrna, max(1, n / 25)),
            (.paqueteSinBolsa, max(1, n * 3 / 10)),
        ]
        let conocidas = causas.flatMap { Array(repeating: $0.0, count: $0.1) }
        let todas = conocidas + Array(repeating: .paqueteNoEntregado, count: max(2, n - conocidas.count))
        let comunes = azar.barajar(porCasilla.filter { $0.allSatisfy(esComun) })
        for (k, (casilla, causa)) in zip(comunes, todas).enumerated() {
            let tardia = k == todas.count - 1
            let momento = tardia ? 0.4 : causa == .casillaNoInstalada ? 0.15 : 0.35 + 0.6 * azar.fraccion()
            let hora = CurvaDeLlegada.enCATD.cuantil(momento)
            for i in casilla {
                destinos[i].llegada = tardia ? .tardia(causa) : .sinActa(causa)
                destinos[i].origen = .catd
                turno[i] = hora + azar.entre(0...240)
            }
        }
    }

    /// One of every hundred is still pending at the close; of those, some were at least received.
    private mutating func dejarPendientes() {
        let n = cuota(100, de: actas.count, minimo: 2)
        let libres = azar.barajar(actas.indices.filter { destinos[$0].llegada == .normal && esComun($0) })
        for (k, i) in libres.prefix(n).enumerated() {
            destinos[i].llegada = k % 5 == 0 ? .soloAcopio : .nunca
            if k % 5 == 0 { destinos[i].origen = .catd }
        }
    }

    /// The order comes from where each acta was digitised; the hours, from the curve of the whole.
    private mutating func fijarMetas() {
        let llegan = actas.indices.filter { ![.nunca, .soloAcopio].contains(destinos[$0].llegada) }
        let orden = llegan.sorted { (turno[$0], $0) < (turno[$1], $1) }
        for (rango, i) in orden.enumerated() {
            destinos[i].meta = CurvaDeLlegada.capturadas.cuantil((Double(rango) + 0.5) / Double(orden.count))
        }
        for i in actas.indices where destinos[i].llegada == .soloAcopio {
            destinos[i].meta = CurvaDeLlegada.capturadas.cuantil(0.9 + 0.1 * azar.fraccion())
        }
    }

    /// Typing errors, images asked again and corrections; the long ones only while there is time before the close.
    private mutating func elegirTropiezos() {
        let llegan = actas.indices.filter { destinos[$0].llegada == .normal }
        let conTiempo = llegan.filter { destinos[$0].meta < 20 * 3600 }
        var largas = azar.barajar(conTiempo)[...]
        func tomar(_ n: Int) -> ArraySlice<Int> {
            defer { largas = largas.dropFirst(n) }
            return largas.prefix(n)
        }
        for i in tomar(cuota(20, de: actas.count)) { destinos[i].diferencia = .supervision }
        for i in tomar(cuota(8, de: actas.count)) { destinos[i].recaptura = true }
        let formas: [DestinoDeActa.Redigitalizacion] = [.antes, .publicada, .trasPrimera, .antes]
        for (k, i) in tomar(cuota(50, de: actas.count, minimo: 3)).enumerated() {
            destinos[i].redigitalizacion = formas[k % formas.count]
        }
        let ocupadas = Set(conTiempo).subtracting(largas)
        let cortas = azar.barajar(llegan.filter { !ocupadas.contains($0) })
        for (k, i) in cortas.prefix(cuota(280, de: actas.count, minimo: 2)).enumerated() {
            destinos[i].diferencia = k % 2 == 0 ? .enPrimera : .enSegunda
        }
    }
}
