import Electoral
import Formatos

/// A small complete folder: two elections, three municipios, two districts, a coalition of three in two municipios, a
/// candidatura común in one, an independent, casillas of every type. Generic parties.
enum CarpetaDeEjemplo {
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
          nombres:
            DISTRITO_LOCAL: DISTRITO
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
          totales_en_modalidades: si
          tipos_de_acta:
            ordinaria: "4"
            especial_mr: 4E
            anticipado: 4VA
            prision_preventiva: 4VPPP
        """,
        "territorio.csv": """
        SECCION,ID_DISTRITO_LOCAL,DISTRITO_LOCAL,ID_MUNICIPIO,MUNICIPIO
        1,1,Acuña,1,Abasolo
        2,1,Acuña,2,Acuña
        3,2,"Allende, cabecera",3,Allende
        """,
        "centros.csv": """
        CLAVE,TIPO,NOMBRE,UNIDADES
        CATD-01,CATD,CATD Abasolo,M001 D002
        CCV-01,CCV,CCV principal,
        """,
        "casillas.csv": """
        SECCION,TIPO_CASILLA,ID_CASILLA,EXT_CONTIGUA,UBICACION_CASILLA,LISTA_NOMINAL,REPRESENTANTES_PP_CI,BOLETAS,CENTRO,ID_DISTRITO_LOCAL,ID_MUNICIPIO
        1,B,1,0,1,650,8,,CATD-01,,
        1,C,1,0,1,649,8,,,,
        2,B,1,0,2,500,6,,,,
        2,E,1,0,2,120,4,,,,
        2,E,1,1,2,119,4,,,,
        3,B,1,0,1,700,8,,,,
        3,S,1,0,1,0,,750,,,
        ,M,1,0,,300,N/A,,,,
        ,A,1,0,1,12,,,,001,001
        ,A,2,0,1,9,,,,001,002
        ,P,1,0,1,40,,,,,003
        """,
        "partidos.csv": """
        COLUMNA,NOMBRE,COLOR,ORDEN,NO_COMPITE
        PA,Partido A,#1A7F37,1,
        PB,Partido B,#aa0000,2,
        PC,Partido C,,3,
        PD,Partido D,#0000aa,4,
        PE,Partido E,,5,AYUN:001
        """,
        "coaliciones.yaml": """
        - eleccion: AYUN
          nombre: Juntos
          partidos: [PC, PA, PB]
          unidades: ["001", "002"]
        - eleccion: DIP_LOC
          nombre: Unidos
          partidos: [PA, PB]
        """,
        "candidaturas_comunes.yaml": """
        - eleccion: AYUN
          columna: PD_PE
          nombre: Vamos
          partidos: [PD, PE]
          porcentajes: {PD: 53.33, PE: 46.67}
          resto_para: PD
          unidades: ["003"]
        """,
        "independientes.csv": """
        ELECCION,UNIDAD,COLUMNA,NOMBRE
        AYUN,002,CAND_IND_1,Candidatura 9
        """,
        "candidaturas.csv": """
        ELECCION,UNIDAD,COLUMNA,PROPIETARIA,SUPLENTE
        DIP_LOC,1,PA,Candidatura 1,Candidatura 2
        AYUN,003,PD,Candidatura 3,
        AYUN,003,PD_PE,Candidatura 3,
        """,
    ]

    static let plantillas = """
        - id: AY-1
          eleccion: AYUN
          actas: [ordinaria, especial_mr, anticipado, prision_preventiva]
          unidades: ["001"]
          campos: [TOTAL_PERSONAS_VOTARON, PD, PA, PB, PC, PA_PB_PC, PA_PB, PA_PC, PB_PC, NO_REGISTRADAS, NULOS, TOTAL_VOTOS_ASENTADO]
        - id: AY-2
          eleccion: AYUN
          actas: [ordinaria, especial_mr, anticipado, prision_preventiva]
          unidades: ["002"]
          campos: [PA, PB, PC, PD, PE, PA_PB_PC, PA_PB, PA_PC, PB_PC, CAND_IND_1, NO_REGISTRADAS, NULOS]
        - id: AY-3
          eleccion: AYUN
          actas: [ordinaria, especial_mr, anticipado, prision_preventiva]
          unidades: ["003"]
          campos: [PA, PB, PC, PD_PE, NO_REGISTRADAS, NULOS, TOTAL_VOTOS_ASENTADO]
        - id: DIP-MR
          eleccion: DIP_LOC
          actas: [ordinaria, especial_mr, extranjero]
          campos: [PA, PB, PA_PB, PC, PD, PE, NO_REGISTRADAS, NULOS]
        - id: DIP-RP
          eleccion: DIP_LOC
          actas: [especial_rp]
          campos: [PA, PB, PC, PD, PE, NO_REGISTRADAS, NULOS]
          recuadros:
            NULOS: [0.5, 0.9, 0.5, 0.1]
            PA: [0.5, 0.3, 0.4525, 0.03]
            PB: [0.5, 0.4, 0.4525, 0.03]
            PC: [0.5, 0.5, 0.4525, 0.03]
            PD: [0.5, 0.6, 0.4525, 0.03]
            PE: [0.5, 0.7, 0.4525, 0.03]
            NO_REGISTRADAS: [0.5, 0.8, 0.4525, 0.03]
        """

    static func bytes(_ textos: [String: String]) -> [String: [UInt8]] { textos.mapValues { Array($0.utf8) } }

    static func leer(_ textos: [String: String] = archivos) throws(ErroresDeCarpeta) -> CarpetaDeProceso {
        try CarpetaDeProceso.leer(bytes(textos))
    }

    /// The example with a piece of one file replaced.
    static func con(_ archivo: String, _ viejo: String, _ nuevo: String) -> [String: String] {
        var textos = archivos
        textos[archivo] = (textos[archivo] ?? "").sustituyendo(viejo, por: nuevo)
        return textos
    }

    static func con(_ archivo: String, _ contenido: String?) -> [String: String] {
        var textos = archivos
        textos[archivo] = contenido
        return textos
    }

    /// `archivo:línea:columna código` of each problem; empty when it reads.
    static func errores(_ textos: [String: String]) -> [String] { errores(bytes(textos)) }

    static func errores(_ archivos: [String: [UInt8]]) -> [String] {
        do {
            _ = try CarpetaDeProceso.leer(archivos)
            return []
        } catch {
            return error.errores.map { e in
                let donde = [e.linea, e.columna].compactMap { $0.map(String.init) }
                return ([e.archivo] + donde).joined(separator: ":") + " " + e.codigo.rawValue
            }
        }
    }
}

extension String {
    /// The first occurrence replaced; unchanged when there is none, which makes the test that asked for it fail.
    func sustituyendo(_ viejo: String, por nuevo: String) -> String {
        guard let rango = self.firstRange(of: viejo) else { return self }
        return String(self[..<rango.lowerBound]) + nuevo + String(self[rango.upperBound...])
    }
}

extension CarpetaDeEjemplo {
    /// Deterministic randomness (SplitMix64).
    struct Semilla: RandomNumberGenerator {
        var estado: UInt64
        mutating func next() -> UInt64 {
            estado &+= 0x9E37_79B9_7F4A_7C15
            var z = estado
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
