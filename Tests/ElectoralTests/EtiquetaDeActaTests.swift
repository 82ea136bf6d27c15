import Electoral
import Testing

@Suite struct EtiquetaDeActaTests {
    private static let buena = "PREP|S|DIP_LOC|050001S01003EMR|3EMR-01|9F3A01C7"

    @Test(arguments: Entorno.allCases)
    func `el texto del QR se vuelve a leer igual`(entorno: Entorno) {
        let etiqueta = EtiquetaDeActa(
            entorno: entorno, eleccion: "DIP_LOC", claveActa: "050001S01003EMR", plantilla: "3EMR-01",
            comprobacion: "00FF12AB")
        #expect(EtiquetaDeActa(texto: etiqueta.texto) == etiqueta)
        #expect(EtiquetaDeActa(tecleada: etiqueta.texto) == etiqueta)
    }

    @Test(arguments: [
        "", "PREP", "PREP|S|AYUN|050001B01004|4-01", "PREP|X|AYUN|050001B01004|4-01|9F3A01C7",
        "prep|S|AYUN|050001B01004|4-01|9F3A01C7", "PREP|S|AYUN||4-01|9F3A01C7",
        "PREP|S|AYUN|050001B01004|4-01|9F3A01C7|",
        "PREP|S|AYUN|050001B01004|4-01|9F3A01C", "PREP|S|AYUN|050001B01004|4-01|9F3A01CG",
        "PREP|S|AYUN|050001B01004|4-01|9F3A01C７", "https://ejemplo.mx", "PREP]]]]]", "PREP'S'A'1'2'9F3A01C7",
        "PREP|S|AYUN|" + String(repeating: "0", count: 300) + "|4-01|9F3A01C7",
    ])
    func `otro texto no es una etiqueta`(texto: String) {
        #expect(EtiquetaDeActa(texto: texto) == nil)
        #expect(EtiquetaDeActa(tecleada: texto) == nil)
    }

    @Test(arguments: [
        "PREP]S]DIP?LOC]050001S01003EMR]3EMR'01]9F3A01C7", "PREPÇSÇDIP?LOCÇ050001S01003EMRÇ3EMR'01Ç9f3a01c7",
        " PREP|S|DIP_LOC|050001S01003EMR|3EMR-01|9F3A01C7\r\n", "PREP°S°DIP?LOC°050001S01003EMR°3EMR/01°9F3A01C7",
    ])
    func `un lector configurado con otro teclado se entiende`(texto: String) {
        #expect(EtiquetaDeActa(tecleada: texto) == EtiquetaDeActa(texto: Self.buena))
    }

    @Test func `el valor de comprobación cubre proceso, entorno, elección, acta y formato`() throws {
        let base = try #require(EtiquetaDeActa(texto: Self.buena))
        var otras = [base, base, base, base]
        otras[0].entorno = .oficial
        otras[1].eleccion = "AYUN"
        otras[2].claveActa = "050001S01003ERP"
        otras[3].plantilla = "3EMR-02"
        let cubiertos =
            [base.cubierto(origen: "a"), base.cubierto(origen: "b")] + otras.map { $0.cubierto(origen: "a") }
        #expect(Set(cubiertos).count == cubiertos.count)
    }

    @Test func `cada razón para rechazarla tiene su frase`() {
        let razones: [EtiquetaDeActa.Rechazo] = [
            .noEsEtiqueta, .deOtroEntorno(.oficial, aqui: .simulacro), .deOtraEleccion("GUB"),
            .claveDesconocida("0500"),
            .deOtraPlantilla("A", esperada: "B"), .comprobacionFalsa,
        ]
        #expect(Set(razones.map(\.explicacion)).count == razones.count)
    }
}

@Suite struct MecanismoDeTrasladoTests {
    @Test(
        arguments: [
            ("", ""), ("F", "F"), ("d-f", "F-D"), ("D-I-F", "F-I-D"), ("X", nil), ("F-F", nil), ("FD", nil),
            ("F-", "F"),
        ] as [(String, String?)])
    func `se imprimen en su orden y sólo los que existen`(texto: String, esperado: String?) {
        #expect(MecanismoDeTraslado.combinado(texto) == esperado)
    }

    @Test func `las mesas de modalidades tienen su propio documento`() {
        #expect(Documento.admitidos(.basica).map(\.clave) == ["ACTA PREP", "CC", "RPP", "PPC"])
        #expect(Documento.admitidos(.extranjero).map(\.clave) == ["ACTA VMRE"])
    }
}
