import Kernel

/// Moments of a sample of numbers, found in one pass without loss of digits (Welford, 1962).
public struct Sample: Sendable, Hashable, Codable {
    /// How many there were.
    public private(set) var count = 0
    /// Their mean; 0 of none.
    public private(set) var mean = 0.0
    private var squares = 0.0

    /// Nothing yet.
    public init() {}

    /// The moments of `values`; numbers that are not finite are left out.
    public init(_ values: some Sequence<Double>) { for value in values { add(value) } }

    /// Takes one more, unless it is not finite.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        let distance = value - mean
        mean += distance / Double(count)
        squares += distance * (value - mean)
    }

    /// The unbiased variance (divisor n − 1); 0 of fewer than two.
    public var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }

    /// The square root of the variance.
    public var deviation: Double { variance.squareRoot() }
}
