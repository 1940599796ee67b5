public import Kernel

/// An order was placed; the kitchen should hear of it.
public struct OrderPlaced: DomainEvent {
    public static let name = "orders.placed"
    /// The order's id as text.
    public let order: String
    /// The number that people say.
    public let number: Int64
    public var topic: String { "order/\(order)" }
}

/// An order took a step on its way, in either direction.
public struct OrderMoved: DomainEvent {
    public static let name = "orders.moved"
    /// The order's id as text.
    public let order: String
    /// The number that people say.
    public let number: Int64
    /// What was done.
    public let verb: String
    /// Where it is now.
    public let state: String
    public var topic: String { "order/\(order)" }
}
