import Formatos

/// The files of a published package: the zips of the elections, opened.
struct Paquete {
    let zips: [String]
    let archivos: [String: [UInt8]]

    init(_ bytes: [UInt8]) throws {
        var archivos: [String: [UInt8]] = [:]
        let zips = try Zip.leer(bytes, archivo: "paquete")
        for zip in zips {
            for entrada in try Zip.leer(zip.bytes, archivo: zip.nombre) { archivos[entrada.nombre] = entrada.bytes }
        }
        self.zips = zips.map(\.nombre)
        self.archivos = archivos
    }
}
