import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The folder where compressed copies are written: each file whole or not at all.
struct Destino {
    let carpeta: String

    init(_ carpeta: String) { self.carpeta = carpeta }

    func bytes(_ ruta: String) -> [UInt8]? {
        guard case .archivo(let abierto) = Abierto.abrir(ruta, en: carpeta) else { return nil }
        return abierto.todo()
    }

    func quitar(_ ruta: String) { unlink("\(carpeta)/\(ruta)") }

    /// Whether what it has at a path are the bytes of a file.
    func tiene(_ ruta: String, los otro: Abierto) -> Bool {
        guard case .archivo(let mio) = Abierto.abrir(ruta, en: carpeta), mio.archivo.bytes == otro.archivo.bytes else {
            return false
        }
        if mio.archivo == otro.archivo { return true }
        var desde = 0
        while desde < mio.archivo.bytes {
            guard let uno = Self.pedazo(mio, desde), let dos = Self.pedazo(otro, desde), uno == dos, !uno.isEmpty else {
                return false
            }
            desde += uno.count
        }
        return true
    }

    /// A second name for the same file; false when the disk does not give one.
    func enlazar(_ origen: String, _ ruta: String, _ archivo: EnDisco) -> Bool {
        conTemporal(ruta) { temporal in
            link(origen, temporal) == 0 && EnDisco(temporal)?.bytes == archivo.bytes
        }
    }

    func copiar(_ abierto: Abierto, _ ruta: String) -> Bool {
        escribir(ruta, abierto.archivo) { salida in
            var desde = 0
            while desde < abierto.archivo.bytes {
                guard let pedazo = Self.pedazo(abierto, desde), !pedazo.isEmpty, Self.escribir(pedazo, salida) else {
                    return false
                }
                desde += pedazo.count
            }
            // Written over while it was being read: it is not one file nor the other.
            return abierto.mirar() == abierto.archivo
        }
    }

    func escribir(_ bytes: [UInt8], _ ruta: String, _ archivo: EnDisco) -> Bool {
        escribir(ruta, archivo) { Self.escribir(bytes, $0) }
    }

    // MARK: Disk

    /// With the hour of the file that it is of, which is what `Last-Modified` says.
    private func escribir(_ ruta: String, _ archivo: EnDisco, _ llenar: (Int32) -> Bool) -> Bool {
        conTemporal(ruta) { temporal in
            let descriptor = open(temporal, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
            guard descriptor >= 0 else { return false }
            let lleno = llenar(descriptor)
            let hora = timespec(
                tv_sec: Int(archivo.modificado / 1_000_000_000), tv_nsec: Int(archivo.modificado % 1_000_000_000))
            let fechado = futimens(descriptor, [hora, hora]) == 0
            return close(descriptor) == 0 && lleno && fechado
        }
    }

    private func conTemporal(_ ruta: String, _ hacer: (String) -> Bool) -> Bool {
        let definitiva = "\(carpeta)/\(ruta)"
        let temporal = definitiva + ".parcial"
        unlink(temporal)
        var hecho = hacer(temporal)
        if !hecho, !FileManager.default.fileExists(atPath: (definitiva as NSString).deletingLastPathComponent) {
            try? FileManager.default.createDirectory(
                atPath: (definitiva as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            hecho = hacer(temporal)
        }
        hecho = hecho && rename(temporal, definitiva) == 0
        // Also after a rename over another name of the same file, which does nothing.
        unlink(temporal)
        return hecho
    }

    private static func pedazo(_ abierto: Abierto, _ desde: Int) -> [UInt8]? {
        var leidos: Int?
        let pedazo = [UInt8](unsafeUninitializedCapacity: 1 << 18) { destino, cuenta in
            leidos = abierto.leer(UnsafeMutableRawBufferPointer(destino), desde: desde)
            cuenta = leidos ?? 0
        }
        return leidos == nil ? nil : pedazo
    }

    private static func escribir(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { p in
            var hechos = 0
            while hechos < p.count {
                let n = write(descriptor, p.baseAddress.map { $0 + hechos }, p.count - hechos)
                if n < 0 && errno == EINTR { continue }
                guard n > 0 else { return false }
                hechos += n
            }
            return true
        }
    }
}
