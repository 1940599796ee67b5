public import Kernel

/// Why parts do not add up to a price.
public enum AdjustmentProblem: Error, Hashable, Sendable {
    /// More is taken off than there is.
    case negativeTotal(Money)
}

/// What something costs, part by part, in the order in which it is told. Offer, order, page, VAT and ledger all read this one list.
public struct Adjustments: Hashable, Sendable {
    /// The parts in order.
    public let list: [Adjustment]
    /// What all of them are in.
    public let currency: Currency
    /// What is owed: the sum of all parts, never negative.
    public let total: Money

    /// The parts of a price. Throws `AdjustmentProblem`, or `MoneyError` when a part is in another currency or the parts are too large.
    public init(_ list: [Adjustment], in currency: Currency) throws {
        var (total, size) = (Money.zero(currency), Money.zero(currency))
        for part in list {
            // As long as all sizes together fit, so does the sum of any of the parts, in whatever order.
            let magnitude = Money(cents: Int64(clamping: part.amount.cents.magnitude), part.amount.currency)
            size = try size + magnitude
            total = try total + part.amount
        }
        guard total.cents >= 0 else { throw AdjustmentProblem.negativeTotal(total) }
        self.list = list
        self.currency = currency
        self.total = total
    }

    /// A price of nothing.
    public static func none(in currency: Currency) -> Adjustments { Adjustments(nothing: currency) }

    private init(nothing currency: Currency) {
        list = []
        self.currency = currency
        total = .zero(currency)
    }

    /// The same with more parts at its end. Throws as `init` does.
    public func adding(_ more: [Adjustment]) throws -> Adjustments { try Adjustments(list + more, in: currency) }

    /// The sum of the parts that fulfil a condition.
    public func sum(where isWanted: (Adjustment) -> Bool) -> Money {
        // It fits: `init` has added up the sizes.
        Money(cents: list.reduce(0) { isWanted($1) ? $0 &+ $1.amount.cents : $0 }, currency)
    }

    /// The sum of the parts of a kind.
    public func sum(_ kind: Adjustment.Kind) -> Money { sum { $0.kind == kind } }

    /// Whether both are the same parts at the same prices, however they are called.
    public func isSame(as other: Adjustments) -> Bool {
        currency == other.currency && list.count == other.list.count
            && zip(list, other.list).allSatisfy { $0.isSame(as: $1) }
    }
}

extension Adjustments: Codable {
    private enum Key: String, CodingKey { case list, currency }

    /// Reads the parts and adds them up again; throws as `init` does, or `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        self = try Adjustments(
            try container.decode([Adjustment].self, forKey: .list),
            in: try container.decode(Currency.self, forKey: .currency))
    }

    /// Writes the parts and their currency.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(list, forKey: .list)
        try container.encode(currency, forKey: .currency)
    }
}
