/// A difusor as distribution needs it: where its folder is, how it is known, where its readers are. What the institute
/// registered of it besides is in the records of seguimiento.
public struct Difusor: Sendable, Hashable {
    /// Lower-case letters, digits and hyphens: it names folders and keys.
    public let clave: String
    public let nombre: String
    public let servidor: String
    public let puerto: Int
    public let usuario: String
    /// Folder of the tree on its side, as the account sees it.
    public let carpeta: String
    /// Keys of its host as `known_hosts` writes them, `ssh-ed25519 AAAA…`: no other is accepted.
    public let llavesDelServidor: [String]
    /// Kilobits per second of all its channels together; nil for as fast as it goes.
    public let tope: Int?
    /// Transfers at a time.
    public let canales: Int
    /// Where the public reads it, ending in a slash; nil while it is not known.
    public let url: String?

    public static let canalesPosibles = 1...16

    /// - Throws: `.datos`, with what to write instead.
    public init(
        clave: String, nombre: String, servidor: String, puerto: Int = 22, usuario: String, carpeta: String,
        llavesDelServidor: [String], tope: Int? = nil, canales: Int = 4, url: String? = nil
    ) throws(DifusionError) {
        func exigir(_ bien: Bool, _ que: String) throws(DifusionError) {
            if !bien { throw DifusionError(.datos, "difusor «\(clave)»: \(que)") }
        }
        try exigir(
            Self.esClave(clave),
            "su clave lleva sólo minúsculas, cifras y guiones, hasta 40")
        try exigir(!Self.reservadas.contains(clave), "esa clave la usa el programa para sus carpetas: dele otra")
        try exigir(!nombre.isEmpty, "falta su nombre")
        try exigir(
            Self.esDe(servidor, ".-:", 253), "«\(servidor.prefix(60))» no es el nombre ni la dirección de un servidor")
        try exigir((1...65535).contains(puerto), "el puerto \(puerto) no existe; va de 1 a 65535")
        try exigir(
            Self.esDe(usuario, "._-", 64), "«\(usuario.prefix(60))» no es una cuenta; letras, cifras, punto y guion")
        try exigir(
            Self.esDe(carpeta, "/._-", 200) && !carpeta.split(separator: "/").contains(".."),
            "«\(carpeta.prefix(60))» no es una carpeta; letras, cifras, diagonales, punto y guion, sin espacios")
        try exigir(
            !llavesDelServidor.isEmpty,
            "falta la llave de su servidor (la que da «ssh-keyscan»), verificada por otra vía")
        for llave in llavesDelServidor {
            try exigir(
                Self.esLlave(llave), "«\(llave.prefix(40))» no es la llave de un servidor, como «ssh-ed25519 AAAA…»")
        }
        try exigir(tope.map { $0 >= 64 } ?? true, "su tope va en kilobits por segundo, 64 o más")
        try exigir(Self.canalesPosibles.contains(canales), "sus canales van de 1 a 16")
        if let url {
            try exigir(
                (url.hasPrefix("https://") || url.hasPrefix("http://")) && url.hasSuffix("/") && !url.contains(" "),
                "su dirección pública empieza con https:// y termina con una diagonal")
        }
        self.clave = clave
        self.nombre = nombre
        self.servidor = servidor
        self.puerto = puerto
        self.usuario = usuario
        self.carpeta = carpeta
        self.llavesDelServidor = llavesDelServidor
        self.tope = tope
        self.canales = canales
        self.url = url
    }

    /// Folders beside those of difusores.
    private static let reservadas: Set<String> = ["llaves", "objetos"]

    static func esClave(_ texto: String) -> Bool { esDe(texto, "-", 40) && texto == texto.lowercased() }

    /// Whether a text is of ASCII letters, digits and those others, and no option of a command.
    private static func esDe(_ texto: String, _ otros: String, _ maximo: Int) -> Bool {
        !texto.isEmpty && texto.utf8.count <= maximo && !texto.hasPrefix("-")
            && texto.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
                    || otros.unicodeScalars.contains($0)
            }
    }

    /// An algorithm and its base 64, and nothing that `known_hosts` reads in another way.
    private static func esLlave(_ texto: String) -> Bool {
        let partes = texto.split(separator: " ", omittingEmptySubsequences: false)
        let algoritmos = [
            "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-rsa",
        ]
        guard partes.count == 2, algoritmos.contains(String(partes[0])), (60...2000).contains(partes[1].utf8.count)
        else { return false }
        return partes[1].unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "+" || $0 == "/" || $0 == "=")
        }
    }

    /// The line of `known_hosts` for each of its keys.
    var conocidos: String {
        let anfitrion = puerto == 22 ? servidor : "[\(servidor)]:\(puerto)"
        return llavesDelServidor.map { "\(anfitrion) \($0)\n" }.joined()
    }
}
