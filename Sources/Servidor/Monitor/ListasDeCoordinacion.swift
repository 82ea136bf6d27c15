import Electoral
import Operacion
import Publicacion

/// Lists that only coordination sees: what could change a contest, and the work of each person.
struct ListasDeCoordinacion {
    let huso: Huso
    let ahora: Instante
    /// The acuerdo that lets the public site say it; nil when there is none.
    var acuerdo: String?

    private var publica: HTML {
        acuerdo.map {
            "El sitio público dice de cada contienda si el primer lugar puede cambiar, conforme al acuerdo \($0). Esta lista es de la coordinación."
        } ?? "Reservado a la coordinación: no se publica ni se comunica."
    }

    func contiendas(_ contiendas: [MargenDeContienda]) -> HTML {
        let cambian = contiendas.count { $0.margen.puedeCambiar }
        let filas = HTML.unir(contiendas.map(fila))
        return """
            <h1>Contiendas y lo que falta</h1>
            <p class="aviso">\(publica) No es una estimación: compara la ventaja con la \
            cota más amplia posible, que supone que todos los votos que caben en las actas que faltan y en las no contabilizadas fueran \
            para una sola candidatura.</p>
            <p>El primer lugar todavía puede cambiar en <b>\(cambian) de \(contiendas.count)</b> contiendas. \
            <a href="/monitor/contiendas.csv">Descargar (CSV)</a> · <a href="/monitor/contiendas.json">Descargar (JSON)</a> · <a href="/monitor">Volver al monitor</a></p>
            <div class="rollo" tabindex="0" role="region" aria-label="Contiendas">
            <table class="ordenable"><caption>Ventaja y votos que faltan; a las \(FechaHora(ahora, en: huso).sello)</caption>
            <thead><tr><th scope="col">Elección</th><th scope="col">Demarcación</th><th scope="col">¿Puede cambiar?</th>\
            <th scope="col" class="n">Ventaja</th><th scope="col" class="n">Votos que caben</th><th scope="col">Primer lugar</th>\
            <th scope="col" class="n">Votos</th><th scope="col">Segundo lugar</th><th scope="col" class="n">Votos</th>\
            <th scope="col" class="n">Contabilizadas</th><th scope="col" class="n">Por procesar</th>\
            <th scope="col" class="n">No contabilizadas</th></tr></thead>
            <tbody>\(filas)</tbody></table></div>
            """
    }

    private func fila(_ c: MargenDeContienda) -> HTML {
        let m = c.margen
        let estado: HTML =
            m.puedeCambiar
            ? "<span class=\"pastilla\">\(m.primera?.votos ?? 0 == 0 ? "Sin votos" : m.empate ? "Empate" : "Puede cambiar")</span>"
            : "<span class=\"pastilla bien\">Ya no</span>"
        let sinCota: HTML = m.sinCota > 0 ? " y \(m.sinCota) actas sin límite conocido" : ""
        return """
            <tr><th scope="row">\(c.titulo)</th><td>\(c.nombre)</td><td>\(estado)</td><td class="n">\(m.ventaja)</td>\
            <td class="n" data-v="\(String(m.cota))">\(m.cota)\(sinCota)</td><td>\(c.primera)</td>\
            <td class="n">\(m.primera?.votos ?? 0)</td><td>\(c.segunda)</td><td class="n">\(m.segunda?.votos ?? 0)</td>\
            <td class="n">\(c.contabilizadas) de \(c.esperadas)</td><td class="n">\(m.pendientes)</td>\
            <td class="n">\(m.noContabilizadas)</td></tr>

            """
    }

    static func csv(_ contiendas: [MargenDeContienda]) -> [UInt8] {
        var csv = CSVDeConsola([
            "ELECCION", "DEMARCACION", "PRIMER_LUGAR", "VOTOS_PRIMERO", "SEGUNDO_LUGAR", "VOTOS_SEGUNDO", "VENTAJA",
            "ESPERADAS", "CONTABILIZADAS", "POR_PROCESAR", "NO_CONTABILIZADAS", "COTA_DE_VOTOS", "ACTAS_SIN_COTA",
            "PUEDE_CAMBIAR",
        ])
        for c in contiendas {
            let m = c.margen
            csv.fila(
                [c.eleccion, c.nombre, c.primera, "\(m.primera?.votos ?? 0)", c.segunda, "\(m.segunda?.votos ?? 0)"]
                    + [m.ventaja, c.esperadas, c.contabilizadas, m.pendientes, m.noContabilizadas, m.cota, m.sinCota]
                    .map(String.init) + [m.puedeCambiar ? "SI" : "NO"])
        }
        return csv.bytes
    }

