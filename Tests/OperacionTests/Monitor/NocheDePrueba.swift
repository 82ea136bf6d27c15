import Almacen
import Electoral
import Operacion

/// A night that a test writes act by act, without a store: what the monitor follows.
struct NocheDePrueba {
    static let inicio = Instante(segundos: 1_812_326_400)

    /// Eight casillas of one municipio and two of another; boxes PA, PB, PC, PD, nulos and the written total.
    static let catalogo: Catalogo = {
        let opciones = [
            Opcion(columna: "PA", nombre: "Partido A", clase: .partido),
            Opcion(columna: "PB", nombre: "Partido B", clase: .partido),
            Opcion(columna: "PC", nombre: "Partido C", clase: .partido),
            Opcion(columna: "PD", nombre: "Partido D", clase: .partido), Opcion(columna: "NULOS", clase: .nulos),
        ]
        let eleccion = Eleccion(
            id: "AYUN", titulo: "AYUNTAMIENTOS", anio: 2027, ambito: .municipio, opciones: opciones,
            unidades: [Unidad(clave: "001", nombre: "UNO"), Unidad(clave: "002", nombre: "DOS")],
            plantillas: [Plantilla(id: "P1", campos: opciones.indices.map { .voto($0) } + [.totalAsentado])])
        let actas = (1...10).map { seccion in
            let casilla = Casilla(tipo: .basica, seccion: seccion, numero: 1, listaNominal: 500, representantes: 8)
            let clave = casilla.clave(entidad: 5)
            return Acta(
                id: 0, identidad: clave, eleccion: 0, unidad: seccion > 8 ? 1 : 0, casilla: casilla,
                claveCasilla: clave, claveActa: clave + "4", tipoActa: "4", plantilla: 0)
        }
        return Catalogo(entidad: proceso.entidad, elecciones: [eleccion], actas: actas)
    }()

    static let proceso = Proceso(
        nombre: "Proceso de prueba", institucion: "Instituto",
        entidad: Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH"), huso: .centro, inicioAcopio: inicio,
        inicioPublicacion: inicio + 7200, cierrePublicacion: inicio + 26 * 3600, minutosEntreCortes: 10,
        origen: "prep.example/prueba")

    var novedades = Novedades()
    private var ciclos: [Acta.ID: CicloDeVida] = [:]
    private var hecho = 0

    init() {
        novedades.centros = [
            CentroGuardado(clave: "CATD-1", tipo: "CATD", nombre: "CATD Uno"),
            CentroGuardado(clave: "CATD-2", tipo: "CATD", nombre: "CATD Dos"),
            CentroGuardado(clave: "CCV-1", tipo: "CCV", nombre: "CCV Uno"),
        ]
        novedades.adscripcion = Dictionary(
            uniqueKeysWithValues: Self.catalogo.actas.map { ($0.id, $0.unidad == 0 ? "CATD-1" : "CATD-2") })
        // On time, unless a test says otherwise.
        novedades.cortes = [
            Corte(numero: 1, instante: Self.minuto(0), hasta: 0, ultimo: false, siguiente: Self.minuto(26 * 60))
        ]
    }

    static func minuto(_ n: Int) -> Instante { inicio + n * 60 }

    /// Figures with their sum as the written total.
    static func captura(_ votos: [Int32]) -> Captura {
        Captura((votos + [votos.reduce(0, +)]).map { .cantidad($0) })
    }

    mutating func suceder(
        _ acta: Acta.ID, _ evento: CicloDeVida.Evento, persona: Int, minuto: Int, centro: String = "CCV-1"
    ) throws {
        hecho += 1
        let (persona, instante) = (Persona(id: persona), Self.minuto(minuto))
        var ciclo = ciclos[acta] ?? CicloDeVida(campos: 6)
        let resultado = try ciclo.aplicar(evento, persona: persona, instante: instante)
        ciclos[acta] = ciclo
        let origen: Origen? = if case .digitalizacion(_, let p) = evento { p.origen } else { nil }
        novedades.hechos.append(
            HechoBreve(
                id: hecho, acta: acta, tipo: evento.tipo, instante: instante, persona: persona, centro: centro,
                ronda: ciclo.ronda, origen: origen, firma: evento.capturaEscrita?.firma))
        novedades.estados.removeAll { $0.acta == acta }
        novedades.estados.append(
            EstadoDeActa(
                acta: acta, etapa: ciclo.etapa, desde: instante, cotejada: ciclo.resultado?.cotejada ?? .pendiente))
        if let resultado {
            novedades.resultados.append(ResultadoNumerado(acta: acta, numero: hecho, resultado: resultado))
        }
    }

    mutating func acopiar(_ acta: Acta.ID, minuto: Int, centro: String = "CATD-1") throws {
        try suceder(
            acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), persona: 1, minuto: minuto, centro: centro)
    }

    mutating func digitalizar(_ acta: Acta.ID, minuto: Int, origen: Origen = .catd, persona: Int = 2) throws {
        try suceder(
            acta,
            .digitalizacion(
                imagen: "\(acta)-\(minuto)",
                Procedencia(origen: origen, digitalizacion: origen == .catd ? .escaner : .movil)), persona: persona,
            minuto: minuto, centro: "CATD-1")
    }

    mutating func capturar(_ acta: Acta.ID, _ votos: [Int32], persona: Int, minuto: Int) throws {
        try suceder(acta, .captura(Self.captura(votos)), persona: persona, minuto: minuto)
    }

    /// From the casilla to two captures alike, at one minute.
    mutating func verificar(_ acta: Acta.ID, _ votos: [Int32], minuto: Int) throws {
        try digitalizar(acta, minuto: minuto, origen: .casilla)
        for persona in [3, 4] { try capturar(acta, votos, persona: persona, minuto: minuto) }
    }

    func memoria(_ reglas: ReglasDeMonitor = ReglasDeMonitor()) -> MemoriaDeNoche {
        var m = MemoriaDeNoche(catalogo: Self.catalogo, proceso: Self.proceso, reglas: reglas)
        m.incorporar(novedades)
        return m
    }

    func tablero(minuto: Int) -> Tablero { memoria().tablero(Self.minuto(minuto)) }

    func alarmas(_ tipo: Alarma.Tipo, minuto: Int) -> [Alarma] {
        tablero(minuto: minuto).alarmas.filter { $0.tipo == tipo }
    }
}
