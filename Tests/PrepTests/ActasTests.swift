import Apoyo
import Foundation
import Testing

/// `prep actas`: the paper of a drill.
@Suite struct ActasTests {
    private func actas(_ operacion: Operacion, _ salida: String, _ resto: [String] = []) throws -> Prep.Salida {
        try operacion.prep("actas", ["--salida", "\(operacion.carpeta)/\(salida)", "--ancho", "640"] + resto)
    }

    @Test func `dibuja un JPEG por acta, un PDF por demarcación y la verdad, siempre los mismos`() throws {
        try Operacion.prestar { (operacion) throws in
            let salida = try actas(operacion, "uno", ["--semilla", "5"])
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(salida.texto.contains("10 actas"))
            let lote = Carpeta.leer("\(operacion.carpeta)/uno")
            let imagenes = lote.filter { $0.key.hasSuffix(".jpg") }
            #expect(imagenes.count == ProcesoDeEjemplo.actas)
            #expect(
                imagenes.values.allSatisfy { $0.starts(with: [0xFF, 0xD8, 0xFF]) && $0.suffix(2) == [0xFF, 0xD9] })
            let documentos = lote.filter { $0.key.hasSuffix(".pdf") }
            #expect(
                documentos.keys.sorted() == [
                    "AYUN/001.pdf", "AYUN/002.pdf", "DIP_LOC/001.pdf", "DIP_LOC/sin-demarcacion.pdf",
                ])
            #expect(documentos.values.allSatisfy { $0.starts(with: Array("%PDF-".utf8)) })
            let verdad = String(decoding: try #require(lote["verdad.csv"]), as: UTF8.self).split(separator: "\n")
            #expect(verdad.count == ProcesoDeEjemplo.actas + 1)
            #expect(verdad[0] == "ELECCION,CLAVE_ACTA,PLANTILLA,ARCHIVO,FIRMA")
            for linea in verdad.dropFirst() {
                let celdas = linea.split(separator: ",", maxSplits: 4).map(String.init)
                #expect(celdas[3] == "\(celdas[0])/\(celdas[1]).jpg")
                #expect(lote[celdas[3]] != nil)
                #expect(celdas[4].contains { $0.isNumber })
            }
            #expect(lote.count == imagenes.count + documentos.count + 1)
            #expect(try actas(operacion, "dos", ["--semilla", "5"]).codigo == 0)
            #expect(diferencias(lote, Carpeta.leer("\(operacion.carpeta)/dos")) == [])
            #expect(try actas(operacion, "tres", ["--semilla", "6"]).codigo == 0)
            let otra = Carpeta.leer("\(operacion.carpeta)/tres")
            #expect(otra["verdad.csv"] != lote["verdad.csv"])
            #expect(Set(otra.keys) == Set(lote.keys))
        }
    }

    @Test func `se piden sólo JPEG, sólo PDF o sólo las primeras`() throws {
        try Operacion.prestar { (operacion) throws in
            #expect(try actas(operacion, "j", ["--formato", "jpeg", "--limite", "2"]).codigo == 0)
            let j = Carpeta.leer("\(operacion.carpeta)/j").keys
            #expect(j.count { $0.hasSuffix(".jpg") } == 4 && !j.contains { $0.hasSuffix(".pdf") })
            #expect(try actas(operacion, "p", ["--formato", "pdf", "--limite", "1"]).codigo == 0)
            let p = Carpeta.leer("\(operacion.carpeta)/p").keys
            #expect(p.count { $0.hasSuffix(".pdf") } == 2 && !p.contains { $0.hasSuffix(".jpg") })
        }
    }

    @Test func `no se sobrescribe, ni se dibuja lo oficial, ni de cualquier ancho`() throws {
        try Operacion.prestar { (operacion) throws in
            #expect(try actas(operacion, "uno", ["--limite", "1", "--formato", "pdf"]).codigo == 0)
            #expect(try actas(operacion, "uno").codigo == 73)
            #expect(try operacion.prep("actas", ["--salida", "\(operacion.carpeta)/x", "--ancho", "5"]).codigo == 64)
            #expect(!Carpeta.existe("\(operacion.carpeta)/x"))
        }
        try Operacion.prestar(entorno: "oficial") { (operacion) throws in
            let salida = try actas(operacion, "uno")
            #expect(salida.codigo == 64)
            #expect(salida.errores.contains("oficial"))
            #expect(!Carpeta.existe("\(operacion.carpeta)/uno"))
        }
    }
}
