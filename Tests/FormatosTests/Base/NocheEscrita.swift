import Electoral
import Formatos

/// The worked example of dominio, appendix B, as an election that can be written: coalition PA+PB+PC, party PD, nine
/// expected actas and one fuera de catálogo.
struct NocheEscrita {
    static let opciones: [Opcion] =
        ["PA", "PB", "PC", "PD"].map { Opcion(columna: $0, nombre: "Partido \($0.last ?? "A")", clase: .partido) } + [
            Opcion(columna: "PA_PB_PC", clase: .combinacion(miembros: [0, 1, 2])),
            Opcion(columna: "PA_PB", clase: .combinacion(miembros: [0, 1])),
            Opcion(columna: "PA_PC", clase: .combinacion(miembros: [0, 2])),
            Opcion(columna: "PB_PC", clase: .combinacion(miembros: [1, 2])),
            Opcion(columna: "NO_REGISTRADAS", clase: .noRegistradas), Opcion(columna: "NULOS", clase: .nulos),
        ]

    static let auxiliares: [Plantilla.Campo] = [
        .boletasSobrantes, .personasVotaron, .representantesVotaron, .votosSacados,
    ]
    static let plantilla = Plantilla(
        id: "P", campos: auxiliares + opciones.indices.map { .voto($0) } + [.totalAsentado])

    /// Type, section, lista nominal, representantes and what became of it.
    static let renglones: [(Casilla.Tipo, Int, Int, Int, Int, Resultado.Condicion?)] = [
        (.basica, 1, 1, 700, 10, capturada("100,80,60,150,12,7,5,3,1,9", 427)),
        (.contigua, 1, 1, 699, 10, capturada("90,I,55,140,10,6,4,2,0,8", 315)),
        (.contigua, 1, 2, 699, 10, capturada("85,70,50,S,9,5,3,1,2,7", 232)),
        (.basica, 2, 1, 500, 8, capturada("200,150,100,60,10,5,3,1,0,6", 535)),
        (.contigua, 2, 1, 500, 8, capturada("I,I,S,I,S,S,I,I,S,S", 0)),
        (.basica, 3, 1, 650, 10, .sinActa(.paqueteNoEntregado)),
        (.extraordinaria, 3, 1, 300, 6, .sinActa(.casillaNoInstalada)),
        (.especial, 3, 1, 0, 10, capturada("120,90,70,200,8,4,2,1,3,12", 510)), (.basica, 4, 1, 600, 10, nil),
    ]

    static func capturada(_ votos: String, _ asentado: Int32) -> Resultado.Condicion {
        let datos: [Dato] = votos.split(separator: ",").map {
            $0 == "I" ? .ilegible : $0 == "S" ? .sinDato : .cantidad(Int32($0) ?? 0)
        }
        return .capturada(
            Captura([.cantidad(201), .ilegible, .sinDato, .cantidad(430)] + datos + [.cantidad(asentado)]))
    }

    static let hash = String(repeating: "0a1b2c3d", count: 8)
    static let huso = Huso.centro

    static func instante(_ texto: String) -> Instante {
        FechaImpresa.leer(texto)?.fecha.instante(en: huso) ?? Instante(segundos: 0)
    }

    var eleccion: Eleccion
    let proceso: Proceso
    let entorno: Entorno
    let corte: Corte
    let catalogo: Catalogo
    let escrutinio: Escrutinio

