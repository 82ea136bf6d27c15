import Almacen
import AlmacenSQLite
import Electoral
import Foundation
import Operacion

/// A real store with as many digitised actas as a test needs, and accounts that capture (1…20) and supervise (21…25).
struct SalaDeCaptura: Sendable {
    let almacen: Almacen
    let mesa: Mesa

    static let inicio = Instante(segundos: 1_812_326_400)
    static let ahora = inicio + 3600
    static let plantilla = "F-1"

    static func poner<T>(
        actas: Int, esquema: EsquemaDeCaptura = .dobleCaptura, tipo: Casilla.Tipo = .basica,
        _ cuerpo: (SalaDeCaptura) throws -> T
    ) throws -> T {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("sala-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: carpeta) }
        let almacen = Almacen(try ControladorSQLite(ruta: "\(carpeta)/prep.sqlite", crear: true))
        let mesa = Mesa(almacen, catalogo: catalogo(actas, tipo), esquema: esquema)
        let sala = SalaDeCaptura(almacen: almacen, mesa: mesa)
        try sala.sembrar()
        return try cuerpo(sala)
    }

    /// Boxes: PA, PB, nulos, total.
    private static func catalogo(_ actas: Int, _ tipo: Casilla.Tipo) -> Catalogo {
        let opciones =
            ["PA", "PB"].map { Opcion(columna: $0, clase: .partido) } + [
                Opcion(columna: "NULOS", clase: .nulos)
            ]
        let eleccion = Eleccion(
            id: "AYUN", titulo: "AYUNTAMIENTOS", anio: 2027, ambito: .municipio, opciones: opciones,
            unidades: [Unidad(clave: "001", nombre: "UNO")],
            plantillas: [Plantilla(id: plantilla, campos: (0..<3).map { .voto($0) } + [.totalAsentado])])
        return Catalogo(
            entidad: Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH"), elecciones: [eleccion],
            actas: (1...actas).map { n in
                let seccion = tipo.esModalidad ? nil : n
                let casilla = Casilla(tipo: tipo, seccion: seccion, numero: 1, listaNominal: 700, representantes: 0)
                return Acta(
                    id: 0, identidad: cifras(n, ancho: 6), eleccion: 0, unidad: 0, casilla: casilla,
                    claveCasilla: casilla.clave(entidad: 5), claveActa: cifras(n, ancho: 6), tipoActa: "2", plantilla: 0
                )
            })
    }

    private func sembrar() throws {
        try almacen.instalar(
            ProcesoGuardado(
                entorno: .simulacro,
                proceso: Proceso(
                    nombre: "P", institucion: "I", entidad: mesa.catalogo.entidad, huso: .centro,
                    inicioAcopio: Self.inicio, inicioPublicacion: Self.inicio, cierrePublicacion: Self.inicio + 86_400,
                    minutosEntreCortes: 10, origen: "prep.example/p"), publicacion: "{}"))
        // Who did what came before has no account: a script.
        try almacen.registrar(personas: [
            (Persona(id: 100), "Guion", "guion", nil), (Persona(id: 101), "Otro", "guion", nil),
        ])
        try almacen.guardar(
            catalogo: mesa.catalogo, huella: cifras(1, ancho: 64), propone: Persona(id: 100),
            autoriza: Persona(id: 101), instante: Self.inicio)
        let cuentas = (1...25).map { n in
            Almacen.CuentaNueva(
                usuario: "u\(n)", nombre: "Persona \(n)", rol: n <= 20 ? .captura : .supervision, centro: nil,
                clave: "x", totp: nil)
        }
        _ = try almacen.abrir(
            cuentas: cuentas, registra: Acceso(.alta, instante: Self.inicio, usuario: "prueba", direccion: ""))
        try almacen.controlador.escribir { (c) throws(AlmacenError) in
            for acta in mesa.catalogo.actas { try Self.digitalizar(acta.id, c) }
        }
    }

    private static func digitalizar(_ n: Int, _ c: any Conexion) throws(AlmacenError) {
        let instante = Valor.entero(Int((inicio + n).microsegundos))
        try c.ejecutar(
            "INSERT INTO imagen (sha256, tipo, procedencia, bytes) VALUES (?, 'image/jpeg', 'propia', ?)",
            [.texto(imagen(n)), .octetos([1])])
        try c.ejecutar(
            """
            INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, imagen, documento, mecanismo, origen,
                digitalizacion, por_pto)
            VALUES (?, ?, 'digitalizacion', ?, 100, 'CATD-1', 1, ?, 'ACTA PREP', '', 'CASILLA', 'MOVIL', 0)
            """, [.texto("d:\(n)"), .entero(n), instante, .texto(imagen(n))])
        try c.ejecutar(
            "INSERT INTO acta_estado (acta, etapa, tomas, desde, cotejada) VALUES (?, 'digitalizada', 0, ?, 0)",
            [.entero(n), instante])
    }

    static func imagen(_ acta: Int) -> String { cifras(acta, ancho: 64) }

    /// Number of an account: they follow the two people of the script.
    static func persona(_ n: Int) -> Persona { Persona(id: 101 + n) }

    static func captura(_ pa: Int32, total: Int32 = 60) -> Captura {
        Captura([.cantidad(pa), .cantidad(50), .sinDato, .cantidad(total)])
    }

    func acto(_ persona: Int, _ clave: String = UUID().uuidString, rol: Rol? = nil, segundo: Int = 0) -> Acto {
        Acto(
            clave: clave, persona: Self.persona(persona), centro: "CCV-1", instante: Self.ahora + segundo,
            rol: rol ?? (persona <= 20 ? .captura : .supervision))
    }

    func enviada(
        _ acta: Int, _ pa: Int32, plantilla: String = plantilla, captura: Captura? = nil, consta: Bool = true
    ) -> CapturaEnviada {
        CapturaEnviada(
            acta: acta, plantilla: plantilla, imagen: Self.imagen(acta), captura: captura ?? Self.captura(pa),
            consta: consta)
    }

    @discardableResult
    func capturar(_ acta: Int, _ persona: Int, _ pa: Int32, clave: String = UUID().uuidString) throws -> Entrega {
        try mesa.entregarCaptura(enviada(acta, pa), acto(persona, clave), azar: 0).entrega
    }

    func numero(_ consulta: String) throws -> Int {
        try almacen.controlador.leer { (c) throws(AlmacenError) in try c.primera(consulta, []) { $0.entero(0) } ?? 0 }
    }

    func textos(_ consulta: String) throws -> [String] {
        try almacen.controlador.leer { (c) throws(AlmacenError) in try c.filas(consulta, []) { $0.texto(0) } }
    }

    /// A fact written behind the back of the use cases.
    func crudo(_ tipo: String, acta: Int, persona: Int) throws {
        try almacen.controlador.escribir { (c) throws(AlmacenError) in
            _ = try c.ejecutar(
                """
                INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, datos, motivo, por_pto)
                VALUES (?, ?, ?, 0, ?, 'CCV-1', 1, '1,2,3,4', ?, 0)
                """,
                [
                    .texto(UUID().uuidString), .entero(acta), .texto(tipo), .entero(Self.persona(persona).id),
                    tipo == "decision" ? .texto("x") : .nulo,
                ])
        }
    }
}

extension AlmacenError {
    static func con(_ codigo: Codigo) -> AlmacenError { AlmacenError(codigo, "") }
}
