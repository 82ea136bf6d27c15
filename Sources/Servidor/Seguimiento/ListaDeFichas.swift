import Electoral
import Foundation
import Publicacion
import Seguimiento

/// What a list is asked for, as its address says.
struct FiltroDeLista: Sendable {
    let filtro: Archivo.Filtro
    let hoja: Hoja
    private let q: Formulario

    init(_ q: Formulario) {
        self.q = q
        hoja = Hoja(q, de: 50)
        var f = Archivo.Filtro()
        f.texto = String(q["texto"].prefix(200))
        f.estado = q.opcional("estado")
        f.mes = q.opcional("mes").flatMap(Mes.init(iso:))
        f.conConflicto = q["conflicto"] == "1"
        f.salto = hoja.salto
        f.limite = hoja.tamano
        filtro = f
    }

    var estaVacio: Bool {
        filtro.texto.isEmpty && filtro.estado == nil && filtro.mes == nil && !filtro.conConflicto && hoja.numero == 1
    }

    /// The query without the page.
    var consulta: String {
        let pares = ["texto", "estado", "mes", "conflicto"].filter { !q[$0].isEmpty }
        return pares.isEmpty ? "" : "?" + pares.map { "\($0)=\(Enlace.codificado(q[$0]))" }.joined(separator: "&")
    }
}

/// Records of a kind: search, month, state, conflicts.
struct ListaDeFichas {
    let lugar: Lugar
    let clase: Clase

