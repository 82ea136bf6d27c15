import Almacen
import Electoral

/// Makes the cortes of an operation: numbers the facts, takes in the new results, checks the invariants and writes the
/// corte down.
///
/// Holds the right to publish while it lives. What it hands over for publication depends only on the catalogue, the
/// facts up to a number and the instant.
public final class Cortador {
    /// The schedule changed while a corte was being made: nothing was written and the next hour is another.
    public struct HorarioCambiado: Error, Sendable {}

    /// A corte was refused: the last one stays published.
    public struct Rechazado: Error, Sendable {
        public let motivo: String
    }

    private let almacen: Almacen
    private let proceso: Proceso
    private let titular: String
    private let ahora: () -> Instante
    private let haTerminado: (String) -> Bool
    public private(set) var escrutinio: Escrutinio
    public private(set) var cortes: [Corte]
    /// Cómputos of the last corte, one per election.
    public private(set) var computos: [Computo]?

    /// Seconds that the right to publish lasts without being renewed.
    public static let arriendo = 120

    /// - Parameters:
    ///   - ahora: the wall clock, for the lease only.
    ///   - haTerminado: whether a former holder of the lease is known to be gone.
    public init(
        _ almacen: Almacen, catalogo: Catalogo, proceso: Proceso, titular: String, ahora: @escaping () -> Instante,
        haTerminado: @escaping (String) -> Bool = { _ in false }
    ) throws(AlmacenError) {
        self.almacen = almacen
        self.proceso = proceso
        self.titular = titular
        self.ahora = ahora
        self.haTerminado = haTerminado
        try almacen.arrendarPublicacion(
            titular: titular, ahora: ahora(), segundos: Self.arriendo, haTerminado: haTerminado)
        cortes = try almacen.cortes()
        escrutinio = Escrutinio(
            catalogo: catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
        if let ultimo = cortes.last {
            try incorporar(hasta: ultimo.hasta)
            escrutinio.olvidarCorrecciones()
            computos = escrutinio.computos()
        }
    }

    /// The corte that was published last, or nil.
    public var ultimo: Corte? { cortes.last }

    /// Cuts at an instant, by hand. A corte that exists for that instant is given back as it was.
    ///
    /// - Parameter horario: the schedule by which it is due; nil when it is not due by any.
    /// - Throws: `Rechazado` with the reason when an invariant fails; the reason is also written in the store.
    ///   `HorarioCambiado` when another schedule is in force by now.
    public func cortar(
        _ instante: Instante, ultimo: Bool, siguiente: Instante?, segun horario: Horario? = nil
    ) throws -> Corte {
        try cortar(
            CorteDebido(
                instante: instante, programado: horario.flatMap { $0.esHora(instante) ? instante : nil }, omitidos: [],
                ultimo: ultimo, siguiente: siguiente, conBase: true,
                horario: horario ?? proceso.horario),
            segun: horario, hasta: almacen.numerar)
    }

    /// Makes the corte that is due.
    public func cortar(_ debido: CorteDebido) throws -> Corte {
        if debido.enCeros { return try cortar(debido, segun: debido.horario, hasta: { self.cortes.last?.hasta ?? 0 }) }
        // Asked before the facts are taken in: once it is closed there are no more.
        let cerrado = try debido.horario.cierraAl100 && almacen.marcha() == .cerrada
        return try cortar(debido, segun: debido.horario, cierraSiEstaCompleto: cerrado, hasta: almacen.numerar)
    }

    /// Whether every expected acta had a result in the last corte.
    public var estaCompleto: Bool { computos.map(Self.completo) ?? false }

    private static func completo(_ computos: [Computo]) -> Bool {
        computos.allSatisfy { $0.entidad.resumen.pendientes == 0 }
    }

    private func cortar(
        _ debido: CorteDebido, segun horario: Horario?, cierraSiEstaCompleto: Bool = false,
        hasta alcance: () throws -> Int
    ) throws -> Corte {
        let instante = debido.instante
        try renovar()
        if let mismo = cortes.first(where: { $0.instante == instante }) { return mismo }
        if let previo = cortes.last, previo.instante > instante {
            throw Rechazado(motivo: "ya se publicó un corte posterior: los cortes no retroceden")
        }
        if let previo = cortes.last, previo.instante.alMinuto == instante.alMinuto {
            throw Rechazado(motivo: "ya hay un corte en ese minuto: los paquetes se nombran por su minuto")
        }
        if let previo = cortes.last, previo.ultimo { throw Rechazado(motivo: "el último corte ya se publicó") }
        let hasta = try alcance()
        try incorporar(hasta: hasta)
        let nuevos = escrutinio.computos()
        if let motivo = falla(nuevos) {
            try almacen.asentarRechazo(instante: instante, hasta: hasta, motivo: motivo)
            throw Rechazado(motivo: motivo)
        }
        let ultimo = debido.ultimo || cierraSiEstaCompleto && Self.completo(nuevos)
        let corte = Corte(
            numero: (cortes.last?.numero ?? 0) + 1, instante: instante, hasta: hasta, ultimo: ultimo,
            siguiente: ultimo ? nil : debido.siguiente, programado: debido.programado,
            conBase: ultimo || debido.conBase, minutos: horario?.minutos)
        guard try almacen.asentar(corte, segun: horario, omitidos: debido.omitidos) else { throw HorarioCambiado() }
        cortes.append(corte)
        computos = nuevos
        escrutinio.olvidarCorrecciones()
        return corte
    }

    /// Keeps the right to publish while waiting.
    public func renovar() throws(AlmacenError) {
        try almacen.arrendarPublicacion(
            titular: titular, ahora: ahora(), segundos: Self.arriendo, haTerminado: haTerminado)
    }

    /// Lets another process publish.
    public func soltar() throws(AlmacenError) { try almacen.soltarPublicacion(titular: titular) }

    private func incorporar(hasta: Int) throws(AlmacenError) {
        let (resultados, fuera) = try almacen.resultados(desde: escrutinio.hasta, hasta: hasta)
        escrutinio.incorporar(resultados, fueraDeCatalogo: fuera)
    }

    private func falla(_ nuevos: [Computo]) -> String? {
        for (i, eleccion) in escrutinio.catalogo.elecciones.enumerated() {
            if let motivo = Invariantes.falla(
                eleccion, nuevos[i], anterior: computos?[i], correcciones: escrutinio.correcciones(eleccion: i),
                registradas: escrutinio.registradas(eleccion: i))
            {
                return motivo
            }
        }
        return nil
    }

    /// The same of a corte of the past.
    public func escrutinio(en corte: Corte) throws(AlmacenError) -> Escrutinio {
        try Self.escrutinio(almacen, catalogo: escrutinio.catalogo, proceso: proceso, en: corte)
    }

    /// Everything known at a corte of the past, from the store.
    public static func escrutinio(
        _ almacen: Almacen, catalogo: Catalogo, proceso: Proceso, en corte: Corte
    ) throws(AlmacenError) -> Escrutinio {
        var escrutinio = Escrutinio(
            catalogo: catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
        let (resultados, fuera) = try almacen.resultados(desde: 0, hasta: corte.hasta)
        escrutinio.incorporar(resultados, fueraDeCatalogo: fuera)
        return escrutinio
    }
}
