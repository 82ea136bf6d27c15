import Foundation
import Hummingbird
import NIOHTTP1

/// What the server tells who keeps it running, a line for each failure that nobody expected.
enum RegistroDeFallas {
    /// Losing the line, on a full disk or a closed pipe, is better than losing the server.
    static func anotar(_ error: any Error, _ request: Request, _ id: String) {
        let linea = "prep: \(id) \(request.uri.path): \(error)\n"
        try? FileHandle.standardError.write(contentsOf: Data(linea.utf8))
    }
}

extension Error {
    /// Whether the other end speaks broken HTTP: its fault, and nothing to write down.
    var esDeProtocolo: Bool { self is HTTPParserError }
}
