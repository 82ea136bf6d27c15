import Almacen
import Electoral
import Operacion
import Publicacion
import Seguimiento

/// Every difusor in one table, with its totals. Each section is replaced whole by the page when it changes.
struct TableroDeDifusion {
    let vista: VigiaDeDifusion.Vista
    let huso: Huso

    init(_ vista: VigiaDeDifusion.Vista, _ huso: Huso) {
        self.vista = vista
        self.huso = huso
    }

    var secciones: [Vigia.Fragmento] {
        [
            Vigia.Fragmento(id: "resumen", html: resumen.texto), Vigia.Fragmento(id: "totales", html: totales.texto),
            Vigia.Fragmento(id: "tabla", html: tabla.texto),
        ]
    }

    private func hora(_ instante: Instante) -> String { FechaHora(instante, en: huso).horaMinuto }

    private var resumen: HTML {
        vista.ultimoCorte.map {
            "Último corte: <b>\(String($0.numero))</b>, de las \(hora($0.instante))." as HTML
        } ?? "Todavía no hay cortes que enviar."
    }

    // MARK: Totals

    private var totales: HTML {
        let vigentes = vista.difusores.filter { $0.rango != .declino }
        let seTransmite = vigentes.count { $0.rango != .sinServidor }
        func cuenta(_ rango: DifusorVisto.Rango) -> Int { vigentes.count { $0.rango == rango } }
        let alDia = vigentes.count { $0.salud.estado == .bien && $0.atraso == nil }
        let anomalias = vigentes.count { $0.salud.anomalia != nil }
        let llamadas = vigentes.count { $0.situacion.hayQueLlamar }
        return HTML.unir([
            tarjeta(alDia, "de \(miles(seTransmite)) con el último corte", "bien"),
            tarjeta(cuenta(.falla), "en falla", "aviso"), tarjeta(cuenta(.suspendido), "suspendidos", "mal"),
            tarjeta(anomalias, "con anomalía en su sitio", "mal"), tarjeta(llamadas, "por llamar", "aviso"),
            tarjeta(cuenta(.sinIniciar), "sin iniciar", ""), tarjeta(cuenta(.sinServidor), "sin datos de servidor", ""),
        ])
    }

    private func tarjeta(_ n: Int, _ texto: String, _ clase: String) -> HTML {
        "<li class=\"\(n == 0 && clase != "bien" ? "nada" : clase)\"><b>\(n)</b> <span>\(texto)</span></li>"
    }

    // MARK: Table

    private var tabla: HTML {
        guard !vista.difusores.isEmpty else {
            return vista.registro.seLleva
                ? "<p>No hay difusores registrados. Se registran en «Difusores oficiales».</p>\n"
                : "<p>No se ha enviado nada a ningún difusor.</p>\n"
        }
        return """
            <table class="difusores atencion"><caption class="oculto">Difusores, primero los que necesitan atención</caption>
            <thead><tr><th scope="col">Difusor</th><th scope="col">Estado</th><th scope="col">Último corte que tiene</th>\
            <th scope="col">Último envío</th><th scope="col">Su sitio público</th><th scope="col">Por hacer</th>\
            <th scope="col">Requisitos</th></tr></thead><tbody>
            \(HTML.unir(vista.difusores.map(fila)))</tbody></table>
            """
    }

    private func fila(_ v: DifusorVisto) -> HTML {
        let pendientes = v.porHacer(huso)
        let porHacer: HTML =
            pendientes.isEmpty
            ? "<span class=\"gris\">Nada</span>"
            : HTML.unir(pendientes.map { "<span class=\"pendiente\">\($0)</span>" as HTML })
        return """
            <tr class="r-\(v.rango.clase)"><th scope="row"><a href="\(v.ruta)">\(v.nombre)</a>\(subtitulo(v))</th>\
            <td data-c="Estado">\(v.estado)\(desde(v))</td><td data-c="Último corte que tiene">\(corte(v))</td>\
            <td data-c="Último envío">\(envio(v))</td><td data-c="Su sitio público">\(sitio(v))</td>\
            <td data-c="Por hacer">\(porHacer)</td><td data-c="Requisitos">\(requisitos(v))</td></tr>

            """
    }

