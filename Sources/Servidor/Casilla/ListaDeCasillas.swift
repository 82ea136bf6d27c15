import Almacen
import Electoral
import Operacion

/// What a phone shows: the casillas of its CAE and how each acta stands.
struct ListaDeCasillas: Encodable, Sendable {
    struct Quien: Encodable, Sendable {
        let nombre: String
        let usuario: String
    }

    struct UnaCasilla: Encodable, Sendable {
        let clave: String
        /// Four digits; empty for the modalities.
        let seccion: String
        let nombre: String
        /// District and municipality.
        let lugar: String
        let actas: [UnActa]
    }

    struct UnActa: Encodable, Sendable {
        let id: Int
        let eleccion: String
        let clave: String
        /// What its label says before its check value, so that the phone can tell at once that the label is of another
        /// acta. The check value stays on the paper: who has it has seen the paper.
        let etiqueta: String
        let estado: String
        let texto: String?
    }

    let persona: Quien
    /// Hour of the server, in milliseconds since 1970.
    let hora: Int
    let casillas: [UnaCasilla]
}

/// The answer to a photo.
struct Acuse: Encodable, Sendable {
    let acta: Int
    let sha256: String
    let estado: String
    let texto: String?
}

/// The catalogue by casilla, made once.
struct CasillasDelCatalogo: Sendable {
    private let actas: [String: [Acta]]
    private let identificador: Identificador
    private let catalogo: Catalogo

    init(_ identificador: Identificador) {
        self.identificador = identificador
        catalogo = identificador.catalogo
        actas = Dictionary(grouping: identificador.catalogo.actas, by: \.claveCasilla)
    }

    func existe(_ clave: String) -> Bool { actas[clave] != nil }

    func actas(_ claves: [String]) -> [Acta] { claves.flatMap { actas[$0] ?? [] } }

    /// Section and name of a casilla, for people.
    func nombre(_ clave: String) -> String {
        guard let casilla = actas[clave]?.first?.casilla else { return clave }
        return (casilla.seccion.map { "Sección \(Self.cifras($0)) · " } ?? "") + casilla.nombre
    }

    /// "Diputaciones locales", "Diputaciones locales (RP)".
    func eleccion(de acta: Acta) -> String {
        let titulo = catalogo.eleccion(de: acta).titulo.lowercased()
        let nombre = titulo.prefix(1).uppercased() + titulo.dropFirst()
        return acta.principio == .representacionProporcional ? "\(nombre) (RP)" : nombre
    }

    func lugar(_ actas: [Acta]) -> String {
        var lugares: [String] = []
        for acta in actas {
            guard let unidad = acta.unidad else { continue }
            let eleccion = catalogo.eleccion(de: acta)
            let nombre = eleccion.unidades[unidad].nombre
            let ambito = eleccion.ambito.nombre()
            let lugar = nombre.lowercased().hasPrefix(ambito.lowercased()) ? nombre : "\(ambito) \(nombre)"
            if !lugares.contains(lugar) { lugares.append(lugar) }
        }
        return lugares.joined(separator: " · ")
    }

    /// The list of somebody, as it stands now.
    func lista(de portador: Portador, _ almacen: Almacen, ahora: Instante) throws(AlmacenError) -> ListaDeCasillas {
        let claves = try almacen.casillas(de: portador.persona)
        let suertes = try almacen.suerte(de: actas(claves).map(\.id))
        let porActa = Dictionary(suertes.map { ($0.acta, $0) }) { a, _ in a }
        var casillas: [ListaDeCasillas.UnaCasilla] = []
        for clave in claves {
            let suyas = actas([clave])
            guard let casilla = suyas.first?.casilla else { continue }
            var filas: [ListaDeCasillas.UnActa] = []
            for acta in suyas {
                let estado = porActa[acta.id].map { EstadoEnCasilla($0) } ?? .pendiente
                filas.append(
                    ListaDeCasillas.UnActa(
                        id: acta.id, eleccion: eleccion(de: acta), clave: acta.claveActa,
                        etiqueta: try identificador.etiqueta(de: acta).sinComprobacion, estado: estado.clave,
                        texto: estado.motivo
                    ))
            }
            casillas.append(
                ListaDeCasillas.UnaCasilla(
                    clave: clave, seccion: casilla.seccion.map(Self.cifras) ?? "", nombre: casilla.nombre,
                    lugar: lugar(suyas), actas: filas))
        }
        return ListaDeCasillas(
            persona: .init(nombre: portador.nombre, usuario: portador.usuario),
            hora: Int(ahora.microsegundos / 1000), casillas: casillas)
    }

    private static func cifras(_ n: Int) -> String {
        let texto = String(n)
        return String(repeating: "0", count: max(0, 4 - texto.count)) + texto
    }
}
