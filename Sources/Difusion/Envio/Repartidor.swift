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
        /// Said once, while it lasts.
        case error(DifusionError)
        case hecho(HechoDeDifusion)
    }

    /// Folders and keys of one environment.
    public struct Sitio: Sendable {
        public let arbol: String
        /// Where it keeps what it needs: objects, batches, keys of difusores.
        public let carpeta: String
        public let claves: [ClavePublica]
        /// Address of the institute's own site, for the notice.
        public let url: String?
        /// Bytes of each difusor's site that are read whole at a time; nil for as many as there are.
        public let topeDeRevision: Int?

        public init(
            arbol: String, carpeta: String, claves: [ClavePublica], url: String? = nil, topeDeRevision: Int? = nil
        ) {
            self.topeDeRevision = topeDeRevision
            self.arbol = arbol
            // Programs run in other folders than this one.
            self.carpeta = URL(fileURLWithPath: carpeta).path
            self.claves = claves
            self.url = url
        }
    }

    /// What the call says (dominio 8.2): D19 and D1.
    public struct Reglas: Sendable, Hashable {
        /// Failed periods in a row that suspend.
        public var limite: Int
        /// Until when the sites of difusores have to show the results; nil while nobody said.
        public var hasta: Instante?

        public init(limite: Int = 3, hasta: Instante? = nil) {
            self.limite = max(1, limite)
            self.hasta = hasta
        }
    }

    /// The difusores as they are registered now.
    public struct Registro: Sendable {
        public var difusores: [Difusor]
        /// Records that say it wrong: nothing is sent to these, and the others go on.
        public var errores: [DifusionError]
        public var reglas: Reglas

        public init(difusores: [Difusor], errores: [DifusionError] = [], reglas: Reglas = Reglas()) {
            self.difusores = difusores
            self.errores = errores
            self.reglas = reglas
        }
    }

    let almacen: Almacen
    let sitio: Sitio
    let registro: @Sendable () throws -> Registro
    let medios: Medios

    /// - Parameter registro: asked again at each turn.
    public init(
        _ almacen: Almacen, _ sitio: Sitio, registro: @escaping @Sendable () throws -> Registro, _ medios: Medios
    ) {
        self.almacen = almacen
        self.sitio = sitio
        self.registro = registro
        self.medios = medios
    }
}

extension Repartidor {
    /// Works until its task is cancelled. What fails is said once and tried again.
    ///
    /// - Throws: `.datos` when another does the same in this environment.
    public func correr() async throws {
        let turno = try TurnoDeDifusion(carpeta: sitio.carpeta)
        defer { turno.soltar() }
        let web = ClienteWeb()
        do {
            // Disks and the store are waited for here, and by nobody else.
            try await withTaskExecutorPreference(HiloPropio("prep.difusion")) { try await correr(web) }
        } catch {
            await web.cerrar()
            throw error
        }
        await web.cerrar()
    }

    private func correr(_ web: ClienteWeb) async throws {
        var origen = try ArbolDeOrigen(arbol: sitio.arbol, objetos: "\(sitio.carpeta)/objetos", claves: sitio.claves)
        var reparto = Reparto(self, web)
        defer { reparto.terminar() }
        while !Task.isCancelled {
            await reparto.repasar()
            do throws(DifusionError) {
                if let nueva = try await origen.nueva() {
                    medios.decir(.corte(nueva.apunte.corte, archivos: nueva.piezas.count))
                    await reparto.recibir(nueva)
                    await origen.limpiar(conservando: reparto.ediciones())
                }
                reparto.dicho(nil, de: "")
            } catch {
                // While a corte is being written this passes by itself.
                reparto.dicho(error, de: "")
            }
            await reparto.mirar()
            try await medios.dormir(.seconds(1))
        }
    }
}

/// Who attends each difusor, and what was already said of each.
private struct Reparto {
    private let r: Repartidor
    private let web: ClienteWeb
    private var carteros: [String: (difusor: Difusor, cartero: Cartero)] = [:]
    private var vigente: Edicion?
    private var reglas = Repartidor.Reglas()
    private var dichos: [String: DifusionError] = [:]

    init(_ r: Repartidor, _ web: ClienteWeb) {
        self.r = r
        self.web = web
    }

    /// Says an error once, until it is another or none.
    mutating func dicho(_ error: DifusionError?, de quien: String) {
        if let error, error != dichos[quien] { r.medios.decir(.error(error)) }
        dichos[quien] = error
    }

    /// A difusor that is registered gets its cartero; one that no longer is, or is registered otherwise, loses it, once
    /// it let go of what it was doing.
    mutating func repasar() async {
        let registro: Repartidor.Registro
        do {
            registro = try r.registro()
            let todos = registro.errores.map(\.motivo).joined(separator: "; ")
            dicho(todos.isEmpty ? nil : DifusionError(.datos, todos), de: "registro")
        } catch {
            return dicho(error as? DifusionError ?? DifusionError(.datos, "\(error)"), de: "registro")
        }
        let registrados = Dictionary(registro.difusores.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        for (clave, (difusor, cartero)) in carteros where registrados[clave] != difusor {
            await cartero.terminar()
            if await cartero.libre { carteros[clave] = nil }
        }
        if registro.reglas != reglas {
            reglas = registro.reglas
            for (_, cartero) in carteros.values { await cartero.seguir(reglas) }
        }
        for difusor in registro.difusores where carteros[difusor.clave] == nil {
            do throws(DifusionError) {
                let cartero = try Cartero(difusor, r.almacen, r.sitio, r.medios, reglas: reglas, web: web)
                carteros[difusor.clave] = (difusor, cartero)
                if let vigente { await atender(difusor.clave) { try await cartero.recibir(vigente) } }
            } catch {
                dicho(error, de: difusor.clave)
            }
        }
    }

    mutating func recibir(_ nueva: Edicion) async {
        vigente = nueva
        for (clave, (_, cartero)) in carteros { await atender(clave) { try await cartero.recibir(nueva) } }
    }

    mutating func mirar() async {
        for (clave, (_, cartero)) in carteros { await atender(clave) { try await cartero.mirar() } }
    }

    /// Those whose files somebody may still send.
    func ediciones() async -> [Edicion] {
        var todas = [vigente].compactMap(\.self)
        for (_, cartero) in carteros.values { if let suya = await cartero.enCamino { todas.append(suya) } }
        return todas
    }

    func terminar() { for (_, cartero) in carteros.values { Task { await cartero.terminar() } } }

    /// What fails with one is of that one.
    private mutating func atender(_ clave: String, _ cuerpo: () async throws -> Void) async {
        do {
            try await cuerpo()
            dicho(nil, de: clave)
        } catch {
            dicho(error as? DifusionError ?? DifusionError(.disco, "«\(clave)»: \(error)"), de: clave)
        }
    }
}
