/// The files that the public site is made with, embedded: style sheet, scripts and texts.
///
/// A room of their own, so that they are compiled when they change and not with every page.
public enum RecursosDelSitio {
    public static var hoja: [UInt8] { PackageResources.sitio_css }

    /// Scripts and icon, by name.
    public static var archivos: [(nombre: String, bytes: [UInt8])] {
        [
            ("tema.js", PackageResources.tema_js), ("sitio.js", PackageResources.sitio_js),
            ("acta.js", PackageResources.acta_js), ("prensa.js", PackageResources.prensa_js),
            ("casilla.js", PackageResources.casilla_js), ("tablas.js", PackageResources.tablas_js),
            ("icono.svg", PackageResources.icono_svg),
        ]
    }

    /// What each field of the published JSON is.
    public static var campos: [UInt8] { PackageResources.campos_json }

    /// Catalogue of messages of a language, a JSON object; empty for a language that is not spoken.
    public static func textos(_ idioma: String) -> [UInt8] {
        switch idioma {
        case "es-MX": PackageResources.textos_es_MX_json
        case "en": PackageResources.textos_en_json
        default: []
        }
    }

    /// A longer passage, markup with holes: `ayuda`, `bases`, `uso`.
    public static func fragmento(_ nombre: String, _ idioma: String) -> [UInt8] {
        switch (nombre, idioma) {
        case ("ayuda", "es-MX"): PackageResources.ayuda_es_MX_html
        case ("ayuda", "en"): PackageResources.ayuda_en_html
        case ("bases", "es-MX"): PackageResources.bases_es_MX_html
        case ("bases", "en"): PackageResources.bases_en_html
        case ("uso", "es-MX"): PackageResources.uso_es_MX_html
        case ("uso", "en"): PackageResources.uso_en_html
        default: []
        }
    }
}
