public import Database
public import Kernel
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
        costs: @escaping @Sendable ([Order], Transaction) throws -> [Identifier<Order>: Adjustments],
        placed:
            @escaping @Sendable (
                Identifier<Scope>, Range<Instant>, _ after: Identifier<Order>?, _ most: Int, Transaction
            ) throws -> [Order]
    ) {
        self.order = order
        self.opened = opened
        self.lines = lines
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

/// Finds the cart of whoever calls.
public struct CartFinding: Sendable {
    /// The cart that a call's cookie opens in the shop it is about; nil when there is none yet.
    public let cart: @Sendable (Call, Transaction) throws -> Identifier<Cart>?

    /// Takes the function.
    public init(cart: @escaping @Sendable (Call, Transaction) throws -> Identifier<Cart>?) { self.cart = cart }
}
