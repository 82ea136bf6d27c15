import Electoral

/// Deadlines as iCalendar (RFC 5545): what any agenda subscribes to.
public enum ICalendario {
    /// - Parameters:
    ///   - origen: name that makes the identifiers unique, as `prep.ejemplo.mx/2027`.
    ///   - version: of the regulation, whose numbers are printed.
    ///   - hecho: when it was written.
    /// - Returns: UTF-8, lines that end in CRLF and are folded at 75 bytes.
    public static func texto(_ c: Calendario, origen: String, nombre: String, version: String, hecho: Instante)
        -> String
    {
        let sello = marca(hecho)
        let porClave = Dictionary(c.entregables.map { ($0.clave, $0) }, uniquingKeysWith: { a, _ in a })
        var lineas = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//prep//seguimiento//ES", "CALSCALE:GREGORIAN",
            "X-WR-CALNAME:\(escapado(nombre))",
        ]
        for v in c.vencimientos {
            guard let e = porClave[v.clave] else { continue }
            lineas += [
                "BEGIN:VEVENT", "UID:\(identificador(v))@\(escapado(origen))", "DTSTAMP:\(sello)",
                "DTSTART;VALUE=DATE:\(compacto(v.dia))", "DTEND;VALUE=DATE:\(compacto(v.dia + 1))",
                "SUMMARY:\(escapado(v.titulo(e, version: version)))",
                "DESCRIPTION:\(escapado("Responsable: \(e.responsable)"))", "TRANSP:TRANSPARENT",
                "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P3D", "DESCRIPTION:\(escapado(e.nombre))", "END:VALARM",
                "END:VEVENT",
            ]
        }
        lineas.append("END:VCALENDAR")
        return lineas.map { doblado($0) + "\r\n" }.joined()
    }

    private static func identificador(_ v: Calendario.Vencimiento) -> String {
        ([v.clave, v.parte.rawValue] + [v.mes?.iso].compactMap(\.self)).joined(separator: "-")
    }

    private static func compacto(_ dia: Dia) -> String { dia.iso.filter { $0 != "-" } }

    private static func marca(_ instante: Instante) -> String {
        let f = FechaHora(instante, en: Huso(minutos: 0))
        return "\(f.compacta.replacing("_", with: "T"))\(dosCifras(f.segundo))Z"
    }

    private static func escapado(_ texto: String) -> String {
        var escapado = ""
        for c in texto.unicodeScalars {
            switch c {
            case "\\", ";", ",": escapado += "\\\(c)"
            case "\n": escapado += "\\n"
            case _ where c.value < 0x20 || c.value == 0x7F: break
            default: escapado.unicodeScalars.append(c)
            }
        }
        return escapado
    }

    /// Lines of at most 75 bytes; what follows begins with a space.
    private static func doblado(_ linea: String) -> String {
        var doblada = ""
        var bytes = 0
        for c in linea {
            let suyos = c.utf8.count
            if bytes + suyos > 75 {
                doblada += "\r\n "
                bytes = 1
            }
            doblada.append(c)
            bytes += suyos
        }
        return doblada
    }
}

extension Calendario.Vencimiento {
    /// `16. Planes de Seguridad y de Continuidad (borrador)`
    public func titulo(_ e: Entregable, version: String) -> String {
        let numero = e.numeros[version].map { "\($0). " } ?? ""
        let detalle: String =
            switch (parte, mes) {
            case (_, let mes?): " (\(EnPalabras.mes(mes.primero.mes)) de \(mes.primero.anio))"
            case (.borrador, nil): " (borrador)"
            case (.final, nil): ""
            }
        return numero + e.nombre + detalle
    }
}