    func pagina(_ f: FiltroDeLista, _ renglones: [Archivo.Renglon], total: Int, estados: [String?: Int]) -> HTML {
        let ruta = "/seguimiento/\(clase.carpeta)"
        let nueva: HTML =
            lugar.edita(clase.clave) && !clase.esUnica
            ? "<p><a class=\"boton\" href=\"/seguimiento/nueva/\(clase.carpeta)\">Registrar</a></p>" : ""
        let todas = estados.values.reduce(0, +)
        let tabla: HTML =
            renglones.isEmpty
            ? "<p>\(todas == 0 ? "No hay ninguna ficha todavía." : "Ninguna ficha coincide con ese filtro.")</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="\(clase.plural)"><table>
            <caption>\(total == todas ? "\(miles(total)) \(total == 1 ? "ficha" : "fichas")" : "\(miles(total)) de \(miles(todas)) fichas")</caption>
            <thead><tr>\(clase.fecha == nil ? "" : "<th scope=\"col\">\(nombre(clase.fecha))</th>" as HTML)<th scope="col">\(clase.nombre)</th>\
            \(clase.estado == nil ? "" : "<th scope=\"col\">\(nombre(clase.estado))</th>" as HTML)</tr></thead><tbody>
            \(HTML.unir(renglones.map(fila)))</tbody></table></div>
            \(f.hoja.ligas(ruta + f.consulta, hayMas: f.hoja.salto + renglones.count < total))
            """
        return lugar.pagina(
            clase.plural, aqui: lugar.pestana(de: clase),
            """
            <p class="migas">\(lugar.miga)</p>
            <div class="titular"><h1>\(clase.plural)</h1>\(nueva)</div>
            \(filtros(f, ruta, estados))\(tabla)
            """)
    }

    private func nombre(_ campo: String?) -> String { campo.flatMap(clase.campo).map(Nombres.columna) ?? "" }

    private func filtros(_ f: FiltroDeLista, _ ruta: String, _ estados: [String?: Int]) -> HTML {
        let estado: HTML =
            if let clave = clase.estado, case .opcion(let opciones)? = clase.campo(clave)?.tipo {
                """
                <div><label for="estado">\(nombre(clave))</label><select id="estado" name="estado"><option value="">Todos</option>\
                \(Opciones.de(opciones.map { ($0.clave, "\($0.nombre) (\(miles(estados[$0.clave] ?? 0)))") }, elegido: f.filtro.estado))</select></div>

                """
            } else {
                ""
            }
        let mes: HTML =
            clase.fecha == nil
            ? ""
            : """
            <div><label for="mes">Mes</label><input id="mes" name="mes" type="month" placeholder="2027-05" value="\(f.filtro.mes?.iso ?? "")"></div>

            """
        return """
            <form method="get" action="\(ruta)" class="fila filtros">
            <div><label for="texto">Con estas palabras</label><input id="texto" name="texto" value="\(f.filtro.texto)"></div>
            \(mes)\(estado)<div><label><input type="checkbox" name="conflicto" value="1"\(f.filtro.conConflicto ? " checked" : "" as HTML)>Sólo con conflictos</label></div>
            <button class="otro">Filtrar</button>\(f.estaVacio ? "" : " <a href=\"\(ruta)\">Quitar el filtro</a>" as HTML)</form>

            """
    }

    private func fila(_ r: Archivo.Renglon) -> HTML {
        let fecha: HTML = clase.fecha == nil ? "" : "<td class=\"corto\">\(Leida.momento(r.fecha))</td>"
        let estado: HTML = clase.estado == nil ? "" : "<td>\(PaginaDeRegistros.estado(r, clase))</td>"
        return """
            <tr>\(fecha)<th scope="row"><a href="\(ConsolaDeSeguimiento.ruta(r.clave))">\(String(Leida.sinFecha(r).prefix(220)))</a>\
            \(PaginaDeRegistros.conflictos(r.conflictos))</th>\(estado)</tr>

            """
    }
}

/// Every kind of record, by area.
struct PaginaDeRegistros {
    let lugar: Lugar

    func pagina(_ cuentas: [String: Int]) -> HTML {
        let areas = Clase.Area.allCases.map { area -> HTML in
            let clases = Clase.todas.filter { $0.area == area }.map { clase -> HTML in
                let n = cuentas[clase.clave] ?? 0
                let nueva: HTML =
                    lugar.edita(clase.clave) && !(clase.esUnica && n > 0)
                    ? " <a class=\"chica\" href=\"/seguimiento/nueva/\(clase.carpeta)\" aria-label=\"Registrar en \(clase.plural)\">Registrar</a>"
                    : ""
                return
                    "<li><a href=\"/seguimiento/\(clase.carpeta)\">\(clase.plural)</a> <span class=\"cuantas-fichas\">\(n)</span>\(nueva)</li>\n"
            }
            return "<section><h2>\(area.nombre)</h2>\n<ul>\(HTML.unir(clases))</ul></section>\n"
        }
        return lugar.pagina(
            "Registros", aqui: "/seguimiento/registros",
            "<h1>Registros</h1>\n<div class=\"areas\">\(HTML.unir(areas))</div>\n")
    }

    static func estado(_ r: Archivo.Renglon, _ clase: Clase) -> HTML {
        guard let estado = r.estado, let clave = clase.estado, let tipo = clase.campo(clave)?.tipo else { return "" }
        return "\(tipo.legible(Asiento(estado)))"
    }

    static func conflictos(_ n: Int) -> HTML {
        n == 0 ? "" : " <span class=\"pastilla\">\(n == 1 ? "1 conflicto" : "\(miles(n)) conflictos")</span>"
    }
}

/// What a search of everything found, by kind.
struct PaginaDeBusqueda {
    let lugar: Lugar

    func pagina(_ texto: String, _ hallados: [Archivo.Hallados]) -> HTML {
        let porClase = Dictionary(hallados.map { ($0.clase, $0) }, uniquingKeysWith: { a, _ in a })
        let grupos = Clase.todas.compactMap { clase -> HTML? in
            guard let suyos = porClase[clase.clave] else { return nil }
            let filas = suyos.renglones.map {
                """
                <li><a href="\(ConsolaDeSeguimiento.ruta($0.clave))">\($0.nombre)</a> <small>\(Leida.momento($0.fecha))</small>\
                \(PaginaDeRegistros.conflictos($0.conflictos))</li>

                """ as HTML
            }
            let mas: HTML =
                suyos.total > suyos.renglones.count
                ? "<p><a href=\"/seguimiento/\(clase.carpeta)?texto=\(Enlace.codificado(texto))\">Todos en \(clase.plural)</a></p>\n"
                : ""
            return
                "<h2>\(clase.plural) (\(miles(suyos.total)))</h2>\n<ul class=\"hallados\">\(HTML.unir(filas))</ul>\n\(mas)"
        }
        let resultado: HTML =
            texto.isEmpty
            ? "<p>Escriba un número de oficio, un nombre o unas palabras.</p>\n"
            : grupos.isEmpty
                ? "<p>Ninguna ficha tiene «\(texto)».</p>\n"
                : "<p>\(miles(hallados.reduce(0) { $0 + $1.total })) con «\(texto)»</p>\n\(HTML.unir(grupos))"
        return lugar.pagina("Buscar", aqui: "", "<h1>Buscar</h1>\n\(resultado)", buscado: texto)
    }
}

/// Who changed what, newest first.
struct PaginaDeMovimientos {
    let lugar: Lugar

    func pagina(_ m: [Archivo.Movimiento], _ hoja: Hoja) -> HTML {
        let filas = m.prefix(hoja.tamano).map { m -> HTML in
            let titulo: HTML =
                "<a href=\"\(ConsolaDeSeguimiento.ruta(m.clave))\">\(m.titulo.map { Nombres.titulo($0, de: m.clave) } ?? m.clave.id)</a>"
            let que = m.esRetiro ? "Retiró" : m.revision == 1 ? "Registró" : "Cambió"
            return """
                <tr><td class="corto">\(m.instante.sello(lugar.marco.huso))</td><td>\(lugar.autor(m.persona))</td><td>\(que)</td>\
                <td>\(Clase.de(m.clave.clase)?.nombre ?? m.clave.clase)</td><td>\(titulo)</td><td>\(m.motivo ?? "")</td></tr>

                """
        }
        let tabla: HTML =
            filas.isEmpty
            ? "<p>Nadie ha cambiado nada todavía.</p>\n"
            : """
            <div class="rollo" tabindex="0" role="region" aria-label="Movimientos"><table>
            <thead><tr><th scope="col">Cuándo</th><th scope="col">Quién</th><th scope="col">Qué hizo</th><th scope="col">Clase</th>\
            <th scope="col">Ficha</th><th scope="col">Motivo</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>
            \(hoja.ligas("/seguimiento/movimientos", hayMas: m.count > hoja.tamano))
            """
        return lugar.pagina("Movimientos", aqui: "/seguimiento/movimientos", "<h1>Movimientos</h1>\n\(tabla)")
    }
}
