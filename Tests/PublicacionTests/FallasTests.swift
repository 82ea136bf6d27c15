import Apoyo
import Bitacora
import Electoral
import Foundation
import Publicacion
import Testing

/// Whatever fails while a corte is being written, readers keep a whole one.
@Suite struct FallasTests {
    // MARK: Folders of others

    @Test func `la carpeta de otro entorno o de otro proceso se rechaza sin tocarla`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            let antes = Carpeta.nodos(carpeta)
            for ajena in [
                Mini(.oficial), Mini(.repeticion), Mini(origen: "prep.example/otro"), Mini(origen: "prep.example/min"),
            ] {
                let error = #expect(throws: PublicacionError.self) { _ = try ajena.publicador(en: carpeta) }
                #expect(error?.codigo == .otroEntorno)
                #expect(error?.description.contains("prep.example/mini/simulacro") == true)
            }
            #expect(Carpeta.nodos(carpeta) == antes)
        }
    }

    @Test func `una carpeta que no se puede crear da un error que dice qué hacer`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            try Carpeta.escribir([1], en: "\(carpeta)/archivo")
            let publicador = try mini.publicador(en: "\(carpeta)/archivo/publico")
            let error = #expect(throws: PublicacionError.self) { try mini.publicar(publicador) }
            #expect(error?.codigo == .noSeEscribe)
            #expect(error?.description.contains("revise") == true)
            #expect(Carpeta.leer(carpeta) == ["archivo": [1]])
        }
    }

    // MARK: Fault at every write

    /// Files that the second corte writes over the first, in a good run, and the tree that it leaves.
    private struct Ensayo {
        let antes: Mini
        let despues: Mini
        let arbolAntes: [String: [UInt8]]
        let arbolDespues: [String: [UInt8]]
        let escritos: [String]

        init() throws {
            let (antes, despues) = Mini.conDosCortes()
            self.antes = antes
            self.despues = despues
            (arbolAntes, arbolDespues, escritos) = try Carpeta.prestar { carpeta in
                let publicador = try antes.publicador(en: carpeta)
                try antes.publicar(publicador)
                let (arbol, nodos) = (Carpeta.leer(carpeta), Carpeta.nodos(carpeta))
                try despues.publicar(publicador)
                return (arbol, Carpeta.leer(carpeta), Carpeta.escritos(nodos, Carpeta.nodos(carpeta)))
            }
        }
    }

    /// A folder where the temporary file of `ruta` would be: its write fails, whoever runs the test.
    private func estorbar(_ ruta: String, en carpeta: String) throws {
        try Carpeta.hacer("\(carpeta)/\(ruta).parcial/x")
    }
    private func quitarEstorbo(_ ruta: String, en carpeta: String) throws {
        try Carpeta.quitar("\(carpeta)/\(ruta).parcial")
    }

    private func comprobarLector(_ e: Ensayo, _ carpeta: String, _ ruta: String) throws {
        let lector = Lector(carpeta: carpeta, clave: try e.despues.clave.publica, paginas: false)
        #expect(lector.problemas == [], "al fallar \(ruta)")
        #expect(lector.corte == 1, "al fallar \(ruta)")
        let ahora = Carpeta.leer(carpeta)
        let perdidos = e.arbolAntes.keys.filter { Lector.esInmutable($0) && ahora[$0] != e.arbolAntes[$0] }
        #expect(perdidos == [], "al fallar \(ruta)")
        // Each page is whole, and is that of one corte or that of the other.
        for (pagina, bytes) in ahora where pagina.hasSuffix(".html") {
            #expect(bytes == e.arbolAntes[pagina] || bytes == e.arbolDespues[pagina], "\(pagina) al fallar \(ruta)")
        }
    }

    @Test func `si falla cualquiera de los archivos el lector ve completo el corte anterior y otro proceso lo termina`()
        throws
    {
        let e = try Ensayo()
        #expect(e.escritos.count > 25 && e.escritos.contains("corte.nota"))
        for ruta in e.escritos {
            try Carpeta.prestar { carpeta in
                try Carpeta.copiar(e.arbolAntes, en: carpeta)
                try estorbar(ruta, en: carpeta)
                let publicador = try e.despues.publicador(en: carpeta)
                let error = #expect(throws: PublicacionError.self, "\(ruta)") { try e.despues.publicar(publicador) }
                #expect(error?.codigo == .noSeEscribe)
                #expect(error?.description.contains(ruta) == true)
                try comprobarLector(e, carpeta, ruta)
                try quitarEstorbo(ruta, en: carpeta)
                try e.despues.publicar(try e.despues.publicador(en: carpeta))
                #expect(diferencias(Carpeta.leer(carpeta), e.arbolDespues) == [], "tras fallar \(ruta)")
            }
        }
    }

    @Test func `si falla cualquiera de los archivos el mismo publicador lo termina al volver a intentar`() throws {
        let e = try Ensayo()
        for ruta in e.escritos {
            try Carpeta.prestar { carpeta in
                let publicador = try e.despues.publicador(en: carpeta)
                try e.antes.publicar(publicador)
                try estorbar(ruta, en: carpeta)
                #expect(throws: PublicacionError.self, "\(ruta)") { try e.despues.publicar(publicador) }
                try comprobarLector(e, carpeta, ruta)
                try quitarEstorbo(ruta, en: carpeta)
                try e.despues.publicar(publicador)
                #expect(diferencias(Carpeta.leer(carpeta), e.arbolDespues) == [], "tras fallar \(ruta)")
                #expect(Lector(carpeta: carpeta).problemas == [], "tras fallar \(ruta)")
            }
        }
    }

    @Test(arguments: ["bases", "cambios", "cortes", "datos", "manifiestos", "actas", "ayun/001/actas"])
    func `si una carpeta deja de serlo el corte se detiene y al volver se termina`(parte: String) throws {
        let e = try Ensayo()
        try Carpeta.prestar { carpeta in
            try Carpeta.copiar(e.arbolAntes, en: carpeta)
            let lejos = "\(carpeta)-lejos"
            try FileManager.default.moveItem(atPath: "\(carpeta)/\(parte)", toPath: lejos)
            defer { try? Carpeta.quitar(lejos) }
            try Carpeta.escribir([1], en: "\(carpeta)/\(parte)")
            let publicador = try e.despues.publicador(en: carpeta)
            let error = #expect(throws: PublicacionError.self) { try e.despues.publicar(publicador) }
            #expect(error?.codigo == .noSeEscribe)
            try Carpeta.quitar("\(carpeta)/\(parte)")
            try FileManager.default.moveItem(atPath: lejos, toPath: "\(carpeta)/\(parte)")
            let lector = Lector(carpeta: carpeta, clave: try e.despues.clave.publica, paginas: false)
            #expect(lector.problemas == [] && lector.corte == 1)
            try e.despues.publicar(publicador)
            #expect(diferencias(Carpeta.leer(carpeta), e.arbolDespues) == [])
        }
    }

    @Test func `un corte que falla no deja archivos a medias`() throws {
        let e = try Ensayo()
        try Carpeta.prestar { carpeta in
            try Carpeta.copiar(e.arbolAntes, en: carpeta)
            // The final name is taken by a folder: the temporary file is written whole and cannot be renamed.
            let ruta = "cambios/0002.ndjson"
            try Carpeta.hacer("\(carpeta)/\(ruta)/x")
            let publicador = try e.despues.publicador(en: carpeta)
            #expect(throws: PublicacionError.self) { try e.despues.publicar(publicador) }
            #expect(Carpeta.leer(carpeta).keys.filter { $0.hasSuffix(".parcial") } == [])
        }
    }

    @Test func `lo que dejó a medias un proceso que murió no estorba al siguiente`() throws {
        let e = try Ensayo()
        try Carpeta.prestar { carpeta in
            try Carpeta.copiar(e.arbolAntes, en: carpeta)
            for ruta in e.escritos { try Carpeta.escribir([0, 1, 2], en: "\(carpeta)/\(ruta).parcial") }
            try e.despues.publicar(try e.despues.publicador(en: carpeta))
            let lector = Lector(carpeta: carpeta)
            #expect(lector.problemas == [] && lector.corte == 2)
        }
    }

    @Test func `sin cortes no hay qué publicar`() throws {
        let mini = Mini()
        try Carpeta.prestar { carpeta in
            let publicador = try mini.publicador(en: carpeta)
            #expect(throws: PublicacionError.self) { try mini.publicar(publicador) }
            #expect(Carpeta.leer(carpeta).isEmpty)
        }
    }
}
