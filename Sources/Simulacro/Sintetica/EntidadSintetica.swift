import Electoral

/// A synthetic entidad of any size with what is known of its actas at two cortes: enough to measure what a corte costs,
/// without people, images or a store.
public struct EntidadSintetica: Sendable {
    public let proceso: Proceso
    public let catalogo: Catalogo
    /// Results of the first corte, and those that come for the second, in the order of their numbers.
    public let primeros: [ResultadoNumerado]
    public let siguientes: [ResultadoNumerado]

    public static let elecciones = 3

    /// - Parameters:
    ///   - actas: how many at least; some casillas especiales have one more.
    ///   - elecciones: gubernatura, diputaciones and ayuntamientos, in this order.
    public init(_ entidad: Entidad, actas: Int, elecciones: Int, semilla comun: UInt64) {
        var propia = GeneradorSembrado(semilla: comun, clave: entidad.abreviatura)
        let semilla = propia.next()
        let contiendas = ContiendasSinteticas(semilla: semilla)
        let geografia = GeografiaSintetica(
            casillas: (actas + elecciones - 1) / elecciones, semilla: semilla,
            representantes: contiendas.ayuntamientos.map { 2 * (BoletasSinteticas.partidos.count + $0.independientes) })
        let todas: [EleccionEnPreparacion] = [
            .gubernatura(geografia), .diputaciones(contiendas.diputaciones, geografia),
            .ayuntamientos(contiendas.ayuntamientos),
        ]
        proceso = EleccionSintetica.proceso(entidad)
        catalogo = EleccionSintetica.catalogo(entidad, geografia, Array(todas.prefix(elecciones)))
        let votacion = VotacionSintetica(catalogo, limites: proceso.limites, semilla: semilla)
        var numerados: [[ResultadoNumerado]] = [[], []]
        var numero = 0
        // Of every hundred actas, two never come and one is new in the second corte.
        for (corte, turnos) in [Set(0..<97), [97]].enumerated() {
            for acta in catalogo.actas where turnos.contains(acta.id % 100) {
                numero += 1
                let resultado = Self.resultado(acta, votacion, proceso, semilla)
                numerados[corte].append(ResultadoNumerado(acta: acta.id, numero: numero, resultado: resultado))
            }
        }
        primeros = numerados[0]
        siguientes = numerados[1]
    }

    private static func resultado(
        _ acta: Acta, _ votacion: VotacionSintetica, _ proceso: Proceso, _ semilla: UInt64
    ) -> Resultado {
        var azar = GeneradorSembrado(semilla: semilla, clave: "resultado/\(acta.id)")
        let acopio = proceso.inicioAcopio + azar.entre(3_600...50_000)
        if azar.ocurre(1, de: 100) {
            return Resultado(
                condicion: .sinActa(.paqueteNoEntregado), imagen: nil, procedencia: nil, acopio: nil, captura: nil,
                verificacion: nil)
        }
        let deCasilla = azar.ocurre(54, de: 100)
        return Resultado(
            condicion: .capturada(votacion.captura(de: acta)), imagen: azar.huella(),
            procedencia: Procedencia(
                origen: deCasilla ? .casilla : .catd, digitalizacion: deCasilla ? .movil : .escaner,
                mecanismo: deCasilla ? "" : "F-D"),
            acopio: acopio, captura: acopio + azar.entre(30...900), verificacion: acopio + azar.entre(901...1_800))
    }
}

extension GeneradorSembrado {
    /// Sixty-four digits that look like the code of an image that nobody drew.
    fileprivate mutating func huella() -> String {
        let digitos = Array("0123456789abcdef".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64)
        for _ in 0..<4 {
            var resto = next()
            for _ in 0..<16 {
                bytes.append(digitos[Int(resto & 15)])
                resto >>= 4
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
