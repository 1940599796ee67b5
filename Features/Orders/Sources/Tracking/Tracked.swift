import Contracts
import Database
import Kernel
import Shop
import Web

/// An order with its history.
struct Tracked: Sendable {
    /// One step.
    struct Step: Sendable, RowDecodable {
        let sequence: Int
        let verb: String
        let from: OrderState
        let to: OrderState
        let reason: String
        let at: Instant

        init(row: inout Row) throws {
            sequence = try row.next()
            verb = try row.next()
            from = try row.next()
            to = try row.next()
            reason = try row.next()
            at = try row.next()
        }
    }

    let ticket: Ticket
    let steps: [Step]
    let token: String
    let zone: ShopZone
    /// The last event that is in this already; what came later is told by the stream.
    let lastEvent: Int64

    /// When the order came into a state that it is past or in; nil when it has not, or went back.
    func reached(_ state: OrderState) -> Instant? {
        guard let index = steps.lastIndex(where: { $0.to == state && $0.verb != "undo" }) else { return nil }
        let undone = steps[index...].contains { $0.verb == "undo" && $0.from == state }
        return undone ? nil : steps[index].at
    }

    /// Whether the customer can still give it up.
    var canWithdraw: Bool {
        Transition.step(.cancel, from: ticket.order.state, ticket.order.mode, by: { $0 == .customer }) != nil
    }
}

/// An order with its history, for programs.
struct TrackedView: JSONWritable {
    let order: OrderView
    let canWithdraw: Bool
    let lines: [OrderLineView]
    let steps: [StepView]

    static let example = TrackedView(order: .example, canWithdraw: true, lines: [.example], steps: [.example])

    func write(to json: inout JSONWriter) {
        json.member("order", order)
        json.member("can_withdraw", canWithdraw)
        json.member("lines", lines)
        json.member("steps", steps)
    }

    /// One step.
    struct StepView: JSONWritable {
        let sequence: Int
        let verb: String
        let state: String
        let reason: String
        let at: Instant

        static let example = StepView(
            sequence: 2, verb: "accept", state: "accepted", reason: "", at: Instant(seconds: 1_790_000_000))

        func write(to json: inout JSONWriter) {
            json.member("sequence", sequence)
            json.member("verb", verb)
            json.member("state", state)
            json.member("reason", reason)
            json.member("at", at)
        }
    }
}

extension TrackedView {
    init(_ tracked: Tracked, _ words: Words) {
        let order = tracked.ticket.order
        self.init(
            order: OrderView(tracked.ticket, words), canWithdraw: tracked.canWithdraw,
            lines: tracked.ticket.lines.map { OrderLineView($0, order, words) },
            steps: tracked.steps.map {
                StepView(sequence: $0.sequence, verb: $0.verb, state: $0.to.rawValue, reason: $0.reason, at: $0.at)
            })
    }
}

extension Transaction {
    /// The history of an order.
    func steps(of order: Order) throws -> [Tracked.Step] {
        try all(
            """
            SELECT sequence, verb, from_state, to_state, reason, at FROM order_transitions
            WHERE order_id = \(order.id) ORDER BY sequence
            """)
    }
}
