import Bitacora
import Foundation

/// Looks at the site of a difusor as its readers do and compares it with what was sent to it (dominio 8.2: D3, D9, D10).
///
/// Trust statement: the site may serve anything, and another thing to us than to others; what it served here is what is
/// told.
package struct RevisorDeEspejo: Sendable {
    package struct Anomalia: Sendable, Hashable {
        package enum Clase: String, Sendable, Hashable {
            /// The site does not answer.
            case inalcanzable
            /// There is no pointer, or nobody known signed it.
            case sinFirma
            /// It serves an earlier corte.
            case atrasado
            case falta
            /// A page of an earlier corte.
            case viejo
            case alterado

            var nombre: String {
                switch self {
                case .inalcanzable: "no se alcanza"
                case .sinFirma: "sin firma buena"
                case .atrasado: "atrasado"
                case .falta: "falta"
                case .viejo: "viejo"
                case .alterado: "alterado"
                }
            }
        }

        package let clase: Clase
        package let ruta: String
        package let detalle: String
    }

    package struct Informe: Sendable {
        package var corte: Int?
        /// Files that were compared, of how many.
        package var revisados = 0
        package var todos = 0
        package var bytes = 0
        package var anomalias: [Anomalia] = []
        /// Where the next one goes on, when not everything fitted in this one.
        package var siguiente = 0
    }

    /// Anomalies that are told one by one.
    static let maximo = 200

    let web: ClienteWeb
    let claves: [ClavePublica]

    package init(_ web: ClienteWeb, claves: [ClavePublica]) {
        self.web = web
        self.claves = claves
    }

    /// Pages first, always; then the files that do not change, from where the last look ended.
    ///
    /// - Parameters:
    ///   - tope: bytes at most; nil for everything.
    ///   - desde: `siguiente` of the last look.
    package func revisar(
        _ url: String, contra edicion: Edicion, tope: Int? = nil, desde: Int = 0, conexiones: Int = 8
    ) async -> Informe {
        var informe = Informe()
        let apunte: Apunte
        do throws(DifusionError) {
            switch try await web.leer(Rutas.nota, de: url, maximo: LectorDeListas.maximoDeNota) {
            case .archivo(let bytes): apunte = try Apunte(leyendo: bytes, claves: claves)
            case .estado(let codigo):
                informe.anomalias = [.init(clase: .sinFirma, ruta: Rutas.nota, detalle: "no está (HTTP \(codigo))")]
                return informe
            }
        } catch {
            let clase: Anomalia.Clase = error.clase == .conexion ? .inalcanzable : .sinFirma
            informe.anomalias = [.init(clase: clase, ruta: Rutas.nota, detalle: error.motivo)]
            return informe
        }
        informe.corte = apunte.corte
        let vigente = edicion.apunte
        if apunte.origen != vigente.origen {
            informe.anomalias.append(.init(clase: .alterado, ruta: Rutas.nota, detalle: "es de «\(apunte.origen)»"))
            return informe
        }
        if apunte.corte < vigente.corte {
            informe.anomalias.append(
                .init(
                    clase: .atrasado, ruta: Rutas.nota,
                    detalle: "sirve el corte \(apunte.corte) y el último es el \(vigente.corte)"))
        }
        await comparar(edicion, hasta: apunte.corte, url, tope, desde, conexiones, &informe)
        return informe
    }

    private func comparar(
        _ edicion: Edicion, hasta corte: Int, _ url: String, _ tope: Int?, _ desde: Int, _ conexiones: Int,
        _ informe: inout Informe
    ) async {
        // What changed after the corte that it serves may be there or not yet.
        let piezas = edicion.piezas.values.filter { $0.desde <= corte }.sorted { $0.archivo.ruta < $1.archivo.ruta }
        let paginas = piezas.filter { !Rutas.esInmutable($0.archivo.ruta) }
        let fijos = piezas.filter { Rutas.esInmutable($0.archivo.ruta) }
        informe.todos = piezas.count
        let giro = fijos.isEmpty ? 0 : desde % fijos.count
        var bytes = 0
        var elegidos: [Edicion.Pieza] = paginas
        var tomados = 0
        for pieza in fijos[giro...] + fijos[..<giro] {
            bytes += pieza.archivo.bytes
            if let tope, bytes > tope { break }
            elegidos.append(pieza)
            tomados += 1
        }
        informe.siguiente = tomados == fijos.count ? 0 : giro + tomados
        await withTaskGroup(of: (Edicion.Pieza, Anomalia?).self) { grupo in
            var cola = elegidos.makeIterator()
            func otro() { if let pieza = cola.next() { grupo.addTask { (pieza, await mirar(pieza, url)) } } }
            for _ in 0..<conexiones { otro() }
            while let (pieza, anomalia) = await grupo.next() {
                informe.revisados += 1
                informe.bytes += pieza.archivo.bytes
                if let anomalia { informe.anomalias.append(anomalia) }
                otro()
            }
        }
        informe.anomalias.sort { ($0.clase.rawValue, $0.ruta) < ($1.clase.rawValue, $1.ruta) }
    }

    /// One bad answer may be of the way there: it is asked twice.
    private func mirar(_ pieza: Edicion.Pieza, _ url: String) async -> Anomalia? {
        var anomalia: Anomalia?
        for _ in 0..<2 {
            anomalia = await unaMirada(pieza, url)
            if anomalia == nil { return nil }
        }
        return anomalia
    }

    private func unaMirada(_ pieza: Edicion.Pieza, _ url: String) async -> Anomalia? {
        let archivo = pieza.archivo
        do throws(DifusionError) {
            switch try await web.leer(archivo.ruta, de: url, maximo: max(archivo.bytes * 2, 1 << 20)) {
            case .estado(let codigo): return .init(clase: .falta, ruta: archivo.ruta, detalle: "HTTP \(codigo)")
            case .archivo(let bytes):
                let sha256 = Huella.sha256(bytes)
                if sha256 == archivo.sha256 { return nil }
                if sha256 == pieza.previa {
                    return .init(clase: .viejo, ruta: archivo.ruta, detalle: "es de un corte anterior")
                }
                return .init(
                    clase: .alterado, ruta: archivo.ruta,
                    detalle: "su SHA-256 es \(sha256.prefix(12))… y debe ser \(archivo.sha256.prefix(12))…")
            }
        } catch {
            return .init(clase: .inalcanzable, ruta: archivo.ruta, detalle: error.motivo)
        }
    }
}
