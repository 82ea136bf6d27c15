import Documentos
import Electoral
import Foundation

/// A report as institutes write them: cover, contents, narrative, agenda, a table of several pages, law and signature.
enum Muestra {
    static func membrete(conLogo: Bool = true) throws -> Membrete {
        try Membrete(
            institucion: "Instituto Electoral de Ejemplo",
            unidad: "Dirección Ejecutiva de Innovación Electoral",
            proceso: "Proceso Electoral Local Ordinario 2027", logo: conLogo ? Logo(png) : nil)
    }

    static func informe() throws -> Escrito {
        Escrito(
            titulo: "Informe del mes de marzo sobre el avance en la implementación y operación del PREP",
            cuerpo: portada + #"<nav class="indice">Contenido</nav>"# + texto, membrete: try membrete(),
            fecha: FechaHora(anio: 2027, mes: 4, dia: 5))
    }

    /// A letter: no cover, no contents, long names, and what the report does not use.
    static func oficio() throws -> Escrito {
        Escrito(
            titulo: "Oficio de remisión",
            cuerpo: """
                <p class="fecha-lugar">Ciudad de Ejemplo, a cinco (05) de abril de dos mil veintisiete (2027)</p>
                <p class="derecha"><strong>Oficio No. IEE/SE/700/2027</strong><br>Asunto: se remite informe mensual</p>
                <p><strong>Persona Uno</strong><br>Titular de la Unidad Técnica de Vinculación<br>P r e s e n t e</p>
                <p>Con fundamento en el numeral 33 del <a href="https://www.ine.mx/">Anexo 13</a>, se remiten los anexos \
                siguientes, «de conformidad con el calendario» y con la nota <sup>1</sup>:</p>
                <ol type="I" start="3"><li>Informe mensual.</li><li>Relación de oficios:
                <ul><li>IEE/SE/653/2027</li><li>IEE/SE/654/2027</li></ul></li></ol>
                <h2 class="sin-indice">Anexos</h2>
                <table id="anexos"><thead><tr><th>Anexo</th><th>Descripción</th><th>Fojas</th></tr></thead>
                <tbody><tr><th rowspan="2">Uno</th><td>Informe del mes de marzo</td><td class="derecha">12</td></tr>
                <tr><td><p>Relación de oficios</p><p class="nota">En copia simple</p></td><td class="derecha">3</td></tr>
                <tr><th>Dos</th><td colspan="2">Sin información generada al momento.</td></tr></tbody></table>
                <div class="aviso"><p>El acuse se devuelve sellado.</p><p>Quedo a sus órdenes.</p></div>
                <div class="centro"><p>A t e n t a m e n t e</p></div>
                <section class="firma"><p>Persona Dos</p><p>Secretaría Ejecutiva</p></section>
                <p class="nota"><sup>1</sup> Véase la <a href="#anexos">lista de anexos</a>.</p>
                <p class="salto"></p>
                <table><thead><tr><th>Acuse</th></tr></thead><tbody><tr><td><ul><li>Recibió</li></ul></td></tr></tbody></table>
                """,
            membrete: try Membrete(
                institucion: "Instituto Electoral y de Participación Ciudadana del Estado de Ejemplo y sus Municipios",
                unidad: "Secretaría Ejecutiva · Unidad Técnica de Vinculación con el Instituto Nacional Electoral",
                proceso: "Proceso Electoral Local Ordinario y Extraordinario 2026-2027", logo: Logo(png),
                color: "#7A1F3D"))
    }

    static func suelto(_ cuerpo: String) throws -> Escrito {
        Escrito(titulo: "Escrito de prueba", cuerpo: cuerpo, membrete: try membrete(conLogo: false))
    }

    private static let portada = """
        <section class="portada">
          <p class="fecha-lugar">Ciudad de Ejemplo, a cinco (05) de abril de dos mil veintisiete (2027)</p>
          <p class="titulo">Informe del mes de marzo sobre el avance en la implementación y operación del Programa de \
        Resultados Electorales Preliminares</p>
          <p class="proceso">Proceso Electoral Local Ordinario 2027</p>
          <p class="unidad">Instancia Interna responsable de coordinar el desarrollo de las actividades del Programa de \
        Resultados Electorales Preliminares</p>
        </section>
        """

    private static let parrafo = """
        <p>En fecha cuatro (04) de marzo de dos mil veintisiete (2027), de conformidad con lo dispuesto por los puntos 3 y 17 \
        del numeral 33 de los Lineamientos del Programa de Resultados Electorales Preliminares, contenidos en el Anexo 13 \
        del Reglamento de Elecciones, la Secretaría Ejecutiva de este órgano electoral, a través del Oficio No. \
        <strong>IEE/SE/653/2027</strong>, remitió al Instituto Nacional Electoral la documentación que se relaciona a \
        continuación, misma que fue atendida en los plazos establecidos por la normatividad aplicable.</p>
        """

