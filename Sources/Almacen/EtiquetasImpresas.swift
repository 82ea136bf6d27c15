import Electoral

/// A document of labels that was made to be printed.
public struct EtiquetasImpresas: Sendable, Hashable {
    public let instante: Instante
    /// Name of who asked for it; nil for the command line of the server, where there are no accounts.
    public let persona: String?
    /// Which actas, in words.
    public let alcance: String
    public let actas: Int
    /// SHA-256 of the document: the same labels give the same one.
    public let sha256: String
}

extension Almacen {
    /// Writes down that labels were made.
    public func anotar(
        etiquetas alcance: String, actas: Int, sha256: String, persona: Persona?, instante: Instante
    ) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar(
                "INSERT INTO etiqueta_impresa (persona, instante, alcance, actas, sha256) VALUES (?, ?, ?, ?, ?)",
                [
                    .opcional(persona?.id), .entero(Int(instante.microsegundos)), .texto(alcance), .entero(actas),
                    .texto(sha256),
                ])
        }
    }

    /// Newest first.
    public func etiquetasImpresas(limite: Int = 100) throws(AlmacenError) -> [EtiquetasImpresas] {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.filas(
                """
                SELECT e.instante, p.nombre, e.alcance, e.actas, e.sha256 FROM etiqueta_impresa e
                LEFT JOIN persona p ON p.id = e.persona ORDER BY e.id DESC LIMIT ?
                """, [.entero(limite)]
            ) {
                EtiquetasImpresas(
                    instante: Instante(microsegundos: Int64($0.entero(0))), persona: $0.textoOpcional(1),
                    alcance: $0.texto(2), actas: $0.entero(3), sha256: $0.texto(4))
            }
        }
    }
}
