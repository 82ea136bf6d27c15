import Apoyo
import Electoral
import Formatos
import Simulacro
import Testing

/// The scripts of the five real nights, lived step by step through the life cycle.
@Suite(.conDatosReales) struct NochesRealesTests {
    struct Caso: Sendable, CustomTestStringConvertible {
        let ruta: String
        let cortes: Int
        let jornada: String
        let sucesos: Int
        let resultados: Int
        /// Quintana Roo: 23 of −12 h, 22 of +12 h, one taken to its capture.
        let ajustes: Int
        var testDescription: String { ruta }
    }

    static let casos: [Caso] = [
        Caso(
            ruta: "puebla-2024/PUE_GUB_2024.csv", cortes: 144, jornada: "02/06/2024", sucesos: 27_794, resultados: 8271,
            ajustes: 0),
        Caso(
            ruta: "puebla-2024/PUE_DIP_LOC_2024.csv", cortes: 144, jornada: "02/06/2024", sucesos: 27_941,
            resultados: 8252, ajustes: 1),
        Caso(
            ruta: "puebla-2024/PUE_AYUN_2024.csv", cortes: 144, jornada: "02/06/2024", sucesos: 27_179,
            resultados: 7897, ajustes: 0),
        Caso(
            ruta: "quintana-roo-2019/QROO_DIP_LOC_2019.csv", cortes: 59, jornada: "02/06/2019", sucesos: 7_694,
            resultados: 2136, ajustes: 46),
        Caso(
            ruta: "puebla-2019-extraordinaria/PUE_GUB_ext_2019.csv", cortes: 80, jornada: "02/06/2019", sucesos: 24_635,
            resultados: 7696,
            ajustes: 0),
    ]

    @Test(arguments: casos) func `cada suceso es válido para el ciclo de vida y la noche termina como la fuente`(
        _ caso: Caso
    ) throws {
        let base = try BaseImportada(try DatosReales.bytes(caso.ruta), archivo: caso.ruta)
        let r = Repeticion(base, minutos: 10, hasta: nil, boletasEspeciales: nil)
        let corte = base.corte.instante(en: base.huso)
        #expect(r.cortes.count == caso.cortes && r.cortes.last == corte)
        #expect(FechaHora(r.proceso.inicioAcopio, en: base.huso).fecha == caso.jornada)
        #expect(r.ajustes.count == caso.ajustes)
        #expect(r.sucesos.count == caso.sucesos)
        #expect(Set(r.sucesos.map(\.clave)).count == r.sucesos.count)
        #expect(zip(r.sucesos, r.sucesos.dropFirst()).allSatisfy { $0.instante <= $1.instante })
        #expect(r.sucesos.allSatisfy { $0.instante <= corte })

        var ciclos: [Suceso.Objeto: CicloDeVida] = [:]
        var finales: [Suceso.Objeto: Resultado] = [:]
        for suceso in r.sucesos {
            var ciclo =
                ciclos[suceso.objeto]
                ?? CicloDeVida(campos: campos(suceso.objeto, base.catalogo), esquema: r.proceso.esquema)
            let resultado = try ciclo.aplicar(suceso.evento, persona: suceso.persona, instante: suceso.instante)
            if let resultado {
                #expect(finales[suceso.objeto] == nil && resultado.motivo == nil)
                finales[suceso.objeto] = resultado
            }
            ciclos[suceso.objeto] = ciclo
        }
        #expect(finales.count == caso.resultados)
        for fila in base.filas {
            let objeto =
                fila.acta.map { Suceso.Objeto.esperada($0) } ?? .fueraDeCatalogo(eleccion: 0, identidad: fila.identidad)
            #expect(finales[objeto]?.condicion == fila.condicion)
            #expect(finales[objeto]?.imagen == fila.imagen)
            guard let final = finales[objeto], let acopio = final.acopio else { continue }
            #expect(acopio <= final.captura ?? acopio && final.captura ?? acopio <= final.verificacion ?? corte)
        }
        #expect(Set(r.codigos) == Set(base.filas.compactMap(\.imagen)))
    }

    private func campos(_ objeto: Suceso.Objeto, _ catalogo: Catalogo) -> Int {
        guard case .esperada(let id) = objeto, let acta = catalogo.acta(id) else { return 0 }
        return catalogo.plantilla(de: acta).campos.count
    }
}
