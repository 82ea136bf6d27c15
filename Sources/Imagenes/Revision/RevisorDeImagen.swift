import CLeptonica

/// Turns a file that somebody sends into pages that can be published.
///
/// Trust statement: its input is trusted with nothing and is handed to large C libraries. It runs only inside the
/// process of `ObreroDeImagenes`, which has limits and nothing to lose; the program reaches it through
/// `TallerDeImagenes`.
public enum RevisorDeImagen {
    public static let paginasMaximas = 60
    /// Longer side of what is published, in pixels: letter paper at 372 dots per inch.
    static let ladoPublicado = 4_096
    /// Longer side at which pages are judged and their codes read.
    static let ladoRevisado = 2_400
    /// JPEG quality of pictures that have to be compressed again.
    static let calidad = 85
    /// JPEG quality of pages of documents, which come from losslessly kept paper.
    static let calidadDePagina = 80
    /// Pixels of images that are decoded whole, at four bytes each; oficio paper at 600 dots per inch has 41 millions.
    private static let pixelesMaximosSinPerdida = 50_000_000

    /// Pages of the file, in its order.
    public static func revisar(_ bytes: [UInt8]) throws(ImagenError) -> [PaginaRecibida] {
        var paginas: [PaginaRecibida] = []
        try revisar(bytes, leyendoQR: true) { paginas.append($0) }
        return paginas
    }

    /// Hands over each page when it is ready, so that only one is in memory.
    static func revisar(
        _ bytes: [UInt8], leyendoQR: Bool, entregar: (PaginaRecibida) throws(ImagenError) -> Void
    ) throws(ImagenError) {
        guard !bytes.isEmpty else { throw .archivoVacio }
        setMsgSeverity(Int32(L_SEVERITY_NONE))
        switch TipoDeImagen(bytes) {
        case nil:
            throw .tipoNoAdmitido
        case .jpeg:
            let jpeg = try RevisionJPEG(bytes)
            try entregar(
                pagina(
                    1, "image/jpeg", jpeg.bytes, jpeg.grises, medida: (jpeg.ancho, jpeg.alto), leyendoQR: leyendoQR))
        case .png:
            let png = try RevisionPNG(bytes)
            try entregar(
                pagina(1, png.tipo, png.bytes, png.grises, medida: (png.ancho, png.alto), leyendoQR: leyendoQR))
        case .tiff:
            let tiff = try RevisionTIFF(bytes)
            for n in 0..<tiff.paginas {
                let (jpeg, grises) = try tiff.pagina(n)
                try entregar(
                    pagina(
                        n + 1, "image/jpeg", jpeg, grises, medida: (grises.ancho, grises.alto), leyendoQR: leyendoQR))
            }
        case .pdf:
            let pdf = try RevisionPDF(bytes)
            for n in 0..<pdf.paginas {
                let (jpeg, grises) = try pdf.pagina(n)
                try entregar(
                    pagina(
                        n + 1, "image/jpeg", jpeg, grises, medida: (grises.ancho, grises.alto), leyendoQR: leyendoQR))
            }
        }
    }

    private static func pagina(
        _ numero: Int, _ tipo: String, _ bytes: [UInt8], _ grises: Grises, medida: (ancho: Int, alto: Int),
        leyendoQR: Bool
    ) -> PaginaRecibida {
        let vista = grises.reducida(a: ladoRevisado)
        let leidos = leyendoQR ? LectorDeQR.leer(vista) : []
        let medidas = MedidorDeLegibilidad.medir(
            vista, ancho: medida.ancho, alto: medida.alto, qrEncontrado: !leidos.isEmpty)
        var observaciones = MedidorDeLegibilidad.observar(medidas)
        // A label can be glued sideways next to a printed code that stands: then the sheet stands.
        if !leidos.isEmpty, leidos.allSatisfy(\.deLado) { observaciones.append(.deLado) }
        return PaginaRecibida(
            pagina: numero, tipo: tipo, bytes: bytes, ancho: medida.ancho, alto: medida.alto, qr: leidos.map(\.texto),
            medidas: medidas, observaciones: observaciones)
    }

    /// Refuses, before decoding, sizes that an acta cannot have.
    static func comprobarMedidas(ancho: Int, alto: Int, sinPerdida: Bool) throws(ImagenError) {
        let maximos = sinPerdida ? pixelesMaximosSinPerdida : LectorJPEG.pixelesMaximos
        guard ancho > 0, alto > 0 else { throw .imagenIncompleta }
        guard ancho <= LectorJPEG.ladoMaximo, alto <= LectorJPEG.ladoMaximo, ancho * alto <= maximos else {
            throw .imagenExcesiva(ancho: ancho, alto: alto)
        }
    }
}
