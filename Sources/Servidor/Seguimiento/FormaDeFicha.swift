import Almacen
import Electoral
import Foundation
import Publicacion
import Seguimiento

/// The form of a record, made from the declaration of its kind.
struct FormaDeFicha {
    let lugar: Lugar
    let clase: Clase
    let borrador: Borrador
    /// Nil for a new one.
    let clave: ClaveDeFicha?
    /// Id typed for a new one.
    var id = ""
    let revision: Int
    var motivo = ""
    /// Records to choose from, by kinds joined with commas; nil where there are too many to list.
    let opciones: [String: [Archivo.Renglon]?]
    var reparos: [Reparo] = []
    /// What somebody else saved meanwhile.
    var ajeno: CambioAjeno?

    /// What somebody else saved while this was being edited.
    struct CambioAjeno {
        let persona: String
        let cuando: String
        let diferencias: [Diferencia]
    }

    /// References that are chosen from a list.
    static let maximoDeOpciones = 60

    /// Groups of kinds that references of a kind of record point to.
    static func destinos(_ clase: Clase) -> Set<[String]> {
        var grupos: Set<[String]> = []
        func ver(_ tipo: Campo.Tipo) {
            switch tipo {
            case .referencia(let clases): grupos.insert(clases)
            case .lista(let tipo): ver(tipo)
            case .grupos(let campos): for campo in campos { ver(campo.tipo) }
            default: break
            }
        }
        for campo in clase.campos { ver(campo.tipo) }
        return grupos
    }

    static func opciones(_ clase: Clase, _ archivo: Archivo) throws -> [String: [Archivo.Renglon]?] {
        var opciones: [String: [Archivo.Renglon]?] = [:]
        for clases in destinos(clase) {
            opciones[clases.joined(separator: ",")] = .some(try archivo.opciones(clases, limite: maximoDeOpciones))
        }
        return opciones
    }

    private var ruta: String {
        clave.map { "\(ConsolaDeSeguimiento.ruta($0))/editar" } ?? "/seguimiento/\(clase.carpeta)"
    }

    var pagina: HTML {
        let titulo = clave == nil ? "\(clase.nombre): nueva ficha" : "Editar \(clase.nombre.lowercased())"
        let regreso = clave.map(ConsolaDeSeguimiento.ruta) ?? "/seguimiento/\(clase.carpeta)"
        let campos = clase.campos.filter { $0.clave != FichaDeSeguimiento.adjuntos }
        let porCampo = Dictionary(grouping: reparos, by: \.campo)
        var cuerpo: HTML = ""
        var simples: [HTML] = []
        func cerrar() {
            if !simples.isEmpty { cuerpo += "<div class=\"rejilla\">\(HTML.unir(simples))</div>\n" }
            simples = []
        }
        for campo in campos {
            if campo.tipo.esSimple {
                simples.append(simple(campo.clave, campo, porCampo))
            } else {
                cerrar()
                cuerpo += renglones(campo, porCampo)
            }
        }
        cerrar()
        return lugar.pagina(
            titulo, aqui: "/seguimiento/registros",
            """
            <p class="migas"><a href="/seguimiento/\(clase.carpeta)">\(clase.plural)</a></p>
            \(resumen)\(conflicto)<form method="post" action="\(ruta)" class="forma">\(Oculto.ficha(lugar.identidad))\
            <input type="hidden" name="revision" value="\(String(revision))">
            <div class="titular"><h1>\(titulo)</h1><p><button>Guardar</button> <a href="\(regreso)">Cancelar</a></p></div>
            \(campoDeClave(porCampo["id"] ?? []))\(cuerpo)<div class="rejilla"><div class="todo"><label for="motivo-del-cambio">Por qué cambia (opcional; queda en la historia)</label>\
            <input id="motivo-del-cambio" name="motivo-del-cambio" maxlength="300" value="\(motivo)"></div></div>
            <p><button>Guardar</button> <a href="\(regreso)">Cancelar</a></p>
            </form>
            """)
    }

    /// Everything that is wrong, each with a link to its field.
    private var resumen: HTML {
        guard !reparos.isEmpty else { return "" }
        let lista = reparos.map { r in
            "<li><a href=\"#\(r.campo)\">\(nombre(r.campo))</a>: \(Self.frase(r))</li>\n" as HTML
        }
        return """
            <div class="aviso mal" role="alert" tabindex="-1" autofocus><h2>No se guardó: hay \(reparos.count == 1 ? "un dato" : "\(miles(reparos.count)) datos") por corregir</h2>
            <ul>\(HTML.unir(lista))</ul></div>

            """
    }

