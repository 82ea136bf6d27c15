import Almacen
import Electoral
import Operacion
import Testing

/// A corte that breaks an invariant is not published: the last stays and the reason is kept.
@Suite struct CorteRechazadoTests {
    @Test func `una corrección registrada sí puede disminuir un total`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            try cortador.cortar(minuto: 10)
            try mesa.corregir(1, 90, minuto: 11)
            try cortador.cortar(minuto: 20)
            #expect(cortador.votos(0) == 90)
            #expect(try mesa.rechazos() == [])
        }
    }

    @Test func `una corrección que se cruza con el corte se cuenta cuando llega`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            try cortador.cortar(minuto: 10)
            try mesa.hecho(1, "d", .recaptura(motivo: "cotejo"), persona: 1, minuto: 11)
            try mesa.hecho(1, "e", .captura(MesaDePrueba.captura(90)), persona: 4, minuto: 12)
            try cortador.cortar(minuto: 20)
            #expect(cortador.votos(0) == 100)
            try mesa.hecho(1, "f", .captura(MesaDePrueba.captura(90)), persona: 5, minuto: 21)
            let tercero = try mesa.cortador(en: try mesa.otraPuerta())
            try tercero.cortar(minuto: 30)
            #expect(tercero.votos(0) == 90)
        }
    }

    @Test func `si un total disminuye sin corrección, el corte se rechaza y queda el último`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            let bueno = try cortador.cortar(minuto: 10)
            let computos = cortador.computos
            try mesa.falsear(1, 40)
            let rechazado = #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: 20) }
            #expect(rechazado?.motivo.contains("AYUN") ?? false)
            #expect(rechazado?.motivo.contains("PA") ?? false)
            #expect(cortador.ultimo == bueno)
            #expect(cortador.computos == computos)
            #expect(try mesa.almacen.cortes() == [bueno])
            #expect(try mesa.rechazos() == [rechazado?.motivo].compactMap { $0 })
        }
    }

    @Test func `el rechazo dura mientras dure su causa, también para quien reanuda`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            let bueno = try cortador.cortar(minuto: 10)
            try mesa.falsear(1, 40)
            #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: 20) }
            #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: 30) }
            let otro = try mesa.cortador(en: try mesa.otraPuerta())
            #expect(otro.votos(0) == 100)
            #expect(throws: Cortador.Rechazado.self) { try otro.cortar(minuto: 40) }
            #expect(try mesa.almacen.cortes() == [bueno])
            #expect(try mesa.rechazos().count == 3)
        }
    }

    @Test func `la corrección de una elección no disculpa lo que disminuye en otra`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            try mesa.verificar(3, 100)
            let bueno = try cortador.cortar(minuto: 10)
            try mesa.corregir(3, 90, minuto: 11)
            try mesa.falsear(1, 40)
            let rechazado = #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: 20) }
            #expect(rechazado?.motivo.contains("AYUN") ?? false)
            #expect(try mesa.almacen.cortes() == [bueno])
        }
    }
}

/// The corte under way is interrupted at every one of its writes.
@Suite struct CorteInterrumpidoTests {
    /// Fails at the n-th write, before it or after it was committed.
    private final class ControladorQueFalla: Controlador, @unchecked Sendable {
        // Used by one thread only.
        private let base: any Controlador
        private var quedan: Int
        private let confirma: Bool

        init(_ base: any Controlador, enLaEscritura n: Int, confirma: Bool) {
            self.base = base
            quedan = n
            self.confirma = confirma
        }

        func escribir<T>(_ cuerpo: (any Conexion) throws(AlmacenError) -> T) throws(AlmacenError) -> T {
            quedan -= 1
            if quedan == 0, !confirma { throw AlmacenError(.falla, "se fue la luz") }
            let valor = try base.escribir(cuerpo)
            if quedan == 0 { throw AlmacenError(.falla, "se fue la luz") }
            return valor
        }

        func leer<T>(_ cuerpo: (any Conexion) throws(AlmacenError) -> T) throws(AlmacenError) -> T {
            try base.leer(cuerpo)
        }

        func comprobarIntegridad() throws(AlmacenError) -> [String] { try base.comprobarIntegridad() }
        func respaldar(en ruta: String) throws(AlmacenError) { try base.respaldar(en: ruta) }
    }

    @Test(arguments: 1...6, [true, false])
    func `interrumpido en cualquiera de sus escrituras, quien reanuda llega a los mismos cortes`(
        n: Int, confirma: Bool
    ) throws {
        try MesaDePrueba.poner { mesa throws in
            let entera = try mesa.gemela("entera")
            for m in [mesa, entera] {
                try m.verificar(1, 100)
                try m.cortador().cortar(minuto: 10)
                try m.verificar(2, 50, minuto: 11)
                try m.verificar(3, 20, minuto: 11)
            }
            let falla = ControladorQueFalla(mesa.almacen.controlador, enLaEscritura: n, confirma: confirma)
            _ = try? mesa.cortador(en: Almacen(falla)).cortar(minuto: 20)
            for m in [mesa, entera] {
                let cortador = try m.cortador()
                try cortador.cortar(minuto: 20)
                try m.corregir(1, 90, minuto: 21)
                try cortador.cortar(minuto: 30, ultimo: true)
            }
            #expect(try mesa.almacen.cortes() == entera.almacen.cortes())
            #expect(
                try mesa.almacen.resultados(desde: 0, hasta: .max).resultados
                    == entera.almacen.resultados(desde: 0, hasta: .max).resultados)
            #expect(try mesa.rechazos() == [])
        }
    }
}
