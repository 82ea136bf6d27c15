import Almacen
import Electoral

/// A small operation on a store of its own: two elections of three casillas each, and ten people.
struct Banco: Sendable {
    let deposito: Deposito
    let almacen: Almacen
    let catalogo: Catalogo
    let proceso: Proceso

    var controlador: any Controlador { almacen.controlador }
    var motor: Motor { deposito.motor }

    static func prestar<T>(
        _ motor: Motor, esquema: EsquemaDeCaptura = .dobleCaptura, _ cuerpo: (Banco) throws -> T
    ) throws -> T {
        try Deposito.prestar(motor) { deposito in
            try cuerpo(try Banco(deposito, try deposito.abrir(), esquema: esquema))
        }
    }

    init(_ deposito: Deposito, _ controlador: any Controlador, esquema: EsquemaDeCaptura = .dobleCaptura) throws {
        self.deposito = deposito
        almacen = Almacen(controlador)
        catalogo = Self.catalogo
        proceso = Self.proceso(esquema)
        try almacen.instalar(ProcesoGuardado(entorno: .simulacro, proceso: proceso, publicacion: "{}"))
        try almacen.registrar(personas: Self.personas)
        try almacen.guardar(
            catalogo: catalogo, huella: Self.huella(1), propone: Persona(id: 9), autoriza: Persona(id: 10),
            instante: Instante(segundos: 0))
    }

    /// The same store through another pool.
    func otraPuerta() throws -> Almacen { Almacen(try deposito.abrir(crear: false)) }

    /// Another store of the same operation, empty.
    func gemelo(_ nombre: String) throws -> Banco {
        try Banco(deposito, try deposito.abrir(otro: nombre), esquema: proceso.esquema)
    }

    static let personas: [(persona: Persona, nombre: String, rol: String, centro: String?)] = (1...10).map {
        (Persona(id: $0), "Persona \($0)", $0 < 9 ? "capturista" : "administracion", $0 < 9 ? "CCV-1" : nil)
    }

    static let inicio = Instante(segundos: 1_812_326_400)

    static func proceso(_ esquema: EsquemaDeCaptura = .dobleCaptura) -> Proceso {
        Proceso(
            nombre: "Proceso de prueba", institucion: "Instituto", entidad: entidad, huso: .centro,
            inicioAcopio: inicio,
            inicioPublicacion: inicio + 7200, cierrePublicacion: inicio + 26 * 3600, minutosEntreCortes: 10,
            origen: "prep.example/prueba", esquema: esquema)
    }

    static let entidad = Entidad(clave: 5, nombre: "COAHUILA", abreviatura: "COAH")

    /// Boxes: boletas sobrantes, PA, PB, PA_PB, nulos, total.
    static let catalogo: Catalogo = {
        let opciones = [
            Opcion(columna: "PA", clase: .partido), Opcion(columna: "PB", clase: .partido),
            Opcion(columna: "PA_PB", clase: .combinacion(miembros: [0, 1])), Opcion(columna: "NULOS", clase: .nulos),
        ]
        let plantilla = Plantilla(
            id: "P1", campos: [.boletasSobrantes] + opciones.indices.map { .voto($0) } + [.totalAsentado])
        let elecciones = ["AYUN", "DIP_LOC"].map {
            Eleccion(
                id: $0, titulo: $0, anio: 2027, ambito: .municipio, opciones: opciones,
                unidades: [Unidad(clave: "001", nombre: "UNO"), Unidad(clave: "002", nombre: "DOS")],
                plantillas: [plantilla])
        }
        var actas: [Acta] = []
        for e in elecciones.indices {
            for seccion in 1...3 {
                let casilla = Casilla(tipo: .basica, seccion: seccion, numero: 1, listaNominal: 700, representantes: 10)
                let clave = casilla.clave(entidad: entidad.clave)
                actas.append(
                    Acta(
                        id: 0, identidad: clave, eleccion: e, unidad: seccion == 3 ? 1 : 0, casilla: casilla,
                        claveCasilla: clave, claveActa: clave + "2", tipoActa: "2", plantilla: 0))
            }
        }
        return Catalogo(entidad: entidad, elecciones: elecciones, actas: actas)
    }()

    static let campos = 6

