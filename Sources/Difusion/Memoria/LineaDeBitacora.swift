import Electoral

/// A line of the access log of a web server, in the common or combined format of Apache and nginx:
/// `198.51.100.7 - - [06/Jun/2027:20:00:01 -0600] "GET /index.html HTTP/1.1" 200 5120 "-" "Mozilla/5.0"`.
///
/// It borrows the bytes of its line.
struct LineaDeBitacora {
    let bytes: UnsafeBufferPointer<UInt8>
    /// Positions in the line; the agent is empty in the common format.
    let direccion, metodo, ruta, agente: Range<Int>
    /// Seconds since 1970.
    let segundo: Int64
    let estado: Int
    /// Sent to the reader; none when the server writes a hyphen.
    let enviados: Int

    /// Nil when the line is of another format.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        var i = 0
        func hasta(_ fin: UInt8) -> Range<Int>? {
            let inicio = i
            while i < bytes.count, bytes[i] != fin { i += 1 }
            guard i < bytes.count else { return nil }
            defer { i += 1 }
            return inicio..<i
        }
        /// What is between quotes, where a quote inside is written after a backslash.
        func citado() -> Range<Int>? {
            guard i < bytes.count, bytes[i] == UInt8(ascii: "\"") else { return nil }
            i += 1
            let inicio = i
            while i < bytes.count, bytes[i] != UInt8(ascii: "\"") {
                i += bytes[i] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard i < bytes.count else { return nil }
            defer { i += 1 }
            return inicio..<i
        }
        func numero() -> Int? {
            var n = 0
            let inicio = i
            while i < bytes.count, (48...57).contains(bytes[i]), i - inicio < 18 {
                n = n * 10 + Int(bytes[i] - 48)
                i += 1
            }
            return i > inicio ? n : nil
        }
        func espacio() -> Bool {
            guard i < bytes.count, bytes[i] == 0x20 else { return false }
            i += 1
            return true
        }
        guard let direccion = hasta(0x20), !direccion.isEmpty, hasta(UInt8(ascii: "[")) != nil,
            let fecha = hasta(UInt8(ascii: "]")), let segundo = Self.segundo(bytes, fecha), espacio(),
            let peticion = citado(), espacio(), let estado = numero(), (100...599).contains(estado), espacio()
        else { return nil }
        var enviados = 0
        if let n = numero() {
            enviados = n
        } else {
            guard i < bytes.count, bytes[i] == UInt8(ascii: "-") else { return nil }
            i += 1
        }
        var agente = 0..<0
        if espacio() {
            guard citado() != nil, espacio(), let suyo = citado() else { return nil }
            agente = suyo
        }
        let primero = peticion.first { bytes[$0] == 0x20 } ?? peticion.upperBound
        let resto = min(primero + 1, peticion.upperBound)..<peticion.upperBound
        let fin = resto.first { bytes[$0] == 0x20 || bytes[$0] == UInt8(ascii: "?") } ?? resto.upperBound
        self.bytes = bytes
        self.direccion = direccion
        metodo = peticion.lowerBound..<primero
        ruta = resto.lowerBound..<fin
        self.agente = agente
        self.segundo = segundo
        self.estado = estado
        self.enviados = enviados
    }

    /// A page that was read: one of HTML or a folder, asked for with GET and given whole or said to be the same.
    var esPagina: Bool {
        guard (200...299).contains(estado) || estado == 304, es(metodo, "GET"), let ultima = ruta.last else {
            return false
        }
        if bytes[ultima] == UInt8(ascii: "/") { return true }
        return termina(".html") || termina(".htm")
    }

    private func es(_ rango: Range<Int>, _ texto: StaticString) -> Bool {
        texto.withUTF8Buffer { t in rango.count == t.count && zip(rango, t).allSatisfy { bytes[$0] == $1 } }
    }

    private func termina(_ fin: StaticString) -> Bool {
        fin.withUTF8Buffer { f in
            ruta.count >= f.count && zip(ruta.suffix(f.count), f).allSatisfy { bytes[$0] == $1 }
        }
    }

    // MARK: - Hour

    /// `06/Jun/2027:20:00:01 -0600`
    private static func segundo(_ b: UnsafeBufferPointer<UInt8>, _ r: Range<Int>) -> Int64? {
        guard r.count == 26 else { return nil }
        let o = r.lowerBound
        func cifras(_ desde: Int, _ cuantas: Int) -> Int? {
            var n = 0
            for c in b[(o + desde)..<(o + desde + cuantas)] {
                guard (48...57).contains(c) else { return nil }
                n = n * 10 + Int(c - 48)
            }
            return n
        }
        guard let dia = cifras(0, 2), let mes = mes(b[o + 3], b[o + 4], b[o + 5]), let anio = cifras(7, 4),
            let hora = cifras(12, 2), let minuto = cifras(15, 2), let segundo = cifras(18, 2),
            let fuera = cifras(22, 2), let fueraMinutos = cifras(24, 2), fuera < 24, fueraMinutos < 60,
            b[o + 2] == UInt8(ascii: "/"), b[o + 11] == UInt8(ascii: ":"),
            b[o + 21] == UInt8(ascii: "+") || b[o + 21] == UInt8(ascii: "-"),
            // A leap second is the second before.
            let fecha = FechaHora(anio: anio, mes: mes, dia: dia, hora: hora, minuto: minuto, segundo: min(segundo, 59))
        else { return nil }
        let signo = b[o + 21] == UInt8(ascii: "-") ? -1 : 1
        return fecha.instante(en: Huso(minutos: signo * (fuera * 60 + fueraMinutos))).segundos
    }

    private static let meses: [UInt32: Int] = {
        let nombres = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        return Dictionary(
            uniqueKeysWithValues: nombres.enumerated().map { i, nombre in
                let letras = Array(nombre.utf8)
                return (clave(letras[0], letras[1], letras[2]), i + 1)
            })
    }()

    private static func clave(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> UInt32 {
        UInt32(a) << 16 | UInt32(b) << 8 | UInt32(c)
    }

    private static func mes(_ a: UInt8, _ b: UInt8, _ c: UInt8) -> Int? { meses[clave(a, b, c)] }
}
