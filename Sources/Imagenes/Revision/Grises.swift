/// Gray pixels, row by row without padding; 0 is black.
struct Grises {
    let ancho: Int
    let alto: Int
    var pixeles: [UInt8]

    var ladoMayor: Int { max(ancho, alto) }

    /// Half the size; each pixel is the mean of four. An odd last row or column is left out.
    func mitad() -> Grises {
        let (w, h) = (ancho / 2, alto / 2)
        guard w > 0, h > 0 else { return self }
        let nuevos = [UInt8](unsafeUninitializedCapacity: w * h) { destino, cuenta in
            pixeles.withUnsafeBufferPointer { origen in
                for y in 0..<h {
                    let a = 2 * y * ancho
                    let b = a + ancho
                    let d = y * w
                    for x in 0..<w {
                        let suma =
                            UInt16(origen[a + 2 * x]) + UInt16(origen[a + 2 * x + 1]) + UInt16(origen[b + 2 * x])
                            + UInt16(origen[b + 2 * x + 1])
                        destino[d + x] = UInt8(truncatingIfNeeded: (suma + 2) >> 2)
                    }
                }
            }
            cuenta = w * h
        }
        return Grises(ancho: w, alto: h, pixeles: nuevos)
    }

    /// Twice the size, between pixels in a straight line: a reader of codes finds modules of two pixels more easily.
    func doble() -> Grises {
        let (w, h) = (ancho * 2, alto * 2)
        let nuevos = [UInt8](unsafeUninitializedCapacity: w * h) { destino, cuenta in
            pixeles.withUnsafeBufferPointer { origen in
                for y in 0..<h {
                    let (y0, y1) = (y / 2 * ancho, min(alto - 1, (y + 1) / 2) * ancho)
                    for x in 0..<w {
                        let (x0, x1) = (x / 2, min(ancho - 1, (x + 1) / 2))
                        let suma =
                            UInt16(origen[y0 + x0]) + UInt16(origen[y0 + x1]) + UInt16(origen[y1 + x0])
                            + UInt16(origen[y1 + x1])
                        destino[y * w + x] = UInt8(truncatingIfNeeded: (suma + 2) >> 2)
                    }
                }
            }
            cuenta = w * h
        }
        return Grises(ancho: w, alto: h, pixeles: nuevos)
    }

    /// At most `lado` pixels on its longer side: each pixel is the mean of the area that it covers.
    func reducida(a lado: Int) -> Grises {
        var origen = self
        while origen.ladoMayor >= 2 * lado { origen = origen.mitad() }
        guard origen.ladoMayor > lado else { return origen }
        let escala = Double(lado) / Double(origen.ladoMayor)
        let w = max(1, Int((Double(origen.ancho) * escala).rounded()))
        let h = max(1, Int((Double(origen.alto) * escala).rounded()))
        return origen.promediada(ancho: w, alto: h)
    }

    /// By area in both directions, first along rows. Less than half of a reduction is expected: each new pixel covers
    /// two or three old ones.
    private func promediada(ancho w: Int, alto h: Int) -> Grises {
        let columnas = Grises.coberturas(de: ancho, a: w)
        let filas = Grises.coberturas(de: alto, a: h)
        var nuevos = [UInt8](repeating: 0, count: w * h)
        var acumulada = [UInt32](repeating: 0, count: ancho)
        for y in 0..<h {
            let fila = filas[y]
            acumulada.withUnsafeMutableBufferPointer { suma in
                pixeles.withUnsafeBufferPointer { origen in
                    let a = fila.desde * ancho
                    for x in 0..<ancho { suma[x] = UInt32(origen[a + x]) * fila.pesos.0 }
                    if fila.pesos.1 > 0 {
                        for x in 0..<ancho { suma[x] += UInt32(origen[a + ancho + x]) * fila.pesos.1 }
                    }
                    if fila.pesos.2 > 0 {
                        for x in 0..<ancho { suma[x] += UInt32(origen[a + 2 * ancho + x]) * fila.pesos.2 }
                    }
                }
                for x in 0..<w {
                    let c = columnas[x]
                    var total = suma[c.desde] * c.pesos.0
                    if c.pesos.1 > 0 { total += suma[c.desde + 1] * c.pesos.1 }
                    if c.pesos.2 > 0 { total += suma[c.desde + 2] * c.pesos.2 }
                    nuevos[y * w + x] = UInt8(truncatingIfNeeded: min(255, (total + 1 << 19) >> 20))
                }
            }
        }
        return Grises(ancho: w, alto: h, pixeles: nuevos)
    }

    /// Old pixels under one new pixel and their weights, which add up to 1024.
    private struct Cobertura {
        let desde: Int
        let pesos: (UInt32, UInt32, UInt32)
    }

    private static func coberturas(de viejo: Int, a nuevo: Int) -> [Cobertura] {
        let paso = Double(viejo) / Double(nuevo)
        return (0..<nuevo).map { i in
            let (a, b) = (Double(i) * paso, Double(i + 1) * paso)
            let desde = min(viejo - 1, Int(a))
            func parte(_ k: Int) -> UInt32 {
                guard desde + k < viejo else { return 0 }
                let cubierto = min(b, Double(desde + k + 1)) - max(a, Double(desde + k))
                return cubierto <= 0 ? 0 : UInt32((cubierto / paso * 1_024).rounded())
            }
            let (segundo, tercero) = (parte(1), parte(2))
            return Cobertura(desde: desde, pesos: (1_024 - min(1_024, segundo + tercero), segundo, tercero))
        }
    }
}
