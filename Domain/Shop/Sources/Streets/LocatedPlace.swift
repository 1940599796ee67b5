/// How well an address was found.
public enum PlaceCertainty: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// Only the postcode: somewhere in the middle of its streets.
    case postcode
    /// The street, not the house.
    case street
    /// The stretch of the street that the house stands on.
    case number

    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    private var rank: Int {
        switch self {
        case .postcode: 0
        case .street: 1
        case .number: 2
        }
    }
}

/// A place that an address stands for, in the words of the table.
public struct LocatedPlace: Hashable, Sendable {
    /// Where.
    public let point: GeoPoint
    /// How well it is known.
    public let certainty: PlaceCertainty
    /// The street as the table writes it; nil when only the postcode was found.
    public let street: String?
    /// The postcode of the table.
    public let postcode: String
    /// The town of the table.
    public let city: String
    /// Whether the street was typed otherwise than by case, accents and usual short forms, so that it is worth showing.
    public let isCorrected: Bool
}

/// What came of looking an address up.
public enum AddressLookup: Hashable, Sendable {
    /// One place.
    case found(LocatedPlace)
    /// Several streets that may be meant, the likeliest first, at most `StreetIndex.mostSuggestions`: the customer has to choose.
    case ambiguous([LocatedPlace])
    /// Nothing like it.
    case unknown
}
