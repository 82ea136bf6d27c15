import Electoral

/// A field of a kind of record: what it is called, what it holds and what is accepted in it.
public struct Campo: Sendable {
    public struct Opcion: Hashable, Sendable {
        public let clave: String
        public let nombre: String
    }

    public indirect enum Tipo: Sendable {
        /// One line of at most so many characters.
        case linea(Int)
        /// Paragraphs, of at most so many characters in all.
        case parrafos(Int)
        /// `2021-03-04`
        case fecha
        /// `2021-03`
        case mes
        /// `18:30`
        case hora
        /// `2027-06-06 20:05`, in the time of the place.
        case momento
        case entero(ClosedRange<Int>)
        /// `98.5`, not negative.
        case numero
        /// `si` or `no`.
        case logico
        case opcion([Opcion])
        /// Address that begins with `https://` or `http://`.
        case enlace
        /// Id of a record of that kind, or `clase/id` where several kinds are accepted.
        case referencia([String])
        /// Of anything but groups and lists.
        case lista(Tipo)
        /// Rows, each with its own fields.
        case grupos([Campo])
    }

    /// As in files and templates: `fecha_de_recepcion`.
    public let clave: String
    /// As in forms.
    public let nombre: String
    public let tipo: Tipo
    public let requerido: Bool
    /// What to write, for whoever fills it in.
    public let ayuda: String?

    init(_ clave: String, _ nombre: String, _ tipo: Tipo, requerido: Bool = false, ayuda: String? = nil) {
        self.clave = clave
        self.nombre = nombre
        self.tipo = tipo
        self.requerido = requerido
        self.ayuda = ayuda
    }

    /// An element of a list as a field of its own, for forms.
    public static func deLista(_ nombre: String, _ tipo: Tipo) -> Campo { Campo("", nombre, tipo) }
}

/// Why a text is not accepted in a field, and what to write.
public struct Rechazo: Error, Hashable, Sendable {
    public let mensaje: String

    public init(_ mensaje: String) { self.mensaje = mensaje }
}

extension Campo.Tipo {
    /// Whether it holds one value, and not a list or rows.
    public var esSimple: Bool {
        switch self {
        case .lista, .grupos: false
        default: true
        }
    }

