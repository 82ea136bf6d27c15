import Almacen
import AlmacenSQLite
import ArgumentParser
import Bitacora
import Electoral
import Formatos
import Foundation
import Operacion
import Publicacion

/// Where an operation lives: inside the process folder, one folder per environment with its own store, key and public
/// tree.
struct CarpetaDeOperacion {
    let proceso: String
    let entorno: Entorno

    var carpeta: String { "\(proceso)/\(entorno.rawValue)" }
    var almacen: String { "\(carpeta)/prep.sqlite" }
    var clave: String { "\(carpeta)/firma.clave" }
    var clavePublica: String { "\(carpeta)/firma.publica" }
    var publico: String { "\(carpeta)/publico" }
    /// What is sent to difusores, and the keys with which they are entered.
    var difusion: String { "\(carpeta)/difusion" }

    /// Writes the signing key so that only its owner can read it; never over another.
    func crearClave(_ nombre: String) throws -> ClaveDeFirma {
        let nueva = try ClaveDeFirma(nueva: nombre)
        let descriptor = open(clave, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Falla(Salida.noSePuedeCrear, "\(clave): no se puede crear la clave (¿ya existe?); no se sobrescribe")
        }
        let archivo = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try archivo.write(contentsOf: Data(nueva.secreto.utf8))
        try archivo.synchronize()
        try Data((nueva.publica.texto + "\n").utf8).write(to: URL(fileURLWithPath: clavePublica))
        return nueva
    }

    func leerClave() throws -> ClaveDeFirma {
        let atributos = try? FileManager.default.attributesOfItem(atPath: clave)
        guard let modo = atributos?[.posixPermissions] as? Int else {
            throw Falla(Salida.sinEntrada, "\(clave): falta la clave de firma; la crea «prep iniciar»")
        }
        guard modo & 0o077 == 0 else {
            throw Falla(Salida.datos, "\(clave): otros pueden leer la clave de firma; use «chmod 600»")
        }
        return try ClaveDeFirma(leyendo: String(decoding: try Archivos.leer(clave), as: UTF8.self))
    }
}

/// Options by which the commands find their operation.
struct OpcionesDeOperacion: ParsableArguments {
    @Argument(help: ArgumentHelp("Carpeta del proceso.", valueName: "carpeta"))
    var carpeta: String?
    @Option(help: ArgumentHelp("simulacro u oficial.", valueName: "entorno"))
    var entorno: String?
    @Option(help: ArgumentHelp("Almacén suelto, como sqlite:RUTA, en vez de la carpeta.", valueName: "almacén"))
    var almacen: String?

    /// Checks that folder and environment, or a store, were given.
    func validar() throws -> (carpeta: CarpetaDeOperacion?, ruta: String) {
        if let almacen {
            guard carpeta == nil, entorno == nil else {
                throw Falla(Salida.uso, "use la carpeta del proceso con --entorno, o --almacen, no ambos")
            }
            return (nil, try RutaDeAlmacen.leer(almacen))
        }
        guard let carpeta else { throw Falla(Salida.uso, "falta la carpeta del proceso (o --almacen sqlite:RUTA)") }
        let operacion = CarpetaDeOperacion(proceso: carpeta, entorno: try Self.entorno(entorno))
        return (operacion, operacion.almacen)
    }

    static func entorno(_ texto: String?) throws -> Entorno {
        switch texto {
        case "simulacro": return .simulacro
        case "oficial": return .oficial
        default: throw Falla(Salida.uso, "--entorno debe ser simulacro u oficial")
        }
    }
}

/// An operation with its store open.
struct OperacionAbierta {
    let almacen: Almacen
    let guardado: ProcesoGuardado
    let catalogo: Catalogo
    let configuracion: Configuracion
    let carpeta: CarpetaDeOperacion?

    var proceso: Proceso { guardado.proceso }
    var formato: FormatoDeBase { configuracion.base }

    init(_ opciones: OpcionesDeOperacion) throws {
        let (carpeta, ruta) = try opciones.validar()
        try self.init(ruta: ruta, carpeta: carpeta)
    }

    init(ruta: String, carpeta: CarpetaDeOperacion?) throws {
        almacen = Almacen(try ControladorSQLite(ruta: ruta, crear: false))
        guardado = try almacen.proceso()
        if let carpeta, carpeta.entorno != guardado.entorno {
            throw Falla(
                Salida.datos,
                "\(ruta): el almacén es del entorno \(guardado.entorno.rawValue) y se pidió \(carpeta.entorno.rawValue): no se mezclan"
            )
        }
        catalogo = try almacen.catalogo(entidad: guardado.proceso.entidad)
        configuracion = try Configuracion.leer(guardado.publicacion)
        self.carpeta = carpeta
    }

    /// The key of the environment; that of a replay is derived from its source and proves no authorship.
    func clave() throws -> ClaveDeFirma {
        if let carpeta {
            let clave = try carpeta.leerClave()
            guard clave.nombre == Self.nombreDeClave(proceso, guardado.entorno) else {
                throw Falla(
                    Salida.datos, "\(carpeta.clave): es la clave de «\(clave.nombre)», de otro proceso o entorno")
            }
            return clave
        }
        guard guardado.entorno == .repeticion else {
            throw Falla(
                Salida.uso, "para publicar indique la carpeta del proceso y --entorno: ahí está la clave de firma")
        }
        return try ClaveDeFirma(derivadaDe: Array(try almacen.huellaDelCatalogo().utf8), nombre: proceso.origen)
    }

    /// Nothing official is published on a catalogue that can still change.
    func exigirCatalogoCongelado() throws {
        guard guardado.entorno == .oficial, try !almacen.catalogoCongelado() else { return }
        throw Falla(Salida.datos, "el catálogo no está congelado: use «prep catalogo congelar» antes de publicar")
    }

    static func nombreDeClave(_ proceso: Proceso, _ entorno: Entorno) -> String { Publicador.origen(proceso, entorno) }

    func publicador(en carpeta: String) throws -> Publicador {
        let almacen = self.almacen
        return try Publicador(
            proceso: proceso, entorno: guardado.entorno, catalogo: catalogo, formato: formato, clave: try clave(),
            carpeta: carpeta, sitio: configuracion.sitio,
            difusores: { [huso = proceso.huso, entorno = guardado.entorno] in
                // A replay has none, and is told again in the same folder.
                entorno == .repeticion ? [] : try almacen.difusoresEnSitio($0, huso)
            },
            imagen: { try almacen.imagen($0) })
    }

    func cortador(_ orden: String) throws -> Cortador {
        try Cortador(
            almacen, catalogo: catalogo, proceso: proceso, titular: Titular.propio(orden), ahora: Reloj.ahora,
            haTerminado: Titular.haTerminado)
    }
}

extension Publicador {
    /// Publishes the corte that was written down last: the one before may have stopped between the store and the tree.
    func ponerAlDia(_ cortador: Cortador) throws {
        if cortador.ultimo != nil { _ = try publicar(cortador) }
    }

    /// Publishes the last corte of a cortador.
    func publicar(_ cortador: Cortador) throws -> Informe? {
        guard let computos = cortador.computos else { return nil }
        return try publicar(cortador.escrutinio, computos: computos, cortes: cortador.cortes) {
            try cortador.escrutinio(en: $0)
        }
    }
}
