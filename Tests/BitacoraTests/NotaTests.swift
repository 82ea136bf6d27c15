import Bitacora
import Testing

@Suite struct NotaTests {
    static let nombre = "prep.example/2027/simulacro"
    static let texto = "prep.example/2027/simulacro\ncorte 7\n2027-06-06T20:10:00-06:00\nraíz ñ\n"

    /// Made with Python's `cryptography`, without this program:
    ///
    ///     k = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    ///     p = k.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    ///     i = sha256(nombre + b"\n\x01" + p).digest()[:4]
    ///     "PRIVATE+KEY+" + nombre + "+" + i.hex() + "+" + b64(b"\x01" + bytes(range(32)))
    ///     nombre + "+" + i.hex() + "+" + b64(b"\x01" + p)
    ///     "— " + nombre + " " + b64(i + k.sign(texto))
    enum Vector {
        static let secreto =
            "PRIVATE+KEY+prep.example/2027/simulacro+1a16b46f+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
        static let publica = "prep.example/2027/simulacro+1a16b46f+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
        static let firma =
            "Gha0bxz7RGLEtiaihWRC37ZafLuW5Wow6s6Eq4QFXa4Qr0hyqN4PFS2yyT7qWbCY8E6D4QI7+b2uCt3UJQsYh5Urvgs="
        static let contenido = texto + "\n— \(nombre) \(firma)\n"
    }

    @Test func `el ejemplo calculado con otro programa`() throws {
        let clave = try ClaveDeFirma(leyendo: Vector.secreto)
        #expect(clave.nombre == Self.nombre)
        #expect(clave.publica.texto == Vector.publica)
        #expect(try Nota(firmando: Self.texto, con: clave).contenido == Vector.contenido)
        let leida = try Nota(leyendo: Vector.contenido)
        #expect(leida.texto == Self.texto)
        try leida.comprobar(con: [try ClavePublica(leyendo: Vector.publica)])
    }

    @Test(arguments: [
        "origen\n", "origen/2027\ncorte 1\n", "a\nb\nc\n", "prep.example\n— no es una firma\n", "ñ 🗳️ e\u{301}\n", " \n",
    ])
    func `lo firmado se lee y se comprueba`(texto: String) throws {
        let clave = try ClaveDeFirma(nueva: "prep.example/2027/oficial")
        let nota = try Nota(firmando: texto, con: clave)
        let leida = try Nota(leyendo: nota.contenido)
        #expect(leida == nota)
        #expect(leida.texto == texto)
        try leida.comprobar(con: [clave.publica])
        try leida.comprobar(con: [try ClavePublica(leyendo: clave.publica.texto)])
    }

    @Test(arguments: ["", "\n", "sin salto", "dos\n\nbloques\n", "\n\n", "termina en blanco\n\n"])
    func `un texto que no cabe en una nota no se firma`(texto: String) throws {
        let clave = try ClaveDeFirma(nueva: "prep.example")
        #expect(throws: NotaError.textoInvalido) { try Nota(firmando: texto, con: clave) }
    }

    /// C2SP signed-note: no ASCII control characters but the newline; readers in other languages refuse such a note.
    @Test(arguments: ["a\u{0}\n", "a\tb\n", "a\r\nb\n", "a\r\n", "a\u{1B}[0m\n"])
    func `un texto con caracteres de control no se firma`(texto: String) throws {
        let clave = try ClaveDeFirma(nueva: "prep.example")
        #expect(throws: NotaError.textoInvalido) { try Nota(firmando: texto, con: clave) }
    }

