import Electoral

/// What goes wrong with a difusor is an incident as any other: one from its first failed period until supervisión or
/// coordinación say that it is over.
extension Almacen {
    /// Incidents of a difusor, newest first.
    public func incidencias(deDifusor difusor: String) throws(AlmacenError) -> [Incidencia] {
        try controlador.leer { (c) throws(AlmacenError) in
            try Self.incidencias("i.clave >= ? AND i.clave < ?", Self.claves(de: difusor), c)
        }
    }

    /// The difusor of an incident that the program noted: its key begins with it.
    static func difusor(deClave clave: String) -> String? {
        let partes = clave.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        return partes.count == 3 && partes[0] == "difusion" ? String(partes[1]) : nil
    }

    /// From the first key of an incident of a difusor to where they end.
    private static func claves(de difusor: String) -> [Valor] {
        [.texto("difusion:\(difusor):"), .texto("difusion:\(difusor);")]
    }

    /// Name under which the program notes what nobody did.
    private static let programa = "Programa de difusión"

    static func seguirIncidencia(_ h: HechoDeDifusion, _ clave: String, _ c: any Conexion) throws(AlmacenError) {
        guard let texto = try texto(de: h, c) else { return }
        let persona =
            if let suya = h.persona { suya } else { try Self.persona(programa, rol: Rol.difusion.rawValue, c) }
        if let (folio, estado) = try incidenciaAbierta(de: h.difusor, c) {
            try c.ejecutar(
                "INSERT INTO incidencia_nota (incidencia, clave, instante, persona, texto, estado) VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .entero(folio), .texto("difusion:\(clave)"), .entero(Int(h.instante.microsegundos)),
                    .entero(persona.id),
                    .texto(texto), .texto(h.tipo == .llamada ? Incidencia.Estado.enAtencion.rawValue : estado),
                ])
            return
        }
        guard let (categoria, gravedad) = apertura(h.tipo) else { return }
        try c.ejecutar(
            """
            INSERT INTO incidencia (clave, centro, detectada, registrada, persona, fase, categoria, gravedad, reporta,
                descripcion) VALUES (?, 'CENTRAL', ?, ?, ?, 'publicacion', ?, ?, ?, ?)
            """,
            [
                .texto("difusion:\(h.difusor):\(clave)"), .entero(Int(h.instante.microsegundos)),
                .entero(Int(h.instante.microsegundos)), .entero(persona.id), .texto(categoria), .texto(gravedad),
                .texto(programa), .texto("Difusor «\(h.difusor)». \(texto)"),
            ])
    }

    /// What opens an incident when none is open, with its category and how grave it is.
    private static func apertura(_ tipo: HechoDeDifusion.Tipo) -> (categoria: String, gravedad: String)? {
        switch tipo {
        case .periodo, .suspension: ("enlace", "media")
        case .identidad: ("seguridad", "alta")
        case .anomalia: ("integridad", "alta")
        default: nil
        }
    }

    /// What the incident says of it; nil for what is no news there.
    private static func texto(de h: HechoDeDifusion, _ c: any Conexion) throws(AlmacenError) -> String? {
        let corte = h.corte.map { " (corte \($0))" } ?? ""
        let porque = h.texto.isEmpty ? "." : ": \(h.texto)"
        switch h.tipo {
        case .intento, .pruebaPedida: return nil
        case .actualizado:
            // Only after it had failed.
            let previo = try c.primera(
                """
                SELECT tipo FROM difusion WHERE difusor = ? AND tipo IN ('actualizado', 'periodo', 'reactivacion',
                    'identidad') ORDER BY id DESC LIMIT 1
                """, [.texto(h.difusor)]
            ) { $0.texto(0) }
            return previo == nil || previo == "actualizado" ? nil : "Volvió a actualizarse\(corte)."
        default: return h.tipo.nombre + corte + porque
        }
    }

    private static func incidenciaAbierta(
        de difusor: String, _ c: any Conexion
    ) throws(AlmacenError) -> (folio: Int, estado: String)? {
        try c.primera(
            """
            SELECT folio, estado FROM (
                SELECT i.folio, COALESCE((SELECT n.estado FROM incidencia_nota n WHERE n.incidencia = i.folio
                    ORDER BY n.id DESC LIMIT 1), 'abierta') AS estado
                FROM incidencia i WHERE i.clave >= ? AND i.clave < ? ORDER BY i.folio DESC LIMIT 1)
            WHERE estado <> 'resuelta'
            """, claves(de: difusor)
        ) { ($0.entero(0), $0.texto(1)) }
    }
}
