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
            statements: ["UPDATE orders SET goods = goods + 1 WHERE number = 2"]),
        Corruption(
            name: "a line that is gone", finds: ["order-total"],
            statements: ["DELETE FROM order_lines WHERE order_id = (SELECT id FROM orders WHERE number = 2)"]),
        Corruption(
            name: "a line that does not multiply", finds: ["line-total"],
            statements: [
                "UPDATE order_lines SET unit = unit + 1 WHERE order_id = (SELECT id FROM orders WHERE number = 1)"
            ]),
        Corruption(
            name: "a posting of one side", finds: ["ledger-balance"],
            statements: [
                """
                INSERT INTO ledger_entries (order_id, posting, account, cents, currency, at)
                SELECT id, 9, 'till:cash', 5, 'EUR', placed_at FROM orders WHERE number = 1
                """
            ]),
        Corruption(
            name: "a debt that was moved to the till", finds: ["ledger-owed"],
            statements: [
                """
                INSERT INTO ledger_entries (order_id, posting, account, cents, currency, at)
                SELECT id, 9, 'till:cash', 5, 'EUR', placed_at FROM orders WHERE number = 2
                """,
                """
                INSERT INTO ledger_entries (order_id, posting, account, cents, currency, at)
                SELECT id, 9, 'receivable', -5, 'EUR', placed_at FROM orders WHERE number = 2
                """,
            ]),
        Corruption(
            name: "takings that were moved to the till", finds: ["ledger-sales"],
            statements: [
                """
                INSERT INTO ledger_entries (order_id, posting, account, cents, currency, at)
                SELECT id, 9, 'till:cash', 5, 'EUR', placed_at FROM orders WHERE number = 1
                """,
                """
                INSERT INTO ledger_entries (order_id, posting, account, cents, currency, at)
                SELECT id, 9, 'sales:1000', -5, 'EUR', placed_at FROM orders WHERE number = 1
                """,
            ]),
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
                INSERT INTO slot_bookings (order_id, station, slot, units)
                SELECT id, 'oven', promised_from + 86400000000, 1 FROM orders WHERE number = 2
                """
            ]),
        Corruption(
            name: "an order that was given up and keeps its place", finds: ["slot-ledger"],
            statements: [
                """
                INSERT INTO slot_bookings (order_id, station, slot, units)
                SELECT orders.id, station, slot, 1 FROM orders, slot_loads WHERE number = 3
                """,
                "UPDATE slot_loads SET used = used + 1",
            ]),
        Corruption(
            name: "a key without an answer", finds: ["idempotency"],
            statements: ["UPDATE idempotency SET body = NULL WHERE key = 'verify-key-1'"]),
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
            statements: ["UPDATE orders SET state = 'ready' WHERE number = 2"]),
        Corruption(
            name: "a step that was left out", finds: ["history"],
            statements: [
                """
                DELETE FROM order_transitions WHERE verb = 'prepare' AND order_id = (SELECT id FROM orders WHERE number = 1)
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
                "DELETE FROM order_transitions WHERE order_id = (SELECT id FROM orders WHERE number = 2)"
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
            statements: ["UPDATE store_hours SET closes = opens - 1 WHERE mode = 'pickup' AND weekday = 1"]),
        Corruption(
            name: "a pizza without a price", finds: ["menu-is-one"],
            statements: [
                "DELETE FROM product_prices WHERE product_id = (SELECT id FROM products WHERE slug = 'margherita')"
            ]),
        Corruption(
            name: "a category that is part of itself", finds: ["menu-is-one"],
            statements: ["UPDATE categories SET parent = id WHERE slug = 'pizze'"]),
    ]

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

    @Test("What constraints keep cannot even be planted", arguments: TestEngine.all)
    func constraints(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            try await Self.fill(shop)
            let statements: [SQL] = [
                "UPDATE slot_loads SET used = capacity + 1", "UPDATE slot_loads SET used = -1",
                "UPDATE orders SET cart_version = 1, cart_id = (SELECT id FROM carts)",
                "UPDATE orders SET total = -1, goods = -1 - delivery", "UPDATE order_lines SET quantity = 51",
                "DELETE FROM order_transitions WHERE 1 = (SELECT 1 FROM no_such_table)",
                "UPDATE orders SET quote_id = (SELECT quote_id FROM orders WHERE number = 1)",
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
            try await shop.tamper(["UPDATE orders SET goods = goods + 1 WHERE number = 2"])
            let report = try await Verification(invariants: Pizzeria.invariants).run(on: shop.pizzeria.database)
            #expect(!report.holds)
            #expect(report.text.contains("BAD   order-total: An order's total is its goods and its delivery"))
            #expect(report.text.contains("\n      2\n"))
            #expect(report.text.hasSuffix("Something does not hold."))
            #expect(report.json.contains(#""violations":["2"]"#))
        }
    }
}
