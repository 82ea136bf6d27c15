import Bitacora
import Electoral
import Formatos
import Foundation

/// Turns a corte into the public tree.
///
/// Trust statement: trusted to publish exactly what the corte says. It reads nothing but the values that it is given,
/// and trusts nothing that it finds in the folder: the first corte of a process renders everything and compares it with
/// the disk, the following ones render what changed. Whoever controls the folder can alter what readers of that copy
/// see, but not the signed pointer: the manifest that it names gives the alteration away.
///
/// The same values give the same bytes, whether the tree is made at once or corte by corte.
public final class Publicador {
    /// A file that a corte wrote.
    public struct Escrito: Sendable, Hashable {
        /// Relative to the tree.
        public let ruta: String
        public let bytes: Int
    }

    /// What a corte cost.
    public struct Informe: Sendable {
        public let corte: Corte
        /// Files that were not there with the same bytes, as they were written.
        public let escritos: [Escrito]
        public let paquete: String

        public var archivos: Int { escritos.count }
        public var bytes: Int { escritos.reduce(0) { $0 + $1.bytes } }
    }

    private let proceso: Proceso
    private let entorno: Entorno
    private let catalogo: Catalogo
    private let clave: ClaveDeFirma
    private let imagen: (String) throws -> [UInt8]?
    private let difusores: (Corte) throws -> [DifusorEnSitio]
    private let elecciones: [PublicadorDeEleccion]
    private let bases: PaqueteDeBases
    private let marco: Marco
    /// What no corte changes, by path.
    private let fijos: [(ruta: String, bytes: [UInt8], entrada: Entrada)]
    private var arbol: Arbol
    /// The corte that this process published last; nil before the first.
    private var previo: Corte?
    /// The data base that is published, and the corte that it is of; nil when nothing is known of the tree.
    private var baseVigente: (corte: Int, ruta: String, entrada: Entrada)?

    /// - Parameters:
    ///   - difusores: the public list as it was at a corte.
    ///   - imagen: bytes of an image by its hash; nil for codes that are carried from elsewhere.
    public init(
        proceso: Proceso, entorno: Entorno, catalogo: Catalogo, formato: FormatoDeBase, clave: ClaveDeFirma,
        carpeta: String, sitio: ConfiguracionDelSitio = ConfiguracionDelSitio(),
        difusores: @escaping (Corte) throws -> [DifusorEnSitio] = { _ in [] },
        imagen: @escaping (String) throws -> [UInt8]?
    ) throws(PublicacionError) {
        self.proceso = proceso
        self.entorno = entorno
        self.catalogo = catalogo
        self.clave = clave
        self.imagen = imagen
        self.difusores = difusores
        let marco = Marco(catalogo, proceso: proceso, entorno: entorno, sitio: sitio)
        let rutas = Rutas(catalogo, entorno)
        self.marco = marco
        elecciones = catalogo.elecciones.indices.map {
            PublicadorDeEleccion(EleccionEnSitio(catalogo, indice: $0, rutas: rutas, marco: marco))
        }
        fijos = try Self.fijos(marco, catalogo, formato).map {
            ($0.ruta, $0.bytes, Entrada(bytes: $0.bytes.count, sha256: Huella.sha256($0.bytes)))
        }
        bases = PaqueteDeBases(catalogo, formato: formato, proceso: proceso, entorno: entorno)
        // A replay can be made again from its source; an operation cannot.
        arbol = Arbol(carpeta, durable: entorno != .repeticion)
        try rechazarOtroEntorno()
    }

    /// Origin of the signed notes: never the same for two environments.
    public static func origen(_ proceso: Proceso, _ entorno: Entorno) -> String {
        "\(proceso.origen)/\(entorno.rawValue)"
    }

