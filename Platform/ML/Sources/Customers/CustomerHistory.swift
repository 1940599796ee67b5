/// What a customer has bought, as the models of repeat buying need it. All times are in one unit, such as weeks, from the first purchase on.
public struct CustomerHistory: Sendable, Hashable, Codable {
    /// Purchases after the first. Several on one day are one.
    public let repeats: Int
    /// From the first purchase to the last; 0 when there is only one.
    public let recency: Double
    /// From the first purchase to the end of what was watched.
    public let age: Double
    /// The mean worth of the repeated purchases; 0 when there is none. Any unit.
    public let worth: Double

    /// Takes the numbers; nil when they cannot be a history: negative, not finite, a last purchase after the end, a recency without repeats, more than
    /// a million repeats.
    public init?(repeats: Int, recency: Double, age: Double, worth: Double = 0) {
        guard (0...1_000_000).contains(repeats), recency >= 0, age.isFinite, recency <= age, worth >= 0, worth.isFinite,
            (repeats > 0) == (recency > 0)
        else { return nil }
        self.repeats = repeats
        self.recency = recency
        self.age = age
        self.worth = worth
    }

    /// Reads a customer's purchases, each a day number and what was spent, in any order, up to and with the day `until`; later ones are left
    /// out. `unit` is how many days a unit of time has. nil when nothing is left.
    public init?(purchases: [(day: Int, spend: Double)], until: Int, unit: Double = 7) {
        var spent: [Int: Double] = [:]
        for purchase in purchases where purchase.day <= until && purchase.spend.isFinite {
            spent[purchase.day, default: 0] += purchase.spend
        }
        guard let first = spent.keys.min(), let last = spent.keys.max(), unit > 0 else { return nil }
        // What a purchase cost is at least nothing, whatever was given back.
        let later = spent.filter { $0.key != first }.values.map { max($0, 0) }
        self.init(
            repeats: later.count, recency: Double(last - first) / unit, age: Double(until - first) / unit,
            worth: later.isEmpty ? 0 : later.reduce(0, +) / Double(later.count))
    }

    /// Reads what was written; a `DecodingError` when it cannot be a history.
    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: CodingKeys.self)
        let read = CustomerHistory(
            repeats: try box.decode(Int.self, forKey: .repeats), recency: try box.decode(Double.self, forKey: .recency),
            age: try box.decode(Double.self, forKey: .age), worth: try box.decode(Double.self, forKey: .worth))
        guard let read else {
            throw DecodingError.dataCorruptedError(forKey: .repeats, in: box, debugDescription: "not a history")
        }
        self = read
    }

    private enum CodingKeys: CodingKey { case repeats, recency, age, worth }
}
