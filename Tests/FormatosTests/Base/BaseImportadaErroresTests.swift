import Electoral
import Formatos
import Testing

/// What cannot be read says where: file, line and column.
@Suite struct BaseImportadaErroresTests {
    private func error(_ bytes: [UInt8]) -> String? {
        do {
            _ = try BaseImportada(bytes, archivo: "base.csv")
            return nil
        } catch {
            #expect(!error.mensaje.isEmpty)
            return lugar(error)
        }
    }

    private func error(_ cambio: (inout BaseSintetica) -> Void) -> String? { error(BaseSintetica().con(cambio).bytes) }

    private func lugar(_ e: FormatoError) -> String {
        let donde = [e.archivo] + [e.linea, e.columna].compactMap { $0.map(String.init) }
        return donde.joined(separator: ":") + " " + e.codigo.rawValue
    }

    @Test func `la base de ejemplo se importa`() { #expect(error { _ in } == nil) }

    @Test func `un tipo de casilla desconocido`() {
        #expect(error { $0[0, "TIPO_CASILLA"] = "Z" } == "base.csv:8:9 PREP-FMT-003")
        #expect(error { $0[0, "TIPO_CASILLA"] = "" } == "base.csv:8:9 PREP-FMT-003")
        #expect(error { $0[7, "TIPO_CASILLA"] = "" } == nil, "fuera de catálogo no tiene tipo")
    }

    @Test func `una fila con menos o más columnas`() {
        #expect(error { $0.filas[2].removeLast(6) } == "base.csv:10:31 PREP-FMT-002")
        #expect(error { $0.filas[2].append("sobra") } == "base.csv:10:37 PREP-FMT-002")
        let cortado = BaseSintetica().texto.dropLast(40)
        #expect(error(Array(cortado.utf8))?.hasPrefix("base.csv:15:") == true)
    }

    @Test func `una comilla que no cierra se come el resto y se señala su fila`() {
        #expect(error { $0.filas[1][3] = "\u{1}" }.map { _ in "" } == nil)
        let texto = BaseSintetica().texto.sustituyendo("050001C0100,", por: "\"050001C0100,")
        #expect(error(Array(texto.utf8)) == "base.csv:9:2 PREP-FMT-002")
    }

    @Test func `una celda de votos que no es número ni marca`() {
        #expect(error { $0[0, "PA"] = "doce" } == "base.csv:8:17 PREP-FMT-003")
        #expect(error { $0[0, "NULOS"] = "-5" } == "base.csv:8:22 PREP-FMT-003")
        #expect(error { $0[0, "PB"] = "12.5" } == "base.csv:8:18 PREP-FMT-003")
        #expect(error { $0[0, "TOTAL_VOTOS_SACADOS"] = "x" } == "base.csv:8:16 PREP-FMT-003")
        #expect(error { $0[0, "TOTAL_VOTOS_ASENTADO"] = "x" } == "base.csv:8:23 PREP-FMT-003")
        #expect(error { $0[4, "PA"] = "doce" } == nil, "de un acta que no hay no se leen votos")
    }

    @Test func `una cantidad que no cabe en un acta`() {
        #expect(error { $0[0, "PA"] = "999999" } == nil)
        #expect(error { $0[0, "PA"] = "1000000" } == "base.csv:8:17 PREP-FMT-003")
        #expect(error { $0[0, "PA"] = "99999999999999999999" } == "base.csv:8:17 PREP-FMT-003")
    }

    @Test func `la hora del corte que no es una fecha, en su línea`() {
        #expect(error { $0.corte = "ayer" } == "base.csv:2 PREP-FMT-003")
        #expect(error { $0.corte = "31/02/2027 20:00 (UTC-6)" } == "base.csv:2 PREP-FMT-003")
        #expect(
            error {
                $0.corte = "ayer"; $0.sep = true
            } == "base.csv:3 PREP-FMT-003")
    }

