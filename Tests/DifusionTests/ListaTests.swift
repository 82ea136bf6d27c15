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

    @Test func `un corte que se publica otra vez dice lo que dijo`() throws {
        #expect(try almacen.listaDeDifusores(deCorte: 1).lista.isEmpty)
        try almacen.anotar(lista: [difusor("uno")], instante: hora(10))
        try almacen.anotar(lista: [difusor("uno")], instante: hora(20))
        #expect(try almacen.listaDeDifusores(deCorte: 2).lista.map(\.clave) == ["uno"])
        try almacen.anotar(lista: [difusor("uno"), difusor("dos")], instante: hora(30))
        for (n, tipo) in [(40, HechoDeDifusion.Tipo.periodo), (50, .suspension)] as [(Int64, HechoDeDifusion.Tipo)] {
            try almacen.anotar(
                difusion: .init(difusor: "uno", tipo: tipo, instante: hora(n), corte: 1), clave: "\(n)")
        }
        let tercero = try almacen.listaDeDifusores(deCorte: 3)
        #expect(tercero.lista.map(\.clave) == ["uno", "dos"] && tercero.suspendidos == ["uno": hora(50)])
        // Whatever was noted since.
        #expect(try almacen.listaDeDifusores(deCorte: 1).lista.isEmpty)
        let segundo = try almacen.listaDeDifusores(deCorte: 2)
        #expect(segundo.lista.map(\.clave) == ["uno"] && segundo.suspendidos.isEmpty)
    }
}
