import Bitacora
import Electoral
import Formatos
import Publicacion

/// A small election without a store, whose results the test dictates: two elections of two units and three sections each.
struct Mini {
    var proceso: Proceso
    let entorno: Entorno
    let catalogo: Catalogo
    private(set) var escrutinio: Escrutinio
    private(set) var cortes: [Corte] = []
    private var numero = 0
    private var resultados: [ResultadoNumerado] = []

    /// - Parameters:
    ///   - adorno: put around every name that a catalogue gives.
    ///   - ids: of its two elections.
    init(
        _ entorno: Entorno = .simulacro, adorno: String = "", origen: String = "prep.example/mini",
        ids: [String] = ["AYUN", "DIP_LOC"]
    ) {
        self.entorno = entorno
        let inicio = Instante(segundos: 1_812_326_400)
        let entidad = Entidad(clave: 5, nombre: "COAHUILA\(adorno)", abreviatura: "COAH")
        proceso = Proceso(
            nombre: "Proceso 2027\(adorno)", institucion: "Instituto\(adorno)", entidad: entidad, huso: .centro,
            inicioAcopio: inicio, inicioPublicacion: inicio + 7200, cierrePublicacion: inicio + 26 * 3600,
            minutosEntreCortes: 10, origen: origen)
        catalogo = Self.catalogo(entidad, adorno, ids)
        escrutinio = Escrutinio(
            catalogo: catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
    }

    private static func catalogo(_ entidad: Entidad, _ adorno: String, _ ids: [String]) -> Catalogo {
        let opciones = [
            Opcion(columna: "PA", nombre: "Partido A\(adorno)", clase: .partido),
            Opcion(columna: "PB", nombre: "Partido B\(adorno)", clase: .partido),
            Opcion(columna: "PA_PB", nombre: "Juntos\(adorno)", clase: .combinacion(miembros: [0, 1])),
            Opcion(columna: "CI", nombre: "Independiente\(adorno)", clase: .independiente),
            Opcion(columna: "NULOS", clase: .nulos),
        ]
        let plantilla = Plantilla(
            id: "P", campos: [.personasVotaron] + opciones.indices.map { .voto($0) } + [.totalAsentado])
        let elecciones = ids.map {
            Eleccion(
                id: $0, titulo: "\($0)\(adorno)", anio: 2027, ambito: $0 == "AYUN" ? .municipio : .distrito,
                opciones: opciones,
                unidades: [Unidad(clave: "001", nombre: "Uno\(adorno)"), Unidad(clave: "002", nombre: "Dos\(adorno)")],
                plantillas: [plantilla],
                candidaturas: [
                    Candidatura(unidad: "001", columna: "PA", propietaria: "Candidatura 1\(adorno)", suplente: nil)
                ])
        }
        var actas: [Acta] = []
        for e in elecciones.indices {
            for seccion in 1...3 {
                let casilla = Casilla(tipo: .basica, seccion: seccion, numero: 1, listaNominal: 700, representantes: 10)
                let clave = casilla.clave(entidad: entidad.clave)
                actas.append(
                    Acta(
                        id: 0, identidad: clave, eleccion: e, unidad: seccion == 3 ? 1 : 0, casilla: casilla,
                        claveCasilla: clave, claveActa: clave + "\(e + 2)", tipoActa: "\(e + 2)", plantilla: 0))
            }
        }
        return Catalogo(entidad: entidad, elecciones: elecciones, actas: actas)
    }

    static let foto: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, 0xFF, 0xD9]

    /// A verified acta. Its image is made of `foto` and a byte that says which.
    mutating func verificar(
        _ acta: Acta.ID, votos: [Int32] = [100, 80, 7, 3, 2], motivo: String? = nil, foto n: UInt8 = 0
    ) {
        let sha256 = Huella.sha256(Self.foto + [UInt8(acta), n])
        let datos: [Dato] =
            [.sinDato] + votos.map { $0 < 0 ? .ilegible : .cantidad($0) } + [.cantidad(votos.reduce(0, +))]
        let hora = proceso.inicioAcopio + numero * 60
        incorporar(
            acta,
            Resultado(
                condicion: .capturada(Captura(datos)), imagen: sha256,
                procedencia: Procedencia(origen: .catd, digitalizacion: .escaner, mecanismo: "F"), acopio: hora,
                captura: hora + 60, verificacion: hora + 120, motivo: motivo))
    }

    mutating func declararSinActa(_ acta: Acta.ID) {
        incorporar(
            acta,
            Resultado(
                condicion: .sinActa(.paqueteNoEntregado), imagen: nil, procedencia: nil, acopio: nil, captura: nil,
                verificacion: nil))
    }