    init(
        ambito: Eleccion.Ambito = .municipio, titulo: String = "AYUNTAMIENTOS", unidad: String = "ABASOLO",
        redaccion: Redaccion = .opl, entorno: Entorno = .oficial, ultimo: Bool = true, candidaturas: [Candidatura] = []
    ) {
        eleccion = Eleccion(
            id: ambito == .municipio ? "AYUN" : "DIP_LOC", titulo: titulo, anio: 2027, ambito: ambito,
            opciones: Self.opciones,
            unidades: [Unidad(clave: "001", nombre: unidad)], plantillas: [Self.plantilla], candidaturas: candidaturas)
        let limites = Limites(boletasEspeciales: 1000)
        proceso = Proceso(
            nombre: "Proceso Electoral Local 2027", institucion: "Instituto Electoral de Ejemplo",
            entidad: Entidad.todas[4], huso: Self.huso, inicioAcopio: Self.instante("06/06/2027 18:00"),
            inicioPublicacion: Self.instante("06/06/2027 20:00"), cierrePublicacion: Self.instante("07/06/2027 20:00"),
            minutosEntreCortes: 20, origen: "prep.ejemplo.mx/2027", limites: limites, redaccion: redaccion)
        self.entorno = entorno
        corte = Corte(
            numero: 9, instante: Self.instante("07/06/2027 20:00"), hasta: 10, ultimo: ultimo,
            siguiente: ultimo ? nil : Self.instante("07/06/2027 20:20"))
        let actas = Self.renglones.enumerated().map { i, r in
            let casilla = Casilla(tipo: r.0, seccion: r.1, numero: r.2, listaNominal: r.3, representantes: r.4)
            let clave = casilla.clave(entidad: 5)
            return Acta(
                id: 0, identidad: clave, eleccion: 0, unidad: 0, casilla: casilla, claveCasilla: clave,
                claveActa: clave + "4",
                tipoActa: "4", plantilla: 0)
        }
        catalogo = Catalogo(entidad: Entidad.todas[4], elecciones: [eleccion], actas: actas)
        escrutinio = Self.escrutinio(catalogo, limites)
    }

    private static func escrutinio(_ catalogo: Catalogo, _ limites: Limites) -> Escrutinio {
        var escrutinio = Escrutinio(catalogo: catalogo, criterios: Criterios(limites: limites), fraccion: .unoACadaUno)
        var resultados: [ResultadoNumerado] = []
        func agregar(_ id: Acta.ID, _ condicion: Resultado.Condicion) {
            let sinActa = if case .sinActa = condicion { true } else { false }
            let capturada = if case .capturada = condicion { true } else { false }
            resultados.append(
                ResultadoNumerado(
                    acta: id, numero: resultados.count + 1,
                    resultado: Resultado(
                        condicion: condicion, imagen: sinActa ? nil : hash,
                        procedencia: sinActa
                            ? nil : Procedencia(origen: .catd, digitalizacion: .escaner, mecanismo: "F-D"),
                        acopio: sinActa ? nil : instante("06/06/2027 20:10:01"),
                        captura: capturada ? instante("06/06/2027 20:20:02") : nil,
                        verificacion: capturada ? instante("06/06/2027 20:30:03") : nil)))
        }
        for r in renglones {
            let clave = Casilla(tipo: r.0, seccion: r.1, numero: r.2, listaNominal: r.3, representantes: r.4).clave(
                entidad: 5)
            if let condicion = r.5, let acta = catalogo.actas.first(where: { $0.identidad == clave }) {
                agregar(acta.id, condicion)
            }
        }
        agregar(100, .fueraDeCatalogo)
        escrutinio.incorporar(
            resultados, fueraDeCatalogo: [100: ActaFueraDeCatalogo(id: 100, eleccion: 0, identidad: "X")])
        return escrutinio
    }

    func escritor(_ formato: FormatoDeBase = FormatoDeBase()) -> EscritorDeBase {
        EscritorDeBase(eleccion: eleccion, formato: formato, proceso: proceso, entorno: entorno)
    }

    func base(_ formato: FormatoDeBase = FormatoDeBase()) -> [UInt8] {
        let escritor = escritor(formato)
        let filas =
            catalogo.actas.map { escritor.fila($0, escrutinio.actas[$0.id - 1]) }
            + escrutinio.fuera[0].map { escritor.fila(fueraDeCatalogo: $0.resultado) }
        return escritor.archivo(corte, escrutinio.computo(eleccion: 0).entidad.resumen, filas: filas)
    }

    func texto(_ formato: FormatoDeBase = FormatoDeBase(codificacion: .utf8)) -> String {
        String(decoding: base(formato), as: UTF8.self)
    }

    func leeme(_ formato: FormatoDeBase) -> String {
        Leeme.texto(eleccion, formato, proceso: proceso, entorno: entorno)
    }
}
