import Almacen
import Electoral
import Foundation
import HTTPTypes
import Hummingbird
import Publicacion
import Seguimiento

typealias FichaDeSeguimiento = Seguimiento.Ficha
typealias ClaveDeFicha = Seguimiento.Ficha.Clave

/// Console of the months before: how ready everything is, the deadlines, the records and the documents.
///
/// Trust statement: trusted to show the records to those who may read them and to write, under the name of whoever came
/// in, what they typed. What a record may say is decided by its kind and by the archive, which keeps every version.
struct ConsolaDeSeguimiento: Sendable {
    let escribania: Escribania
    let d: Dependencias
    let marco: Marco
    let tablero: TableroGuardado
    var archivo: Archivo { escribania.archivo }

    init(_ escribania: Escribania, d: Dependencias, marco: Marco) {
        self.escribania = escribania
        self.d = d
        self.marco = marco
        tablero = TableroGuardado(escribania.archivo)
    }

    static let raiz = OpcionDeMenu.rutaDeSeguimiento

    func montar(en r: Ruteador) {
        r.montar(.get, "/seguimiento", para: VenSeguimiento.self) { _, p in
            let preparacion = try await preparacion()
            let resto = try await enHilo { try PaginaDePreparacion.Resto(archivo, hoy: preparacion.hoy) }
            return .pagina(PaginaDePreparacion(lugar: lugar(p), p: preparacion, resto: resto).pagina)
        }
        r.montar(.get, "/seguimiento/preparacion/{tema}", para: VenSeguimiento.self) { _, p in
            guard let tema = PaginaDeTema.Tema(rawValue: try p.parameters.require("tema")) else { throw Self.noExiste }
            return .pagina(PaginaDeTema(lugar: lugar(p), p: try await preparacion(), tema: tema).pagina)
        }
        r.montar(.get, "/seguimiento/calendario", para: VenSeguimiento.self) { request, p in
            .pagina(try await calendario(p, situacion: Formulario(request.uri.query ?? "").opcional("situacion")))
        }
        AgendasDeSeguimiento(c: self).montar(en: r)
        r.montar(.get, "/seguimiento/registros", para: VenSeguimiento.self) { _, p in
            let cuentas = try await enHilo { try archivo.cuentas() }
            return .pagina(PaginaDeRegistros(lugar: lugar(p)).pagina(cuentas))
        }
        r.montar(.get, "/seguimiento/buscar", para: VenSeguimiento.self) { request, p in
            let texto = String(Formulario(request.uri.query ?? "")["texto"].prefix(200))
            let hallados = try await enHilo { try archivo.buscar(texto) }
            return .pagina(PaginaDeBusqueda(lugar: lugar(p)).pagina(texto, hallados))
        }
        r.montar(.get, "/seguimiento/movimientos", para: VenSeguimiento.self) { request, p in
            let hoja = Hoja(Formulario(request.uri.query ?? ""), de: 100)
            let hallados = try await enHilo { try archivo.movimientos(salto: hoja.salto, limite: hoja.tamano + 1) }
            return .pagina(PaginaDeMovimientos(lugar: lugar(p)).pagina(hallados, hoja))
        }
        r.montar(.get, "/seguimiento/{carpeta}", para: VenFichas.self) { request, p in
            let clase = try Self.clase(p)
            let filtro = FiltroDeLista(Formulario(request.uri.query ?? ""))
            let (lista, estados) = try await enHilo {
                (try archivo.lista(clase.clave, filtro.filtro), try archivo.estados(de: clase.clave))
            }
            // What there is only one of is its own list.
            if clase.esUnica, filtro.estaVacio {
                return .ir(
                    lista.renglones.first.map { Self.ruta($0.clave) }
                        ?? (lugar(p).edita(clase.clave)
                            ? "/seguimiento/nueva/\(clase.carpeta)" : "/seguimiento/registros"))
            }
            return .pagina(
                ListaDeFichas(lugar: lugar(p), clase: clase).pagina(
                    filtro, lista.renglones, total: lista.total, estados: estados))
        }
        r.montar(.get, "/seguimiento/{carpeta}/{id}", para: VenFichas.self) { request, p in
            let q = Formulario(request.uri.query ?? "")
            return .pagina(try await pagina(try Self.clave(p), lugar(p), q))
        }
        EdicionDeFichas(c: self).montar(en: r)
        AdjuntosDeFichas(c: self).montar(en: r)
        ConsolaDeDocumentos(c: self).montar(en: r)
        Recurso.montar([RecursosDeSeguimiento.estilo, RecursosDeSeguimiento.guion], en: r)
    }

    // MARK: What several pages need

    static let noExiste = ConsolaError(.noExiste, "Esa página de seguimiento no existe.")

