import Almacen
import ArgumentParser
import Electoral
import Formatos
import Foundation
import Operacion
import Publicacion

/// `prep ceros`: the *puesta en ceros*.
struct Ceros: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ceros",
        abstract: "Cuenta y muestra vacía cada tabla de resultados antes de abrir. Termina con 1 si alguna no lo está.")
    @OptionGroup var operacion: OpcionesDeOperacion

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        let cuentas = try abierta.almacen.ceros()
        let ahora = Reloj.ahora()
        Consola.linea("Puesta en ceros · \(abierta.proceso.nombre) · entorno \(abierta.guardado.entorno.rawValue)")
        Consola.linea("\(ahora.sello(abierta.proceso.huso)) (\(abierta.proceso.huso.texto))")
        for (tabla, filas) in cuentas { Consola.linea("  \(Almacen.nombre(deTabla: tabla)) (\(tabla)): \(filas)") }
        for (i, eleccion) in abierta.catalogo.elecciones.enumerated() {
            let vacio = Escrutinio(
                catalogo: abierta.catalogo, criterios: Criterios(limites: abierta.proceso.limites),
                fraccion: abierta.proceso.fraccion
            ).computo(eleccion: i).entidad.resumen
            Consola.linea("  \(eleccion.titulo): \(vacio.esperadas) actas esperadas")
        }
        Consola.linea(
            "  catálogo: \(try abierta.almacen.catalogoCongelado() ? "congelado" : "sin congelar"), huella "
                + "\(try abierta.almacen.huellaDelCatalogo())")
        guard cuentas.allSatisfy({ $0.filas == 0 }) else {
            Consola.linea("NO está en ceros.")
            throw ExitCode(1)
        }
        Consola.linea("Está en ceros.")
    }
}

/// `prep corte`: one corte now, or one of the past again.
struct OrdenCorte: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "corte",
        abstract: "Hace un corte y publica su árbol, o vuelve a publicar uno anterior con los mismos bytes.")
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(
        help: ArgumentHelp(
            "Instante del corte, en hora de la entidad; de inicio, el minuto actual.", valueName: "instante"))
    var instante: String?
    @Flag(help: "Es el último corte: la participación considera las casillas especiales.") var ultimo = false
    @Option(help: ArgumentHelp("Vuelve a publicar ese corte en --salida.", valueName: "n")) var numero: Int?
    @Option(help: ArgumentHelp("Carpeta del árbol; de inicio, la del entorno.", valueName: "carpeta")) var salida:
        String?

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard let destino = salida ?? abierta.carpeta?.publico else { throw Falla(Salida.uso, "indique --salida") }
        if let numero { return try repetir(numero, abierta, en: destino) }
        let huso = abierta.proceso.huso
        let momento: Instante
        if let instante {
            guard let leida = FechaImpresa.leer(instante) else {
                throw Falla(Salida.uso, "--instante: «\(instante)» no es una fecha y hora")
            }
            momento = leida.fecha.instante(en: leida.huso ?? huso).alMinuto
        } else {
            momento = Reloj.ahora().alMinuto
        }
        let horario = abierta.proceso.horario
        try abierta.exigirCatalogoCongelado()
        let enHora = momento >= horario.inicio && momento <= horario.cierre
        // Before the opening only the publication in zeros is possible.
        let enCeros = try momento < horario.inicio && abierta.almacen.claves().isEmpty
        guard abierta.guardado.entorno != .oficial || enHora || enCeros else {
            throw Falla(
                Salida.datos,
                "un corte oficial va del \(horario.inicio.sello(huso)) al \(horario.cierre.sello(huso)), o antes en ceros; "
                    + "no se hizo ninguno")
        }
        guard abierta.guardado.entorno != .oficial || momento <= Reloj.ahora() + 60 else {
            throw Falla(Salida.datos, "--instante: todavía no llega esa hora; un corte oficial no se adelanta")
        }
        let cortador = try abierta.cortador("corte")
        let publicador = try abierta.publicador(en: destino)
        try publicador.ponerAlDia(cortador)
        do {
            _ = try cortador.cortar(
                momento, ultimo: ultimo, siguiente: horario.siguiente(despuesDe: momento), segun: horario)
        } catch is Cortador.HorarioCambiado {
            throw Falla(
                Salida.intenteDespues, "el horario cambió mientras se hacía el corte; no se hizo: repita la orden")
        }
        if let informe = try publicador.publicar(cortador) { InformeDeCorte.imprimir(informe, huso: huso) }
        try cortador.soltar()
    }

    private func repetir(_ numero: Int, _ abierta: OperacionAbierta, en destino: String) throws {
        guard salida != nil else { throw Falla(Salida.uso, "para volver a publicar un corte indique --salida") }
        let cortes = try abierta.almacen.cortes().filter { $0.numero <= numero }
        guard let corte = cortes.last, corte.numero == numero else {
            throw Falla(Salida.sinEntrada, "no hay corte \(numero); hay \(try abierta.almacen.cortes().count)")
        }
        let escrutinio = try Cortador.escrutinio(
            abierta.almacen, catalogo: abierta.catalogo, proceso: abierta.proceso, en: corte)
        let informe = try abierta.publicador(en: destino)
            .publicar(escrutinio, computos: escrutinio.computos(), cortes: cortes)
        InformeDeCorte.imprimir(informe, huso: abierta.proceso.huso)
    }
}

