import Almacen
import Electoral
import Operacion
import Publicacion
import Seguimiento

/// One difusor: how it is, whom to call, what can be done about it, what happened, and what it has handed in.
struct PaginaDeDifusor {
    let lugar: Lugar
    let visto: DifusorVisto
    let vista: VigiaDeDifusion.Vista
    /// One more than are shown, when there are more.
    let hechos: [HechoDeDifusion]
    let filtro: FiltroDeHechos
    let ordenes: [Orden]
    let incidencias: [Incidencia]
    let escrito: Formulario
    /// Whether its record can be opened.
    let conRegistro: Bool
    /// What writes documents; nil where records are not followed.
    let escribania: Escribania?

    private var huso: Huso { lugar.marco.huso }
    private var atiende: Bool { DeDifusion.roles.contains(lugar.identidad.rol) }

    var html: HTML {
        """
        <p class="migas"><a href="\(ConsolaDeDifusion.raiz)">Difusores</a></p>
        <div class="titular"><h1>\(visto.nombre) <small>\(visto.estado)</small></h1>\(ligas)</div>
        \(pendientes)\(TarjetaDeOrden(marco: lugar.marco, identidad: lugar.identidad, ahora: vista.instante).pendientes(ordenes, regresar: visto.ruta))\
        <div class="dos ancho difusor"><div>
        \(parte("estado", estado))\(parte("acciones", acciones))
        </div><div>
        \(parte("contactos", contactos))\(parte("transmision", transmision))\(parte("incidencias", incidentes))\(parte("documentos", documentos))
        </div></div>
        \(HistoriaDeDifusor(hechos: hechos, filtro: filtro, ruta: visto.ruta, huso: huso).html)\
        \(requisitos)\(hechas)
        """
    }

    /// A part that a phone puts in another order: whom to call comes before what to write down of it.
    private func parte(_ clase: HTML, _ contenido: HTML) -> HTML {
        contenido.texto.isEmpty ? "" : "<div class=\"p-\(clase)\">\(contenido)</div>\n"
    }

    private var ligas: HTML {
        guard let registrado = visto.registrado, conRegistro else { return "" }
        let editar: HTML =
            lugar.edita("difusor")
            ? " <a class=\"boton otro\" href=\"\(ConsolaDeSeguimiento.ruta(registrado.ficha.clave))/editar\">Editar</a>"
            : ""
        return
            "<p><a class=\"boton otro\" href=\"\(ConsolaDeSeguimiento.ruta(registrado.ficha.clave))\">Su ficha</a>\(editar)</p>"
    }

    private var pendientes: HTML {
        let todo = visto.porHacer(huso)
        guard !todo.isEmpty else { return "" }
        let lista = HTML.unir(todo.map { "<li>\($0)</li>" as HTML })
        return "<div class=\"aviso\"><h2>Por hacer</h2><ul>\(lista)</ul></div>\n"
    }

    // MARK: How it is

    private var estado: HTML {
        let s = visto.situacion
        var pares: [(String, HTML)] = [("Estado", "\(visto.estado)\(desde)")]
        if let suspension = s.suspension, visto.salud.estado == .suspendido {
            pares.append(("Motivo", "\(suspension.texto)"))
            pares.append(("Aviso en su sitio", aviso(s.aviso)))
            pares.append(("Prueba desde entonces", visto.salud.probado ? "Lograda" : "Ninguna lograda"))
        }
        let corte = visto.salud.corte.map { "\($0)" } ?? "Ninguno"
        let atraso = visto.atraso.map {
            $0.cortes == 1
                ? ". Le falta 1, desde hace \(Lapso.texto($0.segundos))"
                : ". Le faltan \(miles($0.cortes)), el primero desde hace \(Lapso.texto($0.segundos))"
        }
        pares.append(
            ("Último corte que tiene", "\(corte)\(atraso ?? (visto.salud.corte == nil ? "" : ". Es el último"))"))
        pares.append(
            ("Último envío", s.envio.map { "\(Transferencia.texto($0)), \($0.instante.sello(huso))" } ?? "Ninguno"))
        if let tropiezo = s.tropiezo {
            pares.append(("Último intento fallido", "\(tropiezo.instante.sello(huso)): \(tropiezo.texto)"))
        }
        pares.append(("Su sitio público", sitio))
        if let llamada = s.llamada {
            pares.append(
                ("Última llamada", "\(llamada.instante.sello(huso)), \(llamada.nombre ?? ""). \(llamada.texto)"))
        }
        return
            "<h2>Cómo está</h2>\n<dl class=\"datos\">\(HTML.unir(pares.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }))</dl>\n"
    }

    private var desde: HTML { visto.salud.desde.map { " desde el \($0.sello(huso))" } ?? "" }

