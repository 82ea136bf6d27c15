import Electoral
import Foundation

/// The monthly report (num. 33): its facts as templates see them.
public struct Informe: Sendable {
    public let mes: Mes
    /// Day on which it is issued: what happened later is not told.
    public let fecha: Dia
    let libro: Libro
    let proceso: Ficha

    /// - Parameter fecha: the day on which it is due when nil: the fifth of the next month.
    /// - Throws: `.faltanDatos` when the records do not say which process it is.
    public init(_ libro: Libro, mes: Mes, fecha: Dia? = nil) throws(PlantillaError) {
        guard let proceso = libro.unica("proceso") else {
            throw PlantillaError(.faltanDatos, "falta la ficha del proceso electoral (proceso.yaml): créela antes")
        }
        self.mes = mes
        self.fecha = fecha ?? (mes.siguiente.primero + 4)
        self.libro = libro
        self.proceso = proceso
    }

    /// Formats that can be asked for.
    public static func formatos(_ plantillas: Plantillas) -> [String] { plantillas.nombres(de: "informe-") }

    /// - Returns: body of the document, and names that the template uses and nobody knows.
    public func html(_ plantillas: Plantillas, formato: String) throws(PlantillaError) -> (
        texto: String, desconocidos: [String]
    ) {
        let formatos = Self.formatos(plantillas)
        guard formatos.contains(formato) else {
            throw PlantillaError(
                .noExiste, "no hay formato de informe «\(formato)»; los que hay son \(formatos.joined(separator: ", "))"
            )
        }
        return try plantillas.html("informe-\(formato)", contexto)
    }

    /// `Informe del mes de marzo de 2021`
    public var titulo: String {
        "Informe del mes de \(EnPalabras.mes(mes.primero.mes)) de \(mes.primero.anio)"
    }

    // MARK: What templates see

    private var contexto: [String: Any] {
        var valores: [String: Any] = [
            "proceso": FichaEnPlantilla(proceso, libro), "mes": MesEnPlantilla(mes),
            "mesAnterior": MesEnPlantilla(Mes(mes.primero + -1)), "fecha": FechaEnPlantilla(fecha),
            "hilos": hilos, "cronologia": cronologia, "actividades": actividades,
            "notas": porSeccion("nota", delMes("nota")), "extractos": extractos,
            "sesiones": porTipoDeOrgano(delMes("sesion").filter { $0["estado"] == "celebrada" }),
            "sesionesProximas": porTipoDeOrgano(libro.de("sesion").filter(estaPorCelebrarse)),
        ]
        for clase in Clase.todas where clase.fecha != nil && clase.clave != "nota" && clase.clave != "sesion" {
            valores[clase.carpeta] = delMes(clase.clave).map { FichaEnPlantilla($0, libro) }
        }
        for clase in Clase.todas where clase.fecha == nil && clase.clave != "extracto" {
            valores[clase.carpeta] = libro.de(clase.clave).map { FichaEnPlantilla($0, libro) }
        }
        // What is counted as it stands, whenever it was written.
        for clase in ["centro", "plaza", "riesgo", "difusor", "tercero"] {
            guard let carpeta = Clase.de(clase)?.carpeta else { continue }
            valores["todos_\(carpeta)"] = libro.de(clase).map { FichaEnPlantilla($0, libro) }
        }
        valores["actividades"] = actividades
        let ejercicios = delMes("ejercicio")
        valores["pruebas"] = ejercicios.filter { $0["tipo"] == "prueba" }.map { FichaEnPlantilla($0, libro) }
        valores["simulacros"] = ejercicios.filter { $0["tipo"] == "simulacro" }.map { FichaEnPlantilla($0, libro) }
        return valores
    }

    private func es(_ ficha: Ficha, de mes: Mes) -> Bool {
        guard let campo = Clase.de(ficha.clave.clase)?.fecha, let fecha = ficha[campo] else { return false }
        return fecha.hasPrefix(mes.iso)
    }

    /// Records of a kind of the month.
    func delMes(_ clase: String) -> [Ficha] { libro.de(clase).filter { es($0, de: mes) } }

    private func estaPorCelebrarse(_ sesion: Ficha) -> Bool {
        guard let dia = sesion.dia("fecha"), ["programada", "convocada"].contains(sesion["estado"]) else {
            return false
        }
        return dia > mes.ultimo && dia <= mes.siguiente.ultimo
    }

    private func porTipoDeOrgano(_ sesiones: [Ficha]) -> [String: [FichaEnPlantilla]] {
        var porTipo: [String: [FichaEnPlantilla]] = [:]
        for sesion in sesiones {
            let organo = sesion["organo"].flatMap { Ficha.Clave(clase: "organo", id: $0) }.flatMap { libro[$0] }
            porTipo[organo?["tipo"] ?? "otro", default: []].append(FichaEnPlantilla(sesion, libro))
        }
        return porTipo
    }

