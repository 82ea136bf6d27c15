import Almacen
import Electoral
import Operacion
import Publicacion
import Seguimiento

/// A difusor as the console shows it: what was registered of it, and what happened on the wire.
struct DifusorVisto: Sendable {
    let clave: String
    /// Nil when it is in no record, or records are not followed here.
    let registrado: DifusorRegistrado?
    let situacion: SituacionDeDifusor
    let atraso: AtrasoDeDifusor?
    /// A reactivation waits for another person.
    let porAutorizar: Bool

    var nombre: String { registrado?.nombre ?? clave }
    var salud: SaludDeDifusor { situacion.salud }
    var ruta: String { ConsolaDeDifusion.ruta(clave) }

    /// Where it goes in the board: what is worse, first.
    enum Rango: Int, Comparable, CaseIterable {
        case suspendido, falla, anomalia, sinIniciar, bien, sinServidor, declino

        static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    var rango: Rango {
        if registrado?.declino == true { return .declino }
        return switch salud.estado {
        case .suspendido: .suspendido
        case .falla: .falla
        case .bien: salud.anomalia == nil ? .bien : .anomalia
        case .sinIniciar:
            registrado?.seTransmite == false ? .sinServidor : .sinIniciar
        }
    }

    /// Its state, in words with a colour behind.
    var estado: HTML {
        switch rango {
        case .suspendido: "<span class=\"pastilla mal\">Suspendido</span>"
        case .falla: "<span class=\"pastilla\">\(salud.estado.nombre)</span>"
        case .bien, .anomalia: "<span class=\"pastilla bien\">OK</span>"
        case .sinIniciar: "<span class=\"pastilla neutra\">Sin iniciar</span>"
        case .sinServidor: "<span class=\"pastilla neutra\">Sin datos de servidor</span>"
        case .declino: "<span class=\"pastilla neutra\">Declinó</span>"
        }
    }

    /// What somebody has to do about it, most urgent first.
    func porHacer(_ huso: Huso) -> [String] {
        guard rango != .declino else { return [] }
        var todo = SituacionDeDifusor.Motivo.allCases.compactMap { motivo in
            situacion.porLlamar[motivo].map {
                "Llamar: \(motivo.nombre) (\(FechaHora($0.instante, en: huso).horaMinuto))"
            }
        }
        if porAutorizar { todo.append("Autorizar su reactivación") }
        if situacion.pruebaPendiente { todo.append("Esperar la prueba pedida") }
        if salud.estado == .suspendido {
            if salud.probado, !porAutorizar { todo.append("Pedir su reactivación: la prueba se logró") }
            if situacion.aviso?.tipo == .avisoPendiente { todo.append("Su aviso no se ha podido dejar") }
        }
        return todo
    }
}

/// What is sent, in words.
enum Transferencia {
    /// `132 archivos, 1,234 kB en 12.3 s (100 kB/s)`
    static func texto(_ h: HechoDeDifusion) -> String {
        var partes: [String] = []
        if let archivos = h.archivos { partes.append(archivos == 1 ? "1 archivo" : "\(miles(archivos)) archivos") }
        if let bytes = h.bytes {
            partes.append(kB(bytes) + (h.milisegundos.map { " en \(segundos($0))" } ?? ""))
        }
        return partes.joined(separator: ", ") + (velocidad(h).map { " (\($0))" } ?? "")
    }

    static func velocidad(_ h: HechoDeDifusion) -> String? {
        guard let bytes = h.bytes, let ms = h.milisegundos, bytes > 0, ms > 0 else { return nil }
        return "\(kB(bytes * 1000 / ms))/s"
    }

    static func kB(_ bytes: Int) -> String { bytes < 1000 ? "\(bytes) bytes" : "\(miles((bytes + 500) / 1000)) kB" }
    static func segundos(_ milisegundos: Int) -> String { "\(milisegundos / 1000).\(milisegundos % 1000 / 100) s" }
}
