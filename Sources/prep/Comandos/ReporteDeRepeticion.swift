import Electoral
import Formatos
import Foundation
import Operacion
import Simulacro

/// What a replay tells at the end: the summary beside the declared one, the actas in which rules and source differ, the
/// stamps that had to be moved.
struct ReporteDeRepeticion {
    private let repeticion: Repeticion
    private let cortador: Cortador
    private let carpeta: String

    init(_ repeticion: Repeticion, _ cortador: Cortador, carpeta: String) {
        self.repeticion = repeticion
        self.cortador = cortador
        self.carpeta = carpeta
    }

    func imprimir() {
        guard let corte = cortador.ultimo else { return }
        let huso = repeticion.bases.huso
        for base in repeticion.bases.bases {
            Consola.linea(
                "\(base.eleccion.titulo) · \(base.filas.count) filas · corte \(corte.numero), "
                    + "\(corte.instante.sello(huso)) (\(huso.texto))")
        }
        Consola.linea("Árbol público: \(carpeta)\n")
        for (i, base) in repeticion.bases.bases.enumerated() {
            if repeticion.bases.bases.count > 1 { Consola.linea((i > 0 ? "\n" : "") + base.eleccion.titulo) }
            imprimirResumen(corte, base, eleccion: i)
            let diferencias = self.diferencias(base, eleccion: i)
            Consola.linea("\nActas en que las reglas y la fuente difieren: \(diferencias.count)")
            for d in diferencias { Consola.linea("  \(d)") }
        }
        if repeticion.sinSellos > 0 {
            Consola.linea("\nSin acta y sin sellos, a la hora del corte de la fuente: \(repeticion.sinSellos)")
        }
        Consola.linea("\nSellos imposibles que se ajustaron: \(repeticion.ajustes.count)")
        for a in repeticion.ajustes { Consola.linea("  \(a)") }
    }

    private func imprimirResumen(_ corte: Corte, _ base: BaseImportada, eleccion: Int) {
        let declarado = Dictionary(base.declarado, uniquingKeysWith: { a, _ in a })
        let resumen = cortador.escrutinio.computo(eleccion: eleccion).entidad.resumen
        if !corte.ultimo { Consola.linea("(El corte declarado es posterior: es natural que difieran.)") }
        for v in resumen.variables(ultimoCorte: corte.ultimo) {
            let suyo = declarado[v.nombre] ?? ""
            let igual = Self.normal(suyo) == v.valor
            Consola.linea(
                igual
                    ? "igual   \(v.nombre): \(v.valor)"
                    : "DIFIERE \(v.nombre): declarado \(suyo.isEmpty ? "vacío" : suyo), aquí \(v.valor)")
        }
    }

    /// A declared value without the adornments of files: thousands commas and floats that end in zero. Percentages keep
    /// their text.
    private static func normal(_ texto: String) -> String {
        let sinComas = texto.replacingOccurrences(of: ",", with: "")
        if sinComas.hasSuffix(".0") { return String(sinComas.dropLast(2)) }
        return sinComas.isEmpty ? "0" : sinComas
    }

    private func diferencias(_ base: BaseImportada, eleccion: Int) -> [String] {
        var lineas: [(Int, String)] = []
        for fila in base.filas {
            guard let id = repeticion.bases.acta(fila, de: eleccion), fila.condicion != nil,
                let acta = cortador.escrutinio.catalogo.acta(id)
            else {
                continue
            }
            let estado = cortador.escrutinio.actas[id - 1]
            guard estado.resultado != nil, let motivo = Self.motivo(fila, estado.veredicto) else { continue }
            lineas.append((fila.linea, "\(acta.claveCasilla) (línea \(fila.linea), acta \(acta.claveActa)): \(motivo)"))
        }
        return lineas.sorted { $0 < $1 }.map(\.1)
    }

    /// Why rules and source do not say the same of an acta; nil when they do.
    private static func motivo(_ fila: BaseImportada.Fila, _ v: Veredicto) -> String? {
        if fila.contabilizada != v.contabilizada.rawValue {
            return
                "la fuente dice CONTABILIZADA \(fila.contabilizada) y las reglas \(v.contabilizada.rawValue). \(v.explicacion)"
        }
        let observacion = fila.observaciones.lowercased()
        let marcada = ["ilegible", "sin dato", "excede", "vac"].contains { observacion.contains($0) }
        if marcada != v.criterio.esInconsistencia {
            return marcada
                ? "la fuente la marca «\(fila.observaciones)» y ninguna celda de votos es ilegible o sin dato."
                : "las reglas la marcan \(Redaccion.opl.observaciones(v.criterio)) y la fuente no."
        }
        if let suyo = fila.calculado, let nuestro = v.total, suyo != nuestro {
            return "la fuente calcula \(suyo) votos y sus columnas suman \(nuestro)."
        }
        if (observacion.contains("excede")) != (v.criterio.codigo == "A3") {
            return "la fuente dice «\(fila.observaciones)» y las reglas \(Redaccion.opl.observaciones(v.criterio))."
        }
        return nil
    }
}
