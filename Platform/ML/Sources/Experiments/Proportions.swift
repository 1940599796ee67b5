import Foundation

/// How many of how many: visitors who ordered, letters that were opened.
public struct Proportion: Sendable, Hashable, Codable {
    /// How many did.
    public let successes: Int
    /// Of how many.
    public let count: Int

    /// nil unless 0 ≤ `successes` ≤ `count` and there was one at least.
    public init?(_ successes: Int, of count: Int) {
        guard successes >= 0, successes <= count, count > 0 else { return nil }
        self.successes = successes
        self.count = count
    }

    /// The part that did.
    public var rate: Double { Double(successes) / Double(count) }

    /// Wilson's interval (1927) of the true rate.
    public func wilson(confidence: Double = 0.95) -> ClosedRange<Double> {
        let (n, z) = (Double(count), Normal.quantile(0.5 + confidence / 2))
        let centre = (rate + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
        return max(centre - half, 0)...min(centre + half, 1)
    }

    /// Clopper and Pearson's interval (1934): never too short, often too long.
    public func exact(confidence: Double = 0.95) -> ClosedRange<Double> {
        let tail = (1 - confidence) / 2
        let (x, y) = (Double(successes), Double(count - successes))
        let low = Beta(x, y + 1)?.quantile(tail) ?? 0
        let high = Beta(x + 1, y)?.quantile(1 - tail) ?? 1
        return min(low, high)...max(low, high)
    }

    /// Agresti and Coull's interval (1998).
    public func agrestiCoull(confidence: Double = 0.95) -> ClosedRange<Double> {
        let z = Normal.quantile(0.5 + confidence / 2)
        let n = Double(count) + z * z
        let centre = (Double(successes) + z * z / 2) / n
        let half = z * (centre * (1 - centre) / n).squareRoot()
        return max(centre - half, 0)...min(centre + half, 1)
    }

    /// What is believed of the rate after having believed every rate as likely.
    public var posterior: Beta? { Beta(Double(successes) + 1, Double(count - successes) + 1) }
}

/// Two proportions, side by side.
public struct TwoProportions: Sendable, Hashable, Codable {
    /// As it was.
    public let control: Proportion
    /// As it might be.
    public let variant: Proportion

    /// Takes the two.
    public init(control: Proportion, variant: Proportion) {
        self.control = control
        self.variant = variant
    }

    /// How much larger the variant's rate is.
    public var difference: Double { variant.rate - control.rate }

    /// The difference in units of its error if both rates are the same; 0 when nobody or everybody did.
    public var z: Double {
        let (m, n) = (Double(control.count), Double(variant.count))
        let pooled = Double(control.successes + variant.successes) / (m + n)
        let error = (pooled * (1 - pooled) * (1 / m + 1 / n)).squareRoot()
        return error > 0 ? difference / error : 0
    }

    /// How likely a difference of this size is, in either direction, if there is none.
    public var significance: Double { 2 * Normal.above(abs(z)) }

    /// Wald's interval of the difference.
    public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
        func variance(_ part: Proportion) -> Double { part.rate * (1 - part.rate) / Double(part.count) }
        let half = Normal.quantile(0.5 + confidence / 2) * (variance(control) + variance(variant)).squareRoot()
        return (difference - half)...(difference + half)
    }

    /// The probability that the variant's true rate is the larger, every rate having been as likely before.
    public var probabilityVariantIsBetter: Double {
        guard let a = control.posterior, let b = variant.posterior else { return 0.5 }
        return b.probabilityLarger(than: a)
    }
}

extension Beta {
    /// The probability that a value of this distribution is larger than one of another, independent of it.
    public func probabilityLarger(than other: Beta) -> Double {
        let low = max(min(mean - 14 * deviation, other.mean - 14 * other.deviation), 0)
        let high = min(max(mean + 14 * deviation, other.mean + 14 * other.deviation), 1)
        let panels = min(max((high - low) / min(deviation, other.deviation), 8), 2000)
        return min(max(Quadrature.integral(low, high, panels: Int(panels)) { density($0) * other.below($0) }, 0), 1)
    }
}
