import Almacen
import Electoral
import Synchronization
import Testing

/// Images that arrive and what becomes of each, also when two people decide at once.
@Suite struct RecepcionesTests {
    static func envio(_ original: Int, paginas: [Int], centro: String = "CATD-1") -> EnvioRecibido {
        EnvioRecibido(
            original: Banco.huella(9_000 + original), tipo: "image/jpeg", bytes: [1, 2, 3], nombre: "\(original).jpg",
            persona: Persona(id: 2), centro: centro, instante: Banco.inicio + 30, origen: .catd,
            digitalizacion: .escaner,
            paginas: paginas.enumerated().map { i, imagen in
                EnvioRecibido.Pagina(
                    numero: i + 1, imagen: Banco.huella(imagen), tipo: "image/jpeg", bytes: [UInt8(imagen % 250)],
                    etiqueta: nil, acta: nil, medidas: "{}")
            })
    }

    static func aceptar(
        _ banco: Banco, _ r: Recepcion, para acta: Acta.ID, persona: Int = 2, clave: String = "aceptar",
        segundo: Int = 100
    ) throws(AlmacenError) -> ReciboDeImagen {
        let hecho = Hecho(
            clave: "\(clave)-\(r.id)-\(acta)-\(persona)", acta: acta,
            evento: .digitalizacion(imagen: r.imagen, Banco.catd), persona: Persona(id: persona), centro: "CATD-1",
            instante: Banco.inicio + segundo)
        return try banco.almacen.aceptar(
            recepcion: r.id, hecho, campos: Banco.campos, esquema: banco.proceso.esquema)
    }

    private func con(_ motor: Motor, _ cuerpo: (Banco) throws -> Void) throws {
        try AcopiosTests.prestar(motor) { banco in
            for acta in [1, 2] { _ = try AcopiosTests.acopiar(banco, acta) }
            try cuerpo(banco)
        }
    }

    @Test(arguments: Motor.allCases) func `el mismo archivo otra vez da las mismas páginas`(motor: Motor) throws {
        try con(motor) { banco in
            let primera = try banco.almacen.recibir(Self.envio(1, paginas: [11, 12]))
            #expect(primera.map(\.pagina) == [1, 2])
            var otra = Self.envio(1, paginas: [11, 12])
            otra.nombre = "otro nombre.jpg"
            #expect(try banco.almacen.recibir(otra) == primera)
            #expect(try banco.almacen.recibir(Self.envio(1, paginas: [11, 12], centro: "CATD-2")).count == 2)
            #expect(try banco.almacen.recepciones(pendientesDe: "CATD-1").map(\.id) == primera.map(\.id))
            #expect(try banco.controlador.textos("SELECT COUNT(*) FROM original") == ["1"])
        }
    }