    private func aviso(_ h: HechoDeDifusion?) -> HTML {
        switch h?.tipo {
        case .aviso?: "Se dejó el \(h?.instante.sello(huso) ?? "")"
        case .avisoPendiente?: "No se ha podido dejar: \(h?.texto ?? "")"
        default: "Por dejar"
        }
    }

    private var sitio: HTML {
        let enlace: HTML =
            visto.registrado?.ficha["enlace"].map { "<a href=\"\($0)\" rel=\"noreferrer\">\($0)</a>. " } ?? ""
        if let anomalia = visto.salud.anomalia {
            return
                "\(enlace)<span class=\"pastilla mal\">Anomalía</span> \(anomalia.instante.sello(huso)): <span class=\"texto\">\(anomalia.texto)</span>"
        }
        guard let revision = visto.situacion.revision else { return "\(enlace)Sin revisar" }
        return "\(enlace)Como debe, revisado el \(revision.instante.sello(huso))"
    }

    // MARK: Whom to call

    private var contactos: HTML {
        // Telephones are for whoever may need them tonight.
        guard !lugar.identidad.rol.soloLectura else { return "" }
        let filas = (visto.registrado?.contactos ?? []).map { c -> HTML in
            let telefono = c.telefono.filter { $0.isNumber || $0 == "+" }
            let correo: HTML = c.correo.isEmpty ? "" : "<br><span class=\"clave\">\(c.correo)</span>"
            return """
                <li><b>\(c.nombre)</b>\(c.cargo.isEmpty ? "" : ", \(c.cargo)")<br><a class="telefono" href="tel:\(telefono)">\(c.telefono)</a> \
                \(c.horario.isEmpty ? "" : "<small>\(c.horario)</small>" as HTML)\(correo)</li>

                """
        }
        return """
            <h2>A quién llamar</h2>
            \(filas.isEmpty ? "<p>Sin personal técnico registrado.</p>\n" : "<ul class=\"contactos\">\(HTML.unir(filas))</ul>\n" as HTML)
            """
    }

    private var transmision: HTML {
        guard let f = visto.registrado?.ficha, !lugar.identidad.rol.soloLectura else { return "" }
        guard let servidor = f["servidor"] else {
            return "<h2>Transmisión</h2>\n<p>Sin datos de servidor: no se le transmite.</p>\n"
        }
        let pares = [
            ("Servidor", servidor + (f["puerto"].map { ":\($0)" } ?? "")), ("Cuenta", f["cuenta"] ?? "Falta"),
            ("Carpeta", f["carpeta"] ?? "Falta"),
            ("Llaves", f.lista("llaves_del_servidor").isEmpty ? "Faltan" : "\(f.lista("llaves_del_servidor").count)"),
            ("Tope", f["tope"].map { "\($0) kbit/s" } ?? "Sin tope"),
        ].map { "<dt>\($0.0)</dt><dd class=\"clave\">\($0.1)</dd>" as HTML }
        return "<h2>Transmisión</h2>\n<dl class=\"datos\">\(HTML.unir(pares))</dl>\n"
    }

    private var incidentes: HTML {
        guard !incidencias.isEmpty, VenIncidencias.roles.contains(lugar.identidad.rol) else { return "" }
        let filas = incidencias.prefix(10).map {
            "<li><a href=\"/incidencias/folio/\(String($0.folio))\">Incidencia \(String($0.folio))</a> \(Pastilla.estado($0.estado)) <small>\($0.detectada.sello(huso))</small></li>\n"
                as HTML
        }
        return "<h2>Incidencias</h2>\n<ul class=\"hallados\">\(HTML.unir(filas))</ul>\n"
    }

    /// What can be written of it: its memoria técnica.
    private var documentos: HTML {
        guard conRegistro, let escribania, let registrado = visto.registrado else { return "" }
        return ConsolaDeDocumentos.ligas(registrado.ficha, escribania, lugar)
    }

    // MARK: What can be done

    private var acciones: HTML {
        guard atiende else { return "" }
        return """
            <h2>Qué hacer</h2>
            <div class="acciones">\(llamada)\(prueba)\(visto.salud.transmite ? suspension : reactivacion)</div>

            """
    }

    private func forma(_ acto: String, _ rotulo: HTML, abierta: Bool, _ campos: HTML) -> HTML {
        """
        <details class="entrega"\(abierta ? " open" : "" as HTML)><summary>\(rotulo)</summary>
        <form method="post" action="\(visto.ruta)/\(acto)">\(Oculto.campos(lugar.identidad))\(campos)</form></details>

        """
    }

