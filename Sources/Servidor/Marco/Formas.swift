import Almacen
import Electoral
import Foundation
import Imagenes
import Publicacion

/// Style and script of the registers: empaquetado, incidencias, administración.
enum RecursosDeRegistros {
    static let estilo = Recurso("registros.css", PackageResources.registros_css)
    static let guion = Recurso("registros.js", PackageResources.registros_js)
    static let todos = [estilo, guion]
}

/// Hidden fields that every form of the registers carries.
enum Oculto {
    /// The token of the session and a key by which the same send is done once.
    static func campos(_ i: Identidad) -> HTML {
        """
        \(ficha(i))\
        <input type="hidden" name="clave" value="\([UInt8].alAzar(12).hexadecimal)">

        """
    }

    /// The token alone, for forms that say what they change: sending one twice changes nothing more.
    static func ficha(_ i: Identidad) -> HTML {
        """
        <input type="hidden" name="csrf" value="\(i.csrf)">

        """
    }
}

/// Options of a `select`.
enum Opciones {
    static func de(_ pares: [(valor: String, texto: String)], elegido: String?) -> HTML {
        HTML.unir(
            pares.map { par in
                let marca: HTML = par.valor == elegido ? " selected" : ""
                return "<option value=\"\(par.valor)\"\(marca)>\(par.texto)</option>"
            })
    }

    static func centros(_ centros: [CentroGuardado], elegido: String?) -> HTML {
        de(centros.map { ($0.clave, "\($0.clave) · \($0.nombre)") }, elegido: elegido)
    }
}

/// A QR inside a page: one path, without style of its own.
enum DibujoDeQR {
    static func svg(_ contenido: String, nombre: String) throws -> HTML {
        let qr = try QREnSVG(contenido)
        let lado = String(qr.lado)
        return """
            <svg viewBox="0 0 \(lado) \(lado)" role="img" aria-label="\(nombre)" shape-rendering="crispEdges">\
            <rect width="\(lado)" height="\(lado)" fill="#fff"/><path d="\(qr.trazo)" fill="#000"/></svg>
            """
    }
}

extension String {
    /// "SIN ACTA POR…" as a sentence.
    var capitalizada: String { prefix(1).uppercased() + dropFirst().lowercased() }
}

extension FechaHora {
    /// Reads what `<input type="datetime-local">` sends: `2027-06-06T18:30`, with or without seconds.
    init?(local texto: String) {
        let partes = texto.split(whereSeparator: { "-T: ".contains($0) }).map { Int($0) }
        guard (5...6).contains(partes.count), let anio = partes[0], let mes = partes[1], let dia = partes[2],
            let hora = partes[3], let minuto = partes[4]
        else { return nil }
        self.init(
            anio: anio, mes: mes, dia: dia, hora: hora, minuto: minuto, segundo: partes.count > 5 ? partes[5] ?? 0 : 0)
    }

    /// The same, to fill the field.
    var local: String {
        "\(cifras(anio, ancho: 4))-\(dosCifras(mes))-\(dosCifras(dia))T\(dosCifras(hora)):\(dosCifras(minuto))"
    }
}
