import CLectorQR

/// Finds the QR codes of a page.
enum LectorDeQR {
    struct Leido {
        let texto: String
        /// Clockwise turn of the code, from -180 to 180.
        let grados: Int

        /// Nearer to lying on a side or upside down than to standing.
        var deLado: Bool { abs(grados) > 45 }
    }

    /// A page carries one printed code and perhaps one label; more than this is not an acta.
    private static let maximo = 8
    /// Smallest side where a code can be.
    private static let ladoMinimo = 24
    /// Longer side up to which the page is read again at twice its size when nothing was found: modules of small
    /// images have less than two pixels.
    private static let ladoMaximoAlDoble = 1_400
    /// With so much between ink and paper the levels are good as they are.
    private static let contrastePleno = 150

    /// Payloads at the size of the page; when there are none, at half of it (noise and grain go away) and last at twice.
    /// Faint pages are tried with their levels stretched, because the reader takes small steps of gray for paper.
    static func leer(_ pagina: Grises) -> [Leido] {
        let primera = leerUnaVez(pagina)
        if !primera.isEmpty { return primera }
        let clara = estirada(pagina)
        let segunda = leerUnaVez(clara.mitad())
        if !segunda.isEmpty || clara.ladoMayor > ladoMaximoAlDoble { return segunda }
        return leerUnaVez(clara.doble())
    }

    /// From the darkest ink to paper over the whole range.
    private static func estirada(_ pagina: Grises) -> Grises {
        let niveles = MedidorDeLegibilidad.Niveles(pagina)
        guard niveles.contraste > 0, niveles.contraste < contrastePleno else { return pagina }
        let negro = niveles.papel - niveles.contraste
        let tabla = (0...255).map { UInt8(clamping: ($0 - negro) * 255 / niveles.contraste) }
        var nueva = pagina
        nueva.pixeles = pagina.pixeles.map { tabla[Int($0)] }
        return nueva
    }

    private static func leerUnaVez(_ pagina: Grises) -> [Leido] {
        guard min(pagina.ancho, pagina.alto) >= ladoMinimo else { return [] }
        var leidos: [Leido] = []
        pagina.pixeles.withUnsafeBufferPointer { pixeles in
            withUnsafeMutablePointer(to: &leidos) { destino in
                _ = lector_qr_leer(
                    pixeles.baseAddress, Int32(pagina.ancho), Int32(pagina.alto), Int32(pagina.ancho), Int32(maximo),
                    { contexto, bytes, cuenta, grados in
                        let texto = String(decoding: UnsafeBufferPointer(start: bytes, count: cuenta), as: UTF8.self)
                        contexto?.assumingMemoryBound(to: [Leido].self).pointee.append(
                            Leido(texto: texto, grados: Int(grados)))
                    }, UnsafeMutableRawPointer(destino))
            }
        }
        return leidos
    }
}
