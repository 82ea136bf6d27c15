import Almacen
import Electoral
import HTTPTypes
import Hummingbird
import Operacion
import Publicacion

/// The operation as a whole, live.
struct ConsolaDeMonitor: Sendable {
    let ventana: Ventana
    let marco: Marco

    static let estilo = Recurso("monitor.css", PackageResources.monitor_css)
    static let guion = Recurso("monitor.js", PackageResources.monitor_js)

    func montar(en r: Ruteador) {
        Recurso.montar([Self.estilo, Self.guion], en: r)
        r.montar(.get, "/monitor", para: DeMonitor.self) { _, p in
            let vista = try await ventana.vista(p.mirada)
            return .pagina(
                marco.pagina(
                    "Monitor", p.identidad, muro(vista, p.mirada), ancha: true,
                    recursos: [Self.estilo, Self.guion]))
        }
        r.montar(.get, "/monitor/vivo", para: DeMonitor.self) { _, p in
            let mirada = p.mirada
            return EmisionDeSecciones(pulso: ventana.pulso) { [ventana] in
                let vista = try await ventana.vista(mirada)
                return (vista.tablero.instante, vista.fragmentos(mirada))
            }.respuesta
        }
        r.montar(.get, "/monitor/faltan", para: DeMonitor.self) { request, p in
            let consulta = ConsultaDeActas(request, ventana.catalogo, faltan: true)
            let filas = try await filas(consulta, p.mirada)
            return .pagina(
                marco.pagina(
                    "Actas que faltan", p.identidad, try await faltan(consulta, filas, p.mirada), ancha: true,
                    recursos: [Self.estilo, Self.guion]))
        }
        r.montar(.get, "/monitor/faltan.csv", para: DeMonitor.self) { request, p in
            let filas = try await filas(ConsultaDeActas(request, ventana.catalogo, faltan: true), p.mirada)
            return .archivo(csv(filas), tipo: "text/csv; charset=utf-8", nombre: nombre("actas-que-faltan"))
        }
        r.montar(.get, "/monitor/contiendas", para: DeCoordinacion.self) { _, p in
            let ahora = ventana.ahora
            let contiendas = try await ventana.consultar(p.mirada) { $0.contiendas() }
            return .pagina(
                marco.pagina(
                    "Contiendas", p.identidad,
                    ListasDeCoordinacion(
                        huso: ventana.proceso.huso, ahora: ahora, acuerdo: ventana.proceso.acuerdoDePrimerosLugares
                    ).contiendas(contiendas), ancha: true,
                    recursos: [Self.estilo, Self.guion]))
        }
        r.montar(.get, "/monitor/contiendas.csv", para: DeCoordinacion.self) { _, p in
            let contiendas = try await ventana.consultar(p.mirada) { $0.contiendas() }
            return .archivo(
                ListasDeCoordinacion.csv(contiendas), tipo: "text/csv; charset=utf-8", nombre: nombre("contiendas"))
        }
        r.montar(.get, "/monitor/contiendas.json", para: DeCoordinacion.self) { _, p in
            let contiendas = try await ventana.consultar(p.mirada) { $0.contiendas() }
            let datos = ContiendasEnDatos(contiendas, ventana.proceso, ventana.entorno, ahora: ventana.ahora)
            return .archivo(
                try datos.json(), tipo: "application/json; charset=utf-8", nombre: nombre("contiendas", "json"))
        }
        r.montar(.get, "/monitor/personal", para: DeCoordinacion.self) { _, p in
            let ahora = ventana.ahora
            let (personal, nombres) = try await ventana.personal(p.mirada)
            return .pagina(
                marco.pagina(
                    "Personal", p.identidad,
                    ListasDeCoordinacion(huso: ventana.proceso.huso, ahora: ahora).personal(personal, nombres),
                    ancha: true,
                    recursos: [Self.estilo, Self.guion]))
        }
        r.montar(.get, "/monitor/personal.csv", para: DeCoordinacion.self) { _, p in
            let (personal, nombres) = try await ventana.personal(p.mirada)
            return .archivo(
                ListasDeCoordinacion.csv(personal, nombres, ventana.proceso.huso), tipo: "text/csv; charset=utf-8",
                nombre: nombre("personal"))
        }
    }

    private func nombre(_ lista: String, _ tipo: String = "csv") -> String {
        let marca = ventana.entorno.marca.map { "\($0)_" } ?? ""
        return "\(marca)\(ventana.ahora.compacta(ventana.proceso.huso))_\(lista).\(tipo)"
    }

    private func filas(_ consulta: ConsultaDeActas, _ mirada: Mirada) async throws -> [FilaDeActa] {
        let ahora = ventana.ahora
        return try await ventana.consultar(mirada) { $0.actas(consulta.filtro, ahora) }
    }

    // MARK: The wall

