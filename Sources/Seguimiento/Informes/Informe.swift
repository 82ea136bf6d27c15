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
        let nombre = "informe-\(formato)"
        let valores = contexto.merging(["otrasNotas": otrasNotas(plantillas.menciones("notas.", en: nombre))]) { $1 }
        return try plantillas.html(nombre, valores)
    }

    /// `Informe del mes de marzo de 2021`
    public var titulo: String {
        "Informe del mes de \(EnPalabras.mes(mes.primero.mes)) de \(mes.primero.anio)"
    }

    // MARK: What templates see

    private var contexto: [String: Any] {
        let sesiones = delMes("sesion").filter { $0["estado"] == "celebrada" && yaPaso($0) }
        let ejercicios = delMes("ejercicio").filter(yaPaso)
        var valores: [String: Any] = [
            "mes": MesEnPlantilla(mes), "mesAnterior": MesEnPlantilla(Mes(mes.primero + -1)),
            "fecha": FechaEnPlantilla(fecha), "hilos": hilos, "cronologia": cronologia,
            "notas": porSeccion("nota", delMes("nota")), "extractos": extractos,
            "sesiones": porTipoDeOrgano(sesiones),
            "celebradas": sesiones.filter { $0["tipo"] != "videoconferencia" }.map(ver),
            "proximas": proximas.map { deSesion($0, primera: false) }, "sesionesProximas": porTipoDeOrgano(proximas),
            "cuentas": cuentas,
        ]
        for clase in Clase.todas where clase.fecha != nil && clase.clave != "nota" && clase.clave != "sesion" {
            valores[clase.carpeta] = delMes(clase.clave).filter(yaPaso).map(ver)
        }
        for clase in Clase.todas where clase.fecha == nil && clase.clave != "extracto" {
            valores[clase.carpeta] = libro.de(clase.clave).map(ver)
        }
        // What is told as it stands, whenever it was written.
        for clase in ["centro", "plaza", "riesgo", "difusor", "tercero"] {
            guard let carpeta = Clase.de(clase)?.carpeta else { continue }
            valores["todos_\(carpeta)"] = libro.de(clase).map(ver)
        }
        valores["actividades"] = actividades
        valores["proceso"] = ver(proceso)
        valores["renuncias"] = renuncias
        let centros = delMes("centro").filter { yaPaso($0) && $0["estado"] == "listo" }
        valores["instalados"] = centros.filter { ["catd", "ccv"].contains($0["tipo"]) }.map(ver)
        valores["sitios"] = centros.filter { !["catd", "ccv"].contains($0["tipo"]) }.map(ver)
        valores["pruebas"] = ejercicios.filter { $0["tipo"] == "prueba" }.map(ver)
        valores["simulacros"] = ejercicios.filter { $0["tipo"] == "simulacro" }.map(ver)
        return valores
    }

    func ver(_ ficha: Ficha) -> FichaEnPlantilla { FichaEnPlantilla(ficha, libro, alDia: fecha) }

    func es(_ ficha: Ficha, de mes: Mes) -> Bool {
        guard let campo = Clase.de(ficha.clave.clase)?.fecha, let dia = ficha[campo] else { return false }
        return dia.hasPrefix(mes.iso)
    }

    /// Whether it had happened when the report was issued.
    func yaPaso(_ ficha: Ficha) -> Bool {
        guard let campo = Clase.de(ficha.clave.clase)?.fecha,
            let dia = ficha[campo].flatMap({ Dia(iso: String($0.prefix(10))) })
        else { return true }
        return dia <= fecha
    }

    /// Records of a kind of the month.
    func delMes(_ clase: String) -> [Ficha] { libro.de(clase).filter { es($0, de: mes) } }

    /// Sessions of the next month, as they stood when the report was issued: `convocadaYa`, and otherwise only planned.
    private var proximas: [Ficha] {
        libro.de("sesion").filter { sesion in
            guard let dia = sesion.dia("fecha"), dia > mes.ultimo, dia <= mes.siguiente.ultimo else { return false }
            return ["programada", "convocada"].contains(sesion["estado"])
                || (sesion["estado"] == "celebrada" && dia > fecha)
        }
    }

    private func deSesion(_ sesion: Ficha, primera: Bool) -> FichaEnPlantilla {
        let llamada = sesion.dia("convocatoria").map { $0 <= fecha } ?? (sesion["estado"] == "convocada")
        return FichaEnPlantilla(
            sesion, libro, alDia: fecha, extras: ["primera": primera, "convocadaYa": llamada])
    }

    private func porTipoDeOrgano(_ sesiones: [Ficha]) -> [String: [FichaEnPlantilla]] {
        Dictionary(grouping: sesiones) { sesion in
            let organo = sesion["organo"].flatMap { Ficha.Clave(clase: "organo", id: $0) }.flatMap { libro[$0] }
            return organo?["tipo"] ?? "otro"
        }.mapValues { $0.enumerated().map { deSesion($0.element, primera: $0.offset == 0) } }
    }

    /// Resignations of the month, by the kind of body.
    private var renuncias: [String: [FichaEnPlantilla]] {
        Dictionary(grouping: libro.de("organo")) { $0["tipo"] ?? "otro" }
            .mapValues { organos in
                organos.flatMap { ver($0).renuncias.filter { $0.campos["hasta"]?.hasPrefix(mes.iso) ?? false } }
            }
    }

    private func porSeccion(_ clase: String, _ fichas: [Ficha]) -> [String: [FichaEnPlantilla]] {
        let ordenadas = fichas.sorted {
            ($0.entero("orden") ?? Int.max, $0.clave.id) < ($1.entero("orden") ?? Int.max, $1.clave.id)
        }
        return Dictionary(grouping: ordenadas) { $0["seccion"] ?? "" }.mapValues { $0.map(ver) }
    }

    /// Notes of sections that the format does not have: `{titulo, notas}`.
    private func otrasNotas(_ suyas: Set<String>) -> [[String: Any]] {
        let notas = porSeccion("nota", delMes("nota"))
        guard case .opcion(let secciones) = Clase.secciones else { return [] }
        return secciones.filter { !suyas.contains($0.clave) }.compactMap { seccion in
            notas[seccion.clave].map { ["titulo": seccion.nombre, "notas": $0] }
        }
    }

    /// Legal extracts by section: the institute's and, for those where it has none, those of the program.
    private var extractos: [String: [FichaEnPlantilla]] {
        func porSeccion(_ fichas: [Ficha]) -> [String: [FichaEnPlantilla]] {
            var secciones: [String: [FichaEnPlantilla]] = [:]
            for ficha in fichas {
                for seccion in ficha.lista("secciones") { secciones[seccion.valor, default: []].append(ver(ficha)) }
            }
            return secciones
        }
        return porSeccion(Extractos.deFabrica).merging(porSeccion(libro.de("extracto"))) { $1 }
    }

    /// How many there are and how many are ready on the day of the report.
    private var cuentas: [String: Any] {
        var cuentas: [String: Any] = [:]
        for tipo in ["catd", "ccv"] {
            let centros = libro.de("centro").filter { $0["tipo"] == tipo }
            let listos = centros.filter { $0["estado"] == "listo" && yaPaso($0) }
            cuentas[tipo] = centros.isEmpty ? Ausente() : EnteroEnPlantilla(centros.count)
            cuentas["\(tipo)_listos"] = listos.isEmpty ? Ausente() : EnteroEnPlantilla(listos.count)
        }
        return cuentas
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
            return FichaEnPlantilla(raiz, libro, alDia: fecha, extras: ["partes": hijas.map(ver)])
        }
    }
}
