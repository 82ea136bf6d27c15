import Almacen
import Electoral

/// What people do with difusores; sending to them is not here.
extension Mesa {
    /// Those who call difusores, suspend them, ask for tests and put them back.
    public static let atiendenDifusores: Set<Rol> = [.difusion, .coordinacion]

    /// Who does something to a difusor, and the key by which it is done once.
    public struct ActoDeDifusion: Sendable {
        let difusor: String
        let clave: String
        let persona: Persona
        let rol: Rol
        let instante: Instante

        public init(difusor: String, clave: String, persona: Persona, rol: Rol, instante: Instante) {
            self.difusor = difusor
            self.clave = "consola:\(persona.id):\(clave)"
            self.persona = persona
            self.rol = rol
            self.instante = instante
        }
    }

    /// Notes a call to a contact of a difusor.
    ///
    /// - Throws: `.sinFacultad`; `.rechazado` when it does not say whom, or nothing of what was said to whom answered.
    public func anotar(_ llamada: LlamadaADifusor, _ acto: ActoDeDifusion) throws(AlmacenError) {
        try exigirQueAtiende(acto)
        try exigirRenglon(llamada.con, "a quién se llamó", maximo: 200)
        if llamada.resultado == .contesto { try exigirTexto(llamada.texto, "qué se dijo") }
        guard llamada.texto.count <= 1000 else {
            throw AlmacenError(.rechazado, "Lo que se dijo admite 1,000 letras a lo más.")
        }
        try anotar(.llamada, llamada.frase, acto)
    }

    /// Stops sending to a difusor, whatever its periods say.
    ///
    /// - Throws: `.sinFacultad`; `.rechazado` without a reason or when it is suspended already.
    public func suspender(motivo: String, _ acto: ActoDeDifusion) throws(AlmacenError) {
        try exigirQueAtiende(acto)
        try exigirTexto(motivo, "el motivo", maximo: 500)
        try unaVez(acto) { (situacion) throws(AlmacenError) in
            guard situacion.salud.transmite else { throw AlmacenError(.rechazado, "Ya está suspendido.") }
        }
        try anotar(.suspension, motivo, acto)
    }

    /// Asks for a small transfer that tries the whole way to a difusor.
    ///
    /// - Throws: `.sinFacultad`; `.rechazado` while another is waited for.
    public func pedirPrueba(_ acto: ActoDeDifusion) throws(AlmacenError) {
        try exigirQueAtiende(acto)
        try unaVez(acto) { (situacion) throws(AlmacenError) in
            guard !situacion.pruebaPendiente else {
                throw AlmacenError(.rechazado, "Ya hay una prueba pedida: espere su resultado.")
            }
        }
        try anotar(.pruebaPedida, "", acto)
    }

    /// Asks that a difusor be sent to again; another person authorises it.
    ///
    /// - Returns: number of the request.
    /// - Throws: `.sinFacultad`; `.rechazado` without a reason; `.restriccion` when it is not suspended or no test
    ///   succeeded since.
    @discardableResult
    public func pedirReactivacion(
        nombre: String, motivo: String, _ acto: ActoDeDifusion
    ) throws(AlmacenError) -> Int {
        try exigirQueAtiende(acto)
        try exigirTexto(motivo, "el motivo", maximo: 500)
        let pedida = ReactivacionDeDifusor(difusor: acto.difusor, nombre: nombre, motivo: motivo)
        return try almacen.pedir(
            .reactivacion, clave: acto.clave, persona: acto.persona, detalle: try pedida.detalle(),
            instante: acto.instante)
    }

    // MARK: What they share

    private func exigirQueAtiende(_ acto: ActoDeDifusion) throws(AlmacenError) {
        guard Self.atiendenDifusores.contains(acto.rol) else {
            throw AlmacenError(.sinFacultad, "la función «\(acto.rol.nombre)» no atiende difusores")
        }
    }

    private func exigirTexto(_ texto: String, _ que: String, maximo: Int = 1000) throws(AlmacenError) {
        guard texto.contains(where: { !$0.isWhitespace }), texto.count <= maximo else {
            throw AlmacenError(.rechazado, "Falta \(que), de \(maximo) letras a lo más.")
        }
    }

    private func exigirRenglon(_ texto: String, _ que: String, maximo: Int) throws(AlmacenError) {
        try exigirTexto(texto, que, maximo: maximo)
        guard !texto.contains(where: \.isNewline) else {
            throw AlmacenError(.rechazado, "Escriba \(que) en un renglón.")
        }
    }

    /// Asks something of how it is, unless this act was done already: a send that is repeated finds its own work.
    private func unaVez(
        _ acto: ActoDeDifusion, _ exigir: (SituacionDeDifusor) throws(AlmacenError) -> Void
    ) throws(AlmacenError) {
        guard try !almacen.seAnoto(difusion: acto.clave) else { return }
        try exigir(SituacionDeDifusor(try almacen.difusion(de: acto.difusor).map(\.hecho)))
    }

    private func anotar(
        _ tipo: HechoDeDifusion.Tipo, _ texto: String, _ acto: ActoDeDifusion
    ) throws(AlmacenError) {
        let hecho = HechoDeDifusion(
            difusor: acto.difusor, tipo: tipo, instante: acto.instante, persona: acto.persona, texto: texto)
        try almacen.anotar(difusion: hecho, clave: acto.clave)
    }
}
