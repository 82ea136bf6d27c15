import Electoral
import Testing

/// Above how many votes an acta exceeds (dominio 3.2).
@Suite struct LimitesTests {
    static let modalidades: [Casilla.Tipo] = [.extranjero, .anticipado, .prisionPreventiva]
    static let ordinarias: [Casilla.Tipo] = [.basica, .contigua, .extraordinaria]
    static let configuraciones = [
        Limites(), Limites(boletasEspeciales: 1000), Limites(modalidades: .listaNominal),
        Limites(boletasEspeciales: 750, modalidades: .listaNominal),
    ]

    @Test(arguments: ordinarias, configuraciones)
    func `básicas, contiguas y extraordinarias: lista nominal más representantes`(tipo: Casilla.Tipo, limites: Limites)
    {
        #expect(limites.limite(casilla(tipo, listaNominal: 700, representantes: 10)) == 710)
        #expect(limites.limite(casilla(tipo, listaNominal: 700, representantes: 0)) == 700)
        #expect(limites.limite(casilla(tipo, listaNominal: 700, representantes: nil)) == 700)
        #expect(limites.limite(casilla(tipo, listaNominal: 700, representantes: 10, boletas: 50)) == 710)
    }

    @Test func `especiales: sus boletas más representantes, y las del instituto si no dicen las suyas`() {
        let delInstituto = Limites(boletasEspeciales: 1000)
        #expect(delInstituto.limite(casilla(.especial, listaNominal: 0, representantes: 10)) == 1010)
        #expect(delInstituto.limite(casilla(.especial, listaNominal: 0, representantes: 10, boletas: 750)) == 760)
        #expect(Limites().limite(casilla(.especial, listaNominal: 0, representantes: 10, boletas: 750)) == 760)
        #expect(delInstituto.limite(casilla(.especial, listaNominal: 0, representantes: nil)) == 1000)
    }

    @Test func `una especial de la que no se sabe el límite no excede nunca`() {
        let especial = casilla(.especial, listaNominal: 0, representantes: 10)
        #expect(Limites().limite(especial) == nil)
        let veredicto = Criterios().evaluar(
            .capturada(Captura(leer("9999,9999,9999,9999,9999,9999,9999,9999,9999,9999"))), casilla: especial,
            plantilla: ApendiceB.plantilla)
        #expect(veredicto == Veredicto(criterio: .sinObservaciones, total: 99_990, limite: nil))
    }

    @Test(arguments: modalidades)
    func `extranjero, anticipado y prisión preventiva: sin límite o con su lista nominal, como decida el instituto`(
        tipo: Casilla.Tipo
    ) {
        let mesa = casilla(tipo, listaNominal: 4269, representantes: nil)
        #expect(Limites().limite(mesa) == nil)
        #expect(Limites(boletasEspeciales: 1000).limite(mesa) == nil)
        #expect(Limites(modalidades: .listaNominal).limite(mesa) == 4269)
        #expect(Limites(modalidades: .listaNominal).limite(casilla(tipo, listaNominal: 10, representantes: 2)) == 12)
    }

    @Test(arguments: Casilla.Tipo.allCases)
    func `el último voto que cabe cuenta y el siguiente excede, en todo tipo de casilla`(tipo: Casilla.Tipo) throws {
        let limites = Limites(boletasEspeciales: 90, modalidades: .listaNominal)
        let lugar = casilla(tipo, listaNominal: tipo == .especial ? 0 : 90, representantes: 10)
        let limite = try #require(limites.limite(lugar))
        #expect(limite == 100)
        for (votos, criterio) in [
            (limite, Criterio.sinObservaciones), (limite + 1, .excedeListaNominal(ilegible: false, sinDato: false)),
        ] {
            let veredicto = Criterios(limites: limites).evaluar(
                .capturada(Captura(leer("\(votos),0,0,0,0,0,0,0,0,0"))), casilla: lugar, plantilla: ApendiceB.plantilla)
            #expect(veredicto == Veredicto(criterio: criterio, total: votos, limite: limite))
        }
    }
}
