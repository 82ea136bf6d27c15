import CQREncode

/// Modules of a QR, row by row, without quiet zone.
struct CodigoQR {
    /// Quiet zone around the symbol that the standard asks for (ISO/IEC 18004), in modules.
    static let silencio = 4

    let lado: Int
    /// Horizontal runs of dark modules.
    let tramos: [Tramo]

    struct Tramo {
        let fila: Int
        let columna: Int
        let largo: Int
    }

    /// Symbol of the smallest version with medium correction (15 %): an acta is folded, stained and photographed.
    init(_ contenido: String) throws(ImagenError) {
        guard let qr = QRcode_encodeString(contenido, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else {
            throw .qrDemasiadoLargo(caracteres: contenido.count)
        }
        defer { QRcode_free(qr) }
        let lado = Int(qr.pointee.width)
        guard let modulos = qr.pointee.data else { throw .codificacion("código QR sin datos") }
        var tramos: [Tramo] = []
        for fila in 0..<lado {
            var columna = 0
            while columna < lado {
                let inicio = columna
                while columna < lado, modulos[fila * lado + columna] & 1 == 1 { columna += 1 }
                if columna > inicio { tramos.append(Tramo(fila: fila, columna: inicio, largo: columna - inicio)) }
                columna += 1
            }
        }
        self.lado = lado
        self.tramos = tramos
    }
}
