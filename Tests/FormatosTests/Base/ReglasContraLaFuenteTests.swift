import Apoyo
import Electoral
import Formatos
import Testing

/// The rules of this project over the figures of each source, against what the source declared and counted.
@Suite(.conDatosReales) struct ReglasContraLaFuenteTests {
    /// The corte that our rules give when every acta of the source has its result.
    static func computo(_ base: BaseImportada, boletasEspeciales: Int? = nil) -> Computo {
        var escrutinio = Escrutinio(
            catalogo: base.catalogo, criterios: Criterios(limites: Limites(boletasEspeciales: boletasEspeciales)),
            fraccion: .unoACadaUno)
        var resultados: [ResultadoNumerado] = []
        var fuera: [Acta.ID: ActaFueraDeCatalogo] = [:]
        for fila in base.filas {
            guard let condicion = fila.condicion else { continue }
            let numero = resultados.count + 1
            let id = fila.acta ?? base.catalogo.actas.count + numero
            if fila.acta == nil { fuera[id] = ActaFueraDeCatalogo(id: id, eleccion: 0, identidad: fila.identidad) }
            let resultado = Resultado(
                condicion: condicion, imagen: fila.imagen, procedencia: fila.procedencia, acopio: nil, captura: nil,
                verificacion: nil)
            resultados.append(ResultadoNumerado(acta: id, numero: numero, resultado: resultado))
        }
        escrutinio.incorporar(resultados, fueraDeCatalogo: fuera)
        return escrutinio.computo(eleccion: 0)
    }

    /// `variable declarado≠ours`, both read as numbers.
    static func diferencias(_ base: BaseImportada, _ resumen: Resumen) -> [String] {
        let nuestras = Dictionary(
            uniqueKeysWithValues: resumen.variables(ultimoCorte: true).map { ($0.nombre, $0.valor) })
        return base.declarado.compactMap { nombre, valor in
            let declarado = String(valor.filter { $0 != "," }.trimming(".0"))
            let nuestro = nuestras[nombre] ?? ""
            return declarado == nuestro || valor == nuestro ? nil : "\(nombre) \(valor)≠\(nuestro)"
        }
    }

    @Test(arguments: [BaseReal.gubernatura, .diputaciones, .extraordinaria])
    func `el resumen es el declarado en cada variable`(_ real: BaseReal) throws {
        let base = try real.importada()
        #expect(base.declarado.count == 13)
        #expect(Self.diferencias(base, Self.computo(base).entidad.resumen).isEmpty)
    }

    @Test func `en ayuntamientos sólo difieren las inconsistencias, por las 21 marcadas sin celda mala`() throws {
        let base = try BaseReal.ayuntamientos.importada()
        #expect(
            Self.diferencias(base, Self.computo(base).entidad.resumen) == [
                "PORCENTAJE_ACTAS_INCONSISTENCIAS 13.6254≠13.3740"
            ])
    }

    @Test func `en Quintana Roo difieren las seis actas que exceden`() throws {
        let base = try BaseReal.quintanaRoo.importada()
        let resumen = Self.computo(base).entidad.resumen
        let valores = resumen.variables(ultimoCorte: true).map(\.valor).joined(separator: " ")
        #expect(valores == "2136 2136 0 2136 100.0000 2025 94.8033 23.2209 111 1183570 259215 258808 21.9011")
        #expect(
            Set(Self.diferencias(base, resumen).map { String($0.prefix { $0 != " " }) }) == [
                "ACTAS_CONTABILIZADAS", "PORCENTAJE_ACTAS_CONTABILIZADAS", "PORCENTAJE_ACTAS_INCONSISTENCIAS",
                "ACTAS_NO_CONTABILIZADAS", "LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "TOTAL_VOTOS_C_CS", "TOTAL_VOTOS_S_CS",
                "PORCENTAJE_PARTICIPACION_CIUDADANA",
            ])
    }

    @Test func `las mil boletas que Puebla imprime como representantes son el límite de sus especiales`() throws {
        let bytes = try BaseReal.gubernatura.bytes()
        let base = try BaseImportada(bytes, archivo: "PUE", opciones: .init(boletasEspeciales: 1000))
        let especiales = base.catalogo.actas.filter { $0.casilla.tipo == .especial }
        #expect(especiales.count == 77 && especiales.allSatisfy { $0.casilla.boletas == 0 })
        #expect(Self.diferencias(base, Self.computo(base, boletasEspeciales: 1000).entidad.resumen).isEmpty)
    }

    @Test(arguments: BaseReal.ultimosCortes) func `los niveles suman y el reparto conserva los votos`(_ real: BaseReal)
        throws
    {
        let base = try real.importada()
        #expect(Invariantes.falla(base.eleccion, Self.computo(base), anterior: nil, correcciones: 0) == nil)
    }

    @Test func `Quintana Roo por partido, con la coalición repartida por distrito, da lo que publicó el instituto`()
        throws
    {
        let base = try BaseReal.quintanaRoo.importada()
        let filas = base.filas.compactMap { fila -> Computo.Fila? in
            guard let acta = fila.acta.flatMap(base.catalogo.acta) else { return nil }
            let captura: Captura? = if case .capturada(let c) = fila.condicion { c } else { nil }
            let criterio: Criterio =
                fila.contabilizada == "1" ? .sinObservaciones : .excedeListaNominal(ilegible: false, sinDato: false)
            return Computo.Fila(
                acta: acta, veredicto: Veredicto(criterio: criterio, total: fila.calculado, limite: nil),
                captura: captura)
        }
        let computo = Computo(base.eleccion, filas: filas)
        #expect(computo.entidad.resumen.contabilizadas == 2031)
        #expect(computo.entidad.resumen.votosConEspeciales == 263_005)
        #expect(computo.entidad.votos.reduce(0, +) == 263_005)
        let totales = Dictionary(
            uniqueKeysWithValues: base.eleccion.opciones.enumerated().map {
                ($0.element.columna, computo.repartoEntidad.total($0.offset))
            })
        #expect(totales["PAN"] == 47_456)
        #expect(totales["PRD"] == 14_594)
        #expect(totales["PESQROO"] == 8_872)
        #expect(totales["PVEM"] == 19_747)
        #expect(totales["PT"] == 9_633)
        #expect(totales["MORENA"] == 69_107)
        #expect(totales.values.reduce(0, +) == 263_005)
    }
}

extension String {
    /// Without an ending, if it has it.
    func trimming(_ fin: String) -> String { hasSuffix(fin) ? String(dropLast(fin.count)) : self }
}
