import Electoral

/// The catalogue of sections, districts and municipalities as it is published the day before (dominio 6.1): one file
/// per election.
public struct EscritorDeCatalogo: Sendable {
    private let catalogo: Catalogo
    private let formato: FormatoDeBase
    private let proceso: Proceso
    private let entorno: Entorno

    public init(_ catalogo: Catalogo, formato: FormatoDeBase, proceso: Proceso, entorno: Entorno) {
        self.catalogo = catalogo
        self.formato = formato
        self.proceso = proceso
        self.entorno = entorno
    }

    public func zip() throws(FormatoError) -> [UInt8] {
        let fecha = FechaHora(proceso.inicioAcopio, en: proceso.huso)
        var entradas = catalogo.elecciones.indices.map {
            Zip.Entrada(nombre: "\(catalogo.elecciones[$0].id).csv", bytes: archivo(eleccion: $0))
        }
        entradas.append(Zip.Entrada(nombre: "LEEME.txt", bytes: [0xEF, 0xBB, 0xBF] + Array(leeme.utf8)))
        return try Zip.crear(entradas, fecha: fecha)
    }

    private func archivo(eleccion i: Int) -> [UInt8] {
        let eleccion = catalogo.elecciones[i]
        let (id, nombre) = EscritorDeBase.columnasDeUnidad(eleccion.ambito)
        let texto = CodificadorDeTexto(formato)
        var bytes: [UInt8] = formato.codificacion == .utf8ConBOM ? [0xEF, 0xBB, 0xBF] : []
        func fila(_ celdas: [String]) {
            for (n, celda) in celdas.enumerated() {
                if n > 0 { bytes.append(texto.delimitador) }
                texto.agregar(celda, a: &bytes)
            }
            bytes += texto.finDeLinea
        }
        let columnas = [
            "CLAVE_CASILLA", "CLAVE_ACTA", "ID_ENTIDAD", "ENTIDAD", id, nombre, "SECCION", "ID_CASILLA", "TIPO_CASILLA",
            "EXT_CONTIGUA", "UBICACION_CASILLA", "LISTA_NOMINAL",
        ]
        fila(columnas.map { formato.nombres[$0] ?? $0 })
        for acta in catalogo.actas where acta.eleccion == i {
            let c = acta.casilla
            fila([
                acta.claveCasilla, acta.claveActa, proceso.entidad.claveDosCifras, proceso.entidad.nombre,
                acta.unidad.map { eleccion.unidades[$0].clave } ?? "N/A",
                acta.unidad.map { eleccion.unidades[$0].nombre } ?? "N/A",
                c.seccion.map { cifras($0, ancho: 4) } ?? "N/A", c.tipo.esModalidad ? "N/A" : dosCifras(c.numero),
                c.tipo.rawValue, dosCifras(c.extContigua), String(c.ubicacion), String(c.listaNominal),
            ])
        }
        return bytes
    }

    private var leeme: String {
        let lineas =
            [
                "CATÁLOGO DE SECCIONES, DISTRITOS Y MUNICIPIOS", proceso.institucion, proceso.nombre,
                entorno.marca ?? "", "",
                "Un archivo por elección y una fila por acta esperada. Fijo desde el día anterior a la jornada.", "",
            ]
            + catalogo.elecciones.enumerated().map { i, e in
                "\(e.id).csv: \(e.titulo), \(catalogo.actas.count { $0.eleccion == i }) actas."
            }
        return lineas.joined(separator: "\r\n") + "\r\n"
    }
}
