import Apoyo
import Electoral
import Formatos
import Foundation
import Publicacion
import Testing

/// What the institute says of its site, in the pages: language, links, maps; and the two catalogues of messages.
@Suite struct ConfiguracionDelSitioTests {
    private static let raiz = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func textos(_ idioma: String) throws -> [String: String] {
        let ruta = raiz.appendingPathComponent("Sources/Sitio/Recursos/textos.\(idioma).json")
        return try JSONDecoder().decode([String: String].self, from: Data(contentsOf: ruta))
    }

    private static func arbol(_ sitio: ConfiguracionDelSitio, _ mini: Mini = Mini.conDosCortes().despues) throws
        -> [String: [UInt8]]
    {
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta, sitio: sitio))
            return Carpeta.leer(carpeta)
        }
    }

    // MARK: Language

    @Test func `los dos catálogos tienen cada clave de Texto, y los mismos huecos`() throws {
        let codigo = try String(
            contentsOf: Self.raiz.appendingPathComponent("Sources/Publicacion/Textos/Texto.swift"), encoding: .utf8)
        let enumeracion = codigo.prefix { $0 != "}" }.drop { $0 != "{" }.dropFirst()
        let claves = Set(
            enumeracion.replacing("case ", with: ",").split { $0 == "," || $0.isWhitespace }.map(String.init))
        #expect(claves.count > 300)
        let (es, en) = (try Self.textos("es-MX"), try Self.textos("en"))
        #expect(Set(es.keys) == claves)
        #expect(Set(en.keys) == claves)
        func huecos(_ texto: String?) -> [String] {
            (texto ?? "").matches(of: /\{\d+\}/).map { String($0.output) }.sorted()
        }
        for clave in claves {
            #expect(huecos(es[clave]) == huecos(en[clave]), "\(clave)")
            #expect(es[clave]?.isEmpty == false && en[clave]?.isEmpty == false, "\(clave)")
        }
        for (nombre, idioma) in ["ayuda", "bases", "uso"].flatMap({ n in ["es-MX", "en"].map { (n, $0) } }) {
            let ruta = Self.raiz.appendingPathComponent("Sources/Sitio/Recursos/\(nombre).\(idioma).html")
            #expect(try Data(contentsOf: ruta).count > 200)
        }
    }

    @Test func `en inglés ninguna página dice una frase del catálogo en español`() throws {
        let (es, en) = (try Self.textos("es-MX"), try Self.textos("en"))
        // Pieces between holes; those that both languages share (names of laws, of formats) prove nothing.
        let ingles = en.values.joined(separator: "\n")
        let frases = es.values.flatMap { $0.split(separator: /\{\d+\}/) }.map(String.init)
            .filter { $0.count > 13 && !ingles.contains($0) }
        #expect(frases.count > 150)
        var paginas = 0
        for (ruta, bytes) in try Self.arbol(ConfiguracionDelSitio(idioma: .ingles)) where ruta.hasSuffix(".html") {
            paginas += 1
            let pagina = Pagina(bytes)
            #expect(pagina.idioma == "en", "\(ruta)")
            let html = String(decoding: bytes, as: UTF8.self)
            for frase in frases where html.contains(frase) { Issue.record("\(ruta): «\(frase)»") }
        }
        #expect(paginas > 20)
    }

    @Test func `acuerdos y contacto están en sus páginas`() throws {
        let sitio = ConfiguracionDelSitio(
            url: "https://prep.ejemplo.mx/", contacto: "Comunicación <social>",
            acuerdos: [.init(nombre: "Acuerdo 1", url: "https://ejemplo.mx/1.pdf")])
        let archivos = try Self.arbol(sitio)
        func html(_ ruta: String) -> String { String(decoding: archivos[ruta] ?? [], as: UTF8.self) }
        #expect(html("difusores.html").contains("se publicará aquí"))
        #expect(html("ayuda.html").contains("href=\"https://ejemplo.mx/1.pdf\""))
        #expect(html("ayuda.html").contains("Comunicación &lt;social&gt;"))
        #expect(html("incrustar.html").contains("https://prep.ejemplo.mx/incrustar/ayun.html"))
    }

    @Test func `un difusor tiene liga y logotipo, y sin liga mientras su difusión está interrumpida`() throws {
        let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]
        let mini = Mini.conDosCortes().despues
        let archivos = try Carpeta.prestar { carpeta in
            try mini.publicar(
                try mini.publicador(
                    en: carpeta,
                    difusores: { corte in
                        [
                            DifusorEnSitio(nombre: "Uno & Cía", url: "https://uno.example/", logotipo: .init(png)),
                            DifusorEnSitio(
                                nombre: "Dos", url: "https://dos.example/", interrumpidaDesde: corte.instante),
                        ]
                    }))
            return Carpeta.leer(carpeta)
        }
        let html = String(decoding: archivos["difusores.html"] ?? [], as: UTF8.self)
        let logo = try #require(archivos.first { $0.key.hasPrefix("recursos/difusor-") })
        #expect(logo.value == png && html.contains("src=\"\(logo.key)\""))
        #expect(html.contains("href=\"https://uno.example/\"") && html.contains("Uno &amp; Cía"))
        #expect(!html.contains("https://dos.example/") && html.contains("Difusión interrumpida desde el "))
        #expect(DifusorEnSitio.Logotipo(Array("<svg/>".utf8)) == nil)
    }

    // MARK: Maps

    @Test func `el mapa ocupa el lugar del mosaico, con liga, nombre, clase de color y letra`() throws {
        let mapa = MapaDelSitio(
            ancho: 100, alto: 50, amplio: true,
            figuras: [.init(clave: "001", trazo: "M1 1l9 0 0 9z", x: 5, y: 4)])
        let archivos = try Self.arbol(ConfiguracionDelSitio(mapas: ["AYUN": mapa]))
        let con = String(decoding: try #require(archivos["ayun/index.html"]), as: UTF8.self)
        let sin = String(decoding: try #require(archivos["dip_loc/index.html"]), as: UTF8.self)
        #expect(Pagina(archivos["ayun/index.html"] ?? []).problemas == [])
        #expect(con.contains("<a href=\"001/index.html\" aria-label=\"001 Uno: "))
        #expect(con.firstMatch(of: /<path class="u c\d+" d="M1 1l9 0 0 9z"\/>/) != nil)
        #expect(con.contains("1<tspan class=\"letra\" dx=\"3\">a</tspan>"))
        #expect(!con.contains("No representa su tamaño") && sin.contains("No representa su tamaño"))
        // The unit without a shape is listed.
        let lista = try #require(con.firstRange(of: "Sin figura en el mapa:"))
        #expect(con[lista.upperBound...].prefix(300).contains("<a href=\"002/index.html\">002 Dos: "))
        #expect(!sin.contains("Sin figura en el mapa:"))
    }

    // MARK: Fields

    @Test func `openapi.json describe cada campo publicado, y cada campo exigido existe`() throws {
        var mini = Mini()
        mini.proceso.acuerdoDePrimerosLugares = "IEC/CG/123/2027"
        for acta in [1, 2, 4] { mini.verificar(acta) }
        mini.declararSinActa(6)
        mini.cortar()
        let archivos = try Self.arbol(ConfiguracionDelSitio(), mini)
        let descripcion = try JSON.leer(try #require(archivos["openapi.json"]))
        guard case .objeto(let caminos) = descripcion["paths"] else {
            Issue.record("sin caminos")
            return
        }
        var revisados = 0
        for (ruta, bytes) in archivos where ruta.hasSuffix(".json") {
            let partes = ruta.split(separator: "/")
            // The path with the fewest holes that fits.
            let camino = caminos.keys.filter { encaja($0.split(separator: "/"), partes) }
                .min { ($0.count { $0 == "{" }, $0) < ($1.count { $0 == "{" }, $1) }
            guard ruta != "openapi.json" else { continue }
            guard let camino else {
                Issue.record("\(ruta): no está descrito")
                continue
            }
            revisados += 1
            let esquema = caminos[camino]?["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            comparar(try JSON.leer(bytes), esquema ?? .nulo, ruta)
        }
        #expect(revisados > 20)
    }

    private func encaja(_ camino: [Substring], _ partes: [Substring]) -> Bool {
        camino.count == partes.count
            && zip(camino, partes).allSatisfy { c, p in
                guard let abre = c.firstIndex(of: "{"), let cierra = c.lastIndex(of: "}") else { return c == p }
                return p.hasPrefix(c[..<abre]) && p.hasSuffix(c[c.index(after: cierra)...])
            }
    }

    private func comparar(_ valor: JSON, _ esquema: JSON, _ donde: String) {
        switch valor {
        case .objeto(let hijos):
            guard case .objeto(let propiedades) = esquema["properties"] else {
                // A map whose keys are data has no list of properties.
                if esquema["type"].texto == "object" || hijos.isEmpty { return }
                Issue.record("\(donde): nadie dice qué es")
                return
            }
            for (clave, hijo) in hijos {
                guard let suyo = propiedades[clave] else {
                    Issue.record("\(donde).\(clave): no está descrito")
                    continue
                }
                comparar(hijo, suyo, "\(donde).\(clave)")
            }
            for exigido in esquema["required"].lista where hijos[exigido.texto] == nil {
                Issue.record("\(donde): falta \(exigido.texto)")
            }
        case .lista(let elementos): for e in elementos { comparar(e, esquema["items"], "\(donde)[]") }
        default: break
        }
    }
}
