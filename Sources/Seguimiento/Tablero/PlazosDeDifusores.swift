import Electoral

/// The days that the call to difusores sets, as deadlines of the calendar, and which difusores have not met each.
struct PlazosDeDifusores {
    private let convocatoria: Ficha?
    private let difusores: [Ficha]
    private let responsable: String

    /// - Parameter fichas: the call, the difusores and the bodies; the rest are ignored.
    init(_ fichas: [Ficha]) {
        convocatoria = fichas.first { $0.clave.clase == "convocatoria_de_difusores" }
        difusores = fichas.filter { $0.clave.clase == "difusor" && $0["estado"] != "declinado" }
        let area = convocatoria?["area_responsable"]
        responsable =
            fichas.first { $0.clave.clase == "organo" && $0.clave.id == area }.flatMap { $0["nombre"] }
            ?? "Instancia interna"
    }

    var ficha: Ficha.Clave? { convocatoria?.clave }

    /// What each of its days is, in the order in which they come.
    private static let fechas = [
        ("solicitud_limite", "Aviso de participación de los difusores"),
        ("infraestructura_limite", "Infraestructura de los difusores operando"),
        ("lista_desde", "Lista pública de difusores, con su liga y su logotipo"),
        ("memoria_limite", "Memoria técnica de los difusores"),
        ("publicacion_hasta", "Último día de publicación de los difusores"),
    ]

    private static let prefijo = "difusores_"
    private static func clave(_ campo: String) -> String { prefijo + campo }
    static func es(_ clave: String) -> Bool { clave.hasPrefix(prefijo) }

    /// One deadline for each day that the call has.
    var entregables: [Entregable] {
        guard let convocatoria else { return [] }
        var plazos = Self.fechas.compactMap { campo, nombre in
            convocatoria.dia(campo).map { entregable(campo, nombre, $0) }
        }
        for (i, etapa) in convocatoria.grupos("etapas").enumerated() {
            guard let desde = etapa.dia("desde"), let cual = etapa["etapa"] else { continue }
            let nombre = Clase.etapasDeSoporte.legible(Asiento(cual)).lowercased()
            plazos.append(entregable("etapa_\(i + 1)", "Soporte a difusores: comienza \(nombre)", desde))
        }
        return plazos
    }

    private func entregable(_ campo: String, _ nombre: String, _ dia: Dia) -> Entregable {
        Entregable(
            clave: Self.clave(campo), nombre: nombre, responsable: responsable, numeros: [:], borrador: nil,
            final: .dia(dia))
    }

    /// How one of them is: met when every difusor that it asks of met it; what asks nothing of anybody, when its day
    /// came. Near its day, and after it, its name says of whom it is missing.
    func obligacion(_ v: Calendario.Vencimiento, _ e: Entregable, hoy: Dia) -> Obligacion {
        let (faltan, llegaron) = (v.dia - hoy, cumplimiento(String(v.clave.dropFirst(Self.prefijo.count))))
        let situacion: Obligacion.Situacion =
            switch (llegaron, faltan) {
            case (let c?, _) where c.pendientes.isEmpty && c.alguno: .hecha
            case (let c?, ..<0): c.alguno ? .tarde : .noAplica
            case (nil, ..<0): .hecha
            case (_, 0...Obligacion.diasDeAviso): .proxima
            default: .pendiente
            }
        let pendientes = llegaron?.pendientes ?? []
        let nombrados = [.tarde, .proxima].contains(situacion) && !pendientes.isEmpty
        return Obligacion(
            vencimiento: v,
            entregable: nombrados
                ? e.llamado("\(e.nombre): falta\(pendientes.count == 1 ? "" : "n") \(Self.nombres(pendientes))") : e,
            ficha: ficha, estado: convocatoria?["estado"], situacion: situacion, faltan: faltan,
            cumplida: situacion == .hecha ? llegaron?.ultimo : nil)
    }

    private static func nombres(_ pendientes: [String]) -> String {
        pendientes.count > 6
            ? pendientes.prefix(6).joined(separator: ", ") + " y \(pendientes.count - 6) más"
            : EnPalabras.serie(pendientes)
    }

    private struct Cumplimiento {
        let alguno: Bool
        let pendientes: [String]
        let ultimo: Dia?
    }

    /// Nil for what is asked of nobody.
    private func cumplimiento(_ campo: String) -> Cumplimiento? {
        let formalizados = difusores.filter { $0["estado"] == "formalizado" }
        func de(_ quienes: [Ficha], _ cumple: (Ficha) -> Bool, _ dia: (Ficha) -> Dia?) -> Cumplimiento {
            Cumplimiento(
                alguno: !quienes.isEmpty,
                pendientes: quienes.filter { !cumple($0) }.map { $0["nombre"] ?? $0.clave.id },
                ultimo: quienes.compactMap(dia).max())
        }
        switch campo {
        case "solicitud_limite":
            return de(difusores, { ["solicitud", "formalizado"].contains($0["estado"]) }, { $0.dia("fecha") })
        case "infraestructura_limite":
            return de(formalizados, Self.tieneInfraestructura) { f in
                f.grupos("infraestructura").compactMap { $0.dia("fecha") }.max()
            }
        case "lista_desde":
            return de(
                formalizados,
                { $0["publicado_desde"] != nil && $0["enlace"] != nil && $0["logotipo"] != nil },
                { $0.dia("publicado_desde") })
        case "memoria_limite": return de(formalizados, { $0["memoria_fecha"] != nil }, { $0.dia("memoria_fecha") })
        default: return nil
        }
    }

    /// High availability is preferred, not asked for.
    private static func tieneInfraestructura(_ difusor: Ficha) -> Bool {
        let exigidos = difusor.grupos("infraestructura").filter { $0["requisito"] != "alta_disponibilidad" }
        return difusor["evaluacion"] == "suficiente" || !exigidos.isEmpty && exigidos.allSatisfy { $0.es("cumple") }
    }
}
