import Electoral
import Testing

/// From results in the order of their facts to the figures of a corte, and what a corte must satisfy to be published.
@Suite struct EscrutinioTests {
    struct Noche: Sendable {
        let catalogo: Catalogo
        let resultados: [ResultadoNumerado]
        let fuera: [Acta.ID: ActaFueraDeCatalogo]

        /// Results of a random election in a random order, some of them corrected later, two of them fuera de catálogo.
        init(semilla: UInt64) {
            var azar = SplitMix64(semilla: semilla)
            let eleccion = Fabrica.eleccion(&azar)
            let filas = Fabrica.filas(120, de: eleccion, &azar)
            catalogo = Catalogo(entidad: Entidad.todas[4], elecciones: [eleccion], actas: filas.map(\.acta))
            let porIdentidad = Dictionary(uniqueKeysWithValues: filas.map { ($0.acta.identidad, $0) })
            var llegan: [(Acta.ID, Resultado.Condicion)] = catalogo.actas.compactMap { acta in
                guard let fila = porIdentidad[acta.identidad] else { return nil }
                if let captura = fila.captura { return (acta.id, .capturada(captura)) }
                if case .sinActa(let causa) = fila.veredicto.criterio { return (acta.id, .sinActa(causa)) }
                return nil
            }
            llegan += [(500, .fueraDeCatalogo), (501, .fueraDeCatalogo)]
            llegan.shuffle(using: &azar)
            llegan += llegan.prefix(5).filter { $0.0 < 500 }.map { ($0.0, .sinActa(.paqueteSinBolsa)) }
            var vistas: Set<Acta.ID> = []
            resultados = llegan.enumerated().map { i, llegada in
                let motivo = vistas.insert(llegada.0).inserted ? nil : "Se volvió a revisar"
                return ResultadoNumerado(
                    acta: llegada.0, numero: (i + 1) * 3, resultado: .de(llegada.1, motivo: motivo))
            }
            fuera = Dictionary(
                uniqueKeysWithValues: [500, 501].map {
                    ($0, ActaFueraDeCatalogo(id: $0, eleccion: 0, identidad: "fuera \($0)"))
                })
        }

        func escrutinio() -> Escrutinio {
            Escrutinio(
                catalogo: catalogo, criterios: Criterios(limites: Limites(boletasEspeciales: 300)),
                fraccion: .unoACadaUno)
        }
    }

    @Test(arguments: UInt64(1)...10)
    func `da lo mismo incorporar los resultados de una vez que corte por corte`(semilla: UInt64) {
        let noche = Noche(semilla: semilla)
        var deUnaVez = noche.escrutinio()
        deUnaVez.incorporar(noche.resultados, fueraDeCatalogo: noche.fuera)
        var porPartes = noche.escrutinio()
        var azar = SplitMix64(semilla: semilla)
        var resto = noche.resultados[...]
        while !resto.isEmpty {
            let parte = resto.prefix(azar.entero(1...30))
            porPartes.incorporar(Array(parte), fueraDeCatalogo: noche.fuera)
            resto = resto.dropFirst(parte.count)
        }
        #expect(porPartes.computo(eleccion: 0) == deUnaVez.computo(eleccion: 0))
        #expect(porPartes.correcciones == deUnaVez.correcciones)
        #expect(porPartes.hasta == noche.resultados.last?.numero)
        #expect(porPartes.fuera[0].map(\.resultado.numero) == deUnaVez.fuera[0].map(\.resultado.numero))
    }

    @Test(arguments: UInt64(1)...10)
    func `todo corte de una noche cumple los invariantes`(semilla: UInt64) {
        let noche = Noche(semilla: semilla)
        var escrutinio = noche.escrutinio()
        var anterior: Computo?
        for resultado in noche.resultados {
            escrutinio.incorporar([resultado], fueraDeCatalogo: noche.fuera)
            let computo = escrutinio.computo(eleccion: 0)
            let falla = Invariantes.falla(
                noche.catalogo.elecciones[0], computo, anterior: anterior, correcciones: escrutinio.correcciones)
            #expect(falla == nil)
            escrutinio.olvidarCorrecciones()
            anterior = computo
        }
        #expect(anterior?.entidad.resumen.fueraDeCatalogo == 2)
    }

