import Apoyo
import Electoral
import Formatos
import Testing

/// What the real data bases imply: catalogue, options, identities and the state of every acta.
@Suite(.conDatosReales) struct BaseImportadaTests {
    struct Caso: Sendable, CustomTestStringConvertible {
        let base: BaseReal
        let id: String
        let anio: Int
        let entidad: String
        let ambito: Eleccion.Ambito
        let huso: Int
        let filas: Int
        let actas: Int
        let unidades: Int
        var prefijo = "C_"
        var testDescription: String { base.rawValue }
    }

    static let casos: [Caso] = [
        Caso(
            base: .gubernatura, id: "GUB", anio: 2024, entidad: "PUE", ambito: .distrito, huso: -6, filas: 8346,
            actas: 8334,
            unidades: 26),
        Caso(
            base: .diputaciones, id: "DIP_LOC", anio: 2024, entidad: "PUE", ambito: .distrito, huso: -6, filas: 8435,
            actas: 8423,
            unidades: 26),
        Caso(
            base: .ayuntamientos, id: "AYUN", anio: 2024, entidad: "PUE", ambito: .municipio, huso: -6, filas: 8364,
            actas: 8352,
            unidades: 217),
        Caso(
            base: .quintanaRoo, id: "DIP_LOC", anio: 2019, entidad: "QROO", ambito: .distrito, huso: -5, filas: 2136,
            actas: 2136,
            unidades: 15),
        Caso(
            base: .extraordinaria, id: "GUB", anio: 2019, entidad: "PUE", ambito: .distrito, huso: -5, filas: 7696,
            actas: 7672,
            unidades: 15),
        Caso(
            base: .simulacro, id: "GUB", anio: 2024, entidad: "PUE", ambito: .distrito, huso: -6, filas: 8334,
            actas: 8321,
            unidades: 26),
        Caso(
            base: .cerosAyuntamientos, id: "AYUN", anio: 2021, entidad: "CAMP", ambito: .municipio, huso: -5,
            filas: 1196,
            actas: 1196, unidades: 13),
        Caso(
            base: .cerosDiputaciones, id: "DIP_LOC", anio: 2021, entidad: "CAMP", ambito: .distrito, huso: -5,
            filas: 1190,
            actas: 1190, unidades: 21),
        Caso(
            base: .cerosGubernatura, id: "GUB", anio: 2021, entidad: "CAMP", ambito: .distrito, huso: -5, filas: 1190,
            actas: 1190,
            unidades: 21),
        Caso(
            base: .cerosJuntas, id: "JUNTAS", anio: 2021, entidad: "CAMP", ambito: .distrito, huso: -5, filas: 270,
            actas: 270,
            unidades: 22),
    ]

    @Test(arguments: casos) func `el catálogo es el de la elección`(_ caso: Caso) throws {
        let base = try caso.base.importada()
        let eleccion = base.eleccion
        #expect(base.catalogo.elecciones.count == 1)
        #expect(eleccion.id == caso.id && eleccion.anio == caso.anio && eleccion.ambito == caso.ambito)
        #expect(base.catalogo.entidad.abreviatura == caso.entidad)
        #expect(base.huso == Huso(horas: caso.huso) && base.prefijoCoalicion == caso.prefijo)
        #expect(base.filas.count == caso.filas && base.catalogo.actas.count == caso.actas)
        #expect(eleccion.unidades.count == caso.unidades)
        #expect(eleccion.unidades.map(\.clave) == eleccion.unidades.map(\.clave).sorted())
    }

