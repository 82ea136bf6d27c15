import Almacen
import Crypto
import Electoral
import Foundation

/// The door: who may come in, for how long, and what is written down about it.
///
/// Trust statement: trusted to let in only who knows the password (and the code, where there is one) and to write down
/// every entry and refusal. A stolen copy of the store gives no session (only fingerprints of tokens are kept) and no
/// password without trying them one by one at the cost of scrypt.
struct Puerta: Sendable {
    /// Hours and limits of the sessions.
    public struct Reglas: Sendable {
        /// Seconds without use after which a session ends.
        public var inactividad = 15 * 60
        /// Seconds of warning before.
        public var aviso = 2 * 60
        /// Hours that a session lasts however much it is used.
        public var duracionMaxima = 14 * 3600
        /// Failures that cost nothing: the fourth waits.
        public var fallosLibres = 3
        /// Failures of one address in five minutes. A CATD shares one address: the limit is wide.
        public var fallosPorDireccion = 60
        /// Roles that enter here. The account of another is as one that does not exist: its password is not tried,
        /// told, nor locked from here.
        public var admite = Set(Rol.allCases)

        public init() {}
    }

    enum Respuesta: Sendable, Equatable {
        case entra(ficha: String)
        case pideCodigo
        case rechazada(String)
    }

    let almacen: Almacen
    let reglas: Reglas
    let ahora: @Sendable () -> Instante
    private let turno = TurnoDePuerta()

    init(_ almacen: Almacen, reglas: Reglas, ahora: @escaping @Sendable () -> Instante) {
        self.almacen = almacen
        self.reglas = reglas
        self.ahora = ahora
    }

    private static let codigoMalo = "El código no es correcto o ya se usó."
    static let soloObservan =
        "Por esta dirección sólo entran auditoría, representaciones de partido, observación, COTAPREP y comisión; el personal de la operación entra por su red interna."

    private static let rechazo = "El usuario o la contraseña no son correctos."

    /// The same for everybody, so that it tells nobody which accounts exist.
    private var rechazo: String {
        reglas.admite.count == Rol.allCases.count ? Self.rechazo : "\(Self.rechazo) \(Self.soloObservan)"
    }

    /// Tries a user, a password and, where the account has a second factor, its code.
    ///
    /// The wait of the account is read, the password tried and its failure written in one turn: guesses that come all
    /// at once get no more tries than those that come one by one.
    func entrar(usuario: String, clave: String, codigo: String, direccion: String) async throws -> Respuesta {
        let prueba = try await probar(usuario: usuario, clave: clave, codigo: codigo, direccion: direccion) {
            try await abrir($0, paso: $1, direccion)
        }
        return switch prueba {
        case .probada(let ficha): .entra(ficha: ficha)
        case .pideCodigo: .pideCodigo
        case .rechazada(let texto): .rechazada(texto)
        }
    }

    /// What trying to prove who somebody is came to.
    enum Prueba<T: Sendable>: Sendable {
        case probada(T)
        case pideCodigo
        case rechazada(String)
    }

    /// The same for whatever is granted to who proves it.
    ///
    /// - Parameter conceder: takes the account and the accepted step of its second factor, or 0.
    func probar<T: Sendable>(
        usuario: String, clave: String, codigo: String, direccion: String,
        conceder: @escaping @Sendable (Cuenta, Int) async throws -> T
    ) async throws -> Prueba<T> {
        let limpio = String(usuario.lowercased().prefix(80))
        return try await turno.deDosEnDos {
            try await intentar(limpio, clave: clave, codigo: codigo, direccion, conceder)
        } ?? .rechazada("Hay muchas entradas a la vez: intente en un momento.")
    }

