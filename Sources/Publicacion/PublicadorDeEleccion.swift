import Bitacora
import Electoral

/// The part of the tree of one election. Renders the units that changed and remembers the rest.
final class PublicadorDeEleccion {
    /// Actas that share a folder: those of a unit, or those of none.
    private struct Grupo {
        /// Nil for the actas of no unit.
        let unidad: Int?
        let secciones: [(seccion: Int?, actas: [Acta])]
        /// Files of the folder and of its images, as manifests list them.
        var entradas: [String: Entrada] = [:]
        var datos: String?
        var manifiesto = ""
    }

    private let catalogo: Catalogo
    private let indice: Int
    private let eleccion: Eleccion
    private let rutas: Rutas
    private let marco: Marco
    private let participan: [[Int]]
    private var grupos: [Grupo]
    private var general: [String: Entrada] = [:]
    /// Images of the actas fuera de catálogo, by integrity code.
    private var fuera: [String: (ruta: String, entrada: Entrada)] = [:]
    /// Address of the image that each acta shows now.
    private var imagenes: [Acta.ID: String] = [:]
    private var datosDeEntidad = ""

    init(_ catalogo: Catalogo, eleccion indice: Int, rutas: Rutas, marco: Marco) {
        self.catalogo = catalogo
        self.indice = indice
        self.rutas = rutas
        self.marco = marco
        eleccion = catalogo.elecciones[indice]
        participan = Niveles.participantes(catalogo, eleccion: indice)
        var porUnidad: [Int?: [Int?: [Acta]]] = [:]
        for acta in catalogo.actas where acta.eleccion == indice {
            porUnidad[acta.unidad, default: [:]][acta.casilla.seccion, default: []].append(acta)
        }
        let claves: [Int?] = Array(eleccion.unidades.indices) + (porUnidad[nil] == nil ? [] : [nil])
        grupos = claves.map { unidad in
            let secciones = (porUnidad[unidad] ?? [:]).sorted { ($0.key ?? -1) < ($1.key ?? -1) }
            return Grupo(unidad: unidad, secciones: secciones.map { (seccion: $0.key, actas: $0.value) })
        }
    }

