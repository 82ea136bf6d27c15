import Almacen
import AlmacenSQLite
import ArgumentParser
import Electoral
import Formatos
import Foundation
import Seguimiento

/// Which file of seguimiento a command works on.
struct OpcionesDeSeguimiento: ParsableArguments {
    @Option(help: ArgumentHelp("Archivo de seguimiento.", valueName: "sqlite")) var archivo = "seguimiento.sqlite"

    var existe: Bool { FileManager.default.fileExists(atPath: archivo) }

    /// - Parameter crear: take an empty file for a new one.
    func abrir(crear: Bool = false) throws -> Archivo {
        Archivo(try ControladorSQLite(ruta: archivo, crear: crear, esquema: .seguimiento))
    }

    /// Works on the file; when there is none it appears with what was done, or not at all.
    func abrirOCrear<T>(_ cuerpo: (Archivo) throws -> T) throws -> T {
        guard !existe else { return try cuerpo(try abrir(crear: true)) }
        let provisional = "\(archivo).nuevo-\(UUID().uuidString)"
        defer { Respaldo.quitar(provisional) }
        let nuevo = Archivo(try ControladorSQLite(ruta: provisional, crear: true, esquema: .seguimiento))
        let hecho = try cuerpo(nuevo)
        try Respaldo.hacer(archivo) { try nuevo.respaldar(en: $0) }
        return hecho
    }
}

