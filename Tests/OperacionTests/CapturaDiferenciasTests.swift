import Almacen
import Electoral
import Operacion
import Testing

/// How a supervisor settles captures that do not agree.
@Suite struct CapturaDiferenciasTests {
    private static let tres = Diferencias([
        Captura([.cantidad(7), .cantidad(50), .sinDato, .cantidad(57)]),
        Captura([.cantidad(8), .cantidad(50), .sinDato, .cantidad(57)]),
        Captura([.cantidad(9), .cantidad(50), .sinDato, .ilegible]),
    ])

    private func resolver(_ decisiones: [Int: Diferencias.Decision]) throws(Diferencias.Falta) -> (
        captura: Captura, motivo: String
    ) { try Self.tres.resolver(decisiones) { "C\($0)" } }

    @Test func `sólo están en disputa los campos que difieren`() {
        #expect(Self.tres.enDisputa == [0, 3])
    }

    @Test func `cada campo toma el valor de una captura o el que se lee en la imagen, con su motivo`() throws {
        let (captura, motivo) = try resolver([
            0: .init(fuente: .imagen(.cantidad(71)), motivo: "Prevalece la letra"),
            3: .init(fuente: .captura(2), motivo: "Ilegible"),
        ])
        #expect(captura.firma == "71,50,S,I")
        #expect(
            motivo
                == "C0 = 71 (leído en la imagen, nadie lo capturó): Prevalece la letra; C3 = ilegible (captura 3): Ilegible"
        )
    }

    @Test func `lo que se lee en la imagen y alguien capturó no se marca como nuevo`() throws {
        let (_, motivo) = try resolver([
            0: .init(fuente: .imagen(.cantidad(8)), motivo: "a"), 3: .init(fuente: .captura(0), motivo: "b"),
        ])
        #expect(motivo.contains("C0 = 8 (leído en la imagen): a"))
    }

    @Test func `cada campo en disputa exige valor y motivo`() {
        let bien = Diferencias.Decision(fuente: .captura(0), motivo: "b")
        #expect(throws: Diferencias.Falta.sinValor(campo: 3)) { try resolver([0: bien]) }
        #expect(throws: Diferencias.Falta.sinMotivo(campo: 0)) {
            try resolver([0: .init(fuente: .captura(0), motivo: " \n"), 3: bien])
        }
        #expect(throws: Diferencias.Falta.capturaInexistente(campo: 0)) {
            try resolver([0: .init(fuente: .captura(3), motivo: "a"), 3: bien])
        }
        #expect(throws: Diferencias.Falta.cantidadFueraDeRango(campo: 0)) {
            try resolver([0: .init(fuente: .imagen(.cantidad(10_000)), motivo: "a"), 3: bien])
        }
    }

    @Test func `un campo en el que las tres coinciden no se cambia aunque la petición lo pida`() throws {
        let bien = Diferencias.Decision(fuente: .captura(0), motivo: "b")
        let (captura, _) = try resolver([0: bien, 1: .init(fuente: .imagen(.cantidad(999)), motivo: "x"), 3: bien])
        #expect(captura.datos[1] == .cantidad(50))
    }

    @Test func `la decisión queda como hecho con su motivo y repetirla no hace nada`() throws {
        try SalaDeCaptura.poner(actas: 1) { sala throws in
            for n in 1...3 { try sala.capturar(1, n, Int32(n)) }
            let conflicto = try sala.mesa.tomarSupervision(1, sala.acto(21))
            #expect(conflicto.capturas.map(\.firma) == ["1,50,S,60", "2,50,S,60", "3,50,S,60"])
            let decision = [0: Diferencias.Decision(fuente: .imagen(.cantidad(4)), motivo: "Se lee 4")]
            for _ in 0..<2 {
                try sala.mesa.decidir(1, decision, imagen: conflicto.imagen, ronda: conflicto.ronda, sala.acto(21, "d"))
            }
            #expect(
                try sala.textos("SELECT datos || ' ' || motivo FROM hecho WHERE tipo = 'decision'")
                    == ["4,50,S,60 PA = 4 (leído en la imagen, nadie lo capturó): Se lee 4"])
            #expect(try sala.textos("SELECT datos FROM resultado") == ["4,50,S,60"])
        }
    }

    @Test func `si la imagen no alcanza se pide otra y el acta se captura de nuevo por otras personas`() throws {
        try SalaDeCaptura.poner(actas: 1) { sala throws in
            for n in 1...3 { try sala.capturar(1, n, Int32(n)) }
            let conflicto = try sala.mesa.tomarSupervision(1, sala.acto(21))
            #expect(throws: AlmacenError.con(.rechazado)) {
                try sala.mesa.pedirOtraImagen(1, motivo: " ", imagen: conflicto.imagen, ronda: 1, sala.acto(21))
            }
            for _ in 0..<2 {
                try sala.mesa.pedirOtraImagen(
                    1, motivo: "Cortada", imagen: conflicto.imagen, ronda: 1, sala.acto(21, "o"))
            }
            #expect(try sala.textos("SELECT etapa FROM acta_estado") == ["acopiada"])
            #expect(throws: AlmacenError.con(.rechazado)) { try sala.mesa.tomarSupervision(1, sala.acto(22)) }
        }
    }
}
