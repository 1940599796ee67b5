/// A generator of one word of state whose sequence is the same for the same seed on every machine (Steele, Lea, Flood, "Fast splittable
/// pseudorandom number generators", 2014). For drawings, tests and seeds of better ones, never for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The sequence of `seed`.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// By what the state grows: the golden ratio, which keeps sequences of neighbouring seeds apart.
    public static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Its last steps alone: numbers that lie together come to lie far apart.
    public static func mixed(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
