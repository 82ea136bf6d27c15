import Almacen
import AlmacenSQLite
import Apoyo
import Bitacora
import Difusion
import Electoral
import Foundation
import Synchronization
import Testing

/// The life of a difusor with a clock that only the test moves, and a real sshd.
@Suite(.serialized) struct CarteroTests {
    private let raiz = CarpetaTemporal()
    private let arbol: ArbolDePrueba
    private let servidor: ServidorSSH
    private let almacen: Almacen
    private let reloj = RelojDePrueba()
    private let cartero: Cartero
    private var origen: ArbolDeOrigen
    /// Two of difusión.
    private let personas: [Persona]

    private static let alta = Acceso(
        .alta, instante: Instante(segundos: 1_812_000_000), persona: nil, usuario: "servidor", direccion: "",
        detalle: "")

    init() throws {
        arbol = try ArbolDePrueba(en: raiz.ruta("publico"))
        let publica = try LlaveDeDifusor.crear("uno", en: raiz.ruta("difusion/llaves"), conFrase: false, nota: "prueba")
        servidor = try ServidorSSH(en: raiz.ruta("servidor"), autorizada: publica)
        almacen = Almacen(try ControladorSQLite(ruta: raiz.ruta("prep.sqlite"), crear: true))
        personas = try almacen.abrir(
            cuentas: (1...2).map {
                .init(
                    usuario: "difusion\($0)", nombre: "Persona \($0)", rol: .difusion, centro: nil, clave: "x",
                    totp: nil)
            }, registra: Self.alta)
        let sitio = Repartidor.Sitio(
            arbol: arbol.carpeta, carpeta: raiz.ruta("difusion"), claves: [arbol.clave.publica],
            url: "https://prep.ejemplo.mx/")
        origen = try ArbolDeOrigen(
            arbol: arbol.carpeta, objetos: raiz.ruta("difusion/objetos"), claves: [arbol.clave.publica])
        cartero = try Cartero(
            Difusor(
                clave: "uno", nombre: "Difusor 1", servidor: "127.0.0.1", puerto: servidor.puerto,
                usuario: NSUserName(), carpeta: ".", llavesDelServidor: [servidor.llaveDelServidor]),
            almacen, sitio,
            .init(ahora: { [reloj] in reloj.ahora }, dormir: { _ in }, decir: { _ in }))
    }

    private mutating func corte(_ n: Int) async throws {
        try arbol.publicar(["index.html": "portada \(n)", "avance.html": "banda \(n)", "actas/A-\(n).jpg": "\(n)"])
        let edicion = try #require(try await origen.nueva())
        try await cartero.recibir(edicion)
        await cartero.reposo()
    }

    private var tipos: [HechoDeDifusion.Tipo] { (try? almacen.difusion().map(\.hecho.tipo)) ?? [] }
    private var alla: [String: [UInt8]] {
        Carpeta.leer("\(servidor.carpeta)/arbol")
    }

