import Electoral

/// A difusor that two people put back into service.
public struct ReactivacionDeDifusor: DetalleDeOrden, Hashable {
    public let difusor: String
    public let nombre: String
    public let motivo: String

    public init(difusor: String, nombre: String, motivo: String) {
        self.difusor = difusor
        self.nombre = nombre
        self.motivo = motivo
    }
}

extension Almacen {
    /// Notes what happened to a difusor, and in the incident of that difusor what belongs there. The same key notes it
    /// once.
    public func anotar(difusion h: HechoDeDifusion, clave: String) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in try Self.anotar(h, clave, c) }
    }

    private static func anotar(_ h: HechoDeDifusion, _ clave: String, _ c: any Conexion) throws(AlmacenError) {
        let repetido = try c.primera("SELECT 1 FROM difusion WHERE clave = ?", [.texto(clave)]) { $0.entero(0) }
        guard repetido == nil else { return }
        try seguirIncidencia(h, clave, c)
        try c.ejecutar(
            """
            INSERT INTO difusion (clave, difusor, tipo, instante, corte, persona, archivos, bytes, milisegundos, texto)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .texto(clave), .texto(h.difusor), .texto(h.tipo.rawValue), .entero(Int(h.instante.microsegundos)),
                .opcional(h.corte), .opcional(h.persona?.id), .opcional(h.archivos), .opcional(h.bytes),
                .opcional(h.milisegundos), .texto(h.texto),
            ])
    }

    /// Puts back into service what an order says.
    static func reactivar(
        _ orden: Orden, _ persona: Persona, _ instante: Instante, _ c: any Conexion
    ) throws(AlmacenError) {
        let r = try valor(ReactivacionDeDifusor.self, json: orden.detalle)
        let hecho = HechoDeDifusion(
            difusor: r.difusor, tipo: .reactivacion, instante: instante, persona: persona,
            texto: "La pidió \(orden.nombre): \(r.motivo)")
        try anotar(hecho, "orden-\(orden.id)", c)
    }

    /// Why a difusor cannot be put back: asked when it is requested and again when it is authorised.
    static func exigirReactivacion(_ detalle: String, _ c: any Conexion) throws(AlmacenError) {
        let r = try valor(ReactivacionDeDifusor.self, json: detalle)
        let salud = SaludDeDifusor(try difusion(de: r.difusor, despuesDe: 0, c).map(\.hecho))
        guard !salud.transmite else { throw AlmacenError(.restriccion, "«\(r.nombre)» no está suspendido") }
        guard salud.probado else {
            throw AlmacenError(
                .restriccion, "«\(r.nombre)» se reactiva después de una prueba lograda: pídala y espere su resultado")
        }
    }

    /// What happened, in the order in which it was noted.
    ///
    /// - Parameters:
    ///   - difusor: of one; nil of all.
    ///   - despuesDe: only what was noted after this one.
    public func difusion(
        de difusor: String? = nil, despuesDe: Int = 0
    ) throws(AlmacenError) -> [(id: Int, hecho: HechoDeDifusion)] {
        try controlador.leer { (c) throws(AlmacenError) in try Self.difusion(de: difusor, despuesDe: despuesDe, c) }
    }

    static func difusion(
        de difusor: String?, despuesDe: Int, _ c: any Conexion
    ) throws(AlmacenError) -> [(id: Int, hecho: HechoDeDifusion)] {
        try c.filas(
            """
            SELECT \(columnasDeDifusion) FROM difusion d LEFT JOIN persona p ON p.id = d.persona
            WHERE d.id > ? \(difusor == nil ? "" : "AND d.difusor = ?") ORDER BY d.id
            """, [.entero(despuesDe)] + (difusor.map { [.texto($0)] } ?? []), hechoDeDifusion)
    }

    /// The health of every difusor of which something was noted, by its key.
    public func saludDeDifusores() throws(AlmacenError) -> [String: SaludDeDifusor] {
        var salud: [String: SaludDeDifusor] = [:]
        for (_, hecho) in try difusion() { salud[hecho.difusor, default: .init()].tomar(hecho) }
        return salud
    }
}
