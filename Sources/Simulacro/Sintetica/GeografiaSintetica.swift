import Electoral

/// Casillas of the state with the municipio and the local district of each.
struct GeografiaSintetica {
    struct Lugar {
        let casilla: Casilla
        /// Positions; nil for the votes from abroad, which belong to no unit.
        let municipio: Int?
        let distrito: Int?
    }

    static let cuantosDistritos = 16
    /// Below this there is no room for every kind of casilla in every unit.
    static let minimo = 60

    private(set) var lugares: [Lugar] = []
    /// Municipio in which each district has its seat: the one with most of its casillas.
    private(set) var cabeceras: [Int] = []

    /// Its districts, each under the name of its seat.
    var distritos: [Unidad] {
        cabeceras.enumerated().map {
            Unidad(clave: cifras($0.offset + 1, ancho: 3), nombre: municipios[$0.element].nombre.uppercased())
        }
    }

    private let municipios = MunicipioSintetico.coahuila
    private var azar: GeneradorSembrado
    /// Accredited representatives at each ordinary casilla of a municipio, when all parties and independents have
    /// theirs.
    private let representantes: [Int]

    init(casillas: Int, semilla: UInt64, representantes: [Int]) {
        self.representantes = representantes
        azar = GeneradorSembrado(semilla: semilla, clave: "geografia")
        let total = max(casillas, Self.minimo)
        let anticipadas = min(Self.cuantosDistritos, max(1, total / 250))
        let prisiones = min(4, max(1, total / 1_000))
        let ordinarias = total - anticipadas - prisiones - 1
        let cuotas = repartoProporcional(ordinarias, pesos: municipios.map(\.peso), minimo: 1)
        let secciones = hacerSecciones(
            cuotas, especiales: especiales(cuotas, total: ordinarias), tamano: ordinarias / 18)
        ubicar(secciones, total: ordinarias)
        agregarModalidades(anticipadas: anticipadas, prisiones: prisiones, electores: ordinarias * 580)
    }

    /// A section before its district is known.
    private struct Seccion {
        let numero: Int
        let municipio: Int
        let casillas: [Casilla]
    }

    /// About two of every hundred casillas are especiales; the large municipios get them first.
    private func especiales(_ cuotas: [Int], total: Int) -> [Int] {
        let porTamano = cuotas.indices.sorted { (cuotas[$0], -$0) > (cuotas[$1], -$1) }
        var suyas = Array(repeating: 0, count: cuotas.count)
        var faltan = cuota(180, de: total, minimo: 2)
        while faltan > 0 {
            let antes = faltan
            for m in porTamano where faltan > 0 && suyas[m] < max(cuotas[m] / 40, cuotas[m] >= 4 ? 1 : 0) {
                suyas[m] += 1
                faltan -= 1
            }
            if faltan == antes { break }
        }
        return suyas
    }

    private mutating func hacerSecciones(_ cuotas: [Int], especiales: [Int], tamano: Int) -> [Seccion] {
        var secciones: [Seccion] = []
        let maximo = min(8, max(3, tamano))
        for m in municipios.indices {
            var faltan = cuotas[m]
            var faltanEspeciales = especiales[m]
            var primera = true
            while faltan > 0 {
                // The first section of the seats is complete, so that small drills have every kind of casilla.
                let completa = primera && MunicipioSintetico.sedes.contains(municipios[m].nombre)
                let rural = completa || azar.ocurre(municipios[m].rurales, de: 100)
                var n = min(completa ? 3 : cantidadDeCasillas(), maximo, faltan)
                let conEspecial = !completa && faltanEspeciales > 0 && faltan >= 2
                if conEspecial { n = max(n, min(3, faltan)) }
                if conEspecial { faltanEspeciales -= 1 }
                let numero = secciones.count + 1
                secciones.append(
                    Seccion(
                        numero: numero, municipio: m,
                        casillas: casillas(
                            n, seccion: numero, municipio: m, rural: rural, completa: completa, especial: conEspecial)))
                faltan -= n
                primera = false
            }
        }
        return secciones
    }

    private mutating func cantidadDeCasillas() -> Int {
        switch azar.entre(1...100) {
        case ...24: 1
        case ...58: 2
        case ...80: 3
        case ...91: 4
        default: azar.entre(5...8)
        }
    }

