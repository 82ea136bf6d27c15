import Almacen
import Electoral
import Operacion

/// The night as those who only look may ask for it. The consoles of monitor, actas and report have this and not the
/// store: no answer can be had without the `Mirada` of who asks, and outside of its accreditation there is nothing.
struct Ventana: Sendable {
    private let d: Dependencias
    private let vigia: Vigia

    init(_ d: Dependencias) {
        self.d = d
        vigia = Vigia(d)
    }

    // What everybody may know: the process and its catalogue are public.
    var catalogo: Catalogo { d.catalogo }
    var proceso: Proceso { d.proceso }
    var entorno: Entorno { d.entorno }
    var ahora: Instante { d.ahora() }
    /// Between two boards.
    var pulso: Duration { .seconds(d.reglasDeMonitor.segundosEntreTableros) }

    /// The board in force.
    func vista(_ mirada: Mirada) async throws -> Vigia.Vista { try await vigia.vista(mirada.ambito) }

    /// Asks the memory of the night, which holds only the actas of the accreditation.
    func consultar<T: Sendable>(
        _ mirada: Mirada, _ cuerpo: @escaping @Sendable (MemoriaDeNoche) throws -> T
    ) async throws -> T {
        try await vigia.consultar(mirada.ambito, cuerpo)
    }

    /// What a report is computed from.
    func reporte(_ mirada: Mirada) async throws -> Reporte {
        let d = d
        return try await consultar(mirada) { noche in
            Reporte(
                try DatosDeReporte(noche, d.almacen, entorno: d.entorno, ahora: d.ahora()),
                conPersonal: mirada.reservado, conDescripciones: mirada.incidencias,
                ambito: mirada.ambito.esCompleta ? nil : d.catalogo.enPalabras(mirada.ambito))
        }
    }

    /// The work of each person and their names: for those to whom it is reserved, and for others nothing.
    func personal(_ mirada: Mirada) async throws -> ([TrabajoDePersona], [Persona: String]) {
        guard mirada.reservado else { return ([], [:]) }
        let almacen = d.almacen
        let personal = try await consultar(mirada) { $0.personal() }
        return (personal, try await enHilo { try almacen.nombres() })
    }

    /// Names of the staff, for those who may see them.
    func nombres(_ mirada: Mirada) async throws -> [Persona: String] {
        guard mirada.nombres else { return [:] }
        let almacen = d.almacen
        return try await enHilo { try almacen.nombres() }
    }

    /// Centres that receive actas of the accreditation.
    func centros(_ mirada: Mirada) async throws -> [CentroGuardado] { try await consultar(mirada) { $0.centros } }

    /// Elections of which the accreditation covers something.
    func elecciones(_ mirada: Mirada) async throws -> [Eleccion] {
        guard !mirada.ambito.esCompleta else { return catalogo.elecciones }
        let suyas = try await consultar(mirada) { Set($0.actas.map(\.eleccion)) }
        return suyas.sorted().map { catalogo.elecciones[$0] }
    }

    // MARK: One acta

    private func exigir(_ id: Acta.ID, _ mirada: Mirada) throws {
        guard !mirada.ambito.esCompleta else { return }
        guard let acta = catalogo.acta(id), Alcance(mirada.ambito, en: catalogo).incluye(acta) else {
            throw Self.ajena
        }
    }

    private static let ajena = ConsolaError(.noExiste, "No existe esa acta en su ámbito: búsquela por su clave.")
    static let noExiste = ConsolaError(.noExiste, "No existe esa acta: búsquela por su clave.")

    func historia(de id: Acta.ID, _ mirada: Mirada) async throws -> HistoriaDeActa {
        try exigir(id, mirada)
        let almacen = d.almacen
        return try await enHilo { try almacen.historia(de: id) }
    }

    func fueraDeCatalogo(_ id: Acta.ID, _ mirada: Mirada) async throws -> ActaFueraDeCatalogo? {
        try exigir(id, mirada)
        let almacen = d.almacen
        return try await enHilo { try almacen.actaFueraDeCatalogo(id) }
    }

    /// Actas that no approved casilla explains; they are of no unit, so nobody with a part of the process has them.
    func fueraDeCatalogo(_ mirada: Mirada) async throws -> [ActaFueraDeCatalogo] {
        let ids = try await consultar(mirada) { $0.fueraDeCatalogo }
        let almacen = d.almacen
        return try await enHilo { try ids.compactMap { try almacen.actaFueraDeCatalogo($0) } }
    }

    /// The image of an acta, for those who may see its figures: it shows them.
    func imagen(_ sha: String, de id: Acta.ID, _ mirada: Mirada) async throws -> (tipo: String, bytes: [UInt8]) {
        if !mirada.cifrasAntesDelCorte {
            guard try await historia(de: id, mirada).imagenesPublicadas.contains(sha) else {
                throw ConsolaError(.noExiste, "La imagen se muestra cuando un corte publique el acta.")
            }
        }
        try exigir(id, mirada)
        let almacen = d.almacen
        guard let imagen = try await enHilo({ try almacen.imagen(sha, citadaPor: id) }) else {
            throw ConsolaError(.noExiste, "Esa imagen no es de esta acta o no se conserva.")
        }
        return imagen
    }
}
