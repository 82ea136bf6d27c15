import Bitacora
import Testing

/// What is not a note or a key is refused, and nothing makes the program fall.
@Suite struct FormatoDeNotaTests {
    private static let buena = NotaTests.Vector.contenido
    private static let linea = "— \(NotaTests.nombre) \(NotaTests.Vector.firma)\n"

    static let malas: [String] = [
        "", "\n", "\n\n", "texto\n", "texto\n\n", "texto\n\n\n", "texto\n" + linea, "texto\n\n" + linea.dropLast(),
        "texto\n\n- nombre QUJDREU=\n", "texto\n\n— nombre\n", "texto\n\n— nombre no-es-base64!\n",
        "texto\n\n— nombre QUJDRA==\n", "texto\n\n— nombre QUJDREU= de más\n", "texto\n\n—nombre QUJDREU=\n",
        "texto\n\n" + linea + "basura\n", "texto\n\nbasura\n" + linea, "texto\n\n" + linea + "sin salto",
        "texto\n\n" + linea + "\n", "texto\r\n\r\n" + linea, "texto sin salto" + linea,
        String(repeating: "x", count: 1_000_000) + "\n\n" + linea,
    ]

    @Test(arguments: malas)
    func `una nota mal formada no se lee`(contenido: String) {
        #expect(throws: NotaError.textoInvalido) { try Nota(leyendo: contenido) }
    }

    /// C2SP signed-note: one space between the parts, none around; the key name is not empty.
    @Test(arguments: [
        "—  \(NotaTests.nombre) \(NotaTests.Vector.firma)\n", "— \(NotaTests.nombre)  \(NotaTests.Vector.firma)\n",
        " — \(NotaTests.nombre) \(NotaTests.Vector.firma)\n", "— \(NotaTests.nombre) \(NotaTests.Vector.firma) \n",
        "— \(NotaTests.nombre) \(NotaTests.Vector.firma)\r\n", "— a+b \(NotaTests.Vector.firma)\n",
    ])
    func `una línea de firma con otros espacios o nombre imposible no se lee`(linea: String) {
        #expect(throws: NotaError.textoInvalido) { try Nota(leyendo: NotaTests.texto + "\n" + linea) }
    }

    @Test(arguments: [
        "", "nombre", "nombre+1a16b46f", "nombre+1a16b46f+", "+1a16b46f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "prep.example/2027/simulacro+1a16b46e+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "prep.example/2027/simulacro+1A16B46F+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "prep.example/2027/oficial+1a16b46f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "prep.example/2027/simulacro+1a16b46f+AgOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4",
        "prep.example/2027/simulacro+1a16b46f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQS",
        "prep.example/2027/simulacro+1a16b46f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4AA==",
        "prep.example/2027/simulacro+1a16b46f+no es base64",
    ])
    func `una clave pública mal formada no se lee`(texto: String) {
        #expect(throws: NotaError.claveInvalida) { try ClavePublica(leyendo: texto) }
    }

    /// The id is the right one for these names, which a signature line could not hold.
    @Test(arguments: ["con espacio+3eb3c442+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"])
    func `una clave pública con un nombre imposible no se lee`(texto: String) {
        #expect(throws: NotaError.claveInvalida) { try ClavePublica(leyendo: texto) }
    }

    @Test func `un archivo de clave mal formado no se lee`() {
        let bueno = NotaTests.Vector.secreto
        for texto in [
            "", NotaTests.Vector.publica, bueno.replacing("PRIVATE", with: "PUBLIC"),
            bueno.replacing("KEY", with: "LLAVE"),
            bueno.replacing("1a16b46f", with: "1a16b46e"), bueno.replacing("simulacro", with: "oficial"),
            bueno.replacing("+AQAB", with: "+AgAB"), String(bueno.dropLast(6)), bueno + "AAAA",
            "PRIVATE+KEY+con espacio+1a16b46f+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        ] {
            #expect(throws: NotaError.claveInvalida, "\(texto)") { try ClaveDeFirma(leyendo: texto) }
        }
    }

