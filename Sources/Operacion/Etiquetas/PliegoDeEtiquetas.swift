import Almacen
import Bitacora
import Electoral
import Imagenes

/// Which actas labels are wanted for; what is not said does not narrow.
public struct SeleccionDeEtiquetas: Sendable, Hashable {
    public enum Centro: Sendable, Hashable {
        case cualquiera
        /// Those that no centre attends.
        case ninguno
        case clave(String)
    }

    /// Position in the catalogue.
    public var eleccion: Int?
    /// Position in that election.
    public var unidad: Int?
    public var centro: Centro
    /// CLAVE_ACTA or CLAVE_CASILLA, as typed.
    public var claves: [String]

    public init(eleccion: Int? = nil, unidad: Int? = nil, centro: Centro = .cualquiera, claves: [String] = []) {
        self.eleccion = eleccion
        self.unidad = unidad
        self.centro = centro
        self.claves = claves
    }
}

/// Sheets of labels, ready to be printed.
public struct PliegoDeEtiquetas: Sendable {
    public let alcance: String
    public let etiquetas: Int
    public let pdf: [UInt8]
}

extension Identificador {
    /// Labels that one document holds in a server that does other things meanwhile: a hundred sheets.
    public static let maximoPorPliego = 3000

    /// Draws the labels of a selection and writes down that they were made: the only way in which labels are printed.
    ///
    /// - Parameters:
    ///   - persona: who asks for them; nil at the command line of the server.
    ///   - maximo: labels that the document may hold.
    /// - Throws: `AlmacenError.rechazado` when no acta is chosen, a key is of none, or there are too many.
    public func pliego(
        _ seleccion: SeleccionDeEtiquetas, persona: Persona?, instante: Instante, maximo: Int = maximoPorPliego
    ) throws -> PliegoDeEtiquetas {
        let actas = try actas(seleccion)
        guard !actas.isEmpty else { throw AlmacenError(.rechazado, "Ninguna acta del catálogo cumple lo que eligió.") }
        guard actas.count <= maximo else {
            throw AlmacenError(
                .rechazado,
                "Son \(actas.count) etiquetas y un PDF lleva \(maximo) a lo más: elija una demarcación o un CATD.")
        }
        let alcance = alcance(seleccion)
        let pdf = try DibujoDeEtiquetas.pdf(try etiquetas(actas))
        try almacen.anotar(
            etiquetas: alcance, actas: actas.count, sha256: Huella.sha256(pdf), persona: persona, instante: instante)
        return PliegoDeEtiquetas(alcance: alcance, etiquetas: actas.count, pdf: pdf)
    }

    /// The actas of a selection by section, casilla and election: the order in which packages are opened.
    public func actas(_ s: SeleccionDeEtiquetas) throws(AlmacenError) -> [Acta] {
        let suyas = s.centro == .cualquiera ? [:] : try almacen.adscripcion()
        var actas = s.claves.isEmpty ? catalogo.actas : try tecleadas(s.claves)
        actas = actas.filter { acta in
            guard s.eleccion == nil || acta.eleccion == s.eleccion else { return false }
            guard s.unidad == nil || (s.eleccion != nil && acta.unidad == s.unidad) else { return false }
            return switch s.centro {
            case .cualquiera: true
            case .ninguno: suyas[acta.id] == nil
            case .clave(let clave): suyas[acta.id] == clave
            }
        }
        return actas.sorted { Self.orden($0) < Self.orden($1) }
    }

    private func tecleadas(_ claves: [String]) throws(AlmacenError) -> [Acta] {
        var porId: [Acta.ID: Acta] = [:]
        var ajenas: [String] = []
        for clave in claves {
            let suyas = actas(clave: clave)
            if suyas.isEmpty { ajenas.append(clave) }
            for acta in suyas { porId[acta.id] = acta }
        }
        guard ajenas.isEmpty else {
            let algunas = ajenas.prefix(5).joined(separator: ", ")
            let mas = ajenas.count > 5 ? " y \(ajenas.count - 5) más" : ""
            throw AlmacenError(.rechazado, "No son de ningún acta del catálogo: \(algunas)\(mas). Corrija las claves.")
        }
        return Array(porId.values)
    }

    /// A selection in words, for the record and for the name of the file.
    private func alcance(_ s: SeleccionDeEtiquetas) -> String {
        var partes: [String] = []
        if let e = s.eleccion, catalogo.elecciones.indices.contains(e) {
            let eleccion = catalogo.elecciones[e]
            partes.append(eleccion.titulo)
            if let u = s.unidad, eleccion.unidades.indices.contains(u) {
                let unidad = eleccion.unidades[u]
                partes.append("\(eleccion.ambito.nombre()) \(unidad.clave) \(unidad.nombre)")
            }
        }
        switch s.centro {
        case .cualquiera: break
        case .ninguno: partes.append("sin centro")
        case .clave(let clave): partes.append(clave)
        }
        if !s.claves.isEmpty {
            partes.append(s.claves.count == 1 ? "una clave tecleada" : "\(s.claves.count) claves tecleadas")
        }
        return partes.isEmpty ? "todas las actas" : partes.joined(separator: " · ")
    }

    /// What each label says, in the order of the actas.
    public func etiquetas(_ actas: [Acta]) throws(AlmacenError) -> [Etiqueta] {
        var etiquetas: [Etiqueta] = []
        etiquetas.reserveCapacity(actas.count)
        for acta in actas { etiquetas.append(try impresa(acta)) }
        return etiquetas
    }

    private func impresa(_ acta: Acta) throws(AlmacenError) -> Etiqueta {
        let eleccion = catalogo.eleccion(de: acta)
        let unidad = acta.unidad.map { eleccion.unidades[$0] }
        let lugar = unidad.map { "\(eleccion.ambito.nombre()) \($0.clave) \($0.nombre)" } ?? catalogo.entidad.nombre
        let seccion = acta.casilla.seccion.map { "Sección \(cifras($0, ancho: 4)) · " } ?? ""
        return Etiqueta(
            qr: try etiqueta(de: acta).texto,
            renglones: [acta.claveActa, eleccion.titulo, seccion + acta.casilla.nombre, lugar],
            marca: entorno.marca)
    }

    private static func orden(_ a: Acta) -> String {
        "\(cifras(a.casilla.seccion ?? 0, ancho: 5)) \(a.claveCasilla) \(cifras(a.eleccion, ancho: 3)) \(a.claveActa)"
    }
}
