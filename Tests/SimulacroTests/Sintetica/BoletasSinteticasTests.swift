import Electoral
import Simulacro
import Testing

@Suite struct BoletasSinteticasTests {
    let catalogo = EleccionSintetica.coahuila(semilla: 21, casillas: 400).catalogo

    private func columnas(_ plantilla: Plantilla, _ eleccion: Eleccion) -> Set<String> {
        Set(plantilla.opciones.map { eleccion.opciones[$0].columna })
    }

    @Test func `la coalición va con sus cuatro combinaciones o con ninguna`() {
        let combinaciones: Set<String> = ["PA_PB_PC", "PA_PB", "PA_PC", "PB_PC"]
        for eleccion in catalogo.elecciones {
            let cuantas = eleccion.plantillas.map { columnas($0, eleccion).intersection(combinaciones).count }
            #expect(Set(cuantas) == [0, 4])
            #expect(eleccion.plantillas.allSatisfy { columnas($0, eleccion).isSuperset(of: ["PA", "PB", "PC"]) })
        }
    }

    @Test func `donde hay candidatura común sus partidos no tienen recuadro propio`() {
        for eleccion in catalogo.elecciones {
            let conComun = eleccion.plantillas.map { columnas($0, eleccion) }.filter { $0.contains("PD_PE") }
            #expect(!conComun.isEmpty)
            #expect(conComun.allSatisfy { $0.isDisjoint(with: ["PD", "PE"]) })
            let sinComun = eleccion.plantillas.map { columnas($0, eleccion) }.filter { !$0.contains("PD_PE") }
            #expect(sinComun.allSatisfy { $0.isSuperset(of: ["PD", "PE"]) })
        }
    }

    @Test func `los porcentajes de cada convenio suman cien`() {
        for eleccion in catalogo.elecciones {
            #expect(eleccion.convenios.contains { $0.unidad == nil })
            #expect(eleccion.convenios.contains { $0.unidad != nil })
            for convenio in eleccion.convenios {
                #expect(convenio.partes.reduce(0) { $0 + $1.diezmilesimas } == 10_000)
                #expect(eleccion.opciones[convenio.opcion].miembros == convenio.partes.map(\.partido))
            }
        }
    }

    @Test func `hay municipios con uno y con dos independientes, y ninguno en los distritos`() {
        let ayuntamientos = catalogo.elecciones[0]
        let independientes = ayuntamientos.plantillas.map {
            columnas($0, ayuntamientos).intersection(["CAND_IND_1", "CAND_IND_2"]).sorted()
        }
        #expect(Set(independientes) == [[], ["CAND_IND_1"], ["CAND_IND_1", "CAND_IND_2"]])
        #expect(!catalogo.elecciones[1].opciones.contains { $0.clase == .independiente })
    }

    @Test func `no hay dos formatos iguales del mismo tipo de acta`() {
        for eleccion in catalogo.elecciones {
            #expect(Set(eleccion.plantillas.map(\.id)).count == eleccion.plantillas.count)
            let formatos = eleccion.plantillas.map { "\($0.id.prefix { $0 != "-" }) \($0.campos)" }
            #expect(Set(formatos).count == formatos.count)
        }
        for acta in catalogo.actas {
            #expect(catalogo.plantilla(de: acta).id.hasPrefix(acta.tipoActa + "-"))
        }
    }

    @Test func `toda boleta termina en no registradas y nulos, y todo formato en el total`() {
        for eleccion in catalogo.elecciones {
            for plantilla in eleccion.plantillas {
                let columnas = plantilla.opciones.map { eleccion.opciones[$0].columna }
                #expect(columnas.suffix(2) == ["NO_REGISTRADAS", "NULOS"])
                #expect(plantilla.campos.last == .totalAsentado)
            }
        }
    }

    @Test func `las candidaturas son genéricas y la coalición postula una sola`() {
        for eleccion in catalogo.elecciones {
            #expect(eleccion.candidaturas.allSatisfy { $0.propietaria.hasPrefix("Candidatura ") })
            for unidad in eleccion.unidades {
                let suyas = eleccion.candidaturas.filter { $0.unidad == unidad.clave }
                let nombres = Dictionary(suyas.map { ($0.columna, $0.propietaria) }, uniquingKeysWith: { a, _ in a })
                #expect(nombres.count == suyas.count)
                let iguales = nombres["PA"] == nombres["PB"] && nombres["PB"] == nombres["PC"]
                #expect(iguales == (nombres["PA_PB_PC"] != nil))
                #expect((nombres["PD_PE"] == nil) == (nombres["PD"] != nil))
            }
        }
    }
}
