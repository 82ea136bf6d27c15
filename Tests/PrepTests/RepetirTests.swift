import Apoyo
import Foundation
import Testing

/// `prep repetir`: a published night again, with its tree.
@Suite struct RepetirTests {
    private static let base = BaseDeEjemplo(casillas: 40)

    private func repetir(
        _ carpeta: String, base: BaseDeEjemplo = Self.base, salida: String = "arbol", _ opciones: [String] = [],
        entorno: [String: String] = [:]
    ) throws -> Prep.Salida {
        try Carpeta.escribir(base.texto, en: "\(carpeta)/base.csv")
        return try Prep.correr(
            ["repetir", "base.csv", "--salida", salida, "--corte-minutos", "120"] + opciones, entorno: entorno,
            carpeta: carpeta)
    }

    @Test func `al final el resumen es el declarado y el árbol se comprueba desde su apuntador`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let salida = try repetir(carpeta)
            #expect(salida.codigo == 0, "\(salida.errores)")
            for variable in BaseDeEjemplo.variables {
                #expect(salida.texto.contains("igual   \(variable): "), "\(variable)")
            }
            #expect(!salida.texto.contains("DIFIERE"))
            #expect(salida.texto.contains("Actas en que las reglas y la fuente difieren: 0"))
            let arbol = Arbol("\(carpeta)/arbol")
            #expect(arbol.problemas == [])
            #expect(arbol.corte == 12)
            #expect(arbol.origen == "prep.repeticion/coah-gub-2027/repeticion")
            #expect(!arbol.archivos.keys.contains { $0.hasPrefix("actas/") })
            // The temporary store beside the tree is gone.
            #expect(Carpeta.lista(carpeta) == ["arbol", "base.csv"])
        }
    }

    @Test func `otra zona horaria y otro idioma dan el mismo árbol`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let entornos = [
                ["TZ": "UTC", "LC_ALL": "C"], ["TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"],
                ["TZ": "America/Tijuana", "LC_ALL": "ar_EG.UTF-8", "LANG": "ar_EG.UTF-8"],
            ]
            var arboles: [[String: [UInt8]]] = []
            for (i, entorno) in entornos.enumerated() {
                #expect(try repetir(carpeta, salida: "arbol-\(i)", entorno: entorno).codigo == 0)
                arboles.append(Carpeta.leer("\(carpeta)/arbol-\(i)"))
            }
            #expect(arboles[0].count > 100)
            for otro in arboles.dropFirst() { #expect(diferencias(arboles[0], otro) == []) }
        }
    }

    @Test func `la base que publica pasa su propia auditoría y dice lo mismo que la fuente`() throws {
        try Carpeta.prestar { (carpeta) throws in
            #expect(try repetir(carpeta).codigo == 0)
            let arbol = Arbol("\(carpeta)/arbol")
            let paquete = try Paquete(try #require(arbol.archivos[arbol.base]))
            let csv = try #require(paquete.archivos["COAH_GUB_2027.csv"])
            try Carpeta.escribir(String(decoding: csv, as: UTF8.self), en: "\(carpeta)/nueva.csv")
            #expect(try Prep.correr(["auditar", "nueva.csv"], carpeta: carpeta).codigo == 0)
            let fuente = Tabla(Array(Self.base.texto.utf8), encabezado: "CLAVE_CASILLA")
            let nueva = Tabla(csv, encabezado: "CLAVE_CASILLA")
            #expect(nueva.filas.count == 40)
            let porClave = Dictionary(uniqueKeysWithValues: nueva.filas.map { ($0[0], $0) })
            for fila in fuente.filas {
                let suya = try #require(porClave[fila[0]])
                for columna in [
                    "PA", "PB", "C_PA_PB", "NULOS", "TOTAL_VOTOS_CALCULADO", "OBSERVACIONES", "CONTABILIZADA",
                    "CODIGO_INTEGRIDAD", "FECHA_HORA_CAPTURA",
                ] {
                    #expect(nueva.celda(suya, columna) == fuente.celda(fila, columna), "\(fila[0]) \(columna)")
                }
            }
        }
    }

    @Test func `el orden de las filas no importa`() throws {
        try Carpeta.prestar { (carpeta) throws in
            #expect(try repetir(carpeta).codigo == 0)
            var revuelta = Self.base
            revuelta.lineas = Array(revuelta.lineas.prefix(7)) + revuelta.lineas.dropFirst(7).reversed()
            #expect(try repetir(carpeta, base: revuelta, salida: "otro").codigo == 0)
            let (uno, otro) = (Arbol("\(carpeta)/arbol"), Arbol("\(carpeta)/otro"))
            #expect(otro.problemas == [])
            // Only the signature differs: its key comes from the bytes of the source.
            #expect(
                diferencias(uno.archivos, otro.archivos).filter {
                    !["corte.json", "corte.nota", "clave.pub"].contains($0)
                } == [])
        }
    }

    @Test func `con almacén propio se conserva, se comprueba y repetir otra vez no cambia nada`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let opciones = ["--almacen", "sqlite:\(carpeta)/a/prep.sqlite"]
            #expect(try repetir(carpeta, opciones).codigo == 0)
            let primero = Carpeta.leer("\(carpeta)/arbol")
            let segunda = try repetir(carpeta, opciones)
            #expect(segunda.codigo == 0, "\(segunda.errores)")
            #expect(diferencias(primero, Carpeta.leer("\(carpeta)/arbol")) == [])
            let comprobado = try Prep.correr(
                ["almacen", "comprobar", "--almacen", "sqlite:a/prep.sqlite"], carpeta: carpeta)
            #expect(comprobado.codigo == 0)
            #expect(comprobado.texto.contains("12 cortes"))
            // An old corte again, elsewhere.
            let otro = try Prep.correr(
                ["corte", "--almacen", "sqlite:a/prep.sqlite", "--numero", "12", "--salida", "otro"], carpeta: carpeta)
            #expect(otro.codigo == 0, "\(otro.errores)")
            let copia = Carpeta.leer("\(carpeta)/otro")
            #expect(copia.count > 90)
            #expect(copia.keys.filter { copia[$0] != primero[$0] } == [])
        }
    }

    @Test(arguments: [1, 37, 90, 140]) func `muerto a media noche y vuelto a correr da el mismo árbol`(lineas: Int)
        throws
    {
        try Carpeta.prestar { (carpeta) throws in
            #expect(try repetir(carpeta, salida: "entera").codigo == 0)
            let acuses = try Acuses("\(carpeta)/acuses")
            let opciones = ["--almacen", "sqlite:\(carpeta)/prep.sqlite", "--acuses", acuses.ruta]
            let muerta = try Corrida(
                ["repetir", "base.csv", "--salida", "arbol", "--corte-minutos", "120"] + opciones, carpeta: carpeta,
                bitacoras: carpeta)
            let llego = acuses.esperar(lineas, de: muerta)
            muerta.matar()
            let fin = try muerta.terminar()
            #expect(llego, "\(fin.errores)")
            let acusados = acuses.lineas
            let reanudada = try repetir(carpeta, opciones)
            #expect(reanudada.codigo == 0, "\(reanudada.errores)")
            let (entera, arbol) = (Carpeta.leer("\(carpeta)/entera"), Arbol("\(carpeta)/arbol"))
            #expect(arbol.problemas == [])
            #expect(diferencias(entera, arbol.archivos).filter { !$0.hasSuffix(".parcial") } == [])
            // Nothing acknowledged was done again.
            let claves = String(decoding: FileManager.default.contents(atPath: acuses.ruta) ?? Data(), as: UTF8.self)
                .split(separator: "\n")
            #expect(Set(claves).count == claves.count && claves.count >= acusados)
            #expect(try Prep.correr(["almacen", "comprobar", "--almacen", "\(carpeta)/prep.sqlite"]).codigo == 0)
        }
    }

    @Test func `hasta una hora se detiene en ella y no es el último corte`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let salida = try repetir(carpeta, ["--hasta", "2027-06-06T22:30"])
            #expect(salida.codigo == 0, "\(salida.errores)")
            let arbol = Arbol("\(carpeta)/arbol")
            #expect(arbol.problemas == [])
            let programa = try JSON.leer(try #require(arbol.archivos["corte.json"]))
            #expect(programa["instante"].texto == "2027-06-06T22:30:00-06:00")
            #expect(programa["ultimo"] == .logico(false))
            #expect(salida.texto.contains("El corte declarado es posterior"))
            #expect(try repetir(carpeta, salida: "x", ["--hasta", "ayer"]).codigo == 64)
        }
    }

    @Test func `una fuente que no se puede leer termina con 65 o 66 y no escribe nada`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let mala = Self.base.con("GUBERNATURA", "").con("07/06/2027 20:00", "el lunes")
            let salida = try repetir(carpeta, base: mala)
            #expect(salida.codigo == 65)
            #expect(salida.errores.hasPrefix("prep: base.csv"))
            #expect(Carpeta.lista(carpeta) == ["base.csv"])
            #expect(try Prep.correr(["repetir", "no-hay.csv"], carpeta: carpeta).codigo == 66)
            #expect(Carpeta.lista(carpeta) == ["base.csv"])
        }
    }

    @Test func `el almacén o la carpeta de otra base se rechazan`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let opciones = ["--almacen", "sqlite:prep.sqlite"]
            #expect(try repetir(carpeta, opciones).codigo == 0)
            let antes = Carpeta.leer("\(carpeta)/arbol")
            var otra = BaseDeEjemplo(casillas: 30)
            otra.lineas[0] = "AYUNTAMIENTOS"
            let almacen = try repetir(carpeta, base: otra, salida: "otro", opciones)
            #expect(almacen.codigo == 65)
            #expect(almacen.errores.contains("PREP-ALM"))
            let arbol = try repetir(carpeta, base: otra)
            #expect(arbol.codigo == 65)
            #expect(arbol.errores.contains("PREP-PUB-002"))
            #expect(diferencias(antes, Carpeta.leer("\(carpeta)/arbol")) == [])
        }
    }
}
