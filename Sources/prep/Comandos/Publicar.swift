import Almacen
import ArgumentParser
import Electoral
import Foundation
import Operacion
import Publicacion

/// `prep publicar`: cortes on schedule.
struct Publicar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publicar",
        abstract: "Publica los cortes a sus horas, del inicio al cierre de la publicación.",
        discussion: """
            Si estuvo detenido no inventa los cortes que faltaron: hace uno en ese momento y continúa con el siguiente del horario. \
            Sólo uno publica a la vez. El horario es el vigente en el almacén: si dos personas lo cambian en Administración, vale desde \
            el siguiente corte sin reiniciar.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(help: ArgumentHelp("Carpeta del árbol; de inicio, la del entorno.", valueName: "carpeta")) var salida:
        String?
    @Flag(help: "La hora del servidor se corrigió y ya se revisó: continúa con ella.") var relojRevisado = false

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard let destino = salida ?? abierta.carpeta?.publico else { throw Falla(Salida.uso, "indique --salida") }
        try abierta.exigirCatalogoCongelado()
        let cortador = try abierta.cortador("publicar")
        let publicador = try abierta.publicador(en: destino)
        let vigia = try VigiaDeReloj(abierta.almacen, revisado: relojRevisado)
        let huso = abierta.proceso.huso
        let medios = GuardiaDeCortes.Medios(
            ahora: Reloj.ahora, dormir: { Thread.sleep(forTimeInterval: $0) },
            publicar: { cortador in
                guard let informe = try publicador.publicar(cortador) else { return nil }
                try vigia.marcar()
                // One that was already whole in the tree is no news.
                if informe.archivos > 0 { InformeDeCorte.imprimir(informe, huso: huso) }
                return .init(archivos: informe.archivos, bytes: informe.bytes)
            },
            comprobarReloj: vigia.comprobar, avisar: { Self.decir($0, huso) })
        try GuardiaDeCortes(abierta.almacen, cortador, medios).correr()
        try cortador.soltar()
        Consola.linea("La publicación cerró.")
    }

    private static func decir(_ aviso: GuardiaDeCortes.Aviso, _ huso: Huso) {
        func hora(_ instante: Instante) -> String { FechaHora(instante, en: huso).horaMinuto }
        switch aviso {
        case .espera(let instante): Consola.linea("Siguiente corte: \(hora(instante))")
        case .cambioHorario(let horario): Consola.linea("El horario cambió: \(frase(horario, huso))")
        case .omitidos(1, let primero, _):
            Consola.error("prep: estuvo detenido a las \(hora(primero)): ese corte se omitió y no se inventa")
        case .omitidos(let cuantos, let primero, let ultimo):
            Consola.error(
                "prep: estuvo detenido de las \(hora(primero)) a las \(hora(ultimo)): \(cuantos) cortes se omitieron y no se inventan"
            )
        case .tarde(let instante, let segundos):
            Consola.error(
                "prep: el corte de las \(hora(instante)) se publicó tarde, \(segundos / 60) min \(segundos % 60) s después"
            )
        case .rechazado(let instante, let motivo):
            Consola.error("prep: el corte de las \(hora(instante)) se rechazó y el anterior sigue publicado: \(motivo)")
        case .sigueAbierto:
            Consola.error(
                "prep: es la hora del último corte y el PREP sigue abierto: ciérrenlo dos personas en Administración o con «prep cerrar»"
            )
        case .completo:
            Consola.error(
                "prep: todas las actas están registradas y el acuerdo permite cerrar: cuando dos personas cierren el PREP, el siguiente corte será el último"
            )
        }
    }

    static func frase(_ h: Horario, _ huso: Huso) -> String {
        "del \(h.inicio.sello(huso)) al \(h.cierre.sello(huso)), cada \(h.minutos) minutos, con base de datos cada \(h.minutosEntreBases)"
            + (h.cierraAl100 ? "; cierra antes si todo está registrado" : "")
    }
}
