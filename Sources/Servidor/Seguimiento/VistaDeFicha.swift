import Almacen
import Electoral
import Seguimiento

/// Everything that the page of a record shows, read at once.
struct VistaDeFicha: Sendable {
    let clave: ClaveDeFicha
    /// Nil when it was retired.
    let ficha: FichaDeSeguimiento?
    let revision: Int
    /// As lists call it; nil when it was retired.
    let titulo: String?
    /// Titles of what it refers to.
    let titulos: [ClaveDeFicha: String]
    let citas: [Archivo.Renglon]
    /// Newest first.
    let historia: [Archivo.Version]
    let hayMasHistoria: Bool
    /// For an oficio, what it answers and what answers it, in their order; empty when it is alone.
    let hilo: [Archivo.Renglon]

    /// - Parameter versiones: how many of its history.
    init(_ clave: ClaveDeFicha, _ clase: Clase, _ archivo: Archivo, versiones: Int) throws {
        self.clave = clave
        let vigente = try archivo.ficha(clave)
        // One more than is shown: the oldest shown differs from it.
        historia = try archivo.historia(clave, limite: versiones + 1)
        hayMasHistoria = historia.count > versiones
        guard vigente != nil || !historia.isEmpty else {
            throw ConsolaError(.noExiste, "Esa ficha no existe.")
        }
        ficha = vigente?.ficha
        titulo = try archivo.titulos([clave])[clave]
        revision = vigente?.revision ?? historia.first?.revision ?? 0
        let mostrada = ficha ?? historia.lazy.compactMap(\.ficha).first
        titulos = Nombres.titulos(try mostrada.map { try archivo.titulos(clase.referencias($0)) } ?? [:])
        citas = try archivo.citas(a: clave)
        hilo = clave.clase == "oficio" && ficha != nil ? try Self.hilo(clave, archivo) : []
    }

    /// The record, or what it said before it was retired.
    var ultima: FichaDeSeguimiento? { ficha ?? historia.lazy.compactMap(\.ficha).first }

    /// Oficios that answer one another, from any of them.
    private static func hilo(_ clave: ClaveDeFicha, _ archivo: Archivo) throws -> [Archivo.Renglon] {
        var vistos: Set<ClaveDeFicha> = [clave]
        var pendientes = [clave]
        while let una = pendientes.popLast(), vistos.count < maximoDeHilo {
            guard let ficha = try archivo.ficha(una)?.ficha else { continue }
            let responde = Set(respondidos(ficha))
            let respuestas = try archivo.citas(a: una).filter {
                $0.clave.clase == "oficio" && !vistos.contains($0.clave)
            }
            var otros = responde
            for cita in respuestas
            where try archivo.ficha(cita.clave).map({ respondidos($0.ficha).contains(una) }) == true {
                otros.insert(cita.clave)
            }
            for otro in otros.sorted() where vistos.insert(otro).inserted { pendientes.append(otro) }
        }
        guard vistos.count > 1 else { return [] }
        return try archivo.renglones(vistos).sorted { ($0.fecha ?? "", $0.clave) < ($1.fecha ?? "", $1.clave) }
    }

    private static let maximoDeHilo = 40

    private static func respondidos(_ f: FichaDeSeguimiento) -> [ClaveDeFicha] {
        (f.lista("responde_a").map(\.valor) + [f["sobre"]].compactMap(\.self))
            .compactMap { ClaveDeFicha(clase: "oficio", id: $0) }
    }
}
