import Electoral
import Testing

/// Whether what is out of the totals could change who is first.
@Suite struct MargenTests {
    struct Caso: Sendable, CustomTestStringConvertible {
        let nombre: String
        let votos: [Int]
        let afuera: [Int?]
        let ventaja: Int
        let puedeCambiar: Bool
        var testDescription: String { nombre }
    }

    private static func margen(_ votos: [Int], _ afuera: [Int?]) -> Margen {
        Margen(
            grupos: votos.enumerated().map { GrupoDeCandidatura(opciones: [$0.offset], votos: $0.element) },
            afuera: afuera.map { ActaAfuera(noContabilizada: false, cota: $0) })
    }

    @Test(arguments: [
        Caso(
            nombre: "cabe menos que la ventaja", votos: [500, 300, 100], afuera: [199], ventaja: 200,
            puedeCambiar: false),
        Caso(nombre: "cabe justo un empate", votos: [500, 300, 100], afuera: [200], ventaja: 200, puedeCambiar: true),
        Caso(
            nombre: "varias actas suman", votos: [300, 500], afuera: [100, 60, 41], ventaja: 200, puedeCambiar: true),
        Caso(
            nombre: "varias actas no alcanzan", votos: [300, 500], afuera: [100, 60, 39], ventaja: 200,
            puedeCambiar: false),
        Caso(nombre: "nada afuera y ventaja de uno", votos: [10, 9], afuera: [], ventaja: 1, puedeCambiar: false),
        Caso(nombre: "nada afuera y empate", votos: [10, 10], afuera: [], ventaja: 0, puedeCambiar: true),
        Caso(nombre: "sin votos todavía", votos: [0, 0], afuera: [700], ventaja: 0, puedeCambiar: true),
        Caso(
            nombre: "un acta sin límite conocido", votos: [500, 300], afuera: [10, nil], ventaja: 200,
            puedeCambiar: true),
        Caso(nombre: "una sola candidatura", votos: [500], afuera: [700], ventaja: 500, puedeCambiar: false),
        Caso(nombre: "nadie compite", votos: [], afuera: [700], ventaja: 0, puedeCambiar: false),
    ])
    func `la ventaja se compara con todo lo que cabe afuera`(_ caso: Caso) {
        let margen = Self.margen(caso.votos, caso.afuera)
        #expect(margen.ventaja == caso.ventaja)
        #expect(margen.puedeCambiar == caso.puedeCambiar)
        #expect(margen.cota == caso.afuera.compactMap(\.self).reduce(0, +))
        #expect(margen.sinCota == caso.afuera.count { $0 == nil })
    }

    @Test func `el primero y el segundo salen de las sumas por candidatura y el orden del acta desempata`() {
        let margen = Self.margen([7, 9, 9, 3], [])
        #expect(margen.primera?.opciones == [1])
        #expect(margen.segunda?.opciones == [2])
    }

    @Test func `pendientes y no contabilizadas se cuentan aparte y ambas caben en la cota`() {
        let margen = Margen(
            grupos: [],
            afuera: [ActaAfuera(noContabilizada: true, cota: 508), ActaAfuera(noContabilizada: false, cota: 710)])
        #expect(margen.pendientes == 1)
        #expect(margen.noContabilizadas == 1)
        #expect(margen.cota == 1218)
    }

    @Test(arguments: [
        (Casilla.Tipo.basica, 500, nil as Int?, 508 as Int?), (.especial, 0, 1000, 1008), (.especial, 0, nil, nil),
        (.anticipado, 4, nil, 12), (.extranjero, 0, nil, nil),
    ])
    func `la cota de una casilla es su límite y, donde no se aplica límite, su lista nominal`(
        _ tipo: Casilla.Tipo, _ lista: Int, _ boletas: Int?, _ cota: Int?
    ) {
        let casilla = Casilla(
            tipo: tipo, seccion: 1, numero: 1, listaNominal: lista, representantes: 8, boletas: boletas)
        #expect(Limites().cota(casilla) == cota)
    }

    @Test func `una coalición se suma como una sola candidatura`() {
        let opciones = [
            Opcion(columna: "PA", clase: .partido), Opcion(columna: "PB", clase: .partido),
            Opcion(columna: "PA_PB", clase: .combinacion(miembros: [0, 1])), Opcion(columna: "PC", clase: .partido),
            Opcion(columna: "NULOS", clase: .nulos),
        ]
        let eleccion = Eleccion(
            id: "AYUN", titulo: "AYUN", anio: 2027, ambito: .municipio, opciones: opciones, unidades: [], plantillas: []
        )
        let grupos = eleccion.grupos(participan: [0, 1, 2, 3, 4], votos: [100, 90, 30, 150, 40])
        let margen = Margen(grupos: grupos, afuera: [])
        #expect(margen.primera?.votos == 220)
        #expect(margen.segunda?.votos == 150)
    }

    @Test func `la gubernatura es una contienda y los ayuntamientos son tantas como municipios`() {
        let unidades = ["001", "002"].map { Unidad(clave: $0, nombre: $0) }
        let opciones = [Opcion(columna: "PA", clase: .partido)]
        let elecciones = ["GUB", "AYUN"].map {
            Eleccion(
                id: $0, titulo: $0, anio: 2027, ambito: .municipio, opciones: opciones, unidades: unidades,
                plantillas: [Plantilla(id: "P", campos: [.voto(0)])])
        }
        let catalogo = Catalogo(
            entidad: Entidad(clave: 5, nombre: "C", abreviatura: "C"), elecciones: elecciones, actas: [])
        #expect(
            catalogo.contiendas == [
                Contienda(eleccion: 0, unidad: nil), Contienda(eleccion: 1, unidad: 0),
                Contienda(eleccion: 1, unidad: 1),
            ])
    }
}
