import Foundation

/// Makes documents with programs of Debian, each in a process of its own: PDF with WeasyPrint and DOCX with Pandoc.
/// One document at a time and not for ever.
///
/// Trust statement: bodies are checked against `Vocabulario` before any program sees them; WeasyPrint is told to fetch
/// nothing that is not inside the document; Pandoc gets no image and no address it would read. What they answer is only
/// handed to who asked.
public actor Imprenta {
    private let programas: Programas
    private var turno: Task<[UInt8], any Error>?

    /// - Parameters:
    ///   - carpetas: where the programs are looked for.
    ///   - segundos: how long a program may take with a document.
    public init(carpetas: [String] = ["/usr/bin", "/usr/local/bin"], segundos: Int = 90) {
        programas = Programas(carpetas: carpetas, segundos: segundos)
    }

    /// The document as one page of HTML with everything inside and no script.
    public static func html(_ escrito: Escrito) throws(DocumentoError) -> String {
        PaginaHTML.escribir(escrito, try Cuerpo(escrito))
    }

    /// The document to be shown inside another page, whose style it takes: cover, letterhead and contents without the
    /// numbers of their pages.
    public static func fragmento(_ escrito: Escrito) throws(DocumentoError) -> String {
        PaginaHTML.fragmento(escrito, try Cuerpo(escrito))
    }

    /// Tagged PDF (PDF/UA-1), with bookmarks.
    ///
    /// - Throws: `DocumentoError`.
    public func pdf(_ escrito: Escrito) async throws -> [UInt8] {
        try await pdf(try Self.html(escrito))
    }

    /// Tagged PDF of a page that this program wrote with its own style sheet inside.
    ///
    /// - Throws: `DocumentoError`.
    public func pdf(_ pagina: String) async throws -> [UInt8] {
        let programas = programas
        return try await enTurno { try await Self.imprimir(pagina, "pdf", programas) }
    }

    /// DOCX with styles, fields and lists of a word processor; the table of contents has its pages already.
    ///
    /// - Throws: `DocumentoError`.
    public func docx(_ escrito: Escrito) async throws -> [UInt8] {
        let cuerpo = try Cuerpo(escrito)
        let programas = programas
        return try await enTurno {
            var paginas: [Int] = []
            if cuerpo.tieneIndice, !cuerpo.delIndice.isEmpty {
                let lineas = try await Self.imprimir(PaginaHTML.escribir(escrito, cuerpo), "paginas", programas)
                paginas = String(decoding: lineas, as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
            }
            return try await Redactor(escrito, cuerpo, paginas: paginas).docx(programas)
        }
    }

    private func enTurno(_ trabajo: @escaping @Sendable () async throws -> [UInt8]) async throws -> [UInt8] {
        let anterior = turno
        let nueva = Task<[UInt8], any Error> {
            _ = try? await anterior?.value
            try Task.checkCancellation()
            return try await trabajo()
        }
        turno = nueva
        // What nobody waits for any more is neither begun nor finished.
        return try await withTaskCancellationHandler {
            try await nueva.value
        } onCancel: {
            nueva.cancel()
        }
    }

    /// - Parameter modo: what of imprimir.py.
    private static func imprimir(_ pagina: String, _ modo: String, _ programas: Programas) async throws -> [UInt8] {
        let interprete = try programas.interprete()
        let taller = try Taller()
        try taller.escribir(pagina.utf8, en: "documento.html")
        try taller.escribir(PackageResources.imprimir_py, en: "imprimir.py")
        try await programas.correr(
            interprete,
            [
                "-I", "-X", "utf8", taller.ruta("imprimir.py"), modo, taller.ruta("documento.html"),
                taller.ruta("salida"),
            ], en: taller.carpeta)
        guard let bytes = taller.leer("salida"), modo != "pdf" || bytes.starts(with: "%PDF".utf8) else {
            throw DocumentoError(.fallo, "El PDF no se pudo hacer; imprima la página y avise.")
        }
        return bytes
    }
}
