import Contracts
import Database
import Kernel
import Ledger
import Shop

/// What must be true of orders at every commit.
enum OrderInvariants {
    /// What an order is called, where a statement has `orders`.
    private static let name: SQL = "COALESCE(CAST(\(Order.numberOf) AS TEXT), 'an order without a number')"

    static let all: [Invariant] =
        costs + slots + [
            Invariant(
                "order-numbers",
                "A shop's orders are numbered from one, without a gap, up to the last number that was given, each once.",
                """
                SELECT CAST(c.last AS TEXT) FROM order_counters AS c
                LEFT JOIN (SELECT store_id, COUNT(*) AS count, MIN(number) AS first, MAX(number) AS last FROM order_numbers
                    GROUP BY store_id) AS n ON n.store_id = c.store_id
                WHERE COALESCE(n.count, 0) <> c.last OR n.last <> c.last OR n.first <> 1
                UNION ALL
                SELECT CAST(MAX(number) AS TEXT) FROM order_numbers
                WHERE NOT EXISTS (SELECT 1 FROM order_counters WHERE order_counters.store_id = order_numbers.store_id)
                GROUP BY store_id
                UNION ALL
                SELECT \(name) FROM orders WHERE NOT EXISTS (SELECT 1 FROM order_numbers
                    WHERE order_numbers.order_id = orders.id AND order_numbers.store_id = orders.store_id)
                UNION ALL
                SELECT CAST(number AS TEXT) FROM order_numbers
                WHERE NOT EXISTS (SELECT 1 FROM orders WHERE orders.id = order_numbers.order_id)
                """),
            Invariant(
                "order-shop", "Everything of an order, and everything of a cart, is of its shop.",
                """
                SELECT \(name) FROM orders JOIN (
                    SELECT order_id, store_id FROM order_lines UNION ALL SELECT order_id, store_id FROM order_adjustments
                    UNION ALL SELECT order_id, store_id FROM order_transitions UNION ALL SELECT order_id, store_id FROM slot_bookings
                    UNION ALL SELECT subject_id, scope FROM \(Ledger.standing(ofKind: OrderAccounts.kind)) AS entries
                ) AS part ON part.order_id = orders.id WHERE part.store_id <> orders.store_id
                UNION ALL
                SELECT 'a cart' FROM carts JOIN (
                    SELECT cart_id, store_id FROM cart_lines UNION ALL SELECT cart_id, store_id FROM quotes
                ) AS part ON part.cart_id = carts.id WHERE part.store_id <> carts.store_id
                """),
            Invariant(
                "idempotency",
                "Every answer kept under a key is that of one order that is there, and no order has two.",
                OrderRecords.wrongAnswers),
            Invariant(
                "history", "The history of an order is a path of the state machine that ends where the order is.",
                history),
            Invariant("outbox", "Every order was announced when it was placed.", OrderRecords.unannounced),
            Invariant(
                "cart-once", "A version of a cart became at most one order.",
                "SELECT 'a cart' FROM orders GROUP BY cart_id, cart_version HAVING COUNT(*) > 1"),
        ]

    private static let costs: [Invariant] = [
        Invariant(
            "order-total", "An order's total is the sum of its adjustments, and its goods are its lines.",
            """
            SELECT \(name) FROM orders
            LEFT JOIN (SELECT order_id, SUM(amount) AS total, SUM(CASE WHEN kind = 'goods' THEN amount ELSE 0 END) AS goods
                FROM order_adjustments GROUP BY order_id) AS costs ON costs.order_id = orders.id
            LEFT JOIN (SELECT order_id, SUM(total) AS goods FROM order_lines GROUP BY order_id) AS lines
                ON lines.order_id = orders.id
            WHERE orders.total <> COALESCE(costs.total, -1) OR costs.goods <> COALESCE(lines.goods, -1)
            """),
        Invariant(
            "line-total", "A line's total is its price times its quantity.",
            """
            SELECT \(name) FROM order_lines JOIN orders ON orders.id = order_lines.order_id
            WHERE order_lines.total <> order_lines.unit * order_lines.quantity
            """),
        Invariant(
            "order-payment",
            "What is owed of an order, and how its payment stands, is what the books say; once handed over it is paid.",
            """
            SELECT \(name) FROM orders
            LEFT JOIN (SELECT subject_id, \(PaymentState.sums) FROM \(Ledger.standing(ofKind: OrderAccounts.kind)) AS entries
                GROUP BY subject_id) AS books ON books.subject_id = orders.id
            WHERE orders.owed <> COALESCE(books.owed, 0) OR orders.payment_state <> \(PaymentState.derived)
                OR (orders.state = 'delivered' AND orders.owed > 0)
            """),
        Invariant(
            "ledger-sales", "What an order has sold and taxed is its total, and nothing once it is given up.",
            """
            SELECT \(name) FROM orders
            LEFT JOIN (SELECT subject_id, SUM(cents) AS sold FROM \(Ledger.standing(ofKind: OrderAccounts.kind)) AS entries
                WHERE account <> 'receivable' AND account NOT LIKE 'till:%' GROUP BY subject_id) AS s
                ON s.subject_id = orders.id
            WHERE -COALESCE(s.sold, 0) <> CASE WHEN orders.state IN ('refused', 'cancelled') THEN 0 ELSE orders.total END
            """),
    ]

    private static let slots: [Invariant] = [
        Invariant(
            "slot-load", "What a slot has used is the sum of its bookings, and never more than its capacity.",
            """
            SELECT slot_loads.station FROM slot_loads
            LEFT JOIN (SELECT store_id, station, slot, SUM(units) AS units FROM slot_bookings GROUP BY store_id, station, slot)
                AS b ON b.store_id = slot_loads.store_id AND b.station = slot_loads.station AND b.slot = slot_loads.slot
            WHERE slot_loads.used <> COALESCE(b.units, 0) OR slot_loads.used > slot_loads.capacity
            """),
        Invariant(
            "slot-ledger", "Every booking is counted in its slot, and orders that were given up hold none.",
            """
            SELECT \(name) FROM slot_bookings JOIN orders ON orders.id = slot_bookings.order_id
            LEFT JOIN slot_loads ON slot_loads.store_id = slot_bookings.store_id AND slot_loads.station = slot_bookings.station
                AND slot_loads.slot = slot_bookings.slot
            WHERE slot_loads.slot IS NULL OR orders.state IN ('refused', 'cancelled')
            """),
    ]
}
