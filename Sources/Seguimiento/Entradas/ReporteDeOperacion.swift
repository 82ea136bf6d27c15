import Electoral
import Foundation

/// What `prep reporte --salida x.json` tells of a drill or of the night, as records: the figures of the exercise and its
/// incidents, each with where it comes from.
public struct ReporteDeOperacion: Sendable {
    private struct Contenido: Decodable {
        struct Corte: Decodable { let numero: Int }
        struct Cortes: Decodable { let publicados: Int }
        struct DeEleccion: Decodable {
            let titulo: String
            let esperadas, registradas, fueraDeCatalogo, capturadas, contabilizadas: Int
            let participacion: String
        }
        struct Paso: Decodable {
            let paso: String
            let actos: Int
        }
        struct Incidencia: Decodable {
            let folio: Int
            let centro, detectada, fase, categoria, gravedad, descripcion, estado: String
            let escenario, resuelta: String?
            let actas, minutos: Int?
        }
        struct Asistencia: Decodable { let entraron: Int }

        let proceso, entorno, generado, inicioAcopio, cierrePublicacion: String
        let corte: Corte?
        let cortes: Cortes
        let elecciones: [DeEleccion]
        let pasos: [Paso]
        let asistencia: [Asistencia]
        let incidencias: [Incidencia]
    }

    private let contenido: Contenido
    private let archivo: String
    private let sha256: String

    /// - Parameters:
    ///   - archivo: name under which the records say that they come from it.
    ///   - sha256: of its bytes.
    /// - Throws: `.faltanDatos` when it is not such a report.
    public init(_ json: [UInt8], archivo: String, sha256: String) throws(PlantillaError) {
        do {
            contenido = try JSONDecoder().decode(Contenido.self, from: Data(json))
        } catch {
            throw PlantillaError(
                .faltanDatos,
                "\(archivo): no es un reporte de la operación; hágalo con «prep reporte --salida reporte.json»")
        }
        self.archivo = archivo
        self.sha256 = sha256
    }

    /// Records of the exercise: itself, with the report attached to nothing but named with its hash, and its incidents.
    ///
    /// - Parameters:
    ///   - tipo: `prueba`, `simulacro` or `operacion`.
    ///   - numero: which one; nil for the only one.
    public func fichas(tipo: String, numero: Int?) throws(PlantillaError) -> [Ficha] {
        let fecha = String(contenido.inicioAcopio.prefix(10))
        let id = ([tipo, numero.map(String.init), fecha] as [String?]).compactMap(\.self).joined(separator: "-")
        guard Dia(iso: fecha) != nil, let clave = Ficha.Clave(clase: "ejercicio", id: id) else {
            throw PlantillaError(.faltanDatos, "\(archivo): su fecha de inicio no se entiende")
        }
        let origen =
            "\(archivo), generado \(Self.momento(contenido.generado)), SHA-256 \(sha256.prefix(16))"
            + (contenido.corte.map { ", corte \($0.numero)" } ?? "")
        var ejercicio = Armado()
        ejercicio["tipo"] = tipo
        ejercicio["numero"] = numero.map(String.init)
        ejercicio["fecha"] = fecha
        ejercicio["inicio"] = Self.hora(contenido.inicioAcopio)
        ejercicio["termino"] = Self.hora(contenido.cierrePublicacion)
        ejercicio["estado"] = "realizado"
        ejercicio["programadas"] = "\(contenido.elecciones.reduce(0) { $0 + $1.esperadas })"
        ejercicio["acopiadas"] = actos("acopio")
        ejercicio["digitalizadas"] = actos("digitalizacion")
        ejercicio["capturadas"] = "\(contenido.elecciones.reduce(0) { $0 + $1.capturadas })"
        ejercicio["contabilizadas"] = "\(contenido.elecciones.reduce(0) { $0 + $1.contabilizadas })"
        ejercicio["publicadas"] = "\(contenido.elecciones.reduce(0) { $0 + $1.registradas })"
        ejercicio["cortes"] = "\(contenido.cortes.publicados)"
        ejercicio["personas"] = "\(contenido.asistencia.reduce(0) { $0 + $1.entraron })"
        ejercicio["origen"] = origen
        ejercicio.filas["elecciones"] = contenido.elecciones.map { e in
            var fila = Armado()
            fila["eleccion"] = e.titulo
            fila["esperadas"] = "\(e.esperadas)"
            fila["capturadas"] = "\(e.capturadas)"
            fila["contabilizadas"] = "\(e.contabilizadas)"
            fila["fuera_de_catalogo"] = "\(e.fueraDeCatalogo)"
            fila["participacion"] = e.participacion
            return fila
        }
        return [Ficha(clave: clave, campos: ejercicio.contenido)]
            + contenido.incidencias.compactMap { incidencia($0, ejercicio: clave, origen: origen) }
    }

    private func incidencia(_ i: Contenido.Incidencia, ejercicio: Ficha.Clave, origen: String) -> Ficha? {
        var ficha = Armado()
        ficha["folio"] = "\(ejercicio.id)-\(i.folio)"
        ficha["tipo"] = "incidencia"
        ficha["sitio"] = i.centro
        ficha["detectada"] = Self.momento(i.detectada)
        ficha["fase"] = i.fase
        ficha["categoria"] = i.categoria
        ficha["gravedad"] = i.gravedad
        ficha["descripcion"] = i.descripcion
        ficha["escenario"] = i.escenario
        ficha["estado"] = i.estado
        ficha["solucionada"] = i.resuelta.map(Self.momento)
        ficha["actas"] = i.actas.map(String.init)
        ficha["minutos"] = i.minutos.map(String.init)
        ficha["ejercicio"] = ejercicio.id
        ficha["origen"] = origen
        return Ficha.Clave(clase: "incidencia", id: "\(ejercicio.id)-\(i.folio)").map {
            Ficha(clave: $0, campos: ficha.contenido)
        }
    }

    private func actos(_ paso: String) -> String? {
        contenido.pasos.first { $0.paso.lowercased().folding(options: .diacriticInsensitive, locale: nil) == paso }
            .map { "\($0.actos)" }
    }

    /// `2027-05-16T18:00:00-06:00` → `2027-05-16 18:00`
    private static func momento(_ iso: String) -> String { String(iso.prefix(16)).replacing("T", with: " ") }
    private static func hora(_ iso: String) -> String { String(iso.prefix(16).suffix(5)) }
}

/// A record being put together: values that are empty are left out.
private struct Armado {
    private(set) var valores: [String: Contenido] = [:]
    var filas: [String: [Armado]] = [:]

    subscript(_ campo: String) -> String? {
        get { nil }
        set { valores[campo] = newValue.flatMap { $0.isEmpty ? nil : .asiento(Asiento($0)) } }
    }

    var contenido: [String: Contenido] {
        valores.merging(filas.mapValues { .lista($0.map { .grupo($0.contenido) }) }) { a, _ in a }
    }
}
