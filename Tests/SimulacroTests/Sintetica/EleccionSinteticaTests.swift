import Electoral
import Simulacro
import Testing

@Suite struct EleccionSinteticaTests {
    static let tamanos = [1, 60, 61, 97, 130, 200, 1_000]

    @Test func `la misma semilla da la misma elección y otra semilla, otra`() {
        let una = EleccionSintetica.coahuila(semilla: 5, casillas: 120)
        let dos = EleccionSintetica.coahuila(semilla: 5, casillas: 120)
        let otra = EleccionSintetica.coahuila(semilla: 6, casillas: 120)
        #expect(una.catalogo == dos.catalogo)
        #expect(una.personas == dos.personas)
        #expect(una.catalogo != otra.catalogo)
    }

    @Test func `son cuatro mil casillas si no se pide otra cosa`() {
        let e = EleccionSintetica.coahuila(semilla: 1)
        #expect(Set(e.catalogo.actas.map(\.claveCasilla)).count == 4_000)
        #expect(e.catalogo.actas.count > 8_000)
        let porMunicipio = Dictionary(grouping: e.catalogo.actas.filter { $0.eleccion == 0 }, by: { $0.unidad ?? -1 })
        let mayores = porMunicipio.sorted { $0.value.count > $1.value.count }.prefix(5).map {
            e.catalogo.elecciones[0].unidades[$0.key].nombre
        }
        #expect(mayores == ["SALTILLO", "TORREÓN", "MONCLOVA", "PIEDRAS NEGRAS", "ACUÑA"])
    }

    @Test(arguments: tamanos)
    func `todos los municipios y distritos tienen casillas`(casillas: Int) {
        let e = EleccionSintetica.coahuila(semilla: 11, casillas: casillas)
        #expect(Set(e.catalogo.actas.map(\.claveCasilla)).count == max(casillas, 60))
        #expect(e.catalogo.elecciones.map(\.id) == ["AYUN", "DIP_LOC"])
        #expect(e.catalogo.elecciones.map(\.unidades.count) == [38, 16])
        for (i, eleccion) in e.catalogo.elecciones.enumerated() {
            let conActas = Set(
                e.catalogo.actas.filter { $0.eleccion == i && $0.casilla.seccion != nil }.compactMap(\.unidad))
            #expect(conActas == Set(eleccion.unidades.indices))
        }
        let claves = e.catalogo.elecciones[0].unidades
        #expect(claves.map(\.clave) == (1...38).map { cifras($0, ancho: 3) })
        #expect(claves.first?.nombre == "ABASOLO")
        #expect(claves.last?.nombre == "ZARAGOZA")
    }

    @Test(arguments: tamanos)
    func `cada sección es de un solo municipio y un solo distrito`(casillas: Int) {
        let e = EleccionSintetica.coahuila(semilla: 12, casillas: casillas)
        for i in e.catalogo.elecciones.indices {
            var unidades: [Int: Set<Int?>] = [:]
            for acta in e.catalogo.actas where acta.eleccion == i {
                if let seccion = acta.casilla.seccion { unidades[seccion, default: []].insert(acta.unidad) }
            }
            #expect(unidades.values.allSatisfy { $0.count == 1 && $0.first != .some(nil) })
        }
    }

