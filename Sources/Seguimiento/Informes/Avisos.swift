import Electoral

/// Something to look at before a document is issued.
public struct Aviso: Hashable, Sendable, CustomStringConvertible {
    public enum Motivo: String, Sendable, CaseIterable {
        case oficioSinRegistro, otroPeriodo, entregableSinMencion, seccionVacia, conflicto, sinRespuesta, sinOrden,
            porEscribir, plantilla

        public var nombre: String {
            switch self {
            case .oficioSinRegistro: "Número sin registro"
            case .otroPeriodo: "Otro periodo"
            case .entregableSinMencion: "Entregable sin mención"
            case .seccionVacia: "Sección vacía"
            case .conflicto: "Valor en conflicto"
            case .sinRespuesta: "Sin respuesta"
            case .sinOrden: "Sesión incompleta"
            case .porEscribir: "Por escribir"
            case .plantilla: "Plantilla"
            }
        }
    }

    public let motivo: Motivo
    public let mensaje: String
    /// The record to look at.
    public let ficha: Ficha.Clave?

    init(_ motivo: Motivo, _ mensaje: String, _ ficha: Ficha.Clave? = nil) {
        self.motivo = motivo
        self.mensaje = mensaje
        self.ficha = ficha
    }

    public var description: String { "\(motivo.nombre): \(mensaje)" }

    /// What any document shows of itself: what it left between brackets for a person to write.
    static func de(html: String, desconocidos: [String]) -> [Aviso] {
        desconocidos.map { Aviso(.plantilla, "la plantilla pide «\($0)», que no existe") }
            + TextoDeHTML(html).corchetes.map { Aviso(.porEscribir, $0) }
    }
}

extension Informe {
    /// What does not add up in the report as it was written.
    ///
    /// - Parameters:
    ///   - html: body of the document.
    ///   - entregables: catalogue of the deliverables.
    public func avisos(de html: String, desconocidos: [String], entregables: [Entregable]) -> [Aviso] {
        let texto = TextoDeHTML(html)
        return Aviso.de(html: html, desconocidos: desconocidos)
            + citasSinRegistro(texto.plano) + otrosPeriodos + entregablesSinMencion(entregables)
            + texto.seccionesVacias.map { Aviso(.seccionVacia, $0) } + conflictos + sinRespuesta + incompletas
    }

    // MARK: Numbers

    /// Numbers of oficios and acuerdos in the text that no record has.
    private func citasSinRegistro(_ texto: String) -> [Aviso] {
        var conocidos: Set<String> = []
        for ficha in libro.de("oficio") + libro.de("acuerdo") {
            for numero in [ficha["numero"], ficha.escrito("numero")] {
                conocidos.insert(Self.sinEspacios(numero ?? ""))
            }
        }
        var vistos: Set<String> = []
        return texto.matches(of: Self.numeroDeDocumento).compactMap { hallado in
            let numero = Self.sinEspacios(String(hallado.0))
            guard !conocidos.contains(numero), vistos.insert(numero).inserted else { return nil }
            return Aviso(.oficioSinRegistro, "se cita \(numero) y no está en el registro")
        }
    }

    /// Letters, at least one more part and a year or a number at the end: `INE / UNICOM / 4910 / 2021`.
    private static var numeroDeDocumento: Regex<Substring> {
        /\b[A-Z]{2,}[A-Z0-9\-]*(?:\s?\/\s?[A-Z0-9\-]+)+\s?\/\s?[0-9]{2,5}\b/
    }

    private static func sinEspacios(_ texto: String) -> String { String(texto.filter { !$0.isWhitespace }) }

    // MARK: Period

    private var otrosPeriodos: [Aviso] {
        var avisos: [Aviso] = []
        for oficio in delMes("oficio") {
            for documento in oficio.grupos("documentos") where documento["entregable"] == Calendario.informeMensual {
                guard let dicho = documento.mes("mes"), let dia = oficio.dia("fecha") else { continue }
                let esperado = Mes(Mes(dia).primero + -1)
                let escrito = documento.escrito("mes") ?? dicho.iso
                if dicho != esperado
                    || documento.asiento("mes")?.escrito != nil && documento.asiento("mes")?.conflicto != nil
                {
                    avisos.append(
                        Aviso(
                            .otroPeriodo,
                            "\(titulo(oficio)): dice que remite el informe de \(escrito) y en \(EnPalabras.mes(dia.mes)) toca el de \(EnPalabras.mes(esperado.primero.mes))",
                            oficio.clave))
                }
            }
        }
        for clase in ["oficio", "acuerdo", "sesion"] {
            for ficha in delMes(clase) {
                guard let dia = ficha.dia("fecha"), dia > fecha, ficha["estado"] != "convocada" else { continue }
                avisos.append(
                    Aviso(
                        .otroPeriodo,
                        "\(titulo(ficha)): su fecha (\(EnPalabras.fecha(dia))) es posterior a la del informe",
                        ficha.clave))
            }
        }
        return avisos
    }

