import Almacen
import Bitacora
import Electoral
import Formatos
import Foundation

/// The records of the months before, in a file of their own: it outlives drills and operations.
///
/// Trust statement: trusted to keep every version of every record with who wrote it and when, and to refuse what is not
/// of its kind or refers to nothing. The database refuses to change or erase a version or an attachment.
public struct Archivo: Sendable {
    let controlador: any Controlador

    public init(_ controlador: any Controlador) { self.controlador = controlador }

    /// Who changes something, when and why.
    public struct Autoria: Sendable {
        let persona: String
        let instante: Instante
        let motivo: String?

        public init(_ persona: String, _ instante: Instante, motivo: String? = nil) {
            self.persona = persona
            self.instante = instante
            self.motivo = motivo
        }

        /// What keeps it from being written in the history.
        fileprivate var reparo: String? {
            if persona.isEmpty { return "falta quién hace el cambio" }
            for (nombre, texto) in [("el nombre de quien hace el cambio", persona), ("el motivo", motivo ?? "")]
            where Texto.tieneControles(texto.replacing("\r\n", with: " ").replacing("\n", with: " ")) {
                return "\(nombre) tiene caracteres de control; quítelos"
            }
            return nil
        }
    }

    /// A change of one record. `revision` is the one that whoever changes it had before their eyes: 0 for a record that
    /// must not exist yet, nil to change it whatever it says now.
    public enum Cambio: Sendable {
        case guardar(Ficha, revision: Int?)
        case retirar(Ficha.Clave, revision: Int?)

        var clave: Ficha.Clave {
            switch self {
            case .guardar(let ficha, _): ficha.clave
            case .retirar(let clave, _): clave
            }
        }
        var revision: Int? {
            switch self {
            case .guardar(_, let revision), .retirar(_, let revision): revision
            }
        }
        var ficha: Ficha? { if case .guardar(let ficha, _) = self { ficha } else { nil } }
    }

    public struct Recuento: Hashable, Sendable {
        public var nuevas = 0
        public var cambiadas = 0
        public var iguales = 0
        public var retiradas = 0
    }

    /// Applies all the changes or none.
    ///
    /// - Parameter adjunto: bytes of an attached file that the archive does not have yet, by its SHA-256; nil when
    ///   whoever calls does not have it either.
    /// - Throws: `.cambioAjeno` when somebody changed a record since it was read; `.valorInvalido` when a record or who
    ///   changes it is not as it must be; `.restriccion` when a record refers to one that does not exist, is retired while
    ///   others refer to it, or lacks an attached file that is what its name says.
    @discardableResult
    public func aplicar(
        _ cambios: [Cambio], _ autoria: Autoria, adjunto: (String) throws(AlmacenError) -> [UInt8]? = { _ in nil }
    ) throws(AlmacenError) -> Recuento {
        if let reparo = autoria.reparo { throw AlmacenError(.valorInvalido, reparo) }
        return try controlador.escribir { (c) throws(AlmacenError) in
            var recuento = Recuento()
            for cambio in cambios { try aplicar(cambio, autoria, c, &recuento, adjunto) }
            for cambio in cambios { try exigirReferencias(cambio, c) }
            return recuento
        }
    }