    private func subtitulo(_ v: DifusorVisto) -> HTML {
        if v.registrado == nil, vista.registro.seLleva { return " <small>no está en el registro</small>" }
        return v.nombre == v.clave ? "" : " <small class=\"clave\">\(v.clave)</small>"
    }

    private func desde(_ v: DifusorVisto) -> HTML {
        v.salud.desde.map { " <small>desde \(Cuando.texto($0, vista.instante, huso))</small>" } ?? ""
    }

    private func corte(_ v: DifusorVisto) -> HTML {
        if v.rango == .sinServidor || v.rango == .declino { return "<span class=\"gris\">No se le transmite</span>" }
        let suyo: HTML =
            v.salud.corte.map { corte in
                let cuando = v.salud.actualizado.map { Cuando.texto($0, vista.instante, huso) }
                let detalle = [cuando, v.atraso == nil ? "al corriente" : nil].compactMap(\.self)
                return "<b>\(String(corte))</b> <small>\(detalle.joined(separator: ", "))</small>"
            } ?? "Ninguno"
        guard let atraso = v.atraso else { return suyo }
        let cortes = atraso.cortes == 1 ? "le falta 1 desde hace" : "le faltan \(miles(atraso.cortes)) desde hace"
        return "\(suyo) <span class=\"tarde\">\(cortes) \(Lapso.texto(atraso.segundos))</span>"
    }

    private func envio(_ v: DifusorVisto) -> HTML {
        let logrado: HTML? = v.situacion.envio.map { h in
            let cuanto = h.bytes.map { Transferencia.kB($0) },
                tiempo = h.milisegundos.map { Transferencia.segundos($0) }
            let linea = [cuanto, tiempo, Transferencia.velocidad(h)].compactMap(\.self).joined(separator: " · ")
            return "<span class=\"corto\">\(linea)</span>"
        }
        let tropiezo: HTML? = v.situacion.tropiezo.map {
            "<span class=\"tarde\">Falló \(Cuando.texto($0.instante, vista.instante, huso))</span>"
        }
        let partes = [logrado, tropiezo].compactMap(\.self)
        return partes.isEmpty ? "<span class=\"gris\">Ninguno</span>" : HTML.unir(partes.map { "\($0) " as HTML })
    }

    private func sitio(_ v: DifusorVisto) -> HTML {
        if let anomalia = v.salud.anomalia {
            return """
                <span class="pastilla mal">Anomalía</span> <small>\(Cuando.texto(anomalia.instante, vista.instante, huso)): \
                \(Leida.corto(anomalia.texto))</small>
                """
        }
        if let revision = v.situacion.revision {
            return "Como debe <small>\(Cuando.texto(revision.instante, vista.instante, huso))</small>"
        }
        return v.registrado != nil && v.registrado?.ficha["enlace"] == nil
            ? "<span class=\"gris\">Sin dirección</span>" : "<span class=\"gris\">Sin revisar</span>"
    }

    private func requisitos(_ v: DifusorVisto) -> HTML {
        guard let registrado = v.registrado, !registrado.declino else { return "" }
        let r = RequisitosDeDifusor(registrado, vista.registro.plazos, hoy: Dia(vista.instante, en: huso))
        let vencidos: HTML = r.vencidos == 0 ? "" : " <span class=\"tarde\">\(r.vencidos) fuera de plazo</span>"
        return "<a href=\"\(v.ruta)#requisitos\">\(r.completos) de \(r.aplican)</a>\(vencidos)"
    }
}

extension DifusorVisto.Rango {
    fileprivate var clase: String {
        switch self {
        case .suspendido, .anomalia: "mal"
        case .falla: "aviso"
        case .bien: "bien"
        case .sinIniciar, .sinServidor, .declino: "neutra"
        }
    }
}

/// When something was, as short as it can be told: the hour alone on the same day.
enum Cuando {
    static func texto(_ instante: Instante, _ ahora: Instante, _ huso: Huso) -> String {
        let hora = FechaHora(instante, en: huso).horaMinuto
        let dia = Dia(instante, en: huso)
        return dia == Dia(ahora, en: huso) ? hora : "\(dosCifras(dia.dia))/\(dosCifras(dia.mes)) \(hora)"
    }
}
