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
        abstract: "Hace un corte y publica su árbol, o vuelve a publicar anteriores con los mismos bytes.",
        discussion: """
            Con --numero vuelve a publicar ese corte en otra carpeta, entero. Con --desde, los que van de uno al otro: el primero \
            entero y los demás sólo lo que cambió, con lo que tardó cada uno y lo que escribió.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(
        help: ArgumentHelp(
            "Instante del corte, en hora de la entidad; de inicio, el minuto actual.", valueName: "instante"))
    var instante: String?
    @Flag(help: "Es el último corte: la participación considera las casillas especiales.") var ultimo = false
    @Option(help: ArgumentHelp("Vuelve a publicar ese corte en --salida.", valueName: "n")) var numero: Int?
    @Option(help: ArgumentHelp("Con --numero: desde ese corte, uno por uno.", valueName: "m")) var desde: Int?
    @Flag(help: "Con --numero: enlista los archivos escritos, con sus bytes.") var lista = false
    @Flag(help: "Con --numero: escribe JSON.") var json = false
    @Option(help: ArgumentHelp("Carpeta del árbol; de inicio, la del entorno.", valueName: "carpeta")) var salida:
        String?

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        guard let destino = salida ?? abierta.carpeta?.publico else { throw Falla(Salida.uso, "indique --salida") }
        if let numero {
            guard salida != nil else { throw Falla(Salida.uso, "para volver a publicar un corte indique --salida") }
            return try CortesDeNuevo(abierta, en: destino).publicar(
                desde: desde, hasta: numero, lista: lista, json: json)
        }
        guard desde == nil, !lista, !json else {
            throw Falla(Salida.uso, "--desde, --lista y --json van con --numero")
        }
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
        func publicar() throws {
            try GuardiaDeCortes.publicar(cortador, en: abierta.almacen, ahora: Reloj.ahora) { cortador in
                try publicador.publicar(cortador).map { informe in
                    InformeDeCorte.imprimir(informe, huso: huso)
                    return .init(archivos: informe.archivos, bytes: informe.bytes)
                }
            }
        }
        try publicador.ponerAlDia(cortador)
        do {
            _ = try cortador.cortar(
                momento, ultimo: ultimo, siguiente: horario.siguiente(despuesDe: momento), segun: horario)
        } catch is Cortador.HorarioCambiado {
            throw Falla(
                Salida.intenteDespues, "el horario cambió mientras se hacía el corte; no se hizo: repita la orden")
        }
        try publicar()
        try cortador.soltar()
    }
}

enum InformeDeCorte {
    /// - Parameter milisegundos: what it took, when it is told.
    static func imprimir(_ i: Publicador.Informe, milisegundos: Int? = nil, huso: Huso) {
        Consola.linea(
            "corte \(i.corte.numero) · \(i.corte.instante.sello(huso)) · hechos hasta \(i.corte.hasta) · "
                + "\(i.archivos) archivos, \(i.bytes) bytes · "
                + (milisegundos.map { "\($0) ms · " } ?? "") + i.paquete)
    }
}
