import Almacen
import ArgumentParser
import Electoral
import Formatos
import Foundation
import Servidor

/// `prep usuarios`: the accounts of the staff.
struct Usuarios: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usuarios", abstract: "Cuentas del personal: importar, listar, dar otra contraseña, dar de baja.",
        subcommands: [Importar.self, Listar.self, Clave.self, Baja.self])

    struct Importar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "importar",
            abstract: "Crea cuentas a partir de un CSV y escribe los talones con sus contraseñas de un solo uso.",
            discussion: """
                El CSV lleva las columnas USUARIO, NOMBRE, ROL y CENTRO (vacío para quien no tiene) y, para el rol casilla, \
                CASILLAS (claves separadas por espacios); para representacion y observacion, AMBITO (elecciones o unidades como \
                «gub ayun/025»; vacío, toda la entidad). Roles: \
                \(Rol.allCases.map(\.rawValue).joined(separator: ", ")). Se importan todas las cuentas o ninguna. Los \
                talones (un HTML para imprimir y recortar) sólo los puede leer quien los creó; bórrelos al repartirlos.
                """)
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Archivo CSV.", valueName: "csv")) var csv: String
        @Option(help: ArgumentHelp("Talones que se crean, en HTML.", valueName: "html")) var talones: String
        @Option(
            help: ArgumentHelp(
                "Roles que además llevan código de una aplicación (TOTP), separados por comas.", valueName: "roles"))
        var segundoFactor = ""
        @Option(
            help: ArgumentHelp(
                "Escribe también usuario, contraseña y secreto en este CSV, para pruebas de carga.", valueName: "csv"))
        var contrasenas: String?

        func run() throws {
            let abierta = try OperacionAbierta(operacion)
            let conCodigo = try segundoFactor.split(separator: ",").map { nombre -> Rol in
                guard let rol = Rol(rawValue: nombre.trimmingCharacters(in: .whitespaces)) else {
                    throw Falla(Salida.uso, "--segundo-factor: «\(nombre)» no es un rol")
                }
                return rol
            }
            let filas = try CSVDeUsuarios.leer(
                [UInt8](try Archivos.leer(csv)), archivo: csv,
                centros: Set(try abierta.almacen.centros().filter(\.activo).map(\.clave)),
                casillas: Set(abierta.catalogo.actas.map(\.claveCasilla)),
                ambitos: abierta.catalogo.partesDeAcreditacion)
            for ruta in [talones, contrasenas].compactMap(\.self) where FileManager.default.fileExists(atPath: ruta) {
                throw Falla(Salida.noSePuedeCrear, "\(ruta): ya existe; indique otro archivo")
            }
            var nuevas: [Almacen.CuentaNueva] = []
            var secretas: [(CSVDeUsuarios.Fila, clave: String, totp: String?)] = []
            for fila in filas {
                let clave = Contrasena.deUnSoloUso()
                let totp = conCodigo.contains(fila.rol) ? Totp.secretoNuevo() : nil
                secretas.append((fila, clave, totp))
                nuevas.append(
                    Almacen.CuentaNueva(
                        usuario: fila.usuario, nombre: fila.nombre, rol: fila.rol, centro: fila.centro,
                        clave: try Contrasena.derivar(clave), totp: totp,
                        casillas: fila.casillas, ambito: fila.ambito))
            }
            // The slips are written first: a password that nobody can read would be an account that nobody can open.
            try Archivos.escribirSecreto(
                Array(try Talones.html(secretas, proceso: abierta.proceso, entorno: abierta.guardado.entorno).utf8),
                en: talones)
            if let contrasenas {
                let lineas = secretas.map { "\($0.0.usuario),\($0.clave),\($0.totp ?? "")\n" }
                try Archivos.escribirSecreto(Array(("USUARIO,CLAVE,TOTP\n" + lineas.joined()).utf8), en: contrasenas)
            }
            do {
                _ = try abierta.almacen.abrir(
                    cuentas: nuevas,
                    registra: Acceso(
                        .alta, instante: Reloj.ahora(), usuario: "prep usuarios", direccion: "consola del servidor"))
            } catch {
                for ruta in [talones, contrasenas].compactMap(\.self) { unlink(ruta) }
                throw error
            }
            Consola.linea("\(nuevas.count) cuentas creadas; talones en \(talones)")
        }
    }

    struct Listar: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "listar", abstract: "Lista las cuentas.")
        @OptionGroup var operacion: OpcionesDeOperacion

        func run() throws {
            for c in try OperacionAbierta(operacion).almacen.cuentas() {
                let estado = c.activa ? (c.debeCambiar ? "por estrenar" : "activa") : "de baja"
                Consola.linea("\(c.usuario)\t\(c.rol.rawValue)\t\(c.centro ?? "-")\t\(estado)\t\(c.nombre)")
            }
        }
    }

    struct Clave: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "clave", abstract: "Da otra contraseña de un solo uso; cierra la sesión de esa cuenta.")
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Cuenta.", valueName: "usuario")) var usuario: String

        func run() throws {
            let almacen = try OperacionAbierta(operacion).almacen
            guard let cuenta = try almacen.cuenta(usuario: usuario) else {
                throw Falla(Salida.sinEntrada, "no hay cuenta «\(usuario)»")
            }
            let clave = Contrasena.deUnSoloUso()
            try almacen.cambiarClave(
                de: cuenta.persona, por: try Contrasena.derivar(clave), obligatoria: true,
                registra: Acceso(
                    .clave, instante: Reloj.ahora(), persona: cuenta.persona, usuario: usuario,
                    direccion: "consola del servidor", detalle: "contraseña de un solo uso"))
            Consola.linea("Contraseña de un solo uso de \(usuario): \(clave)")
        }
    }

    struct Baja: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "baja", abstract: "Da de baja una cuenta: su sesión termina y lo que tenía regresa a la fila.")
        @OptionGroup var operacion: OpcionesDeOperacion
        @Option(help: ArgumentHelp("Cuenta.", valueName: "usuario")) var usuario: String

        func run() throws {
            let almacen = try OperacionAbierta(operacion).almacen
            guard let cuenta = try almacen.cuenta(usuario: usuario) else {
                throw Falla(Salida.sinEntrada, "no hay cuenta «\(usuario)»")
            }
            try almacen.cambiar(
                cuenta: cuenta.persona, activa: false, centro: cuenta.centro, totp: cuenta.totp,
                registra: Acceso(
                    .baja, instante: Reloj.ahora(), persona: cuenta.persona, usuario: usuario,
                    direccion: "consola del servidor"))
            Consola.linea("Cuenta \(usuario) dada de baja")
        }
    }
}
