import Almacen
import AlmacenSQLite
import Apoyo
import Electoral
import Foundation
import Seguimiento
import Testing

/// What importing a folder does to what others changed meanwhile.
@Suite struct ImportacionTests {
    private let carpeta = CarpetaTemporal()
    private let archivo: Archivo

    init() throws {
        archivo = Archivo(try ControladorSQLite(ruta: carpeta.ruta("s.sqlite"), crear: true, esquema: .seguimiento))
        try guardar("uno", "1", "Persona 1")
        try guardar("dos", "1", "Persona 1")
        try guardar("tres", "1", "Persona 1")
    }

    private func clave(_ id: String) throws -> Ficha.Clave { try #require(Ficha.Clave(clase: "organo", id: id)) }

    /// As somebody does in the console.
    private func guardar(_ id: String, _ nombre: String, _ persona: String) throws {
        let ficha = Ficha(
            clave: try clave(id), campos: ["nombre": .asiento(Asiento(nombre)), "tipo": .asiento(Asiento("area"))])
        try archivo.aplicar([.guardar(ficha, revision: nil)], Archivo.Autoria(persona, Instante(segundos: 1)))
    }

    private func retirar(_ id: String) throws {
        try archivo.aplicar(
            [.retirar(clave(id), revision: nil)], Archivo.Autoria("Persona 2", Instante(segundos: 1)))
    }

    private func exportar(conRevisiones: Bool = true) throws -> CarpetaDeSeguimiento {
        let exportada = CarpetaDeSeguimiento(carpeta.ruta("exportada/"))
        try exportada.escribir(archivo)
        if !conRevisiones { try FileManager.default.removeItem(atPath: "\(exportada.ruta)/.revisiones") }
        return exportada
    }

    private func escribir(_ id: String, _ nombre: String, en c: CarpetaDeSeguimiento) throws {
        try Data("nombre: '\(nombre)'\ntipo: area\n".utf8)
            .write(to: URL(fileURLWithPath: "\(c.ruta)/organos/\(id).yaml"))
    }

    private func importar(
        _ c: CarpetaDeSeguimiento, persona: String = "Importación", exacto: Bool = false, encima: Bool = false
    ) throws -> Importacion {
        let leida = try c.leer()
        let importacion = try Importacion(
            leida, archivo.ultimas(), persona: persona, exacto: exacto, encima: encima)
        if importacion.conflictos.isEmpty {
            try archivo.aplicar(
                importacion.cambios, Archivo.Autoria(persona, Instante(segundos: 2)), adjunto: leida.adjunto)
            try c.ponerAlDia(leida, archivo)
        }
        return importacion
    }

    private func nombres() throws -> [String: String] {
        Dictionary(
            try archivo.fichas(de: "organo").map { ($0.clave.id, $0["nombre"] ?? "") }, uniquingKeysWith: { a, _ in a })
    }

    @Test func `lo que la carpeta no tocó no deshace lo que otro cambió, registró o retiró`() throws {
        let c = try exportar()
        try guardar("uno", "2", "Persona 2")
        try guardar("cuatro", "1", "Persona 2")
        try retirar("tres")
        try escribir("dos", "3", en: c)
        let hecha = try importar(c)
        #expect(hecha.seDejan.map(\.id) == ["tres", "uno"])
        #expect(try nombres() == ["uno": "2", "dos": "3", "cuatro": "1"])
        // The folder still knows from what it departs.
        try escribir("uno", "4", en: c)
        #expect(try importar(c).conflictos.map(\.clave.id) == ["uno"])
    }

    @Test func `lo que cambió en los dos lados es un conflicto y no se importa nada, salvo encima`() throws {
        let c = try exportar()
        try guardar("uno", "2", "Persona 2")
        try retirar("tres")
        for id in ["uno", "dos", "tres"] { try escribir(id, "3", en: c) }
        let hecha = try importar(c)
        #expect(hecha.conflictos.map(\.clave.id) == ["tres", "uno"])
        #expect(hecha.conflictos.map(\.ultima.persona) == ["Persona 2", "Persona 2"])
        #expect(try nombres() == ["uno": "2", "dos": "1"])
        #expect(try importar(c, encima: true).conflictos.isEmpty)
        #expect(try nombres() == ["uno": "3", "dos": "3", "tres": "3"])
    }

    @Test func `la misma carpeta se edita y se importa una y otra vez`() throws {
        let c = try exportar()
        for vuelta in 2...4 {
            try escribir("uno", "\(vuelta)", en: c)
            #expect(try importar(c).conflictos.isEmpty)
            #expect(try nombres()["uno"] == "\(vuelta)")
        }
        let otra = CarpetaDeSeguimiento(carpeta.ruta("otra"))
        try otra.escribir(archivo)
        #expect(Carpeta.leer(otra.ruta)[".revisiones"] == Carpeta.leer(c.ruta)[".revisiones"])
    }

    @Test func `una carpeta escrita a mano sólo reemplaza lo que escribió quien la importa`() throws {
        let c = try exportar(conRevisiones: false)
        try escribir("uno", "2", en: c)
        try escribir("cinco", "1", en: c)
        #expect(try importar(c).conflictos.map(\.clave.id) == ["uno"])
        #expect(try importar(c, persona: "Persona 1").conflictos.isEmpty)
        #expect(try nombres() == ["uno": "2", "dos": "1", "tres": "1", "cinco": "1"])
        #expect(!FileManager.default.fileExists(atPath: "\(c.ruta)/.revisiones"))
    }

    @Test func `exacto retira lo que la carpeta borró, no lo que se registró ni lo que cambió después`() throws {
        let c = try exportar()
        try guardar("cuatro", "1", "Persona 2")
        try FileManager.default.removeItem(atPath: "\(c.ruta)/organos/dos.yaml")
        let hecha = try importar(c, exacto: true)
        #expect(hecha.retiros.map(\.id) == ["dos"])
        #expect(hecha.seDejan.map(\.id) == ["cuatro"])
        #expect(try nombres().keys.sorted() == ["cuatro", "tres", "uno"])
        try guardar("tres", "2", "Persona 2")
        try FileManager.default.removeItem(atPath: "\(c.ruta)/organos/tres.yaml")
        #expect(try importar(c, exacto: true).conflictos.map(\.clave.id) == ["tres"])
    }

    @Test func `dos exportaciones a la vez no se mezclan y la que falla no deja nada`() throws {
        let c = try exportar()
        #expect(throws: (any Error).self) { try CarpetaDeSeguimiento(c.ruta + "//").escribir(archivo) }
        let dentro = "\(carpeta.ruta("s.sqlite"))/no"
        #expect(throws: (any Error).self) { try CarpetaDeSeguimiento(dentro).escribir(archivo) }
        let quedan = try FileManager.default.contentsOfDirectory(atPath: carpeta.ruta("."))
        #expect(quedan.filter { $0.contains("incompleta") }.isEmpty)
    }
}
