public import Contracts
import Database
import Kernel
import Menu
import Shop
import Web

extension Orders {
    /// Reads orders for other features.
    public static let reading = OrderReading(
        order: { id, scope, tx in
            try tx.first("SELECT \(Order.columns) FROM orders WHERE id = \(id) AND store_id = \(scope)")
        },
        opened: { token, scope, tx in try CartKey(token, in: scope).flatMap { try tx.order(openedBy: $0) } },
        lines: { orders, tx in
            let tickets = try tx.tickets(orders)
            return Dictionary(
                uniqueKeysWithValues: tickets.map { ticket in
                    (ticket.order.id, ticket.lines.map { OrderedLine($0, in: ticket.order.total.currency) })
                })
        },
        costs: { orders, tx in try tx.costs(of: orders) },
        placed: { scope, time, after, most, tx in
            // An id begins with the millisecond of its order, so that the key of the table finds the time.
            let first: Identifier<Order> = Identifier(at: time.lowerBound, random: (0, 0))
            let last: Identifier<Order> = Identifier(at: time.upperBound, random: (.max, .max))
            return try tx.all(
                """
                SELECT \(Order.columns) FROM orders WHERE id >= \(first) AND id <= \(last) AND id > \(after ?? Identifier(high: 0, low: 0))
                    AND store_id = \(scope) AND placed_at >= \(time.lowerBound) AND placed_at < \(time.upperBound)
                ORDER BY id LIMIT \(most)
                """)
        })

    /// Finds the cart of whoever calls.
    public static let carts = CartFinding { call, tx in
        guard let scope = call.scope, let key = CartKey(call.cookie("cart"), in: scope) else { return nil }
        return try tx.first("SELECT id FROM carts WHERE store_id = \(key.scope) AND token_hash = \(key.hash)")
    }
}

extension OrderedLine {
    fileprivate init(_ line: OrderLine, in currency: Currency) {
        self.init(
            position: line.position, configuration: line.configuration, quantity: line.quantity,
            unit: Money(cents: line.unitCents, currency), total: Money(cents: line.totalCents, currency),
            note: line.note, kitchen: line.frozen.kitchen, work: line.frozen.work)
    }
}
