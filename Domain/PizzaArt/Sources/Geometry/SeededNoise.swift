/// Random numbers that a seed decides: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededNoise {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// An independent sequence for one purpose of one seed.
    init(_ seed: UInt64, for purpose: UInt64) {
        state = seed ^ (purpose &* 0x9E37_79B9_7F4A_7C15)
        state = bits()
    }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// At least 0 and below 1.
    mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

    /// Between the two.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
}

/// FNV-1a (Fowler, Noll, Vo) with 64 bits: stable between processes, unlike `Hasher`.
struct StableHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func mix(_ text: String) {
        for byte in text.utf8 { mix(byte) }
        mix(0xFF as UInt8)
    }

    mutating func mix(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: number >> UInt64(shift))) }
    }

    private mutating func mix(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

    static func of(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.mix(text)
        return hash.value
    }
}
