import Almacen
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
    private let decir: @Sendable (String) -> Void
    private var vistos: [String: Aspecto] = [:]
    /// Times that reading a file failed for a reason that may be of the machine.
    private var intentos: [String: Int] = [:]
    /// Somebody was told that the files wait for the apertura.
    private var avisado = false

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
        decir = avisar
    }

    /// A line, whatever the name of the file carries: a terminal obeys what it is shown.
    private func avisar(_ texto: String) {
        decir(
            String(
                String.UnicodeScalarView(
                    texto.unicodeScalars.map {
                        let clase = $0.properties.generalCategory
                        return clase == .control || clase == .format || clase == .lineSeparator ? "?" : $0
                    })))
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
        if !listos.isEmpty, await !recibe() { return 0 }
        for (centro, ruta) in listos { await tomar(ruta, de: centro) }
        return listos.count
    }

    /// Before the apertura and after the cierre the files stay where they are.
    private func recibe() async -> Bool {
        let mesa = d.mesa
        do {
            try await enHilo { try mesa.exigirQueReciba() }
            avisado = false
            return true
        } catch {
            if !avisado {
                avisar("los archivos se quedan en la carpeta: \((error as? AlmacenError)?.mensaje ?? "\(error)")")
            }
            avisado = true
            return false
        }
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
            let paginas = try await d.taller.revisar(bytes, origen: centro)
            let envio = Envio(
                bytes: bytes, nombre: nombre, origen: .catd, digitalizacion: .escaner, persona: nil, centro: centro,
                instante: d.ahora())
            let (mesa, identificador) = (d.mesa, d.identificador)
            let recibidas = try await enHilo { try mesa.recibir(envio, paginas: paginas, identificador) }
            intentos[ruta] = nil
            try mover(ruta, a: "\(carpeta)/\(centro)/procesados", nota: nil)
            avisar("\(centro)/\(nombre): \(recibidas.count) páginas")
        } catch let error as ImagenError where !sigueIntentando(ruta, error) {
            intentos[ruta] = nil
            try? mover(ruta, a: "\(carpeta)/\(centro)/rechazados", nota: error.description)
            avisar("\(centro)/\(nombre): \(error.description)")
        } catch {
            // The machine is busy or the store is: the file stays where it is and is tried again.
            avisar("\(centro)/\(nombre): se intentará otra vez (\(error))")
        }
    }

    /// What the machine may have caused is tried a few times before the file is blamed.
    private func sigueIntentando(_ ruta: String, _ error: ImagenError) -> Bool {
        guard !error.esPasajero else { return true }
        guard error.puedeSerDelEquipo else { return false }
        intentos[ruta, default: 0] += 1
        return intentos[ruta, default: 0] < 3
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
    /// Whether a busy machine, and not the image, may be the reason.
    var puedeSerDelEquipo: Bool { self == .obreroFallo || self == .obreroTarda }

    /// Whether the same file may be taken later.
    var esPasajero: Bool {
        switch self {
        case .tallerLleno, .tallerCerrado, .obreroNoInicia: true
        default: false
        }
    }
}
