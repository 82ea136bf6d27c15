import Almacen
import Electoral
import Operacion
import Testing

@Suite struct CortadorTests {
    @Test func `el corte contiene lo registrado hasta entonces y anuncia el siguiente`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            #expect(cortador.ultimo == nil)
            #expect(cortador.computos == nil)
            let vacio = try cortador.cortar(minuto: 10)
            #expect(
                vacio
                    == Corte(
                        numero: 1, instante: MesaDePrueba.inicio + 600, hasta: 0, ultimo: false,
                        siguiente: MesaDePrueba.inicio + 1200))
            #expect(cortador.computos?.map(\.entidad.resumen.capturadas) == [0, 0])

            try mesa.verificar(1, 100)
            try mesa.verificar(3, 30)
            let segundo = try cortador.cortar(minuto: 20)
            #expect(segundo.numero == 2)
            #expect(segundo.hasta == 6)
            #expect(cortador.votos(0) == 100)
            #expect(cortador.votos(1) == 30)
            #expect(try mesa.almacen.cortes() == [vacio, segundo])
            #expect(try mesa.rechazos() == [])
        }
    }

    @Test func `cortar dos veces el mismo instante da el mismo corte`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            let corte = try cortador.cortar(minuto: 10)
            try mesa.verificar(2, 50, minuto: 5)
            #expect(try cortador.cortar(minuto: 10) == corte)
            #expect(try cortador.cortar(minuto: 10, ultimo: true) == corte)
            #expect(cortador.votos(0) == 100)
            #expect(try mesa.almacen.cortes() == [corte])
            try cortador.soltar()
            #expect(try mesa.cortador("sede:2", en: try mesa.otraPuerta()).cortar(minuto: 10) == corte)
            #expect(try mesa.almacen.cortes() == [corte])
        }
    }

    @Test func `los cortes no retroceden`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try cortador.cortar(minuto: 10)
            try cortador.cortar(minuto: 20)
            for minuto in [-5, 9, 19] {
                #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: minuto) }
            }
            #expect(try mesa.almacen.cortes().map(\.numero) == [1, 2])
        }
    }

    @Test func `después del último no hay más`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100)
            try cortador.cortar(minuto: 10)
            let ultimo = try cortador.cortar(minuto: 20, ultimo: true)
            #expect(ultimo.ultimo)
            #expect(ultimo.siguiente == nil)
            try mesa.verificar(2, 70, minuto: 21)
            #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: 30) }
            #expect(throws: Cortador.Rechazado.self) { try cortador.cortar(minuto: 30, ultimo: true) }
            #expect(try cortador.cortar(minuto: 20, ultimo: true) == ultimo)
            try cortador.soltar()
            let otro = try mesa.cortador("sede:2")
            #expect(otro.votos(0) == 100)
            #expect(throws: Cortador.Rechazado.self) { try otro.cortar(minuto: 40) }
            #expect(try mesa.almacen.cortes().last == ultimo)
        }
    }

    @Test func `quien reanuda continúa donde quedó`() throws {
        try MesaDePrueba.poner { mesa throws in
            let corrido = try mesa.gemela("corrida")
            for (m, reanuda) in [(mesa, true), (corrido, false)] {
                var cortador = try m.cortador()
                for (i, acta) in [1, 3, 2, 4].enumerated() {
                    try m.verificar(acta, Int32(acta * 10), minuto: i * 10)
                    if reanuda { cortador = try m.cortador(en: try m.otraPuerta()) }
                    try cortador.cortar(minuto: (i + 1) * 10)
                }
                if reanuda {
                    let nuevo = try m.cortador()
                    #expect(nuevo.computos == cortador.computos)
                    #expect(nuevo.cortes == cortador.cortes)
                    #expect(nuevo.escrutinio.hasta == cortador.escrutinio.hasta)
                    #expect(nuevo.escrutinio.actas.map(\.numero) == cortador.escrutinio.actas.map(\.numero))
                }
            }
            #expect(try mesa.almacen.cortes() == corrido.almacen.cortes())
            #expect(
                try mesa.almacen.resultados(desde: 0, hasta: .max).resultados
                    == corrido.almacen.resultados(desde: 0, hasta: .max).resultados)
        }
    }

    @Test func `lo que llega tarde entra en el siguiente y no cambia los anteriores`() throws {
        try MesaDePrueba.poner { mesa throws in
            let cortador = try mesa.cortador()
            try mesa.verificar(1, 100, minuto: 8)
            let primero = try cortador.cortar(minuto: 10)
            let computos = cortador.computos
            // Written later, happened before: a CATD without link that comes back.
            try mesa.verificar(2, 40, minuto: 2)
            let segundo = try cortador.cortar(minuto: 20)
            #expect((primero.hasta, segundo.hasta) == (3, 6))
            #expect(cortador.votos(0) == 140)
            for (corte, esperado) in [(primero, computos), (segundo, cortador.computos)] {
                let pasado = try Cortador.escrutinio(
                    mesa.almacen, catalogo: MesaDePrueba.catalogo, proceso: MesaDePrueba.proceso, en: corte)
                #expect(pasado.computos() == esperado)
            }
        }
    }
}

