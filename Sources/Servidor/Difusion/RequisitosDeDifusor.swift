import Electoral
import Seguimiento

/// What a difusor has handed in of what its call asks for (dominio 8.2, D3–D23), against the dates of the call.
struct RequisitosDeDifusor: Sendable {
    struct Requisito: Sendable, Hashable {
        enum Estado: Sendable, Hashable {
            case completo, tarde, falta, vencido, porAnotar, noAplica
        }

        let nombre: String
        let estado: Estado
        let detalle: String
        var limite: Dia?
    }

    let todos: [Requisito]

    /// Of those that apply to it.
    var completos: Int { todos.count { [.completo, .tarde].contains($0.estado) } }
    var aplican: Int { todos.count { $0.estado != .noAplica } }
    var vencidos: Int { todos.count { $0.estado == .vencido } }

    init(_ difusor: DifusorRegistrado, _ plazos: PlazosDeConvocatoria, hoy: Dia) {
        let r = Revision(ficha: difusor.ficha, hoy: hoy)
        todos =
            [
                r.solicitud(plazos.solicitud),
                r.conFecha(
                    "Copia al COTAPREP", "copia_al_cotaprep", limite: plazos.solicitud, falta: "Sin copia anotada"),
                r.compromiso, r.formalizacion, r.infraestructura(plazos.infraestructura), r.obligaciones, r.contactos,
                r.logotipo, r.direccion, r.servidor(difusor, plazos.infraestructura), r.lista(plazos.lista), r.formatos,
            ] + r.soporte(plazos.etapas) + [
                r.conFecha(
                    "Memoria técnica", "memoria_fecha", limite: plazos.memoria, falta: "No la ha entregado",
                    sinPlazo: .porAnotar)
            ]
    }
}

private struct Revision {
    typealias Requisito = RequisitosDeDifusor.Requisito

    let ficha: FichaDeSeguimiento
    let hoy: Dia

    /// Something that is done on a day or is not.
    private func requisito(
        _ nombre: String, hecho: Bool, el dia: Dia? = nil, limite: Dia? = nil, _ detalle: String,
        sinPlazo: Requisito.Estado = .falta
    ) -> Requisito {
        let estado: Requisito.Estado =
            if hecho {
                if let dia, let limite, dia > limite { .tarde } else { .completo }
            } else if let limite, hoy > limite {
                .vencido
            } else {
                sinPlazo
            }
        return Requisito(nombre: nombre, estado: estado, detalle: detalle, limite: limite)
    }

    func conFecha(
        _ nombre: String, _ campo: String, limite: Dia? = nil, falta: String, sinPlazo: Requisito.Estado = .falta
    ) -> Requisito {
        let dia = ficha.dia(campo)
        return requisito(
            nombre, hecho: dia != nil, el: dia, limite: limite, dia.map(Leida.fecha) ?? falta, sinPlazo: sinPlazo)
    }

    func solicitud(_ limite: Dia?) -> Requisito {
        let dia = ficha.dia("fecha")
        let hecha = dia != nil && ficha["estado"] != "invitado" && ficha["estado"] != "declinado"
        let detalle =
            hecha
            ? "\(dia.map(Leida.fecha) ?? "")\(ficha["oficio"] == nil ? ", sin su oficio registrado" : "")"
            : ficha["estado"] == "declinado" ? "Declinó" : "Sin aviso ni solicitud"
        return requisito("Aviso o solicitud", hecho: hecha, el: dia, limite: limite, detalle)
    }

    var compromiso: Requisito {
        let dia = ficha.dia("compromiso")
        let detalle =
            dia.map { Leida.fecha($0) + (ficha.adjuntos.isEmpty ? ", falta adjuntar el escrito" : "") }
            ?? "Sin compromiso por escrito"
        return requisito("Compromiso por escrito", hecho: dia != nil && !ficha.adjuntos.isEmpty, detalle)
    }

    var formalizacion: Requisito {
        let instrumento = ficha["instrumento"]
        let formal = ficha["estado"] == "formalizado"
        return requisito(
            "Formalización", hecho: formal && instrumento != nil,
            formal ? instrumento ?? "Formalizado, falta el instrumento jurídico" : "Sin formalizar")
    }

    func infraestructura(_ limite: Dia?) -> Requisito {
        let filas = ficha.grupos("infraestructura")
        let cumplidas = filas.filter { $0.es("cumple") && $0["evidencia"] != nil }
        // High availability is preferred, not asked for.
        let faltan = opciones("infraestructura", "requisito").filter { opcion in
            opcion.clave != "alta_disponibilidad" && !cumplidas.contains { $0["requisito"] == opcion.clave }
        }
        let nombre = "Infraestructura mínima"
        if faltan.isEmpty {
            return requisito(
                nombre, hecho: true, el: cumplidas.compactMap { $0.dia("fecha") }.max(), limite: limite,
                "Cumple todo, con evidencia")
        }
        let lista = "Falta: " + faltan.map { Self.corto($0.nombre) }.joined(separator: "; ")
        switch ficha["evaluacion"] {
        case "suficiente":
            let dia = ficha.dia("evaluacion_fecha")
            return requisito(
                nombre, hecho: true, el: dia, limite: limite,
                "Suficiente por evaluación alternativa\(dia.map { " del \(Leida.fecha($0))" } ?? "")")
        case "insuficiente":
            return requisito(nombre, hecho: false, limite: limite, "Evaluada como insuficiente. \(lista)")
        case "pendiente": return requisito(nombre, hecho: false, limite: limite, "Evaluación pendiente. \(lista)")
        default: return requisito(nombre, hecho: false, limite: limite, lista)
        }
    }

