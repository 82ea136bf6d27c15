import Foundation
import Mustache

/// Why a document cannot be written. Equal by code.
public struct PlantillaError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Codigo: String, Sendable, CaseIterable {
        /// There is no template of that name.
        case noExiste = "PREP-SEG-001"
        /// A template is not one.
        case malEscrita = "PREP-SEG-002"
        /// The records lack something without which the document says nothing.
        case faltanDatos = "PREP-SEG-003"
    }

    public let codigo: Codigo
    public let mensaje: String

    init(_ codigo: Codigo, _ mensaje: String) {
        self.codigo = codigo
        self.mensaje = mensaje
    }

    public static func == (a: PlantillaError, b: PlantillaError) -> Bool { a.codigo == b.codigo }
    public var description: String { "\(mensaje) [\(codigo.rawValue)]" }
}

/// The templates of the documents: those of the program and, instead or besides, those of the institute.
public struct Plantillas: Sendable {
    /// Text of each template, by its name without extension.
    public let textos: [String: String]
    private let biblioteca: MustacheLibrary

    static let extensionDeArchivo = "mustache"

    /// - Parameter propias: texts of the institute's, by name; one with the name of the program's replaces it.
    /// - Throws: `.malEscrita` with what the template has wrong and where.
    public init(propias: [String: String] = [:]) throws(PlantillaError) {
        // The last line break is not part of a template, so that it can be used inside a sentence.
        textos = Self.deFabrica.merging(propias) { $1 }.mapValues { $0.hasSuffix("\n") ? String($0.dropLast()) : $0 }
        var plantillas: [String: MustacheTemplate] = [:]
        for (nombre, texto) in textos {
            do {
                plantillas[nombre] = try MustacheTemplate(string: texto)
            } catch let error as MustacheTemplate.ParserError {
                throw PlantillaError(
                    .malEscrita,
                    "\(nombre).\(Self.extensionDeArchivo):\(error.context.lineNumber):\(error.context.columnNumber): la plantilla no se entiende (\(error.error)): \(error.context.line)"
                )
            } catch {
                throw PlantillaError(.malEscrita, "\(nombre).\(Self.extensionDeArchivo): la plantilla no se entiende")
            }
        }
        if let nombre = Self.enCirculo(textos) {
            throw PlantillaError(
                .malEscrita,
                "\(nombre).\(Self.extensionDeArchivo): la plantilla se incluye a sí misma sin fin; póngalo dentro de una sección"
            )
        }
        biblioteca = MustacheLibrary(templates: plantillas)
    }

    /// Reads the institute's from a folder: its files that end in `.mustache`.
    public static func propias(en carpeta: String) throws(PlantillaError) -> [String: String] {
        guard let nombres = try? FileManager.default.contentsOfDirectory(atPath: carpeta) else {
            throw PlantillaError(.noExiste, "\(carpeta): no es una carpeta de plantillas; revise la ruta")
        }
        var textos: [String: String] = [:]
        for nombre in nombres where nombre.hasSuffix(".\(extensionDeArchivo)") {
            guard let datos = FileManager.default.contents(atPath: "\(carpeta)/\(nombre)"), datos.count <= 1 << 20,
                let texto = String(data: datos, encoding: .utf8)
            else { throw PlantillaError(.malEscrita, "\(carpeta)/\(nombre): no es un texto en UTF-8 de 1 MiB o menos") }
            textos[String(nombre.dropLast(extensionDeArchivo.count + 1))] = texto
        }
        return textos
    }

    /// Names that begin so, without that beginning, in order.
    func nombres(de prefijo: String) -> [String] {
        textos.keys.filter { $0.hasPrefix(prefijo) }.map { String($0.dropFirst(prefijo.count)) }.sorted()
    }

