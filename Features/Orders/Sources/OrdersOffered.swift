public import Contracts
public import Database
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
                tickets.map { ticket in
                    (ticket.order.id, ticket.lines.map { OrderedLine($0, in: ticket.order.total.currency) })
                }, uniquingKeysWith: { first, _ in first })
        },
        steps: { order, tx in
            try tx.steps(of: order).map {
                OrderedStep(verb: $0.verb, from: $0.from, to: $0.to, reason: $0.reason, at: $0.at)
            }
        },
        costs: { orders, tx in try tx.costs(of: orders) },
        placed: { scope, time, after, most, tx in
            // An id begins with the millisecond of its order, so that the key of the table finds the time. SQLite would take an index of the shop
            // and sort all its orders; a sign before the column keeps it from that.
            let first: Identifier<Order> = Identifier(at: time.lowerBound, random: (0, 0))
            let last: Identifier<Order> = Identifier(at: time.upperBound, random: (.max, .max))
            let start: SQL = if let after, after >= first { "id > \(after)" } else { "id >= \(first)" }
            return try tx.all(
                """
                SELECT \(Order.columns) FROM orders WHERE \(start) AND id <= \(last)
                    AND \(sqlite: "+", postgres: "")store_id = \(scope) AND placed_at >= \(time.lowerBound) AND placed_at < \(time.upperBound)
                ORDER BY id LIMIT \(most)
                """)
        })

    /// Reads carts for other features.
    public static let carts = CartReading(
        own: { call, tx in
            guard let scope = call.scope, let key = CartKey(call.cookie("cart"), in: scope) else { return nil }
            return try tx.first("SELECT id FROM carts WHERE store_id = \(key.scope) AND token_hash = \(key.hash)")
        },
        lines: { cart, scope, menu, tx in
            try PricedCart(try CartStore.find(cart, in: scope, tx), menu).orderable
        })

    /// Takes a step of an order for another feature.
    public func take(
        _ verb: OrderVerb, _ order: Order, _ actor: OrderActor, _ reason: String, _ tx: Transaction
    ) throws -> Order {
        try steps.take(
            verb, on: order.id, in: order.scope, by: actor, reason: reason,
            allowed: { who in
                switch (actor, who) {
                case (.customer, .customer), (.system, .system), (.system, .staff), (.staff, .staff): true
                default: false
                }
            }, tx)
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
