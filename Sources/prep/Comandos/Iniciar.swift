import Almacen
import AlmacenSQLite
import ArgumentParser
import Bitacora
import Electoral
import Formatos
import Foundation
import Simulacro

/// Reads a process folder from disk.
enum LectorDeCarpetaDeProceso {
    static func leer(_ carpeta: String) throws -> CarpetaDeProceso {
        var esCarpeta: ObjCBool = false
        guard FileManager.default.fileExists(atPath: carpeta, isDirectory: &esCarpeta), esCarpeta.boolValue else {
            throw Falla(Salida.sinEntrada, "\(carpeta): no es una carpeta; vea docs/proceso.md")
        }
        var archivos: [String: [UInt8]] = [:]
        for nombre in try FileManager.default.contentsOfDirectory(atPath: carpeta) {
            guard ["yaml", "yml", "csv"].contains((nombre as NSString).pathExtension.lowercased()) else { continue }
            let ruta = "\(carpeta)/\(nombre)"
            guard nombre.hasSuffix(".yaml") || nombre.hasSuffix(".csv") else {
                throw Falla(
                    Salida.datos, "\(ruta): la extensión se escribe .yaml o .csv, en minúsculas; así no se leería")
            }
            var hijaEsCarpeta: ObjCBool = false
            guard FileManager.default.fileExists(atPath: ruta, isDirectory: &hijaEsCarpeta), !hijaEsCarpeta.boolValue
            else { continue }
            archivos[nombre] = [UInt8](try Archivos.leer(ruta))
        }
        for nombre in (try? FileManager.default.contentsOfDirectory(atPath: "\(carpeta)/mapas")) ?? []
        where nombre.hasSuffix(".geojson") {
            archivos["mapas/\(nombre)"] = [UInt8](try Archivos.leer("\(carpeta)/mapas/\(nombre)"))
        }
        return try CarpetaDeProceso.leer(archivos)
    }

    /// Fingerprint of what a catalogue says: the same rows in another order have the same.
    static func huella(_ carpeta: CarpetaDeProceso) -> String {
        let archivos = carpeta.escribir().sorted { $0.key < $1.key }
        return Huella.sha256(archivos.flatMap { Array("\($0.key)\n\($0.value.count)\n".utf8) + $0.value })
    }
}

extension CarpetaDeProceso {
    /// The catalogue as an environment keeps it. Formats that nobody approved are those of `prep`, and in a drill their
    /// sheets are those of `prep actas`; in the official one nobody knows how the paper is.
    func catalogo(de entorno: Entorno) -> Catalogo {
        guard entorno == .simulacro, declaraciones.plantillas == nil else { return catalogo }
        return Catalogo(
            entidad: catalogo.entidad, elecciones: catalogo.elecciones.map { $0.dibujada() }, actas: catalogo.actas)
    }
}

extension ErroresDeCarpeta: FallaDeComando {
    var mensaje: String { description }
    var salida: Int32 { Salida.datos }
}

/// `prep iniciar`: a new process from its folder.
struct Iniciar: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "iniciar",
        abstract: "Crea la operación de un proceso a partir de su carpeta de YAML y CSV.",
        discussion: """
            Comprueba todos los archivos, línea por línea, y si nada falta crea dentro de la carpeta la del entorno, con su \
            almacén y su clave de firma (sólo legible por quien la creó); el árbol público lo escribe el primer corte. Los dos entornos no se mezclan nunca. \
            Los archivos se describen en docs/proceso.md.
            """)

    @Argument(help: ArgumentHelp("Carpeta del proceso.", valueName: "carpeta"))
    var carpeta: String
    @Option(help: ArgumentHelp("simulacro u oficial.", valueName: "entorno"))
    var entorno: String
    @Option(help: ArgumentHelp("Quién carga el catálogo.", valueName: "nombre"))
    var propone = "Unidad técnica: carga inicial"
    @Option(help: ArgumentHelp("Quién lo revisó; otra persona.", valueName: "nombre"))
    var autoriza = "Unidad técnica: revisión inicial"

    func run() throws {
        let entorno = try OpcionesDeOperacion.entorno(entorno)
        let leida = try LectorDeCarpetaDeProceso.leer(carpeta)
        let operacion = CarpetaDeOperacion(proceso: carpeta, entorno: entorno)
        guard !FileManager.default.fileExists(atPath: operacion.carpeta) else {
            throw Falla(Salida.noSePuedeCrear, "\(operacion.carpeta): ya existe; un entorno se inicia una sola vez")
        }
        try Archivos.crearCarpeta(operacion.carpeta)
        do {
            try crear(operacion, leida)
        } catch {
            // Half an environment is worse than none: the next attempt must start clean.
            try? FileManager.default.removeItem(atPath: operacion.carpeta)
            throw error
        }
        Consola.linea("Entorno \(entorno.rawValue) creado en \(operacion.carpeta)")
        for (i, eleccion) in leida.catalogo.elecciones.enumerated() {
            let actas = leida.catalogo.actas.count { $0.eleccion == i }
            Consola.linea(
                "  \(eleccion.titulo): \(actas) actas esperadas, \(eleccion.unidades.count) \(eleccion.ambito.nombre(plural: true).lowercased())"
            )
        }
        for aviso in leida.avisos { Consola.linea("Aviso: \(aviso)") }
        let sinCentro = leida.catalogo.actas.count - leida.adscripcion.count
        if sinCentro > 0 {
            Consola.linea(
                "Aviso: \(sinCentro) actas sin CATD, que nadie recibe: escriba su CENTRO en casillas.csv o un CATD sin UNIDADES en centros.csv, "
                    + "y vuelva a leer la carpeta con «prep catalogo importar»")
        }
        Consola.linea(
            "Siguiente: «prep catalogo congelar \(carpeta) --entorno \(entorno.rawValue) --propone NOMBRE --autoriza NOMBRE»"
        )
    }

    private func crear(_ operacion: CarpetaDeOperacion, _ leida: CarpetaDeProceso) throws {
        let almacen = Almacen(try ControladorSQLite(ruta: operacion.almacen, crear: true))
        try almacen.instalar(
            ProcesoGuardado(
                entorno: operacion.entorno, proceso: leida.proceso,
                publicacion: try Configuracion(base: leida.base, sitio: leida.sitio).json()))
        let (a, b) = try DosPersonas.registrar(propone, autoriza, en: almacen)
        try almacen.guardar(
            catalogo: leida.catalogo(de: operacion.entorno), huella: LectorDeCarpetaDeProceso.huella(leida), propone: a,
            autoriza: b,
            instante: Reloj.ahora())
        try almacen.guardar(centros: leida.centrosDeOperacion.map(CentroGuardado.init), adscripcion: leida.adscripcion)
        let clave = try operacion.crearClave(OperacionAbierta.nombreDeClave(leida.proceso, operacion.entorno))
        Consola.linea("Clave pública de firma: \(clave.publica.texto)")
    }
}

extension CentroGuardado {
    init(_ centro: Centro) { self.init(clave: centro.clave, tipo: centro.tipo.rawValue, nombre: centro.nombre) }
}
