import Composition
import Database
import Kernel
import Menu
import Shop
import TestKit
import Testing
import Web

@Suite("What moves between the offer and the order")
struct MovedTests {
    static func fields(_ quote: String, key: String, phone: String = "333 1234567") -> [(String, String)] {
        [("quote", quote), ("idempotency_key", key), ("name", "Ada"), ("phone", phone), ("payment", "cash")]
    }

    @Test(
        "An offer is good up to its last microsecond, then gone, and the page has a new one", arguments: TestEngine.all)
    func expiry(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            shop.clock.advance(.minutes(10))
            let answer = try await ada.order(quote, key: "late-key-1")
            #expect(answer.status == 410)
            #expect(answer.text("code") == "orders.quote-expired")
            let page = try await ada.form("/orders", Self.fields(quote, key: "late-key-2"))
            #expect(page.status == 410)
            let fresh = page.control("quote")
            #expect(fresh != quote)
            #expect(page.control("name") == "Ada")
            #expect(page.body.contains("offerta è scaduta. Te ne abbiamo fatta una nuova."))
            #expect(!page.body.contains("<ul></ul>"))
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
            shop.clock.advance(Span(microseconds: 599_999_999))
            #expect(try await ada.order(fresh, key: "late-key-3").status == 201)
        }
    }

    @Test("A price that changed stops the order; the page says from what to what", arguments: TestEngine.all)
    func price(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote()
            #expect(quote.int("total.cents") == 1300)
            try await shop.reprice("margherita", 700)
            let answer = try await ada.order(quote.text("id"), key: "price-key-1")
            #expect(answer.status == 409)
            #expect(answer.text("code") == "orders.price-changed")
            let page = try await ada.form("/orders", Self.fields(quote.text("id"), key: "price-key-2"))
            #expect(page.status == 409)
            #expect(page.body.contains("Il totale passa da 13,00"))
            #expect(page.body.contains("14,00"))
            #expect(page.body.contains("Un prezzo è cambiato. Ricontrolla il totale."))
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
            #expect(try await shop.number("SELECT COUNT(*) FROM idempotency") == 0)
            let placed = try await ada.order(page.control("quote"), key: "price-key-3")
            #expect(placed.int("total.cents") == 1400)
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "A zone that became dearer, farther or none stops the order, heard of or not", arguments: TestEngine.all)
    func zone(_ engine: TestEngine) async throws {
        let changes: [SQL] = [
            "UPDATE zones SET fee = fee + 100", "UPDATE zones SET minimum = 99900", "DELETE FROM zones",
            "UPDATE zones SET extra_minutes = extra_minutes + 30",
        ]
        for change in changes {
            try await withShop(engine) { shop in
                let ada = shop.visitor()
                try await ada.add("margherita", 2, in: shop)
                let quote = try await ada.api(.post, "/quotes", RepeatTests.delivery)
                #expect(quote.status == 201)
                // As another process would: the rows and their version, and nobody here has heard of it.
                try await shop.pizzeria.database.write { tx in
                    try tx.execute(change)
                    try tx.execute("UPDATE zone_versions SET version = version + 1")
                }
                let answer = try await ada.order(quote.text("id"), key: "zone-key-1")
                #expect((answer.status, answer.text("code")) == (409, "orders.price-changed"), "\(change)")
                #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
                #expect(try await shop.broken() == [])
            }
        }
    }

    @Test("A break that another process put in stops an order that was offered before", arguments: TestEngine.all)
    func breakElsewhere(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote().text("id")
            let scope = try #require(shop.store?.scope)
            let now = shop.clock.clock.now()
            try await shop.pizzeria.database.write { tx in
                let pause: Identifier<Scope> = tx.entropy.identifier(at: now)
                try tx.execute(
                    """
                    INSERT INTO store_pauses (id, version, store_id, since, until, modes, reason)
                    VALUES (\(pause), 1, \(scope), \(now), \(now + .hours(20)), 'delivery,pickup', 'oven')
                    """)
                try tx.execute("UPDATE stores SET revision = revision + 1")
            }
            let answer = try await ada.order(quote, key: "break-key-1")
            #expect((answer.status, answer.text("code")) == (409, "orders.promise-moved"))
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
        }
    }

    @Test(
        "A menu that changed in another process is the one that counts, whether this one has heard of it or not",
        arguments: TestEngine.all)
    func staleMenu(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote().text("id")
            try await shop.tamper([
                """
                UPDATE product_prices SET price = 700 WHERE product_id = (SELECT id FROM products WHERE slug = 'margherita')
                    AND size_id = (SELECT id FROM sizes WHERE slug = 'normale')
                """, "UPDATE menus SET version = version + 1",
            ])
            let refused = try await ada.order(quote, key: "stale-key-1")
            #expect(refused.status == 409)
            #expect(refused.text("code") == "orders.price-changed")
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
            #expect(try await shop.number("SELECT COUNT(*) FROM order_numbers") == 0)
            // Of a change that changes nothing here nobody hears.
            let fresh = try await ada.quote()
            #expect(fresh.int("total.cents") == 1400)
            try await shop.tamper(["UPDATE menus SET version = version + 1"])
            let placed = try await ada.order(fresh.text("id"), key: "stale-key-2")
            #expect(placed.status == 201)
            #expect(placed.int("total.cents") == 1400)
            #expect(
                try await shop.number("SELECT CAST(menu_version AS BIGINT) FROM orders") == Int(shop.menu.version))
            #expect(try await shop.broken() == [])
        }
    }

    @Test("The cart says a new price once, and keeps the line", arguments: TestEngine.all)
    func priceInCart(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            try await shop.reprice("margherita", 700)
            let cart = try await ada.api(.get, "/cart")
            #expect(cart.int("lines.0.price_was.cents") == 650)
            #expect(cart.int("lines.0.line.unit_price.cents") == 700)
            let seen = try await ada.api(.put, "/cart/prices")
            #expect(seen.status == 200)
            #expect(seen.int("lines.0.price_was.cents") == nil)
            #expect(seen.int("goods.cents") == 700)
        }
    }

    @Test("A cart that changed since the offer is not ordered, with a fee or without", arguments: TestEngine.all)
    func cart(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            for mode in [#"{"mode":"pickup"}"#, RepeatTests.delivery] {
                let ada = shop.visitor()
                try await ada.add("margherita", 2, in: shop)
                let quote = try await ada.api(.post, "/quotes", mode)
                let line = try await ada.api(.get, "/cart").text("lines.0.id")
                #expect(try await ada.api(.put, "/cart/lines/\(line)/quantity", #"{"quantity":3}"#).status == 200)
                let answer = try await ada.order(quote.text("id"), key: "cart-key-1")
                #expect(answer.status == 409)
                #expect(answer.text("code") == "orders.cart-changed")
                #expect(try await ada.api(.get, "/quotes/\(quote.text("id"))").status == 409)
                #expect(try await ada.page("/quotes/\(quote.text("id"))").location == "/cart")
                let page = try await ada.form("/orders", Self.fields(quote.text("id"), key: "cart-key-2"))
                #expect(page.status == 409)
                #expect(page.control("quote") != quote.text("id"))
                #expect(page.body.contains("ordine è cambiato nel frattempo. Ricontrolla il totale."))
                #expect(!page.body.contains("Di un prodotto è cambiato"))
                #expect(try await ada.api(.delete, "/cart/lines/\(line)").count("lines") == 0)
                #expect(try await ada.api(.get, "/quotes/\(quote.text("id"))").status == 409)
                #expect(try await ada.form("/orders", Self.fields(quote.text("id"), key: "cart-key-3")).status == 303)
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
        }
    }

    @Test("What ran out meanwhile is not ordered; the cart keeps the line and says so", arguments: TestEngine.all)
    func soldOut(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, ugo) = (shop.visitor(), try await shop.staff("ugo"))
            try await ada.add("diavola", in: shop)
            let quote = try await ada.api(.post, "/quotes", RepeatTests.delivery)
            #expect(quote.status == 422)
            try await ada.add("diavola", in: shop)
            let second = try await ada.api(.post, "/quotes", RepeatTests.delivery).text("id")
            let salami = "/ingredients/\(shop.ingredient("salame-piccante"))/sold-out"
            #expect(try await ugo.api(.put, salami).status == 200)
            let answer = try await ada.order(second, key: "sold-key-1")
            #expect(answer.status == 409)
            #expect(answer.text("code") == "menu.ingredient-sold-out")
            let cart = try await ada.api(.get, "/cart")
            #expect(cart.count("lines") == 1)
            #expect(cart.text("lines.0.problem") == "menu.ingredient-sold-out")
            #expect(cart.body.contains("\"can_order\":false"))
            #expect(try await ada.page("/cart").body.contains("Diavola"))
            #expect(try await ada.page("/checkout").location == "/cart")
            #expect(try await ada.form("/orders", Self.fields(second, key: "sold-key-2")).location == "/cart")
            #expect(try await ada.api(.get, "/quotes/\(second)").status == 409)
            #expect(try await ada.add("diavola", in: shop).status == 409)
            #expect(try await ugo.api(.delete, salami).status == 200)
            #expect(try await ada.order(second, key: "sold-key-3").status == 201)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A wrong phone keeps the offer and what was typed", arguments: TestEngine.all)
    func wrongDetails(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let page = try await ada.form("/orders", Self.fields(quote, key: "phone-key-1", phone: "<script>"))
            #expect(page.status == 422)
            #expect(page.control("quote") == quote)
            #expect(page.control("phone") == "&lt;script&gt;")
            #expect(page.body.contains("Non è un numero di telefono."))
            #expect(try await shop.number("SELECT COUNT(*) FROM quotes") == 1)
            #expect(try await shop.number("SELECT COUNT(*) FROM idempotency") == 0)
        }
    }
}
