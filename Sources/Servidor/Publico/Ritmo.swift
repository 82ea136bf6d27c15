import NIOCore
import Publicacion
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// An address as the limits count it: all of an IPv4, the network (the first half) of an IPv6, which whoever has one has
/// whole. Read from the connection: what a header says of where a request came from is never believed.
package struct Direccion: Hashable, Sendable {
    private let alta: UInt64
    private let esLarga: Bool

    package init(_ direccion: SocketAddress?) {
        switch direccion {
        case .v4(let cuatro):
            alta = UInt64(UInt32(bigEndian: cuatro.address.sin_addr.s_addr))
            esLarga = false
        case .v6(let seis):
            let bytes: [UInt8] = withUnsafeBytes(of: seis.address.sin6_addr) { [UInt8]($0) }
            let ceros = bytes.prefix { $0 == 0 }.count
            if ceros == 10, bytes[10] == 0xFF, bytes[11] == 0xFF {
                alta = Self.numero(bytes.suffix(4))
                esLarga = false
            } else if ceros == 15, bytes[15] == 1 {
                alta = 127 << 24
                esLarga = false
            } else {
                alta = Self.numero(bytes.prefix(8))
                esLarga = true
            }
        default:
            alta = 0
            esLarga = false
        }
    }

    private static func numero(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var suma: UInt64 = 0
        for byte in bytes { suma = suma << 8 | UInt64(byte) }
        return suma
    }

    /// This same machine: its operator, or a proxy that has the limits.
    package var esDeAqui: Bool { !esLarga && alta >> 24 == 127 }
}

/// Keeps the policy: so many files a second and so many connections for each address. In memory; a restart forgives.
package final class Ritmo: Sendable {
    private struct Cubeta {
        var fichas: Double
        var cuando: NIODeadline
    }

    private let politica: PoliticaDeRitmo
    private let tambienAqui: Bool
    private let cubetas = Mutex<[Direccion: Cubeta]>([:])
    private let abiertas = Mutex<[Direccion: Int]>([:])
    private static let direcciones = 100_000

    /// - Parameter tambienAqui: whether it holds for this same machine.
    package init(_ politica: PoliticaDeRitmo, tambienAqui: Bool) {
        self.politica = politica
        self.tambienAqui = tambienAqui
    }

    /// Seconds to wait; nil when the request goes on.
    package func espera(_ direccion: Direccion, _ ahora: NIODeadline) -> Int? {
        if direccion.esDeAqui && !tambienAqui { return nil }
        return cubetas.withLock { c in
            if c.count >= Self.direcciones {
                c = c.filter { ahora - $0.value.cuando < .seconds(60) }
                if c.count >= Self.direcciones { c.removeAll() }
            }
            var suya = c[direccion] ?? Cubeta(fichas: Double(politica.deUna), cuando: ahora)
            let pasados = Double(max(0, (ahora - suya.cuando).nanoseconds)) / 1e9
            suya.fichas = min(Double(politica.deUna), suya.fichas + pasados * Double(politica.porSegundo))
            suya.cuando = max(ahora, suya.cuando)
            defer { c[direccion] = suya }
            guard suya.fichas >= 1 else { return 1 + Int((1 - suya.fichas) / Double(max(1, politica.porSegundo))) }
            suya.fichas -= 1
            return nil
        }
    }

    /// False when the address has too many connections open.
    package func abrir(_ direccion: Direccion) -> Bool {
        if direccion.esDeAqui && !tambienAqui { return true }
        return abiertas.withLock {
            guard $0[direccion, default: 0] < politica.conexiones else { return false }
            $0[direccion, default: 0] += 1
            return true
        }
    }

    package func cerrar(_ direccion: Direccion) {
        if direccion.esDeAqui && !tambienAqui { return }
        abiertas.withLock { $0[direccion] = $0[direccion].flatMap { $0 > 1 ? $0 - 1 : nil } }
    }
}
