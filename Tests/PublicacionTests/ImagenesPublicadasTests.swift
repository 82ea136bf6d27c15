import Apoyo
import Bitacora
import Electoral
import Publicacion
import Testing

/// Images go out byte for byte as they were captured, or the corte does not go out.
@Suite struct ImagenesPublicadasTests {
    @Test func `las imágenes publicadas son byte por byte las del almacén`() throws {
        let vivida = try NocheVivida.ver()
        let m = vivida.ultimo
        var vistas = 0
        for acta in m.escrutinio.catalogo.actas {
            guard let sha256 = m.escrutinio.actas[acta.id - 1].resultado?.imagen else { continue }
            let guardada = try #require(vivida.imagenes[sha256])
            #expect(m.archivos["actas/\(acta.claveActa)-SIMULACRO-\(sha256.prefix(12)).jpg"] == guardada)
            #expect(Huella.sha256(guardada) == sha256)
            vistas += 1
        }
        #expect(vistas > 100)
    }

    @Test func `una imagen que no corresponde a su código detiene el corte y el apuntador anterior queda`() throws {
        let (antes, despues) = Mini.conDosCortes()
        try Carpeta.prestar { carpeta in
            try antes.publicar(try antes.publicador(en: carpeta))
            let previo = Carpeta.leer(carpeta)
            let falsa = try despues.publicador(en: carpeta) { _ in Mini.foto }
            let error = #expect(throws: PublicacionError.self) { try despues.publicar(falsa) }
            #expect(error?.codigo == .faltaImagen)
            let clave = try despues.clave.publica
            let lector = Lector(carpeta: carpeta, clave: clave, paginas: false)
            #expect(lector.problemas == [] && lector.corte == 1)
            let ahora = Carpeta.leer(carpeta)
            #expect(previo.keys.filter { Lector.esInmutable($0) && previo[$0] != ahora[$0] } == [])
            #expect(["corte.nota", "corte.json", "avance.html", "index.html"].allSatisfy { previo[$0] == ahora[$0] })
            // With the true images the same corte goes out.
            try despues.publicar(try despues.publicador(en: carpeta))
            #expect(Lector(carpeta: carpeta).problemas == [])
            #expect(Lector(carpeta: carpeta).corte == 2)
        }
    }

    @Test func `la imagen falsa de una sola acta detiene el corte aunque el publicador ya llevara varios`() throws {
        let (antes, despues) = Mini.conDosCortes()
        try Carpeta.prestar { carpeta in
            let mala = Huella.sha256(Mini.foto + [3, 0])
            var falsear = true
            let publicador = try despues.publicador(en: carpeta) { sha256 in
                for acta in UInt8(1)...6 {
                    for n in UInt8(0)..<3 where Huella.sha256(Mini.foto + [acta, n]) == sha256 {
                        return falsear && sha256 == mala ? Mini.foto : Mini.foto + [acta, n]
                    }
                }
                return nil
            }
            try antes.publicar(publicador)
            let error = #expect(throws: PublicacionError.self) { try despues.publicar(publicador) }
            #expect(error?.codigo == .faltaImagen)
            #expect(error?.description.contains(despues.catalogo.actas[2].claveActa) == true)
            #expect(Lector(carpeta: carpeta, clave: try despues.clave.publica, paginas: false).corte == 1)
            falsear = false
            try despues.publicar(publicador)
            #expect(Lector(carpeta: carpeta).problemas == [])
        }
    }

    @Test func `una redigitalización agrega un archivo y conserva el anterior`() throws {
        var mini = Mini()
        mini.verificar(1)
        mini.cortar()
        try Carpeta.prestar { carpeta in
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            let primera = Carpeta.leer(carpeta).filter { $0.key.hasPrefix("actas/") }
            mini.verificar(1, motivo: "Redigitalización: imagen cortada", foto: 1)
            mini.cortar()
            try mini.publicar(publicador)
            let ambas = Carpeta.leer(carpeta).filter { $0.key.hasPrefix("actas/") }
            #expect(primera.count == 1 && ambas.count == 2)
            #expect(primera.allSatisfy { ambas[$0.key] == $0.value })
            let acta = mini.catalogo.actas[0].claveActa
            let nueva = "actas/\(acta)-SIMULACRO-\(Huella.sha256(Mini.foto + [1, 1]).prefix(12)).jpg"
            #expect(ambas[nueva] == Mini.foto + [1, 1])
            let pagina = Pagina(try #require(Carpeta.leer(carpeta)["ayun/001/actas/\(acta).html"]))
            #expect(pagina.enlaces.filter { $0.contains("actas/0") } == Array(repeating: "../../../\(nueva)", count: 3))
            #expect(Lector(carpeta: carpeta).listados[nueva] != nil)
        }
    }
}