    /// RFC 8032: the same key and text give the same signature, so a corte that is published again has the same bytes.
    @Test func `firmar dos veces da los mismos bytes`() throws {
        let clave = try ClaveDeFirma(leyendo: Vector.secreto)
        let una = try Nota(firmando: Self.texto, con: clave)
        for _ in 0..<20 { #expect(try Nota(firmando: Self.texto, con: clave) == una) }
        let copia = try ClaveDeFirma(leyendo: clave.secreto)
        #expect(try Nota(firmando: Self.texto, con: copia) == una)
    }

    @Test func `un texto alterado es una firma falsa`() throws {
        let clave = try ClavePublica(leyendo: Vector.publica)
        let original = Array(Self.texto.utf8)
        for i in original.indices.dropLast() {
            var alterado = original
            alterado[i] = alterado[i] == UInt8(ascii: "x") ? UInt8(ascii: "y") : UInt8(ascii: "x")
            let texto = String(decoding: alterado, as: UTF8.self)
            let nota = Nota(texto: texto, firmas: try Nota(leyendo: Vector.contenido).firmas)
            #expect(throws: NotaError.firmaFalsa) { try nota.comprobar(con: [clave]) }
        }
        let nota = try Nota(leyendo: Vector.contenido.replacing("corte 7", with: "corte 8"))
        #expect(throws: NotaError.firmaFalsa) { try nota.comprobar(con: [clave]) }
    }

    @Test func `una firma alterada es falsa en cualquiera de sus bytes`() throws {
        let clave = try ClavePublica(leyendo: Vector.publica)
        let buena = try Nota(leyendo: Vector.contenido)
        for i in 4..<68 {
            var datos = buena.firmas[0].datos
            datos[i] ^= 1
            let nota = Nota(texto: buena.texto, firmas: [Nota.Firma(nombre: Self.nombre, datos: datos)])
            #expect(throws: NotaError.firmaFalsa) { try nota.comprobar(con: [clave]) }
        }
        for largo in [5, 36, 67, 69, 132] {
            let datos = (buena.firmas[0].datos + [UInt8](repeating: 0, count: 64)).prefix(largo)
            let nota = Nota(texto: buena.texto, firmas: [Nota.Firma(nombre: Self.nombre, datos: Array(datos))])
            #expect(throws: NotaError.firmaFalsa) { try nota.comprobar(con: [clave]) }
        }
    }

    @Test func `las firmas desconocidas se ignoran si alguna es conocida`() throws {
        let conocida = try ClaveDeFirma(leyendo: Vector.secreto)
        let ajena = try ClaveDeFirma(nueva: "testigo.example")
        // Another key under the same name is another key.
        let homonima = try ClaveDeFirma(nueva: Self.nombre)
        let firmas = try [ajena, conocida, homonima].flatMap { try Nota(firmando: Self.texto, con: $0).firmas }
        let nota = try Nota(leyendo: Nota(texto: Self.texto, firmas: firmas).contenido)
        #expect(nota.firmas.count == 3)
        try nota.comprobar(con: [conocida.publica])
        try nota.comprobar(con: [homonima.publica, conocida.publica, ajena.publica])
        let rota = Nota(texto: Self.texto + "más\n", firmas: firmas)
        #expect(throws: NotaError.firmaFalsa) { try rota.comprobar(con: [conocida.publica]) }
    }

    @Test func `una firma falsa de clave conocida es un error aunque otra sea buena`() throws {
        let a = try ClaveDeFirma(leyendo: Vector.secreto)
        let b = try ClaveDeFirma(nueva: "testigo.example")
        let deOtra = try Nota(firmando: "otro texto\n", con: b).firmas
        for firmas in [
            try Nota(firmando: Self.texto, con: a).firmas + deOtra,
            deOtra + (try Nota(firmando: Self.texto, con: a).firmas),
        ] {
            let nota = Nota(texto: Self.texto, firmas: firmas)
            try nota.comprobar(con: [a.publica])
            #expect(throws: NotaError.firmaFalsa) { try nota.comprobar(con: [a.publica, b.publica]) }
        }
    }

    @Test func `si ninguna clave conocida firmó, se dice`() throws {
        let nota = try Nota(leyendo: Vector.contenido)
        #expect(throws: NotaError.sinFirmaConocida) { try nota.comprobar(con: []) }
        #expect(throws: NotaError.sinFirmaConocida) {
            try nota.comprobar(con: [
                try ClaveDeFirma(nueva: Self.nombre).publica, try ClaveDeFirma(nueva: "otro").publica,
            ])
        }
    }

    @Test func `el identificador de otra clave no basta para pasar por ella`() throws {
        let ajena = try ClaveDeFirma(nueva: "testigo.example")
        let id = try Nota(leyendo: Vector.contenido).firmas[0].datos.prefix(4)
        let suya = try Nota(firmando: Self.texto, con: ajena).firmas[0].datos.dropFirst(4)
        let nota = Nota(texto: Self.texto, firmas: [Nota.Firma(nombre: Self.nombre, datos: Array(id + suya))])
        #expect(throws: NotaError.firmaFalsa) { try nota.comprobar(con: [try ClavePublica(leyendo: Vector.publica)]) }
    }
}
