import Almacen
import Electoral

/// What a report is computed from.
public struct DatosDeReporte: Sendable {
    public let noche: MemoriaDeNoche
    /// At the last corte; empty before the first.
    public let escrutinio: Escrutinio
    public let corte: Corte?
    public let registros: RegistrosDeNoche
    public let entorno: Entorno
    public let ahora: Instante
    public let nombres: [Persona: String]

    public init(
        noche: MemoriaDeNoche, escrutinio: Escrutinio, corte: Corte?, registros: RegistrosDeNoche, entorno: Entorno,
        ahora: Instante, nombres: [Persona: String]
    ) {
        self.noche = noche
        self.escrutinio = escrutinio
        self.corte = corte
        self.registros = registros
        self.entorno = entorno
        self.ahora = ahora
        self.nombres = nombres
    }

    /// Reads everything from a store.
    public init(_ mesa: Mesa, proceso: Proceso, entorno: Entorno, ahora: Instante) throws(AlmacenError) {
        var noche = MemoriaDeNoche(catalogo: mesa.catalogo, proceso: proceso)
        try noche.ponerAlDia(mesa.almacen)
        try self.init(noche, mesa.almacen, entorno: entorno, ahora: ahora)
    }

    /// The same with a memory that is already there.
    public init(_ noche: MemoriaDeNoche, _ almacen: Almacen, entorno: Entorno, ahora: Instante) throws(AlmacenError) {
        let corte = noche.cortes.last
        var escrutinio = Escrutinio(
            catalogo: noche.catalogo, criterios: Criterios(limites: noche.proceso.limites),
            fraccion: noche.proceso.fraccion)
        if let corte {
            escrutinio = try Cortador.escrutinio(
                almacen, catalogo: noche.catalogo, proceso: noche.proceso, en: corte)
        }
        self.init(
            noche: noche, escrutinio: escrutinio, corte: corte, registros: try almacen.registrosDeNoche(),
            entorno: entorno, ahora: ahora, nombres: try almacen.nombres())
    }
}

extension Reporte {
    /// - Parameters:
    ///   - conPersonal: whether it tells the work of each person.
    ///   - ambito: what part of the process it tells of, in words; nil when all of it.
    /// - Parameters:
    ///   - conPersonal: the work of each person.
    ///   - conDescripciones: what was written of each incident, besides that there was one.
    public init(_ d: DatosDeReporte, conPersonal: Bool, conDescripciones: Bool = true, ambito: String? = nil) {
        let calculo = CalculoDeReporte(d)
        let proceso = d.noche.proceso
        institucion = proceso.institucion
        self.ambito = ambito
        self.proceso = proceso.nombre
        entorno = d.entorno.rawValue
        generado = calculo.sello(d.ahora)
        inicioAcopio = calculo.sello(proceso.inicioAcopio)
        inicioPublicacion = calculo.sello(proceso.inicioPublicacion)
        cierrePublicacion = calculo.sello(proceso.cierrePublicacion)
        corte = d.corte.map { CorteBase(numero: $0.numero, hora: calculo.sello($0.instante), ultimo: $0.ultimo) }
        elecciones = calculo.elecciones()
        pasos = calculo.pasos()
        cortes = calculo.cortes()
        serie = calculo.serie()
        let segundos = calculo.tiempos()
        tiempos = Tiempos(segundos.map(\.segundos))
        histograma = CalculoDeReporte.histograma(segundos.map(\.segundos))
        tiemposPorDemarcacion = calculo.porDemarcacion(segundos)
        sellos = calculo.sellos()
        calidad = calculo.calidad()
        personal = conPersonal ? calculo.personal() : nil
        asistencia = calculo.asistencia().map {
            Asistencia(
                funcion: Rol(rawValue: $0.rol)?.nombre ?? $0.rol, cuentas: $0.cuentas, entraron: $0.entraron)
        }
        incidencias = calculo.incidencias(conDescripciones: conDescripciones)
        excepciones = calculo.excepciones()
        sinProcesar = calculo.sinProcesar()
    }
}

struct CalculoDeReporte {
    private let d: DatosDeReporte
    private var noche: MemoriaDeNoche { d.noche }
    private var catalogo: Catalogo { d.noche.catalogo }

    static let minutosDeTramo = 20

    init(_ datos: DatosDeReporte) { d = datos }

    func sello(_ instante: Instante) -> Sello { Sello(instante, d.noche.proceso.huso) }

