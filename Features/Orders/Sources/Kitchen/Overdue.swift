import Contracts
import Database
import Kernel
import Logging

/// An order that nobody accepts in time is refused by itself, and its customer told. A sweep, not a timer for each order:
/// what was missed while the process was down is found by the next one.
struct Overdue: Sendable {
    let database: Database
    let steps: OrderSteps
    let logger: Logger
    /// How many are read at a time.
    var page = 200

    /// An order that waits too long.
    private struct Waiting: RowDecodable, Sendable {
        let id: Identifier<Order>
        let scope: Identifier<Scope>
        let acceptBy: Instant
        init(row: inout Row) throws {
            id = try row.next()
            scope = try row.next()
            acceptBy = try row.next()
        }
    }

    /// Refuses what waits too long, oldest first; gives the ids. Each is a transaction of its own: one that fails is logged, stays as
    /// it is, and stops no other. Throws `DatabaseError.unavailable`, which is no fault of an order.
    func sweep() async throws -> [Identifier<Order>] {
        var refused: [Identifier<Order>] = []
        var waiting = try await page(after: nil)
        while let last = waiting.last {
            for order in waiting where try await refuse(order) { refused.append(order.id) }
            // On from the last one and not from the start, where those that cannot be refused would be found again.
            waiting = waiting.count == page ? try await page(after: last) : []
        }
        return refused
    }

    private func page(after last: Waiting?) async throws -> [Waiting] {
        let (moment, id) = (last?.acceptBy ?? Instant(microseconds: .min), last?.id ?? Identifier(high: 0, low: 0))
        return try await database.read { tx in
            try tx.all(
                """
                SELECT id, store_id, accept_by FROM orders
                WHERE state = 'placed' AND accept_by <= \(tx.now) AND (accept_by, id) > (\(moment), \(id))
                ORDER BY accept_by, id LIMIT \(page)
                """)
        }
    }

    /// False when somebody was quicker, or it cannot be done: that is logged.
    private func refuse(_ waiting: Waiting) async throws -> Bool {
        do {
            return try await database.write { tx in
                let order = try tx.lockedOrder(waiting.id, in: waiting.scope)
                guard order.state == .placed, order.acceptBy <= tx.now else { return false }
                _ = try steps.take(
                    .expire, on: order.id, in: order.scope, by: .system, reason: "nobody-accepted",
                    allowed: { $0 == .system }, tx)
                return true
            }
        } catch let refusal as AppError where refusal.code == "orders.wrong-state" {
            return false
        } catch DatabaseError.unavailable(let reason) {
            throw DatabaseError.unavailable(reason)
        } catch {
            logger.error(
                "an overdue order cannot be refused", metadata: ["order": "\(waiting.id)", "error": "\(error)"])
            return false
        }
    }
}
