public import Database
public import Kernel
public import Shop

/// Somebody who joins every order: the books, the slots of the kitchen, stock, coupons, points, payment. All take part in one transaction,
/// in one order; what one of them throws undoes everything of all.
///
/// A repeated request calls none of them again, and of two at once that want one thing a conditional statement or a constraint of the
/// participant's own decides. A transaction may run more than once, so they change nothing but rows.
public struct OrderParticipant: Sendable {
    /// When it is called among the others: what comes later sees in the draft what the earlier ones made of the price.
    public enum Stage: Int, Sendable, Comparable, CaseIterable {
        /// What the goods need: stock.
        case goods
        /// What is taken off: coupons, offers.
        case discounts
        /// What is added: packaging, a tip, a deposit.
        case fees
        /// What is paid with something else than money: points, gift cards.
        case credits
        /// What is paid, and what follows from all before.
        case payment

        public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
    }

    /// What it is called, in logs and tests.
    public let name: String
    /// When it is called; of one stage, in the order of the list of features.
    public let stage: Stage
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
    /// What a customer is told when a constraint of its own stands against the order.
    public let refusals: [DatabaseError: AppError]

    /// - Parameters:
    ///   - stage: When it is called among the others.
    ///   - refusals: What a customer is told when a check or a unique index of one of its own tables stands against what it wrote:
    ///     `[.check("coupons_pieces"): …, .unique(constraint: "coupon_uses.order_id"): …]`, as `DatabaseError` writes them. Without one, that
    ///     is a fault of the program. Checks begin with the name of their table, so that no two features have one.
    ///   - adjust: What it adds to the price. It is asked when an offer is made, on a snapshot that cannot be changed, and again when the
    ///     order is placed: if it says something else then, the order is refused with "price changed" and nothing happens. What takes off
    ///     more than there is, in all or at one rate of VAT, is refused with `orders.too-much-off`.
    ///   - place: The order is written, and has no number yet; what it uses up is used up here. What stands against it is thrown.
    ///   - advance: It takes a step forward that does not give it up.
    ///   - takeBack: A step forward was a slip, and whatever `advance` did for it no longer holds.
    ///   - giveUp: It is refused, cancelled or has expired, once and for good: what it held goes back.
    public init(
        _ name: String, at stage: Stage, refusals: [DatabaseError: AppError] = [:],
        adjust: @escaping @Sendable (OrderDraft, Transaction) throws -> [Adjustment] = { _, _ in [] },
        place: @escaping @Sendable (Order, OrderDraft, Transaction) throws -> Void = { _, _, _ in },
        advance: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in },
        takeBack: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in },
        giveUp: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in }
    ) {
        self.name = name
        self.stage = stage
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
