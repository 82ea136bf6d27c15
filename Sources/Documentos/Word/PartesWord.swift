import Electoral
import Formatos

/// The parts of a DOCX around its text: styles, head, foot, settings and what says where each is.
struct PartesWord {
    static let encabezado = "prepEncabezado"
    static let pie = "prepPie"

    let escrito: Escrito
    private var membrete: Membrete { escrito.membrete }

    /// - Parameters:
    ///   - cuerpo: document.xml.
    ///   - numeracion: numbering.xml, that of Pandoc.
    ///   - enlaces: the relationships of Pandoc's that go out of the file.
    func docx(
        cuerpo: String, numeracion: String, enlaces: [Elemento], imagenes: [Logo]
    ) throws(FormatoError) -> [UInt8] {
        var partes: [(String, [UInt8])] = [
            ("[Content_Types].xml", Array(tipos.utf8)),
            ("_rels/.rels", PackageResources.relaciones_xml),
            ("docProps/core.xml", Array(propiedades.utf8)),
            ("word/document.xml", Array(cuerpo.utf8)),
            ("word/_rels/document.xml.rels", Array(relaciones(enlaces, imagenes).utf8)),
            ("word/styles.xml", rellenada(PackageResources.estilos_xml)),
            ("word/settings.xml", rellenada(PackageResources.ajustes_xml)),
            ("word/numbering.xml", Array(numeracion.utf8)),
            ("word/header1.xml", rellenada(PackageResources.encabezado_xml)),
            ("word/footer1.xml", rellenada(PackageResources.pie_xml)),
        ]
        if let logo = membrete.logo {
            partes.append(("word/media/logo.\(logo.tipo.rawValue)", logo.bytes))
            partes.append(("word/_rels/header1.xml.rels", Array(relacionDelLogo(logo).utf8)))
        }
        for (n, imagen) in imagenes.enumerated() {
            partes.append(("word/media/imagen\(n).\(imagen.tipo.rawValue)", imagen.bytes))
        }
        let fecha = escrito.fecha.flatMap { $0.anio < 1980 ? nil : $0 } ?? FechaHora(anio: 1980, mes: 1, dia: 1)
        guard let fecha else { return [] }
        return try Zip.crear(partes.map { Zip.Entrada(nombre: $0.0, bytes: $0.1) }, fecha: fecha)
    }

    /// An image in its line.
    static func dibujo(_ imagen: Logo, _ n: Int, relacion: String, alt: String, _ caja: ParaPandoc.Caja) -> String {
        let medida = imagen.medida(en: caja)
        let (cx, cy) = (Int(medida.ancho * 360_000), Int(medida.alto * 360_000))
        let texto = Nodo.escapado(alt)
        return """
            <w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="\(cx)" cy="\(cy)"/>\
            <wp:docPr id="\(n + 1)" name="Imagen \(n + 1)" descr="\(texto)"/><a:graphic>\
            <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>\
            <pic:nvPicPr><pic:cNvPr id="\(n + 1)" name="Imagen \(n + 1)" descr="\(texto)"/><pic:cNvPicPr/></pic:nvPicPr>\
            <pic:blipFill><a:blip r:embed="\(relacion)"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
            <pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="\(cx)" cy="\(cy)"/></a:xfrm>\
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>
            """
    }

    private func rellenada(_ parte: [UInt8]) -> [UInt8] {
        var texto = String(decoding: parte, as: UTF8.self)
        let valores = [
            "{{COLOR}}": String(membrete.color.dropFirst()), "{{CLARO}}": String(membrete.claro.dropFirst()),
            "{{IDIOMA}}": escrito.idioma, "{{UNIDAD}}": membrete.unidad, "{{PIE}}": membrete.alPie,
            "{{INSTITUCION}}": membrete.institucion, "{{RESTO}}": "\(ArregloWord.ancho - anchoDelLogo)",
        ]
        texto = texto.replacing("{{CELDA}}", with: celdaDelLogo).replacing("{{REJILLA}}", with: rejilla)
        // In one pass: what a value says is never filled again.
        var salida = ""
        var resto = texto[...]
        while let inicio = resto.firstRange(of: "{{") {
            salida += resto[..<inicio.lowerBound]
            let fin = resto[inicio.upperBound...].firstRange(of: "}}")?.upperBound ?? resto.endIndex
            salida += Nodo.escapado(valores[String(resto[inicio.lowerBound..<fin])] ?? "")
            resto = resto[fin...]
        }
        return Array((salida + resto).utf8)
    }

