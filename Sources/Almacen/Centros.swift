import Electoral

/// A CATD or CCV as the store keeps it.
public struct CentroGuardado: Sendable, Hashable {
    public let clave: String
    /// `CATD` or `CCV`.
    public let tipo: String
    public let nombre: String
    public let domicilio: String
    /// Nobody works in one that is not, and no acta is sent to it.
    public var activo: Bool

    public init(clave: String, tipo: String, nombre: String, domicilio: String = "", activo: Bool = true) {
        self.clave = clave
        self.tipo = tipo
        self.nombre = nombre
        self.domicilio = domicilio
        self.activo = activo
    }
}

extension Almacen {
    /// Registers the centres and which of them receives each acta, before anything happens. One that was corrected in
    /// Administración stays as it was left there.
    public func guardar(centros: [CentroGuardado], adscripcion: [Acta.ID: String]) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar("DELETE FROM acta_centro", [])
            for centro in centros {
                try c.ejecutar(
                    """
                    INSERT INTO centro (clave, tipo, nombre) VALUES (?, ?, ?)
                    ON CONFLICT (clave) DO UPDATE SET tipo = excluded.tipo, nombre = excluded.nombre
                    WHERE NOT EXISTS (SELECT 1 FROM centro_cambio x WHERE x.centro = excluded.clave)
                    """, [.texto(centro.clave), .texto(centro.tipo), .texto(centro.nombre)])
            }
            for (acta, centro) in adscripcion.sorted(by: { $0.key < $1.key }) {
                try c.ejecutar(
                    "INSERT INTO acta_centro (acta, centro) VALUES (?, ?)", [.entero(acta), .texto(centro)])
            }
        }
    }

    public func centros() throws(AlmacenError) -> [CentroGuardado] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas("SELECT \(Self.columnasDeCentro) FROM centro k ORDER BY k.clave", [], Self.centro)
        }
    }

    public func centro(_ clave: String) throws(AlmacenError) -> CentroGuardado? {
        try controlador.leer { (c) throws(AlmacenError) in try Self.centro(clave, c) }
    }

    static func centro(_ clave: String, _ c: any Conexion) throws(AlmacenError) -> CentroGuardado? {
        try c.primera("SELECT \(columnasDeCentro) FROM centro k WHERE k.clave = ?", [.texto(clave)], centro)
    }

    static let columnasDeCentro = "k.clave, k.tipo, k.nombre, k.domicilio, k.activo"

    static func centro(_ f: any Fila) -> CentroGuardado {
        CentroGuardado(
            clave: f.texto(0), tipo: f.texto(1), nombre: f.texto(2), domicilio: f.texto(3), activo: f.entero(4) == 1)
    }

    /// The centre that receives an acta; nil when none does.
    public func centro(de acta: Acta.ID) throws(AlmacenError) -> String? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT centro FROM acta_centro WHERE acta = ?", [.entero(acta)]) { $0.texto(0) }
        }
    }

    /// Gives the actas of a centre that have not arrived to another; what has happened stays where it happened.
    ///
    /// - Returns: how many changed hands.
    public func reasignar(
        actas: [Acta.ID], a destino: String, persona: Persona, instante: Instante, motivo: String
    ) throws(AlmacenError) -> Int {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.reasignar(
                actas: actas, a: destino, persona: persona, instante: instante, motivo: motivo, c)
        }
    }

    /// The same inside a transaction that does more.
    static func reasignar(
        actas: [Acta.ID], a destino: String, persona: Persona, instante: Instante, motivo: String, _ c: any Conexion
    ) throws(AlmacenError) -> Int {
        var movidas = 0
        for acta in actas {
            let de = try c.primera("SELECT centro FROM acta_centro WHERE acta = ?", [.entero(acta)]) { $0.texto(0) }
            guard de != destino else { continue }
            try c.ejecutar(
                """
                INSERT INTO acta_centro (acta, centro) VALUES (?, ?)
                ON CONFLICT (acta) DO UPDATE SET centro = excluded.centro
                """, [.entero(acta), .texto(destino)])
            try c.ejecutar(
                "INSERT INTO reasignacion (acta, de, a, instante, persona, motivo) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .entero(acta), .opcional(de), .texto(destino), .entero(Int(instante.microsegundos)),
                    .entero(persona.id), .texto(motivo),
                ])
            movidas += 1
        }
        return movidas
    }
}
