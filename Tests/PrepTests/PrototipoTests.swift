import Apoyo
import Formatos
import Foundation
import Testing

/// `prep prototipo`: nothing of it can be taken for an election, nor for a drill.
@Suite struct PrototipoTests {
    @Test func `el sitio abre sin servidor, todo dice PROTOTIPO y la misma semilla da los mismos bytes`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try ProcesoDeEjemplo.escribir(en: carpeta)
            for salida in ["a", "b"] {
                let corrida = try Prep.correr([
                    "prototipo", carpeta, "--salida", "\(carpeta)/\(salida)", "--actas", "8",
                ])
                // Without WeasyPrint the rest is written all the same.
                #expect([0, 66].contains(corrida.codigo), "\(corrida.errores)")
            }
            let bytes = try Archivo.leer("\(carpeta)/a/PROTOTIPO.zip")
            #expect(try Archivo.leer("\(carpeta)/b/PROTOTIPO.zip") == bytes)
            #expect(
                try Archivo.leer("\(carpeta)/a/formato-base-de-datos.html")
                    == Archivo.leer("\(carpeta)/b/formato-base-de-datos.html"))
            let entradas = try Zip.leer(bytes, archivo: "PROTOTIPO.zip")
            let porRuta = Dictionary(entradas.map { ($0.nombre, $0.bytes) }, uniquingKeysWith: { a, _ in a })
            #expect(entradas.allSatisfy { $0.nombre.hasPrefix("PROTOTIPO/") })
            #expect(entradas.contains { $0.nombre.hasSuffix(".jpg") })
            let paquetes = entradas.filter { $0.nombre.hasPrefix("PROTOTIPO/bases/") && $0.nombre.hasSuffix(".zip") }
            #expect(paquetes.count > 1 && paquetes.allSatisfy { $0.nombre.hasSuffix("_PROTOTIPO.zip") })
            var ligas = 0
            for entrada in entradas where entrada.nombre.hasSuffix(".html") {
                let html = String(decoding: entrada.bytes, as: UTF8.self)
                #expect(html.contains("<title>PROTOTIPO · "), "\(entrada.nombre)")
                #expect(!html.contains("SIMULACRO"), "\(entrada.nombre)")
                if !entrada.nombre.hasSuffix("/avance.html") {
                    #expect(html.contains("Datos inventados: no son resultados"), "\(entrada.nombre)")
                }
                for hallada in html.matches(of: /(?:href|src)="([^"#:]+)(?:#[^"]*)?"/) {
                    ligas += 1
                    let partes = entrada.nombre.split(separator: "/").dropLast() + hallada.1.split(separator: "/")
                    var camino: [Substring] = []
                    for p in partes where p != "." { if p == ".." { _ = camino.popLast() } else { camino.append(p) } }
                    #expect(porRuta[camino.joined(separator: "/")] != nil, "\(entrada.nombre): \(hallada.1)")
                }
            }
            #expect(ligas > 500)
        }
    }

    @Test func `el documento dice cada archivo y cada columna, con tipo, ejemplo y significado`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try ProcesoDeEjemplo.escribir(en: carpeta)
            _ = try Prep.correr(["prototipo", carpeta, "--salida", "\(carpeta)/a", "--actas", "8"])
            let html = String(decoding: try Archivo.leer("\(carpeta)/a/formato-base-de-datos.html"), as: UTF8.self)
            let zip = try Zip.leer(try Archivo.leer("\(carpeta)/a/PROTOTIPO.zip"), archivo: "PROTOTIPO.zip")
            let paquete = try #require(zip.last { $0.nombre.hasPrefix("PROTOTIPO/bases/") })
            #expect(html.contains(String(paquete.nombre.dropFirst("PROTOTIPO/bases/".count))))
            let bases = try Paquete(paquete.bytes)
            for nombre in bases.zips + Array(bases.archivos.keys) {
                #expect(html.contains("<code>\(nombre)</code>"), "\(nombre)")
            }
            let base = try #require(bases.archivos["COAH_AYUN_2027.csv"])
            let encabezado = String(decoding: base, as: UTF8.self).split(
                separator: "\r\n", omittingEmptySubsequences: false)[6]
            #expect(encabezado.split(separator: ",").count > 25)
            for columna in encabezado.split(separator: ",") {
                let fila = html.firstRange(of: "<tr><td><code>\(columna)</code></td><td>").map {
                    html[$0.upperBound...].prefix(400)
                }
                #expect(fila != nil, "\(columna)")
                #expect(fila?.prefix { $0 != "\n" }.contains("<td></td>") == false, "\(columna): sin significado")
            }
            for palabra in ["ILEGIBLE", "SIN DATO", "SIN ACTA", "N/A"] {
                #expect(html.contains("<td><code>\(palabra)</code></td>"))
            }
        }
    }

    @Test func `no sobrescribe y dice qué hacer`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try Data().write(to: URL(fileURLWithPath: "\(carpeta)/PROTOTIPO.zip"))
            let corrida = try Prep.correr(["prototipo", "--salida", carpeta])
            #expect(corrida.codigo == 73)
            #expect(corrida.errores.contains("ya existe"))
        }
    }

    private enum Archivo {
        static func leer(_ ruta: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: ruta))) }
    }
}