    func elecciones() -> [Reporte.DeEleccion] {
        let ultimo = d.corte?.ultimo ?? false
        return catalogo.elecciones.enumerated().compactMap { i, eleccion in
            let resumen = resumen(i)
            if noche.esParcial, resumen.esperadas == 0 { return nil }
            return Reporte.DeEleccion(
                id: eleccion.id, titulo: eleccion.titulo, esperadas: resumen.esperadas,
                registradas: resumen.registradas, fueraDeCatalogo: resumen.fueraDeCatalogo,
                capturadas: resumen.capturadas, porcentajeCapturadas: resumen.porcentajeCapturadas.texto,
                contabilizadas: resumen.contabilizadas,
                porcentajeContabilizadas: resumen.porcentajeContabilizadas.texto,
                noContabilizadas: resumen.noContabilizadas,
                participacion: resumen.participacion(ultimoCorte: ultimo).texto,
                observaciones: observaciones(i, resumen))
        }
    }

    /// Of the actas that the night tells of.
    private func resumen(_ eleccion: Int) -> Resumen {
        guard noche.esParcial else { return d.escrutinio.computo(eleccion: eleccion).entidad.resumen }
        var resumen = Resumen()
        for acta in noche.actas where acta.eleccion == eleccion {
            resumen.sumar(d.escrutinio.actas[acta.id - 1].veredicto, casilla: acta.casilla)
        }
        return resumen
    }

    /// Every rule that some acta fell in, in the order of their codes.
    private func observaciones(_ eleccion: Int, _ resumen: Resumen) -> [Reporte.Observacion] {
        var cuentas: [String: (titulo: String, actas: Int)] = [:]
        for acta in noche.actas where acta.eleccion == eleccion {
            let criterio = d.escrutinio.actas[acta.id - 1].veredicto.criterio
            cuentas[criterio.codigo, default: (Explicacion.titulo(criterio), 0)].actas += 1
        }
        if resumen.fueraDeCatalogo > 0 {
            cuentas["A8"] = (Explicacion.titulo(.fueraDeCatalogo), resumen.fueraDeCatalogo)
        }
        return cuentas.sorted { Int($0.key.dropFirst()) ?? 0 < Int($1.key.dropFirst()) ?? 0 }.map { codigo, cuenta in
            Reporte.Observacion(
                regla: codigo, texto: cuenta.titulo, actas: cuenta.actas,
                porcentaje: Porcentaje(codigo == "A8" ? 0 : cuenta.actas, de: resumen.esperadas).texto)
        }
    }

    func pasos() -> [Reporte.Paso] {
        let tipos: [(String, Set<CicloDeVida.Evento.Tipo>)] = [
            ("Acopio", [.acopio]), ("Digitalización", [.digitalizacion]), ("Captura", [.captura, .verificacion]),
            ("Supervisión", [.decision]), ("Sin acta", [.sinActa]), ("Fuera de catálogo", [.fueraDeCatalogo]),
            ("Cotejo", [.cotejo]),
        ]
        return tipos.map { nombre, suyos in
            var (n, primero, ultimo) = (0, Int64.max, Int64.min)
            for h in noche.hechos where suyos.contains(h.tipo) {
                n += 1
                primero = min(primero, h.instante)
                ultimo = max(ultimo, h.instante)
            }
            return Reporte.Paso(
                paso: nombre, actos: n, primero: n == 0 ? nil : sello(Instante(microsegundos: primero)),
                ultimo: n == 0 ? nil : sello(Instante(microsegundos: ultimo)))
        }
    }

    func cortes() -> Reporte.Cortes {
        let cortes = noche.cortes
        let ultimo = cortes.last?.instante
        // A corte keeps its hour; one whose hour is not the one that the corte before it announced came late.
        let tarde = zip(cortes, cortes.dropFirst()).count { previo, corte in
            noche.programado(despuesDe: previo, hasta: corte.instante).map { corte.instante > $0 + 60 } ?? false
        }
        let primeroTarde = cortes.first.map { $0.instante > noche.proceso.inicioPublicacion + 60 } ?? false
        return Reporte.Cortes(
            programados: ultimo.map { noche.programados(hasta: $0) } ?? 0,
            // The ones in zeros before the opening answer to no hour.
            publicados: cortes.count { $0.instante >= noche.proceso.inicioPublicacion || $0.hasta > 0 },
            tarde: tarde + (primeroTarde ? 1 : 0),
            primero: cortes.first.map { sello($0.instante) }, ultimo: ultimo.map(sello),
            rechazados: noche.cortesRechazados.map { Reporte.Rechazo(hora: sello($0.instante), motivo: $0.motivo) })
    }

