import Almacen
import Electoral

extension Archivo {
    /// The title of a record, with the names of those that it refers to.
    func titulo(_ ficha: Ficha, _ clase: Clase, _ c: any Conexion) throws(AlmacenError) -> String {
        var nombres: [Ficha.Clave: String] = [:]
        for clave in clase.titulo {
            guard let valor = ficha[clave], let destino = clase.campo(clave)?.tipo.destino(valor) else { continue }
            let datos = try c.primera(
                "SELECT datos FROM ficha WHERE clase = ? AND id = ?", [.texto(destino.clase), .texto(destino.id)]
            ) { $0.texto(0) }
            if let datos { nombres[destino] = try Self.ficha(destino, json: datos).nombreCorto }
        }
        return clase.titulo(ficha) { nombres[$0] }
    }

    /// Puts the name of a record in the titles that have it.
    func renombrar(_ clave: Ficha.Clave, _ c: any Conexion) throws(AlmacenError) {
        let citan = try c.filas(
            """
            SELECT f.numero, f.clase, f.id, f.datos, f.titulo FROM referencia r JOIN ficha f ON f.numero = r.numero
            WHERE r.a_clase = ? AND r.a_id = ?
            """, [.texto(clave.clase), .texto(clave.id)]
        ) { ($0.entero(0), $0.texto(1), $0.texto(2), $0.texto(3), $0.texto(4)) }
        for (numero, clase, id, datos, anterior) in citan {
            guard let clase = Clase.de(clase), clase.nombraAOtras, let suya = Ficha.Clave(clase: clase.clave, id: id)
            else { continue }
            let titulo = try titulo(try Self.ficha(suya, json: datos), clase, c)
            guard titulo != anterior else { continue }
            try c.ejecutar("UPDATE ficha SET titulo = ? WHERE numero = ?", [.texto(titulo), .entero(numero)])
            try c.ejecutar("UPDATE busqueda SET titulo = ? WHERE rowid = ?", [.texto(titulo), .entero(numero)])
        }
    }
}

extension Clase {
    /// Whether its title has the name of another record.
    var nombraAOtras: Bool {
        titulo.contains { if case .referencia = campo($0)?.tipo { true } else { false } }
    }

    /// Kinds whose names are in the titles of others.
    static let nombradas: Set<String> = Set(
        todas.flatMap { clase in
            clase.titulo.flatMap { campo -> [String] in
                if case .referencia(let clases)? = clase.campo(campo)?.tipo { clases } else { [] }
            }
        })
}

extension Ficha {
    /// What it is called inside the title of another.
    var nombreCorto: String? { self["siglas"] ?? self["clave"] ?? self["nombre"] }
}
