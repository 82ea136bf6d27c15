import Almacen
import Electoral

/// What administración asks for and another person authorises.
extension Mesa {
    /// Asks for another schedule of cortes, by an acuerdo.
    ///
    /// - Returns: number of the request.
    /// - Throws: `.rechazado` when the acuerdo or the reason is missing; `.restriccion` when the schedule cannot be.
    @discardableResult
    public func pedirHorario(
        _ nuevo: Horario, acuerdo: String, motivo: String, clave: String, _ persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Int {
        guard acuerdo.contains(where: \.isNumber), acuerdo.count <= 80 else {
            throw AlmacenError(.rechazado, "Falta el número del acuerdo que ordena el cambio, como IEC/CG/123/2027.")
        }
        try exigirTexto(motivo, "el motivo")
        let cambio = CambioDeHorario(de: try almacen.horario(), a: nuevo, acuerdo: acuerdo, motivo: motivo)
        return try almacen.pedir(
            .horario, clave: clave, persona: persona, detalle: try cambio.detalle(), instante: instante)
    }

    /// Asks that the catalogue in force be frozen.
    @discardableResult
    public func pedirCongelamiento(
        constancia: String, clave: String, _ persona: Persona, instante: Instante
    ) throws(AlmacenError) -> Int {
        try exigirTexto(constancia, "la constancia")
        let pedido = Congelamiento(huella: try almacen.huellaDelCatalogo(), constancia: constancia)
        return try almacen.pedir(
            .congelamiento, clave: clave, persona: persona, detalle: try pedido.detalle(), instante: instante)
    }

    /// Who authorises what another person asked.
    public static func autorizan(_ tipo: Orden.Tipo) -> Set<Rol> {
        tipo == .reactivacion ? atiendenDifusores : [.coordinacion, .administracion]
    }

    /// Authorises what another person asked, when the role may.
    ///
    /// - Parameter noAntesDe: hour before which an official PREP does not open.
    /// - Throws: `.sinFacultad`, or what the store says.
    public func autorizar(
        orden id: Int, _ persona: Persona, rol: Rol, instante: Instante, noAntesDe: Instante
    ) throws(AlmacenError) {
        guard let orden = try almacen.ordenes().first(where: { $0.id == id }) else {
            throw AlmacenError(.restriccion, "no hay petición \(id)")
        }
        guard Self.autorizan(orden.tipo).contains(rol) else {
            throw AlmacenError(.sinFacultad, "la función «\(rol.nombre)» no autoriza esa orden: lo hace otra persona")
        }
        try almacen.autorizar(orden: id, persona: persona, instante: instante, noAntesDe: noAntesDe)
    }

    /// Adds a centre, or corrects the one with that key.
    public func guardar(
        centro: CentroGuardado, nuevo: Bool, _ cambio: Almacen.CambioNuevo
    ) throws(AlmacenError) {
        let letras = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
        guard (1...20).contains(centro.clave.count), centro.clave.allSatisfy(letras.contains) else {
            throw AlmacenError(.rechazado, "La clave lleva de 1 a 20 mayúsculas, cifras y guiones, como CATD-07.")
        }
        guard ["CATD", "CCV"].contains(centro.tipo) else { throw AlmacenError(.rechazado, "Elija CATD o CCV.") }
        try exigirTexto(centro.nombre, "el nombre del centro", maximo: 120)
        guard centro.domicilio.count <= 200 else {
            throw AlmacenError(.rechazado, "El domicilio admite 200 letras a lo más.")
        }
        try exigirTexto(cambio.motivo, "el motivo")
        if nuevo { try almacen.agregar(centro: centro, cambio) } else { try almacen.corregir(centro: centro, cambio) }
    }

    /// Puts a centre out of service or back in it.
    public func poner(centro: String, activo: Bool, _ cambio: Almacen.CambioNuevo) throws(AlmacenError) {
        try exigirTexto(cambio.motivo, "el motivo")
        try almacen.poner(centro: centro, activo: activo, cambio)
    }

    private func exigirTexto(_ texto: String, _ que: String, maximo: Int = 500) throws(AlmacenError) {
        guard texto.contains(where: { !$0.isWhitespace }), texto.count <= maximo else {
            throw AlmacenError(.rechazado, "Falta \(que), de \(maximo) letras a lo más.")
        }
    }
}
