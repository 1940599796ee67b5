import Foundation

/// How many minutes pass from an order to the door: by a rule from the first day, and by what was learned as soon as that beats the rule on
/// deliveries it had not seen.
public struct DeliveryTime: Sendable, Codable {
    /// What anybody would guess: preparation, then the way at a speed, then the stairs.
    public struct Rule: Sendable, Hashable, Codable {
        /// Minutes until the pizza is ready, where the table does not say.
        public var preparation: Double
        /// How fast a courier gets on, kilometres an hour.
        public var speed: Double
        /// Minutes for parking, stairs and paying.
        public var handover: Double

        /// A usual shop on a usual evening.
        public init(preparation: Double = 12, speed: Double = 22, handover: Double = 4) {
            self.preparation = preparation
            self.speed = speed
            self.handover = handover
        }

        func minutes(kilometres: Double, preparation own: Double) -> Double {
            let way = kilometres.isFinite && kilometres > 0 && speed > 0 ? 60 * min(kilometres, 100) / speed : 0
            return (own.isFinite && own >= 0 ? min(own, 240) : preparation) + way + handover
        }
    }

    /// An estimate of one delivery, minutes.
    public struct Estimate: Sendable, Hashable, Codable {
        /// The expected time.
        public let mean: Double
        /// Nine in ten take longer.
        public let early: Double
        /// Nine in ten are there by then.
        public let late: Double
    }

    /// The guess that everything is measured against.
    public let rule: Rule
    /// What the rule is multiplied by, from the deliveries so far; 1 at first.
    public let factor: Double
    /// Whether what was learned is used, because it was nearer the truth than the rule.
    public let isLearned: Bool
    /// The root of the mean squared error on unseen deliveries, minutes: of the rule, and of what was learned. nil before there were enough.
    public var errors: (rule: Double, learned: Double)? { pair.map { ($0[0], $0[1]) } }
    private let pair: [Double]?
    private let distance: String
    private let preparation: String?
    private let regressor: Regressor?
    /// Of the deliveries so far, and of eight imagined ones, how they came out against the rule: quantiles.
    private let ratios: [Double]

    private static let ruleColumn = "minutes by the rule"

    /// Learns from deliveries: any columns that may matter (hour, load, weather, courier), among them the kilometres and, if it is known, the
    /// preparation; and the minutes that each took, of which those that are not from 0 to 600 are left out. A table of no rows is the first day.
    /// nil when sizes differ or there is no column of kilometres.
    public init?(
        _ table: FeatureTable, minutes: [Double], kilometres: String, preparation: String? = nil, rule: Rule = Rule(),
        seed: UInt64 = 1
    ) {
        guard table.count == minutes.count, case .numbers? = table[kilometres] else { return nil }
        self.rule = rule
        distance = kilometres
        self.preparation = preparation
        let good = minutes.indices.filter { (0...600).contains(minutes[$0]) && minutes[$0] > 0 }
        let (table, came) = (table.rows(good), good.map { minutes[$0] })
        let guesses = Self.guesses(table, kilometres, preparation, rule)
        let own = zip(came, guesses).map { $0 / max($1, 1) }
        // Eight deliveries as the rule says, spread as deliveries are, so that the first real one does not rule alone.
        let imagined = [0.65, 0.78, 0.88, 0.96, 1.03, 1.12, 1.24, 1.34]
        let factor = (own.reduce(0, +) + 8) / Double(own.count + 8)
        self.factor = factor
        let sorted = (own + imagined).sorted()
        ratios = (0...100).map { GradientBoosting.quantile(sorted, Double($0) / 100) }
        guard let full = Self.withRule(table, guesses), came.count >= Regressor.fewestRows,
            let regressor = Regressor(full, came, confidence: 0.8, seed: seed), let score = regressor.scores.last
        else {
            (self.regressor, isLearned, pair) = (nil, false, nil)
            return
        }
        let byRule = ErrorQuality(guesses.map { $0 * factor }, came)?.rootMeanSquare ?? .infinity
        pair = [byRule, score.quality.rootMeanSquare]
        let isBetter = regressor.isUseful && score.quality.rootMeanSquare < byRule
        isLearned = isBetter
        self.regressor = isBetter ? regressor : nil
    }

    private static func guesses(_ table: FeatureTable, _ kilometres: String, _ preparation: String?, _ rule: Rule)
        -> [Double]
    {
        guard case .numbers(let way)? = table[kilometres] else { return Array(repeating: .nan, count: table.count) }
        var ready = [Double](repeating: .nan, count: table.count)
        if let preparation, case .numbers(let own)? = table[preparation] { ready = own }
        return zip(way, ready).map { rule.minutes(kilometres: $0, preparation: $1) }
    }

    private static func withRule(_ table: FeatureTable, _ guesses: [Double]) -> FeatureTable? {
        FeatureTable(names: table.names + [ruleColumn], columns: table.columns + [.numbers(guesses)])
    }

    /// The estimates for deliveries of the same columns; nil when one is missing.
    public func estimates(_ table: FeatureTable) -> [Estimate]? { quantiles(table, [0.1, 0.9]) }

    /// Minutes within which each delivery will be there with a confidence from 0 to 1, never less than is expected on average when the confidence
    /// is a half or more; nil when a column is missing.
    public func promises(_ table: FeatureTable, confidence: Double) -> [Double]? {
        quantiles(table, [0.1, confidence])?.map { confidence < 0.5 ? $0.late : max($0.late, $0.mean) }
    }

    private func quantiles(_ table: FeatureTable, _ parts: [Double]) -> [Estimate]? {
        guard case .numbers? = table[distance] else { return nil }
        let guesses = Self.guesses(table, distance, preparation, rule)
        guard let regressor else {
            let (low, high) = (GradientBoosting.quantile(ratios, parts[0]), GradientBoosting.quantile(ratios, parts[1]))
            return guesses.map { Estimate(mean: $0 * factor, early: $0 * low, late: $0 * high) }
        }
        guard let full = Self.withRule(table, guesses), let found = regressor.predict(full) else { return nil }
        return found.map { one in
            let isUsual = parts == [0.1, 0.9]
            return Estimate(
                mean: max(one.mean, 0), early: max(isUsual ? one.low : regressor.quantile(parts[0], of: one), 0),
                late: max(isUsual ? one.high : regressor.quantile(parts[1], of: one), 0))
        }
    }
}
