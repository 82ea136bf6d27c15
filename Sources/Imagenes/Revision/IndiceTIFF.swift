/// Pages of a TIFF file and their sizes, read from its directories without decoding anything.
struct IndiceTIFF {
    private let numeros: BytesOrdenados
    private(set) var paginas = 0

    private enum Etiqueta {
        static let ancho = 256
        static let alto = 257
        static let bitsPorMuestra = 258
        static let tiras = 273
        static let muestras = 277
        static let bytesDeTiras = 279
        static let losas = 324
        static let bytesDeLosas = 325
    }

    private struct Entrada {
        let tipo: Int
        let cuenta: Int
        /// Where its values are.
        let lugar: Int
    }

    init(_ bytes: [UInt8]) throws(ImagenError) {
        numeros = BytesOrdenados(bytes: bytes, menorPrimero: bytes.first == 0x49)
        guard var directorio = numeros.entero32(4) else { throw .imagenIncompleta }
        var visitados: Set<Int> = []
        while directorio != 0 {
            guard visitados.insert(directorio).inserted else {
                throw .archivoIlegible(tipo: "TIFF", detalle: "sus páginas se repiten")
            }
            guard visitados.count <= RevisorDeImagen.paginasMaximas else {
                throw .demasiadasPaginas(maximo: RevisorDeImagen.paginasMaximas)
            }
            guard let entradas = numeros.entero16(directorio),
                let siguiente = numeros.entero32(directorio + 2 + entradas * 12)
            else { throw .imagenIncompleta }
            try comprobar(directorio, entradas: entradas)
            directorio = siguiente
        }
        paginas = visitados.count
        guard paginas > 0 else { throw .imagenIncompleta }
    }

    private func comprobar(_ directorio: Int, entradas: Int) throws(ImagenError) {
        var tabla: [Int: Entrada] = [:]
        for n in 0..<entradas {
            let i = directorio + 2 + n * 12
            guard let etiqueta = numeros.entero16(i), let tipo = numeros.entero16(i + 2),
                let cuenta = numeros.entero32(i + 4)
            else { throw .imagenIncompleta }
            let enLinea = cuenta * (tipo == 3 ? 2 : tipo == 1 ? 1 : 4) <= 4
            guard let lugar = enLinea ? i + 8 : numeros.entero32(i + 8) else { throw .imagenIncompleta }
            tabla[etiqueta] = Entrada(tipo: tipo, cuenta: cuenta, lugar: lugar)
        }
        guard let ancho = valor(tabla[Etiqueta.ancho]), let alto = valor(tabla[Etiqueta.alto]) else {
            throw .archivoIlegible(tipo: "TIFF", detalle: "no dice sus medidas")
        }
        try RevisorDeImagen.comprobarMedidas(ancho: ancho, alto: alto, sinPerdida: true)
        let muestras = valor(tabla[Etiqueta.muestras]) ?? 1
        guard (1...5).contains(muestras), (valor(tabla[Etiqueta.bitsPorMuestra]) ?? 1) <= 16 else {
            throw .archivoIlegible(tipo: "TIFF", detalle: "formato de pixel desconocido")
        }
        let porLosas = tabla[Etiqueta.losas] != nil
        try comprobarTiras(
            en: tabla[porLosas ? Etiqueta.losas : Etiqueta.tiras],
            de: tabla[porLosas ? Etiqueta.bytesDeLosas : Etiqueta.bytesDeTiras])
    }

    /// Every strip must lie inside the file: libtiff paints white what is missing and goes on.
    private func comprobarTiras(en lugares: Entrada?, de cuentas: Entrada?) throws(ImagenError) {
        guard let lugares, let cuentas, lugares.cuenta > 0, lugares.cuenta == cuentas.cuenta,
            lugares.cuenta <= numeros.bytes.count
        else { throw .imagenIncompleta }
        for n in 0..<lugares.cuenta {
            guard let inicio = valor(lugares, n), let largo = valor(cuentas, n), inicio + largo <= numeros.bytes.count
            else { throw .imagenIncompleta }
        }
    }

    private func valor(_ entrada: Entrada?, _ n: Int = 0) -> Int? {
        guard let entrada, n < entrada.cuenta else { return nil }
        return switch entrada.tipo {
        case 3: numeros.entero16(entrada.lugar + 2 * n)
        case 4: numeros.entero32(entrada.lugar + 4 * n)
        default: nil
        }
    }
}