    @Test(arguments: BaseReal.allCases) func `toda acta cabe en su plantilla y toda fila dice su acta`(_ real: BaseReal)
        throws
    {
        let base = try real.importada()
        #expect(Set(base.filas.map(\.identidad)).count == base.filas.count)
        #expect(Set(base.catalogo.actas.map(\.identidad)).count == base.catalogo.actas.count)
        #expect(Set(base.catalogo.actas.map(\.plantilla)) == Set(base.eleccion.plantillas.indices))
        var vistas: Set<Acta.ID> = []
        for fila in base.filas {
            guard let id = fila.acta else {
                #expect(fila.condicion == .fueraDeCatalogo)
                continue
            }
            vistas.insert(id)
            let acta = try #require(base.catalogo.acta(id))
            #expect(acta.identidad == fila.identidad)
            if case .capturada(let captura) = fila.condicion {
                #expect(captura.datos.count == base.catalogo.plantilla(de: acta).campos.count)
            }
        }
        #expect(vistas.count == base.catalogo.actas.count)
    }

    @Test func `Puebla 2024 tiene diez partidos y dos coaliciones con todas sus combinaciones`() throws {
        for real in [BaseReal.gubernatura, .diputaciones, .ayuntamientos] {
            let opciones = try real.importada().eleccion.opciones
            let partidos = opciones.prefix(10)
            #expect(
                partidos.map(\.columna) == ["PAN", "PRI", "PRD", "PT", "PVEM", "MC", "PSI", "MORENA", "NAP", "FXMP"])
            #expect(partidos.allSatisfy { $0.clase == .partido })
            let combinaciones = opciones.map { Set($0.miembros) }.filter { !$0.isEmpty }
            #expect(Set(combinaciones).count == 37 && combinaciones.count == 37)
            #expect(Set(combinaciones.filter { $0.isSubset(of: [0, 1, 2, 6]) }).count == 11)
            #expect(Set(combinaciones.filter { $0.isSubset(of: [3, 4, 7, 8, 9]) }).count == 26)
            for o in opciones where !o.miembros.isEmpty {
                #expect(o.columna == o.miembros.map { opciones[$0].columna }.joined(separator: "_"))
            }
            #expect(opciones.suffix(2).map(\.clase) == [.noRegistradas, .nulos])
        }
        let ayuntamientos = try BaseReal.ayuntamientos.importada().eleccion.opciones
        #expect(ayuntamientos.filter { $0.clase == .independiente }.map(\.columna) == ["CAND_IND_1", "CAND_IND_2"])
    }

    @Test func `Quintana Roo 2019 tiene tres independientes y dos coaliciones`() throws {
        let opciones = try BaseReal.quintanaRoo.importada().eleccion.opciones
        #expect(opciones.filter { $0.clase == .partido }.count == 10)
        #expect(
            opciones.filter { $0.clase == .independiente }.map(\.columna) == ["CAND_IND_1", "CAND_IND_2", "CAND_IND_3"])
        #expect(opciones.first { $0.columna == "PAN_PRD_PESQROO" }?.miembros == [0, 2, 9])
        #expect(opciones.first { $0.columna == "PVEM_PT_MORENA" }?.miembros == [3, 4, 6])
        #expect(opciones.map(\.columna).suffix(2) == ["NO_REGISTRADAS", "NULOS"])
    }

    @Test func `Puebla 2019 tiene siete partidos y ocho combinaciones`() throws {
        let opciones = try BaseReal.extraordinaria.importada().eleccion.opciones
        #expect(opciones.filter { $0.clase == .partido }.count == 7)
        #expect(
            opciones.filter { !$0.miembros.isEmpty }.map(\.miembros) == [
                [0, 2, 5], [0, 2], [0, 5], [2, 5], [3, 4, 6], [3, 4], [3, 6], [4, 6],
            ])
    }

    @Test func `Campeche sólo junta a los partidos que sí se coaligaron`() throws {
        let gubernatura = try BaseReal.cerosGubernatura.importada().eleccion.opciones
        #expect(
            gubernatura.filter { !$0.miembros.isEmpty }.map(\.columna) == [
                "PAN_PRI_PRD", "PAN_PRI", "PAN_PRD", "PRI_PRD", "PT_MOR",
            ])
        let ayuntamientos = try BaseReal.cerosAyuntamientos.importada()
        #expect(ayuntamientos.eleccion.opciones.filter { $0.clase == .independiente }.count == 1)
        #expect(ayuntamientos.filas.allSatisfy { $0.condicion == nil && $0.imagen == nil && $0.procedencia == nil })
    }

    @Test func `las claves que la fuente repite llevan un ordinal y se publican como estaban`() throws {
        for (real, repetidas, anticipadas) in [
            (BaseReal.gubernatura, 66, 14), (.diputaciones, 77, 19), (.ayuntamientos, 82, 30),
        ] {
            let actas = try real.importada().catalogo.actas
            #expect(actas.count - Set(actas.map(\.claveActa)).count == repetidas)
            let anticipado = actas.filter { $0.claveCasilla == "210000A0100" }
            #expect(anticipado.count == anticipadas)
            #expect(Set(anticipado.map(\.claveActa)).count == 1)
            #expect(
                Set(anticipado.map { $0.identidad })
                    == Set((1...anticipadas).map { "\(anticipado[0].claveActa)#\($0)" }))
        }
    }

    @Test func `los estados son los de la fuente`() throws {
        func cuentas(_ real: BaseReal) throws -> [String: Int] {
            var cuentas: [String: Int] = [:]
            for fila in try real.importada().filas {
                let estado =
                    switch fila.condicion {
                    case nil: "pendiente"
                    case .capturada: "capturada"
                    case .fueraDeCatalogo: "fuera"
                    case .sinActa(let causa): causa.rawValue
                    }
                cuentas[estado, default: 0] += 1
            }
            return cuentas
        }
        #expect(
            try cuentas(.gubernatura) == [
                "pendiente": 75, "fuera": 12, "paquete_no_entregado": 693, "paquete_sin_bolsa": 236,
                "casilla_no_instalada": 14,
                "capturada": 7316,
            ])
        #expect(try cuentas(.quintanaRoo) == ["capturada": 2061, "paquete_sin_bolsa": 49, "paquete_no_entregado": 26])
        #expect(
            try cuentas(.extraordinaria) == [
                "capturada": 7658, "fuera": 24, "paquete_sin_bolsa": 12, "paquete_no_entregado": 2,
            ])
        #expect(try cuentas(.simulacro) == ["pendiente": 4762, "fuera": 13, "capturada": 3559])
        #expect(try cuentas(.cerosJuntas) == ["pendiente": 270])
    }

    @Test func `las actas de representación proporcional van aparte y las modalidades tienen su tipo`() throws {
        let diputaciones = try BaseReal.diputaciones.importada().catalogo.actas
        #expect(diputaciones.filter { $0.principio == .representacionProporcional }.count == 77)
        #expect(diputaciones.filter { $0.casilla.tipo == .anticipado }.count == 27)
        let gubernatura = try BaseReal.gubernatura.importada().catalogo.actas
        #expect(gubernatura.filter { $0.principio == .representacionProporcional }.isEmpty)
        #expect(gubernatura.first?.casilla.tipo == .extranjero && gubernatura.first?.unidad == nil)
        #expect(gubernatura.first?.casilla.seccion == nil)
    }

    @Test func `lo que la fuente marca con guion no está en esa boleta`() throws {
        let base = try BaseReal.ayuntamientos.importada()
        let conIndependiente = base.eleccion.plantillas.filter { $0.tiene(opcion: 10) }
        #expect(!conIndependiente.isEmpty && conIndependiente.count < base.eleccion.plantillas.count)
        #expect(
            base.eleccion.plantillas.allSatisfy {
                $0.tiene(opcion: 0) == $0.opciones.contains(0) && !$0.opciones.isEmpty
            })
    }

    @Test func `la fecha en otro orden dentro de la misma base también se lee`() throws {
        let sellos = try BaseReal.simulacro.importada().filas.compactMap(\.acopio).map(\.sello)
        #expect(sellos.contains("13/05/2024 00:36:27"))
    }
}
