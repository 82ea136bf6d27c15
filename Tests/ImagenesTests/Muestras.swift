import CLeptonica
import CTurboJPEG
import Foundation
import Imagenes

/// Gray pixels of a test, and what can go wrong with them.
struct Muestra {
    var ancho: Int
    var alto: Int
    var pixeles: [UInt8]

    init(ancho: Int, alto: Int, pixeles: [UInt8]) {
        self.ancho = ancho
        self.alto = alto
        self.pixeles = pixeles
    }

    init(jpeg: [UInt8]) {
        let lector = tjInitDecompress()
        defer { tjDestroy(lector) }
        var (w, h, submuestreo, color) = (Int32(0), Int32(0), Int32(0), Int32(0))
        tjDecompressHeader3(lector, jpeg, UInt(jpeg.count), &w, &h, &submuestreo, &color)
        var pixeles = [UInt8](repeating: 0, count: Int(w) * Int(h))
        tjDecompress2(lector, jpeg, UInt(jpeg.count), &pixeles, w, w, h, Int32(TJPF_GRAY.rawValue), 0)
        self.init(ancho: Int(w), alto: Int(h), pixeles: pixeles)
    }

    /// An invented acta as a scanner without faults gives it.
    static func acta(ancho: Int = 850, renglones: Int = 26) throws -> Muestra {
        Muestra(jpeg: try DibujoDeActa.jpeg(.ejemplo(renglones: renglones), semilla: 1, ancho: ancho, calidad: 90))
    }

    /// Takes `pix`.
    private init(_ pix: UnsafeMutablePointer<Pix>?) {
        var pix = pix
        defer { pixDestroy(&pix) }
        let (w, h) = (Int(pixGetWidth(pix)), Int(pixGetHeight(pix)))
        var valor: UInt32 = 0
        var pixeles = [UInt8](repeating: 0, count: w * h)
        for i in pixeles.indices {
            pixGetPixel(pix, Int32(i % w), Int32(i / w), &valor)
            pixeles[i] = UInt8(truncatingIfNeeded: valor)
        }
        self.init(ancho: w, alto: h, pixeles: pixeles)
    }

    private func pix() -> UnsafeMutablePointer<Pix>? {
        let nuevo = pixCreate(Int32(ancho), Int32(alto), 8)
        for (i, p) in pixeles.enumerated() { pixSetPixel(nuevo, Int32(i % ancho), Int32(i / ancho), UInt32(p)) }
        return nuevo
    }

    private func conPix(_ cambiar: (UnsafeMutablePointer<Pix>?) -> UnsafeMutablePointer<Pix>?) -> Muestra {
        var original = pix()
        defer { pixDestroy(&original) }
        return Muestra(cambiar(original))
    }
}

// MARK: - What goes wrong

extension Muestra {
    /// Out of focus by some `radio` pixels.
    func borrosa(radio: Int) -> Muestra {
        conPix { pix in
            var una = pixBlockconvGray(pix, nil, Int32(radio), Int32(radio))
            defer { pixDestroy(&una) }
            return pixBlockconvGray(una, nil, Int32(radio), Int32(radio))
        }
    }

    /// On a sheet that grows until the turned page fits.
    func girada(radianes: Double) -> Muestra {
        conPix {
            pixRotate(
                $0, Float(radianes), Int32(L_ROTATE_AREA_MAP), Int32(L_BRING_IN_WHITE), Int32(ancho), Int32(alto))
        }
    }

    func encogida(_ factor: Double) -> Muestra { conPix { pixScaleAreaMap($0, Float(factor), Float(factor)) } }

    func recortada(arriba: Double = 0, abajo: Double = 0, izquierda: Double = 0, derecha: Double = 0) -> Muestra {
        let (x0, x1) = (Int(Double(ancho) * izquierda), Int(Double(ancho) * (1 - derecha)))
        let (y0, y1) = (Int(Double(alto) * arriba), Int(Double(alto) * (1 - abajo)))
        let filas = (y0..<y1).flatMap { pixeles[($0 * ancho + x0)..<($0 * ancho + x1)] }
        return Muestra(ancho: x1 - x0, alto: y1 - y0, pixeles: filas)
    }

    func niveles(_ cambio: (Double) -> Double) -> Muestra {
        var nueva = self
        nueva.pixeles = pixeles.map { UInt8(clamping: Int(cambio(Double($0)))) }
        return nueva
    }

    func palida(_ factor: Double) -> Muestra { niveles { 255 - (255 - $0) * factor } }
    func oscura(_ factor: Double) -> Muestra { niveles { $0 * factor } }

    /// Grain of a sensor.
    func granulada(_ amplitud: Int) -> Muestra {
        var dado = Dado(5)
        return niveles { $0 + Double(dado.hasta(2 * amplitud + 1) - amplitud) }
    }
}

// MARK: - Files

extension Muestra {
    func jpeg(calidad: Int = 85, formato: TJPF = TJPF_GRAY, submuestreo: TJSAMP = TJSAMP_GRAY, banderas: Int32 = 0)
        -> [UInt8]
    {
        let porPixel = formato == TJPF_CMYK ? 4 : formato == TJPF_RGB ? 3 : 1
        let datos = porPixel == 1 ? pixeles : pixeles.flatMap { [UInt8](repeating: $0, count: porPixel) }
        let codificador = tjInitCompress()
        defer { tjDestroy(codificador) }
        var salida: UnsafeMutablePointer<UInt8>?
        defer { tjFree(salida) }
        var cuenta: UInt = 0
        tjCompress2(
            codificador, datos, Int32(ancho), Int32(ancho * porPixel), Int32(alto), formato.rawValue, &salida, &cuenta,
            Int32(submuestreo.rawValue), Int32(calidad), banderas)
        return Array(UnsafeBufferPointer(start: salida, count: Int(cuenta)))
    }

