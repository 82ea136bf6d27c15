import Almacen
import Crypto
import Electoral
import Foundation

/// What the server signs about an assignment, under a secret that never leaves the store.
///
/// - `vale` proves that an acta was given to a person with an image: a capture that arrives when its time ran out is
///   still accepted, one of an acta that was never given is not.
/// - The draft key encrypts what is half typed in the browser: it is given only to that person, for that acta and
///   image, so the next person at the same terminal cannot read it. Whoever shows their `vale` is given the key again:
///   what was typed without a link leaves after a reload even if another person holds the acta by then.
struct SelloDeTrabajo: Sendable {
    private let llave: SymmetricKey

    init(_ almacen: Almacen) throws(AlmacenError) {
        llave = SymmetricKey(data: try almacen.secreto("borradores") { [UInt8].alAzar(32) })
    }

    func vale(_ acta: Acta.ID, imagen: String, de persona: Persona) -> String {
        codigo("vale", [String(persona.id), String(acta), imagen]).hexadecimal
    }

    func valida(_ vale: String, _ acta: Acta.ID, imagen: String, de persona: Persona) -> Bool {
        iguales(Array(vale.utf8), Array(self.vale(acta, imagen: imagen, de: persona).utf8))
    }

    /// Where the browser keeps the draft, and the key that opens it.
    func borrador(_ acta: Acta.ID, imagen: String, de persona: Persona) -> (nombre: String, llave: [UInt8]) {
        let partes = [String(persona.id), String(acta), imagen]
        return (Array(codigo("nombre", partes).prefix(12)).hexadecimal, codigo("borrador", partes))
    }

    private func codigo(_ uso: String, _ partes: [String]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Data(([uso] + partes).joined(separator: "\n").utf8), using: llave))
    }
}
