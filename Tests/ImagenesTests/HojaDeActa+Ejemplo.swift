import Imagenes

extension HojaDeActa {
    /// An invented acta with as many rows as asked for.
    static func ejemplo(
        renglones: Int = 12, marca: String? = nil, nombresLargos: Bool = false, clave: String = "050001C0100A02"
    ) -> HojaDeActa {
        HojaDeActa(
            institucion: "INSTITUTO ELECTORAL (DEMOSTRACIÓN)", proceso: "Proceso Electoral Local 2027",
            eleccion: "AYUNTAMIENTOS", marca: marca, claveActa: clave, plantilla: "AYU-2027-01",
            identificacion: [
                .init(etiqueta: "Entidad", valor: "05 COAHUILA"), .init(etiqueta: "Municipio", valor: "030 SALTILLO"),
                .init(etiqueta: "Sección", valor: "0001"), .init(etiqueta: "Casilla", valor: "Contigua 01"),
            ],
            renglones: (0..<renglones).map { renglon($0, de: renglones, largo: nombresLargos) },
            qr: "PREP1|05|2027|AYU|" + clave)
    }

    private static func renglon(_ i: Int, de total: Int, largo: Bool) -> Renglon {
        if i == total - 1 { return Renglon(etiqueta: "Total", valor: .cantidad(i * 37), grupo: .total) }
        if i < 4 { return Renglon(etiqueta: "Dato auxiliar \(i)", valor: .cantidad(i * 131), grupo: .auxiliar) }
        let valor: Valor =
            switch i % 9 {
            case 7: .ilegible
            case 8: .vacio
            default: .cantidad(i * 37 % 600)
            }
        guard i >= 10 else { return Renglon(etiqueta: "Partido \(i)", valor: valor, grupo: .partido) }
        let nombre = largo ? "Coalición por un nombre muy largo: Partido A, Partido B, Partido C y Partido \(i)" : "A-B"
        return Renglon(etiqueta: nombre, valor: valor, grupo: .coalicion)
    }
}
