import Almacen
import AlmacenSQLite
import Apoyo
import Electoral
import Foundation
import Servidor
import Testing

/// `prep abrir` and `prep cerrar`: two accounts that prove who they are.
@Suite struct AbrirTests {
    private static let personal = """
        USUARIO,NOMBRE,ROL,CENTRO
        coordinadora,Persona Uno,coordinacion,
        administrador,Persona Dos,administracion,
        capturista,Persona Tres,captura,CCV-01

        """

    private struct Cuenta {
        let clave: String
        let totp: String
    }

    /// The accounts of the list; the passwords are their owners' already.
    private static func con(_ cuerpo: (Operacion, [String: Cuenta]) throws -> Void) throws {
        try Operacion.prestar { (operacion) throws in
            let (csv, claves) = ("\(operacion.carpeta)/personal.csv", "\(operacion.carpeta)/claves.csv")
            try Carpeta.escribir(personal, en: csv)
            let importadas = try operacion.prep(
                "usuarios importar",
                [
                    "--csv", csv, "--talones", "\(operacion.carpeta)/talones.html", "--contrasenas", claves,
                    "--segundo-factor", "coordinacion",
                ])
            #expect(importadas.codigo == 0, "\(importadas.errores)")
            let talones = try String(contentsOfFile: "\(operacion.carpeta)/talones.html", encoding: .utf8)
            #expect(talones.components(separatedBy: "<svg ").count == 2, "sólo quien tiene segundo factor lleva su QR")
            var cuentas: [String: Cuenta] = [:]
            for linea in try String(contentsOfFile: claves, encoding: .utf8).split(separator: "\n").dropFirst() {
                let partes = linea.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
                cuentas[partes[0]] = Cuenta(clave: partes[1], totp: partes[2])
            }
            try cuerpo(operacion, cuentas)
        }
    }

    private static func mandar(
        _ o: Operacion, _ orden: String, pide: String = "coordinadora", autoriza: String = "administrador",
        _ renglones: [String]?
    ) throws -> Prep.Salida {
        try Prep.correr(
            [orden, o.carpeta, "--entorno", o.entorno, "--pide", pide, "--autoriza", autoriza],
            entrada: renglones.map { $0.map { "\($0)\n" }.joined() })
    }

    private static func codigo(_ cuenta: Cuenta?, _ segundos: Int) -> String {
        Totp.codigo(secreto: cuenta?.totp ?? "", segundos: segundos) ?? ""
    }

    @Test func `cada cuenta prueba quién es con su contraseña y su código, y queda en el registro`() throws {
        try Self.con { (o, cuentas) throws in
            let (una, otra) = (cuentas["coordinadora"], cuentas["administrador"])
            let claves = [una?.clave ?? "", otra?.clave ?? ""]
            let ahora = Int(Date().timeIntervalSince1970)
            let deTalon = try Self.mandar(o, "abrir", claves)
            #expect(deTalon.codigo == 65 && deTalon.errores.contains("la contraseña de su talón"))
            let almacen = try o.abrir()
            try almacen.controlador.escribir { (c) throws(AlmacenError) in
                _ = try c.ejecutar("UPDATE cuenta SET cambiar = 0", [])
            }
            #expect(try Self.mandar(o, "abrir", nil).codigo == 64)
            #expect(try Self.mandar(o, "abrir", pide: "capturista", claves).codigo == 65)
            let sinCodigo = try Self.mandar(o, "abrir", [claves[0], "000000", claves[1]])
            #expect(sinCodigo.codigo == 77 && sinCodigo.errores.contains("El código no es correcto"))
            let mala = try Self.mandar(o, "abrir", [claves[0], Self.codigo(una, ahora), "no es ésta"])
            #expect(mala.codigo == 77 && mala.errores.contains("administrador: El usuario o la contraseña"))
            #expect(try almacen.marcha() == .sinAbrir)
            #expect(try almacen.ordenes().isEmpty)
            // The code was used with that attempt: it is worth once.
            #expect(try Self.mandar(o, "abrir", [claves[0], Self.codigo(una, ahora), claves[1]]).codigo == 77)
            let abierto = try Self.mandar(o, "abrir", [claves[0], Self.codigo(una, ahora + 30), claves[1]])
            #expect(abierto.codigo == 0 && abierto.texto.contains("PREP abierto"), "\(abierto.errores)")
            #expect(try almacen.marcha() == .abierta)
            let accesos = try almacen.accesos(suceso: nil, usuario: "", desde: 0, cuantos: 20)
            let entradas = accesos.filter { $0.suceso == .entrada }
            #expect(entradas.first?.detalle == "sin sesión: prep abrir, lo autoriza")
            #expect(entradas.allSatisfy { $0.direccion == "consola del servidor" })
            #expect(accesos.count { $0.suceso == .rechazo } == 3)
            #expect(try almacen.sesiones().isEmpty, "no abre sesiones")
            for texto in [abierto.texto, abierto.errores, mala.errores] {
                #expect(!texto.contains(claves[0]) && !texto.contains(claves[1]))
            }
        }
    }

    @Test func `quien falla espera, como en la puerta`() throws {
        try Self.con { (o, cuentas) throws in
            let almacen = try o.abrir()
            try almacen.controlador.escribir { (c) throws(AlmacenError) in
                _ = try c.ejecutar("UPDATE cuenta SET cambiar = 0, totp = NULL", [])
            }
            let claves = [cuentas["coordinadora"]?.clave ?? "", cuentas["administrador"]?.clave ?? ""]
            for _ in 0..<4 { #expect(try Self.mandar(o, "abrir", ["mala", claves[1]]).codigo == 77) }
            let espera = try Self.mandar(o, "abrir", claves)
            #expect(espera.codigo == 77 && espera.errores.contains("Espere"))
            #expect(try almacen.accesos(suceso: .bloqueo, usuario: "", desde: 0, cuantos: 9).count == 1)
            #expect(try almacen.marcha() == .sinAbrir)
        }
    }
}
