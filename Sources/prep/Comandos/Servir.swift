import Almacen
import AlmacenSQLite
import ArgumentParser
import Electoral
import Foundation
import Imagenes
import Operacion
import Seguimiento
import Servidor

/// `prep servir`: the consoles of the operation.
struct Servir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "servir",
        abstract: "Abre las consolas de la operación (acopio, digitalización, captura, supervisión…) por HTTPS.",
        discussion: """
            Necesita un certificado: el que hace «prep certificados» o el del instituto. Las cuentas se crean antes con \
            «prep usuarios importar». Con --todo abre también lo demás que corre en la jornada, cada cosa en su proceso: publicar, \
            publico (puerto 8080), casilla, observacion y, con --seguimiento, difundir. Lo que se cae vuelve a empezar.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var escucha: OpcionesDeEscucha
    @Option(
        help: ArgumentHelp(
            "Dirección en que los teléfonos encuentran PREP Casilla; de inicio, el puerto 8444 de --anfitrion.",
            valueName: "https://…"))
    var casilla: String?
    @Option(
        help: ArgumentHelp(
            "Dirección de «prep observacion», que se escribe en los talones de auditoría, partidos y observación.",
            valueName: "https://…"))
    var observacion: String?
    @Option(
        help: ArgumentHelp(
            "Carpeta con una subcarpeta por centro, donde los escáneres dejan sus archivos.", valueName: "carpeta"))
    var escaner: String?
    @OptionGroup var monitor: OpcionesDeMonitor
    @OptionGroup var archivo: OpcionDeArchivo
    @Flag(help: "También publica, sirve el sitio, atiende a los teléfonos y a quienes observan, y difunde.") var todo =
        false

    func run() throws {
        if todo { throw ExitCode(try juntos().correr()) }
        let abierta = try OperacionAbierta(operacion)
        let puerto = try escucha.puertoSeguro(abierta, deInicio: 8443)
        let dependencias = abierta.dependencias(
            monitor: try monitor.reglas(), seguimiento: try archivo.abrir(abierta.almacen))
        let consolas = Consolas(
            dependencias,
            casilla: try Self.direccion(casilla ?? "https://\(escucha.anfitrion):8444", de: "--casilla"),
            observacion: try observacion.map { try Self.direccion($0, de: "--observacion") })
        let vigia = try escaner.map { try escucharEscaner($0, abierta, dependencias) }
        try ServidorDeFondo.empezar(donde: "\(puerto.anfitrion):\(puerto.puerto)") { listo in
            try await vigia?.preparar()
            try await withThrowingTaskGroup(of: Void.self) { grupo in
                if let vigia { grupo.addTask { try await vigia.vigilar() } }
                try await consolas.servir(puerto) { listo($0) }
                grupo.cancelAll()
            }
        }
        Consola.linea("Consolas en https://\(puerto.anfitrion):\(puerto.puerto) (Ctrl-C para terminar)")
        ServidorDeFondo.esperar()
    }

    private func juntos() throws -> ProcesosJuntos {
        guard let carpeta = operacion.carpeta, let entorno = operacion.entorno else {
            throw Falla(Salida.uso, "con --todo indique la carpeta del proceso y --entorno")
        }
        let abierta = try OperacionAbierta(operacion)
        let propias = [carpeta, "--entorno", entorno]
        let anfitrion = ["--anfitrion", escucha.anfitrion]
        func opcion(_ nombre: String, _ valor: String?) -> [String] { valor.map { [nombre, $0] } ?? [] }
        let certificado =
            opcion("--certificado", escucha.certificado) + opcion("--llave", escucha.llave)
        let deArchivo = opcion("--seguimiento", archivo.seguimiento) + opcion("--plantillas", archivo.plantillas)
        let deMonitor = opcion("--monitor", monitor.monitor)
        let publico = abierta.carpeta?.publico ?? "publico"
        var procesos = [
            ProcesosJuntos.Proceso(
                "servir",
                propias + anfitrion + certificado + deArchivo + deMonitor
                    + opcion("--puerto", escucha.puerto.map(String.init))
                    + opcion("--casilla", casilla) + opcion("--observacion", observacion) + opcion("--escaner", escaner)
            ),
            .init("casilla", propias + anfitrion + certificado),
            .init("observacion", propias + anfitrion + certificado + deArchivo + deMonitor),
            .init("publicar", propias),
            .init("publico", [publico] + anfitrion, cuandoHaya: "\(publico)/corte.nota"),
        ]
        if let seguimiento = archivo.seguimiento {
            procesos.append(.init("difundir", propias + ["--seguimiento", seguimiento]))
        }
        return ProcesosJuntos(procesos: procesos)
    }

    private func escucharEscaner(_ carpeta: String, _ abierta: OperacionAbierta, _ d: Dependencias) throws
        -> VigiaDeEscaner
    {
        var esCarpeta: ObjCBool = false
        guard FileManager.default.fileExists(atPath: carpeta, isDirectory: &esCarpeta), esCarpeta.boolValue else {
            throw Falla(Salida.sinEntrada, "\(carpeta): no es una carpeta; créela o corrija --escaner")
        }
        let centros = try abierta.almacen.centros().filter { $0.tipo == "CATD" }.map(\.clave)
        return VigiaDeEscaner(carpeta: carpeta, centros: Set(centros), d) { Consola.linea("escáner: \($0)") }
    }
}

extension Servir {
    /// Without the slash at the end, as codes are appended to it.
    private static func direccion(_ texto: String, de opcion: String) throws -> String {
        guard let url = URL(string: texto), url.scheme == "https", url.host() != nil, ["", "/"].contains(url.path()),
            url.query() == nil, url.fragment() == nil
        else { throw Falla(Salida.uso, "\(opcion) debe ser como https://prep.instituto.mx:8444") }
        return texto.hasSuffix("/") ? String(texto.dropLast()) : texto
    }
}

/// Rules of the monitor, for every listener that shows it.
struct OpcionesDeMonitor: ParsableArguments {
    @Option(help: ArgumentHelp("Reglas del monitor (umbrales y curva esperada), en JSON.", valueName: "json"))
    var monitor: String?

    func reglas() throws -> ReglasDeMonitor {
        guard let monitor else { return ReglasDeMonitor() }
        do {
            return try JSONDecoder().decode(ReglasDeMonitor.self, from: try Archivos.leer(monitor))
        } catch is DecodingError {
            throw Falla(Salida.datos, "\(monitor): no son reglas del monitor; vea docs/operacion.md")
        }
    }
}

/// The records of the months before, for every listener that shows them.
struct OpcionDeArchivo: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Archivo de «prep seguimiento»; sin él, la consola de Seguimiento no aparece.", valueName: "sqlite"))
    var seguimiento: String?
    @Option(help: ArgumentHelp("Carpeta con las plantillas del instituto, para sus documentos.", valueName: "carpeta"))
    var plantillas: String?

    /// - Parameter almacen: of the environment, which its documents tell too.
    func abrir(_ almacen: Almacen) throws -> Escribania? {
        guard let seguimiento else { return nil }
        return try OrdenSeguimiento.escribania(try Self.abrir(seguimiento), plantillas, almacen: almacen)
    }

    /// A file that is there already.
    static func abrir(_ ruta: String) throws -> Seguimiento.Archivo {
        guard FileManager.default.fileExists(atPath: ruta) else {
            throw Falla(
                Salida.sinEntrada,
                "\(ruta): no existe; hágalo con «prep seguimiento importar» o corrija --seguimiento")
        }
        return Seguimiento.Archivo(try ControladorSQLite(ruta: ruta, crear: false, esquema: .seguimiento))
    }
}

/// Where a listener waits and with which certificate.
struct OpcionesDeEscucha: ParsableArguments {
    @Option(help: ArgumentHelp("Dirección en que escucha.", valueName: "dirección")) var anfitrion = "127.0.0.1"
    @Option(
        help: ArgumentHelp(
            "Puerto; de inicio, 8443 las consolas, 8444 los teléfonos y 8445 la observación.", valueName: "n"))
    var puerto: Int?
    @Option(
        help: ArgumentHelp("Certificado en PEM; de inicio, certificados/servidor.pem del entorno.", valueName: "pem"))
    var certificado: String?
    @Option(help: ArgumentHelp("Llave del certificado en PEM; de inicio, la que está a su lado.", valueName: "pem"))
    var llave: String?

    func puertoSeguro(_ abierta: OperacionAbierta, deInicio: Int) throws -> PuertoSeguro {
        let puerto = puerto ?? deInicio
        guard (1...65535).contains(puerto) else { throw Falla(Salida.uso, "--puerto debe estar entre 1 y 65535") }
        let carpeta = (abierta.carpeta?.carpeta ?? ".") + "/certificados"
        let certificado = certificado ?? "\(carpeta)/servidor.pem"
        let llave = llave ?? "\(carpeta)/servidor.llave"
        for ruta in [certificado, llave] where !FileManager.default.fileExists(atPath: ruta) {
            throw Falla(
                Salida.sinEntrada,
                "\(ruta): no existe; hágalo con «prep certificados» o indique --certificado y --llave"
            )
        }
        do {
            return try PuertoSeguro(anfitrion: anfitrion, puerto: puerto, certificado: certificado, llave: llave)
        } catch {
            throw Falla(
                Salida.datos, "\(certificado): el certificado o su llave no se pueden usar (¿son PEM y son par?)")
        }
    }
}

extension OperacionAbierta {
    func dependencias(
        monitor: ReglasDeMonitor = ReglasDeMonitor(), seguimiento: Escribania? = nil
    ) -> Dependencias {
        Dependencias(
            mesa: Mesa(almacen, catalogo: catalogo, esquema: proceso.esquema, exigeApertura: true), proceso: proceso,
            entorno: guardado.entorno,
            taller: TallerDeImagenes(
                ejecutable: Ejecutable.propio, argumentos: [ObreroDeImagenesOrden.nombre], obreros: 2),
            ahora: { Reloj.ahora() }, reglasDeMonitor: monitor, seguimiento: seguimiento)
    }
}

/// The program that is running.
enum Ejecutable {
    static var propio: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}

/// `prep obrero-de-imagenes`: the child process in which images from outside are decoded. People do not call it.
struct ObreroDeImagenesOrden: ParsableCommand {
    static let nombre = "obrero-de-imagenes"
    static let configuration = CommandConfiguration(
        commandName: nombre, abstract: "Proceso hijo que revisa imágenes; lo inicia prep.", shouldDisplay: false)

    func run() { ObreroDeImagenes.correr() }
}
