public import Database
public import Shop

/// Somebody who joins every order: the books, the slots of the kitchen, stock, coupons, points, payment. All take part in one transaction,
/// in one order; what one of them throws undoes everything of all.
///
/// A repeated request calls none of them again, and of two at once that want one thing a conditional statement or a constraint of the
/// participant's own decides. A transaction may run more than once, so they change nothing but rows.
public struct OrderParticipant: Sendable {
    /// What it is called, in logs and tests.
    public let name: String
    let adjust: @Sendable (OrderDraft, Transaction) throws -> [Adjustment]
    let place: @Sendable (Order, OrderDraft, Transaction) throws -> Void
    let advance: @Sendable (Order, OrderStep, Transaction) throws -> Void
    let takeBack: @Sendable (Order, OrderStep, Transaction) throws -> Void
    let giveUp: @Sendable (Order, OrderStep, Transaction) throws -> Void

    /// - Parameters:
    ///   - adjust: What it adds to the price. It is asked when an offer is made, on a snapshot that cannot be changed, and again when the
    ///     order is placed: if it says something else then, the order is refused with "price changed" and nothing happens.
    ///   - place: The order is written, and has no number yet; what it uses up is used up here. What stands against it is thrown.
    ///   - advance: It takes a step forward that does not give it up.
    ///   - takeBack: A step forward was a slip, and whatever `advance` did for it no longer holds.
    ///   - giveUp: It is refused, cancelled or has expired, once and for good: what it held goes back.
    public init(
        _ name: String, adjust: @escaping @Sendable (OrderDraft, Transaction) throws -> [Adjustment] = { _, _ in [] },
        place: @escaping @Sendable (Order, OrderDraft, Transaction) throws -> Void = { _, _, _ in },
        advance: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in },
        takeBack: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in },
        giveUp: @escaping @Sendable (Order, OrderStep, Transaction) throws -> Void = { _, _, _ in }
    ) {
        self.name = name
        self.adjust = adjust
        self.place = place
        self.advance = advance
        self.takeBack = takeBack
        self.giveUp = giveUp
    }
}
