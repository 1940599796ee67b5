import Database
import Kernel
import TestKit
import Testing
import Web

@testable import Composition

@Suite("Every invariant of verify, proven by a planted corruption")
struct VerificationTests {
    /// A corruption, and exactly what `verify` must say of it.
    struct Corruption: Sendable, CustomTestStringConvertible {
        let name: String
        let finds: [String]
        let statements: [SQL]
        var testDescription: String { name }
    }

    /// There are three orders: 1 was handed over, 2 is placed, 3 was cancelled by its customer.
    static let corruptions: [Corruption] = [
        Corruption(
            name: "a total of another sum", finds: ["order-total"],
            statements: [
                """
                UPDATE order_adjustments SET amount = amount + 1 WHERE order_id = (SELECT id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2))
                """
            ]),
        Corruption(
            name: "goods that are not the lines", finds: ["order-total"],
            statements: [(8, "goods", 1), (9, "discount", -1)].map { position, kind, amount in
                """
                INSERT INTO order_adjustments (order_id, position, store_id, kind, code, label, amount, vat)
                SELECT id, \(position), store_id, \(kind), '', '{}', \(amount), 'accessory' FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2)
                """
            }),
        Corruption(
            name: "an order whose price is gone", finds: ["order-total"],
            statements: [
                "DELETE FROM order_adjustments WHERE order_id = (SELECT id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2))"
            ]),
        Corruption(
            name: "a line that is gone", finds: ["order-total"],
            statements: [
                "DELETE FROM order_lines WHERE order_id = (SELECT id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2))"
            ]),
        Corruption(
            name: "a line that does not multiply", finds: ["line-total"],
            statements: [
                "UPDATE order_lines SET unit = unit + 1 WHERE order_id = (SELECT id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 1))"
            ]),
        Corruption(
            name: "a posting of one side", finds: ["ledger-balance"],
            statements: posting(of: 1, "till:cash", nil)),
        Corruption(
            name: "a debt that was moved to the till", finds: ["order-payment"],
            statements: posting(of: 2, "till:cash", "receivable")),
        Corruption(
            name: "takings that were moved to the till", finds: ["ledger-sales"],
            statements: posting(of: 1, "till:cash", "sales:1000")),
        Corruption(
            name: "a posting that takes back another, but from another account", finds: ["ledger-reversal"],
            statements: [
                """
                UPDATE ledger_entries SET account = 'till:card' WHERE position = 0
                    AND posting_id = (SELECT id FROM ledger_postings WHERE reverses IS NOT NULL)
                """
            ]),
        Corruption(
            name: "an order that is said to be paid", finds: ["order-payment"],
            statements: [
                "UPDATE orders SET payment_state = 'paid' WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2)"
            ]),
        Corruption(
            name: "an order of which less is said to be owed", finds: ["order-payment"],
            statements: [
                "UPDATE orders SET owed = owed - 1 WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2)"
            ]),
        Corruption(
            name: "an order that was given up after nothing was paid, and is said to be refunded",
            finds: ["order-payment"],
            statements: [
                "UPDATE orders SET payment_state = 'refunded' WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 3)"
            ]),
        Corruption(
            name: "a number that was left out", finds: ["order-numbers"],
            statements: ["UPDATE order_numbers SET number = 7 WHERE number = 3"]),
        Corruption(
            name: "a number that will be given again", finds: ["order-numbers"],
            statements: ["UPDATE order_counters SET last = 2"]),
        Corruption(
            name: "a shop that has lost its count", finds: ["order-numbers"],
            statements: ["DELETE FROM order_counters"]),
        Corruption(
            name: "an order without a number, and its number given to another", finds: ["order-numbers"],
            statements: ["UPDATE order_numbers SET order_id = store_id WHERE number = 2"]),
        Corruption(
            name: "a number of another shop", finds: ["order-numbers"],
            statements: [
                "INSERT INTO order_counters (store_id, last) SELECT id, 1 FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 3)",
                "UPDATE order_counters SET last = 2 WHERE last = 3",
                "UPDATE order_numbers SET store_id = order_id, number = 1 WHERE number = 3",
            ]),
        Corruption(
            name: "a line that is another shop's", finds: ["order-shop"],
            statements: ["UPDATE order_lines SET store_id = order_id"]),
        Corruption(
            name: "an offer that is another shop's", finds: ["order-shop"],
            statements: ["UPDATE quotes SET store_id = cart_id"]),
        Corruption(
            name: "a slot that counts too much", finds: ["slot-load"],
            statements: ["UPDATE slot_loads SET used = used + 1"]),
        Corruption(
            name: "a booking that its slot does not count", finds: ["slot-load"],
            statements: ["UPDATE slot_bookings SET units = units + 1"]),
        Corruption(
            name: "a booking in a slot that is not there", finds: ["slot-ledger"],
            statements: [
                """
                INSERT INTO slot_bookings (order_id, store_id, station, slot, units)
                SELECT id, store_id, 'oven', promised_from + 86400000000, 1 FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2)
                """
            ]),
        Corruption(
            name: "an order that was given up and keeps its place", finds: ["slot-ledger"],
            statements: [
                """
                INSERT INTO slot_bookings (order_id, store_id, station, slot, units)
                SELECT orders.id, orders.store_id, station, slot, 1 FROM orders, slot_loads WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 3)
                """,
                "UPDATE slot_loads SET used = used + 1",
            ]),
        Corruption(
            name: "a key without a readable answer", finds: ["idempotency"],
            statements: ["UPDATE idempotency SET body = \([UInt8]()) WHERE key = 'verify-key-1'"]),
        Corruption(
            name: "two keys for one order", finds: ["idempotency"],
            statements: [
                """
                INSERT INTO idempotency (scope, key, fingerprint, status, content_type, body, created_at)
                SELECT scope, 'verify-key-9', fingerprint, status, content_type, body, created_at FROM idempotency
                WHERE key = 'verify-key-1'
                """
            ]),
        Corruption(
            name: "a state that no step led to", finds: ["history"],
            statements: [
                "UPDATE orders SET state = 'ready' WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2)"
            ]),
        Corruption(
            name: "a step that was left out", finds: ["history"],
            statements: [
                """
                DELETE FROM order_transitions WHERE verb = 'prepare' AND order_id = (SELECT id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 1))
                """
            ]),
        Corruption(
            name: "a step that the table does not have", finds: ["history"],
            statements: [
                "UPDATE order_transitions SET verb = 'undo' WHERE verb = 'finish'"
            ]),
        Corruption(
            name: "an order without a history", finds: ["history"],
            statements: [
                "DELETE FROM order_transitions WHERE order_id = (SELECT id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2))"
            ]),
        Corruption(
            name: "an order that nobody was told of", finds: ["outbox"],
            statements: [
                """
                DELETE FROM outbox WHERE id = (SELECT MAX(id) FROM outbox WHERE name = 'orders.placed')
                """
            ]),
        Corruption(
            name: "hours that end before they begin", finds: ["store-hours"],
            statements: ["UPDATE store_hours SET closes = opens - 1 WHERE modes = 'pickup'"]),
        Corruption(
            name: "a pizza without a price", finds: ["menu-is-one"],
            statements: [
                "DELETE FROM product_prices WHERE product_id = (SELECT id FROM products WHERE slug = 'margherita')"
            ]),
        Corruption(
            name: "shops that nobody owns", finds: ["accounts-owner"],
            statements: ["UPDATE staff_roles SET role = 'manager' WHERE role = 'owner'"]),
        Corruption(
            name: "a session that lasts longer than any may", finds: ["accounts-sessions"],
            statements: ["UPDATE sessions SET expires_at = ends_at + 1"]),
        Corruption(
            name: "a category that is part of itself", finds: ["menu-is-one"],
            statements: ["UPDATE categories SET parent = id WHERE slug = 'pizze'"]),
    ]

