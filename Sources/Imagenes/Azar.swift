/// Repeatable randomness (SplitMix64): the same seed gives the same hand on every machine.
struct Azar: RandomNumberGenerator {
    private var estado: UInt64

    init(semilla: UInt64) {
        estado = semilla
    }

    /// The hand of one acta: `semilla` of the whole lot mixed with the key of the acta (FNV-1a), so that two actas of a
    /// lot differ and an acta looks the same as an image and as a page of a document.
    init(semilla: UInt64, clave: String) {
        var huella: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in clave.utf8 {
            huella = (huella ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        }
        self.init(semilla: semilla ^ huella)
    }

    mutating func next() -> UInt64 {
        estado &+= 0x9e37_79b9_7f4a_7c15
        var z = estado
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }

    /// Uniform in `minimo..<maximo`.
    mutating func entre(_ minimo: Double, _ maximo: Double) -> Double {
        minimo + (maximo - minimo) * (Double(next() >> 11) * 0x1p-53)
    }
}
