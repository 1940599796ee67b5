import Database
import TestKit
import Testing

@Suite("What an offer said of each line")
struct TermsTests {
    @Test(
        "Terms that changed though the total did not stop the order, and the page says so", arguments: TestEngine.all)
    func terms(_ engine: TestEngine) async throws {
        func reprice(_ slug: String, by cents: Int64) -> SQL {
            """
            UPDATE product_prices SET price = price + \(cents) WHERE product_id = (SELECT id FROM products WHERE slug = \(slug))
            """
        }
        // What is changed, and what whoever must not eat it reads then.
        let changes: [([SQL], String)] = [
            ([reprice("margherita", by: 100), reprice("diavola", by: -100)], "latte"),
            (["UPDATE ingredients SET may_contain = 'lupin' WHERE slug = 'salame-piccante'"], "lupini"),
            (["UPDATE ingredients SET contains = 'peanuts' WHERE slug = 'salame-piccante'"], "arachidi"),
            (["UPDATE ingredients SET diet = 'vegan' WHERE slug = 'salame-piccante'"], "latte"),
            (["UPDATE recipe_portions SET portions = portions + 1 WHERE position = 1"], "latte"),
            ([#"UPDATE products SET name = '{"it":"Margherita finta"}' WHERE slug = 'margherita'"#], "finta"),
        ]
        for (change, word) in changes {
            try await withShop(engine) { shop in
                let ada = shop.visitor()
                try await ada.add("margherita", in: shop)
                try await ada.add("diavola", in: shop)
                let offered = try await ada.quote()
                let quote = offered.text("id")
                try await shop.tamper(change + ["UPDATE menus SET version = version + 1"])
                try await shop.reloadMenu()
                let answer = try await ada.order(quote, key: "terms-key-1")
                #expect((answer.status, answer.text("code")) == (409, "orders.products-changed"), "\(change)")
                let page = try await ada.form("/orders", MovedTests.fields(quote, key: "terms-key-2"))
                #expect(page.status == 409)
                #expect(page.body.contains("Di un prodotto è cambiato il prezzo, la ricetta o gli allergeni. "))
                #expect(!page.body.contains("<ul></ul>"))
                #expect(!page.body.contains("Il totale passa"))
                #expect(page.body.contains(word))
                #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
                let placed = try await ada.order(page.control("quote"), key: "terms-key-3")
                #expect(placed.status == 201)
                #expect(placed.int("total.cents") == offered.int("total.cents"))
                #expect(try await shop.broken() == [])
            }
        }
    }

    @Test("A translation, or what is not in the order, changes nothing", arguments: TestEngine.all)
    func otherTerms(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            try await shop.tamper([
                #"UPDATE products SET name = '{"it":"Margherita","en":"Daisy"}' WHERE slug = 'margherita'"#,
                "UPDATE ingredients SET contains = 'peanuts' WHERE slug = 'salame-piccante'",
                "UPDATE menus SET version = version + 1",
            ])
            try await shop.reloadMenu()
            #expect(try await ada.order(quote, key: "other-key-1").status == 201)
        }
    }

    @Test("A process that is behind the one that made the offer refuses nobody", arguments: TestEngine.all)
    func behind(_ engine: TestEngine) async throws {
        let changes: [SQL] = [
            "UPDATE product_prices SET price = price + 100",
            "UPDATE ingredients SET may_contain = 'lupin' WHERE slug = 'mozzarella' OR slug LIKE 'fior%'",
            "UPDATE products SET is_available = TRUE",
        ]
        for change in changes {
            try await withShop(engine) { shop in
                try await shop.tamper([
                    "UPDATE products SET is_available = FALSE WHERE slug = 'margherita'",
                    "UPDATE menus SET version = version + 1",
                ])
                if !"\(change)".contains("is_available") {
                    try await shop.tamper(["UPDATE products SET is_available = TRUE"])
                }
                try await shop.reloadMenu()
                let elsewhere = try await shop.another()
                try await shop.tamper([change, "UPDATE menus SET version = version + 1"])
                try await elsewhere.reloadMenu()
                let (ada, same) = (elsewhere.visitor(), shop.visitor())
                #expect(try await ada.add("margherita", in: elsewhere).status == 201)
                let quote = try await ada.quote()
                same.cookies = ada.cookies
                let placed = try await same.order(quote.text("id"), key: "behind-key-1")
                #expect(placed.status == 201, "\(change)")
                #expect(placed.int("total.cents") == quote.int("total.cents"))
                #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 1)
                #expect(try await shop.broken() == [])
            }
        }
    }

    @Test("A window that became longer stops the order, and the page says from when to when", arguments: TestEngine.all)
    func window(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote()
            try await shop.tamper(["UPDATE stores SET window_minutes = 60, revision = revision + 1"])
            let answer = try await ada.order(quote.text("id"), key: "window-key-1")
            #expect((answer.status, answer.text("code")) == (409, "orders.promise-moved"))
            let page = try await ada.form("/orders", MovedTests.fields(quote.text("id"), key: "window-key-2"))
            #expect(page.status == 409)
            #expect(page.body.contains("orario passa da venerdì 5 giugno 19:30–19:45 a venerdì 5 giugno 19:30–20:30."))
            #expect(!page.body.contains("Di un prodotto è cambiato"))
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
            let placed = try await ada.order(page.control("quote"), key: "window-key-3")
            #expect(placed.status == 201)
            #expect(placed.text("promised_from") == quote.text("promised_from"))
            #expect(placed.text("promised_to") > quote.text("promised_to"))
        }
    }
}
