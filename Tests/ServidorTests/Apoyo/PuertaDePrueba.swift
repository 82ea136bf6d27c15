import Almacen
import AlmacenSQLite
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Imagenes
import NIOCore
import Operacion
import Seguimiento
import Servidor
import Synchronization

/// A clock that only moves when a test says so.
final class RelojDePrueba: Sendable {
    private let instante: Mutex<Instante>

    init(_ inicio: Instante) { instante = Mutex(inicio) }

    var ahora: Instante { instante.withLock { $0 } }
    func adelantar(_ segundos: Int) { instante.withLock { $0 = $0 + segundos } }
}

/// Consoles in memory on a store of their own: two CATDs and a CCV, two elections of three casillas, and two accounts per
/// role, named after it: `captura`, `captura2`.
struct PuertaDePrueba: Sendable {
    let ruta: String
    let almacen: Almacen
    let reloj: RelojDePrueba
    let mesa: Mesa
    /// Records of the months before, beside the store.
    let archivo: Seguimiento.Archivo

    static let clave = "una clave de prueba"
    /// Derived once and cheaply: what is tested here is not its cost.
    private static let derivada = try? Contrasena.derivar(clave, potencia: 10)
    static let inicio = Instante(segundos: 1_812_326_400)

    static let proceso = Proceso(
        nombre: "Proceso de prueba", institucion: "Instituto",
        entidad: Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH"), huso: .centro, inicioAcopio: inicio,
        inicioPublicacion: inicio + 7200, cierrePublicacion: inicio + 26 * 3600, minutosEntreCortes: 10,
        origen: "prep.example/prueba")

    /// Actas 1 to 3 of AYUN, 4 to 6 of DIP_LOC. Boxes: PA, PB, nulos; only AYUN says where they are on the sheet.
    static let catalogo: Catalogo = {
        let opciones = [
            Opcion(columna: "PA", nombre: "Partido A", clase: .partido),
            Opcion(columna: "PB", nombre: "Partido <B>", clase: .partido), Opcion(columna: "NULOS", clase: .nulos),
        ]
        let elecciones = ["AYUN", "DIP_LOC"].map {
            Eleccion(
                id: $0, titulo: $0, anio: 2027, ambito: .municipio, opciones: opciones,
                unidades: [Unidad(clave: "001", nombre: "UNO")],
                plantillas: [
                    Plantilla(
                        id: "P1", campos: opciones.indices.map { .voto($0) },
                        recuadros: $0 == "AYUN"
                            ? opciones.indices.compactMap {
                                Recuadro(x: 4500, y: 2000 + 1000 * $0, ancho: 5000, alto: 400)
                            } : nil)
                ])
        }
        let actas = elecciones.indices.flatMap { e in
            (1...3).map { seccion in
                let casilla = Casilla(tipo: .basica, seccion: seccion, numero: 1, listaNominal: 700, representantes: 0)
                let clave = casilla.clave(entidad: 5)
                return Acta(
                    id: 0, identidad: clave, eleccion: e, unidad: 0, casilla: casilla, claveCasilla: clave,
                    claveActa: clave + "\(e + 2)", tipoActa: "\(e + 2)", plantilla: 0)
            }
        }
        return Catalogo(entidad: proceso.entidad, elecciones: elecciones, actas: actas)
    }()

    private init(ruta: String, entorno: Entorno, exigeApertura: Bool) throws {
        self.ruta = ruta
        reloj = RelojDePrueba(Self.inicio)
        archivo = Seguimiento.Archivo(
            try ControladorSQLite(ruta: ruta + ".seguimiento", crear: true, esquema: .seguimiento))
        almacen = Almacen(try ControladorSQLite(ruta: ruta, crear: true))
        mesa = Mesa(almacen, catalogo: Self.catalogo, esquema: .dobleCaptura, exigeApertura: exigeApertura)
        try almacen.instalar(ProcesoGuardado(entorno: entorno, proceso: Self.proceso, publicacion: "{}"))
        try almacen.registrar(personas: (1...2).map { (Persona(id: $0), "Guion \($0)", "guion", nil) })
        try almacen.guardar(
            catalogo: Self.catalogo, huella: cifras(1, ancho: 64), propone: Persona(id: 1), autoriza: Persona(id: 2),
            instante: Self.inicio)
        try almacen.guardar(
            centros: [
                CentroGuardado(clave: "CATD-1", tipo: "CATD", nombre: "Primer CATD"),
                CentroGuardado(clave: "CATD-2", tipo: "CATD", nombre: "Segundo CATD"),
                CentroGuardado(clave: "CCV-1", tipo: "CCV", nombre: "Centro de captura"),
            ],
            adscripcion: Dictionary(
                uniqueKeysWithValues: Self.catalogo.actas.map { ($0.id, $0.casilla.seccion == 3 ? "CATD-2" : "CATD-1") }
            ))
        for acta in Self.catalogo.actas {
            try almacen.guardar(imagen: cifras(acta.id, ancho: 64), tipo: "image/jpeg", bytes: [UInt8(acta.id)])
        }
        for rol in Rol.allCases {
            for sufijo in ["", "2"] { try abrir(rol.rawValue + sufijo, rol) }
        }
    }

