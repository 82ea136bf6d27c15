import Electoral

/// A record of the months before: an oficio, a session, a risk.
public struct Ficha: Hashable, Sendable {
    /// What names a record, for ever: its kind and its id, which is also the name of its file.
    public struct Clave: Hashable, Sendable, Comparable, CustomStringConvertible {
        public let clase: String
        public let id: String

        /// Nil when the id is not one: letters without accents, digits, point, hyphen and underscore, up to 100.
        public init?(clase: String, id: String) {
            guard id.utf8.count <= 100, id.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil, !id.contains("..")
            else { return nil }
            self.clase = clase
            self.id = id
        }

        public var description: String { "\(clase)/\(id)" }

        public static func < (a: Clave, b: Clave) -> Bool { (a.clase, a.id) < (b.clase, b.id) }
    }

    public let clave: Clave
    public var campos: Campos

    public init(clave: Clave, campos: [String: Contenido]) {
        self.clave = clave
        self.campos = Campos(campos)
    }

    /// Values of a record or of one of its rows, by the keys of its fields.
    public struct Campos: Hashable, Sendable {
        public var contenido: [String: Contenido]

        public init(_ contenido: [String: Contenido] = [:]) { self.contenido = contenido }

        /// The value with how it was written; nil when there is none.
        public func asiento(_ campo: String) -> Asiento? {
            if case .asiento(let v) = contenido[campo] { v } else { nil }
        }

        /// The value in its normal form.
        public subscript(_ campo: String) -> String? { asiento(campo)?.valor }

        /// As a document says it: as it was written or, if that says it all, in its normal form.
        public func escrito(_ campo: String) -> String? { asiento(campo).map { $0.escrito ?? $0.valor } }

        public func dia(_ campo: String) -> Dia? { self[campo].flatMap(Dia.init(iso:)) }
        public func mes(_ campo: String) -> Mes? { self[campo].flatMap(Mes.init(iso:)) }
        public func entero(_ campo: String) -> Int? { self[campo].flatMap { Int($0) } }
        public func es(_ campo: String) -> Bool { self[campo] == "si" }

        /// Values of a list, in its order.
        public func lista(_ campo: String) -> [Asiento] {
            guard case .lista(let elementos) = contenido[campo] else { return [] }
            return elementos.compactMap { if case .asiento(let v) = $0 { v } else { nil } }
        }

        /// Rows, in their order.
        public func grupos(_ campo: String) -> [Campos] {
            guard case .lista(let elementos) = contenido[campo] else { return [] }
            return elementos.compactMap { if case .grupo(let g) = $0 { Campos(g) } else { nil } }
        }
    }

    public subscript(_ campo: String) -> String? { campos[campo] }
    public func escrito(_ campo: String) -> String? { campos.escrito(campo) }
    public func dia(_ campo: String) -> Dia? { campos.dia(campo) }
    public func mes(_ campo: String) -> Mes? { campos.mes(campo) }
    public func entero(_ campo: String) -> Int? { campos.entero(campo) }
    public func es(_ campo: String) -> Bool { campos.es(campo) }
    public func lista(_ campo: String) -> [Asiento] { campos.lista(campo) }
    public func grupos(_ campo: String) -> [Campos] { campos.grupos(campo) }
}

/// A file that comes with a record.
public struct Adjunto: Hashable, Sendable {
    /// Without folders: `acta-de-instalacion.pdf`.
    public let nombre: String
    /// SHA-256 of its bytes, in lowercase hexadecimal.
    public let sha256: String
}

extension Ficha {
    /// Key of the rows with the attached files, which every kind of record has.
    public static let adjuntos = "adjuntos"

    public var adjuntos: [Adjunto] {
        grupos(Self.adjuntos).compactMap { g in
            guard let nombre = g["nombre"], let sha256 = g["sha256"] else { return nil }
            return Adjunto(nombre: nombre, sha256: sha256)
        }
    }
}
