import Electoral

/// Captures of one acta that do not agree, field by field, and how a supervisor settles them.
///
/// Fields in which all agree are not up for decision: only the rest are asked for, and each needs its reason.
public struct Diferencias: Sendable, Hashable {
    /// Where the value of a field comes from.
    public enum Fuente: Sendable, Hashable {
        /// One of the captures, from 0.
        case captura(Int)
        /// What the supervisor reads in the image, whether or not anybody typed it.
        case imagen(Dato)
    }

    /// What a supervisor decides about one field.
    public struct Decision: Sendable, Hashable {
        public let fuente: Fuente
        public let motivo: String

        public init(fuente: Fuente, motivo: String) {
            self.fuente = fuente
            self.motivo = motivo
        }
    }

    /// Why a decision does not settle the acta; positions count from 0.
    public enum Falta: Error, Sendable, Hashable {
        case sinValor(campo: Int)
        case sinMotivo(campo: Int)
        case capturaInexistente(campo: Int)
        case cantidadFueraDeRango(campo: Int)

        public var campo: Int {
            switch self {
            case .sinValor(let i), .sinMotivo(let i), .capturaInexistente(let i), .cantidadFueraDeRango(let i): i
            }
        }

        public var explicacion: String {
            switch self {
            case .sinValor: "Falta elegir o escribir el valor."
            case .sinMotivo: "Falta el motivo."
            case .capturaInexistente: "No existe esa captura."
            case .cantidadFueraDeRango: "La cantidad tiene más cifras de las que admite el campo."
            }
        }
    }

    public let capturas: [Captura]
    public let maximo: Int32

    /// - Parameters:
    ///   - capturas: of the same acta, all with the same boxes.
    ///   - maximo: the largest amount that a box admits.
    public init(_ capturas: [Captura], maximo: Int32 = Dato.maximo) {
        self.capturas = capturas
        self.maximo = maximo
    }

    public var campos: Int { capturas.map(\.datos.count).min() ?? 0 }

    public func difiere(_ campo: Int) -> Bool { Set(capturas.map { $0.datos[campo] }).count > 1 }

    /// Positions in which not all captures say the same.
    public var enDisputa: [Int] { (0..<campos).filter(difiere) }

    /// The figures of the acta after the decisions, and the reason that is written with them.
    ///
    /// - Parameter nombre: how the field at a position is called in the reason.
    public func resolver(
        _ decisiones: [Int: Decision], nombre: (Int) -> String
    ) throws(Falta) -> (captura: Captura, motivo: String) {
        var datos: [Dato] = []
        var razones: [String] = []
        for campo in 0..<campos {
            guard difiere(campo) else {
                datos.append(capturas[0].datos[campo])
                continue
            }
            guard let decision = decisiones[campo] else { throw .sinValor(campo: campo) }
            guard decision.motivo.contains(where: { !$0.isWhitespace }) else { throw .sinMotivo(campo: campo) }
            let (dato, origen) = try valor(decision.fuente, campo)
            datos.append(dato)
            razones.append("\(nombre(campo)) = \(Self.texto(dato)) (\(origen)): \(decision.motivo)")
        }
        return (Captura(datos), razones.joined(separator: "; "))
    }

    private func valor(_ fuente: Fuente, _ campo: Int) throws(Falta) -> (Dato, origen: String) {
        switch fuente {
        case .captura(let i):
            guard capturas.indices.contains(i) else { throw .capturaInexistente(campo: campo) }
            return (capturas[i].datos[campo], "captura \(i + 1)")
        case .imagen(let dato):
            if case .cantidad(let n) = dato, n < 0 || n > maximo { throw .cantidadFueraDeRango(campo: campo) }
            let alguien = capturas.contains { $0.datos[campo] == dato }
            return (dato, alguien ? "leído en la imagen" : "leído en la imagen, nadie lo capturó")
        }
    }

    /// A value as it is written in a reason.
    public static func texto(_ dato: Dato) -> String {
        switch dato {
        case .cantidad(let n): String(n)
        case .ilegible: "ilegible"
        case .sinDato: "sin dato"
        }
    }
}
