/// A stretch of a street: a row of the table that addresses are looked up in.
public struct StreetEntry: Hashable, Sendable {
    /// Which house numbers a stretch has.
    public enum Side: String, Hashable, Sendable, Codable, CaseIterable {
        /// All.
        case both
        /// 1, 3, 5 …
        case odd
        /// 2, 4, 6 …
        case even
    }

    /// The street with its kind, `Via Giuseppe Garibaldi`.
    public let name: String
    /// The postcode.
    public let postcode: String
    /// The town.
    public let city: String
    /// The house numbers of this stretch; nil when it is the whole street.
    public let numbers: ClosedRange<Int>?
    /// The side of the street.
    public let side: Side
    /// A place that stands for the stretch.
    public let point: GeoPoint

    /// A row of the table.
    public init(
        _ name: String, postcode: String, city: String, numbers: ClosedRange<Int>? = nil, side: Side = .both,
        point: GeoPoint
    ) {
        self.name = name
        self.postcode = postcode
        self.city = city
        self.numbers = numbers
        self.side = side
        self.point = point
    }

    /// Whether a house stands on this stretch.
    func has(_ number: Int) -> Bool {
        guard let numbers, numbers.contains(number) else { return false }
        switch side {
        case .both: return true
        case .odd: return number % 2 != 0
        case .even: return number % 2 == 0
        }
    }

    /// How far the number is from this stretch; 0 when the stretch is the whole street.
    func gap(to number: Int) -> Int {
        guard let numbers else { return 0 }
        return number < numbers.lowerBound ? numbers.lowerBound - number : max(0, number - numbers.upperBound)
    }
}