    /// Publishes the last of `cortes`. The pointer changes last, so that a reader never sees half a corte.
    ///
    /// After a failure nothing is taken for granted: the next corte renders everything again and compares it with the
    /// disk.
    ///
    /// - Parameter pasado: everything known at a corte of before; asked when this one has no data base of its own and
    ///   nothing is known of the one that stays published.
    public func publicar(
        _ escrutinio: Escrutinio, computos: [Computo], cortes: [Corte],
        pasado: ((Corte) throws -> Escrutinio)? = nil
    ) throws -> Informe {
        guard let corte = cortes.last else { throw PublicacionError(.noSeEscribe, "no hay corte que publicar") }
        do {
            let informe = try publicar(corte, escrutinio, computos, cortes, pasado)
            previo = corte
            return informe
        } catch {
            previo = nil
            baseVigente = nil
            throw error
        }
    }

    private func publicar(
        _ corte: Corte, _ escrutinio: Escrutinio, _ computos: [Computo], _ cortes: [Corte],
        _ pasado: ((Corte) throws -> Escrutinio)?
    ) throws -> Informe {
        if previo == nil { try rechazarRetroceso(corte) }
        arbol.empezar()
        let contexto = ContextoDeCorte(
            escrutinio: escrutinio, cortes: cortes, corte: corte, desde: previo?.hasta ?? 0, frio: previo == nil,
            huso: proceso.huso)
        var entradas: [String: Entrada] = [:]
        func general(_ ruta: String, _ bytes: [UInt8]) throws(PublicacionError) {
            entradas[ruta] = Entrada(bytes: bytes.count, sha256: Huella.sha256(bytes))
            try arbol.escribir(ruta, bytes, comparar: true)
        }
        for (ruta, bytes, entrada) in fijos {
            // They are compared with the disk once; afterwards they are the same.
            if contexto.frio { try arbol.escribir(ruta, bytes, comparar: true) }
            entradas[ruta] = entrada
        }

        // The data base is compressed while the pages are written. A corte without its own leaves the one that is there.
        let deBase = cortes.last(where: \.conBase) ?? cortes[0]
        let vigente = deBase == corte ? nil : baseVigente.flatMap { $0.corte == deBase.numero ? $0 : nil }
        let tarea = Tarea { [bases] () -> (nombre: String, bytes: [UInt8])? in
            if vigente != nil { return nil }
            if deBase == corte { return try bases.paquete(corte, escrutinio, computos) }
            guard let suyo = try pasado?(deBase) else {
                throw PublicacionError(.noSeEscribe, "no se sabe cuál es la base de datos vigente")
            }
            return try bases.paquete(deBase, suyo, suyo.computos())
        }
        defer { tarea.esperar() }
        let niveles = zip(elecciones, computos).map { $0.niveles($1) }
        let cambiados = zip(elecciones, niveles).flatMap { eleccion, n in
            eleccion.grupos.filter { $0.cambia(contexto) }.map { (grupo: $0, niveles: n) }
        }
        let hechos = try enParalelo(cambiados, estado: arbol.otro) { uno, arbol in
            try uno.grupo.publicar(contexto, uno.niveles, imagen: imagen, en: &arbol)
        }
        for otro in hechos.estados { arbol.sumar(otro) }
        let unidades = try zip(elecciones, niveles).flatMap {
            try $0.publicar(contexto, $1, imagen: imagen, en: &arbol)
        }
        if let (paquete, bytes) = try tarea.valor() {
            let ruta = Rutas.base(paquete)
            try general(ruta, bytes)
            baseVigente = (deBase.numero, ruta, Entrada(bytes: bytes.count, sha256: Huella.sha256(bytes)))
        } else if let vigente {
            entradas[vigente.ruta] = vigente.entrada
        }
        guard let base = baseVigente else {
            throw PublicacionError(.noSeEscribe, "no se sabe cuál es la base de datos vigente")
        }
        let lista = try difusores(corte)
        for logo in Set(lista.compactMap(\.logotipo)) { try general(logo.ruta, logo.bytes) }
        try general(Rutas.difusores, PaginasFijas(marco: marco).difusores(lista))
        try general(Rutas.cambios(corte), Cambios.ndjson(contexto, proceso.redaccion))

        let resumenes = zip(catalogo.elecciones, computos).map { ($0, $1.entidad.resumen) }
        let deTodas = try paginasDeProceso(contexto, niveles, base: (deBase, base.ruta, base.entrada))
        for (ruta, bytes) in deTodas { try general(ruta, bytes) }
        try general(
            Rutas.avance, marco.avance(corte, resumenes.map { (eleccion: $0.0, resumen: $0.1) }))

        let raiz = Manifiesto.Raiz(
            origen: Self.origen(proceso, entorno), corte: corte.numero, instante: corte.instante.iso(proceso.huso),
            ultimo: corte.ultimo, unidades: unidades, archivos: Manifiesto(entradas).archivos)
        try terminar(corte, raiz, paquete: base.ruta, de: deBase, resumenes)
        return Informe(corte: corte, escritos: arbol.escritos, paquete: base.ruta)
    }

