public import Kernel
public import Shop

/// An order was placed; the kitchen should hear of it. Who ordered is not told: the outbox is kept longer than a name should be.
public struct OrderPlaced: DomainEvent {
    public static let name = "orders.placed"
    /// Which order.
    public let order: Identifier<Order>
    /// Whose order.
    public let store: Identifier<Store>
    /// How it leaves the shop.
    public let mode: ServiceMode
    /// The language of its customer.
    public let language: Language
    public var topic: String { Order.topic(of: order) }

    /// The placing of an order.
    public init(_ order: Order) {
        self.order = order.id
        store = Identifier(order.scope)
        mode = order.mode
        language = order.language
    }
}

/// An order took a step on its way, in either direction. What was said about it is in the order's history.
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
    /// How it leaves the shop.
    public let mode: ServiceMode
    /// The language of its customer.
    public let language: Language
    /// Who did it, as `OrderActor.kind` says it.
    public let by: String
    public var topic: String { Order.topic(of: order) }

    /// A step of an order; `verb` and `state` are those of the way it went, which of one that is taken back is backwards.
    public init(_ order: Order, _ verb: OrderVerb, to state: OrderState, _ step: OrderStep) {
        self.order = order.id
        store = Identifier(order.scope)
        number = order.number
        self.verb = verb.rawValue
        self.state = state.rawValue
        mode = order.mode
        language = order.language
        by = step.actor.kind
    }
}
