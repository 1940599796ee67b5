import Database
import Kernel
import Shop

/// What must be true of orders at every commit.
enum OrderInvariants {
    static let all: [Invariant] = [
        Invariant(
            "order-total", "An order's total is its goods and its delivery, and its goods are its lines.",
            """
            SELECT CAST(orders.number AS TEXT) FROM orders
            LEFT JOIN (SELECT order_id, SUM(total) AS goods FROM order_lines GROUP BY order_id) AS lines
                ON lines.order_id = orders.id
            WHERE orders.total <> orders.goods + orders.delivery OR orders.goods <> COALESCE(lines.goods, -1)
            """),
        Invariant(
            "line-total", "A line's total is its price times its quantity.",
            "SELECT CAST(orders.number AS TEXT) FROM order_lines JOIN orders ON orders.id = order_lines.order_id WHERE order_lines.total <> order_lines.unit * order_lines.quantity"
        ),
        Invariant(
            "ledger-balance", "The entries of every posting add up to zero.",
            """
            SELECT CAST(orders.number AS TEXT) FROM ledger_entries JOIN orders ON orders.id = ledger_entries.order_id
            GROUP BY orders.number, posting HAVING SUM(cents) <> 0
            """),
        Invariant(
            "ledger-owed",
            "What is owed of an order is its total while it is on its way, and nothing once it is paid or given up.",
            """
            SELECT CAST(orders.number AS TEXT) FROM orders
            LEFT JOIN (SELECT order_id, SUM(cents) AS owed FROM ledger_entries WHERE account = 'receivable' GROUP BY order_id) AS r
                ON r.order_id = orders.id
            WHERE COALESCE(r.owed, 0) <> CASE WHEN orders.state IN ('delivered', 'refused', 'cancelled') THEN 0 ELSE orders.total END
            """),
        Invariant(
            "ledger-sales", "What an order has sold and taxed is its total, and nothing once it is given up.",
            """
            SELECT CAST(orders.number AS TEXT) FROM orders
            LEFT JOIN (SELECT order_id, SUM(cents) AS sold FROM ledger_entries
                WHERE account LIKE 'sales:%' OR account LIKE 'vat:%' GROUP BY order_id) AS s ON s.order_id = orders.id
            WHERE -COALESCE(s.sold, 0) <> CASE WHEN orders.state IN ('refused', 'cancelled') THEN 0 ELSE orders.total END
            """),
        Invariant(
            "slot-load", "What a slot has used is the sum of its bookings, and never more than its capacity.",
            """
            SELECT slot_loads.station FROM slot_loads
            LEFT JOIN (SELECT station, slot, SUM(units) AS units FROM slot_bookings GROUP BY station, slot) AS b
                ON b.station = slot_loads.station AND b.slot = slot_loads.slot
            WHERE slot_loads.used <> COALESCE(b.units, 0) OR slot_loads.used > slot_loads.capacity
            """),
        Invariant(
            "slot-ledger", "Every booking is counted in its slot, and orders that were given up hold none.",
            """
            SELECT CAST(orders.number AS TEXT) FROM slot_bookings JOIN orders ON orders.id = slot_bookings.order_id
            LEFT JOIN slot_loads ON slot_loads.station = slot_bookings.station AND slot_loads.slot = slot_bookings.slot
            WHERE slot_loads.slot IS NULL OR orders.state IN ('refused', 'cancelled')
            """),
        Invariant(
            "idempotency", "Every answer kept under a key is that of one order that is there, and no order has two.",
            OrderRecords.wrongAnswers),
        Invariant(
            "history", "The history of an order is a path of the state machine that ends where the order is.", history),
        Invariant("outbox", "Every order was announced when it was placed.", OrderRecords.unannounced),
        Invariant(
            "cart-once", "A version of a cart became at most one order.",
            "SELECT CAST(MIN(number) AS TEXT) FROM orders GROUP BY cart_id, cart_version HAVING COUNT(*) > 1"),
    ]

    private struct Step: RowDecodable {
        let order: Int64
        let mode: ServiceMode
        let state: OrderState
        let last: Int
        let sequence: Int
        let verb: String
        let from: OrderState
        let to: OrderState

        init(row: inout Row) throws {
            order = try row.next()
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
    private static func history(_ tx: Transaction, limit: Int) throws -> [String] {
        var wrong: [String] = []
        var after: Int64 = 0
        while wrong.count < limit {
            let steps: [Step] = try tx.all(
                """
                SELECT orders.number, orders.mode, orders.state, orders.sequence, t.sequence, t.verb, t.from_state, t.to_state
                FROM (SELECT * FROM orders WHERE number > \(after) ORDER BY number LIMIT 500) AS orders
                JOIN order_transitions AS t ON t.order_id = orders.id ORDER BY orders.number, t.sequence
                """)
            guard let last = steps.last else { break }
            for (number, path) in Dictionary(grouping: steps, by: { $0.order }).sorted(by: { $0.key < $1.key })
            where !isLegal(path) {
                wrong.append("order \(number)")
            }
            after = last.order
        }
        let orphans: [Int64] = try tx.all(
            "SELECT number FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_transitions WHERE order_id = orders.id) LIMIT \(limit)"
        )
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
