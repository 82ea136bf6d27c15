import Formatos

/// Reads records from YAML by the declaration of their kind; notes everything that is wrong, with its line.
struct LectorDeFichas {
    /// A reference that was read, for when everything else has been.
    struct Referida {
        let lugar: Lugar
        let destino: Ficha.Clave
    }

    let diario: Diario
    private(set) var referidas: [Referida] = []

    init(diario: Diario) { self.diario = diario }

    /// - Returns: nil when something is wrong, already noted.
    mutating func ficha(_ clave: Ficha.Clave, _ clase: Clase, _ bytes: [UInt8], archivo: String) -> Ficha? {
        guard let raiz = NodoYAML.raiz(bytes, archivo: archivo, diario: diario) else {
            if !diario.hayErrores(en: archivo) {
                diario.anotar(
                    .valorInvalido, Lugar(archivo: archivo), "está vacío; escriba la ficha o borre el archivo")
            }
            return nil
        }
        guard let campos = grupo(raiz, clase.campos), !diario.hayErrores(en: archivo) else { return nil }
        return Ficha(clave: clave, campos: campos)
    }

    private mutating func grupo(_ nodo: NodoYAML, _ campos: [Campo]) -> [String: Contenido]? {
        // The hash of a file is found out when it is read: whoever writes by hand leaves it out.
        let requeridos = campos.filter { $0.requerido && $0.clave != "sha256" }.map(\.clave)
        let opcionales = campos.map(\.clave).filter { !requeridos.contains($0) }
        let mapa = nodo.mapa(requeridos, opcionales: opcionales) { clave in
            campos.first { $0.clave == clave }.map { "escriba \($0.tipo.queLleva)" }
        }
        guard let mapa else { return nil }
        var contenido: [String: Contenido] = [:]
        for campo in campos {
            guard let valor = mapa[campo.clave], let leido = self.contenido(valor, campo.tipo) else { continue }
            contenido[campo.clave] = leido
        }
        return contenido
    }

    private mutating func contenido(_ nodo: NodoYAML, _ tipo: Campo.Tipo) -> Contenido? {
        switch tipo {
        case .lista(let elemento):
            guard let nodos = nodo.lista() else { return nil }
            let leidos = nodos.compactMap { simple($0, elemento).map(Contenido.asiento) }
            return leidos.isEmpty ? nil : .lista(leidos)
        case .grupos(let campos):
            guard let nodos = nodo.lista() else { return nil }
            let leidos = nodos.compactMap { grupo($0, campos).map(Contenido.grupo) }
            return leidos.isEmpty ? nil : .lista(leidos)
        default: return simple(nodo, tipo).map(Contenido.asiento)
        }
    }

    private mutating func simple(_ nodo: NodoYAML, _ tipo: Campo.Tipo) -> Asiento? {
        guard nodo.esMapa else { return texto(nodo, tipo).map { Asiento($0) } }
        guard let mapa = nodo.mapa([Contenido.claveDeValor], opcionales: ["escrito", "conflicto"]),
            let valor = mapa[Contenido.claveDeValor].flatMap({ texto($0, tipo) })
        else { return nil }
        return Asiento(
            valor, escrito: mapa["escrito"]?.parrafos(maximo: 2000),
            conflicto: mapa["conflicto"]?.parrafos(maximo: 1000))
    }

    private mutating func texto(_ nodo: NodoYAML, _ tipo: Campo.Tipo) -> String? {
        let escrito =
            switch tipo {
            case .parrafos(let maximo): nodo.parrafos(maximo: maximo)
            case .linea(let maximo): nodo.texto(maximo: maximo)
            default: nodo.texto(maximo: 600)
            }
        guard let escrito else { return nil }
        do {
            let valor = try tipo.canonico(escrito)
            if let destino = tipo.destino(valor) { referidas.append(Referida(lugar: nodo.lugar, destino: destino)) }
            return valor
        } catch {
            nodo.error(.valorInvalido, error.mensaje)
            return nil
        }
    }
}

extension LectorDeFichas {
    /// Key of the column with the id of each record.
    static let columnaDeClave = "clave_de_ficha"
    /// What parts the values of a list in a cell.
    static let separador: Character = "|"