    func lugar<Q>(_ p: Con<Q>) -> Lugar {
        Lugar(marco: marco, identidad: p.identidad, hoy: Dia(d.ahora(), en: marco.huso))
    }

    func preparacion() async throws -> Preparacion {
        try await tablero.preparacion(hoy: Dia(d.ahora(), en: marco.huso))
    }

    /// The kind that an address names, for whom it is.
    static func clase<Q: AccedenAFichas>(_ p: Con<Q>) throws -> Clase {
        guard let clase = Clase.enCarpeta(try p.parameters.require("carpeta")) else { throw noExiste }
        guard Q.pueden(p.identidad.rol, clase.clave) else { throw Denegado.sinFuncion }
        return clase
    }

    static func clave<Q: AccedenAFichas>(_ p: Con<Q>) throws -> ClaveDeFicha {
        guard let clave = ClaveDeFicha(clase: try clase(p).clave, id: try p.parameters.require("id")) else {
            throw noExiste
        }
        return clave
    }

    static func ruta(_ clave: ClaveDeFicha) -> String {
        "\(raiz)/\(Clase.de(clave.clase)?.carpeta ?? clave.clase)/\(clave.id)"
    }

    func autoria(_ i: Identidad, motivo: String? = nil) -> Archivo.Autoria {
        Archivo.Autoria("\(i.nombre) (\(i.usuario))", d.ahora(), motivo: motivo)
    }

    /// The record as it is now.
    func vigente(_ clave: ClaveDeFicha) async throws -> (ficha: FichaDeSeguimiento, revision: Int) {
        guard let vigente = try await enHilo({ try archivo.ficha(clave) }) else {
            throw ConsolaError(.noExiste, "Esa ficha no existe o se retiró.")
        }
        return vigente
    }

    func pagina(
        _ clave: ClaveDeFicha, _ lugar: Lugar, _ q: Formulario = Formulario(), error: String? = nil
    ) async throws -> HTML {
        guard let clase = Clase.de(clave.clase) else { throw Self.noExiste }
        let vista = try await enHilo {
            try VistaDeFicha(clave, clase, archivo, versiones: q["historia"] == "toda" ? 500 : 10)
        }
        return try PaginaDeFicha(lugar: lugar, clase: clase, vista: vista, escribania: escribania).pagina(
            error: error, guardada: q["guardada"] == "1")
    }

    /// - Parameter nueva: address for an agenda, just made.
    func calendario<Q>(_ p: Con<Q>, situacion: String? = nil, nueva: String? = nil) async throws -> HTML {
        let (archivo, usuario) = (archivo, p.identidad.usuario)
        let agendas = try await enHilo { try archivo.agendas(de: usuario) }
        return PaginaDeCalendario(
            lugar: lugar(p), p: try await preparacion(), situacion: situacion,
            agendas: SeccionDeAgendas(lugar: lugar(p), agendas: agendas, nueva: nueva)
        ).pagina
    }
}

/// Where a page is shown: to whom and on what day.
struct Lugar: Sendable {
    let marco: Marco
    let identidad: Identidad
    let hoy: Dia

    func edita(_ clase: String) -> Bool { FacultadDeFichas.escribe(identidad.rol, clase) }
    func lee(_ clase: String) -> Bool { FacultadDeFichas.lee(identidad.rol, clase) }
    /// Whether it is seen from the console of seguimiento; difusión comes from its own.
    var enSeguimiento: Bool { VenSeguimiento.roles.contains(identidad.rol) }

    /// The tab that a kind is under.
    func pestana(de clase: Clase) -> String {
        enSeguimiento ? "/seguimiento/registros" : "/seguimiento/\(clase.carpeta)"
    }

    /// Where every list of records hangs from.
    var miga: HTML {
        enSeguimiento
            ? "<a href=\"/seguimiento/registros\">Registros</a>" : "<a href=\"\(ConsolaDeDifusion.raiz)\">Difusión</a>"
    }

    /// Who wrote something; people from outside read the name without the account.
    func autor(_ persona: String) -> String {
        guard identidad.rol.soloLectura, persona.hasSuffix(")"),
            let inicio = persona.range(of: " (", options: .backwards)
        else { return persona }
        return String(persona[..<inicio.lowerBound])
    }

    private static let pestanas = [
        ("Preparación", "/seguimiento"), ("Calendario", "/seguimiento/calendario"),
        ("Registros", "/seguimiento/registros"), ("Documentos", "/seguimiento/documentos"),
        ("Movimientos", "/seguimiento/movimientos"),
    ]

