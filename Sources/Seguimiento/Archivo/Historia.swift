import Almacen
import Bitacora
import Electoral

extension Archivo {
    /// A version of a record: what it said, who wrote it and when.
    public struct Version: Sendable {
        public let clave: Ficha.Clave
        public let revision: Int
        /// Nil when the record was retired.
        public let ficha: Ficha?
        public let persona: String
        public let instante: Instante
        public let motivo: String?
    }

    /// Versions of a record, newest first.
    public func historia(_ clave: Ficha.Clave, limite: Int = 500) throws(AlmacenError) -> [Version] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT datos, revision, persona, instante, motivo FROM version WHERE clase = ? AND id = ?
                ORDER BY numero DESC LIMIT ?
                """, [.texto(clave.clase), .texto(clave.id), .entero(limite)]
            ) { (fila) throws(AlmacenError) -> Version in
                Version(
                    clave: clave, revision: fila.entero(1),
                    ficha: try fila.textoOpcional(0).map { (json) throws(AlmacenError) in
                        try Self.ficha(clave, json: json)
                    },
                    persona: fila.texto(2), instante: Instante(microsegundos: Int64(fila.entero(3))),
                    motivo: fila.textoOpcional(4))
            }
        }
    }

    /// A change of a record: whose, when and why, without what it said.
    public struct Movimiento: Sendable {
        public let clave: Ficha.Clave
        /// As it is called now; nil when it has been retired.
        public let titulo: String?
        public let revision: Int
        public let esRetiro: Bool
        public let persona: String
        public let instante: Instante
        public let motivo: String?
    }

    /// Where a record is: its last version.
    public struct Ultima: Hashable, Sendable {
        public let revision: Int
        /// SHA-256 of what it says; nil when the record was retired.
        public let huella: String?
        public let persona: String
        public let instante: Instante
    }

    /// The last version of every record that is or has been.
    public func ultimas() throws(AlmacenError) -> [Ficha.Clave: Ultima] {
        try controlador.leer { (c) throws(AlmacenError) in
            var ultimas: [Ficha.Clave: Ultima] = [:]
            try c.recorrer(
                """
                SELECT clase, id, revision, datos, persona, instante FROM version
                WHERE numero IN (SELECT max(numero) FROM version GROUP BY clase, id)
                """, []
            ) { (fila) throws(AlmacenError) in
                guard let clave = Ficha.Clave(clase: fila.texto(0), id: fila.texto(1)) else { return }
                ultimas[clave] = Ultima(
                    revision: fila.entero(2), huella: fila.textoOpcional(3).map { Huella.sha256(Array($0.utf8)) },
                    persona: fila.texto(4), instante: Instante(microsegundos: Int64(fila.entero(5))))
            }
            return ultimas
        }
    }

    /// What has been changed, newest first, a page at a time.
    public func movimientos(salto: Int = 0, limite: Int = 100) throws(AlmacenError) -> [Movimiento] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT v.clase, v.id, f.titulo, v.revision, v.datos IS NULL, v.persona, v.instante, v.motivo
                FROM version v LEFT JOIN ficha f ON f.clase = v.clase AND f.id = v.id
                ORDER BY v.numero DESC LIMIT ? OFFSET ?
                """, [.entero(limite), .entero(salto)]
            ) { fila in
                Ficha.Clave(clase: fila.texto(0), id: fila.texto(1)).map {
                    Movimiento(
                        clave: $0, titulo: fila.textoOpcional(2), revision: fila.entero(3),
                        esRetiro: fila.entero(4) == 1,
                        persona: fila.texto(5), instante: Instante(microsegundos: Int64(fila.entero(6))),
                        motivo: fila.textoOpcional(7))
                }
            }.compactMap(\.self)
        }
    }
}
