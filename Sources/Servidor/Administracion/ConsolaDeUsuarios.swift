import Almacen
import Electoral
import Formatos
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// The accounts of the staff: one person, one role, one centre.
///
/// Passwords and second factors are shown once, on a slip to print, and never again. Accounts of coordinación and
/// administración are touched only by administración, and whoever touched one does not pair with it in an order.
struct ConsolaDeUsuarios: Sendable {
    let d: Dependencias
    let marco: Marco
    let observacion: String?

    static let base = "/administracion/usuarios"
    /// Deriving each password takes 55 ms: bigger lists go through `prep usuarios importar`.
    private static let maximoPorCSV = 300

    func montar(en r: Ruteador) {
        r.montar(.get, "/administracion/usuarios", para: DeMando.self) { request, p in
            .pagina(try await lista(p, Formulario(request.uri.query ?? "")))
        }
        r.montar(.get, "/administracion/usuarios/nuevo", para: DeMando.self) { _, p in
            .pagina(try await nuevo(p, Formulario(), nil))
        }
        r.montar(.post, "/administracion/usuarios", para: DeMando.self, crear)
        r.montar(.get, "/administracion/usuarios/importar", para: DeMando.self) { _, p in
            .pagina(importacion(p, Formulario(), nil))
        }
        r.montar(.post, "/administracion/usuarios/importar", para: DeMando.self, importar)
        r.montar(.get, "/administracion/usuarios/cuenta/{persona}", para: DeMando.self) { _, p in
            .pagina(try await ficha(p, try await cuenta(p), nil))
        }
        r.montar(.post, "/administracion/usuarios/cuenta/{persona}/clave", para: DeMando.self, otraClave)
        r.montar(.post, "/administracion/usuarios/cuenta/{persona}/segundo-factor", para: DeMando.self, segundoFactor)
        r.montar(.post, "/administracion/usuarios/cuenta/{persona}/estado", para: DeMando.self, cambiarEstado)
        r.montar(.post, "/administracion/usuarios/cuenta/{persona}/centro", para: DeMando.self, cambiarCentro)
        r.montar(.post, "/administracion/usuarios/cuenta/{persona}/ambito", para: DeMando.self, cambiarAmbito)
    }

    // MARK: Who touches whom

    static func toca(_ quien: Identidad, _ rol: Rol) -> Bool {
        quien.rol == .administracion || !DeMando.roles.contains(rol)
    }

    private func cuenta(_ p: Con<DeMando>) async throws -> Cuenta {
        let persona = Persona(id: Int(try p.parameters.require("persona")) ?? 0)
        guard let cuenta = try await enHilo({ try d.almacen.cuenta(de: persona) }) else {
            throw ConsolaError(.noExiste, "Esa cuenta no existe.")
        }
        return cuenta
    }

    /// The account, when this person may change it: another's, and not of those who lead unless they are administración.
    private func ajena(_ p: Con<DeMando>) async throws -> Cuenta {
        let cuenta = try await cuenta(p)
        guard cuenta.persona != p.identidad.persona else {
            throw ConsolaError(.yaNo, "Es su propia cuenta: la cambia otra persona, o usted en «Cuenta».")
        }
        guard Self.toca(p.identidad, cuenta.rol) else {
            throw ConsolaError(.yaNo, "Las cuentas de coordinación y administración las cambia administración.")
        }
        return cuenta
    }

    private func acceso(_ suceso: Acceso.Suceso, _ p: Con<DeMando>, de usuario: String, _ detalle: String) -> Acceso {
        Acceso(
            suceso, instante: d.ahora(), persona: p.identidad.persona, usuario: usuario, direccion: p.direccion,
            detalle: "\(detalle), por \(p.identidad.usuario)")
    }

    // MARK: New accounts

