import Contracts
import Shop
import Web

extension OrderActor {
    /// What the row of the transition says.
    var row: (actor: String, name: String) {
        switch self {
        case .customer: ("customer", "")
        case .system: ("system", "")
        case .staff(let actor, let name): (actor, name)
        }
    }
}

/// The life of an order as data: state, verb, next state, who may. The routes, the board, `verify` and the tests read this table.
struct Transition: Sendable, Hashable {
    /// Who may take a step.
    enum Who: Sendable, Hashable {
        case customer, system
        case staff(Permission)
    }

    let from: OrderState
    let verb: OrderVerb
    let to: OrderState
    let who: Who
    /// The modes it is for.
    let modes: Set<ServiceMode>

    private init(_ from: OrderState, _ verb: OrderVerb, _ to: OrderState, _ who: Who, _ modes: Set<ServiceMode>? = nil)
    {
        self.from = from
        self.verb = verb
        self.to = to
        self.who = who
        self.modes = modes ?? Set(ServiceMode.allCases)
    }

    static let table: [Transition] = [
        Transition(.placed, .accept, .accepted, .staff(.acceptOrders)),
        Transition(.placed, .refuse, .refused, .staff(.acceptOrders)),
        Transition(.placed, .expire, .refused, .system),
        Transition(.placed, .cancel, .cancelled, .customer),
        Transition(.placed, .cancel, .cancelled, .staff(.cancelOrders)),
        Transition(.accepted, .prepare, .preparing, .staff(.prepareOrders)),
        Transition(.accepted, .cancel, .cancelled, .customer),
        Transition(.accepted, .cancel, .cancelled, .staff(.cancelOrders)),
        Transition(.accepted, .undo, .placed, .staff(.acceptOrders)),
        Transition(.preparing, .finish, .ready, .staff(.prepareOrders)),
        Transition(.preparing, .cancel, .cancelled, .staff(.cancelOrders)),
        Transition(.preparing, .undo, .accepted, .staff(.prepareOrders)),
        Transition(.ready, .dispatch, .out, .staff(.deliverOrders), [.delivery]),
        Transition(.ready, .deliver, .delivered, .staff(.deliverOrders), [.pickup]),
        Transition(.ready, .cancel, .cancelled, .staff(.cancelOrders)),
        Transition(.ready, .undo, .preparing, .staff(.prepareOrders)),
        Transition(.out, .deliver, .delivered, .staff(.deliverOrders), [.delivery]),
        Transition(.out, .cancel, .cancelled, .staff(.cancelOrders), [.delivery]),
        Transition(.out, .undo, .ready, .staff(.deliverOrders), [.delivery]),
        Transition(.delivered, .undo, .out, .staff(.deliverOrders), [.delivery]),
        Transition(.delivered, .undo, .ready, .staff(.deliverOrders), [.pickup]),
    ]

    /// The steps that `verb` can take from `state`, whoever asks.
    static func steps(_ verb: OrderVerb, from state: OrderState, _ mode: ServiceMode) -> [Transition] {
        table.filter { $0.from == state && $0.verb == verb && $0.modes.contains(mode) }
    }

    /// The step that somebody may take now with `verb`; nil when there is none for them.
    static func step(
        _ verb: OrderVerb, from state: OrderState, _ mode: ServiceMode, by allowed: (Who) -> Bool
    ) -> Transition? {
        steps(verb, from: state, mode).first { allowed($0.who) }
    }
}
