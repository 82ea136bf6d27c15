import Electoral

/// A state election invented from a seed, for drills and demonstrations: catalogue, places and people.
///
/// Parties, candidacies and people are generic, so that nobody real receives invented votes (dominio, appendix F).
public struct EleccionSintetica: Sendable {
    public let proceso: Proceso
    public let catalogo: Catalogo
    /// One CATD per municipio and two CCV.
    public let centros: [CentroSintetico]
    public let personas: [PersonaSintetica]
    public let semilla: UInt64
    /// Position of the CATD that receives each acta, by position of the acta.
    private let catd: [Int]

    /// The CATD to which the package of an acta is taken.
    public func centro(de acta: Acta) -> CentroSintetico { centros[catd[acta.id - 1]] }

    /// Coahuila 2027: ayuntamientos in 38 municipios and diputaciones locales in 16 districts.
    ///
    /// - Parameter casillas: mesas of every kind; fewer than 60 are taken as 60, so that each special case appears at
    ///   least once.
    public static func coahuila(semilla: UInt64, casillas: Int = 4000) -> EleccionSintetica {
        let municipios = MunicipioSintetico.coahuila
        let contiendas = ContiendasSinteticas(semilla: semilla)
        let geografia = GeografiaSintetica(
            casillas: casillas, semilla: semilla,
            representantes: contiendas.ayuntamientos.map { 2 * (BoletasSinteticas.partidos.count + $0.independientes) })
        let entidad = Entidad.con(clave: 5) ?? Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH")

        let catalogo = catalogo(
            entidad, geografia,
            [.ayuntamientos(contiendas.ayuntamientos), .diputaciones(contiendas.diputaciones, geografia)])

        let capital = municipios.firstIndex { $0.nombre == MunicipioSintetico.sedes.first } ?? 0
        var deCasilla: [String: Int] = [:]
        var porMunicipio = Array(repeating: 0, count: municipios.count)
        for lugar in geografia.lugares {
            deCasilla[lugar.casilla.clave(entidad: entidad.clave)] = lugar.municipio ?? capital
            porMunicipio[lugar.municipio ?? capital] += 1
        }
        let personal = PersonalSintetico(casillas: porMunicipio)
        return EleccionSintetica(
            proceso: proceso(entidad), catalogo: catalogo, centros: personal.centros, personas: personal.personas,
            semilla: semilla, catd: catalogo.actas.map { deCasilla[$0.claveCasilla] ?? capital })
    }

    /// The catalogue of some elections in the casillas of an entidad.
    static func catalogo(
        _ entidad: Entidad, _ geografia: GeografiaSintetica, _ enPreparacion: [EleccionEnPreparacion]
    ) -> Catalogo {
        var elecciones = enPreparacion
        var actas: [Acta] = []
        for e in elecciones.indices {
            for lugar in geografia.lugares { actas += elecciones[e].actas(lugar, posicion: e, entidad: entidad.clave) }
        }
        return Catalogo(entidad: entidad, elecciones: elecciones.map { $0.terminada(anio: 2027) }, actas: actas)
    }

    static func proceso(_ entidad: Entidad) -> Proceso {
        // 2027-06-06 18:00 (UTC-6)
        let inicio = Instante(segundos: 1_812_326_400)
        return Proceso(
            nombre: "Proceso Electoral Local 2027", institucion: "Instituto Electoral Local", entidad: entidad,
            huso: .centro, inicioAcopio: inicio, inicioPublicacion: inicio + 2 * 3600,
            cierrePublicacion: inicio + 26 * 3600, minutosEntreCortes: 10, origen: "prep.example/2027")
    }
}

/// Who stands in each unit.
struct ContiendasSinteticas {
    let ayuntamientos: [BoletasSinteticas.Contienda]
    let diputaciones: [BoletasSinteticas.Contienda]

    init(semilla: UInt64) {
        var azar = GeneradorSembrado(semilla: semilla, clave: "contiendas")
        ayuntamientos = Self.sortear(
            MunicipioSintetico.coahuila.count, coaliciones: 24, comunes: 9, unIndependiente: 5, dosIndependientes: 2,
            sinG: 6, &azar)
        diputaciones = Self.sortear(
            GeografiaSintetica.cuantosDistritos, coaliciones: 10, comunes: 4, unIndependiente: 0, dosIndependientes: 0,
            sinG: 2, &azar)
    }

    private static func sortear(
        _ unidades: Int, coaliciones: Int, comunes: Int, unIndependiente: Int, dosIndependientes: Int, sinG: Int,
        _ azar: inout GeneradorSembrado
    ) -> [BoletasSinteticas.Contienda] {
        var contiendas = Array(
            repeating: BoletasSinteticas.Contienda(coalicion: false, comun: false, independientes: 0, partidoG: true),
            count: unidades)
        let todas = Array(contiendas.indices)
        for u in azar.barajar(todas).prefix(coaliciones) { contiendas[u].coalicion = true }
        for u in azar.barajar(todas).prefix(comunes) { contiendas[u].comun = true }
        let conIndependientes = azar.barajar(todas)
        for u in conIndependientes.prefix(unIndependiente + dosIndependientes) { contiendas[u].independientes = 1 }
        for u in conIndependientes.prefix(dosIndependientes) { contiendas[u].independientes = 2 }
        for u in azar.barajar(todas).prefix(sinG) { contiendas[u].partidoG = false }
        return contiendas
    }
}

