public import Kernel
public import Shop
public import Web

/// Something on the menu of a shop changed, or ran out, or is back.
public struct MenuChanged: DomainEvent {
    public static let name = "products.menu-changed"
    /// Which shop.
    public let store: Identifier<Store>
    /// The version of its menu from then on.
    public let version: Int64
    public var topic: String { Self.liveTopic.of(store) }

    /// What pages that show a menu listen to.
    public static let liveTopic = LiveTopic("menu")

    /// A change of a menu, from which on it has a version.
    public init(store: Identifier<Store>, version: Int64) {
        self.store = store
        self.version = version
    }
}
