/// Something to look at before a document is issued.
public struct Aviso: Hashable, Sendable, CustomStringConvertible {
    public enum Motivo: String, Sendable, CaseIterable {
        case oficioSinRegistro, otroPeriodo, entregableSinMencion, seccionVacia, conflicto, contradiccion, hilo,
            sinRespuesta, sinOrden, plazoDeDifusores, posterior, porEscribir, plantilla

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
            case .plazoDeDifusores: "Plazo de los difusores"
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
        desconocidos.map { Aviso(.plantilla, "la plantilla pide «\($0)», que no existe") } + porEscribir(html)
    }

    /// What every section asks for, once; the rest, by section.
    private static func porEscribir(_ html: String) -> [Aviso] {
        let secciones = TextoDeHTML(html).porEscribir
        var donde: [String: [String]] = [:]
        for seccion in secciones {
            for falta in seccion.faltas { donde[falta, default: []].append(seccion.encabezado) }
        }
        var dichas: Set<String> = []
        var avisos: [Aviso] = []
        for seccion in secciones {
            for falta in seccion.faltas where donde[falta, default: []].count > 2 && dichas.insert(falta).inserted {
                avisos.append(
                    Aviso(
                        .porEscribir,
                        "\(falta) (en \(enLista(donde[falta, default: []].map { "«\($0)»" }, maximo: 3)))"))
            }
            let propias = seccion.faltas.filter { donde[$0, default: []].count <= 2 }
            guard !propias.isEmpty else { continue }
            // Where each is recorded is in the document itself.
            let cortas = propias.count > 1 ? propias.map { String($0.prefix(upTo: finDeFrase($0))) } : propias
            avisos.append(Aviso(.porEscribir, "«\(seccion.encabezado)»: \(enLista(cortas, separador: "; "))"))
        }
        return avisos
    }

    private static func finDeFrase(_ texto: String) -> String.Index {
        texto.firstRange(of: ". ")?.lowerBound ?? texto.endIndex
    }

    /// The first of many, and how many more there are.
    static func enLista(_ partes: [String], maximo: Int = 8, separador: String = ", ") -> String {
        let resto = partes.count - maximo
        return partes.prefix(maximo).joined(separator: separador) + (resto > 0 ? "\(separador)y \(resto) más" : "")
    }
}
