/// Something to look at before a document is issued.
public struct Aviso: Hashable, Sendable, CustomStringConvertible {
    public enum Motivo: String, Sendable, CaseIterable {
        case oficioSinRegistro, otroPeriodo, entregableSinMencion, seccionVacia, conflicto, contradiccion, hilo,
            sinRespuesta, sinOrden, posterior, porEscribir, plantilla

        public var nombre: String {
            switch self {
            case .oficioSinRegistro: "Número sin registro"
            case .otroPeriodo: "Otro periodo"
            case .entregableSinMencion: "Entregable sin mención"
            case .seccionVacia: "Sección vacía"
            case .conflicto: "Valor en conflicto"
            case .contradiccion: "Se contradice"
            case .hilo: "Cadena de oficios"
            case .sinRespuesta: "Sin respuesta"
            case .sinOrden: "Sesión incompleta"
            case .posterior: "Posterior al documento"
            case .porEscribir: "Por escribir"
            case .plantilla: "Plantilla"
            }
        }
    }

    public let motivo: Motivo
    public let mensaje: String
    /// The record to look at.
    public let ficha: Ficha.Clave?

    init(_ motivo: Motivo, _ mensaje: String, _ ficha: Ficha.Clave? = nil) {
        self.motivo = motivo
        self.mensaje = mensaje
        self.ficha = ficha
    }

    public var description: String { "\(motivo.nombre): \(mensaje)" }

    /// What any document shows of itself: what it left between brackets for a person to write, by its sections.
    static func de(html: String, desconocidos: [String]) -> [Aviso] {
        desconocidos.map { Aviso(.plantilla, "la plantilla pide «\($0)», que no existe") }
            + TextoDeHTML(html).porEscribir.map { seccion in
                Aviso(.porEscribir, "\(seccion.encabezado): \(enLista(seccion.faltas, separador: "; "))")
            }
    }

    /// The first of many, and how many more there are.
    static func enLista(_ partes: [String], maximo: Int = 8, separador: String = ", ") -> String {
        let resto = partes.count - maximo
        return partes.prefix(maximo).joined(separator: separador) + (resto > 0 ? "\(separador)y \(resto) más" : "")
    }
}
