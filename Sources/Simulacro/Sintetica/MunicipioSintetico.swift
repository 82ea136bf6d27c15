import Electoral

/// A municipio of Coahuila with what shapes a drill: its weight in casillas and how rural it is.
struct MunicipioSintetico: Sendable {
    /// As official lists order it: 1...38.
    let numero: Int
    let nombre: String
    /// Share of the casillas, roughly its inhabitants in hundreds.
    let peso: Int
    /// Of every hundred sections, how many are not urban.
    let rurales: Int

    var clave: String { cifras(numero, ancho: 3) }

    /// The 38 municipios in alphabetical, official order (dominio, appendix F).
    static let coahuila: [MunicipioSintetico] = [
        ("Abasolo", 11, 80), ("Acuña", 1_630, 8), ("Allende", 227, 30), ("Arteaga", 296, 70), ("Candela", 16, 80),
        ("Castaños", 299, 25), ("Cuatro Ciénegas", 127, 50), ("Escobedo", 28, 80), ("Francisco I. Madero", 590, 45),
        ("Frontera", 824, 5), ("General Cepeda", 117, 75), ("Guerrero", 16, 80), ("Hidalgo", 19, 80),
        ("Jiménez", 95, 80), ("Juárez", 14, 80), ("Lamadrid", 18, 70), ("Matamoros", 1_183, 45), ("Monclova", 2_380, 3),
        ("Morelos", 86, 50), ("Múzquiz", 716, 25), ("Nadadores", 65, 60), ("Nava", 331, 30), ("Ocampo", 96, 75),
        ("Parras", 445, 40), ("Piedras Negras", 1_763, 4), ("Progreso", 31, 80), ("Ramos Arizpe", 1_222, 25),
        ("Sabinas", 648, 15), ("Sacramento", 25, 70), ("Saltillo", 8_800, 8), ("San Buenaventura", 248, 40),
        ("San Juan de Sabinas", 432, 20), ("San Pedro", 1_010, 50), ("Sierra Mojada", 47, 80), ("Torreón", 7_208, 7),
        ("Viesca", 203, 75), ("Villa Unión", 62, 60), ("Zaragoza", 140, 50),
    ].enumerated().map { i, m in MunicipioSintetico(numero: i + 1, nombre: m.0, peso: m.1, rurales: m.2) }

    /// A walk through the state in which neighbours follow each other; the 16 districts are cut along it.
    static let recorrido = [
        "Acuña", "Jiménez", "Zaragoza", "Morelos", "Allende", "Villa Unión", "Guerrero", "Hidalgo", "Nava",
        "Piedras Negras", "Múzquiz", "Sabinas", "San Juan de Sabinas", "Juárez", "Progreso", "Escobedo", "Candela",
        "Abasolo", "Monclova", "Frontera", "Castaños", "San Buenaventura", "Nadadores", "Lamadrid", "Sacramento",
        "Cuatro Ciénegas", "Ocampo", "Sierra Mojada", "San Pedro", "Francisco I. Madero", "Matamoros", "Torreón",
        "Viesca", "Parras", "General Cepeda", "Saltillo", "Arteaga", "Ramos Arizpe",
    ]

    /// Seats of the two CCV; the first also receives what belongs to no municipio.
    static let sedes = ["Saltillo", "Torreón"]
}
