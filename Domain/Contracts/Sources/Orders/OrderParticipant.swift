public import Database
public import Kernel
public import Shop

/// Somebody who joins every order: the books, the slots of the kitchen, stock, coupons, points, payment. All take part in one transaction,
/// in one order; what one of them throws undoes everything of all.
///
/// A repeated request calls none of them again, and of two at once that want one thing a conditional statement or a constraint of the
/// participant's own decides. A transaction may run more than once, so they change nothing but rows.
public struct OrderParticipant: Sendable {
    /// What it is called, in logs and tests.
    public let name: String
    /// What it adds to the price.
    public let adjust: @Sendable (OrderDraft, Transaction) throws -> [Adjustment]
    /// What it does when the order is placed.
    public let place: @Sendable (Order, OrderDraft, Transaction) throws -> Void
    /// What it does when the order takes a step forward.
    public let advance: @Sendable (Order, OrderStep, Transaction) throws -> Void
    /// What it does when a step is taken back.
    public let takeBack: @Sendable (Order, OrderStep, Transaction) throws -> Void
    /// What it does when the order is given up.
    public let giveUp: @Sendable (Order, OrderStep, Transaction) throws -> Void
    /// What a customer is told when a constraint of its own stands against the order, by the constraint's name as `DatabaseError` gives it.
    public let refusals: [String: AppError]

    /// - Parameters:
    ///   - refusals: What a customer is told when one of its own constraints, a check or a unique index, stands against what it wrote:
    ///     `["coupons_pieces": .conflict("orders.price-changed")]`. Without one, that is a fault of the program.
    ///   - adjust: What it adds to the price. It is asked when an offer is made, on a snapshot that cannot be changed, and again when the
    ///     order is placed: if it says something else then, the order is refused with "price changed" and nothing happens. What takes off
    ///     more than there is, in all or at one rate of VAT, is refused with `orders.too-much-off`.
    ///   - place: The order is written, and has no number yet; what it uses up is used up here. What stands against it is thrown.
    ///   - advance: It takes a step forward that does not give it up.
    ///   - takeBack: A step forward was a slip, and whatever `advance` did for it no longer holds.
    ///   - giveUp: It is refused, cancelled or has expired, once and for good: what it held goes back.
    public init(
        _ name: String, refusals: [String: AppError] = [:],
        adjust: @escaping @Sendable (OrderDraft, Transaction) throws -> [Adjustment] = { _, _ in [] },
        place: @escaping @Sendable (Order, OrderDraft, Transaction) throws -> Void = { _, _, _ in },
        advance: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in },
        takeBack: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in },
        giveUp: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in }
    ) {
        self.name = name
        self.refusals = refusals
        self.adjust = adjust
        self.place = place
        self.advance = advance
        self.takeBack = takeBack
        self.giveUp = giveUp
    }
}

/// A feature that joins every order.
public protocol JoinsOrders {
    /// Who joins, in the order in which they are called.
    var participants: [OrderParticipant] { get }
}
