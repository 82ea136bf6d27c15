/// A CSV file of the folder: a header of known columns and rows whose cells are asked for by name.
package struct TablaCSV {
    static let bytesMaximos = 256 << 20
    static let filasMaximas = 1_000_000

    let archivo: String
    let requeridas: [String]
    var opcionales: [String] = []

    package init(archivo: String, requeridas: [String], opcionales: [String] = []) {
        self.archivo = archivo
        self.requeridas = requeridas
        self.opcionales = opcionales
    }

    /// A row whose cells answer by name and note what is wrong with them.
    package struct Fila {
        fileprivate let indices: [String: Int]
        fileprivate let cruda: LectorCSV.Fila
        let archivo: String
        let diario: Diario

        var lugar: Lugar { Lugar(archivo: archivo, linea: cruda.linea, columna: 1) }

        package func lugar(_ columna: String) -> Lugar {
            let donde = indices[columna].flatMap { $0 < cruda.columnas.count ? cruda.columnas[$0] : nil }
            return Lugar(archivo: archivo, linea: cruda.linea, columna: donde)
        }

        package func error(_ codigo: FormatoError.Codigo, _ columna: String, _ mensaje: String) {
            diario.anotar(codigo, lugar(columna), "\(columna): \(mensaje)")
        }

        /// The cell as it is, empty when the column is not there.
        package func cruda(_ columna: String) -> String {
            guard let k = indices[columna], k < cruda.celdas.count else { return "" }
            return cruda.celdas[k]
        }

        /// A text without controls; nil, and noted, when it is wrong. An empty cell is nil without a note.
        func opcional(_ columna: String, maximo: Int = 200) -> String? {
            let texto = cruda(columna)
            guard !texto.isEmpty else { return nil }
            guard !Texto.tieneControles(texto) else {
                error(.valorInvalido, columna, "tiene caracteres de control o saltos de línea; quítelos")
                return nil
            }
            guard texto.unicodeScalars.count <= maximo else {
                error(.valorInvalido, columna, "pasa de \(maximo) caracteres; acórtelo")
                return nil
            }
            return texto
        }

        func obligatorio(_ columna: String, maximo: Int = 200) -> String? {
            guard !cruda(columna).isEmpty else {
                error(.valorInvalido, columna, "está vacía; escriba un valor")
                return nil
            }
            return opcional(columna, maximo: maximo)
        }

        /// A whole number inside `rango`; empty and `N/A` give nil, noted unless `permiteVacio`.
        func entero(_ columna: String, _ rango: ClosedRange<Int>, permiteVacio: Bool = false) -> Int? {
            let texto = cruda(columna)
            if permiteVacio, texto.isEmpty || texto == "N/A" || texto == "-" { return nil }
            guard let n = Texto.entero(texto), rango.contains(n) else {
                let leido = texto.isEmpty ? "está vacía" : "dice \(Texto.cita(texto))"
                error(
                    .valorInvalido, columna,
                    "\(leido); \(Texto.pideEntero(rango))")
                return nil
            }
            return n
        }

        /// Items separated by spaces or semicolons.
        func lista(_ columna: String) -> [String] {
            cruda(columna).split { $0 == " " || $0 == ";" || $0 == "," }.map(String.init)
        }
    }

    /// Reads the header and calls `cuerpo` for each row that is not empty. Problems go to `diario`.
    package func leer(_ bytes: [UInt8], diario: Diario, _ cuerpo: (Fila) -> Void) {
        guard bytes.count <= Self.bytesMaximos else {
            let mensaje = "pasa de \(Self.bytesMaximos >> 20) MiB; no parece un archivo de la carpeta"
            diario.anotar(.demasiadoGrande, Lugar(archivo: archivo), mensaje)
            return
        }
        guard let texto = TextoDeArchivo.utf8(bytes, archivo: archivo, diario: diario) else { return }
        var lector = LectorCSV(texto, delimitador: LectorCSV.delimitador(de: texto))
        do throws(LectorCSV.Falla) {
            guard let encabezado = try lector.siguiente(), let indices = indices(encabezado, diario) else {
                if !diario.hayErrores(en: archivo) {
                    let mensaje = "está vacío; la primera línea lleva \(requeridas.joined(separator: ","))"
                    diario.anotar(.columnaAusente, Lugar(archivo: archivo, linea: 1, columna: 1), mensaje)
                }
                return
            }
            var filas = 0
            while let cruda = try lector.siguiente() {
                if cruda.estaVacia { continue }
                filas += 1
                guard filas <= Self.filasMaximas else {
                    throw LectorCSV.Falla(
                        codigo: .demasiadoGrande, linea: cruda.linea, columna: 1,
                        mensaje: "pasa de \(Self.filasMaximas) filas")
                }
                guard cruda.celdas.count == encabezado.celdas.count else {
                    let mensaje =
                        "la fila tiene \(cruda.celdas.count) celdas y el encabezado \(encabezado.celdas.count); "
                        + "revise comas y comillas"
                    diario.anotar(
                        .filaConOtrasColumnas, Lugar(archivo: archivo, linea: cruda.linea, columna: 1), mensaje)
                    continue
                }
                cuerpo(Fila(indices: indices, cruda: cruda, archivo: archivo, diario: diario))
            }
        } catch {
            diario.anotar(
                error.codigo, Lugar(archivo: archivo, linea: error.linea, columna: error.columna), error.mensaje)
        }
    }

    private func indices(_ encabezado: LectorCSV.Fila, _ diario: Diario) -> [String: Int]? {
        var indices: [String: Int] = [:]
        var valido = true
        func mal(_ codigo: FormatoError.Codigo, _ k: Int?, _ mensaje: String) {
            valido = false
            let columna = k.map { encabezado.columnas[$0] } ?? 1
            diario.anotar(codigo, Lugar(archivo: archivo, linea: 1, columna: columna), mensaje)
        }
        for (k, nombre) in encabezado.celdas.enumerated() {
            if !requeridas.contains(nombre), !opcionales.contains(nombre) {
                let conocidas = (requeridas + opcionales).joined(separator: ", ")
                mal(
                    .columnaAusente, k,
                    "la columna \(Texto.cita(nombre)) no es de este archivo; sus columnas son \(conocidas)")
            } else if indices.updateValue(k, forKey: nombre) != nil {
                mal(.claveRepetida, k, "la columna \(nombre) está dos veces; deje una")
            }
        }
        for nombre in requeridas where indices[nombre] == nil {
            mal(.columnaAusente, nil, "falta la columna \(nombre)")
        }
        return valido ? indices : nil
    }
}
