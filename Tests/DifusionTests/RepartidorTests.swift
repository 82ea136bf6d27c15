import Almacen
import AlmacenSQLite
import Apoyo
import Bitacora
import Difusion
import Electoral
import Foundation
import Synchronization
import Testing

/// All difusores at a time: none waits for another, and what is wrong with one is of that one.
@Suite(.serialized) struct RepartidorTests {
    private let raiz = CarpetaTemporal()
    private let arbol: ArbolDePrueba
    private let servidores: [ServidorSSH]
    private let almacen: Almacen
    private let dicho = Dicho()

    /// What it said, for whoever waits for it.
    private final class Dicho: Sendable {
        private let novedades = Mutex<[Repartidor.Novedad]>([])
        func tomar(_ n: Repartidor.Novedad) { novedades.withLock { $0.append(n) } }
        var errores: [DifusionError] {
            novedades.withLock { $0.compactMap { if case .error(let e) = $0 { e } else { nil } } }
        }
        func actualizados(_ corte: Int) -> Set<String> {
            novedades.withLock {
                Set(
                    $0.compactMap {
                        if case .hecho(let h) = $0, h.tipo == .actualizado, h.corte == corte { h.difusor } else { nil }
                    })
            }
        }
    }

    init() throws {
        arbol = try ArbolDePrueba(en: raiz.ruta("publico"))
        almacen = Almacen(try ControladorSQLite(ruta: raiz.ruta("prep.sqlite"), crear: true))
        let carpeta = raiz
        servidores = try ["uno", "dos"].map {
            let publica = try LlaveDeDifusor.crear(
                $0, en: carpeta.ruta("difusion/llaves"), conFrase: false, nota: "prueba")
            return try ServidorSSH(en: carpeta.ruta("servidor-\($0)"), autorizada: publica)
        }
    }

    private func difusor(_ clave: String, _ servidor: ServidorSSH, puerto: Int? = nil) throws -> Difusor {
        try Difusor(
            clave: clave, nombre: clave, servidor: "127.0.0.1", puerto: puerto ?? servidor.puerto,
            usuario: NSUserName(),
            carpeta: ".", llavesDelServidor: [servidor.llaveDelServidor])
    }

    private func alla(_ n: Int) -> [String: [UInt8]] { Carpeta.leer("\(servidores[n].carpeta)/arbol") }

    /// Waits for something that will happen, at most five minutes.
    private func hasta(_ que: @Sendable () -> Bool) async throws {
        let fin = ContinuousClock.now + .seconds(300)
        while !que(), ContinuousClock.now < fin { try await Task.sleep(for: .milliseconds(20)) }
        try #require(que())
    }

    @Test func `el que está mal registrado y el que no contesta no detienen a los demás`() async throws {
        let registro = Mutex(
            Repartidor.Registro(
                difusores: [
                    try difusor("uno", servidores[0]), try difusor("sin-llave", servidores[0]),
                    try difusor("dos", servidores[1], puerto: try Puerto.libre()),
                ], errores: [DifusionError(.datos, "difusor «tres»: falta su nombre")]))
        let repartidor = Repartidor(
            almacen,
            .init(arbol: arbol.carpeta, carpeta: raiz.ruta("difusion"), claves: [arbol.clave.publica]),
            registro: { registro.withLock { $0 } },
            .init(
                ahora: { Instante(segundos: Int64(Date().timeIntervalSince1970)) },
                dormir: { _ in try await Task.sleep(for: .milliseconds(20)) }, decir: { [dicho] in dicho.tomar($0) }))
        let tarea = Task { try await repartidor.correr() }
        try arbol.publicar(["index.html": "1", "actas/A.jpg": "a"])
        try await hasta { [dicho] in dicho.actualizados(1) == ["uno"] }
        #expect(alla(0) == Carpeta.leer(arbol.carpeta))
        #expect(dicho.errores.contains { $0.motivo == "difusor «tres»: falta su nombre" })
        #expect(dicho.errores.contains { $0.motivo.contains("falta la llave de «sin-llave»") })
        // Registered where it is, it gets what it lacks.
        let corregido = try difusor("dos", servidores[1])
        registro.withLock { $0.difusores[2] = corregido }
        try await hasta { [dicho] in dicho.actualizados(1) == ["uno", "dos"] }
        #expect(alla(1) == Carpeta.leer(arbol.carpeta))
        // One that is no longer registered gets nothing more.
        _ = registro.withLock { $0.difusores.removeFirst() }
        try arbol.publicar(["index.html": "2"])
        try await hasta { [dicho] in dicho.actualizados(2) == ["dos"] }
        #expect(alla(0)["index.html"] == Array("1".utf8))
        tarea.cancel()
        _ = await tarea.result
    }

    @Test func `un archivo cambiado en el origen detiene ese corte y no lo que ya está publicado`() async throws {
        let uno = try difusor("uno", servidores[0])
        let repartidor = Repartidor(
            almacen,
            .init(arbol: arbol.carpeta, carpeta: raiz.ruta("difusion"), claves: [arbol.clave.publica]),
            registro: { .init(difusores: [uno]) },
            .init(
                ahora: { Instante(segundos: Int64(Date().timeIntervalSince1970)) },
                dormir: { _ in try await Task.sleep(for: .milliseconds(20)) }, decir: { [dicho] in dicho.tomar($0) }))
        let tarea = Task { try await repartidor.correr() }
        try arbol.publicar(["index.html": "1"])
        try await hasta { [dicho] in dicho.actualizados(1) == ["uno"] }
        let bueno = alla(0)
        try arbol.publicar(["index.html": "2", "actas/A.jpg": "a"]) {
            try Data("falsa".utf8).write(to: URL(fileURLWithPath: "\(arbol.carpeta)/actas/A.jpg"))
        }
        try await hasta { [dicho] in dicho.errores.contains { $0.clase == .arbol } }
        #expect(dicho.errores.last?.motivo.contains("«actas/A.jpg» no es el que dice el manifiesto") == true)
        #expect(alla(0) == bueno)
        // Published again as it was, it goes on.
        try arbol.publicar(["index.html": "3"])
        try Data("a".utf8).write(to: URL(fileURLWithPath: "\(arbol.carpeta)/actas/A.jpg"))
        try await hasta { [dicho] in dicho.actualizados(3) == ["uno"] }
        #expect(alla(0) == Carpeta.leer(arbol.carpeta))
        tarea.cancel()
        _ = await tarea.result
    }
}
