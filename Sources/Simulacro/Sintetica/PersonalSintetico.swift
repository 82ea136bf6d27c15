import Electoral

/// A place of the operation.
public struct CentroSintetico: Sendable, Hashable {
    public enum Tipo: String, Sendable, Hashable {
        /// Centro de Acopio y Transmisión de Datos: receives and digitises.
        case catd = "CATD"
        /// Centro de Captura y Verificación.
        case ccv = "CCV"
    }

    /// `CATD-030`, `CCV-1`.
    public let clave: String
    public let nombre: String
    public let tipo: Tipo
}

/// Someone who works in the operation, under a generic name.
public struct PersonaSintetica: Sendable, Hashable {
    /// Roles of dominio 1.4; the raw value is the account's role.
    public enum Rol: String, Sendable, Hashable, CaseIterable {
        case coordinador, supervisor, cotejador, capturista, acopiador, digitalizador
        /// Capacitador(a) Asistente Electoral: photographs actas at the casilla.
        case cae

        var titulo: String {
            switch self {
            case .coordinador: "Coordinación"
            case .supervisor: "Supervisión"
            case .cotejador: "Cotejo"
            case .capturista: "Capturista"
            case .acopiador: "Acopio"
            case .digitalizador: "Digitalización"
            case .cae: "CAE"
            }
        }
    }

    public let persona: Persona
    public let rol: Rol
    /// Key of the centro to which the person reports.
    public let centro: String
    /// `Capturista 012`.
    public let nombre: String
}

/// Hires the people of each centro in proportion to its casillas.
struct PersonalSintetico {
    private(set) var centros: [CentroSintetico] = []
    private(set) var personas: [PersonaSintetica] = []
    private var cuantas: [PersonaSintetica.Rol: Int] = [:]

    /// - Parameter casillas: casillas of each municipio.
    init(casillas: [Int]) {
        let total = casillas.reduce(0, +)
        let ccv = MunicipioSintetico.sedes.enumerated().map {
            CentroSintetico(clave: "CCV-\($0.offset + 1)", nombre: "CCV \($0.element)", tipo: .ccv)
        }
        let catd = MunicipioSintetico.coahuila.map {
            CentroSintetico(clave: "CATD-\($0.clave)", nombre: "CATD \($0.nombre)", tipo: .catd)
        }
        centros = catd + ccv
        let capturistas = max(6, (total + 99) / 100)
        for centro in ccv {
            contratar(.coordinador, 1, centro)
            contratar(.supervisor, 2, centro)
            contratar(.cotejador, 2, centro)
            contratar(.capturista, capturistas, centro)
        }
        for (centro, suyas) in zip(catd, casillas) {
            contratar(.coordinador, 1, centro)
            contratar(.acopiador, 1 + suyas / 150, centro)
            contratar(.digitalizador, 1 + suyas / 150, centro)
            contratar(.cae, 1 + suyas / 5, centro)
        }
    }

    private mutating func contratar(_ rol: PersonaSintetica.Rol, _ n: Int, _ centro: CentroSintetico) {
        for _ in 0..<n {
            let numero = cuantas[rol, default: 0] + 1
            cuantas[rol] = numero
            personas.append(
                PersonaSintetica(
                    persona: Persona(id: personas.count + 1), rol: rol, centro: centro.clave,
                    nombre: "\(rol.titulo) \(cifras(numero, ancho: 3))"))
        }
    }
}
