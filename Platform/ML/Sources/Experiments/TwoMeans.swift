import Foundation

/// Two groups of measurements: baskets with and without a suggestion, say.
public struct TwoMeans: Sendable {
    private let control: [Double]
    private let variant: [Double]
    private let first: Sample
    private let second: Sample

    /// nil unless each group has two values or more and all are finite.
    public init?(control: [Double], variant: [Double]) {
        guard control.count > 1, variant.count > 1, (control + variant).allSatisfy({ $0.isFinite }) else { return nil }
        self.control = control.sorted()
        self.variant = variant.sorted()
        first = Sample(control)
        second = Sample(variant)
    }

    /// How much larger the variant's mean is.
    public var difference: Double { second.mean - first.mean }

    private var error: Double {
        (first.variance / Double(first.count) + second.variance / Double(second.count)).squareRoot()
    }

    /// The degrees of freedom of Welch (1947) and Satterthwaite.
    public var welchDegrees: Double {
        let (u, v) = (first.variance / Double(first.count), second.variance / Double(second.count))
        return (u + v) * (u + v) / (u * u / Double(first.count - 1) + v * v / Double(second.count - 1))
    }

    /// Welch's test, for groups whose spreads differ; all values alike are no difference.
    public var welch: TestResult {
        guard error > 0 else { return same }
        let t = difference / error
        return TestResult(statistic: t, significance: StudentT.beyond(t, degrees: welchDegrees))
    }

    private var same: TestResult {
        difference == 0
            ? TestResult(statistic: 0, significance: 1)
            : TestResult(statistic: difference > 0 ? .infinity : -.infinity, significance: 0)
    }

    /// The interval of the difference that goes with Welch's test.
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        guard error > 0 else { return difference...difference }
        let half = StudentT.critical(1 - confidence, degrees: welchDegrees) * error
        return (difference - half)...(difference + half)
    }

    private var pooledVariance: Double {
        let (m, n) = (Double(first.count), Double(second.count))
        return ((m - 1) * first.variance + (n - 1) * second.variance) / (m + n - 2)
    }

    /// Student's test, for groups of the same spread.
    public var student: TestResult {
        let (m, n) = (Double(first.count), Double(second.count))
        guard pooledVariance > 0 else { return same }
        let t = difference / (pooledVariance * (1 / m + 1 / n)).squareRoot()
        return TestResult(statistic: t, significance: StudentT.beyond(t, degrees: m + n - 2))
    }

    /// The difference in pooled standard deviations (Cohen, 1988).
    public var effectSize: Double { pooledVariance > 0 ? difference / pooledVariance.squareRoot() : 0 }

    /// Mann and Whitney's test (1947): whether a value of the variant tends to be the larger. The statistic counts the pairs in which it is,
    /// ties by half; normal approximation with corrections for ties and continuity.
    public var mannWhitney: TestResult {
        let (m, n) = (Double(control.count), Double(variant.count))
        let all = (control.map { ($0, false) } + variant.map { ($0, true) }).sorted { $0.0 < $1.0 }
        var (ranks, ties) = (0.0, 0.0)
        var start = 0
        while start < all.count {
            var end = start
            while end < all.count, all[end].0 == all[start].0 { end += 1 }
            let size = Double(end - start)
            ranks += Double(start + end + 1) / 2 * Double(all[start..<end].count { $0.1 })
            ties += size * size * size - size
            start = end
        }
        let u = ranks - n * (n + 1) / 2
        let total = m + n
        let variance = m * n / 12 * (total + 1 - ties / (total * (total - 1)))
        guard variance > 0 else { return TestResult(statistic: u, significance: 1) }
        let z = (max(u, m * n - u) - m * n / 2 - 0.5) / variance.squareRoot()
        return TestResult(statistic: u, significance: min(2 * Normal.above(z), 1))
    }

    /// The largest distance between the two cumulative distributions (Kolmogorov and Smirnov).
    public var distance: Double {
        var (i, j, largest) = (0, 0, 0.0)
        while i < control.count, j < variant.count {
            let value = min(control[i], variant[j])
            while i < control.count, control[i] == value { i += 1 }
            while j < variant.count, variant[j] == value { j += 1 }
            largest = max(largest, abs(Double(i) / Double(control.count) - Double(j) / Double(variant.count)))
        }
        return largest
    }
}
