import Electoral

/// Images live in the store, in a table of their own, before any fact cites them.
extension Almacen {
    /// Keeps the bytes of an image under its SHA-256; the same hash is kept once.
    public func guardar(imagen sha256: String, tipo: String, bytes: [UInt8]) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            try Self.guardar(imagen: sha256, tipo: tipo, bytes: bytes, c)
        }
    }

    static func guardar(imagen sha256: String, tipo: String, bytes: [UInt8], _ c: any Conexion) throws(AlmacenError) {
        try c.agregarSiFalta(
            "imagen", llave: [("sha256", .texto(sha256))],
            [("tipo", .texto(tipo)), ("procedencia", .texto("propia")), ("bytes", .octetos(bytes))])
    }

    /// Notes integrity codes of images that are not to be had: those of a night that another program published.
    public func guardar(codigosDeLaFuente codigos: [String]) throws(AlmacenError) {
        try controlador.escribir { (c) throws(AlmacenError) in
            for codigo in codigos {
                try c.agregarSiFalta(
                    "imagen", llave: [("sha256", .texto(codigo))],
                    [("tipo", .texto("desconocido")), ("procedencia", .texto("fuente"))])
            }
        }
    }

    public func imagen(_ sha256: String) throws(AlmacenError) -> [UInt8]? {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.primera("SELECT bytes FROM imagen WHERE sha256 = ?", [.texto(sha256)]) { $0.octetosOpcionales(0) }
                ?? nil
        }
    }

    /// Every image whose bytes are kept, one at a time, with its hash.
    public func recorrerImagenes(_ cada: (String, [UInt8]) -> Void) throws(AlmacenError) {
        try controlador.leer { (c) throws(AlmacenError) in
            try c.recorrer("SELECT sha256, bytes FROM imagen WHERE procedencia = 'propia'", []) { f in
                cada(f.texto(0), f.octetosOpcionales(1) ?? [])
            }
        }
    }
}
