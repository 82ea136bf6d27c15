import Apoyo
import Bitacora
import Electoral
import Testing

/// Whoever follows pointer → manifest → data finds whole, signed and consistent what one corte published.
@Suite struct ApuntadorTests {
    @Test func `en cada corte el apuntador lleva a todos los archivos con sus bytes y su huella`() throws {
        let momentos = try NocheVivida.ver().momentos
        #expect(momentos.count == NocheDePrueba.compartida.cortes.count)
        for m in momentos {
            let lector = m.lector
            #expect(lector.problemas == [], "corte \(m.corte.numero)")
            #expect((lector.corte, lector.ultimo) == (m.corte.numero, m.corte.ultimo))
            #expect(lector.elecciones == ["AYUN", "DIP_LOC"])
            #expect(lector.unidades(de: "AYUN").count == 38 && lector.unidades(de: "DIP_LOC").count == 16)
        }
    }

    @Test func `todo archivo del árbol está en el manifiesto o es apuntador, manifiesto o de un corte anterior`() throws
    {
        var vistos: Set<String> = ["corte.nota", "corte.json", "avance.html", "clave.pub"]
        for m in try NocheVivida.ver().momentos {
            let lector = m.lector
            vistos.formUnion(lector.listados.keys)
            vistos.formUnion(lector.manifiestos)
            vistos.formUnion([try JSON.leer(try #require(m.archivos["corte.json"]))["manifiesto"]["ruta"].texto])
            #expect(Set(m.archivos.keys).subtracting(vistos).sorted() == [], "corte \(m.corte.numero)")
            // Nothing that readers ask for by its stable address is left out.
            let estables = m.archivos.keys.filter { !Lector.esInmutable($0) && !vistos.contains($0) }
            #expect(estables == [])
        }
    }

    @Test func `los archivos inmutables ni cambian ni se reescriben ni desaparecen`() throws {
        let momentos = try NocheVivida.ver().momentos
        for (antes, despues) in zip(momentos, momentos.dropFirst()) {
            let inmutables = antes.archivos.keys.filter { Lector.esInmutable($0) }
            #expect(inmutables.filter { antes.archivos[$0] != despues.archivos[$0] }.sorted() == [])
            #expect(inmutables.filter { antes.nodos[$0] != despues.nodos[$0] }.sorted() == [])
        }
    }

    @Test func `cada corte pasado sigue a mano con sus datos, aunque sus páginas ya sean otras`() throws {
        let vivida = try NocheVivida.ver()
        for m in vivida.momentos {
            var entonces = vivida.ultimo.archivos
            entonces["corte.nota"] = m.archivos["corte.nota"]
            entonces["corte.json"] = m.archivos["corte.json"]
            let lector = Lector(entonces, paginas: false)
            #expect(lector.problemas == [])
            #expect(lector.corte == m.corte.numero)
        }
    }

    @Test func `los archivos de datos, imágenes y manifiestos se llaman como su contenido`() throws {
        for (ruta, bytes) in try NocheVivida.ver().ultimo.archivos {
            let huella = Huella.sha256(bytes)
            if ruta.hasPrefix("datos/") { #expect(ruta == "datos/\(huella).json") }
            if ruta.hasPrefix("manifiestos/") { #expect(ruta == "manifiestos/\(huella).json") }
            if ruta.hasPrefix("actas/") { #expect(ruta.hasSuffix("-\(huella.prefix(12)).jpg")) }
        }
    }

    @Test func `corte y hora del apuntador son los del corte y anuncian el siguiente`() throws {
        let proceso = NocheDePrueba.compartida.proceso
        for m in try NocheVivida.ver().momentos {
            let programa = try JSON.leer(try #require(m.archivos["corte.json"]))
            #expect(programa["origen"].texto == "prep.example/2027/simulacro")
            #expect(programa["entorno"].texto == "simulacro")
            #expect(programa["instante"].texto == m.corte.instante.iso(proceso.huso))
            #expect(programa["siguiente"] == (m.corte.siguiente.map { .texto($0.iso(proceso.huso)) } ?? .nulo))
            #expect(programa["ultimo"] == .logico(m.corte.ultimo))
        }
    }

    @Test func `un bit cambiado en la nota o en lo que lista se descubre`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            let bueno = Carpeta.leer(carpeta)
            let publica = try mini.clave.publica
            #expect(Lector(bueno, clave: publica).problemas == [])
            for ruta in bueno.keys where !["avance.html", "clave.pub", "corte.json"].contains(ruta) {
                var malo = bueno
                malo[ruta]?[3] ^= 1
                #expect(Lector(malo, clave: publica).problemas != [], "\(ruta)")
            }
        }
    }

    @Test func `otra clave no firma este árbol`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            let ajena = try ClaveDeFirma(derivadaDe: [9], nombre: mini.clave.nombre).publica
            #expect(Lector(carpeta: carpeta, clave: ajena).problemas != [])
        }
    }

    // MARK: Totals

    @Test func `las unidades, lo que no tiene unidad y la representación proporcional suman la entidad`() throws {
        for m in try NocheVivida.ver().momentos {
            let lector = m.lector
            for (i, eleccion) in lector.elecciones.enumerated() {
                let opciones = m.escrutinio.catalogo.elecciones[i].opciones
                let entidad = try #require(lector.datos(eleccion))
                var votos: [String: Int] = [:]
                var conteos: [String: Int] = [:]
                for unidad in lector.unidades(de: eleccion) {
                    let datos = try #require(unidad.datos)
                    votos.merge(datos.votosPorColumna, uniquingKeysWith: +)
                    conteos.merge(datos.conteos, uniquingKeysWith: +)
                }
                for aparte in [m.computos[i].sinUnidad, m.computos[i].representacionProporcional] {
                    votos.merge(zip(opciones.map(\.columna), aparte.votos), uniquingKeysWith: +)
                    conteos["ACTAS_ESPERADAS", default: 0] += aparte.resumen.esperadas
                    conteos["ACTAS_CAPTURADAS", default: 0] += aparte.resumen.capturadas
                    conteos["ACTAS_CONTABILIZADAS", default: 0] += aparte.resumen.contabilizadas
                    conteos["TOTAL_VOTOS_C_CS", default: 0] += aparte.resumen.votosConEspeciales
                }
                #expect(votos.filter { $0.value > 0 } == entidad.votosPorColumna.filter { $0.value > 0 })
                for variable in ["ACTAS_ESPERADAS", "ACTAS_CAPTURADAS", "ACTAS_CONTABILIZADAS", "TOTAL_VOTOS_C_CS"] {
                    #expect(conteos[variable] == entidad.conteos[variable], "\(eleccion) \(variable)")
                }
                #expect(entidad.votosPorColumna.values.reduce(0, +) == entidad.conteos["TOTAL_VOTOS_C_CS"])
            }
        }
    }

    @Test func `las secciones suman su unidad`() throws {
        let archivos = try NocheVivida.ver().ultimo.archivos
        let lector = try NocheVivida.ver().ultimo.lector
        for eleccion in lector.elecciones {
            for unidad in lector.unidades(de: eleccion) {
                let datos = try #require(unidad.datos)
                var votos: [String: Int] = [:]
                var conteos: [String: Int] = [:]
                for hijo in datos["hijos"].lista {
                    let ruta = "\(eleccion.lowercased())/\(unidad.clave)/\(hijo["clave"].texto).json"
                    let seccion = try JSON.leer(try #require(archivos[ruta], "\(ruta)"))
                    votos.merge(seccion.votosPorColumna, uniquingKeysWith: +)
                    conteos.merge(seccion.conteos, uniquingKeysWith: +)
                    #expect(hijo["votos"].entero == seccion.conteos["TOTAL_VOTOS_C_CS"])
                }
                #expect(votos == datos.votosPorColumna)
                for variable in [
                    "ACTAS_ESPERADAS", "ACTAS_CAPTURADAS", "LISTA_NOMINAL_ACTAS_CONTABILIZADAS", "TOTAL_VOTOS_S_CS",
                ] {
                    #expect(
                        (conteos[variable] ?? 0) == datos.conteos[variable], "\(eleccion) \(unidad.clave) \(variable)")
                }
            }
        }
    }

    @Test func `candidaturas y partidos conservan los votos de su nivel`() throws {
        let lector = try NocheVivida.ver().ultimo.lector
        for unidad in lector.unidades {
            guard let datos = unidad.datos else { continue }
            let total = datos["votos"].lista.map { $0["votos"].entero }.reduce(0, +)
            if !datos["candidaturas"].lista.isEmpty {
                #expect(datos["candidaturas"].lista.map { $0["votos"].entero }.reduce(0, +) == total)
            }
            #expect(datos["partidos"].lista.map { $0["total"].entero }.reduce(0, +) == total)
            for partido in datos["partidos"].lista {
                #expect(partido["propios"].entero + partido["recibidos"].entero == partido["total"].entero)
            }
        }
    }
}