    @Sendable private func crear(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let f = p.formulario
        do {
            let fila = Self.csv(
                usuario: f["usuario"], nombre: f["nombre"], rol: f["rol"], centro: f["centro"], casillas: f["casillas"],
                ambito: f["ambito"])
            let cuentas = try await abrir(fila, p, conCodigo: f["totp"] == "1" ? Set(Rol.allCases) : [])
            return .pagina(try talones("Cuenta creada", cuentas, p))
        } catch let error as ErroresDeCarpeta {
            let motivos = error.errores.map { Self.sinLugar($0.description) }
            return .pagina(
                try await nuevo(p, f, motivos.joined(separator: " ")), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .pagina(try await nuevo(p, f, error.frase), estado: .conflict)
        } catch let error as ConsolaError where error.codigo == .dato {
            return .pagina(try await nuevo(p, f, error.mensaje), estado: .unprocessableContent)
        }
    }

    @Sendable private func importar(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let f = p.formulario
        let conCodigo = Set(f.todos("totp").compactMap { Rol(rawValue: $0) })
        do {
            let cuentas = try await abrir(f.literal("csv"), p, conCodigo: conCodigo)
            return .pagina(
                try talones(cuentas.count == 1 ? "Cuenta creada" : "\(cuentas.count) cuentas creadas", cuentas, p))
        } catch let error as ErroresDeCarpeta {
            return .pagina(importacion(p, f, error.description), estado: .unprocessableContent)
        } catch let error as AlmacenError where error.codigo == .restriccion {
            return .pagina(importacion(p, f, error.frase), estado: .conflict)
        } catch let error as ConsolaError where error.codigo == .dato {
            return .pagina(importacion(p, f, error.mensaje), estado: .unprocessableContent)
        }
    }

    /// Slip of one account.
    struct Talon: Sendable {
        let usuario, nombre: String
        let rol: Rol
        let centro: String?
        let clave: String?
        let totp: String?
        let ambito: Acreditacion
    }

    /// All the accounts of a CSV, or none.
    private func abrir(_ csv: String, _ p: Con<DeMando>, conCodigo: Set<Rol>) async throws -> [Talon] {
        let identidad = p.identidad
        let registra = Acceso(
            .alta, instante: d.ahora(), persona: identidad.persona, usuario: identidad.usuario, direccion: p.direccion)
        let filas = try await enHilo {
            let centros = Set(try d.almacen.centros().filter(\.activo).map(\.clave))
            return try CSVDeUsuarios.leer(
                Array(csv.utf8), archivo: "usuarios.csv", centros: centros,
                casillas: Set(d.catalogo.actas.map(\.claveCasilla)), ambitos: d.catalogo.partesDeAcreditacion)
        }
        guard !filas.isEmpty, filas.count <= Self.maximoPorCSV else {
            throw ConsolaError(
                .dato, "Aquí se importan de 1 a \(Self.maximoPorCSV) cuentas; para más use «prep usuarios importar».")
        }
        guard filas.allSatisfy({ Self.toca(identidad, $0.rol) }) else {
            throw ConsolaError(.dato, "Las cuentas de coordinación y administración las crea administración.")
        }
        var talones: [Talon] = []
        var nuevas: [Almacen.CuentaNueva] = []
        for fila in filas {
            let clave = Contrasena.deUnSoloUso()
            let totp = conCodigo.contains(fila.rol) ? Totp.secretoNuevo() : nil
            talones.append(
                Talon(
                    usuario: fila.usuario, nombre: fila.nombre, rol: fila.rol, centro: fila.centro, clave: clave,
                    totp: totp, ambito: fila.ambito))
            // One at a time among those of everybody else.
            let derivada = try await enCalculo { try Contrasena.derivar(clave) }
            nuevas.append(
                Almacen.CuentaNueva(
                    usuario: fila.usuario, nombre: fila.nombre, rol: fila.rol, centro: fila.centro, clave: derivada,
                    totp: totp, casillas: fila.casillas, ambito: fila.ambito))
        }
        let cuentas = nuevas
        _ = try await enHilo { try d.almacen.abrir(cuentas: cuentas, registra: registra) }
        return talones
    }

    private static func csv(
        usuario: String, nombre: String, rol: String, centro: String, casillas: String, ambito: String
    ) -> String {
        let celdas = [usuario, nombre, rol, centro, casillas, ambito].map {
            CeldaCSV.citada($0.filter { !$0.isNewline })
        }
        return "USUARIO,NOMBRE,ROL,CENTRO,CASILLAS,AMBITO\n" + celdas.joined(separator: ",") + "\n"
    }

    /// A form has no lines nor columns.
    private static func sinLugar(_ texto: String) -> String {
        guard texto.hasPrefix("usuarios.csv") else { return texto }
        return texto.split(separator: ":", maxSplits: 3).last.map { $0.trimmingCharacters(in: .whitespaces) } ?? texto
    }

    // MARK: Changes

    @Sendable private func otraClave(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let c = try await ajena(p)
        let clave = Contrasena.deUnSoloUso()
        let registra = acceso(.clave, p, de: c.usuario, "contraseña de un solo uso")
        let derivada = try await enCalculo { try Contrasena.derivar(clave) }
        try await enHilo {
            try d.almacen.cambiarClave(de: c.persona, por: derivada, obligatoria: true, registra: registra)
        }
        return .pagina(try talones("Contraseña nueva", [talon(c, clave: clave, totp: nil)], p))
    }

    @Sendable private func segundoFactor(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let c = try await ajena(p)
        let secreto = p.formulario["poner"] == "1" ? Totp.secretoNuevo() : nil
        let registra = acceso(.segundoFactor, p, de: c.usuario, secreto == nil ? "quitado" : "puesto")
        try await enHilo {
            try d.almacen.cambiar(
                cuenta: c.persona, activa: c.activa, centro: c.centro, totp: secreto, registra: registra)
        }
        guard let secreto else { return .ir("\(Self.base)/cuenta/\(c.persona.id)") }
        return .pagina(try talones("Segundo factor", [talon(c, clave: nil, totp: secreto)], p))
    }

    @Sendable private func cambiarEstado(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let c = try await ajena(p)
        let activa = p.formulario["activa"] == "1"
        let registra = acceso(activa ? .alta : .baja, p, de: c.usuario, activa ? "reactivada" : "dada de baja")
        try await enHilo {
            try d.almacen.cambiar(cuenta: c.persona, activa: activa, centro: c.centro, totp: c.totp, registra: registra)
        }
        return .ir("\(Self.base)/cuenta/\(c.persona.id)")
    }

    @Sendable private func cambiarCentro(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let c = try await ajena(p)
        let centro = p.formulario.opcional("centro")
        let registra = acceso(.administracion, p, de: c.usuario, "centro: \(centro ?? "ninguno")")
        try await enHilo {
            guard try centro == nil || d.almacen.centros().contains(where: { $0.clave == centro }) else {
                throw ConsolaError(.noExiste, "No hay un centro con esa clave.")
            }
            let trabajaEnCentro: Set<Rol> = [.acopio, .digitalizacion, .captura, .casilla]
            guard centro != nil || !trabajaEnCentro.contains(c.rol) else {
                throw ConsolaError(.dato, "Quien tiene esa función trabaja en un centro: elija uno.")
            }
            try d.almacen.cambiar(cuenta: c.persona, activa: c.activa, centro: centro, totp: c.totp, registra: registra)
        }
        return .ir("\(Self.base)/cuenta/\(c.persona.id)")
    }

    @Sendable private func cambiarAmbito(_ request: Request, _ p: Con<DeMando>) async throws -> Response {
        let c = try await ajena(p)
        let ambito = Acreditacion(p.formulario["ambito"])
        guard c.rol.admiteAmbito else {
            throw ConsolaError(.dato, "El ámbito es sólo de representaciones de partido y observación.")
        }
        if let ajena = ambito.partes.first(where: { d.catalogo.lugar(de: $0) == nil }) {
            let elecciones = d.catalogo.elecciones.map(\.ruta).joined(separator: ", ")
            return .pagina(
                try await ficha(
                    p, c,
                    "«\(ajena.texto)» no está en el catálogo: escriba \(elecciones), sola o con su unidad de tres cifras."
                ), estado: .unprocessableContent)
        }
        let registra = acceso(
            .administracion, p, de: c.usuario, "ámbito: \(ambito.esCompleta ? "toda la entidad" : ambito.texto)")
        try await enHilo { try d.almacen.cambiar(ambito: ambito, de: c.persona, registra: registra) }
        return .ir("\(Self.base)/cuenta/\(c.persona.id)")
    }

    private func talon(_ c: Cuenta, clave: String?, totp: String?) -> Talon {
        Talon(
            usuario: c.usuario, nombre: c.nombre, rol: c.rol, centro: c.centro, clave: clave, totp: totp,
            ambito: c.ambito)
    }
}