    private mutating func incorporar(_ acta: Acta.ID, _ resultado: Resultado) {
        numero += 4
        resultados.append(ResultadoNumerado(acta: acta, numero: numero, resultado: resultado))
        escrutinio.incorporar(Array(resultados.suffix(1)), fueraDeCatalogo: [:])
    }

    /// The operation as it was at one of its cortes.
    func hasta(_ n: Int) -> Mini {
        var antes = self
        antes.cortes = Array(cortes.prefix(n))
        antes.resultados = resultados.filter { $0.numero <= antes.cortes[n - 1].hasta }
        antes.numero = antes.cortes[n - 1].hasta
        antes.escrutinio = Escrutinio(
            catalogo: catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
        antes.escrutinio.incorporar(antes.resultados, fueraDeCatalogo: [:])
        return antes
    }

    @discardableResult
    mutating func cortar(ultimo: Bool = false, conBase: Bool = true, antesDeAbrir: Bool = false) -> Corte {
        let instante = proceso.inicioPublicacion + (antesDeAbrir ? -3600 : cortes.count * 600)
        let corte = Corte(
            numero: cortes.count + 1, instante: instante, hasta: numero, ultimo: ultimo,
            siguiente: ultimo ? nil : instante + 600, conBase: conBase)
        cortes.append(corte)
        return corte
    }

    var clave: ClaveDeFirma {
        get throws { try ClaveDeFirma(derivadaDe: [1], nombre: Publicador.origen(proceso, entorno)) }
    }

    func publicador(
        en carpeta: String, sitio: ConfiguracionDelSitio = ConfiguracionDelSitio(),
        imagen: ((String) throws -> [UInt8]?)? = nil,
        difusores: @escaping (Corte) throws -> [DifusorEnSitio] = { _ in [] }
    ) throws -> Publicador {
        // Replays carry the codes of the source and have no images.
        let sinImagenes = entorno == .repeticion
        let todas = Cajon(self)
        return try Publicador(
            proceso: proceso, entorno: entorno, catalogo: catalogo, formato: FormatoDeBase(), clave: try clave,
            carpeta: carpeta, sitio: sitio, difusores: difusores,
            imagen: imagen ?? { sinImagenes ? nil : todas.imagen($0) })
    }

    /// Publishes the last corte.
    @discardableResult
    func publicar(_ publicador: Publicador) throws -> Publicador.Informe {
        try publicador.publicar(escrutinio, computos: escrutinio.computos(), cortes: cortes)
    }

    /// The images of every acta that the small election may have, whoever asks and whenever.
    private struct Cajon {
        private var bytes: [String: [UInt8]] = [:]

        init(_ mini: Mini) {
            for acta in mini.catalogo.actas {
                for n in UInt8(0)..<8 {
                    let foto = Mini.foto + [UInt8(acta.id), n]
                    bytes[Huella.sha256(foto)] = foto
                }
            }
        }

        func imagen(_ sha256: String) -> [UInt8]? { bytes[sha256] }
    }

    /// Two cortes of different content, for the tests that need a before and an after.
    static func conDosCortes() -> (antes: Mini, despues: Mini) {
        var mini = Mini()
        for acta in [1, 2, 4] { mini.verificar(acta) }
        mini.cortar()
        let antes = mini
        mini.verificar(3, votos: [10, 200, 5, 1, 4])
        mini.verificar(1, votos: [90, 85, 9, 3, 2], motivo: "Cotejo: se leyó mal una cifra", foto: 1)
        mini.declararSinActa(6)
        mini.cortar()
        return (antes, mini)
    }
}

/// Another catalogue under the same process.
struct MiniDe {
    let catalogo: Catalogo
    let mini: Mini

    init(_ catalogo: Catalogo, _ mini: Mini) {
        self.catalogo = catalogo
        self.mini = mini
    }

    /// Its first corte, with every acta in process.
    func publicarVacia(en carpeta: String) throws {
        let escrutinio = Escrutinio(
            catalogo: catalogo, criterios: Criterios(limites: mini.proceso.limites), fraccion: mini.proceso.fraccion)
        let publicador = try Publicador(
            proceso: mini.proceso, entorno: mini.entorno, catalogo: catalogo, formato: FormatoDeBase(),
            clave: try mini.clave,
            carpeta: carpeta, imagen: { _ in nil })
        let corte = Corte(numero: 1, instante: mini.proceso.inicioPublicacion, hasta: 0, ultimo: false, siguiente: nil)
        _ = try publicador.publicar(escrutinio, computos: escrutinio.computos(), cortes: [corte])
    }
}
