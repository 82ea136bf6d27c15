/// What has to be sent so that a mirror has an edition.
struct PlanDeEnvio: Sendable {
    /// What is known of the other side.
    enum Alla: Sendable, Hashable {
        /// It said to be in this corte, with our root of it: it has everything up to there.
        case corte(Int)
        /// Nothing, or what cannot be trusted.
        case desconocido
    }

    /// New folders, parents first.
    let carpetas: [String]
    /// Named by their content: they can be there before any page leads to them.
    let inmutables: [Archivo]
    /// Replaced by rename.
    let paginas: [Archivo]
    /// `clave.pub` when it is not there, `corte.json` and, last, `corte.nota`.
    let cabeza: [Archivo]

    var bytes: Int { (inmutables + paginas + cabeza).reduce(0) { $0 + $1.bytes } }
    var archivos: Int { inmutables.count + paginas.count + cabeza.count }

    /// - Parameter dudosos: paths that somebody found wrong over there: they are sent whatever else is known.
    init(_ edicion: Edicion, alla: Alla, dudosos: Set<String> = []) {
        let desde = if case .corte(let n) = alla { n } else { 0 }
        var inmutables: [Archivo] = []
        var paginas: [Archivo] = []
        var hechas: Set<Substring> = [""]
        for pieza in edicion.piezas.values {
            let archivo = pieza.archivo
            if pieza.desde <= desde {
                Self.carpetas(de: archivo.ruta) { hechas.insert($0) }
                if !dudosos.contains(archivo.ruta) { continue }
            }
            if Rutas.esInmutable(archivo.ruta) { inmutables.append(archivo) } else { paginas.append(archivo) }
        }
        var nuevas: Set<Substring> = []
        for archivo in inmutables + paginas {
            Self.carpetas(de: archivo.ruta) { if !hechas.contains($0) || !dudosos.isEmpty { nuevas.insert($0) } }
        }
        nuevas.remove("")
        carpetas = nuevas.map(String.init).sorted()
        self.inmutables = inmutables.sorted { $0.ruta < $1.ruta }
        self.paginas = paginas.sorted { $0.ruta < $1.ruta }
        cabeza = desde > 0 && dudosos.isEmpty ? edicion.cabeza.filter { $0.ruta != Rutas.clave } : edicion.cabeza
    }

    private static func carpetas(de ruta: String, _ cada: (Substring) -> Void) {
        for i in ruta.indices where ruta[i] == "/" { cada(ruta[..<i]) }
    }
}
