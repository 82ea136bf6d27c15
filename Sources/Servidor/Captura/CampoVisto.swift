import Electoral
import Publicacion

/// A box of the approved format as people see it: in the order of the paper, with the emblem's colours and a short
/// name.
struct CampoVisto: Sendable, Hashable, Encodable {
    enum Clase: String, Sendable, Hashable, Encodable { case auxiliar, voto, total }

    let clase: Clase
    /// `PAN`, `PAN-PRI`, `Votos nulos`.
    let corto: String
    let nombre: String
    /// `#rrggbb`, one per party.
    let colores: [String]

    static func de(_ acta: Acta, en catalogo: Catalogo) -> [CampoVisto] {
        let eleccion = catalogo.eleccion(de: acta)
        return catalogo.plantilla(de: acta).campos.map { campo in
            switch campo {
            case .voto(let i): voto(eleccion.opciones[i], eleccion)
            case .totalAsentado:
                CampoVisto(clase: .total, corto: "Total de votos", nombre: "Total de votos", colores: [])
            case .boletasSobrantes: auxiliar("Boletas sobrantes", "Boletas sobrantes")
            case .personasVotaron: auxiliar("Personas", "Personas que votaron")
            case .representantesVotaron: auxiliar("Representantes", "Representantes que votaron")
            case .votosSacados: auxiliar("Votos sacados", "Votos sacados de la urna")
            }
        }
    }

    private static func auxiliar(_ corto: String, _ nombre: String) -> CampoVisto {
        CampoVisto(clase: .auxiliar, corto: corto, nombre: nombre, colores: [])
    }

    private static func voto(_ o: Opcion, _ eleccion: Eleccion) -> CampoVisto {
        switch o.clase {
        case .noRegistradas:
            return CampoVisto(
                clase: .voto, corto: "No registradas", nombre: "Candidaturas no registradas", colores: [])
        // The paper carries the name of the person, not that of the column.
        case .independiente:
            return CampoVisto(clase: .voto, corto: o.nombre, nombre: o.nombre, colores: o.color.map { [$0] } ?? [])
        case .nulos: return CampoVisto(clase: .voto, corto: "Votos nulos", nombre: "Votos nulos", colores: [])
        default:
            let deMiembros = o.miembros.compactMap { eleccion.opciones[$0].color }
            return CampoVisto(
                clase: .voto, corto: o.columna.split(separator: "_").joined(separator: "-"), nombre: o.nombre,
                colores: o.color.map { [$0] } ?? deMiembros)
        }
    }

    /// The colours as a drawing: styles inside the markup are not allowed by the policy of the consoles.
    var muestra: HTML {
        let ancho = 12
        let barras = colores.enumerated().map { i, color in
            "<rect x=\"\(String(i * ancho))\" width=\"\(String(ancho))\" height=\"12\" fill=\"\(color)\"/>" as HTML
        }
        guard !barras.isEmpty else { return "" }
        return """
            <svg class="muestra" width="\(String(colores.count * ancho))" height="12" aria-hidden="true">\(HTML.unir(barras))</svg>
            """
    }
}

/// What identifies an acta before the eyes of whoever compares it with its image.
struct ActaVista: Sendable, Hashable {
    let eleccion: String
    /// `Municipio 002 ACUÑA`; empty for the modalities that belong to none.
    let unidad: String
    /// `Sección 0123`.
    let seccion: String
    let casilla: String
    let clave: String

    init(_ acta: Acta, en catalogo: Catalogo) {
        let e = catalogo.eleccion(de: acta)
        eleccion = acta.principio == .representacionProporcional ? "\(e.titulo) (RP)" : e.titulo
        unidad = acta.unidad.map { "\(e.ambito.nombre()) \(e.unidades[$0].clave) \(e.unidades[$0].nombre)" } ?? ""
        seccion = acta.casilla.seccion.map { "Sección \(cifras($0, ancho: 4))" } ?? ""
        casilla = acta.casilla.nombre
        clave = acta.claveActa
    }

    /// In one line: `Sección 0123 · Básica · Municipio 002 ACUÑA`.
    var linea: String { [seccion, casilla, unidad].filter { !$0.isEmpty }.joined(separator: " · ") }
}