    /// The normal form of a value as typed.
    ///
    /// - Parameter texto: without spaces around; not empty.
    public func canonico(_ texto: String) throws(Rechazo) -> String {
        func rechazar(_ ayuda: String) -> Rechazo {
            Rechazo("dice «\(texto.prefix(60))»; \(ayuda)")
        }
        switch self {
        case .linea(let maximo):
            guard texto.unicodeScalars.count <= maximo else { throw Self.largo(maximo) }
            guard !texto.contains(where: \.isNewline) else { throw Rechazo("va en un solo renglón") }
        case .parrafos(let maximo):
            guard texto.unicodeScalars.count <= maximo else { throw Self.largo(maximo) }
            return Self.parrafosCanonicos(texto)
        case .fecha: guard Dia(iso: texto) != nil else { throw rechazar("escriba \(queLleva)") }
        case .mes: guard Mes(iso: texto) != nil else { throw rechazar("escriba \(queLleva)") }
        case .hora: guard Self.esHora(texto) else { throw rechazar("escriba \(queLleva)") }
        case .momento:
            guard let espacio = texto.firstIndex(where: { $0 == " " || $0 == "T" }),
                Dia(iso: String(texto[..<espacio])) != nil, Self.esHora(String(texto[texto.index(after: espacio)...]))
            else { throw rechazar("escriba \(queLleva)") }
            return texto.replacing("T", with: " ")
        case .entero(let rango):
            guard let n = Int(texto), rango.contains(n), "\(n)" == texto else {
                throw rechazar("escriba \(queLleva)")
            }
        case .numero:
            guard texto.count <= 15, texto.wholeMatch(of: /[0-9]+(\.[0-9]{1,4})?/) != nil else {
                throw rechazar("escriba \(queLleva)")
            }
        case .logico:
            switch texto.lowercased() {
            case "si", "sí", "true": return "si"
            case "no", "false": return "no"
            default: throw rechazar("escriba \(queLleva)")
            }
        case .opcion(let opciones):
            guard opciones.contains(where: { $0.clave == texto }) else {
                throw rechazar("escriba \(queLleva)")
            }
        case .enlace:
            guard texto.count <= 500, texto.wholeMatch(of: /https?:\/\/[^\s<>"]+/) != nil else {
                throw rechazar("escriba \(queLleva)")
            }
        case .referencia: guard destino(texto) != nil else { throw rechazar("escriba \(queLleva)") }
        case .lista, .grupos: preconditionFailure("lists and rows have no normal text")
        }
        return texto
    }

    /// What is written in it: «una fecha como 2027-06-06».
    public var queLleva: String {
        switch self {
        case .linea(let maximo): "un renglón de hasta \(maximo) caracteres"
        case .parrafos(let maximo): "un texto de hasta \(maximo) caracteres"
        case .fecha: "una fecha como 2027-06-06"
        case .mes: "un mes como 2027-05"
        case .hora: "una hora como 18:30"
        case .momento: "fecha y hora como 2027-06-06 20:05"
        case .entero(let rango): "un entero de \(rango.lowerBound) a \(rango.upperBound)"
        case .numero: "un número como 98.5"
        case .logico: "si o no"
        case .opcion(let opciones): "uno de: \(opciones.map(\.clave).joined(separator: ", "))"
        case .enlace: "una dirección que comience con https://"
        case .referencia(let clases):
            clases.count == 1
                ? "la clave de una ficha de la clase \(clases[0]): el nombre de su archivo sin .yaml"
                : "la clase y la clave de una ficha, como \(clases[0])/NOMBRE; clases: \(clases.joined(separator: ", "))"
        case .lista(let tipo): "una lista; cada elemento, \(tipo.queLleva)"
        case .grupos: "una lista de grupos de claves"
        }
    }

    /// The record that a reference names; nil when it is not written as one.
    public func destino(_ texto: String) -> Ficha.Clave? {
        guard case .referencia(let clases) = self else { return nil }
        if clases.count == 1 { return Ficha.Clave(clase: clases[0], id: texto) }
        let partes = texto.split(separator: "/", maxSplits: 1).map(String.init)
        guard partes.count == 2, clases.contains(partes[0]) else { return nil }
        return Ficha.Clave(clase: partes[0], id: partes[1])
    }

    /// A reference as this field writes it.
    public func referencia(a clave: Ficha.Clave) -> String {
        if case .referencia(let clases) = self, clases.count == 1 { clave.id } else { "\(clave.clase)/\(clave.id)" }
    }

    private static func largo(_ maximo: Int) -> Rechazo { Rechazo("pasa de \(maximo) caracteres; acórtelo") }

    private static func esHora(_ texto: String) -> Bool {
        guard let m = texto.wholeMatch(of: /([0-9]{2}):([0-9]{2})/), let h = Int(m.1), let min = Int(m.2) else {
            return false
        }
        return h < 24 && min < 60
    }

    /// Lines without spaces at their ends and paragraphs parted by one empty line, so that a text survives files, forms
    /// and editors.
    private static func parrafosCanonicos(_ texto: String) -> String {
        let lineas = texto.split(omittingEmptySubsequences: false) { $0.isNewline }
            .map { $0.drop { $0 == " " || $0 == "\t" } }
            .map { linea in
                var linea = linea
                while let ultimo = linea.last, ultimo == " " || ultimo == "\t" { linea.removeLast() }
                return String(linea)
            }
        var salida: [String] = []
        for linea in lineas where !(linea.isEmpty && (salida.last?.isEmpty ?? true)) { salida.append(linea) }
        if salida.last == "" { salida.removeLast() }
        return salida.joined(separator: "\n")
    }
}
