import Electoral
import Simulacro
import Testing

/// The shares and hours of a night of full size.
@Suite struct ProporcionesTests {
    static let noche = Noche(casillas: 4_000, semilla: 51)

    private func porCiento(_ n: Int) -> Double { Double(n) * 100 / Double(Self.noche.eleccion.catalogo.actas.count) }

    @Test func `la noche completa es válida`() {
        #expect(Self.noche.rechazos == [])
        #expect(Self.noche.finales.mapValues(\.condicion) == Self.noche.guion.verdad)
        #expect(Self.noche.guion.sucesos.allSatisfy { $0.instante < Self.noche.guion.cierre })
    }

    @Test(arguments: [(2, 2.0), (3, 9), (4, 20), (5, 38), (6, 48), (8, 64), (10, 75), (12, 82), (16, 91), (22, 96)])
    func `llegan como en 2021, con fotografías desde la casilla`(hora: Int, curva: Double) {
        #expect(abs(Self.noche.capturadas(hora: hora) - curva * 99 / 97) < 1.5)
    }

    @Test func `al cierre falta cerca de una de cada cien`() {
        #expect(abs(Self.noche.capturadas(hora: 26) - 99) < 0.1)
    }

    @Test func `las inconsistencias salen en proporción realista`() {
        let criterios = Self.noche.criterios
        #expect((9.5...10.5).contains(porCiento(criterios["A1", default: 0])))
        #expect((0.4...0.6).contains(porCiento(criterios["A2", default: 0])))
        #expect((0.3...0.5).contains(porCiento(criterios["A3", default: 0])))
        let sinActa = ["A4", "A5", "A6", "A7"].reduce(0) { $0 + criterios[$1, default: 0] }
        #expect((1.7...2.3).contains(porCiento(sinActa)))
    }

    @Test func `más de la mitad llega fotografiada desde la casilla`() {
        let conImagen = Self.noche.finales.values.compactMap(\.procedencia)
        let fotografiadas = conImagen.filter { $0.origen == .casilla }.count
        #expect((52.0...56.0).contains(Double(fotografiadas) * 100 / Double(conImagen.count)))
        #expect(conImagen.allSatisfy { ($0.origen == .casilla) == ($0.digitalizacion == .movil) })
    }

    @Test func `las diferencias, imágenes repetidas y correcciones son pocas`() {
        let noche = Self.noche
        #expect((2.5...3.5).contains(porCiento(noche.pasaron[.enDiferencia, default: []].count)))
        #expect((0.15...0.25).contains(porCiento(noche.pasaron[.enSupervision, default: []].count)))
        let otraImagen = noche.sucesos { if case .redigitalizacion = $0 { true } else { false } }.count
        #expect((0.4...0.6).contains(porCiento(otraImagen)))
        let recapturas = noche.sucesos { if case .recaptura = $0 { true } else { false } }.count
        #expect((3...12).contains(recapturas))
        let fuera = noche.sucesos { if case .fueraDeCatalogo = $0 { true } else { false } }.count
        #expect((0.05...0.15).contains(porCiento(fuera)))
    }

    @Test func `las dos capturas suelen hacerse en centros distintos la mitad de las veces`() {
        var centros: [Acta.ID: [String]] = [:]
        for suceso in Self.noche.guion.sucesos {
            if case .captura = suceso.evento, case .esperada(let id) = suceso.objeto {
                centros[id, default: []].append(suceso.centro)
            }
        }
        let distintas = centros.values.filter { Set($0.prefix(2)).count == 2 }.count
        #expect((40.0...60.0).contains(Double(distintas) * 100 / Double(centros.count)))
    }
}
