import Electoral
import Foundation
import Publicacion

#if canImport(Glibc)
    import Glibc
#endif

/// One line that renews itself on a terminal; nothing in a file or pipe.
final class Progreso {
    private let total: Int
    /// Where there is no terminal, one line every so many cortes; nil for none.
    private let cada: Int?
    private let esTerminal = isatty(STDERR_FILENO) == 1
    private var ancho = 0

    init(total: Int, cada: Int? = nil) {
        self.total = total
        self.cada = cada
    }

    func corte(_ informe: Publicador.Informe, _ r: Resumen, huso: Huso) {
        let fecha = FechaHora(informe.corte.instante, en: huso)
        let texto =
            "corte \(informe.corte.numero) de \(total) · \(fecha.horaMinuto) · \(r.capturadas) de \(r.esperadas) actas "
            + "(\(r.porcentajeCapturadas.texto) %) · \(informe.archivos) archivos"
        if esTerminal {
            linea(texto)
        } else if let cada, informe.corte.numero % cada == 1 {
            Consola.linea(texto)
        }
    }

    func linea(_ texto: String) {
        guard esTerminal else { return }
        let relleno = String(repeating: " ", count: max(0, ancho - texto.count))
        try? FileHandle.standardError.write(contentsOf: Data(("\r" + texto + relleno).utf8))
        ancho = texto.count
    }

    func terminar() {
        if esTerminal { try? FileHandle.standardError.write(contentsOf: Data("\n".utf8)) }
    }
}
