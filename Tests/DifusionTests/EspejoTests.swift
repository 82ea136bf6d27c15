import Apoyo
import Bitacora
import Difusion
import Foundation
import Testing

/// What a site serves, looked at from outside, and brought whole by whoever prefers to fetch; behind a real nginx.
@Suite(.serialized) struct EspejoTests {
    private let raiz = CarpetaTemporal()
    private let arbol: ArbolDePrueba
    private let sitio: ServidorWeb
    private var origen: ArbolDeOrigen
    private let revisor: RevisorDeEspejo
    private let web = ClienteWeb()

    /// The mirror is a copy of the tree, so that each test spoils what it wants of it.
    private var espejo: String { raiz.ruta("espejo") }

    init() throws {
        arbol = try ArbolDePrueba(en: raiz.ruta("publico"))
        sitio = try ServidorWeb(en: raiz.ruta("nginx"), sirve: raiz.ruta("espejo"))
        origen = try ArbolDeOrigen(arbol: arbol.carpeta, objetos: raiz.ruta("objetos"), claves: [arbol.clave.publica])
        revisor = RevisorDeEspejo(web, claves: [arbol.clave.publica])
    }

    private func copiar() throws {
        try? FileManager.default.removeItem(atPath: espejo)
        try FileManager.default.copyItem(atPath: arbol.carpeta, toPath: espejo)
        // As whoever looks at them a while later.
        for ruta in Carpeta.leer(espejo).keys {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3600)], ofItemAtPath: "\(espejo)/\(ruta)")
        }
    }

    private mutating func corte(_ n: Int) async throws -> Edicion {
        try arbol.publicar(
            [
                "index.html": "portada \(n)", "ayun/index.html": "unidad \(n)", "actas/A-\(n).jpg": "imagen \(n)",
                "actas/B-\(n).jpg": "otra \(n)",
            ])
        return try #require(try await origen.nueva())
    }

    private func escribir(_ texto: String, en ruta: String) throws {
        try Data(texto.utf8).write(to: URL(fileURLWithPath: "\(espejo)/\(ruta)"))
    }

    @Test mutating func `lo alterado, lo viejo y lo que falta se nombran dentro de un periodo, y lo demás no se relee`()
        async throws
    {
        _ = try await corte(1)
        let edicion = try await corte(2)
        try copiar()
        var vistas = RevisorDeEspejo.Vistas()
        var leidos: [Int] = []
        for _ in 0..<2 {
            let informe = await revisor.revisar(sitio.url, contra: edicion, &vistas)
            #expect(informe.anomalias.isEmpty && informe.corte == 2)
            leidos.append(informe.bytes)
        }
        // Two looks are one period: afterwards what its site says to be the same is not read.
        let tercera = await revisor.revisar(sitio.url, contra: edicion, &vistas)
        #expect(tercera.anomalias.isEmpty && tercera.bytes < leidos[0])
        try escribir("portada 1", en: "index.html")
        try escribir("falsa", en: "actas/A-1.jpg")
        try FileManager.default.removeItem(atPath: "\(espejo)/actas/B-2.jpg")
        var halladas: [String: RevisorDeEspejo.Anomalia.Clase] = [:]
        for _ in 0..<2 {
            for a in await revisor.revisar(sitio.url, contra: edicion, &vistas).anomalias { halladas[a.ruta] = a.clase }
        }
        #expect(halladas == ["index.html": .viejo, "actas/A-1.jpg": .alterado, "actas/B-2.jpg": .falta])
        await web.cerrar()
    }

    @Test mutating func `un sitio atrasado, sin firma o apagado se dice`() async throws {
        _ = try await corte(1)
        try copiar()
        let edicion = try await corte(2)
        var vistas = RevisorDeEspejo.Vistas()
        let atrasado = await revisor.revisar(sitio.url, contra: edicion, &vistas)
        #expect(atrasado.anomalias.map(\.clase) == [.atrasado] && atrasado.corte == 1)
        try escribir("corte 2", en: "corte.nota")
        #expect(await revisor.revisar(sitio.url, contra: edicion, &vistas).anomalias.map(\.clase) == [.sinFirma])
        let apagado = await revisor.revisar("http://127.0.0.1:\(try Puerto.libre())/", contra: edicion, &vistas)
        #expect(apagado.anomalias.map(\.clase) == [.inalcanzable])
        await web.cerrar()
    }

    private func receptor(_ clave: ClavePublica? = nil) -> Receptor {
        Receptor(carpeta: raiz.ruta("recibido"), url: sitio.url, claves: [clave ?? arbol.clave.publica])
    }

    /// Paths that are not the same in what was received and in the origin.
    private func distintos() -> [String] {
        let (aqui, alla) = (recibido, Carpeta.leer(arbol.carpeta))
        return Set(aqui.keys).union(alla.keys).filter { aqui[$0] != alla[$0] }.sorted()
    }

    private var recibido: [String: [UInt8]] { Carpeta.leer(raiz.ruta("recibido/actual/")) }

    @Test mutating func `quien jala recibe lo mismo, corte por corte, y sólo lo que le falta`() async throws {
        let receptor = receptor()
        for n in 1...3 {
            _ = try await corte(n)
            try copiar()
            let informe = try #require(try await receptor.recibir())
            #expect(informe.corte == n)
            #expect(distintos().isEmpty)
            if n > 1 { #expect(informe.archivos < informe.todos) }
        }
        #expect(try await receptor.recibir() == nil)
        await receptor.cerrar()
        await web.cerrar()
    }

    @Test mutating func `de lo que está mal nada se pone en su lugar`() async throws {
        let receptor = receptor()
        _ = try await corte(1)
        try copiar()
        _ = try await receptor.recibir()
        let bueno = recibido
        _ = try await corte(2)
        try copiar()
        try escribir("falsa", en: "actas/A-2.jpg")
        await #expect { try await receptor.recibir() } throws: { "\($0)".contains("«actas/A-2.jpg» no es el que dice") }
        _ = try await corte(3)
        try copiar()
        try FileManager.default.removeItem(atPath: "\(espejo)/actas/B-3.jpg")
        await #expect { try await receptor.recibir() } throws: { "\($0)".contains("«actas/B-3.jpg» falta en el sitio") }
        let igual = recibido == bueno
        #expect(igual)
        // Neither what nobody known signed, nor what goes back.
        let ajena = self.receptor(try ClaveDeFirma(nueva: ArbolDePrueba.origen).publica)
        await #expect { try await ajena.recibir() } throws: { ($0 as? DifusionError)?.clase == .firma }
        try copiar()
        _ = try await receptor.recibir()
        // All but the roots of the corte that it never had.
        #expect(distintos().allSatisfy { $0.hasPrefix("cortes/20270606_2002/") || $0.hasPrefix("manifiestos/") })
        await ajena.cerrar()
        await receptor.cerrar()
        await web.cerrar()
    }

    @Test mutating func `lo que alguien cambió en el disco de quien recibe se repone`() async throws {
        let receptor = receptor()
        _ = try await corte(1)
        try copiar()
        _ = try await receptor.recibir()
        // In place, as a careless editor does: every name of that file changes.
        let archivo = try #require(FileHandle(forWritingAtPath: raiz.ruta("recibido/actual/actas/A-1.jpg")))
        try archivo.write(contentsOf: Data("IMAGEN".utf8))
        try archivo.close()
        _ = try await corte(2)
        try copiar()
        _ = try await receptor.recibir()
        #expect(distintos().isEmpty)
        await receptor.cerrar()
        await web.cerrar()
    }
}
