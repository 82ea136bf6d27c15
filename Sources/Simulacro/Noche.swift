import Almacen
import Electoral
import Operacion

/// Lives a script against an operation: every event its own durable transaction, a corte whenever its hour comes.
///
/// It can be killed at any moment and run again: facts that the store has are not repeated, and the corte that was
/// under way is published again with the same bytes.
public struct Noche {
    private let almacen: Almacen
    private let catalogo: Catalogo
    private let proceso: Proceso

    public init(_ almacen: Almacen, catalogo: Catalogo, proceso: Proceso) {
        self.almacen = almacen
        self.catalogo = catalogo
        self.proceso = proceso
    }

    /// What the caller does along the way.
    public struct Acompanamiento {
        /// Completes an event before it is written: draws the image that it cites.
        public var preparar: (Suceso) throws -> CicloDeVida.Evento = { $0.evento }
        /// A fact is acknowledged: it is in the store for good.
        public var acuse: (String) throws -> Void = { _ in }
        public var publicar: (Cortador) throws -> Void
        public var esperar: (Instante) throws -> Void = { _ in }

        public init(publicar: @escaping (Cortador) throws -> Void) { self.publicar = publicar }
    }

    /// - Parameters:
    ///   - sucesos: in order of instant.
    ///   - cortes: instants in ascending order.
    ///   - cierra: whether the last of them is the last of the operation.
    public func correr(
        _ sucesos: [Suceso], cortes: [Instante], cierra: Bool, cortador: Cortador, _ a: Acompanamiento
    ) throws {
        let hechas = try almacen.claves()
        if cortador.ultimo != nil { try a.publicar(cortador) }
        var fuera: [String: Acta.ID] = [:]
        var siguiente = 0
        for (i, instante) in cortes.enumerated() {
            while siguiente < sucesos.count, sucesos[siguiente].instante <= instante {
                let suceso = sucesos[siguiente]
                siguiente += 1
                if hechas.contains(suceso.clave) { continue }
                try aplicar(suceso, try a.preparar(suceso), fuera: &fuera)
                try a.acuse(suceso.clave)
            }
            try a.esperar(instante)
            if let ultimo = cortador.ultimo, ultimo.instante >= instante { continue }
            _ = try cortador.cortar(
                instante, ultimo: cierra && i == cortes.count - 1, siguiente: i + 1 < cortes.count ? cortes[i + 1] : nil
            )
            try a.publicar(cortador)
        }
    }

    private func aplicar(_ s: Suceso, _ evento: CicloDeVida.Evento, fuera: inout [String: Acta.ID]) throws {
        let acta: Acta.ID
        let campos: Int
        switch s.objeto {
        case .esperada(let id):
            acta = id
            campos = catalogo.acta(id).map { catalogo.plantilla(de: $0).campos.count } ?? 0
        case .fueraDeCatalogo(let eleccion, let identidad):
            let llave = "\(eleccion) \(identidad)"
            acta = try fuera[llave] ?? almacen.acta(fueraDeCatalogo: identidad, eleccion: eleccion)
            fuera[llave] = acta
            campos = 0
        }
        try almacen.registrar(
            Hecho(
                clave: s.clave, acta: acta, evento: evento, persona: s.persona, centro: s.centro, instante: s.instante),
            campos: campos, esquema: proceso.esquema)
    }
}
