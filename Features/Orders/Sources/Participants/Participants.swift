import Contracts
import Database
import Kernel
import Shop

/// Everybody who joins an order, in the one order in which they are called.
struct Participants: Sendable {
    private let all: [OrderParticipant]

    /// The books come first, so that whoever pays finds what is owed; the slots last, because their rows are what other orders wait for.
    init(_ others: [OrderParticipant]) {
        all = [.books] + others + [.announcements, .slots]
    }

    /// What the order costs, once everybody has said so.
    ///
    /// Throws `conflict` when they take off more than there is, and `MoneyError` when that is no price.
    func costs(of draft: OrderDraft, _ tx: Transaction) throws -> Adjustments {
        var draft = draft
        do {
            for participant in all {
                let more = try participant.adjust(draft, tx)
                if !more.isEmpty { draft.adjustments = try draft.adjustments.adding(more) }
            }
        } catch AdjustmentProblem.negativeTotal {
            throw AppError.conflict("orders.too-much-off")
        }
        return draft.adjustments
    }

    /// What a customer is told when a constraint of somebody who joins stands against an order; nil for anything else.
    func refusal(of error: DatabaseError) -> AppError? {
        let constraint: String
        switch error {
        case .check(let name): constraint = name
        case .unique(let name): constraint = name
        default: return nil
        }
        return all.lazy.compactMap { $0.refusals[constraint] }.first
    }

    /// The order, whose row is written, is placed.
    func place(_ order: Order, _ draft: OrderDraft, _ tx: Transaction) throws {
        for participant in all { try participant.place(order, draft, tx) }
    }

    /// A step is taken, or taken back, of an order whose row is locked, from where `order` is.
    func follow(_ step: OrderStep, isUndone: Bool, of order: Order, _ tx: Transaction) throws {
        for participant in all {
            if isUndone {
                try participant.takeBack(order, step, tx)
            } else if step.to.isGivenUp {
                try participant.giveUp(order, step, tx)
            } else {
                try participant.advance(order, step, tx)
            }
        }
    }
}