    private func aplicar(
        _ cambio: Cambio, _ autoria: Autoria, _ c: any Conexion, _ recuento: inout Recuento,
        _ adjunto: (String) throws(AlmacenError) -> [UInt8]?
    ) throws(AlmacenError) {
        let clave = cambio.clave
        guard let clase = Clase.de(clave.clase) else {
            throw AlmacenError(.restriccion, "\(clave): no hay fichas de esa clase")
        }
        let vigente = try c.primera(
            "SELECT numero, revision, datos FROM ficha WHERE clase = ? AND id = ?",
            [.texto(clave.clase), .texto(clave.id)]
        ) { fila in (numero: fila.entero(0), revision: fila.entero(1), datos: fila.texto(2)) }
        if let esperada = cambio.revision, esperada != vigente?.revision ?? 0 {
            throw AlmacenError(
                .cambioAjeno,
                esperada == 0
                    ? "\(clave): ya existe una ficha con esa clave"
                    : "\(clave): alguien más la cambió mientras usted la editaba; vuelva a abrirla")
        }
        guard let ficha = cambio.ficha else {
            guard let vigente else { throw AlmacenError(.restriccion, "\(clave): no existe") }
            try agregarVersion(clave, datos: nil, autoria, c)
            try olvidar(vigente.numero, c)
            recuento.retiradas += 1
            return
        }
        if let reparo = clase.reparos(ficha).first { throw AlmacenError(.valorInvalido, "\(clave): \(reparo)") }
        guard !clase.esUnica || clave.id == clase.clave else {
            throw AlmacenError(.restriccion, "\(clave): hay una sola ficha de esa clase y se llama \(clase.clave)")
        }
        let anterior = try vigente.map { (v) throws(AlmacenError) in try Self.ficha(clave, json: v.datos) }
        if vigente == nil { try exigirNombre(clave, c) }
        let conocidos = Set(anterior?.adjuntos ?? [])
        for archivo in ficha.adjuntos where !conocidos.contains(archivo) {
            try guardar(archivo, de: clave, c, adjunto)
        }
        let datos = try Self.json(ficha)
        guard datos != vigente?.datos else {
            recuento.iguales += 1
            return
        }
        let revision = try agregarVersion(clave, datos: datos, autoria, c)
        try recordar(ficha, clase, revision: revision, datos: datos, numero: vigente?.numero, c)
        if Clase.nombradas.contains(clave.clase) {
            if anterior?.nombreCorto != .some(ficha.nombreCorto) { try renombrar(clave, c) }
        }
        if vigente == nil { recuento.nuevas += 1 } else { recuento.cambiadas += 1 }
    }