    /// Pages of all the elections and their data.
    private func paginasDeProceso(
        _ c: ContextoDeCorte, _ niveles: [Niveles], base: (corte: Corte, ruta: String, entrada: Entrada)
    ) throws -> [(String, [UInt8])] {
        let ultimo = elecciones.compactMap { $0.ultimoCambio(c) }.max { $0.numero < $1.numero } ?? c.cortes[0]
        // From the opening on the pages of all say that it is open: that is a change too.
        let abierta = c.cortes.first { $0.instante >= proceso.inicioPublicacion }
        let corte = c.corte.ultimo ? c.corte : [ultimo, abierta ?? ultimo].max { $0.numero < $1.numero } ?? ultimo
        let citado = CorteCitado(corte, c.huso)
        let paginas = PaginasDeProceso(marco: marco, ultimoCorte: c.corte.ultimo)
        let contiendas = elecciones.compactMap(\.contienda)
        let especiales = zip(elecciones, niveles).flatMap { $0.especiales(c, $1) }
        let deEspeciales = c.corteDeCifras(especiales.map(\.numero).max() ?? 0)
        let paquetes = c.cortes.reversed().filter(\.conBase).map {
            PaginasDeProceso.Paquete(
                corte: $0, ruta: Rutas.base(EscritorDeBase.nombreDePaquete($0, proceso, entorno)))
        }
        let inicio = DatosDeInicio(entorno: entorno.rawValue, corte: citado, elecciones: contiendas.map(\.alVistazo))
        let estadistica = DatosDeEstadistica(
            entorno: entorno.rawValue, corte: citado,
            elecciones: contiendas.map {
                .init(
                    eleccion: $0.niveles.eleccion.id, titulo: $0.niveles.eleccion.titulo,
                    resumen: $0.datos.resumen, estadistica: $0.datos.estadistica)
            })
        let faltan = DatosDeFaltanDeProceso(
            entorno: entorno.rawValue, corte: citado,
            elecciones: elecciones.map { .init(eleccion: $0.sitio.eleccion.id, totales: $0.faltan) })
        let paginasDeFaltan = PaginasDeFaltan(marco: marco, ultimoCorte: c.corte.ultimo)
        let deGrupos = DatosDeEspeciales(
            entorno: entorno.rawValue, corte: CorteCitado(deEspeciales, c.huso), grupos: especiales)
        return [
            (Rutas.pagina, paginas.inicio(contiendas, corte: corte, ahora: c.corte, base: base.ruta)),
            ("index.json", try JSONCanonico.bytes(inicio)),
            (Rutas.faltan, paginasDeFaltan.proceso(elecciones.map(\.faltan), corte: corte)),
            ("faltan.json", try JSONCanonico.bytes(faltan)),
            (Rutas.especiales, paginas.especiales(especiales, corte: deEspeciales)),
            ("especiales.json", try JSONCanonico.bytes(deGrupos)),
            (Rutas.estadistica, paginas.estadistica(contiendas, corte: corte)),
            ("estadistica.json", try JSONCanonico.bytes(estadistica)),
            (Rutas.prensa, paginas.prensa(contiendas, corte: corte)),
            (
                Rutas.bases,
                paginas.bases(
                    paquetes, ultimo: base.entrada, catalogo: Rutas.catalogo(proceso), corte: base.corte)
            ),
        ]
    }

