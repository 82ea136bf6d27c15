import Almacen
import Crypto
import Electoral
import Formatos
import HTTPTypes
import Hummingbird
import NIOCore
import Seguimiento

/// Files attached to records: kept by their hash, given only to be saved, never to be shown inside a page.
struct AdjuntosDeFichas: Sendable {
    let c: ConsolaDeSeguimiento

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento/{carpeta}/{id}/adjunto/{sha}", para: VenFichas.self, dar)
        r.montarEnvio(
            "/seguimiento/{carpeta}/{id}/adjuntos", para: DeFichas.self, limite: Archivo.maximoDeAdjunto, agregar)
        r.montar(.post, "/seguimiento/{carpeta}/{id}/adjuntos/quitar", para: DeFichas.self, quitar)
    }

    @Sendable private func dar(_ request: Request, _ p: Con<VenFichas>) async throws -> Response {
        let clave = try ConsolaDeSeguimiento.clave(p)
        let sha = try p.parameters.require("sha")
        let archivo = c.archivo
        // Only what the record has, or had.
        let hallado = try await enHilo { () -> (String, [UInt8])? in
            let suyos = try archivo.ficha(clave)?.ficha.adjuntos ?? []
            let todos =
                suyos
                + (suyos.contains { $0.sha256 == sha }
                    ? [] : try archivo.historia(clave).flatMap { $0.ficha?.adjuntos ?? [] })
            guard let uno = todos.first(where: { $0.sha256 == sha }), let bytes = try archivo.adjunto(sha) else {
                return nil
            }
            return (uno.nombre, bytes)
        }
        guard let hallado else { throw ConsolaError(.noExiste, "Ese archivo no existe.") }
        return .archivo(hallado.1, tipo: Self.tipo(hallado.0), nombre: hallado.0)
    }

    /// By the end of its name; what is not in the list is bytes.
    private static func tipo(_ nombre: String) -> String {
        let tipos = [
            "pdf": "application/pdf", "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
            "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "odt": "application/vnd.oasis.opendocument.text", "ods": "application/vnd.oasis.opendocument.spreadsheet",
            "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "zip": "application/zip",
        ]
        return tipos[nombre.split(separator: ".").last.map { $0.lowercased() } ?? ""] ?? "application/octet-stream"
    }

    @Sendable private func agregar(_ envio: EnvioConArchivo, _ p: Con<DeFichas>) async throws -> Response {
        let clave = try ConsolaDeSeguimiento.clave(p)
        let descripcion = p.formulario["descripcion"]
        func devuelta(_ error: String, _ estado: HTTPResponse.Status = .unprocessableContent) async throws -> Response {
            .pagina(try await c.pagina(clave, c.lugar(p), error: error), estado: estado)
        }
        _ = try await c.vigente(clave)
        guard let archivo = envio.archivo, !archivo.nombre.isEmpty, !archivo.bytes.isEmpty else {
            return try await devuelta("Elija un archivo que no esté vacío.")
        }
        guard NombreDeArchivo.esBueno(archivo.nombre) else {
            return try await devuelta(
                "El nombre del archivo no sirve: use letras, cifras, espacios, puntos y guiones, sin diagonales (120 a lo más)."
            )
        }
        guard !Texto.tieneControles(descripcion) else {
            return try await devuelta(
                "La descripción va en un renglón y tiene caracteres que no se ven: escríbala otra vez.")
        }
        guard descripcion.count <= 200 else { return try await devuelta("La descripción pasa de 200 letras.") }
        let sha = Array(SHA256.hash(data: archivo.bytes)).hexadecimal
        return try await cambiar(clave, p, motivo: "Agrega el archivo \(archivo.nombre)", bytes: (sha, archivo.bytes)) {
            filas in
            guard !filas.contains(where: { $0["nombre"]?.lowercased() == archivo.nombre.lowercased() }) else {
                return .failure("Ya hay un archivo con ese nombre: quítelo antes o cambie el nombre.")
            }
            var nueva: [String: Contenido] = [
                "nombre": .asiento(Asiento(archivo.nombre)), "sha256": .asiento(Asiento(sha)),
            ]
            if !descripcion.isEmpty { nueva["descripcion"] = .asiento(Asiento(descripcion)) }
            return .success(filas.map { .grupo($0.contenido) } + [.grupo(nueva)])
        }
    }

    @Sendable private func quitar(_ request: Request, _ p: Con<DeFichas>) async throws -> Response {
        let nombre = p.formulario["nombre"]
        return try await cambiar(try ConsolaDeSeguimiento.clave(p), p, motivo: "Quita el archivo \(nombre)") { filas in
            let quedan = filas.filter { $0["nombre"] != nombre }
            return quedan.count == filas.count
                ? .failure("Ese archivo ya no está en la ficha.") : .success(quedan.map { .grupo($0.contenido) })
        }
    }

    private enum Resultado {
        case success([Contenido])
        case failure(String)
    }

    /// The record as it is now with other attached files: nothing that somebody typed is at stake, so that nobody is asked.
    private func cambiar(
        _ clave: ClaveDeFicha, _ p: Con<DeFichas>, motivo: String, bytes: (sha: String, todos: [UInt8])? = nil,
        _ cambio: @Sendable ([FichaDeSeguimiento.Campos]) -> Resultado
    ) async throws -> Response {
        var (ficha, revision) = try await c.vigente(clave)
        switch cambio(ficha.grupos(FichaDeSeguimiento.adjuntos)) {
        case .failure(let error):
            return .pagina(try await c.pagina(clave, c.lugar(p), error: error), estado: .unprocessableContent)
        case .success(let filas):
            ficha.campos.contenido[FichaDeSeguimiento.adjuntos] = filas.isEmpty ? nil : .lista(filas)
        }
        let (nueva, esperada, archivo) = (ficha, revision, c.archivo)
        let autoria = c.autoria(p.identidad, motivo: String(motivo.prefix(300)))
        do {
            try await enHilo {
                try archivo.aplicar([.guardar(nueva, revision: esperada)], autoria) { sha in
                    sha == bytes?.sha ? bytes?.todos : nil
                }
            }
        } catch let error as AlmacenError where [.restriccion, .cambioAjeno, .valorInvalido].contains(error.codigo) {
            let frase = await c.frase(error, de: clave)
            return .pagina(try await c.pagina(clave, c.lugar(p), error: frase), estado: error.estadoHTTP)
        }
        return .ir(ConsolaDeSeguimiento.ruta(clave) + "?guardada=1")
    }
}
