import Bitacora
import Electoral
import Foundation

/// What the signed pointer of a public tree says: which corte is the last and under which hash everything of it is.
///
/// Trust statement: it is believed only after its signature was checked with a key that came by another way.
public struct Apunte: Sendable, Hashable {
    /// `prep.ejemplo.mx/2027/oficial`.
    public let origen: String
    public let corte: Int
    public let instante: Instante
    /// When the next corte is due; nil after the last.
    public let siguiente: Instante?
    /// Path and SHA-256 of the root of the manifest.
    public let manifiesto: String
    public let sha256: String
    /// Between cortes.
    public let minutos: Int

    /// - Throws: `.firma` when no known key signed it, `.arbol` when it is not a pointer.
    public init(leyendo bytes: [UInt8], claves: [ClavePublica]) throws(DifusionError) {
        let nota: Nota
        do {
            nota = try Nota(leyendo: String(decoding: bytes, as: UTF8.self))
            try nota.comprobar(con: claves)
        } catch {
            throw DifusionError(.firma, "\(Rutas.nota): \(error)")
        }
        try self.init(texto: nota.texto)
    }

    private init(texto: String) throws(DifusionError) {
        let lineas = texto.split(separator: "\n")
        var campos: [Substring: [Substring]] = [:]
        for linea in lineas.dropFirst() {
            let partes = linea.split(separator: " ")
            if let clave = partes.first, clave != "avance" { campos[clave] = Array(partes.dropFirst()) }
        }
        guard let origen = lineas.first, let corte = campos["corte"]?.first.flatMap({ Int($0) }), corte > 0,
            let instante = campos["instante"]?.first.flatMap({ Instante(iso: String($0)) }),
            let manifiesto = campos["manifiesto"], manifiesto.count == 2, Rutas.esSegura(String(manifiesto[0])),
            Rutas.esHuella(manifiesto[1]), let minutos = campos["minutos"]?.first.flatMap({ Int($0) }), minutos > 0
        else { throw DifusionError(.arbol, "\(Rutas.nota): no dice de qué corte es") }
        self.origen = String(origen)
        self.corte = corte
        self.instante = instante
        siguiente = campos["siguiente"]?.first.flatMap { Instante(iso: String($0)) }
        self.manifiesto = String(manifiesto[0])
        sha256 = String(manifiesto[1])
        self.minutos = minutos
    }
}

/// Addresses of the public tree that whoever copies it has to know, and what no tree may name.
enum Rutas {
    static let nota = "corte.nota"
    static let programa = "corte.json"
    static let clave = "clave.pub"
    static let portada = "index.html"
    static let avance = "avance.html"
    /// Where files wait on the other side until they are renamed into place.
    static let espera = ".prep"

    /// Files that are named by their content, or written once: whoever has one of that size has it for ever.
    static func esInmutable(_ ruta: String) -> Bool {
        if ruta.hasPrefix("datos/") || ruta.hasPrefix("actas/") || ruta.hasPrefix("bases/")
            || ruta.hasPrefix("cortes/") || ruta.hasPrefix("manifiestos/") || ruta.hasPrefix("recursos/")
        {
            return true
        }
        // A drill and the night give the same names to their changes: as a page.
        return false
    }

    /// Relative, without steps back, of the characters that the tree uses: nothing that a shell, `sftp` or a browser
    /// reads in another way.
    static func esSegura(_ ruta: some StringProtocol) -> Bool {
        guard !ruta.isEmpty, ruta.utf8.count <= 512 else { return false }
        return ruta.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { parte in
            !parte.isEmpty && !parte.hasPrefix(".")
                && parte.utf8.allSatisfy {
                    switch $0 {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
                        UInt8(ascii: "_"):
                        true
                    default: false
                    }
                }
        }
    }

    static func esHuella(_ texto: some StringProtocol) -> Bool {
        texto.utf8.count == 64
            && texto.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}