    // MARK: Deliverables

    private func entregablesSinMencion(_ catalogo: [Entregable]) -> [Aviso] {
        guard let calendario = Calendario(fichas: libro.fichas, entregables: catalogo) else { return [] }
        let version = proceso["numeracion"] ?? "2023"
        let porClave = Dictionary(catalogo.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        return calendario.vencimientos.filter { Mes($0.dia) == mes }.compactMap { v in
            guard let e = porClave[v.clave], !seMenciona(e, version: version) else { return nil }
            let que = v.titulo(e, version: version)
            return Aviso(
                .entregableSinMencion, "\(que): vence el \(EnPalabras.fecha(v.dia)) y el informe no lo menciona")
        }
    }

    /// Whether something of the month speaks of a deliverable, or it was done before.
    private func seMenciona(_ e: Entregable, version: String) -> Bool {
        let numero = e.numeros[version].map(String.init)
        func cita(_ ficha: Ficha) -> Bool {
            ficha["entregable"] == e.clave || ficha.grupos("documentos").contains { $0["entregable"] == e.clave }
                || (numero.map { n in ficha.lista("puntos").contains { $0.valor == n } } ?? false)
        }
        if (delMes("oficio") + delMes("acuerdo")).contains(where: cita) { return true }
        return libro.de("entregable").contains { ficha in
            ficha["entregable"] == e.clave
                && (["remitido_final", "no_aplica"].contains(ficha["estado"])
                    || ficha.grupos("ciclo").contains { $0["fecha"]?.hasPrefix(mes.iso) == true })
        }
    }

    // MARK: Records

    private var conflictos: [Aviso] {
        var avisos: [Aviso] = []
        for ficha in contadas {
            guard let clase = Clase.de(ficha.clave.clase) else { continue }
            clase.recorrer(ficha.campos, clase.campos) { asiento, _ in
                guard let conflicto = asiento.conflicto else { return }
                avisos.append(
                    Aviso(
                        .conflicto, "\(titulo(ficha)): se escribe «\(asiento.escrito ?? asiento.valor)»; \(conflicto)",
                        ficha.clave))
            }
        }
        return avisos
    }

    /// Records of the month, and those without a month.
    private var contadas: [Ficha] {
        libro.fichas.filter { ficha in
            guard let campo = Clase.de(ficha.clave.clase)?.fecha, let valor = ficha[campo] else { return true }
            return valor.hasPrefix(mes.iso)
        }
    }

    private var sinRespuesta: [Aviso] {
        libro.de("oficio").compactMap { oficio in
            guard oficio["sentido"] == "recibido", ["observaciones", "solicita"].contains(oficio["motivo"]),
                let dia = oficio.dia("fecha"), dia <= fecha, libro.respuestas(a: oficio.clave).isEmpty
            else { return nil }
            return Aviso(
                .sinRespuesta, "\(titulo(oficio)): se recibió el \(EnPalabras.fecha(dia)) y no tiene respuesta",
                oficio.clave)
        }
    }

    private var incompletas: [Aviso] {
        delMes("sesion").compactMap { sesion in
            let seCelebra = sesion["estado"] == "celebrada" && sesion["tipo"] != "videoconferencia"
            guard seCelebra, sesion.grupos("orden").isEmpty else { return nil }
            return Aviso(.sinOrden, "\(titulo(sesion)): no tiene orden del día", sesion.clave)
        }
    }

    private func titulo(_ ficha: Ficha) -> String { Clase.de(ficha.clave.clase)?.titulo(ficha) ?? ficha.clave.id }
}

/// The words of a body that our templates wrote.
struct TextoDeHTML {
    private let html: String

    init(_ html: String) { self.html = html }

    var plano: String { Self.plano(html) }

    /// Headings whose section only says that there is nothing to tell.
    var seccionesVacias: [String] {
        var vacias: [String] = []
        var encabezado = ""
        for bloque in html.matches(of: /<(h[1-6]|p)\b([^>]*)>(.*?)<\/\1>/.dotMatchesNewlines()) {
            let texto = Self.plano(String(bloque.output.3))
            if bloque.output.1.hasPrefix("h") {
                encabezado = texto
            } else if texto.hasPrefix("Sin información") || texto.hasPrefix("Sin acuerdos")
                || bloque.output.2.contains("vacio")
            {
                vacias.append(encabezado)
            }
        }
        return vacias
    }

    /// What is between brackets, once each.
    var corchetes: [String] {
        var vistos: Set<String> = []
        return plano.matches(of: /\[([^\[\]]{3,300})\]/).map { String($0.output.1) }.filter {
            vistos.insert($0).inserted
        }
    }

    static func plano(_ html: String) -> String {
        html.replacing(/<[^>]*>/, with: " ").replacing("&amp;", with: "&").replacing("&lt;", with: "<")
            .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
