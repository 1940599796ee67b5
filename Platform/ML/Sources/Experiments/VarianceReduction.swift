/// Measurements made quieter by what was known of each visitor before the experiment: CUPED (Deng, Xu, Kohavi and Walker, "Improving the
/// sensitivity of online controlled experiments by utilizing pre-experiment data", 2013).
public struct VarianceReduction: Sendable, Hashable, Codable {
    /// What is taken from a measurement for each unit that its past was above the mean.
    public let slope: Double
    /// The mean of the past over all visitors.
    public let pastMean: Double
    /// The part of the variance that is gone, 0…1.
    public let explained: Double

    /// Learns from the measurements of all variants together and the same visitors' past, in the same order. nil when the sizes differ, there
    /// are fewer than three or a number is not finite; a past that is the same for all explains nothing.
    public init?(measured: [Double], past: [Double]) {
        guard measured.count == past.count, measured.count > 2, (measured + past).allSatisfy({ $0.isFinite }) else {
            return nil
        }
        let (y, x) = (Sample(measured), Sample(past))
        let together = zip(measured, past).reduce(0.0) { $0 + ($1.0 - y.mean) * ($1.1 - x.mean) }
        let covariance = together / Double(measured.count - 1)
        slope = x.variance > 0 ? covariance / x.variance : 0
        pastMean = x.mean
        explained = x.variance > 0 && y.variance > 0 ? covariance * covariance / (x.variance * y.variance) : 0
    }

    /// The measurements with what their past explains taken out; the mean over all stays. Sizes must agree, else nothing is changed.
    public func adjusted(_ measured: [Double], past: [Double]) -> [Double] {
        guard measured.count == past.count else { return measured }
        return zip(measured, past).map { $0 - slope * ($1 - pastMean) }
    }
}

/// A quotient of two sums over visitors, such as revenue per order where a visitor may order several times. Its error is by the delta method
/// (Deng, Knoblich and Lu, 2018), because the orders of one visitor are not independent.
public struct RatioMetric: Sendable, Hashable, Codable {
    /// The quotient.
    public let value: Double
    /// The variance of the quotient as an estimate.
    public let variance: Double

    /// Takes both parts by visitor. nil when the sizes differ, there are fewer than two, a number is not finite or the lower part sums to 0.
    public init?(_ upper: [Double], per lower: [Double]) {
        guard upper.count == lower.count, upper.count > 1, (upper + lower).allSatisfy({ $0.isFinite }) else {
            return nil
        }
        let (y, x) = (Sample(upper), Sample(lower))
        guard x.mean != 0 else { return nil }
        let quotient = y.mean / x.mean
        value = quotient
        variance =
            Sample(zip(upper, lower).map { $0 - quotient * $1 }).variance / (x.mean * x.mean * Double(upper.count))
    }
}
