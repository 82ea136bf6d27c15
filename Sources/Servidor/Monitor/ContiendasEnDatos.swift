import Electoral
import Foundation
import Operacion

/// The contests and what could still change them, for the programs of the coordination.
struct ContiendasEnDatos: Encodable {
    struct Una: Encodable {
        let eleccion: String
        let demarcacion: String
        let puedeCambiar: Bool
        let empate: Bool
        let primera: String
        let votosDePrimera: Int
        let segunda: String
        let votosDeSegunda: Int
        let ventaja: Int
        let votosQueCaben: Int
        let actasSinLimite: Int
        let esperadas: Int
        let contabilizadas: Int
        let porProcesar: Int
        let noContabilizadas: Int

        init(_ c: MargenDeContienda) {
            let m = c.margen
            (eleccion, demarcacion, primera, segunda) = (c.eleccion, c.nombre, c.primera, c.segunda)
            (puedeCambiar, empate, ventaja) = (m.puedeCambiar, m.empate, m.ventaja)
            (votosDePrimera, votosDeSegunda) = (m.primera?.votos ?? 0, m.segunda?.votos ?? 0)
            (votosQueCaben, actasSinLimite) = (m.cota, m.sinCota)
            (esperadas, contabilizadas) = (c.esperadas, c.contabilizadas)
            (porProcesar, noContabilizadas) = (m.pendientes, m.noContabilizadas)
        }
    }

    let entorno: String
    let generado: Sello
    /// The acuerdo that lets the public site say it; nil: it stays in the coordination.
    let acuerdo: String?
    let contiendas: [Una]

    init(_ contiendas: [MargenDeContienda], _ proceso: Proceso, _ entorno: Entorno, ahora: Instante) {
        self.entorno = entorno.rawValue
        generado = Sello(ahora, proceso.huso)
        acuerdo = proceso.acuerdoDePrimerosLugares
        self.contiendas = contiendas.map(Una.init)
    }

    func json() throws -> [UInt8] { try enJSON(self) }
}
