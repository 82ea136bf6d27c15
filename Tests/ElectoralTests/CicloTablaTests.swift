import Electoral
import Testing

/// Every event in every stage, in one table for each scheme.
///
/// `no`: it does not apply there. `duplicada`: the first one received counts. Otherwise, the stage it leads to.
@Suite struct CicloTablaTests {
    static let etapas: [CicloDeVida.Etapa] = [
        .esperada, .acopiada, .digitalizada, .capturada, .enDiferencia, .enSupervision, .verificada, .sinActa,
        .fueraDeCatalogo,
    ]

    static let dobleCaptura = """
        acopio               acopiada   duplicada  duplicada  duplicada    duplicada      duplicada  duplicada  acopiada   no
        sin_acta             sin_acta   sin_acta   no         no           no             no         no         no         no
        foto_en_casilla      digitalizada digitalizada duplicada duplicada duplicada      duplicada  duplicada  digitalizada no
        escaneo_en_catd      no         digitalizada duplicada duplicada   duplicada      duplicada  duplicada  no         no
        captura_distinta     no         no         capturada  en_diferencia en_supervision no        no         no         no
        captura_igual        no         no         capturada  verificada   verificada     no         no         no         no
        verificacion_distinta no        no         no         no           no             no         no         no         no
        verificacion_igual   no         no         no         no           no             no         no         no         no
        decision             no         no         no         no           no             verificada no         no         no
        redigitalizacion     no         no         acopiada   acopiada     acopiada       acopiada   acopiada   no         no
        recaptura            no         no         no         no           no             no         digitalizada no       no
        fuera_de_catalogo    fuera_de_catalogo no  no         no           no             no         no         no         no
        cotejo               no         no         no         no           no             no         verificada no         no
        """

    /// The three rows that a second look changes; the rest are as in the double capture.
    static let capturaYVerificacion = """
        captura_distinta     no         no         capturada  no            en_supervision no        no         no         no
        captura_igual        no         no         capturada  no            verificada     no        no         no         no
        verificacion_distinta no        no         no         en_diferencia no             no        no         no         no
        verificacion_igual   no         no         no         verificada    no             no        no         no         no
        """

    static let eventos: [String: CicloDeVida.Evento] = [
        "acopio": Ciclo.acopio,
        "sin_acta": .sinActa(.casillaNoInstalada),
        "foto_en_casilla": .digitalizacion(imagen: "otra", Ciclo.movil),
        "escaneo_en_catd": .digitalizacion(imagen: "otra", Ciclo.catd),
        "captura_distinta": .captura(Ciclo.d),
        "captura_igual": .captura(Ciclo.a),
        "verificacion_distinta": .verificacion(Ciclo.d),
        "verificacion_igual": .verificacion(Ciclo.a),
        "decision": .decision(Ciclo.d, motivo: "se lee en la imagen"),
        "redigitalizacion": .redigitalizacion(motivo: "imagen cortada"),
        "recaptura": .recaptura(motivo: "cotejo"),
        "cotejo": .cotejo,
        "fuera_de_catalogo": .fueraDeCatalogo(imagen: "otra", Ciclo.catd),
    ]

    static func tabla(_ esquema: EsquemaDeCaptura) -> [String: [String]] {
        var filas: [String: [String]] = [:]
        for texto in [dobleCaptura] + (esquema == .dobleCaptura ? [] : [capturaYVerificacion]) {
            for linea in texto.split(separator: "\n") {
                let palabras = linea.split(separator: " ").map(String.init)
                filas[palabras[0]] = Array(palabras.dropFirst())
            }
        }
        return filas
    }

    @Test(arguments: [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion])
    func `la tabla tiene todas las etapas y todos los eventos`(esquema: EsquemaDeCaptura) {
        #expect(Set(Self.etapas) == Set(CicloDeVida.Etapa.allCases))
        let tabla = Self.tabla(esquema)
        #expect(Set(tabla.keys) == Set(Self.eventos.keys))
        #expect(tabla.values.allSatisfy { $0.count == Self.etapas.count })
    }

    @Test(arguments: [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion], eventos.keys.sorted())
    func `cada evento lleva a su etapa o se rechaza sin tocar nada`(esquema: EsquemaDeCaptura, clase: String) throws {
        let evento = try #require(Self.eventos[clase])
        let fila = try #require(Self.tabla(esquema)[clase])
        for (etapa, esperado) in zip(Self.etapas, fila) {
            let antes = try Ciclo.maquina(en: etapa, esquema)
            #expect(antes.etapa == etapa)
            var despues = antes
            let respuesta = despues.intentar(evento)
            let caso: Comment = "\(clase) en \(etapa.rawValue)"
            switch esperado {
            case "no": #expect(respuesta == .failure(.noCorresponde(etapa: etapa)), caso)
            case "duplicada": #expect(respuesta == .failure(.duplicada), caso)
            default:
                #expect(despues.etapa.rawValue == esperado, caso)
                // What was published and is questioned stays published, marked as under correction.
                let concluye =
                    ["verificada", "sin_acta", "fuera_de_catalogo"].contains(esperado) || etapa == .verificada
                #expect((try respuesta.get() != nil) == concluye, caso)
                continue
            }
            #expect(despues == antes, caso)
        }
    }

    @Test(arguments: [EsquemaDeCaptura.dobleCaptura, .capturaYVerificacion])
    func `los códigos de las etapas son los que guarda el almacén`(esquema: EsquemaDeCaptura) throws {
        let maquina = CicloDeVida(campos: 3, esquema: esquema)
        #expect(maquina.etapa == .esperada)
        #expect(maquina.ronda == 1)
        #expect(!maquina.tieneResultado)
        #expect(
            Self.etapas.map(\.rawValue) == [
                "esperada", "acopiada", "digitalizada", "capturada", "en_diferencia", "en_supervision", "verificada",
                "sin_acta", "fuera_de_catalogo",
            ])
        #expect(EsquemaDeCaptura(rawValue: "doble_captura") == .dobleCaptura)
        #expect(EsquemaDeCaptura(rawValue: "captura_y_verificacion") == .capturaYVerificacion)
    }

    @Test(arguments: [
        (CicloDeVida.Rechazo.noCorresponde(etapa: .sinActa), "«sin acta»"),
        (.noCorresponde(etapa: .enDiferencia), "«en diferencia»"), (.duplicada, "cuenta la primera"),
        (.personaYaIntervino, "otra persona"), (.plantillaDistinta(esperados: 15, recibidos: 14), "15 y llegaron 14"),
        (.cantidadFueraDeRango, "fuera de rango"), (.faltaMotivo, "motivo"),
    ])
    func `cada rechazo dice qué pasó a quien opera`(rechazo: CicloDeVida.Rechazo, fragmento: String) {
        #expect(rechazo.explicacion.contains(fragmento))
        #expect(rechazo.explicacion.hasSuffix("."))
    }
}
