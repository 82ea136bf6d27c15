import ArgumentParser
import Crypto
import Electoral
import Foundation
import SwiftASN1
import X509

/// `prep certificados`: the certificate authority of the internal network and the server's certificate.
struct Certificados: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificados",
        abstract: "Hace la autoridad certificadora de la red interna y el certificado de las consolas.",
        discussion: """
            Escribe en <carpeta>/<entorno>/certificados: autoridad.pem (se instala en los equipos de los centros), \
            autoridad.llave (guárdela fuera del servidor), servidor.pem y servidor.llave. Repetida con otros nombres hace \
            otro certificado de servidor con la misma autoridad; la autoridad no se reemplaza. Si el instituto tiene sus \
            propios certificados esta orden no hace falta: indíquelos con --certificado y --llave al abrir las consolas.
            """)
    @OptionGroup var operacion: OpcionesDeOperacion
    @Option(
        name: .customLong("nombre"),
        help: ArgumentHelp("Nombre o dirección IP del servidor; se puede repetir.", valueName: "nombre"))
    var nombres: [String] = ["localhost", "127.0.0.1"]
    @Option(help: ArgumentHelp("Días que vale el certificado del servidor.", valueName: "n")) var dias = 365

    func run() throws {
        guard (1...825).contains(dias) else { throw Falla(Salida.uso, "--dias debe estar entre 1 y 825") }
        let abierta = try OperacionAbierta(operacion)
        guard let entorno = abierta.carpeta else { throw Falla(Salida.uso, "indique la carpeta del proceso") }
        let carpeta = "\(entorno.carpeta)/certificados"
        try Archivos.crearCarpeta(carpeta)
        let (autoridad, llave) = try Self.autoridad(en: carpeta, institucion: abierta.proceso.institucion)
        let llaveDeServidor = P256.Signing.PrivateKey()
        let servidor = try Self.servidor(nombres, llaveDeServidor, autoridad, llave, dias: dias)
        try Self.reemplazar("\(carpeta)/servidor.pem", try servidor.serializeAsPEM().pemString + "\n", secreto: false)
        try Self.reemplazar("\(carpeta)/servidor.llave", llaveDeServidor.pemRepresentation + "\n", secreto: true)
        Consola.linea("Certificado para \(nombres.joined(separator: ", ")) en \(carpeta)/servidor.pem, \(dias) días")
        Consola.linea("Instale \(carpeta)/autoridad.pem en los equipos; su huella SHA-256:")
        Consola.linea("  \(Self.huella(autoridad))")
    }

    private static func autoridad(
        en carpeta: String, institucion: String
    ) throws -> (Certificate, P256.Signing.PrivateKey) {
        let (pem, secreta) = ("\(carpeta)/autoridad.pem", "\(carpeta)/autoridad.llave")
        if FileManager.default.fileExists(atPath: pem) {
            guard FileManager.default.fileExists(atPath: secreta) else {
                throw Falla(
                    Salida.sinEntrada, "\(secreta): falta la llave de la autoridad; póngala ahí mientras la usa")
            }
            do {
                let certificado = try Certificate(
                    pemEncoded: String(decoding: try Archivos.leer(pem), as: UTF8.self))
                let llave = try P256.Signing.PrivateKey(
                    pemRepresentation: String(decoding: try Archivos.leer(secreta), as: UTF8.self))
                return (certificado, llave)
            } catch {
                throw Falla(Salida.datos, "\(pem) o su llave no se pueden leer: recupérelos de su respaldo")
            }
        }
        let llave = P256.Signing.PrivateKey()
        let nombre = try DistinguishedName {
            OrganizationName(institucion)
            CommonName("Autoridad interna del PREP")
        }
        let certificado = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(llave.publicKey),
            notValidBefore: Date() - 3600, notValidAfter: Date() + 3 * 365 * 86_400, issuer: nombre, subject: nombre,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: Certificate.PublicKey(llave.publicKey))
            }, issuerPrivateKey: .init(llave))
        try reemplazar(secreta, llave.pemRepresentation + "\n", secreto: true)
        try reemplazar(pem, try certificado.serializeAsPEM().pemString + "\n", secreto: false)
        return (certificado, llave)
    }

    private static func servidor(
        _ nombres: [String], _ llave: P256.Signing.PrivateKey, _ autoridad: Certificate,
        _ llaveDeAutoridad: P256.Signing.PrivateKey, dias: Int
    ) throws -> Certificate {
        let alternos = try nombres.map { nombre -> GeneralName in
            if let ip = direccion(nombre) { return .ipAddress(ASN1OctetString(contentBytes: ip[...])) }
            guard nombre.utf8.allSatisfy({ $0 < 128 && $0 > 32 }), !nombre.isEmpty else {
                throw Falla(Salida.uso, "--nombre: «\(nombre)» no es un nombre de servidor ni una dirección IP")
            }
            return .dnsName(nombre)
        }
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(llave.publicKey),
            notValidBefore: Date() - 3600, notValidAfter: Date() + Double(dias) * 86_400, issuer: autoridad.subject,
            subject: try DistinguishedName { CommonName(nombres[0]) }, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(alternos)
                AuthorityKeyIdentifier(
                    keyIdentifier: try autoridad.extensions.subjectKeyIdentifier?.keyIdentifier)
            }, issuerPrivateKey: .init(llaveDeAutoridad))
    }

    /// The bytes of an IP address; nil when the text is a name.
    private static func direccion(_ texto: String) -> [UInt8]? {
        var v4 = in_addr()
        if inet_pton(AF_INET, texto, &v4) == 1 { return withUnsafeBytes(of: v4) { Array($0) } }
        var v6 = in6_addr()
        if inet_pton(AF_INET6, texto, &v6) == 1 { return withUnsafeBytes(of: v6) { Array($0) } }
        return nil
    }

    private static func huella(_ certificado: Certificate) -> String {
        var der = DER.Serializer()
        guard (try? der.serialize(certificado)) != nil else { return "" }
        return SHA256.hash(data: der.serializedBytes).map { b in
            let hex = String(b, radix: 16, uppercase: true)
            return hex.count == 1 ? "0" + hex : hex
        }.joined(separator: ":")
    }

    /// Whole or not at all; keys only for their owner.
    private static func reemplazar(_ ruta: String, _ texto: String, secreto: Bool) throws {
        let parcial = ruta + ".parcial"
        unlink(parcial)
        let descriptor = open(parcial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, secreto ? 0o600 : 0o644)
        guard descriptor >= 0 else { throw Falla(Salida.noSePuedeCrear, "\(ruta): no se puede escribir ahí") }
        let archivo = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try archivo.write(contentsOf: Data(texto.utf8))
        try archivo.synchronize()
        guard rename(parcial, ruta) == 0 else {
            throw Falla(Salida.noSePuedeCrear, "\(ruta): no se puede escribir ahí")
        }
    }
}
