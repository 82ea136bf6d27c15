import CLeptonica
import CTurboJPEG
import Foundation
import Imagenes
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// One after the other: they count processes and wait for time limits.
@Suite(.serialized) struct TallerDeImagenesTests {
    private struct Falta: Error, CustomStringConvertible {
        let description: String
    }

    /// `PREP_BINARIO`, or the release build of this package.
    private static let binario: String = {
        if let indicado = ProcessInfo.processInfo.environment["PREP_BINARIO"] { return indicado }
        var raiz = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { raiz.deleteLastPathComponent() }
        return raiz.appendingPathComponent(".build/release/prep").path
    }()

    private func taller(obreros: Int = 1, segundos: Int = 15) throws -> TallerDeImagenes {
        guard FileManager.default.isExecutableFile(atPath: Self.binario) else {
            throw Falta(
                description: "no está \(Self.binario): compile con «swift build -c release» o indique PREP_BINARIO")
        }
        return TallerDeImagenes(
            ejecutable: Self.binario, argumentos: ["obrero-de-imagenes"], obreros: obreros, segundosPorImagen: segundos)
    }

    /// A workshop whose process is a shell script.
    private func taller(guion: String, segundos: Int = 15) -> TallerDeImagenes {
        TallerDeImagenes(ejecutable: "/bin/sh", argumentos: ["-c", guion], obreros: 1, segundosPorImagen: segundos)
    }

    private let acta = Result { try DibujoDeActa.jpeg(.ejemplo(), semilla: 1) }

    /// Why it was refused, if it was.
    private func falla(de imagen: [UInt8], en taller: TallerDeImagenes) async -> ImagenError? {
        do {
            _ = try await taller.revisar(imagen)
            return nil
        } catch {
            return error
        }
    }

    private func vive(_ pid: Int32) -> Bool { FileManager.default.fileExists(atPath: "/proc/\(pid)") }

    // MARK: - Ordinary work

    @Test func `revisa en otro proceso igual que en éste`() async throws {
        let taller = try taller()
        defer { taller.cerrar() }
        let muestra = try Muestra.acta()
        let archivos = [
            try acta.get(), muestra.png(), try Muestra.tiff([muestra, muestra], compresion: Int(IFF_TIFF_G4)),
            try DibujoDeActa.pdf([.ejemplo(), .ejemplo(clave: "DOS")], semilla: 1),
        ]
        for archivo in archivos {
            #expect(try await taller.revisar(archivo) == RevisorDeImagen.revisar(archivo))
        }
        #expect(taller.procesos.count == 1)
    }

