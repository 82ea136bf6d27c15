import Almacen
import Apoyo
import Electoral
import Operacion
import Simulacro
import Testing

/// The monitor and the report over a whole synthetic night in a store.
@Suite struct MonitorDeNocheTests {
    private static func vivida<T>(_ cuerpo: (Almacen, NocheSintetica, Cortador) throws -> T) throws -> T {
        try Deposito.prestar(Motor.sqlite) { deposito in
            let noche = NocheSintetica(casillas: 60, semilla: 7)
            let almacen = Almacen(try deposito.abrir())
            try noche.preparar(almacen)
            try almacen.guardar(
                centros: noche.eleccion.centros.map {
                    CentroGuardado(clave: $0.clave, tipo: $0.tipo.rawValue, nombre: $0.nombre)
                },
                adscripcion: Dictionary(
                    uniqueKeysWithValues: noche.eleccion.catalogo.actas.map {
                        ($0.id, noche.eleccion.centro(de: $0).clave)
                    }))
            return try cuerpo(almacen, noche, try noche.correr(almacen))
        }
    }

    @Test func `el tablero cuenta lo mismo que el almacén`() throws {
        try Self.vivida { almacen, noche, _ in
            var memoria = MemoriaDeNoche(catalogo: noche.eleccion.catalogo, proceso: noche.eleccion.proceso)
            #expect(try memoria.ponerAlDia(almacen))
            #expect(try !memoria.ponerAlDia(almacen))
            let tablero = memoria.tablero(noche.eleccion.proceso.cierrePublicacion)
            for etapa in ["acopiada", "verificada", "sin_acta", "fuera_de_catalogo"] {
                let guardadas = try almacen.controlador.numero(
                    "SELECT COUNT(*) FROM acta_estado WHERE etapa = ?", [.texto(etapa)])
                #expect(tablero.pasos.first { $0.etapa.rawValue == etapa }?.actas == guardadas, "\(etapa)")
            }
            #expect(tablero.centros.reduce(0) { $0 + $1.esperadas } == noche.eleccion.catalogo.actas.count)
            #expect(tablero.curva.last?.capturadas == tablero.avance.reduce(0) { $0 + $1.capturadas })
        }
    }

