import Almacen
import Documentos
import Electoral
import Foundation
import Hummingbird
import Operacion
import Publicacion

/// The figures of a night or drill (dominio 10.2).
struct ConsolaDeReporte: Sendable {
    private let ventana: Ventana
    private let marco: Marco
    private let redaccion: Redaccion

    init(ventana: Ventana, marco: Marco) {
        self.ventana = ventana
        self.marco = marco
        redaccion = Redaccion(ventana)
    }

    func montar(en r: Ruteador) {
        r.montar(.get, "/reporte", para: DeMonitor.self) { _, p in
            let reporte = try await redaccion.reporte(p.mirada)
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
            let reporte = try await redaccion.reporte(p.mirada)
            return .archivo(try reporte.json(), tipo: "application/json; charset=utf-8", nombre: nombre("json"))
        }
        r.montar(.get, "/reporte.pdf", para: DeMonitor.self) { _, p in
            return .archivo(try await redaccion.pdf(p.mirada), tipo: "application/pdf", nombre: nombre("pdf"))
        }
    }

    private func nombre(_ tipo: String) -> String {
        let marca = ventana.entorno.marca.map { "\($0)_" } ?? ""
        return "\(marca)\(ventana.ahora.compacta(ventana.proceso.huso))_reporte.\(tipo)"
    }
}

extension Reporte {
    /// The report for programs.
    public func json() throws -> [UInt8] { try enJSON(self) }
}

/// Data as programs of the institute read them: `snake_case`, always in the same order.
func enJSON(_ valor: some Encodable) throws -> [UInt8] {
    let codificador = JSONEncoder()
    codificador.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    codificador.keyEncodingStrategy = .convertToSnakeCase
    return [UInt8](try codificador.encode(valor))
}

/// Writes the report once for all who see the same and ask within a moment: it reads the whole night.
private actor Redaccion {
    private let ventana: Ventana
    private var hechos: [Mirada: (reporte: Reporte, cuando: ContinuousClock.Instant)] = [:]
    private var enCurso: [Mirada: Task<Reporte, any Error>] = [:]
    /// On paper it is one document for all who ask for it at once, however often: it takes seconds to print.
    private let imprenta = Imprenta()
    private var impresos: [Mirada: (documento: Task<[UInt8], any Error>, lista: ContinuousClock.Instant?)] = [:]
    private static let vigencia = Duration.seconds(15)

    init(_ ventana: Ventana) { self.ventana = ventana }

    func pdf(_ mirada: Mirada) async throws -> [UInt8] {
        if let impreso = impresos[mirada], impreso.lista.map({ ContinuousClock.now - $0 < Self.vigencia }) ?? true {
            return try await impreso.documento.value
        }
        let imprenta = imprenta
        let documento = Task { [self] in try await imprenta.pdf(DocumentoDeReporte(try await reporte(mirada)).html) }
        // Its time runs from when it is ready: while one is printed nobody asks for another.
        impresos = impresos.filter { $0.value.lista.map { ContinuousClock.now - $0 < Self.vigencia } ?? true }
        impresos[mirada] = (documento, nil)
        do {
            let bytes = try await documento.value
            impresos[mirada] = (documento, .now)
            return bytes
        } catch {
            impresos[mirada] = nil
            throw error
        }
    }

    func reporte(_ mirada: Mirada) async throws -> Reporte {
        if let hecho = hechos[mirada], ContinuousClock.now - hecho.cuando < Self.vigencia { return hecho.reporte }
        if let tarea = enCurso[mirada] { return try await tarea.value }
        let ventana = ventana
        let tarea = Task<Reporte, any Error> { try await ventana.reporte(mirada) }
        enCurso[mirada] = tarea
        defer { enCurso[mirada] = nil }
        let reporte = try await tarea.value
        hechos = hechos.filter { ContinuousClock.now - $0.value.cuando < Self.vigencia }
        hechos[mirada] = (reporte, .now)
        return reporte
    }
}
