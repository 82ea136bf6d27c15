import Formatos

/// `entregables.yaml`: the catalogue of deliverables.
public enum CatalogoDeEntregables {
    /// The one that comes with the program.
    public static func deFabrica() throws(ErroresDeCarpeta) -> [Entregable] {
        try leer(PackageResources.entregables_yaml, archivo: "entregables.yaml")
    }

    /// - Throws: everything that is wrong, with its line.
    public static func leer(_ bytes: [UInt8], archivo: String) throws(ErroresDeCarpeta) -> [Entregable] {
        let diario = Diario()
        let lista = NodoYAML.raiz(bytes, archivo: archivo, diario: diario)?.lista() ?? []
        var vistas: Set<String> = []
        let entregables = lista.compactMap { nodo -> Entregable? in
            guard let entregable = entregable(nodo) else { return nil }
            guard vistas.insert(entregable.clave).inserted else {
                nodo.error(.claveRepetida, "el entregable \(entregable.clave) está dos veces; deje uno")
                return nil
            }
            return entregable
        }
        if !diario.hayErrores, entregables.isEmpty {
            diario.anotar(.valorInvalido, Lugar(archivo: archivo), "no tiene entregables; escriba al menos uno")
        }
        guard !diario.hayErrores else { throw diario.resultado(orden: [archivo]) }
        return entregables
    }

    private static func entregable(_ nodo: NodoYAML) -> Entregable? {
        let formas = ["aprobacion", "entrega", "mensual", "desde_cierre"]
        guard
            let m = nodo.mapa(
                ["clave", "numeros", "nombre", "responsable"], opcionales: formas + ["borrador", "remision"]),
            let clave = m["clave"]?.texto(maximo: 40), let nombre = m["nombre"]?.texto(maximo: 300),
            let responsable = m["responsable"]?.texto(maximo: 120), let numeros = m["numeros"].flatMap(numeros)
        else { return nil }
        guard formas.count(where: { m[$0] != nil }) == 1, (m["remision"] != nil) == (m["aprobacion"] != nil) else {
            nodo.error(
                .valorInvalido,
                "\(clave): diga cuándo vence con una de \(formas.joined(separator: ", ")); remision va con aprobacion, y sólo con ella"
            )
            return nil
        }
        let final: Entregable.Final? =
            if let aprobacion = m["aprobacion"] {
                plazo(aprobacion).flatMap { p in
                    m["remision"]?.entero(0...60).map { .aprobacion(p, remision: $0) }
                }
            } else if let entrega = m["entrega"] {
                plazo(entrega).map { .entrega($0) }
            } else if let mensual = m["mensual"] {
                mensual.entero(1...28).map { .mensual(dia: $0) }
            } else {
                m["desde_cierre"]?.entero(0...365).map { .desdeCierre($0) }
            }
        let borrador = m["borrador"].flatMap(plazo)
        guard let final, (borrador == nil) == (m["borrador"] == nil) else { return nil }
        return Entregable(
            clave: clave, nombre: nombre, responsable: responsable, numeros: numeros, borrador: borrador, final: final)
    }

    private static func numeros(_ nodo: NodoYAML) -> [String: Int]? {
        guard let pares = nodo.pares() else { return nil }
        var numeros: [String: Int] = [:]
        for (version, numero) in pares {
            guard let v = version.texto(maximo: 20), let n = numero.entero(1...99) else { return nil }
            numeros[v] = n
        }
        return numeros
    }

    private static func plazo(_ nodo: NodoYAML) -> Plazo? {
        guard let texto = nodo.texto() else { return nil }
        if let plazo = Plazo(texto) { return plazo }
        nodo.error(
            .valorInvalido,
            "dice «\(texto)», que no es un plazo; escríbalo como «9 meses antes», «2 meses y 15 días antes», «1 mes después» o «último día del mes»"
        )
        return nil
    }
}