    /// A page of this console, with its tabs and the search of everything.
    ///
    /// - Parameter aqui: address of the tab that it belongs to.
    func pagina(_ titulo: String, aqui: String, _ contenido: HTML, aviso: Aviso? = nil, buscado: String = "") -> HTML {
        marco.pagina(
            titulo, identidad,
            """
            <div class="banda">\(enSeguimiento ? banda(aqui, buscado) : PestanasDeDifusion(conRegistro: true, aqui: aqui).html)</div>
            \(contenido)
            """, recursos: RecursosDeRegistros.todos + [RecursosDeSeguimiento.estilo, RecursosDeSeguimiento.guion],
            aviso: aviso)
    }

    private func banda(_ aqui: String, _ buscado: String) -> HTML {
        let ligas = Self.pestanas.map { nombre, ruta in
            "<a href=\"\(ruta)\"\(ruta == aqui ? " aria-current=\"page\"" : "" as HTML)>\(nombre)</a>" as HTML
        }
        return """
            <nav class="pestanas" aria-label="Seguimiento">\(HTML.unir(ligas))</nav>
            <form method="get" action="/seguimiento/buscar" role="search"><label for="buscar-todo">Buscar en todo</label>\
            <input id="buscar-todo" name="texto" type="search" value="\(buscado)"><button class="otro">Buscar</button></form>
            """
    }
}

enum RecursosDeSeguimiento {
    static let estilo = Recurso("seguimiento.css", PackageResources.seguimiento_css)
    static let guion = Recurso("seguimiento.js", PackageResources.seguimiento_js)
}

/// One page of a long list, as its address says.
struct Hoja: Sendable {
    let numero: Int
    let tamano: Int

    init(_ q: Formulario, de tamano: Int) {
        numero = min(max(Int(q["hoja"]) ?? 1, 1), 10_000)
        self.tamano = tamano
    }

    var salto: Int { (numero - 1) * tamano }

    /// Links to the page before and to the one after.
    ///
    /// - Parameter ruta: address of the list, with what it filters.
    func ligas(_ ruta: String, hayMas: Bool) -> HTML {
        func liga(_ n: Int, _ texto: String) -> HTML {
            "<a href=\"\(ruta)\(ruta.contains("?") ? "&" : "?")hoja=\(String(n))\">\(texto)</a> "
        }
        let antes: HTML = numero > 1 ? liga(numero - 1, "‹ Anteriores") : ""
        let despues: HTML = hayMas ? liga(numero + 1, "Siguientes ›") : ""
        return numero == 1 && !hayMas
            ? ""
            : "<nav class=\"hojas\" aria-label=\"Páginas\">\(antes)<span>Página \(numero)</span> \(despues)</nav>\n"
    }
}

/// The board, computed again only when a record or the day changes.
actor TableroGuardado {
    private let archivo: Archivo
    private var ultima: (version: Int, preparacion: Preparacion)?
    private var entregables: [Entregable]?

    init(_ archivo: Archivo) { self.archivo = archivo }

    func preparacion(hoy: Dia) async throws -> Preparacion {
        let version = try await enHilo { [archivo] in try archivo.ultimaVersion() }
        if let ultima, ultima.version == version, ultima.preparacion.hoy == hoy { return ultima.preparacion }
        let catalogo = try entregables ?? CatalogoDeEntregables.deFabrica()
        entregables = catalogo
        let fichas = try await enHilo { [archivo] in
            try Preparacion.clases.flatMap { try archivo.fichas(de: $0) }
        }
        let preparacion = Preparacion(fichas, entregables: catalogo, hoy: hoy)
        ultima = (version, preparacion)
        return preparacion
    }
}

/// Days and months for people.
enum Leida {
    /// `04/03/2021`
    static func fecha(_ d: Dia) -> String { "\(dosCifras(d.dia))/\(dosCifras(d.mes))/\(d.anio)" }
    /// `marzo de 2021`
    static func mes(_ m: Mes) -> String { "\(EnPalabras.mes(m.primero.mes)) de \(m.primero.anio)" }

    /// Format of a report, from the name of its template: `Morelos 2023`.
    static func formato(_ clave: String) -> String {
        clave.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// A title where there is little room.
    static func corto(_ titulo: String) -> String { titulo.count > 90 ? titulo.prefix(89) + "…" : titulo }

    /// The title of a record beside its date.
    static func sinFecha(_ r: Archivo.Renglon) -> String {
        let (fin, nombre) = (" · \(momento(r.fecha))", r.nombre)
        return nombre.hasSuffix(fin) ? String(nombre.dropLast(fin.count)) : nombre
    }

    /// The value of a date column, whatever it holds.
    static func momento(_ texto: String?) -> String {
        guard let texto else { return "" }
        if let dia = Dia(iso: texto) { return fecha(dia) }
        if let mes = Mes(iso: texto) { return self.mes(mes) }
        if let dia = Dia(iso: String(texto.prefix(10))) { return fecha(dia) + texto.dropFirst(10) }
        return texto
    }
}