    private static func fijos(
        _ marco: Marco, _ catalogo: Catalogo, _ formato: FormatoDeBase
    ) throws(PublicacionError) -> [(ruta: String, bytes: [UInt8])] {
        let zip: [UInt8]
        do {
            zip = try EscritorDeCatalogo(catalogo, formato: formato, proceso: marco.proceso, entorno: marco.entorno)
                .zip()
        } catch {
            throw PublicacionError(.noSeEscribe, "no se pudo comprimir el catálogo: \(error)")
        }
        let campos = Campos(marco.t, primerLugar: marco.proceso.acuerdoDePrimerosLugares != nil)
        return marco.recursos.archivos.sorted { $0.key < $1.key }.map { (ruta: $0.key, bytes: $0.value) }
            + PaginasFijas(marco: marco).todas()
            + [(Rutas.catalogo(marco.proceso), zip)]
            + [
                (Rutas.campos, campos.pagina(marco)),
                (
                    Campos.openAPI,
                    try campos.descripcion(titulo: "PREP \(marco.nombreCorto)", entorno: marco.entorno.rawValue)
                ),
            ]
            + [(IndiceDeSecciones.ruta, try JSONCanonico.bytes(IndiceDeSecciones(catalogo, marco.entorno)))]
    }

    /// Manifest and, last, the two forms of the pointer.
    private func terminar(
        _ corte: Corte, _ raiz: Manifiesto.Raiz, paquete: String, de deBase: Corte, _ resumenes: [(Eleccion, Resumen)]
    ) throws {
        let ruta = Rutas.raizDeManifiesto(corte, proceso.huso)
        let bytes = try JSONCanonico.bytes(raiz)
        let huella = Huella.sha256(bytes)
        try arbol.escribir(ruta, bytes, comparar: true)
        try arbol.asentar()
        let apuntador = Apuntador(
            origen: raiz.origen, entorno: entorno.rawValue, corte: corte.numero, instante: raiz.instante,
            siguiente: corte.siguiente?.iso(proceso.huso), ultimo: corte.ultimo,
            minutos: corte.minutos ?? proceso.minutosEntreCortes, manifiesto: .init(ruta: ruta, sha256: huella),
            base: paquete, corteDeBase: deBase.numero,
            clave: clave.publica.texto,
            elecciones: resumenes.map {
                .init(
                    id: $0.0.id, titulo: Self.titulo($0.0), ruta: "\($0.0.ruta)/index.json",
                    resumen: ResumenPublicado($0.1, ultimoCorte: corte.ultimo))
            })
        try arbol.escribir(Rutas.cortePrograma, try JSONCanonico.bytes(apuntador), comparar: true)
        // The pointer vouches for the manifest; what vouches for the pointer is not in it.
        try arbol.escribir(Rutas.clave, Array((clave.publica.texto + "\n").utf8), comparar: true)
        let nota = try Nota(firmando: apuntador.texto, con: clave)
        try arbol.escribir(Rutas.nota, Array(nota.contenido.utf8), comparar: true)
        try arbol.asentar()
    }

    /// In one line: the pointer is read by lines.
    private static func titulo(_ eleccion: Eleccion) -> String {
        Marco.titulo(eleccion).split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// The pointer of an operation never goes back. A replay may be told again in the same folder.
    private func rechazarRetroceso(_ corte: Corte) throws(PublicacionError) {
        guard entorno != .repeticion, let nota = arbol.leer(Rutas.nota) else { return }
        let linea = String(decoding: nota, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("corte ") }
        guard let publicado = linea.flatMap({ Int($0.dropFirst("corte ".count)) }), publicado > corte.numero else {
            return
        }
        throw PublicacionError(
            .retrocede, "en esa carpeta ya está el corte \(publicado): el \(corte.numero) se publica en otra")
    }

    /// A folder that another environment or process published in is never written.
    private func rechazarOtroEntorno() throws(PublicacionError) {
        guard let contenido = arbol.leer(Rutas.nota) else { return }
        let origen = String(decoding: contenido.prefix { $0 != 10 }, as: UTF8.self)
        guard origen == Self.origen(proceso, entorno) else {
            throw PublicacionError(
                .otroEntorno,
                "en esa carpeta ya publica «\(origen)»: cada entorno y proceso publica en la suya; use otra")
        }
    }
}
