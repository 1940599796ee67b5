public import Kernel
public import Menu
public import Shop
public import Web

/// What is about to be ordered, when it is offered and again when it is placed.
public struct OrderDraft: Sendable {
    /// A line, and what the menu makes of it.
    public struct Line: Sendable {
        /// The product with its choices.
        public let configuration: LineConfiguration
        /// How many.
        public let quantity: Int
        /// Price, work, stock and more, of all of them.
        public let configured: ConfiguredLine

        /// A line of its parts.
        public init(configuration: LineConfiguration, quantity: Int, configured: ConfiguredLine) {
            self.configuration = configuration
            self.quantity = quantity
            self.configured = configured
        }
    }

    /// The shop.
    public let store: Store
    /// The cart that is ordered. What somebody does before there is an order, such as to enter a coupon, is kept under this.
    public let cart: Identifier<Cart>
    /// On whose behalf: whoever is signed in then. It may be another when the order is placed than when it was offered.
    public let principal: Principal
    /// How it leaves the shop.
    public let mode: ServiceMode
    /// What is promised, with the slots that make it true.
    public let promise: Promise
    /// What is ordered.
    public let lines: [Line]
    /// What it costs by what was said so far: the goods, the delivery, and what participants before this one made of it.
    public var adjustments: Adjustments
    /// What opens the page of the order, at `/orders/<token>`; nil while it is only offered. It is kept nowhere else: whoever is to lead the
    /// customer there later, as a message does, keeps it for as long as that takes and no longer.
    public var pageToken: String?

    /// A draft of its parts.
    public init(
        store: Store, cart: Identifier<Cart>, principal: Principal, mode: ServiceMode, promise: Promise, lines: [Line],
        adjustments: Adjustments
    ) {
        self.store = store
        self.cart = cart
        self.principal = principal
        self.mode = mode
        self.promise = promise
        self.lines = lines
        self.adjustments = adjustments
    }
}

/// A step of an order, as it is taken or taken back.
public struct OrderStep: Sendable {
    /// What is done; of a step that is taken back, what had been done.
    public let verb: OrderVerb
    /// Where the order comes from.
    public let from: OrderState
    /// Where it goes.
    public let to: OrderState
    /// Who takes it, or takes it back.
    public let actor: OrderActor
    /// What the customer is told about it; empty for nothing.
    public let reason: String

    /// A step of its parts.
    public init(verb: OrderVerb, from: OrderState, to: OrderState, actor: OrderActor, reason: String) {
        self.verb = verb
        self.from = from
        self.to = to
        self.actor = actor
        self.reason = reason
    }
}