    @Test(arguments: tamanos)
    func `están todos los tipos de casilla`(casillas: Int) {
        for semilla in UInt64(1)...10 {
            let e = EleccionSintetica.coahuila(semilla: semilla, casillas: casillas)
            #expect(Set(e.catalogo.actas.map(\.casilla.tipo)) == Set(Casilla.Tipo.allCases))
            #expect(e.catalogo.actas.contains { $0.casilla.tipo == .extraordinaria && $0.casilla.extContigua > 0 })
            #expect(
                Set(e.catalogo.actas.map(\.tipoActa)) == [
                    "4", "4E", "4VA", "4VPPP", "4VMRE", "3", "3EMR", "3ERP", "3VA", "3VPPP", "3VMRE",
                ])
        }
    }

    @Test(arguments: tamanos)
    func `las casillas cumplen lo que su tipo manda`(casillas: Int) {
        let e = EleccionSintetica.coahuila(semilla: 13, casillas: casillas)
        for acta in e.catalogo.actas {
            let c = acta.casilla
            switch c.tipo {
            case .basica, .contigua, .extraordinaria:
                #expect((50...750).contains(c.listaNominal))
                #expect((8...18).contains(c.representantes ?? 0))
            case .especial:
                #expect(c.listaNominal == 0)
                #expect(c.boletas == 1_000)
            case .extranjero:
                #expect(acta.unidad == nil)
                fallthrough
            case .anticipado, .prisionPreventiva:
                #expect(c.seccion == nil)
                #expect(c.representantes == nil)
                #expect(c.listaNominal > 0)
            }
        }
    }

    @Test(arguments: tamanos)
    func `ninguna clave se repite dentro de una elección`(casillas: Int) {
        let e = EleccionSintetica.coahuila(semilla: 14, casillas: casillas)
        for i in e.catalogo.elecciones.indices {
            let suyas = e.catalogo.actas.filter { $0.eleccion == i }
            #expect(Set(suyas.map(\.claveActa)).count == suyas.count)
            #expect(
                suyas.allSatisfy { $0.claveCasilla.utf8.count == 11 && $0.claveActa == $0.claveCasilla + $0.tipoActa })
        }
    }

    @Test func `sólo las especiales de diputaciones separan mayoría y representación proporcional`() {
        let e = EleccionSintetica.coahuila(semilla: 15, casillas: 200)
        for acta in e.catalogo.actas {
            #expect((acta.principio == .representacionProporcional) == (acta.tipoActa == "3ERP"))
        }
        let especiales = e.catalogo.actas.filter { $0.tipoActa == "3EMR" }.map(\.claveCasilla)
        #expect(especiales == e.catalogo.actas.filter { $0.tipoActa == "3ERP" }.map(\.claveCasilla))
    }

    @Test func `las horas son las de la jornada`() {
        let p = EleccionSintetica.coahuila(semilla: 1, casillas: 60).proceso
        #expect(p.inicioAcopio.sello(p.huso) == "06/06/2027 18:00:00")
        #expect(p.inicioPublicacion.sello(p.huso) == "06/06/2027 20:00:00")
        #expect(p.cierrePublicacion.sello(p.huso) == "07/06/2027 20:00:00")
        #expect(p.minutosEntreCortes == 10)
        #expect(p.entidad.clave == 5)
    }

    @Test func `cada municipio tiene su CATD con personal, y hay dos CCV con capturistas`() {
        let e = EleccionSintetica.coahuila(semilla: 1, casillas: 4_000)
        #expect(e.centros.filter { $0.tipo == .catd }.count == 38)
        #expect(e.centros.filter { $0.tipo == .ccv }.count == 2)
        #expect(Set(e.centros.map(\.clave)).count == 40)
        #expect(Set(e.personas.map(\.persona)).count == e.personas.count)
        #expect(Set(e.personas.map(\.nombre)).count == e.personas.count)
        for centro in e.centros {
            let roles = Set(e.personas.filter { $0.centro == centro.clave }.map(\.rol))
            let esperados: Set<PersonaSintetica.Rol> =
                centro.tipo == .catd
                ? [.coordinador, .acopiador, .digitalizador, .cae]
                : [.coordinador, .supervisor, .cotejador, .capturista]
            #expect(roles == esperados)
        }
        #expect(e.personas.filter { $0.rol == .capturista }.count == 80)
        #expect(e.personas.contains { $0.nombre == "Capturista 012" })
    }

    @Test func `el CATD de un acta es el de su municipio`() {
        let e = EleccionSintetica.coahuila(semilla: 1, casillas: 200)
        for acta in e.catalogo.actas where acta.eleccion == 0 {
            let unidad = acta.unidad.map { e.catalogo.elecciones[0].unidades[$0].clave } ?? "030"
            #expect(e.centro(de: acta).clave == "CATD-\(unidad)")
        }
    }
}
