import Electoral

/// A whole night, written before it begins: every fact of every acta with its person, place and second.
///
/// Whatever plays it applies the facts in order; each is valid for `CicloDeVida` when its turn comes. The images are
/// drawn while the night runs: `imagen` is empty in the events that carry one.
public struct GuionDeNoche: Sendable {
    /// By instant; at the same instant, by key.
    public let sucesos: [Suceso]
    /// What must be known of each acta at the close. Missing are those still pending.
    public let verdad: [Acta.ID: Resultado.Condicion]
    public let cierre: Instante

    public static func generar(_ e: EleccionSintetica, semilla: UInt64) -> GuionDeNoche {
        let votacion = VotacionSintetica(e.catalogo, limites: e.proceso.limites, semilla: semilla)
        let destinos = DestinosDeNoche(votacion, semilla: semilla).destinos
        var verdad: [Acta.ID: Resultado.Condicion] = [:]
        verdad.reserveCapacity(destinos.count)
        var guiones: [[PasoDeActa]] = []
        guiones.reserveCapacity(destinos.count)
        for (acta, destino) in zip(e.catalogo.actas, destinos) {
            let captura = votacion.captura(de: acta)
            switch destino.llegada {
            case .nunca, .soloAcopio: break
            case .sinActa(let causa): verdad[acta.id] = .sinActa(causa)
            case .normal, .tardia: verdad[acta.id] = .capturada(captura)
            }
            guiones.append(PasosDeActa(acta, verdad: captura, destino: destino, semilla: semilla).pasos)
        }
        var turnos = TurnosDeNoche(e, semilla: semilla)
        turnos.jugar(guiones)
        turnos.fueraDeCatalogo(cuota(10, de: destinos.count))
        return GuionDeNoche(
            sucesos: turnos.sucesos.sorted { ($0.instante, $0.clave) < ($1.instante, $1.clave) }, verdad: verdad,
            cierre: e.proceso.cierrePublicacion)
    }
}
