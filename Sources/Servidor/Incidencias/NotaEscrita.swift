import Almacen
import Electoral
import Operacion

/// A note as its form sends it, read and checked.
struct NotaEscrita {
    let nota: Almacen.NotaNueva

    init(_ f: Formulario, de incidencia: Incidencia, por i: Identidad, ahora: Instante, huso: Huso) throws {
        guard (8...80).contains(f["clave"].utf8.count) else { throw ConsolaError(.dato, "Vuelva a abrir la página.") }
        guard !f["texto"].isEmpty, f["texto"].count <= 4000 else {
            throw ConsolaError(.dato, "Escriba qué se hizo o qué se sabe (4,000 letras a lo más).")
        }
        let estado = f["estado"].isEmpty ? incidencia.estado : Incidencia.Estado(rawValue: f["estado"])
        guard let estado else { throw ConsolaError(.dato, "Ese estado no existe.") }
        var n = Almacen.NotaNueva(
            clave: "nota:\(i.persona.id):\(f["clave"])", texto: f["texto"], estado: estado)
        n.responsable = try Self.texto(f, "responsable", 120)
        n.evidencia = try Self.texto(f, "evidencia", 2000)
        n.leccion = try Self.texto(f, "leccion", 2000)
        n.actas = try Self.numero(f, "actas")
        n.minutos = try Self.numero(f, "minutos")
        n.escenario = try ConsolaDeIncidencias.escenario(f)
        if estado == .resuelta {
            let previa = incidencia.solucionada ?? ahora
            if let escrita = f.opcional("solucionada") {
                guard let leida = FechaHora(local: escrita)?.instante(en: huso) else {
                    throw ConsolaError(.dato, "La hora de la solución no se entiende.")
                }
                n.solucionada = leida
            } else {
                n.solucionada = previa
            }
        }
        nota = n
    }

    private static func texto(_ f: Formulario, _ campo: String, _ maximo: Int) throws -> String? {
        guard let valor = f.opcional(campo) else { return nil }
        guard valor.count <= maximo else {
            throw ConsolaError(.dato, "Un texto es demasiado largo: \(maximo) letras a lo más.")
        }
        return valor
    }

    private static func numero(_ f: Formulario, _ campo: String) throws -> Int? {
        guard let valor = f.opcional(campo) else { return nil }
        guard let numero = Int(valor), (0...1_000_000).contains(numero) else {
            throw ConsolaError(.dato, "El impacto se escribe con cifras: actas y minutos.")
        }
        return numero
    }
}
