import Apoyo
import Electoral
import Formatos
import Testing

/// The candidaturas file of each institute beside its data base.
@Suite struct CandidaturasImportadasTests {
    struct Caso: Sendable, CustomTestStringConvertible {
        let base: BaseReal
        let archivo: String
        let filas: Int
        let unidades: Int
        /// Rows whose column is a combination of the election.
        let combinaciones: Int
        var testDescription: String { archivo }
    }

    static let casos: [Caso] = [
        Caso(
            base: .gubernatura, archivo: "puebla-2024/PUE_GUB_Candidaturas_2024.csv", filas: 47, unidades: 0,
            combinaciones: 37),
        Caso(
            base: .diputaciones, archivo: "puebla-2024/PUE_DIP_LOC_Candidaturas_2024.csv", filas: 1205, unidades: 26,
            combinaciones: 945),
        Caso(
            base: .ayuntamientos, archivo: "puebla-2024/PUE_AYUN_Candidaturas_2024.csv", filas: 3077, unidades: 217,
            combinaciones: 1136),
        Caso(
            base: .quintanaRoo, archivo: "quintana-roo-2019/QROO_DIP_CANDIDATURAS_2019.csv", filas: 265, unidades: 15,
            combinaciones: 112),
        Caso(
            base: .cerosAyuntamientos, archivo: "campeche-2021-ceros/CAMP_AYUN_CANDIDATURA_2021.csv", filas: 105,
            unidades: 13,
            combinaciones: 13),
        Caso(
            base: .cerosDiputaciones, archivo: "campeche-2021-ceros/CAMP_DIP_LOC_CANDIDATURA_2021.csv", filas: 168,
            unidades: 21,
            combinaciones: 21),
        Caso(
            base: .cerosGubernatura, archivo: "campeche-2021-ceros/CAMP_GOB_CANDIDATURA_2021.csv", filas: 7,
            unidades: 0,
            combinaciones: 2),
        Caso(
            base: .cerosJuntas, archivo: "campeche-2021-ceros/CAMP_JUNTAS_CANDIDATURA_2021.csv", filas: 176,
            unidades: 22,
            combinaciones: 22),
    ]

    @Test(.conDatosReales, arguments: casos) func `las candidaturas publicadas se leen con su unidad y su columna`(
        _ caso: Caso
    ) throws {
        let lista = (bytes: try DatosReales.bytes(caso.archivo), archivo: caso.archivo)
        let base = try BaseImportada(try caso.base.bytes(), archivo: caso.base.rawValue, candidaturas: lista)
        let candidaturas = base.eleccion.candidaturas
        #expect(candidaturas.count == caso.filas)
        #expect(Set(candidaturas.compactMap(\.unidad)).count == caso.unidades)
        #expect(candidaturas.allSatisfy { ($0.unidad == nil) == (caso.unidades == 0) })
        #expect(candidaturas.allSatisfy { !$0.propietaria.isEmpty })
        let combinaciones = Set(base.eleccion.opciones.filter { !$0.miembros.isEmpty }.map(\.columna))
        #expect(candidaturas.filter { combinaciones.contains($0.columna) }.count == caso.combinaciones)
        let columnas = Set(base.eleccion.opciones.map(\.columna))
        #expect(candidaturas.filter { !columnas.contains($0.columna) }.isEmpty)
        let unidades = Set(base.eleccion.unidades.map(\.clave))
        #expect(Set(candidaturas.compactMap(\.unidad)).subtracting(unidades).isEmpty)
    }

    private func leer(_ texto: String) throws(FormatoError) -> [Candidatura] { try leer(Array(texto.utf8)) }

    private func leer(_ bytes: [UInt8]) throws(FormatoError) -> [Candidatura] {
        try BaseImportada(BaseSintetica().bytes, archivo: "base.csv", candidaturas: (bytes, "candidaturas.csv"))
            .eleccion.candidaturas
    }

