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
    ///   - esperado: the corte that it should have: its new folders are made on the way.
    package func llevar(
        _ edicion: Edicion, reintento: Bool = false, dudosos: Set<String> = [], esperado: Int? = nil,
        plazo: ContinuousClock.Instant
    ) async throws(DifusionError) -> Informe {
        let supuestas = esperado.map { PlanDeEnvio(edicion, alla: .corte($0), dudosos: dudosos).carpetas } ?? []
        let alla = try await mirar(edicion, supuestas, plazo)
        let plan = PlanDeEnvio(edicion, alla: alla, dudosos: dudosos)
        var informe = Informe(corte: edicion.apunte.corte, completo: alla == .desconocido)
        if plan.carpetas != supuestas { try await crear(plan.carpetas, plazo) }
        var pendientes = plan.inmutables
        var empezados: [Substring: Int] = [:]
        if reintento || informe.completo || !dudosos.isEmpty {
            let alla = try await tamanos(plan.inmutables, plazo)
            pendientes = plan.inmutables.filter { dudosos.contains($0.ruta) || alla[$0.ruta[...]] != $0.bytes }
            if dudosos.isEmpty { empezados = alla }
        }
        try await enviar(pendientes, empezados, plan.paginas, plazo)
        informe.comprobados = try await cerrar(plan.paginas, plan.cabeza, de: pendientes + plan.paginas, plazo)
        informe.archivos = pendientes.count + plan.paginas.count + plan.cabeza.count
        informe.bytes = (pendientes + plan.paginas + plan.cabeza).reduce(0) { $0 + $1.bytes }
        return informe
    }

    // MARK: - Steps

    /// The pointer that is there says which corte that mirror has.
    private func mirar(
        _ edicion: Edicion, _ carpetas: [String], _ plazo: ContinuousClock.Instant
    ) async throws(DifusionError) -> PlanDeEnvio.Alla {
        let copia = "\(cliente.taller)/vista.nota"
        try? FileManager.default.removeItem(atPath: copia)
        try await preparar(
            ["-get \(Rutas.nota) \(Self.local(copia))", "-mkdir \(Rutas.espera)"] + carpetas.map { "-mkdir \($0)" },
            "mirar",
            plazo)
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
        try await preparar(carpetas.map { "-mkdir \($0)" }, "carpetas", plazo)
    }

    /// A folder that is there already is no fault; one that cannot be made is.
    private func preparar(_ ordenes: [String], _ nombre: String, _ plazo: ContinuousClock.Instant)
        async throws(DifusionError)
    {
        let avisos = try await correr(ordenes, nombre, plazo).avisos
        for marca in ["Permission denied", "No space left", "Quota exceeded"] where avisos.contains(marca) {
            throw ClienteSFTP.motivo(marca, cliente.difusor)
        }
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

    /// Files that nothing leads to yet go to their place, and pages beside, where they wait. What was cut in the middle
    /// goes on from where it was.
    private func enviar(
        _ inmutables: [Archivo], _ empezados: [Substring: Int], _ paginas: [Archivo], _ plazo: ContinuousClock.Instant
    ) async throws(DifusionError) {
        let seComprimen = seComprimen(inmutables)
        let fijos = inmutables.map { archivo -> Encargo in
            let empezado = empezados[archivo.ruta[...]].map { $0 > 0 && $0 < archivo.bytes } ?? false
            return Encargo(
                comprimido: seComprimen(archivo), ["\(empezado ? "reput" : "put") \(archivo.sha256) \(archivo.ruta)"])
        }
        let aparte = paginas.enumerated().map { i, archivo in
            Encargo(comprimido: true, ["put \(archivo.sha256) \(Rutas.espera)/\(i)"])
        }
        try await enCanales(fijos + aparte, "envio", plazo)
    }

    /// Puts the pages in their place and, last of all, the pointer: whoever reads it finds everything that it names. Then
    /// reads back the pointer and some of what was sent, and compares.
    ///
    /// - Returns: files that were compared.
    private func cerrar(
        _ paginas: [Archivo], _ cabeza: [Archivo], de enviados: [Archivo], _ plazo: ContinuousClock.Instant
    ) async throws(DifusionError) -> Int {
        let cambios = paginas.enumerated().map { i, archivo in "rename \(Rutas.espera)/\(i) \(archivo.ruta)" }
        // Few are changed on the way: another connection costs as much as some of them.
        let pocos = cambios.count <= Self.enElCamino
        if !pocos { try await enCanales(cambios.map { Encargo(comprimido: true, [$0]) }, de: 128, "cambios", plazo) }
        let elegidos = cabeza.suffix(1) + enviados.shuffled().prefix(muestra)
        let copias = elegidos.indices.map { "\(cliente.taller)/vista-\($0)" }
        defer { for copia in copias { try? FileManager.default.removeItem(atPath: copia) } }
        try await correr(
            (pocos ? cambios : [])
                + cabeza.enumerated().flatMap { i, archivo in
                    [
                        "put \(archivo.sha256) \(Rutas.espera)/cabeza-\(i)",
                        "rename \(Rutas.espera)/cabeza-\(i) \(archivo.ruta)",
                    ]
                } + zip(elegidos, copias).map { "get \($0.ruta) \(Self.local($1))" } + Self.levantar, "cierre", plazo)
        for (archivo, copia) in zip(elegidos, copias) {
            guard let bytes = FileManager.default.contents(atPath: copia),
                Huella.sha256([UInt8](bytes)) == archivo.sha256
            else {
                throw DifusionError(.arbol, "«\(archivo.ruta)» no quedó allá como se envió")
            }
        }
        return elegidos.count
    }

    private static let enElCamino = 64

    // MARK: - Suspension

    /// Takes a file there and back, and removes it.
    ///
    /// - Returns: its bytes.
    package func probar(plazo: ContinuousClock.Instant) async throws(DifusionError) -> Int {
        let bytes = (0..<Self.bytesDePrueba).map { _ in UInt8.random(in: 0...255) }
        let (ida, vuelta) = ("\(cliente.taller)/prueba-ida", "\(cliente.taller)/prueba-vuelta")
        defer { for copia in [ida, vuelta] { try? FileManager.default.removeItem(atPath: copia) } }
        try escribir(bytes, en: ida)
        // Apart from where a sending may be waiting.
        let carpeta = "\(Rutas.espera)-prueba"
        let alla = "\(carpeta)/prueba"
        try await correr(
            [
                "-mkdir \(carpeta)", "put \(Self.local(ida)) \(alla)", "get \(alla) \(Self.local(vuelta))",
                "rm \(alla)", "-rmdir \(carpeta)",
            ], "prueba", plazo)
        guard let leidos = FileManager.default.contents(atPath: vuelta), leidos.elementsEqual(bytes) else {
            throw DifusionError(.arbol, "el archivo de prueba volvió distinto de como se envió")
        }
        return bytes.count
    }

    private static let bytesDePrueba = 256 << 10

    /// Takes the pointer away, so that nobody takes what is there for the last, and leaves a notice where readers look:
    /// the cover first, and then every page that shows figures.
    package func dejarAviso(
        _ pagina: [UInt8], en edicion: Edicion?, plazo: ContinuousClock.Instant
    ) async throws(DifusionError) {
        let copia = "\(cliente.taller)/aviso"
        defer { try? FileManager.default.removeItem(atPath: copia) }
        try escribir(pagina, en: copia)
        let local = Self.local(copia)
        try await correr(
            ["-mkdir \(Rutas.espera)", "-rm \(Rutas.nota)", "-rm \(Rutas.programa)"]
                + [Rutas.avance, Rutas.portada].flatMap {
                    ["put \(local) \(Rutas.espera)/aviso", "rename \(Rutas.espera)/aviso \($0)"]
                }, "aviso", plazo)
        let demas = (edicion?.piezas.values.map(\.archivo) ?? []).filter {
            $0.ruta.hasSuffix(".html") && !Rutas.esInmutable($0.ruta)
                && ![Rutas.avance, Rutas.portada].contains($0.ruta)
        }
        // One whose folder never came there has no place to be put.
        let avisos = demas.enumerated().map { i, archivo in
            Encargo(
                comprimido: true,
                ["put \(local) \(Rutas.espera)/\(i)", "-rename \(Rutas.espera)/\(i) \(archivo.ruta)"])
        }
        try await enCanales(avisos, "avisos", plazo)
        try await correr(Self.levantar, "levantar", plazo)
    }

    /// Leaves nothing of ours waiting there.
    private static let levantar = ["-rm \(Rutas.espera)/*", "-rmdir \(Rutas.espera)"]

    private func escribir(_ bytes: [UInt8], en ruta: String) throws(DifusionError) {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: ruta))
        } catch {
            throw DifusionError(.disco, "\(ruta): no se puede escribir; revise el disco")
        }
    }

    // MARK: - Batches

    /// Commands that go together, in their order.
    private struct Encargo: Sendable {
        let comprimido: Bool
        let ordenes: [String]

        init(comprimido: Bool, _ ordenes: [String]) {
            self.comprimido = comprimido
            self.ordenes = ordenes
        }
    }

    /// Deals them to as many transfers at a time as the difusor takes. What does not compress goes by channels that do
    /// not try.
    private func enCanales(
        _ encargos: [Encargo], de punado: Int = 64, _ nombre: String, _ plazo: ContinuousClock.Instant
    ) async throws(DifusionError) {
        guard !encargos.isEmpty else { return }
        var montones: [(comprimido: Bool, ordenes: [String])] = []
        for comprimido in [true, false] {
            let suyos = encargos.filter { $0.comprimido == comprimido }
            // A channel for each handful: opening one costs as much as sending some files.
            let parte = (cliente.difusor.canales * suyos.count + encargos.count - 1) / encargos.count
            let cuantos = min(parte, (suyos.count + punado - 1) / punado)
            for c in 0..<cuantos {
                montones.append(
                    (comprimido, stride(from: c, to: suyos.count, by: cuantos).flatMap { suyos[$0].ordenes }))
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

    /// What compresses: text always, and images when some of these do; drawn and clean scans do, photographs do not.
    private func seComprimen(_ archivos: [Archivo]) -> (Archivo) -> Bool {
        let imagenes = archivos.filter { $0.ruta.hasSuffix(".jpg") }
        let paso = max(1, imagenes.count / 8)
        var (antes, despues) = (0, 0)
        for i in stride(from: 0, to: imagenes.count, by: paso) {
            guard let archivo = FileHandle(forReadingAtPath: "\(cliente.objetos)/\(imagenes[i].sha256)"),
                let bytes = try? archivo.read(upToCount: 64 << 10)
            else { continue }
            antes += bytes.count
            despues += Compresion.bytes(de: bytes)
        }
        let conImagenes = despues * 10 < antes * 9
        return { archivo in
            if archivo.ruta.hasSuffix(".jpg") { return conImagenes }
            return !archivo.ruta.hasSuffix(".zip") && !archivo.ruta.hasSuffix(".png")
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

    /// A path of this machine as `sftp` reads it.
    private static func local(_ ruta: String) -> String {
        "\"\(ruta.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\""))\""
    }
}
