import Almacen
import Electoral
import Hummingbird
import NIOCore
import Operacion

/// A request before anybody is known: who sends it, and the session that it carries if it is still good.
public struct Peticion: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Connection by which it came.
    let canal: any Channel
    /// Address of the other end.
    let direccion: String
    /// Filled by `ConIdentidad`.
    var identidad: Identidad?
    /// Form of the body, once read and its token checked.
    var formulario = Formulario()

    public init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        canal = source.channel
        direccion = source.channel.remoteAddress?.ipAddress ?? ""
    }

    public var maxUploadSize: Int { 1 << 20 }
}

/// Who may enter a console: a type, so that a route cannot be mounted without saying it.
protocol Acceden: SendableMetatype {
    static var roles: Set<Rol> { get }
    /// Whether what is mounted for them answers only of the part of the process that an account is accredited for.
    /// Where nobody says so, an account with a part of it does not enter.
    static var respetanAmbito: Bool { get }
}

extension Acceden {
    static var respetanAmbito: Bool { false }
}

/// What somebody may see of the night. Only the context of a request makes one, so that no route forgets who asks.
struct Mirada: Sendable, Hashable {
    /// Names of the staff; otherwise "Persona 12".
    let nombres: Bool
    /// Figures as soon as they are verified; otherwise only once a corte has published them.
    let cifrasAntesDelCorte: Bool
    /// Work of each person, and whether what is out could change a contest.
    let reservado: Bool
    /// What incidents say, besides that there were some.
    let incidencias: Bool
    /// The part of the process that there is.
    let ambito: Acreditacion

    fileprivate init(_ identidad: Identidad) {
        nombres = [.coordinacion, .supervision, .administracion].contains(identidad.rol)
        cifrasAntesDelCorte = nombres || identidad.rol == .cotejo
        reservado = identidad.rol == .coordinacion
        incidencias = VenIncidencias.roles.contains(identidad.rol) && identidad.ambito.esCompleta
        ambito = identidad.ambito
    }

    /// A person for those eyes.
    func nombre(_ persona: Persona, _ nombres: [Persona: String]) -> String {
        (self.nombres ? nombres[persona] : nil) ?? "Persona \(persona.id)"
    }
}

/// A request of somebody who may make it. It cannot be made otherwise: a handler that takes `Con<DeAcopio>` runs only
/// for those whom `DeAcopio` lists.
struct Con<Quienes: Acceden>: ChildRequestContext {
    typealias ParentContext = Peticion
    var coreContext: CoreRequestContextStorage
    let identidad: Identidad
    let canal: any Channel
    let direccion: String
    let formulario: Formulario

    init(context: Peticion) throws {
        guard let identidad = context.identidad else { throw Denegado.sinSesion }
        guard !identidad.debeCambiar || Quienes.self == Todos.self else { throw Denegado.debeCambiarClave }
        guard Quienes.roles.contains(identidad.rol) else { throw Denegado.sinFuncion }
        guard identidad.ambito.esCompleta || Quienes.respetanAmbito else { throw Denegado.fueraDeAmbito }
        coreContext = context.coreContext
        self.identidad = identidad
        canal = context.canal
        direccion = context.direccion
        formulario = context.formulario
    }

    var maxUploadSize: Int { 1 << 20 }
    var mirada: Mirada { Mirada(identidad) }
    /// Where what this person does is noted.
    var centro: String { identidad.centro ?? SedeCentral.clave }
}

/// Why a request does not reach its handler.
enum Denegado: Error {
    case sinSesion, sinFuncion, fueraDeAmbito, debeCambiarClave, formularioAjeno
    /// Their role enters through another listener.
    case otraPuerta
    /// Too many requests: seconds to wait.
    case espere(Int)
}

enum Todos: Acceden {
    static let roles = Set(Rol.allCases)
    /// The door and each one's own account: nothing of the night.
    static let respetanAmbito = true
}
enum DeAcopio: Acceden { static let roles: Set<Rol> = [.acopio] }
enum DeDigitalizacion: Acceden { static let roles: Set<Rol> = [.digitalizacion] }
enum DeCaptura: Acceden { static let roles: Set<Rol> = [.captura] }
enum DeSupervision: Acceden { static let roles: Set<Rol> = [.supervision] }
enum DeCotejo: Acceden { static let roles: Set<Rol> = [.cotejo] }
enum DeAdministracion: Acceden { static let roles: Set<Rol> = [.administracion] }
enum DeCoordinacion: Acceden { static let roles: Set<Rol> = [.coordinacion] }
/// Start, close, reassignment: two people of these roles.
enum DeMando: Acceden { static let roles: Set<Rol> = [.coordinacion, .administracion] }
/// Physical actas in a CATD.
enum DeEmpaquetado: Acceden { static let roles: Set<Rol> = [.acopio, .coordinacion] }
/// Those who see the operation as a whole.
enum DeMonitor: Acceden {
    static let roles: Set<Rol> = [
        .supervision, .coordinacion, .administracion, .auditoria, .representacion, .observacion,
    ]
    static let respetanAmbito = true
}
/// Those who may look into one acta: its image, its history, its explanation.
enum DeConsulta: Acceden {
    static let roles: Set<Rol> = [
        .supervision, .coordinacion, .administracion, .cotejo, .auditoria, .representacion, .observacion,
    ]
    static let respetanAmbito = true
}
/// Those who note incidents.
enum DeIncidencias: Acceden {
    static let roles: Set<Rol> = [
        .acopio, .digitalizacion, .captura, .supervision, .coordinacion, .cotejo, .administracion, .difusion,
    ]
}
/// Those who read the register of incidents; how much of it depends on the role.
enum VenIncidencias: Acceden {
    static let roles = DeIncidencias.roles.union([.auditoria, .observacion])
}
/// Those who call difusores, suspend them and put them back.
enum DeDifusion: Acceden { static let roles = Mesa.atiendenDifusores }
/// Those who see how difusores are.
enum VenDifusion: Acceden {
    static let roles = DeDifusion.roles.union([.administracion, .auditoria, .observacion])
}
/// Those of the institute who follow the calendar from their agendas; people from outside download it.
enum DeAgenda: Acceden { static let roles: Set<Rol> = [.seguimiento, .coordinacion, .administracion] }
/// Those who write the records of the months before.
enum DeSeguimiento: Acceden { static let roles: Set<Rol> = [.seguimiento] }
/// Those who read them. Parties are not among them: what they are told, they are told by oficio.
enum VenSeguimiento: Acceden {
    static let roles = DeSeguimiento.roles.union([
        .coordinacion, .administracion, .auditoria, .observacion, .cotaprep, .comision,
    ])
}
