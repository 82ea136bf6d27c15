import Almacen
import Electoral
import Publicacion

/// Which part of the history of a difusor is looked at, as its address says.
struct FiltroDeHechos: Sendable {
    enum Grupo: String, CaseIterable, Sendable {
        case envios, fallas, suspensiones, llamadas, pruebas, sitio

        var nombre: String {
            switch self {
            case .envios: "Envíos"
            case .fallas: "Fallas"
            case .suspensiones: "Suspensiones y reactivaciones"
            case .llamadas: "Llamadas"
            case .pruebas: "Pruebas"
            case .sitio: "Su sitio público"
            }
        }

        var tipos: Set<HechoDeDifusion.Tipo> {
            switch self {
            case .envios: [.actualizado]
            case .fallas: [.intento, .identidad, .periodo]
            case .suspensiones: [.suspension, .aviso, .avisoPendiente, .reactivacion]
            case .llamadas: [.llamada]
            case .pruebas: [.pruebaPedida, .pruebaLograda, .pruebaFallida]
            case .sitio: [.revision, .anomalia]
            }
        }
    }

    let grupo: Grupo?
    let hoja: Hoja

    init(_ q: Formulario) {
        grupo = Grupo(rawValue: q["hechos"])
        hoja = Hoja(q, de: 40)
    }

    var tipos: Set<HechoDeDifusion.Tipo> { grupo?.tipos ?? [] }
    var consulta: String { grupo.map { "?hechos=\($0.rawValue)" } ?? "" }
}

/// What happened to a difusor, in words.
struct HechoEnPalabras {
    let hecho: HechoDeDifusion

    private var corte: String { hecho.corte.map { "el corte \($0)" } ?? "un corte" }
    private var delCorte: String { hecho.corte.map { " del corte \($0)" } ?? "" }
    private var quien: String { hecho.nombre ?? "El programa" }

    var titulo: String {
        switch hecho.tipo {
        case .actualizado: "Recibió \(corte)"
        case .intento: "No se le pudo enviar \(corte)"
        case .identidad: "Contestó con otra llave de servidor: no se le envió \(corte)"
        case .periodo: "Terminó el periodo\(delCorte) sin que lo recibiera"
        case .suspension: hecho.persona == nil ? "Se suspendió la transmisión" : "\(quien) suspendió la transmisión"
        case .aviso: "Se dejó el aviso en su sitio"
        case .avisoPendiente: "No se pudo dejar el aviso en su sitio; se vuelve a intentar"
        case .llamada: "\(quien) le llamó"
        case .pruebaPedida: "\(quien) pidió una prueba"
        case .pruebaLograda: "La prueba se logró"
        case .pruebaFallida: "La prueba falló"
        case .reactivacion: "\(quien) autorizó su reactivación"
        case .revision: "Su sitio muestra lo que debe\(hecho.corte.map { ": corte \($0)" } ?? "")"
        case .anomalia: "Su sitio no muestra lo que debe"
        }
    }

    /// What was sent or looked at, and what was said.
    var detalle: String {
        let cuanto =
            switch hecho.tipo {
            case .actualizado, .pruebaLograda, .revision, .anomalia: Transferencia.texto(hecho)
            default: hecho.milisegundos.map { "Después de \(Transferencia.segundos($0))" } ?? ""
            }
        let texto = hecho.texto.prefix(1).uppercased() + hecho.texto.dropFirst()
        return [cuanto, texto].filter { !$0.isEmpty }.joined(separator: ". ")
    }

    /// Whether it is good, bad, or neither.
    var clase: String {
        switch hecho.tipo {
        case .actualizado, .pruebaLograda, .reactivacion, .revision: "bien"
        case .periodo, .suspension, .identidad, .anomalia, .pruebaFallida: "mal"
        case .intento, .avisoPendiente: "aviso"
        case .aviso, .llamada, .pruebaPedida: ""
        }
    }
}

/// The history of a difusor, newest first.
struct HistoriaDeDifusor {
    let hechos: [HechoDeDifusion]
    let filtro: FiltroDeHechos
    let ruta: String
    let huso: Huso

    var html: HTML {
        let grupos = FiltroDeHechos.Grupo.allCases.map { ($0.rawValue, $0.nombre) }
        let filas = hechos.prefix(filtro.hoja.tamano).map(renglon)
        let lista: HTML =
            filas.isEmpty
            ? "<p>\(filtro.grupo == nil ? "Todavía no ha pasado nada." : "Nada de eso ha pasado.")</p>\n"
            : "<ol class=\"hechos\">\(HTML.unir(filas))</ol>\n"
        return """
            <h2 id="historia">Lo que ha pasado</h2>
            <form method="get" action="\(ruta)#historia" class="fila filtros">
            <div><label for="hechos">Mostrar</label><select id="hechos" name="hechos"><option value="">Todo</option>\
            \(Opciones.de(grupos, elegido: filtro.grupo?.rawValue))</select></div>
            <button class="otro">Filtrar</button></form>
            \(lista)\(filtro.hoja.ligas(ruta + filtro.consulta, hayMas: hechos.count > filtro.hoja.tamano))
            """
    }

    private func renglon(_ h: HechoDeDifusion) -> HTML {
        let palabras = HechoEnPalabras(hecho: h)
        let detalle = palabras.detalle
        return """
            <li class="h-\(palabras.clase.isEmpty ? "neutro" : palabras.clase)"><p><time>\(h.instante.sello(huso))</time> <b>\(palabras.titulo)</b></p>\
            \(detalle.isEmpty ? "" : "<p class=\"texto\">\(detalle)</p>" as HTML)</li>

            """
    }
}
