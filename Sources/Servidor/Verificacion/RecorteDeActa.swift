import Electoral
import Publicacion

/// The piece of the image where a figure is written, and a way to see it in its place when the photograph is crooked.
///
/// The page does not know how the image is: `supervision.js` gives the drawing its proportions when it arrives. What is
/// left over shows what is printed to the left, which is the name of the field on most sheets.
struct RecorteDeActa {
    let recuadro: Recuadro
    let ruta: String
    /// Name of the field.
    let campo: String

    var html: HTML {
        """
        <svg class="recorte" role="img" preserveAspectRatio="xMaxYMid" aria-label="Recorte de la imagen: \(campo)" data-recuadro="\(recuadro.holgado.atributo)" hidden>\
        <image href="\(ruta)" preserveAspectRatio="none"></image><rect data-recuadro="\(recuadro.atributo)"></rect></svg>\
        <button type="button" class="llano ver" data-recuadro="\(recuadro.atributo)">Ver en el acta<span class="oculto">: \(campo)</span></button>
        """
    }
}

extension Recuadro {
    /// With room around it for a sheet that was laid down crooked: two thirds of its height above and below.
    fileprivate var holgado: Recuadro {
        let (aLosLados, arribaYAbajo) = (ancho / 12, alto * 2 / 3)
        let izquierda = max(0, x - aLosLados)
        let arriba = max(0, y - arribaYAbajo)
        return Recuadro(
            x: izquierda, y: arriba, ancho: min(Self.entero, x + ancho + aLosLados) - izquierda,
            alto: min(Self.entero, y + alto + arribaYAbajo) - arriba) ?? self
    }

    fileprivate var atributo: String { [x, y, ancho, alto].map(String.init).joined(separator: " ") }
}
