import Electoral
import Formatos
import Simulacro

/// A data base of a few rows of which only the stamps matter: election of 6 June, last cut on the 7th at 05:00. Generic parties.
struct BaseDeRepeticion {
    enum Estado { case capturada, sinActa, fuera, pendiente }

    struct Fila {
        var clave: String
        var estado = Estado.capturada
        var acopio = "06/06/2027 20:00:00"
        var captura = "06/06/2027 20:10:00"
        var verificacion = "06/06/2027 20:20:00"
        var origen = "CATD"
    }

    var corte = "07/06/2027 05:00 (UTC-6)"
    var filas: [Fila]

    static let hash = String(repeating: "ab12", count: 16)
    static let huso = Huso.centro

    var texto: String {
        let nombres = Resumen().variables(ultimoCorte: true)
        let columnas =
            "CLAVE_CASILLA,CLAVE_ACTA,ID_ENTIDAD,ID_DISTRITO_LOCAL,DISTRITO_LOCAL,SECCION,ID_CASILLA,TIPO_CASILLA,TIPO_ACTA,"
            + "TOTAL_VOTOS_SACADOS,PA,PB,NULOS,TOTAL_VOTOS_ASENTADO,TOTAL_VOTOS_CALCULADO,LISTA_NOMINAL,REPRESENTANTES_PP_CI,"
            + "OBSERVACIONES,CONTABILIZADA,CODIGO_INTEGRIDAD,FECHA_HORA_ACOPIO,FECHA_HORA_CAPTURA,FECHA_HORA_VERIFICACION,ORIGEN"
        let cabeza = [
            "GUBERNATURA", corte, nombres.map(\.nombre).joined(separator: ","),
            nombres.map(\.valor).joined(separator: ","),
        ]
        return (cabeza + ["", columnas] + filas.map(linea)).joined(separator: "\n") + "\n"
    }

    private func linea(_ f: Fila) -> String {
        let (votos, calculado, observacion, contabilizada) =
            switch f.estado {
            case .capturada: ("30,20,1,51", "51", "", "1")
            case .sinActa: ("SIN ACTA,SIN ACTA,SIN ACTA,SIN ACTA", "SIN ACTA", "SIN ACTA POR PAQUETE NO ENTREGADO", "0")
            case .fuera: ("-,-,-,-", "-", "FUERA DE CATÁLOGO", "2")
            case .pendiente: ("-,-,-,-", "-", "-", "-")
            }
        let hash = f.estado == .capturada || f.estado == .fuera ? Self.hash : "-"
        return
            "05\(f.clave),05\(f.clave)2,05,001,CABECERA,0001,01,B,2,51,\(votos),\(calculado),700,10,\(observacion),\(contabilizada),"
            + "\(hash),\(f.acopio),\(f.captura),\(f.verificacion),\(f.origen)"
    }

    func importar() throws -> BaseImportada { try BaseImportada(Array(texto.utf8), archivo: "base.csv") }

    func repeticion(minutos: Int = 10, hasta: String? = nil) throws -> Repeticion {
        Repeticion(try importar(), minutos: minutos, hasta: hasta.map(Self.instante), boletasEspeciales: nil)
    }

    static func instante(_ texto: String) -> Instante {
        FechaImpresa.leer(texto)?.fecha.instante(en: huso) ?? Instante(segundos: 0)
    }
}

extension Repeticion {
    /// Stamp of a step of an acta, or nil when it has no such step.
    func sello(_ clave: String, _ paso: String) -> String? {
        sucesos.first { $0.clave.hasPrefix("05\(clave)2:") && $0.clave.hasSuffix(paso) }.map {
            $0.instante.sello(proceso.huso)
        }
    }

    /// Acopio, first and second capture.
    func sellos(_ clave: String) -> [String?] { ["1-acopio", "3-captura", "4-captura"].map { sello(clave, $0) } }
}
