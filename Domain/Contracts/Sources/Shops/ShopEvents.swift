public import Kernel
public import Shop

/// The shop, its hours or its breaks changed.
public struct StoreChanged: DomainEvent {
    public static let name = "stores.changed"
    /// Which shop.
    public let store: Identifier<Store>
    /// Its new version.
    public let version: Int64
    public var topic: String { "store" }

    /// A change of a shop, from which on it has a version.
    public init(store: Identifier<Store>, version: Int64) {
        self.store = store
        self.version = version
    }
}

/// The shops as they are in memory now. A request takes the value once.
public struct CurrentShops: Sendable {
    private let read: @Sendable () -> Shops

    /// Takes the function that reads them.
    public init(_ read: @escaping @Sendable () -> Shops) { self.read = read }

    /// Every shop.
    public var value: Shops { read() }
}

/// Where shops are found from outside, for what is read elsewhere: a message, a code to be scanned, the way back from a payment.
public struct ShopAddresses: Sendable {
    /// The address before every path of a shop, without a stroke at its end: `https://pizza.example/s/mare`.
    public let base: @Sendable (Identifier<Scope>) -> String

    /// Takes the function.
    public init(base: @escaping @Sendable (Identifier<Scope>) -> String) { self.base = base }
}
