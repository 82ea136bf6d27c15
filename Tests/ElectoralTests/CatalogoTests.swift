import Electoral
import Testing

@Suite struct CatalogoTests {
    static func catalogo(_ actas: [Acta]) -> Catalogo {
        Catalogo(entidad: Entidad.todas[4], elecciones: [eleccion("DIP_LOC"), eleccion("AYUN")], actas: actas)
    }

    /// Units whose position is not their order.
    static func eleccion(_ id: String) -> Eleccion {
        Eleccion(
            id: id, titulo: id, anio: 2027, ambito: .distrito, opciones: ApendiceB.opciones,
            unidades: ["010", "002", "001"].map { Unidad(clave: $0, nombre: $0) },
            plantillas: [ApendiceB.plantilla, Plantilla(id: "\(id)-E", campos: [.voto(0)])])
    }

    static func acta(
        _ eleccion: Int, _ unidad: Int?, _ tipo: Casilla.Tipo, _ seccion: Int?, _ numero: Int, _ extension: Int = 0,
        tipoActa: String = "2", identidad: String? = nil
    ) -> Acta {
        let lugar = Casilla(
            tipo: tipo, seccion: seccion, numero: numero, extContigua: `extension`, listaNominal: 1, representantes: 1)
        let clave = lugar.clave(entidad: 5)
        return Acta(
            id: 0, identidad: identidad ?? "\(eleccion)-\(unidad ?? 9)-\(clave)\(tipoActa)", eleccion: eleccion,
            unidad: unidad, casilla: lugar, claveCasilla: clave, claveActa: clave + tipoActa, tipoActa: tipoActa,
            plantilla: tipoActa == "2" ? 0 : 1)
    }

    /// In the order in which they are to be published.
    static let ordenadas: [Acta] = [
        acta(0, nil, .extranjero, nil, 1), acta(0, 2, .anticipado, nil, 1), acta(0, 1, .anticipado, nil, 1),
        acta(0, 0, .anticipado, nil, 1), acta(0, 2, .prisionPreventiva, nil, 1), acta(0, 2, .basica, 7, 1),
        acta(0, 2, .contigua, 7, 1), acta(0, 2, .contigua, 7, 2), acta(0, 2, .contigua, 7, 10),
        acta(0, 2, .extraordinaria, 7, 1), acta(0, 2, .extraordinaria, 7, 1, 1), acta(0, 2, .extraordinaria, 7, 1, 2),
        acta(0, 2, .extraordinaria, 7, 2), acta(0, 2, .especial, 7, 1, tipoActa: "3EMR"),
        acta(0, 2, .especial, 7, 1, tipoActa: "3ERP"), acta(0, 2, .basica, 70, 1), acta(0, 2, .basica, 1234, 1),
        acta(0, 1, .basica, 5, 1), acta(0, 1, .basica, 6, 1, identidad: "renglón 1"),
        acta(0, 1, .basica, 6, 1, identidad: "renglón 2"), acta(0, 0, .basica, 1, 1),
        acta(1, nil, .extranjero, nil, 1), acta(1, 2, .basica, 7, 1), acta(1, 0, .basica, 1, 1),
    ]

    @Test func `numera como se publica: modalidades, unidad, sección, tipo, número y extensión`() {
        let catalogo = Self.catalogo(Self.ordenadas.reversed())
        #expect(catalogo.actas.map(\.identidad) == Self.ordenadas.map(\.identidad))
        #expect(catalogo.actas.map(\.id) == Array(1...Self.ordenadas.count))
    }

