import Electoral
import Formatos
import Testing

/// Which columns are parties, which combinations and of whom, from their names alone.
@Suite struct ColumnasDeVotoTests {
    private func importar(_ votos: [String]) throws -> BaseImportada {
        var base = BaseSintetica()
        let desde = base.posicion("PA")
        base.columnas.replaceSubrange(desde..<desde + BaseSintetica.votos.count, with: votos)
        for f in base.filas.indices {
            let celda = f == 0 ? "1" : base.filas[f][desde]
            base.filas[f].replaceSubrange(desde..<desde + BaseSintetica.votos.count, with: votos.map { _ in celda })
        }
        return try base.importar()
    }

    private func clases(_ votos: [String]) throws -> [Opcion.Clase] {
        try importar(votos).eleccion.opciones.map(\.clase)
    }

    @Test(arguments: ["C_", "CO_", ""]) func `las combinaciones se reconocen con el prefijo de cada instituto`(
        prefijo: String
    ) throws {
        let base = try importar(["PA", "PB", "PC", prefijo + "PA_PB_PC", prefijo + "PA_PC", "NO_REGISTRADAS", "NULOS"])
        #expect(base.prefijoCoalicion == prefijo)
        #expect(
            base.eleccion.opciones.map(\.columna) == ["PA", "PB", "PC", "PA_PB_PC", "PA_PC", "NO_REGISTRADAS", "NULOS"])
        #expect(
            base.eleccion.opciones.map(\.clase) == [
                .partido, .partido, .partido, .combinacion(miembros: [0, 1, 2]), .combinacion(miembros: [0, 2]),
                .noRegistradas,
                .nulos,
            ])
    }

    @Test func `los nombres unidos con guion son combinaciones`() throws {
        let base = try importar(["PA", "PB", "PA-PB", "C_PB-PA", "NO_REGISTRADOS", "NULOS"])
        #expect(base.eleccion.opciones.map(\.columna) == ["PA", "PB", "PA_PB", "PB_PA", "NO_REGISTRADAS", "NULOS"])
        #expect(base.eleccion.opciones[2].clase == .combinacion(miembros: [0, 1]))
        #expect(base.eleccion.opciones[3].clase == .combinacion(miembros: [1, 0]))
    }

    @Test func `NA es un partido, sola y en combinación`() throws {
        #expect(
            try clases(["PA", "NA", "C_PA_NA", "NO_REGISTRADAS", "NULOS"]) == [
                .partido, .partido, .combinacion(miembros: [0, 1]), .noRegistradas, .nulos,
            ])
        let base = try importar(["NA", "PB", "NULOS"])
        #expect(base.filas[0].condicion == .capturada(Captura([400, 250, 3, 253, 1, 1, 1, 262].map { .cantidad($0) })))
    }

    @Test func `un partido con guion bajo en su nombre no se parte`() throws {
        #expect(
            try clases(["PA", "PA_B", "B", "C_PA_B_PA", "C_PA_B", "NULOS"]) == [
                // PA_B can only be told from PA + B by being a column of its own.
                .partido, .combinacion(miembros: [0, 2]), .partido, .combinacion(miembros: [0, 2, 0]),
                .combinacion(miembros: [0, 2]), .nulos,
            ])
        #expect(
            try clases(["PA", "VERDE_B", "C_PA_VERDE_B", "NULOS"]) == [
                .partido, .partido, .combinacion(miembros: [0, 1]), .nulos,
            ])
    }

    @Test func `el subtotal de una coalición no se repite`() throws {
        let base = try importar(["PA", "PB", "C_PA_PB", "C_PA_PB_TOTAL", "NO_REGISTRADAS", "NULOS"])
        #expect(base.eleccion.opciones.map(\.columna) == ["PA", "PB", "PA_PB", "NO_REGISTRADAS", "NULOS"])
        #expect(
            base.filas[0].condicion
                == .capturada(Captura([400, 250, 3, 253, 1, 1, 1, 1, 1, 262].map { .cantidad($0) })))
    }

    @Test func `los nombres completos de candidaturas son columnas como las demás`() throws {
        #expect(
            try clases([
                "PA", "PB", "Juntos Hacemos Historia en el Distrito", "CAND_IND_1", "CI_2", "NO_REGISTRADAS", "NULOS",
            ]) == [
                .partido, .partido, .partido, .independiente, .independiente, .noRegistradas, .nulos,
            ])
    }

    @Test func `una candidatura común cuyos partidos no tienen columna no inventa miembros`() throws {
        #expect(
            try clases(["PA", "C_PX_PY", "NO_REGISTRADAS", "NULOS"]) == [
                .partido, .candidaturaComun(miembros: []), .noRegistradas, .nulos,
            ])
    }

    @Test(.timeLimit(.minutes(5))) func `un nombre armado para no terminar se lee en un instante`() throws {
        for veces in [30, 200, 50_000] {
            let trampa = Array(repeating: "A", count: veces).joined(separator: "_") + "_X"
            let base = try importar(["A", "A_A", trampa, "C_" + trampa, "NULOS"])
            #expect(base.eleccion.opciones.map(\.clase)[2] == .partido)
        }
    }
}
