#if canImport(Glibc)
    import Glibc
#endif
import Foundation

/// Ports of this machine.
enum Puerto {
    static func libre() throws -> Int {
        let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(s) }
        var direccion = local(0)
        var largo = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &direccion) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { p in
                _ = bind(s, p, largo)
                return getsockname(s, p, &largo)
            }
        }
        return Int(UInt16(bigEndian: direccion.sin_port))
    }

    static func escucha(_ puerto: Int) -> Bool {
        let s = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(s) }
        var direccion = local(UInt16(puerto))
        return withUnsafePointer(to: &direccion) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(s, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    private static func local(_ puerto: UInt16) -> sockaddr_in {
        var direccion = sockaddr_in()
        direccion.sin_family = sa_family_t(AF_INET)
        direccion.sin_port = puerto.bigEndian
        direccion.sin_addr.s_addr = inet_addr("127.0.0.1")
        return direccion
    }
}
