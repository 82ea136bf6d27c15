import Almacen
import Electoral

/// A store with as many digitised actas as a test needs, each a minute younger than the one before.
struct ColaDePrueba: Sendable {
    let deposito: Deposito
    let almacen: Almacen

    static let campos = 3
    static let inicio = Banco.inicio
    /// When the queue is looked at: everything has arrived.
    static let ahora = inicio + 90_000 * 60
    /// People 1…40 capture; 41 digitised everything.
    static let digitalizo = 41

    static func prestar<T>(
        _ motor: Motor, actas: Int, centro: String = "CATD-1", _ cuerpo: (ColaDePrueba) throws -> T
    ) throws -> T {
        try Deposito.prestar(motor) { deposito in
            let cola = ColaDePrueba(deposito: deposito, almacen: Almacen(try deposito.abrir()))
            try cola.sembrar(actas, centro)
            return try cuerpo(cola)
        }
    }

    var controlador: any Controlador { almacen.controlador }

    static func imagen(_ acta: Int) -> String { Banco.huella(acta) }

    private func sembrar(_ actas: Int, _ centro: String) throws {
        try almacen.registrar(
            personas: (1...60).map { (Persona(id: $0), "Persona \($0)", "capturista", nil) })
        try controlador.escribir { (c) throws(AlmacenError) in
            try c.ejecutar("INSERT INTO eleccion (posicion, id, documento) VALUES (0, 'AYUN', '{}')", [])
            for n in 1...max(1, actas) where actas > 0 {
                try c.ejecutar(
                    """
                    INSERT INTO acta (id, eleccion, identidad, esperada, tipo_casilla, seccion, numero, ext_contigua, ubicacion,
                        lista_nominal, clave_casilla, clave_acta, tipo_acta, principio, plantilla)
                    VALUES (?, 0, ?, 1, 'B', 1, 1, 0, 1, 700, 'X', 'X', '2', 'MR', 0)
                    """, [.entero(n), .texto("A\(n)")])
                try c.ejecutar(
                    "INSERT INTO imagen (sha256, tipo, procedencia, bytes) VALUES (?, 'image/jpeg', 'propia', ?)",
                    [.texto(Self.imagen(n)), .octetos([UInt8](String(n).utf8))])
            }
            for n in 1...max(1, actas) where actas > 0 { try Self.digitalizar(n, centro, c) }
        }
    }

    private static func digitalizar(_ n: Int, _ centro: String, _ c: any Conexion) throws(AlmacenError) {
        let instante = Valor.entero(Int((inicio + n * 60).microsegundos))
        try c.ejecutar(
            """
            INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, imagen, documento, mecanismo, origen,
                digitalizacion, por_pto)
            VALUES (?, ?, 'digitalizacion', ?, ?, ?, 1, ?, 'ACTA PREP', '', 'CASILLA', 'MOVIL', 0)
            """,
            [
                .texto("d:\(n)"), .entero(n), instante, .entero(digitalizo), .texto(centro), .texto(imagen(n)),
            ])
        try c.ejecutar(
            "INSERT INTO acta_estado (acta, etapa, tomas, desde, cotejada) VALUES (?, 'digitalizada', 0, ?, 0)",
            [.entero(n), instante])
    }

    // MARK: What people do

    static func pedido(_ persona: Int, azar: UInt64 = 0, centro: String = "CCV-1", segundo: Int = 0) -> Pedido {
        Pedido(persona: Persona(id: persona), centro: centro, instante: ahora + segundo, azar: azar)
    }

    func tomar(_ persona: Int, azar: UInt64 = 0, centro: String = "CCV-1", segundo: Int = 0) throws -> Asignacion? {
        try almacen.tomarCaptura(Self.pedido(persona, azar: azar, centro: centro, segundo: segundo))
    }

    static func captura(_ votos: Int32) -> Captura { Captura([.cantidad(votos), .cantidad(5), .sinDato]) }

    static func hecho(
        _ acta: Int, _ persona: Int, _ evento: CicloDeVida.Evento, clave: String? = nil, centro: String = "CCV-1",
        segundo: Int = 0
    ) -> Hecho {
        Hecho(
            clave: clave ?? "\(acta):\(persona):\(evento.tipo.rawValue)", acta: acta, evento: evento,
            persona: Persona(id: persona), centro: centro, instante: ahora + segundo)
    }

    @discardableResult
    func entregar(
        _ acta: Int, _ persona: Int, _ votos: Int32, clave: String? = nil, imagen: String? = nil, consta: Bool = false,
        esquema: EsquemaDeCaptura = .dobleCaptura, segundo: Int = 0
    ) throws -> (entrega: Entrega, siguiente: Asignacion?) {
        let captura = Self.captura(votos)
        let envio = EnvioDeCaptura(
            hecho: Self.hecho(acta, persona, .captura(captura), clave: clave, segundo: segundo),
            comoVerificacion: Self.hecho(
                acta, persona, .verificacion(captura), clave: clave ?? "\(acta):\(persona):captura", segundo: segundo),
            imagen: imagen ?? Self.imagen(acta), consta: consta)
        return try almacen.entregar(
            envio, campos: Self.campos, esquema: esquema, Self.pedido(persona, segundo: segundo))
    }

    /// The same facts without leases, to bring an acta to a stage.
    func capturar(_ acta: Int, _ persona: Int, _ votos: Int32, centro: String = "CCV-2") throws {
        try almacen.registrar(
            Self.hecho(acta, persona, .captura(Self.captura(votos)), centro: centro, segundo: persona),
            campos: Self.campos, esquema: .dobleCaptura)
    }

    func etapa(_ acta: Int) throws -> String? {
        try controlador.textos("SELECT etapa FROM acta_estado WHERE acta = ?", [.entero(acta)]).first
    }
}
