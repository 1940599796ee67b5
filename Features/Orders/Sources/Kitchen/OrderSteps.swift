import Contracts
import Database
import Kernel
import Shop

/// Takes an order one step further, or one back. One function for every step and every caller, by the table in `Transition.swift`.
struct OrderSteps: Sendable {
    let database: Database
    let ports: Orders.Ports
    let participants: Participants

    /// Undoing a slip is for slips: after this long a step stands.
    static let undoable = Span.minutes(10)

    /// Takes the step, if `allowed` lets the caller take it from the state the order is in. Repeating a step that is already
    /// taken changes nothing and answers the order as it is.
    ///
    /// Throws not found; `conflict` `orders.wrong-state` when the table has no such step now; `forbidden` when it is somebody else's.
    func take(
        _ verb: OrderVerb, on id: Identifier<Order>, in scope: Identifier<Scope>, by actor: OrderActor,
        reason: String = "", undoing: OrderVerb? = nil, allowed: @escaping @Sendable (Transition.Who) -> Bool
    ) async throws -> Order {
        do {
            return try await database.write { tx in
                try take(verb, on: id, in: scope, by: actor, reason: reason, undoing: undoing, allowed: allowed, tx)
            }
        } catch let error as DatabaseError {
            throw participants.refusal(of: error) ?? error
        }
    }

    /// As above, inside a transaction.
    func take(
        _ verb: OrderVerb, on id: Identifier<Order>, in scope: Identifier<Scope>, by actor: OrderActor,
        reason: String = "", undoing: OrderVerb? = nil, allowed: (Transition.Who) -> Bool, _ tx: Transaction
    ) throws -> Order {
        let order = try tx.lockedOrder(id, in: scope)
        if try tx.isDone(verb, on: order, undoing: undoing) { return order }
        if let undoing { try tx.checkUndo(undoing, of: order) }
        let steps = Transition.steps(verb, from: order.state, order.mode)
        if steps.isEmpty { throw AppError.conflict("orders.wrong-state", ["state": order.state.rawValue]) }
        guard let step = steps.first(where: { allowed($0.who) }) else {
            // Staff may sign in as somebody who may; a customer can only be told that it is too late.
            if case .staff = actor { throw AppError(.forbidden, "web.forbidden") }
            throw AppError.conflict("orders.wrong-state", ["state": order.state.rawValue])
        }
        // Whoever waits again to be accepted has as much time for it as at first.
        let acceptBy = step.to == .placed ? try ports.store(scope).acceptBy(at: tx.now) : nil
        try tx.record(step, of: order, by: actor, reason: reason, acceptBy: acceptBy)
        try participants.follow(
            OrderStep(step, undoing: undoing, by: actor, reason: reason), isUndone: undoing != nil, of: order, tx)
        return try tx.order(id, in: scope)
    }
}

extension Transaction {
    /// Whether the last step of the order is the very one that is asked for.
    fileprivate func isDone(_ verb: OrderVerb, on order: Order, undoing: OrderVerb?) throws -> Bool {
        guard undoing == nil, verb != .undo else { return false }
        let last: String? = try first(
            "SELECT verb FROM order_transitions WHERE order_id = \(order.id) AND sequence = \(order.sequence)")
        return last == verb.rawValue
    }

    /// Throws unless the last step forward was `verb`, and not long ago.
    fileprivate func checkUndo(_ verb: OrderVerb, of order: Order) throws {
        struct Last: RowDecodable {
            /// Also `place`, which is no step.
            let verb: String
            let at: Instant
            init(row: inout Row) throws {
                verb = try row.next()
                at = try row.next()
            }
        }
        let last: Last? = try first(
            """
            SELECT verb, at FROM order_transitions WHERE order_id = \(order.id) AND to_state = \(order.state) AND verb <> 'undo'
            ORDER BY sequence DESC LIMIT 1
            """)
        guard let last, last.verb == verb.rawValue else {
            throw AppError.conflict("orders.wrong-state", ["state": order.state.rawValue])
        }
        guard now - last.at <= OrderSteps.undoable else { throw AppError.conflict("orders.too-late-to-undo") }
    }

    /// Writes the step: the order's row and the row of its history. The sequence makes a second writer fail rather than interleave.
    fileprivate func record(
        _ step: Transition, of order: Order, by actor: OrderActor, reason: String, acceptBy: Instant?
    ) throws {
        let changed = try execute(
            """
            UPDATE orders SET state = \(step.to), sequence = sequence + 1, updated_at = \(now),
                accept_by = COALESCE(\(acceptBy), accept_by)
            WHERE id = \(order.id) AND sequence = \(order.sequence)
            """)
        guard changed == 1 else { throw AppError.conflict("orders.wrong-state", ["state": order.state.rawValue]) }
        let (who, name) = actor.row
        try post(
            """
            INSERT INTO order_transitions (order_id, sequence, store_id, verb, from_state, to_state, actor, actor_name, reason, at)
            VALUES (\(order.id), \(order.sequence + 1), \(order.scope), \(step.verb), \(step.from), \(step.to), \(who),
                \(name), \(reason), \(now))
            """)
    }
}
