/// What is printed and written on one acta de escrutinio y cómputo, ready to be drawn.
public struct HojaDeActa: Sendable, Hashable {
    /// What the hand of the secretaría of the casilla left in the boxes of one row.
    public enum Valor: Sendable, Hashable {
        /// Written twice: with digits and in letters.
        case cantidad(Int)
        /// Written, but nobody can read it.
        case ilegible
        /// Nothing was written.
        case vacio
    }

    /// Section of the form to which a row belongs; consecutive rows of one group share a heading.
    public enum Grupo: Sendable, Hashable {
        /// Boletas sobrantes, personas que votaron, representantes, votos sacados de la urna.
        case auxiliar
        case partido
        /// A coalition or one of its combinations.
        case coalicion
        case candidaturaComun
        case independiente
        /// Candidaturas no registradas and votos nulos.
        case otros
        case total
    }

    /// One row of the form, in the order of the approved template.
    public struct Renglon: Sendable, Hashable {
        public var etiqueta: String
        public var valor: Valor
        public var grupo: Grupo

        public init(etiqueta: String, valor: Valor, grupo: Grupo) {
            self.etiqueta = etiqueta
            self.valor = valor
            self.grupo = grupo
        }
    }

    /// One labelled box of the identification block: ("Sección", "0001").
    public struct Identificacion: Sendable, Hashable {
        public var etiqueta: String
        public var valor: String

        public init(etiqueta: String, valor: String) {
            self.etiqueta = etiqueta
            self.valor = valor
        }
    }

    public var institucion: String
    public var proceso: String
    public var eleccion: String
    /// Drawn large and pale across the page and repeated in header and footer: "SIMULACRO".
    public var marca: String?
    /// CLAVE_ACTA, printed under the QR.
    public var claveActa: String
    /// Identifier of the approved template, printed in the footer.
    public var plantilla: String
    public var identificacion: [Identificacion]
    public var renglones: [Renglon]
    /// Payload of the QR; when empty the place of the QR stays blank.
    public var qr: String

    public init(
        institucion: String, proceso: String, eleccion: String, marca: String? = nil, claveActa: String,
        plantilla: String, identificacion: [Identificacion], renglones: [Renglon], qr: String
    ) {
        self.institucion = institucion
        self.proceso = proceso
        self.eleccion = eleccion
        self.marca = marca
        self.claveActa = claveActa
        self.plantilla = plantilla
        self.identificacion = identificacion
        self.renglones = renglones
        self.qr = qr
    }
}
