import Apoyo
import Electoral
import Testing

/// Nobody mistakes a drill or a replay for an election, nor an election for a drill.
@Suite struct MarcasTests {
    @Test(arguments: [0, 8]) func `cada página de un simulacro lo dice en el título y en el texto`(n: Int) throws {
        for (ruta, bytes) in try NocheVivida.ver().momentos[n].archivos
        where ruta.hasSuffix(".html") && ruta != "avance.html" {
            let pagina = Pagina(bytes)
            #expect(pagina.titulo.hasPrefix("SIMULACRO · "), "\(ruta)")
            #expect(pagina.texto.contains("SIMULACRO Datos de prueba: no son resultados de una elección"), "\(ruta)")
        }
    }

    @Test(arguments: [Entorno.simulacro, .repeticion])
    func `la banda de avance, que se puede ver sola, también lleva la marca`(entorno: Entorno) throws {
        let avance = Pagina(try #require(try arbol(entorno)["avance.html"]))
        let marca = try #require(entorno.marca)
        #expect(avance.titulo.contains(marca))
        #expect(avance.texto.contains(marca))
    }

    @Test func `los datos dicen su entorno`() throws {
        for entorno in Entorno.allCases {
            let archivos = try arbol(entorno)
            for (ruta, bytes) in archivos
            where ruta.hasSuffix(".json") && !ruta.hasPrefix("manifiestos/") && !ruta.hasPrefix("cortes/")
                && ruta != "openapi.json"
            {
                #expect(try JSON.leer(bytes)["entorno"].texto == entorno.rawValue, "\(ruta)")
            }
            let nota = String(decoding: try #require(archivos["corte.nota"]), as: UTF8.self)
            #expect(nota.hasPrefix("prep.example/mini/\(entorno.rawValue)\n"))
        }
    }

    @Test func `cada página de una repetición lo dice y explica que las imágenes no se tienen`() throws {
        let archivos = try arbol(.repeticion)
        #expect(!archivos.keys.contains { $0.hasPrefix("actas/") })
        for (ruta, bytes) in archivos where ruta.hasSuffix(".html") && ruta != "avance.html" {
            let pagina = Pagina(bytes)
            #expect(pagina.titulo.hasPrefix("REPETICIÓN · "), "\(ruta)")
            #expect(pagina.texto.contains("REPETICIÓN De una base de datos ya publicada"), "\(ruta)")
            #expect(pagina.texto.contains("sin las imágenes de aquella noche"), "\(ruta)")
            #expect(!pagina.etiquetas.contains("img"), "\(ruta)")
        }
        let mini = Mini.conDosCortes().despues
        let acta = try #require(archivos["ayun/001/actas/\(mini.catalogo.actas[0].claveActa).html"])
        #expect(Pagina(acta).dato("Código de integridad (SHA-256)")?.count == 64)
    }

    @Test func `en lo oficial no hay marca alguna`() throws {
        for (ruta, bytes) in try arbol(.oficial) {
            #expect(!ruta.uppercased().contains("SIMULACRO"), "\(ruta)")
            guard !ruta.hasSuffix(".zip"), !ruta.hasSuffix(".jpg") else { continue }
            let texto = String(decoding: bytes, as: UTF8.self).uppercased()
            #expect(!texto.contains("SIMULACRO") && !texto.contains("REPETICI"), "\(ruta)")
        }
    }

    private func arbol(_ entorno: Entorno) throws -> [String: [UInt8]] {
        var mini = Mini(entorno)
        for acta in [1, 2, 4] { mini.verificar(acta) }
        mini.declararSinActa(6)
        mini.cortar()
        return try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            return Carpeta.leer(carpeta)
        }
    }
}
