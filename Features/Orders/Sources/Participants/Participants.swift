import Database
import Shop

/// Everybody who joins an order, in the one order in which they are called.
struct Participants: Sendable {
    private let all: [OrderParticipant]

    /// The books come first, so that whoever pays finds what is owed; the slots last, because their rows are what other orders wait for.
    init(_ others: [OrderParticipant]) {
        all = [.books] + others + [.announcements, .slots]
    }

    /// What the order costs, once everybody has said so. Throws `AdjustmentProblem` and `MoneyError` when that is no price.
    func costs(of draft: OrderDraft, _ tx: Transaction) throws -> Adjustments {
        var draft = draft
        for participant in all {
            let more = try participant.adjust(draft, tx)
            if !more.isEmpty { draft.adjustments = try draft.adjustments.adding(more) }
        }
        return draft.adjustments
    }

    /// The order, whose row is written, is placed.
    func place(_ order: Order, _ draft: OrderDraft, _ tx: Transaction) throws {
        for participant in all { try participant.place(order, draft, tx) }
    }

    /// A step is taken of an order whose row is locked, from where `order` is.
    func follow(_ transition: Transition, undoing verb: OrderVerb?, of order: Order, _ tx: Transaction) throws {
        if let verb {
            let step = OrderStep(verb: verb, from: transition.to, to: transition.from)
            for participant in all { try participant.takeBack(order, step, tx) }
        } else {
            let step = OrderStep(verb: transition.verb, from: transition.from, to: transition.to)
            for participant in all {
                if step.to.isGivenUp {
                    try participant.giveUp(order, step, tx)
                } else {
                    try participant.advance(order, step, tx)
                }
            }
        }
    }
}