    private var llamada: HTML {
        let contactos = visto.registrado?.contactos ?? []
        let nombres = contactos.map { "<option value=\"\($0.nombre)\"></option>" as HTML }
        let resultados = LlamadaADifusor.Resultado.allCases.map { ($0.rawValue, $0.nombre) }
        return forma(
            "llamada", "Anotar una llamada", abierta: visto.situacion.hayQueLlamar || !escrito["resultado"].isEmpty,
            """
            <div class="rejilla"><div><label for="con">A quién</label>\
            <input id="con" name="con" list="contactos" maxlength="200" required value="\(escrito.opcional("con") ?? contactos.first?.nombre ?? "")">\
            <datalist id="contactos">\(HTML.unir(nombres))</datalist></div>
            <div><label for="resultado">Cómo terminó</label><select id="resultado" name="resultado" required>\
            \(Opciones.de(resultados, elegido: escrito["resultado"]))</select></div>
            <div class="todo"><label for="texto">Qué se dijo</label>\
            <textarea id="texto" name="texto" maxlength="1000" rows="2">\(escrito["texto"])</textarea></div></div>
            <p><button>Anotar</button></p>
            """)
    }

    private var prueba: HTML {
        let seTransmite = visto.registrado?.seTransmite ?? true
        if visto.situacion.pruebaPendiente {
            return
                "<p class=\"nota\">Hay una prueba pedida; la hace el programa de difusión y aquí aparece su resultado.</p>\n"
        }
        guard seTransmite else { return "" }
        return forma(
            "prueba", "Pedir una prueba", abierta: visto.salud.estado == .suspendido && !visto.salud.probado,
            """
            <p class="nota">Una transferencia pequeña que recorre todo el camino y se lee de regreso. No cambia lo que su público ve.</p>
            <p><button class="otro">Pedir la prueba</button></p>
            """)
    }

    private var suspension: HTML {
        forma(
            "suspension", "Suspender la transmisión", abierta: !escrito["motivo"].isEmpty,
            """
            <p class="nota">Deja de recibir cortes, en su sitio queda un aviso y su liga se deshabilita en la lista pública. \
            Para volver hace falta una prueba lograda y dos personas.</p>
            <label for="motivo">Motivo</label><input id="motivo" name="motivo" maxlength="500" required value="\(escrito["motivo"])">
            <p><button class="grave">Suspender</button></p>
            """)
    }

    private var reactivacion: HTML {
        guard !visto.porAutorizar else { return "" }
        guard visto.salud.probado else {
            return
                "<p class=\"nota\">Su reactivación se pide después de una prueba lograda; la autoriza otra persona.</p>\n"
        }
        return forma(
            "reactivacion", "Pedir su reactivación", abierta: true,
            """
            <p class="nota">La prueba se logró. Usted la pide y otra persona de difusión o coordinación la autoriza.</p>
            <label for="motivo">Qué se corrigió</label><input id="motivo" name="motivo" maxlength="500" required value="\(escrito["motivo"])">
            <p><button>Pedir la reactivación</button></p>
            """)
    }

    // MARK: What it has handed in

    private var requisitos: HTML {
        guard let registrado = visto.registrado else {
            return vista.registro.seLleva
                ? "<h2 id=\"requisitos\">Requisitos</h2>\n<p>No está en el registro de difusores.</p>\n" : ""
        }
        let r = RequisitosDeDifusor(registrado, vista.registro.plazos, hoy: lugar.hoy)
        let filas = r.todos.map {
            """
            <tr><th scope="row">\($0.nombre)</th><td data-c="Situación">\(Self.estado($0.estado))</td><td data-c="Detalle">\($0.detalle)</td>\
            <td data-c="Plazo" class="corto">\($0.limite.map(Leida.fecha) ?? "")</td></tr>

            """ as HTML
        }
        return """
            <h2 id="requisitos">Requisitos: \(r.completos) de \(r.aplican)</h2>
            <table class="difusores requisitos"><caption class="oculto">Lo que la convocatoria pide</caption>
            <thead><tr><th scope="col">Requisito</th><th scope="col">Situación</th><th scope="col">Detalle</th><th scope="col">Plazo</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table>

            """
    }

    private static func estado(_ e: RequisitosDeDifusor.Requisito.Estado) -> HTML {
        switch e {
        case .completo: "<span class=\"pastilla bien\">Completo</span>"
        case .tarde: "<span class=\"pastilla bien\">Completo</span> <small>después del plazo</small>"
        case .falta: "<span class=\"pastilla\">Falta</span>"
        case .vencido: "<span class=\"pastilla mal\">Falta, venció</span>"
        case .porAnotar: "<span class=\"pastilla neutra\">Por anotar</span>"
        case .noAplica: "<span class=\"gris\">No aplica</span>"
        }
    }

    private var hechas: HTML {
        TarjetaDeOrden(marco: lugar.marco, identidad: lugar.identidad, ahora: vista.instante).hechas(ordenes)
    }
}