    @Test func `las sumas del reporte son las del último corte`() throws {
        try Self.vivida { almacen, noche, cortador in
            let mesa = Mesa(almacen, catalogo: noche.eleccion.catalogo, esquema: noche.eleccion.proceso.esquema)
            let datos = try DatosDeReporte(
                mesa, proceso: noche.eleccion.proceso, entorno: .simulacro,
                ahora: noche.eleccion.proceso.cierrePublicacion)
            let reporte = Reporte(datos, conPersonal: true)
            #expect(reporte.corte?.ultimo == true)
            for (i, e) in reporte.elecciones.enumerated() {
                let r = try #require(cortador.computos?[i].entidad.resumen)
                #expect(e.esperadas == r.esperadas && e.registradas == r.registradas && e.capturadas == r.capturadas)
                #expect(e.contabilizadas == r.contabilizadas && e.noContabilizadas == r.noContabilizadas)
                #expect(e.participacion == r.participacion(ultimoCorte: true).texto)
                #expect(e.porcentajeCapturadas == r.porcentajeCapturadas.texto)
                // Every acta falls in one rule.
                #expect(e.observaciones.reduce(0) { $0 + $1.actas } == r.esperadas + r.fueraDeCatalogo)
            }
            let conCifras = cortador.escrutinio.actas.count { $0.captura != nil }
            #expect(reporte.serie.reduce(0) { $0 + $1.verificacion } == conCifras)
            #expect(reporte.serie.reduce(0) { $0 + $1.acopio } == conCifras - reporte.sellos.sinAcopio)
            #expect(reporte.tiempos.actas == conCifras)
            #expect(reporte.histograma.reduce(0) { $0 + $1.actas } == conCifras)
            #expect(reporte.tiemposPorDemarcacion.reduce(0) { $0 + $1.tiempos.actas } == conCifras)
            #expect(
                reporte.sinProcesar.reduce(0) { $0 + $1.actas.count } == noche.eleccion.catalogo.actas.count - conCifras
            )
            #expect(reporte.cortes.publicados == noche.cortes.count)
            let capturas = try almacen.controlador.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'")
            #expect(reporte.pasos.first { $0.paso == "Captura" }?.actos == capturas)
            #expect(reporte.personal?.reduce(0) { $0 + $1.capturas } == capturas)
            #expect(Reporte(datos, conPersonal: false).personal == nil)
        }
    }

    @Test func `quien se equivocó en la noche es quien el guion hizo equivocarse`() throws {
        try Self.vivida { almacen, noche, _ in
            var memoria = MemoriaDeNoche(catalogo: noche.eleccion.catalogo, proceso: noche.eleccion.proceso)
            try memoria.ponerAlDia(almacen)
            var descartadas: Set<Acta.ID> = []
            var esperadas: [Persona: Int] = [:]
            for s in noche.guion.sucesos {
                guard case .esperada(let acta) = s.objeto else { continue }
                if case .redigitalizacion = s.evento { descartadas.insert(acta) }
            }
            for s in noche.guion.sucesos {
                guard case .esperada(let acta) = s.objeto, !descartadas.contains(acta), case .captura(let c) = s.evento,
                    case .capturada(let verdad)? = noche.guion.verdad[acta], c != verdad,
                    memoria.etapa(acta) == .verificada
                else { continue }
                esperadas[s.persona, default: 0] += 1
            }
            #expect(!esperadas.isEmpty)
            let halladas = memoria.personal().filter { $0.erradas > 0 }.map { ($0.persona, $0.erradas) }
            #expect(Dictionary(uniqueKeysWithValues: halladas) == esperadas)
        }
    }

    @Test func `la historia de un acta tiene todos sus hechos y el corte que la publicó`() throws {
        try Self.vivida { almacen, noche, cortador in
            for acta in noche.eleccion.catalogo.actas.prefix(40) {
                let historia = try almacen.historia(de: acta.id)
                #expect(historia.sucesos.count == noche.guion.sucesos.count { $0.objeto == .esperada(acta.id) })
                let publicado = historia.publicado.flatMap { $0.numero }
                #expect(publicado ?? 0 == cortador.escrutinio.actas[acta.id - 1].numero)
                if let logro = historia.publicado, let corte = historia.corte(de: logro) {
                    #expect(corte.hasta >= logro.numero ?? .max)
                    #expect(historia.cortes.first { $0.hasta >= logro.numero ?? 0 } == corte)
                }
                #expect(historia.imagenesPublicadas.isSubset(of: Set(historia.imagenes.map(\.sha256))))
            }
        }
    }

    /// A state of 20,000 casillas with two elections, half way through its night.
    @Test func `un tablero de más de 40,000 actas se hace en menos de 50 ms`() throws {
        let eleccion = EleccionSintetica.coahuila(semilla: 3, casillas: 20_000)
        #expect(eleccion.catalogo.actas.count > 40_000)
        let guion = GuionDeNoche.generar(eleccion, semilla: 3)
        var novedades = Novedades()
        novedades.centros = eleccion.centros.map {
            CentroGuardado(clave: $0.clave, tipo: $0.tipo.rawValue, nombre: $0.nombre)
        }
        novedades.adscripcion = Dictionary(
            uniqueKeysWithValues: eleccion.catalogo.actas.map { ($0.id, eleccion.centro(de: $0).clave) })
        var ciclos = eleccion.catalogo.actas.map {
            CicloDeVida(campos: eleccion.catalogo.plantilla(de: $0).campos.count)
        }
        var desde: [Acta.ID: Instante] = [:]
        let ahora = eleccion.proceso.inicioAcopio + 10 * 3600
        for (i, s) in guion.sucesos.enumerated() where s.instante <= ahora {
            guard case .esperada(let acta) = s.objeto else { continue }
            let resultado = try ciclos[acta - 1].aplicar(s.evento, persona: s.persona, instante: s.instante)
            desde[acta] = s.instante
            novedades.hechos.append(
                HechoBreve(
                    id: i + 1, acta: acta, tipo: s.evento.tipo, instante: s.instante, persona: s.persona,
                    centro: s.centro, ronda: ciclos[acta - 1].ronda, firma: s.evento.capturaEscrita?.firma))
            if let resultado {
                novedades.resultados.append(ResultadoNumerado(acta: acta, numero: i + 1, resultado: resultado))
            }
        }
        novedades.estados = desde.map {
            EstadoDeActa(acta: $0.key, etapa: ciclos[$0.key - 1].etapa, desde: $0.value, cotejada: .pendiente)
        }
        var memoria = MemoriaDeNoche(catalogo: eleccion.catalogo, proceso: eleccion.proceso)
        memoria.incorporar(novedades)
        let tiempos = (0..<8).map { _ in
            tiempoDeProcesador { #expect(memoria.tablero(ahora).actas(.verificada) > 20_000) }
        }
        let mejor = try #require(tiempos.min())
        #expect(mejor < .milliseconds(50), "\(mejor)")
    }
}
