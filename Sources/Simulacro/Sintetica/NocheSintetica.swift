import Almacen
import Electoral
import Imagenes
import Operacion

/// A synthetic night ready to run: its election, its script and the images that the script needs.
public struct NocheSintetica: Sendable {
    public let eleccion: EleccionSintetica
    public let guion: GuionDeNoche
    /// Key of the check values of its labels, derived from the seed so that the same night draws the same images. The
    /// store of the demonstration keeps it under `Identificador.secreto`.
    public let llaveDeEtiquetas: [UInt8]
    private let semilla: UInt64

    /// Width and quality of the drawn images: legible on a phone, some 60 KB each.
    private static let ancho = 640
    private static let calidad = 40

    public init(semilla: UInt64, casillas: Int) {
        self.semilla = semilla
        eleccion = .coahuila(semilla: semilla, casillas: casillas)
        guion = .generar(eleccion, semilla: semilla)
        var azar = GeneradorSembrado(semilla: semilla, clave: Identificador.secreto)
        llaveDeEtiquetas = (0..<4).flatMap { _ in withUnsafeBytes(of: azar.next().littleEndian) { Array($0) } }
    }

    /// JPEG of the image that an event of the script cites.
    public func imagen(de suceso: Suceso) throws(ImagenError) -> [UInt8] {
        let hoja: HojaDeActa
        let marca = Entorno.simulacro.marca
        switch suceso.objeto {
        case .fueraDeCatalogo(let posicion, let identidad):
            hoja = .fueraDeCatalogo(
                identidad: identidad, eleccion: posicion, en: eleccion.catalogo, proceso: eleccion.proceso, marca: marca
            )
        case .esperada(let id):
            guard let acta = eleccion.catalogo.acta(id) else { return [] }
            hoja = .de(
                acta, en: eleccion.catalogo, proceso: eleccion.proceso, marca: marca, condicion: guion.verdad[id],
                llave: llaveDeEtiquetas)
        }
        // A second image of the same acta is another photograph: other bytes, other code.
        var azar = GeneradorSembrado(semilla: semilla, clave: suceso.clave)
        return try DibujoDeActa.jpeg(hoja, semilla: azar.next(), ancho: Self.ancho, calidad: Self.calidad)
    }

    /// People of the script, as the store registers them.
    public var personas: [(persona: Persona, nombre: String, rol: String, centro: String?)] {
        eleccion.personas.map { ($0.persona, $0.nombre, $0.rol.rawValue, $0.centro) }
    }

    /// Two of its coordinators: who loads the catalogue and who authorises it.
    public var responsables: (Persona, Persona)? {
        let coordinacion = eleccion.personas.filter { $0.rol == .coordinador }
        guard coordinacion.count > 1 else { return nil }
        return (coordinacion[0].persona, coordinacion[1].persona)
    }
}