    /// Actas with figures in the last corte, with their stamps.
    private var capturadas: [(acta: Acta, resultado: Resultado)] {
        noche.actas.compactMap { acta in
            guard let r = d.escrutinio.actas[acta.id - 1].resultado, case .capturada = r.condicion else { return nil }
            return (acta, r)
        }
    }

    /// Stretches without any stamp at the end of the night are left out.
    func serie() -> [Reporte.Tramo] {
        let inicio = noche.proceso.inicioAcopio
        var tramos: [Int: [Int]] = [:]
        func sumar(_ instante: Instante?, _ columna: Int) {
            guard let instante else { return }
            let segundos = (instante.microsegundos - inicio.microsegundos) / 1_000_000
            let i = Int((Double(segundos) / Double(Self.minutosDeTramo * 60)).rounded(.down))
            tramos[i, default: [0, 0, 0]][columna] += 1
        }
        for (_, r) in capturadas {
            sumar(r.acopio, 0)
            sumar(r.captura, 1)
            sumar(r.verificacion, 2)
        }
        guard let primero = tramos.keys.min(), let ultimo = tramos.keys.max() else { return [] }
        return (min(0, primero)...ultimo).map { i in
            let n = tramos[i] ?? [0, 0, 0]
            return Reporte.Tramo(
                desde: sello(inicio + i * Self.minutosDeTramo * 60), acopio: n[0], captura: n[1], verificacion: n[2])
        }
    }

    /// Seconds from acopio to verification of each acta that has both stamps in their order.
    func tiempos() -> [(acta: Acta, segundos: Int)] {
        capturadas.compactMap { acta, r in
            guard let acopio = r.acopio, let verificacion = r.verificacion, verificacion >= acopio else { return nil }
            return (acta, Int((verificacion.microsegundos - acopio.microsegundos) / 1_000_000))
        }
    }

