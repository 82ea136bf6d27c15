import Almacen
import Electoral
import Operacion
import Testing

/// What a CAE is told of an acta, from what the store knows.
@Suite struct EstadoEnCasillaTests {
    private static let hora = Instante(segundos: 1_812_326_400)

    static let casos:
        [(etapa: CicloDeVida.Etapa, origen: Origen?, enviada: Bool, destino: Recepcion.Destino?, dice: EstadoEnCasilla)] =
            [
                (.esperada, nil, false, nil, .pendiente), (.sinActa, nil, false, nil, .pendiente),
                (.esperada, nil, true, nil, .enRevision), (.esperada, nil, true, .excepcion, .enRevision),
                (.esperada, nil, true, .rechazada, .rechazada("no se lee")),
                (.acopiada, nil, false, nil, .yaRecibida), (.acopiada, nil, true, .rechazada, .yaRecibida),
                (.acopiada, nil, true, nil, .enRevision),
                (.digitalizada, .casilla, true, .aceptada, .aceptada),
                (.verificada, .casilla, true, .aceptada, .aceptada),
                (.capturada, .casilla, false, nil, .aceptada),
                (.digitalizada, .catd, true, .duplicada, .yaRecibida), (.enSupervision, .catd, false, nil, .yaRecibida),
                // The image that was accepted is being replaced: the CATD has the paper.
                (.acopiada, .casilla, true, .aceptada, .yaRecibida),
            ]

    @Test(arguments: casos.indices) func `cada situación tiene una sola palabra`(caso: Int) {
        let c = Self.casos[caso]
        let suerte = SuerteDeActa(
            acta: 1, etapa: c.etapa, origen: c.origen, enviada: c.enviada ? Self.hora : nil, destino: c.destino,
            motivo: c.destino == nil ? nil : "no se lee")
        #expect(EstadoEnCasilla(suerte) == c.dice)
    }

    @Test func `sólo el rechazo lleva motivo`() {
        #expect(EstadoEnCasilla.rechazada("no se lee").motivo == "no se lee")
        #expect(EstadoEnCasilla.rechazada("").motivo == nil)
        #expect(EstadoEnCasilla.enRevision.motivo == nil)
    }
}
