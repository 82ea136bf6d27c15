import Almacen
import Crypto
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Publicacion
import Seguimiento

/// The calendar for agendas: a file for whoever came in, and addresses with a secret for programs that cannot.
///
/// An address gives deadlines and nothing else, only while the account that asked for it may read them; its secret is
/// shown once and kept as a hash.
struct AgendasDeSeguimiento: Sendable {
    let c: ConsolaDeSeguimiento

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento/calendario.ics", para: VenSeguimiento.self) { _, _ in
            try await archivo()
        }
        guard !DeAgenda.roles.isDisjoint(with: r.admite) else { return }
        r.montar(.post, "/seguimiento/calendario/agendas", para: DeAgenda.self) { request, p in
            let llave = [UInt8].alAzar(32).hexadecimal
            let (archivo, usuario, ahora) = (c.archivo, p.identidad.usuario, c.d.ahora())
            try await enHilo { try archivo.suscribir(huella: Self.huella(llave), usuario: usuario, ahora) }
            let anfitrion = request.head.authority.map { "https://\($0)" } ?? ""
            return .pagina(try await c.calendario(p, nueva: "\(anfitrion)/agenda/\(llave)"))
        }
        r.montar(.post, "/seguimiento/calendario/agendas/{numero}/baja", para: DeAgenda.self) { _, p in
            let numero = Int(try p.parameters.require("numero")) ?? 0
            let (archivo, usuario, ahora) = (c.archivo, p.identidad.usuario, c.d.ahora())
            try await enHilo { try archivo.darDeBaja(agenda: numero, usuario: usuario, ahora) }
            return .ir("/seguimiento/calendario#agendas")
        }
        r.abierta(.get, "/agenda/{llave}") { _, peticion in
            let llave = try peticion.parameters.require("llave")
            guard llave.utf8.count == 64, try await esVigente(Self.huella(llave)) else {
                throw ConsolaError(.noExiste, "Esa dirección no existe o se dio de baja.")
            }
            return try await archivo()
        }
    }

    private static func huella(_ llave: String) -> String {
        Array(SHA256.hash(data: Array(llave.utf8))).hexadecimal
    }

    /// Whether it is of an account that may still read.
    private func esVigente(_ huella: String) async throws -> Bool {
        let (archivo, almacen) = (c.archivo, c.d.almacen)
        return try await enHilo {
            guard let usuario = try archivo.usuario(deAgenda: huella), let cuenta = try almacen.cuenta(usuario: usuario)
            else { return false }
            return cuenta.activa && DeAgenda.roles.contains(cuenta.rol) && cuenta.ambito.esCompleta
        }
    }

    private func archivo() async throws -> Response {
        let preparacion = try await c.preparacion()
        guard let calendario = preparacion.calendario else {
            throw ConsolaError(.noExiste, "Falta la ficha del proceso, con el día de la elección.")
        }
        let texto = ICalendario.texto(
            calendario, origen: "prep/\(calendario.jornada.iso)",
            nombre: "Entregables del PREP \(calendario.jornada.anio)", version: preparacion.numeracion,
            hecho: c.d.ahora())
        return .archivo(Array(texto.utf8), tipo: "text/calendar; charset=utf-8", nombre: "entregables.ics")
    }
}

/// The part of the calendar's page that is about agendas.
struct SeccionDeAgendas {
    let lugar: Lugar
    let agendas: [Archivo.Agenda]
    /// Address just made; it is shown this once.
    let nueva: String?

    var html: HTML {
        guard DeAgenda.roles.contains(lugar.identidad.rol) else {
            return
                "<p id=\"agendas\"><a class=\"boton otro\" href=\"/seguimiento/calendario.ics\">Descargar (.ics)</a></p>\n"
        }
        let avisada: HTML =
            nueva.map {
                """
                <div class="aviso"><label for="direccion-agenda">Copie esta dirección en su agenda; no se vuelve a mostrar.</label>
                <input id="direccion-agenda" class="clave" readonly value="\($0)"></div>

                """
            } ?? ""
        let filas = agendas.map { a -> HTML in
            """
            <li>Creada el \(a.creada.sello(lugar.marco.huso)) <form method="post" action="/seguimiento/calendario/agendas/\(String(a.numero))/baja">\
            \(Oculto.ficha(lugar.identidad))<button class="llano" aria-label="Dar de baja la dirección \(String(a.numero))">Dar de baja</button></form></li>

            """
        }
        let lista: HTML = filas.isEmpty ? "" : "<ul class=\"adjuntos\">\(HTML.unir(filas))</ul>\n"
        return """
            <h2 id="agendas">En su agenda</h2>
            \(avisada)<p>Una agenda (Outlook, Google, la del teléfono) puede seguir el calendario desde una dirección propia: \
            los plazos se ponen al día solos. La dirección deja de servir si se da de baja o si se cierra su cuenta.</p>
            \(lista)<form method="post" action="/seguimiento/calendario/agendas">\(Oculto.ficha(lugar.identidad))\
            <p class="fila"><button class="otro">Crear una dirección</button> \
            <a class="boton otro" href="/seguimiento/calendario.ics">Descargar una vez (.ics)</a></p></form>

            """
    }
}