    /// A first folder of its own, removed when the test ends.
    static func poner<T: Sendable>(
        entorno: Entorno = .simulacro, exigeApertura: Bool = false,
        _ cuerpo: @Sendable (PuertaDePrueba, Navegador) async throws -> T
    ) async throws -> T {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("puerta-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: carpeta) }
        let puerta = try PuertaDePrueba(
            ruta: "\(carpeta)/prep.sqlite", entorno: entorno, exigeApertura: exigeApertura)
        return try await puerta.encender { try await cuerpo(puerta, $0) }
    }

    /// A server on this store, as it starts: what the one before had in memory is gone.
    func encender<T: Sendable>(_ cuerpo: @Sendable (Navegador) async throws -> T) async throws -> T {
        try await Application(responder: consolas.responder()).test(.router) { cliente in
            try await cuerpo(Navegador(cliente: cliente))
        }
    }

    var consolas: Consolas { Consolas(dependencias()) }

    /// Read once: it takes longer than most tests.
    private static let plantillas = try? Plantillas()

    private var escribania: Escribania? {
        guard let plantillas = Self.plantillas, let entregables = try? CatalogoDeEntregables.deFabrica() else {
            return nil
        }
        return Escribania(archivo, plantillas: plantillas, entregables: entregables)
    }

    func dependencias(_ reglas: ReglasDeMonitor = ReglasDeMonitor()) -> Dependencias {
        Dependencias(
            mesa: mesa, proceso: Self.proceso, entorno: (try? almacen.proceso().entorno) ?? .simulacro,
            taller: TallerDeImagenes(ejecutable: "/bin/false", argumentos: [], obreros: 1),
            ahora: { [reloj] in reloj.ahora }, reglasDeMonitor: reglas, seguimiento: escribania)
    }

    /// An account whose password is already its owner's.
    @discardableResult
    func abrir(_ usuario: String, _ rol: Rol, totp: String? = nil, centro: String? = nil, ambito: String = "")
        throws -> Persona
    {
        let suyo: String? =
            switch rol {
            case .acopio, .digitalizacion, .casilla: "CATD-1"
            case .captura, .cotejo, .supervision: "CCV-1"
            default: nil
            }
        let clave = Self.derivada ?? ""
        let personas = try almacen.abrir(
            cuentas: [
                Almacen.CuentaNueva(
                    usuario: usuario, nombre: "Persona \(usuario)", rol: rol, centro: centro ?? suyo, clave: clave,
                    totp: totp, ambito: Acreditacion(ambito))
            ], registra: Acceso(.alta, instante: Self.inicio, usuario: "prueba", direccion: ""))
        try almacen.cambiarClave(
            de: personas[0], por: clave, obligatoria: false,
            registra: Acceso(.clave, instante: Self.inicio, usuario: usuario, direccion: ""))
        return personas[0]
    }

    func persona(_ usuario: String) throws -> Persona {
        guard let cuenta = try almacen.cuenta(usuario: usuario) else { throw FallaDeCliente("no hay \(usuario)") }
        return cuenta.persona
    }

    func sql(_ sentencia: String, _ valores: [Valor] = []) throws {
        try almacen.controlador.escribir { (c) throws(AlmacenError) in _ = try c.ejecutar(sentencia, valores) }
    }

    func numero(_ consulta: String, _ valores: [Valor] = []) throws -> Int {
        try almacen.controlador.leer { (c) throws(AlmacenError) in
            try c.primera(consulta, valores) { $0.entero(0) } ?? -1
        }
    }

    func textos(_ consulta: String, _ valores: [Valor] = []) throws -> [String] {
        try almacen.controlador.leer { (c) throws(AlmacenError) in try c.filas(consulta, valores) { $0.texto(0) } }
    }
}

extension PuertaDePrueba {
    static func captura(_ pa: Int32) -> Captura { Captura([.cantidad(pa), .cantidad(50), .cantidad(1)]) }

    /// A fact as a script writes it, a second after the one before.
    func hecho(_ acta: Acta.ID, _ evento: CicloDeVida.Evento, _ persona: Persona, centro: String = "CATD-1") throws {
        reloj.adelantar(1)
        try almacen.registrar(
            Hecho(
                clave: "\(acta):\(reloj.ahora.microsegundos)", acta: acta, evento: evento, persona: persona,
                centro: centro, instante: reloj.ahora), campos: 3, esquema: .dobleCaptura)
    }

    /// From the envelope to two captures alike.
    func verificar(_ acta: Acta.ID, _ pa: Int32 = 100, por capturistas: [String] = ["captura", "captura2"]) throws {
        if try numero("SELECT COUNT(*) FROM hecho WHERE acta = ?", [.entero(acta)]) == 0 {
            try hecho(acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), try persona("acopio"))
            try digitalizar(acta)
        }
        for capturista in capturistas { try hecho(acta, .captura(Self.captura(pa)), try persona(capturista)) }
    }

