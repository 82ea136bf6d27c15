import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The process that reads images which nobody has looked at yet.
///
/// Trust statement: it is trusted with nothing. It has no files, no secrets and little memory; who takes control of it
/// can give back a false page for the image that did it, which people will see, and nothing else. It keeps nothing
/// from one image to the next that the program relies on.
public enum ObreroDeImagenes {
    /// Bytes of address space. The largest image that is accepted, a progressive one of a hundred million pixels, needs
    /// 730 MB; an acta, 110.
    static let memoriaMaxima: UInt = 1 << 30
    /// Seconds of processor for one file; the program that waits loses its patience before.
    static let segundosDeProcesador: UInt = 120
    /// Fonts and their settings, for PDF.
    static let archivosAbiertos: UInt = 32

    /// Attends requests from the standard input until it is closed; answers on the standard output.
    public static func correr() {
        limitar()
        while let peticion = leerPeticion() {
            renovarProcesador()
            guard atender(peticion.bytes, leyendoQR: peticion.leyendoQR) else { return }
        }
    }

    // MARK: - Limits

    private static func limitar() {
        closefrom(3)
        // Writing to a file beyond the limit must fail, and not end the process.
        signal(SIGXFSZ, SIG_IGN)
        for (recurso, valor) in [
            (RLIMIT_CORE, 0), (RLIMIT_FSIZE, 0), (RLIMIT_NOFILE, archivosAbiertos), (RLIMIT_AS, memoriaMaxima),
        ] {
            var limite = rlimit(rlim_cur: valor, rlim_max: valor)
            setrlimit(Int32(recurso.rawValue), &limite)
        }
    }

    /// Moves the limit of processor time ahead of what was spent on earlier images.
    private static func renovarProcesador() {
        let usados = UInt(max(0, clock() / 1_000_000)) + 1
        var limite = rlimit(rlim_cur: usados + segundosDeProcesador, rlim_max: rlim_t.max)
        setrlimit(Int32(RLIMIT_CPU.rawValue), &limite)
    }

    // MARK: - Work

    /// False when nobody reads any more.
    private static func atender(_ bytes: [UInt8], leyendoQR: Bool) -> Bool {
        var escucha = true
        do {
            try RevisorDeImagen.revisar(bytes, leyendoQR: leyendoQR) { pagina in
                var encabezado = pagina
                encabezado.bytes = []
                if escucha { escucha = responder(.pagina, encabezado, pagina.bytes) }
            }
            return escucha && responder(.fin, [Int](), [])
        } catch {
            return escucha && responder(.rechazo, error, [])
        }
    }

    private static func responder(_ tipo: Trama.Tipo, _ encabezado: some Encodable, _ bytes: [UInt8]) -> Bool {
        guard let json = try? [UInt8](JSONEncoder().encode(encabezado)) else { return false }
        return escribir(Trama.respuesta(tipo, json.count, bytes.count) + json) && escribir(bytes)
    }

    // MARK: - Standard input and output

    private static func leerPeticion() -> (bytes: [UInt8], leyendoQR: Bool)? {
        guard let inicio = leer(Trama.largoDePeticion) else { return nil }
        let cuenta = Trama.entero(inicio, en: 1)
        guard cuenta <= Trama.peticionMaxima, let bytes = leer(cuenta) else { return nil }
        return (bytes, inicio[0] & Trama.leerQR != 0)
    }

    private static func leer(_ cuenta: Int) -> [UInt8]? {
        var leidos = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: cuenta) { destino, total in
            while leidos < cuenta, let base = destino.baseAddress {
                let n = read(STDIN_FILENO, base + leidos, cuenta - leidos)
                if n < 0 && errno == EINTR { continue }
                if n <= 0 { break }
                leidos += n
            }
            total = leidos
        }
        return leidos == cuenta ? bytes : nil
    }

    private static func escribir(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { origen in
            var escritos = 0
            while escritos < bytes.count, let base = origen.baseAddress {
                let n = write(STDOUT_FILENO, base + escritos, bytes.count - escritos)
                if n < 0 && errno == EINTR { continue }
                if n <= 0 { return false }
                escritos += n
            }
            return true
        }
    }
}
