import Electoral

/// The same sequence on every machine for the same seed.
struct SplitMix64: RandomNumberGenerator {
    private var estado: UInt64

    init(semilla: UInt64) { estado = semilla }

    mutating func next() -> UInt64 {
        estado &+= 0x9E37_79B9_7F4A_7C15
        var z = estado
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// True once in `n` times.
    mutating func unaDe(_ n: Int) -> Bool { Int.random(in: 0..<n, using: &self) == 0 }

    mutating func entero(_ intervalo: ClosedRange<Int>) -> Int { Int.random(in: intervalo, using: &self) }

    mutating func elige<T>(_ opciones: [T]) -> T { opciones[Int.random(in: opciones.indices, using: &self)] }
}

/// `100,I,S`: boxes as the examples of the norm write them, read without the code under test.
func leer(_ texto: String) -> [Dato] {
    texto.split(separator: ",").map { casilla in
        switch casilla {
        case "I": .ilegible
        case "S": .sinDato
        default: .cantidad(Int32(casilla) ?? .min)
        }
    }
}

/// A casilla of section 1 of which only what matters to the case is said.
func casilla(
    _ tipo: Casilla.Tipo = .basica, listaNominal: Int = 500, representantes: Int? = 8, boletas: Int? = nil
) -> Casilla {
    Casilla(
        tipo: tipo, seccion: tipo.esModalidad ? nil : 1, numero: 1, listaNominal: listaNominal,
        representantes: representantes, boletas: boletas)
}

extension Acta {
    /// An acta of the first election whose keys do not matter.
    static func dePrueba(
        _ id: Int, unidad: Int?, casilla: Casilla, principio: Principio = .mayoriaRelativa, plantilla: Int = 0
    ) -> Acta {
        Acta(
            id: id, identidad: "\(id)", eleccion: 0, unidad: unidad, casilla: casilla,
            claveCasilla: casilla.clave(entidad: 5), claveActa: casilla.clave(entidad: 5) + "2", tipoActa: "2",
            principio: principio, plantilla: plantilla)
    }
}

extension Opcion {
    static func partido(_ columna: String) -> Opcion { Opcion(columna: columna, clase: .partido) }
    static func combinacion(_ columna: String, _ miembros: Int...) -> Opcion {
        Opcion(columna: columna, clase: .combinacion(miembros: miembros))
    }
}

/// The election of the worked example of dominio, appendix B: coalition PA+PB+PC against PD.
enum ApendiceB {
    static let opciones: [Opcion] = [
        .partido("PA"), .partido("PB"), .partido("PC"), .partido("PD"), .combinacion("PA_PB_PC", 0, 1, 2),
        .combinacion("PA_PB", 0, 1), .combinacion("PA_PC", 0, 2), .combinacion("PB_PC", 1, 2),
        Opcion(columna: "NO_REGISTRADAS", clase: .noRegistradas), Opcion(columna: "NULOS", clase: .nulos),
    ]

    /// Only the boxes of votes, in the order of the columns.
    static let plantilla = Plantilla(id: "votos", campos: opciones.indices.map { .voto($0) })

    static let eleccion = Eleccion(
        id: "AYUN", titulo: "AYUNTAMIENTOS", anio: 2027, ambito: .municipio, opciones: opciones,
        unidades: [Unidad(clave: "001", nombre: "ABASOLO")], plantillas: [plantilla])
}
