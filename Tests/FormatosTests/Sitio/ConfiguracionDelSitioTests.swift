import Formatos
import Foundation
import Testing

/// `sitio.yaml` and the maps that it names.
@Suite struct ConfiguracionDelSitioTests {
    private static let sitio = """
        idioma: en
        url: https://prep.ejemplo.mx/
        contacto: Comunicación social
        acuerdos:
          - nombre: Acuerdo 1
            url: http://acuerdos.ejemplo.mx/1
        mapas:
          AYUN: {archivo: mapas/m.geojson, clave: CVE}

        """

    /// Three squares side by side, in degrees.
    static func mapa(_ claves: [String] = ["1", "\"002\"", "3.0"], tipo: String = "Polygon") -> String {
        let figuras = claves.enumerated().map { i, clave in
            let (a, b) = (-101.0 + Double(i), -100.0 + Double(i))
            return """
                {"type":"Feature","properties":{"CVE":\(clave)},"geometry":{"type":"\(tipo)","coordinates":
                [[[\(a),25],[\(b),25],[\(b),26],[\(a),26],[\(a),25]]]}}
                """
        }
        return #"{"type":"FeatureCollection","features":["# + figuras.joined(separator: ",") + "]}"
    }

    private func leer(_ sitio: String, mapa: String? = Self.mapa()) throws(ErroresDeCarpeta) -> CarpetaDeProceso {
        var textos = CarpetaDeEjemplo.con("sitio.yaml", sitio)
        textos["mapas/m.geojson"] = mapa
        return try CarpetaDeProceso.leer(CarpetaDeEjemplo.bytes(textos))
    }

    private func errores(_ sitio: String, mapa: String? = Self.mapa()) -> [String] {
        do {
            _ = try leer(sitio, mapa: mapa)
            return []
        } catch { return error.errores.map(\.description) }
    }

    @Test func `se lee todo lo que dice, y sin el archivo no dice nada`() throws {
        let leido = try leer(Self.sitio).sitio
        #expect(leido.idioma == .ingles)
        #expect(leido.url == "https://prep.ejemplo.mx/")
        #expect(leido.contacto == "Comunicación social")
        #expect(leido.acuerdos == [.init(nombre: "Acuerdo 1", url: "http://acuerdos.ejemplo.mx/1")])
        #expect(leido.mapas["AYUN"]?.figuras.map(\.clave) == ["001", "002", "003"])
        #expect(try CarpetaDeEjemplo.leer(CarpetaDeEjemplo.archivos).sitio == ConfiguracionDelSitio())
        let codificado = try JSONEncoder().encode(leido)
        #expect(try JSONDecoder().decode(ConfiguracionDelSitio.self, from: codificado) == leido)
    }

    @Test(arguments: [
        ("idioma: en", "idioma: fr", "sitio.yaml:1:"), ("idioma: en", "lengua: en", "sitio.yaml:1:"),
        ("ejemplo.mx/\n", "ejemplo.mx\n", "sitio.yaml:2:"), ("https://prep", "ftp://prep", "sitio.yaml:2:"),
        ("https://prep", "javascript://prep", "sitio.yaml:2:"),
        ("http://acuerdos.ejemplo.mx/1", "acuerdos.ejemplo.mx", "sitio.yaml:6:"),
        ("  - nombre: Acuerdo 1\n    url", "  - url", "sitio.yaml:5:"),
        ("AYUN:", "SENADO:", "sitio.yaml:8:"), ("mapas/m.geojson", "mapas/../m.geojson", "sitio.yaml:8:"),
        ("mapas/m.geojson", "mapas/otro.geojson", "sitio.yaml:8:"), ("clave: CVE", "clave: X", "mapas/m.geojson:"),
    ])
    func `un error dice archivo y línea`(viejo: String, nuevo: String, donde: String) {
        let hallados = errores(Self.sitio.replacing(viejo, with: nuevo))
        #expect(hallados.count == 1, "\(hallados)")
        #expect(hallados.first?.hasPrefix(donde) == true, "\(hallados)")
    }

