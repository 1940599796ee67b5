import Foundation

/// How far something has moved.
public enum DriftLevel: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    /// Not worth a look.
    case stable
    /// Worth a look.
    case moderate
    /// What was learned before should not be trusted.
    case strong

    /// By the usual rule for a stability index: below 0.1, below 0.25, above (Siddiqi, "Credit risk scorecards", 2006). What is not a number is
    /// strong.
    public init(stabilityIndex: Double) {
        self = stabilityIndex < 0.1 ? .stable : stabilityIndex < 0.25 ? .moderate : .strong
    }

    public static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// The population stability index of a feature: how far its distribution now is from that of a reference, as Σ (now − then) ln(now / then)
/// over the shares of its bins (Siddiqi, 2006). 0 when nothing moved.
public struct PopulationStability: Sendable, Hashable, Codable {
    /// Each bin's part of the index, none of them negative.
    public let parts: [Double]
    /// The probability of an index as large from chance alone, the index being χ² over (1/m + 1/n) (Yurdakul, 2018). With a hundred values
    /// on either side and ten bins chance alone makes 0.18.
    public let significance: Double

    /// The index.
    public var index: Double { parts.reduce(0, +) }
    /// What the index means, chance left aside.
    public var level: DriftLevel { DriftLevel(stabilityIndex: index) }

    /// From counts of the same bins. A count of 0 counts as half a value; a bin that is empty on both sides counts for nothing. nil when
    /// the sizes differ, a count is negative or a side has none.
    public init?(counts reference: [Int], now: [Int]) {
        guard reference.count == now.count, (reference + now).allSatisfy({ $0 >= 0 }),
            reference.contains(where: { $0 > 0 }), now.contains(where: { $0 > 0 })
        else { return nil }
        let pairs = zip(reference, now).map {
            ($0 == 0 && $1 == 0) ? (0, 0) : (max(Double($0), 0.5), max(Double($1), 0.5))
        }
        let m = pairs.reduce(0) { $0 + $1.0 }
        let n = pairs.reduce(0) { $0 + $1.1 }
        parts = pairs.map { $0.0 > 0 ? max(($0.1 / n - $0.0 / m) * log($0.1 / n / ($0.0 / m)), 0) : 0 }
        significance = ChiSquare.above(
            parts.reduce(0, +) / (1 / m + 1 / n), degrees: Double(pairs.count { $0.0 > 0 } - 1))
    }

    /// Of numbers, by the reference's deciles; when that has no more than ten different values, and each twice on average, by those. What is
    /// not finite is a bin of its own. nil when a side has no value.
    public init?(numbers reference: [Double], now: [Double]) {
        let sorted = reference.filter(\.isFinite).sorted()
        let distinct = sorted.indices.filter { $0 == 0 || sorted[$0 - 1] != sorted[$0] }.map { sorted[$0] }
        if distinct.count <= 10, distinct.count * 2 <= sorted.count {
            func named(_ values: [Double]) -> [String] {
                values.map { $0.isFinite ? "\($0 == 0 ? 0 : $0)" : "" }
            }
            self.init(names: named(reference), now: named(now))
            return
        }
        var edges: [Double] = []
        for tenth in 1..<10 {
            let edge = sorted[(sorted.count * tenth + 9) / 10 - 1]
            if edge != edges.last { edges.append(edge) }
        }
        func counts(_ values: [Double]) -> [Int] {
            var counts = [Int](repeating: 0, count: edges.count + 2)
            for value in values {
                counts[value.isFinite ? edges.firstIndex { value <= $0 } ?? edges.count : edges.count + 1] += 1
            }
            return counts
        }
        self.init(counts: counts(reference), now: counts(now))
    }

    /// Of names, by their shares, in the order of the alphabet; all names that the reference does not have are one bin, the last. nil when a
    /// side has no value.
    public init?(names reference: [String], now: [String]) {
        let known = Set(reference).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
        func counts(_ values: [String]) -> [Int] {
            var counts = [Int](repeating: 0, count: known.count + 1)
            for value in values { counts[places[value] ?? known.count] += 1 }
            return counts
        }
        self.init(counts: counts(reference), now: counts(now))
    }
}

