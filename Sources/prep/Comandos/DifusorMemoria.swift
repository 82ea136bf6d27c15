import Almacen
import AlmacenSQLite
import ArgumentParser
import Bitacora
import Difusion
import Electoral
import Foundation
import Seguimiento

extension OrdenDifusor {
    /// `prep difusor memoria`
    struct DeMemoria: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "memoria",
            abstract: "Cuenta las bitácoras web de un difusor, las guarda en su ficha y escribe su memoria técnica.",
            discussion: """
                Con la carpeta del proceso, o su almacén, la memoria lleva también lo que se registró de la transmisión: cortes, \
                interrupciones, llamadas, reactivaciones. Sin bitácoras usa la última cuenta guardada. Sin --difusor escribe la \
                memoria de todos juntos. El periodo, si no se dice, es el de los días que pide la ficha de la convocatoria; si \
                tampoco, el de las bitácoras.
                """)
        @Argument(
            help: ArgumentHelp("Bitácoras de acceso, en cualquier orden; también con gzip.", valueName: "archivos"))
        var bitacoras: [String] = []
        @Option(help: ArgumentHelp("Archivo de «prep seguimiento».", valueName: "sqlite")) var seguimiento: String
        @Option(help: ArgumentHelp("Clave de la ficha del difusor.", valueName: "difusor")) var difusor: String?
        @Option(
            help: ArgumentHelp("Desde cuándo se cuenta, en la hora del proceso.", valueName: "AAAA-MM-DD[ HH:MM]"))
        var desde: String?
        @Option(
            help: ArgumentHelp(
                "Hasta cuándo: ese día completo o, con hora, antes de ese minuto.", valueName: "AAAA-MM-DD[ HH:MM]"))
        var hasta: String?
        @Option(help: ArgumentHelp("Carpeta del proceso, con --entorno.", valueName: "carpeta")) var proceso: String?
        @Option(help: ArgumentHelp("simulacro u oficial.", valueName: "entorno")) var entorno: String?
        @Option(help: ArgumentHelp("Almacén suelto, como sqlite:RUTA, en vez de la carpeta.", valueName: "almacén"))
        var almacen: String?
        @Option(help: ArgumentHelp("Fecha que lleva; de inicio, hoy.", valueName: "AAAA-MM-DD")) var fecha: String?
        @Option(
            help: ArgumentHelp("Quién guarda la cuenta; lo ven todos los que leen la historia.", valueName: "nombre"))
        var persona = "Memoria técnica"
        @Option(help: ArgumentHelp("Carpeta con las plantillas del instituto.", valueName: "carpeta"))
        var plantillas: String?
        @Option(help: ArgumentHelp("Archivo que se crea: .docx, .pdf o .html.", valueName: "archivo")) var salida:
            String

        func run() throws {
            let archivoDeSalida = try SalidaDeDocumento(salida)
            let archivo = try OpcionDeArchivo.abrir(seguimiento)
            let escribania = try OrdenSeguimiento.escribania(archivo, plantillas, almacen: operacion())
            let pedido = try self.pedido(archivo, archivo.huso())
            try archivoDeSalida.escribir(
                escribania.escribir(
                    pedido, fecha: try fecha.map { try OrdenSeguimiento.dia($0, "--fecha") },
                    hoy: archivo.hoy(Reloj.ahora())))
            Consola.linea("Memoria escrita en \(salida)")
        }

        private func pedido(_ archivo: Seguimiento.Archivo, _ huso: Huso) throws -> Escribania.Pedido {
            guard let difusor else {
                guard bitacoras.isEmpty else {
                    throw Falla(Salida.uso, "diga de qué difusor son las bitácoras con --difusor")
                }
                return .documento(clave: DocumentoDeSeguimiento.memoriaDeDifusion, ficha: nil)
            }
            guard let clave = Ficha.Clave(clase: "difusor", id: difusor), try archivo.ficha(clave) != nil else {
                let hay = try archivo.fichas(de: "difusor").map(\.clave.id)
                throw Falla(
                    Salida.datos,
                    "--difusor: no hay ficha «\(difusor)»; \(hay.isEmpty ? "no hay ninguna todavía" : "las que hay son \(hay.prefix(20).joined(separator: ", "))")"
                )
            }
            if !bitacoras.isEmpty { try contar(clave, archivo, huso) }
            return .documento(clave: DocumentoDeSeguimiento.memoriaTecnica, ficha: clave)
        }

        private func contar(_ difusor: Ficha.Clave, _ archivo: Seguimiento.Archivo, _ huso: Huso) throws {
            let periodo = try periodo(archivo, huso)
            let archivos = try leidos()
            let c = try LectorDeBitacoras.contar(
                bitacoras, periodo: periodo.map { $0.lowerBound.segundos..<$0.upperBound.segundos })
            guard c.hits > 0 else {
                throw Falla(
                    Salida.datos,
                    "ninguna de las \(c.lineas) líneas es del periodo; revise los archivos o diga otro con --desde y --hasta"
                )
            }
            var contados = AccesosContados(c)
            contados.archivos = archivos
            let ficha = try contados.ficha(difusor, periodo: periodo, huso: huso)
            try archivo.aplicar(
                [.guardar(ficha, revision: nil)],
                .init(persona, Reloj.ahora(), motivo: "Cuenta de \(bitacoras.count) bitácoras"))
            OrdenDifusor.decir(c)
        }

        /// Name, size and hash of each file: the same one twice would be counted twice.
        private func leidos() throws -> [AccesosContados.Archivo] {
            var vistos: [String: String] = [:]
            return try bitacoras.map { ruta in
                let datos = try Archivos.leer(ruta)
                let sha256 = datos.withUnsafeBytes { Huella.sha256(de: $0) }
                if let otra = vistos.updateValue(ruta, forKey: sha256) {
                    throw Falla(Salida.datos, "\(otra) y \(ruta) son el mismo archivo: déjelo una vez")
                }
                return .init(nombre: (ruta as NSString).lastPathComponent, bytes: datos.count, sha256: sha256)
            }
        }

        /// What was asked for or else the days of the call; nil for all.
        private func periodo(_ archivo: Seguimiento.Archivo, _ huso: Huso) throws -> Range<Instante>? {
            let convocatoria = try archivo.fichas(de: "convocatoria_de_difusores").first
            let dias = convocatoria?.lista("memoria_dias").compactMap { Dia(iso: $0.valor) } ?? []
            if desde == nil, hasta == nil {
                guard let inicio = dias.min().flatMap({ Self.inicio($0, huso) }),
                    let fin = dias.max().flatMap({ Self.inicio($0 + 1, huso) })
                else { return nil }
                return inicio..<fin
            }
            guard let desde, let hasta else { throw Falla(Salida.uso, "--desde y --hasta van juntos") }
            let (inicio, fin) = (
                try Self.instante(desde, "--desde", huso), try Self.instante(hasta, "--hasta", huso, alFinal: true)
            )
            guard inicio < fin else { throw Falla(Salida.uso, "--hasta debe ser posterior a --desde") }
            return inicio..<fin
        }

        private static func inicio(_ dia: Dia, _ huso: Huso, hora: Int = 0, minuto: Int = 0) -> Instante? {
            FechaHora(anio: dia.anio, mes: dia.mes, dia: dia.dia, hora: hora, minuto: minuto)?.instante(en: huso)
        }

        private static func instante(_ texto: String, _ opcion: String, _ huso: Huso, alFinal: Bool = false) throws
            -> Instante
        {
            if let dia = Dia(iso: texto), let inicio = inicio(alFinal ? dia + 1 : dia, huso) { return inicio }
            let partes = texto.split { $0 == " " || $0 == "T" }
            let hora = partes.last?.split(separator: ":").compactMap { Int($0) } ?? []
            guard partes.count == 2, let dia = Dia(iso: String(partes[0])), hora.count == 2,
                let inicio = inicio(dia, huso, hora: hora[0], minuto: hora[1])
            else {
                throw Falla(
                    Salida.uso,
                    "\(opcion): «\(texto)» no es un día ni un momento; escríbalo como 2027-06-06 o 2027-06-06 18:00")
            }
            return inicio
        }

        /// The store of the environment, when one was said.
        private func operacion() throws -> Almacen? {
            guard proceso != nil || entorno != nil || almacen != nil else { return nil }
            var opciones = OpcionesDeOperacion()
            (opciones.carpeta, opciones.entorno, opciones.almacen) = (proceso, entorno, almacen)
            return Almacen(try ControladorSQLite(ruta: try opciones.validar().ruta, crear: false))
        }
    }

    /// The figures of a count, one in each line.
    static func decir(_ c: CuentaDeAccesos) {
        for (nombre, cifra) in [
            ("líneas", c.lineas), ("ilegibles", c.ilegibles), ("fuera del periodo", c.fuera), ("hits", c.hits),
            ("páginas", c.paginas), ("visitas", c.visitas), ("direcciones", c.direcciones), ("bytes", c.bytes),
            ("errores", c.errores), ("hits en el minuto pico", c.pico?.hits ?? 0),
        ] { Consola.linea("\(nombre): \(cifra)") }
    }
}

extension AccesosContados {
    /// As the difusores' reader of logs counted them.
    init(_ c: CuentaDeAccesos) {
        self.init()
        (lineas, ilegibles, fuera) = (c.lineas, c.ilegibles, c.fuera)
        total = Tramo(hits: c.hits, paginas: c.paginas, visitas: c.visitas)
        (direcciones, bytes) = (c.direcciones, c.bytes)
        (errores4xx, errores5xx) = (c.respuestas[4, default: 0], c.respuestas[5, default: 0])
        pico = c.pico.map { (Instante(segundos: $0.inicio), $0.hits) }
        porHora = Dictionary(
            uniqueKeysWithValues: c.porHora.map {
                (Instante(segundos: $0), Tramo(hits: $1.hits, paginas: $1.paginas, visitas: $1.visitas))
            })
    }
}
