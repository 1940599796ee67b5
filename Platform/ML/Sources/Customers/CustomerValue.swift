/// What each customer will buy in a time ahead, by the way of counting that did best on the customers' own past.
///
/// The histories are cut at a moment before their end; each way learns from what was before and is scored on what came after, as the mean
/// absolute error of the number of purchases. A model is used only when it beats the customer's own frequency.
public struct CustomerValue: Sendable, Codable {
    /// A way of counting.
    public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
        /// As often as so far, which is the simple answer.
        case ownFrequency
        /// BG/NBD.
        case betaGeometric
        /// MBG/NBD.
        case modifiedBetaGeometric
        /// Pareto/NBD.
        case pareto
    }

    /// How a method did.
    public struct Score: Sendable, Hashable, Codable {
        /// Which.
        public let method: Method
        /// The mean over customers of the absolute error of the number of purchases.
        public let meanAbsoluteError: Double
        /// The expected number of all purchases divided by the true one; nil when there was none.
        public let bias: Double?
    }

    /// One customer's purchases: day numbers and what was spent.
    public typealias Purchases = [(day: Int, spend: Double)]

    /// What is expected of a customer.
    public struct Expectation: Sendable, Hashable, Codable {
        /// Purchases in the time ahead.
        public let purchases: Double
        /// What they are worth together; nil when nothing is known of what anybody spends.
        public let spend: Double?
        /// The probability that the customer still buys.
        public let active: Double
    }

    /// The way that is used.
    public let method: Method
    /// How each way did on the past, best first; empty when there was too little past to tell.
    public let scores: [Score]
    /// What is known of spending; nil when too few came back.
    public let spending: SpendPerPurchase?
    private let model: Model?
    private let meanWorth: Double?
    private let until: Int
    private let unit: Double

    /// Learns from the purchases of all customers up to and with the day `until`. The way is chosen on the last `days` before it, or on the
    /// last third of what was watched where that is shorter. `unit` is how many days a unit of time of the models has.
    ///
    /// nil when nobody has bought anything by then.
    public init?(_ customers: [Purchases], until: Int, ahead days: Int, unit: Double = 7) {
        let histories = customers.compactMap { CustomerHistory(purchases: $0, until: until, unit: unit) }
        guard let first = customers.lazy.flatMap({ $0.map(\.day) }).filter({ $0 <= until }).min(), !histories.isEmpty
        else {
            return nil
        }
        let test = min(max(days, 1), (until - first) / 3)
        scores = test > 0 ? Self.compare(customers, until: until, test: test, unit: unit) : []
        let chosen = scores.first?.method ?? .ownFrequency
        model = Model(chosen, histories)
        method = model == nil ? .ownFrequency : chosen
        spending = SpendPerPurchase.fit(histories)
        let worths = histories.filter { $0.repeats > 0 }.map(\.worth)
        meanWorth = worths.isEmpty ? nil : worths.reduce(0, +) / Double(worths.count)
        self.until = until
        self.unit = unit
    }

    /// What is expected of a customer in the `days` ahead; nil for one who has bought nothing so far.
    public func expectation(_ purchases: Purchases, ahead days: Int) -> Expectation? {
        guard let history = CustomerHistory(purchases: purchases, until: until, unit: unit) else { return nil }
        let time = Double(max(days, 0)) / unit
        let expected = model?.expectedPurchases(history, in: time) ?? Self.ownFrequency(history, in: time)
        let worth = spending?.expected(history) ?? (history.worth > 0 ? history.worth : meanWorth)
        return Expectation(
            purchases: expected, spend: worth.map { $0 * expected },
            active: model?.probabilityActive(history) ?? (history.repeats > 0 ? 1 : 0))
    }

    private static func ownFrequency(_ history: CustomerHistory, in time: Double) -> Double {
        history.age > 0 ? Double(history.repeats) / history.age * time : 0
    }

    private static func compare(_ customers: [Purchases], until: Int, test: Int, unit: Double) -> [Score] {
        let cut = until - test
        let cases = customers.compactMap { purchases -> (history: CustomerHistory, truth: Double)? in
            guard let history = CustomerHistory(purchases: purchases, until: cut, unit: unit) else { return nil }
            let days = Set(purchases.lazy.map(\.day).filter { $0 > cut && $0 <= until })
            return (history, Double(days.count))
        }
        guard !cases.isEmpty else { return [] }
        let truth = cases.reduce(0) { $0 + $1.truth }
        let time = Double(test) / unit
        let histories = cases.map(\.history)
        let scores = Method.allCases.compactMap { method -> Score? in
            var expected: (CustomerHistory) -> Double = { ownFrequency($0, in: time) }
            if method != .ownFrequency {
                guard let model = Model(method, histories) else { return nil }
                expected = { model.expectedPurchases($0, in: time) }
            }
            let answers = cases.map { expected($0.history) }
            let error = zip(answers, cases).reduce(0) { $0 + abs($1.0 - $1.1.truth) } / Double(cases.count)
            return Score(
                method: method, meanAbsoluteError: error, bias: truth > 0 ? answers.reduce(0, +) / truth : nil)
        }
        // Of equals the simpler is taken, which stands first.
        return scores.enumerated().sorted {
            ($0.element.meanAbsoluteError, $0.offset) < ($1.element.meanAbsoluteError, $1.offset)
        }.map(\.element)
    }
}

extension CustomerValue {
    /// A model that has learned, whichever it is.
    private enum Model: Sendable, Codable {
        case geometric(RepeatBuying)
        case pareto(ParetoRepeatBuying)

        /// nil when the way needs no model, or has too little to learn from.
        init?(_ method: Method, _ histories: [CustomerHistory]) {
            let fitted: Model? =
                switch method {
                case .ownFrequency: nil
                case .betaGeometric: RepeatBuying.fit(histories, .betaGeometric).map(Model.geometric)
                case .modifiedBetaGeometric: RepeatBuying.fit(histories, .modifiedBetaGeometric).map(Model.geometric)
                case .pareto: ParetoRepeatBuying.fit(histories).map(Model.pareto)
                }
            guard let fitted else { return nil }
            self = fitted
        }

        func expectedPurchases(_ history: CustomerHistory, in time: Double) -> Double {
            switch self {
            case .geometric(let model): model.expectedPurchases(history, in: time)
            case .pareto(let model): model.expectedPurchases(history, in: time)
            }
        }

        func probabilityActive(_ history: CustomerHistory) -> Double {
            switch self {
            case .geometric(let model): model.probabilityActive(history)
            case .pareto(let model): model.probabilityActive(history)
            }
        }
    }
}
