/// The work of an order: units by station. A normal pizza may be 2 units of the oven, a drink is none of anything.
public struct WorkLoad: Hashable, Sendable, Codable {
    /// Units by the slug of the station, all positive.
    public let units: [String: Int]

    /// More than any kitchen does in a day; keeps sums from overflowing.
    public static let limit = 1_000_000

    /// Takes units by station. What is not positive is left out, what is beyond `limit` counts as the limit.
    public init(_ units: [String: Int] = [:]) {
        self.units = units.filter { $0.value > 0 }.mapValues { min($0, Self.limit) }
    }

    /// No work at all.
    public static let none = WorkLoad()

    /// Whether nothing has to be made.
    public var isEmpty: Bool { units.isEmpty }

    /// The units of one station, 0 when it has nothing to do.
    public subscript(station: String) -> Int { units[station] ?? 0 }

    /// The work of both together.
    public static func + (left: Self, right: Self) -> Self {
        WorkLoad(left.units.merging(right.units) { $0 + $1 })
    }

    /// The same work `count` times; none for a count below one.
    public static func * (work: Self, count: Int) -> Self {
        let times = min(max(count, 0), limit)
        return WorkLoad(work.units.mapValues { $0 * times })
    }

    /// Reads an object of numbers by station, under the rules of `init`.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: Int].self))
    }

    /// Writes an object of numbers by station.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(units)
    }
}