    func digitalizar(_ acta: Acta.ID) throws {
        try hecho(
            acta,
            .digitalizacion(
                imagen: cifras(acta, ancho: 64), Procedencia(origen: .catd, digitalizacion: .escaner, mecanismo: "F")),
            try persona("digitalizacion"))
    }

    /// A corte of everything that happened so far.
    func cortar() throws {
        reloj.adelantar(600)
        let hasta = try almacen.numerar()
        try almacen.asentar(
            Corte(
                numero: try almacen.cortes().count + 1, instante: reloj.ahora, hasta: hasta, ultimo: false,
                siguiente: nil))
    }
}

/// A browser in memory: it keeps the cookie and the token of its session.
struct Navegador: Sendable {
    let cliente: any TestClientProtocol
    var galleta = ""
    var ficha = ""

    struct Vuelta: Sendable {
        let estado: Int
        let cabeceras: HTTPFields
        let texto: String
        let bytes: [UInt8]

        var destino: String { cabeceras[.location] ?? "" }
        /// What a page says, without the tokens of its forms, which say anything by chance.
        func dicho(a quien: Navegador) -> String {
            texto.replacing(quien.ficha, with: "")
                .replacing(#/[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}/#, with: "")
        }
        func json<T: Decodable>(_ tipo: T.Type) throws -> T { try JSONDecoder().decode(tipo, from: Data(bytes)) }
    }

    func pedir(
        _ metodo: HTTPRequest.Method, _ ruta: String, _ cabeceras: HTTPFields = [:], cuerpo: String? = nil
    ) async throws -> Vuelta {
        var todas = cabeceras
        if !galleta.isEmpty { todas[.cookie] = "__Host-prep=\(galleta)" }
        return try await cliente.execute(
            uri: ruta, method: metodo, headers: todas, body: cuerpo.map { ByteBuffer(string: $0) }
        ) { r in
            Vuelta(
                estado: r.status.code, cabeceras: r.headers, texto: String(buffer: r.body),
                bytes: Array(r.body.readableBytesView))
        }
    }

    func get(_ ruta: String, _ cabeceras: HTTPFields = [:]) async throws -> Vuelta {
        try await pedir(.get, ruta, cabeceras)
    }

    /// A form as the page sends it; the token goes unless the test says another.
    func post(_ ruta: String, _ campos: [String: String], _ cabeceras: HTTPFields = [:]) async throws -> Vuelta {
        var todos = ["csrf": ficha]
        todos.merge(campos) { $1 }
        var todas: HTTPFields = [.contentType: "application/x-www-form-urlencoded", .accept: "text/html"]
        for campo in cabeceras { todas[campo.name] = campo.value }
        return try await pedir(.post, ruta, todas, cuerpo: Self.codificado(todos))
    }

    func json(_ ruta: String, _ cuerpo: String) async throws -> Vuelta {
        try await pedir(
            .post, ruta, [.contentType: "application/json", .accept: "application/json", .csrf: ficha], cuerpo: cuerpo)
    }

    /// Tries the door as a program of a page does.
    func intentar(_ usuario: String, _ clave: String = PuertaDePrueba.clave, codigo: String = "") async throws -> Vuelta
    {
        try await pedir(
            .post, "/entrar", [.accept: "application/json", .contentType: "application/x-www-form-urlencoded"],
            cuerpo: Self.codificado(["usuario": usuario, "clave": clave, "codigo": codigo]))
    }

    /// A browser of somebody who came in.
    func entrar(
        _ usuario: String, _ clave: String = PuertaDePrueba.clave, codigo: String = ""
    ) async throws -> Navegador {
        let vuelta = try await intentar(usuario, clave, codigo: codigo)
        guard vuelta.estado == 200 else { throw FallaDeCliente("\(usuario) no entró: \(vuelta.texto)") }
        var dentro = self
        dentro.galleta = Self.galleta(vuelta)
        dentro.ficha = try vuelta.json([String: String].self)["csrf"] ?? ""
        return dentro
    }

    static func galleta(_ vuelta: Vuelta) -> String {
        let puesta = vuelta.cabeceras[.setCookie] ?? ""
        return String(puesta.prefix { $0 != ";" }.drop { $0 != "=" }.dropFirst())
    }

    static func codificado(_ campos: [String: String]) -> String {
        var permitidos = CharacterSet.alphanumerics
        permitidos.insert(charactersIn: "-._~")
        func limpio(_ t: String) -> String { t.addingPercentEncoding(withAllowedCharacters: permitidos) ?? "" }
        return campos.sorted { $0.key < $1.key }.map { "\(limpio($0.key))=\(limpio($0.value))" }.joined(separator: "&")
    }
}

extension HTTPField.Name {
    static let csrf = HTTPField.Name("X-CSRF") ?? .cookie
    static let fondo = HTTPField.Name("X-Fondo") ?? .cookie
    static let deDonde = HTTPField.Name("Sec-Fetch-Site") ?? .cookie
}
