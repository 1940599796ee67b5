import Contracts
import Kernel
import Shop
import Web

extension OrderDraft {
    /// What of a cart can be ordered.
    init(
        _ priced: PricedCart, of cart: Identifier<Cart>, by principal: Principal, store: Store, mode: ServiceMode,
        promise: Promise, adjustments: Adjustments
    ) {
        self.init(
            store: store, cart: cart, principal: principal, mode: mode, promise: promise, lines: priced.orderable,
            adjustments: adjustments)
    }
}

extension PricedCart {
    /// The lines that can be ordered.
    var orderable: [OrderDraft.Line] {
        lines.compactMap { line in
            line.configured.map {
                OrderDraft.Line(configuration: line.line.configuration, quantity: line.line.quantity, configured: $0)
            }
        }
    }
}

extension OrderStep {
    /// A step of the table as somebody takes it; one that undoes another is that other, taken back.
    init(_ transition: Transition, undoing verb: OrderVerb?, by actor: OrderActor, reason: String) {
        if let verb {
            self.init(verb: verb, from: transition.to, to: transition.from, actor: actor, reason: reason)
        } else {
            self.init(
                verb: transition.verb, from: transition.from, to: transition.to, actor: actor, reason: reason)
        }
    }
}
