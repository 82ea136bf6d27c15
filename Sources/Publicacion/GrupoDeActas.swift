import Bitacora
import Electoral

/// The folder of a unit, or of the actas of none. Writes what changed in it and remembers the rest.
///
/// Two groups share no file except content-named ones, whose bytes are the same whoever writes them: they are published
/// at the same time.
final class GrupoDeActas {
    /// A section, or the rows of the unit that belong to none: the actas that share a list in the manifest.
    private struct Seccion {
        let numero: Int?
        let actas: [Acta]
        /// Its files, and its images, as the manifest lists them.
        var entradas: [String: Entrada] = [:]
        var manifiesto = ""

        var nombre: String { Rutas.nombreDeSeccion(numero) }
    }

    private let sitio: EleccionEnSitio
    /// Nil for the actas of no unit.
    let unidad: Int?
    private var secciones: [Seccion]
    private var entradas: [String: Entrada] = [:]
    private(set) var datos: String?
    private(set) var manifiesto = ""
    /// What of it is not counted.
    private(set) var faltan = Faltan()
    private(set) var faltas: [Faltan.Falta] = []
    /// Address of the image that each acta shows now.
    private var imagenes: [Acta.ID: String] = [:]

    init(_ sitio: EleccionEnSitio, unidad: Int?, actas: [Acta]) {
        self.sitio = sitio
        self.unidad = unidad
        secciones = Dictionary(grouping: actas, by: \.casilla.seccion)
            .sorted { ($0.key ?? -1) < ($1.key ?? -1) }.map { Seccion(numero: $0.key, actas: $0.value) }
    }

    private var eleccion: Eleccion { sitio.eleccion }
    private var t: Textos { sitio.marco.t }
    var nombre: String { unidad.map { eleccion.unidades[$0].nombre } ?? t.llano(.sinDemarcacion) }
    private var carpeta: String { sitio.rutas.carpeta(eleccion, unidad: unidad) }
    var clave: String { sitio.clave(deUnidad: unidad) }
    var actas: [Acta] { secciones.flatMap(\.actas) }

    /// Whether the corte has anything new for it.
    func cambia(_ c: ContextoDeCorte) -> Bool {
        c.frio || c.corte.ultimo || secciones.contains { $0.actas.contains { c.esNueva($0) } }
    }

    /// Number of the fact that its figures come from; 0 while all its actas are in process.
    func numero(_ c: ContextoDeCorte) -> Int { secciones.reduce(0) { max($0, c.numero($1.actas)) } }