    @Test mutating func `tres periodos sin lograrse lo suspenden; una prueba y otra persona lo reactivan`() async throws
    {
        try almacen.anotar(
            lista: [
                .init(
                    clave: "uno", nombre: "Difusor 1", url: "https://uno.example/", desde: "2027-06-01", logotipo: nil)
            ], instante: reloj.ahora)
        try await corte(1)
        #expect(tipos == [.actualizado] && alla == Carpeta.leer(arbol.carpeta))
        #expect(try almacen.listaDeDifusores(deCorte: 1).suspendidos.isEmpty)
        servidor.apagar()
        for n in 2...4 {
            reloj.avanzar(600)
            try await corte(n)
        }
        #expect(await cartero.estado == .falla(2))
        reloj.avanzar(600)
        try await corte(5)
        #expect(await cartero.estado == .suspendido)
        // The next corte shows the list without its link.
        #expect(try almacen.listaDeDifusores(deCorte: 6).suspendidos == ["uno": reloj.ahora])
        #expect(tipos.filter { $0 == .periodo }.count == 3 && tipos.filter { $0 == .suspension }.count == 1)
        // Its notice is left as soon as it can be.
        #expect(tipos.contains(.avisoPendiente) && alla["corte.nota"] != nil)
        try servidor.encender()
        reloj.avanzar(120)
        try await cartero.mirar()
        await cartero.reposo()
        #expect(tipos.last == .aviso && alla["corte.nota"] == nil)
        #expect(
            alla["index.html"].map { String(decoding: $0, as: UTF8.self) }?.contains("https://prep.ejemplo.mx/") == true
        )
        // Nothing is sent while it is suspended.
        reloj.avanzar(600)
        try await corte(6)
        #expect(tipos.last == .aviso && alla["corte.nota"] == nil)
        // A test, and then two people.
        let reactivacion = ReactivacionDeDifusor(difusor: "uno", nombre: "Difusor 1", motivo: "Cambió su enlace")
        #expect(throws: AlmacenError.self) { try pedir(reactivacion, personas[0]) }
        try anotar(.pruebaPedida)
        try await cartero.mirar()
        await cartero.reposo()
        #expect(tipos.last == .pruebaLograda)
        #expect(await cartero.estado == .suspendido)
        let orden = try pedir(reactivacion, personas[0])
        #expect(throws: AlmacenError.self) { try autorizar(orden, personas[0]) }
        try autorizar(orden, personas[1])
        #expect(tipos.last == .reactivacion)
        try await cartero.mirar()
        await cartero.reposo()
        #expect(tipos.last == .actualizado)
        #expect(await cartero.estado == .bien)
        #expect(alla == Carpeta.leer(arbol.carpeta))
        #expect(try almacen.listaDeDifusores(deCorte: 7).suspendidos.isEmpty)
        // All of it is one incident, which people say when it is over.
        let incidencia = try #require(try almacen.incidencias().first)
        #expect(try almacen.incidencias().count == 1)
        #expect(
            incidencia.estado == .abierta
                && incidencia.descripcion.hasPrefix("Difusor «uno». Periodo fallido (corte 2)"))
        #expect(
            incidencia.notas.map { String($0.texto.prefix { $0 != " " && $0 != "." }) }
                == ["Periodo", "Periodo", "Suspendido", "Aviso", "Aviso", "Prueba", "Reactivado:", "Volvió"])
        #expect(incidencia.notas.last?.texto == "Volvió a actualizarse (corte 6).")
    }

    @Test func `nadie lo reactiva de otro modo`() throws {
        #expect(throws: AlmacenError.self) { try anotar(.reactivacion) }
        let captura = try almacen.abrir(
            cuentas: [
                .init(usuario: "captura", nombre: "Persona 3", rol: .captura, centro: nil, clave: "x", totp: nil)
            ],
            registra: Self.alta)
        #expect(throws: AlmacenError.self) {
            try almacen.anotar(
                difusion: .init(difusor: "uno", tipo: .llamada, instante: reloj.ahora, persona: captura[0]), clave: "a")
        }
    }

    @Test mutating func `dentro de su periodo se intenta otra vez y no cuenta como falla`() async throws {
        servidor.apagar()
        try await corte(1)
        #expect(tipos == [.intento])
        try servidor.encender()
        reloj.avanzar(2)
        try await cartero.mirar()
        await cartero.reposo()
        #expect(tipos == [.intento])
        reloj.avanzar(10)
        try await cartero.mirar()
        await cartero.reposo()
        #expect(tipos == [.intento, .actualizado])
        #expect(await cartero.estado == .bien)
    }

    @Test mutating func `sin cortes nuevos los periodos también pasan`() async throws {
        servidor.apagar()
        try await corte(1)
        for _ in 0..<40 {
            reloj.avanzar(60)
            try await cartero.mirar()
            await cartero.reposo()
        }
        // Fifteen minutes for the first, ten for each of the next two.
        #expect(await cartero.estado == .suspendido)
        #expect(tipos.filter { $0 == .periodo }.count == 3)
    }

    private func anotar(_ tipo: HechoDeDifusion.Tipo) throws {
        try almacen.anotar(
            difusion: .init(difusor: "uno", tipo: tipo, instante: reloj.ahora, persona: personas[0]),
            clave: UUID().uuidString)
    }

    private func pedir(_ r: ReactivacionDeDifusor, _ persona: Persona) throws -> Int {
        try almacen.pedir(
            .reactivacion, clave: UUID().uuidString, persona: persona, detalle: r.detalle(), instante: reloj.ahora)
    }

    private func autorizar(_ orden: Int, _ persona: Persona) throws {
        try almacen.autorizar(orden: orden, persona: persona, instante: reloj.ahora, noAntesDe: reloj.ahora)
    }
}

/// A clock that stands still until it is moved.
final class RelojDePrueba: Sendable {
    private let valor = Mutex(Instante(segundos: 1_812_000_000))
    var ahora: Instante { valor.withLock { $0 } }
    func avanzar(_ segundos: Int) { valor.withLock { $0 = $0 + segundos } }
}
