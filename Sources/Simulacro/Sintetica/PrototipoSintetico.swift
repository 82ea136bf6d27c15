import Bitacora
import Electoral
import Imagenes
import Operacion

/// Half a night with invented figures on any catalogue, without people nor a store: what the site of a process will be
/// like. The same seed gives the same bytes.
public struct PrototipoSintetico: Sendable {
    public let catalogo: Catalogo
    /// From the start of the publication to the middle of the night.
    public let cortes: [Corte]
    /// In the order of their numbers.
    public let resultados: [ResultadoNumerado]
    public let fueraDeCatalogo: [Acta.ID: ActaFueraDeCatalogo]
    /// By integrity code.
    public let imagenes: [String: [UInt8]]

    /// Width and quality of the drawn images.
    private static let ancho = 640
    private static let calidad = 40
    /// Of publication.
    private static let horas = 3

    /// - Parameter capturadas: at most so many actas are captured, each with its image.
    public init(_ proceso: Proceso, _ catalogo: Catalogo, semilla: UInt64, capturadas maximo: Int) throws(ImagenError) {
        self.catalogo = catalogo
        let fin = proceso.inicioPublicacion + Self.horas * 3600
        let horas = Array(Horario(proceso).todos.prefix { $0 <= fin })
        let ultima = horas.last ?? proceso.inicioPublicacion
        var azar = GeneradorSembrado(semilla: semilla, clave: "prototipo")
        let llave = (0..<4).flatMap { _ in withUnsafeBytes(of: azar.next().littleEndian) { Array($0) } }
        let votacion = VotacionSintetica(catalogo, limites: proceso.limites, semilla: semilla)
        var llegan: [(acta: Acta, acopio: Instante, verificacion: Instante)] = []
        for acta in catalogo.actas {
            var suyo = GeneradorSembrado(semilla: semilla, clave: "prototipo/\(acta.eleccion)/\(acta.identidad)")
            let acopio = proceso.inicioAcopio + suyo.entre(2_400...33_000)
            let verificacion = acopio + suyo.entre(901...1_800)
            if verificacion <= ultima { llegan.append((acta, acopio, verificacion)) }
        }
        let elegidas = azar.barajar(llegan).prefix(maximo).sorted {
            ($0.verificacion, $0.acta.id) < ($1.verificacion, $1.acta.id)
        }
        var imagenes: [String: [UInt8]] = [:]
        var resultados: [ResultadoNumerado] = []
        var hasta = Array(repeating: 0, count: horas.count)
        func incorporar(_ acta: Acta.ID, _ hora: Instante, _ resultado: Resultado) {
            resultados.append(ResultadoNumerado(acta: acta, numero: resultados.count + 1, resultado: resultado))
            for i in horas.indices where horas[i] >= hora { hasta[i] = resultados.count }
        }
        for (acta, acopio, verificacion) in elegidas {
            var suyo = GeneradorSembrado(semilla: semilla, clave: "imagen/\(acta.eleccion)/\(acta.identidad)")
            if suyo.ocurre(2, de: 100) {
                incorporar(
                    acta.id, verificacion,
                    Resultado(
                        condicion: .sinActa(.paqueteNoEntregado), imagen: nil, procedencia: nil, acopio: nil,
                        captura: nil, verificacion: nil))
                continue
            }
            let captura = Resultado.Condicion.capturada(votacion.captura(de: acta))
            let hoja = HojaDeActa.de(
                acta, en: catalogo, proceso: proceso, marca: Entorno.prototipo.marca, condicion: captura, llave: llave)
            let bytes = try DibujoDeActa.jpeg(hoja, semilla: suyo.next(), ancho: Self.ancho, calidad: Self.calidad)
            let sha256 = Huella.sha256(bytes)
            imagenes[sha256] = bytes
            let enCasilla = suyo.ocurre(1, de: 2)
            incorporar(
                acta.id, verificacion,
                Resultado(
                    condicion: captura, imagen: sha256,
                    procedencia: Procedencia(
                        origen: enCasilla ? .casilla : .catd, digitalizacion: enCasilla ? .movil : .escaner,
                        mecanismo: enCasilla ? "" : "F-D"),
                    acopio: acopio, captura: acopio + 600, verificacion: verificacion))
        }
        // One that belongs to no casilla, so that its place on the site is seen as well.
        let ajena = catalogo.actas.count + 1
        let hoja = HojaDeActa.fueraDeCatalogo(
            identidad: "prototipo", eleccion: 0, en: catalogo, proceso: proceso, marca: Entorno.prototipo.marca)
        let bytes = try DibujoDeActa.jpeg(hoja, semilla: azar.next(), ancho: Self.ancho, calidad: Self.calidad)
        imagenes[Huella.sha256(bytes)] = bytes
        incorporar(
            ajena, ultima,
            Resultado(
                condicion: .sinActa(.paqueteNoEntregado), imagen: Huella.sha256(bytes),
                procedencia: Procedencia(origen: .catd, digitalizacion: .escaner, mecanismo: "F-D"),
                acopio: ultima + -900, captura: nil, verificacion: nil))
        fueraDeCatalogo = [ajena: ActaFueraDeCatalogo(id: ajena, eleccion: 0, identidad: "prototipo")]
        self.imagenes = imagenes
        self.resultados = resultados
        cortes = horas.indices.map { i in
            Corte(
                numero: i + 1, instante: horas[i], hasta: hasta[i], ultimo: false,
                siguiente: horas[i] + proceso.minutosEntreCortes * 60)
        }
    }
}
