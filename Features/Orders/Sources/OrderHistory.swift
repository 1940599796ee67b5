import Contracts
import Database
import Kernel
import Shop

/// Compares the histories of orders with the table of steps.
extension OrderInvariants {
    private struct Step: RowDecodable {
        let order: Identifier<Order>
        let number: Int64
        let mode: ServiceMode
        let state: OrderState
        let last: Int
        let sequence: Int
        let verb: String
        let from: OrderState
        let to: OrderState

        init(row: inout Row) throws {
            order = try row.next()
            number = try row.next()
            mode = try row.next()
            state = try row.next()
            last = try row.next()
            sequence = try row.next()
            verb = try row.next()
            from = try row.next()
            to = try row.next()
        }
    }

    /// Walks the histories in pages, so that memory stays bounded however many orders there are.
    static func history(_ tx: Transaction, limit: Int) throws -> [String] {
        var wrong: [String] = []
        var after: Identifier<Order> = Identifier(high: 0, low: 0)
        while wrong.count < limit {
            let steps: [Step] = try tx.all(
                """
                SELECT orders.id, COALESCE(\(Order.numberOf), 0), orders.mode, orders.state, orders.sequence, t.sequence, t.verb, t.from_state,
                    t.to_state
                FROM (SELECT * FROM orders WHERE id > \(after) ORDER BY id LIMIT 500) AS orders
                JOIN order_transitions AS t ON t.order_id = orders.id ORDER BY orders.id, t.sequence
                """)
            guard let last = steps.last else { break }
            for (_, path) in Dictionary(grouping: steps, by: { $0.order }).sorted(by: { $0.key < $1.key })
            where !isLegal(path) {
                wrong.append("order \(path.first?.number ?? 0)")
            }
            after = last.order
        }
        let orphans: [Int64] = try tx.all(
            """
            SELECT COALESCE(\(Order.numberOf), 0) FROM orders
            WHERE NOT EXISTS (SELECT 1 FROM order_transitions WHERE order_id = orders.id) LIMIT \(limit)
            """)
        return Array((wrong + orphans.map { "order \($0) has no history" }).prefix(limit))
    }

    private static func isLegal(_ path: [Step]) -> Bool {
        guard let first = path.first, let end = path.last, first.verb == "place", first.to == .placed else {
            return false
        }
        guard end.to == end.state, end.sequence == end.last, path.count == end.last else { return false }
        for (index, step) in path.enumerated() {
            guard step.sequence == index + 1 else { return false }
            if index == 0 { continue }
            guard step.from == path[index - 1].to, let verb = OrderVerb(rawValue: step.verb),
                Transition.steps(verb, from: step.from, step.mode).contains(where: { $0.to == step.to })
            else { return false }
        }
        return true
    }
}
