public import Kernel
public import Shop

/// An order was placed; the kitchen should hear of it.
public struct OrderPlaced: DomainEvent {
    public static let name = "orders.placed"
    /// Which order.
    public let order: Identifier<Order>
    /// Whose order.
    public let store: Identifier<Store>
    public var topic: String { "order/\(order)" }
}

/// An order took a step on its way, in either direction.
public struct OrderMoved: DomainEvent {
    public static let name = "orders.moved"
    /// Which order.
    public let order: Identifier<Order>
    /// Whose order.
    public let store: Identifier<Store>
    /// The number that people say.
    public let number: Int64
    /// What was done.
    public let verb: String
    /// Where it is now.
    public let state: String
    public var topic: String { "order/\(order)" }
}
