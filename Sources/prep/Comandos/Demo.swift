import Almacen
import AlmacenSQLite
import ArgumentParser
import Bitacora
import Electoral
import Formatos
import Foundation
import Operacion
import Publicacion
import Simulacro

/// `prep demo`: a synthetic election night.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Vive una noche electoral sintética, marcada SIMULACRO, y la publica mientras ocurre.",
        discussion: """
            Un estado de 38 municipios y unas 4,000 casillas, con ayuntamientos y diputaciones: acopio, imagen, dos capturas a \
            ciegas, diferencias, verificación y un corte cada 10 minutos simulados. Dura unos tres minutos. Todo queda en una carpeta.
            """)
    @Option(help: ArgumentHelp("Carpeta que se crea de nuevo cada vez.", valueName: "carpeta")) var carpeta = "demo"
    @Option(help: ArgumentHelp("La misma semilla da la misma noche.", valueName: "n")) var semilla: UInt64 = 2027
    @Option(help: ArgumentHelp("Casillas del estado.", valueName: "n")) var casillas = 4000
    @Option(help: ArgumentHelp("Segundos que dura la noche, si la máquina alcanza.", valueName: "n")) var segundos = 170
    @Option(help: ArgumentHelp("Puerto del sitio.", valueName: "n")) var puerto = 8080
    @Flag(help: "Termina al cierre, sin esperar el ritmo de la noche ni dejar el sitio abierto.") var salir = false

    /// Present in folders that a demonstration made, which the next may replace.
    private static let senal = ".prep-demo"

    func run() throws {
        guard (60...20_000).contains(casillas) else {
            throw Falla(Salida.uso, "--casillas debe estar entre 60 y 20000")
        }
        guard (0...3600).contains(segundos) else { throw Falla(Salida.uso, "--segundos debe estar entre 0 y 3600") }
        try prepararCarpeta()
        Consola.linea("Preparando la elección sintética (semilla \(semilla), \(casillas) casillas)…")
        let noche = NocheSintetica(semilla: semilla, casillas: casillas)
        let operacion = CarpetaDeOperacion(proceso: carpeta, entorno: .simulacro)
        try Archivos.crearCarpeta(operacion.publico)
        let abierta = try crear(operacion, noche)
        try ServidorDeFondo.empezar(carpeta: operacion.publico, anfitrion: "127.0.0.1", puerto: puerto)
        Consola.linea("Sitio público: http://127.0.0.1:\(puerto)")
        try vivir(noche, abierta, operacion)
        guard !salir else { return }
        Consola.linea("El sitio sigue abierto en http://127.0.0.1:\(puerto) (Ctrl-C para terminar)")
        ServidorDeFondo.esperar()
    }

    private func prepararCarpeta() throws {
        let archivos = FileManager.default
        if archivos.fileExists(atPath: carpeta) {
            guard archivos.fileExists(atPath: "\(carpeta)/\(Self.senal)") else {
                throw Falla(
                    Salida.noSePuedeCrear,
                    "\(carpeta): existe y no la hizo una demostración; indique otra con --carpeta")
            }
            try archivos.removeItem(atPath: carpeta)
        }
        try Archivos.crearCarpeta(carpeta)
        try Archivos.escribirNuevo([], en: "\(carpeta)/\(Self.senal)")
    }

    private func crear(_ operacion: CarpetaDeOperacion, _ noche: NocheSintetica) throws -> OperacionAbierta {
        let almacen = Almacen(try ControladorSQLite(ruta: operacion.almacen, crear: true))
        let proceso = noche.eleccion.proceso
        try almacen.instalar(
            ProcesoGuardado(entorno: .simulacro, proceso: proceso, publicacion: try Configuracion().json())
        )
        try almacen.registrar(personas: noche.personas)
        _ = try almacen.secreto(Identificador.secreto) { noche.llaveDeEtiquetas }
        guard let (propone, autoriza) = noche.responsables else {
            throw Falla(Salida.datos, "la elección sintética no tiene a quién encargar el catálogo")
        }
        let catalogo = noche.eleccion.catalogo
        try almacen.guardar(
            catalogo: catalogo, huella: Huella.sha256(Array("demostración \(semilla) \(casillas)".utf8)),
            propone: propone,
            autoriza: autoriza, instante: proceso.inicioAcopio - 22 * 3600)
        try almacen.congelarCatalogo(persona: propone, autoriza: autoriza, instante: proceso.inicioAcopio - 22 * 3600)
        try almacen.guardar(
            centros: noche.eleccion.centros.map(CentroGuardado.init),
            adscripcion: Dictionary(
                uniqueKeysWithValues: catalogo.actas.map { ($0.id, noche.eleccion.centro(de: $0).clave) }))
        _ = try operacion.crearClave(OperacionAbierta.nombreDeClave(proceso, .simulacro))
        return try OperacionAbierta(ruta: operacion.almacen, carpeta: operacion)
    }

    private func vivir(_ noche: NocheSintetica, _ abierta: OperacionAbierta, _ operacion: CarpetaDeOperacion) throws {
        let cortes = Horario(abierta.proceso).todos
        let dibujante = Dibujante(noche.guion.sucesos, hilos: 2) { try noche.imagen(de: $0) }
        defer { dibujante.detener() }
        let cortador = try abierta.cortador("demo")
        let publicador = try abierta.publicador(en: operacion.publico)
        let progreso = Progreso(total: cortes.count, cada: 24)
        let almacen = abierta.almacen
        var acompanamiento = Noche.Acompanamiento { cortador in
            guard let informe = try publicador.publicar(cortador), let computos = cortador.computos else { return }
            var todas = Resumen()
            for c in computos { todas += c.entidad.resumen }
            progreso.corte(informe, todas, huso: abierta.proceso.huso)
        }
        acompanamiento.preparar = { suceso in
            guard suceso.evento.esperaImagen else { return suceso.evento }
            let imagen = try dibujante.imagen(de: suceso)
            try almacen.guardar(imagen: imagen.sha256, tipo: "image/jpeg", bytes: imagen.bytes)
            return suceso.evento.con(imagen: imagen.sha256)
        }
        let empezo = Date()
        let ritmo = salir ? 0 : Double(segundos) / Double(cortes.count)
        var hechos = 0
        acompanamiento.esperar = { _ in
            hechos += 1
            let faltan = empezo.addingTimeInterval(Double(hechos) * ritmo).timeIntervalSinceNow
            if faltan > 0 { Thread.sleep(forTimeInterval: faltan) }
        }
        try Noche(almacen, catalogo: abierta.catalogo, proceso: abierta.proceso)
            .correr(noche.guion.sucesos, cortes: cortes, cierra: true, cortador: cortador, acompanamiento)
        progreso.terminar()
        try cortador.soltar()
        imprimirCierre(cortador, operacion, segundos: Int(Date().timeIntervalSince(empezo).rounded()))
    }

    private func imprimirCierre(_ cortador: Cortador, _ operacion: CarpetaDeOperacion, segundos: Int) {
        Consola.linea("La noche cerró en \(segundos) s. Árbol público: \(operacion.publico)")
        for (i, eleccion) in cortador.escrutinio.catalogo.elecciones.enumerated() {
            guard let r = cortador.computos?[i].entidad.resumen else { continue }
            Consola.linea(
                "  \(eleccion.titulo): \(r.capturadas) de \(r.esperadas) actas capturadas (\(r.porcentajeCapturadas.texto) %), "
                    + "\(r.contabilizadas) contabilizadas, participación \(r.participacion(ultimoCorte: true).texto) %")
        }
    }
}

extension CentroGuardado {
    init(_ centro: CentroSintetico) {
        self.init(clave: centro.clave, tipo: centro.tipo.rawValue, nombre: centro.nombre)
    }
}
