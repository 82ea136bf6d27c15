import CBrotli
import CZlib

/// A compressed form of a file, as `Content-Encoding` names it. In order of preference.
package enum Codificacion: String, CaseIterable, Sendable {
    case brotli = "br"
    case gzip

    /// What its copy adds to the name of the file, as nginx looks for it.
    package var sufijo: String { self == .brotli ? ".br" : ".gz" }

    /// The best that a client admits: the first of `disponibles` whose weight is not zero.
    ///
    /// - Parameter admitidas: the header `Accept-Encoding`.
    package static func elegir(_ admitidas: String?, _ disponibles: [Codificacion]) -> Codificacion? {
        guard let admitidas else { return nil }
        var rechazadas: Set<Substring> = []
        var nombradas: Set<Substring> = []
        for parte in admitidas.lowercased().split(separator: ",") {
            let trozos = parte.split(separator: ";")
            guard let nombre = trozos.first?.recortada else { continue }
            let seAdmite = trozos.dropFirst().allSatisfy { parametro in
                let dos = parametro.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                guard dos[0].recortada == "q" else { return true }
                return dos.count == 2 && esPesoPositivo(dos[1].recortada)
            }
            if seAdmite { nombradas.insert(nombre) } else { rechazadas.insert(nombre) }
        }
        return disponibles.first {
            let nombre = Substring($0.rawValue)
            return !rechazadas.contains(nombre) && (nombradas.contains(nombre) || nombradas.contains("*"))
        }
    }

    /// A weight as the norm writes it, `0.001` to `1.000`. Whoever writes it otherwise is given the file as it is.
    private static func esPesoPositivo(_ peso: Substring) -> Bool {
        let cifras = Array(peso.utf8)
        guard let entero = cifras.first, cifras.count <= 5, cifras.count == 1 || cifras[1] == UInt8(ascii: ".") else {
            return false
        }
        let decimales = cifras.dropFirst(2)
        let ceros = decimales.allSatisfy { $0 == UInt8(ascii: "0") }
        switch entero {
        case UInt8(ascii: "1"): return ceros
        case UInt8(ascii: "0"): return !ceros && decimales.allSatisfy { $0 >= 48 && $0 <= 57 }
        default: return false
        }
    }

    /// The same bytes, smaller; nil when the library refuses.
    package func comprimir(_ bytes: [UInt8]) -> [UInt8]? {
        switch self {
        case .gzip: Self.gzip(bytes)
        case .brotli: Self.brotli(bytes)
        }
    }

    /// Whether a copy opens and says exactly those bytes. A copy is believed for nothing else: not for its hour, which a
    /// mirror may cut to whole seconds, nor for its name.
    package func dice(_ copia: [UInt8], _ bytes: [UInt8]) -> Bool {
        switch self {
        case .gzip: Self.gunzip(copia, hasta: bytes.count) == bytes
        case .brotli: Self.debrotli(copia, hasta: bytes.count) == bytes
        }
    }

    private static func debrotli(_ copia: [UInt8], hasta capacidad: Int) -> [UInt8]? {
        var usados = capacidad
        var bien = false
        let salida = [UInt8](unsafeUninitializedCapacity: max(1, capacidad)) { destino, cuenta in
            bien =
                BrotliDecoderDecompress(copia.count, copia, &usados, destino.baseAddress)
                == BROTLI_DECODER_RESULT_SUCCESS
            cuenta = bien ? usados : 0
        }
        return bien ? salida : nil
    }

    private static func gunzip(_ copia: [UInt8], hasta capacidad: Int) -> [UInt8]? {
        var flujo = z_stream()
        guard prep_gunzip_iniciar(&flujo) == Z_OK else { return nil }
        defer { inflateEnd(&flujo) }
        var entrada = copia
        var bien = false
        let salida = [UInt8](unsafeUninitializedCapacity: max(1, capacidad)) { destino, cuenta in
            entrada.withUnsafeMutableBufferPointer { origen in
                flujo.next_in = origen.baseAddress
                flujo.avail_in = UInt32(origen.count)
                flujo.next_out = destino.baseAddress
                flujo.avail_out = UInt32(capacidad)
                bien = inflate(&flujo, Z_FINISH) == Z_STREAM_END && flujo.avail_in == 0
            }
            cuenta = bien ? Int(flujo.total_out) : 0
        }
        return bien ? salida : nil
    }

    private static func brotli(_ bytes: [UInt8]) -> [UInt8]? {
        var usados = max(BrotliEncoderMaxCompressedSize(bytes.count), 1024)
        let capacidad = usados
        // Small pages are made by the thousand at every corte; what a difusor compresses once may take its time.
        let calidad: Int32 = bytes.count > 1 << 20 ? 5 : 9
        var bien = false
        let salida = [UInt8](unsafeUninitializedCapacity: capacidad) { destino, cuenta in
            bien =
                BrotliEncoderCompress(
                    calidad, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, bytes.count, bytes, &usados,
                    destino.baseAddress) == BROTLI_TRUE
            cuenta = bien ? usados : 0
        }
        return bien ? salida : nil
    }

    private static func gzip(_ bytes: [UInt8]) -> [UInt8]? {
        var flujo = z_stream()
        guard prep_gzip_iniciar(&flujo, 9) == Z_OK else { return nil }
        defer { deflateEnd(&flujo) }
        let capacidad = Int(deflateBound(&flujo, UInt(bytes.count)))
        var entrada = bytes
        var bien = false
        let salida = [UInt8](unsafeUninitializedCapacity: capacidad) { destino, cuenta in
            entrada.withUnsafeMutableBufferPointer { origen in
                flujo.next_in = origen.baseAddress
                flujo.avail_in = UInt32(origen.count)
                flujo.next_out = destino.baseAddress
                flujo.avail_out = UInt32(capacidad)
                bien = deflate(&flujo, Z_FINISH) == Z_STREAM_END
            }
            cuenta = bien ? Int(flujo.total_out) : 0
        }
        return bien ? salida : nil
    }
}

extension Substring {
    /// Without blanks at its ends.
    package var recortada: Substring {
        var texto = self
        while texto.first?.isWhitespace == true { texto.removeFirst() }
        while texto.last?.isWhitespace == true { texto.removeLast() }
        return texto
    }
}
