import Electoral

/// Actas that are not of an ordinary casilla: modalities and casillas especiales, each with its own sums.
struct Especiales {
    enum Clase: String, CaseIterable, Encodable {
        case extranjero, anticipado, prision = "prision_preventiva"
        case especialesMR = "especiales_mr"
        case especialesRP = "especiales_rp"

        init?(_ acta: Acta) {
            switch (acta.casilla.tipo, acta.principio) {
            case (.extranjero, _): self = .extranjero
            case (.anticipado, _): self = .anticipado
            case (.prisionPreventiva, _): self = .prision
            case (.especial, .mayoriaRelativa): self = .especialesMR
            case (.especial, .representacionProporcional): self = .especialesRP
            case (.basica, _), (.contigua, _), (.extraordinaria, _): return nil
            }
        }

        var titulo: Texto {
            switch self {
            case .extranjero: .votoDesdeElExtranjero
            case .anticipado: .votoAnticipado
            case .prision: .prisionPreventiva
            case .especialesMR: .especialesMR
            case .especialesRP: .especialesRP
            }
        }

        var nota: Texto {
            switch self {
            case .extranjero: .notaDeExtranjero
            case .anticipado: .notaDeAnticipado
            case .prision: .notaDePrision
            case .especialesMR: .notaDeEspecialesMR
            case .especialesRP: .notaDeEspecialesRP
            }
        }
    }

    /// The actas of one kind in one election.
    struct Grupo: Encodable {
        let eleccion: String
        let clase: Clase
        let resumen: ResumenPublicado
        let candidaturas: [CandidaturaEnNivel]
        let votos: [DatosDeNivel.Columna]
        let actas: [FilaDeActa]
        let conteo: Resumen
        /// Position of the election in the catalogue.
        let indice: Int
        /// Number of the fact that its figures come from.
        let numero: Int

        private enum CodingKeys: String, CodingKey { case eleccion, clase, resumen, candidaturas, votos, actas }
    }

    private let sitio: EleccionEnSitio
    private let actas: [(clase: Clase, actas: [Acta])]

    init(_ sitio: EleccionEnSitio) {
        self.sitio = sitio
        let suyas = sitio.catalogo.actas.lazy.filter { $0.eleccion == sitio.indice }
        actas = Clase.allCases.compactMap { clase in
            let deClase = suyas.filter { Clase($0) == clase }
            return deClase.isEmpty ? nil : (clase, Array(deClase))
        }
    }

    func grupos(_ c: ContextoDeCorte, _ n: Niveles) -> [Grupo] {
        actas.map { clase, actas in
            var a = Acumulado(opciones: n.eleccion.opciones.count)
            for acta in actas {
                let estado = c.estado(acta)
                a.sumar(
                    estado.veredicto, captura: estado.captura, acta: acta, plantilla: sitio.catalogo.plantilla(de: acta)
                )
            }
            return Grupo(
                eleccion: n.eleccion.id, clase: clase,
                resumen: ResumenPublicado(a.resumen, ultimoCorte: c.corte.ultimo),
                candidaturas: n.candidaturas(enTodas: a.votos),
                votos: n.columnas(a, participan: n.todasLasOpciones),
                actas: actas.map { acta in
                    FilaDeActa(
                        acta, c.estado(acta), redaccion: sitio.proceso.redaccion, ruta: sitio.rutas.pagina(acta))
                }, conteo: a.resumen, indice: sitio.indice, numero: c.numero(actas))
        }
    }
}

/// `especiales.json`.
struct DatosDeEspeciales: Encodable {
    let entorno: String
    let corte: CorteCitado
    let grupos: [Especiales.Grupo]
}

/// `estadistica.json`: the block of each election.
struct DatosDeEstadistica: Encodable {
    struct DeEleccion: Encodable {
        let eleccion: String
        let titulo: String
        let resumen: ResumenPublicado
        let estadistica: Estadistica
    }

    let entorno: String
    let corte: CorteCitado
    let elecciones: [DeEleccion]
}

/// `faltan.json` of the whole process.
struct DatosDeFaltanDeProceso: Encodable {
    struct DeEleccion: Encodable {
        let eleccion: String
        let totales: Faltan
    }

    let entorno: String
    let corte: CorteCitado
    let elecciones: [DeEleccion]
}

/// `index.json`: each election at a glance.
struct DatosDeInicio: Encodable {
    let entorno: String
    let corte: CorteCitado
    let elecciones: [AlVistazo]

    struct AlVistazo: Encodable {
        let eleccion: String
        let titulo: String
        let ruta: String
        let resumen: ResumenPublicado
        /// Empty where each unit elects its own.
        let candidaturas: [CandidaturaEnNivel]
        let partidos: [PartidoEnNivel]
        let encabezan: [Encabeza]
    }

    struct Encabeza: Encodable {
        let candidatura: String
        let unidades: Int
    }
}

extension PaginasDeProceso.Contienda {
    var alVistazo: DatosDeInicio.AlVistazo {
        let e = niveles.eleccion
        var cuentas: [String: Int] = [:]
        for h in datos.hijos { if let primera = h.primera { cuentas[primera, default: 0] += 1 } }
        return DatosDeInicio.AlVistazo(
            eleccion: e.id, titulo: e.titulo, ruta: "\(e.ruta)/index.json", resumen: datos.resumen,
            candidaturas: datos.candidaturas, partidos: datos.partidos,
            encabezan: cuentas.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map {
                .init(candidatura: $0.key, unidades: $0.value)
            })
    }
}
