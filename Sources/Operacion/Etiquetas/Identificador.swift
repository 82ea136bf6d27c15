import Almacen
import Bitacora
import Electoral

/// Ties a label or a typed key to an acta of the catalogue, and makes the labels.
///
/// Made once for the whole program: it indexes the catalogue. The key of the check values never leaves the store but to
/// compute one.
public struct Identificador: Sendable {
    /// Name under which the store keeps the key of the check values.
    public static let secreto = "etiquetas"

    public let catalogo: Catalogo
    public let entorno: Entorno
    let almacen: Almacen
    private let origen: String
    private let porClave: [String: [Acta.ID]]

    public init(_ almacen: Almacen, catalogo: Catalogo, proceso: Proceso, entorno: Entorno) {
        self.almacen = almacen
        self.catalogo = catalogo
        self.entorno = entorno
        origen = proceso.origen
        var porClave: [String: [Acta.ID]] = [:]
        for acta in catalogo.actas {
            for clave in Set([Self.limpia(acta.claveActa), Self.limpia(acta.claveCasilla)]) {
                porClave[clave, default: []].append(acta.id)
            }
        }
        self.porClave = porClave
    }

    /// The acta of a payload read from a QR or typed by a scanner.
    public func acta(etiqueta texto: String) throws(AlmacenError) -> Result<Acta, EtiquetaDeActa.Rechazo> {
        guard let etiqueta = EtiquetaDeActa(tecleada: texto) else { return .failure(.noEsEtiqueta) }
        let candidatas = actas(clave: etiqueta.claveActa)
        let acta: Acta
        do throws(EtiquetaDeActa.Rechazo) {
            acta = try etiqueta.acta(en: catalogo, entorno: entorno, conEsaClave: candidatas)
        } catch {
            return .failure(error)
        }
        let esperado = ValorDeComprobacion.de(etiqueta.cubierto(origen: origen), llave: try llave())
        guard esperado == etiqueta.comprobacion else { return .failure(.comprobacionFalsa) }
        return .success(acta)
    }

    /// Actas of a CLAVE_ACTA, or all those of a CLAVE_CASILLA. Spaces, hyphens and case do not matter.
    public func actas(clave: String) -> [Acta] {
        (porClave[Self.limpia(clave)] ?? []).compactMap { catalogo.acta($0) }
    }

    private static func limpia(_ clave: String) -> String {
        clave.filter { !$0.isWhitespace && $0 != "-" }.uppercased()
    }

    /// The one acta of a CLAVE_ACTA and, when two elections share it, of the id of its election.
    public func acta(clave: String, eleccion: String?) -> Acta? {
        let limpia = Self.limpia(clave)
        let suyas = actas(clave: limpia).filter {
            Self.limpia($0.claveActa) == limpia && (eleccion == nil || catalogo.eleccion(de: $0).id == eleccion)
        }
        return suyas.count == 1 ? suyas[0] : nil
    }

    /// The label of an acta.
    public func etiqueta(de acta: Acta) throws(AlmacenError) -> EtiquetaDeActa {
        EtiquetaDeActa(acta, en: catalogo, origen: origen, entorno: entorno, llave: try llave())
    }

    /// The key of the check values, made the first time that it is needed.
    package func llave() throws(AlmacenError) -> [UInt8] {
        try almacen.secreto(Self.secreto) { Self.llaveNueva() }
    }

    static func llaveNueva() -> [UInt8] {
        var azar = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &azar) }
    }
}

extension EtiquetaDeActa {
    /// The label of an acta with its check value.
    ///
    /// - Parameter llave: that of the store of the operation, or the one derived from the seed of a demonstration.
    public init(_ acta: Acta, en catalogo: Catalogo, origen: String, entorno: Entorno, llave: [UInt8]) {
        self.init(
            entorno: entorno, eleccion: catalogo.eleccion(de: acta).id, claveActa: acta.claveActa,
            plantilla: catalogo.plantilla(de: acta).id)
        comprobacion = ValorDeComprobacion.de(cubierto(origen: origen), llave: llave)
    }
}