    private static var texto: String {
        """
        <h1>Avance en la implementación del PREP durante el mes de marzo</h1>
        \(parrafo)
        <h2>I. Acuerdos emitidos</h2>
        \(parrafo)
        <blockquote>
          <p><strong>Artículo 219.</strong> 1. El Programa de Resultados Electorales Preliminares es el mecanismo de \
        información electoral encargado de proveer los resultados preliminares y no definitivos, de carácter estrictamente \
        informativo.</p>
          <p>2. El Instituto Nacional Electoral emitirá las reglas, lineamientos y criterios que en materia de resultados \
        preliminares deberán sujetarse los Organismos Públicos Locales en las elecciones de su competencia.</p>
        </blockquote>
        <p class="fuente">Fuente: Ley General de Instituciones y Procedimientos Electorales.</p>
        <h2>II. Comité Técnico Asesor del Programa de Resultados Electorales Preliminares</h2>
        <p>La Cuarta Sesión Ordinaria del COTAPREP contó con el siguiente orden del día:</p>
        <ol>
          <li>Lista de asistencia.</li>
          <li>Lectura y, en su caso, aprobación del orden del día.</li>
          <li><p>Segunda presentación de los proyectos de los planes:</p>
            <p>Se entregaron con la convocatoria y sus anexos son:</p>
            <ol type="a"><li>Plan de Seguridad.</li><li>Plan de Continuidad.</li></ol></li>
          <li>Asuntos generales.</li>
          <li>Clausura.</li>
        </ol>
        \(parrafo)
        <h3>Asuntos generales</h3>
        <p class="sangria">Sin información generada al momento.</p>
        <p class="aviso">Las cifras de este apartado son preliminares: se actualizan con el informe del mes siguiente.</p>
        <h2>III. Comunicación de entregables con el INE</h2>
        \(parrafo)
        <ul>
          <li>Informe del mes de febrero sobre el avance en la implementación y operación del Programa de Resultados \
        Electorales Preliminares.</li>
          <li>Proyecto de los Planes de Seguridad y Continuidad.</li>
        </ul>
        \(String(repeating: parrafo, count: 6))
        <h2>IV. Calendario de actividades</h2>
        <p>El plan de trabajo y su avance al cierre del mes se relacionan en la tabla siguiente.</p>
        \(tabla)
        <p class="nota">Las fechas son las del plan de trabajo vigente.</p>
        \(parrafo)
        <h2>V. Avance por mes</h2>
        <figure><svg viewBox="0 0 400 120" width="400" height="120"><title>Avance de enero a marzo</title>
        <rect x="10" y="70" width="80" height="40" fill="#0b5d57"/><rect x="150" y="45" width="80" height="65" fill="#0b5d57"/>
        <rect x="290" y="15" width="80" height="95" fill="#0b5d57"/></svg>
        <figcaption>Figura 1. Actividades concluidas: enero, febrero y marzo</figcaption></figure>
        <h1 class="salto">Conclusiones</h1>
        \(String(repeating: parrafo, count: 3))
        <p class="derecha">Ciudad de Ejemplo, abril de 2027</p>
        <section class="firma"><p>Persona Uno</p><p>Titular de la Dirección Ejecutiva de Innovación Electoral</p></section>
        """
    }

    private static var tabla: String {
        let filas = (1...70).map { n in
            """
            <tr><td class="centro">\(n)</td><td>Actividad \(n): elaboración, revisión y remisión de la documentación \
            correspondiente al entregable</td><td class="centro">01/03/2027</td><td class="centro">31/03/2027</td>\
            <td class="derecha">\(n) %</td></tr>
            """
        }
        return """
            <table>
            <caption>Tabla 1. Plan de trabajo</caption>
            <colgroup><col width="8%"><col width="46%"><col width="17%"><col width="17%"><col width="12%"></colgroup>
            <thead><tr><th rowspan="2">Núm.</th><th rowspan="2">Actividad</th>
            <th colspan="2">Periodo o fecha de ejecución</th><th rowspan="2">Avance</th></tr>
            <tr><th>Inicio</th><th>Término</th></tr></thead>
            <tbody>\(filas.joined(separator: "\n"))</tbody>
            </table>
            """
    }

    /// A seal of 96 × 96 points.
    static let png = [UInt8](Data(base64Encoded: sello) ?? Data())
    private static let sello = """
        iVBORw0KGgoAAAANSUhEUgAAAGAAAABgCAMAAADVRocKAAAACVBMVEX///8LXVfi7+62/UFtAAAAA3RSTlMA//9EUNYhAAABIElE\
        QVR42u3aWQ7DMAhF0cL+F92/qkk9YOCipDELeEdWJMcGv17PKTkUmZ2tyLDY9LAhxoLjncRviH5VnOhn9xR/vA7KSVjjz4QjXw21\
        LKzFHwkkfo3w5dsFZ/yBMAGqfoHKtwix/LkQzZ8J8fyJkJD/EbD8gSC5gFAL6C4hLb8n0EBifluggdT8ltAGFs5FNkCzAD0DwgAy\
        WUAA0GJAKEDGC4gAuoElQGaA4fcy3C26KRFAnwV4PvIGNrCBFoDsprJ/ONcCwGPL/U92/OEXP75XXUBA4P63zD+46fPNEL6dgzek\
        +JYa3xTE25p8Y5ZvLfPNcb69jw8o+BELPyQqGHPxgzp+1MgPSwvGvfzAumDkXvBooODZQ8XDjYqnJ5euN6QaKDjuVsxVAAAAAElF\
        TkSuQmCC
        """
}
