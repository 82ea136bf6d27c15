import Almacen
import AlmacenSQLite
import Electoral
import Foundation
import Operacion

/// Two elections of two casillas each on a store of its own, with what a corte needs.
struct MesaDePrueba {
    let ruta: String
    let almacen: Almacen

    static func poner<T>(_ cuerpo: (MesaDePrueba) throws -> T) throws -> T {
        let carpeta = FileManager.default.temporaryDirectory.appendingPathComponent("mesa-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: carpeta) }
        return try cuerpo(try MesaDePrueba(ruta: "\(carpeta)/prep.sqlite"))
    }

    init(ruta: String) throws {
        self.ruta = ruta
        almacen = Almacen(try ControladorSQLite(ruta: ruta, crear: true))
        try almacen.instalar(ProcesoGuardado(entorno: .simulacro, proceso: Self.proceso, publicacion: "{}"))
        try almacen.registrar(personas: (1...9).map { (Persona(id: $0), "Persona \($0)", "capturista", nil) })
        try almacen.guardar(
            catalogo: Self.catalogo, huella: cifras(1, ancho: 64), propone: Persona(id: 8), autoriza: Persona(id: 9),
            instante: Self.inicio)
        for acta in Self.catalogo.actas {
            try almacen.guardar(imagen: cifras(acta.id, ancho: 64), tipo: "image/jpeg", bytes: [UInt8(acta.id)])
        }
    }

    /// The same store as another process would open it.
    func otraPuerta() throws -> Almacen { Almacen(try ControladorSQLite(ruta: ruta, crear: false)) }

    /// Another store of the same operation, empty.
    func gemela(_ nombre: String) throws -> MesaDePrueba { try MesaDePrueba(ruta: ruta + "." + nombre) }

    static let inicio = Instante(segundos: 1_812_326_400)

    static let proceso = Proceso(
        nombre: "Proceso de prueba", institucion: "Instituto",
        entidad: Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH"), huso: .centro, inicioAcopio: inicio,
        inicioPublicacion: inicio + 7200, cierrePublicacion: inicio + 26 * 3600, minutosEntreCortes: 10,
        origen: "prep.example/prueba")

    /// Actas 1 and 2 of AYUN, 3 and 4 of DIP_LOC. Boxes: PA, PB, nulos.
    static let catalogo: Catalogo = {
        let opciones = [
            Opcion(columna: "PA", clase: .partido), Opcion(columna: "PB", clase: .partido),
            Opcion(columna: "NULOS", clase: .nulos),
        ]
        let elecciones = ["AYUN", "DIP_LOC"].map {
            Eleccion(
                id: $0, titulo: $0, anio: 2027, ambito: .municipio, opciones: opciones,
                unidades: [Unidad(clave: "001", nombre: "UNO")],
                plantillas: [Plantilla(id: "P1", campos: opciones.indices.map { .voto($0) })])
        }
        let actas = elecciones.indices.flatMap { e in
            (1...2).map { seccion in
                let casilla = Casilla(tipo: .basica, seccion: seccion, numero: 1, listaNominal: 700, representantes: 0)
                let clave = casilla.clave(entidad: 5)
                return Acta(
                    id: 0, identidad: clave, eleccion: e, unidad: 0, casilla: casilla, claveCasilla: clave,
                    claveActa: clave + "2", tipoActa: "2", plantilla: 0)
            }
        }
        return Catalogo(entidad: proceso.entidad, elecciones: elecciones, actas: actas)
    }()
}

extension MesaDePrueba {
    static func captura(_ pa: Int32) -> Captura { Captura([.cantidad(pa), .cantidad(50), .cantidad(1)]) }

    func hecho(
        _ acta: Acta.ID, _ que: String, _ evento: CicloDeVida.Evento, persona: Int, minuto: Int, segundo: Int = 0
    )
        throws
    {
        try almacen.registrar(
            Hecho(
                clave: "\(acta):\(que)", acta: acta, evento: evento, persona: Persona(id: persona), centro: "CCV-1",
                instante: Self.inicio + minuto * 60 + segundo), campos: 3, esquema: .dobleCaptura)
    }

    /// The whole life of an acta at one minute.
    func verificar(_ acta: Acta.ID, _ pa: Int32, minuto: Int = 0) throws {
        let procedencia = Procedencia(origen: .casilla, digitalizacion: .movil)
        try hecho(acta, "a", .digitalizacion(imagen: cifras(acta, ancho: 64), procedencia), persona: 1, minuto: minuto)
        try hecho(acta, "b", .captura(Self.captura(pa)), persona: 2, minuto: minuto)
        try hecho(acta, "c", .captura(Self.captura(pa)), persona: 3, minuto: minuto)
    }

    /// A correction as the cotejo orders it: with its reason.
    func corregir(_ acta: Acta.ID, _ pa: Int32, minuto: Int) throws {
        try hecho(acta, "d", .recaptura(motivo: "El cotejo encontró otra cantidad"), persona: 1, minuto: minuto)
        try hecho(acta, "e", .captura(Self.captura(pa)), persona: 4, minuto: minuto, segundo: 1)
        try hecho(acta, "f", .captura(Self.captura(pa)), persona: 5, minuto: minuto, segundo: 2)
    }

    /// A second result of an acta that nobody ordered and that gives no reason, written behind the back of the life cycle.
    func falsear(_ acta: Acta.ID, _ pa: Int32) throws {
        let firma = Self.captura(pa).firma
        try almacen.controlador.escribir { (c) throws(AlmacenError) in
            let hecho = try c.primera(
                """
                INSERT INTO hecho (clave, acta, tipo, instante, persona, centro, ronda, datos, por_pto)
                VALUES (?, ?, 'captura', ?, 7, 'CCV-1', 2, ?, 0) RETURNING id
                """,
                [
                    .texto("\(acta):falso"), .entero(acta), .entero(Int((Self.inicio + 9_000).microsegundos)),
                    .texto(firma),
                ]
            ) { $0.entero(0) }
            try c.ejecutar(
                "INSERT INTO resultado (hecho, acta, condicion, datos, imagen, por_pto, cotejada) VALUES (?, ?, 'capturada', ?, ?, 0, 0)",
                [.opcional(hecho), .entero(acta), .texto(firma), .texto(cifras(acta, ancho: 64))])
        }
    }

    func cortador(
        _ titular: String = "sede:1", en almacen: Almacen? = nil, reloj: @escaping () -> Instante = { inicio }
    ) throws -> Cortador {
        try Cortador(
            almacen ?? self.almacen, catalogo: Self.catalogo, proceso: Self.proceso, titular: titular, ahora: reloj)
    }

    /// What was written of refused cortes.
    func rechazos() throws -> [String] {
        try almacen.controlador.leer { (c) throws(AlmacenError) in
            try c.filas("SELECT motivo FROM corte_rechazado ORDER BY id") { $0.texto(0) }
        }
    }
}

extension Cortador {
    /// Cuts at so many minutes from the start.
    @discardableResult
    func cortar(minuto: Int, ultimo: Bool = false) throws -> Corte {
        let instante = MesaDePrueba.inicio + minuto * 60
        return try cortar(instante, ultimo: ultimo, siguiente: ultimo ? nil : instante + 600)
    }

    func votos(_ eleccion: Int, _ opcion: Int = 0) -> Int? { computos?[eleccion].entidad.votos[opcion] }
}
