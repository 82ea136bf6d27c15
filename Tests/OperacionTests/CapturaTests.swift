import Almacen
import Electoral
import Foundation
import Operacion
import Testing

/// What a capturista may send, whoever forges the request.
@Suite struct CapturaEnMesaTests {
    @Test func `el formato que se mostró debe ser el aprobado para esa acta`() throws {
        try SalaDeCaptura.poner(actas: 1) { sala throws in
            #expect(throws: AlmacenError.con(.rechazado)) {
                try sala.mesa.entregarCaptura(sala.enviada(1, 9, plantilla: "F-2"), sala.acto(1), azar: 0)
            }
            for datos in [[Dato.cantidad(1)], [Dato](repeating: .cantidad(1), count: 5)] {
                #expect(throws: AlmacenError.con(.rechazado)) {
                    try sala.mesa.entregarCaptura(
                        sala.enviada(1, 9, captura: Captura(datos)), sala.acto(1), azar: 0)
                }
            }
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho WHERE tipo = 'captura'") == 0)
        }
    }

    @Test func `una casilla admite cuatro cifras y una modalidad seis`() throws {
        for (tipo, maximo) in [(Casilla.Tipo.basica, Int32(9_999)), (.extranjero, 999_999)] {
            try SalaDeCaptura.poner(actas: 1, tipo: tipo) { sala throws in
                #expect(throws: AlmacenError.con(.rechazado)) {
                    try sala.mesa.entregarCaptura(
                        sala.enviada(1, 1, captura: SalaDeCaptura.captura(maximo + 1)), sala.acto(1), azar: 0)
                }
                #expect(
                    try sala.mesa.entregarCaptura(
                        sala.enviada(1, 1, captura: SalaDeCaptura.captura(maximo)), sala.acto(1), azar: 0
                    ).entrega == .registrada)
            }
        }
    }

    @Test func `quien no la tuvo no la captura aunque la pida por su número`() throws {
        try SalaDeCaptura.poner(actas: 3) { sala throws in
            #expect(try sala.mesa.tomarCaptura(sala.acto(2), azar: 1)?.acta == 2)
            #expect(throws: AlmacenError.con(.rechazado)) {
                try sala.mesa.entregarCaptura(sala.enviada(2, 9, consta: false), sala.acto(1), azar: 0)
            }
            #expect(throws: AlmacenError.con(.rechazado)) {
                try sala.mesa.reportarImagenIlegible(
                    2, imagen: SalaDeCaptura.imagen(2), motivo: "x", consta: false, sala.acto(1), azar: 0)
            }
            #expect(throws: AlmacenError.con(.rechazado)) {
                try sala.mesa.reportarNoCorresponde(
                    2, imagen: SalaDeCaptura.imagen(2), motivo: "x", consta: false, sala.acto(1), azar: 0)
            }
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho WHERE acta = 2") == 1)
            #expect(try sala.numero("SELECT COUNT(*) FROM excepcion") == 0)
        }
    }

    @Test(arguments: Rol.allCases.filter { $0 != .captura })
    func `sólo captura quien tiene esa función`(rol: Rol) throws {
        try SalaDeCaptura.poner(actas: 1) { sala throws in
            let acto = sala.acto(1, rol: rol)
            let imagen = SalaDeCaptura.imagen(1)
            let intentos: [() throws -> Void] = [
                { _ = try sala.mesa.tomarCaptura(acto, azar: 0) },
                { _ = try sala.mesa.hayCaptura(acto) },
                { _ = try sala.mesa.seguirCapturando(1, acto) },
                { try sala.mesa.dejarCaptura(acto) },
                { _ = try sala.mesa.entregarCaptura(sala.enviada(1, 9), acto, azar: 0) },
                {
                    _ = try sala.mesa.reportarNoCorresponde(
                        1, imagen: imagen, motivo: "x", consta: true, acto, azar: 0)
                },
            ]
            for intento in intentos { #expect(throws: AlmacenError.con(.sinFacultad)) { try intento() } }
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho") == 1)
            #expect(try sala.numero("SELECT COUNT(*) FROM asignacion") == 0)
        }
    }

    @Test(arguments: Rol.allCases.filter { $0 != .supervision })
    func `sólo decide quien supervisa`(rol: Rol) throws {
        try SalaDeCaptura.poner(actas: 1) { sala throws in
            for n in 1...3 { try sala.capturar(1, n, Int32(n)) }
            let acto = sala.acto(21, rol: rol)
            let intentos: [() throws -> Void] = [
                { _ = try sala.mesa.porDecidir(acto) },
                { _ = try sala.mesa.tomarSupervision(1, acto) },
                { try sala.mesa.dejarSupervision(acto) },
                { try sala.mesa.decidir(1, [:], imagen: SalaDeCaptura.imagen(1), ronda: 1, acto) },
                { try sala.mesa.decidir(1, SalaDeCaptura.captura(1), motivo: "x", acto) },
                {
                    try sala.mesa.pedirOtraImagen(
                        1, motivo: "x", imagen: SalaDeCaptura.imagen(1), ronda: 1, acto)
                },
            ]
            for intento in intentos { #expect(throws: AlmacenError.con(.sinFacultad)) { try intento() } }
            #expect(try sala.textos("SELECT etapa FROM acta_estado") == ["en_supervision"])
        }
    }

    @Test func `la base de datos niega por sí sola lo que la mesa niega`() throws {
        try SalaDeCaptura.poner(actas: 1) { sala throws in
            try sala.capturar(1, 1, 9)
            #expect(throws: AlmacenError.con(.personaYaIntervino)) { try sala.crudo("captura", acta: 1, persona: 1) }
            #expect(throws: AlmacenError.con(.personaYaIntervino)) {
                try sala.crudo("verificacion", acta: 1, persona: 1)
            }
            #expect(throws: AlmacenError.con(.sinFacultad)) { try sala.crudo("captura", acta: 1, persona: 21) }
            #expect(throws: AlmacenError.con(.sinFacultad)) { try sala.crudo("decision", acta: 1, persona: 2) }
            #expect(try sala.numero("SELECT COUNT(*) FROM hecho") == 2)
        }
    }

    @Test func `una imagen ilegible vuelve a digitalización con su motivo y quien lo pidió recibe otra`() throws {
        try SalaDeCaptura.poner(actas: 2) { sala throws in
            let suya = try #require(try sala.mesa.tomarCaptura(sala.acto(1), azar: 0))
            #expect(throws: AlmacenError.con(.rechazado)) {
                try sala.mesa.reportarImagenIlegible(
                    suya.acta, imagen: suya.imagen, motivo: " ", consta: false, sala.acto(1), azar: 0)
            }
            let turno = try sala.mesa.reportarImagenIlegible(
                suya.acta, imagen: suya.imagen, motivo: "Borrosa", consta: false, sala.acto(1, "r"), azar: 0)
            #expect(turno.entrega == .registrada)
            #expect(turno.siguiente?.acta == 2)
            #expect(try sala.textos("SELECT etapa FROM acta_estado WHERE acta = 1") == ["acopiada"])
            #expect(try sala.textos("SELECT motivo FROM hecho WHERE tipo = 'redigitalizacion'") == ["Borrosa"])
            let otra = try sala.mesa.reportarImagenIlegible(
                suya.acta, imagen: suya.imagen, motivo: "Borrosa", consta: true, sala.acto(1, "r"), azar: 0)
            #expect(otra.entrega == .yaEstaba)
        }
    }

    @Test func `un acta que no corresponde abre una sola excepción aunque se envíe dos veces`() throws {
        try SalaDeCaptura.poner(actas: 2) { sala throws in
            let suya = try #require(try sala.mesa.tomarCaptura(sala.acto(1), azar: 0))
            for esperado in [Entrega.registrada, .yaEstaba] {
                let turno = try sala.mesa.reportarNoCorresponde(
                    suya.acta, imagen: suya.imagen, motivo: "De otra sección", consta: true, sala.acto(1, "e"), azar: 0)
                #expect(turno.entrega == esperado)
                #expect(turno.siguiente?.acta == 2)
            }
            #expect(try sala.textos("SELECT accion FROM excepcion").allSatisfy { $0.contains("De otra sección") })
            #expect(try sala.textos("SELECT problemas FROM excepcion") == ["[\"imagen_de_otra_acta\"]"])
            #expect(throws: AlmacenError.con(.restriccion)) {
                try sala.mesa.reportarNoCorresponde(
                    2, imagen: SalaDeCaptura.imagen(2), motivo: "x", consta: true, sala.acto(1, "e"), azar: 0)
            }
        }
    }
}
