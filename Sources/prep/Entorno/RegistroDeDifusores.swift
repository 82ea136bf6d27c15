import Almacen
import Difusion
import Electoral
import Foundation
import Publicacion
import Seguimiento
import Synchronization

/// The difusores of the records of seguimiento: who is sent to, by which rules of the call, and the public list.
final class RegistroDeDifusores: Sendable {
    private let archivo: Seguimiento.Archivo
    private let almacen: Almacen
    private let huso: Huso
    private let leido = Mutex<(version: Int, registro: Repartidor.Registro)?>(nil)

    init(_ archivo: Seguimiento.Archivo, _ almacen: Almacen, _ huso: Huso) {
        self.archivo = archivo
        self.almacen = almacen
        self.huso = huso
    }

    /// As it is now; what did not change is not read again. The public list is noted with it.
    func leer() throws -> Repartidor.Registro {
        let version = try archivo.ultimaVersion()
        if let conocido = leido.withLock({ $0 }), conocido.version == version { return conocido.registro }
        let fichas = try archivo.fichas(de: "difusor")
        let convocatoria = try archivo.fichas(de: "convocatoria_de_difusores").first
        var registro = Repartidor.Registro(difusores: [], reglas: reglas(convocatoria))
        for ficha in fichas {
            do throws(DifusionError) {
                if let difusor = try Self.difusor(ficha) { registro.difusores.append(difusor) }
            } catch {
                registro.errores.append(error)
            }
        }
        let (lista, objeciones) = try lista(
            fichas, desde: convocatoria?["lista_desde"].flatMap { Dia(iso: $0) })
        registro.errores += objeciones
        try almacen.anotar(lista: lista, instante: Reloj.ahora())
        leido.withLock { [registro] in $0 = (version, registro) }
        return registro
    }

    private func reglas(_ convocatoria: Ficha?) -> Repartidor.Reglas {
        let dia = convocatoria?["publicacion_hasta"]
        let hora = convocatoria?["publicacion_hasta_hora"] ?? "23:59"
        return Repartidor.Reglas(
            limite: convocatoria?.entero("periodos_fallidos") ?? 3,
            hasta: dia.flatMap { dia in
                Instante(iso: "\(dia)T\(hora):00+00:00").map { $0 - huso.minutos * 60 }
            })
    }

    /// - Returns: nil when it does not say where it is sent to, or declined.
    static func difusor(_ ficha: Ficha) throws(DifusionError) -> Difusor? {
        guard ficha["estado"] != "declinado", let servidor = ficha["servidor"] else { return nil }
        return try Difusor(
            clave: ficha.clave.id, nombre: ficha["nombre"] ?? ficha.clave.id, servidor: servidor,
            puerto: ficha.entero("puerto") ?? 22, usuario: ficha["cuenta"] ?? "", carpeta: ficha["carpeta"] ?? "/",
            llavesDelServidor: ficha.lista("llaves_del_servidor").map(\.valor), tope: ficha.entero("tope"),
            canales: ficha.entero("canales") ?? 4, url: direccion(ficha))
    }

    private static func direccion(_ ficha: Ficha) -> String? {
        ficha["enlace"].map { $0.hasSuffix("/") ? $0 : $0 + "/" }
    }

    /// By name.
    private func lista(
        _ fichas: [Ficha], desde: Dia?
    ) throws -> (lista: [DifusorEnLista], objeciones: [DifusionError]) {
        var objeciones: [DifusionError] = []
        let lista = try fichas.compactMap { ficha -> DifusorEnLista? in
            guard case .desde(let dia, let url) = LugarEnLaLista(ficha, lista: desde) else { return nil }
            let nombre = ficha["nombre"] ?? ficha.clave.id
            var logotipo: String?
            if let archivo = ficha["logotipo"] {
                let bytes = try ficha.adjuntos.first { $0.nombre == archivo }.flatMap {
                    try self.archivo.adjunto($0.sha256)
                }
                if let bytes, DifusorEnSitio.Logotipo(bytes) != nil {
                    logotipo = Data(bytes).base64EncodedString()
                } else {
                    objeciones.append(
                        DifusionError(
                            .datos,
                            "difusor «\(ficha.clave.id)»: su logotipo «\(archivo)» no está entre sus adjuntos o no es PNG ni JPEG de 256 KiB o menos: se enlista sin él"
                        ))
                }
            }
            return DifusorEnLista(clave: ficha.clave.id, nombre: nombre, url: url, desde: dia.iso, logotipo: logotipo)
        }
        return (lista.sorted { ($0.nombre, $0.clave) < ($1.nombre, $1.clave) }, objeciones)
    }
}
