import Almacen
import Electoral
import Simulacro
import Testing

@Suite struct NumeracionTests {
    /// Facts of all six actas and two fuera de catálogo, in the order of their instants.
    private static func hechos(fuera: [Acta.ID]) -> [Hecho] {
        let vidas = (1...6).flatMap { vida($0) }
        let sueltos = fuera.enumerated().map { i, acta in
            Hecho(
                clave: "FC-\(i)", acta: acta, evento: .fueraDeCatalogo(imagen: Banco.huella(90 + i), Banco.catd),
                persona: Persona(id: 2), centro: "CATD-1", instante: Banco.inicio + 60)
        }
        return vidas + sueltos
    }

    private static func vida(_ acta: Acta.ID) -> [Hecho] { Banco.vida(acta, votos: Int32(acta * 10), desde: acta * 30) }

    /// Any order of the actas that keeps the order inside each: what several centros produce.
    private static func mezcla(_ hechos: [Hecho], semilla: UInt64) -> [Hecho] {
        var azar = GeneradorSembrado(semilla: semilla)
        var colas = Dictionary(grouping: hechos, by: \.acta)
        var orden: [Hecho] = []
        while let acta = azar.elegir(colas.keys.sorted()) {
            guard let primero = colas[acta]?.first else { break }
            orden.append(primero)
            colas[acta]?.removeFirst()
            if colas[acta]?.isEmpty ?? true { colas[acta] = nil }
        }
        return orden
    }

    private static func llenar(_ banco: Banco, semilla: UInt64) throws -> [String] {
        var azar = GeneradorSembrado(semilla: semilla)
        for n in azar.barajar(Array(1...6) + [90, 91]) {
            try banco.almacen.guardar(imagen: Banco.huella(n), tipo: "image/jpeg", bytes: [UInt8(n)])
        }
        // Numbered in the order in which they appear, which is not the same in two stores.
        let identidades = azar.barajar(["FC-0", "FC-1"])
        var fuera = ["FC-0": 0, "FC-1": 0]
        for i in identidades { fuera[i] = try banco.almacen.acta(fueraDeCatalogo: i, eleccion: 1) }
        let hechos = mezcla(Self.hechos(fuera: ["FC-0", "FC-1"].compactMap { fuera[$0] }), semilla: semilla)
        for h in hechos { try banco.registrar(h) }
        return hechos.map(\.clave)
    }

    @Test(arguments: Motor.allCases)
    func `el orden de los números es el del instante y la clave, no el de la escritura`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let escritos = try Self.llenar(banco, semilla: 5)
            #expect(try banco.almacen.numerar() == 26)
            let numerados = try banco.controlador.textos(
                "SELECT h.clave FROM numeracion n JOIN hecho h ON h.id = n.hecho ORDER BY n.numero")
            let esperados = Self.hechos(fuera: [7, 8]).sorted { ($0.instante, $0.clave) < ($1.instante, $1.clave) }
            #expect(numerados == esperados.map(\.clave))
            #expect(numerados != escritos)
            #expect(try banco.controlador.numero("SELECT MIN(numero) FROM numeracion") == 1)
        }
    }

    /// A result with the identity of its acta in the place of the number that the store gave it.
    private struct Visto: Hashable {
        let identidad: String
        let numero: Int
        let resultado: Resultado
    }

    private static func vistos(_ banco: Banco, hasta: Int) throws -> [Visto] {
        let (resultados, fuera) = try banco.almacen.resultados(desde: 0, hasta: hasta)
        return resultados.map {
            Visto(
                identidad: banco.catalogo.acta($0.acta)?.claveActa ?? fuera[$0.acta]?.identidad ?? "?",
                numero: $0.numero,
                resultado: $0.resultado)
        }
    }

    @Test(arguments: Motor.allCases)
    func `los mismos hechos en otro orden dan los mismos resultados y el mismo escrutinio`(motor: Motor) throws {
        try Banco.prestar(motor) { uno throws in
            _ = try Self.llenar(uno, semilla: 1)
            let hasta = try uno.almacen.numerar()
            let vistos = try Self.vistos(uno, hasta: hasta)
            #expect(vistos.count == 8)
            for semilla in 2...6 as ClosedRange<UInt64> {
                let otro = try uno.gemelo("otro-\(semilla)")
                _ = try Self.llenar(otro, semilla: semilla)
                #expect(try otro.almacen.numerar() == hasta)
                #expect(try Self.vistos(otro, hasta: hasta) == vistos)
                for n in [0, 5, 13, hasta] {
                    let (a, b) = (try uno.escrutinio(hasta: n), try otro.escrutinio(hasta: n))
                    #expect(a.computos() == b.computos())
                    #expect(a.actas.map(\.resultado) == b.actas.map(\.resultado))
                    #expect(a.actas.map(\.numero) == b.actas.map(\.numero))
                    #expect(a.fuera.map { $0.map(\.acta.identidad) } == b.fuera.map { $0.map(\.acta.identidad) })
                }
            }
        }
    }

    @Test(arguments: Motor.allCases)
    func `los resultados se piden por tramos sin repetir ni omitir`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            _ = try Self.llenar(banco, semilla: 3)
            #expect(try banco.almacen.resultados(desde: 0, hasta: .max).resultados.isEmpty)
            let hasta = try banco.almacen.numerar()
            let todos = try banco.almacen.resultados(desde: 0, hasta: hasta).resultados
            var tramos: [ResultadoNumerado] = []
            for n in 0..<hasta { tramos += try banco.almacen.resultados(desde: n, hasta: n + 1).resultados }
            #expect(tramos == todos)
            #expect(zip(todos, todos.dropFirst()).allSatisfy { $0.numero < $1.numero })
        }
    }

    @Test(arguments: Motor.allCases)
    func `un almacén nuevo está en ceros y deja de estarlo`(motor: Motor) throws {
        try Banco.prestar(motor) { banco throws in
            let ceros = try banco.almacen.ceros()
            #expect(ceros.map(\.filas).allSatisfy { $0 == 0 })
            #expect(Set(Almacen.tablasDeResultados).isSubset(of: ceros.map(\.tabla)))

            _ = try Self.llenar(banco, semilla: 1)
            let hasta = try banco.almacen.numerar()
            try banco.almacen.asentar(
                Corte(numero: 1, instante: Banco.inicio, hasta: hasta, ultimo: true, siguiente: nil))
            try banco.almacen.asentarRechazo(instante: Banco.inicio, hasta: hasta, motivo: "de prueba")
            let cuentas = Dictionary(uniqueKeysWithValues: try banco.almacen.ceros().map { ($0.tabla, $0.filas) })
            #expect(
                cuentas.filter { $0.value > 0 } == [
                    "hecho": 26, "resultado": 8, "numeracion": 26, "acta_estado": 8, "imagen": 8, "corte": 1,
                    "corte_rechazado": 1, "acta (fuera de catálogo)": 2,
                ])
        }
    }
}