    @discardableResult
    private func agregarVersion(_ clave: Ficha.Clave, datos: String?, _ autoria: Autoria, _ c: any Conexion)
        throws(AlmacenError) -> Int
    {
        let revision =
            try c.primera(
                "SELECT max(revision) FROM version WHERE clase = ? AND id = ?", [.texto(clave.clase), .texto(clave.id)]
            ) { $0.entero(0) } ?? 0
        try c.ejecutar(
            "INSERT INTO version (clase, id, revision, datos, persona, instante, motivo) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .texto(clave.clase), .texto(clave.id), .entero(revision + 1), .opcional(datos), .texto(autoria.persona),
                .entero(Int(autoria.instante.microsegundos)), .opcional(autoria.motivo),
            ])
        return revision + 1
    }

    private func recordar(
        _ ficha: Ficha, _ clase: Clase, revision: Int, datos: String, numero: Int?, _ c: any Conexion
    ) throws(AlmacenError) {
        var conflictos = 0
        var palabras = [ficha.clave.id]
        clase.recorrer(ficha.campos, clase.campos) { asiento, tipo in
            conflictos += asiento.conflicto == nil ? 0 : 1
            palabras.append(tipo.legible(asiento))
            if asiento.escrito != nil { palabras.append(asiento.valor) }
        }
        let titulo = try titulo(ficha, clase, c)
        let numero = try c.primera(
            """
            INSERT INTO ficha (numero, clase, id, revision, titulo, fecha, estado, conflictos, datos)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (clase, id) DO UPDATE SET revision = excluded.revision, titulo = excluded.titulo,
            fecha = excluded.fecha, estado = excluded.estado, conflictos = excluded.conflictos, datos = excluded.datos
            RETURNING numero
            """,
            [
                .opcional(numero), .texto(ficha.clave.clase), .texto(ficha.clave.id), .entero(revision), .texto(titulo),
                .opcional(clase.fecha.flatMap { ficha[$0] }), .opcional(clase.estado.flatMap { ficha[$0] }),
                .entero(conflictos), .texto(datos),
            ]
        ) { $0.entero(0) }
        guard let numero else { throw AlmacenError(.falla, "\(ficha.clave): no se guardó") }
        try c.ejecutar("DELETE FROM referencia WHERE numero = ?", [.entero(numero)])
        for destino in clase.referencias(ficha).sorted() {
            try c.ejecutar(
                "INSERT INTO referencia (numero, a_clase, a_id) VALUES (?, ?, ?)",
                [.entero(numero), .texto(destino.clase), .texto(destino.id)])
        }
        try c.ejecutar("DELETE FROM busqueda WHERE rowid = ?", [.entero(numero)])
        try c.ejecutar(
            "INSERT INTO busqueda (rowid, titulo, cuerpo) VALUES (?, ?, ?)",
            [.entero(numero), .texto(titulo), .texto(palabras.joined(separator: "\n"))])
    }

    private func olvidar(_ numero: Int, _ c: any Conexion) throws(AlmacenError) {
        try c.ejecutar("DELETE FROM busqueda WHERE rowid = ?", [.entero(numero)])
        try c.ejecutar("DELETE FROM ficha WHERE numero = ?", [.entero(numero)])
    }

    /// Two records whose files would be one where capitals do not count, or whose file could not be on Windows.
    private func exigirNombre(_ clave: Ficha.Clave, _ c: any Conexion) throws(AlmacenError) {
        guard !NombreDeArchivo.esDeAparato(clave.id) else {
            throw AlmacenError(.valorInvalido, "\(clave): Windows reserva ese nombre; use otra clave")
        }
        let parecida = try c.primera(
            "SELECT id FROM ficha WHERE clase = ? AND id = ? COLLATE NOCASE AND id <> ?",
            [.texto(clave.clase), .texto(clave.id), .texto(clave.id)]
        ) { $0.texto(0) }
        if let parecida {
            throw AlmacenError(
                .valorInvalido,
                "\(clave): ya hay una que sólo cambia en mayúsculas, \(parecida); use otra clave, porque en muchos equipos sus archivos serían el mismo"
            )
        }
    }

    private func exigirReferencias(_ cambio: Cambio, _ c: any Conexion) throws(AlmacenError) {
        let clave = cambio.clave
        if cambio.ficha == nil {
            let quien = try c.primera(
                """
                SELECT f.clase, f.id FROM referencia r JOIN ficha f ON f.numero = r.numero
                WHERE r.a_clase = ? AND r.a_id = ? LIMIT 1
                """, [.texto(clave.clase), .texto(clave.id)]
            ) { fila in "\(fila.texto(0))/\(fila.texto(1))" }
            guard let quien else { return }
            throw AlmacenError(.restriccion, "\(clave): no se puede retirar porque la cita \(quien)")
        }
        let rota = try c.primera(
            """
            SELECT r.a_clase, r.a_id FROM referencia r JOIN ficha f ON f.numero = r.numero
            WHERE f.clase = ? AND f.id = ?
            AND NOT EXISTS (SELECT 1 FROM ficha d WHERE d.clase = r.a_clase AND d.id = r.a_id) LIMIT 1
            """, [.texto(clave.clase), .texto(clave.id)]
        ) { fila in "\(fila.texto(0))/\(fila.texto(1))" }
        if let rota { throw AlmacenError(.restriccion, "\(clave): se refiere a \(rota), que no existe") }
    }

    // MARK: Bytes

    static func json(_ ficha: Ficha) throws(AlmacenError) -> String {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try codificador.encode(ficha.campos.contenido), as: UTF8.self)
        } catch {
            throw AlmacenError(.falla, "\(ficha.clave): no se pudo escribir")
        }
    }

    static func ficha(_ clave: Ficha.Clave, json: String) throws(AlmacenError) -> Ficha {
        do {
            return Ficha(
                clave: clave, campos: try JSONDecoder().decode([String: Contenido].self, from: Data(json.utf8)))
        } catch {
            throw AlmacenError(.falla, "\(clave): lo guardado no se entiende; compruebe el archivo")
        }
    }
}