    private func intentar<T: Sendable>(
        _ limpio: String, clave: String, codigo: String, _ direccion: String,
        _ conceder: @escaping @Sendable (Cuenta, Int) async throws -> T
    ) async throws -> Prueba<T> {
        let hallada = try await enHilo { try almacen.cuenta(usuario: limpio) }
        let cuenta = hallada.flatMap { reglas.admite.contains($0.rol) ? $0 : nil }
        let ajena = cuenta == nil ? hallada : nil
        // Where a person entered before, what others try elsewhere or with other names does not shut them out: there only
        // the failures with their own name count.
        let deCasa = try await enHilo { try cuenta != nil && almacen.haEntrado(limpio, desde: direccion) }
        guard await turno.admite(direccion, ahora: ahora(), fallos: reglas.fallosPorDireccion) || deCasa else {
            try await anotarBloqueo(nil, limpio, direccion, "demasiados intentos desde esa dirección")
            return .rechazada("Demasiados intentos desde este equipo: espere cinco minutos.")
        }
        // Who does not exist waits as who does: the answer tells nothing.
        let aqui = await turno.espera(Self.lugar(limpio, deCasa ? direccion : ""))
        let hasta = deCasa ? aqui : cuenta?.bloqueadaHasta ?? aqui
        if ahora() < hasta {
            try await anotarBloqueo(hallada?.persona, limpio, direccion, "intento durante la espera")
            return .rechazada(espera(hasta))
        }
        let guardada = cuenta?.clave ?? Contrasena.deNadie
        let coincide = try await enCalculo { Contrasena.coincide(clave, con: guardada) }
        guard let cuenta, coincide, cuenta.activa else {
            await turno.fallo(direccion, ahora: ahora())
            return .rechazada(try await rechazar(cuenta, limpio, direccion, deCasa: deCasa, rechazo, ajena: ajena))
        }
        var paso = 0
        if let secreto = cuenta.totp {
            if codigo.isEmpty { return .pideCodigo }
            let segundos = Int(ahora().microsegundos / 1_000_000)
            guard let hallado = Totp.paso(de: codigo, secreto: secreto, segundos: segundos),
                hallado > cuenta.pasoDeTotp
            else {
                await turno.fallo(direccion, ahora: ahora())
                return .rechazada(try await rechazar(cuenta, limpio, direccion, deCasa: deCasa, Self.codigoMalo))
            }
            paso = hallado
        }
        do {
            let concedido = try await conceder(cuenta, paso)
            await turno.olvidar(Self.lugar(limpio, direccion))
            return .probada(concedido)
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .rechazada(try await rechazar(cuenta, limpio, direccion, deCasa: deCasa, Self.codigoMalo))
        }
    }

    private func abrir(_ cuenta: Cuenta, paso: Int, _ direccion: String) async throws -> String {
        let ficha = [UInt8].alAzar(32).hexadecimal
        let csrf = [UInt8].alAzar(16).hexadecimal
        let registro = Acceso(
            .entrada, instante: ahora(), persona: cuenta.persona, usuario: cuenta.usuario, direccion: direccion)
        try await enHilo {
            try almacen.abrirSesion(Self.huella(ficha), de: cuenta.persona, csrf: csrf, paso: paso, registra: registro)
        }
        return ficha
    }

    /// Each failure after the free ones waits twice as long, up to a quarter of an hour.
    ///
    /// - Returns: what to tell the person.
    private func rechazar(
        _ cuenta: Cuenta?, _ usuario: String, _ direccion: String, deCasa: Bool, _ texto: String, ajena: Cuenta? = nil
    ) async throws -> String {
        guard let cuenta, !deCasa else {
            let motivo = ajena.map { "su función, \($0.rol.nombre), no entra por observación" }
            try await anotar(
                .rechazo, (cuenta ?? ajena)?.persona, usuario, direccion,
                motivo ?? (cuenta == nil ? "no existe" : "contraseña o código incorrectos"))
            let hasta = await turno.otroFallo(Self.lugar(usuario, deCasa ? direccion : ""), ahora(), demora(fallos:))
            return hasta > ahora() ? texto + " " + espera(hasta) : texto
        }
        let registro = Acceso(
            .rechazo, instante: ahora(), persona: cuenta.persona, usuario: usuario, direccion: direccion,
            detalle: cuenta.activa ? "contraseña o código incorrectos" : "cuenta dada de baja")
        let hasta = try await enHilo {
            try almacen.anotarFallo(de: cuenta.persona, demora: { demora(fallos: $0) }, registra: registro)
        }
        return hasta > registro.instante ? texto + " " + espera(hasta) : texto
    }

