import NIOCore
import NIOHTTP1
import Publicacion
import Synchronization

/// A file of the tree as it was read, with its compressed copies and everything that its headers say, made once.
package final class Ficha: Sendable {
    /// One of the ways in which it is sent.
    struct Forma: Sendable {
        let etiqueta: String
        let completa: Cabeza
        let noCambio: Cabeza
        /// Nil when it is read from the disk while it is sent.
        let cuerpo: ByteBuffer?
    }

    let relativa: String
    let archivo: EnDisco
    let modificado: String
    let entera: Forma
    private let brotli: Forma?
    private let gzip: Forma?
    let peso: Int
    /// False while its copies may still come, or when it changed so recently that it must be read again.
    let esDefinitiva: Bool
    /// When it was read, and when it was last seen to be the same, in nanoseconds.
    let leida: UInt64
    let vista: Atomic<UInt64>
    private let publico: ArchivoPublico
    private let huella: String

    init(
        _ relativa: String, _ archivo: EnDisco, huella: String, contenido: ByteBuffer?,
        copias: [Codificacion: ByteBuffer], faltan: Bool, ahora: UInt64
    ) {
        self.relativa = relativa
        self.archivo = archivo
        self.huella = huella
        let publico = ArchivoPublico(relativa)
        self.publico = publico
        let modificado = FechaHTTP.texto(archivo.segundos)
        self.modificado = modificado
        let forma = { (codificacion: Codificacion?, cuerpo: ByteBuffer?) in
            Self.forma(publico, huella, modificado, codificacion, cuerpo?.readableBytes ?? archivo.bytes, cuerpo)
        }
        entera = forma(nil, contenido)
        brotli = copias[.brotli].map { forma(.brotli, $0) }
        gzip = copias[.gzip].map { forma(.gzip, $0) }
        peso = 4096 + (contenido?.readableBytes ?? 0) + copias.values.reduce(0) { $0 + $1.readableBytes }
        esDefinitiva = !faltan && !archivo.esDeAhora()
        leida = ahora
        vista = Atomic(ahora)
    }

    /// The best form that the client admits.
    func forma(_ admite: Admite) -> Forma {
        if admite.contains(.brotli), let brotli { return brotli }
        if admite.contains(.gzip), let gzip { return gzip }
        return entera
    }

    /// The head of a part of the file itself.
    func cabezaDeParte(_ parte: ClosedRange<Int>) -> Cabeza {
        Cabeza(
            .partialContent,
            Self.comunes(publico, entera.etiqueta, modificado) + [
                ("Content-Type", publico.tipo), ("Content-Length", String(parte.count)),
                ("Content-Range", "bytes \(parte.lowerBound)-\(parte.upperBound)/\(archivo.bytes)"),
            ])
    }

    private static func forma(
        _ publico: ArchivoPublico, _ huella: String, _ modificado: String, _ codificacion: Codificacion?, _ bytes: Int,
        _ cuerpo: ByteBuffer?
    ) -> Forma {
        let etiqueta = "\"\(huella)\(codificacion.map { "-\($0.rawValue)" } ?? "")\""
        let campos = comunes(publico, etiqueta, modificado)
        var propios = [("Content-Type", publico.tipo), ("Content-Length", String(bytes))]
        propios.append(codificacion.map { ("Content-Encoding", $0.rawValue) } ?? ("Accept-Ranges", "bytes"))
        return Forma(
            etiqueta: etiqueta, completa: Cabeza(.ok, campos + propios), noCambio: Cabeza(.notModified, campos),
            cuerpo: cuerpo)
    }

    private static func comunes(_ publico: ArchivoPublico, _ etiqueta: String, _ modificado: String)
        -> [(String, String)]
    {
        var campos = [("ETag", etiqueta), ("Last-Modified", modificado), ("Cache-Control", publico.cache)]
        // Also while there is no copy: who keeps it for others must know that there will be.
        if publico.seComprime { campos.append(("Vary", "Accept-Encoding")) }
        if publico.esDato { campos.append(("Access-Control-Allow-Origin", "*")) }
        return campos + Cabeza.seguras(seIncrusta: publico.seIncrusta)
    }
}

/// The encodings that a client admits.
struct Admite: OptionSet, Sendable {
    let rawValue: UInt8
    static let brotli = Admite(rawValue: 1)
    static let gzip = Admite(rawValue: 2)

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(_ cabecera: String?) {
        var suma: Admite = []
        if Codificacion.elegir(cabecera, [.brotli]) != nil { suma.insert(.brotli) }
        if Codificacion.elegir(cabecera, [.gzip]) != nil { suma.insert(.gzip) }
        self = suma
    }
}
