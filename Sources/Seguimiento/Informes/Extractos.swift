import Formatos

/// The library of legal extracts that comes with the program: texts of norms that reports quote, each with its source.
package enum Extractos {
    /// Empty only if the file of the program is not what it should be, which its test forbids.
    package static let deFabrica: [Ficha] = leer(PackageResources.extractos_yaml)

    static func leer(_ bytes: [UInt8]) -> [Ficha] {
        let diario = Diario()
        let nodos = NodoYAML.raiz(bytes, archivo: "extractos.yaml", diario: diario)?.lista() ?? []
        let fichas = nodos.enumerated().compactMap { n, nodo -> Ficha? in
            guard let mapa = nodo.mapa(["fundamento", "texto", "fuente", "secciones"], opcionales: []),
                let fundamento = mapa["fundamento"]?.texto(maximo: 200),
                let texto = mapa["texto"]?.parrafos(maximo: 8000), let fuente = mapa["fuente"]?.texto(maximo: 300),
                let secciones = mapa["secciones"]?.lista(),
                let clave = Ficha.Clave(clase: "extracto", id: "prep-\(n + 1)")
            else { return nil }
            return Ficha(
                clave: clave,
                campos: [
                    "fundamento": .asiento(Asiento(fundamento)), "fuente": .asiento(Asiento(fuente)),
                    "texto": .asiento(Asiento(texto.split(separator: "\n").joined(separator: "\n\n"))),
                    "secciones": .lista(secciones.compactMap { $0.texto(maximo: 40) }.map { .asiento(Asiento($0)) }),
                ])
        }
        return diario.hayErrores ? [] : fichas
    }
}
