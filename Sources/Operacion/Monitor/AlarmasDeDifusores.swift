import Almacen
import Electoral

extension MemoriaDeNoche {
    /// Of mirrors that are not kept up, and of those that show their readers something else. By their keys, which is all
    /// that the store knows of them.
    func deDifusores() -> [Alarma] {
        difusion.situaciones.sorted { $0.key < $1.key }.flatMap { clave, s -> [Alarma] in
            var alarmas: [Alarma] = []
            let corte = s.salud.corte.map { "; su último corte es el \($0)" } ?? "; no ha recibido ninguno"
            switch s.salud.estado {
            case .suspendido:
                if let desde = s.salud.desde {
                    alarmas.append(
                        Alarma(
                            .difusorSuspendido, grave: true, desde: desde,
                            "«\(clave)» está suspendido\(corte). Atiéndalo en Difusión."))
                }
            case .falla(let n):
                if let desde = s.salud.desde {
                    let periodos = n == 1 ? "un periodo" : "\(n) periodos seguidos"
                    alarmas.append(
                        Alarma(
                            .difusorEnFalla, grave: false, desde: desde,
                            "«\(clave)» lleva \(periodos) sin actualizarse\(corte). Llame a su contacto."))
                }
            case .bien, .sinIniciar: break
            }
            if let anomalia = s.salud.anomalia {
                alarmas.append(
                    Alarma(
                        .difusorConAnomalia, grave: true, desde: anomalia.instante,
                        "El sitio público de «\(clave)» no muestra lo que debe: \(anomalia.texto.prefix(160))"))
            }
            return alarmas
        }
    }
}
