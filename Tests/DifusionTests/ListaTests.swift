import Almacen
import AlmacenSQLite
import Apoyo
import Electoral
import Testing

/// The public list of difusores, as the store keeps it (dominio 8.2, D7 and D19).
@Suite struct ListaTests {
    private let carpeta = CarpetaTemporal()
    private let almacen: Almacen

    init() throws { almacen = Almacen(try ControladorSQLite(ruta: carpeta.ruta("prep.sqlite"), crear: true)) }

    private func difusor(_ clave: String) -> DifusorEnLista {
        DifusorEnLista(
            clave: clave, nombre: clave, url: "https://\(clave).example/", desde: "2027-06-01", logotipo: nil)
    }

    private func hora(_ n: Int64) -> Instante { Instante(segundos: 1_812_000_000 + n) }

    @Test func `cada hora tiene la lista y las suspensiones que había entonces`() throws {
        #expect(try almacen.listaDeDifusores(en: hora(0)).lista.isEmpty)
        try almacen.anotar(lista: [difusor("uno")], instante: hora(10))
        try almacen.anotar(lista: [difusor("uno")], instante: hora(20))
        try almacen.anotar(lista: [difusor("uno"), difusor("dos")], instante: hora(30))
        for (n, tipo) in [(40, HechoDeDifusion.Tipo.periodo), (50, .suspension)] as [(Int64, HechoDeDifusion.Tipo)] {
            try almacen.anotar(
                difusion: .init(difusor: "uno", tipo: tipo, instante: hora(n), corte: 1), clave: "\(n)")
        }
        #expect(try almacen.listaDeDifusores(en: hora(9)).lista.isEmpty)
        #expect(try almacen.listaDeDifusores(en: hora(29)).lista.map(\.clave) == ["uno"])
        #expect(try almacen.listaDeDifusores(en: hora(30)).lista.map(\.clave) == ["uno", "dos"])
        #expect(try almacen.listaDeDifusores(en: hora(49)).suspendidos.isEmpty)
        #expect(try almacen.listaDeDifusores(en: hora(99)).suspendidos == ["uno": hora(50)])
    }
}
