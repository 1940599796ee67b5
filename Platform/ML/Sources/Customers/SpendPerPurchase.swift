import Foundation

/// What a customer spends each time: each purchase is gamma about a mean of the customer's own, which is itself spread over customers.
/// A customer who has bought once or twice is drawn towards everybody's mean, one who has bought often to their own.
///
/// Fader and Hardie, "The gamma-gamma model of monetary value", 2013. It assumes that spend and frequency do not go together.
public struct SpendPerPurchase: Sendable, Hashable, Codable {
    /// Shape of the purchases of one customer.
    public let p: Double
    /// Shape of the customers' rates.
    public let q: Double
    /// Rate of the customers' rates, in the unit of money.
    public let v: Double

    /// Takes the three parameters; nil when one is not positive and finite.
    public init?(p: Double, q: Double, v: Double) {
        guard [p, q, v].allSatisfy({ $0.isFinite && $0 > 0 }) else { return nil }
        self.p = p
        self.q = q
        self.v = v
    }

    /// The expected worth of the customer's next purchase; nil when neither the customer nor the model has a mean (q ≤ 1, no repeat).
    public func expected(_ history: CustomerHistory) -> Double? {
        let x = history.worth > 0 ? Double(history.repeats) : 0
        let divisor = p * x + q - 1
        guard divisor > 0 else { return nil }
        return p * (v + x * history.worth) / divisor
    }

    /// The logarithm of the likelihood of the mean worths of those who came back and spent something.
    public func logLikelihood(_ histories: [CustomerHistory]) -> Double {
        histories.reduce(0) { sum, history in
            guard history.repeats > 0, history.worth > 0 else { return sum }
            let (x, mean) = (Double(history.repeats), history.worth)
            let shape = p * x
            return sum + lgamma(shape + q) - lgamma(shape) - lgamma(q) + q * log(v) + (shape - 1) * log(mean)
                + shape * log(x) - (shape + q) * log(x * mean + v)
        }
    }

    /// The parameters under which the histories are most likely; nil when fewer than ten customers came back and spent something, or when
    /// they spend so alike that there is nothing to spread.
    public static func fit(_ histories: [CustomerHistory]) -> SpendPerPurchase? {
        let spent = histories.filter { $0.repeats > 0 && $0.worth > 0 }
        guard spent.count >= 10 else { return nil }
        let mean = spent.reduce(0) { $0 + $1.worth } / Double(spent.count)
        guard spent.contains(where: { abs($0.worth - mean) > 1e-9 * mean }) else { return nil }
        let found = NelderMead().minimise(from: [1, 1, 1]) { point in
            guard point.allSatisfy({ abs($0) < 15 }), let model = make(point, mean) else { return .infinity }
            return -model.logLikelihood(spent) / Double(spent.count)
        }
        return make(found.point, mean)
    }

    private static func make(_ point: [Double], _ mean: Double) -> SpendPerPurchase? {
        SpendPerPurchase(p: exp(point[0]), q: exp(point[1]), v: exp(point[2]) * mean)
    }
}
