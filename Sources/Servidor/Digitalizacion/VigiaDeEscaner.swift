import Electoral
import Foundation
import Imagenes
import Operacion

/// Takes in what a scanner leaves in a folder, one subfolder for each centre.
///
/// A file is taken when two looks in a row find it the same, so that one that is still being written waits. What is
/// taken goes to `procesados/`; what cannot be read, to `rechazados/` with a text that says why. If the program stops
/// between keeping the images and moving the file, the file is taken again and the store, which knows it by its hash,
/// keeps nothing twice.
///
/// Trust statement: trusted with writing inside the folder. Whoever writes there can send images of a centre, which a
/// person of the centre looks at before anything is published.
public actor VigiaDeEscaner {
    private struct Aspecto: Equatable {
        let bytes: Int
        let cambiado: Date
    }

    private let carpeta: String
    private let centros: Set<String>
    private let d: Dependencias
    private let avisar: @Sendable (String) -> Void
    private var vistos: [String: Aspecto] = [:]

    /// Seconds between two looks.
    private static let intervalo = 2

    /// - Parameters:
    ///   - centros: keys of the centres; other subfolders are left alone.
    ///   - avisar: told in one line of what was taken or refused.
    public init(
        carpeta: String, centros: Set<String>, _ d: Dependencias, avisar: @escaping @Sendable (String) -> Void
    ) {
        self.carpeta = carpeta
        self.centros = centros
        self.d = d
        self.avisar = avisar
    }

    /// Makes the subfolders of the centres.
    public func preparar() throws {
        for centro in centros {
            try FileManager.default.createDirectory(
                atPath: "\(carpeta)/\(centro)", withIntermediateDirectories: true)
        }
    }

    /// Looks again and again until it is cancelled.
    public func vigilar() async throws {
        while !Task.isCancelled {
            await mirar()
            try await Task.sleep(for: .seconds(Self.intervalo))
        }
    }

    /// One look at every centre.
    ///
    /// - Returns: how many files were taken or refused.
    @discardableResult
    public func mirar() async -> Int {
        var listos: [(centro: String, ruta: String)] = []
        var ahora: [String: Aspecto] = [:]
        for centro in centros.sorted() {
            for (ruta, aspecto) in archivos(de: centro) {
                if vistos[ruta] == aspecto { listos.append((centro, ruta)) } else { ahora[ruta] = aspecto }
            }
        }
        vistos = ahora
        for (centro, ruta) in listos { await tomar(ruta, de: centro) }
        return listos.count
    }

    /// Ordinary files of a centre, oldest first: no links, nothing hidden, nothing that a program is still writing.
    private func archivos(de centro: String) -> [(String, Aspecto)] {
        let lugar = "\(carpeta)/\(centro)"
        let nombres = (try? FileManager.default.contentsOfDirectory(atPath: lugar)) ?? []
        let provisionales = [".tmp", ".part", ".partial", ".crdownload"]
        return nombres.compactMap { nombre -> (String, Aspecto)? in
            guard !nombre.hasPrefix("."), !nombre.hasPrefix("~"),
                !provisionales.contains(where: nombre.lowercased().hasSuffix)
            else { return nil }
            let ruta = "\(lugar)/\(nombre)"
            guard let datos = try? FileManager.default.attributesOfItem(atPath: ruta),
                datos[.type] as? FileAttributeType == .typeRegular, let bytes = datos[.size] as? Int, bytes > 0,
                let cambiado = datos[.modificationDate] as? Date
            else { return nil }
            return (ruta, Aspecto(bytes: bytes, cambiado: cambiado))
        }
        .sorted { ($0.1.cambiado, $0.0) < ($1.1.cambiado, $1.0) }
    }

    private func tomar(_ ruta: String, de centro: String) async {
        let nombre = (ruta as NSString).lastPathComponent
        do {
            let tamano = try FileManager.default.attributesOfItem(atPath: ruta)[.size] as? Int ?? 0
            guard tamano <= ConsolaDeDigitalizacion.bytesMaximos else {
                throw ImagenError.archivoExcesivo(bytes: tamano, maximo: ConsolaDeDigitalizacion.bytesMaximos)
            }
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: ruta)))
            let paginas = try await d.taller.revisar(bytes)
            let envio = Envio(
                bytes: bytes, nombre: nombre, origen: .catd, digitalizacion: .escaner, persona: nil, centro: centro,
                instante: d.ahora())
            let (mesa, identificador) = (d.mesa, d.identificador)
            let recibidas = try await enHilo { try mesa.recibir(envio, paginas: paginas, identificador) }
            try mover(ruta, a: "\(carpeta)/\(centro)/procesados", nota: nil)
            avisar("\(centro)/\(nombre): \(recibidas.count) páginas")
        } catch let error as ImagenError where !error.esPasajero {
            try? mover(ruta, a: "\(carpeta)/\(centro)/rechazados", nota: error.description)
            avisar("\(centro)/\(nombre): \(error.description)")
        } catch {
            // The machine is busy or the store is: the file stays where it is and is tried again.
            avisar("\(centro)/\(nombre): se intentará otra vez (\(error))")
        }
    }

    private func mover(_ ruta: String, a destino: String, nota: String?) throws {
        let archivos = FileManager.default
        try archivos.createDirectory(atPath: destino, withIntermediateDirectories: true)
        let nombre = (ruta as NSString).lastPathComponent
        let (base, sufijo) = ((nombre as NSString).deletingPathExtension, (nombre as NSString).pathExtension)
        var nuevo = "\(destino)/\(nombre)"
        var n = 2
        while archivos.fileExists(atPath: nuevo) {
            nuevo = "\(destino)/\(base)-\(n)" + (sufijo.isEmpty ? "" : ".\(sufijo)")
            n += 1
        }
        try archivos.moveItem(atPath: ruta, toPath: nuevo)
        if let nota { try Data("\(nota)\n".utf8).write(to: URL(fileURLWithPath: nuevo + ".txt")) }
    }
}

extension ImagenError {
    /// Whether the same file may be taken later.
    var esPasajero: Bool {
        switch self {
        case .tallerLleno, .tallerCerrado, .obreroNoInicia: true
        default: false
        }
    }
}
