import Foundation
import Formatos

/// Makes a DOCX: Pandoc writes the text with its styles, lists and tables, and the rest is put around it.
struct Redactor {
    private let escrito: Escrito
    private let cuerpo: Cuerpo
    private let paginas: [Int]

    /// - Parameter paginas: the page of each heading, in order.
    init(_ escrito: Escrito, _ cuerpo: Cuerpo, paginas: [Int]) {
        self.escrito = escrito
        self.cuerpo = cuerpo
        self.paginas = paginas
    }

    func docx(_ programas: Programas) async throws -> [UInt8] {
        let pandoc = try programas.ruta(.pandoc)
        var preparado = ParaPandoc(escrito.membrete)
        let html = try preparado.html(cuerpo.nodos)
        let taller = try Taller()
        try taller.escribir(html.utf8, en: "cuerpo.html")
        // Debian's Pandoc cannot write DOCX in its sandbox; the vocabulary leaves nothing in the body for it to read.
        // Its data are looked for in the folder: nobody's settings change the document.
        try await programas.correr(
            pandoc,
            [
                "--from=html-auto_identifiers", "--to=docx", "--data-dir=\(taller.carpeta.path)",
                "--output=\(taller.ruta("cuerpo.docx"))", taller.ruta("cuerpo.html"),
            ], en: taller.carpeta)
        var imagenes: [Logo] = []
        for imagen in preparado.imagenes { imagenes.append(try await hecha(imagen, taller, programas)) }
        guard let bytes = taller.leer("cuerpo.docx") else { throw Self.ilegible }
        let partes = try Zip.leer(bytes, archivo: "cuerpo.docx")
        func parte(_ nombre: String) throws(DocumentoError) -> [UInt8] {
            guard let parte = partes.first(where: { $0.nombre == nombre }) else { throw Self.ilegible }
            return parte.bytes
        }
        func raiz(_ nombre: String) throws(DocumentoError) -> Elemento {
            let nodos = try LectorDeMarcas.leer(try parte(nombre), html: false)
            guard let raiz = nodos.lazy.compactMap(\.elemento).first else { throw Self.ilegible }
            return raiz
        }
        var dibujos: [Elemento] = []
        for (n, imagen) in zip(preparado.imagenes, imagenes).enumerated() {
            let texto = PartesWord.dibujo(
                imagen.1, n, relacion: "prepImagen\(n)", alt: imagen.0.alt, imagen.0.caja)
            dibujos += try LectorDeMarcas.leer(texto, html: false).compactMap(\.elemento)
        }
        var arreglo = ArregloWord(
            cuerpo, paginas: paginas, preparado, dibujos: dibujos, claro: escrito.membrete.claro)
        var xml = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
        arreglo.arreglar(try raiz("word/document.xml")).escribir(en: &xml, html: false)
        // Pandoc hangs numbers farther from their text than anybody would.
        let numeracion = String(decoding: try parte("word/numbering.xml"), as: UTF8.self)
            .replacing("w:hanging=\"480\"", with: "w:hanging=\"360\"")
        let enlaces = try raiz("word/_rels/document.xml.rels").elementos.filter { $0["TargetMode"] == "External" }
        return try PartesWord(escrito: escrito).docx(
            cuerpo: xml, numeracion: numeracion, enlaces: enlaces, imagenes: imagenes)
    }

    /// Drawings are made images: word processors do not read them all.
    private func hecha(_ imagen: ParaPandoc.Imagen, _ taller: borrowing Taller, _ programas: Programas) async throws
        -> Logo
    {
        switch imagen.fuente {
        case .hecha(let hecha): return hecha
        case .dibujo(let svg):
            try taller.escribir(svg.utf8, en: "dibujo.svg")
            try await programas.correr(
                try programas.ruta(.rsvg),
                ["--zoom=3", "--format=png", "--output=\(taller.ruta("dibujo.png"))", taller.ruta("dibujo.svg")],
                en: taller.carpeta)
            guard let png = taller.leer("dibujo.png") else { throw Self.ilegible }
            return try Logo(png)
        }
    }

    private static var ilegible: DocumentoError {
        DocumentoError(.fallo, "El DOCX no se pudo hacer; pida el PDF o el HTML y avise.")
    }
}