    /// Seconds to wait after so many failures in a row: 10, 20, 40… up to a quarter of an hour.
    private func demora(fallos: Int) -> Int {
        let sobran = fallos - reglas.fallosLibres
        return sobran > 0 ? min(900, 5 << min(sobran, 10)) : 0
    }

    private func espera(_ hasta: Instante) -> String {
        let segundos = max(1, Int((hasta.microsegundos - ahora().microsegundos) / 1_000_000))
        return
            "Espere \(segundos < 90 ? "\(segundos) segundos" : "\((segundos + 59) / 60) minutos") para intentar otra vez."
    }

    /// What failures are counted by: the name and, where its owner enters from, the place.
    private static func lugar(_ usuario: String, _ direccion: String) -> String { "\(usuario)\n\(direccion)" }

    /// Once a minute for each name and place: the register says that somebody insists, and does not grow with it.
    private func anotarBloqueo(
        _ persona: Persona?, _ usuario: String, _ direccion: String, _ detalle: String
    ) async throws {
        guard await turno.esNoticia(Self.lugar(usuario, direccion), ahora()) else { return }
        try await anotar(.bloqueo, persona, usuario, direccion, detalle)
    }

    private func anotar(
        _ suceso: Acceso.Suceso, _ persona: Persona?, _ usuario: String, _ direccion: String, _ detalle: String
    ) async throws {
        let registro = Acceso(
            suceso, instante: ahora(), persona: persona, usuario: String(usuario.prefix(80)), direccion: direccion,
            detalle: detalle)
        try await enHilo { try almacen.anotar(registro) }
    }

    /// Who a token belongs to, if its session is still good.
    ///
    /// - Parameter esUso: whether the request is the person's own act; polling does not keep a session alive.
    func identificar(_ ficha: String, esUso: Bool, direccion: String) async throws -> Identidad? {
        let huella = Self.huella(ficha)
        let instante = ahora()
        return try await enHilo {
            guard let identidad = try almacen.identidad(sesion: huella) else { return nil }
            let quieta = Int((instante.microsegundos - identidad.ultima.microsegundos) / 1_000_000)
            let abierta = Int((instante.microsegundos - identidad.creada.microsegundos) / 1_000_000)
            if quieta > reglas.inactividad || abierta > reglas.duracionMaxima {
                try almacen.cerrar(
                    sesion: huella,
                    registra: Acceso(
                        .vencimiento, instante: instante, persona: identidad.persona, usuario: identidad.usuario,
                        direccion: direccion,
                        detalle: quieta > reglas.inactividad ? "por falta de uso" : "por duración máxima"))
                return nil
            }
            if esUso, quieta >= 30 { try almacen.tocar(sesion: huella, instante: instante) }
            return identidad
        }
    }

    /// Changes the person's own password: the present one is tried under the same rules as at the door.
    ///
    /// - Returns: why it did not change; nil when it did, and then every session of the person has ended.
    func cambiarClave(_ i: Identidad, actual: String, nueva: String, direccion: String) async throws -> String? {
        let instante = ahora()
        let intento = try await turno.deDosEnDos { () -> String? in
            guard let cuenta = try await enHilo({ try almacen.cuenta(de: i.persona) }) else { return Self.rechazo }
            let hasta = await turno.espera(Self.lugar(i.usuario, direccion))
            if instante < hasta { return espera(hasta) }
            guard try await enCalculo({ Contrasena.coincide(actual, con: cuenta.clave) }) else {
                return try await rechazar(
                    cuenta, i.usuario, direccion, deCasa: true, "La contraseña actual no es correcta.")
            }
            let derivada = try await enCalculo { try Contrasena.derivar(nueva) }
            try await enHilo {
                try almacen.cambiarClave(
                    de: i.persona, por: derivada, obligatoria: false,
                    registra: Acceso(
                        .clave, instante: instante, persona: i.persona, usuario: i.usuario, direccion: direccion,
                        detalle: "cambió su contraseña"))
            }
            return nil
        }
        return intento ?? "Hay muchas entradas a la vez: intente en un momento."
    }

