/// Repeatable randomness (SplitMix64): the same seed gives the same night on every machine.
///
/// The helpers use integers and the IEEE operations that every processor computes alike (sum, product, quotient, square
/// root), never the logarithms and cosines of a system library, whose last digits differ.
public struct GeneradorSembrado: RandomNumberGenerator, Sendable {
    private var estado: UInt64

    public init(semilla: UInt64) { estado = semilla }

    /// A generator of its own for one thing of the lot (an acta, a unit, a section), so that what is drawn for it does
    /// not depend on how many others there are: the seed mixed with its key (FNV-1a).
    public init(semilla: UInt64, clave: String) {
        var huella: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in clave.utf8 { huella = (huella ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        var mezcla = GeneradorSembrado(semilla: semilla ^ huella)
        self.init(semilla: mezcla.next())
    }

    public mutating func next() -> UInt64 {
        estado &+= 0x9e37_79b9_7f4a_7c15
        var z = estado
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Uniform in the range, both ends included.
    public mutating func entre(_ rango: ClosedRange<Int>) -> Int {
        let ancho = UInt64(rango.upperBound - rango.lowerBound) + 1
        return rango.lowerBound + Int(next().multipliedFullWidth(by: ancho).high)
    }

    /// Uniform in 0 ..< 1.
    public mutating func fraccion() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// True once in `de` times.
    public mutating func ocurre(_ veces: Int, de total: Int) -> Bool { entre(1...max(total, 1)) <= veces }

    /// Normal with mean 0 and deviation 1 (sum of twelve uniforms: never beyond ±6).
    public mutating func normal() -> Double {
        var suma = -6.0
        for _ in 0..<12 { suma += fraccion() }
        return suma
    }

    /// Log-normal factor around 1.
    public mutating func factor(desviacion: Double) -> Double { Self.exponencial(normal() * desviacion) }

    /// One of the elements; nil when there is none.
    public mutating func elegir<T>(_ elementos: [T]) -> T? {
        elementos.isEmpty ? nil : elementos[entre(0...elementos.count - 1)]
    }

    /// The same elements in another order (Fisher–Yates).
    public mutating func barajar<T>(_ elementos: [T]) -> [T] {
        var a = elementos
        for i in stride(from: a.count - 1, to: 0, by: -1) { a.swapAt(i, entre(0...i)) }
        return a
    }

    /// e^x for small |x|, by squaring: (1 + x / 1024)^1024.
    static func exponencial(_ x: Double) -> Double {
        var y = 1 + x / 1024
        for _ in 0..<10 { y *= y }
        return y
    }
}

/// How many of `total` make a share in ten-thousandths, rounded, and at least one: in a small drill every case still
/// appears.
func cuota(_ diezmilesimas: Int, de total: Int, minimo: Int = 1) -> Int {
    max(minimo, (total * diezmilesimas + 5_000) / 10_000)
}

/// Whole shares of `total` in proportion to the weights, each at least `minimo` (largest remainder, first wins ties).
func repartoProporcional(_ total: Int, pesos: [Int], minimo: Int) -> [Int] {
    let suma = max(pesos.reduce(0, +), 1)
    let libre = max(total - minimo * pesos.count, 0)
    var partes = pesos.map { minimo + libre * $0 / suma }
    let faltan = max(libre - pesos.reduce(0) { $0 + libre * $1 / suma }, 0)
    let porResto = pesos.indices.sorted { (libre * pesos[$0] % suma, -$0) > (libre * pesos[$1] % suma, -$1) }
    for i in porResto.prefix(faltan) { partes[i] += 1 }
    return partes
}
