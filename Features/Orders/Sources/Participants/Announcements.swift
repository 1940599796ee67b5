import Contracts
import Database
import Kernel

extension OrderParticipant {
    /// Tells the outbox what happened.
    static let announcements = OrderParticipant(
        "announcements", at: .payment,
        place: { order, _, tx in try tx.publish(OrderPlaced(order), scope: order.scope) },
        advance: { order, step, tx in
            try tx.publish(OrderMoved(order, step.verb, to: step.to, step), scope: order.scope)
        },
        takeBack: { order, step, tx in
            try tx.publish(OrderMoved(order, .undo, to: step.from, step), scope: order.scope)
        },
        giveUp: { order, step, tx in
            try tx.publish(OrderMoved(order, step.verb, to: step.to, step), scope: order.scope)
        })
}