    /// A posting of five cents that an order has on one account and not, or no longer, on another.
    static func posting(of number: Int, _ debit: String, _ credit: String?) -> [SQL] {
        let id = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 77)
        let entries = [(debit, 5)] + (credit.map { [($0, -5)] } ?? [])
        return [
            """
            INSERT INTO ledger_postings (id, scope, subject_kind, subject_id, number, memo, at)
            SELECT \(id), store_id, 'order', id, 9, 'planted', placed_at FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = \(number))
            """
        ]
            + entries.enumerated().map { position, entry in
                """
                INSERT INTO ledger_entries (posting_id, position, account, cents, currency)
                VALUES (\(id), \(position), \(entry.0), \(entry.1), 'EUR')
                """
            }
    }

    /// Three orders of one cart, in three states.
    static func fill(_ shop: ShopWorld) async throws {
        let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
        var orders: [Answer] = []
        for index in 1...3 {
            try await ada.add("margherita", index, in: shop)
            orders.append(try await ada.order(try await ada.quote().text("id"), key: "verify-key-\(index)"))
        }
        for step in ["acceptance", "preparation", "readiness", "delivery"] {
            #expect(try await bea.step(step, orders[0].text("id")).status == 200)
        }
        #expect(try await ada.api(.put, "/orders/\(orders[2].text("token"))/withdrawal").status == 200)
    }

    @Test("Found, and nothing else with it", arguments: TestEngine.all, corruptions)
    func finds(_ engine: TestEngine, _ corruption: Corruption) async throws {
        try await withShop(engine) { shop in
            try await Self.fill(shop)
            #expect(try await shop.broken() == [])
            try await shop.tamper(corruption.statements)
            #expect(try await shop.broken() == corruption.finds)
        }
    }

    @Test("Every invariant has a corruption, but for the one that a constraint keeps")
    func complete() {
        let proven = Set(Self.corruptions.flatMap(\.finds))
        #expect(Set(Pizzeria.invariants.map(\.name)).subtracting(proven) == ["cart-once"])
        #expect(Set(Pizzeria.invariants.map(\.name)).count == Pizzeria.invariants.count)
    }

    @Test("Events that were forgotten are not missed, those of later orders are", arguments: TestEngine.all)
    func forgotten(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            try await Self.fill(shop)
            // The first was written by a clock that was ahead, so it outlives the others.
            try await shop.tamper([
                "UPDATE outbox SET occurred_at = occurred_at + \(Span.days(400)) WHERE id = (SELECT MIN(id) FROM outbox)"
            ])
            try await shop.pizzeria.database.write { _ = try $0.forgetRecords(before: $0.now + .minutes(1)) }
            #expect(try await shop.number("SELECT COUNT(*) FROM outbox") == 1)
            #expect(try await shop.broken() == [])
            shop.clock.advance(.minutes(3))
            let ada = shop.visitor()
            try await ada.add("margherita", 1, in: shop)
            #expect(try await ada.order(try await ada.quote().text("id"), key: "verify-key-9").status == 201)
            #expect(try await shop.broken() == [])
            try await shop.tamper(["DELETE FROM outbox WHERE name = 'orders.placed'"])
            #expect(try await shop.broken() == ["outbox"])
        }
    }

    @Test("What constraints keep cannot even be planted", arguments: TestEngine.all)
    func constraints(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            try await Self.fill(shop)
            let statements: [SQL] = [
                "UPDATE slot_loads SET used = capacity + 1", "UPDATE slot_loads SET used = -1",
                "UPDATE orders SET cart_version = 1, cart_id = (SELECT id FROM carts)",
                "UPDATE orders SET total = -1", "UPDATE order_lines SET quantity = 51",
                "UPDATE order_numbers SET number = 1",
                "UPDATE ledger_postings SET number = 1 WHERE subject_kind = 'order'",
                "DELETE FROM order_transitions WHERE 1 = (SELECT 1 FROM no_such_table)",
                "UPDATE orders SET quote_id = (SELECT quote_id FROM orders WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 1))",
            ]
            for sql in statements {
                await #expect(throws: DatabaseError.self) { try await shop.tamper([sql]) }
            }
            #expect(try await shop.broken() == [])
        }
    }

    @Test("The report is readable by people and by programs", arguments: TestEngine.all)
    func report(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            try await Self.fill(shop)
            try await shop.tamper([
                "UPDATE orders SET total = total + 1 WHERE id IN (SELECT order_id FROM order_numbers WHERE number = 2)"
            ])
            let report = try await Verification(invariants: Pizzeria.invariants).run(on: shop.pizzeria.database)
            #expect(!report.holds)
            #expect(report.text.contains("BAD   order-total: An order's total is the sum of its adjustments"))
            #expect(report.text.contains("\n      2\n"))
            #expect(report.text.hasSuffix("Something does not hold."))
            #expect(report.json.contains(#""violations":["2"]"#))
        }
    }
}
