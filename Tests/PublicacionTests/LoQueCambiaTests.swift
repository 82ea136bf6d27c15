import Apoyo
import Bitacora
import Electoral
import Publicacion
import Testing

/// A corte writes what changed and nothing else: 144 cortes of 8,000 actas cannot rewrite the tree each time.
@Suite struct LoQueCambiaTests {
    @Test func `un corte sin hechos nuevos sólo escribe manifiesto, base, cambios, banda y apuntador`() throws {
        try Carpeta.prestar { carpeta in
            var mini = Mini()
            mini.verificar(1)
            mini.cortar()
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            mini.cortar()
            #expect(
                try escritos(mini, publicador, carpeta) == [
                    "avance.html", "bases.html", base(mini), "cambios/0002.ndjson", "corte.json", "corte.nota",
                    manifiesto(mini),
                ])
        }
    }

    @Test func `un corte con un acta escribe su página, su imagen, su sección, su unidad, la entidad y lo fijo`() throws
    {
        try Carpeta.prestar { carpeta in
            var mini = Mini()
            mini.verificar(1)
            mini.cortar()
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            // Section 2 of unit 001 of the first election.
            mini.verificar(2)
            mini.cortar()
            let lista = try escritos(mini, publicador, carpeta)
            let acta = mini.catalogo.actas[1]
            let lector = Lector(carpeta: carpeta)
            #expect(lector.problemas == [])
            func linea(_ unidad: String) -> JSON {
                lector.raiz["unidades"].lista.first { $0["eleccion"].texto == "AYUN" && $0["unidad"].texto == unidad }
                    ?? .nulo
            }
            let imagen = Huella.sha256(Mini.foto + [2, 0]).prefix(12)
            let unidad = try JSON.leer(try #require(Carpeta.leer(carpeta)[linea("001")["manifiesto"].texto]))
            let seccion =
                unidad["partes"].lista.first { $0["seccion"].texto == "seccion-0002" }?["manifiesto"].texto ?? ""
            let esperados =
                [
                    "actas/\(acta.claveActa)-SIMULACRO-\(imagen).jpg", "avance.html",
                    "ayun/001/actas/\(acta.claveActa).html",
                    "ayun/001/actas/\(acta.claveActa).json", seccion,
                    "ayun/001/index.html", "ayun/001/index.json", "ayun/001/seccion-0002.html",
                    "ayun/001/seccion-0002.json",
                    "ayun/001/faltan.html", "ayun/001/faltan.json", "ayun/faltan.csv", "ayun/faltan.html",
                    "ayun/faltan.json", "ayun/index.html", "ayun/index.json", base(mini), "bases.html",
                    "cambios/0002.ndjson", "corte.json", "corte.nota", "estadistica.html", "estadistica.json",
                    "faltan.html", "faltan.json", "incrustar/ayun.html", "index.html", "index.json", manifiesto(mini),
                    "prensa.html",
                ] + ["", "001"].flatMap { [linea($0)["datos"].texto, linea($0)["manifiesto"].texto] }
            #expect(lista == esperados.sorted())
        }
    }

    @Test func `lo que no cambió conserva el corte en que cambió`() throws {
        try Carpeta.prestar { carpeta in
            var mini = Mini()
            mini.verificar(1)
            mini.cortar()
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            mini.cortar()
            mini.verificar(2)
            mini.cortar()
            try mini.hasta(2).publicar(publicador)
            try mini.publicar(publicador)
            let archivos = Carpeta.leer(carpeta)
            func corte(_ ruta: String) throws -> Int {
                try JSON.leer(try #require(archivos[ruta]))["corte"]["numero"].entero
            }
            #expect(try corte("ayun/001/seccion-0001.json") == 1)
            #expect(try corte("ayun/001/seccion-0002.json") == 3)
            #expect(try corte("ayun/001/index.json") == 3)
            #expect(try corte("ayun/002/index.json") == 1)
            #expect(try corte("ayun/index.json") == 3)
            #expect(try corte("dip_loc/index.json") == 1)
            #expect(Pagina(try #require(archivos["index.html"])).texto.contains("Cifras del corte 3,"))
        }
    }

    @Test func `el último corte vuelve a escribir todos los niveles y no las actas`() throws {
        try Carpeta.prestar { carpeta in
            var mini = Mini()
            for acta in 1...6 { mini.verificar(acta) }
            mini.cortar()
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            mini.cortar(ultimo: true)
            let lista = try escritos(mini, publicador, carpeta)
            #expect(lista.filter { $0.contains("actas/") } == [])
            for ruta in ["index.html", "ayun/index.html", "ayun/001/index.html", "dip_loc/002/seccion-0003.html"] {
                #expect(lista.contains(ruta), "\(ruta)")
            }
        }
    }

    @Test func `en la noche sintética cada corte escribe mucho menos que el árbol`() throws {
        let momentos = try NocheVivida.ver().momentos
        for (antes, despues) in zip(momentos, momentos.dropFirst()) where !despues.corte.ultimo {
            let escritos = Carpeta.escritos(antes.nodos, despues.nodos)
            #expect(escritos.count == despues.escritos)
            let nuevas = despues.escrutinio.actas.count { $0.numero > antes.corte.hasta }
            // Acta, section and unit with their twins and lists, image, and what every corte writes.
            #expect(escritos.count <= nuevas * 12 + 40, "corte \(despues.corte.numero): \(nuevas) actas")
            let paginas = escritos.filter { $0.contains("/actas/") }
            #expect(paginas.count == nuevas * 2)
        }
    }

    /// Publishes the last corte and says which files were written, by what the disk shows and by what the report counts.
    private func escritos(_ mini: Mini, _ publicador: Publicador, _ carpeta: String) throws -> [String] {
        let antes = Carpeta.nodos(carpeta)
        let informe = try mini.publicar(publicador)
        let lista = Carpeta.escritos(antes, Carpeta.nodos(carpeta))
        #expect(informe.archivos == lista.count)
        return lista
    }

    private func hora(_ mini: Mini) -> String { mini.cortes.last.map { $0.instante.compacta(mini.proceso.huso) } ?? "" }
    private func base(_ mini: Mini) -> String { "bases/\(hora(mini))_PREP_COAH_SIMULACRO.zip" }
    private func manifiesto(_ mini: Mini) -> String { "cortes/\(hora(mini))/manifiesto.json" }
}
