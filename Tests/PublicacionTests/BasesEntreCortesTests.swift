import Apoyo
import Electoral
import Publicacion
import Testing

/// A corte without a data base of its own keeps the one that was published.
@Suite struct BasesEntreCortesTests {
    /// Three cortes, only the first with its data base.
    private static func tres() -> (mini: Mini, pasados: [Escrutinio]) {
        var mini = Mini()
        var pasados: [Escrutinio] = []
        for (i, acta) in [1, 2, 4].enumerated() {
            mini.verificar(acta)
            mini.cortar(conBase: i == 0)
            pasados.append(mini.escrutinio)
        }
        return (mini, pasados)
    }

    private static func publicar(
        _ mini: Mini, _ pasados: [Escrutinio], _ publicador: Publicador, hasta: Int
    ) throws {
        let escrutinio = pasados[hasta - 1]
        _ = try publicador.publicar(
            escrutinio, computos: escrutinio.computos(), cortes: Array(mini.cortes.prefix(hasta))
        ) {
            pasados[$0.numero - 1]
        }
    }

    @Test func `conserva la anterior, el manifiesto la enlista y corte.json dice de cuál corte es`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let (mini, pasados) = Self.tres()
            let publicador = try mini.publicador(en: carpeta)
            var base = ""
            for hasta in 1...3 {
                try Self.publicar(mini, pasados, publicador, hasta: hasta)
                let lector = Lector(carpeta: carpeta)
                #expect(lector.problemas == [])
                if hasta == 1 { base = lector.base }
                #expect(lector.base == base && !base.isEmpty)
                let programa = try JSON.leer(try #require(Carpeta.leer(carpeta)["corte.json"]))
                #expect(programa["base"].texto == base && programa["corteDeBase"].entero == 1)
                #expect(programa["corte"].entero == hasta)
            }
            #expect(Carpeta.leer(carpeta).keys.count { $0.hasPrefix("bases/") } == 1)
        }
    }

    @Test func `publicado en frío en otra carpeta da los mismos bytes, la base del corte anterior incluida`() throws {
        try Carpeta.prestar { (raiz) throws in
            let (mini, pasados) = Self.tres()
            let tibio = try mini.publicador(en: "\(raiz)/tibio")
            for hasta in 1...3 { try Self.publicar(mini, pasados, tibio, hasta: hasta) }
            try Self.publicar(mini, pasados, try mini.publicador(en: "\(raiz)/frio"), hasta: 3)
            let (uno, otro) = (Carpeta.leer("\(raiz)/tibio"), Carpeta.leer("\(raiz)/frio"))
            #expect(otro.keys.filter { uno[$0] != otro[$0] } == [])
            #expect(otro.keys.count { $0.hasPrefix("bases/") } == 1)
            #expect(Lector(otro).problemas == [])
        }
    }

    @Test func `sin saber de la anterior no se publica nada a medias`() throws {
        try Carpeta.prestar { (carpeta) throws in
            let (mini, pasados) = Self.tres()
            let publicador = try mini.publicador(en: carpeta)
            #expect(throws: PublicacionError.self) {
                try publicador.publicar(pasados[2], computos: pasados[2].computos(), cortes: mini.cortes)
            }
            #expect(Carpeta.leer(carpeta)["corte.nota"] == nil)
        }
    }
}
