import Contracts
import Database
import Kernel
import Shop

/// Everybody who joins an order, in the one order in which they are called.
struct Participants: Sendable {
    private let all: [OrderParticipant]
    private let refusals: [DatabaseError: AppError]

    /// The books come first, so that whoever pays finds what is owed; the slots last, because their rows are what other orders wait for.
    ///
    /// Throws `ParticipantCollision` when two have one name, or one constraint.
    init(_ others: [OrderParticipant]) throws(ParticipantCollision) {
        // One after the other of the same stage keeps its place: the numbers break the tie.
        let sorted = others.enumerated().sorted { ($0.element.stage, $0.offset) < ($1.element.stage, $1.offset) }
        all = [.books] + sorted.map(\.element) + [.announcements, .slots]
        var (names, refusals): (Set<String>, [DatabaseError: AppError]) = ([], [:])
        for participant in all {
            guard names.insert(participant.name).inserted else { throw .name(participant.name) }
            for (error, refusal) in participant.refusals where refusals.updateValue(refusal, forKey: error) != nil {
                throw .constraint("\(error)", participant.name)
            }
        }
        self.refusals = refusals
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
    func refusal(of error: DatabaseError) -> AppError? { refusals[error] }

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

/// Why those who join orders cannot do so together.
public enum ParticipantCollision: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two have one name.
    case name(String)
    /// What stands against an order by one constraint is said by two, of which this is the second.
    case constraint(String, String)

    public var description: String {
        switch self {
        case .name(let name): "Two participants of orders are called \(name)."
        case .constraint(let constraint, let name):
            "\(name) and another participant of orders both answer for \(constraint)."
        }
    }
}
