import Apoyo
import Almacen
import AlmacenSQLite
import Bitacora
import Electoral
import Formatos
import Foundation
import Operacion
import Publicacion
import Simulacro
import Synchronization

/// A synthetic night of sixty-odd casillas, with its images drawn once for all tests.
struct NocheDePrueba: Sendable {
    let sintetica: NocheSintetica
    let cortes: [Instante]
    private let dibujadas = Dibujadas()

    static let compartida = NocheDePrueba(semilla: 7, casillas: 64)

    init(semilla: UInt64, casillas: Int) {
        sintetica = NocheSintetica(semilla: semilla, casillas: casillas)
        let p = sintetica.eleccion.proceso
        // Close together while the actas arrive, then the close.
        cortes = [0, 30, 60, 90, 150, 240, 420, 720].map { p.inicioPublicacion + $0 * 60 } + [p.cierrePublicacion]
    }

    var catalogo: Catalogo { sintetica.eleccion.catalogo }
    var proceso: Proceso { sintetica.eleccion.proceso }
    var sucesos: [Suceso] { sintetica.guion.sucesos }

    func imagen(de suceso: Suceso) throws -> [UInt8] {
        try dibujadas.imagen(suceso.clave) { try sintetica.imagen(de: suceso) }
    }

    /// The same facts in another order: corte by corte, whole actas one after the other, the last acta first.
    var alReves: [Suceso] {
        var reordenados: [Suceso] = []
        var previo: Instante?
        for corte in cortes {
            let suyos = sucesos.filter { s in s.instante <= corte && (previo.map { s.instante > $0 } ?? true) }
            let porActa = Dictionary(grouping: suyos) { Self.acta($0) }
            reordenados += porActa.sorted { $0.key > $1.key }.flatMap(\.value)
            previo = corte
        }
        return reordenados
    }

    private static func acta(_ s: Suceso) -> String {
        switch s.objeto {
        case .esperada(let id): cifras(id, ancho: 6)
        case .fueraDeCatalogo(let e, let identidad): "x\(e) \(identidad)"
        }
    }

    private final class Dibujadas: Sendable {
        private let hechas = Mutex<[String: [UInt8]]>([:])

        func imagen(_ clave: String, _ dibujar: () throws -> [UInt8]) throws -> [UInt8] {
            if let hecha = hechas.withLock({ $0[clave] }) { return hecha }
            let nueva = try dibujar()
            hechas.withLock { $0[clave] = nueva }
            return nueva
        }
    }
}

/// An operation on a real store, with its public tree beside it.
struct Operacion {
    let almacen: Almacen
    let catalogo: Catalogo
    let proceso: Proceso
    let entorno: Entorno
    let arbol: String
    let clave: ClaveDeFirma

    init(_ noche: NocheDePrueba, en carpeta: String) throws {
        almacen = Almacen(try ControladorSQLite(ruta: "\(carpeta)/prep.sqlite", crear: true))
        catalogo = noche.catalogo
        proceso = noche.proceso
        entorno = .simulacro
        arbol = "\(carpeta)/publico"
        clave = try ClaveDeFirma(derivadaDe: [7], nombre: Publicador.origen(proceso, entorno))
        try almacen.instalar(ProcesoGuardado(entorno: entorno, proceso: proceso, publicacion: "{}"))
        try almacen.registrar(personas: noche.sintetica.personas)
        guard let (propone, autoriza) = noche.sintetica.responsables else {
            throw Falta(description: "faltan responsables")
        }
        try almacen.guardar(
            catalogo: catalogo, huella: String(repeating: "0", count: 64), propone: propone, autoriza: autoriza,
            instante: proceso.inicioAcopio - 3600)
    }

    struct Falta: Error, CustomStringConvertible { let description: String }

    func publicador(en carpeta: String? = nil) throws -> Publicador {
        let almacen = self.almacen
        return try Publicador(
            proceso: proceso, entorno: entorno, catalogo: catalogo, formato: FormatoDeBase(), clave: clave,
            carpeta: carpeta ?? arbol, imagen: { try almacen.imagen($0) })
    }

    func cortador() throws -> Cortador {
        let proceso = self.proceso
        return try Cortador(
            almacen, catalogo: catalogo, proceso: proceso, titular: "prueba", ahora: { proceso.inicioAcopio })
    }

    /// Lives the night. At each corte calls `publicar`.
    func vivir(
        _ noche: NocheDePrueba, sucesos: [Suceso]? = nil, cortes: [Instante]? = nil,
        _ publicar: @escaping (Cortador) throws -> Void
    ) throws {
        let almacen = self.almacen
        var acompanamiento = Noche.Acompanamiento(publicar: publicar)
        acompanamiento.preparar = { suceso in
            guard suceso.evento.esperaImagen else { return suceso.evento }
            let bytes = try noche.imagen(de: suceso)
            let sha256 = Huella.sha256(bytes)
            try almacen.guardar(imagen: sha256, tipo: "image/jpeg", bytes: bytes)
            return suceso.evento.con(imagen: sha256)
        }
        try Noche(almacen, catalogo: catalogo, proceso: proceso).correr(
            sucesos ?? noche.sucesos, cortes: cortes ?? noche.cortes, cierra: true, cortador: try cortador(),
            acompanamiento)
    }
}

/// A night published corte by corte, with the tree as it was at each.
struct NocheVivida: Sendable {
    struct Momento: Sendable {
        let corte: Corte
        let escritos: Int
        let archivos: [String: [UInt8]]
        let nodos: [String: UInt64]
        let escrutinio: Escrutinio
        let computos: [Computo]
        /// What a stranger found in it.
        let lector: Lector
    }

    let momentos: [Momento]
    let problemas: [String]
    let imagenes: [String: [UInt8]]

    /// Lived once: the tests only look at it.
    static let compartida = Result { try NocheVivida(.compartida) }

    private init(_ noche: NocheDePrueba) throws {
        (momentos, problemas, imagenes) = try Carpeta.prestar { carpeta in
            let operacion = try Operacion(noche, en: carpeta)
            let publicador = try operacion.publicador()
            var momentos: [Momento] = []
            try operacion.vivir(noche) { cortador in
                guard let corte = cortador.ultimo, let computos = cortador.computos else { return }
                let informe = try publicador.publicar(cortador.escrutinio, computos: computos, cortes: cortador.cortes)
                let archivos = Carpeta.leer(operacion.arbol)
                momentos.append(
                    Momento(
                        corte: corte, escritos: informe.archivos, archivos: archivos,
                        nodos: Carpeta.nodos(operacion.arbol),
                        escrutinio: cortador.escrutinio, computos: computos, lector: Lector(archivos)))
            }
            let problemas = try operacion.almacen.comprobar(
                catalogo: operacion.catalogo, esquema: operacion.proceso.esquema)
            var imagenes: [String: [UInt8]] = [:]
            for estado in momentos.last?.escrutinio.actas ?? [] {
                if let sha256 = estado.resultado?.imagen { imagenes[sha256] = try operacion.almacen.imagen(sha256) }
            }
            for fuera in momentos.last?.escrutinio.fuera.joined() ?? [].joined() {
                guard let sha256 = fuera.resultado.resultado.imagen else { continue }
                imagenes[sha256] = try operacion.almacen.imagen(sha256)
            }
            return (momentos, problemas, imagenes)
        }
    }

    static func ver() throws -> NocheVivida { try compartida.get() }

    /// The tree at the close.
    var ultimo: Momento { momentos[momentos.count - 1] }
}
