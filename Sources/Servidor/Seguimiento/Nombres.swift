import Almacen
import Electoral
import Seguimiento

/// What people call things of which the archive keeps the key.
enum Nombres {
    private static let entregables = Dictionary(
        ((try? CatalogoDeEntregables.deFabrica()) ?? []).map { ($0.clave, $0.nombre) }, uniquingKeysWith: { a, _ in a })
    private static let separador = " · "

    /// The name that the calendar gives to a deliverable; its key when it is not of the calendar.
    static func entregable(_ clave: String) -> String { entregables[clave] ?? clave }

    /// A title with the names of deliverables and months: `planes` and `2027-02` are for programs.
    static func titulo(_ titulo: String, de clave: ClaveDeFicha) -> String {
        guard let campos = Clase.de(clave.clase)?.titulo, campos.contains("entregable") || campos.contains("mes") else {
            return titulo
        }
        var partes = titulo.split(separator: separador, omittingEmptySubsequences: false).map(String.init)
        if campos.first == "entregable", let primera = partes.first { partes[0] = entregable(primera) }
        return partes.map { Mes(iso: $0).map(Leida.mes) ?? $0 }.joined(separator: separador)
    }

    static func titulos(_ titulos: [ClaveDeFicha: String]) -> [ClaveDeFicha: String] {
        Dictionary(uniqueKeysWithValues: titulos.map { ($0.key, titulo($0.value, de: $0.key)) })
    }

    /// Heading of a column: long names explain a form, and a list has its own title.
    static func columna(_ campo: Campo) -> String {
        if case .mes = campo.tipo { return "Mes" }
        return campo.nombre.count > 24 && campo.tipo.esDeDia ? "Fecha" : campo.nombre
    }

    /// Records that a message names as `organo/cotaprep`.
    static func citadas(en mensaje: String) -> Set<ClaveDeFicha> {
        Set(
            mensaje.matches(of: /([a-z_]+)\/([A-Za-z0-9._-]*[A-Za-z0-9])/).compactMap { hallada in
                Clase.de(String(hallada.1)).flatMap { ClaveDeFicha(clase: $0.clave, id: String(hallada.2)) }
            })
    }
}

extension Archivo.Renglon {
    /// Its title for people.
    var nombre: String { Nombres.titulo(titulo, de: clave) }
}

extension Campo.Tipo {
    fileprivate var esDeDia: Bool {
        switch self {
        case .fecha, .momento: true
        default: false
        }
    }
}

extension ConsolaDeSeguimiento {
    /// Why the archive refused a change, with the records called as people call them.
    func frase(_ error: AlmacenError, de clave: ClaveDeFicha) async -> String {
        let suya = "\(clave): "
        var texto = error.mensaje.hasPrefix(suya) ? String(error.mensaje.dropFirst(suya.count)) : error.mensaje
        let citadas = Nombres.citadas(en: texto)
        let archivo = archivo
        let titulos = (try? await enHilo { try archivo.titulos(citadas) }) ?? [:]
        // Longer keys first: one may begin with another.
        for otra in citadas.sorted(by: { $0.description.count > $1.description.count }) {
            let nombre = (Clase.de(otra.clase)?.nombre ?? otra.clase).lowercased()
            let titulo = titulos[otra].map { Nombres.titulo($0, de: otra) } ?? otra.id
            texto = texto.replacing(otra.description, with: "\(nombre) «\(Leida.corto(titulo))»")
        }
        return AlmacenError(error.codigo, texto).frase
    }
}
