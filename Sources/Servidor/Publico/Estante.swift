import Crypto
import Foundation
import NIOCore
import NIOPosix
import Publicacion
import Synchronization

/// The files that are asked for again and again, in memory with their compressed copies.
///
/// A file is looked at again (a `stat`) when nobody has for a moment, and always after the pointer changed: whoever was
/// given a pointer is never given a page older than it.
package final class Estante: Sendable {
    package enum Hallazgo: Sendable {
        case ficha(Ficha)
        case carpeta(String)
        case nada
        case noValida
        /// It does not stop changing.
        case inestable
    }

    /// Two halves: what is used passes to the young one; when that is full the old one is forgotten.
    private struct Mitades {
        var jovenes: [String: Ficha] = [:]
        var viejas: [String: Ficha] = [:]
        var peso = 0
    }

    private let carpeta: String
    private let copias: String?
    private let hilos: NIOThreadPool
    private let mitades = Mutex(Mitades())
    /// When the pointer was last seen to change, in nanoseconds.
    private let cambioDelApuntador = Atomic<UInt64>(0)
    private static let apuntadores: Set<String> = ["corte.nota", "corte.json"]
    private static let vigencia: UInt64 = 200_000_000
    private static let esperaDeCopias: UInt64 = 2_000_000_000
    private static let bytesPorArchivo = 1 << 18
    private static let bytesPorCopia = 1 << 20
    private static let bytesPorMitad = 48 << 20

    package init(carpeta: String, copias: String?, hilos: NIOThreadPool) {
        self.carpeta = carpeta
        self.copias = copias
        self.hilos = hilos
    }

    /// What is in memory for an address as it was written, when it is known to be what the disk has.
    func enMemoria(_ uri: String, _ ahora: NIODeadline) -> Ficha? {
        let hallada: Ficha? = mitades.withLock { m -> Ficha? in
            if let joven = m.jovenes[uri] { return joven }
            guard let vieja = m.viejas[uri] else { return nil }
            guardar(vieja, uri, &m)
            return vieja
        }
        guard let hallada, estaAlDia(hallada, ahora.uptimeNanoseconds) else { return nil }
        return hallada
    }

    /// What is at an address, from the disk.
    func buscar(_ uri: String, en bucle: any EventLoop) -> EventLoopFuture<Hallazgo> {
        hilos.runIfActive(eventLoop: bucle) { [self] in buscar(uri) }
    }

    /// The file itself, while it is still the one that was read; nil, and forgotten, when it was replaced.
    func abrir(_ ficha: Ficha, en bucle: any EventLoop) -> EventLoopFuture<Abierto?> {
        hilos.runIfActive(eventLoop: bucle) { [self] in
            guard case .archivo(let abierto) = Abierto.abrir(ficha.relativa, en: carpeta),
                abierto.archivo == ficha.archivo
            else {
                olvidar(ficha)
                return nil
            }
            return abierto
        }
    }

    // MARK: Memory

    private func estaAlDia(_ ficha: Ficha, _ ahora: UInt64) -> Bool {
        let vista = ficha.vista.load(ordering: .acquiring)
        let esApuntador = Self.apuntadores.contains(ficha.relativa)
        if !esApuntador, ahora < vista + Self.vigencia, vista > cambioDelApuntador.load(ordering: .acquiring) {
            return true
        }
        guard EnDisco("\(carpeta)/\(ficha.relativa)") == ficha.archivo else {
            // At once, not when it is read again: another request may be looking at a page meanwhile.
            if esApuntador { anotarCambio() }
            return false
        }
        guard ficha.esDefinitiva || ahora < ficha.leida + Self.esperaDeCopias else { return false }
        ficha.vista.store(ahora, ordering: .releasing)
        return true
    }

    private func anotarCambio() {
        cambioDelApuntador.store(NIODeadline.now().uptimeNanoseconds, ordering: .releasing)
    }

    private func recordar(_ ficha: Ficha, _ claves: [String]) {
        mitades.withLock { m in for clave in claves { guardar(ficha, clave, &m) } }
    }

    private func guardar(_ ficha: Ficha, _ uri: String, _ m: inout Mitades) {
        if m.peso + ficha.peso > Self.bytesPorMitad {
            m = Mitades(jovenes: [:], viejas: m.jovenes, peso: 0)
        }
        m.peso += ficha.peso - (m.jovenes.updateValue(ficha, forKey: uri)?.peso ?? 0)
        m.viejas[uri] = nil
    }

    private func olvidar(_ ficha: Ficha) {
        mitades.withLock { m in
            for clave in Self.claves(ficha.relativa) {
                if m.jovenes[clave] === ficha {
                    m.jovenes[clave] = nil
                    m.peso -= ficha.peso
                }
                if m.viejas[clave] === ficha { m.viejas[clave] = nil }
            }
        }
    }

    /// The plain ways of writing the address of a file, the only ones that are remembered: the rest, as queries, are
    /// endless. The first is that of the file itself.
    private static func claves(_ relativa: String) -> [String] {
        let clave = "/\(relativa)"
        return clave.hasSuffix("/index.html") ? [clave, String(clave.dropLast("index.html".count))] : [clave]
    }

    // MARK: Disk

    package func buscar(_ uri: String) -> Hallazgo {
        let camino = uri.prefix { $0 != "?" && $0 != "#" }
        guard uri.utf8.first == UInt8(ascii: "/"), let ruta = RutaPublica(String(camino)) else { return .noValida }
        var relativa = ruta.relativa
        if ruta.terminaEnDiagonal || relativa.isEmpty { relativa += relativa.isEmpty ? "index.html" : "/index.html" }
        let claves = Self.claves(relativa)
        if let ficha = claves.first.flatMap({ enMemoria($0, .now()) }) {
            recordar(ficha, claves.filter { $0 == uri })
            return .ficha(ficha)
        }
        for _ in 0..<4 {
            switch Abierto.abrir(relativa, en: carpeta) {
            case .nada: return .nada
            case .carpeta: return .carpeta("/\(relativa)/")
            case .archivo(let abierto):
                guard let ficha = leer(relativa, abierto) else { continue }
                recordar(ficha, claves)
                return .ficha(ficha)
            }
        }
        return .inestable
    }

    /// Nil when it changed while it was read.
    private func leer(_ relativa: String, _ abierto: Abierto) -> Ficha? {
        let ahora = NIODeadline.now().uptimeNanoseconds
        let archivo = abierto.archivo
        var contenido: ByteBuffer?
        var hechas: [Codificacion: ByteBuffer] = [:]
        var faltan = false
        let huella: String
        if archivo.bytes <= CopiasComprimidas.bytesMaximos, let bytes = abierto.todo() {
            huella = Self.huella(bytes)
            if archivo.bytes <= Self.bytesPorArchivo { contenido = ByteBuffer(bytes: bytes) }
            if archivo.bytes >= CopiasComprimidas.bytesMinimos, ArchivoPublico(relativa).seComprime {
                hechas = leerCopias(relativa, bytes)
                faltan = copias != nil && hechas.count < Codificacion.allCases.count
            }
        } else if let suya = Self.huella(abierto) {
            huella = suya
        } else {
            return nil
        }
        guard abierto.mirar() == archivo else { return nil }
        let ficha = Ficha(
            relativa, archivo, huella: huella, contenido: contenido, copias: hechas, faltan: faltan, ahora: ahora)
        if Self.apuntadores.contains(relativa) { anotarCambio() }
        return ficha
    }

    private func leerCopias(_ relativa: String, _ bytes: [UInt8]) -> [Codificacion: ByteBuffer] {
        var hechas: [Codificacion: ByteBuffer] = [:]
        guard let copias else { return hechas }
        for codificacion in Codificacion.allCases {
            guard case .archivo(let copia) = Abierto.abrir(relativa + codificacion.sufijo, en: copias),
                copia.archivo.bytes < bytes.count, copia.archivo.bytes <= Self.bytesPorCopia,
                let comprimidos = copia.todo(), codificacion.dice(comprimidos, bytes)
            else { continue }
            hechas[codificacion] = ByteBuffer(bytes: comprimidos)
        }
        return hechas
    }

    private static func huella(_ bytes: [UInt8]) -> String { texto(SHA256.hash(data: bytes)) }

    /// Of a big file, in pieces.
    private static func huella(_ abierto: Abierto) -> String? {
        var suma = SHA256()
        var pedazo = [UInt8](repeating: 0, count: 1 << 18)
        var desde = 0
        while desde < abierto.archivo.bytes {
            guard let n = pedazo.withUnsafeMutableBytes({ abierto.leer($0, desde: desde) }), n > 0 else { return nil }
            pedazo.withUnsafeBytes { suma.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<n])) }
            desde += n
        }
        return texto(suma.finalize())
    }

    private static func texto(_ huella: SHA256.Digest) -> String {
        Data(huella.prefix(15)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }
}