    static func histograma(_ segundos: [Int]) -> [Reporte.Barra] {
        let limites = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180]
        var cuentas = Array(repeating: 0, count: limites.count + 1)
        for s in segundos { cuentas[limites.firstIndex { s < $0 * 60 } ?? limites.count] += 1 }
        return cuentas.enumerated().map { i, n in
            let etiqueta =
                i == 0
                ? "<\(limites[0])" : i == limites.count ? "≥\(limites[i - 1])" : "\(limites[i - 1])–\(limites[i])"
            return Reporte.Barra(etiqueta: etiqueta, actas: n)
        }
    }

    func porDemarcacion(_ segundos: [(acta: Acta, segundos: Int)]) -> [Reporte.TiemposDeDemarcacion] {
        let grupos = Dictionary(grouping: segundos) { Contienda(eleccion: $0.acta.eleccion, unidad: $0.acta.unidad) }
        return grupos.sorted { ($0.key.eleccion, $0.key.unidad ?? -1) < ($1.key.eleccion, $1.key.unidad ?? -1) }
            .map { contienda, suyos in
                let eleccion = catalogo.elecciones[contienda.eleccion]
                return Reporte.TiemposDeDemarcacion(
                    eleccion: eleccion.id,
                    demarcacion: contienda.unidad.map { eleccion.unidades[$0].nombre } ?? "Sin demarcación",
                    tiempos: Reporte.Tiempos(suyos.map(\.segundos)))
            }
    }

    func sellos() -> Reporte.Sellos {
        let todas = capturadas.map(\.resultado)
        func antes(_ a: Instante?, _ b: Instante?) -> Bool {
            guard let a, let b else { return false }
            return a < b
        }
        return Reporte.Sellos(
            sinAcopio: todas.count { $0.acopio == nil }, sinCaptura: todas.count { $0.captura == nil },
            sinVerificacion: todas.count { $0.verificacion == nil },
            negativos: todas.count { antes($0.captura, $0.acopio) || antes($0.verificacion, $0.captura) })
    }

    func calidad() -> Reporte.Calidad {
        let deCasilla = noche.procedencia.count { $0 == 2 }
        let deCATD = noche.procedencia.count { $0 == 1 }
        var (redigitalizaciones, recapturas, decisiones) = (0, 0, 0)
        var conRetrabajo: Set<Int32> = []
        for h in noche.hechos {
            switch h.tipo {
            case .redigitalizacion: redigitalizaciones += 1
            case .recaptura: recapturas += 1
            case .decision: decisiones += 1
            default: continue
            }
            if h.tipo != .decision { conRetrabajo.insert(h.acta) }
        }
        let conImagen = deCasilla + deCATD
        return Reporte.Calidad(
            deCasilla: deCasilla, porcentajeDeCasilla: Porcentaje(deCasilla, de: conImagen).texto, deCATD: deCATD,
            porcentajeDeCATD: Porcentaje(deCATD, de: conImagen).texto, comparadas: noche.comparadas,
            distintas: noche.distintas, porcentajeDistintas: Porcentaje(noche.distintas, de: noche.comparadas).texto,
            redigitalizaciones: redigitalizaciones, recapturas: recapturas, decisiones: decisiones,
            conRetrabajo: conRetrabajo.count, porcentajeRetrabajo: Porcentaje(conRetrabajo.count, de: conImagen).texto,
            cotejadas: noche.actas.count { noche.etapa($0.id) == .cotejada },
            reasignadas: d.registros.reasignadas.count { noche.incluye($0) })
    }

    func personal() -> [Reporte.DePersona] {
        noche.personal().map { p in
            Reporte.DePersona(
                persona: p.persona.id, nombre: d.nombres[p.persona] ?? "Persona \(p.persona.id)", centro: p.centro,
                acopios: p.acopios, digitalizaciones: p.digitalizaciones, capturas: p.capturas,
                capturasPorHora: p.capturasPorHora.map { "\($0 / 10).\($0 % 10)" }, juzgadas: p.juzgadas,
                erradas: p.erradas, porcentajeDeError: p.porcentajeDeError.texto, decisiones: p.decisiones,
                cotejos: p.cotejos)
        }
    }

    /// How many came in is of the whole operation: whoever sees a part of it does not get it.
    func asistencia() -> [RegistrosDeNoche.Asistencia] { noche.esParcial ? [] : d.registros.asistencia }

    /// Of the centres that the night tells of.
    func incidencias(conDescripciones: Bool) -> [Reporte.Incidencia] {
        let centros = Set(noche.centros.map(\.clave))
        return d.registros.incidencias.filter { !noche.esParcial || centros.contains($0.centro) }
            .map { incidencia($0, descripcion: conDescripciones ? $0.descripcion : "") }
    }

    private func incidencia(_ i: RegistrosDeNoche.Incidencia, descripcion: String) -> Reporte.Incidencia {
        Reporte.Incidencia(
            folio: i.folio, centro: i.centro, detectada: sello(i.detectada), fase: i.fase, categoria: i.categoria,
            gravedad: i.gravedad, descripcion: descripcion, escenario: i.escenario, estado: i.estado,
            resuelta: i.resuelta.map(sello), actas: i.actas, minutos: i.minutos)
    }

    func excepciones() -> [Reporte.Excepciones] {
        let suyas = d.registros.excepciones.filter { e in
            !noche.esParcial || (e.acta.map { noche.incluye($0) } ?? false)
        }
        return Dictionary(grouping: suyas, by: \.tipo).sorted { $0.key < $1.key }.map { tipo, suyas in
            let segundos = suyas.compactMap { e in
                e.resuelta.map { Int(($0.microsegundos - e.abierta.microsegundos) / 1_000_000) }
            }.sorted()
            return Reporte.Excepciones(
                tipo: MemoriaDeNoche.nombre(excepcion: tipo), total: suyas.count,
                abiertas: suyas.count { $0.resuelta == nil }, mediana: Reporte.Tiempos.percentil(50, segundos))
        }
    }

    /// Expected actas without figures in the last corte, by reason.
    func sinProcesar() -> [Reporte.SinProcesar] {
        var filtro = FiltroDeActas()
        let publicadas = Set(capturadas.map(\.acta.id))
        filtro.actas = Set(noche.actas.map(\.id)).subtracting(publicadas)
        let grupos = Dictionary(grouping: noche.actas(filtro, d.ahora)) { fila in
            // With figures since the last corte: it is not unprocessed, only unpublished.
            fila.etapa == .verificada || fila.etapa == .cotejada ? "Con resultado, sin corte todavía" : fila.motivo
        }
        return grupos.sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map { motivo, filas in
            Reporte.SinProcesar(
                motivo: motivo,
                actas: filas.map { f in
                    let eleccion = catalogo.eleccion(de: f.acta)
                    return Reporte.Faltante(
                        claveActa: f.acta.claveActa, eleccion: eleccion.id,
                        demarcacion: f.acta.unidad.map { eleccion.unidades[$0].nombre } ?? "—",
                        centro: f.centro ?? "—")
                })
        }
    }
}
