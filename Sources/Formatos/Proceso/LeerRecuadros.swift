import Electoral

/// `recuadros` of a format: where each of its boxes is on the sheet.
extension LectorDeCarpeta {
    /// One rectangle per field, in the order of `campos`: all of them or none, because a crop of the wrong box is worse
    /// than no crop.
    func recuadros(_ nodo: NodoYAML, de campos: [String]) -> [Recuadro]? {
        guard let pares = nodo.pares() else { return nil }
        var leidos: [String: Recuadro] = [:]
        for (clave, valor) in pares {
            guard let campo = clave.texto() else { return nil }
            guard campos.contains(campo) else {
                clave.error(
                    .referenciaDesconocida,
                    "recuadros: \(Texto.cita(campo)) no está en los campos de esta plantilla; quítelo o corrija el nombre"
                )
                return nil
            }
            guard let recuadro = recuadro(valor, de: campo) else { return nil }
            leidos[campo] = recuadro
        }
        let faltan = campos.filter { leidos[$0] == nil }
        guard faltan.isEmpty else {
            nodo.error(
                .columnaAusente,
                "recuadros: falta \(faltan.joined(separator: ", ")); escriba el de cada campo, o ninguno")
            return nil
        }
        return campos.compactMap { leidos[$0] }
    }

    private func recuadro(_ nodo: NodoYAML, de campo: String) -> Recuadro? {
        guard let lados = nodo.lista() else { return nil }
        guard lados.count == 4 else {
            nodo.error(
                .valorInvalido,
                "recuadros: \(campo) lleva \(lados.count) números; escriba cuatro: [izquierda, arriba, ancho, alto]")
            return nil
        }
        var numeros: [Int] = []
        for lado in lados {
            guard let texto = lado.texto() else { return nil }
            guard let n = Texto.fraccion(texto) else {
                lado.error(
                    .valorInvalido,
                    "recuadros: \(campo) dice \(Texto.cita(texto)); escriba de 0 a 1 con cuatro decimales a lo más, como 0.4525"
                )
                return nil
            }
            numeros.append(n)
        }
        guard let recuadro = Recuadro(x: numeros[0], y: numeros[1], ancho: numeros[2], alto: numeros[3]) else {
            nodo.error(
                .valorInvalido,
                "recuadros: \(campo) está vacío o se sale de la hoja; izquierda más ancho y arriba más alto no pasan de 1"
            )
            return nil
        }
        return recuadro
    }
}
