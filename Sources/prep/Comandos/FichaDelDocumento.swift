import Seguimiento

/// The record that a document is of, as `--ficha` names it.
struct FichaDelDocumento {
    private let documento: DocumentoDeSeguimiento
    private let archivo: Archivo

    init(_ documento: DocumentoDeSeguimiento, _ archivo: Archivo) {
        self.documento = documento
        self.archivo = archivo
    }

    /// - Throws: what to write instead, with the records that there are.
    func elegida(_ texto: String?) throws -> Ficha.Clave? {
        // Those of an institute are of any record, or of none.
        guard let clase = documento.clase.flatMap(Clase.de) else { return try texto.map(cualquiera) }
        if texto == nil, clase.esUnica {
            guard let unica = try archivo.fichas(de: clase.clave).first else {
                throw Falla(Salida.datos, "falta la ficha \(clase.carpeta).yaml (\(clase.nombre)): regístrela antes")
            }
            return unica.clave
        }
        let de = "«\(documento.clave)» es de una ficha de la clase \(clase.clave)"
        guard let texto else { throw Falla(Salida.uso, "\(de): dígala con --ficha\(try cuales(clase))") }
        let partes = texto.split(separator: "/", maxSplits: 1).map(String.init)
        guard partes.count == 2, let dicha = Clase.llamada(partes[0]) else {
            throw Falla(Salida.uso, "--ficha: «\(texto)» no es una ficha; \(de)\(try cuales(clase))")
        }
        guard dicha.clave == clase.clave else {
            throw Falla(Salida.uso, "--ficha: \(de), no de la clase \(dicha.clave)\(try cuales(clase))")
        }
        guard dicha.clave == partes[0] else {
            throw Falla(Salida.uso, "--ficha: escriba la clase en singular y sin acento, \(clase.clave)/\(partes[1])")
        }
        guard let clave = Ficha.Clave(clase: clase.clave, id: partes[1]), let ficha = try archivo.ficha(clave)?.ficha
        else { throw Falla(Salida.datos, "--ficha: no hay ficha «\(texto)»\(try cuales(clase))") }
        guard documento.admite(ficha) else {
            throw Falla(
                Salida.datos,
                "--ficha: «\(documento.clave)» no se hace de «\(texto)», sino de las de tipo \(documento.tipos.sorted().joined(separator: " o "))\(try cuales(clase))"
            )
        }
        return clave
    }

    private func cualquiera(_ texto: String) throws -> Ficha.Clave {
        let partes = texto.split(separator: "/", maxSplits: 1).map(String.init)
        guard partes.count == 2, let clase = Clase.llamada(partes[0]),
            let clave = Ficha.Clave(clase: clase.clave, id: partes[1])
        else {
            throw Falla(Salida.uso, "--ficha: «\(texto)» no es una ficha; escríbala como sesion/cotaprep-ordinaria-4")
        }
        guard try archivo.ficha(clave) != nil else {
            throw Falla(Salida.datos, "--ficha: no hay ficha «\(clave)»\(try cuales(clase, todas: true))")
        }
        return clave
    }

    private func cuales(_ clase: Clase, todas: Bool = false) throws -> String {
        let fichas = try archivo.fichas(de: clase.clave).filter { todas || documento.admite($0) }.map(
            \.clave.description)
        guard !fichas.isEmpty else { return "; no hay ninguna todavía" }
        return "; las que hay son \(fichas.prefix(20).joined(separator: ", "))"
            + (fichas.count > 20 ? " y \(fichas.count - 20) más" : "")
    }
}
