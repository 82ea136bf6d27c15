import Almacen
import Bitacora

/// What importing a folder does to an archive, decided before anything is written. It compares three things: what each
/// record said when the folder was exported, what the folder says and what the archive says.
public struct Importacion: Sendable {
    /// A record that the folder and somebody else changed.
    public struct Conflicto: Hashable, Sendable {
        public let clave: Ficha.Clave
        public let ultima: Archivo.Ultima
    }

    public let cambios: [Archivo.Cambio]
    /// Changed, registered or retired in the archive after the folder was exported, and untouched in the folder.
    public let seDejan: [Ficha.Clave]
    public let conflictos: [Conflicto]
    /// Those that the folder no longer has.
    public let retiros: [Ficha.Clave]

    /// - Parameters:
    ///   - ultimas: as `Archivo.ultimas` gives them.
    ///   - persona: who imports. A folder that was written by hand does not say what it departs from: what the same
    ///     person wrote last is replaced, what anybody else did is not.
    ///   - exacto: retire what the folder does not have.
    ///   - encima: what the folder changed stays, whatever the archive says.
    public init(
        _ leida: CarpetaDeSeguimiento.Leida, _ ultimas: [Ficha.Clave: Archivo.Ultima], persona: String,
        exacto: Bool = false, encima: Bool = false
    ) throws(AlmacenError) {
        var cambios: [Archivo.Cambio] = []
        var seDejan: [Ficha.Clave] = []
        var conflictos: [Conflicto] = []
        for ficha in leida.fichas {
            let clave = ficha.clave
            let suya = try Archivo.huella(ficha)
            let (ultima, base) = (ultimas[clave], leida.exportada?.huellas[clave])
            guard let ultima, ultima.huella != suya else {
                // New or equal; an equal one is counted when it is applied.
                cambios.append(.guardar(ficha, revision: ultima?.revision ?? 0))
                continue
            }
            let revision = ultima.huella == nil ? 0 : ultima.revision
            if base == suya {
                seDejan.append(clave)
            } else if encima || Self.parte(ultima, de: base, conBase: leida.exportada != nil, persona) {
                cambios.append(.guardar(ficha, revision: revision))
            } else {
                conflictos.append(Conflicto(clave: clave, ultima: ultima))
            }
        }
        var retiros: [Ficha.Clave] = []
        if exacto {
            let quedan = Set(leida.fichas.map(\.clave))
            for (clave, ultima) in ultimas.sorted(by: { $0.key < $1.key }) where !quedan.contains(clave) {
                guard let huella = ultima.huella else { continue }
                switch leida.exportada?.huellas[clave] {
                case nil where leida.exportada != nil: seDejan.append(clave)
                case .some(let base) where base != huella && !encima:
                    conflictos.append(Conflicto(clave: clave, ultima: ultima))
                default: retiros.append(clave)
                }
            }
        }
        // Retired first: a record may leave its place to another whose id differs in capitals alone.
        self.cambios = retiros.map { .retirar($0, revision: ultimas[$0]?.revision) } + cambios
        self.seDejan = seDejan.sorted()
        self.conflictos = conflictos
        self.retiros = retiros
    }

    /// Whether what the folder says departs from what the archive says.
    private static func parte(_ ultima: Archivo.Ultima, de base: String?, conBase: Bool, _ persona: String) -> Bool {
        if let base { return base == ultima.huella }
        if ultima.huella == nil { return true }
        return !conBase && ultima.persona == persona
    }
}

extension Archivo {
    /// SHA-256 of what a record says, as it is kept.
    static func huella(_ ficha: Ficha) throws(AlmacenError) -> String { Huella.sha256(Array(try json(ficha).utf8)) }
}

extension CarpetaDeSeguimiento {
    /// Notes in an exported folder that the archive has what it says now, so that the next import departs from it.
    ///
    /// - Throws: the error of the file system.
    public func ponerAlDia(_ leida: Leida, _ archivo: Archivo) throws {
        guard let exportada = leida.exportada else { return }
        let ultimas = try archivo.ultimas()
        var nuevas = exportada
        for clave in exportada.huellas.keys where ultimas[clave]?.huella == nil { nuevas.huellas[clave] = nil }
        for ficha in leida.fichas {
            let huella = try Archivo.huella(ficha)
            if ultimas[ficha.clave]?.huella == huella { nuevas.huellas[ficha.clave] = huella }
        }
        if nuevas != exportada { try Self.escribir(nuevas.bytes, en: "\(ruta)/\(Revisiones.archivo)", entero: true) }
    }
}