    func publicar(
        _ c: ContextoDeCorte, _ n: Niveles, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws {
        let paginas = PaginasDeNivel(
            marco: sitio.marco, eleccion: eleccion, indice: sitio.indice, ultimoCorte: c.corte.ultimo)
        for i in secciones.indices {
            let nuevas = secciones[i].actas.filter { c.esNueva($0) }
            for acta in nuevas { try publicar(acta, seccion: i, c, imagen: imagen, en: &arbol) }
            if unidad != nil, !nuevas.isEmpty || c.corte.ultimo {
                try publicarSeccion(i, c, n, paginas, en: &arbol)
            } else if nuevas.isEmpty {
                continue
            }
            secciones[i].manifiesto = try arbol.escribirManifiesto(Manifiesto(secciones[i].entradas))
        }
        let corte = c.corteDeCifras(numero(c))
        if let unidad {
            let nivel = datosDeUnidad(unidad, c, n, corte: corte)
            let bytes = try JSONCanonico.bytes(nivel)
            try escribirDatos(bytes, en: &arbol)
            try escribir("\(carpeta)/index.json", bytes, c, &arbol)
            try escribir("\(carpeta)/\(Rutas.pagina)", paginas.unidad(n, unidad, nivel, corte: corte), c, &arbol)
        } else {
            let pagina = paginas.sinUnidad(filas: actas.map { fila($0, c) }, corte: corte)
            try escribir("\(carpeta)/\(Rutas.pagina)", pagina, c, &arbol)
        }
        try publicarFaltan(c, corte: corte, en: &arbol)
        let partes = secciones.map { Manifiesto.Parte(seccion: $0.nombre, manifiesto: $0.manifiesto) }
        manifiesto = try arbol.escribirManifiesto(Manifiesto(entradas, partes: partes))
    }

    // MARK: Actas and sections

    private func publicar(
        _ acta: Acta, seccion i: Int, _ c: ContextoDeCorte, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws {
        let estado = c.estado(acta)
        var ruta: String?
        if let sha256 = estado.resultado?.imagen, let bytes = try imagen(sha256) {
            // What is served must be, byte for byte, what was hashed.
            guard Huella.sha256(bytes) == sha256 else {
                throw PublicacionError(
                    .faltaImagen, "la imagen de \(acta.claveActa) no corresponde a su código: no se publica")
            }
            let destino = sitio.rutas.imagen(acta.claveActa, sha256)
            try arbol.escribir(destino, bytes, comparar: true)
            ruta = destino
            // The file of an earlier digitalización stays in the folder, listed by the manifests of its time.
            if let anterior = imagenes[acta.id], anterior != destino { secciones[i].entradas[anterior] = nil }
            imagenes[acta.id] = destino
            secciones[i].entradas[destino] = Entrada(bytes: bytes.count, sha256: sha256)
        }
        let datos = DatosDeActa(acta, estado, sitio, corte: c.corteDe(estado.numero), huso: c.huso, imagen: ruta)
        let nombre = "\(carpeta)/actas/\(sitio.rutas.nombre(acta))"
        try escribir("\(nombre).json", try JSONCanonico.bytes(datos), seccion: i, c, &arbol)
        let pagina = PaginaDeActa(marco: sitio.marco, eleccion: eleccion, indice: sitio.indice)
            .pagina(acta, estado, datos, corte: c.corteDe(estado.numero), archivo: sitio.rutas.nombre(acta))
        try escribir("\(nombre).html", pagina, seccion: i, c, &arbol)
    }

    private func publicarSeccion(
        _ i: Int, _ c: ContextoDeCorte, _ n: Niveles, _ paginas: PaginasDeNivel, en arbol: inout Arbol
    ) throws {
        guard let unidad else { return }
        let seccion = secciones[i]
        let acumulado = n.acumulado(unidad: unidad, seccion: seccion.numero)
        let corte = c.corteDeCifras(c.numero(seccion.actas))
        let datos = DatosDeSeccion(
            entorno: sitio.entorno, eleccion: eleccion.id, unidad: clave, clave: seccion.nombre,
            nombre: seccion.numero.map { "\(t.llano(.seccion)) \(cifras($0, ancho: 4))" } ?? t.llano(.votosSinSeccion),
            corte: CorteCitado(corte, c.huso),
            resumen: ResumenPublicado(acumulado.resumen, ultimoCorte: c.corte.ultimo),
            estadistica: Estadistica(seccion.actas.lazy.map { c.conEstado($0) }),
            candidaturas: n.candidaturas(unidad: unidad, votos: acumulado.votos),
            votos: n.columnas(acumulado, participan: sitio.participan[unidad]),
            actas: seccion.actas.map { fila($0, c) })
        let ruta = "\(carpeta)/\(seccion.nombre)"
        try escribir("\(ruta).json", try JSONCanonico.bytes(datos), seccion: i, c, &arbol)
        let pagina = paginas.seccion(datos, acumulado.resumen, unidad: unidad, corte: corte)
        try escribir("\(ruta).html", pagina, seccion: i, c, &arbol)
    }

    private func fila(_ acta: Acta, _ c: ContextoDeCorte) -> FilaDeActa {
        FilaDeActa(
            acta, c.estado(acta), redaccion: sitio.proceso.redaccion, ruta: "actas/\(sitio.rutas.nombre(acta)).html")
    }

    // MARK: The unit

    private func datosDeUnidad(_ u: Int, _ c: ContextoDeCorte, _ n: Niveles, corte: Corte) -> DatosDeNivel {
        let a = n.computo.unidades[u]
        let participan = sitio.participan[u]
        return DatosDeNivel(
            entorno: sitio.entorno, eleccion: eleccion.id, nivel: eleccion.ambito.rawValue, clave: clave,
            nombre: eleccion.unidades[u].nombre, corte: CorteCitado(corte, c.huso),
            resumen: ResumenPublicado(a.resumen, ultimoCorte: c.corte.ultimo),
            estadistica: Estadistica(actas.lazy.map { c.conEstado($0) }), votos: n.columnas(a, participan: participan),
            candidaturas: n.candidaturas(unidad: u),
            partidos: n.partidos(n.computo.repartos[u], participan: participan),
            hijos: secciones.map { s in
                n.hijo(
                    clave: s.nombre, nombre: s.numero.map { cifras($0, ancho: 4) } ?? t.llano(.votosSinSeccion),
                    n.acumulado(unidad: u, seccion: s.numero), participan: participan)
            },
            primerLugar: n.primerLugar(unidad: u, sitio.proceso, actas: actas.lazy.map { c.conEstado($0) }))
    }

    private func publicarFaltan(_ c: ContextoDeCorte, corte: Corte, en arbol: inout Arbol) throws {
        faltan = Faltan()
        faltas = []
        for acta in actas {
            let estado = c.estado(acta)
            let razon = Razon(estado.veredicto.criterio)
            faltan.sumar(razon)
            guard let razon else { continue }
            faltas.append(
                Faltan.Falta(
                    claveActa: acta.claveActa, seccion: acta.casilla.seccion, casilla: acta.casilla.nombre,
                    nombreDeUnidad: unidad == nil ? nombre : "\(clave) \(nombre)", razon: razon,
                    observaciones: estado.resultado == nil
                        ? "" : sitio.proceso.redaccion.observaciones(estado.veredicto.criterio),
                    listaNominal: acta.casilla.listaNominal, ruta: sitio.rutas.pagina(acta)))
        }
        let datos = DatosDeFaltan(
            entorno: sitio.entorno, eleccion: eleccion.id, unidad: clave, nombre: nombre,
            corte: CorteCitado(corte, c.huso), totales: faltan, actas: faltas)
        try escribir("\(carpeta)/faltan.json", try JSONCanonico.bytes(datos), c, &arbol)
        let pagina = PaginasDeFaltan(marco: sitio.marco, ultimoCorte: c.corte.ultimo).unidad(
            eleccion, datos, corte: corte)
        try escribir("\(carpeta)/\(Rutas.faltan)", pagina, c, &arbol)
    }

    // MARK: Files

    private func escribir(
        _ ruta: String, _ bytes: [UInt8], seccion i: Int, _ c: ContextoDeCorte, _ arbol: inout Arbol
    ) throws(PublicacionError) {
        try arbol.actualizar(ruta, bytes, en: &secciones[i].entradas, comparar: c.frio)
    }

    private func escribir(
        _ ruta: String, _ bytes: [UInt8], _ c: ContextoDeCorte, _ arbol: inout Arbol
    ) throws(PublicacionError) {
        try arbol.actualizar(ruta, bytes, en: &entradas, comparar: c.frio)
    }

    /// Content-named data: a file of the manifest while it is the current one, reachable for ever.
    private func escribirDatos(_ bytes: [UInt8], en arbol: inout Arbol) throws(PublicacionError) {
        let sha256 = Huella.sha256(bytes)
        let ruta = Rutas.datos(sha256)
        try arbol.escribir(ruta, bytes, comparar: true)
        if let anterior = datos { entradas[anterior] = nil }
        entradas[ruta] = Entrada(bytes: bytes.count, sha256: sha256)
        datos = ruta
    }
}

/// The data of a section: raw columns and its actas.
struct DatosDeSeccion: Encodable {
    let entorno: String
    let eleccion: String
    let unidad: String
    let clave: String
    let nombre: String
    let corte: CorteCitado
    let resumen: ResumenPublicado
    let estadistica: Estadistica
    let candidaturas: [CandidaturaEnNivel]
    let votos: [DatosDeNivel.Columna]
    let actas: [FilaDeActa]
}
