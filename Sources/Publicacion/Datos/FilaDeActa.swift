import Electoral

/// An acta in the list of its section.
struct FilaDeActa: Encodable {
    let claveActa: String
    let nombre: String
    /// Relative to the folder of the unit.
    let ruta: String
    let contabilizada: String
    let listaNominal: Int
    /// Calculated by the system; nil without one figure that can be read.
    let totalDeVotos: Int?
    let participacion: String?
    let observaciones: String
    let sinActa: Bool
    /// Why no field of votes has a figure.
    let sinLeer: Texto?
    let digitalizacion: Digitalizacion?

    private enum CodingKeys: String, CodingKey {
        case claveActa, nombre, ruta, contabilizada, listaNominal, totalDeVotos, participacion, observaciones
    }

    init(_ acta: Acta, _ estado: ActaEnCorte, redaccion: Redaccion, ruta: String) {
        claveActa = acta.claveActa
        let proporcional = acta.principio == .representacionProporcional ? " · representación proporcional" : ""
        nombre = acta.casilla.nombre + proporcional
        self.ruta = ruta
        contabilizada = estado.veredicto.contabilizada.rawValue
        listaNominal = acta.casilla.listaNominal
        sinActa = if case .sinActa = estado.resultado?.condicion { true } else { false }
        sinLeer =
            if case .todosLosCampos(let ilegible, _) = estado.veredicto.criterio {
                ilegible ? .ilegible : .sinDato
            } else {
                nil
            }
        totalDeVotos = sinActa || sinLeer != nil ? nil : estado.veredicto.total
        participacion =
            acta.casilla.listaNominal > 0
            ? totalDeVotos.map { Porcentaje($0, de: acta.casilla.listaNominal).texto } : nil
        observaciones = estado.resultado == nil ? "" : redaccion.observaciones(estado.veredicto.criterio)
        digitalizacion = sinActa ? nil : estado.resultado?.procedencia?.digitalizacion
    }

    var estado: Texto {
        switch contabilizada {
        case Contabilizada.si.rawValue: .contabilizada
        case Contabilizada.no.rawValue: .noContabilizada
        case Contabilizada.fueraDeCatalogo.rawValue: .fueraDeCatalogo
        default: .enProceso
        }
    }

    /// Words where there is no figure: a bare zero would say that nobody voted.
    func total(_ t: Textos) -> HTML {
        if sinActa { return t(.sinActa) }
        if let sinLeer { return "<span class=\"palabra\">\(t(sinLeer))</span>" }
        return totalDeVotos.map { "\($0)" } ?? "—"
    }
}
