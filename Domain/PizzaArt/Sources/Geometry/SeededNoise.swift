import Kernel

/// Random numbers that a seed decides.
struct SeededNoise {
    private var generator: SplitMix64

    init(_ seed: UInt64) { generator = SplitMix64(seed: seed) }

    /// An independent sequence for one purpose of one seed.
    init(_ seed: UInt64, for purpose: UInt64) {
        generator = SplitMix64(seed: seed ^ (purpose &* SplitMix64.increment))
        generator = SplitMix64(seed: bits())
    }

    mutating func bits() -> UInt64 { generator.next() }

    /// At least 0 and below 1.
    mutating func unit() -> Double { Double(bits() >> 11) * 0x1p-53 }

    /// Between the two.
    mutating func between(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }
}

extension StableHash {
    mutating func mix(_ text: String) {
        append(text.utf8)
        append(CollectionOfOne(0xFF))
    }

    mutating func mix(_ number: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            append(CollectionOfOne(UInt8(truncatingIfNeeded: number >> UInt64(shift))))
        }
    }

    static func of(look: String) -> UInt64 {
        var hash = StableHash()
        hash.mix(look)
        return hash.value
    }
}