/// Several that want to publish the same operation.
@Suite struct DosPublicadoresTests {
    @Test func `el segundo se rechaza con el nombre del primero hasta que lo suelta`() throws {
        try MesaDePrueba.poner { mesa throws in
            let primero = try mesa.cortador("sede:1")
            let otra = try mesa.otraPuerta()
            let error = #expect(throws: AlmacenError.self) { _ = try mesa.cortador("alterna:2", en: otra) }
            #expect(error?.codigo == .publicadorOcupado)
            #expect(error?.mensaje.contains("«sede:1»") ?? false)
            try primero.cortar(minuto: 10)
            try primero.soltar()
            #expect(try mesa.cortador("alterna:2", en: otra).cortar(minuto: 20).numero == 2)
        }
    }

    @Test func `cada corte renueva el turno`() throws {
        try MesaDePrueba.poner { mesa throws in
            var ahora = MesaDePrueba.inicio
            let primero = try mesa.cortador("sede:1") { ahora }
            for minuto in 1...5 {
                ahora = MesaDePrueba.inicio + minuto * (Cortador.arriendo - 1)
                try primero.cortar(minuto: minuto)
                #expect(throws: AlmacenError.self) { _ = try mesa.cortador("alterna:2") { ahora } }
            }
        }
    }

    @Test func `quien perdió el turno ya no corta`() throws {
        try MesaDePrueba.poner { mesa throws in
            var ahora = MesaDePrueba.inicio
            let primero = try mesa.cortador("sede:1") { ahora }
            try primero.cortar(minuto: 10)
            ahora = ahora + Cortador.arriendo
            let segundo = try mesa.cortador("alterna:2", en: try mesa.otraPuerta()) { ahora }
            #expect(throws: AlmacenError.self) { try primero.cortar(minuto: 20) }
            try segundo.cortar(minuto: 20)
            #expect(try mesa.almacen.cortes().map(\.numero) == [1, 2])
        }
    }

    @Test func `quien recupera el turno no dobla ni contradice lo que otro publicó`() throws {
        try MesaDePrueba.poner { mesa throws in
            var ahora = MesaDePrueba.inicio
            let primero = try mesa.cortador("sede:1") { ahora }
            try primero.cortar(minuto: 10)
            ahora = ahora + Cortador.arriendo
            let segundo = try mesa.cortador("alterna:2", en: try mesa.otraPuerta()) { ahora }
            try mesa.verificar(1, 100)
            let deOtro = try segundo.cortar(minuto: 20)
            try segundo.soltar()
            // The first did not see that corte: it may refuse or go on from it, never put another in its place.
            let suyo = try? primero.cortar(minuto: 20)
            #expect(suyo == nil || suyo == deOtro)
            let despues = try? primero.cortar(minuto: 30)
            #expect(despues == nil || despues?.numero == 3)
            #expect(Array(try mesa.almacen.cortes().prefix(2)).last == deOtro)
        }
    }
}
