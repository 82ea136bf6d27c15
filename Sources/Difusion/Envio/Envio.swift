import Bitacora
import Electoral
import Foundation

/// Takes one edition to one difusor: looks at what is there, sends what is missing, files that nothing leads to yet
/// first, pages next and the pointer last, and reads back what it left.
package struct Envio: Sendable {
    /// What it cost, for the record.
    package struct Informe: Sendable, Hashable {
        package var corte = 0
        package var archivos = 0
        /// Of the files, before compression.
        package var bytes = 0
        /// Files that were read back and compared.
        package var comprobados = 0
        /// Whether the whole tree had to be looked over.
        package var completo = false
    }

    let cliente: ClienteSFTP
    let claves: [ClavePublica]
    /// How many of the files that were sent are read back.
    let muestra: Int

    package init(_ cliente: ClienteSFTP, claves: [ClavePublica], muestra: Int = 6) {
        self.cliente = cliente
        self.claves = claves
        self.muestra = muestra
    }

    /// - Parameters:
    ///   - reintento: an earlier attempt at this edition may have left files; what is whole there is not sent again.
    ///   - dudosos: paths that were found wrong over there.
    package func llevar(
        _ edicion: Edicion, reintento: Bool, dudosos: Set<String>, plazo: ContinuousClock.Instant
    ) async throws(DifusionError) -> Informe {
        let alla = try await mirar(edicion, plazo)
        let plan = PlanDeEnvio(edicion, alla: alla, dudosos: dudosos)
        var informe = Informe(corte: edicion.apunte.corte, completo: alla == .desconocido)
        try await crear(plan.carpetas, plazo)
        let pendientes: [Archivo]
        if reintento || informe.completo || !dudosos.isEmpty {
            let alla = try await tamanos(plan.inmutables, plazo)
            pendientes = plan.inmutables.filter { dudosos.contains($0.ruta) || alla[$0.ruta[...]] != $0.bytes }
            try await enviar(pendientes, alla: dudosos.isEmpty ? alla : [:], plazo)
        } else {
            pendientes = plan.inmutables
            try await enviar(pendientes, alla: [:], plazo)
        }
        try await reemplazar(plan.paginas, plazo)
        try await cerrar(plan.cabeza, plazo)
        informe.archivos = pendientes.count + plan.paginas.count + plan.cabeza.count
        informe.bytes = (pendientes + plan.paginas + plan.cabeza).reduce(0) { $0 + $1.bytes }
        informe.comprobados = try await comprobar(plan.cabeza, de: pendientes + plan.paginas, plazo)
        return informe
    }

    // MARK: - Steps

    /// The pointer that is there says which corte that mirror has.
    private func mirar(_ edicion: Edicion, _ plazo: ContinuousClock.Instant) async throws(DifusionError)
        -> PlanDeEnvio.Alla
    {
        let copia = "\(cliente.taller)/vista.nota"
        try? FileManager.default.removeItem(atPath: copia)
        try await correr(["-get \(Rutas.nota) \(Self.local(copia))", "-mkdir \(Rutas.espera)"], "mirar", plazo)
        guard let bytes = FileManager.default.contents(atPath: copia) else { return .desconocido }
        guard let suyo = try? Apunte(leyendo: [UInt8](bytes), claves: claves) else { return .desconocido }
        guard suyo.origen == edicion.apunte.origen else {
            throw DifusionError(
                .datos,
                "su carpeta «\(cliente.difusor.carpeta)» tiene un árbol de «\(suyo.origen)»: vacíela, o registre otra carpeta para este proceso"
            )
        }
        return edicion.raices[suyo.corte] == suyo.sha256 ? .corte(suyo.corte) : .desconocido
    }

    private func crear(_ carpetas: [String], _ plazo: ContinuousClock.Instant) async throws(DifusionError) {
        guard !carpetas.isEmpty else { return }
        try await correr(carpetas.map { "-mkdir \($0)" }, "carpetas", plazo)
    }

    /// Bytes of each of these files over there, of those that are.
    private func tamanos(_ archivos: [Archivo], _ plazo: ContinuousClock.Instant) async throws(DifusionError)
        -> [Substring: Int]
    {
        let carpetas = Set(archivos.map { ($0.ruta as NSString).deletingLastPathComponent }).sorted()
        guard !carpetas.isEmpty else { return [:] }
        let vista = try await correr(carpetas.map { "-ls -ln \($0)" }, "vista", plazo)
        var bytes: [Substring: Int] = [:]
        for linea in vista.lineas {
            let partes = linea.split(separator: " ", omittingEmptySubsequences: true)
            if partes.count >= 9, partes[0].hasPrefix("-"), let n = Int(partes[4]), let ruta = partes.last {
                bytes[ruta] = n
            }
        }
        return bytes
    }

    /// What was cut in the middle goes on from where it was.
    private func enviar(
        _ archivos: [Archivo], alla: [Substring: Int], _ plazo: ContinuousClock.Instant
    ) async throws(DifusionError) {
        try await enCanales(archivos, "inmutables", plazo) { archivo, _ in
            let empezado = alla[archivo.ruta[...]].map { $0 > 0 && $0 < archivo.bytes } ?? false
            return ["\(empezado ? "reput" : "put") \(archivo.sha256) \(archivo.ruta)"]
        }
    }

    private func reemplazar(_ archivos: [Archivo], _ plazo: ContinuousClock.Instant) async throws(DifusionError) {
        try await enCanales(archivos, "paginas", plazo) { archivo, i in
            ["put \(archivo.sha256) \(Rutas.espera)/\(i)", "rename \(Rutas.espera)/\(i) \(archivo.ruta)"]
        }
    }

    /// The pointer is the last: whoever reads it finds everything that it names.
    private func cerrar(_ cabeza: [Archivo], _ plazo: ContinuousClock.Instant) async throws(DifusionError) {
        try await correr(
            cabeza.enumerated().flatMap { i, archivo in
                [
                    "put \(archivo.sha256) \(Rutas.espera)/cabeza-\(i)",
                    "rename \(Rutas.espera)/cabeza-\(i) \(archivo.ruta)",
                ]
            }, "cabeza", plazo)
    }

    /// Reads back the pointer and some of what was sent, and compares.
    private func comprobar(
        _ cabeza: [Archivo], de enviados: [Archivo], _ plazo: ContinuousClock.Instant
    ) async throws(DifusionError) -> Int {
        let elegidos = cabeza.suffix(1) + enviados.shuffled().prefix(muestra)
        let copias = elegidos.indices.map { "\(cliente.taller)/vista-\($0)" }
        defer { for copia in copias { try? FileManager.default.removeItem(atPath: copia) } }
        try await correr(
            zip(elegidos, copias).map { "get \($0.ruta) \(Self.local($1))" }, "comprobar", plazo)
        for (archivo, copia) in zip(elegidos, copias) {
            guard let bytes = FileManager.default.contents(atPath: copia),
                Huella.sha256([UInt8](bytes)) == archivo.sha256
            else {
                throw DifusionError(.arbol, "«\(archivo.ruta)» no quedó allá como se envió")
            }
        }
        return elegidos.count
    }

    // MARK: - Suspension

    /// Takes a file there and back, and removes it.
    ///
    /// - Returns: its bytes.
    package func probar(plazo: ContinuousClock.Instant) async throws(DifusionError) -> Int {
        let bytes = (0..<Self.bytesDePrueba).map { _ in UInt8.random(in: 0...255) }
        let (ida, vuelta) = ("\(cliente.taller)/prueba-ida", "\(cliente.taller)/prueba-vuelta")
        defer { for copia in [ida, vuelta] { try? FileManager.default.removeItem(atPath: copia) } }
        try escribir(bytes, en: ida)
        let alla = "\(Rutas.espera)/prueba"
        try await correr(
            [
                "-mkdir \(Rutas.espera)", "put \(Self.local(ida)) \(alla)", "get \(alla) \(Self.local(vuelta))",
                "rm \(alla)",
            ], "prueba", plazo)
        guard let leidos = FileManager.default.contents(atPath: vuelta), leidos.elementsEqual(bytes) else {
            throw DifusionError(.arbol, "el archivo de prueba volvió distinto de como se envió")
        }
        return bytes.count
    }

    private static let bytesDePrueba = 256 << 10

    /// Takes the pointer away, so that nobody takes what is there for the last, and leaves a notice where readers look.
    package func dejarAviso(_ pagina: [UInt8], plazo: ContinuousClock.Instant) async throws(DifusionError) {
        let copia = "\(cliente.taller)/aviso"
        defer { try? FileManager.default.removeItem(atPath: copia) }
        try escribir(pagina, en: copia)
        try await correr(
            ["-mkdir \(Rutas.espera)", "-rm \(Rutas.nota)", "-rm \(Rutas.programa)"]
                + [Rutas.avance, Rutas.portada].flatMap {
                    ["put \(Self.local(copia)) \(Rutas.espera)/aviso", "rename \(Rutas.espera)/aviso \($0)"]
                }, "aviso", plazo)
    }

    private func escribir(_ bytes: [UInt8], en ruta: String) throws(DifusionError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: ruta))
        } catch {
            throw DifusionError(.disco, "\(ruta): no se puede escribir; revise el disco")
        }
    }

    // MARK: - Batches

    /// Deals files to as many transfers at a time as the difusor takes. What does not compress goes by channels that do
    /// not try.
    private func enCanales(
        _ archivos: [Archivo], _ nombre: String, _ plazo: ContinuousClock.Instant,
        _ ordenes: @Sendable (Archivo, Int) -> [String]
    ) async throws(DifusionError) {
        guard !archivos.isEmpty else { return }
        var montones: [(comprimido: Bool, ordenes: [String])] = []
        for comprimido in [true, false] {
            let suyos = archivos.enumerated().filter { Self.comprime($0.element.ruta) == comprimido }
            // A channel for each handful: opening one costs as much as sending some files.
            let cuantos = min(cliente.difusor.canales, (suyos.count + 23) / 24)
            for c in 0..<cuantos {
                let parte = stride(from: c, to: suyos.count, by: cuantos).map { suyos[$0] }
                montones.append((comprimido, parte.flatMap { ordenes($0.element, $0.offset) }))
            }
        }
        let tope = cliente.difusor.tope.map { max(64, $0 / montones.count) }
        do {
            try await withThrowingTaskGroup(of: Void.self) { grupo in
                for (i, monton) in montones.enumerated() {
                    grupo.addTask {
                        try await correr(
                            monton.ordenes, "\(nombre)-\(i)", plazo, comprimido: monton.comprimido, tope: tope)
                    }
                }
                try await grupo.waitForAll()
            }
        } catch {
            throw error as? DifusionError ?? DifusionError(.conexion, "se interrumpió")
        }
    }

    @discardableResult
    private func correr(
        _ ordenes: [String], _ nombre: String, _ plazo: ContinuousClock.Instant, comprimido: Bool = true,
        tope: Int? = nil
    ) async throws(DifusionError) -> ClienteSFTP.Corrida {
        let resto = plazo - .now
        guard resto > .zero else { throw DifusionError(.conexion, "no terminó dentro de su periodo") }
        do {
            return try await cliente.correr(
                ordenes, nombre: nombre, comprimido: comprimido, tope: tope ?? cliente.difusor.tope, plazo: resto)
        } catch {
            throw error.error
        }
    }

    private static func comprime(_ ruta: String) -> Bool { !ruta.hasSuffix(".jpg") && !ruta.hasSuffix(".zip") }

    /// A path of this machine as `sftp` reads it.
    private static func local(_ ruta: String) -> String {
        "\"\(ruta.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\""))\""
    }
}
