import Almacen
import Electoral

/// Addresses with a secret that agendas, which cannot log in, read the calendar from.
extension Archivo {
    /// An address that somebody asked for and has not ended.
    public struct Agenda: Hashable, Sendable {
        public let numero: Int
        public let creada: Instante
    }

    /// Most that one account has at once.
    public static let maximoDeAgendas = 10

    /// - Parameter huella: SHA-256 of the secret, which is not kept.
    /// - Throws: `.restriccion` when the account has as many as it may.
    public func suscribir(huella: String, usuario: String, _ instante: Instante) throws(AlmacenError) {
        guard try agendas(de: usuario).count < Self.maximoDeAgendas else {
            throw AlmacenError(
                .restriccion, "ya tiene \(Self.maximoDeAgendas) direcciones: dé de baja las que no use")
        }
        try controlador.escribir { (c) throws(AlmacenError) in
            _ = try c.ejecutar(
                "INSERT INTO agenda (huella, usuario, instante) VALUES (?, ?, ?)",
                [.texto(huella), .texto(usuario), .entero(Int(instante.microsegundos))])
        }
    }

    /// Those of an account, oldest first.
    public func agendas(de usuario: String) throws(AlmacenError) -> [Agenda] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT numero, instante FROM agenda a WHERE usuario = ?
                AND NOT EXISTS (SELECT 1 FROM agenda_baja b WHERE b.numero = a.numero) ORDER BY numero
                """, [.texto(usuario)]
            ) { Agenda(numero: $0.entero(0), creada: Instante(microsegundos: Int64($0.entero(1)))) }
        }
    }

    /// Ends one of an account; one that it does not have stays as it is.
    public func darDeBaja(agenda numero: Int, usuario: String, _ instante: Instante) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            _ = try c.ejecutar(
                """
                INSERT INTO agenda_baja (numero, usuario, instante)
                SELECT numero, usuario, ? FROM agenda a WHERE numero = ? AND usuario = ?
                AND NOT EXISTS (SELECT 1 FROM agenda_baja b WHERE b.numero = a.numero)
                """, [.entero(Int(instante.microsegundos)), .entero(numero), .texto(usuario)])
        }
    }

    /// The account whose address has that secret; nil when it was ended or never was.
    public func usuario(deAgenda huella: String) throws(AlmacenError) -> String? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera(
                """
                SELECT usuario FROM agenda a WHERE huella = ?
                AND NOT EXISTS (SELECT 1 FROM agenda_baja b WHERE b.numero = a.numero)
                """, [.texto(huella)]
            ) { $0.texto(0) }
        }
    }
}
