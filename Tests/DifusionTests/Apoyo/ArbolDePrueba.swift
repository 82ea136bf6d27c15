import Bitacora
import Foundation

/// A small public tree, signed and listed as the publisher does it, that grows corte by corte.
final class ArbolDePrueba {
    static let origen = "prep.ejemplo.mx/2027/simulacro"

    let carpeta: String
    let clave: ClaveDeFirma
    private(set) var corte = 0
    private var vigentes: [String: [UInt8]] = [:]

    init(en carpeta: String, origen: String = ArbolDePrueba.origen) throws {
        self.carpeta = carpeta
        clave = try ClaveDeFirma(nueva: origen)
        try escribir("clave.pub", Array("\(clave.publica.texto)\n".utf8))
    }

    /// Publishes a corte with these files over those that there were.
    ///
    /// - Parameter antes: what happens before its pointer is written.
    func publicar(
        _ archivos: [String: String], unidades: Int = 2, antes: () throws -> Void = {}
    ) throws {
        try publicar(archivos.mapValues { Array($0.utf8) }, unidades: unidades, antes: antes)
    }

    func publicar(
        _ archivos: [String: [UInt8]], unidades: Int = 2, antes: () throws -> Void = {}
    ) throws {
        corte += 1
        for (ruta, bytes) in archivos {
            vigentes[ruta] = bytes
            try escribir(ruta, bytes)
        }
        let rutas = vigentes.keys.sorted()
        var listas: [String] = []
        for u in 0..<unidades {
            let suyas = rutas.enumerated().filter { $0.offset % (unidades + 1) == u + 1 }.map(\.element)
            let json = Array("{\"archivos\":[\(suyas.map(entrada).joined(separator: ","))]}\n".utf8)
            let lista = "manifiestos/\(Huella.sha256(json)).json"
            try escribir(lista, json)
            listas.append("{\"eleccion\":\"AYUN\",\"manifiesto\":\"\(lista)\",\"unidad\":\"00\(u)\"}")
        }
        let sueltas = rutas.enumerated().filter { $0.offset % (unidades + 1) == 0 }.map(\.element)
        let minuto = String(corte % 60 < 10 ? "0\(corte % 60)" : "\(corte % 60)")
        let hora = 20 + corte / 60
        let instante = "2027-06-06T\(hora):\(minuto):00-06:00"
        let raiz = Array(
            """
            {"archivos":[\(sueltas.map(entrada).joined(separator: ","))],"corte":\(corte),"instante":"\(instante)",\
            "origen":"\(clave.nombre)","ultimo":false,"unidades":[\(listas.joined(separator: ","))]}

            """.utf8)
        let rutaDeRaiz = "cortes/20270606_\(hora)\(minuto)/manifiesto.json"
        try escribir(rutaDeRaiz, raiz)
        try escribir("corte.json", Array("{\"corte\":\(corte)}\n".utf8))
        let texto = """
            \(clave.nombre)
            corte \(corte)
            instante \(instante)
            siguiente -
            manifiesto \(rutaDeRaiz) \(Huella.sha256(raiz))
            minutos 10

            """
        try antes()
        try escribir("corte.nota", Array(Nota(firmando: texto, con: clave).contenido.utf8))
    }

    private func entrada(_ ruta: String) -> String {
        let bytes = vigentes[ruta] ?? []
        return "{\"bytes\":\(bytes.count),\"ruta\":\"\(ruta)\",\"sha256\":\"\(Huella.sha256(bytes))\"}"
    }

    private func escribir(_ ruta: String, _ bytes: [UInt8]) throws {
        let url = URL(fileURLWithPath: "\(carpeta)/\(ruta)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url, options: .atomic)
    }
}
