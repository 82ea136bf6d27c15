import Formatos
import Testing

/// Archives made to deceive: an explained error, never a crash and never more memory than allowed.
@Suite struct ZipHostilTests {
    private func error(_ bytes: [UInt8]) -> FormatoError.Codigo? {
        do {
            _ = try Zip.leer(bytes, archivo: "a.zip")
            return nil
        } catch {
            #expect(error.archivo == "a.zip" && !error.mensaje.isEmpty)
            return error.codigo
        }
    }

    @Test func `el zip armado por la prueba es válido`() throws {
        let leidas = try Zip.leer(ZipArmado().bytes, archivo: "a.zip")
        #expect(leidas.map(\.nombre) == ["base.csv"] && leidas[0].bytes == ZipArmado.Entrada().contenido)
    }

    @Test func `truncado en cualquier byte`() throws {
        let bytes = try Zip.crear(ZipTests.entradas, fecha: ZipTests.fecha)
        for n in 1..<bytes.count { #expect(error(Array(bytes.prefix(n))) == .zipInvalido) }
    }

    @Test func `lo que no es un zip`() {
        #expect(error(Array("CLAVE_CASILLA,LISTA_NOMINAL\r\n".utf8)) == .zipInvalido)
        #expect(error([0]) == .zipInvalido)
        #expect(error(Array("PK".utf8)) == .zipInvalido)
        var azar = CarpetaDeEjemplo.Semilla(estado: 9)
        for n in [4, 22, 100, 5000] {
            #expect(error((0..<n).map { _ in UInt8.random(in: 0...255, using: &azar) }) == .zipInvalido)
        }
    }

    @Test func `cifrado`() { #expect(error(ZipArmado.con { $0.banderas = 1 }) == .zipInvalido) }

    @Test func `una bomba que declara más de lo permitido`() {
        #expect(
            error(
                ZipArmado.con {
                    $0.metodo = 8; $0.original = 0xFFFF_FFF0
                }) == .demasiadoGrande)
        #expect(
            error(
                ZipArmado.con {
                    $0.metodo = 8; $0.original = UInt32(Zip.maximo) + 1
                }) == .demasiadoGrande)
        #expect(
            error(
                ZipArmado.con {
                    $0.metodo = 8; $0.original = UInt32(Zip.maximo)
                }) == .zipInvalido, "quince bytes no dan tanto")
        #expect(error(ZipArmado.con { $0.original = UInt32(Zip.maximo) }) == .zipInvalido)
    }

    @Test func `un tamaño que no es el del contenido`() {
        #expect(error(ZipArmado.con { $0.original = 100_000 }) == .zipInvalido)
        #expect(error(ZipArmado.con { $0.comprimido = 100_000 }) == .zipInvalido)
        #expect(error(ZipArmado.con { $0.metodo = 8 }) == .zipInvalido, "no es deflate")
    }

    @Test func `un método desconocido, un CRC falso, una posición fuera del archivo`() {
        #expect(error(ZipArmado.con { $0.metodo = 77 }) == .zipInvalido)
        #expect(error(ZipArmado.con { $0.crc = 1 }) == .zipInvalido)
        #expect(error(ZipArmado.con { $0.posicion = 0xFFFF_FF00 }) == .zipInvalido)
        #expect(error(ZipArmado.con { $0.posicion = 9 }) == .zipInvalido)
    }

    @Test func `más o menos entradas que las declaradas`() {
        for declaradas: UInt16 in [0, 2, 0xFFFF] {
            var zip = ZipArmado()
            zip.declaradas = declaradas
            #expect(error(zip.bytes) == .zipInvalido)
        }
    }

    @Test func `los nombres que no son UTF-8 o quieren salir de la carpeta sólo son texto`() throws {
        for nombre in [
            [0xFF, 0xFE], Array("../../etc/passwd".utf8), Array("/x".utf8), Array(repeating: 0x41, count: 60_000),
        ] {
            do {
                let leidas = try Zip.leer(ZipArmado.con { $0.nombre = nombre }, archivo: "a.zip")
                #expect(leidas.count == 1)
            } catch { #expect(error.codigo == .zipInvalido) }
        }
    }
}
