import Electoral

extension PaginaDeActa {
    /// Widths of the printed label and of the box for digits, relative to a column; the letters take the rest.
    private static let partes = (etiqueta: 0.45, numero: 0.14)

    private static func plan(_ renglones: [HojaDeActa.Renglon]) -> Diagramacion {
        Diagramacion(renglones, en: Caja(x: util.x, y: 194, ancho: util.ancho, alto: 506))
    }

    /// Where the amount of each row is written, in digits and in letters, in the order of the rows.
    static func recuadros(_ renglones: [HojaDeActa.Renglon]) -> [Recuadro] {
        plan(renglones).filas.compactMap { fila in
            let numero = recuadros(de: fila.caja).numero
            func parte(_ medida: Double, de total: Double) -> Int {
                Int((medida / total * Double(Recuadro.entero)).rounded())
            }
            return Recuadro(
                x: parte(numero.x, de: ancho), y: parte(fila.caja.y, de: alto),
                ancho: parte(fila.caja.derecha - numero.x, de: ancho), alto: parte(fila.caja.alto, de: alto))
        }
    }

    mutating func renglones() {
        let plan = Self.plan(hoja.renglones)
        for columna in plan.columnas { titulos(de: columna.caja) }
        for encabezado in plan.encabezados { imprimir(encabezado) }
        for fila in plan.filas {
            rayar(fila.caja)
            guard fila.renglon.grupo == .total else { continue }
            lienzo.lineaHorizontal(de: fila.caja.x, a: fila.caja.derecha, y: fila.caja.y, tinta: 0.85, grosor: 0.9)
        }
        lienzo.recuadrar(plan.columnas.map(\.tabla), tinta: 0.85, grosor: 0.9)
        for fila in plan.filas {
            imprimir(fila)
            let cajas = Self.recuadros(de: fila.caja)
            escribir(fila.renglon.valor, numero: cajas.numero, letra: cajas.letra)
        }
    }

    private func titulos(de columna: Caja) {
        var linea = columna
        linea.alto = Diagramacion.altoDeTitulos
        let cajas = Self.recuadros(de: linea)
        let tamano = min(7.5, cajas.numero.ancho / 6.5)
        for (titulo, caja) in [("Con número", cajas.numero), ("Con letra", cajas.letra)] {
            lienzo.imprimir(titulo, en: caja, letra: Letra(tamano: tamano), tinta: 0.8, alineacion: .centro)
        }
    }

    private func imprimir(_ encabezado: Diagramacion.Encabezado) {
        let tamano = min(8.5, encabezado.caja.alto * 0.72)
        lienzo.rellenar(encabezado.caja, tinta: 0.1)
        lienzo.imprimir(
            encabezado.titulo, en: encabezado.caja.interior(4), letra: Letra(tamano: tamano, negrita: true).escalada(1))
    }

    /// Lines around the two boxes of one row, shared with its neighbours: half of the weight of a compressed page would
    /// be lines otherwise.
    private func rayar(_ fila: Caja) {
        let cajas = Self.recuadros(de: fila)
        lienzo.lineaHorizontal(de: cajas.numero.x, a: fila.derecha, y: fila.abajo, tinta: 0.45)
        lienzo.lineaVertical(x: cajas.numero.x, de: fila.y, a: fila.abajo, tinta: 0.6)
        lienzo.lineaVertical(x: cajas.letra.x, de: fila.y, a: fila.abajo, tinta: 0.6)
    }

    private static func recuadros(de fila: Caja) -> (numero: Caja, letra: Caja) {
        let etiqueta = fila.ancho * Self.partes.etiqueta
        let numero = fila.columna(desde: etiqueta, ancho: fila.ancho * Self.partes.numero)
        let letra = fila.columna(desde: etiqueta + numero.ancho, ancho: fila.ancho - etiqueta - numero.ancho)
        return (numero, letra)
    }

    private func imprimir(_ fila: Diagramacion.Fila) {
        let caja = fila.caja.columna(desde: 4, ancho: fila.caja.ancho * Self.partes.etiqueta - 7)
        let tamano = min(10.5, max(3, fila.caja.alto * 0.5))
        let letra = Letra(tamano: tamano, negrita: fila.renglon.grupo == .total).escalada(1)
        lienzo.imprimir(fila.renglon.etiqueta, en: caja, letra: letra, minimo: min(1, max(0.7, 5.5 / tamano)))
    }

    private mutating func escribir(_ valor: HojaDeActa.Valor, numero: Caja, letra: Caja) {
        switch valor {
        case .vacio:
            break
        case .ilegible:
            pluma.garabatear(en: numero.interior(2, 1), sobre: lienzo)
            pluma.garabatear(en: letra.interior(4, 1), sobre: lienzo)
        case .cantidad(let cantidad):
            pluma.escribir(cantidad, en: numero.interior(2), sobre: lienzo)
            // Wide enough for the longest amount of three figures, so that all rows are written alike.
            let mayor = min(12, letra.alto * 0.56, letra.ancho / 14)
            let tamano = (max(3, mayor) * pluma.azar.entre(0.94, 1) * 4).rounded() / 4
            let caja = letra.columna(desde: pluma.azar.entre(4, 9), ancho: letra.ancho - 11)
            lienzo.manuscribir(NumeroEnLetras.cardinal(cantidad), en: caja, tamano: tamano, tinta: pluma.tinta)
        }
    }
}