    private var conflicto: HTML {
        guard let ajeno else { return "" }
        let filas = ajeno.diferencias.map {
            "<tr><th scope=\"row\">\($0.campo)</th><td>\($0.antes ?? "—")</td><td>\($0.despues ?? "—")</td></tr>\n"
                as HTML
        }
        return """
            <div class="aviso mal" role="alert"><h2>No se guardó: alguien más cambió esta ficha</h2>
            <p>\(ajeno.persona) la guardó el \(ajeno.cuando), mientras usted la editaba. Lo que usted escribió sigue abajo. \
            Compare, deje cada dato como debe quedar y guarde.</p></div>
            <div class="rollo" tabindex="0" role="region" aria-label="Diferencias"><table class="cambios">
            <thead><tr><th scope="col">Campo</th><th scope="col">Lo que está guardado</th><th scope="col">Lo que usted escribió</th></tr></thead><tbody>
            \(HTML.unir(filas))</tbody></table></div>

            """
    }

    private func campoDeClave(_ reparos: [Reparo]) -> HTML {
        guard clave == nil, !clase.esUnica else { return "" }
        return """
            <div class="rejilla"><div class="todo"><label for="id">Clave de la ficha</label>
            <small id="ayuda-id">Vacía, se toma del número (IEC/SE/653/2021 será IEC-SE-653-2021) o de la fecha y el título. Después no cambia.</small>
            <input id="id" name="id" maxlength="100" value="\(id)" autocapitalize="none" spellcheck="false" \
            aria-describedby="ayuda-id\(reparos.isEmpty ? "" : " error-id")"\(reparos.isEmpty ? "" : " aria-invalid=\"true\"" as HTML)>\
            \(error("id", reparos))</div></div>

            """
    }

    // MARK: Fields

    /// What is wrong, beside the name of its field.
    private static func frase(_ r: Reparo) -> String { r.mensaje.hasPrefix("falta: ") ? "hace falta" : r.mensaje }

    private func error(_ lugar: String, _ reparos: [Reparo]) -> HTML {
        reparos.isEmpty
            ? ""
            : "<small class=\"error\" id=\"error-\(lugar)\">\(reparos.map(Self.frase).joined(separator: "; "))</small>"
    }

    private func simple(
        _ donde: String, _ campo: Campo, _ porCampo: [String: [Reparo]], conFuente: Bool = true
    ) -> HTML {
        let suyos = porCampo[donde] ?? []
        let ayuda: HTML = campo.ayuda.map { "<small id=\"ayuda-\(donde)\">\($0)</small>" } ?? ""
        let describe = [campo.ayuda == nil ? nil : "ayuda-\(donde)", suyos.isEmpty ? nil : "error-\(donde)"]
            .compactMap(\.self).joined(separator: " ")
        var atributos: HTML = describe.isEmpty ? "" : " aria-describedby=\"\(describe)\""
        if !suyos.isEmpty { atributos += " aria-invalid=\"true\"" }
        return """
            <div\(campo.tipo.esLargo ? " class=\"todo\"" : "" as HTML)><label for="\(donde)">\(campo.nombre)\(campo.requerido ? " <span class=\"requerido\">(necesario)</span>" : "" as HTML)</label>\
            \(ayuda)\(control(donde, campo.tipo, atributos))\(error(donde, suyos))\(conFuente ? fuente([(donde, campo.nombre)], de: campo.nombre) : "" as HTML)</div>

            """
    }

    private func control(_ donde: String, _ tipo: Campo.Tipo, _ atributos: HTML) -> HTML {
        let valor = borrador[donde]
        func entrada(_ clase: String, _ mas: HTML = "") -> HTML {
            "<input id=\"\(donde)\" name=\"\(donde)\" type=\"\(clase)\" value=\"\(valor)\"\(mas)\(atributos)>"
        }
        func lista(_ pares: [(valor: String, texto: String)]) -> HTML {
            // What was typed and is not in the list is kept, to be seen and corrected.
            let otro =
                valor.isEmpty || pares.contains { $0.valor == valor }
                ? [] : [(valor: valor, texto: "\(valor) (no existe)")]
            return """
                <select id="\(donde)" name="\(donde)"\(atributos)><option value=""></option>\(Opciones.de(pares + otro, elegido: valor))</select>
                """
        }
        switch tipo {
        case .linea(let maximo): return entrada("text", " maxlength=\"\(String(maximo))\"")
        case .parrafos(let maximo):
            let filas = maximo > 1500 ? "6" : "3"
            return
                "<textarea id=\"\(donde)\" name=\"\(donde)\" rows=\"\(filas)\" maxlength=\"\(String(maximo))\"\(atributos)>\n\(valor)</textarea>"
        case .fecha: return Dia(iso: valor) == nil && !valor.isEmpty ? entrada("text") : entrada("date")
        case .mes: return entrada("month", " placeholder=\"2027-05\"")
        case .hora: return entrada("time")
        case .momento: return entrada("text", " placeholder=\"2027-06-06 20:05\"")
        case .entero: return entrada("text", " inputmode=\"numeric\"")
        case .numero: return entrada("text", " inputmode=\"decimal\"")
        case .enlace: return entrada("text", " inputmode=\"url\" placeholder=\"https://\"")
        case .logico: return lista([("si", "Sí"), ("no", "No")])
        case .opcion(let opciones): return lista(opciones.map { ($0.clave, $0.nombre) })
        case .referencia(let clases):
            let junto = clases.joined(separator: ",")
            if let elegibles = opciones[junto] ?? nil {
                return lista(elegibles.map { (tipo.referencia(a: $0.clave), String($0.nombre.prefix(90))) })
            }
            return entrada(
                "text",
                " list=\"lista-\(donde)\" data-clases=\"\(junto)\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\" placeholder=\"Clave, número o palabras\""
            ) + "<datalist id=\"lista-\(donde)\"></datalist>"
        case .lista, .grupos: return ""
        }
    }

