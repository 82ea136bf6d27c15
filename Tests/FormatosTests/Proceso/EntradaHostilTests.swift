import Electoral
import Formatos
import Foundation
import Testing

@Suite struct EntradaHostilTests {
    @Test func `una bomba de alias se rechaza sin expandirla`() {
        var bomba = "a: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for i in 1...40 {
            let alias = Array(repeating: "*a\(i - 1)", count: 9).joined(separator: ", ")
            bomba += "b\(i): &a\(i) [\(alias)]\n"
        }
        bomba += "? *a40\n: 1\n"
        #expect(
            CarpetaDeEjemplo.errores(CarpetaDeEjemplo.con("proceso.yaml", bomba)) == ["proceso.yaml:2:10 PREP-FMT-005"])
    }

    @Test(arguments: ["[", "{", "{a: ", "- ", "? ", "- [", "&a "]) func `la profundidad no agota la pila`(pieza: String)
    {
        for veces in [33, 900, 100_000] {
            let texto = String(repeating: pieza, count: veces)
            #expect(!CarpetaDeEjemplo.errores(CarpetaDeEjemplo.con("elecciones.yaml", texto)).isEmpty)
        }
    }

    @Test func `los archivos desmedidos se rechazan`() {
        let yaml = String(repeating: "#", count: (4 << 20) + 1)
        #expect(
            CarpetaDeEjemplo.errores(CarpetaDeEjemplo.con("coaliciones.yaml", yaml)) == [
                "coaliciones.yaml PREP-FMT-009"
            ])
        let elementos = String(repeating: "-\n", count: 300_000)
        #expect(
            CarpetaDeEjemplo.errores(CarpetaDeEjemplo.con("coaliciones.yaml", elementos)) == [
                "coaliciones.yaml:200001:1 PREP-FMT-009"
            ])
        let filas = String(repeating: "x\n", count: 1_000_001)
        let errores = CarpetaDeEjemplo.errores(
            CarpetaDeEjemplo.con("independientes.csv", "ELECCION,UNIDAD,COLUMNA,NOMBRE\n" + filas))
        #expect(errores.count == 100)
    }

    @Test func `un catálogo de cien mil casillas se lee y se escribe igual`() throws {
        var textos = CarpetaDeEjemplo.archivos
        var territorio = "SECCION,ID_DISTRITO_LOCAL,DISTRITO_LOCAL,ID_MUNICIPIO,MUNICIPIO\n"
        var casillas =
            "SECCION,TIPO_CASILLA,ID_CASILLA,EXT_CONTIGUA,UBICACION_CASILLA,LISTA_NOMINAL,REPRESENTANTES_PP_CI\n"
        for seccion in 1...2000 {
            let unidad = seccion % 3 + 1
            territorio += "\(seccion),\(min(unidad, 2)),Distrito \(min(unidad, 2)),\(unidad),Municipio \(unidad)\n"
            for n in 1...50 { casillas += "\(seccion),C,\(n),0,1,750,8\n" }
        }
        textos["territorio.csv"] = territorio
        textos["casillas.csv"] = casillas
        let carpeta = try CarpetaDeEjemplo.leer(textos)
        #expect(carpeta.catalogo.actas.count == 200_000)
        #expect(try CarpetaDeProceso.leer(carpeta.escribir()) == carpeta)
    }

    @Test(arguments: CarpetaDeProceso.Archivo.allCases) func `cualquier prefijo de un archivo se lee o se explica`(
        archivo: CarpetaDeProceso.Archivo
    ) {
        var textos = CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas)
        let entero = Array((textos[archivo.rawValue] ?? "").utf8)
        textos[archivo.rawValue] = nil
        let resto = CarpetaDeEjemplo.bytes(textos)
        for n in 0..<entero.count {
            var archivos = resto
            archivos[archivo.rawValue] = Array(entero.prefix(n))
            comprobar(archivos)
        }
    }

    @Test func `entradas mutadas nunca interrumpen el programa`() throws {
        let pedidas = ProcessInfo.processInfo.environment["PREP_MUTACIONES"].flatMap(Int.init)
        var azar = CarpetaDeEjemplo.Semilla(estado: 2027)
        let textos = CarpetaDeEjemplo.con("plantillas.yaml", CarpetaDeEjemplo.plantillas)
        let originales = [
            CarpetaDeEjemplo.bytes(textos), CarpetaDeEjemplo.bytes(CarpetaDeEjemplo.archivos),
            try CarpetaDeEjemplo.leer(textos).escribir(),
        ]
        for _ in 0..<(pedidas ?? 10_000) {
            var archivos = originales[Int.random(in: 0..<originales.count, using: &azar)]
            let nombre = archivos.keys.sorted().randomElement(using: &azar) ?? ""
            var bytes = archivos[nombre] ?? []
            for _ in 0..<Int.random(in: 1...4, using: &azar) { mutar(&bytes, &azar) }
            archivos[nombre] = bytes
            comprobar(archivos)
        }
    }

    /// What reads, reads back; what does not, says where and why.
    private func comprobar(_ archivos: [String: [UInt8]]) {
        do {
            let carpeta = try CarpetaDeProceso.leer(archivos)
            let releida = try CarpetaDeProceso.leer(carpeta.escribir())
            #expect(releida == carpeta)
        } catch {
            #expect(!error.errores.isEmpty && error.errores.count <= 100)
            #expect(error.errores.allSatisfy { ($0.linea ?? 1) >= 1 && ($0.columna ?? 1) >= 1 && !$0.mensaje.isEmpty })
        }
    }

    private static let piezas: [[UInt8]] = [
        [0], [0xFF], [0xC3], [0xEF, 0xBB, 0xBF], [0x0D], [0x0A], Array("\"".utf8), Array("'".utf8), Array(",".utf8),
        Array("*a ".utf8), Array("&a ".utf8), Array("!!binary ".utf8), Array("{".utf8), Array("[".utf8),
        Array(": ".utf8),
        Array("- ".utf8), Array("? ".utf8), Array("|\n".utf8), Array("%YAML 1.1\n".utf8), Array("---\n".utf8),
        Array("9223372036854775808".utf8), Array("-1".utf8), Array("~".utf8), Array("#".utf8), Array("\u{2028}".utf8),
        Array("\u{85}".utf8), Array("<<: ".utf8), Array("1e309".utf8), Array("\\".utf8), Array("\t".utf8),
    ]

    private func mutar(_ bytes: inout [UInt8], _ azar: inout CarpetaDeEjemplo.Semilla) {
        guard !bytes.isEmpty else {
            bytes = Self.piezas.randomElement(using: &azar) ?? []
            return
        }
        let i = Int.random(in: 0..<bytes.count, using: &azar)
        let j = min(bytes.count, i + Int.random(in: 1...40, using: &azar))
        switch Int.random(in: 0..<7, using: &azar) {
        case 0: bytes[i] = UInt8.random(in: 0...255, using: &azar)
        case 1: bytes[i] ^= 1 << UInt8.random(in: 0..<8, using: &azar)
        case 2: bytes.removeSubrange(i..<j)
        case 3: bytes.insert(contentsOf: bytes[i..<j], at: Int.random(in: 0...bytes.count, using: &azar))
        case 4: bytes.insert(contentsOf: Self.piezas.randomElement(using: &azar) ?? [], at: i)
        case 5: bytes.removeLast(bytes.count - i)
        default: bytes.swapAt(i, Int.random(in: 0..<bytes.count, using: &azar))
        }
    }
}
