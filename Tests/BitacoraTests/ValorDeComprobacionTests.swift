import Bitacora
import Testing

@Suite struct ValorDeComprobacionTests {
    /// RFC 4231, test case 2.
    @Test func `son las primeras ocho cifras del HMAC-SHA256`() {
        #expect(ValorDeComprobacion.de("what do ya want for nothing?", llave: Array("Jefe".utf8)) == "5BDCC146")
    }

    @Test func `otra llave u otro texto dan otro valor`() {
        let valores = [("a", [1]), ("b", [1]), ("a", [2])].map { ValorDeComprobacion.de($0.0, llave: $0.1) }
        #expect(Set(valores).count == 3)
    }
}
