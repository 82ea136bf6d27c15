import Almacen
import Electoral
import Operacion
import Testing

/// What has to be done about a difusor, from what was noted of it.
@Suite struct SituacionDeDifusorTests {
    private typealias Tipo = HechoDeDifusion.Tipo

    private static func situacion(_ hechos: [(Tipo, Int?)], _ textos: [Int: String] = [:]) -> SituacionDeDifusor {
        SituacionDeDifusor(
            hechos.enumerated().map { i, h in
                HechoDeDifusion(
                    difusor: "uno", tipo: h.0, instante: Instante(segundos: 1_812_326_400) + i * 60, corte: h.1,
                    texto: textos[i] ?? "")
            })
    }

    @Test func `un periodo fallido pide una llamada, y no otra hasta que se recupera y vuelve a fallar`() {
        let falla = Self.situacion([(.actualizado, 1), (.intento, 2), (.periodo, 2)])
        #expect(falla.hayQueLlamar && falla.tropiezo?.tipo == .intento)
        let llamado: [(Tipo, Int?)] = [(.periodo, 2), (.llamada, nil), (.periodo, 3)]
        #expect(!Self.situacion(llamado, [1: "Contestó (Persona 1): lo revisa"]).hayQueLlamar)
        #expect(!Self.situacion([(.periodo, 2), (.actualizado, 3)]).hayQueLlamar)
        let otra = Self.situacion(
            llamado + [(.actualizado, 3), (.periodo, 4)], [1: "Contestó (Persona 1): lo revisa"])
        #expect(otra.porLlamar[.falla]?.corte == 4)
    }

    @Test func `una llamada que nadie contesta no cuenta`() {
        let s = Self.situacion([(.periodo, 2), (.llamada, nil)], [1: "No contestó (Persona 1)"])
        #expect(s.hayQueLlamar && s.llamada != nil)
    }

    @Test func `la suspensión se dice aunque ya se hubiera llamado, y con el regreso se olvida`() {
        let suspendido: [(Tipo, Int?)] = [
            (.periodo, 2), (.llamada, nil), (.periodo, 3), (.periodo, 4), (.suspension, 4),
        ]
        let s = Self.situacion(suspendido, [1: "Contestó (Persona 1): lo revisa"])
        #expect(s.porLlamar.keys.map(\.self) == [.suspension] && s.suspension != nil)
        let vuelve = Self.situacion(
            suspendido + [(.pruebaPedida, nil), (.pruebaLograda, nil), (.reactivacion, nil)],
            [1: "Contestó (Persona 1): lo revisa"])
        #expect(!vuelve.hayQueLlamar && vuelve.suspension == nil && vuelve.salud.estado == .bien)
    }

    @Test func `lo que su público ve se dice aparte, hasta que una revisión sale bien`() {
        let s = Self.situacion([(.actualizado, 1), (.anomalia, 1), (.actualizado, 2)])
        #expect(s.porLlamar.keys.map(\.self) == [.anomalia])
        #expect(!Self.situacion([(.anomalia, 1), (.revision, 1)]).hayQueLlamar)
    }

    @Test func `una prueba pedida se espera hasta que se sabe cómo salió`() {
        #expect(Self.situacion([(.pruebaPedida, nil)]).pruebaPendiente)
        #expect(!Self.situacion([(.pruebaPedida, nil), (.pruebaFallida, nil)]).pruebaPendiente)
    }

    @Test func `lo que ya se tomó no se toma dos veces`() {
        var m = MemoriaDeDifusion()
        let h = HechoDeDifusion(difusor: "uno", tipo: .periodo, instante: Instante(segundos: 1_812_326_400), corte: 1)
        m.incorporar([(1, h), (2, h)])
        m.incorporar([(1, h), (2, h)])
        #expect(m.ultimo == 2 && m.situaciones["uno"]?.salud.estado == .falla(2))
    }
}

/// The alarms of the monitor about difusores.
@Suite struct AlarmasDeDifusoresTests {
    private static func noche(_ hechos: [HechoDeDifusion.Tipo], texto: String = "") -> NocheDePrueba {
        var n = NocheDePrueba()
        n.novedades.difusion = hechos.enumerated().map { i, tipo in
            (
                i + 1,
                HechoDeDifusion(
                    difusor: "uno", tipo: tipo, instante: NocheDePrueba.minuto(i + 1), corte: i + 1, texto: texto)
            )
        }
        return n
    }

    @Test func `quien recibe lo suyo no da alarmas`() {
        #expect(Self.noche([.actualizado, .revision]).tablero(minuto: 10).alarmas.isEmpty)
    }

    @Test func `en falla es leve, suspendido es grave, y cada una dice desde cuándo`() throws {
        let falla = try #require(Self.noche([.actualizado, .periodo]).alarmas(.difusorEnFalla, minuto: 10).first)
        #expect(!falla.grave && falla.desde == NocheDePrueba.minuto(2) && falla.texto.contains("un periodo"))
        #expect(falla.texto.contains("último corte es el 1"))
        let n = Self.noche([.periodo, .periodo, .periodo, .suspension])
        let suspendido = try #require(n.alarmas(.difusorSuspendido, minuto: 10).first)
        #expect(suspendido.grave && suspendido.desde == NocheDePrueba.minuto(4))
        #expect(n.alarmas(.difusorEnFalla, minuto: 10).isEmpty)
    }

    @Test func `una anomalía es grave hasta que una revisión sale bien`() throws {
        let n = Self.noche([.actualizado, .anomalia], texto: "index.html: alterado")
        let alarma = try #require(n.alarmas(.difusorConAnomalia, minuto: 10).first)
        #expect(alarma.grave && alarma.texto.contains("index.html: alterado"))
        #expect(Self.noche([.anomalia, .revision]).alarmas(.difusorConAnomalia, minuto: 10).isEmpty)
    }
}
