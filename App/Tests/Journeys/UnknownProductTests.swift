import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("Lines that no menu has")
struct UnknownProductTests {
    @Test("Each wrong configuration has its refusal, and leaves no cart behind", arguments: TestEngine.all)
    func refusals(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (margherita, calzone) = (shop.product("margherita"), shop.product("calzone"))
            let nothing = "01890000-0000-7000-8000-000000000000"
            let (family, free) = (shop.size("famiglia"), shop.dough("senza-glutine"))
            let half = #"{"recipe":"\#(margherita)"}"#
            let wrong: [(String, Int, String)] = [
                (#"{"product":"\#(nothing)"}"#, 409, "menu.unknown-product"),
                (#"{"product":"\#(margherita)","size":"\#(nothing)"}"#, 422, "menu.size-not-offered"),
                (
                    #"{"product":"\#(margherita)","size":"\#(family)","dough":"\#(free)"}"#, 422,
                    "menu.dough-not-offered"
                ),
                (#"{"product":"\#(margherita)","quantity":0}"#, 422, "web.invalid-fields"),
                (#"{"product":"\#(margherita)","quantity":51}"#, 422, "web.invalid-fields"),
                (#"{"product":"\#(margherita)","sections":[{"recipe":"\#(nothing)"}]}"#, 409, "menu.unknown-product"),
                (
                    #"{"product":"\#(margherita)","sections":[{"recipe":"\#(margherita)","add":["\#(nothing)"]}]}"#,
                    409,
                    "menu.unknown-ingredient"
                ),
                (
                    #"{"product":"\#(margherita)","sections":[{"recipe":"\#(margherita)","remove":["\#(shop.ingredient("bufala"))"]}]}"#,
                    422, "menu.change-not-applicable"
                ),
                (
                    #"{"product":"\#(margherita)","sections":[\#(half),\#(half),\#(half),\#(half),\#(half)]}"#, 422,
                    "web.invalid-fields"
                ),
                (
                    #"{"product":"\#(calzone)","sections":[{"recipe":"\#(calzone)"},\#(half)]}"#, 422,
                    "menu.too-many-sections"
                ),
                (#"{"product":"\#(margherita)","surprise":1}"#, 422, "web.invalid-fields"),
            ]
            for (body, status, code) in wrong {
                let answer = try await shop.visitor().api(.post, "/cart/lines", body)
                #expect(answer.status == status, "\(body)")
                #expect(answer.text("code") == code, "\(body)")
                #expect(answer.text("title") != "")
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM carts") == 0)
        }
    }

    @Test(
        "A product that left the menu stays in the cart with its name, and can be taken out", arguments: TestEngine.all)
    func leftTheMenu(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("diavola", 2, in: shop)
            shop.clock.advance(.seconds(1))
            try await ada.add("margherita", in: shop)
            try await shop.tamper([
                "DELETE FROM recipe_portions WHERE product_id = (SELECT id FROM products WHERE slug = 'diavola')",
                "DELETE FROM product_prices WHERE product_id = (SELECT id FROM products WHERE slug = 'diavola')",
                "DELETE FROM products WHERE slug = 'diavola'", "UPDATE menus SET version = version + 1",
            ])
            try await shop.reloadMenu()
            let cart = try await ada.api(.get, "/cart")
            #expect(cart.count("lines") == 2)
            #expect(cart.int("goods.cents") == 650)
            #expect(cart.text("lines.0.problem") == "menu.unknown-product")
            #expect(cart.text("lines.0.name") == "Diavola")
            #expect(try await shop.number("SELECT COUNT(*) FROM cart_lines WHERE name = '{\"it\":\"Diavola\"}'") == 1)
            #expect(cart.body.contains("\"can_order\":false"))
            #expect(try await ada.page("/cart").body.contains("Diavola"))
            #expect(try await ada.page("/checkout").location == "/cart")
            #expect(try await ada.quote().text("code") == "menu.unknown-product")
            let after = try await ada.form("/cart/lines/\(cart.text("lines.0.id"))/removal")
            #expect(after.location == "/cart")
            #expect(try await ada.quote().status == 201)
        }
    }

    @Test("The order keeps what was sold, whatever becomes of the menu", arguments: TestEngine.all)
    func frozen(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            let placed = try await ada.placed("diavola", 2, in: shop)
            let before = try await ada.api(.get, "/orders/\(placed.text("token"))")
            try await shop.reprice("diavola", 9900)
            try await shop.tamper([
                "UPDATE products SET name = \(LocalizedText(it: "Altro", en: "Other")) WHERE slug = 'diavola'",
                "UPDATE ingredients SET contains = 'peanuts'", "UPDATE menus SET version = version + 1",
            ])
            try await shop.reloadMenu()
            let after = try await ada.api(.get, "/orders/\(placed.text("token"))")
            #expect(after.bytes == before.bytes)
            #expect(after.text("lines.0.name") == "Diavola")
            let board = try await shop.staff("ugo").api(.get, "/kitchen")
            #expect(board.text("tickets.0.lines.0.name") == "Diavola")
            #expect(try await shop.broken() == [])
        }
    }
}