    @Test func `una entidad desconocida, salvo que se indique`() throws {
        let base = BaseSintetica().con { b in for f in b.filas.indices { b[f, "ID_ENTIDAD"] = "99" } }
        #expect(error(base.bytes) == "base.csv:8:3 PREP-FMT-003")
        let puebla = try #require(Entidad.con(abreviatura: "PUE"))
        let importada = try BaseImportada(base.bytes, archivo: "base.csv", opciones: .init(entidad: puebla))
        #expect(importada.catalogo.entidad == puebla)
        #expect(error { b in for f in b.filas.indices { b[f, "ID_ENTIDAD"] = "" } } == "base.csv:8:3 PREP-FMT-003")
        #expect(error { b in b[0, "ID_ENTIDAD"] = "99" } == nil, "manda la mayoría")
    }

    @Test(arguments: [
        "CLAVE_CASILLA", "SECCION", "TIPO_CASILLA", "LISTA_NOMINAL", "OBSERVACIONES", "CONTABILIZADA",
        "CODIGO_INTEGRIDAD",
        "TOTAL_VOTOS_SACADOS", "TOTAL_VOTOS_ASENTADO",
    ]) func `sin una columna necesaria no es una base PREP`(columna: String) {
        let sinEncabezado = ["CLAVE_CASILLA", "LISTA_NOMINAL"].contains(columna)
        let lugar = sinEncabezado ? "base.csv PREP-FMT-001" : "base.csv:7 PREP-FMT-006"
        #expect(error { $0.columnas[$0.posicion(columna)] = "OTRA" } == lugar)
    }

    @Test func `sin columnas de votos, sin resumen, sin encabezado o sin nada`() {
        let sinVotos = BaseSintetica().con { b in
            let i = b.posicion("PA")
            b.columnas.removeSubrange(i..<i + 6)
            for f in b.filas.indices { b.filas[f].removeSubrange(i..<i + 6) }
        }
        #expect(error(sinVotos.bytes) == "base.csv:7:16 PREP-FMT-001")
        #expect(
            error {
                $0.nombres = ["TOTAL"]; $0.valores = ["7"]
            } == "base.csv:1 PREP-FMT-001")
        #expect(error([]) == "base.csv PREP-FMT-001")
        #expect(error(Array("hola\nmundo\n".utf8)) == "base.csv PREP-FMT-001")
        #expect(error((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }) == "base.csv PREP-FMT-001")
        #expect(error([0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 0, count: 100)) == "base.csv PREP-FMT-001")
    }

    @Test func `la auditoría señala los mismos lugares`() {
        func error(_ cambio: (inout BaseSintetica) -> Void) -> String? {
            do {
                _ = try BaseSintetica().con(cambio).auditar()
                return nil
            } catch { return lugar(error) }
        }
        #expect(error { $0.filas[2].removeLast(6) } == "base.csv:10:31 PREP-FMT-002")
        #expect(error { $0.columnas[$0.posicion("TOTAL_VOTOS_CALCULADO")] = "OTRA" } == "base.csv:7 PREP-FMT-006")
        #expect(error { $0.columnas[$0.posicion("CLAVE_CASILLA")] = "OTRA" } == "base.csv PREP-FMT-001")
        #expect(error { $0[0, "PA"] = "doce" } == nil, "la auditoría cuenta lo que hay")
    }

    @Test func `sumas desmedidas se auditan sin interrumpirse`() throws {
        var base = BaseSintetica()
        base.filas = (0..<1200).map { _ in
            BaseSintetica.fila("1", "S", "9999999999,0,0,0,0,0", "9999999999", "0", "0", "", "1")
        }
        base[0, "LISTA_NOMINAL"] = "1"
        let auditoria = try base.auditar()
        #expect(auditoria.recalculado("TOTAL_VOTOS_C_CS") == "11999999998800")
        #expect(auditoria.recalculado("PORCENTAJE_PARTICIPACION_CIUDADANA") == "1199999999880000.0000")
        base[0, "LISTA_NOMINAL"] = "7"
        #expect(try base.auditar().recalculado("PORCENTAJE_PARTICIPACION_CIUDADANA") == "171428571411428.5714")
    }

    @Test(.timeLimit(.minutes(5))) func `una celda desmedida no detiene la lectura`() throws {
        for celda in [String(repeating: "'", count: 2_000_000), String(repeating: ",", count: 2_000_000) + "1"] {
            let base = BaseSintetica().con { $0[4, "PA"] = celda }
            #expect(try base.auditar().filas == 8)
            #expect(try base.importar().filas.count == 8)
        }
    }
}
