import Electoral
import Formatos
import Testing

@Suite struct CatalogoDiferenciasTests {
    private func cambios(_ nuevo: [String: String]) throws -> [String] {
        let antes = try CarpetaDeEjemplo.leer().catalogo
        let despues = try CarpetaDeEjemplo.leer(nuevo).catalogo
        return CatalogoDiferencias.entre(antes, despues).map(\.description)
    }

    @Test func `dos catálogos iguales no difieren`() throws {
        #expect(try cambios(CarpetaDeEjemplo.archivos).isEmpty)
    }

    @Test func `muestra actas agregadas, retiradas y cambiadas en orden`() throws {
        var textos = CarpetaDeEjemplo.con("casillas.csv", "1,C,1,0,1,649,8,,,,", "1,C,2,0,1,649,8,,,,")
        textos["casillas.csv"] = textos["casillas.csv"]?.sustituyendo("2,B,1,0,2,500,6", por: "2,B,1,0,2,501,6")
        #expect(
            try cambios(textos) == [
                "se retira DIP_LOC: el acta 050001C01003",
                "se agrega DIP_LOC: el acta 050001C02003",
                "cambia DIP_LOC: el acta 050002B01003: LISTA_NOMINAL de 500 a 501",
                "se retira AYUN: el acta 050001C01004",
                "se agrega AYUN: el acta 050001C02004",
                "cambia AYUN: el acta 050002B01004: LISTA_NOMINAL de 500 a 501",
            ])
    }

    @Test func `muestra cambios de nombres, convenios y candidaturas`() throws {
        var textos = CarpetaDeEjemplo.con("candidaturas_comunes.yaml", "{PD: 53.33, PE: 46.67}", "{PD: 50, PE: 50}")
        textos["partidos.csv"] = textos["partidos.csv"]?.sustituyendo("Partido C", por: "Partido Tres")
        textos["candidaturas.csv"] = textos["candidaturas.csv"]?.sustituyendo("Candidatura 2", por: "")
        #expect(
            try cambios(textos) == [
                "cambia DIP_LOC: la opción PC: nombre de Partido C a Partido Tres",
                "cambia DIP_LOC: la candidatura PA en 001: suplente de Candidatura 2 a (vacío)",
                "cambia AYUN: la opción PC: nombre de Partido C a Partido Tres",
                "cambia AYUN: el convenio PD_PE en 003: porcentajes de PD 53.33 %, PE 46.67 % a PD 50.00 %, PE 50.00 %",
            ])
    }
}