    private func porSeccion(_ clase: String, _ fichas: [Ficha]) -> [String: [FichaEnPlantilla]] {
        let ordenadas = fichas.sorted {
            ($0.entero("orden") ?? Int.max, $0.clave.id) < ($1.entero("orden") ?? Int.max, $1.clave.id)
        }
        return Dictionary(grouping: ordenadas) { $0["seccion"] ?? "" }
            .mapValues { $0.map { FichaEnPlantilla($0, libro) } }
    }

    /// Legal extracts by section: the institute's and, where it has none, those of the program.
    private var extractos: [String: [FichaEnPlantilla]] {
        var porSeccion: [String: [FichaEnPlantilla]] = [:]
        for extracto in libro.de("extracto") {
            for seccion in extracto.lista("secciones") {
                porSeccion[seccion.valor, default: []].append(FichaEnPlantilla(extracto, libro))
            }
        }
        return porSeccion
    }

    // MARK: Oficios

    /// Threads with something of the month, by the date of the first oficio that they tell: each oficio with
    /// `respuestas`, and `repetido` where an earlier thread told it already.
    private var hilos: [FichaEnPlantilla] {
        var contados: Set<Ficha.Clave> = []
        var hilos: [FichaEnPlantilla] = []
        for oficio in delMes("oficio") where oficio["sentido"] != "interno" {
            let esRaiz = libro.preguntas(de: oficio).allSatisfy { !es($0, de: mes) }
            guard esRaiz else { continue }
            hilos.append(hilo(oficio, &contados, camino: [oficio.clave], orden: hilos.count))
        }
        return hilos
    }

    private func hilo(_ oficio: Ficha, _ contados: inout Set<Ficha.Clave>, camino: Set<Ficha.Clave>, orden: Int)
        -> FichaEnPlantilla
    {
        let repetido = !contados.insert(oficio.clave).inserted
        var respuestas: [FichaEnPlantilla] = []
        for respuesta in libro.respuestas(a: oficio.clave)
        where !camino.contains(respuesta.clave) && (respuesta.dia("fecha").map { $0 <= fecha } ?? true) {
            respuestas.append(hilo(respuesta, &contados, camino: camino.union([respuesta.clave]), orden: 0))
        }
        return FichaEnPlantilla(
            oficio, libro,
            extras: [
                "respuestas": respuestas, "repetido": repetido,
                "conector": Self.conectores[orden % Self.conectores.count],
                "primero": orden == 0, "muchosDocumentos": oficio.grupos("documentos").count > 3,
            ])
    }

    /// How each paragraph goes on from the one before.
    private static let conectores = ["", "Asimismo", "De igual forma", "Posteriormente", "Adicionalmente"]

    /// Oficios sent and sessions held, as they happened.
    private var cronologia: [[String: Any]] {
        let oficios = delMes("oficio").filter { $0["sentido"] == "enviado" }
        let sesiones = delMes("sesion").filter { $0["estado"] == "celebrada" }
        return (oficios + sesiones).enumerated()
            .sorted { ($0.element["fecha"] ?? "", $0.offset) < ($1.element["fecha"] ?? "", $1.offset) }
            .map { [$0.element.clave.clase: FichaEnPlantilla($0.element, libro)] }
    }

    // MARK: Plan

    /// Activities whose dates touch the month, each with `partes`.
    private var actividades: [FichaEnPlantilla] {
        let todas = libro.de("actividad")
        let numeros = Set(todas.compactMap { $0["numero"] })
        func padre(_ numero: String) -> String? {
            var partes = numero.split(separator: ".")
            while partes.count > 1 {
                partes.removeLast()
                let candidato = partes.joined(separator: ".")
                if numeros.contains(candidato) { return candidato }
            }
            return nil
        }
        let partes = Dictionary(grouping: todas) { $0["numero"].flatMap(padre) ?? "" }
        let raices = (partes[""] ?? []).filter { actividad in
            let inicio = actividad.dia("inicio") ?? actividad.dia("termino")
            let termino = actividad.dia("termino") ?? actividad.dia("inicio")
            guard let inicio, let termino else { return false }
            return inicio <= mes.ultimo && termino >= mes.primero
        }
        return raices.sorted(by: Libro.porNumero).map { raiz in
            let hijas = (partes[raiz["numero"] ?? "-"] ?? []).sorted(by: Libro.porNumero)
            return FichaEnPlantilla(raiz, libro, extras: ["partes": hijas.map { FichaEnPlantilla($0, libro) }])
        }
    }
}
