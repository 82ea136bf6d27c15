import Almacen
import Electoral
import Testing

/// The health of a difusor (dominio 8.2, D18–D19).
@Suite struct SaludTests {
    private func salud(_ tipos: [(HechoDeDifusion.Tipo, Int?)]) -> SaludDeDifusor {
        SaludDeDifusor(
            tipos.enumerated().map { n, par in
                HechoDeDifusion(
                    difusor: "uno", tipo: par.0, instante: Instante(segundos: 1000 + Int64(n)), corte: par.1)
            })
    }

    @Test func `los periodos fallidos se cuentan y la suspensión detiene`() {
        #expect(salud([]).estado == .sinIniciar && salud([]).transmite)
        let una = salud([(.actualizado, 1), (.intento, 2), (.periodo, 2)])
        #expect(una.estado == .falla(1) && una.corte == 1 && una.desde == Instante(segundos: 1002))
        #expect(salud([(.actualizado, 1), (.periodo, 2), (.periodo, 3)]).estado == .falla(2))
        let suspendida = salud([(.actualizado, 1), (.periodo, 2), (.periodo, 3), (.periodo, 4), (.suspension, 4)])
        #expect(suspendida.estado == .suspendido && !suspendida.transmite && suspendida.corte == 1)
    }

    @Test func `una actualización olvida las fallas`() {
        #expect(salud([(.periodo, 1), (.periodo, 2), (.actualizado, 3)]).estado == .bien)
        #expect(salud([(.periodo, 1), (.periodo, 2), (.actualizado, 3), (.periodo, 4)]).estado == .falla(1))
    }

    @Test func `suspendido, sólo vuelve con una prueba lograda`() {
        let suspendido: [(HechoDeDifusion.Tipo, Int?)] = [(.periodo, 1), (.suspension, 1)]
        #expect(salud(suspendido + [(.reactivacion, nil)]).estado == .suspendido)
        let tarde = salud(suspendido + [(.actualizado, 2)])
        #expect(tarde.estado == .suspendido && tarde.corte == nil)
        #expect(
            salud(suspendido + [(.pruebaLograda, nil), (.pruebaFallida, nil), (.reactivacion, nil)]).estado
                == .suspendido)
        let vuelve = suspendido + [(.pruebaLograda, nil), (.reactivacion, nil)]
        #expect(salud(vuelve).estado == .bien)
        // Another suspension asks for another test.
        #expect(salud(vuelve + [(.suspension, nil), (.reactivacion, nil)]).estado == .suspendido)
    }

    @Test func `una anomalía se recuerda hasta que su sitio está como debe`() {
        #expect(salud([(.actualizado, 1), (.anomalia, 1)]).anomalia != nil)
        #expect(salud([(.actualizado, 1), (.anomalia, 1), (.revision, 1)]).anomalia == nil)
    }
}
