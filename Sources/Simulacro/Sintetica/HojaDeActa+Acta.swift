import Electoral
import Imagenes
import Operacion

extension HojaDeActa {
    /// The printed sheet of an acta of the catalogue with the figures of `condicion`; its boxes stay blank when there
    /// are none.
    ///
    /// `marca` is that of the environment (`Entorno.marca`) and decides the environment that the QR names
    /// (`EtiquetaDeActa`): no mark means oficial, an unknown one simulacro. `llave` makes the check value of the QR.
    public static func de(
        _ acta: Acta, en catalogo: Catalogo, proceso: Proceso, marca: String?, condicion: Resultado.Condicion?,
        llave: [UInt8]
    ) -> HojaDeActa {
        let eleccion = catalogo.eleccion(de: acta)
        let plantilla = catalogo.plantilla(de: acta)
        let datos: [Dato] = if case .capturada(let captura) = condicion { captura.datos } else { [] }
        let renglones = plantilla.campos.enumerated().map { i, campo in
            renglon(campo, eleccion, i < datos.count ? Valor(datos[i]) : .vacio)
        }
        let qr = EtiquetaDeActa(
            acta, en: catalogo, origen: proceso.origen,
            entorno: Entorno.allCases.first { $0.marca == marca } ?? .simulacro, llave: llave)
        return HojaDeActa(
            institucion: proceso.institucion, proceso: proceso.nombre, eleccion: titulo(eleccion, acta.principio),
            marca: marca,
            claveActa: acta.claveActa, plantilla: plantilla.id, identificacion: identificacion(acta, catalogo),
            renglones: renglones, qr: qr.texto)
    }

    /// A sheet that nobody can tie to a casilla: identification and QR are missing, some figures are there.
    ///
    /// - Parameter identidad: that of the `Suceso`; it only chooses the figures.
    public static func fueraDeCatalogo(
        identidad: String, eleccion posicion: Int, en catalogo: Catalogo, proceso: Proceso, marca: String?
    ) -> HojaDeActa {
        let eleccion = catalogo.elecciones[posicion]
        var azar = GeneradorSembrado(semilla: 0, clave: "\(eleccion.id)/\(identidad)")
        let campos = eleccion.plantillas.first?.campos ?? []
        let renglones = campos.map { campo in
            let valor: Valor =
                switch campo {
                case .voto: .cantidad(azar.entre(0...90))
                default: azar.ocurre(1, de: 2) ? .vacio : .ilegible
                }
            return renglon(campo, eleccion, valor)
        }
        let unidad = eleccion.ambito == .distrito ? "Distrito local" : eleccion.ambito.nombre()
        return HojaDeActa(
            institucion: proceso.institucion, proceso: proceso.nombre, eleccion: eleccion.titulo, marca: marca,
            claveActa: "",
            plantilla: eleccion.plantillas.first?.id ?? "",
            identificacion: ["Entidad", unidad, "Sección", "Casilla"].map { Identificacion(etiqueta: $0, valor: "") },
            renglones: renglones, qr: "")
    }

    fileprivate static func renglon(_ campo: Plantilla.Campo, _ eleccion: Eleccion, _ valor: Valor) -> Renglon {
        Renglon(etiqueta: etiqueta(campo, eleccion), valor: valor, grupo: grupo(campo, eleccion))
    }

    private static func titulo(_ eleccion: Eleccion, _ principio: Principio) -> String {
        switch principio {
        case .mayoriaRelativa: eleccion.titulo
        case .representacionProporcional: "\(eleccion.titulo) (REPRESENTACIÓN PROPORCIONAL)"
        }
    }

    private static func identificacion(_ acta: Acta, _ catalogo: Catalogo) -> [Identificacion] {
        let eleccion = catalogo.eleccion(de: acta)
        var cuadros = [
            Identificacion(etiqueta: "Entidad", valor: "\(catalogo.entidad.claveDosCifras) \(catalogo.entidad.nombre)")
        ]
        if let unidad = acta.unidad.map({ eleccion.unidades[$0] }) {
            let nombre = eleccion.ambito == .distrito ? "Distrito local" : eleccion.ambito.nombre()
            cuadros.append(Identificacion(etiqueta: nombre, valor: "\(unidad.clave) \(unidad.nombre)"))
        }
        if let seccion = acta.casilla.seccion {
            cuadros.append(Identificacion(etiqueta: "Sección", valor: cifras(seccion, ancho: 4)))
        }
        cuadros.append(Identificacion(etiqueta: "Casilla", valor: acta.casilla.nombre))
        cuadros.append(Identificacion(etiqueta: "Tipo de acta", valor: acta.tipoActa))
        return cuadros
    }

    private static func etiqueta(_ campo: Plantilla.Campo, _ eleccion: Eleccion) -> String {
        switch campo {
        case .boletasSobrantes: "Boletas sobrantes"
        case .personasVotaron: "Personas que votaron"
        case .representantesVotaron: "Representantes que votaron"
        case .votosSacados: "Votos sacados de la urna"
        case .voto(let i): eleccion.opciones[i].nombre
        case .totalAsentado: "Total de votos"
        }
    }

    private static func grupo(_ campo: Plantilla.Campo, _ eleccion: Eleccion) -> Grupo {
        switch campo {
        case .boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados: .auxiliar
        case .totalAsentado: .total
        case .voto(let i):
            switch eleccion.opciones[i].clase {
            case .partido: .partido
            case .combinacion: .coalicion
            case .candidaturaComun: .candidaturaComun
            case .independiente: .independiente
            case .noRegistradas, .nulos: .otros
            }
        }
    }
}

extension HojaDeActa.Valor {
    init(_ dato: Dato) {
        self =
            switch dato {
            case .cantidad(let n): .cantidad(Int(n))
            case .ilegible: .ilegible
            case .sinDato: .vacio
            }
    }
}

extension Eleccion {
    /// The same election with its formats as `prep actas` draws them: each knows where its amounts are written. A format
    /// that already says it keeps what it says.
    public func dibujada() -> Eleccion {
        con(
            plantillas: plantillas.map { p in
                let dibujados = DibujoDeActa.recuadros(p.campos.map { HojaDeActa.renglon($0, self, .vacio) })
                return Plantilla(id: p.id, campos: p.campos, recuadros: p.recuadros ?? dibujados)
            })
    }
}
