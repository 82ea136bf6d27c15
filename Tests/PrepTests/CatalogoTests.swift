import Formatos
import Foundation
import Testing

/// `prep catalogo`: nobody changes the expected actas alone, and nobody once it is frozen.
@Suite struct CatalogoTests {
    private static let otro = ProcesoDeEjemplo.con("casillas.csv", "1,C,1,0,1,649", "1,C,1,0,1,700")

    @Test func `sin cambios no hay diferencias`() throws {
        try Operacion.prestar { (operacion) throws in
            let salida = try operacion.prep("catalogo importar")
            #expect(salida.codigo == 0)
            #expect(salida.texto == "Diferencias con el catálogo guardado: 0\n")
        }
    }

    @Test func `sin personas sólo muestra las diferencias`() throws {
        try Operacion.prestar { (operacion) throws in
            var textos = Self.otro
            textos["casillas.csv"]? += "\n2,C,1,0,2,499,6,,,,"
            try ProcesoDeEjemplo.escribir(textos, en: operacion.carpeta)
            let salida = try operacion.prep("catalogo importar")
            #expect(salida.codigo == 0)
            #expect(salida.texto.hasPrefix("Diferencias con el catálogo guardado: 4\n"))
            #expect(salida.texto.contains("cambia AYUN: el acta 050001C01004: "))
            #expect(salida.texto.contains("de 649 a 700"))
            #expect(salida.texto.contains("se agrega DIP_LOC: el acta 050002C01003"))
            #expect(salida.texto.contains("Nada cambió."))
            #expect(try operacion.prep("catalogo importar").texto == salida.texto)
        }
    }

    @Test(arguments: [
        ["--propone", "Ana López"], ["--autoriza", "Ana López"],
        ["--propone", "Ana López", "--autoriza", "Ana López"],
        ["--propone", "Ana López", "--autoriza", " ana  LOPEZ "],
        ["--propone", " ", "--autoriza", "Ana"],
    ]) func `una sola persona no lo cambia`(personas: [String]) throws {
        try Operacion.prestar { (operacion) throws in
            try ProcesoDeEjemplo.escribir(Self.otro, en: operacion.carpeta)
            let salida = try operacion.prep("catalogo importar", personas)
            if personas.count > 2 { #expect(salida.codigo == 64) }
            #expect(!salida.texto.contains("Catálogo importado"))
            #expect(
                try operacion.prep("catalogo importar").texto.hasPrefix("Diferencias con el catálogo guardado: 2\n"))
        }
    }

    @Test func `dos personas sí, y queda`() throws {
        try Operacion.prestar { (operacion) throws in
            try ProcesoDeEjemplo.escribir(Self.otro, en: operacion.carpeta)
            let salida = try operacion.prep("catalogo importar", ["--propone", "Ana", "--autoriza", "Beto"])
            #expect(salida.codigo == 0)
            #expect(salida.texto.contains("Catálogo importado: propuso Ana, autorizó Beto."))
            #expect(try operacion.prep("catalogo importar").texto == "Diferencias con el catálogo guardado: 0\n")
            // And back again: every version is written down.
            try ProcesoDeEjemplo.escribir(en: operacion.carpeta)
            #expect(try operacion.prep("catalogo importar", ["--propone", "Beto", "--autoriza", "Ana"]).codigo == 0)
        }
    }

    @Test func `congelado ya no cambia`() throws {
        try Operacion.prestar { (operacion) throws in
            #expect(try operacion.prep("catalogo congelar", ["--propone", "Ana", "--autoriza", "Ana"]).codigo == 64)
            #expect(try operacion.prep("ceros").texto.contains("sin congelar"))
            let congelado = try operacion.prep("catalogo congelar", ["--propone", "Ana", "--autoriza", "Beto"])
            #expect(congelado.codigo == 0)
            #expect(congelado.texto.contains("10 actas; huella "))
            #expect(try operacion.prep("ceros").texto.contains("catálogo: congelado"))
            try ProcesoDeEjemplo.escribir(Self.otro, en: operacion.carpeta)
            let salida = try operacion.prep("catalogo importar", ["--propone", "Ana", "--autoriza", "Beto"])
            #expect(salida.codigo == 65)
            #expect(salida.errores.contains("congelado"))
            #expect(
                try operacion.prep("catalogo importar").texto.hasPrefix("Diferencias con el catálogo guardado: 2\n"))
        }
    }

    @Test func `con hechos registrados ya no cambia`() throws {
        try Operacion.prestar { (operacion) throws in
            try operacion.vivir(1...1)
            try ProcesoDeEjemplo.escribir(Self.otro, en: operacion.carpeta)
            let salida = try operacion.prep("catalogo importar", ["--propone", "Ana", "--autoriza", "Beto"])
            #expect(salida.codigo == 65)
            #expect(salida.errores.contains("PREP-ALM-009"))
        }
    }

    @Test func `los parámetros del proceso no cambian con el catálogo`() throws {
        try Operacion.prestar { (operacion) throws in
            try ProcesoDeEjemplo.escribir(
                ProcesoDeEjemplo.con("proceso.yaml", "boletas_especiales: 1000", "boletas_especiales: 900"),
                en: operacion.carpeta)
            let salida = try operacion.prep("catalogo importar", ["--propone", "Ana", "--autoriza", "Beto"])
            #expect(salida.codigo == 65)
            #expect(salida.errores.contains("proceso.yaml"))
        }
    }

    @Test func `el zip del catálogo trae una fila por acta esperada`() throws {
        try Operacion.prestar { (operacion) throws in
            let ruta = "\(operacion.carpeta)/catalogo.zip"
            let salida = try operacion.prep("catalogo exportar", ["--salida", ruta])
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(salida.texto.contains("10 actas"))
            let bytes = [UInt8](try #require(FileManager.default.contents(atPath: ruta)))
            let entradas = try Zip.leer(bytes, archivo: ruta)
            #expect(entradas.map(\.nombre) == ["DIP_LOC.csv", "AYUN.csv", "LEEME.txt"])
            let dip = Tabla(entradas[0].bytes, encabezado: "CLAVE_CASILLA")
            #expect(
                dip.columnas == [
                    "CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", "ID_DISTRITO_LOCAL", "DISTRITO_LOCAL",
                    "SECCION",
                    "ID_CASILLA", "TIPO_CASILLA", "EXT_CONTIGUA", "UBICACION_CASILLA", "LISTA_NOMINAL",
                ])
            #expect(
                dip.filas.map { $0[1] } == [
                    "050000M01003VMRE", "050001B01003", "050001C01003", "050002B01003", "050002S01003EMR",
                    "050002S01003ERP",
                ])
            #expect(dip.filas[1].suffix(5) == ["01", "B", "00", "1", "650"])
            #expect(Tabla(entradas[1].bytes, encabezado: "CLAVE_CASILLA").filas.count == 4)
            #expect(String(decoding: entradas[2].bytes, as: UTF8.self).contains("SIMULACRO"))
            // It is not written over, and the same catalogue gives the same bytes.
            #expect(try operacion.prep("catalogo exportar", ["--salida", ruta]).codigo == 73)
            let otra = "\(operacion.carpeta)/otro.zip"
            #expect(
                try operacion.prep("catalogo exportar", ["--salida", otra], entorno: ["TZ": "Asia/Tokyo"]).codigo == 0)
            #expect(FileManager.default.contents(atPath: otra).map { [UInt8]($0) } == bytes)
        }
    }
}