    /// Writes what changed and returns the lines of the manifest root, entity first.
    func publicar(
        _ c: ContextoDeCorte, _ computo: Computo, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws -> [Manifiesto.Unidad] {
        let niveles = Niveles(eleccion, computo, participan: participan)
        for i in grupos.indices where c.frio || c.corte.ultimo || cambio(grupos[i], c) {
            try publicarGrupo(i, c, niveles, imagen: imagen, en: &arbol)
        }
        try publicarFueraDeCatalogo(c, imagen: imagen, en: &arbol)
        try publicarEntidad(c, niveles, en: &arbol)
        let manifiesto = try escribirManifiesto(general, en: &arbol)
        let entidad = Manifiesto.Unidad(
            eleccion: eleccion.id, unidad: "", datos: datosDeEntidad, manifiesto: manifiesto)
        return [entidad]
            + grupos.map { g in
                Manifiesto.Unidad(
                    eleccion: eleccion.id, unidad: g.unidad.map { eleccion.unidades[$0].clave } ?? Rutas.sinUnidad,
                    datos: g.datos,
                    manifiesto: g.manifiesto)
            }
    }

    /// The corte in which any figure of the election last changed; nil while nothing did.
    func ultimoCambio(_ c: ContextoDeCorte) -> Corte? {
        let numero = max(
            grupos.map { self.numero($0.secciones.flatMap(\.actas), c) }.max() ?? 0,
            c.escrutinio.fuera[indice].last?.resultado.numero ?? 0)
        return numero == 0 ? nil : c.corteDe(numero)
    }

    private func cambio(_ g: Grupo, _ c: ContextoDeCorte) -> Bool {
        g.secciones.contains { seccion in seccion.actas.contains { c.escrutinio.actas[$0.id - 1].numero > c.desde } }
    }

    /// Last fact among some actas; 0 while all are in process.
    private func numero(_ actas: [Acta], _ c: ContextoDeCorte) -> Int {
        actas.reduce(0) { max($0, c.escrutinio.actas[$1.id - 1].numero) }
    }

    /// Figures of the last corte take the casillas especiales into participation: every level changes with it.
    private func corteDeCifras(_ numero: Int, _ c: ContextoDeCorte) -> Corte {
        c.corte.ultimo ? c.corte : c.corteDe(numero)
    }

    // MARK: One folder

    private func publicarGrupo(
        _ i: Int, _ c: ContextoDeCorte, _ n: Niveles, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws {
        let grupo = grupos[i]
        let carpeta = rutas.carpeta(eleccion, unidad: grupo.unidad)
        let paginas = PaginasDeNivel(marco: marco, ultimoCorte: c.corte.ultimo)
        for (seccion, actas) in grupo.secciones {
            let nuevas = actas.filter { c.frio || c.escrutinio.actas[$0.id - 1].numero > c.desde }
            for acta in nuevas { try publicar(acta, en: i, c, imagen: imagen, arbol: &arbol) }
            guard grupo.unidad != nil, !nuevas.isEmpty || c.corte.ultimo else { continue }
            try publicarSeccion(i, seccion, actas, c, n, paginas, en: &arbol)
        }
        let corte = corteDeCifras(numero(grupo.secciones.flatMap(\.actas), c), c)
        if let u = grupo.unidad {
            let datos = datosDeUnidad(u, c, n, corte: corte)
            let bytes = try JSONCanonico.bytes(datos)
            grupos[i].datos = try escribirDatos(bytes, en: &arbol, grupo: i)
            try escribir("\(carpeta)/index.json", bytes, grupo: i, c, &arbol)
            try escribir("\(carpeta)/\(Rutas.pagina)", paginas.unidad(n, u, datos, corte: corte), grupo: i, c, &arbol)
        } else {
            let filas = grupo.secciones.flatMap(\.actas).map { fila($0, c) }
            try escribir(
                "\(carpeta)/\(Rutas.pagina)", paginas.sinUnidad(eleccion, filas: filas, corte: corte), grupo: i, c,
                &arbol)
        }
        grupos[i].manifiesto = try escribirManifiesto(grupos[i].entradas, en: &arbol)
    }

    private func publicar(
        _ acta: Acta, en i: Int, _ c: ContextoDeCorte, imagen: (String) throws -> [UInt8]?, arbol: inout Arbol
    ) throws {
        let estado = c.escrutinio.actas[acta.id - 1]
        var ruta: String?
        if let sha256 = estado.resultado?.imagen, let bytes = try imagen(sha256) {
            // What is served must be, byte for byte, what was hashed.
            guard Huella.sha256(bytes) == sha256 else {
                throw PublicacionError(
                    .faltaImagen, "la imagen de \(acta.claveActa) no corresponde a su código: no se publica")
            }
            let destino = Rutas.imagen(acta.claveActa, sha256)
            try arbol.escribir(destino, bytes, comparar: true)
            ruta = destino
            // The file of an earlier digitalización stays in the folder, listed by the manifests of its time.
            if let anterior = imagenes[acta.id], anterior != destino { grupos[i].entradas[anterior] = nil }
            imagenes[acta.id] = destino
            grupos[i].entradas[destino] = Entrada(bytes: bytes.count, sha256: sha256)
        }
        let pagina = PaginaDeActa(marco: marco)
            .pagina(acta, estado, eleccion: eleccion, corte: c.corteDe(estado.numero), imagen: ruta)
        try escribir(rutas.pagina(acta), pagina, grupo: i, c, &arbol)
    }

    private func publicarSeccion(
        _ i: Int, _ seccion: Int?, _ actas: [Acta], _ c: ContextoDeCorte, _ n: Niveles, _ paginas: PaginasDeNivel,
        en arbol: inout Arbol
    ) throws {
        guard let u = grupos[i].unidad else { return }
        let clave = Rutas.nombreDeSeccion(seccion)
        let nombre = seccion.map { "Sección \(cifras($0, ancho: 4))" } ?? "Votos sin sección"
        let acumulado =
            seccion.map {
                n.computo.secciones[.init(unidad: u, numero: $0)] ?? Acumulado(opciones: eleccion.opciones.count)
            }
            ?? n.computo.sinSeccion[u]
        let corte = corteDeCifras(numero(actas, c), c)
        let filas = actas.map { fila($0, c) }
        let datos = DatosDeSeccion(
            entorno: marco.entorno.rawValue, eleccion: eleccion.id, unidad: eleccion.unidades[u].clave, clave: clave,
            nombre: nombre, corte: CorteCitado(corte, c.huso),
            resumen: ResumenPublicado(acumulado.resumen, ultimoCorte: c.corte.ultimo),
            votos: n.columnas(acumulado, participan: participan[u]), actas: filas)
        let carpeta = rutas.carpeta(eleccion, unidad: u)
        try escribir("\(carpeta)/\(clave).json", try JSONCanonico.bytes(datos), grupo: i, c, &arbol)
        let pagina = paginas.seccion(
            n, unidad: u, nombre: nombre, acumulado, participan: participan[u], filas: filas, corte: corte,
            gemela: "\(clave).json")
        try escribir("\(carpeta)/\(clave).html", pagina, grupo: i, c, &arbol)
    }

    private func fila(_ acta: Acta, _ c: ContextoDeCorte) -> FilaDeActa {
        FilaDeActa(
            acta, c.escrutinio.actas[acta.id - 1], redaccion: marco.proceso.redaccion,
            ruta: "actas/\(rutas.nombre(acta)).html")
    }

    private func datosDeUnidad(_ u: Int, _ c: ContextoDeCorte, _ n: Niveles, corte: Corte) -> DatosDeNivel {
        let a = n.computo.unidades[u]
        let unidad = eleccion.unidades[u]
        let secciones = grupos[u].secciones.map { seccion, _ -> DatosDeNivel.Hijo in
            let suyo =
                seccion.map {
                    n.computo.secciones[.init(unidad: u, numero: $0)] ?? Acumulado(opciones: eleccion.opciones.count)
                }
                ?? n.computo.sinSeccion[u]
            return n.hijo(
                clave: Rutas.nombreDeSeccion(seccion),
                nombre: seccion.map { cifras($0, ancho: 4) } ?? "Votos sin sección", suyo, participan: participan[u])
        }
        return DatosDeNivel(
            entorno: marco.entorno.rawValue, eleccion: eleccion.id, nivel: eleccion.ambito.rawValue,
            clave: unidad.clave,
            nombre: unidad.nombre, corte: CorteCitado(corte, c.huso),
            resumen: ResumenPublicado(a.resumen, ultimoCorte: c.corte.ultimo),
            votos: n.columnas(a, participan: participan[u]),
            candidaturas: n.candidaturas(unidad: u),
            partidos: n.partidos(n.computo.repartos[u], participan: participan[u]),
            hijos: secciones,
            primerLugar: n.primerLugar(
                unidad: u, marco.proceso, actas: grupos[u].secciones.lazy.flatMap(\.actas).map { c.conEstado($0) }))
    }

    // MARK: Entity

    /// Their images are published like any other, so that anyone can see why they belong nowhere.
    private func publicarFueraDeCatalogo(
        _ c: ContextoDeCorte, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws {
        for f in c.escrutinio.fuera[indice] {
            guard let sha256 = f.resultado.resultado.imagen, c.frio || fuera[sha256] == nil,
                let bytes = try imagen(sha256)
            else { continue }
            guard Huella.sha256(bytes) == sha256 else {
                throw PublicacionError(
                    .faltaImagen, "la imagen de un acta fuera de catálogo no corresponde a su código")
            }
            let ruta = Rutas.imagen("FUERA-DE-CATALOGO-\(eleccion.id)", sha256)
            try arbol.escribir(ruta, bytes, comparar: true)
            fuera[sha256] = (ruta, Entrada(bytes: bytes.count, sha256: sha256))
        }
    }

    private func publicarEntidad(_ c: ContextoDeCorte, _ n: Niveles, en arbol: inout Arbol) throws {
        let corte = c.corte.ultimo ? c.corte : ultimoCambio(c) ?? c.cortes[0]
        let a = n.computo.entidad
        let datos = DatosDeNivel(
            entorno: marco.entorno.rawValue, eleccion: eleccion.id, nivel: "entidad",
            clave: marco.proceso.entidad.claveDosCifras, nombre: marco.proceso.entidad.nombre,
            corte: CorteCitado(corte, c.huso),
            resumen: ResumenPublicado(a.resumen, ultimoCorte: c.corte.ultimo),
            votos: n.columnas(a, participan: n.todasLasOpciones), candidaturas: n.candidaturasDeEntidad(),
            partidos: n.partidos(n.computo.repartoEntidad, participan: n.todasLasOpciones),
            hijos: eleccion.unidades.indices.map { u in
                n.hijo(
                    clave: eleccion.unidades[u].clave, nombre: eleccion.unidades[u].nombre, n.computo.unidades[u],
                    participan: participan[u])
            },
            primerLugar: n.primerLugar(
                unidad: nil, marco.proceso,
                actas: grupos.lazy.flatMap(\.secciones).flatMap(\.actas).map { c.conEstado($0) }))
        let bytes = try JSONCanonico.bytes(datos)
        let carpeta = rutas.carpeta(eleccion)
        general = Dictionary(uniqueKeysWithValues: fuera.values.map { ($0.ruta, $0.entrada) })
        datosDeEntidad = Rutas.datos(Huella.sha256(bytes))
        let paginas = PaginasDeNivel(marco: marco, ultimoCorte: c.corte.ultimo)
        for (ruta, contenido) in [
            (datosDeEntidad, bytes), ("\(carpeta)/index.json", bytes),
            ("\(carpeta)/\(Rutas.pagina)", paginas.entidad(n, datos, corte: corte, fuera: fueraPublicada(c))),
        ] {
            general[ruta] = Entrada(bytes: contenido.count, sha256: Huella.sha256(contenido))
            try arbol.escribir(ruta, contenido, comparar: true, durable: ruta == datosDeEntidad)
        }
    }

    private func fueraPublicada(_ c: ContextoDeCorte) -> [(codigo: String, ruta: String?)] {
        c.escrutinio.fuera[indice].compactMap { f in
            f.resultado.resultado.imagen.map { (codigo: $0, ruta: fuera[$0]?.ruta) }
        }
    }

    // MARK: Files

    private func escribir(
        _ ruta: String, _ bytes: [UInt8], grupo i: Int, _ c: ContextoDeCorte, _ arbol: inout Arbol
    ) throws(PublicacionError) {
        let nueva = Entrada(bytes: bytes.count, sha256: Huella.sha256(bytes))
        if !c.frio, grupos[i].entradas[ruta] == nueva { return }
        try arbol.escribir(ruta, bytes, comparar: c.frio)
        grupos[i].entradas[ruta] = nueva
    }

    /// Content-named data: a file of the manifest while it is the current one, reachable for ever.
    private func escribirDatos(_ bytes: [UInt8], en arbol: inout Arbol, grupo i: Int) throws(PublicacionError) -> String
    {
        let sha256 = Huella.sha256(bytes)
        let ruta = Rutas.datos(sha256)
        try arbol.escribir(ruta, bytes, comparar: true, durable: true)
        if let anterior = grupos[i].datos { grupos[i].entradas[anterior] = nil }
        grupos[i].entradas[ruta] = Entrada(bytes: bytes.count, sha256: sha256)
        return ruta
    }

    private func escribirManifiesto(_ entradas: [String: Entrada], en arbol: inout Arbol) throws(PublicacionError)
        -> String
    {
        let bytes = try JSONCanonico.bytes(Manifiesto(entradas))
        let ruta = Rutas.manifiesto(Huella.sha256(bytes))
        try arbol.escribir(ruta, bytes, comparar: true, durable: true)
        return ruta
    }
}

/// The data of a section: raw columns and its actas.
private struct DatosDeSeccion: Encodable {
    let entorno: String
    let eleccion: String
    let unidad: String
    let clave: String
    let nombre: String
    let corte: CorteCitado
    let resumen: ResumenPublicado
    let votos: [DatosDeNivel.Columna]
    let actas: [FilaDeActa]
}