/// Kolmogorov and Smirnov's test of two samples: whether they are of one distribution, whatever its form.
public enum KolmogorovSmirnov {
    /// The largest distance of the cumulative distributions, and how likely one as large is, by the asymptotic law with Stephens' correction
    /// (1970), good from some four values a side on; with ties the probability is too large. What is not finite is left out. nil when a side
    /// has fewer than two values.
    public static func test(_ reference: [Double], _ now: [Double]) -> TestResult? {
        let (first, second) = (reference.filter(\.isFinite), now.filter(\.isFinite))
        guard let distance = TwoMeans(control: first, variant: second)?.distance else { return nil }
        let (m, n) = (Double(first.count), Double(second.count))
        let root = (m * n / (m + n)).squareRoot()
        return TestResult(statistic: distance, significance: above((root + 0.12 + 0.11 / root) * distance))
    }

    /// The probability of a value beyond `x` of Kolmogorov's distribution (1933), by whichever of its two series ends first.
    public static func above(_ x: Double) -> Double {
        guard x > 0 else { return x.isNaN ? .nan : 1 }
        let square = x * x
        guard x < 1.18 else {
            let terms = [1.0, 4, 9, 16].map { exp(-2 * $0 * square) }
            return 2 * (terms[0] - terms[1] + terms[2] - terms[3])
        }
        let sum = [1.0, 9, 25, 49].reduce(0.0) { sum, odd in sum + exp(-odd * Double.pi * Double.pi / (8 * square)) }
        return 1 - (2 * Double.pi).squareRoot() * sum / x
    }
}

/// Watches errors as they come and says when their level has changed: Page's cumulative sums (1954), one for a rise and one for a fall.
///
/// Errors count in deviations of a reference, none for more than four, so that no single day raises the alarm. Each sum lets half a deviation
/// a step go and alarms at eight: on errors that do not move once in some ten thousand steps (oftener when the reference is short), after a
/// shift of one deviation within some sixteen (Siegmund's formula, 1985).
public struct Cusum: Sendable, Hashable, Codable {
    /// Where the level went.
    public enum Shift: String, Sendable, Hashable, Codable {
        /// Up.
        case rise
        /// Down.
        case fall
    }

    /// A reference of fewer errors says too little.
    public static let fewest = 20
    private static let slack = 0.5
    private static let limit = 8.0

    private let mean: Double
    private let deviation: Double
    /// The sum for a rise, in deviations, from 0.
    public private(set) var risen = 0.0
    /// The sum for a fall, in deviations, from 0.
    public private(set) var fallen = 0.0
    /// What was found; it stays until `reset()`.
    public private(set) var found: Shift?

    /// Learns the usual level and spread. nil with fewer than `fewest` finite errors, or with errors too large to square. After errors that
    /// were all the same any other is four deviations away.
    public init?(reference: [Double]) {
        let sample = Sample(reference)
        guard sample.count >= Self.fewest, sample.mean.isFinite, sample.deviation.isFinite else { return nil }
        mean = sample.mean
        deviation = max(sample.deviation, abs(sample.mean) * 1e-9, .leastNormalMagnitude)
    }

    /// Takes the next error and says whether a shift is found, now or before. What is not a number counts for nothing.
    @discardableResult public mutating func add(_ error: Double) -> Bool {
        let distance = (error - mean) / deviation
        guard !distance.isNaN else { return found != nil }
        let step = min(max(distance, -4), 4)
        risen = max(0, risen + step - Self.slack)
        fallen = max(0, fallen - step - Self.slack)
        if found == nil, max(risen, fallen) > Self.limit { found = risen > fallen ? .rise : .fall }
        return found != nil
    }

    /// Begins anew with the same level and spread.
    public mutating func reset() { (risen, fallen, found) = (0, 0, nil) }
}
