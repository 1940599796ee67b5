public import Database
public import Kernel
public import Menu
public import Shop
public import Web

extension Orders {
    /// What orders need from the rest of the shop, in their own words. The composition fills it. Each value is taken once for a request.
    /// They are one reference, because everything that serves orders holds them.
    public final class Ports: Sendable {
        /// Every shop.
        public let shops: @Sendable () -> [Identifier<Scope>]
        /// The shop as it is now; throws not found while there is none.
        public let store: @Sendable (Identifier<Scope>) throws -> Store
        /// The menu of a shop as it is now; empty while there is none.
        public let menu: @Sendable (Identifier<Scope>) -> MenuSnapshot
        /// A condition that holds while the rows of shop, menu and zones are those that are in memory now: ask for it before you take them.
        public let asRead: @Sendable (Identifier<Scope>) -> SQL
        /// Reads shop, menu and zones anew, so that they are as new as the rows.
        public let reread: @Sendable (Identifier<Scope>) async throws -> Void
        /// The zone of an address, and the address in the words of the street table; throws `invalid` when it is out of reach.
        public let reach: @Sendable (Identifier<Scope>, Address) throws -> (zone: DeliveryZone, street: String?)
        /// What must be held to stop the kitchen for a while (`/store/pause`).
        public let pausing: Permission
        /// VAT by what is sold, how, and when.
        public let vat: VATTable

        /// Takes a function each.
        public init(
            shops: @escaping @Sendable () -> [Identifier<Scope>],
            store: @escaping @Sendable (Identifier<Scope>) throws -> Store,
            menu: @escaping @Sendable (Identifier<Scope>) -> MenuSnapshot,
            asRead: @escaping @Sendable (Identifier<Scope>) -> SQL,
            reread: @escaping @Sendable (Identifier<Scope>) async throws -> Void,
            reach: @escaping @Sendable (Identifier<Scope>, Address) throws -> (zone: DeliveryZone, street: String?),
            pausing: Permission, vat: VATTable
        ) {
            self.shops = shops
            self.store = store
            self.menu = menu
            self.asRead = asRead
            self.reread = reread
            self.reach = reach
            self.pausing = pausing
            self.vat = vat
        }
    }
}
