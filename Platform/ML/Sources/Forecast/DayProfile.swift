import Foundation

/// How a day's sales are shared out over its parts, such as quarters of an hour, by the day of the week.
///
/// A weekday's own shares are drawn to those of all days as if `prior` pieces more had been sold in the common way; so a weekday of which little is known
/// has the common shares (the mean of a Dirichlet distribution; Gelman and others, "Bayesian data analysis", 3.4).
public struct DayProfile: Sendable, Hashable, Codable {
    /// The shares of the parts for each weekday, the first being day 1; each sums to 1.
    public let shares: [[Double]]

    /// Learns from days of as many parts each, with what was sold in each part, and their weekdays, 1 for Monday to 7. Negative or not finite numbers count as
    /// 0. nil when there is no day or no sale, days differ in their parts, or a weekday is not from 1 to 7.
    public init?(_ days: [[Double]], weekdays: [Int], prior: Double = 200) {
        guard let parts = days.first?.count, parts > 0, days.count == weekdays.count,
            days.allSatisfy({ $0.count == parts }),
            weekdays.allSatisfy({ (1...7).contains($0) }), prior >= 0, prior.isFinite
        else { return nil }
        var sums = [[Double]](repeating: [Double](repeating: 0, count: parts), count: 8)
        for (day, weekday) in zip(days, weekdays) {
            for (part, sold) in day.enumerated() where sold > 0 && sold.isFinite {
                sums[weekday][part] += sold
                sums[0][part] += sold
            }
        }
        let all = sums[0].reduce(0, +)
        guard all > 0, all.isFinite else { return nil }
        let common = sums[0].map { $0 / all }
        shares = (1...7).map { weekday in
            let total = sums[weekday].reduce(0, +) + prior
            return total > 0 ? zip(sums[weekday], common).map { ($0 + prior * $1) / total } : common
        }
    }

    /// What each part of a day will sell, in whole pieces below and above which a tenth lies, when the day's demand is known. Given the day, a part is
    /// taken to be Poisson; the day varies itself, so a part is negative binomial with the variance of both.
    /// nil for a weekday that is not from 1 to 7.
    public func parts(_ day: Demand, weekday: Int) -> [Demand]? {
        guard (1...7).contains(weekday) else { return nil }
        let spread = day.mean > 0 ? (day.high - day.low) / (2 * 1.2815515655446004) / day.mean : 0
        return shares[weekday - 1].map { share in
            let mean = share * day.mean
            let counts = Counting(mean: mean, variance: mean + (mean * spread) * (mean * spread))
            return Demand(mean: mean, low: min(counts.quantile(0.1), mean), high: max(counts.quantile(0.9), mean))
                ?? day
        }
    }
}

/// Numbers of pieces with a mean and a variance that is at least as large: Poisson, or negative binomial.
private struct Counting {
    let mean: Double
    let variance: Double

    /// The least number that is not exceeded with such a probability; the normal distribution's for means above 10,000.
    func quantile(_ probability: Double) -> Double {
        guard mean > 0 else { return 0 }
        guard mean <= 10_000 else {
            return max((mean + Normal.quantile(probability) * variance.squareRoot()).rounded(), 0)
        }
        let excess = variance - mean
        let size = excess > mean * 1e-9 ? mean * mean / excess : .infinity
        // The probability of k follows from that of k − 1, in logarithms, since that of 0 may be too small for a number.
        var logarithm = size.isFinite ? size * log(size / (size + mean)) : -mean
        var (below, k) = (exp(logarithm), 0.0)
        while below < probability, k < 100_000 {
            logarithm += size.isFinite ? log((size + k) / (k + 1) * mean / (size + mean)) : log(mean / (k + 1))
            k += 1
            below += exp(logarithm)
        }
        return k
    }
}
