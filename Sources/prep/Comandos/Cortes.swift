import Almacen
import ArgumentParser
import Electoral
import Foundation
import Operacion

/// `prep cortes`: what was published, when it was due and what it cost.
struct OrdenCortes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cortes",
        abstract: "Enlista los cortes: hora programada, hora real, duración, archivos y bytes; y los que se omitieron.",
        discussion: """
            Sólo lee: puede correr mientras se publica. Termina con 1 si el corte que sigue ya debía haberse publicado.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Flag(help: "Escribe JSON.") var json = false

    func run() throws {
        let abierta = try OperacionAbierta(operacion)
        let relacion = try RelacionDeCortes(abierta.almacen, ahora: Reloj.ahora())
        if json {
            let codificador = JSONEncoder()
            codificador.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
            let bytes = try codificador.encode(DocumentoDeCortes(relacion, abierta.proceso.huso))
            Consola.linea(String(decoding: bytes, as: UTF8.self))
        } else {
            imprimir(relacion, abierta.proceso.huso)
        }
        if let tarde = relacion.tarde {
            let hora = FechaHora(tarde, en: abierta.proceso.huso).horaMinuto
            Consola.error("prep: el corte de las \(hora) no se ha publicado: vea si «prep publicar» está corriendo")
            throw ExitCode(1)
        }
    }

    private func imprimir(_ relacion: RelacionDeCortes, _ huso: Huso) {
        let horario = relacion.horario
        Consola.linea("Horario: \(Publicar.frase(horario, huso))")
        Consola.linea(
            "corte  programado           corte de las         publicado    duró ms  archivos      bytes  nota")
        for renglon in relacion.renglones { Consola.linea(Self.linea(renglon, huso)) }
        let cuentas = relacion.cuentas
        Consola.linea(
            "\(cuentas.cortes) cortes, \(cuentas.tarde) tarde, \(cuentas.omitidos) omitidos, \(cuentas.rechazados) rechazados"
                + (relacion.siguiente.map { "; el siguiente, a las \(FechaHora($0, en: huso).horaMinuto)" } ?? ""))
    }

    private static func linea(_ r: RelacionDeCortes.Renglon, _ huso: Huso) -> String {
        func celda(_ texto: String?, _ ancho: Int, alFinal: Bool = false) -> String {
            let texto = texto ?? "-"
            let blancos = String(repeating: " ", count: max(0, ancho - texto.count))
            return alFinal ? blancos + texto : texto + blancos
        }
        let publicado = r.publicacion.map { String($0.instante.sello(huso).suffix(8)) }
        let celdas = [
            celda(r.corte.map { String($0.numero) }, 5, alFinal: true),
            celda(r.programado?.sello(huso), 19), celda(r.corte?.instante.sello(huso), 19), celda(publicado, 9),
            celda(r.publicacion.map { String($0.milisegundos) }, 10, alFinal: true),
            celda(r.publicacion.map { String($0.archivos) }, 8, alFinal: true),
            celda(r.publicacion.map { String($0.bytes) }, 9, alFinal: true), r.nota,
        ]
        return celdas.joined(separator: "  ").trimmingSuffix { $0 == " " }
    }
}

extension String {
    fileprivate func trimmingSuffix(_ sobra: (Character) -> Bool) -> String {
        var texto = self[...]
        while let ultima = texto.last, sobra(ultima) { texto = texto.dropLast() }
        return String(texto)
    }
}

/// The list as programs read it.
private struct DocumentoDeCortes: Encodable {
    struct Renglon: Encodable {
        let corte: Int?
        let programado: String?
        let instante: String?
        let publicado: String?
        let milisegundos: Int?
        let archivos: Int?
        let bytes: Int?
        let base: Bool
        let ultimo: Bool
        let estado: String
    }
    let inicio: String
    let cierre: String
    let minutosEntreCortes: Int
    let minutosEntreBases: Int
    let cierreAl100: Bool
    let siguiente: String?
    let tarde: Bool
    let cortes: [Renglon]

    init(_ r: RelacionDeCortes, _ huso: Huso) {
        inicio = r.horario.inicio.iso(huso)
        cierre = r.horario.cierre.iso(huso)
        minutosEntreCortes = r.horario.minutos
        minutosEntreBases = r.horario.minutosEntreBases
        cierreAl100 = r.horario.cierraAl100
        siguiente = r.siguiente?.iso(huso)
        tarde = r.tarde != nil
        cortes = r.renglones.map {
            Renglon(
                corte: $0.corte?.numero, programado: $0.programado?.iso(huso), instante: $0.corte?.instante.iso(huso),
                publicado: $0.publicacion?.instante.iso(huso), milisegundos: $0.publicacion?.milisegundos,
                archivos: $0.publicacion?.archivos, bytes: $0.publicacion?.bytes, base: $0.corte?.conBase ?? false,
                ultimo: $0.corte?.ultimo ?? false, estado: $0.estado.rawValue)
        }
    }
}
