import CZip
import Electoral

/// Zip archives through libzip, in memory: the same entries give the same bytes.
public enum Zip {
    public struct Entrada: Sendable {
        public let nombre: String
        public let bytes: [UInt8]
        /// False for what is compressed already.
        public let comprimir: Bool
        public init(nombre: String, bytes: [UInt8], comprimir: Bool = true) {
            self.nombre = nombre
            self.bytes = bytes
            self.comprimir = comprimir
        }
    }

    /// The largest archive and the largest sum of its contents that are read.
    public static let maximo = 1 << 29

    /// Writes an archive whose entries all carry the same date.
    ///
    /// - Parameter fecha: local date and time printed in the entries; years outside 1980–2107 cannot be written.
    public static func crear(_ entradas: [Entrada], fecha: FechaHora) throws(FormatoError) -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let fuente = zip_source_buffer_create(nil, 0, 0, &error) else { throw falla("no hay memoria") }
        guard let archivo = zip_open_from_source(fuente, ZIP_TRUNCATE, &error) else {
            zip_source_free(fuente)
            throw falla("no se pudo crear")
        }
        // The source outlives the archive so that its bytes can be read after closing.
        zip_source_keep(fuente)
        defer { zip_source_free(fuente) }
        do throws(FormatoError) {
            for entrada in entradas { try agregar(entrada, fecha, a: archivo) }
        } catch {
            zip_discard(archivo)
            throw error
        }
        guard zip_close(archivo) == 0 else {
            zip_discard(archivo)
            throw falla("no se pudo cerrar")
        }
        return try contenido(fuente)
    }

    private static func agregar(_ e: Entrada, _ fecha: FechaHora, a archivo: OpaquePointer) throws(FormatoError) {
        let copia = UnsafeMutableRawPointer.allocate(byteCount: max(e.bytes.count, 1), alignment: 1)
        e.bytes.withUnsafeBytes {
            copia.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copia), byteCount: e.bytes.count)
        }
        // libzip frees the copy with free(3), which is what Swift's allocation of alignment 1 is made of.
        guard let fuente = zip_source_buffer(archivo, copia, zip_uint64_t(e.bytes.count), 1) else {
            copia.deallocate()
            throw falla("no hay memoria")
        }
        let indice = zip_file_add(archivo, e.nombre, fuente, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard indice >= 0 else {
            zip_source_free(fuente)
            throw falla("no se pudo agregar \(e.nombre)")
        }
        let metodo = e.comprimir ? ZIP_CM_DEFLATE : ZIP_CM_STORE
        let dia = UInt16(clamping: (fecha.anio - 1980) << 9 | fecha.mes << 5 | fecha.dia)
        let hora = UInt16(clamping: fecha.hora << 11 | fecha.minuto << 5 | fecha.segundo / 2)
        guard zip_set_file_compression(archivo, zip_uint64_t(indice), zip_int32_t(metodo), 6) == 0,
            zip_file_set_dostime(archivo, zip_uint64_t(indice), hora, dia, 0) == 0,
            zip_file_set_external_attributes(
                archivo, zip_uint64_t(indice), 0, zip_uint8_t(ZIP_OPSYS_UNIX), zip_uint32_t(0o100644) << 16) == 0
        else { throw falla("no se pudo agregar \(e.nombre)") }
    }

    private static func contenido(_ fuente: OpaquePointer) throws(FormatoError) -> [UInt8] {
        var estado = zip_stat_t()
        guard zip_source_open(fuente) == 0 else { throw falla("no se pudo leer lo escrito") }
        defer { zip_source_close(fuente) }
        guard zip_source_stat(fuente, &estado) == 0 else { throw falla("no se pudo leer lo escrito") }
        let total = Int(estado.size)
        var leidos = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: total) { destino, cuenta in
            while leidos < total, let base = destino.baseAddress {
                let n = zip_source_read(fuente, base + leidos, zip_uint64_t(total - leidos))
                if n <= 0 { break }
                leidos += Int(n)
            }
            cuenta = leidos
        }
        guard leidos == total else { throw falla("no se pudo leer lo escrito") }
        return bytes
    }

    /// Reads an archive whole, refusing what would not fit (`maximo`), what is encrypted and what is damaged.
    public static func leer(_ bytes: [UInt8], archivo nombre: String) throws(FormatoError) -> [Entrada] {
        try conZip(bytes, nombre) { (zip) throws(FormatoError) in
            var entradas: [Entrada] = []
            for (i, declarada) in try declaradas(zip, nombre).enumerated() {
                guard let entrada = zip_fopen_index(zip, zip_uint64_t(i), 0) else {
                    throw invalido("tiene una entrada ilegible", nombre)
                }
                defer { zip_fclose(entrada) }
                var contenido = [UInt8](repeating: 0, count: declarada.bytes)
                let n = contenido.withUnsafeMutableBytes {
                    zip_fread(entrada, $0.baseAddress, zip_uint64_t(declarada.bytes))
                }
                // Reading past the end is what makes libzip compare the checksum.
                var sobrante: UInt8 = 0
                guard n == declarada.bytes, zip_fread(entrada, &sobrante, 1) == 0 else {
                    throw invalido("\(declarada.nombre) está dañado", nombre)
                }
                entradas.append(Entrada(nombre: declarada.nombre, bytes: contenido))
            }
            return entradas
        }
    }

    /// Names in an archive and what each says that it weighs, without reading them.
    public static func indice(_ bytes: [UInt8], archivo nombre: String) throws(FormatoError) -> [(
        nombre: String, bytes: Int
    )] {
        try conZip(bytes, nombre) { (zip) throws(FormatoError) in try declaradas(zip, nombre) }
    }

    private static func conZip<T>(
        _ bytes: [UInt8], _ nombre: String, _ cuerpo: (OpaquePointer) throws(FormatoError) -> T
    ) throws(FormatoError) -> T {
        guard bytes.count <= maximo else {
            throw FormatoError(.demasiadoGrande, archivo: nombre, "el zip es demasiado grande")
        }
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        return try bytes.conPuntero { (p) throws(FormatoError) in
            guard let fuente = zip_source_buffer_create(p.baseAddress, zip_uint64_t(p.count), 0, &error) else {
                throw invalido("no se puede leer", nombre)
            }
            guard let zip = zip_open_from_source(fuente, ZIP_RDONLY, &error) else {
                zip_source_free(fuente)
                throw invalido("no es un zip o está dañado", nombre)
            }
            defer { zip_discard(zip) }
            return try cuerpo(zip)
        }
    }

    /// What an archive says that it holds; refused when it could not be, or would not fit.
    private static func declaradas(_ zip: OpaquePointer, _ nombre: String) throws(FormatoError) -> [(
        nombre: String, bytes: Int
    )] {
        var entradas: [(nombre: String, bytes: Int)] = []
        var total = 0
        for i in 0..<zip_get_num_entries(zip, 0) {
            var estado = zip_stat_t()
            guard zip_stat_index(zip, zip_uint64_t(i), 0, &estado) == 0, let c = estado.name else {
                throw invalido("tiene una entrada ilegible", nombre)
            }
            let largo = Int(clamping: estado.size)
            guard largo <= maximo - total else {
                throw FormatoError(.demasiadoGrande, archivo: nombre, "descomprimido pesa demasiado: posible bomba")
            }
            total += largo
            // Deflate shrinks 1032 times at most: no room is made for what the bytes cannot give.
            guard estado.size / 1032 <= estado.comp_size else {
                throw invalido("\(String(cString: c)) declara un tamaño que no puede tener", nombre)
            }
            entradas.append((String(cString: c), largo))
        }
        return entradas
    }

    private static func invalido(_ motivo: String, _ nombre: String) -> FormatoError {
        FormatoError(.zipInvalido, archivo: nombre, motivo)
    }

    private static func falla(_ motivo: String) -> FormatoError {
        FormatoError(.zipInvalido, archivo: "zip", motivo)
    }
}