    private func muro(_ vista: Vigia.Vista, _ mirada: Mirada) -> HTML {
        let secciones = Dictionary(
            vista.fragmentos(mirada).map { ($0.id, HTML(yaEscapado: $0.html)) }, uniquingKeysWith: { a, _ in a })
        func seccion(_ id: String) -> HTML { secciones[id] ?? "" }
        let reservadas: HTML =
            mirada.reservado
            ? " <a href=\"/monitor/contiendas\">Contiendas</a> <a href=\"/monitor/personal\">Personal</a>" : ""
        return """
            <div class="muro" id="muro" data-vivo="/monitor/vivo" data-instante="\(String(vista.tablero.instante.microsegundos / 1000))">
            <div class="cabeza"><h1>Monitor</h1><p data-seccion="resumen">\(seccion("resumen"))</p>
            <p class="vigente" id="vigente">Cifras de las \(FechaHora(vista.tablero.instante, en: ventana.proceso.huso).sello.suffix(8).description)</p>
            <nav aria-label="Listas del monitor"><a href="/monitor/faltan">Actas que faltan</a>\(reservadas)</nav></div>
            <ol class="tuberia" data-seccion="pasos" aria-label="Actas por estado">\(seccion("pasos"))</ol>
            <section class="curva" data-seccion="curva" aria-label="Llegada de las actas">\(seccion("curva"))</section>
            <section class="alarmas" data-seccion="alarmas" aria-label="Alarmas" tabindex="0">\(seccion("alarmas"))</section>
            <section class="ritmo" data-seccion="ritmo" aria-label="Ritmo">\(seccion("ritmo"))</section>
            <section class="avance" data-seccion="avance" aria-label="Avance por elección">\(seccion("avance"))</section>
            <section class="mosaico"><h2>CATD, avance y estado</h2><ul data-seccion="mosaico">\(seccion("mosaico"))</ul></section>
            <section class="centros" data-seccion="centros" aria-label="Centros">\(seccion("centros"))</section>
            </div>
            """
    }

    // MARK: What is missing

    private func faltan(
        _ consulta: ConsultaDeActas, _ filas: [FilaDeActa], _ mirada: Mirada
    ) async throws -> HTML {
        let lista = try await ListaDeActas(ventana, mirada)
        let porMotivo = Dictionary(grouping: filas, by: \.motivo).mapValues(\.count)
            .sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        let resumen = HTML.unir(porMotivo.map { "<dt>\($0.key)</dt><dd>\($0.value)</dd>" as HTML })
        return """
            <h1>Actas que faltan</h1>
            \(lista.formulario(consulta, accion: "/monitor/faltan", estados: EtapaEnTablero.allCases.filter { $0.falta || $0 == .sinActa }))
            <p>\(Self.cuenta(filas))</p>
            <dl class="datos">\(resumen)</dl>
            <p><a href="/monitor/faltan.csv?\(consulta.sinPagina)">Descargar la lista (CSV)</a> · <a href="/monitor">Volver al monitor</a></p>
            \(lista.tabla(consulta, filas, ruta: "/monitor/faltan", conMotivo: true))
            """
    }

    /// The length of the list in terms of the figure of the wall: what it counts as a result already is told apart.
    private static func cuenta(_ filas: [FilaDeActa]) -> HTML {
        let sinActa = filas.count { $0.etapa == .sinActa }
        let correccion = filas.count { $0.conResultado && $0.etapa != .sinActa }
        let faltan = filas.count - sinActa - correccion
        guard sinActa + correccion > 0 else { return "<b>\(faltan)</b> actas sin resultado, por lo que esperan:" }
        return """
            <b>\(filas.count)</b> actas sin cifras definitivas: <b>\(faltan)</b> sin resultado, que son las que faltan; \
            <b>\(sinActa)</b> declaradas sin acta y <b>\(correccion)</b> en corrección, que el monitor cuenta con resultado. Por lo que esperan:
            """
    }

    private func csv(_ filas: [FilaDeActa]) -> [UInt8] {
        var csv = CSVDeConsola([
            "CLAVE_ACTA", "ELECCION", "DEMARCACION", "SECCION", "CASILLA", "CENTRO", "ESTADO", "MOTIVO", "RESPONSABLE",
            "DESDE", "MINUTOS", "CON_RESULTADO",
        ])
        for f in filas {
            let eleccion = ventana.catalogo.eleccion(de: f.acta)
            csv.fila([
                f.acta.claveActa, eleccion.id, f.acta.unidad.map { eleccion.unidades[$0].nombre } ?? "",
                f.acta.casilla.seccion.map { cifras($0, ancho: 4) } ?? "", f.acta.casilla.nombre, f.centro ?? "",
                f.etapa.nombre, f.motivo, f.responsable, f.desde?.sello(ventana.proceso.huso) ?? "",
                String(f.segundos / 60), f.conResultado ? "SI" : "NO",
            ])
        }
        return csv.bytes
    }
}

/// Lines that a spreadsheet opens as they are: BOM, quotes where they are needed, CRLF.
struct CSVDeConsola {
    private var texto = "\u{FEFF}"

    init(_ encabezado: [String]) { fila(encabezado) }

    mutating func fila(_ celdas: [String]) {
        texto += celdas.map(Self.celda).joined(separator: ",") + "\r\n"
    }

    /// A cell that a spreadsheet would take for a formula is quoted as text.
    private static func celda(_ valor: String) -> String {
        let segura = valor.first.map { "=+-@\t\r".contains($0) } == true && Int(valor) == nil ? "'" + valor : valor
        guard segura.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return segura }
        return "\"" + segura.replacing("\"", with: "\"\"") + "\""
    }

    var bytes: [UInt8] { Array(texto.utf8) }
}
