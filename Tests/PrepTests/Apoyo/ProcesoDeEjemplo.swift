import Apoyo
import Almacen
import AlmacenSQLite
import Bitacora
import Electoral
import Foundation

/// The folder of a small process: two elections, two municipios, one district, a coalition, an especial and votes from abroad.
enum ProcesoDeEjemplo {
    static let archivos: [String: String] = [
        "proceso.yaml": """
        nombre: Proceso Electoral Local 2027
        institucion: Instituto Electoral de Ejemplo
        entidad: COAH
        zona_horaria: UTC-6
        jornada: 2027-06-06
        inicio_acopio: 2027-06-06 18:00
        inicio_publicacion: 2027-06-06 20:00
        cierre_publicacion: 2027-06-07 20:00
        minutos_entre_cortes: 20
        origen: prep.ejemplo.mx/2027
        limites:
          boletas_especiales: 1000
        base:
          prefijo_coalicion: C_
        """,
        "elecciones.yaml": """
        - id: DIP_LOC
          titulo: DIPUTACIONES LOCALES
          anio: 2027
          ambito: distrito
          tipos_de_acta: {ordinaria: "3", especial_mr: 3EMR, especial_rp: 3ERP, extranjero: 3VMRE}
        - id: AYUN
          titulo: AYUNTAMIENTOS
          anio: 2027
          ambito: municipio
          tipos_de_acta:
            ordinaria: "4"
            especial_mr: 4E
        """,
        "territorio.csv": """
        SECCION,ID_DISTRITO_LOCAL,DISTRITO_LOCAL,ID_MUNICIPIO,MUNICIPIO
        1,1,Acuña,1,Abasolo
        2,1,Acuña,2,Acuña
        """,
        "centros.csv": """
        CLAVE,TIPO,NOMBRE,UNIDADES
        CATD-01,CATD,CATD Abasolo,M001
        CCV-01,CCV,CCV principal,
        """,
        "casillas.csv": """
        SECCION,TIPO_CASILLA,ID_CASILLA,EXT_CONTIGUA,UBICACION_CASILLA,LISTA_NOMINAL,REPRESENTANTES_PP_CI,BOLETAS,CENTRO,ID_DISTRITO_LOCAL,ID_MUNICIPIO
        1,B,1,0,1,650,8,,CATD-01,,
        1,C,1,0,1,649,8,,,,
        2,B,1,0,2,500,6,,,,
        2,S,1,0,1,0,,750,,,
        ,M,1,0,,300,N/A,,,,
        """,
        "partidos.csv": """
        COLUMNA,NOMBRE,COLOR,ORDEN,NO_COMPITE
        PA,Partido A,#1A7F37,1,
        PB,Partido B,#aa0000,2,
        PC,Partido C,,3,
        """,
        "coaliciones.yaml": """
        - eleccion: AYUN
          nombre: Juntos
          partidos: [PA, PB]
          unidades: ["001"]
        """,
        "candidaturas_comunes.yaml": "[]\n",
        "independientes.csv": """
        ELECCION,UNIDAD,COLUMNA,NOMBRE
        AYUN,002,CAND_IND_1,Candidatura 9
        """,
        "candidaturas.csv": """
        ELECCION,UNIDAD,COLUMNA,PROPIETARIA,SUPLENTE
        DIP_LOC,1,PA,Candidatura 1,Candidatura 2
        """,
    ]
    static let actas = 10

    /// The example with a piece of one file replaced; unchanged when it is not there, which makes the test that asked for it fail.
    static func con(_ archivo: String, _ viejo: String, _ nuevo: String) -> [String: String] {
        var otros = archivos
        otros[archivo] = otros[archivo]?.replacing(viejo, with: nuevo, maxReplacements: 1)
        return otros
    }

    static func escribir(_ textos: [String: String] = archivos, en carpeta: String) throws {
        for (nombre, texto) in textos { try Carpeta.escribir(texto + "\n", en: "\(carpeta)/\(nombre)") }
    }

    /// The same process years ago: everything of its schedule has passed.
    static var pasado: [String: String] {
        var otros = archivos
        otros["proceso.yaml"] = otros["proceso.yaml"]?.replacing("2027-06-0", with: "2021-06-0")
        return otros
    }
}

/// An operation made by `prep iniciar`, for the tests that begin where it ends.
struct Operacion {
    let carpeta: String
    let entorno: String

    var almacen: String { "\(carpeta)/\(entorno)/prep.sqlite" }
    var publico: String { "\(carpeta)/\(entorno)/publico" }
    var clave: String { "\(carpeta)/\(entorno)/firma.clave" }

    static func prestar<T>(
        _ textos: [String: String] = ProcesoDeEjemplo.archivos, entorno: String = "simulacro",
        _ cuerpo: (Operacion) throws -> T
    ) throws -> T {
        try Carpeta.prestar { raiz in
            let operacion = Operacion(carpeta: "\(raiz)/proceso", entorno: entorno)
            try ProcesoDeEjemplo.escribir(textos, en: operacion.carpeta)
            let salida = try Prep.correr(["iniciar", operacion.carpeta, "--entorno", entorno])
            guard salida.codigo == 0 else { throw Prep.Falta(description: salida.errores) }
            return try cuerpo(operacion)
        }
    }

    /// Runs an order on this operation: the words of the order, then folder and environment, then the rest.
    func prep(_ orden: String, _ resto: [String] = [], entorno variables: [String: String] = [:]) throws -> Prep.Salida
    {
        try Prep.correr(
            orden.split(separator: " ").map(String.init) + [carpeta, "--entorno", entorno] + resto, entorno: variables)
    }

    func abrir() throws -> Almacen { Almacen(try ControladorSQLite(ruta: almacen, crear: false)) }

    /// Acopio, image and two captures of some actas, written by the same verbs that the consoles use.
    func vivir(_ actas: ClosedRange<Int>) throws {
        let almacen = try abrir()
        let proceso = try almacen.proceso().proceso
        let catalogo = try almacen.catalogo(entidad: proceso.entidad)
        try almacen.registrar(personas: (101...105).map { (Persona(id: $0), "Persona \($0)", "capturista", nil) })
        for id in actas {
            guard let acta = catalogo.acta(id) else { throw Prep.Falta(description: "no hay acta \(id)") }
            let plantilla = catalogo.plantilla(de: acta)
            let bytes = [UInt8]("imagen del acta \(id)".utf8)
            let imagen = Huella.sha256(bytes)
            try almacen.guardar(imagen: imagen, tipo: "image/jpeg", bytes: bytes)
            let captura = Captura(plantilla.campos.indices.map { .cantidad(Int32(id * 3 + $0)) })
            let eventos: [(String, Int, CicloDeVida.Evento)] = [
                ("1-acopio", 101, .acopio(tipoDocumento: "ACTA PREP", mecanismo: "F")),
                (
                    "2-imagen", 102,
                    .digitalizacion(imagen: imagen, Procedencia(origen: .catd, digitalizacion: .escaner))
                ),
                ("3-captura", 103, .captura(captura)), ("4-captura", 104, .captura(captura)),
            ]
            for (i, (paso, persona, evento)) in eventos.enumerated() {
                try almacen.registrar(
                    Hecho(
                        clave: "\(cifras(id, ancho: 4)):\(paso)", acta: id, evento: evento,
                        persona: Persona(id: persona),
                        centro: "CATD-01", instante: proceso.inicioAcopio + id * 300 + i * 60),
                    campos: plantilla.campos.count, esquema: proceso.esquema)
            }
        }
    }
}
