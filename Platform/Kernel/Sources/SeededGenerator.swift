/// A fast generator whose sequence is the same for the same seed on every machine: xoshiro256** (Blackman and Vigna, "Scrambled linear
/// pseudorandom number generators", 2021), its state filled by SplitMix64. For simulation and learning, never for secrets.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    /// The sequence of `seed`.
    public init(seed: UInt64) {
        var filler = SplitMix64(seed: seed)
        state = (filler.next(), filler.next(), filler.next(), filler.next())
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        let scrambled = rotate(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = rotate(state.3, 45)
        return scrambled
    }

    /// A number from 0 up to but not including 1, on a grid of 2⁻⁵³.
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number below `bound`, each as likely (Lemire, "Fast random integer generation in an interval", 2019). 0 when `bound` is not positive.
    public mutating func index(below bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(bitPattern: UInt(next(upperBound: UInt64(bound))))
    }

    private func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { (value << count) | (value >> (64 - count)) }
}
