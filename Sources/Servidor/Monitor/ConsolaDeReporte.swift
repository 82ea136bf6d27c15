import Almacen
import Electoral
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// The figures of a night or drill (dominio 10.2).
struct ConsolaDeReporte: Sendable {
    let d: Dependencias
    let marco: Marco
    let vigia: Vigia
    private let redaccion: Redaccion
    private let imprenta = Imprenta()

    init(d: Dependencias, marco: Marco, vigia: Vigia) {
        self.d = d
        self.marco = marco
        self.vigia = vigia
        redaccion = Redaccion(d, vigia)
    }

    func montar(en r: Ruteador) {
        r.montar(.get, "/reporte", para: DeMonitor.self) { _, p in
            let reporte = try await redaccion.reporte(Mirada(p.identidad.rol))
            let descargas: HTML = """
                <p class="no-imprime"><a class="boton" href="/reporte.pdf">Descargar PDF</a> \
                <a class="boton otro" href="/reporte.json">Descargar JSON</a> <button class="otro" data-imprimir>Imprimir</button></p>

                """
            return .pagina(
                marco.pagina(
                    "Reporte de la noche", p.identidad,
                    "\(descargas)<div class=\"reporte\">\(DocumentoDeReporte(reporte).cuerpo)</div>",
                    recursos: [ConsolaDeMonitor.estilo]))
        }
        r.montar(.get, "/reporte.json", para: DeMonitor.self) { _, p in
            let reporte = try await redaccion.reporte(Mirada(p.identidad.rol))
            return .archivo(try reporte.json(), tipo: "application/json; charset=utf-8", nombre: nombre("json"))
        }
        r.montar(.get, "/reporte.pdf", para: DeMonitor.self) { _, p in
            let reporte = try await redaccion.reporte(Mirada(p.identidad.rol))
            let pdf = try await imprenta.pdf(DocumentoDeReporte(reporte).html)
            return .archivo(pdf, tipo: "application/pdf", nombre: nombre("pdf"))
        }
    }

    private func nombre(_ tipo: String) -> String {
        let marca = d.entorno.marca.map { "\($0)_" } ?? ""
        return "\(marca)\(d.ahora().compacta(d.proceso.huso))_reporte.\(tipo)"
    }
}

extension Reporte {
    /// The report for programs.
    public func json() throws -> [UInt8] {
        let codificador = JSONEncoder()
        codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        codificador.keyEncodingStrategy = .convertToSnakeCase
        return [UInt8](try codificador.encode(self))
    }
}

/// Writes the report once for all who ask within a moment: it reads the whole night.
private actor Redaccion {
    private let d: Dependencias
    private let vigia: Vigia
    private var hechos: [Bool: (reporte: Reporte, cuando: ContinuousClock.Instant)] = [:]
    private var enCurso: [Bool: Task<Reporte, any Error>] = [:]
    private static let vigencia = Duration.seconds(15)

    init(_ d: Dependencias, _ vigia: Vigia) {
        self.d = d
        self.vigia = vigia
    }

    func reporte(_ mirada: Mirada) async throws -> Reporte {
        let conPersonal = mirada.reservado
        if let hecho = hechos[conPersonal], ContinuousClock.now - hecho.cuando < Self.vigencia { return hecho.reporte }
        if let tarea = enCurso[conPersonal] { return try await tarea.value }
        let (d, vigia) = (d, vigia)
        let tarea = Task<Reporte, any Error> {
            try await vigia.consultar { noche in
                Reporte(
                    try DatosDeReporte(noche, d.almacen, entorno: d.entorno, ahora: d.ahora()), conPersonal: conPersonal
                )
            }
        }
        enCurso[conPersonal] = tarea
        defer { enCurso[conPersonal] = nil }
        let reporte = try await tarea.value
        hechos[conPersonal] = (reporte, .now)
        return reporte
    }
}