/// An election while its actas are being listed.
struct EleccionEnPreparacion {
    let id: String
    let titulo: String
    let ambito: Eleccion.Ambito
    /// Number with which the type of its actas begins.
    let numeroDeActa: String
    let unidades: [Unidad]
    /// Whether representación proporcional has an acta of its own in casillas especiales.
    let conProporcional: Bool
    private var boletas: BoletasSinteticas

    init(
        id: String, titulo: String, ambito: Eleccion.Ambito, numeroDeActa: String, unidades: [Unidad],
        contiendas: [BoletasSinteticas.Contienda], conProporcional: Bool = true
    ) {
        self.conProporcional = conProporcional
        self.id = id
        self.titulo = titulo
        self.ambito = ambito
        self.numeroDeActa = numeroDeActa
        self.unidades = unidades
        boletas = BoletasSinteticas(contiendas: contiendas, unidades: unidades)
    }

    static func ayuntamientos(_ contiendas: [BoletasSinteticas.Contienda]) -> EleccionEnPreparacion {
        EleccionEnPreparacion(
            id: "AYUN", titulo: "AYUNTAMIENTOS", ambito: .municipio, numeroDeActa: "4",
            unidades: MunicipioSintetico.coahuila.map { Unidad(clave: $0.clave, nombre: $0.nombre.uppercased()) },
            contiendas: contiendas)
    }

    static func diputaciones(
        _ contiendas: [BoletasSinteticas.Contienda], _ geografia: GeografiaSintetica
    ) -> EleccionEnPreparacion {
        EleccionEnPreparacion(
            id: "DIP_LOC", titulo: "DIPUTACIONES LOCALES", ambito: .distrito, numeroDeActa: "3",
            unidades: geografia.distritos, contiendas: contiendas)
    }

    /// One candidacy of each in the whole entidad, counted by district.
    static func gubernatura(_ geografia: GeografiaSintetica) -> EleccionEnPreparacion {
        let unidades = geografia.distritos
        let contienda = BoletasSinteticas.Contienda(coalicion: true, comun: false, independientes: 1, partidoG: true)
        return EleccionEnPreparacion(
            id: "GUB", titulo: "GUBERNATURA", ambito: .distrito, numeroDeActa: "2", unidades: unidades,
            contiendas: unidades.map { _ in contienda }, conProporcional: false)
    }

    /// The actas that one casilla fills in: one, or two where mayoría relativa and representación proporcional go
    /// apart.
    mutating func actas(_ lugar: GeografiaSintetica.Lugar, posicion: Int, entidad: Int) -> [Acta] {
        let unidad = ambito == .municipio ? lugar.municipio : lugar.distrito
        let claveCasilla = lugar.casilla.clave(entidad: entidad)
        var actas: [Acta] = []
        for (sufijo, principio) in formatos(lugar.casilla.tipo) {
            let tipoActa = numeroDeActa + sufijo
            actas.append(
                Acta(
                    id: 0, identidad: claveCasilla + tipoActa, eleccion: posicion, unidad: unidad,
                    casilla: lugar.casilla,
                    claveCasilla: claveCasilla, claveActa: claveCasilla + tipoActa, tipoActa: tipoActa,
                    principio: principio,
                    plantilla: boletas.plantilla(tipoActa: tipoActa, unidad: unidad, casilla: lugar.casilla.tipo)))
        }
        return actas
    }

    private func formatos(_ tipo: Casilla.Tipo) -> [(sufijo: String, principio: Principio)] {
        switch tipo {
        case .basica, .contigua, .extraordinaria: [("", .mayoriaRelativa)]
        case .especial where ambito == .distrito && conProporcional:
            [("EMR", .mayoriaRelativa), ("ERP", .representacionProporcional)]
        case .especial: [("E", .mayoriaRelativa)]
        case .anticipado: [("VA", .mayoriaRelativa)]
        case .prisionPreventiva: [("VPPP", .mayoriaRelativa)]
        case .extranjero: [("VMRE", .mayoriaRelativa)]
        }
    }

    func terminada(anio: Int) -> Eleccion {
        Eleccion(
            id: id, titulo: titulo, anio: anio, ambito: ambito, opciones: boletas.opciones, unidades: unidades,
            plantillas: boletas.plantillas,
            candidaturas: boletas.candidaturas(unidades: unidades, suplentes: ambito == .distrito),
            convenios: boletas.convenios
        ).dibujada()
    }
}
