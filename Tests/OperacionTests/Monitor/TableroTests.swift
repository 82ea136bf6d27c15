import Almacen
import Electoral
import Operacion
import Testing

@Suite struct TableroTests {
    /// One acta at each step, 60 minutes after the start.
    private static func unaEnCadaPaso() throws -> NocheDePrueba {
        var n = NocheDePrueba()
        try n.acopiar(1, minuto: 10)
        try n.digitalizar(2, minuto: 11, origen: .casilla)
        try n.digitalizar(3, minuto: 12, origen: .casilla)
        try n.capturar(3, [1, 2, 3, 4, 5], persona: 3, minuto: 20)
        try n.digitalizar(4, minuto: 12, origen: .casilla)
        try n.capturar(4, [1, 2, 3, 4, 5], persona: 3, minuto: 21)
        try n.capturar(4, [1, 2, 3, 4, 6], persona: 4, minuto: 22)
        try n.digitalizar(5, minuto: 12, origen: .casilla)
        for (persona, nulos) in [(3, 5), (4, 6), (5, 7)] as [(Int, Int32)] {
            try n.capturar(5, [1, 2, 3, 4, nulos], persona: persona, minuto: 20 + persona)
        }
        try n.verificar(6, [100, 90, 80, 70, 5], minuto: 30)
        try n.verificar(7, [100, 90, 80, 70, 6], minuto: 31)
        try n.suceder(7, .cotejo, persona: 7, minuto: 50)
        try n.suceder(8, .sinActa(.paqueteNoEntregado), persona: 6, minuto: 55, centro: "CATD-1")
        return n
    }

