import Almacen
import ArgumentParser
import Electoral
import Foundation
import Operacion
import Servidor

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
        if tipo == .cierre {
            let pendiente = try PorCerrar(abierta.almacen, esperadas: abierta.catalogo.actas.count)
            Consola.linea("\(pendiente.frase); después del cierre no se registran.")
        }
        for usuario in [pide, autoriza] { try exigirMando(usuario, abierta.almacen) }
        let motivo = "prep \(tipo == .apertura ? "abrir" : "cerrar")"
        let a = try probar(pide, para: "\(motivo), lo pide", abierta.almacen)
        let b = try probar(autoriza, para: "\(motivo), lo autoriza", abierta.almacen)
        let ahora = Reloj.ahora()
        let orden = try abierta.almacen.pedir(
            tipo, clave: "\(tipo.rawValue):\(UUID().uuidString)", persona: a, detalle: detalle, instante: ahora)
        try abierta.almacen.autorizar(
            orden: orden, persona: b, instante: ahora, noAntesDe: abierta.proceso.inicioAcopio)
        Consola.linea(
            "\(tipo == .apertura ? "PREP abierto" : "PREP cerrado") a las \(ahora.sello(abierta.proceso.huso)): pidió \(pide), autorizó \(autoriza)."
        )
    }

    private func exigirMando(_ usuario: String, _ almacen: Almacen) throws {
        guard let cuenta = try almacen.cuenta(usuario: usuario.lowercased()), cuenta.activa else {
            throw Falla(Salida.sinEntrada, "no hay cuenta activa «\(usuario)»")
        }
        guard cuenta.rol == .coordinacion || cuenta.rol == .administracion else {
            throw Falla(Salida.datos, "«\(usuario)» no es de coordinación ni de administración")
        }
        guard !cuenta.debeCambiar else {
            throw Falla(
                Salida.datos,
                "«\(usuario)» todavía tiene la contraseña de su talón, que otros pudieron ver: cámbiela antes en las consolas"
            )
        }
    }

    /// Who types the password of an account, and its code when it has one, is its owner.
    private func probar(_ usuario: String, para motivo: String, _ almacen: Almacen) throws -> Persona {
        let prueba = PruebaDeIdentidad(almacen, ahora: { Reloj.ahora() })
        let clave = try SecretosTecleados.pedir("Contraseña de \(usuario)")
        func intentar(_ codigo: String) throws -> PruebaDeIdentidad.Resultado {
            try Espera.de {
                try await prueba.probar(usuario: usuario, clave: clave, codigo: codigo, motivo: motivo)
            }
        }
        var resultado = try intentar("")
        if resultado == .pideCodigo {
            let codigo = try SecretosTecleados.pedir("Código de seis cifras de \(usuario)")
            guard !codigo.isEmpty else { throw Falla(Salida.sinPermiso, "\(usuario): falta el código") }
            resultado = try intentar(codigo)
        }
        switch resultado {
        case .probada(let persona): return persona
        case .pideCodigo: throw Falla(Salida.sinPermiso, "\(usuario): falta el código")
        case .rechazada(let texto): throw Falla(Salida.sinPermiso, "\(usuario): \(texto)")
        }
    }

    static let comoSePrueba = """
        Cada quien teclea su contraseña en la terminal, sin que se vea, y su código si su cuenta tiene segundo factor. \
        En un programa se dan por la entrada estándar, un dato por renglón y en este orden: contraseña de quien pide, su \
        código si lo tiene, contraseña de quien autoriza, su código si lo tiene. Valen las esperas de la puerta y queda \
        en el registro de accesos; no abre ni termina ninguna sesión.
        """
}

/// `prep abrir`: from now on the consoles take facts.
struct Abrir: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "abrir",
        abstract: "Abre la operación con dos cuentas: una pide, otra autoriza. Antes, las consolas no registran actas.",
        discussion:
            "En el entorno oficial exige el catálogo congelado, las tablas en ceros y la hora de inicio del acopio. "
            + OpcionesDeDosCuentas.comoSePrueba)
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var cuentas: OpcionesDeDosCuentas

    func run() throws { try cuentas.cumplir(.apertura, operacion) }
}

/// `prep cerrar`: the consoles take no more facts; cortes go on.
struct Cerrar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cerrar",
        abstract: "Cierra la operación con dos cuentas: las consolas ya no registran actas; los cortes siguen.",
        discussion: OpcionesDeDosCuentas.comoSePrueba)
    @OptionGroup var operacion: OpcionesDeOperacion
    @OptionGroup var cuentas: OpcionesDeDosCuentas

    func run() throws { try cuentas.cumplir(.cierre, operacion) }
}