    var obligaciones: Requisito {
        let cumplidas = ficha.grupos("obligaciones").filter {
            $0.es("cumple") && $0["evidencia"] != nil && $0["fecha"] != nil
        }
        let faltan = opciones("obligaciones", "obligacion").filter { opcion in
            !cumplidas.contains { $0["obligacion"] == opcion.clave }
        }
        return requisito(
            "Obligaciones verificadas", hecho: faltan.isEmpty,
            faltan.isEmpty
                ? "Todas, con fecha y evidencia"
                : "Falta: " + faltan.map { Self.corto($0.nombre) }.joined(separator: "; "))
    }

    var contactos: Requisito {
        let filas = ficha.grupos("contactos")
        let completos = filas.filter { f in ["nombre", "cargo", "telefono", "horario"].allSatisfy { f[$0] != nil } }
        let detalle =
            filas.isEmpty
            ? "Sin personal técnico registrado"
            : completos.isEmpty
                ? "Falta el cargo o el horario"
                : "\(completos.count) con cargo, teléfono y horario"
        return requisito("Personal técnico responsable", hecho: !completos.isEmpty, detalle)
    }

    var logotipo: Requisito {
        guard let nombre = ficha["logotipo"] else {
            return requisito("Logotipo", hecho: false, "Sin logotipo")
        }
        let hay = ficha.adjuntos.contains { $0.nombre == nombre }
        return requisito("Logotipo", hecho: hay, hay ? nombre : "«\(nombre)» no está entre sus archivos")
    }

    var direccion: Requisito {
        requisito("Dirección pública", hecho: ficha["enlace"] != nil, ficha["enlace"] ?? "Sin dirección")
    }

    func servidor(_ difusor: DifusorRegistrado, _ limite: Dia?) -> Requisito {
        var faltan = [("servidor", "servidor"), ("cuenta", "cuenta"), ("carpeta", "carpeta")]
            .filter { ficha[$0.0] == nil }.map(\.1)
        if ficha.lista("llaves_del_servidor").isEmpty { faltan.append("llave del servidor") }
        if difusor.clave.utf8.count > 40
            || difusor.clave.contains(where: { !($0.isLowercase || $0.isNumber || $0 == "-") })
        {
            faltan.append("una clave de minúsculas, cifras y guiones, de 40 a lo más")
        }
        return requisito(
            "Servidor SFTP y su llave", hecho: faltan.isEmpty, limite: limite,
            faltan.isEmpty ? ficha["servidor"] ?? "" : "Falta: " + faltan.joined(separator: ", "))
    }

    func lista(_ desde: Dia?) -> Requisito {
        guard let dia = ficha.dia("publicado_desde") else {
            return requisito("Lista pública", hecho: false, "Sin el día desde el que aparece")
        }
        if let desde, dia < desde {
            return Requisito(
                nombre: "Lista pública", estado: .falta,
                detalle: "\(Leida.fecha(dia)) es antes de lo que dice la convocatoria, \(Leida.fecha(desde))")
        }
        return requisito("Lista pública", hecho: true, "Desde el \(Leida.fecha(dia))")
    }

    var formatos: Requisito {
        let filas = ficha.grupos("autorizaciones")
        guard !filas.isEmpty else {
            return Requisito(nombre: "Formatos personalizados", estado: .noAplica, detalle: "No ha pedido ninguno")
        }
        let pendientes = filas.filter { $0["resultado"] == "pendiente" }.compactMap { $0["formato"] }
        let autorizados = filas.count { $0["resultado"] == "autorizado" }
        return requisito(
            "Formatos personalizados", hecho: pendientes.isEmpty,
            pendientes.isEmpty
                ? "\(autorizados) de \(filas.count) autorizados"
                : "Por resolver: " + pendientes.map(Self.corto).joined(separator: "; "))
    }

    /// The log of each stage of support; nothing in it may be because nothing was needed yet.
    func soporte(_ etapas: [String: ClosedRange<Dia>]) -> [Requisito] {
        opciones("soporte", "etapa").map { etapa in
            let filas = ficha.grupos("soporte").filter { $0["etapa"] == etapa.clave }
            let ultima = filas.compactMap { $0.dia("fecha") }.max().map { ", la última el \(Leida.fecha($0))" } ?? ""
            let cuantas = filas.count == 1 ? "1 anotación" : "\(filas.count) anotaciones"
            let dias = etapas[etapa.clave].map {
                ". Del \(Leida.fecha($0.lowerBound)) al \(Leida.fecha($0.upperBound))"
            }
            return Requisito(
                nombre: "Soporte: \(etapa.nombre.prefix(1).lowercased() + etapa.nombre.dropFirst())",
                estado: filas.isEmpty ? .porAnotar : .completo,
                detalle: (filas.isEmpty ? "Sin anotaciones" : cuantas + ultima) + (dias ?? ""))
        }
    }

    /// What a column of rows may say.
    private func opciones(_ campo: String, _ columna: String) -> [Campo.Opcion] {
        guard case .grupos(let campos)? = Clase.de(ficha.clave.clase)?.campo(campo)?.tipo,
            case .opcion(let opciones)? = campos.first(where: { $0.clave == columna })?.tipo
        else { return [] }
        return opciones
    }

    private static func corto(_ texto: String) -> String { texto.count > 60 ? texto.prefix(59) + "…" : texto }
}
