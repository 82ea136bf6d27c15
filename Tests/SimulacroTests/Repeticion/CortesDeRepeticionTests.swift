import Electoral
import Simulacro
import Testing

/// When the cortes of a replayed night are, counted backwards from the hour of the source.
@Suite struct CortesDeRepeticionTests {
    private let base = BaseDeRepeticion(corte: "07/06/2027 20:00 (UTC-6)", filas: [.init(clave: "0001B0100")])

    private func sellos(_ r: Repeticion) -> [String] { r.cortes.map { $0.sello(.centro) } }

    @Test(arguments: [(10, 144), (1, 1440), (7, 206), (60, 24), (1440, 1), (1000, 2)])
    func `de las 20:00 a las 20:00, el último a la hora de la fuente`(minutos: Int, cuantos: Int) throws {
        let r = try base.repeticion(minutos: minutos)
        #expect(r.cortes.count == cuantos)
        #expect(r.cortes.last == BaseDeRepeticion.instante("07/06/2027 20:00"))
        #expect(r.cortes[0] > BaseDeRepeticion.instante("06/06/2027 20:00"))
        #expect(r.cortes[0] - minutos * 60 <= BaseDeRepeticion.instante("06/06/2027 20:00"))
        #expect(zip(r.cortes, r.cortes.dropFirst()).allSatisfy { $0 + minutos * 60 == $1 })
        #expect(r.proceso.minutosEntreCortes == minutos)
        #expect(r.proceso.inicioPublicacion == BaseDeRepeticion.instante("06/06/2027 20:00"))
        #expect(r.proceso.cierrePublicacion == BaseDeRepeticion.instante("07/06/2027 20:00"))
    }

    @Test func `hasta un corte de la rejilla termina ahí`() throws {
        let r = try base.repeticion(hasta: "06/06/2027 21:00")
        #expect(
            sellos(r).map { String($0.suffix(8)) } == [
                "20:10:00", "20:20:00", "20:30:00", "20:40:00", "20:50:00", "21:00:00",
            ])
    }

    @Test func `hasta un instante fuera de la rejilla agrega ese corte`() throws {
        let r = try base.repeticion(hasta: "06/06/2027 20:25")
        #expect(sellos(r).map { String($0.suffix(8)) } == ["20:10:00", "20:20:00", "20:25:00"])
        #expect(
            r.sucesos.allSatisfy { $0.instante <= BaseDeRepeticion.instante("06/06/2027 20:25") }
                && r.sucesos.count == 4)
    }

    @Test func `hasta antes de la publicación deja un solo corte y sólo lo que ya había`() throws {
        let r = try base.repeticion(hasta: "06/06/2027 20:05")
        #expect(sellos(r) == ["06/06/2027 20:05:00"] && r.sucesos.map(\.clave).allSatisfy { !$0.hasSuffix("captura") })
        let nada = try base.repeticion(hasta: "06/06/2027 10:00")
        #expect(sellos(nada) == ["06/06/2027 10:00:00"] && nada.sucesos.isEmpty)
    }

    @Test func `hasta después del corte de la fuente es el corte de la fuente`() throws {
        let r = try base.repeticion(hasta: "09/06/2027 20:00")
        #expect(r.cortes == (try base.repeticion().cortes))
    }

    @Test func `un simulacro que acabó antes de las 20:00 publica desde su primer hecho`() throws {
        let temprana = BaseDeRepeticion.Fila(
            clave: "0001B0100", acopio: "06/06/2027 10:16:00", captura: "06/06/2027 10:19:00",
            verificacion: "06/06/2027 10:25:00")
        let r = try BaseDeRepeticion(corte: "06/06/2027 19:56 (UTC-6)", filas: [temprana]).repeticion(minutos: 60)
        #expect(
            sellos(r).first == "06/06/2027 10:56:00" && sellos(r).last == "06/06/2027 19:56:00" && r.cortes.count == 10)
        #expect(r.proceso.inicioPublicacion == BaseDeRepeticion.instante("06/06/2027 10:16"))
    }

    @Test func `el proceso dice de quién es la noche`() throws {
        let p = try base.repeticion().proceso
        #expect(p.nombre == "Repetición de GUBERNATURA 2027" && p.origen == "prep.repeticion/coah-gub-2027")
        #expect(p.institucion.contains("COAHUILA") && p.huso == .centro)
    }
}