    /// How the source wrote each of those and what does not agree: closed unless there is something.
    private func fuente(_ lugares: [(donde: String, nombre: String)], de que: String) -> HTML {
        let hay = lugares.contains {
            !borrador[$0.donde + Borrador.escrito].isEmpty || !borrador[$0.donde + Borrador.conflicto].isEmpty
        }
        let pares = lugares.map { donde, nombre -> HTML in
            let (escrito, conflicto) = (donde + Borrador.escrito, donde + Borrador.conflicto)
            let de: HTML = lugares.count == 1 ? "" : "\(nombre): "
            return """
                <div><label for="\(escrito)">\(de)como está escrito</label>\
                <input id="\(escrito)" name="\(escrito)" value="\(borrador[escrito])" maxlength="2000"></div>\
                <div><label for="\(conflicto)">\(de)qué no concuerda</label>\
                <input id="\(conflicto)" name="\(conflicto)" value="\(borrador[conflicto])" maxlength="1000"></div>
                """
        }
        return """
            <details class="fuente"\(hay ? " open" : "" as HTML)><summary aria-label="Cómo lo dice la fuente: \(que)">Fuente</summary>\
            \(HTML.unir(pares))</details>
            """
    }

    // MARK: Rows

    private func renglones(_ campo: Campo, _ porCampo: [String: [Reparo]]) -> HTML {
        let n = borrador.filas[campo.clave] ?? 0
        let filas = stride(from: 1, through: n, by: 1).map { i -> HTML in
            let donde = "\(campo.clave).\(i)"
            let campos: HTML =
                switch campo.tipo {
                case .grupos(let suyos):
                    HTML.unir(
                        suyos.map { simple("\(donde).\($0.clave)", $0, porCampo, conFuente: false) })
                case .lista(let tipo):
                    simple(donde, Campo.deLista("\(campo.nombre) \(i)", tipo), porCampo, conFuente: false)
                default: ""
                }
            let suyos: [(donde: String, nombre: String)] =
                if case .grupos(let campos) = campo.tipo {
                    campos.map { ("\(donde).\($0.clave)", $0.nombre) }
                } else {
                    [(donde, campo.nombre)]
                }
            let subir: HTML =
                i > 1
                ? "<button class=\"llano\" name=\"subir\" value=\"\(donde)\" formnovalidate formaction=\"\(ruta)#\(campo.clave)\" aria-label=\"Subir el renglón \(String(i)) de \(campo.nombre)\">Subir</button> "
                : ""
            return """
                <fieldset><legend>\(String(i))</legend><div class="rejilla">\(campos)</div>\
                <div class="de-renglon">\(fuente(suyos, de: "\(campo.nombre) \(i)"))<p>\(subir)<button class="llano" name="quitar" value="\(donde)" formnovalidate formaction="\(ruta)#\(campo.clave)" \
                aria-label="Quitar el renglón \(String(i)) de \(campo.nombre)">Quitar</button></p></div></fieldset>

                """
        }
        let mas: HTML =
            n >= Borrador.maximoDeFilas
            ? ""
            : """
            <p><button class="otro" name="agregar" value="\(campo.clave)" formnovalidate formaction="\(ruta)#\(campo.clave).\(String(n + 1))\(campo.deFila.first ?? "")">\
            Agregar renglón\(n == 0 ? "" : " \(String(n + 1))")<span class="oculto"> a \(campo.nombre)</span></button></p>
            """
        return """
            <section class="renglones" id="\(campo.clave)"><h2>\(campo.nombre)</h2>\(campo.ayuda.map { "<p class=\"nota\">\($0)</p>" as HTML } ?? "")
            <input type="hidden" name="filas:\(campo.clave)" value="\(String(n))">
            \(HTML.unir(filas))\(mas)</section>

            """
    }

    /// `Orden del día 2 · Asunto`, from `orden.2.asunto`.
    private func nombre(_ lugar: String) -> String {
        if lugar == "id" { return "Clave de la ficha" }
        let partes = lugar.split(separator: ".").map(String.init)
        guard let campo = partes.first.flatMap(clase.campo) else { return lugar }
        var nombre = campo.nombre
        if partes.count > 1 { nombre += " \(partes[1])" }
        if partes.count > 2, case .grupos(let campos) = campo.tipo,
            let suyo = campos.first(where: { $0.clave == partes[2] })
        {
            nombre += " · \(suyo.nombre)"
        }
        return nombre
    }
}

extension Campo.Tipo {
    /// Whether it takes the whole width of a form.
    fileprivate var esLargo: Bool {
        switch self {
        case .parrafos: true
        case .linea(let maximo): maximo >= 300
        default: false
        }
    }
}
