public import Database
public import Kernel
public import Menu
public import Shop
public import Web

/// Reads orders, for features that have something to do with them. Each is asked inside a transaction, so that one answer agrees with itself.
public struct OrderReading: Sendable {
    /// One order of a shop; nil when the shop has none such.
    public let order: @Sendable (Identifier<Order>, Identifier<Scope>, Transaction) throws -> Order?
    /// The order that the token of its page opens; nil for what opens none.
    public let opened: @Sendable (_ token: String, Identifier<Scope>, Transaction) throws -> Order?
    /// What was ordered, by order, in the order of their lines.
    public let lines: @Sendable ([Order], Transaction) throws -> [Identifier<Order>: [OrderedLine]]
    /// The steps of an order, in order; the first is its placing.
    public let steps: @Sendable (Order, Transaction) throws -> [OrderedStep]
    /// What orders cost, part by part.
    public let costs: @Sendable ([Order], Transaction) throws -> [Identifier<Order>: Adjustments]
    /// Orders that were placed in a time, the oldest first, after the one named, at most so many: a page of them.
    public let placed:
        @Sendable (
            Identifier<Scope>, Range<Instant>, _ after: Identifier<Order>?, _ most: Int, Transaction
        ) throws -> [Order]

    /// Takes a function each.
    public init(
        order: @escaping @Sendable (Identifier<Order>, Identifier<Scope>, Transaction) throws -> Order?,
        opened: @escaping @Sendable (_ token: String, Identifier<Scope>, Transaction) throws -> Order?,
        lines: @escaping @Sendable ([Order], Transaction) throws -> [Identifier<Order>: [OrderedLine]],
        steps: @escaping @Sendable (Order, Transaction) throws -> [OrderedStep],
        costs: @escaping @Sendable ([Order], Transaction) throws -> [Identifier<Order>: Adjustments],
        placed:
            @escaping @Sendable (
                Identifier<Scope>, Range<Instant>, _ after: Identifier<Order>?, _ most: Int, Transaction
            ) throws -> [Order]
    ) {
        self.order = order
        self.opened = opened
        self.lines = lines
        self.steps = steps
        self.costs = costs
        self.placed = placed
    }
}

/// Writes into the books what was paid for orders.
public struct OrderPaying: Sendable {
    /// Money that came in for an order, or with a negative amount went back.
    public struct Payment: Sendable {
        /// How much; negative when it went back.
        public let amount: Money
        /// The way of payment, `stripe`.
        public let till: String
        /// How the books tell it, `payments:capture`.
        public let memo: String
        /// For which order.
        public let order: Identifier<Order>
        /// Of which shop.
        public let scope: Identifier<Scope>

        /// A payment of its parts.
        public init(
            _ amount: Money, by till: String, memo: String, for order: Identifier<Order>, in scope: Identifier<Scope>
        ) {
            self.amount = amount
            self.till = till
            self.memo = memo
            self.order = order
            self.scope = scope
        }
    }

    /// Writes a payment down in the transaction of whatever moved the money: also in that of the order itself, by a participant. More than is
    /// owed is written down too; it is then to be paid back.
    ///
    /// Throws not found when the shop has no such order, and `conflict` when money would go back for an order that is delivered: it would be
    /// owed again.
    public let pay: @Sendable (Payment, Transaction) throws -> Void

    /// Takes the function.
    public init(pay: @escaping @Sendable (Payment, Transaction) throws -> Void) { self.pay = pay }
}

/// Reads carts.
public struct CartReading: Sendable {
    /// The cart that a call's cookie opens in the shop it is about; nil when there is none yet.
    public let own: @Sendable (Call, Transaction) throws -> Identifier<Cart>?
    /// What of a cart of a shop can be ordered, at the prices of a menu; empty when there is no such cart.
    public let lines:
        @Sendable (Identifier<Cart>, Identifier<Scope>, MenuSnapshot, Transaction) throws -> [OrderDraft.Line]

    /// Takes a function each.
    public init(
        own: @escaping @Sendable (Call, Transaction) throws -> Identifier<Cart>?,
        lines:
            @escaping @Sendable (
                Identifier<Cart>, Identifier<Scope>, MenuSnapshot, Transaction
            ) throws -> [OrderDraft.Line]
    ) {
        self.own = own
        self.lines = lines
    }
}

/// Takes steps of orders, for features that follow from something else than a hand at the board: a payment that never came, a driver who sets
/// out.
public struct OrderStepping: Sendable {
    /// Takes a step, in the transaction of what it follows from; gives the order after it. Everybody who joins orders is told, so that it is not
    /// for a participant to call. `system` and `staff` take what the shop may, `customer` what the customer may; whether whoever calls holds the
    /// permission is for the route to say. The last step once more changes nothing.
    ///
    /// Throws not found, and `conflict` when the order is not in a state for it.
    public let take: @Sendable (OrderVerb, Order, OrderActor, _ reason: String, Transaction) throws -> Order

    /// Takes the function.
    public init(take: @escaping @Sendable (OrderVerb, Order, OrderActor, _ reason: String, Transaction) throws -> Order)
    {
        self.take = take
    }
}

/// Makes an offer anew when something that belongs to its price has changed.
public struct OfferRenewing: Sendable {
    /// The way on for whoever calls: to a new offer of the cart with the address and the time of an old one, or to the form of the checkout, with
    /// these filled in, where it is said why there is none. An old offer that is not the caller's leads to an empty form.
    public let path: @Sendable (Call, Identifier<Offer>?) async throws -> String

    /// Takes the function.
    public init(path: @escaping @Sendable (Call, Identifier<Offer>?) async throws -> String) { self.path = path }
}
