import Apoyo
import Formatos
import Foundation
import Testing

/// `prep medir`: the same packages as any corte, of whatever size.
@Suite struct MedirTests {
    @Test func `escribe el paquete de cada entidad y dice cuánto tardó cada fase`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let opciones = ["--actas", "600", "--entidades", "3", "--elecciones", "2"]
            let salida = try Prep.correr(["medir"] + opciones + ["--salida", "\(carpeta)/a", "--json"])
            #expect(salida.codigo == 0, "\(salida.errores)")
            let medida = try JSONSerialization.jsonObject(with: Data(salida.texto.utf8)) as? [String: Any]
            #expect(medida?["elecciones"] as? Int == 2 && medida?["entidades"] as? Int == 3)
            #expect((medida?["fases"] as? [String: Double])?.count == 7)
            let paquetes = Carpeta.leer("\(carpeta)/a")
            #expect(paquetes.count == 3)
            #expect(paquetes.keys.contains { $0.hasSuffix("_PREP_AGS_SIMULACRO.zip") })
            for (nombre, bytes) in paquetes {
                #expect(try Zip.leer(bytes, archivo: nombre).count == 2)
            }
            // The same seed gives the same bytes.
            _ = try Prep.correr(["medir"] + opciones + ["--salida", "\(carpeta)/b"])
            #expect(Carpeta.leer("\(carpeta)/b") == paquetes)
        }
    }

    @Test func `dice qué tamaños se pueden medir`() throws {
        for (opcion, valor) in [("--actas", "0"), ("--entidades", "33"), ("--elecciones", "4")] {
            let salida = try Prep.correr(["medir", opcion, valor])
            #expect(salida.codigo == 64 && salida.errores.contains(opcion))
        }
    }
}
