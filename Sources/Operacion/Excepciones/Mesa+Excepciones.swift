import Almacen
import Electoral

/// What the person who meets an exception tells the supervisor.
public struct Informe: Sendable, Hashable {
    public var problemas: [Problema]
    /// What was tried already.
    public var accion: String
    public var recomendacion: String

    public init(problemas: [Problema] = [], accion: String = "", recomendacion: String = "") {
        self.problemas = problemas
        self.accion = accion
        self.recomendacion = recomendacion
    }
}

extension Mesa {
    /// Those who meet an acta before it has figures. Cotejo asks for another capture or image by itself, and supervision is
    /// who decides: an exception of theirs would wait for what they can already do.
    private static let puedenAbrir: Set<Rol> = [.acopio, .digitalizacion, .captura, .casilla]

    /// An exception as the store takes it, once the role is known to open it. It is about an acta of tonight: it is
    /// opened while the PREP is open. What happens before or after is an incident.
    ///
    /// - Throws: `.sinFacultad`.
    public func excepcion(
        _ tipo: ExcepcionNueva.Tipo, acta: Acta.ID? = nil, recepcion: Int? = nil, causa: String? = nil,
        _ informe: Informe, _ acto: Acto
    ) throws(AlmacenError) -> ExcepcionNueva {
        if let rol = acto.rol, !Self.puedenAbrir.contains(rol) {
            throw AlmacenError(.sinFacultad, "la función «\(rol.nombre)» no abre excepciones")
        }
        var nueva = ExcepcionNueva(
            clave: acto.clave, tipo: tipo, acta: acta, recepcion: recepcion, causa: causa, persona: acto.persona,
            centro: acto.centro, instante: acto.instante, problemas: informe.problemas.map(\.rawValue),
            accion: String(informe.accion.prefix(2000)), recomendacion: String(informe.recomendacion.prefix(2000)))
        nueva.enOperacion = enOperacion(acto)
        return nueva
    }

    /// There is no acta to receive: a supervisor confirms it or asks to wait.
    ///
    /// - Returns: number of the exception.
    public func reportarSinActa(
        _ acta: Acta, causa: CausaSinActa, _ informe: Informe, _ acto: Acto
    ) throws(AlmacenError) -> Int {
        let (centro, etapa, _) = try almacen.situacion(de: acta.id)
        guard centro == nil || centro == acto.centro else {
            throw AlmacenError(.rechazado, "El acta es de \(centro ?? ""): sólo ese centro puede reportarla sin acta.")
        }
        guard etapa == .esperada else {
            throw AlmacenError(CicloDeVida.Rechazo.noCorresponde(etapa: etapa))
        }
        return try almacen.abrir(
            excepcion: try excepcion(.sinActa, acta: acta.id, causa: causa.rawValue, informe, acto))
    }

    /// The acta of another centre was here and went on to its own; it is not received here.
    public func remitir(_ acta: Acta, _ acto: Acto) throws(AlmacenError) -> String {
        let (suyo, etapa, _) = try almacen.situacion(de: acta.id)
        guard let centro = suyo, centro != acto.centro else {
            throw AlmacenError(.rechazado, "El acta es de este centro: recíbala aquí.")
        }
        guard etapa == .esperada || etapa == .sinActa else {
            throw AlmacenError(
                .rechazado, "Esa acta ya se recibió en el \(centro): entregue el papel a su coordinación.")
        }
        let informe = Informe(problemas: [.otroCentro], accion: "Remitida al \(centro).")
        _ = try almacen.abrir(excepcion: try excepcion(.otra, acta: acta.id, causa: "remitida", informe, acto))
        return centro
    }

    /// A paper that cannot be tied to an expected acta.
    ///
    /// - Parameter recepcion: its image, when there is one.
    public func reportarFueraDeCatalogo(
        recepcion: Int? = nil, _ informe: Informe, _ acto: Acto
    ) throws(AlmacenError) -> ReciboDeImagen? {
        guard !informe.problemas.isEmpty else {
            throw AlmacenError(.restriccion, "Falta decir qué problema tiene el acta: marque al menos uno.")
        }
        let nueva = try excepcion(.fueraDeCatalogo, recepcion: recepcion, informe, acto)
        if let recepcion { return try almacen.apartar(recepcion: recepcion, excepcion: nueva) }
        try almacen.abrir(excepcion: nueva)
        return nil
    }

    /// What a supervisor can decide of each kind of exception.
    public enum Decision: String, Sendable, Hashable, CaseIterable {
        /// The acta does not exist: sin acta.
        case confirmar
        /// It may still arrive.
        case esperar
        case redigitalizar
        /// The image is of the acta: it goes on where it was.
        case conservar
        /// Registered fuera de catálogo with its image, in an election.
        case registrar
        /// It is of an acta of the catalogue after all.
        case identificar
        case descartar
        /// A repeated image is of the second acta: the first needs another.
        case esDeLaSegunda = "es_de_la_segunda"
        case enterado

