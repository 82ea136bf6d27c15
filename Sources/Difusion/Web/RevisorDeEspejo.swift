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
        /// Whether it came to its end, and was not interrupted.
        package var completo = true
    }

    /// What was seen of a site and was as it should: what it says to be the same is not read again, except in turns.
    package struct Vistas: Sendable {
        /// Hash of each file that was read whole, with what the site called that version of it.
        fileprivate var leidas: [String: (sha256: String, etiqueta: String)] = [:]
        fileprivate var vuelta = 0
        /// What was wrong at the last look: it is looked at again at each, until it is well.
        fileprivate var malas: Set<String> = []

        package init() {}

        /// Looks after which everything was read whole again, whatever the site says of its versions.
        static let vueltas = 24
    }

    /// Files in a row that do not answer, after which the site is taken not to.
    private static let paciencia = 4

    let web: ClienteWeb
    let claves: [ClavePublica]

    package init(_ web: ClienteWeb, claves: [ClavePublica]) {
        self.web = web
        self.claves = claves
    }

    /// Pages, always; of the files that do not change one half, and at the next look the other.
    ///
    /// - Parameters:
    ///   - tope: bytes that are read whole, at most; nil for as many as there are.
    ///   - vistas: of that site.
    package func revisar(
        _ url: String, contra edicion: Edicion, tope: Int? = nil, _ vistas: inout Vistas, conexiones: Int = 8
    ) async -> Informe {
        var informe = Informe()
        let apunte: Apunte
        do throws(DifusionError) {
            switch try await web.leer(Rutas.nota, de: url, maximo: LectorDeListas.maximoDeNota) {
            case .archivo(let bytes, _): apunte = try Apunte(leyendo: bytes, claves: claves)
            case .igual: return informe
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
        await comparar(edicion, hasta: apunte.corte, url, tope, &vistas, conexiones, &informe)
        vistas.vuelta += 1
        return informe
    }

    private func comparar(
        _ edicion: Edicion, hasta corte: Int, _ url: String, _ tope: Int?, _ vistas: inout Vistas, _ conexiones: Int,
        _ informe: inout Informe
    ) async {
        // What changed after the corte that it serves may be there or not yet.
        let piezas = edicion.piezas.values.filter { $0.desde <= corte }.sorted { $0.archivo.ruta < $1.archivo.ruta }
        informe.todos = piezas.count
        var porLeer = 0
        let vuelta = vistas.vuelta
        let elegidas = piezas.enumerated().compactMap { n, pieza -> (Edicion.Pieza, etiqueta: String?)? in
            let ruta = pieza.archivo.ruta
            guard !Rutas.esInmutable(ruta) || n % 2 == vuelta % 2 || vistas.malas.contains(ruta) else { return nil }
            if let leida = vistas.leidas[pieza.archivo.ruta], leida.sha256 == pieza.archivo.sha256,
                n / 2 % (Vistas.vueltas / 2) != vuelta / 2 % (Vistas.vueltas / 2)
            {
                return (pieza, leida.etiqueta)
            }
            porLeer += pieza.archivo.bytes
            if let tope, porLeer > tope { return nil }
            return (pieza, nil)
        }
        await withTaskGroup(of: (Edicion.Pieza, Mirada).self) { grupo in
            var cola = elegidas.makeIterator()
            func otra() {
                guard let (pieza, etiqueta) = cola.next() else { return }
                grupo.addTask { (pieza, await mirar(pieza, url, etiqueta)) }
            }
            for _ in 0..<conexiones { otra() }
            var mudas = 0
            while let (pieza, mirada) = await grupo.next() {
                guard !Task.isCancelled else {
                    informe.completo = false
                    grupo.cancelAll()
                    break
                }
                informe.revisados += 1
                switch mirada {
                case .igual: break
                case .leida(let etiqueta):
                    informe.bytes += pieza.archivo.bytes
                    vistas.leidas[pieza.archivo.ruta] = etiqueta.map { (pieza.archivo.sha256, $0) }
                case .mal(let anomalia):
                    vistas.leidas[pieza.archivo.ruta] = nil
                    informe.anomalias.append(anomalia)
                }
                if case .mal(let anomalia) = mirada, anomalia.clase == .inalcanzable { mudas += 1 } else { mudas = 0 }
                guard mudas < Self.paciencia else {
                    informe.completo = false
                    grupo.cancelAll()
                    break
                }
                otra()
            }
        }
        if informe.completo {
            vistas.malas = Set(informe.anomalias.map(\.ruta))
        } else {
            vistas.malas.formUnion(informe.anomalias.map(\.ruta))
            informe.anomalias.append(
                Anomalia(
                    clase: .inalcanzable, ruta: "su sitio",
                    detalle: "se leyeron \(informe.revisados) de \(elegidas.count) archivos antes de desistir"))
        }
        informe.anomalias.sort { ($0.clase.rawValue, $0.ruta) < ($1.clase.rawValue, $1.ruta) }
    }

    private enum Mirada: Sendable {
        case igual
        case leida(etiqueta: String?)
        case mal(Anomalia)
    }

    /// One bad answer may be of the way there: it is asked twice, and the second time for all of it.
    private func mirar(_ pieza: Edicion.Pieza, _ url: String, _ etiqueta: String?) async -> Mirada {
        let primera = await unaMirada(pieza, url, etiqueta)
        if case .mal = primera { return await unaMirada(pieza, url, nil) }
        return primera
    }

    private func unaMirada(_ pieza: Edicion.Pieza, _ url: String, _ etiqueta: String?) async -> Mirada {
        let archivo = pieza.archivo
        func mal(_ clase: Anomalia.Clase, _ detalle: String) -> Mirada {
            .mal(Anomalia(clase: clase, ruta: archivo.ruta, detalle: detalle))
        }
        do throws(DifusionError) {
            let maximo = max(archivo.bytes * 2, 1 << 20)
            switch try await web.leer(archivo.ruta, de: url, maximo: maximo, salvo: etiqueta) {
            case .igual: return .igual
            case .estado(let codigo): return mal(.falta, "HTTP \(codigo)")
            case .archivo(let bytes, let nueva):
                let sha256 = Huella.sha256(bytes)
                if sha256 == archivo.sha256 { return .leida(etiqueta: nueva) }
                if sha256 == pieza.previa { return mal(.viejo, "es de un corte anterior") }
                return mal(.alterado, "su SHA-256 es \(sha256.prefix(12))… y debe ser \(archivo.sha256.prefix(12))…")
            }
        } catch {
            return mal(.inalcanzable, error.motivo)
        }
    }
}
