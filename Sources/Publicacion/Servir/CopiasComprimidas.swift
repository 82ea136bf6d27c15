import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// Compressed copies of the files of a tree, in a folder of their own: `index.html.br` and `index.html.gz` at the path
/// that the file has in the tree. The tree is only read: what a mirror copies is what was published.
///
/// No copy is ever beside bytes that are not its own. `prep publico` opens each copy before it serves it. A server that
/// cannot (nginx) is given the folder with the files as well (`conArchivos`): when a file changes its copies go first,
/// then the file is replaced, the pointer last, and only then are the new copies made.
public final class CopiasComprimidas {
    /// What a pass did.
    public struct Informe: Sendable, Equatable {
        /// Files that have their copies now.
        public var archivos = 0
        /// Copies written, and their bytes.
        public var escritas = 0
        public var bytes = 0
        /// Copies or files that could not be written.
        public var fallidas = 0
        /// Another corte came: the pass begins again with what is new.
        public var interrumpida = false

        package init(archivos: Int = 0, escritas: Int = 0, bytes: Int = 0, fallidas: Int = 0) {
            self.archivos = archivos
            self.escritas = escritas
            self.bytes = bytes
            self.fallidas = fallidas
        }
    }

    private let arbol: String
    private let destino: Destino
    private let conArchivos: Bool
    /// Files as they were when their copies were made, and when they were placed.
    private var comprimidos: [String: EnDisco] = [:]
    private var colocados: [String: EnDisco] = [:]
    /// The pointer of the last pass that ended, and when it did.
    private var visto: EnDisco?
    private var cuando = ContinuousClock.now
    /// What leads to the rest, last.
    private static let apuntadores = ["corte.json", "corte.nota"]
    /// Less than this fits in one packet anyway.
    package static let bytesMinimos = 512
    /// More than this is not compressed in memory: data bases travel in zips.
    package static let bytesMaximos = 16 << 20

    /// - Parameters:
    ///   - destino: outside the tree; made when it does not exist.
    ///   - conArchivos: whether the files themselves go there too.
    public init(arbol: String, destino: String, conArchivos: Bool = false) {
        self.arbol = arbol
        self.destino = Destino(destino)
        self.conArchivos = conArchivos
    }

    /// Whether a folder is inside another one, or is the same.
    public static func estaDentro(_ carpeta: String, de otra: String) -> Bool {
        func real(_ ruta: String) -> String {
            URL(fileURLWithPath: ruta).standardized.resolvingSymlinksInPath().path + "/"
        }
        return real(carpeta).hasPrefix(real(otra))
    }

    /// Puts in order what is missing or old, and removes what is gone.
    public func ponerAlDia() -> Informe {
        var informe = Informe()
        let alEmpezar = apuntador
        // As they were before looking at the rest: what they lead to is there already.
        var apuntadores: [(String, Abierto)] = []
        for ruta in Self.apuntadores where conArchivos {
            if case .archivo(let abierto) = Abierto.abrir(ruta, en: arbol) { apuntadores.append((ruta, abierto)) }
        }
        let hallados = Self.recorrer(arbol)
        if conArchivos { colocar(hallados, apuntadores, &informe) }
        for ruta in Self.porComprimir(hallados) {
            guard apuntador == alEmpezar else {
                informe.interrumpida = true
                return informe
            }
            comprimir(ruta, &informe)
        }
        quitarSobrantes(hallados)
        return informe
    }

    /// Puts the copies in order now and after every corte, until the process ends.
    ///
    /// - Parameter alTerminar: told of each pass.
    public func seguir(alTerminar: (Informe) -> Void = { _ in }) -> Never {
        while true {
            if let informe = siHaceFalta() { alTerminar(informe) }
            Thread.sleep(forTimeInterval: 0.5)
        }
    }

    /// Apart from the loop: the optimizer of Swift 6.3 does not end when both are one.
    @inline(never)
    private func siHaceFalta() -> Informe? {
        let ahora = apuntador
        // Now and then without a corte as well: a tree may be repaired, and a mirror may bring the pointer first.
        guard visto == nil || ahora != visto || ContinuousClock.now - cuando > .seconds(60) else { return nil }
        let informe = ponerAlDia()
        visto = informe.interrumpida ? nil : ahora
        cuando = .now
        return informe
    }

    private var apuntador: EnDisco? { EnDisco("\(arbol)/corte.nota") }