        public static func admitidas(_ tipo: ExcepcionNueva.Tipo, conImagen: Bool) -> [Decision] {
            switch tipo {
            case .sinActa: [.confirmar, .esperar]
            case .noCorresponde: [.redigitalizar, .conservar]
            case .fueraDeCatalogo: conImagen ? [.registrar, .identificar, .descartar] : [.identificar, .descartar]
            case .imagenRepetida: [.descartar, .esDeLaSegunda]
            case .otra: [.enterado]
            }
        }
    }

    /// A supervisor who did not open it decides an exception, with a comment; what follows is in the same transaction.
    /// After the cierre only what writes no fact can be decided, so that none stays open.
    ///
    /// - Parameters:
    ///   - acta: the one that `.identificar` names.
    ///   - eleccion: position of the election for `.registrar`.
    /// - Returns: nil when it is decided; otherwise what somebody else had decided before.
    public func resolver(
        _ excepcion: Excepcion, _ decision: Decision, comentario: String, acta: Acta.ID? = nil, eleccion: Int? = nil,
        _ acto: Acto
    ) throws(AlmacenError) -> Excepcion.Resuelta? {
        if let rol = acto.rol, rol != .supervision {
            throw AlmacenError(.sinFacultad, "la función «\(rol.nombre)» no decide excepciones")
        }
        let abierta = excepcion.abierta
        guard comentario.contains(where: { !$0.isWhitespace }) else {
            throw AlmacenError(CicloDeVida.Rechazo.faltaMotivo)
        }
        guard Decision.admitidas(abierta.tipo, conImagen: abierta.recepcion != nil).contains(decision) else {
            throw AlmacenError(.restriccion, "Esa decisión no es de este tipo de excepción.")
        }
        let efecto = try efecto(decision, de: excepcion, comentario, acta: acta, eleccion: eleccion, acto)
        return try almacen.resolver(
            ResolucionDeExcepcion(
                excepcion: excepcion.id, decision: decision.rawValue, comentario: String(comentario.prefix(2000)),
                clave: acto.clave, persona: acto.persona, centro: acto.centro, instante: acto.instante,
                efecto: efecto, enOperacion: enOperacion(acto)), esquema: esquema)
    }

    private func efecto(
        _ decision: Decision, de excepcion: Excepcion, _ comentario: String, acta: Acta.ID?, eleccion: Int?,
        _ acto: Acto
    ) throws(AlmacenError) -> ResolucionDeExcepcion.Efecto {
        let abierta = excepcion.abierta
        switch decision {
        case .esperar, .conservar, .enterado: return .ninguno
        case .descartar: return .imagenDescartada
        case .confirmar:
            guard let id = abierta.acta, let causa = abierta.causa.flatMap(CausaSinActa.init) else {
                throw AlmacenError(.restriccion, "la excepción no dice el acta o la causa")
            }
            return .hecho(try hecho(.sinActa(causa), id, acto).evento, campos: campos(id))
        case .redigitalizar:
            guard let id = abierta.acta else { throw AlmacenError(.restriccion, "la excepción no dice el acta") }
            return .hecho(try hecho(.redigitalizacion(motivo: comentario), id, acto).evento, campos: campos(id))
        case .identificar:
            guard let acta, catalogo.acta(acta) != nil else {
                throw AlmacenError(.restriccion, "Falta la clave del acta que se identificó, o no está en el catálogo.")
            }
            return .identificada(acta)
        case .esDeLaSegunda:
            guard let primera = abierta.causa.flatMap({ Int($0) }), catalogo.acta(primera) != nil else {
                throw AlmacenError(.rechazado, "La otra acta es de fuera de catálogo: descarte la imagen.")
            }
            _ = try hecho(.redigitalizacion(motivo: comentario), primera, acto)
            return .esDeLaSegunda(primera: primera, motivo: comentario, campos: campos(primera))
        case .registrar:
            guard let eleccion, catalogo.elecciones.indices.contains(eleccion) else {
                throw AlmacenError(.restriccion, "Falta elegir la elección en la que se registra.")
            }
            guard let id = abierta.recepcion, let recepcion = try almacen.recepcion(id) else {
                throw AlmacenError(.restriccion, "la excepción no tiene imagen")
            }
            let procedencia = Procedencia(origen: recepcion.origen, digitalizacion: recepcion.digitalizacion)
            _ = try hecho(.fueraDeCatalogo(imagen: recepcion.imagen, procedencia), 0, acto)
            return .fueraDeCatalogo(identidad: "FC-\(cifras(id, ancho: 5))", eleccion: eleccion, procedencia)
        }
    }
}
