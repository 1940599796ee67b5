import Database
import Kernel

/// An order that nobody accepts in time is refused by itself, and its customer told. A sweep, not a timer for each order:
/// what was missed while the process was down is found by the next one.
struct Overdue: Sendable {
    let database: Database

    /// Refuses what waits too long, oldest first; gives the ids. Each is a transaction of its own, so that one that fails stops no other.
    func sweep() async throws -> [Identifier<Order>] {
        let waiting: [Identifier<Order>] = try await database.read { tx in
            try tx.all(
                """
                SELECT id FROM orders WHERE state = 'placed' AND accept_by <= \(tx.now) ORDER BY accept_by LIMIT 200
                """)
        }
        var refused: [Identifier<Order>] = []
        for id in waiting where try await refuse(id) { refused.append(id) }
        return refused
    }

    /// False when somebody was quicker.
    private func refuse(_ id: Identifier<Order>) async throws -> Bool {
        do {
            return try await database.write { tx in
                let order = try tx.order(id)
                guard order.state == .placed, order.acceptBy <= tx.now else { return false }
                _ = try OrderSteps.take(
                    .expire, on: id, by: .system, reason: "nobody-accepted", allowed: { $0 == .system }, tx)
                return true
            }
        } catch let refusal as AppError where refusal.kind == .conflict {
            return false
        }
    }
}
