import Foundation

/// What may be asked for in a time: a mean, and bounds below and above which a tenth of it lies.
///
/// In between it is taken to be two halves of a normal distribution with a spread of their own, and never below 0; the bounds are measured, the shape
/// is an assumption.
public struct Demand: Sendable, Hashable, Codable {
    /// What is expected, at least 0.
    public let mean: Double
    /// A tenth lies below.
    public let low: Double
    /// A tenth lies above.
    public let high: Double

    /// Takes the numbers; nil when one is negative or not finite, or they are not in order.
    public init?(mean: Double, low: Double, high: Double) {
        guard low >= 0, low <= mean, mean <= high, high.isFinite else { return nil }
        (self.mean, self.low, self.high) = (mean, low, high)
    }

    /// The amount that demand stays below with a probability from 0 to 1, both of which are cut to a thousandth.
    public func quantile(_ probability: Double) -> Double {
        let z = Normal.quantile(min(max(probability.isNaN ? 0.5 : probability, 0.001), 0.999))
        return max(mean + z / Self.tenth * (z < 0 ? mean - low : high - mean), 0)
    }

    fileprivate static let tenth = 1.2815515655446004
}

/// How much to prepare when what is left over is thrown away: the newsvendor's answer (Arrow, Harris and Marschak, 1951). The best amount is
/// the one that demand stays below with probability cost of selling out / (cost of selling out + cost of waste).
public struct StockPlan: Sendable, Hashable, Codable {
    /// What one piece too many costs, in any unit: what went into it.
    public let costOfWaste: Double
    /// What one piece too few costs, in the same unit: the margin that is lost, and the goodwill.
    public let costOfSellingOut: Double

    /// Takes the two; nil when one is negative or not finite, or both are 0.
    public init?(costOfWaste: Double, costOfSellingOut: Double) {
        guard costOfWaste >= 0, costOfSellingOut >= 0, (costOfWaste + costOfSellingOut).isFinite,
            costOfWaste + costOfSellingOut > 0
        else { return nil }
        (self.costOfWaste, self.costOfSellingOut) = (costOfWaste, costOfSellingOut)
    }

    /// The probability with which what is prepared should be enough.
    public var service: Double { costOfSellingOut / (costOfSellingOut + costOfWaste) }

    /// How much to prepare, in the unit of the demand, not rounded.
    public func amount(_ demand: Demand) -> Double { demand.quantile(service) }

    /// What is to be expected of an amount.
    public struct Outcome: Sendable, Hashable, Codable {
        /// Pieces that are left over, on the average.
        public let waste: Double
        /// Pieces that are missing, on the average.
        public let missing: Double
        /// What both cost.
        public let cost: Double
        /// The probability that not all is sold or just all.
        public let enough: Double
    }

    /// What is to be expected of an amount: the mean over 999 quantiles of the demand, evenly spread.
    public func outcome(_ amount: Double, _ demand: Demand) -> Outcome {
        let amount = amount.isFinite ? max(amount, 0) : 0
        var (waste, missing, enough) = (0.0, 0.0, 0.0)
        for part in 1...999 {
            let asked = demand.quantile(Double(part) / 1000)
            waste += max(amount - asked, 0)
            missing += max(asked - amount, 0)
            enough += asked <= amount ? 1 : 0
        }
        return Outcome(
            waste: waste / 999, missing: missing / 999, cost: (waste * costOfWaste + missing * costOfSellingOut) / 999,
            enough: enough / 999)
    }

    /// How much of an ingredient to prepare for the products it goes into, each with what one piece needs of it. How the products vary together is not
    /// known, so there are two answers between which the right one lies: as if each varied for itself, and as if all did together.
    /// A product with a negative or not finite need counts for nothing.
    public func amount(_ products: [(perPiece: Double, demand: Demand)]) -> (apart: Double, together: Double) {
        let known = products.filter { $0.perPiece >= 0 && $0.perPiece.isFinite }
        let mean = known.reduce(0.0) { $0 + $1.perPiece * $1.demand.mean }
        let reaches = known.map { $0.perPiece * ($0.demand.quantile(service) - $0.demand.mean) }
        let sign = service < 0.5 ? -1.0 : 1
        let apart = mean + sign * reaches.reduce(0.0) { $0 + $1 * $1 }.squareRoot()
        return (max(apart, 0), max(mean + reaches.reduce(0, +), 0))
    }
}
