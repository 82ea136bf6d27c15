import Electoral
import Formatos
import Imagenes
import Servidor

/// Slips with one-time passwords, to print and cut out: six to a page.
enum Talones {
    static func html(
        _ cuentas: [(CSVDeUsuarios.Fila, clave: String, totp: String?)], proceso: Proceso, entorno: Entorno
    ) throws -> String {
        let talones = try cuentas.map { fila, clave, totp in
            """
            <section>
            <p class="de">\(escapado(proceso.institucion)) · PREP\(entorno.marca.map { " · " + $0 } ?? "")</p>
            <p>\(escapado(fila.nombre)) · \(escapado(fila.rol.nombre))\(fila.centro.map { " · " + escapado($0) } ?? "")\(fila.ambito.esCompleta ? "" : " · ámbito " + fila.ambito.texto)</p>
            <p>Usuario: <b>\(escapado(fila.usuario))</b></p>
            <p>Contraseña de un solo uso: <b>\(clave)</b></p>
            \(try totp.map { try segundoFactor($0, fila.usuario, emisor: "PREP \(entorno.marca ?? proceso.institucion)") } ?? "")
            <p class="nota">La cambiará al entrar. No la comparta: lo que se haga con su cuenta queda a su nombre.</p>
            </section>
            """
        }
        return """
            <!doctype html><html lang="es-MX"><head><meta charset="utf-8"><title>Talones de acceso</title><style>
            body{font:15px/1.4 system-ui,sans-serif;margin:0;padding:10mm}
            main{display:grid;grid-template-columns:1fr 1fr;gap:0}
            section{border:1px dashed #777;padding:6mm;break-inside:avoid}
            p{margin:0 0 2mm}b{font-family:ui-monospace,monospace;font-size:17px}svg{display:block;width:38mm;height:38mm}.de,.nota{color:#555;font-size:12px}
            </style></head><body><main>
            \(talones.joined(separator: "\n"))
            </main></body></html>

            """
    }

    private static func segundoFactor(_ secreto: String, _ usuario: String, emisor: String) throws -> String {
        let qr = try QREnSVG(Totp.direccion(secreto: secreto, usuario: usuario, emisor: emisor))
        return """
            <p>Léalo con su aplicación de códigos, o escriba en ella: <b>\(secreto)</b></p>
            <svg viewBox="0 0 \(qr.lado) \(qr.lado)" role="img" aria-label="Código QR del segundo factor" shape-rendering="crispEdges">\
            <path d="\(qr.trazo)" fill="#000"/></svg>
            """
    }

    private static func escapado(_ texto: String) -> String {
        texto.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
