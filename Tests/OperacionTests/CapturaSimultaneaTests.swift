import Almacen
import Electoral
import Foundation
import Operacion
import Synchronization
import Testing

/// Two posts that arrive at the same instant, a thousand times, on real threads and a real file.
@Suite(.serialized) struct CapturaSimultaneaTests {
    private static let veces = 1_000

    /// Runs both bodies for every acta, together, and gathers what each answered.
    private func aLaVez(_ cuerpo: @escaping @Sendable (Int, Int) throws -> Entrega) -> [[String]] {
        (1...Self.veces).map { acta in
            let respuestas = Mutex<[String]>([])
            DispatchQueue.concurrentPerform(iterations: 2) { lado in
                let respuesta: String
                do {
                    switch try cuerpo(acta, lado) {
                    case .registrada: respuesta = "registrada"
                    case .yaEstaba: respuesta = "yaEstaba"
                    case .yaNo: respuesta = "yaNo"
                    }
                } catch { respuesta = "\(error)" }
                respuestas.withLock { $0.append(respuesta) }
            }
            return respuestas.withLock { $0.sorted() }
        }
    }

    @Test func `el mismo envío dos veces a la vez se escribe una`() throws {
        try SalaDeCaptura.poner(actas: Self.veces) { sala throws in
            let respuestas = aLaVez { acta, _ in try sala.capturar(acta, 1, 9, clave: "k\(acta)") }
            #expect(Set(respuestas) == [["registrada", "yaEstaba"]])
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == Self.veces)
            #expect(try sala.textos("SELECT DISTINCT etapa FROM acta_estado") == ["capturada"])
        }
    }

    @Test func `la misma persona con dos claves a la vez captura una sola vez`() throws {
        try SalaDeCaptura.poner(actas: Self.veces) { sala throws in
            let respuestas = aLaVez { acta, lado in try sala.capturar(acta, 1, 9, clave: "k\(acta)-\(lado)") }
            #expect(Set(respuestas) == [["registrada", "yaNo"]])
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == Self.veces)
            #expect(try sala.numero("SELECT COUNT(*) FROM resultado") == 0)
        }
    }

    @Test func `dos personas con lo mismo a la vez dan un solo resultado y ninguna diferencia`() throws {
        try SalaDeCaptura.poner(actas: Self.veces) { sala throws in
            let respuestas = aLaVez { acta, lado in try sala.capturar(acta, lado + 1, 9) }
            #expect(Set(respuestas) == [["registrada", "registrada"]])
            #expect(try sala.textos("SELECT DISTINCT etapa FROM acta_estado") == ["verificada"])
            #expect(try sala.numero("SELECT COUNT(*) FROM resultado") == Self.veces)
            #expect(try sala.almacen.comprobar(catalogo: sala.mesa.catalogo, esquema: .dobleCaptura) == [])
        }
    }

    @Test func `dos decisiones a la vez dan un solo resultado`() throws {
        try SalaDeCaptura.poner(actas: Self.veces) { sala throws in
            for acta in 1...Self.veces { for n in 1...3 { try sala.capturar(acta, n, Int32(n)) } }
            let decision = [0: Diferencias.Decision(fuente: .captura(1), motivo: "La letra")]
            let respuestas = aLaVez { acta, lado in
                do {
                    try sala.mesa.decidir(
                        acta, decision, imagen: SalaDeCaptura.imagen(acta), ronda: 1, sala.acto(21 + lado))
                    return .registrada
                } catch let error as AlmacenError where error.codigo == .rechazado { return .yaNo("") }
            }
            #expect(Set(respuestas) == [["registrada", "yaNo"]])
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'decision'") == Self.veces)
            #expect(try sala.numero("SELECT COUNT(*) FROM resultado") == Self.veces)
        }
    }

    @Test func `mil repartos entre dos que piden a la vez no ponen un acta en cuatro manos`() throws {
        try SalaDeCaptura.poner(actas: 20) { sala throws in
            for vuelta in 0..<Self.veces {
                let actas = Mutex<[Int]>([])
                DispatchQueue.concurrentPerform(iterations: 2) { lado in
                    let suya = try? sala.mesa.tomarCaptura(sala.acto(lado + 1), azar: UInt64(vuelta))
                    actas.withLock { $0.append(suya?.acta ?? -lado) }
                }
                #expect(Set(actas.withLock { $0 }).count == 2)
                for lado in [1, 2] { try sala.mesa.dejarCaptura(sala.acto(lado)) }
            }
        }
    }
}