    func personal(_ personal: [TrabajoDePersona], _ nombres: [Persona: String]) -> HTML {
        let capturas = personal.reduce(0) { $0 + $1.juzgadas }
        let erradas = personal.reduce(0) { $0 + $1.erradas }
        let filas = HTML.unir(personal.map { fila($0, nombres[$0.persona] ?? "Persona \($0.persona.id)") })
        return """
            <h1>Personal</h1>
            <p class="aviso">Reservado a la coordinación. Una captura difiere cuando sus cifras no son las finales del acta, sin importar \
            quién capturó primero. No se juzgan las capturas de una imagen que después se volvió a digitalizar. La hora trabajada se \
            cuenta en cuartos de hora con actividad.</p>
            <p>\(personal.count) personas con actividad; difieren \(erradas) de \(capturas) capturas (\(porCiento(erradas, de: capturas))). \
            <a href="/monitor/personal.csv">Descargar (CSV)</a> · <a href="/monitor">Volver al monitor</a></p>
            <div class="rollo" tabindex="0" role="region" aria-label="Personal">
            <table class="ordenable"><caption>Productividad y error por persona</caption>
            <thead><tr><th scope="col">Persona</th><th scope="col">Centro</th><th scope="col" class="n">Acopio</th>\
            <th scope="col" class="n">Imágenes</th><th scope="col" class="n">Capturas</th><th scope="col" class="n">Por hora</th>\
            <th scope="col" class="n">Difieren</th><th scope="col" class="n">%</th><th scope="col" class="n">Decisiones</th>\
            <th scope="col" class="n">Cotejos</th><th scope="col" class="n">Solicitudes</th><th scope="col" class="n">Último acto</th></tr></thead>
            <tbody>\(filas)</tbody></table></div>
            """
    }

    private func fila(_ p: TrabajoDePersona, _ nombre: String) -> HTML {
        let ritmo = p.capturasPorHora
        return """
            <tr><th scope="row">\(nombre)</th><td>\(SedeCentral.enPalabras(p.centro))</td><td class="n">\(p.acopios)</td><td class="n">\(p.digitalizaciones)</td>\
            <td class="n">\(p.capturas)</td><td class="n" data-v="\(String(ritmo ?? -1))">\(ritmo.map(Self.decimal) ?? "—")</td>\
            <td class="n">\(p.erradas)</td><td class="n" data-v="\(String(p.porcentajeDeError.diezmilesimas))">\
            \(p.juzgadas == 0 ? "—" : porCiento(p.erradas, de: p.juzgadas))</td><td class="n">\(p.decisiones)</td>\
            <td class="n">\(p.cotejos)</td><td class="n">\(p.solicitudes)</td>\
            <td class="n" data-v="\(String(p.ultima.microsegundos))">\(FechaHora(p.ultima, en: huso).horaMinuto)</td></tr>

            """
    }

    private static func decimal(_ decimas: Int) -> String { "\(decimas / 10).\(decimas % 10)" }

    static func csv(_ personal: [TrabajoDePersona], _ nombres: [Persona: String], _ huso: Huso) -> [UInt8] {
        var csv = CSVDeConsola([
            "PERSONA", "NOMBRE", "CENTRO", "ACOPIO", "IMAGENES", "CAPTURAS", "CAPTURAS_POR_HORA", "JUZGADAS",
            "DIFIEREN",
            "PORCENTAJE", "DECISIONES", "COTEJOS", "SOLICITUDES", "PRIMER_ACTO", "ULTIMO_ACTO",
        ])
        for p in personal {
            csv.fila([
                String(p.persona.id), nombres[p.persona] ?? "", p.centro, String(p.acopios), String(p.digitalizaciones),
                String(p.capturas), p.capturasPorHora.map(decimal) ?? "", String(p.juzgadas), String(p.erradas),
                p.porcentajeDeError.texto, String(p.decisiones), String(p.cotejos), String(p.solicitudes),
                p.primera.sello(huso), p.ultima.sello(huso),
            ])
        }
        return csv.bytes
    }
}