    /// Reads records of a kind from a spreadsheet: a row each, fields without rows of their own by their keys, lists
    /// with `|` between their values.
    mutating func tabla(_ clase: Clase, _ bytes: [UInt8], archivo: String) -> [Ficha] {
        let campos = Self.campos(enTabla: clase)
        let requeridas = [Self.columnaDeClave] + campos.filter(\.requerido).map(\.clave)
        let tabla = TablaCSV(
            archivo: archivo, requeridas: requeridas, opcionales: campos.filter { !$0.requerido }.map(\.clave))
        var fichas: [Ficha] = []
        var vistas: Set<String> = []
        tabla.leer(bytes, diario: diario) { fila in
            let id = fila.cruda(Self.columnaDeClave)
            guard let clave = Ficha.Clave(clase: clase.clave, id: id), vistas.insert(id).inserted else {
                fila.error(
                    .valorInvalido, Self.columnaDeClave,
                    "«\(id.prefix(60))» está repetida o no sirve; use letras sin acento, cifras, puntos y guiones")
                return
            }
            var contenido: [String: Contenido] = [:]
            for campo in campos {
                let celda = fila.cruda(campo.clave)
                if celda.isEmpty {
                    if campo.requerido { fila.error(.valorInvalido, campo.clave, "está vacía; escriba un valor") }
                    continue
                }
                contenido[campo.clave] = leer(celda, campo, fila)
            }
            fichas.append(Ficha(clave: clave, campos: contenido))
        }
        return fichas
    }

    static func campos(enTabla clase: Clase) -> [Campo] {
        clase.campos.filter { if case .grupos = $0.tipo { false } else { true } }
    }

    private mutating func leer(_ celda: String, _ campo: Campo, _ fila: TablaCSV.Fila) -> Contenido? {
        if case .lista(let tipo) = campo.tipo {
            let valores = celda.split(separator: Self.separador).map { Texto.recortar($0) }.filter { !$0.isEmpty }
                .compactMap { leer($0, tipo, campo, fila).map { Contenido.asiento(Asiento($0)) } }
            return valores.isEmpty ? nil : .lista(valores)
        }
        return leer(celda, campo.tipo, campo, fila).map { .asiento(Asiento($0)) }
    }

    private mutating func leer(_ texto: String, _ tipo: Campo.Tipo, _ campo: Campo, _ fila: TablaCSV.Fila) -> String? {
        guard !Texto.tieneControles(texto.replacing("\r\n", with: " ").replacing("\n", with: " ")) else {
            fila.error(.valorInvalido, campo.clave, "tiene caracteres de control; quítelos")
            return nil
        }
        do {
            let valor = try tipo.canonico(texto)
            if let destino = tipo.destino(valor) {
                referidas.append(Referida(lugar: fila.lugar(campo.clave), destino: destino))
            }
            return valor
        } catch {
            fila.error(.valorInvalido, campo.clave, error.mensaje)
            return nil
        }
    }
}

/// Writes records as YAML, fields in the order of their declaration.
enum EscritorDeFichas {
    static func bytes(_ ficha: Ficha, _ clase: Clase, archivo: String) throws(FormatoError) -> [UInt8] {
        try arbol(ficha.campos, clase.campos).bytes(archivo: archivo)
    }

    private static func arbol(_ valores: Ficha.Campos, _ campos: [Campo]) -> ArbolYAML {
        .mapa(
            campos.compactMap { campo in
                valores.contenido[campo.clave].map { (campo.clave, arbol($0, campo.tipo)) }
            })
    }

    private static func arbol(_ contenido: Contenido, _ tipo: Campo.Tipo) -> ArbolYAML {
        switch (contenido, tipo) {
        case (.asiento(let v), _): simple(v)
        case (.lista(let elementos), .lista(let elemento)): .lista(elementos.map { arbol($0, elemento) })
        case (.lista(let elementos), _): .lista(elementos.map { arbol($0, tipo) })
        case (.grupo(let g), .grupos(let campos)): arbol(Ficha.Campos(g), campos)
        case (.grupo, _): .mapa([])
        }
    }

    private static func simple(_ v: Asiento) -> ArbolYAML {
        guard v.escrito != nil || v.conflicto != nil else { return .texto(v.valor) }
        let pares = [(Contenido.claveDeValor, v.valor), ("escrito", v.escrito), ("conflicto", v.conflicto)]
        return .mapa(pares.compactMap { clave, texto in texto.map { (clave, .texto($0)) } })
    }
}
