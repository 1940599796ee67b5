import Composition
import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("The same order again")
struct OrderAgainTests {
    static func order(_ ada: Visitor, _ shop: ShopWorld) async throws -> String {
        try await ada.add("margherita", 2, in: shop)
        return "/orders/\(try await ada.placed("diavola", in: shop).text("token"))/repetitions"
    }

    @Test("A request that is repeated puts everything in once", arguments: TestEngine.all)
    func once(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            let path = try await Self.order(ada, shop)
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<8 { group.addTask { try await ada.twin().api(.post, path, key: "again-key-1") } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.map(\.status) == Array(repeating: 201, count: 8))
            let cart = try await ada.api(.get, "/cart")
            #expect(cart.int("count") == 3)
            #expect(try await ada.api(.post, path, key: "again-key-2").int("count") == 6)
            #expect(try await ada.api(.post, path).int("count") == 9)
            #expect(try await ada.api(.post, path, key: "short").status == 422)
        }
    }

    @Test("Somebody without a cart gets one, and the same one when the answer was lost", arguments: TestEngine.all)
    func withoutCart(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let path = try await Self.order(shop.visitor(), shop)
            let (first, second) = (shop.visitor(), shop.visitor())
            #expect(try await first.api(.post, path, key: "again-key-1").int("count") == 3)
            #expect(try await second.api(.post, path, key: "again-key-1").int("count") == 3)
            #expect(first.cookies["cart"] == second.cookies["cart"])
            let token = try #require(first.cookies["cart"])
            let kept: [[UInt8]] = try await shop.pizzeria.database.all("SELECT body FROM idempotency")
            #expect(kept.allSatisfy { !String(decoding: $0, as: UTF8.self).contains(token) })
            // A form pressed twice is the same.
            let page = try await first.page(path.replacing("/repetitions", with: ""))
            let key = page.control("idempotency_key")
            #expect(key.utf8.count == 43)
            for _ in 0..<2 {
                #expect(try await first.form(path, [("idempotency_key", key)]).location == "/cart")
            }
            #expect(try await first.api(.get, "/cart").int("count") == 6)
        }
    }

    @Test("What costs more, and what is no longer to be had, is said", arguments: TestEngine.all)
    func changed(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, ugo) = (shop.visitor(), try await shop.staff("ugo"))
            try await ada.add("cola", in: shop)
            let path = "/orders/\(try await ada.placed("diavola", in: shop).text("token"))/repetitions"
            try await shop.reprice("diavola", 850)
            #expect(try await ugo.api(.put, "/products/\(shop.product("cola"))/sold-out").status == 200)
            let cart = try await ada.api(.post, path, key: "again-key-1")
            #expect(cart.status == 201)
            #expect((cart.text("lines.0.name"), cart.text("lines.0.problem")) == ("Cola 33 cl", "menu.sold-out"))
            #expect((cart.text("lines.1.name"), cart.int("lines.1.price_was.cents")) == ("Diavola", 800))
            #expect(cart.int("lines.1.line.unit_price.cents") == 850)
            #expect((cart.int("goods.cents"), cart.body.contains("\"can_order\":false")) == (850, true))
            let page = try await ada.page("/cart").body
            for text in ["Cola 33 cl", "8,00\u{A0}€", "8,50\u{A0}€", "Qualcosa non si può più ordinare"] {
                #expect(page.contains(text), "\(text)")
            }
        }
    }

    @Test("What does not fit is not put in by half", arguments: TestEngine.all)
    func allOrNothing(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            let path = try await Self.order(ada, shop)
            for note in 0..<39 {
                let body = #"{"product":"\#(shop.product("margherita"))","note":"\#(note)"}"#
                #expect(try await ada.api(.post, "/cart/lines", body).status == 201)
            }
            let full = try await ada.api(.post, path, key: "again-key-1")
            #expect(full.status == 422)
            #expect(full.text("code") == "cart.full")
            #expect(try await ada.api(.get, "/cart").count("lines") == 39)
            #expect(try await shop.number("SELECT COUNT(*) FROM idempotency WHERE scope LIKE 'again/%'") == 0)
        }
    }
}