    @Test func `un rechazo llega con su razón y no cuesta el proceso`() async throws {
        let taller = try taller()
        defer { taller.cerrar() }
        _ = try await taller.revisar(acta.get())
        let proceso = taller.procesos
        await #expect(throws: ImagenError.imagenIncompleta) { try await taller.revisar(acta.get().dropLast(500)) }
        await #expect(throws: ImagenError.demasiadasPaginas(maximo: 60)) {
            try await taller.revisar(Archivos.pdf(paginas: 10_000))
        }
        #expect(taller.procesos == proceso)
    }

    @Test func `rechaza sin proceso lo vacío, lo enorme y lo que no es imagen`() async throws {
        let taller = try taller()
        defer { taller.cerrar() }
        let enorme = try acta.get() + [UInt8](repeating: 0, count: 40 * 1_048_576)
        await #expect(throws: ImagenError.archivoExcesivo(bytes: enorme.count, maximo: 26_214_400)) {
            try await taller.revisar(enorme)
        }
        await #expect(throws: ImagenError.archivoVacio) { try await taller.revisar([]) }
        await #expect(throws: ImagenError.tipoNoAdmitido) { try await taller.revisar(Array("hola".utf8)) }
        #expect(taller.procesos == [])
    }

    @Test func `muchas a la vez se reparten entre los obreros`() async throws {
        let taller = try taller(obreros: 2)
        defer { taller.cerrar() }
        let imagenes = try (0..<6).map { try DibujoDeActa.jpeg(.ejemplo(clave: "A\($0)"), semilla: 1, ancho: 640) }
        try await withThrowingTaskGroup(of: Void.self) { grupo in
            for n in 0..<60 {
                grupo.addTask {
                    let paginas = try await taller.revisar(imagenes[n % 6])
                    #expect(paginas.first?.qr == [HojaDeActa.ejemplo(clave: "A\(n % 6)").qr])
                }
            }
            try await grupo.waitForAll()
        }
        #expect(taller.procesos.count == 2)
    }

    // MARK: - Processes that fail

    @Test func `un proceso que no contesta se termina y el siguiente atiende`() async throws {
        let taller = try taller(segundos: 1)
        defer { taller.cerrar() }
        _ = try await taller.revisar(acta.get())
        let detenido = try #require(taller.procesos.first)
        kill(detenido, SIGSTOP)
        await #expect(throws: ImagenError.obreroTarda) { try await taller.revisar(acta.get()) }
        #expect(!vive(detenido))
        #expect(try await taller.revisar(acta.get()).first?.bytes == acta.get())
        #expect(!taller.procesos.contains(detenido))
    }

    @Test func `un proceso que murió sin trabajo se reemplaza sin que se note`() async throws {
        let taller = try taller()
        defer { taller.cerrar() }
        for _ in 0..<3 {
            _ = try await taller.revisar(acta.get())
            for pid in taller.procesos { kill(pid, SIGKILL) }
            while taller.procesos.contains(where: { !esZombi($0) }) { sched_yield() }
        }
        #expect(try await taller.revisar(acta.get()).count == 1)
    }

    /// Ended, and not yet waited for by its parent.
    private func esZombi(_ pid: Int32) -> Bool {
        let estado = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ") Z"
        return estado.contains(") Z")
    }

    @Test(arguments: ["head -c 5 >/dev/null; kill -SEGV $$", "head -c 5 >/dev/null; kill -KILL $$", "exit 0", "cat"])
    func `un proceso que muere o desvaría a media imagen no afecta al programa`(guion: String) async throws {
        let taller = taller(guion: guion, segundos: 2)
        defer { taller.cerrar() }
        for _ in 0..<3 {
            await #expect(throws: ImagenError.obreroFallo) { try await taller.revisar(acta.get()) }
        }
        #expect(taller.procesos == [])
    }

    @Test func `una imagen no se pierde porque su proceso muera una vez: se lee con otro`() async throws {
        let marca = FileManager.default.temporaryDirectory.appendingPathComponent("taller-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: marca) }
        let taller = taller(
            guion: """
                if [ -e '\(marca)' ]; then exec '\(Self.binario)' obrero-de-imagenes; fi
                touch '\(marca)'; head -c 5 >/dev/null; kill -KILL $$
                """)
        defer { taller.cerrar() }
        #expect(try await taller.revisar(acta.get()).count == 1)
    }

    @Test(arguments: [
        // A header of four gigabytes, a page that is not there, a page that is no image.
        #"printf '\001\377\377\377\377\000\000\000\000'; sleep 60"#,
        #"printf '\002\002\000\000\000\000\000\000\000[]'"#,
        #"printf '\001\002\000\000\000\003\000\000\000{}abc'; sleep 60"#,
    ])
    func `no cree lo que contesta un proceso tomado por una imagen`(guion: String) async throws {
        let taller = taller(guion: guion, segundos: 2)
        defer { taller.cerrar() }
        await #expect(throws: ImagenError.obreroFallo) { try await taller.revisar(acta.get()) }
    }

    @Test func `si el lector de códigos aborta la imagen se revisa sin códigos`() async throws {
        // With codes asked for it aborts; without, it answers with a refusal.
        let guion = #"""
            if [ "$(head -c 1 | od -An -tu1 | tr -d ' ')" = 1 ]; then kill -ABRT $$; fi
            printf '\003\025\000\000\000\000\000\000\000{"tipoNoAdmitido":{}}'; cat >/dev/null
            """#
        let taller = taller(guion: guion)
        defer { taller.cerrar() }
        await #expect(throws: ImagenError.tipoNoAdmitido) { try await taller.revisar(acta.get()) }
    }

    @Test func `dice que no pudo iniciar el proceso`() async throws {
        let taller = TallerDeImagenes(ejecutable: "/no/existe", argumentos: [], obreros: 1)
        defer { taller.cerrar() }
        await #expect(throws: ImagenError.obreroNoInicia("/no/existe")) { try await taller.revisar(acta.get()) }
    }

    // MARK: - Limits

    @Test func `la fila tiene límite y al cerrar se avisa a quien espera`() async throws {
        let taller = taller(guion: "exec sleep 600", segundos: 600)
        let imagen = try acta.get()
        let resultados = await withTaskGroup(of: ImagenError?.self) { grupo in
            for _ in 0..<600 {
                grupo.addTask { await falla(de: imagen, en: taller) }
            }
            // One at work, or about to be, and 512 in line: the rest are told at once.
            var vistos: [ImagenError?] = []
            for _ in 0..<87 { vistos.append(await grupo.next() ?? nil) }
            #expect(vistos.allSatisfy { $0 == .tallerLleno })
            let procesos = taller.procesos
            taller.cerrar()
            #expect(procesos.allSatisfy { !vive($0) })
            return await grupo.reduce(into: []) { $0.append($1) }
        }
        #expect(resultados.count == 513)
        #expect(resultados.count { $0 == .tallerCerrado } >= 512)
        await #expect(throws: ImagenError.tallerCerrado) { try await taller.revisar(imagen) }
    }

    @Test func `la memoria y los archivos de un obrero tienen límite`() async throws {
        let taller = try taller()
        defer { taller.cerrar() }
        // The largest that is accepted: seven thousand pixels by side, in colour.
        let grande = Muestra(ancho: 7_000, alto: 7_000, pixeles: [UInt8](repeating: 200, count: 49_000_000))
        let pagina = try #require(try await taller.revisar(grande.png(bits: 32)).first)
        #expect(max(pagina.ancho, pagina.alto) == 4_096)
        let pid = try #require(taller.procesos.first)
        let limites = try String(contentsOfFile: "/proc/\(pid)/limits", encoding: .utf8)
        func limite(_ nombre: String) -> Substring? {
            limites.split(separator: "\n").first { $0.hasPrefix(nombre) }?
                .dropFirst(nombre.count).split(separator: " ").first
        }
        #expect(limite("Max address space") == "1073741824")
        #expect(limite("Max open files") == "32")
        #expect(limite("Max core file size") == "0")
        #expect(limite("Max file size") == "0")
        #expect(limite("Max cpu time").flatMap { Int($0) } ?? .max < 200)
        let abiertos = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")
        #expect(Set(abiertos) == ["0", "1", "2"])
    }

    @Test func `al soltar el taller no quedan procesos`() async throws {
        var taller: TallerDeImagenes? = try taller()
        _ = try await taller?.revisar(acta.get())
        let procesos = taller?.procesos ?? []
        #expect(procesos.count == 1)
        taller = nil
        #expect(procesos.allSatisfy { !vive($0) })
    }

    // MARK: - Hostile images

    @Test func `quinientas imágenes alteradas no detienen al programa`() async throws {
        let taller = try taller(obreros: 2)
        defer { taller.cerrar() }
        let muestra = try Muestra.acta(ancho: 640)
        let originales = [
            try DibujoDeActa.jpeg(.ejemplo(), semilla: 1, ancho: 640),
            muestra.jpeg(formato: TJPF_RGB, submuestreo: TJSAMP_420, banderas: Int32(TJFLAG_PROGRESSIVE)),
            Archivos.jpeg(muestra.jpeg(), con: Archivos.exif(orientacion: 6)), muestra.png(), muestra.png(bits: 1),
            try Muestra.tiff([muestra, muestra], compresion: Int(IFF_TIFF_G4)),
            try Muestra.tiff([muestra], compresion: Int(IFF_TIFF_LZW)),
            try DibujoDeActa.pdf([.ejemplo()], semilla: 1),
        ]
        var dado = Dado(20_270_606)
        let alteradas = (0..<500).map { n in alterar(originales[n % originales.count], &dado) }
        let fallas = await withTaskGroup(of: ImagenError?.self) { grupo in
            for imagen in alteradas {
                grupo.addTask { await falla(de: imagen, en: taller) }
            }
            return await grupo.reduce(into: [ImagenError]()) { if let error = $1 { $0.append(error) } }
        }
        // Those that change only pixels are accepted; a library may die of others, and that is an answer too.
        #expect(fallas.count < 500)
        #expect(!fallas.contains { $0 == .tallerLleno || $0 == .tallerCerrado })
        #expect(try await taller.revisar(originales[0]).first?.bytes == originales[0])
    }

    /// Some bytes changed, most of them near the beginning, where the structure is; sometimes cut or with a piece twice.
    private func alterar(_ original: [UInt8], _ dado: inout Dado) -> [UInt8] {
        var bytes = original
        for _ in 0..<(1 + dado.hasta(12)) {
            let lugar =
                dado.hasta(2) == 0 ? 4 + dado.hasta(min(1_000, bytes.count - 4)) : 4 + dado.hasta(bytes.count - 4)
            bytes[lugar] = dado.hasta(3) == 0 ? 0xff : UInt8(dado.hasta(256))
        }
        switch dado.hasta(6) {
        case 0: bytes.removeLast(dado.hasta(bytes.count / 2))
        case 1:
            let desde = dado.hasta(bytes.count / 2)
            bytes.insert(contentsOf: original[desde..<(desde + 64)], at: dado.hasta(bytes.count))
        default: break
        }
        return bytes
    }
}
