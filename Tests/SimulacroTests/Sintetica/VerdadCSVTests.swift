import Electoral
import Simulacro
import Testing

@Suite struct VerdadCSVTests {
    let catalogo = EleccionSintetica.coahuila(semilla: 71, casillas: 60).catalogo

    @Test func `una fila por acta dibujada, con su firma`() {
        let votacion = VotacionSintetica(catalogo, semilla: 71)
        let condiciones = Dictionary(
            uniqueKeysWithValues: catalogo.actas.map {
                ($0.id, Resultado.Condicion.capturada(votacion.captura(de: $0)))
            })
        let texto = verdadCSV(catalogo, condiciones: condiciones) { "\($0.claveActa).jpg" }
        let lineas = texto.split(separator: "\n").map(String.init)
        #expect(lineas.first == "ELECCION,CLAVE_ACTA,PLANTILLA,ARCHIVO,FIRMA")
        #expect(lineas.count == catalogo.actas.count + 1)
        #expect(texto.hasSuffix("\n"))
        for (acta, linea) in zip(catalogo.actas, lineas.dropFirst()) {
            let partes = linea.split(separator: "\"", omittingEmptySubsequences: false)
            #expect(partes.count == 3)
            let inicio = [
                catalogo.eleccion(de: acta).id, acta.claveActa, catalogo.plantilla(de: acta).id,
                "\(acta.claveActa).jpg",
            ]
            #expect(String(partes[0]) == inicio.joined(separator: ",") + ",")
            #expect(Captura(firma: String(partes[1])) == votacion.captura(de: acta))
        }
    }

    @Test func `la hoja en blanco tiene firma vacía y la que no se dibujó no aparece`() {
        let texto = verdadCSV(catalogo, condiciones: [2: .sinActa(.paqueteSinBolsa)]) {
            $0.id <= 2 ? "a,\"b\".jpg" : nil
        }
        let lineas = texto.split(separator: "\n")
        #expect(lineas.count == 3)
        #expect(lineas[1].hasSuffix(",\"a,\"\"b\"\".jpg\","))
        #expect(lineas[2].hasSuffix(",\"a,\"\"b\"\".jpg\","))
    }
}