    /// Ends the session wherever it is.
    func salir(_ identidad: Identidad, direccion: String) async throws {
        let registro = Acceso(
            .salida, instante: ahora(), persona: identidad.persona, usuario: identidad.usuario, direccion: direccion)
        try await enHilo { try almacen.cerrarSesion(de: identidad.persona, registra: registro) }
    }

    /// Somebody asked for what is not theirs.
    func anotarDenegado(_ identidad: Identidad, _ ruta: String, direccion: String) async {
        try? await anotar(.denegado, identidad.persona, identidad.usuario, direccion, String(ruta.prefix(200)))
    }

    static func huella(_ ficha: String) -> String {
        Array(SHA256.hash(data: Data(ficha.utf8))).hexadecimal
    }
}

/// Takes turns at what is dear and counts failures by address. In memory: a restart forgives them, the account's own
/// wait does not.
private actor TurnoDePuerta {
    private var fallos: [String: [Instante]] = [:]
    private var lugares: [String: (fallos: Int, hasta: Instante)] = [:]
    private var noticias: [String: Instante] = [:]
    private var ocupados = 0
    private var esperan: [CheckedContinuation<Void, Never>] = []

    /// A whole shift that signs in at once waits some fifteen seconds; more than that is not staff.
    private static let enFila = 600

    func admite(_ direccion: String, ahora: Instante, fallos limite: Int) -> Bool {
        let recientes = (fallos[direccion] ?? []).filter { ahora.microsegundos - $0.microsegundos < 300_000_000 }
        fallos[direccion] = recientes.isEmpty ? nil : recientes
        return recientes.count < limite
    }

    func fallo(_ direccion: String, ahora: Instante) {
        if fallos.count > 10_000 { fallos.removeAll() }
        fallos[direccion, default: []].append(ahora)
    }

    /// Until when a name waits at a place.
    func espera(_ lugar: String) -> Instante { lugares[lugar]?.hasta ?? Instante(microsegundos: 0) }

    /// One more failure of a name at a place.
    ///
    /// - Returns: until when it waits now.
    func otroFallo(_ lugar: String, _ ahora: Instante, _ demora: @Sendable (Int) -> Int) -> Instante {
        if lugares.count > 10_000 { lugares = lugares.filter { $0.value.hasta > ahora } }
        if lugares.count > 10_000 { lugares.removeAll() }
        let fallos = (lugares[lugar]?.fallos ?? 0) + 1
        let hasta = ahora + demora(fallos)
        lugares[lugar] = (fallos, hasta)
        return hasta
    }

    func olvidar(_ lugar: String) { lugares[lugar] = nil }

    /// Whether nothing was written of it within the last minute.
    func esNoticia(_ lugar: String, _ ahora: Instante) -> Bool {
        if noticias.count > 10_000 { noticias.removeAll() }
        if let ultima = noticias[lugar], ahora < ultima + 60 { return false }
        noticias[lugar] = ahora
        return true
    }

    /// At most two derivations at once: a flood of entries does not take the whole machine.
    ///
    /// - Returns: nil when too many wait already.
    func deDosEnDos<T: Sendable>(_ cuerpo: @Sendable () async throws -> T) async throws -> T? {
        guard esperan.count < Self.enFila else { return nil }
        if ocupados >= 2 { await withCheckedContinuation { esperan.append($0) } } else { ocupados += 1 }
        defer {
            if esperan.isEmpty { ocupados -= 1 } else { esperan.removeFirst().resume() }
        }
        return try await cuerpo()
    }
}
