import Simulacro
import Testing

@Suite struct GeneradorSembradoTests {
    @Test func `da la sucesión conocida de SplitMix64`() {
        var azar = GeneradorSembrado(semilla: 0)
        #expect(
            [azar.next(), azar.next(), azar.next()] == [
                0xe220_a839_7b1d_cdaf, 0x6e78_9e6a_a1b9_65f4, 0x06c4_5d18_8009_454f,
            ])
    }

    @Test func `dos claves de la misma semilla dan sucesiones distintas`() {
        var a = GeneradorSembrado(semilla: 7, clave: "050001B0100")
        var b = GeneradorSembrado(semilla: 7, clave: "050001C0100")
        var c = GeneradorSembrado(semilla: 7, clave: "050001B0100")
        let primera = a.next()
        #expect(primera != b.next())
        #expect(primera == c.next())
    }

    @Test func `los enteros caen en su intervalo y llegan a los dos extremos`() {
        var azar = GeneradorSembrado(semilla: 3)
        let tiradas = (0..<2_000).map { _ in azar.entre(1...6) }
        #expect(Set(tiradas) == Set(1...6))
        #expect((0..<100).allSatisfy { _ in azar.entre(4...4) == 4 })
    }

    @Test func `la normal tiene media cero y desviación uno`() {
        var azar = GeneradorSembrado(semilla: 5)
        let n = 20_000
        let x = (0..<n).map { _ in azar.normal() }
        let media = x.reduce(0, +) / Double(n)
        let varianza = x.reduce(0) { $0 + ($1 - media) * ($1 - media) } / Double(n)
        #expect(abs(media) < 0.03)
        #expect(abs(varianza - 1) < 0.05)
    }

    @Test func `barajar conserva los elementos`() {
        var azar = GeneradorSembrado(semilla: 9)
        let orden = azar.barajar(Array(0..<500))
        #expect(orden != Array(0..<500))
        #expect(orden.sorted() == Array(0..<500))
    }

    @Test func `de nada no se elige nada`() {
        var azar = GeneradorSembrado(semilla: 1)
        #expect(azar.elegir([Int]()) == nil)
        #expect(azar.elegir([8]) == 8)
        #expect(azar.barajar([Int]()).isEmpty)
    }
}