    @Test(arguments: Motor.allCases) func `aceptar, repetir el envío y llegar tarde`(motor: Motor) throws {
        try con(motor) { banco in
            let r = try banco.almacen.recibir(Self.envio(1, paginas: [11, 12]))
            #expect(try Self.aceptar(banco, r[0], para: 1) == .aceptada)
            #expect(try Self.aceptar(banco, r[0], para: 1, segundo: 140) == .aceptada)
            guard case .resuelta(let previa) = try Self.aceptar(banco, r[0], para: 1, persona: 3) else {
                Issue.record("otra persona volvió a aceptar la misma imagen")
                return
            }
            #expect(previa.destino == .aceptada && previa.persona == Persona(id: 2))
            guard case .duplicada(let llegada) = try Self.aceptar(banco, r[1], para: 1) else {
                Issue.record("una segunda imagen de la misma acta no quedó como duplicada")
                return
            }
            #expect(!llegada.comoFoto && llegada.centro == "CATD-1")
            #expect(try banco.almacen.recepcion(r[1].id)?.resuelta?.destino == .duplicada)
            #expect(try banco.almacen.recepciones(pendientesDe: "CATD-1").isEmpty)
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases)
    func `sin acopio, de otro centro o de otra mesa no se acepta ni se escribe nada`(motor: Motor) throws {
        try con(motor) { banco in
            let r = try banco.almacen.recibir(Self.envio(1, paginas: [11]))[0]
            #expect(try Self.aceptar(banco, r, para: 4) == .faltaAcopio)
            #expect(try Self.aceptar(banco, r, para: 3) == .deOtroCentro("CATD-2"))
            let ajena = try banco.almacen.recibir(Self.envio(2, paginas: [12], centro: "CATD-2"))[0]
            #expect(try Self.aceptar(banco, ajena, para: 1) == .noExiste)
            #expect(try banco.controlador.textos("SELECT COUNT(*) FROM recepcion_resuelta") == ["0"])
            #expect(try Self.aceptar(banco, r, para: 1) == .aceptada)
        }
    }

    @Test(arguments: Motor.allCases) func `la misma imagen para dos actas es una alarma`(motor: Motor) throws {
        try con(motor) { banco in
            let r = try banco.almacen.recibir(Self.envio(1, paginas: [11]))[0]
            let otra = try banco.almacen.recibir(Self.envio(2, paginas: [11]))[0]
            #expect(try Self.aceptar(banco, r, para: 1) == .aceptada)
            guard case .repetida(1, let excepcion) = try Self.aceptar(banco, otra, para: 2) else {
                Issue.record("se aceptó la misma imagen para dos actas")
                return
            }
            #expect(try Self.aceptar(banco, otra, para: 2) == .enExcepcion)
            let abierta = try #require(try banco.almacen.excepcion(excepcion)).abierta
            #expect(abierta.tipo == .imagenRepetida && abierta.acta == 2 && abierta.causa == "1")
            #expect(try banco.almacen.recepciones(pendientesDe: "CATD-1").isEmpty)
        }
    }

    /// Two people of a centre press Enter on the same image, or on two images of the same acta, a thousand times.
    @Test(arguments: Motor.allCases) func `mil aceptaciones simultáneas dejan una por acta`(motor: Motor) throws {
        try con(motor) { banco in
            let rondas = 125
            var recepciones: [Recepcion] = []
            for n in 0..<rondas { recepciones += try banco.almacen.recibir(Self.envio(100 + n, paginas: [1_000 + n])) }
            let recibos = Mutex<[ReciboDeImagen]>([])
            let cola = recepciones
            let fallas = alMismoTiempo(8) { i in
                for r in cola {
                    let recibo = try Self.aceptar(banco, r, para: 1 + r.id % 2, persona: 2 + i)
                    recibos.withLock { $0.append(recibo) }
                }
            }
            #expect(fallas == [])
            #expect(recibos.withLock { $0.count } == 8 * rondas)
            #expect(recibos.withLock { $0.count { $0 == .aceptada } } == 2)
            #expect(try banco.controlador.textos("SELECT COUNT(*) FROM hecho WHERE tipo = 'digitalizacion'") == ["2"])
            #expect(
                try banco.controlador.textos("SELECT COUNT(*) FROM recepcion_resuelta WHERE destino = 'duplicada'")
                    == ["\(rondas - 2)"])
            #expect(try banco.comprobar() == [])
        }
    }

    @Test(arguments: Motor.allCases) func `quien pide otra imagen la ve primero en la lista de su centro`(motor: Motor)
        throws
    {
        try con(motor) { banco in
            let r = try banco.almacen.recibir(Self.envio(1, paginas: [11]))[0]
            _ = try Self.aceptar(banco, r, para: 1)
            try banco.registrar(
                Banco.hecho("pide", acta: 1, .redigitalizacion(motivo: "Está cortada"), persona: 5, segundo: 200))
            let solicitudes = try banco.almacen.porRedigitalizar(centro: "CATD-1")
            #expect(solicitudes.map(\.acta) == [1] && solicitudes[0].motivo == "Está cortada")
            let nueva = try banco.almacen.recibir(Self.envio(3, paginas: [13]))[0]
            #expect(try Self.aceptar(banco, nueva, para: 1, segundo: 300) == .aceptada)
            #expect(try banco.almacen.porRedigitalizar(centro: "CATD-1").isEmpty)
            #expect(try banco.almacen.imagen(deActa: 1)?.bytes == [13])
        }
    }
}
