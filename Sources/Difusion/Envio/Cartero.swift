import Almacen
import Electoral
import Foundation

/// Whoever attends one difusor: takes each corte to it, tries again when it fails, counts the periods that passed without
/// success, stops when they are too many, and does what people order from the console.
///
/// It keeps nothing that the store does not know: started again, it goes on where it was.
package actor Cartero {
    /// Between an attempt that failed and the next, in seconds; the last one is repeated.
    static let pausas = [5, 15, 30, 60]

    private let difusor: Difusor
    private let almacen: Almacen
    private let sitio: Repartidor.Sitio
    private let medios: Repartidor.Medios
    private let envio: Envio

    private var salud = SaludDeDifusor()
    private var leido = 0
    private var edicion: Edicion?
    private var entregada = false
    /// Whether what was found wrong at its site waits to be sent again: it has the corte all the same.
    private var porReparar = false
    private var periodos: Periodos?
    private var intentos = 0
    private var proximo = Instante(microsegundos: 0)
    /// What is being done over there: one thing at a time.
    private var trabajo: Task<Void, Never>?
    private var avisado = true
    private var pruebaPendiente = false
    private var reglas: Repartidor.Reglas
    /// The edition that is being taken now.
    package private(set) var enCamino: Edicion?
    /// Reads its public address; nil while nobody registered one.
    private let revisor: RevisorDeEspejo?
    private var revision = Instante(microsegundos: 0)
    private var vistas = RevisorDeEspejo.Vistas()
    /// The look at its site that is going on: nothing waits for it.
    private var mirada: Task<Void, Never>?
    /// What was found wrong there, to be sent again; and what already was, of this corte.
    private var dudosos: Set<String> = []
    private var reenviados: Set<String> = []
    private var terminado = false
    private var anomaliaDicha = ""
    /// The last corte of which its site was found well.
    private var revisado: Int?

    package init(
        _ difusor: Difusor, _ almacen: Almacen, _ sitio: Repartidor.Sitio, _ medios: Repartidor.Medios,
        reglas: Repartidor.Reglas = Repartidor.Reglas(), web: ClienteWeb? = nil
    ) throws(DifusionError) {
        self.reglas = reglas
        self.difusor = difusor
        self.almacen = almacen
        self.sitio = sitio
        self.medios = medios
        envio = Envio(
            try ClienteSFTP(
                difusor, llave: "\(sitio.carpeta)/llaves/\(difusor.clave)", taller: "\(sitio.carpeta)/\(difusor.clave)",
                objetos: "\(sitio.carpeta)/objetos"), claves: sitio.claves)
        revisor = difusor.url == nil ? nil : web.map { RevisorDeEspejo($0, claves: sitio.claves) }
    }

    /// The corte that is the last now.
    package func recibir(_ nueva: Edicion) throws {
        let ahora = medios.ahora()
        let perdida = edicion.flatMap { anterior in
            !entregada && salud.transmite
                ? periodos.flatMap { $0.termina(conOtroEn: ahora) ? ($0, anterior) : nil } : nil
        }
        mirada?.cancel()
        edicion = nueva
        reenviados = []
        porReparar = false
        dudosos = []
        entregada = salud.corte == nueva.apunte.corte
        periodos = Periodos(llegada: ahora, minutos: nueva.apunte.minutos)
        intentos = 0
        proximo = ahora
        if let (suyos, anterior) = perdida { try anotarPeriodo(anterior.apunte.corte, suyos.contados + 1) }
        try mirar()
    }

    /// What it does by itself as time passes.
    package func mirar() throws {
        let ahora = medios.ahora()
        try leerHechos()
        try suspenderSiToca()
        if salud.transmite, !entregada, let edicion, var suyos = periodos, suyos.vencio(ahora) {
            try anotarPeriodo(edicion.apunte.corte, suyos.contados)
            periodos = suyos
        }
        try mirarSuSitio(ahora)
        guard trabajo == nil, ahora >= proximo else { return }
        if pruebaPendiente {
            empezar { try await $0.probar() }
        } else if !salud.transmite {
            if !avisado { empezar { try await $0.avisar() } }
        } else if !entregada || porReparar, let edicion {
            empezar { try await $0.llevar(edicion) }
        }
    }

    /// Looks at its public address when it is time, at most half a period: until the next corte, whatever it answers.
    private func mirarSuSitio(_ ahora: Instante) throws {
        guard salud.transmite, entregada, mirada == nil, ahora >= revision, reglas.hasta.map({ ahora < $0 }) ?? true,
            let edicion, let revisor, let url = difusor.url
        else { return }
        let segundos = edicion.apunte.minutos * 30
        revision = ahora + segundos
        mirada = Task {
            _ = try? await conPlazo(.seconds(segundos)) { await self.revisar(edicion, url, revisor) }
            self.mirada = nil
        }
    }

    package func terminar() {
        terminado = true
        trabajo?.cancel()
        mirada?.cancel()
    }

    /// Whether it is doing nothing over there.
    package var libre: Bool { trabajo == nil }

    package func seguir(_ nuevas: Repartidor.Reglas) { reglas = nuevas }

    /// Waits until what it does over there ends.
    package func reposo() async {
        await trabajo?.value
        await mirada?.value
    }

    package var estado: SaludDeDifusor.Estado { salud.estado }

    // MARK: - Facts

    private func leerHechos() throws {
        for (id, hecho) in try almacen.difusion(de: difusor.clave, despuesDe: leido) {
            leido = id
            let transmitia = salud.transmite
            salud.tomar(hecho)
            switch hecho.tipo {
            case .pruebaPedida: pruebaPendiente = true
            case .pruebaLograda, .pruebaFallida: pruebaPendiente = false
            case .aviso: avisado = true
            default: break
            }
            guard transmitia != salud.transmite else { continue }
            avisado = salud.transmite
            entregada = false
            porReparar = false
            intentos = 0
            proximo = medios.ahora()
            // Nothing more is sent to who is suspended; who comes back has a whole period.
            if salud.transmite {
                periodos = edicion.map { Periodos(llegada: medios.ahora(), minutos: $0.apunte.minutos) }
            } else {
                trabajo?.cancel()
            }
        }
    }

    private func anotar(
        _ tipo: HechoDeDifusion.Tipo, corte: Int? = nil, archivos: Int? = nil, bytes: Int? = nil,
        milisegundos: Int? = nil, clave: String? = nil, _ texto: String = ""
    ) throws {
        let hecho = HechoDeDifusion(
            difusor: difusor.clave, tipo: tipo, instante: medios.ahora(), corte: corte, archivos: archivos,
            bytes: bytes,
            milisegundos: milisegundos, texto: texto)
        try almacen.anotar(difusion: hecho, clave: "programa-\(difusor.clave)-\(clave ?? UUID().uuidString)")
        medios.decir(.hecho(hecho))
        try leerHechos()
    }

    /// - Parameter n: which of this corte: each is noted once, whoever counts it.
    private func anotarPeriodo(_ corte: Int, _ n: Int) throws {
        try anotar(.periodo, corte: corte, clave: "periodo-\(corte)-\(n)")
        try suspenderSiToca()
    }

    /// The count that suspends; also of periods that were noted just before the program stopped.
    private func suspenderSiToca() throws {
        guard case .falla(let n) = salud.estado, n >= reglas.limite else { return }
        try anotar(
            .suspension, corte: edicion?.apunte.corte, "\(n) periodos de actualización seguidos sin lograrse")
    }

    // MARK: - Work over there

    private func empezar(_ cuerpo: @escaping @Sendable (isolated Cartero) async throws -> Void) {
        trabajo = Task {
            do {
                try await cuerpo(self)
            } catch {
                self.pausar(error)
            }
            self.trabajo = nil
        }
    }

    private func pausar(_ error: any Error) {
        proximo = medios.ahora() + Self.pausas[min(intentos, Self.pausas.count - 1)]
        intentos += 1
    }

    private func llevar(_ edicion: Edicion) async throws {
        let inicio = ContinuousClock.now
        let corte = edicion.apunte.corte
        enCamino = edicion
        defer { enCamino = nil }
        do throws(DifusionError) {
            let informe = try await envio.llevar(
                edicion, reintento: intentos > 0, dudosos: dudosos, esperado: salud.corte,
                plazo: inicio + .seconds(max(60, edicion.apunte.minutos * 120)))
            // Another one may have come meanwhile: this one was taken all the same.
            guard salud.transmite else { return }
            if self.edicion?.apunte.corte == corte {
                entregada = true
                porReparar = false
                reenviados.formUnion(dudosos)
                dudosos = []
            }
            revision = medios.ahora() + Self.asiento
            try? anotar(
                .actualizado, corte: corte, archivos: informe.archivos, bytes: informe.bytes,
                milisegundos: Self.milisegundos(inicio), informe.completo ? "árbol completo" : "")
        } catch {
            try? anotar(
                error.clase == .identidad ? .identidad : .intento, corte: corte,
                milisegundos: Self.milisegundos(inicio), error.description)
            throw error
        }
    }

    /// Looks at its public address as readers do. What is wrong there is told, and sent once more.
    private func revisar(_ edicion: Edicion, _ url: String, _ revisor: RevisorDeEspejo) async {
        let inicio = ContinuousClock.now
        var vistas = vistas
        let informe = await revisor.revisar(url, contra: edicion, tope: sitio.topeDeRevision, &vistas)
        self.vistas = vistas
        // Against another corte, what was seen says nothing.
        guard !terminado, self.edicion?.apunte.corte == edicion.apunte.corte, salud.transmite else { return }
        let nombradas = informe.anomalias.prefix(5).map { "\($0.ruta): \($0.clase.nombre), \($0.detalle)" }
        let resto = informe.anomalias.count - nombradas.count
        let texto = nombradas.joined(separator: "; ") + (resto > 0 ? "; y \(resto) más" : "")
        let corte = informe.corte ?? edicion.apunte.corte
        if texto.isEmpty {
            // Of each corte once, and when it is well again.
            guard informe.completo, revisado != corte || !anomaliaDicha.isEmpty else { return }
            revisado = corte
        } else if texto == anomaliaDicha {
            return
        }
        anomaliaDicha = texto
        try? anotar(
            texto.isEmpty ? .revision : .anomalia, corte: corte, archivos: informe.revisados, bytes: informe.bytes,
            milisegundos: Self.milisegundos(inicio), texto)
        let reparables = informe.anomalias.filter { [.falta, .viejo, .alterado].contains($0.clase) }.map(\.ruta)
        // Once each: what is wrong again is not for want of sending it.
        dudosos = Set(reparables).subtracting(reenviados)
        guard !dudosos.isEmpty else { return }
        porReparar = true
        proximo = medios.ahora()
    }

    /// Seconds for what was sent to reach the readers of the difusor.
    private static let asiento = 20

    private func probar() async throws {
        let inicio = ContinuousClock.now
        do throws(DifusionError) {
            let bytes = try await envio.probar(plazo: inicio + .seconds(120))
            try? anotar(.pruebaLograda, bytes: bytes, milisegundos: Self.milisegundos(inicio))
        } catch {
            try? anotar(.pruebaFallida, milisegundos: Self.milisegundos(inicio), error.description)
        }
    }

    private func avisar() async throws {
        do throws(DifusionError) {
            try await envio.dejarAviso(
                PaginaDeAviso(nombre: difusor.nombre, url: sitio.url).bytes, en: edicion, plazo: .now + .seconds(300))
            try? anotar(.aviso)
        } catch {
            if intentos == 0 { try? anotar(.avisoPendiente, error.description) }
            throw error
        }
    }

    private static func milisegundos(_ inicio: ContinuousClock.Instant) -> Int {
        Int((ContinuousClock.now - inicio) / .milliseconds(1))
    }
}