    /// - Parameter texto: goes in a text chunk.
    func png(texto: String? = nil, bits: Int = 8) -> [UInt8] {
        var origen = pix()
        defer { pixDestroy(&origen) }
        var final = bits == 1 ? pixConvertTo1(origen, 160) : bits == 32 ? pixConvertTo32(origen) : pixClone(origen)
        defer { pixDestroy(&final) }
        pixSetText(final, texto)
        var salida: UnsafeMutablePointer<UInt8>?
        defer { lept_free(salida) }
        var cuenta = 0
        pixWriteMemPng(&salida, &cuenta, final, 0)
        return Array(UnsafeBufferPointer(start: salida, count: cuenta))
    }

    /// - Parameter compresion: of leptonica: `IFF_TIFF_G4`, `IFF_TIFF_LZW`…
    static func tiff(_ paginas: [Muestra], compresion: Int) throws -> [UInt8] {
        let ruta = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).tif").path
        defer { try? FileManager.default.removeItem(atPath: ruta) }
        for (n, pagina) in paginas.enumerated() {
            var origen = pagina.pix()
            defer { pixDestroy(&origen) }
            var final = compresion == Int(IFF_TIFF_G4) ? pixConvertTo1(origen, 160) : pixClone(origen)
            defer { pixDestroy(&final) }
            pixWriteTiff(ruta, final, Int32(compresion), n == 0 ? "w" : "a")
        }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: ruta)))
    }
}

// MARK: - Built by hand

enum Archivos {
    /// What a camera writes: orientation, maker and place, in an APP1 segment.
    static func exif(orientacion: Int) -> [UInt8] {
        func e16(_ n: Int) -> [UInt8] { [UInt8(n >> 8 & 0xff), UInt8(n & 0xff)] }
        func e32(_ n: Int) -> [UInt8] { e16(n >> 16) + e16(n & 0xffff) }
        let fabricante = Array("CAMARA-SECRETA\0".utf8)
        // Three entries of twelve bytes and the end of the list come before the values.
        let inicio = 8 + 2 + 3 * 12 + 4
        var tiff: [UInt8] = Array("MM".utf8) + e16(42) + e32(8) + e16(3)
        tiff += e16(0x010f) + e16(2) + e32(fabricante.count) + e32(inicio)
        tiff += e16(0x0112) + e16(3) + e32(1) + e16(orientacion) + e16(0)
        tiff += e16(0x8825) + e16(4) + e32(1) + e32(inicio + fabricante.count + 1)
        tiff += e32(0) + fabricante + [0]
        // The place: latitude reference and a map datum.
        let datum = Array("WGS-84-25.4232\0".utf8)
        let gps = inicio + fabricante.count + 1
        tiff += e16(2) + e16(1) + e16(2) + e32(2) + Array("N\0\0\0".utf8)
        tiff += e16(0x12) + e16(2) + e32(datum.count) + e32(gps + 2 + 24 + 4) + e32(0) + datum
        let cuerpo = Array("Exif\0\0".utf8) + tiff
        return [0xff, 0xe1] + e16(cuerpo.count + 2) + cuerpo
    }

    static func segmento(_ marca: UInt8, _ texto: String) -> [UInt8] {
        let cuerpo = Array(texto.utf8)
        return [0xff, marca, UInt8((cuerpo.count + 2) >> 8), UInt8((cuerpo.count + 2) & 0xff)] + cuerpo
    }

    /// The same JPEG with more after its first marker and after its end.
    static func jpeg(_ jpeg: [UInt8], con segmentos: [UInt8], cola: [UInt8] = []) -> [UInt8] {
        jpeg.prefix(2) + segmentos + jpeg.dropFirst(2) + cola
    }

    /// A PDF of that many empty pages, with its index.
    static func pdf(paginas: Int) -> [UInt8] {
        var objetos = ["<< /Type /Catalog /Pages 2 0 R >>"]
        let hijas = (0..<paginas).map { "\($0 + 3) 0 R" }.joined(separator: " ")
        objetos.append("<< /Type /Pages /Count \(paginas) /Kids [\(hijas)] >>")
        for _ in 0..<paginas { objetos.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>") }
        var texto = "%PDF-1.4\n"
        var indice = "xref\n0 \(objetos.count + 1)\n0000000000 65535 f \n"
        for (n, objeto) in objetos.enumerated() {
            let lugar = String(texto.utf8.count)
            indice += String(repeating: "0", count: 10 - lugar.count) + lugar + " 00000 n \n"
            texto += "\(n + 1) 0 obj\n\(objeto)\nendobj\n"
        }
        let inicio = texto.utf8.count
        texto += indice + "trailer\n<< /Size \(objetos.count + 1) /Root 1 0 R >>\nstartxref\n\(inicio)\n%%EOF\n"
        return Array(texto.utf8)
    }
}

/// Repeatable randomness of the tests.
struct Dado {
    private var estado: UInt64

    init(_ semilla: UInt64) { estado = semilla }

    mutating func hasta(_ n: Int) -> Int {
        estado = estado &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(estado >> 33) % max(1, n)
    }
}