    /// 64 digits that stand for a SHA-256.
    static func huella(_ n: Int) -> String { cifras(n, ancho: 64) }

    static let catd = Procedencia(origen: .catd, digitalizacion: .escaner, tipoDocumento: "ACTA PREP", mecanismo: "F")

    static func captura(_ pa: Int32, _ pb: Int32 = 20, _ juntos: Int32 = 5, _ nulos: Int32 = 2) -> Captura {
        let votos = [pa, pb, juntos, nulos]
        return Captura([.sinDato] + votos.map { .cantidad($0) } + [.cantidad(votos.reduce(0, +))])
    }
}

extension Banco {
    /// A fact of the small operation, without writing it. Its key says acta and what it is.
    static func hecho(
        _ que: String, acta: Acta.ID, _ evento: CicloDeVida.Evento, persona: Int = 1, segundo: Int = 0,
        clave: String? = nil
    ) -> Hecho {
        Hecho(
            clave: clave ?? "\(cifras(acta, ancho: 3)):\(que)", acta: acta, evento: evento,
            persona: Persona(id: persona),
            centro: "CATD-1", instante: inicio + segundo)
    }

    /// Acopio, image and two captures alike by people 3 and 4, a minute apart.
    static func vida(_ acta: Acta.ID, votos: Int32 = 100, desde segundo: Int = 0) -> [Hecho] {
        [
            hecho("acopio", acta: acta, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F"), segundo: segundo),
            hecho("imagen", acta: acta, .digitalizacion(imagen: huella(acta), catd), persona: 2, segundo: segundo + 60),
            hecho("captura", acta: acta, .captura(captura(votos)), persona: 3, segundo: segundo + 120),
            hecho("captura-2", acta: acta, .captura(captura(votos)), persona: 4, segundo: segundo + 180),
        ]
    }

    /// The first `pasos` facts of a life, so that the next can be tried.
    func vivir(_ acta: Acta.ID, pasos: Int = 4, votos: Int32 = 100, desde segundo: Int = 0) throws {
        try almacen.guardar(imagen: Self.huella(acta), tipo: "image/jpeg", bytes: [UInt8]("imagen \(acta)".utf8))
        for h in Self.vida(acta, votos: votos, desde: segundo).prefix(pasos) { try registrar(h) }
    }

    @discardableResult
    func registrar(_ hecho: Hecho) throws(AlmacenError) -> Almacen.Recibo {
        try almacen.registrar(
            hecho, campos: catalogo.acta(hecho.acta) == nil ? 0 : Self.campos, esquema: proceso.esquema)
    }

    func comprobar() throws -> [String] { try almacen.comprobar(catalogo: catalogo, esquema: proceso.esquema) }

    /// A fact written behind the back of the life cycle, with only what the schema asks for.
    func crudo(_ valores: [String: Valor]) throws(AlmacenError) {
        var fila: [String: Valor] = [
            "clave": .texto("crudo"), "acta": .entero(1), "tipo": .texto("captura"),
            "instante": .entero(Int(Self.inicio.microsegundos)), "persona": .entero(5), "centro": .texto("CCV-1"),
            "ronda": .entero(1), "por_pto": .entero(0),
        ]
        fila.merge(valores) { $1 }
        try controlador.insertar("hecho", fila)
    }

    func escrutinio(hasta: Int) throws -> Escrutinio {
        var e = Escrutinio(
            catalogo: catalogo, criterios: Criterios(limites: proceso.limites), fraccion: proceso.fraccion)
        let (resultados, fuera) = try almacen.resultados(desde: 0, hasta: hasta)
        e.incorporar(resultados, fueraDeCatalogo: fuera)
        return e
    }
}

extension Controlador {
    func insertar(_ tabla: String, _ fila: [String: Valor]) throws(AlmacenError) {
        let columnas = fila.keys.sorted()
        let lugares = columnas.map { _ in "?" }.joined(separator: ", ")
        try sql(
            "INSERT INTO \(tabla) (\(columnas.joined(separator: ", "))) VALUES (\(lugares))",
            columnas.compactMap { fila[$0] })
    }
}

extension AlmacenError {
    static func con(_ codigo: Codigo) -> AlmacenError { AlmacenError(codigo, "") }
}
