import Electoral
import Formatos
import Testing

@Suite struct ZipTests {
    static let fecha =
        FechaHora(anio: 2024, mes: 6, dia: 3, hora: 20, minuto: 10, segundo: 58)
        ?? FechaHora(Instante(segundos: 0), en: .centro)
    static let texto = Array(String(repeating: "CLAVE_CASILLA,CLAVE_ACTA,ID_ENTIDAD\r\n", count: 200).utf8)
    static let entradas = [
        Zip.Entrada(nombre: "PUE_GUB_2024.csv", bytes: texto), Zip.Entrada(nombre: "vacío.txt", bytes: []),
        Zip.Entrada(
            nombre: "imagen.jpg", bytes: (0..<999).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31) }, comprimir: false),
    ]

    private func iguales(_ a: [Zip.Entrada], _ b: [Zip.Entrada]) -> Bool {
        a.count == b.count && zip(a, b).allSatisfy { $0.nombre == $1.nombre && $0.bytes == $1.bytes }
    }

    @Test func `lo que se guarda se lee igual y en su orden`() throws {
        let bytes = try Zip.crear(Self.entradas, fecha: Self.fecha)
        #expect(iguales(try Zip.leer(bytes, archivo: "a.zip"), Self.entradas))
    }

    @Test func `las mismas entradas dan los mismos bytes`() throws {
        #expect(try Zip.crear(Self.entradas, fecha: Self.fecha) == Zip.crear(Self.entradas, fecha: Self.fecha))
        #expect(
            try Zip.crear(Self.entradas, fecha: Self.fecha) != Zip.crear(Self.entradas.reversed(), fecha: Self.fecha))
    }

    @Test func `un zip dentro de otro se lee por dentro`() throws {
        let interior = try Zip.crear(Self.entradas, fecha: Self.fecha)
        let exterior = try Zip.crear(
            [Zip.Entrada(nombre: "20240603_2000_PREP_GUB_PUE.zip", bytes: interior, comprimir: false)],
            fecha: Self.fecha)
        let leida = try #require(try Zip.leer(exterior, archivo: "a.zip").first)
        #expect(leida.nombre == "20240603_2000_PREP_GUB_PUE.zip" && leida.bytes == interior)
        #expect(iguales(try Zip.leer(leida.bytes, archivo: leida.nombre), Self.entradas))
    }

    @Test func `un zip sin entradas no se escribe, y cero bytes no traen ninguna`() throws {
        #expect(throws: FormatoError(.zipInvalido, archivo: "", "")) { try Zip.crear([], fecha: Self.fecha) }
        #expect(try Zip.leer([], archivo: "a.zip").isEmpty)
    }

    @Test func `la estructura es la de cualquier programa: fecha, método, tamaños y permisos`() throws {
        let campos = CamposDeZip(bytes: try Zip.crear(Self.entradas, fecha: Self.fecha))
        let locales = campos.posiciones(0x0403_4B50)
        let directorio = campos.posiciones(0x0201_4B50)
        let fin = try #require(campos.posiciones(0x0605_4B50).last)
        #expect(locales.count == 3 && directorio.count == 3 && fin == campos.bytes.count - 22)
        #expect(campos.dos(fin + 10) == 3 && campos.cuatro(fin + 16) == directorio[0])
        #expect(locales.map { campos.dos($0 + 8) } == [8, 8, 0])
        for (i, d) in directorio.enumerated() {
            #expect(campos.dos(d + 12) == 20 << 11 | 10 << 5 | 29)
            #expect(campos.dos(d + 14) == 44 << 9 | 6 << 5 | 3)
            #expect(campos.cuatro(d + 16) == Int(ZipArmado.crc32(Self.entradas[i].bytes)))
            #expect(campos.cuatro(d + 24) == Self.entradas[i].bytes.count)
            #expect(campos.cuatro(d + 38) >> 16 == 0o100644)
            #expect(campos.cuatro(d + 42) == locales[i])
        }
        #expect(campos.cuatro(directorio[0] + 20) < Self.texto.count / 10)
    }

    @Test func `los nombres con acentos van en UTF-8 y se marcan`() throws {
        let campos = CamposDeZip(bytes: try Zip.crear(Self.entradas, fecha: Self.fecha))
        let segunda = campos.posiciones(0x0201_4B50)[1]
        #expect(campos.dos(segunda + 8) & 0x0800 != 0)
        #expect(Array(campos.bytes[segunda + 46..<segunda + 46 + campos.dos(segunda + 28)]) == Array("vacío.txt".utf8))
    }

    @Test func `cien mil bytes aleatorios o cien entradas se leen igual`() throws {
        var azar = CarpetaDeEjemplo.Semilla(estado: 1)
        let ruido = (0..<100_000).map { _ in UInt8.random(in: 0...255, using: &azar) }
        let muchas = (0..<100).map { Zip.Entrada(nombre: "\($0).bin", bytes: Array(ruido.prefix($0 * 1000))) }
        #expect(iguales(try Zip.leer(try Zip.crear(muchas, fecha: Self.fecha), archivo: "a.zip"), muchas))
    }

    @Test func `el paquete de un corte se abre hasta sus tres archivos`() throws {
        let noche = NocheEscrita()
        let escritor = noche.escritor()
        let interior = try Zip.crear(
            [
                Zip.Entrada(nombre: escritor.nombreDeBase, bytes: noche.base()),
                Zip.Entrada(nombre: escritor.nombreDeCandidaturas, bytes: escritor.candidaturas()),
                Zip.Entrada(nombre: "LEEME.txt", bytes: Array(noche.leeme(FormatoDeBase()).utf8)),
            ], fecha: Self.fecha)
        let paquete = try Zip.crear(
            [Zip.Entrada(nombre: escritor.nombreDeZip(noche.corte), bytes: interior, comprimir: false)],
            fecha: Self.fecha)
        let zip = try #require(try Zip.leer(paquete, archivo: "p.zip").first)
        let archivos = try Zip.leer(zip.bytes, archivo: zip.nombre)
        #expect(archivos.map(\.nombre) == ["COAH_AYUN_2027.csv", "COAH_AYUN_CANDIDATURAS_2027.csv", "LEEME.txt"])
        #expect(try Auditoria(archivos[0].bytes, archivo: archivos[0].nombre).todoCoincide)
    }
}