    /// With the space after it, in twentieths of a point; nothing without logo.
    private var anchoDelLogo: Int { membrete.logo.map { Int($0.medida(en: .encabezado).ancho * 567) + 180 } ?? 0 }

    private var rejilla: String {
        let columnas = [anchoDelLogo, ArregloWord.ancho - anchoDelLogo].filter { $0 > 0 }
        return "<w:tblGrid>\(columnas.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>"
    }

    private var celdaDelLogo: String {
        guard let logo = membrete.logo else { return "" }
        let dibujo = Self.dibujo(logo, 900, relacion: "prepLogo", alt: "Logotipo del instituto", .encabezado)
        return """
            <w:tc><w:tcPr><w:tcW w:w="\(anchoDelLogo)" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>\
            <w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r>\(dibujo)</w:r></w:p></w:tc>
            """
    }

    private static let cabeza = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
    private static let oficina = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    private func relacionDelLogo(_ logo: Logo) -> String {
        """
        \(Self.cabeza)<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
        <Relationship Id="prepLogo" Type="\(Self.oficina)/image" Target="media/logo.\(logo.tipo.rawValue)"/></Relationships>
        """
    }

    private func relaciones(_ enlaces: [Elemento], _ imagenes: [Logo]) -> String {
        let partes = [
            ("prepEstilos", "styles", "styles.xml"), ("prepAjustes", "settings", "settings.xml"),
            ("prepNumeracion", "numbering", "numbering.xml"), (Self.encabezado, "header", "header1.xml"),
            (Self.pie, "footer", "footer1.xml"),
        ]
        let imagenes = imagenes.enumerated().map { n, imagen in
            ("prepImagen\(n)", "image", "media/imagen\(n).\(imagen.tipo.rawValue)")
        }
        var raiz = Elemento(
            "Relationships", [("xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")],
            (partes + imagenes).map {
                .elemento(
                    Elemento(
                        "Relationship", [("Id", $0.0), ("Type", "\(Self.oficina)/\($0.1)"), ("Target", $0.2)]))
            })
        raiz.hijos += enlaces.map { .elemento($0) }
        var texto = Self.cabeza
        raiz.escribir(en: &texto, html: false)
        return texto
    }

    private var tipos: String {
        let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        let partes = [
            ("document", "document.main"), ("styles", "styles"), ("settings", "settings"), ("numbering", "numbering"),
            ("header1", "header"), ("footer1", "footer"),
        ].map { "<Override PartName=\"/word/\($0.0).xml\" ContentType=\"\(word).\($0.1)+xml\"/>" }.joined()
        return """
            \(Self.cabeza)<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>\
            <Default Extension="jpeg" ContentType="image/jpeg"/>\(partes)\
            <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>
            """
    }

    private var propiedades: String {
        var fechas = ""
        if let fecha = escrito.fecha {
            // The hour of the place is written as it is: what people see is the day.
            let dia = [cifras(fecha.anio, ancho: 4), dosCifras(fecha.mes), dosCifras(fecha.dia)].joined(separator: "-")
            let sello = "\(dia)T\(fecha.horaMinuto):\(dosCifras(fecha.segundo))Z"
            fechas = ["created", "modified"].map {
                "<dcterms:\($0) xsi:type=\"dcterms:W3CDTF\">\(sello)</dcterms:\($0)>"
            }.joined()
        }
        return """
            \(Self.cabeza)<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>\(Nodo.escapado(escrito.titulo))</dc:title>\
            <dc:creator>\(Nodo.escapado(membrete.institucion))</dc:creator>\
            <dc:language>\(Nodo.escapado(escrito.idioma))</dc:language>\(fechas)</cp:coreProperties>
            """
    }
}
