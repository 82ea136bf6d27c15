import Almacen
import Electoral
import Operacion
import Publicacion
import Seguimiento

/// Follows the difusores for everybody who looks: one board for all, made at most every few seconds and only while
/// somebody looks.
actor VigiaDeDifusion {
    /// Everything that the pages of the console show, at an instant.
    struct Vista: Sendable {
        let instante: Instante
        let registro: RegistroDeDifusores
        let ultimoCorte: Corte?
        /// Worst first, and by name.
        let difusores: [DifusorVisto]

        subscript(_ clave: String) -> DifusorVisto? { difusores.first { $0.clave == clave } }
    }

    private let d: Dependencias
    private let ventana: Ventana
    private let registro: RegistroGuardado
    private var ultima: (secciones: EmisionDeSecciones.Vista, hecha: ContinuousClock.Instant)?

    init(_ d: Dependencias, _ ventana: Ventana) {
        self.d = d
        self.ventana = ventana
        registro = RegistroGuardado(d.seguimiento?.archivo)
    }

    /// As everything is now.
    nonisolated func vista(_ mirada: Mirada) async throws -> Vista {
        let registro = try await registro.registro()
        let (ahora, almacen) = (d.ahora(), d.almacen)
        let pedidas = try await enHilo {
            Set(
                try almacen.ordenes().filter { $0.tipo == .reactivacion && $0.pendiente(ahora) }
                    .compactMap { ReactivacionDeDifusor(detalle: $0.detalle)?.difusor })
        }
        return try await ventana.consultar(mirada) { noche in
            let situaciones = noche.difusion.situaciones
            let claves = Set(situaciones.keys).union(registro.difusores.map(\.clave))
            let difusores = claves.map { clave in
                let situacion = situaciones[clave] ?? SituacionDeDifusor()
                return DifusorVisto(
                    clave: clave, registrado: registro[clave], situacion: situacion,
                    atraso: noche.atraso(de: situacion, ahora), porAutorizar: pedidas.contains(clave))
            }
            return Vista(
                instante: ahora, registro: registro, ultimoCorte: noche.ultimoCorte,
                difusores: difusores.sorted {
                    ($0.rango, $0.nombre.lowercased(), $0.clave) < ($1.rango, $1.nombre.lowercased(), $1.clave)
                })
        }
    }

    /// The sections of the board; whoever asks within the same seconds gets the same ones.
    func secciones(_ mirada: Mirada) async throws -> EmisionDeSecciones.Vista {
        if let ultima, ContinuousClock.now - ultima.hecha < ventana.pulso - .seconds(1) { return ultima.secciones }
        let vista = try await vista(mirada)
        let secciones = (vista.instante, TableroDeDifusion(vista, d.proceso.huso).secciones)
        ultima = (secciones, .now)
        return secciones
    }
}
