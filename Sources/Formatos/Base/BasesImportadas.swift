import Electoral

/// The data bases of the elections of one entity that were voted on the same day: one catalogue for all.
public struct BasesImportadas: Sendable {
    /// In the order of the elections of the catalogue.
    public let bases: [BaseImportada]
    public let catalogo: Catalogo
    public let huso: Huso
    /// Of the last of them.
    public let corte: Instante
    /// Number of the acta of the catalogue before the first of each base.
    private let previas: [Int]

    /// A single one: its catalogue as it is.
    public init(_ base: BaseImportada) {
        bases = [base]
        catalogo = base.catalogo
        huso = base.huso
        corte = base.corte.instante(en: base.huso)
        previas = [0]
    }

    /// - Throws: when they are not of one entity and day, or two are of the same election.
    public init(_ bases: [BaseImportada]) throws(FormatoError) {
        guard let primera = bases.first else {
            throw FormatoError(.noEsBase, archivo: "", linea: 1, "no hay ninguna base que leer")
        }
        for (i, base) in bases.enumerated().dropFirst() {
            if let motivo = Self.rechazo(base, junto: bases[..<i], primera) {
                throw FormatoError(.valorInvalido, archivo: base.archivo, linea: 1, motivo)
            }
        }
        self.bases = bases
        huso = primera.huso
        corte = bases.map { $0.corte.instante(en: $0.huso) }.max() ?? primera.corte.instante(en: primera.huso)
        previas = bases.indices.map { i in bases[..<i].reduce(0) { $0 + $1.catalogo.actas.count } }
        catalogo = Catalogo(
            entidad: primera.catalogo.entidad, elecciones: bases.map(\.eleccion),
            actas: bases.enumerated().flatMap { i, base in base.catalogo.actas.map { $0.con(eleccion: i) } })
    }

    /// Its number in the catalogue of all: the canonical order begins with the election.
    public func acta(_ fila: BaseImportada.Fila, de base: Int) -> Acta.ID? { fila.acta.map { previas[base] + $0 } }

    private static func rechazo(
        _ base: BaseImportada, junto otras: ArraySlice<BaseImportada>, _ primera: BaseImportada
    ) -> String? {
        if base.catalogo.entidad != primera.catalogo.entidad {
            return
                "es de \(base.catalogo.entidad.nombre) y \(primera.archivo) de \(primera.catalogo.entidad.nombre): "
                + "sólo se repiten juntas las bases de una entidad"
        }
        if base.huso != primera.huso {
            return "sus horas son \(base.huso.texto) y las de \(primera.archivo) \(primera.huso.texto)"
        }
        let (una, otra) = (base.jornada, primera.jornada)
        if (una.anio, una.mes, una.dia) != (otra.anio, otra.mes, otra.dia) {
            return
                "su jornada es la del \(fecha(una)) y la de \(primera.archivo) la del \(fecha(otra)): "
                + "sólo se repiten juntas las bases de una jornada"
        }
        if let misma = otras.first(where: { $0.eleccion.id == base.eleccion.id }) {
            return "es de la misma elección que \(misma.archivo) (\(base.eleccion.id))"
        }
        return nil
    }

    private static func fecha(_ f: FechaHora) -> String {
        "\(cifras(f.dia, ancho: 2))/\(cifras(f.mes, ancho: 2))/\(f.anio)"
    }
}
