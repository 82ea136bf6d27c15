import Apoyo
import Foundation
import Testing

/// `prep difusor memoria`, as whoever attends the difusores uses it.
@Suite struct OrdenMemoriaTests {
    private static let proceso =
        "nombre: Proceso 2027\njornada: 2027-06-06\ninstituto: Instituto\nsiglas: IEE\nentidad: Ejemplo\n"

    private static func linea(_ dia: Int, _ hora: String, _ ip: Int) -> String {
        "198.51.100.\(ip) - - [0\(dia)/Jun/2027:\(hora) -0600] \"GET / HTTP/1.1\" 200 512 \"-\" \"Mozilla/5.0\"\n"
    }

    /// A register with a difusor, its log of two days, and the command.
    private func prestar(_ cuerpo: (String, ([String]) throws -> Prep.Salida) throws -> Void) throws {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir(Self.proceso, en: "\(carpeta)/fichas/proceso.yaml")
            try Carpeta.escribir(
                "nombre: Difusor 1\nestado: formalizado\n", en: "\(carpeta)/fichas/difusores/d1.yaml")
            #expect(try Prep.correr(["seguimiento", "importar", "fichas"], carpeta: carpeta).codigo == 0)
            try Carpeta.escribir(
                Self.linea(6, "20:00:01", 1) + Self.linea(6, "20:00:30", 2) + Self.linea(7, "09:15:00", 1),
                en: "\(carpeta)/access.log")
            try cuerpo(carpeta) { argumentos in
                try Prep.correr(
                    ["difusor", "memoria", "--seguimiento", "seguimiento.sqlite"] + argumentos, carpeta: carpeta)
            }
        }
    }

    private func leer(_ ruta: String) throws -> String { try String(contentsOfFile: ruta, encoding: .utf8) }

    @Test func `cuenta, guarda la ficha y escribe el documento; otra vez la reemplaza`() throws {
        try prestar { carpeta, correr in
            let una = try correr(["access.log", "--difusor", "d1", "--salida", "una.html"])
            #expect(
                una.codigo == 0 && una.texto.contains("hits: 3") && una.texto.contains("visitas: 3"), "\(una.errores)")
            #expect(try leer("\(carpeta)/una.html").contains("06-06-2027, 20:00 h: 2"))
            let otra = try correr([
                "access.log", "--difusor", "d1", "--desde", "2027-06-06", "--hasta", "2027-06-06 20:01", "--salida",
                "otra.html",
            ])
            #expect(otra.texto.contains("hits: 2") && otra.texto.contains("fuera del periodo: 1"))
            // Without logs, the count that was kept.
            #expect(try correr(["--difusor", "d1", "--salida", "tercera.html"]).codigo == 0)
            #expect(try leer("\(carpeta)/tercera.html") == leer("\(carpeta)/otra.html"))
            #expect(try correr(["--salida", "todos.html"]).codigo == 0)
            #expect(try leer("\(carpeta)/todos.html").contains("Difusor 1"))
            #expect(try Prep.correr(["seguimiento", "exportar", "copia"], carpeta: carpeta).codigo == 0)
            let ficha = try leer("\(carpeta)/copia/accesos/d1.yaml")
            #expect(ficha.contains("hits: 2") && ficha.contains("nombre: access.log") && ficha.contains("sha256: "))
        }
    }

    @Test func `lo que está mal se dice y no deja nada`() throws {
        try prestar { carpeta, correr in
            try Carpeta.escribir("uno\ndos\n", en: "\(carpeta)/mala.log")
            for (argumentos, codigo, dice) in [
                (["access.log"], 64, "--difusor"), (["access.log", "--difusor", "no"], 65, "las que hay son d1"),
                (["mala.log", "--difusor", "d1"], 65, "mala.log:1"),
                (["no.log", "--difusor", "d1"], 66, "no existe"),
                (["access.log", "access.log", "--difusor", "d1"], 65, "son el mismo archivo"),
                (["access.log", "--difusor", "d1", "--desde", "2027-06-06"], 64, "van juntos"),
                (
                    ["access.log", "--difusor", "d1", "--desde", "6 de junio", "--hasta", "2027-06-07"], 64,
                    "2027-06-06 18:00"
                ),
                (["access.log", "--difusor", "d1", "--desde", "2027-06-08", "--hasta", "2027-06-07"], 64, "posterior"),
                (
                    ["access.log", "--difusor", "d1", "--desde", "2028-06-06", "--hasta", "2028-06-07"], 65,
                    "ninguna de las 3 líneas"
                ),
                (["--difusor", "d1", "--proceso", "no", "--entorno", "otro"], 64, "simulacro u oficial"),
            ] as [([String], Int32, String)] {
                let salida = try correr(argumentos + ["--salida", "x.html"])
                #expect(salida.codigo == codigo && salida.errores.contains(dice), "\(argumentos): \(salida.errores)")
            }
            #expect(Carpeta.lista(carpeta) == ["access.log", "fichas", "mala.log", "seguimiento.sqlite"])
        }
    }
}
