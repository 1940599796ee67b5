import Composition
import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("Orders that are given up")
struct GivenUpTests {
    /// Slot units in use, bookings, and the balance of every account of the ledger that is not zero.
    static func open(_ shop: ShopWorld) async throws -> [Int] {
        try await shop.numbers(
            """
            SELECT CAST(COALESCE(SUM(used), 0) AS BIGINT) FROM slot_loads UNION ALL SELECT COUNT(*) FROM slot_bookings
            UNION ALL SELECT COUNT(*) FROM
                (SELECT account FROM ledger_postings AS p JOIN ledger_entries ON posting_id = p.id
                    GROUP BY subject_id, account HAVING SUM(cents) <> 0) AS a
            """)
    }

    @Test(
        "Nobody accepts in time: the sweep refuses it, the page says so, everything is given back",
        arguments: TestEngine.all)
    func nobodyAccepts(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            let token = try await ada.placed("margherita", 3, in: shop).text("token")
            #expect(try await Self.open(shop) == [6, 1, 3])
            shop.clock.set(ShopWorld.evening + .minutes(10) - .seconds(1))
            #expect(try await shop.sweep() == 0)
            shop.clock.set(ShopWorld.evening + .minutes(10))
            #expect(try await shop.sweep() == 1)
            #expect(try await shop.sweep() == 0)
            let order = try await ada.api(.get, "/orders/\(token)")
            #expect(order.text("order.state") == "refused")
            #expect(order.text("steps.1.verb") == "expire")
            #expect(order.text("steps.1.reason") == "nobody-accepted")
            #expect(order.body.contains("\"can_withdraw\":false"))
            let page = try await ada.page("/orders/\(token)")
            #expect(page.body.contains("Nessuno ha potuto confermarlo in tempo."))
            #expect(page.body.contains("Non devi pagare nulla."))
            #expect(try await ada.page("/orders/\(token)", language: "en").body.contains("lang=\"en\""))
            #expect(try await Self.open(shop) == [0, 0, 0])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("An order that cannot be refused stops no other and stays as it is", arguments: TestEngine.all)
    func poison(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            for _ in 0..<3 {
                _ = try await shop.visitor().placed(in: shop)
                shop.clock.advance(.seconds(1))
            }
            // The one that has waited the longest cannot be read any more.
            try await shop.tamper([
                "UPDATE orders SET vat = 'none' WHERE id = (SELECT order_id FROM order_numbers ORDER BY number LIMIT 1)"
            ])
            shop.clock.advance(.minutes(10))
            #expect(try await shop.sweep() == 2)
            #expect(try await shop.sweep() == 0)
            let refused = try await shop.numbers(
                "SELECT number FROM orders JOIN order_numbers ON order_id = id WHERE state = 'refused' ORDER BY number")
            let left = try await shop.numbers(
                "SELECT number FROM orders JOIN order_numbers ON order_id = id WHERE state = 'placed'")
            #expect(refused == [(left.first ?? 0) + 1, (left.first ?? 0) + 2])
        }
    }

    @Test("The sweep and the kitchen at the same moment: one of them, never both", arguments: TestEngine.all)
    func sweepAgainstAcceptance(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let bea = try await shop.staff("bea")
            for round in 0..<8 {
                let id = try await shop.visitor().placed(in: shop).text("id")
                shop.clock.advance(.minutes(10))
                async let swept = shop.sweep()
                async let accepted = bea.step("acceptance", id).status
                let (refused, status) = try await (swept, accepted)
                #expect(refused == 1 ? status == 409 : status == 200, "round \(round)")
                #expect(refused == 1 || refused == 0)
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 16)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("The customer may cancel until the kitchen has begun", arguments: TestEngine.all)
    func customerCancels(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let first = try await ada.placed(in: shop)
            let path = "/orders/\(first.text("token"))/withdrawal"
            try await bea.step("acceptance", first.text("id"))
            #expect(try await ada.form(path).location == "/orders/\(first.text("token"))")
            #expect(try await ada.api(.put, path).status == 200)
            #expect(try await ada.page("/orders/\(first.text("token"))").body.contains("Ordine annullato."))
            #expect(try await Self.open(shop) == [0, 0, 0])
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions WHERE actor = 'customer'") == 2)

            let second = try await ada.placed(in: shop)
            for step in ["acceptance", "preparation"] { try await bea.step(step, second.text("id")) }
            let late = try await ada.api(.put, "/orders/\(second.text("token"))/withdrawal")
            #expect(late.status == 409)
            #expect(late.text("code") == "orders.wrong-state")
            #expect(
                try await bea.api(.put, "/kitchen/orders/\(second.text("id"))/cancellation", #"{"reason":"no-show"}"#)
                    .status == 200)
            let page = try await ada.page("/orders/\(second.text("token"))")
            #expect(page.body.contains("Motivo: no-show"))
            #expect(try await Self.open(shop) == [0, 0, 0])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A refusal needs a reason and reaches the customer; a final state stays", arguments: TestEngine.all)
    func refusal(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, ugo) = (shop.visitor(), try await shop.staff("ugo"))
            let placed = try await ada.placed(in: shop)
            let path = "/kitchen/orders/\(placed.text("id"))/refusal"
            let bare = try await ugo.api(.put, path, "{}")
            #expect(bare.status == 422)
            #expect(bare.text("fields.0.field") == "reason")
            #expect(try await ugo.api(.put, path, #"{"reason":"<i>forno</i>"}"#).text("order.state") == "refused")
            #expect(try await ada.page("/orders/\(placed.text("token"))").body.contains("&lt;i&gt;forno&lt;/i&gt;"))
            for step in ["acceptance", "preparation", "readiness"] {
                #expect(try await ugo.step(step, placed.text("id")).status == 409)
            }
            #expect(try await ugo.api(.delete, "/kitchen/orders/\(placed.text("id"))/acceptance").status == 409)
            #expect(try await Self.open(shop) == [0, 0, 0])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Order again fills a new cart with what the menu still has", arguments: TestEngine.all)
    func again(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let placed = try await ada.placed("diavola", in: shop)
            let path = "/orders/\(placed.text("token"))/repetitions"
            let cart = try await shop.visitor().api(.post, path)
            #expect(cart.status == 201)
            #expect(cart.count("lines") == 2)
            #expect(cart.int("goods.cents") == 2 * 650 + 800)
            let ugo = try await shop.staff("ugo")
            #expect(
                try await ugo.api(.put, "/ingredients/\(shop.ingredient("salame-piccante"))/sold-out").status == 200)
            let less = try await shop.visitor().api(.post, path)
            #expect(less.count("lines") == 2)
            #expect(less.text("lines.1.problem") == "menu.ingredient-sold-out")
            #expect(less.text("lines.0.problem") == "")
            #expect(try await ugo.api(.put, "/doughs/\(shop.dough("classico"))/sold-out").status == 200)
            let none = try await shop.visitor().api(.post, path)
            #expect(none.status == 409)
            #expect(none.text("code") == "orders.nothing-left")
        }
    }
}
