import Electoral
import Seguimiento

/// A difusor as the records of the months before have it.
struct DifusorRegistrado: Sendable {
    struct Contacto: Sendable, Hashable {
        let nombre, cargo, telefono, correo, horario: String
    }

    let ficha: FichaDeSeguimiento

    var clave: String { ficha.clave.id }
    var nombre: String { ficha["nombre"] ?? clave }
    var declino: Bool { ficha["estado"] == "declinado" }
    /// Whether it says where it is sent to.
    var seTransmite: Bool { !declino && ficha["servidor"] != nil }

    var contactos: [Contacto] {
        ficha.grupos("contactos").map {
            Contacto(
                nombre: $0["nombre"] ?? "", cargo: $0["cargo"] ?? "", telefono: $0["telefono"] ?? "",
                correo: $0["correo"] ?? "", horario: $0["horario"] ?? "")
        }
    }
}

/// Every difusor that is registered, and the dates of its call.
struct RegistroDeDifusores: Sendable {
    /// Whether the records are followed here at all.
    var seLleva = false
    var difusores: [DifusorRegistrado] = []
    var plazos = PlazosDeConvocatoria(nil)

    subscript(_ clave: String) -> DifusorRegistrado? { difusores.first { $0.clave == clave } }
}

/// Dates that the call sets, when it is registered and says them.
struct PlazosDeConvocatoria: Sendable, Hashable {
    let solicitud, infraestructura, lista, memoria: Dia?
    /// First and last day of each stage of support, by its key.
    let etapas: [String: ClosedRange<Dia>]

    init(_ ficha: FichaDeSeguimiento?) {
        func dia(_ campo: String) -> Dia? { ficha?[campo].flatMap { Dia(iso: String($0.prefix(10))) } }
        solicitud = dia("solicitud_limite")
        infraestructura = dia("infraestructura_limite")
        lista = dia("lista_desde")
        memoria = dia("memoria_limite")
        let filas = (ficha?.grupos("etapas") ?? []).compactMap { f -> (String, ClosedRange<Dia>)? in
            guard let etapa = f["etapa"], let desde = f.dia("desde"), let hasta = f.dia("hasta"), desde <= hasta else {
                return nil
            }
            return (etapa, desde...hasta)
        }
        etapas = Dictionary(filas, uniquingKeysWith: { a, _ in a })
    }
}

/// The register, read again only when a record changes.
actor RegistroGuardado {
    private let archivo: Archivo?
    private var ultimo: (version: Int, registro: RegistroDeDifusores)?

    init(_ archivo: Archivo?) { self.archivo = archivo }

    func registro() async throws -> RegistroDeDifusores {
        guard let archivo else { return RegistroDeDifusores() }
        let version = try await enHilo { try archivo.ultimaVersion() }
        if let ultimo, ultimo.version == version { return ultimo.registro }
        let registro = try await enHilo {
            RegistroDeDifusores(
                seLleva: true, difusores: try archivo.fichas(de: "difusor").map { DifusorRegistrado(ficha: $0) },
                plazos: PlazosDeConvocatoria(try archivo.fichas(de: "convocatoria_de_difusores").last))
        }
        ultimo = (version, registro)
        return registro
    }
}
