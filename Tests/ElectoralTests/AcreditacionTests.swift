import Electoral
import Testing

/// For what part of the process an account is accredited.
@Suite struct AcreditacionTests {
    @Test func `se escribe como en el sitio público, en cualquier orden y sin repetir`() {
        #expect(Acreditacion("  AYUN/025 gub ayun/025 ").texto == "ayun/025 gub")
        #expect(Acreditacion("ayun/025 gub") == Acreditacion("gub ayun/025"))
        #expect(Acreditacion("") == .completa && Acreditacion("  ").esCompleta)
        #expect(!Acreditacion("/").esCompleta)
    }

    @Test func `una elección entera, una unidad, o nada si el catálogo no la tiene`() throws {
        let catalogo = Self.catalogo
        func actas(_ texto: String) -> [Int] {
            let alcance = Alcance(Acreditacion(texto), en: catalogo)
            return catalogo.actas.filter(alcance.incluye).map(\.id)
        }
        let todas = catalogo.actas.map(\.id)
        #expect(actas("") == todas)
        let gub = catalogo.actas.filter { $0.eleccion == 0 }.map(\.id)
        #expect(actas("gub") == gub && !gub.isEmpty)
        let segunda = catalogo.actas.filter { $0.eleccion == 1 && $0.unidad == 1 }.map(\.id)
        #expect(actas("ayun/002") == segunda && !segunda.isEmpty)
        #expect(actas("gub ayun/002").sorted() == (gub + segunda).sorted())
        for nada in ["otra", "ayun/099", "ayun/2", "ayun/", "/", "ayun/002/1"] { #expect(actas(nada) == [], "\(nada)") }
        // Rows of no unit belong to the whole election alone.
        let sinUnidad = catalogo.actas.filter { $0.eleccion == 1 && $0.unidad == nil }.map(\.id)
        #expect(Set(actas("ayun")).isSuperset(of: sinUnidad) && !sinUnidad.isEmpty)
        #expect(Set(actas("ayun/001 ayun/002")).isDisjoint(with: sinUnidad))
    }

    @Test func `en palabras dice la elección y la unidad`() {
        let c = Self.catalogo
        #expect(c.enPalabras(.completa) == "Toda la entidad")
        #expect(c.enPalabras(Acreditacion("gub ayun/002")) == "AYUNTAMIENTOS, 002 DOS; GUBERNATURA")
        #expect(c.enPalabras(Acreditacion("nada")) == "nada (no está en el catálogo)")
        #expect(
            c.partesDeAcreditacion.map(\.texto).sorted() == [
                "ayun", "ayun/001", "ayun/002", "gub", "gub/001", "gub/002",
            ])
    }

    private static let catalogo: Catalogo = {
        let opciones = [Opcion(columna: "PA", clase: .partido), Opcion(columna: "NULOS", clase: .nulos)]
        let elecciones = [("GUB", "GUBERNATURA"), ("AYUN", "AYUNTAMIENTOS")].map { id, titulo in
            Eleccion(
                id: id, titulo: titulo, anio: 2027, ambito: .municipio, opciones: opciones,
                unidades: [Unidad(clave: "001", nombre: "UNO"), Unidad(clave: "002", nombre: "DOS")],
                plantillas: [Plantilla(id: "P1", campos: opciones.indices.map { .voto($0) })])
        }
        let actas = (0..<2).flatMap { e in
            [0, 1, nil].enumerated().map { i, unidad in
                let casilla = Casilla(
                    tipo: unidad == nil ? .extranjero : .basica, seccion: unidad == nil ? nil : i + 1, numero: 1,
                    listaNominal: 500, representantes: 0)
                let clave = casilla.clave(entidad: 5)
                return Acta(
                    id: 0, identidad: clave, eleccion: e, unidad: unidad, casilla: casilla, claveCasilla: clave,
                    claveActa: clave + "\(e)", tipoActa: "\(e)", plantilla: 0)
            }
        }
        return Catalogo(
            entidad: Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH"), elecciones: elecciones, actas: actas)
    }()
}
