import Electoral
import Operacion
import Publicacion

/// Time that has passed, in words that fit in a cell.
enum Lapso {
    static func texto(_ segundos: Int) -> String {
        switch segundos {
        case ..<60: return "menos de 1 min"
        case ..<3600: return "\(segundos / 60) min"
        case ..<86_400:
            let minutos = segundos / 60 % 60
            return minutos == 0 ? "\(segundos / 3600) h" : "\(segundos / 3600) h \(dosCifras(minutos)) min"
        default: return "\(segundos / 86_400) d \(segundos / 3600 % 24) h"
        }
    }

    static func desde(_ instante: Instante, hasta: Instante) -> String {
        texto(max(0, Int((hasta.microsegundos - instante.microsegundos) / 1_000_000)))
    }
}

/// One decimal, truncated: for walls, where the four of the norm do not fit.
func porCiento(_ n: Int, de total: Int) -> String {
    let p = Porcentaje(n, de: total).diezmilesimas / 1000
    return "\(p / 10).\(p % 10) %"
}

/// The sections of the wall. Each is replaced whole by the page when it changes.
struct MuroDeMonitor {
    let tablero: Tablero
    let huso: Huso

    init(_ tablero: Tablero, _ huso: Huso) {
        self.tablero = tablero
        self.huso = huso
    }

    var secciones: [Vigia.Fragmento] {
        [
            Vigia.Fragmento(id: "resumen", html: resumen.texto), Vigia.Fragmento(id: "pasos", html: pasos.texto),
            Vigia.Fragmento(id: "curva", html: GraficaDeLlegadas(tablero, huso).html.texto),
            Vigia.Fragmento(id: "ritmo", html: ritmo.texto), Vigia.Fragmento(id: "avance", html: avance.texto),
            Vigia.Fragmento(id: "mosaico", html: mosaico.texto),
            Vigia.Fragmento(id: "centros", html: centros.texto),
        ]
    }

    private var resumen: HTML {
        let capturadas = tablero.avance.reduce(0) { $0 + $1.capturadas }
        let corte =
            tablero.ultimoCorte.map {
                "Último corte: \(String($0.numero)), \(FechaHora($0.instante, en: huso).horaMinuto) h." as HTML
            } ?? "Sin cortes todavía."
        let siguiente =
            tablero.siguienteCorte.map { " Siguiente: \(FechaHora($0, en: huso).horaMinuto) h." as HTML } ?? ""
        return """
            <b>\(capturadas) de \(tablero.esperadas)</b> actas con resultado (\(porCiento(capturadas, de: tablero.esperadas)))\(incluye); \
            faltan <b>\(tablero.esperadas - capturadas)</b>. \(corte)\(siguiente)
            """
    }

    /// What the figure counts that has no figures of its own, so that it adds up with the lists.
    private var incluye: HTML {
        let partes = [(tablero.actas(.sinActa), "sin acta"), (tablero.enCorreccion, "en corrección")].filter {
            $0.0 > 0
        }
        .map { "\($0.0) \($0.1)" }
        return partes.isEmpty ? "" : ", con \(partes.joined(separator: " y "))"
    }

    private var pasos: HTML {
        HTML.unir(
            tablero.pasos.map { paso in
                // Only where somebody has something to do.
                let edad =
                    paso.etapa.falta && paso.etapa != .esperada
                    ? paso.masVieja.map { "espera máx. \(Lapso.texto($0))" as HTML } : nil
                let vacio = paso.actas == 0 ? " nada" : ""
                return """
                    <li class="paso p-\(paso.etapa.rawValue)\(vacio)"><a href="/actas?estado=\(paso.etapa.rawValue)">\
                    <span>\(paso.etapa.nombre)</span> <b>\(paso.actas)</b></a> <small>\(edad ?? "—")</small></li>
                    """
            })
    }

