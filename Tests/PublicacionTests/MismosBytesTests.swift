import Apoyo
import Electoral
import Formatos
import Operacion
import Publicacion
import Simulacro
import Testing

/// A corte is a pure function of the catalogue, the facts up to a number and the instant.
@Suite struct MismosBytesTests {
    @Test func `el mismo corte publicado dos veces da los mismos bytes`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            let uno = try mini.publicar(try mini.publicador(en: "\(carpeta)/a"))
            let otro = try mini.publicar(try mini.publicador(en: "\(carpeta)/b"))
            #expect((uno.archivos, uno.bytes, uno.paquete) == (otro.archivos, otro.bytes, otro.paquete))
            #expect(diferencias(Carpeta.leer("\(carpeta)/a"), Carpeta.leer("\(carpeta)/b")) == [])
        }
    }

    @Test func `dos almacenes con los hechos en otro orden publican el mismo árbol`() throws {
        let noche = NocheDePrueba.compartida
        let alReves = noche.alReves
        #expect(
            alReves != noche.sucesos && Set(alReves) == Set(noche.sucesos.filter { $0.instante <= noche.cortes[8] }))
        try Carpeta.prestar { carpeta in
            var arboles: [[String: [UInt8]]] = []
            for (nombre, sucesos) in [("a", noche.sucesos), ("b", alReves)] {
                let operacion = try Operacion(noche, en: "\(carpeta)/\(nombre)")
                let publicador = try operacion.publicador()
                try operacion.vivir(noche, sucesos: sucesos) { cortador in
                    let computos = try #require(cortador.computos)
                    _ = try publicador.publicar(cortador.escrutinio, computos: computos, cortes: cortador.cortes)
                }
                arboles.append(Carpeta.leer(operacion.arbol))
            }
            #expect(diferencias(arboles[0], arboles[1]) == [])
            // And both are what the shared night published.
            #expect(diferencias(arboles[0], try NocheVivida.ver().ultimo.archivos) == [])
        }
    }

    @Test(arguments: 0..<9) func `el árbol hecho corte por corte es el que se hace de una vez`(n: Int) throws {
        let vivida = try NocheVivida.ver()
        let momento = vivida.momentos[n]
        let cortes = vivida.momentos.prefix(n + 1).map(\.corte)
        try Carpeta.prestar { carpeta in
            let noche = NocheDePrueba.compartida
            let operacion = try Operacion(noche, en: carpeta)
            let frio = try Publicador(
                proceso: operacion.proceso, entorno: operacion.entorno, catalogo: operacion.catalogo, formato: .init(),
                clave: operacion.clave, carpeta: operacion.arbol, imagen: { vivida.imagenes[$0] })
            _ = try frio.publicar(momento.escrutinio, computos: momento.computos, cortes: cortes)
            let deUnaVez = Carpeta.leer(operacion.arbol)
            let acumulado = momento.archivos
            #expect(deUnaVez.keys.filter { deUnaVez[$0] != acumulado[$0] }.sorted() == [])
            // What accumulates are only immutable files of earlier cortes.
            #expect(acumulado.keys.filter { deUnaVez[$0] == nil && !Lector.esInmutable($0) } == [])
        }
    }

    @Test func `con correcciones el árbol hecho corte por corte es el que se hace de una vez`() throws {
        try comparar { mini in
            for acta in 1...6 { mini.verificar(acta) }
            mini.cortar()
            mini.verificar(2, votos: [1, 2, 3, 4, 5], motivo: "Recaptura")
            mini.cortar(ultimo: true)
        }
    }

    @Test func `tras una redigitalización el árbol hecho corte por corte es el que se hace de una vez`() throws {
        try comparar { mini in
            for acta in 1...6 { mini.verificar(acta) }
            mini.cortar()
            mini.verificar(2, motivo: "Redigitalización: la imagen estaba cortada", foto: 1)
            mini.cortar(ultimo: true)
        }
    }

    private func comparar(_ vivir: (inout Mini) -> Void) throws {
        var completa = Mini()
        vivir(&completa)
        try Carpeta.prestar { carpeta in
            let caliente = try completa.publicador(en: "\(carpeta)/corte-por-corte")
            for n in 1...completa.cortes.count { try completa.hasta(n).publicar(caliente) }
            try completa.publicar(try completa.publicador(en: "\(carpeta)/de-una-vez"))
            let acumulado = Carpeta.leer("\(carpeta)/corte-por-corte")
            let deUnaVez = Carpeta.leer("\(carpeta)/de-una-vez")
            #expect(deUnaVez.keys.filter { deUnaVez[$0] != acumulado[$0] }.sorted() == [])
            #expect(acumulado.keys.filter { deUnaVez[$0] == nil && !Lector.esInmutable($0) } == [])
        }
    }

    @Test func `publicar otra vez un árbol completo no escribe ningún archivo`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            let publicador = try mini.publicador(en: carpeta)
            try mini.publicar(publicador)
            let antes = Carpeta.nodos(carpeta)
            #expect(try mini.publicar(publicador).archivos == 0)
            #expect(try mini.publicar(try mini.publicador(en: carpeta)).archivos == 0)
            #expect(Carpeta.nodos(carpeta) == antes)
        }
    }

    @Test func `un publicador nuevo repara lo que alguien cambió o borró en la carpeta`() throws {
        let mini = Mini.conDosCortes().despues
        try Carpeta.prestar { carpeta in
            try mini.publicar(try mini.publicador(en: carpeta))
            let bueno = Carpeta.leer(carpeta)
            for (i, ruta) in bueno.keys.sorted().enumerated() where ruta != "corte.nota" {
                if i.isMultiple(of: 2) {
                    try Carpeta.quitar("\(carpeta)/\(ruta)")
                } else {
                    // Same size, other bytes.
                    let mudado = try #require(bueno[ruta]).map { $0 ^ 1 }
                    try Carpeta.escribir(mudado, en: "\(carpeta)/\(ruta)")
                }
            }
            try mini.publicar(try mini.publicador(en: carpeta))
            #expect(diferencias(Carpeta.leer(carpeta), bueno) == [])
        }
    }
}
