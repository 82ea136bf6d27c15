import Electoral

/// Dates of HTTP headers: `Sun, 06 Jun 2027 20:00:00 GMT`.
enum FechaHTTP {
    /// The first of January of 1970 was a Thursday.
    private static let dias = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let meses = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// - Parameter segundos: since 1970.
    static func texto(_ segundos: Int) -> String {
        let desde = max(0, segundos)
        let f = FechaHora(Instante(segundos: Int64(desde)), en: Huso(minutos: 0))
        let hora = "\(f.horaMinuto):\(cifras(f.segundo, ancho: 2))"
        return "\(dias[desde / 86_400 % 7]), \(cifras(f.dia, ancho: 2)) \(meses[f.mes - 1]) \(f.anio) \(hora) GMT"
    }
}
