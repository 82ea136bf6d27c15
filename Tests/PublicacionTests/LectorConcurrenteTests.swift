import Apoyo
import Bitacora
import Electoral
import Foundation
import Synchronization
import Testing

/// Somebody reads all the time while another publishes.
@Suite struct LectorConcurrenteTests {
    private static let cortes = 40

    /// What both threads share. The reader ends when it sees the last corte or the writer stops.
    private final class Encuentro: Sendable {
        let vuelta = DispatchSemaphore(value: 0)
        let terminado = Mutex(false)
        let fallas = Mutex<[String]>([])
        let vistos = Mutex<[Int]>([])

        func anotar(_ falla: String) { fallas.withLock { if $0.count < 20 { $0.append(falla) } } }
    }

    @Test func `quien lee mientras se publica nunca ve una mezcla de cortes`() throws {
        try Carpeta.prestar { carpeta in
            var mini = Mini()
            for acta in 1...12 where mini.catalogo.acta(acta) != nil { mini.verificar(acta) }
            mini.cortar()
            // Every acta is corrected in every corte, so that data of two cortes never add up.
            for n in 1..<Self.cortes {
                for acta in mini.catalogo.actas {
                    let votos = Int32(20 * n % 97 + 30 * n)
                    mini.verificar(
                        acta.id, votos: [votos % 300, Int32(n), Int32(acta.id), 1, 0], motivo: "Corrección \(n)",
                        foto: UInt8(n % 8))
                }
                mini.cortar(ultimo: n == Self.cortes - 1)
            }
            try mini.hasta(1).publicar(try mini.publicador(en: carpeta))
            let completa = mini
            let encuentro = Encuentro()
            let clave = try mini.clave.publica
            let grupo = DispatchGroup()
            en(grupo) { Self.leer(carpeta, clave, encuentro) }
            en(grupo) { Self.publicar(completa, carpeta, encuentro) }
            grupo.wait()
            #expect(encuentro.fallas.withLock { $0 } == [])
            let vistos = encuentro.vistos.withLock { $0 }
            #expect(vistos == vistos.sorted())
            #expect(Set(vistos).count == Self.cortes)
            #expect(Lector(carpeta: carpeta).problemas == [])
        }
    }

    private func en(_ grupo: DispatchGroup, _ cuerpo: @escaping @Sendable () -> Void) {
        grupo.enter()
        Thread.detachNewThread {
            cuerpo()
            grupo.leave()
        }
    }

    private static func publicar(_ mini: Mini, _ carpeta: String, _ encuentro: Encuentro) {
        do {
            let publicador = try mini.publicador(en: carpeta)
            for n in 1...mini.cortes.count {
                try mini.hasta(n).publicar(publicador)
                // Two rounds from now: the second began after this corte was published. The reader goes on meanwhile.
                while encuentro.vuelta.wait(timeout: .now()) == .success {}
                encuentro.vuelta.wait()
                encuentro.vuelta.wait()
            }
        } catch {
            encuentro.anotar("\(error)")
        }
        encuentro.terminado.withLock { $0 = true }
    }

    private static func leer(_ carpeta: String, _ clave: ClavePublica, _ encuentro: Encuentro) {
        while !encuentro.terminado.withLock({ $0 }) {
            let lector = Lector(carpeta: carpeta, clave: clave, paginas: false)
            for p in lector.problemas { encuentro.anotar("corte \(lector.corte): \(p)") }
            encuentro.vistos.withLock { $0.append(lector.corte) }
            for eleccion in lector.elecciones {
                var suma: [String: Int] = [:]
                for unidad in lector.unidades(de: eleccion) {
                    suma.merge(unidad.datos?.votosPorColumna ?? [:], uniquingKeysWith: +)
                }
                if suma != lector.datos(eleccion)?.votosPorColumna ?? [:] {
                    encuentro.anotar("corte \(lector.corte): las unidades de \(eleccion) no suman la entidad")
                }
            }
            encuentro.vuelta.signal()
        }
    }
}
