import Electoral
import Foundation
import Seguimiento
import Testing

/// Records for the tests of the console of seguimiento.
enum FichasDePrueba {
    static func ficha(_ clase: String, _ id: String, _ campos: [String: String]) throws -> Seguimiento.Ficha {
        Seguimiento.Ficha(
            clave: try #require(Seguimiento.Ficha.Clave(clase: clase, id: id)),
            campos: campos.mapValues { .asiento(Asiento($0)) })
    }

    static func guardar(_ p: PuertaDePrueba, _ fichas: [Seguimiento.Ficha]) throws {
        try p.archivo.aplicar(
            fichas.map { .guardar($0, revision: nil) }, Archivo.Autoria("Persona guion (guion)", p.reloj.ahora))
    }

    static let oficio = [
        "numero": "IEC/SE/653/2021", "tipo": "oficio", "sentido": "enviado", "fecha": "2021-03-05", "motivo": "remite",
        "asunto": "Informa del campus",
    ]
}
