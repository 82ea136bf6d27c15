import Almacen
import Apoyo
import Electoral
import Foundation
import Testing

/// `prep iniciar` and `prep ceros`: from a folder of text to an operation ready to open.
@Suite struct IniciarTests {
    private func modo(_ ruta: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: ruta))?[.posixPermissions] as? Int
    }

    @Test func `crea almacén y clave que sólo lee su dueño, y lo cuenta`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try ProcesoDeEjemplo.escribir(en: carpeta)
            let salida = try Prep.correr(["iniciar", carpeta, "--entorno", "simulacro"])
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(salida.texto.contains("DIPUTACIONES LOCALES: 6 actas esperadas, 1 distritos"))
            #expect(salida.texto.contains("AYUNTAMIENTOS: 4 actas esperadas, 2 municipios"))
            #expect(modo("\(carpeta)/simulacro/firma.clave") == 0o600)
            let publica = try String(contentsOfFile: "\(carpeta)/simulacro/firma.publica", encoding: .utf8)
            #expect(publica.hasPrefix("prep.ejemplo.mx/2027/simulacro+"))
            #expect(salida.texto.contains(publica))
            let secreto = try String(contentsOfFile: "\(carpeta)/simulacro/firma.clave", encoding: .utf8)
            #expect(!salida.texto.contains(secreto.split(separator: "+", maxSplits: 4).last ?? "-"))
            #expect(Carpeta.existe("\(carpeta)/simulacro/prep.sqlite"))
        }
    }

    @Test func `un entorno se inicia una sola vez y los dos son distintos`() throws {
        try Operacion.prestar { (operacion) throws in
            let antes = try String(contentsOfFile: operacion.clave, encoding: .utf8)
            let otra = try operacion.prep("iniciar")
            #expect(otra.codigo == 73)
            #expect(otra.errores.contains("ya existe"))
            #expect(try String(contentsOfFile: operacion.clave, encoding: .utf8) == antes)
            #expect(try Prep.correr(["iniciar", operacion.carpeta, "--entorno", "oficial"]).codigo == 0)
            let oficial = try String(contentsOfFile: "\(operacion.carpeta)/oficial/firma.clave", encoding: .utf8)
            #expect(oficial.split(separator: "+").last != antes.split(separator: "+").last)
            #expect(oficial.hasPrefix("PRIVATE+KEY+prep.ejemplo.mx/2027/oficial+"))
        }
    }

    @Test func `el simulacro sabe dónde va cada cifra en las hojas que dibuja y el oficial espera que se lo digan`()
        throws
    {
        try Operacion.prestar { (operacion) throws in
            #expect(try Prep.correr(["iniciar", operacion.carpeta, "--entorno", "oficial"]).codigo == 0)
            func plantillas(_ entorno: String) throws -> [Plantilla] {
                let almacen = try Operacion(carpeta: operacion.carpeta, entorno: entorno).abrir()
                let entidad = try almacen.proceso().proceso.entidad
                return try almacen.catalogo(entidad: entidad).elecciones.flatMap(\.plantillas)
            }
            #expect(try plantillas("simulacro").allSatisfy { $0.recuadros?.count == $0.campos.count })
            #expect(try plantillas("oficial").allSatisfy { $0.recuadros == nil })
        }
    }

    @Test func `un almacén en la carpeta del otro entorno se rechaza`() throws {
        try Operacion.prestar { (operacion) throws in
            try FileManager.default.copyItem(
                atPath: "\(operacion.carpeta)/simulacro", toPath: "\(operacion.carpeta)/oficial")
            for orden in ["ceros", "corte", "catalogo importar", "almacen comprobar"] {
                let partes = orden.split(separator: " ").map(String.init)
                let salida = try Prep.correr(partes + [operacion.carpeta, "--entorno", "oficial"])
                #expect(salida.codigo == 65, "\(orden)")
                #expect(salida.errores.contains("no se mezclan"), "\(orden)")
            }
        }
    }

    @Test func `con la clave del otro entorno no se publica`() throws {
        try Operacion.prestar { (operacion) throws in
            #expect(try Prep.correr(["iniciar", operacion.carpeta, "--entorno", "oficial"]).codigo == 0)
            try FileManager.default.removeItem(atPath: operacion.clave)
            try FileManager.default.copyItem(
                atPath: "\(operacion.carpeta)/oficial/firma.clave", toPath: operacion.clave)
            let salida = try operacion.prep("corte", ["--instante", "2027-06-06T20:00"])
            #expect(salida.codigo == 65)
            #expect(salida.errores.contains("de otro proceso o entorno"))
            #expect(!Carpeta.existe("\(operacion.publico)/corte.nota"))
        }
    }

    @Test func `una clave que otros pueden leer no se usa y sin clave se dice quién la crea`() throws {
        try Operacion.prestar { (operacion) throws in
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: operacion.clave)
            let abierta = try operacion.prep("corte", ["--instante", "2027-06-06T20:00"])
            #expect(abierta.codigo == 65)
            #expect(abierta.errores.contains("chmod 600"))
            try FileManager.default.removeItem(atPath: operacion.clave)
            let sin = try operacion.prep("corte", ["--instante", "2027-06-06T20:00"])
            #expect(sin.codigo == 66)
            #expect(sin.errores.contains("prep iniciar"))
        }
    }

    @Test(arguments: [
        ("proceso.yaml", "entidad: COAH", "entidad: NADA", "proceso.yaml:3:"),
        ("casillas.csv", "649", "seis", "casillas.csv:3:"), ("casillas.csv", "1,C,1", "1,B,1", "casillas.csv:3"),
        ("casillas.csv", "2,B,1", "9,B,1", "casillas.csv:4:"),
        ("partidos.csv", "PB,Partido B", "PA,Partido B", "partidos.csv:3:"),
        ("coaliciones.yaml", "[PA, PB]", "[PA, PX]", "coaliciones.yaml:3:"),
        ("elecciones.yaml", "ambito: distrito", "ambito: barrio", "elecciones.yaml:4:"),
    ]) func `cada error se dice con archivo y línea y no queda nada a medias`(
        archivo: String, viejo: String, nuevo: String, donde: String
    ) throws {
        try Carpeta.prestar { (carpeta) throws in
            let textos = ProcesoDeEjemplo.con(archivo, viejo, nuevo)
            #expect(textos != ProcesoDeEjemplo.archivos)
            try ProcesoDeEjemplo.escribir(textos, en: carpeta)
            let salida = try Prep.correr(["iniciar", carpeta, "--entorno", "simulacro"])
            #expect(salida.codigo == 65)
            #expect(salida.errores.contains(donde), "\(salida.errores)")
            #expect(!Carpeta.existe("\(carpeta)/simulacro"))
            // Corrected, it begins.
            try ProcesoDeEjemplo.escribir(en: carpeta)
            #expect(try Prep.correr(["iniciar", carpeta, "--entorno", "simulacro"]).codigo == 0)
        }
    }

    @Test func `los errores de varios archivos salen juntos`() throws {
        try Carpeta.prestar { (carpeta) throws in
            var textos = ProcesoDeEjemplo.con("casillas.csv", "649", "seis")
            textos["partidos.csv"] = textos["partidos.csv"]?.replacing("#aa0000", with: "rojo")
            textos["territorio.csv"] = nil
            try ProcesoDeEjemplo.escribir(textos, en: carpeta)
            let salida = try Prep.correr(["iniciar", carpeta, "--entorno", "oficial"])
            #expect(salida.codigo == 65)
            for archivo in ["casillas.csv:3", "partidos.csv:3", "territorio.csv"] {
                #expect(salida.errores.contains(archivo), "\(archivo)")
            }
        }
    }

    @Test func `una carpeta que no existe termina con 66`() throws {
        try Carpeta.prestar { (carpeta) throws in
            #expect(try Prep.correr(["iniciar", "\(carpeta)/nada", "--entorno", "oficial"]).codigo == 66)
            #expect(try Prep.correr(["ceros", "\(carpeta)/nada", "--entorno", "oficial"]).codigo == 66)
            #expect(Carpeta.lista(carpeta) == [])
        }
    }

    @Test func `la misma persona no propone y autoriza`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try ProcesoDeEjemplo.escribir(en: carpeta)
            let salida = try Prep.correr([
                "iniciar", carpeta, "--entorno", "oficial", "--propone", "Ana", "--autoriza", "Ana",
            ])
            #expect([64, 65].contains(salida.codigo))
            #expect(!Carpeta.existe("\(carpeta)/oficial"))
        }
    }

    @Test func `recién iniciado está en ceros y con un hecho ya no`() throws {
        try Operacion.prestar { (operacion) throws in
            let vacio = try operacion.prep("ceros")
            #expect(vacio.codigo == 0)
            #expect(vacio.texto.contains("Está en ceros."))
            #expect(vacio.texto.contains(" (hecho): 0\n") && vacio.texto.contains("  Cortes (corte): 0\n"))
            #expect(vacio.texto.contains("DIPUTACIONES LOCALES: 6 actas esperadas"))
            try operacion.vivir(1...1)
            let lleno = try operacion.prep("ceros")
            #expect(lleno.codigo == 1)
            #expect(lleno.texto.contains("NO está en ceros."))
            #expect(lleno.texto.contains(" (hecho): 4\n") && lleno.texto.contains(" (imagen): 1\n"))
        }
    }
}
