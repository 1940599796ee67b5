/// What something is for the tax: the key that products carry and rules of VAT are looked up by.
public struct VATClass: RawRepresentable, Hashable, Sendable, Codable {
    /// A slug, `food`.
    public let rawValue: String

    /// A class by its slug; owners may have their own.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Prepared dishes.
    public static let food = VATClass(rawValue: "food")
    /// Drinks without alcohol.
    public static let drink = VATClass(rawValue: "drink")
    /// Drinks with alcohol.
    public static let alcohol = VATClass(rawValue: "alcohol")
}

/// How goods are supplied, as far as the tax sees a difference.
public enum VATSupply: String, Hashable, Sendable, Codable, CaseIterable {
    /// Brought to the customer.
    case delivery
    /// Taken along by the customer.
    case pickup
    /// Served at the table.
    case table

    /// The supply of an order by its mode.
    public init(_ mode: ServiceMode) {
        switch mode {
        case .delivery: self = .delivery
        case .pickup: self = .pickup
        }
    }
}