extension OrdenSeguimiento {
    /// `prep seguimiento importar`
    struct DeImportar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "importar",
            abstract: "Agrega al archivo de seguimiento lo que dice una carpeta de fichas, o nada si algo está mal.",
            discussion: """
                Una ficha por archivo YAML, en carpetas como oficios/ y sesiones/: «prep seguimiento clases» dice cuáles y con qué \
                campos; vea también docs/seguimiento.md. Lo que no cambió se deja igual; lo que está en el archivo y no en la \
                carpeta, también, si no se pide --exacto. De cada cambio queda quién lo hizo y cuándo.

                Una carpeta exportada recuerda, en .revisiones, qué decía cada ficha. Lo que en ella no se tocó no deshace lo que \
                alguien cambió después en el archivo; lo que cambió en los dos lados es un conflicto: se dice cuál y no se importa \
                nada, salvo con --encima. Una carpeta sin .revisiones sólo reemplaza lo que escribió la misma --persona.
                """)
        @Argument(help: ArgumentHelp("Carpeta de fichas.", valueName: "carpeta")) var carpeta: String
        @OptionGroup var seguimiento: OpcionesDeSeguimiento
        @Option(help: ArgumentHelp("Quién importa; lo ven todos los que leen la historia.", valueName: "nombre"))
        var persona = "Importación"
        @Option(help: ArgumentHelp("Por qué, para la historia de cada ficha.", valueName: "texto")) var motivo: String?
        @Flag(help: "Retira las fichas que no están en la carpeta; hay que decir cuántas con --retira.")
        var exacto = false
        @Option(help: ArgumentHelp("Cuántas fichas retira --exacto.", valueName: "n")) var retira: Int?
        @Flag(help: "En los conflictos queda lo que dice la carpeta.") var encima = false

        func validate() throws {
            if retira != nil, !exacto { throw ValidationError("--retira sólo va con --exacto") }
        }

        func run() throws {
            let carpeta = CarpetaDeSeguimiento(carpeta)
            // Everything that can be refused is refused before there is a file.
            let ultimas = seguimiento.existe ? try seguimiento.abrir(crear: true).ultimas() : [:]
            let vigentes = Set(ultimas.filter { $0.value.huella != nil }.keys)
            let leida = try carpeta.leer(existentes: exacto ? [] : vigentes)
            try exigirFichas(leida)
            let importacion = try Importacion(leida, ultimas, persona: persona, exacto: exacto, encima: encima)
            try exigir(importacion)
            let nombre = (carpeta.ruta as NSString).lastPathComponent
            let autoria = Archivo.Autoria(
                persona, Reloj.ahora(), motivo: motivo ?? "Importado de la carpeta \(nombre)")
            let r = try seguimiento.abrirOCrear { archivo in
                try archivo.aplicar(importacion.cambios, autoria, adjunto: leida.adjunto)
            }
            do { try carpeta.ponerAlDia(leida, try seguimiento.abrir()) } catch {
                Consola.error(
                    "aviso: se importó, pero no se pudo escribir \(carpeta.ruta)/.revisiones; exporte de nuevo antes de seguir editando esta carpeta"
                )
            }
            Consola.linea(
                "\(leida.fichas.count) fichas: \(r.nuevas) nuevas, \(r.cambiadas) cambiadas, \(r.iguales) iguales"
                    + (exacto ? ", \(r.retiradas) retiradas" : ""))
            if !importacion.seDejan.isEmpty {
                Consola.linea(
                    "Cambiaron en el archivo después de exportar la carpeta, que no las tocó, y se quedan como están: \(lista(importacion.seDejan))"
                )
            }
        }

        private func exigirFichas(_ leida: CarpetaDeSeguimiento.Leida) throws {
            guard !leida.fichas.isEmpty else {
                throw Falla(Salida.datos, "\(carpeta): no tiene ninguna ficha; revise la ruta. No se cambió nada")
            }
            guard !exacto || leida.fichas.contains(where: { $0.clave.clase == "proceso" }) else {
                throw Falla(
                    Salida.datos,
                    "\(carpeta): no tiene proceso.yaml, y con --exacto debe tenerlo todo; revise la ruta. No se cambió nada"
                )
            }
        }

        private func exigir(_ importacion: Importacion) throws {
            guard importacion.conflictos.isEmpty else {
                let renglones = importacion.conflictos.prefix(50).map { c in
                    "  \(c.clave): \(c.ultima.huella == nil ? "la retiró" : "la escribió") \(c.ultima.persona)"
                }
                let resto = importacion.conflictos.count - renglones.count
                throw Falla(
                    Salida.datos,
                    "no se importó nada: la carpeta cambia \(Self.cuantas(importacion.conflictos.count)) que otra persona cambió en el archivo:\n"
                        + renglones.joined(separator: "\n") + (resto > 0 ? "\n  y \(resto) más" : "")
                        + "\nExporte de nuevo y pase ahí sus cambios o, para que quede lo de la carpeta, agregue --encima"
                )
            }
            let retiros = importacion.retiros
            guard exacto, retiros.count != retira ?? 0 else { return }
            throw Falla(
                Salida.datos,
                retiros.isEmpty
                    ? "no se importó nada: --exacto no retiraría ninguna ficha; quite --retira"
                    : "no se importó nada: --exacto retiraría \(Self.cuantas(retiros.count)): \(lista(retiros)). Si es lo que quiere, escriba --retira \(retiros.count)"
            )
        }

        private static func cuantas(_ n: Int) -> String { n == 1 ? "1 ficha" : "\(n) fichas" }

        private func lista(_ claves: [Ficha.Clave]) -> String {
            claves.prefix(20).map(\.description).joined(separator: ", ")
                + (claves.count > 20 ? " y \(claves.count - 20) más" : "")
        }
    }

    /// `prep seguimiento exportar`
    struct DeExportar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "exportar",
            abstract: "Escribe todas las fichas, con sus adjuntos, en una carpeta nueva que «importar» vuelve a leer.")
        @Argument(help: ArgumentHelp("Carpeta que se crea.", valueName: "carpeta")) var carpeta: String
        @OptionGroup var seguimiento: OpcionesDeSeguimiento

        func run() throws {
            let archivo = try seguimiento.abrir()
            do {
                try CarpetaDeSeguimiento(carpeta).escribir(archivo)
            } catch is CocoaError {
                throw Falla(
                    Salida.noSePuedeCrear, "\(carpeta): no se puede escribir; revise el espacio en disco y los permisos"
                )
            }
            Consola.linea("\(try archivo.cuentas().values.reduce(0, +)) fichas en \(carpeta)")
        }
    }

    /// `prep seguimiento respaldar`
    struct DeRespaldar: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "respaldar",
            abstract:
                "Copia el archivo de seguimiento, con su historia y sus adjuntos, aunque el servidor lo esté usando.",
            discussion:
                "La copia se comprueba y es otro archivo de seguimiento: se usa en su lugar, o con --archivo para consultarla."
        )
        @OptionGroup var seguimiento: OpcionesDeSeguimiento
        @Option(help: ArgumentHelp("Archivo que se crea; no se sobrescribe.", valueName: "archivo")) var salida: String

        func run() throws {
            let archivo = try seguimiento.abrir()
            try Respaldo.hacer(salida) { try archivo.respaldar(en: $0) }
            let (bytes, sha256) = try Respaldo.huella(salida)
            Consola.linea("\(salida): respaldo completo y comprobado, \(bytes) bytes, SHA-256 \(sha256)")
        }
    }
}
