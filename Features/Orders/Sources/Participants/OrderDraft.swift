public import Kernel
public import Menu
public import Shop

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
    }

    /// The shop.
    public let store: Store
    /// The cart that is ordered. What somebody does before there is an order, such as to enter a coupon, is kept under this.
    public let cart: Identifier<Cart>
    /// How it leaves the shop.
    public let mode: ServiceMode
    /// What is promised, with the slots that make it true.
    public let promise: Promise
    /// What is ordered.
    public let lines: [Line]
    /// What it costs by what was said so far: the goods, the delivery, and what participants before this one made of it.
    public internal(set) var adjustments: Adjustments

    init(
        _ priced: PricedCart, of cart: Identifier<Cart>, store: Store, mode: ServiceMode, promise: Promise,
        adjustments: Adjustments
    ) {
        self.store = store
        self.cart = cart
        self.mode = mode
        self.promise = promise
        self.adjustments = adjustments
        lines = priced.lines.compactMap { line in
            line.configured.map {
                Line(configuration: line.line.configuration, quantity: line.line.quantity, configured: $0)
            }
        }
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
}