    @Test func `el último resultado de un acta sustituye al anterior y con motivo se cuenta como corrección`() {
        var escrutinio = Self.deUnActa()
        escrutinio.incorporar([Self.resultado(1, "50,0,0,0,0,0,0,0,0,0")], fueraDeCatalogo: [:])
        #expect(escrutinio.correcciones == 0)
        escrutinio.incorporar([Self.resultado(2, "30,0,0,0,0,0,0,0,0,0")], fueraDeCatalogo: [:])
        #expect(escrutinio.correcciones == 0, "sin motivo no es una corrección")
        escrutinio.incorporar([Self.resultado(3, "20,0,0,0,0,0,0,0,0,0", motivo: "cotejo")], fueraDeCatalogo: [:])
        #expect(escrutinio.correcciones == 1 && escrutinio.correcciones(eleccion: 0) == 1)
        #expect(escrutinio.actas[0].numero == 3)
        #expect(escrutinio.computo(eleccion: 0).entidad.votos[0] == 20)
        #expect(escrutinio.computo(eleccion: 0).entidad.resumen.capturadas == 1)
    }

    @Test func `antes del primer resultado todas las actas están en proceso`() {
        let escrutinio = Self.deUnActa()
        #expect(escrutinio.actas.map(\.veredicto) == [.enProceso])
        #expect(escrutinio.hasta == 0)
        #expect(escrutinio.computo(eleccion: 0).entidad.resumen.pendientes == 1)
    }

    @Test func `los votos no bajan entre cortes si no hubo una corrección`() {
        let (antes, ahora) = (Self.computo("50,0,0,0,0,0,0,0,0,0"), Self.computo("49,9,0,0,0,0,0,0,0,0"))
        let eleccion = ApendiceB.eleccion
        #expect(Invariantes.falla(eleccion, ahora, anterior: antes, correcciones: 0)?.contains("PA") == true)
        #expect(Invariantes.falla(eleccion, ahora, anterior: antes, correcciones: 1) == nil)
        #expect(Invariantes.falla(eleccion, ahora, anterior: ahora, correcciones: 0) == nil)
        #expect(Invariantes.falla(eleccion, ahora, anterior: nil, correcciones: 0) == nil)
    }

    @Test func `las actas contadas no bajan entre cortes si no hubo una corrección`() {
        let (antes, ahora) = (Self.computo("0,0,0,0,0,0,0,0,0,0"), Self.computo("I,I,I,I,I,I,I,I,I,I"))
        let eleccion = ApendiceB.eleccion
        #expect(Invariantes.falla(eleccion, ahora, anterior: antes, correcciones: 0) != nil)
        #expect(Invariantes.falla(eleccion, ahora, anterior: antes, correcciones: 1) == nil)
    }

    @Test func `no se publica un corte en que las columnas y las actas suman distinto`() {
        let fila = Computo.Fila(
            acta: .dePrueba(1, unidad: 0, casilla: casilla()),
            veredicto: Veredicto(criterio: .sinObservaciones, total: 8, limite: 508),
            captura: Captura(leer("7,0,0,0,0,0,0,0,0,0")))
        let falla = Invariantes.falla(
            ApendiceB.eleccion, Computo(ApendiceB.eleccion, filas: [fila]), anterior: nil, correcciones: 0)
        #expect(falla?.contains("(7) difiere de la suma por acta (8)") == true)
    }

    static func deUnActa() -> Escrutinio {
        Escrutinio(
            catalogo: Catalogo(
                entidad: Entidad.todas[4], elecciones: [ApendiceB.eleccion],
                actas: [.dePrueba(1, unidad: 0, casilla: casilla())]), criterios: Criterios(),
            fraccion: .unoACadaUno)
    }

    static func resultado(_ numero: Int, _ votos: String, motivo: String? = nil) -> ResultadoNumerado {
        ResultadoNumerado(acta: 1, numero: numero, resultado: .de(.capturada(Captura(leer(votos))), motivo: motivo))
    }

    static func computo(_ votos: String) -> Computo {
        var escrutinio = deUnActa()
        escrutinio.incorporar([resultado(1, votos)], fueraDeCatalogo: [:])
        return escrutinio.computo(eleccion: 0)
    }
}

extension Resultado {
    fileprivate static func de(_ condicion: Condicion, motivo: String? = nil) -> Resultado {
        Resultado(
            condicion: condicion, imagen: nil, procedencia: nil, acopio: nil, captura: nil, verificacion: nil,
            motivo: motivo)
    }
}