    /// Pages before data, and those nearest to the root first.
    private static func porComprimir(_ hallados: [String: EnDisco]) -> [String] {
        var porTurno: [Int: [String]] = [:]
        for (ruta, archivo) in hallados where archivo.bytes >= bytesMinimos && archivo.bytes <= bytesMaximos {
            let publico = ArchivoPublico(ruta)
            guard publico.seComprime else { continue }
            var turno = publico.inmutable ? 1_000 : 0
            for byte in ruta.utf8 where byte == UInt8(ascii: "/") { turno += 1 }
            porTurno[turno, default: []].append(ruta)
        }
        var ordenados: [String] = []
        for turno in porTurno.keys.sorted() { ordenados += porTurno[turno, default: []].sorted() }
        return ordenados
    }

    // MARK: Files

    private func colocar(_ hallados: [String: EnDisco], _ apuntadores: [(String, Abierto)], _ informe: inout Informe) {
        for (ruta, archivo) in hallados where !Self.apuntadores.contains(ruta) && colocados[ruta] != archivo {
            guard case .archivo(let abierto) = Abierto.abrir(ruta, en: arbol) else { continue }
            colocar(ruta, abierto, &informe)
        }
        // A pointer never says more than what is there.
        guard informe.fallidas == 0 else { return }
        for (ruta, abierto) in apuntadores where colocados[ruta] != abierto.archivo {
            colocar(ruta, abierto, &informe)
        }
    }

    private func colocar(_ ruta: String, _ abierto: Abierto, _ informe: inout Informe) {
        if destino.tiene(ruta, los: abierto) {
            colocados[ruta] = abierto.archivo
        } else {
            for codificacion in Codificacion.allCases { destino.quitar(ruta + codificacion.sufijo) }
            comprimidos[ruta] = nil
            // What never changes may be the same file twice; what is replaced must not change under its copies.
            let puesto = ArchivoPublico(ruta).inmutable && destino.enlazar("\(arbol)/\(ruta)", ruta, abierto.archivo)
            if puesto || destino.copiar(abierto, ruta) {
                colocados[ruta] = abierto.archivo
            } else {
                informe.fallidas += 1
            }
        }
    }

    // MARK: Copies

    private func comprimir(_ ruta: String, _ informe: inout Informe) {
        // With the files beside, a copy is of the file beside it.
        guard case .archivo(let abierto) = Abierto.abrir(ruta, en: conArchivos ? destino.carpeta : arbol) else {
            return
        }
        if comprimidos[ruta] == abierto.archivo {
            informe.archivos += 1
            return
        }
        guard let bytes = abierto.todo(), abierto.mirar() == abierto.archivo else { return }
        let fallidas = informe.fallidas
        for codificacion in Codificacion.allCases {
            let suya = ruta + codificacion.sufijo
            if let copia = destino.bytes(suya), codificacion.dice(copia, bytes) { continue }
            guard let copia = codificacion.comprimir(bytes), destino.escribir(copia, suya, abierto.archivo) else {
                informe.fallidas += 1
                continue
            }
            informe.escritas += 1
            informe.bytes += copia.count
        }
        guard informe.fallidas == fallidas else { return }
        informe.archivos += 1
        if !abierto.archivo.esDeAhora() { comprimidos[ruta] = abierto.archivo }
    }

    private func quitarSobrantes(_ hallados: [String: EnDisco]) {
        for ruta in Self.recorrer(destino.carpeta).keys {
            let suya = Codificacion.allCases.first { ruta.hasSuffix($0.sufijo) }
            let original = suya.map { String(ruta.dropLast($0.sufijo.count)) } ?? ruta
            if hallados[original] == nil || (suya == nil && !conArchivos) { destino.quitar(ruta) }
        }
        comprimidos = comprimidos.filter { hallados[$0.key] != nil }
        colocados = colocados.filter { hallados[$0.key] != nil }
    }

    /// Every regular file of a folder that may be served, without following links.
    private static func recorrer(_ carpeta: String) -> [String: EnDisco] {
        var hallados: [String: EnDisco] = [:]
        var pendientes = [""]
        while let relativa = pendientes.popLast() {
            let ruta = relativa.isEmpty ? carpeta : "\(carpeta)/\(relativa)"
            for nombre in (try? FileManager.default.contentsOfDirectory(atPath: ruta)) ?? []
            where !nombre.hasPrefix(".") && !nombre.hasSuffix(".parcial") {
                let suya = relativa.isEmpty ? nombre : "\(relativa)/\(nombre)"
                switch EnDisco.mirar("\(carpeta)/\(suya)") {
                case .carpeta: pendientes.append(suya)
                case .archivo(let archivo): hallados[suya] = archivo
                case .nada: continue
                }
            }
        }
        return hallados
    }
}
