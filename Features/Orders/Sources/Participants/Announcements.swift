import Database
import Kernel

extension OrderParticipant {
    /// Tells the outbox what happened.
    static let announcements = OrderParticipant(
        "announcements",
        place: { order, _, tx in
            let event = OrderPlaced(order: order.id, store: Identifier(order.scope))
            try tx.publish(event, scope: order.scope)
        },
        advance: { order, step, tx in try tx.announce(order, step.verb, step.to) },
        takeBack: { order, step, tx in try tx.announce(order, .undo, step.from) },
        giveUp: { order, step, tx in try tx.announce(order, step.verb, step.to) })
}

extension Transaction {
    fileprivate func announce(_ order: Order, _ verb: OrderVerb, _ state: OrderState) throws {
        try publish(
            OrderMoved(
                order: order.id, store: Identifier(order.scope), number: order.number, verb: verb.rawValue,
                state: state.rawValue), scope: order.scope)
    }
}
