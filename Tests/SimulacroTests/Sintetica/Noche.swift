import Electoral
import Simulacro

/// A script played through the life cycle, with what came of it.
struct Noche {
    let eleccion: EleccionSintetica
    let guion: GuionDeNoche
    /// First result of each acta, and the last.
    private(set) var primeros: [Acta.ID: (instante: Instante, resultado: Resultado)] = [:]
    private(set) var finales: [Acta.ID: Resultado] = [:]
    private(set) var etapas: [Acta.ID: CicloDeVida.Etapa] = [:]
    private(set) var rechazos: [String] = []
    /// Actas that went through each stage.
    private(set) var pasaron: [CicloDeVida.Etapa: Set<Acta.ID>] = [:]

    init(casillas: Int, semilla: UInt64) {
        eleccion = .coahuila(semilla: semilla, casillas: casillas)
        guion = .generar(eleccion, semilla: semilla)
        var ciclos: [Acta.ID: CicloDeVida] = [:]
        for suceso in guion.sucesos {
            guard case .esperada(let id) = suceso.objeto, let acta = eleccion.catalogo.acta(id) else { continue }
            let campos = eleccion.catalogo.plantilla(de: acta).campos.count
            var ciclo = ciclos[id] ?? CicloDeVida(campos: campos, esquema: eleccion.proceso.esquema)
            do {
                let resultado = try ciclo.aplicar(suceso.evento, persona: suceso.persona, instante: suceso.instante)
                if let resultado {
                    finales[id] = resultado
                    if primeros[id] == nil { primeros[id] = (suceso.instante, resultado) }
                }
            } catch {
                rechazos.append("\(suceso.clave): \(error.explicacion)")
            }
            pasaron[ciclo.etapa, default: []].insert(id)
            ciclos[id] = ciclo
        }
        etapas = ciclos.mapValues(\.etapa)
    }

    func veredicto(_ id: Acta.ID) -> Veredicto? {
        guard let acta = eleccion.catalogo.acta(id), let resultado = finales[id] else { return nil }
        return Criterios(limites: eleccion.proceso.limites).evaluar(
            resultado.condicion, casilla: acta.casilla, plantilla: eleccion.catalogo.plantilla(de: acta))
    }

    /// How many actas end in each row of the criteria.
    var criterios: [String: Int] {
        finales.keys.reduce(into: [:]) { $0[veredicto($1)?.criterio.codigo ?? "-", default: 0] += 1 }
    }

    /// Per cent of the expected actas with a result by an hour counted from 18:00.
    func capturadas(hora: Int) -> Double {
        let limite = eleccion.proceso.inicioAcopio + hora * 3600
        return Double(primeros.values.filter { $0.instante <= limite }.count) * 100
            / Double(eleccion.catalogo.actas.count)
    }

    func sucesos(donde admite: (CicloDeVida.Evento) -> Bool) -> [Suceso] { guion.sucesos.filter { admite($0.evento) } }
}
