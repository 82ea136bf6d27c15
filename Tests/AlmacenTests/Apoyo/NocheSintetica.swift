import Almacen
import Electoral
import Operacion
import Simulacro

/// A synthetic night on a store: what several tests play in different ways.
struct NocheSintetica {
    let eleccion: EleccionSintetica
    let guion: GuionDeNoche
    /// Every hour from the start of publication on.
    let cortes: [Instante]

    init(casillas: Int = 60, semilla: UInt64) {
        eleccion = .coahuila(semilla: semilla, casillas: casillas)
        guion = .generar(eleccion, semilla: semilla)
        let p = eleccion.proceso
        cortes = stride(from: p.inicioPublicacion.segundos, through: p.cierrePublicacion.segundos, by: 3600)
            .map { Instante(segundos: $0) }
    }

    /// Leaves the store as it is before the jornada.
    func preparar(_ almacen: Almacen) throws {
        try almacen.instalar(ProcesoGuardado(entorno: .simulacro, proceso: eleccion.proceso, publicacion: "{}"))
        try almacen.registrar(
            personas: eleccion.personas.map { ($0.persona, $0.nombre, $0.rol.rawValue, $0.centro) })
        try almacen.guardar(
            catalogo: eleccion.catalogo, huella: Banco.huella(1), propone: eleccion.personas[0].persona,
            autoriza: eleccion.personas[1].persona, instante: eleccion.proceso.inicioAcopio)
        try almacen.congelarCatalogo(
            persona: eleccion.personas[0].persona, autoriza: eleccion.personas[1].persona,
            instante: eleccion.proceso.inicioAcopio)
    }

    func cortador(_ almacen: Almacen, titular: String = "sede:1") throws -> Cortador {
        let ahora = eleccion.proceso.inicioAcopio
        return try Cortador(
            almacen, catalogo: eleccion.catalogo, proceso: eleccion.proceso, titular: titular, ahora: { ahora },
            haTerminado: { _ in true })
    }

    /// Keeps the image that an event cites and names it in the event. The same event has the same image whenever it is
    /// drawn.
    func imagen(_ s: Suceso, en almacen: Almacen) throws -> CicloDeVida.Evento {
        var azar = GeneradorSembrado(semilla: 0, clave: s.clave)
        let huella = Banco.huella(azar.entre(1...Int.max - 1))
        switch s.evento {
        case .digitalizacion(_, let p):
            try almacen.guardar(imagen: huella, tipo: "image/jpeg", bytes: Array(s.clave.utf8))
            return .digitalizacion(imagen: huella, p)
        case .fueraDeCatalogo(_, let p):
            try almacen.guardar(imagen: huella, tipo: "image/jpeg", bytes: Array(s.clave.utf8))
            return .fueraDeCatalogo(imagen: huella, p)
        default: return s.evento
        }
    }

    func correr(_ almacen: Almacen, _ cortador: Cortador, _ a: Noche.Acompanamiento) throws {
        try Noche(almacen, catalogo: eleccion.catalogo, proceso: eleccion.proceso)
            .correr(guion.sucesos, cortes: cortes, cierra: true, cortador: cortador, a)
    }

    /// The whole night without incident.
    func correr(_ almacen: Almacen) throws -> Cortador {
        let cortador = try cortador(almacen)
        var a = Noche.Acompanamiento { _ in }
        a.preparar = { try imagen($0, en: almacen) }
        try correr(almacen, cortador, a)
        return cortador
    }
}

/// What a night leaves written, to compare one with another.
struct Huellas: Equatable {
    let hechos: [String]
    let resultados: [ResultadoNumerado]
    let cortes: [Corte]
    let numeracion: [String]

    init(_ almacen: Almacen) throws {
        // Without the identifier, which tells in which order the rows were written.
        hechos = try almacen.controlador.textos(
            """
            SELECT clave || ' ' || acta || ' ' || tipo || ' ' || instante || ' ' || persona || ' ' || COALESCE(datos, '')
                || ' ' || COALESCE(imagen, '') FROM hecho ORDER BY clave
            """)
        numeracion = try almacen.controlador.textos(
            "SELECT h.clave FROM numeracion n JOIN hecho h ON h.id = n.hecho ORDER BY n.numero")
        resultados = try almacen.resultados(desde: 0, hasta: .max).resultados
        cortes = try almacen.cortes()
    }
}