    @Test(arguments: [
        ("{", "no se entiende como JSON"), ("[]", "no se entiende como JSON"),
        (#"{"type":"FeatureCollection","features":[]}"#, "no es una colección de figuras"),
        (mapa(["1", "2", "300"]), "la figura 3 dice CVE «300»"),
        (mapa(tipo: "Point"), "la figura 1 no es un polígono"),
        (mapa().replacingOccurrences(of: "[-101.0,25]", with: "[\"a\",25]"), "la figura 1 tiene un contorno"),
    ])
    func `un mapa que no sirve se explica`(contenido: String, dice: String) {
        let hallados = errores(Self.sitio, mapa: contenido)
        #expect(hallados.first?.contains(dice) == true, "\(hallados)")
        #expect(hallados.allSatisfy { $0.hasPrefix("mapas/m.geojson: ") })
    }

    @Test func `las unidades sin figura sólo se avisan`() throws {
        let leida = try leer(Self.sitio, mapa: Self.mapa(["1", "3"]))
        #expect(leida.avisos.count == 1)
        #expect(leida.avisos.first?.contains("002 Acuña") == true)
        #expect(leida.sitio.mapas["AYUN"]?.figuras.map(\.clave) == ["001", "003"])
    }

    @Test func `la misma figura da el mismo dibujo, con el norte arriba y proporción de la tierra`() throws {
        let mapa = try #require(try leer(Self.sitio).sitio.mapas["AYUN"])
        #expect(try leer(Self.sitio).sitio.mapas["AYUN"] == mapa)
        #expect(mapa.ancho == 1008)
        // A degree of latitude is longer than one of longitude there: 1 / (3 cos 25.5°).
        #expect((377...379).contains(mapa.alto))
        #expect(mapa.figuras.allSatisfy { $0.y > 150 && $0.y < 230 && $0.rotulo == .entero }, "\(mapa.figuras)")
        #expect(mapa.figuras.map(\.x) == mapa.figuras.map(\.x).sorted())
    }

    /// A grid of wavy cells, as many as the municipios of a large state, with many points each.
    @Test func `217 figuras detalladas caben en 40 KB y no dejan huecos`() throws {
        let (columnas, filas, puntos) = (16, 14, 60)
        func esquina(_ c: Int, _ f: Int) -> (Double, Double) { (Double(c) * 50_000, Double(f) * 50_000) }
        func orilla(_ a: (Double, Double), _ b: (Double, Double)) -> [String] {
            // The same curve from either end.
            let directo = a < b
            let (p, q) = directo ? (a, b) : (b, a)
            let curva = (0...puntos).map { n -> String in
                let t = Double(n) / Double(puntos)
                let onda = n == 0 || n == puntos ? 0 : Double((n * 7919 + Int(p.0 + p.1)) % 997) * 3
                return "[\(p.0 + (q.0 - p.0) * t + onda),\(p.1 + (q.1 - p.1) * t + onda)]"
            }
            return directo ? curva : curva.reversed()
        }
        var casillas = CarpetaDeEjemplo.archivos["territorio.csv"] ?? ""
        var figuras: [String] = []
        for n in 1...217 {
            let (c, f) = ((n - 1) % columnas, (n - 1) / columnas % filas)
            let lados = [(c, f), (c + 1, f), (c + 1, f + 1), (c, f + 1), (c, f)].map { esquina($0.0, $0.1) }
            let anillo =
                zip(lados, lados.dropFirst()).flatMap { orilla($0, $1).dropLast() } + ["[\(lados[0].0),\(lados[0].1)]"]
            figuras.append(
                #"{"properties":{"CVE":\#(n)},"geometry":{"type":"Polygon","coordinates":[[\#(anillo.joined(separator: ","))]]}}"#
            )
            if n > 3 { casillas += "\n\(1000 + n),1,Acuña,\(n),Municipio \(n)" }
        }
        var textos = CarpetaDeEjemplo.con("sitio.yaml", Self.sitio)
        textos["territorio.csv"] = casillas
        textos["mapas/m.geojson"] = #"{"type":"FeatureCollection","features":[\#(figuras.joined(separator: ","))]}"#
        let mapa = try #require(try CarpetaDeProceso.leer(CarpetaDeEjemplo.bytes(textos)).sitio.mapas["AYUN"])
        #expect(mapa.figuras.count == 217)
        #expect(mapa.figuras.reduce(0) { $0 + $1.trazo.utf8.count } <= 40_000)
        #expect(!mapa.amplio)
        // Every segment inside the state belongs to two units: what one side lost the other lost too.
        var lados: [String: Int] = [:]
        for figura in mapa.figuras {
            for anillo in puntosDe(figura.trazo) {
                for (a, b) in zip(anillo, anillo.dropFirst() + anillo.prefix(1)) {
                    lados["\(min(a, b)) \(max(a, b))", default: 0] += 1
                }
            }
        }
        let interiores = lados.values.count { $0 == 2 }
        // Where waves cross near a corner a short piece may belong to more.
        let demas = lados.values.count { $0 > 2 }
        #expect(demas * 20 <= lados.count, "\(demas) de \(lados.count)")
        #expect(interiores * 10 > lados.count * 7)
    }

    /// Points of `M12 34l3-4 5 6z`, as numbers that can be compared.
    private func puntosDe(_ trazo: String) -> [[Int]] {
        trazo.split(separator: "M").map { parte in
            var numeros: [Int] = []
            var actual = ""
            for c in parte + " " {
                if c.isNumber || (c == "-" && actual.isEmpty) {
                    actual.append(c)
                    continue
                }
                if let n = Int(actual) { numeros.append(n) }
                actual = c == "-" ? "-" : ""
            }
            var (x, y) = (0, 0)
            return stride(from: 0, to: numeros.count - 1, by: 2).map { i in
                x += numeros[i]
                y += numeros[i + 1]
                return x * 100_000 + y
            }
        }
    }
}