    @Test(arguments: UInt64(1)...25)
    func `el orden de entrada no cambia el catálogo`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        #expect(Self.catalogo(Self.ordenadas.shuffled(using: &azar)) == Self.catalogo(Self.ordenadas))
    }

    @Test(arguments: UInt64(1)...10)
    func `las modalidades van primero en cada elección: extranjero, anticipado y prisión preventiva`(semilla: UInt64) {
        var azar = SplitMix64(semilla: semilla)
        let actas = (0..<200).map { i in
            let tipo = azar.elige(Casilla.Tipo.allCases)
            return Self.acta(
                azar.entero(0...1), tipo == .extranjero ? nil : azar.entero(0...2), tipo,
                tipo.esModalidad ? nil : azar.entero(1...9999), azar.entero(1...99), identidad: "\(i)")
        }
        let catalogo = Self.catalogo(actas)
        #expect(catalogo.actas.map(\.eleccion) == catalogo.actas.map(\.eleccion).sorted())
        for eleccion in 0...1 {
            let rangos = catalogo.actas.filter { $0.eleccion == eleccion }.map {
                [Casilla.Tipo.extranjero, .anticipado, .prisionPreventiva].firstIndex(of: $0.casilla.tipo) ?? 3
            }
            #expect(rangos == rangos.sorted())
        }
        #expect(Self.catalogo(actas.shuffled(using: &azar)) == catalogo)
        #expect(Set(catalogo.actas.map(\.identidad)).count == 200)
    }

    @Test func `da el acta de cada número y nada por los que no existen`() {
        let catalogo = Self.catalogo(Self.ordenadas)
        #expect(catalogo.acta(1)?.casilla.tipo == .extranjero)
        #expect(catalogo.acta(24)?.identidad == Self.ordenadas[23].identidad)
        for id in [0, -1, 25, 1_000_000, Int.max, Int.min + 1] { #expect(catalogo.acta(id) == nil) }
    }

    @Test func `tampoco da acta por el menor de los enteros`() async {
        await #expect(processExitsWith: .success) {
            _ = Catalogo(entidad: Entidad.todas[4], elecciones: [], actas: []).acta(Int.min)
        }
    }

    @Test func `cada acta conoce su elección y su plantilla`() {
        let catalogo = Self.catalogo(Self.ordenadas)
        for acta in catalogo.actas {
            #expect(catalogo.eleccion(de: acta).id == ["DIP_LOC", "AYUN"][acta.eleccion])
            let esEspecial = acta.tipoActa != "2"
            #expect(catalogo.plantilla(de: acta).id == (esEspecial ? "DIP_LOC-E" : "votos"))
        }
    }

    @Test(
        arguments: [
            (Casilla.Tipo.contigua, 1, 1, 0, "090001C0100"), (.basica, 338, 1, 0, "090338B0100"),
            (.extraordinaria, 2345, 2, 13, "092345E0213"), (.extranjero, nil, 1, 0, "090000M0100"),
            (.anticipado, nil, 1, 0, "090000A0100"), (.prisionPreventiva, nil, 1, 0, "090000P0100"),
            (.especial, 44, 10, 0, "090044S1000"),
        ] as [(Casilla.Tipo, Int?, Int, Int, String)])
    func `la clave de la casilla tiene entidad, sección, tipo, número y extensión`(
        tipo: Casilla.Tipo, seccion: Int?, numero: Int, extension: Int, clave: String
    ) {
        let lugar = Casilla(
            tipo: tipo, seccion: seccion, numero: numero, extContigua: `extension`, listaNominal: 0,
            representantes: nil)
        #expect(lugar.clave(entidad: 9) == clave)
        #expect(clave.utf8.count == 11)
    }

    @Test(arguments: [
        (Casilla.Tipo.basica, 1, 0, "Básica"), (.contigua, 2, 0, "Contigua 2"),
        (.extraordinaria, 1, 3, "Extraordinaria 1 contigua 3"), (.extraordinaria, 4, 0, "Extraordinaria 4"),
        (.especial, 1, 0, "Especial 1"),
    ])
    func `la casilla se nombra como la conoce la gente`(tipo: Casilla.Tipo, numero: Int, extension: Int, nombre: String)
    {
        let lugar = Casilla(
            tipo: tipo, seccion: 1, numero: numero, extContigua: `extension`, listaNominal: 0, representantes: nil)
        #expect(lugar.nombre == nombre)
    }

    @Test func `las 32 entidades tienen clave y abreviatura propias`() {
        #expect(Entidad.todas.map(\.clave) == Array(1...32))
        #expect(Set(Entidad.todas.map(\.abreviatura)).count == 32)
        #expect(Entidad.con(clave: 5)?.nombre == "COAHUILA")
        #expect(Entidad.con(clave: 5)?.claveDosCifras == "05")
        #expect(Entidad.con(abreviatura: "qroo")?.clave == 23)
        #expect(Entidad.con(clave: 0) == nil)
        #expect(Entidad.con(clave: 33) == nil)
        #expect(Entidad.con(abreviatura: "XX") == nil)
    }
}
