import Almacen
import Documentos
import Electoral

/// Writes the documents of an archive: what consoles and commands ask for.
public struct Escribania: Sendable {
    /// Something to be written.
    public enum Pedido: Hashable, Sendable {
        case informe(formato: String, mes: Mes)
        /// One of `documentos`, of a record when it is of one.
        case documento(clave: String, ficha: Ficha.Clave?)
    }

    /// A document ready to be printed, and what to look at before it is issued.
    public struct Hecho: Sendable {
        public let escrito: Escrito
        /// The day that it carries.
        public let fecha: Dia
        public let avisos: [Aviso]
    }

    public let archivo: Archivo
    private let plantillas: Plantillas
    private let entregables: [Entregable]
    private let difusion: (@Sendable () throws -> HechosDeDifusion)?

    /// - Parameters:
    ///   - entregables: catalogue of the deliverables.
    ///   - difusion: what the environment of the night noted of the difusores, for the documents that tell it; nil where
    ///     there is none at hand.
    public init(
        _ archivo: Archivo, plantillas: Plantillas, entregables: [Entregable],
        difusion: (@Sendable () throws -> HechosDeDifusion)? = nil
    ) {
        self.archivo = archivo
        self.difusion = difusion
        self.plantillas = plantillas
        self.entregables = entregables
    }

    /// Formats of the monthly report.
    public var formatos: [String] { Informe.formatos(plantillas) }
    public var documentos: [DocumentoDeSeguimiento] { DocumentoDeSeguimiento.todos(plantillas) }

    /// Documents that can be made of a record.
    public func documentos(de ficha: Ficha) -> [DocumentoDeSeguimiento] { documentos.filter { $0.admite(ficha) } }

    /// Months that are reported, from the calendar of the process, and its usual format; none while there is no process.
    public func meses() throws(AlmacenError) -> (meses: [Mes], formato: String?) {
        let fichas = try archivo.fichas(de: "proceso") + archivo.fichas(de: "entregable")
        guard let calendario = Calendario(fichas: fichas, entregables: entregables) else { return ([], nil) }
        return (calendario.meses, fichas.first { $0.clave.clase == "proceso" }?["formato"])
    }

    /// - Parameter fecha: the day that the document carries; when nil, for a report, the one on which it is due.
    /// - Throws: `PlantillaError`, `DocumentoError` or `AlmacenError`.
    public func escribir(_ pedido: Pedido, fecha: Dia?, hoy: Dia) throws -> Hecho {
        let libro = Libro(try archivo.fichas())
        let logo = try libro.logo.flatMap { sha256 in try archivo.adjunto(sha256) }
        switch pedido {
        case .informe(let formato, let mes):
            let informe = try Informe(libro, mes: mes, fecha: fecha)
            let html = try informe.html(plantillas, formato: formato)
            return Hecho(
                escrito: try libro.escrito(
                    titulo: informe.titulo, cuerpo: html.texto, fecha: informe.fecha, logo: logo),
                fecha: informe.fecha,
                avisos: informe.avisos(de: html.texto, desconocidos: html.desconocidos, entregables: entregables))
        case .documento(let clave, let ficha):
            guard let documento = documentos.first(where: { $0.clave == clave }) else {
                throw PlantillaError(
                    .noExiste,
                    "no hay documento «\(clave)»; los que hay son \(documentos.map(\.clave).joined(separator: ", "))")
            }
            let elegida = ficha.flatMap { libro[$0] }
            if let ficha, elegida == nil { throw PlantillaError(.noExiste, "no hay ficha «\(ficha)»") }
            let dia = fecha ?? hoy
            let hechos = documento.cuentaLaDifusion ? try difusion?() : nil
            let html = try documento.html(libro, ficha: elegida, fecha: dia, difusion: hechos, plantillas)
            return Hecho(
                escrito: try libro.escrito(
                    titulo: documento.nombre, cuerpo: html.texto, fecha: dia, logo: logo, emisor: elegida?["emisor"]),
                fecha: dia,
                avisos: documento.avisos(libro, ficha: elegida, fecha: dia, entregables: entregables)
                    + Aviso.de(html: html.texto, desconocidos: html.desconocidos))
        }
    }
}