    private var ritmo: HTML {
        let filas = HTML.unir(
            tablero.ritmo.map {
                """
                <tr><th scope="row">\($0.paso)</th><td class="n">\($0.en5)</td><td class="n">\($0.en15)</td>\
                <td class="n">\($0.en60)</td></tr>
                """
            })
        let imagenes = tablero.deCasilla + tablero.deCATD
        return """
            <table><caption>Actos en los últimos minutos</caption>
            <thead><tr><th scope="col">Paso</th><th scope="col" class="n">5</th><th scope="col" class="n">15</th>\
            <th scope="col" class="n">60</th></tr></thead>
            <tbody>\(filas)</tbody></table>
            <dl class="datos"><dt>Desde la casilla</dt><dd>\(tablero.deCasilla) (\(porCiento(tablero.deCasilla, de: imagenes)))</dd>\
            <dt>Desde el CATD</dt><dd>\(tablero.deCATD) (\(porCiento(tablero.deCATD, de: imagenes)))</dd>\
            <dt>Capturas que difieren</dt><dd>\(tablero.distintas) de \(tablero.comparadas) \
            (\(porCiento(tablero.distintas, de: tablero.comparadas)))</dd></dl>
            """
    }

    private var avance: HTML {
        let filas = HTML.unir(
            tablero.avance.map {
                """
                <tr><th scope="row">\($0.titulo)</th><td class="n">\($0.capturadas) de \($0.esperadas)</td>\
                <td class="n">\(porCiento($0.capturadas, de: $0.esperadas))</td><td class="n">\($0.contabilizadas)</td>\
                <td class="n">\($0.sinActa)</td></tr>
                """
            })
        return """
            <table><caption>Avance por elección</caption>
            <thead><tr><th scope="col">Elección</th><th scope="col" class="n">Con resultado</th><th scope="col" class="n">%</th>\
            <th scope="col" class="n">Contabilizadas</th><th scope="col" class="n">Sin acta</th></tr></thead>
            <tbody>\(filas)</tbody></table>
            """
    }

    /// Every CATD as a tile: where to look without reading a table.
    private var mosaico: HTML {
        HTML.unir(
            tablero.centros.filter { $0.esperadas > 0 }.map { c in
                """
                <li class="s-\(c.situacion.rawValue)"><a href="/monitor/faltan?centro=\(Enlace.codificado(c.clave))">\
                <b>\(Self.corto(c.nombre))</b> <span>\(String(Self.entero(c.verificadas + c.sinActa, de: c.esperadas))) %</span> \
                <small>· \(c.situacion.nombre)</small></a></li>
                """
            })
    }

    private static func entero(_ n: Int, de total: Int) -> Int { total == 0 ? 0 : n * 100 / total }

    /// The name without the kind of centre, which the section already says.
    private static func corto(_ nombre: String) -> String {
        nombre.hasPrefix("CATD ") ? String(nombre.dropFirst(5)) : nombre
    }

    private var centros: HTML {
        let catd = tablero.centros.filter { $0.esperadas > 0 || $0.tipo == "CATD" }
        let ccv = tablero.centros.filter { $0.tipo == "CCV" }
        return """
            <div class="rollo" tabindex="0" role="region" aria-label="Tabla de CATD">
            <table class="ordenable" id="tabla-catd"><caption>CATD</caption>
            <thead><tr><th scope="col">Centro</th><th scope="col" class="n">Esperadas</th><th scope="col" class="n">Llegaron</th>\
            <th scope="col" class="n">Digitalizadas</th><th scope="col" class="n">Verificadas</th><th scope="col" class="n">Sin acta</th>\
            <th scope="col" class="n">Pendientes</th><th scope="col" class="n">Última actividad</th>\
            <th scope="col" class="n">La que más espera</th><th scope="col" class="n">Dentro</th><th scope="col">Estado</th></tr></thead>
            <tbody>\(HTML.unir(catd.map(fila)))</tbody></table></div>
            <div class="rollo" tabindex="0" role="region" aria-label="Tabla de CCV">
            <table class="ordenable" id="tabla-ccv"><caption>CCV</caption>
            <thead><tr><th scope="col">Centro</th><th scope="col" class="n">Capturas</th><th scope="col" class="n">Última actividad</th>\
            <th scope="col" class="n">Dentro</th><th scope="col">Estado</th></tr></thead>
            <tbody>\(HTML.unir(ccv.map(filaCCV)))</tbody></table></div>
            """
    }

