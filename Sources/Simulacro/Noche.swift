import Almacen
import Electoral
import Operacion

/// Lives a script against an operation: every event its own durable transaction, a corte whenever its hour comes.
///
/// It can be killed at any moment and run again: facts that the store has are not repeated, and the corte that was
/// under way is published again with the same bytes.
public struct Noche {
    private let almacen: Almacen
    private let mesa: Mesa
    private let minutosEntreCortes: Int

    public init(_ almacen: Almacen, catalogo: Catalogo, proceso: Proceso) {
        self.almacen = almacen
        minutosEntreCortes = proceso.minutosEntreCortes
        mesa = Mesa(almacen, catalogo: catalogo, esquema: proceso.esquema)
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
        var siguiente = 0
        for (i, instante) in cortes.enumerated() {
            while siguiente < sucesos.count, sucesos[siguiente].instante <= instante {
                let suceso = sucesos[siguiente]
                siguiente += 1
                if hechas.contains(suceso.clave) { continue }
                try aplicar(suceso, try a.preparar(suceso))
                try a.acuse(suceso.clave)
            }
            try a.esperar(instante)
            if let ultimo = cortador.ultimo, ultimo.instante >= instante { continue }
            let esUltimo = cierra && i == cortes.count - 1
            // A night that stops in the middle still owes the next one.
            let debido = i + 1 < cortes.count ? cortes[i + 1] : instante + minutosEntreCortes * 60
            _ = try cortador.cortar(instante, ultimo: esUltimo, siguiente: esUltimo ? nil : debido)
            try a.publicar(cortador)
        }
    }

    /// Gives each event to the phase that it belongs to.
    private func aplicar(_ s: Suceso, _ evento: CicloDeVida.Evento) throws {
        let acto = Acto(clave: s.clave, persona: s.persona, centro: s.centro, instante: s.instante)
        switch (s.objeto, evento) {
        case (.fueraDeCatalogo(let eleccion, let identidad), .fueraDeCatalogo(let imagen, let procedencia)):
            try mesa.registrarFueraDeCatalogo(identidad, eleccion: eleccion, imagen: imagen, procedencia, acto)
        case (.esperada(let acta), .acopio(let documento, let mecanismo)):
            try mesa.acopiar(acta, tipoDocumento: documento, mecanismo: mecanismo, acto)
        case (.esperada(let acta), .sinActa(let causa)): try mesa.declararSinActa(acta, causa: causa, acto)
        case (.esperada(let acta), .digitalizacion(let imagen, let procedencia)):
            try mesa.digitalizar(acta, imagen: imagen, procedencia, acto)
        case (.esperada(let acta), .captura(let captura)): try mesa.capturar(acta, captura, acto)
        case (.esperada(let acta), .verificacion(let captura)): try mesa.verificar(acta, captura, acto)
        case (.esperada(let acta), .decision(let captura, let motivo)):
            try mesa.decidir(acta, captura, motivo: motivo, acto)
        case (.esperada(let acta), .redigitalizacion(let motivo)):
            try mesa.solicitarRedigitalizacion(acta, motivo: motivo, acto)
        case (.esperada(let acta), .recaptura(let motivo)): try mesa.solicitarRecaptura(acta, motivo: motivo, acto)
        case (.esperada(let acta), .cotejo): try mesa.cotejar(acta, acto)
        case (.esperada, .fueraDeCatalogo), (.fueraDeCatalogo, _):
            throw AlmacenError(.restriccion, "el guion mezcla actas esperadas y fuera de catálogo en «\(s.clave)»")
        }
    }
}
