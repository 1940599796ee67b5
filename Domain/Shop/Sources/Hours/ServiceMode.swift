/// How an order leaves the shop. The raw value is what rows, forms and the API carry.
public enum ServiceMode: String, Hashable, Sendable, Codable, CaseIterable {
    /// A driver brings it to an address in a zone.
    case delivery
    /// The customer comes for it.
    case pickup
}
