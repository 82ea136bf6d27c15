import Electoral

/// `USUARIO,NOMBRE,ROL,CENTRO`: the staff as the institute hands it over. Also `CASILLAS`, for those who photograph
/// actas: keys of the casillas of a CAE, separated by spaces. And `AMBITO`, for parties and observers: elections and
/// units that they are accredited for.
public enum CSVDeUsuarios {
    public struct Fila: Hashable, Sendable {
        public let usuario, nombre: String
        public let rol: Rol
        public let centro: String?
        public let casillas: [String]
        public let ambito: Acreditacion
    }

    /// Roles whose work happens in a centre.
    private static let conCentro: Set<Rol> = [.acopio, .digitalizacion, .captura, .casilla]

    /// - Parameters:
    ///   - centros: keys of the centres that exist.
    ///   - casillas: keys of the casillas of the catalogue.
    ///   - ambitos: what an account may be accredited for.
    /// - Throws: every problem found, with file, line and column.
    public static func leer(
        _ bytes: [UInt8], archivo: String, centros: Set<String>, casillas: Set<String>,
        ambitos: Set<Acreditacion.Parte>
    ) throws(ErroresDeCarpeta) -> [Fila] {
        let diario = Diario()
        var filas: [Fila] = []
        var usuarios: Set<String> = []
        let tabla = TablaCSV(
            archivo: archivo, requeridas: ["USUARIO", "NOMBRE", "ROL"], opcionales: ["CENTRO", "CASILLAS", "AMBITO"])
        tabla.leer(bytes, diario: diario) { fila in
            let usuario = fila.obligatorio("USUARIO", maximo: 40)?.lowercased()
            let nombre = fila.obligatorio("NOMBRE", maximo: 120)
            let centro = fila.opcional("CENTRO", maximo: 20)
            guard let rol = Rol(rawValue: fila.cruda("ROL")) else {
                let roles = Rol.allCases.map(\.rawValue).joined(separator: ", ")
                fila.error(.valorInvalido, "ROL", "dice \(Texto.cita(fila.cruda("ROL"))); escriba uno de \(roles)")
                return
            }
            guard let usuario, let nombre else { return }
            guard usuario.count >= 3, usuario.utf8.allSatisfy(esDeUsuario) else {
                fila.error(
                    .valorInvalido, "USUARIO",
                    "\(Texto.cita(usuario)) no sirve; use de 3 a 40 letras sin acento, cifras, puntos o guiones")
                return
            }
            guard usuarios.insert(usuario).inserted else {
                fila.error(.claveRepetida, "USUARIO", "«\(usuario)» está dos veces; cada persona tiene una cuenta")
                return
            }
            if let centro, !centros.contains(centro) {
                fila.error(.referenciaDesconocida, "CENTRO", "\(Texto.cita(centro)) no está en centros.csv")
                return
            }
            if centro == nil, conCentro.contains(rol) {
                fila.error(
                    .valorInvalido, "CENTRO", "está vacía; quien tiene el rol \(rol.rawValue) trabaja en un centro")
                return
            }
            let suyas = fila.lista("CASILLAS").map { $0.uppercased() }
            if let ajena = suyas.first(where: { !casillas.contains($0) }) {
                fila.error(.referenciaDesconocida, "CASILLAS", "\(Texto.cita(ajena)) no está en el catálogo")
                return
            }
            if !suyas.isEmpty, rol != .casilla {
                fila.error(.valorInvalido, "CASILLAS", "sólo la llevan las cuentas del rol casilla; déjela vacía")
                return
            }
            guard let ambito = Self.ambito(fila, rol, ambitos) else { return }
            filas.append(
                Fila(usuario: usuario, nombre: nombre, rol: rol, centro: centro, casillas: suyas, ambito: ambito))
        }
        guard !diario.hayErrores else { throw diario.resultado(orden: [archivo]) }
        return filas
    }

    /// The accreditation of a row; nil when it is wrong, and then the row says why.
    private static func ambito(
        _ fila: TablaCSV.Fila, _ rol: Rol, _ ambitos: Set<Acreditacion.Parte>
    ) -> Acreditacion? {
        let ambito = Acreditacion(fila.lista("AMBITO").joined(separator: " "))
        guard ambito.esCompleta || rol.admiteAmbito else {
            fila.error(
                .valorInvalido, "AMBITO",
                "sólo lo llevan las cuentas de los roles representacion y observacion; déjela vacía")
            return nil
        }
        guard let ajena = ambito.partes.first(where: { !ambitos.contains($0) }) else { return ambito }
        let elecciones = ambitos.filter { $0.unidad == nil }.map(\.eleccion).sorted()
        let consejo =
            elecciones.contains(ajena.eleccion)
            ? "la unidad va con sus tres cifras, como \(Self.ejemplo(ajena.eleccion, ambitos))"
            : "escriba \(elecciones.joined(separator: ", ")), sola o con su unidad, como "
                + Self.ejemplo(elecciones.first ?? "", ambitos)
        fila.error(.referenciaDesconocida, "AMBITO", "\(Texto.cita(ajena.texto)) no está en el catálogo; \(consejo)")
        return nil
    }

    private static func ejemplo(_ eleccion: String, _ ambitos: Set<Acreditacion.Parte>) -> String {
        ambitos.filter { $0.eleccion == eleccion }.max()?.texto ?? eleccion
    }

    private static func esDeUsuario(_ b: UInt8) -> Bool {
        switch b {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."),
            UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
