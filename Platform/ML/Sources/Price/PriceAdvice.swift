import Foundation

/// What the owner allows prices to do. Prices are of products, the same for everybody: there is no way to set one for a person.
public struct PriceRails: Sendable, Hashable, Codable {
    /// Never less, cents.
    public var floor: Int
    /// Never more, cents.
    public var ceiling: Int
    /// Prices are multiples of this, cents, plus the ending.
    public var step: Int
    /// What is added to the multiples: −10 makes prices end in 90 where the step is 100.
    public var ending: Int
    /// The most that a price may rise or fall at once, as a part of it.
    public var largestChange: Double
    /// The most that the probability of earning less than before may be.
    public var largestRisk: Double

    /// Usual rails around a floor and a ceiling.
    public init(
        floor: Int, ceiling: Int, step: Int = 50, ending: Int = 0, largestChange: Double = 0.15,
        largestRisk: Double = 0.2
    ) {
        self.floor = floor
        self.ceiling = ceiling
        self.step = step
        self.ending = ending
        self.largestChange = largestChange
        self.largestRisk = largestRisk
    }

    /// The prices that are allowed from a price, rising; the price itself is always among them.
    public func prices(from now: Int) -> [Int] {
        guard step > 0, floor <= ceiling, now > 0, largestChange >= 0 else { return [now] }
        let reach = Double(now) * min(largestChange, 10)
        let low = max(Double(max(floor, 1)), Double(now) - reach)
        let high = min(Double(ceiling), Double(now) + reach)
        guard low <= high, high - low <= 10_000 * Double(step) else { return [now] }
        let first = Int(((low - Double(ending)) / Double(step)).rounded(.up))
        let last = Int(((high - Double(ending)) / Double(step)).rounded(.down))
        let found = first <= last ? (first...last).map { $0 * step + ending } : []
        return Set(found + [now]).sorted()
    }
}

/// A price for a product, with what it is expected to bring and what may go wrong.
public struct PriceAdvice: Sendable, Hashable, Codable {
    /// What it costs now, cents.
    public let now: Int
    /// What it might cost, cents; the same as now where nothing allowed is better.
    public let price: Int
    /// Pieces a week, expected, now and then.
    public let quantity: Change
    /// Cents a week, expected, now and then.
    public let revenue: Change
    /// Cents a week after the cost of the piece, expected, now and then.
    public let margin: Change
    /// Nine in ten times the margin is at least this, cents a week.
    public let cautiousMargin: Double
    /// The probability that the margin is less than now.
    public let risk: Double

    /// A number now and then.
    public struct Change: Sendable, Hashable, Codable {
        /// As it is.
        public let now: Double
        /// As it would be.
        public let then: Double

        /// Takes the two.
        public init(now: Double, then: Double) {
            self.now = now
            self.then = then
        }
    }

    /// Looks at all prices within the rails for the one with the largest expected margin whose risk is allowed. `quantity` is what is sold a week at the
    /// price now, `cost` what a piece costs to make, cents. The quantity is multiplied by (price / now) to the slope, whose uncertainty is normal, so
    /// that means are those of a lognormal. nil when a number is negative or not finite.
    public init?(now: Int, cost: Double, quantity: Double, slope: Elasticity.Estimate, rails: PriceRails) {
        guard now > 0, cost >= 0, cost.isFinite, quantity >= 0, quantity.isFinite, slope.mean.isFinite,
            slope.deviation >= 0, slope.deviation.isFinite
        else { return nil }
        let marginNow = (Double(now) - cost) * quantity
        func look(_ price: Int) -> (quantity: Double, margin: Double, cautious: Double, risk: Double) {
            guard price != now else { return (quantity, marginNow, marginNow, 0) }
            let rise = log(Double(price) / Double(now))
            let (mean, deviation) = (slope.mean * rise, slope.deviation * abs(rise))
            let sold = quantity * exp(mean + deviation * deviation / 2)
            let piece = Double(price) - cost
            let unlucky = quantity * exp(mean + (piece >= 0 ? -1 : 1) * 1.2815515655446004 * deviation)
            // The margin is less than now when the quantity is less than what would bring as much.
            let enough = marginNow / piece
            let risk: Double
            if quantity == 0 {
                risk = 0
            } else if piece <= 0 || enough <= 0 {
                risk = piece * quantity * exp(mean) < marginNow ? 1 : 0
            } else if deviation == 0 {
                risk = sold < enough ? 1 : 0
            } else {
                risk = Normal.below((log(enough / quantity) - mean) / deviation)
            }
            return (sold, piece * sold, piece * unlucky, risk)
        }
        let found = rails.prices(from: now).map { (price: $0, seen: look($0)) }
        // Of equals the one nearest to now.
        guard
            let best = found.filter({ $0.seen.risk <= rails.largestRisk || $0.price == now }).max(by: {
                ($0.seen.margin, -abs($0.price - now)) < ($1.seen.margin, -abs($1.price - now))
            })
        else { return nil }
        self.now = now
        price = best.price
        self.quantity = Change(now: quantity, then: best.seen.quantity)
        revenue = Change(now: Double(now) * quantity, then: Double(best.price) * best.seen.quantity)
        margin = Change(now: marginNow, then: best.seen.margin)
        cautiousMargin = best.seen.cautious
        risk = best.seen.risk
    }
}
