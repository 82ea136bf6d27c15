import Electoral

/// The truth file of a lot of drawn actas: what a perfect reader would type from each image.
///
/// One row per acta with an image, in the order of the catalogue, under `ELECCION,CLAVE_ACTA,PLANTILLA,ARCHIVO,FIRMA`.
/// FIRMA is `Captura.firma` (`12,0,I,S`, so it is quoted), empty for a blank sheet. UTF-8, comma, LF.
///
/// - Parameter archivo: name of the image of an acta; nil when it was not drawn.
public func verdadCSV(
    _ catalogo: Catalogo, condiciones: [Acta.ID: Resultado.Condicion], archivo: (Acta) -> String?
) -> String {
    var texto = "ELECCION,CLAVE_ACTA,PLANTILLA,ARCHIVO,FIRMA\n"
    for acta in catalogo.actas {
        guard let nombre = archivo(acta) else { continue }
        let firma = if case .capturada(let captura) = condiciones[acta.id] { captura.firma } else { "" }
        let celdas = [
            catalogo.eleccion(de: acta).id, acta.claveActa, catalogo.plantilla(de: acta).id, nombre, firma,
        ]
        texto += celdas.map(celda).joined(separator: ",") + "\n"
    }
    return texto
}

private func celda(_ valor: String) -> String {
    guard valor.utf8.contains(where: { [0x22, 0x2c, 0x0a, 0x0d].contains($0) }) else { return valor }
    return "\"" + valor.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}
