import Almacen
import ArgumentParser
import Electoral
import Foundation

/// Two accounts that start or end the operation, as Administración does it in the browser.
struct OpcionesDeDosCuentas: ParsableArguments {
    @Option(help: ArgumentHelp("Cuenta que lo pide.", valueName: "usuario")) var pide: String
    @Option(help: ArgumentHelp("Cuenta de otra persona, que lo autoriza.", valueName: "usuario")) var autoriza: String
    @Option(help: ArgumentHelp("Constancia: por qué o ante quién.", valueName: "texto")) var detalle =
        "Desde la consola del servidor"

    func cumplir(_ tipo: Orden.Tipo, _ operacion: OpcionesDeOperacion) throws {
        let abierta = try OperacionAbierta(operacion)
        guard pide.lowercased() != autoriza.lowercased() else {
            throw Falla(Salida.uso, "--pide y --autoriza deben ser dos cuentas distintas")
        }
        let (a, b) = (try persona(pide, abierta.almacen), try persona(autoriza, abierta.almacen))
        let ahora = Reloj.ahora()
        let orden = try abierta.almacen.pedir(
            tipo, clave: "\(tipo.rawValue):\(UUID().uuidString)", persona: a, detalle: detalle, instante: ahora)
        try abierta.almacen.autorizar(
            orden: orden, persona: b, instante: ahora, noAntesDe: abierta.proceso.inicioAcopio)
        Consola.linea(
            "\(tipo == .apertura ? "PREP abierto" : "PREP cerrado") a las \(ahora.sello(abierta.proceso.huso)): pidió \(pide), autorizó \(autoriza)."
        )
    }

    private func persona(_ usuario: String, _ almacen: Almacen) throws -> Persona {
        guard let cuenta = try almacen.cuenta(usuario: usuario), cuenta.activa else {
            throw Falla(Salida.sinEntrada, "no hay cuenta activa «\(usuario)»")
        }
        guard cuenta.rol == .coordinacion || cuenta.rol == .administracion else {
            throw Falla(Salida.datos, "«\(usuario)» no es de coordinación ni de administración")
        }
        return cuenta.persona
    }
}

/// `prep abrir`: from now on the consoles take facts.
struct Abrir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abrir",
        abstract: "Abre la operación con dos cuentas: una pide, otra autoriza. Antes, las consolas no registran actas.",
        discussion:
            "En el entorno oficial exige el catálogo congelado, las tablas en ceros y la hora de inicio del acopio.")
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var cuentas: OpcionesDeDosCuentas

    func run() throws { try cuentas.cumplir(.apertura, operacion) }
}

/// `prep cerrar`: the consoles take no more facts; cortes go on.
struct Cerrar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cerrar",
        abstract: "Cierra la operación con dos cuentas: las consolas ya no registran actas; los cortes siguen.")
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var cuentas: OpcionesDeDosCuentas

    func run() throws { try cuentas.cumplir(.cierre, operacion) }
}