enum InformeDeCorte {
    static func imprimir(_ i: Publicador.Informe, huso: Huso) {
        Consola.linea(
            "corte \(i.corte.numero) · \(i.corte.instante.sello(huso)) · hechos hasta \(i.corte.hasta) · "
                + "\(i.archivos) archivos, \(i.bytes) bytes · \(i.paquete)")
    }
}

/// `prep publicar`: cortes on schedule.
struct Publicar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publicar",
        abstract: "Publica los cortes a sus horas, del inicio al cierre de la publicación.",
        discussion: """
            Si estuvo detenido no inventa los cortes que faltaron: continúa con el siguiente del horario. Sólo uno publica a la vez. \
            El horario es el vigente en el almacén: si dos personas lo cambian en Administración, vale desde el siguiente corte sin reiniciar.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(help: ArgumentHelp("Carpeta del árbol; de inicio, la del entorno.", valueName: "carpeta")) var salida:
        String?

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard let destino = salida ?? abierta.carpeta?.publico else { throw Falla(Salida.uso, "indique --salida") }
        try abierta.exigirCatalogoCongelado()
        let cortador = try abierta.cortador("publicar")
        let publicador = try abierta.publicador(en: destino)
        try publicador.ponerAlDia(cortador)
        var horario = try abierta.almacen.horario()
        var (intentado, anunciado): (Instante?, Instante?) = (nil, nil)
        while let siguiente = proximo(horario, cortador, despuesDe: intentado) {
            if siguiente > Reloj.ahora(), siguiente != anunciado {
                Consola.linea("Siguiente corte: \(FechaHora(siguiente, en: abierta.proceso.huso).horaMinuto)")
                anunciado = siguiente
            }
            let vigente = try esperar(siguiente, horario, cortador, abierta.almacen)
            // The hour that was waited for is not the next any more: the clock was put right.
            if vigente == horario, Reloj.ahora() < siguiente { continue }
            guard vigente == horario else {
                Consola.linea("El horario cambió: \(Self.frase(vigente, abierta.proceso.huso))")
                horario = vigente
                continue
            }
            intentado = siguiente
            do {
                _ = try cortador.cortar(
                    siguiente, ultimo: siguiente == horario.cierre, siguiente: horario.siguiente(despuesDe: siguiente),
                    segun: horario)
                if let informe = try publicador.publicar(cortador) {
                    InformeDeCorte.imprimir(informe, huso: abierta.proceso.huso)
                }
            } catch is Cortador.HorarioCambiado {
                // Not tried: the next turn reads the new schedule, in which this hour may be due as well.
                intentado = nil
            } catch let rechazo as Cortador.Rechazado {
                // The last one stays published and the schedule goes on; the close is the only one that cannot be
                // skipped.
                if siguiente == horario.cierre { throw rechazo }
                Consola.error("prep: \(rechazo.mensaje)")
            }
        }
        try cortador.soltar()
        Consola.linea("La publicación cerró.")
    }

    /// The next hour of the schedule that has not passed nor been tried; the close is owed however late it is.
    private func proximo(_ horario: Horario, _ cortador: Cortador, despuesDe intentado: Instante?) -> Instante? {
        if let ultimo = cortador.ultimo, ultimo.ultimo { return nil }
        let hecho = [cortador.ultimo?.instante, intentado].compactMap(\.self).max() ?? horario.inicio - 1
        if hecho >= horario.cierre { return nil }
        return horario.siguiente(despuesDe: max(hecho, Reloj.ahora() - 60)) ?? horario.cierre
    }

    /// Until an hour, or until the schedule changes. The close waits besides for the two people who end the registration:
    /// after the last corte nothing more is published, and a clock alone does not decide that.
    ///
    /// - Returns: the schedule in force then.
    /// - Throws: `Falla` when the clock of the machine jumps while it is waited for.
    private func esperar(
        _ instante: Instante, _ horario: Horario, _ cortador: Cortador, _ almacen: Almacen
    ) throws -> Horario {
        let reloj = VigiaDeReloj()
        var avisado = false
        while true {
            try reloj.comprobar()
            let vigente = try almacen.horario()
            let faltan = Double(instante.microsegundos - Reloj.ahora().microsegundos) / 1_000_000
            if vigente != horario { return vigente }
            if faltan <= 0 {
                let falta = try instante == horario.cierre && almacen.marcha() == .abierta
                if !falta { return vigente }
                if !avisado {
                    Consola.error(
                        "prep: es la hora del último corte y el PREP sigue abierto: ciérrenlo dos personas en Administración o con «prep cerrar»"
                    )
                    avisado = true
                }
            } else if instante == horario.cierre, avisado {
                // The clock went back: the close is not due.
                return vigente
            }
            Thread.sleep(forTimeInterval: faltan > 0 ? min(faltan, 30) : 2)
            try cortador.renovar()
        }
    }

    private static func frase(_ horario: Horario, _ huso: Huso) -> String {
        "del \(horario.inicio.sello(huso)) al \(horario.cierre.sello(huso)), cada \(horario.minutos) minutos"
    }
}
