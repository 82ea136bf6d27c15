import Apoyo
import Electoral
import Foundation
import Publicacion
import Testing

/// Whether what is out could change a first place is published only where an acuerdo says so.
@Suite struct PrimerosLugaresTests {
    private static let acuerdo = "IEC/CG/123/2027"

    private static func arbol(_ mini: Mini) throws -> [String: [UInt8]] {
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            return Carpeta.leer(carpeta)
        }
    }

    private static func mini(acuerdo: String?, ids: [String] = ["AYUN", "DIP_LOC"]) -> Mini {
        var mini = Mini(ids: ids)
        mini.proceso.acuerdoDePrimerosLugares = acuerdo
        // Of the first unit, one of two; of the second, all.
        for acta in [1, 3] { mini.verificar(acta) }
        mini.cortar()
        return mini
    }

    /// What only this says, in pages and in data.
    private static let huellas = [
        "Primer lugar", "primer lugar", "primerLugar", "primer_lugar", "puede cambiar", "caben",
    ]

    @Test func `sin acuerdo nada de ello está en el árbol publicado`() throws {
        for archivos in [try Self.arbol(Self.mini(acuerdo: nil)), try NocheVivida.ver().ultimo.archivos] {
            for (ruta, bytes) in archivos where ruta.hasSuffix(".html") || ruta.hasSuffix(".json") {
                let texto = String(decoding: bytes, as: UTF8.self)
                for huella in Self.huellas { #expect(!texto.contains(huella), "\(ruta): \(huella)") }
            }
        }
    }

    @Test func `con acuerdo lo dice cada contienda, en página y datos, y nadie más`() throws {
        let archivos = try Self.arbol(Self.mini(acuerdo: Self.acuerdo))
        let conEllo = archivos.filter { $0.key.hasSuffix(".html") }.filter {
            Pagina($0.value).texto.contains("Primer lugar")
        }.keys.sorted()
        #expect(
            conEllo == [
                "ayun/001/index.html", "ayun/002/index.html", "dip_loc/001/index.html", "dip_loc/002/index.html",
            ])
        let primera = Pagina(try #require(archivos["ayun/001/index.html"])).texto
        #expect(primera.contains("pueden cambiar el primer lugar") && primera.contains("acuerdo \(Self.acuerdo)"))
        #expect(primera.contains("Ventaja de Partido A – Partido B, en votos: 184"))
        let datos = try JSON.leer(try #require(archivos["ayun/001/index.json"]))["primerLugar"]
        #expect(datos["puedeCambiar"] == .logico(true) && datos["acuerdo"].texto == Self.acuerdo)
        #expect(datos["actasPorProcesar"].entero == 1 && datos["votosQueCaben"].entero == 710)
        let segunda = try JSON.leer(try #require(archivos["ayun/002/index.json"]))["primerLugar"]
        #expect(segunda["puedeCambiar"] == .logico(false) && segunda["actasPorProcesar"].entero == 0)
        #expect(
            Pagina(try #require(archivos["ayun/002/index.html"])).texto.contains("no pueden cambiar el primer lugar"))
        let vacia = Pagina(try #require(archivos["dip_loc/001/index.html"])).texto
        #expect(vacia.contains("Nadie lleva ventaja"))
    }

    @Test func `donde la entidad elige como una, lo dice la entidad y no sus unidades`() throws {
        let archivos = try Self.arbol(Self.mini(acuerdo: Self.acuerdo, ids: ["GUB", "AYUN"]))
        let entidad = try JSON.leer(try #require(archivos["gub/index.json"]))["primerLugar"]
        #expect(entidad["actasPorProcesar"].entero == 1 && entidad["acuerdo"].texto == Self.acuerdo)
        #expect(try JSON.leer(try #require(archivos["gub/001/index.json"]))["primerLugar"] == .nulo)
        #expect(try JSON.leer(try #require(archivos["ayun/index.json"]))["primerLugar"] == .nulo)
    }

    @Test func `lo publicado cambia con su contienda, también sin volver a dibujar todo`() throws {
        var mini = Self.mini(acuerdo: Self.acuerdo)
        try Carpeta.prestar { carpeta in
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            mini.verificar(2)
            mini.cortar()
            try mini.publicar(publicador)
            let pagina = Carpeta.leer(carpeta)["ayun/001/index.html"] ?? []
            #expect(Pagina(pagina).texto.contains("no pueden cambiar el primer lugar"))
        }
    }
}
