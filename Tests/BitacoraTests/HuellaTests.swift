import Bitacora
import Testing

@Suite struct HuellaTests {
    /// FIPS 180-4, examples of SHA-256 (one block, two blocks), the empty message and a million times «a».
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            String(repeating: "a", count: 1_000_000),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
        ),
    ])
    func `los ejemplos de la norma`(texto: String, huella: String) {
        #expect(Huella.sha256(Array(texto.utf8)) == huella)
        #expect(Huella.sha256(texto.utf8) == huella)
        #expect(Huella.sha256(Array(texto.utf8)[...]) == huella)
    }

    @Test func `un bit distinto da otra huella de 64 cifras hexadecimales en minúsculas`() {
        let base = [UInt8](repeating: 0, count: 64)
        var vistas: Set<String> = [Huella.sha256(base)]
        for bit in 0..<512 {
            var otra = base
            otra[bit / 8] ^= 1 << UInt8(bit % 8)
            vistas.insert(Huella.sha256(otra))
        }
        #expect(vistas.count == 513)
        #expect(vistas.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy { $0.isHexDigit && !$0.isUppercase } })
    }
}
