import Foundation

/// A statistic, and how likely one as large is if nothing is the matter.
public struct TestResult: Sendable, Hashable, Codable {
    /// The statistic.
    public let statistic: Double
    /// The probability; small means that something is the matter.
    public let significance: Double
}

/// Counts of two outcomes under two conditions, `[[a, b], [c, d]]`.
public struct TwoByTwo: Sendable, Hashable, Codable {
    /// First row, first column.
    public let a: Int
    /// First row, second column.
    public let b: Int
    /// Second row, first column.
    public let c: Int
    /// Second row, second column.
    public let d: Int

    /// nil when a count is negative or absurdly large.
    public init?(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        guard [a, b, c, d].allSatisfy({ (0...1_000_000_000).contains($0) }) else { return nil }
        self.a = a
        self.b = b
        self.c = c
        self.d = d
    }

    /// ad / bc; infinite when bc is 0, not a number when both are.
    public var oddsRatio: Double { Double(a) * Double(d) / (Double(b) * Double(c)) }

    /// Fisher's exact test (1922), on both sides: all tables with these margins that are no more likely than this one.
    public var fisher: Double {
        let (row, column, all) = (a + b, a + c, a + b + c + d)
        let (low, high) = (max(0, row + column - all), min(row, column))
        guard low < high else { return 1 }
        func chance(_ k: Int) -> Double {
            func choose(_ n: Int, _ k: Int) -> Double {
                lgamma(Double(n) + 1) - lgamma(Double(k) + 1) - lgamma(Double(n - k) + 1)
            }
            return exp(choose(column, k) + choose(all - column, row - k) - choose(all, row))
        }
        let own = chance(a) * (1 + 1e-7)
        // Far from the most likely table the rest is too small to change a digit.
        let mode = min(max(Int((Double(row) + 1) * (Double(column) + 1) / (Double(all) + 2)), low), high)
        var sum = 0.0
        for range in [
            AnySequence(stride(from: mode, through: low, by: -1)), AnySequence(mode + 1..<max(high, mode) + 1),
        ] {
            for k in range {
                let part = chance(k)
                if part <= own { sum += part }
                if part < 1e-20 * sum { break }
            }
        }
        return min(sum, 1)
    }

    /// Pearson's test (1900); `corrected` by Yates (1934) for small counts.
    public func chiSquare(corrected: Bool) -> TestResult {
        let (n, rows) = (Double(a + b + c + d), [Double(a + b), Double(c + d)])
        let columns = [Double(a + c), Double(b + d)]
        var sum = 0.0
        for (index, seen) in [a, b, c, d].enumerated() {
            let expected = rows[index / 2] * columns[index % 2] / n
            guard expected > 0 else { return TestResult(statistic: 0, significance: 1) }
            let gap = abs(Double(seen) - expected)
            let counted = corrected ? gap - min(0.5, gap) : gap
            sum += counted * counted / expected
        }
        return TestResult(statistic: sum, significance: ChiSquare.above(sum, degrees: 1))
    }
}

/// Tests of counts against what they should be.
public enum Counts {
    /// Whether several groups have the same rate. nil with fewer than two.
    public static func homogeneity(_ parts: [Proportion]) -> TestResult? {
        guard parts.count > 1 else { return nil }
        let n = parts.reduce(0.0) { $0 + Double($1.count) }
        let rate = parts.reduce(0.0) { $0 + Double($1.successes) } / n
        guard rate > 0, rate < 1 else { return TestResult(statistic: 0, significance: 1) }
        let sum = parts.reduce(0.0) { sum, part in
            let gap = Double(part.successes) - rate * Double(part.count)
            return sum + gap * gap / (Double(part.count) * rate * (1 - rate))
        }
        return TestResult(
            statistic: sum, significance: ChiSquare.above(sum, degrees: Double(parts.count - 1)))
    }

    /// Whether visitors were given to the variants as intended (Fabijan and others, "Diagnosing sample ratio mismatch", 2019). Below 0.001
    /// nothing else of the experiment should be believed. nil when the sizes differ, there are fewer than two or a weight is not positive.
    public static func sampleRatio(_ counts: [Int], weights: [Double]) -> TestResult? {
        guard counts.count == weights.count, counts.count > 1, counts.allSatisfy({ $0 >= 0 }),
            weights.allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        let (all, weight) = (counts.reduce(0.0) { $0 + Double($1) }, weights.reduce(0, +))
        guard all > 0 else { return TestResult(statistic: 0, significance: 1) }
        let sum = zip(counts, weights).reduce(0.0) { sum, pair in
            let expected = all * pair.1 / weight
            return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
        return TestResult(
            statistic: sum, significance: ChiSquare.above(sum, degrees: Double(counts.count - 1)))
    }
}
