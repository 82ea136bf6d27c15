import Apoyo
import Electoral
import Foundation
import Simulacro
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `prep demo` and `prep publico`.
@Suite struct DemoTests {
    /// A loopback port of the test: free once it is closed, taken while it is kept.
    private final class Puerto {
        let numero: Int
        private var descriptor: Int32

        init() throws {
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var direccion = sockaddr_in()
            direccion.sin_family = sa_family_t(AF_INET)
            direccion.sin_addr.s_addr = inet_addr("127.0.0.1")
            var largo = socklen_t(MemoryLayout<sockaddr_in>.size)
            let d = descriptor
            let abierto = withUnsafeMutablePointer(to: &direccion) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(d, $0, largo) == 0 && listen(d, 1) == 0 && getsockname(d, $0, &largo) == 0
                }
            }
            guard abierto else { throw Prep.Falta(description: "no hay puertos") }
            numero = Int(UInt16(bigEndian: direccion.sin_port))
        }

        func soltar() {
            if descriptor >= 0 { close(descriptor) }
            descriptor = -1
        }

        deinit { soltar() }
    }

    private func demo(_ carpeta: String, _ resto: [String] = []) throws -> Prep.Salida {
        let puerto = try Puerto()
        puerto.soltar()
        return try Prep.correr(
            ["demo", "--salir", "--casillas", "60", "--carpeta", "\(carpeta)/demo", "--puerto", "\(puerto.numero)"]
                + resto)
    }

    @Test func `la demostración cierra, su árbol se comprueba y su base dice la verdad del guion`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let salida = try demo(carpeta, ["--semilla", "11"])
            #expect(salida.codigo == 0, "\(salida.errores)")
            #expect(salida.texto.contains("La noche cerró"))
            let operacion = Operacion(carpeta: "\(carpeta)/demo", entorno: "simulacro")
            let arbol = Arbol(operacion.publico)
            #expect(arbol.problemas == [])
            #expect(arbol.corte == 145)
            let programa = try JSON.leer(try #require(arbol.archivos["corte.json"]))
            #expect(programa["ultimo"] == .logico(true))
            #expect(try operacion.prep("almacen comprobar").codigo == 0)
            let paquete = try Paquete(try #require(arbol.archivos[arbol.base]))
            #expect(paquete.zips.allSatisfy { $0.contains("SIMULACRO") } && paquete.zips.count == 2)
            let noche = NocheSintetica(semilla: 11, casillas: 60)
            for (i, eleccion) in noche.eleccion.catalogo.elecciones.enumerated() {
                let nombre = "COAH_\(eleccion.id)_2027.csv"
                let csv = try #require(paquete.archivos[nombre])
                try Data(csv).write(to: URL(fileURLWithPath: "\(carpeta)/\(nombre)"))
                #expect(try Prep.correr(["auditar", "\(carpeta)/\(nombre)"]).codigo == 0)
                try comparar(Tabla(csv, encabezado: "CLAVE_CASILLA"), noche, eleccion: i)
            }
        }
    }

    /// Cell by cell: what was written on each paper is what the data base prints.
    private func comparar(_ tabla: Tabla, _ noche: NocheSintetica, eleccion i: Int) throws {
        let catalogo = noche.eleccion.catalogo
        let eleccion = catalogo.elecciones[i]
        let porClave = Dictionary(grouping: tabla.filas, by: { $0[1] })
        var capturadas = 0
        for acta in catalogo.actas where acta.eleccion == i {
            let fila = try #require(porClave[acta.claveActa]?.first)
            #expect(porClave[acta.claveActa]?.count == 1)
            var esperado: [String: String] = [:]
            for (n, campo) in catalogo.plantilla(de: acta).campos.enumerated() {
                let columna: String
                if case .voto(let opcion) = campo {
                    columna = eleccion.opciones[opcion].columna
                } else {
                    columna = campo.columnaAuxiliar ?? ""
                }
                switch noche.guion.verdad[acta.id] {
                case .capturada(let captura):
                    switch captura.datos[n] {
                    case .cantidad(let cifra): esperado[columna] = String(cifra)
                    case .ilegible: esperado[columna] = "ILEGIBLE"
                    case .sinDato: esperado[columna] = "SIN DATO"
                    }
                case .sinActa: esperado[columna] = "SIN ACTA"
                default: esperado[columna] = "-"
                }
            }
            if case .capturada = noche.guion.verdad[acta.id] { capturadas += 1 }
            for (columna, texto) in esperado {
                #expect(tabla.celda(fila, columna) == texto, "\(acta.claveActa) \(columna)")
            }
        }
        #expect(capturadas > 50)
    }

    @Test func `la misma semilla da la misma noche`() throws {
        try Carpeta.prestar { (carpeta) throws in
            var arboles: [[String: [UInt8]]] = []
            // The second replaces the folder that the first made.
            for _ in 0..<2 {
                #expect(try demo(carpeta).codigo == 0)
                arboles.append(Carpeta.leer("\(carpeta)/demo/simulacro/publico"))
            }
            // Each has a key of its own: only what is signed or carries it may differ.
            #expect(
                diferencias(arboles[0], arboles[1]).filter { !["corte.json", "corte.nota", "clave.pub"].contains($0) }
                    == [])
        }
    }

    @Test func `no reemplaza una carpeta que no hizo`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir("mío", en: "\(carpeta)/demo/archivo")
            let salida = try demo(carpeta)
            #expect(salida.codigo == 73)
            #expect(Carpeta.leer(carpeta) == ["demo/archivo": Array("mío".utf8)])
        }
    }

    // MARK: Serving

    @Test func `un puerto ocupado termina con 75 y lo dice`() throws {
        try Carpeta.prestar { (carpeta) throws in
            try Carpeta.escribir("x", en: "\(carpeta)/arbol/corte.nota")
            let puerto = try Puerto()
            let salida = try Prep.correr(["publico", "\(carpeta)/arbol", "--puerto", "\(puerto.numero)"])
            #expect(salida.codigo == 75)
            #expect(salida.errores.contains("\(puerto.numero)") && salida.errores.contains("--puerto"))
        }
    }

    @Test func `sólo sirve árboles públicos y puertos posibles`() throws {
        try Carpeta.prestar { (carpeta) throws in
            #expect(try Prep.correr(["publico", carpeta]).codigo == 66)
            #expect(try Prep.correr(["publico", "\(carpeta)/nada"]).codigo == 66)
            try Carpeta.escribir("x", en: "\(carpeta)/corte.nota")
            for puerto in ["0", "70000", "-1"] {
                #expect(try Prep.correr(["publico", carpeta, "--puerto=\(puerto)"]).codigo == 64)
            }
        }
    }
}