    @Test(arguments: ["", "con espacio", "con+más", "salto\n", "tabulador\t", "\u{00A0}"])
    func `el nombre de una clave no tiene espacios ni signos de más`(nombre: String) {
        #expect(throws: NotaError.claveInvalida) { try ClaveDeFirma(nueva: nombre) }
        #expect(throws: NotaError.claveInvalida) { try ClaveDeFirma(derivadaDe: [1], nombre: nombre) }
    }

    @Test func `el archivo de la clave vuelve idéntico, con o sin su salto final`() throws {
        let clave = try ClaveDeFirma(nueva: "prep.example/2027/oficial")
        for texto in [clave.secreto, String(clave.secreto.dropLast()), clave.secreto + "\n", "  " + clave.secreto] {
            let leida = try ClaveDeFirma(leyendo: texto)
            #expect(leida.secreto == clave.secreto)
            #expect(leida.publica == clave.publica)
        }
        #expect(clave.secreto.hasSuffix("\n"))
        #expect(!clave.publica.texto.contains("PRIVATE"))
    }

    @Test func `dos claves nuevas son distintas, y las derivadas dependen sólo de su semilla y su nombre`() throws {
        #expect(try ClaveDeFirma(nueva: "a").publica != ClaveDeFirma(nueva: "a").publica)
        func derivada(_ semilla: [UInt8], _ nombre: String) throws -> String {
            try ClaveDeFirma(derivadaDe: semilla, nombre: nombre).publica.texto
        }
        #expect(try derivada([1, 2], "a") == derivada([1, 2], "a"))
        #expect(try derivada([1, 2], "a") != derivada([1, 3], "a"))
        #expect(try derivada([1, 2], "a") != derivada([1, 2], "b"))
    }

    /// Same sequence on every machine.
    private struct Azar: RandomNumberGenerator {
        var estado: UInt64
        mutating func next() -> UInt64 {
            estado &+= 0x9E37_79B9_7F4A_7C15
            var z = (estado ^ (estado >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }

        mutating func mutar(_ original: [UInt8]) -> [UInt8] {
            var bytes = original
            for _ in 0...Int.random(in: 0...3, using: &self) {
                let lugar = Int.random(in: 0...bytes.count, using: &self)
                switch Int.random(in: 0...4, using: &self) {
                case 0 where lugar < bytes.count: bytes[lugar] = UInt8.random(in: 0...255, using: &self)
                case 1 where lugar < bytes.count: bytes.remove(at: lugar)
                case 2: bytes.insert([10, 32, 43, 0xE2, 0x80, 0x94, 61].randomElement(using: &self) ?? 10, at: lugar)
                case 3: bytes.removeLast(min(lugar / 4, bytes.count))
                default: bytes.insert(contentsOf: bytes.suffix(from: lugar).prefix(40), at: lugar)
                }
            }
            return bytes
        }
    }

    @Test func `dos mil alteraciones de una nota no la hacen pasar por buena`() throws {
        var azar = Azar(estado: 7)
        let clave = try ClavePublica(leyendo: NotaTests.Vector.publica)
        for _ in 0..<2_000 {
            let alterada = String(decoding: azar.mutar(Array(Self.buena.utf8)), as: UTF8.self)
            guard let nota = try? Nota(leyendo: alterada), (try? nota.comprobar(con: [clave])) != nil else { continue }
            // It can only be good if what was signed is intact.
            #expect(nota.texto == NotaTests.texto)
        }
    }

    @Test func `dos mil alteraciones de las claves se leen o se rechazan, sin caer`() throws {
        var azar = Azar(estado: 8)
        let (publica, secreto) = (Array(NotaTests.Vector.publica.utf8), Array(NotaTests.Vector.secreto.utf8))
        for _ in 0..<2_000 {
            let p = String(decoding: azar.mutar(publica), as: UTF8.self)
            if let leida = try? ClavePublica(leyendo: p) { #expect(leida.texto == NotaTests.Vector.publica) }
            let s = String(decoding: azar.mutar(secreto), as: UTF8.self)
            if let leida = try? ClaveDeFirma(leyendo: s) { #expect(leida.secreto == NotaTests.Vector.secreto) }
        }
    }
}