    private func fila(_ c: Tablero.Centro) -> HTML {
        """
        <tr class="s-\(c.situacion.rawValue)"><th scope="row"><a href="/actas?centro=\(Enlace.codificado(c.clave))">\(c.nombre)</a></th>\
        <td class="n">\(c.esperadas)</td><td class="n">\(c.llegadas)</td><td class="n">\(c.digitalizadas)</td>\
        <td class="n">\(c.verificadas)</td><td class="n">\(c.sinActa)</td>\
        <td class="n"><a href="/monitor/faltan?centro=\(Enlace.codificado(c.clave))">\(c.pendientes)</a></td>\
        \(actividad(c))<td class="n" data-v="\(String(c.masVieja ?? -1))">\(c.masVieja.map(Lapso.texto) ?? "—")</td>\
        <td class="n">\(c.personas)</td>\(situacion(c))</tr>
        """
    }

    private func filaCCV(_ c: Tablero.Centro) -> HTML {
        """
        <tr><th scope="row">\(c.nombre)</th><td class="n">\(c.capturas)</td>\(actividad(c))<td class="n">\(c.personas)</td>\
        \(situacion(c))</tr>
        """
    }

    private func actividad(_ c: Tablero.Centro) -> HTML {
        guard let ultima = c.ultimaActividad else { return "<td class=\"n\" data-v=\"-1\">—</td>" }
        let segundos = max(0, Int((tablero.instante.microsegundos - ultima.microsegundos) / 1_000_000))
        return """
            <td class="n" data-v="\(String(segundos))" title="\(FechaHora(ultima, en: huso).sello)">hace \(Lapso.texto(segundos))</td>
            """
    }

    private func situacion(_ c: Tablero.Centro) -> HTML {
        let clase =
            switch c.situacion {
            case .detenido, .sinEnlace: " mal"
            case .completo, .trabaja: " bien"
            case .porIniciar: ""
            }
        return "<td><span class=\"pastilla\(clase)\">\(c.situacion.nombre)</span></td>"
    }

    static func alarmas(_ alarmas: [Alarma], _ ahora: Instante, _ huso: Huso) -> Vigia.Fragmento {
        guard !alarmas.isEmpty else {
            return Vigia.Fragmento(id: "alarmas", html: "<h2>Alarmas</h2><p class=\"nota\">Ninguna.</p>")
        }
        let filas = HTML.unir(
            alarmas.prefix(100).map { a in
                """
                <li class="\(a.grave ? "grave" : "leve")"><p><b>\(a.tipo.nombre)</b> \
                <time>\(FechaHora(a.desde, en: huso).horaMinuto)</time></p><p>\(a.texto) \(enlace(a))</p></li>
                """
            })
        let resto = alarmas.count > 100 ? "<p class=\"nota\">y \(alarmas.count - 100) más antiguas.</p>" as HTML : ""
        let graves = alarmas.count { $0.grave }
        return Vigia.Fragmento(
            id: "alarmas",
            html: ("<h2>Alarmas <small>\(alarmas.count), graves \(graves)</small></h2><ol>\(filas)</ol>\(resto)" as HTML)
                .texto)
    }

    private static func enlace(_ a: Alarma) -> HTML {
        if a.actas.count == 1, let acta = a.actas.first { return "<a href=\"/actas/\(String(acta))\">Ver el acta</a>" }
        if !a.actas.isEmpty {
            let ids = a.actas.map(String.init).joined(separator: ",")
            return "<a href=\"/actas?ids=\(ids)\">Ver las actas</a>"
        }
        if let centro = a.centro {
            return "<a href=\"/monitor/faltan?centro=\(Enlace.codificado(centro))\">Ver sus actas</a>"
        }
        return ""
    }
}
