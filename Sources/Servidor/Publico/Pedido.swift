import NIOCore
import NIOHTTP1
import Publicacion

/// What matters of a request: all that is kept of one that waits for its turn.
struct Pedido {
    var esHead = false
    var admiteMetodo = true
    /// It brings a body, or asks to speak another protocol: it is answered and the connection closed.
    var seCierra = false
    /// It could not be understood, or does not say once to which host it speaks.
    var noEsValido = false
    /// Seconds to wait, when its address asked for too much.
    var espera: Int?
    var uri: String
    var admite: String?
    var sinoEs: String?
    var siCambioDesde: String?
    var rango: String?
    var siRango: String?

    /// What is not HTTP: it is answered and the connection closed.
    static let ilegible: Pedido = {
        var pedido = Pedido(HTTPRequestHead(version: .http1_1, method: .GET, uri: "/"))
        pedido.noEsValido = true
        pedido.seCierra = true
        return pedido
    }()

    init(_ cabeza: HTTPRequestHead) {
        uri = Self.relativa(cabeza.uri)
        switch cabeza.method {
        case .GET: break
        case .HEAD: esHead = true
        default: admiteMetodo = false
        }
        let esAntigua = cabeza.version.major == 0 || (cabeza.version.major == 1 && cabeza.version.minor == 0)
        seCierra = esAntigua
        var anfitriones = 0
        for (nombre, valor) in cabeza.headers {
            switch nombre.utf8.count {
            case 4 where nombre.es("host"): anfitriones += 1
            case 15 where nombre.es("accept-encoding"): admite = admite.map { "\($0), \(valor)" } ?? valor
            case 13 where nombre.es("if-none-match"): sinoEs = sinoEs.map { "\($0), \(valor)" } ?? valor
            case 17 where nombre.es("if-modified-since"): siCambioDesde = valor
            case 5 where nombre.es("range"): rango = valor
            case 8 where nombre.es("if-range"): siRango = valor
            case 7 where nombre.es("upgrade"): seCierra = true
            case 17 where nombre.es("transfer-encoding"): seCierra = true
            case 14 where nombre.es("content-length"): if valor != "0" { seCierra = true }
            case 10 where nombre.es("connection"):
                if !valor.es("keep-alive"), valor.lowercased().contains("close") { seCierra = true }
            default: break
            }
        }
        if cabeza.version.major < 2 { noEsValido = esAntigua ? anfitriones > 1 : anfitriones != 1 }
        if cabeza.method == .CONNECT { seCierra = true }
    }

    /// Without the name of the host, which whoever speaks to a proxy puts before.
    private static func relativa(_ uri: String) -> String {
        guard uri.utf8.first != UInt8(ascii: "/") else { return uri }
        for esquema in ["http://", "https://"] where uri.lowercased().hasPrefix(esquema) {
            return uri.dropFirst(esquema.count).firstIndex(of: "/").map { String(uri[$0...]) } ?? "/"
        }
        return uri
    }

    /// What is answered with a file that was found.
    ///
    /// - Parameter admite: what its `Accept-Encoding` admits.
    func contestar(_ ficha: Ficha, _ admite: Admite) -> Contestacion.Plan {
        var parte = Rango.entero
        if let rango, siRango == nil || siRango == ficha.entera.etiqueta || siRango == ficha.modificado {
            parte = Rango(rango, de: ficha.archivo.bytes)
        }
        // A range is of the file itself: its compressed forms have no ranges of their own.
        let forma = rango == nil ? ficha.forma(admite) : ficha.entera
        if laTiene(forma.etiqueta, ficha.modificado) {
            return .lista(Contestacion(cabeza: forma.noCambio, cuerpo: .nada))
        }
        switch parte {
        case .imposible: return .lista(PaginaDeError.fueraDeRango(ficha.archivo.bytes))
        case .entero: return plan(forma.completa, ficha, forma.cuerpo, 0..<ficha.archivo.bytes)
        case .parte(let pedida):
            let trozo = ficha.entera.cuerpo.flatMap {
                $0.getSlice(at: $0.readerIndex + pedida.lowerBound, length: pedida.count)
            }
            return plan(ficha.cabezaDeParte(pedida), ficha, trozo, Range(pedida))
        }
    }

    private func plan(_ cabeza: Cabeza, _ ficha: Ficha, _ bytes: ByteBuffer?, _ parte: Range<Int>) -> Contestacion.Plan
    {
        if let bytes { return .lista(Contestacion(cabeza: cabeza, cuerpo: .bytes(bytes))) }
        return esHead ? .lista(Contestacion(cabeza: cabeza, cuerpo: .nada)) : .deDisco(cabeza, ficha, parte)
    }

    private func laTiene(_ etiqueta: String, _ modificado: String) -> Bool {
        guard let sinoEs else { return siCambioDesde == modificado }
        if sinoEs == etiqueta { return true }
        return sinoEs.split(separator: ",").contains {
            let una = $0.recortada
            return una == "*" || una == etiqueta || una == "W/" + etiqueta
        }
    }
}

extension Contestacion {
    enum Plan {
        case lista(Contestacion)
        /// The file must be opened first, and still be the same.
        case deDisco(Cabeza, Ficha, Range<Int>)
    }
}

extension String {
    /// Whether it is a word of ASCII, in capitals or not.
    ///
    /// - Parameter palabra: in lower case.
    fileprivate func es(_ palabra: StaticString) -> Bool {
        var i = 0
        let letras = palabra.utf8Start
        for letra in utf8 {
            guard i < palabra.utf8CodeUnitCount else { return false }
            let menor = letra >= 65 && letra <= 90 ? letra | 0x20 : letra
            guard menor == letras[i] else { return false }
            i += 1
        }
        return i == palabra.utf8CodeUnitCount
    }
}
