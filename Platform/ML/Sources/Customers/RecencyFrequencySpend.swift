/// Customers by when they last bought, how often, and for how much, each in fifths, and a named group by a stated rule (Hughes, "Strategic
/// Database Marketing", 1994). Ranks only: it learns nothing and promises nothing about what comes.
///
/// The rule of the fifths: of `n` customers one has 1 + ⌊5 b / n⌋ in frequency and in spend, where `b` have bought less often or spent less, and
/// 5 − ⌊5 l / n⌋ in recency, where `l` have been there later. So 5 is best, equals share a fifth, those who bought least often have 1 however
/// many they are, and those of the last day 5.
public struct RecencyFrequencySpend: Sendable, Hashable, Codable {
    /// What counts of one customer.
    public struct Customer: Sendable, Hashable, Codable {
        /// The number of the day of the last purchase.
        public let lastDay: Int
        /// How often something was bought.
        public let purchases: Int
        /// For how much together, in any unit. Not finite counts as 0.
        public let spend: Double

        /// Takes the three numbers.
        public init(lastDay: Int, purchases: Int, spend: Double) {
            self.lastDay = lastDay
            self.purchases = purchases
            self.spend = spend
        }
    }

    /// Three numbers from 1 to 5, which is best.
    public struct Fifths: Sendable, Hashable, Codable {
        /// How lately.
        public let recency: Int
        /// How often.
        public let frequency: Int
        /// For how much.
        public let spend: Int

        /// Takes three fifths; nil when one is not from 1 to 5.
        public init?(recency: Int, frequency: Int, spend: Int) {
            guard [recency, frequency, spend].allSatisfy({ (1...5).contains($0) }) else { return nil }
            self.recency = recency
            self.frequency = frequency
            self.spend = spend
        }

        fileprivate init(checked recency: Int, _ frequency: Int, _ spend: Int) {
            self.recency = recency
            self.frequency = frequency
            self.spend = spend
        }

        /// The one group whose rule these fulfil.
        public var group: Group {
            switch (recency, frequency, spend) {
            case (4..., 4..., 4...): .champions
            case (3..., 4..., _): .loyal
            case (4..., 2...3, _): .promising
            case (4..., _, _): .new
            case (3, _, _): .needsAttention
            case (_, 4..., 4...): .cannotLose
            case (_, 3..., _), (_, _, 3...): .atRisk
            default: .lost
            }
        }
    }

    /// A group, by its rule over recency R, frequency F and spend M. Every triple fulfils exactly one.
    public enum Group: String, Sendable, Hashable, Codable, CaseIterable {
        /// Lately, often and for much: R ≥ 4, F ≥ 4, M ≥ 4.
        case champions
        /// Often, but for less or not quite as lately: F ≥ 4, and R = 3, or R ≥ 4 and M ≤ 3.
        case loyal
        /// Lately, and more than the fewest times: R ≥ 4, F of 2 or 3.
        case promising
        /// Lately, and hardly before: R ≥ 4, F = 1.
        case new
        /// Neither lately nor long ago, and not often: R = 3, F ≤ 3.
        case needsAttention
        /// Long not there, though they came more than a little or spent more than a little: R ≤ 2, F ≥ 3 or M ≥ 3, but not both ≥ 4.
        case atRisk
        /// Long not there, though they were the best: R ≤ 2, F ≥ 4, M ≥ 4.
        case cannotLose
        /// Long not there, seldom and for little: R ≤ 2, F ≤ 2, M ≤ 2.
        case lost
    }

    /// The fifths of each customer, in the order given.
    public let fifths: [Fifths]

    /// Ranks the customers. Time: sorting them three times.
    public init(_ customers: [Customer]) {
        let (count, all) = (customers.count, customers.indices)
        let later = Self.below(all.map { customers[$0].lastDay }, by: >)
        let rarer = Self.below(all.map { customers[$0].purchases }, by: <)
        let cheaper = Self.below(all.map { customers[$0].spend.isFinite ? customers[$0].spend : 0 }, by: <)
        fifths = all.map {
            Fifths(checked: 5 - 5 * later[$0] / count, 1 + 5 * rarer[$0] / count, 1 + 5 * cheaper[$0] / count)
        }
    }

    /// The group of each customer, in the order given.
    public var groups: [Group] { fifths.map(\.group) }

    /// For each value how many come truly before it in the order.
    private static func below<Value: Equatable>(_ values: [Value], by comes: (Value, Value) -> Bool) -> [Int] {
        let order = values.indices.sorted { comes(values[$0], values[$1]) }
        var counts = [Int](repeating: 0, count: values.count)
        var first = 0
        for (place, index) in order.enumerated() {
            if values[index] != values[order[first]] { first = place }
            counts[index] = first
        }
        return counts
    }
}
