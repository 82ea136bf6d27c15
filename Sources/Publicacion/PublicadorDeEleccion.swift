import Bitacora
import Electoral

/// The part of the tree of one election: its units and, over them, the entity.
final class PublicadorDeEleccion {
    let sitio: EleccionEnSitio
    private let especiales: Especiales
    /// One for each unit, in their order, and one more when there are actas of no unit.
    let grupos: [GrupoDeActas]
    private var general: [String: Entrada] = [:]
    /// Images of the actas fuera de catálogo, by integrity code.
    private var fuera: [String: (ruta: String, entrada: Entrada)] = [:]
    private var datos = ""
    /// What the entity shows, for the pages of the whole process.
    private(set) var contienda: PaginasDeProceso.Contienda?
    private(set) var faltan = Faltan()

    init(_ sitio: EleccionEnSitio) {
        self.sitio = sitio
        especiales = Especiales(sitio)
        let actas = Dictionary(grouping: sitio.catalogo.actas.filter { $0.eleccion == sitio.indice }, by: \.unidad)
        let claves: [Int?] = Array(sitio.eleccion.unidades.indices) + (actas[nil] == nil ? [] : [nil])
        grupos = claves.map { GrupoDeActas(sitio, unidad: $0, actas: actas[$0] ?? []) }
    }

    private var eleccion: Eleccion { sitio.eleccion }

    func niveles(_ computo: Computo) -> Niveles { Niveles(eleccion, computo, participan: sitio.participan) }

    /// Writes what is of the whole election, once its groups are written, and returns the lines of the manifest root,
    /// entity first.
    func publicar(
        _ c: ContextoDeCorte, _ n: Niveles, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws -> [Manifiesto.Unidad] {
        try publicarFueraDeCatalogo(c, imagen: imagen, en: &arbol)
        try publicarEntidad(c, n, en: &arbol)
        let manifiesto = try arbol.escribirManifiesto(Manifiesto(general))
        return [.init(eleccion: eleccion.id, unidad: "", datos: datos, manifiesto: manifiesto)]
            + grupos.map { .init(eleccion: eleccion.id, unidad: $0.clave, datos: $0.datos, manifiesto: $0.manifiesto) }
    }

    /// The corte in which any figure of the election last changed; nil while nothing did.
    func ultimoCambio(_ c: ContextoDeCorte) -> Corte? {
        let numero = grupos.reduce(c.escrutinio.fuera[sitio.indice].last?.resultado.numero ?? 0) {
            max($0, $1.numero(c))
        }
        return numero == 0 ? nil : c.corteDe(numero)
    }

    /// Their images are published like any other, so that anyone can see why they belong nowhere.
    private func publicarFueraDeCatalogo(
        _ c: ContextoDeCorte, imagen: (String) throws -> [UInt8]?, en arbol: inout Arbol
    ) throws {
        for f in c.escrutinio.fuera[sitio.indice] {
            guard let sha256 = f.resultado.resultado.imagen, c.frio || fuera[sha256] == nil,
                let bytes = try imagen(sha256)
            else { continue }
            guard Huella.sha256(bytes) == sha256 else {
                throw PublicacionError(
                    .faltaImagen, "la imagen de un acta fuera de catálogo no corresponde a su código")
            }
            let ruta = sitio.rutas.imagen("FUERA-DE-CATALOGO-\(eleccion.id)", sha256)
            try arbol.escribir(ruta, bytes, comparar: true)
            fuera[sha256] = (ruta, Entrada(bytes: bytes.count, sha256: sha256))
        }
    }

    private func publicarEntidad(_ c: ContextoDeCorte, _ n: Niveles, en arbol: inout Arbol) throws {
        let corte = c.corte.ultimo ? c.corte : ultimoCambio(c) ?? c.cortes[0]
        let a = n.computo.entidad
        let nivel = DatosDeNivel(
            entorno: sitio.entorno, eleccion: eleccion.id, nivel: "entidad",
            clave: sitio.proceso.entidad.claveDosCifras, nombre: sitio.proceso.entidad.nombre,
            corte: CorteCitado(corte, c.huso),
            resumen: ResumenPublicado(a.resumen, ultimoCorte: c.corte.ultimo),
            estadistica: Estadistica(grupos.lazy.flatMap(\.actas).map { c.conEstado($0) }),
            votos: n.columnas(a, participan: n.todasLasOpciones), candidaturas: n.candidaturasDeEntidad(),
            partidos: n.partidos(n.computo.repartoEntidad, participan: n.todasLasOpciones),
            hijos: eleccion.unidades.indices.map { u in
                n.hijo(
                    clave: eleccion.unidades[u].clave, nombre: eleccion.unidades[u].nombre, n.computo.unidades[u],
                    participan: sitio.participan[u])
            },
            primerLugar: n.primerLugar(
                unidad: nil, sitio.proceso, actas: grupos.lazy.flatMap(\.actas).map { c.conEstado($0) }))
        let bytes = try JSONCanonico.bytes(nivel)
        let carpeta = sitio.rutas.carpeta(eleccion)
        datos = Rutas.datos(Huella.sha256(bytes))
        general = Dictionary(uniqueKeysWithValues: fuera.values.map { ($0.ruta, $0.entrada) })
        contienda = PaginasDeProceso.Contienda(niveles: n, datos: nivel, indice: sitio.indice)
        let paginas = PaginasDeNivel(
            marco: sitio.marco, eleccion: eleccion, indice: sitio.indice, ultimoCorte: c.corte.ultimo)
        faltan = grupos.reduce(into: Faltan()) { $0 += $1.faltan }
        let sinContar = DatosDeFaltanDeEleccion(
            entorno: sitio.entorno, eleccion: eleccion.id, corte: CorteCitado(corte, c.huso), totales: faltan,
            fueraDeCatalogo: c.escrutinio.fuera[sitio.indice].count,
            unidades: grupos.map { .init(unidad: $0.clave, nombre: $0.nombre, totales: $0.faltan) })
        for (ruta, contenido) in [
            (datos, bytes), ("\(carpeta)/index.json", bytes),
            ("\(carpeta)/\(Rutas.pagina)", paginas.entidad(n, nivel, corte: corte, fuera: fueraPublicada(c))),
            ("\(carpeta)/faltan.json", try JSONCanonico.bytes(sinContar)),
            (
                "\(carpeta)/faltan.csv",
                DatosDeFaltanDeEleccion.csv(grupos.flatMap { g in g.faltas.map { (g.clave, $0) } })
            ),
            (
                "\(carpeta)/\(Rutas.faltan)",
                PaginasDeFaltan(marco: sitio.marco, ultimoCorte: c.corte.ultimo)
                    .eleccion(eleccion, sinContar, faltas: grupos.flatMap(\.faltas), corte: corte)
            ),
            (
                Rutas.incrustada(eleccion),
                PaginasDeProceso(marco: sitio.marco, ultimoCorte: c.corte.ultimo)
                    .incrustada(.init(niveles: n, datos: nivel, indice: sitio.indice), corte: corte)
            ),
        ] {
            try arbol.actualizar(ruta, contenido, en: &general, comparar: true)
        }
    }

    func especiales(_ c: ContextoDeCorte, _ n: Niveles) -> [Especiales.Grupo] { especiales.grupos(c, n) }

    private func fueraPublicada(_ c: ContextoDeCorte) -> [(codigo: String, ruta: String?)] {
        c.escrutinio.fuera[sitio.indice].compactMap { f in
            f.resultado.resultado.imagen.map { (codigo: $0, ruta: fuera[$0]?.ruta) }
        }
    }
}