    private mutating func casillas(
        _ n: Int, seccion: Int, municipio: Int, rural: Bool, completa: Bool, especial: Bool
    ) -> [Casilla] {
        let extraordinarias = completa ? min(2, n - 1) : rural && !especial ? azar.entre(0...max(n - 1, 0)) : 0
        let ordinarias = n - extraordinarias - (especial ? 1 : 0)
        let ubicacion = rural ? 2 : 1
        var resultado: [Casilla] = []
        let base = ordinarias == 1 ? azar.entre(rural ? 110...620 : 320...740) : azar.entre(430...748)
        let sobra = azar.entre(0...ordinarias)
        for i in 0..<ordinarias {
            resultado.append(
                Casilla(
                    tipo: i == 0 ? .basica : .contigua, seccion: seccion, numero: max(i, 1), ubicacion: ubicacion,
                    listaNominal: base + (i < sobra ? 1 : 0), representantes: acreditadas(municipio)))
        }
        var numero = 0
        var contigua = 0
        for i in 0..<extraordinarias {
            if i > 0 && (completa || azar.ocurre(35, de: 100)) {
                contigua += 1
            } else {
                (numero, contigua) = (numero + 1, 0)
            }
            resultado.append(
                Casilla(
                    tipo: .extraordinaria, seccion: seccion, numero: numero, extContigua: contigua,
                    ubicacion: ubicacion, listaNominal: azar.entre(90...560), representantes: acreditadas(municipio)))
        }
        if especial {
            resultado.append(
                Casilla(
                    tipo: .especial, seccion: seccion, numero: 1, ubicacion: ubicacion, listaNominal: 0,
                    representantes: acreditadas(municipio), boletas: 1_000))
        }
        return resultado
    }

    private mutating func acreditadas(_ municipio: Int) -> Int {
        azar.ocurre(60, de: 100) ? representantes[municipio] : representantes[municipio] - azar.entre(1...6)
    }

    /// Cuts the walk through the state into districts of the same number of casillas, without dividing a section.
    private mutating func ubicar(_ secciones: [Seccion], total: Int) {
        let numeros = MunicipioSintetico.recorrido.compactMap { nombre in
            municipios.firstIndex { $0.nombre == nombre }
        }
        var propias = Array(repeating: Array(repeating: 0, count: municipios.count), count: Self.cuantosDistritos)
        var recorridas = 0
        for m in numeros {
            for seccion in secciones where seccion.municipio == m {
                let distrito = min(recorridas * Self.cuantosDistritos / total, Self.cuantosDistritos - 1)
                lugares += seccion.casillas.map { Lugar(casilla: $0, municipio: m, distrito: distrito) }
                propias[distrito][m] += seccion.casillas.count
                recorridas += seccion.casillas.count
            }
        }
        cabeceras = propias.map { cuenta in cuenta.indices.max { (cuenta[$0], -$0) < (cuenta[$1], -$1) } ?? 0 }
    }

    /// Mesas without section, numbered through ID_CASILLA so that no two share a key: voto anticipado in the seat of
    /// its district, prisión preventiva where there is a prison, and one for the votes from abroad.
    private mutating func agregarModalidades(anticipadas: Int, prisiones: Int, electores: Int) {
        func mesa(_ tipo: Casilla.Tipo, _ numero: Int, _ lista: Int, _ distrito: Int?) -> Lugar {
            Lugar(
                casilla: Casilla(tipo: tipo, seccion: nil, numero: numero, listaNominal: lista, representantes: nil),
                municipio: distrito.map { cabeceras[$0] }, distrito: distrito)
        }
        for i in 0..<anticipadas {
            lugares.append(mesa(.anticipado, i + 1, azar.entre(12...70), i * Self.cuantosDistritos / anticipadas))
        }
        for i in 0..<prisiones {
            lugares.append(
                mesa(
                    .prisionPreventiva, i + 1, azar.entre(90...480),
                    (2 * i + 1) * Self.cuantosDistritos / (2 * prisiones)))
        }
        lugares.append(mesa(.extranjero, 1, max(60, electores / 1_600), nil))
    }
}
