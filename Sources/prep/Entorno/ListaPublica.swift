import Almacen
import Electoral
import Foundation
import Publicacion

extension Almacen {
    /// The public list of difusores at a corte: those whose day came, without a link those that were suspended.
    func difusoresEnSitio(_ corte: Corte, _ huso: Huso) throws -> [DifusorEnSitio] {
        let (lista, suspendidos) = try listaDeDifusores(deCorte: corte.numero)
        let hoy = String(corte.instante.iso(huso).prefix(10))
        return lista.filter { $0.desde <= hoy }.map { d in
            DifusorEnSitio(
                nombre: d.nombre, url: d.url,
                logotipo: d.logotipo.flatMap { Data(base64Encoded: $0) }.flatMap { DifusorEnSitio.Logotipo(Array($0)) },
                interrumpidaDesde: suspendidos[d.clave])
        }
    }
}