    /// What a template, and those that it includes, ask for of some value: `menciones("notas.")` of `{{notas.plan}}`, `plan`.
    func menciones(_ prefijo: String, en nombre: String) -> Set<String> {
        var halladas: Set<String> = []
        var vistas: Set<String> = []
        var faltan = [nombre]
        while let una = faltan.popLast() {
            guard vistas.insert(una).inserted, let texto = textos[una] else { continue }
            for marca in texto.matches(of: /\{\{\s*([#^><]?)\s*([A-Za-z0-9_.-]+)/) {
                if marca.output.1 == ">" || marca.output.1 == "<" {
                    faltan.append(String(marca.output.2))
                } else if marca.output.2.hasPrefix(prefijo) {
                    halladas.insert(String(marca.output.2.dropFirst(prefijo.count).prefix { $0 != "." }))
                }
            }
        }
        return halladas
    }

    /// - Returns: the text, and what the template asks for and nobody knows: names of a template badly written.
    func html(_ nombre: String, _ contexto: [String: Any]) throws(PlantillaError) -> (
        texto: String, desconocidos: [String]
    ) {
        let raiz = Raiz(contexto)
        guard let texto = biblioteca.render(raiz, withTemplate: nombre) else {
            throw PlantillaError(.noExiste, "no hay plantilla \(nombre)")
        }
        // Each block on a line of its own, to be read and compared.
        let renglones = texto.replacing(/<\/(?:p|li|h[1-3]|ul|ol|div|nav|blockquote|table)>(?=<[^\/])/) {
            "\($0.output)\n"
        }
        return (Self.unido(renglones), raiz.desconocidos.sorted())
    }

    /// A sentence may be written in several lines: one that begins with a comma or a full stop goes on with the one before.
    private static func unido(_ html: String) -> String {
        let letras = Array(html.utf8)
        var salida: [UInt8] = []
        salida.reserveCapacity(letras.count)
        var i = 0
        while i < letras.count {
            guard esEspacio(letras[i]) else {
                salida.append(letras[i])
                i += 1
                continue
            }
            let fin = letras[i...].firstIndex { !esEspacio($0) } ?? letras.count
            let espacios = letras[i..<fin]
            i = fin
            let sobra =
                espacios.contains(UInt8(ascii: "\n")) && cierraFrase(letras[fin...])
                || salida.suffix(3).elementsEqual("<p>".utf8)
                || letras[fin...].starts(with: "</p>".utf8)
            if !sobra {
                salida += renglones(espacios, antes: salida.last, despues: fin < letras.count ? letras[fin] : nil)
            }
        }
        return String(decoding: salida, as: UTF8.self)
    }

    /// Between two words of a sentence, a line break is a space.
    private static func renglones(_ espacios: ArraySlice<UInt8>, antes: UInt8?, despues: UInt8?) -> [UInt8] {
        let salto = UInt8(ascii: "\n")
        let sonPalabras =
            antes.map { $0 != UInt8(ascii: ">") } ?? false && despues.map { $0 != UInt8(ascii: "<") } ?? false
        return espacios.elementsEqual([salto]) && sonPalabras ? [UInt8(ascii: " ")] : Array(espacios)
    }

    private static func cierraFrase(_ resto: ArraySlice<UInt8>) -> Bool {
        guard let signo = resto.first, ",.;:".utf8.contains(signo) else { return false }
        return resto.dropFirst().first.map { esEspacio($0) || $0 == UInt8(ascii: "<") } ?? true
    }

    private static func esEspacio(_ letra: UInt8) -> Bool { letra == 32 || 9...13 ~= letra }

    /// The outermost values; what is not there is nowhere.
    private final class Raiz: MustacheParent {
        let valores: [String: Any]
        private(set) var desconocidos: Set<String> = []

        init(_ valores: [String: Any]) { self.valores = valores }

        func child(named nombre: String) -> Any? {
            if let valor = valores[nombre] { return valor }
            desconocidos.insert(nombre)
            return nil
        }
    }

    package static let deFabrica: [String: String] = [
        "citado": PackageResources.citado_mustache,
        "coahuila-acuerdos": PackageResources.coahuila_acuerdos_mustache,
        "coahuila-apertura": PackageResources.coahuila_apertura_mustache,
        "coahuila-atencion": PackageResources.coahuila_atencion_mustache,
        "coahuila-atento": PackageResources.coahuila_atento_mustache,
        "coahuila-comunicacion": PackageResources.coahuila_comunicacion_mustache,
        "coahuila-cotaprep": PackageResources.coahuila_cotaprep_mustache,
        "coahuila-destino": PackageResources.coahuila_destino_mustache,
        "coahuila-efecto": PackageResources.coahuila_efecto_mustache,
        "coahuila-emisor": PackageResources.coahuila_emisor_mustache,
        "coahuila-enviado": PackageResources.coahuila_enviado_mustache,
        "coahuila-portada": PackageResources.coahuila_portada_mustache,
        "coahuila-puntos": PackageResources.coahuila_puntos_mustache,
        "coahuila-recibido": PackageResources.coahuila_recibido_mustache,
        "coahuila-sesion": PackageResources.coahuila_sesion_mustache,
        "documento-acta-de-cierre": PackageResources.documento_acta_de_cierre_mustache,
        "documento-acuerdo-bases": PackageResources.documento_acuerdo_bases_mustache,
        "documento-acuerdo-datos": PackageResources.documento_acuerdo_datos_mustache,
        "documento-acuerdo-inicio": PackageResources.documento_acuerdo_inicio_mustache,
        "documento-acuerdo-ultima": PackageResources.documento_acuerdo_ultima_mustache,
        "documento-convocatoria": PackageResources.documento_convocatoria_mustache,
        "documento-convocatoria-difusores": PackageResources.documento_convocatoria_difusores_mustache,
        "documento-informe-final": PackageResources.documento_informe_final_mustache,
        "documento-memoria-de-difusion": PackageResources.documento_memoria_de_difusion_mustache,
        "documento-memoria-tecnica": PackageResources.documento_memoria_tecnica_mustache,
        "documento-minuta": PackageResources.documento_minuta_mustache,
        "documento-oficio-de-remision": PackageResources.documento_oficio_de_remision_mustache,
        "documento-plan-de-continuidad": PackageResources.documento_plan_de_continuidad_mustache,
        "documento-plan-de-seguridad": PackageResources.documento_plan_de_seguridad_mustache,
        "documento-prueba-de-funcionalidad": PackageResources.documento_prueba_de_funcionalidad_mustache,
        "documento-simulacros": PackageResources.documento_simulacros_mustache,
        "durango-aprobo": PackageResources.durango_aprobo_mustache,
        "durango-convocatorias": PackageResources.durango_convocatorias_mustache,
        "durango-documentos": PackageResources.durango_documentos_mustache,
        "durango-envio": PackageResources.durango_envio_mustache,
        "durango-invitados": PackageResources.durango_invitados_mustache,
        "durango-resultado": PackageResources.durango_resultado_mustache,
        "durango-sesion": PackageResources.durango_sesion_mustache,
        "ejercicio": PackageResources.ejercicio_mustache,
        "extracto": PackageResources.extracto_mustache,
        "firma": PackageResources.firma_mustache,
        "informe-coahuila-2020": PackageResources.informe_coahuila_2020_mustache,
        "informe-coahuila-2021": PackageResources.informe_coahuila_2021_mustache,
        "informe-durango-2021": PackageResources.informe_durango_2021_mustache,
        "informe-morelos-2023": PackageResources.informe_morelos_2023_mustache,
        "morelos-actividades": PackageResources.morelos_actividades_mustache,
        "morelos-acuerdo": PackageResources.morelos_acuerdo_mustache,
        "morelos-cotaprep": PackageResources.morelos_cotaprep_mustache,
        "morelos-presentacion": PackageResources.morelos_presentacion_mustache,
        "morelos-recursos": PackageResources.morelos_recursos_mustache,
        "morelos-sesion": PackageResources.morelos_sesion_mustache,
        "morelos-sistema": PackageResources.morelos_sistema_mustache,
        "nota": PackageResources.nota_mustache,
        "orden-del-dia": PackageResources.orden_del_dia_mustache,
        "otras-notas": PackageResources.otras_notas_mustache,
        "parte-actualizaciones-de-bases": PackageResources.parte_actualizaciones_de_bases_mustache,
        "parte-actualizaciones-de-datos": PackageResources.parte_actualizaciones_de_datos_mustache,
        "parte-acuerdo": PackageResources.parte_acuerdo_mustache,
        "parte-aprobacion": PackageResources.parte_aprobacion_mustache,
        "parte-area-de-difusores": PackageResources.parte_area_de_difusores_mustache,
        "parte-asistentes": PackageResources.parte_asistentes_mustache,
        "parte-capacitaciones": PackageResources.parte_capacitaciones_mustache,
        "parte-ciclo": PackageResources.parte_ciclo_mustache,
        "parte-cierre-de-casillas": PackageResources.parte_cierre_de_casillas_mustache,
        "parte-cifras-del-ejercicio": PackageResources.parte_cifras_del_ejercicio_mustache,
        "parte-conceptos-de-accesos": PackageResources.parte_conceptos_de_accesos_mustache,
        "parte-consejo-del": PackageResources.parte_consejo_del_mustache,
        "parte-datos-del-ejercicio": PackageResources.parte_datos_del_ejercicio_mustache,
        "parte-escenarios-ejercitados": PackageResources.parte_escenarios_ejercitados_mustache,
        "parte-firma": PackageResources.parte_firma_mustache,
        "parte-glosario": PackageResources.parte_glosario_mustache,
        "parte-grafica-de-accesos": PackageResources.parte_grafica_de_accesos_mustache,
        "parte-hallazgos-y-mejoras": PackageResources.parte_hallazgos_y_mejoras_mustache,
        "parte-hora-inicio": PackageResources.parte_hora_inicio_mustache,
        "parte-hora-termino": PackageResources.parte_hora_termino_mustache,
        "parte-incidencia": PackageResources.parte_incidencia_mustache,
        "parte-incidencias": PackageResources.parte_incidencias_mustache,
        "parte-lugar-y-fecha": PackageResources.parte_lugar_y_fecha_mustache,
        "parte-marco-normativo": PackageResources.parte_marco_normativo_mustache,
        "parte-minutos-entre-cortes": PackageResources.parte_minutos_entre_cortes_mustache,
        "parte-momento-de-fin": PackageResources.parte_momento_de_fin_mustache,
        "parte-momento-de-inicio": PackageResources.parte_momento_de_inicio_mustache,
        "parte-oficio-de-antecedente": PackageResources.parte_oficio_de_antecedente_mustache,
        "parte-oficio-en-tabla": PackageResources.parte_oficio_en_tabla_mustache,
        "parte-papeles": PackageResources.parte_papeles_mustache,
        "parte-portada": PackageResources.parte_portada_mustache,
        "parte-preliminares": PackageResources.parte_preliminares_mustache,
        "parte-proceso": PackageResources.parte_proceso_mustache,
        "parte-programa": PackageResources.parte_programa_mustache,
        "parte-resultado-del-ejercicio": PackageResources.parte_resultado_del_ejercicio_mustache,
        "parte-sesion": PackageResources.parte_sesion_mustache,
        "sesion": PackageResources.sesion_mustache,
    ].mapValues { String(decoding: $0, as: UTF8.self) }
}