    @Test(arguments: [",", "|", ";", "\t"], ["", "\u{FEFF}"])
    func `con cualquier delimitador, con marca de orden o sin ella`(
        d: String, marca: String
    ) throws {
        let texto =
            marca
            + ["ID_ENTIDAD", "ID_MUNICIPIO", "PARTIDO_CI", "CANDIDATURA_PROPIETARIA", "CANDIDATURA_SUPLENTE"].joined(
                separator: d)
            + "\r\n" + ["5", "1", "PA", "Candidatura 1", "Candidatura 2"].joined(separator: d) + "\r\n"
        #expect(
            try leer(texto) == [
                Candidatura(unidad: "001", columna: "PA", propietaria: "Candidatura 1", suplente: "Candidatura 2")
            ])
    }

    @Test func `la de gubernatura no tiene unidad ni suplente`() throws {
        let texto = "ID_ENTIDAD,PARTIDO_CSP,CANDIDATURA\n5,PA,Candidatura 1\n\n5,PB,\"Candidatura 2, propietaria\"\n"
        #expect(
            try leer(texto) == [
                Candidatura(unidad: nil, columna: "PA", propietaria: "Candidatura 1", suplente: nil),
                Candidatura(unidad: nil, columna: "PB", propietaria: "Candidatura 2, propietaria", suplente: nil),
            ])
    }

    @Test(arguments: ["C_PA_PB", "PA_PB", "SUM-PA-PB", "CO_PA_PB", "PA-PB"])
    func `la coalición se reconoce como la escriba el archivo`(columna: String) throws {
        #expect(
            try leer("ID_ESTADO,PARTIDO_CI,CANDIDATURA_PROPIETARIA\n5,\(columna),Candidatura 1\n").map(\.columna) == [
                "PA_PB"
            ])
    }

    @Test func `el independiente CI1 es el primero de la base`() throws {
        let base = BaseSintetica().con { $0.renombrar("PC", "CAND_IND_1") }
        let lista = Array("ID_ESTADO,PARTIDO_CI,CANDIDATURA_PROPIETARIA\n5,CI1,Candidatura 1\n".utf8)
        let importada = try BaseImportada(base.bytes, archivo: "base.csv", candidaturas: (lista, "candidaturas.csv"))
        #expect(importada.eleccion.candidaturas.map(\.columna) == ["CAND_IND_1"])
    }

    @Test func `una columna que no está en la base se conserva`() throws {
        #expect(try leer("ID_ESTADO,PARTIDO_CI,CANDIDATURA_PROPIETARIA\n5,C_PX_PY,X\n").map(\.columna) == ["C_PX_PY"])
    }

    @Test func `los nombres en Windows-1252 conservan sus letras`() throws {
        let bytes = ComoCP1252.bytes("ID_ESTADO,PARTIDO_CI,CANDIDATURA_PROPIETARIA\n5,PA,CANDIDATURA Ñ 1\n")
        #expect(try leer(bytes).map(\.propietaria) == ["CANDIDATURA Ñ 1"])
    }

    @Test func `lo que no es un archivo de candidaturas se explica con archivo y línea`() {
        func error(_ bytes: [UInt8]) -> String? {
            do {
                _ = try leer(bytes)
                return nil
            } catch {
                let lugar = [error.linea, error.columna].compactMap { $0.map(String.init) }
                return ([error.archivo] + lugar).joined(separator: ":") + " " + error.codigo.rawValue
            }
        }
        #expect(error([]) == "candidaturas.csv:1 PREP-FMT-001")
        #expect(error(Array("A,B,C\n1,2,3\n".utf8)) == "candidaturas.csv:1 PREP-FMT-006")
        #expect(error(BaseSintetica().bytes) == "candidaturas.csv:1 PREP-FMT-006")
        #expect(error(Array("PARTIDO_CI,CANDIDATURA\nPA,X\nPB\n".utf8)) == "candidaturas.csv:3:2 PREP-FMT-002")
        #expect(
            error((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }) == "candidaturas.csv:1 PREP-FMT-006")
    }
}
