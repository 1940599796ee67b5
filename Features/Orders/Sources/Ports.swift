public import Menu
public import Shop

/// What orders need from the rest of the shop, in their own words. The composition fills it.
public struct Ports: Sendable {
    /// The menu as it is now.
    public let menu: @Sendable () -> MenuSnapshot
    /// The shop as it is now; throws not found while there is none.
    public let store: @Sendable () throws -> Store
    /// The zone of an address, and the address in the words of the street table; throws `invalid` when it is out of reach.
    public let reach: @Sendable (Address) throws -> (zone: DeliveryZone, street: String?)
    /// VAT by what is sold, how, and when.
    public let vat: VATTable

    /// Takes a function each.
    public init(
        menu: @escaping @Sendable () -> MenuSnapshot, store: @escaping @Sendable () throws -> Store,
        reach: @escaping @Sendable (Address) throws -> (zone: DeliveryZone, street: String?), vat: VATTable
    ) {
        self.menu = menu
        self.store = store
        self.reach = reach
        self.vat = vat
    }
}
