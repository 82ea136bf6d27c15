import Electoral
import Formatos

/// Slips with one-time passwords, to print and cut out: six to a page.
enum Talones {
    static func html(
        _ cuentas: [(CSVDeUsuarios.Fila, clave: String, totp: String?)], proceso: Proceso, entorno: Entorno
    ) -> String {
        let talones = cuentas.map { fila, clave, totp in
            """
            <section>
            <p class="de">\(escapado(proceso.institucion)) · PREP\(entorno.marca.map { " · " + $0 } ?? "")</p>
            <p>\(escapado(fila.nombre)) · \(escapado(fila.rol.nombre))\(fila.centro.map { " · " + escapado($0) } ?? "")</p>
            <p>Usuario: <b>\(escapado(fila.usuario))</b></p>
            <p>Contraseña de un solo uso: <b>\(clave)</b></p>
            \(totp.map { "<p>Clave para su aplicación de códigos: <b>\($0)</b></p>" } ?? "")
            <p class="nota">La cambiará al entrar. No la comparta: lo que se haga con su cuenta queda a su nombre.</p>
            </section>
            """
        }
        return """
            <!doctype html><html lang="es-MX"><head><meta charset="utf-8"><title>Talones de acceso</title><style>
            body{font:15px/1.4 system-ui,sans-serif;margin:0;padding:10mm}
            main{display:grid;grid-template-columns:1fr 1fr;gap:0}
            section{border:1px dashed #777;padding:6mm;break-inside:avoid}
            p{margin:0 0 2mm}b{font-family:ui-monospace,monospace;font-size:17px}.de,.nota{color:#555;font-size:12px}
            </style></head><body><main>
            \(talones.joined(separator: "\n"))
            </main></body></html>

            """
    }

    private static func escapado(_ texto: String) -> String {
        texto.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
