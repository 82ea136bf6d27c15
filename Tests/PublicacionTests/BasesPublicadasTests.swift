import Apoyo
import Electoral
import Formatos
import Publicacion
import Testing

/// The official data base that each corte carries.
@Suite struct BasesPublicadasTests {
    @Test func `cada base publicada pasa la auditoría, en operación y al cierre`() throws {
        for m in try NocheVivida.ver().momentos {
            for (i, zip) in try zips(m).enumerated() {
                let base = try #require(zip.entradas.first)
                let auditoria = try Auditoria(
                    base.bytes, archivo: base.nombre, opciones: .init(enOperacion: !m.corte.ultimo))
                #expect(auditoria.resumen.filter { !$0.coincide }.map(\.nombre) == [])
                #expect(auditoria.reglas.filter { !$0.filas.isEmpty } == [])
                let esperadas = m.escrutinio.catalogo.actas.count { $0.eleccion == i }
                #expect(auditoria.filas == esperadas + m.escrutinio.fuera[i].count)
            }
        }
    }

    @Test func `el resumen de la base es el de la página, el del JSON y el del apuntador`() throws {
        for m in try NocheVivida.ver().momentos {
            let programa = try JSON.leer(try #require(m.archivos["corte.json"]))
            for (i, zip) in try zips(m).enumerated() {
                let base = try #require(zip.entradas.first)
                let auditoria = try Auditoria(
                    base.bytes, archivo: base.nombre, opciones: .init(enOperacion: !m.corte.ultimo))
                let citada = programa["elecciones"].lista[i]
                let datos = try JSON.leer(try #require(m.archivos[citada["ruta"].texto]))
                for v in auditoria.resumen {
                    let esperado: JSON =
                        switch v.recalculado {
                        case .cuenta(let n): .entero(n)
                        case .porcentaje(let t): .texto(t)
                        }
                    #expect(citada["resumen"][v.nombre] == esperado, "\(v.nombre)")
                    #expect(datos["resumen"][v.nombre] == esperado, "\(v.nombre)")
                }
            }
        }
    }

    @Test func `los nombres del paquete llevan hora, elección, entidad y la marca de simulacro`() throws {
        let m = try NocheVivida.ver().ultimo
        let hora = m.corte.instante.compacta(NocheDePrueba.compartida.proceso.huso)
        #expect(m.lector.base == "bases/\(hora)_PREP_COAH_SIMULACRO.zip")
        let zips = try zips(m)
        #expect(zips.map(\.nombre) == ["AYUN", "DIP_LOC"].map { "\(hora)_PREP_\($0)_COAH_SIMULACRO.zip" })
        for (zip, id) in zip(zips, ["AYUN", "DIP_LOC"]) {
            #expect(
                zip.entradas.map(\.nombre) == [
                    "COAH_\(id)_2027.csv", "COAH_\(id)_CANDIDATURAS_2027.csv", "LEEME.txt",
                ])
            let leeme = String(decoding: try #require(zip.entradas.last).bytes, as: UTF8.self)
            #expect(leeme.contains("SIMULACRO"))
        }
    }

    @Test func `la base oficial no lleva marca`() throws {
        var mini = Mini(.oficial)
        mini.verificar(1)
        mini.cortar()
        try Carpeta.prestar { carpeta in
            let informe = try mini.publicar(try mini.publicador(en: carpeta))
            #expect(informe.paquete.hasSuffix("_PREP_COAH.zip"))
            let paquete = try Zip.leer(try #require(Carpeta.leer(carpeta)[informe.paquete]), archivo: "base")
            #expect(paquete.map(\.nombre).allSatisfy { !$0.contains("SIMULACRO") })
            for entrada in paquete {
                for archivo in try Zip.leer(entrada.bytes, archivo: entrada.nombre) {
                    #expect(!String(decoding: archivo.bytes, as: UTF8.self).contains("SIMULACRO"))
                }
            }
        }
    }

    @Test func `cada fila de imagen publicada lleva el código de los bytes que se sirven`() throws {
        let m = try NocheVivida.ver().ultimo
        let imagenes = m.archivos.filter { $0.key.hasPrefix("actas/") }
        #expect(!imagenes.isEmpty)
        var citadas: Set<String> = []
        for (i, zip) in try zips(m).enumerated() {
            let base = try BaseImportada(try #require(zip.entradas.first).bytes, archivo: "base.csv")
            #expect(
                base.filas.count == m.escrutinio.catalogo.actas.count { $0.eleccion == i } + m.escrutinio.fuera[i].count
            )
            citadas.formUnion(base.filas.filter { $0.acta != nil }.compactMap(\.imagen).map { String($0.prefix(12)) })
        }
        let servidas = Set(imagenes.keys.compactMap { $0.split(separator: "-").last.map { String($0.prefix(12)) } })
        #expect(citadas.subtracting(servidas) == [])
    }

    private struct Contenido {
        let nombre: String
        let entradas: [Zip.Entrada]
    }

    private func zips(_ m: NocheVivida.Momento) throws -> [Contenido] {
        let ruta = m.lector.base
        return try Zip.leer(try #require(m.archivos[ruta]), archivo: ruta).map {
            Contenido(nombre: $0.nombre, entradas: try Zip.leer($0.bytes, archivo: $0.nombre))
        }
    }
}