    @Test func `cada acta se cuenta en un solo paso con la edad de la más antigua`() throws {
        let tablero = try Self.unaEnCadaPaso().tablero(minuto: 60)
        let cuentas = Dictionary(uniqueKeysWithValues: tablero.pasos.map { ($0.etapa, $0.actas) })
        #expect(
            cuentas == [
                .esperada: 2, .acopiada: 1, .digitalizada: 1, .capturada: 1, .enDiferencia: 1, .enSupervision: 1,
                .verificada: 1, .cotejada: 1, .sinActa: 1, .fueraDeCatalogo: 0,
            ])
        #expect(cuentas.values.reduce(0, +) == NocheDePrueba.catalogo.actas.count)
        let edades = Dictionary(uniqueKeysWithValues: tablero.pasos.map { ($0.etapa, $0.masVieja.map { $0 / 60 }) })
        #expect(edades[.esperada] == 60)
        #expect(edades[.acopiada] == 50)
        #expect(edades[.enDiferencia] == 38)
        #expect(edades[.fueraDeCatalogo] == .some(nil))
    }

    @Test func `lo que tiene resultado y lo que falta suman las esperadas, aunque algo esté en corrección`() throws {
        var n = try Self.unaEnCadaPaso()
        try n.suceder(6, .recaptura(motivo: "Se ve otra cifra"), persona: 6, minuto: 57)
        let tablero = n.tablero(minuto: 60)
        let conResultado = tablero.avance.reduce(0) { $0 + $1.capturadas }
        #expect(conResultado == 3 && tablero.enCorreccion == 1 && tablero.actas(.sinActa) == 1)
        var faltan = FiltroDeActas()
        faltan.faltan = true
        let filas = n.memoria().actas(faltan, NocheDePrueba.minuto(60))
        #expect(filas.count { !$0.conResultado } == tablero.esperadas - conResultado)
        #expect(filas.count { $0.conResultado } == 2)
        // Whoever confirmed that there is no acta received none.
        let quien = try #require(n.memoria().personal().first { $0.persona.id == 6 })
        #expect(quien.acopios == 0 && quien.decisiones > 0)
    }

    @Test func `cada centro dice lo suyo`() throws {
        let tablero = try Self.unaEnCadaPaso().tablero(minuto: 60)
        let uno = try #require(tablero.centros.first { $0.clave == "CATD-1" })
        #expect(uno.esperadas == 8 && uno.llegadas == 7 && uno.digitalizadas == 6 && uno.verificadas == 2)
        #expect(uno.sinActa == 1 && uno.pendientes == 5)
        #expect(uno.ultimaActividad == NocheDePrueba.minuto(55))
        #expect(uno.masVieja == 50 * 60)
        #expect(uno.situacion == .trabaja)
        let dos = try #require(tablero.centros.first { $0.clave == "CATD-2" })
        #expect(dos.situacion == .porIniciar && dos.ultimaActividad == nil && dos.pendientes == 2)
        let ccv = try #require(tablero.centros.first { $0.clave == "CCV-1" })
        #expect(ccv.capturas == 10)
    }

    @Test func `el ritmo cuenta los últimos minutos y no los anteriores`() throws {
        let ritmo = Dictionary(
            uniqueKeysWithValues: try Self.unaEnCadaPaso().tablero(minuto: 60).ritmo.map {
                ($0.paso, [$0.en5, $0.en15, $0.en60])
            })
        #expect(ritmo["Acopio"] == [0, 0, 1])
        #expect(ritmo["Cotejo"] == [0, 1, 1])
        #expect(ritmo["Captura"] == [0, 0, 10])
        // Sin acta is a result as well; one at exactly five minutes is out.
        #expect(ritmo["Con resultado"] == [0, 1, 3])
    }

    @Test func `una diferencia se cuenta por ronda y la tercera captura no la repite`() throws {
        let tablero = try Self.unaEnCadaPaso().tablero(minuto: 60)
        #expect(tablero.comparadas == 4)
        #expect(tablero.distintas == 2)
        #expect(tablero.deCasilla == 6 && tablero.deCATD == 0)
    }

    @Test func `la curva suma lo que pasó y calla lo que no ha pasado`() throws {
        let curva = try Self.unaEnCadaPaso().tablero(minuto: 60).curva
        #expect(curva.first { $0.minuto == 30 }?.capturadas == 1)
        #expect(curva.first { $0.minuto == 60 }?.capturadas == 3)
        #expect(curva.first { $0.minuto == 60 }?.llegadas == 7)
        #expect(curva.first { $0.minuto == 70 }?.capturadas == nil)
        #expect(curva.last?.minuto == 26 * 60)
        #expect(curva.last?.esperadas == 9)
    }

    @Test(arguments: [(0, 0), (120, 200), (150, 550), (180, 900), (26 * 60, 9700), (40 * 60, 9700), (-5, 0)])
    func `la curva esperada es la federal de 2021 y entre sus puntos va en línea recta`(
        _ minuto: Int, _ centesimas: Int
    ) {
        #expect(CurvaEsperada.federal2021.centesimas(minuto: minuto) == centesimas)
    }

    @Test func `leer la noche por partes da el mismo tablero que leerla de una vez`() throws {
        let entera = try Self.unaEnCadaPaso()
        var partes = MemoriaDeNoche(catalogo: NocheDePrueba.catalogo, proceso: NocheDePrueba.proceso)
        var avance = NocheDePrueba()
        try avance.acopiar(1, minuto: 10)
        partes.incorporar(avance.novedades)
        var resto = entera.novedades
        resto.hechos.removeFirst()
        resto.adscripcion = nil
        partes.incorporar(resto)
        let (a, b) = (partes.tablero(NocheDePrueba.minuto(60)), entera.tablero(minuto: 60))
        #expect(a.pasos == b.pasos && a.centros == b.centros && a.ritmo == b.ritmo && a.curva == b.curva)
        #expect(a.alarmas == b.alarmas && a.comparadas == b.comparadas)
    }

    @Test func `toda acta que falta tiene motivo y responsable`() throws {
        var filtro = FiltroDeActas()
        filtro.faltan = true
        let n = try Self.unaEnCadaPaso()
        let filas = n.memoria().actas(filtro, NocheDePrueba.minuto(60))
        #expect(filas.count == 8)
        #expect(filas.allSatisfy { !$0.motivo.isEmpty && !$0.responsable.isEmpty })
        let motivos = Dictionary(uniqueKeysWithValues: filas.map { ($0.acta.id, $0.motivo) })
        #expect(motivos[1] == "En el CATD, sin digitalizar")
        #expect(motivos[5] == "Tres capturas distintas: espera decisión")
        #expect(motivos[8] == "Sin acta por paquete no entregado")
        #expect(motivos[9] == "No ha llegado al CATD ni su imagen")
        #expect(filas.map(\.segundos) == filas.map(\.segundos).sorted(by: >))
        filtro.centro = "CATD-2"
        #expect(n.memoria().actas(filtro, NocheDePrueba.minuto(60)).map(\.acta.id) == [9, 10])
    }

    @Test func `el margen de cada contienda sale del cómputo por candidatura y de lo que falta`() throws {
        var n = try Self.unaEnCadaPaso()
        try n.verificar(9, [300, 10, 0, 0, 0], minuto: 32)
        try n.verificar(10, [600, 0, 0, 0, 0], minuto: 33)
        let contiendas = n.memoria().contiendas()
        #expect(contiendas.map(\.nombre) == ["UNO", "DOS"])
        let uno = contiendas[0]
        #expect(uno.margen.primera?.votos == 200 && uno.margen.segunda?.votos == 180 && uno.contabilizadas == 2)
        #expect(uno.margen.pendientes == 5 && uno.margen.noContabilizadas == 1 && uno.margen.cota == 6 * 508)
        #expect(uno.primera == "Partido A" && uno.margen.puedeCambiar)
        // The one that exceeds is not counted: its votes could still enter.
        let dos = contiendas[1]
        #expect(dos.margen.ventaja == 290 && dos.margen.noContabilizadas == 1 && dos.margen.puedeCambiar)
    }
}
