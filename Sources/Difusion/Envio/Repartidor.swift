import Almacen
import Bitacora
import Electoral
import Foundation

/// Takes each corte of the public tree to every difusor, all at a time, and keeps count of who has it: `prep difundir`.
///
/// Each difusor has a task of its own: a slow or dead one is waited for by nobody.
public struct Repartidor: Sendable {
    /// Clock, patience and voice, so that a test or a drill can bring its own.
    public struct Medios: Sendable {
        public var ahora: @Sendable () -> Instante
        public var dormir: @Sendable (Duration) async throws -> Void
        public var decir: @Sendable (Novedad) -> Void

        public init(
            ahora: @escaping @Sendable () -> Instante, dormir: @escaping @Sendable (Duration) async throws -> Void,
            decir: @escaping @Sendable (Novedad) -> Void
        ) {
            self.ahora = ahora
            self.dormir = dormir
            self.decir = decir
        }
    }

    /// What whoever watches it reads.
    public enum Novedad: Sendable {
        case corte(Int, archivos: Int)
        case arbol(DifusionError)
        case hecho(HechoDeDifusion)
    }

    /// Folders, keys and rules of one environment.
    public struct Sitio: Sendable {
        public let arbol: String
        /// Where it keeps what it needs: objects, batches, keys of difusores.
        public let carpeta: String
        public let claves: [ClavePublica]
        /// Failed periods in a row that suspend.
        public let limite: Int
        /// Address of the institute's own site, for the notice.
        public let url: String?
        /// Bytes of each difusor's site that are read at a time, besides its pages; nil for all of it.
        public let topeDeRevision: Int?

        public init(
            arbol: String, carpeta: String, claves: [ClavePublica], limite: Int = 3, url: String? = nil,
            topeDeRevision: Int? = nil
        ) {
            self.topeDeRevision = topeDeRevision
            self.arbol = arbol
            // Programs run in other folders than this one.
            self.carpeta = URL(fileURLWithPath: carpeta).path
            self.claves = claves
            self.limite = limite
            self.url = url
        }
    }

    let almacen: Almacen
    let sitio: Sitio
    let registro: @Sendable () throws -> [Difusor]
    let medios: Medios

    /// - Parameter registro: the difusores as they are registered now; it is asked again at each turn.
    public init(
        _ almacen: Almacen, _ sitio: Sitio, registro: @escaping @Sendable () throws -> [Difusor], _ medios: Medios
    ) {
        self.almacen = almacen
        self.sitio = sitio
        self.registro = registro
        self.medios = medios
    }
}

extension Repartidor {
    /// Works until its task is cancelled.
    ///
    /// - Throws: `.disco` when its folder cannot be written. Anything else is said and tried again.
    public func correr() async throws {
        let web = ClienteWeb()
        do {
            try await correr(web)
        } catch {
            await web.cerrar()
            throw error
        }
        await web.cerrar()
    }

    private func correr(_ web: ClienteWeb) async throws {
        var origen = try ArbolDeOrigen(arbol: sitio.arbol, objetos: "\(sitio.carpeta)/objetos", claves: sitio.claves)
        var carteros: [Difusor: Cartero] = [:]
        var vigente: Edicion?
        var dicho: DifusionError?
        defer { for cartero in carteros.values { Task { await cartero.terminar() } } }
        while !Task.isCancelled {
            do throws(DifusionError) {
                if let nueva = try await origen.nueva() {
                    vigente = nueva
                    medios.decir(.corte(nueva.apunte.corte, archivos: nueva.piezas.count))
                    for cartero in carteros.values { try await Self.atender { try await cartero.recibir(nueva) } }
                }
                dicho = nil
            } catch {
                // Said once: while a corte is being written this passes by itself.
                if error != dicho { medios.decir(.arbol(error)) }
                dicho = error
            }
            try await repasar(&carteros, vigente, web)
            for cartero in carteros.values { try await Self.atender { try await cartero.mirar() } }
            try await medios.dormir(.seconds(1))
        }
    }

    /// A difusor that is registered gets its cartero; one that no longer is, or is registered otherwise, loses it.
    private func repasar(_ carteros: inout [Difusor: Cartero], _ vigente: Edicion?, _ web: ClienteWeb) async throws {
        let registrados = Set(try registro())
        for (difusor, cartero) in carteros where !registrados.contains(difusor) {
            await cartero.terminar()
            carteros[difusor] = nil
        }
        for difusor in registrados where carteros[difusor] == nil {
            let cartero = try Cartero(difusor, almacen, sitio, medios, web: web)
            carteros[difusor] = cartero
            if let vigente { try await cartero.recibir(vigente) }
        }
    }

    private static func atender(_ cuerpo: () async throws -> Void) async throws(DifusionError) {
        do {
            try await cuerpo()
        } catch {
            throw error as? DifusionError ?? DifusionError(.disco, "\(error)")
        }
    }
}
