import Contracts
import Database
import FeatureKit
import Foundation
import Kernel
import Menu
import Shop
import Synchronization
import TestKit
import Testing
import Web

@testable import Composition

@Suite("A feature of the list brings everything, and no file of the centre names it", .serialized)
struct ListedFeatureTests {
    static func texts(_ shop: ShopWorld) async throws -> [String] {
        try await shop.pizzeria.database.all("SELECT text FROM notices ORDER BY text")
    }

    static func set(_ text: String, fails: Bool = false) {
        Notices.shown.withLock { $0 = (text, 0, fails, 0) }
    }

    @Test("Its pieces stand on the pages of others", arguments: TestEngine.all)
    func pieces(_ engine: TestEngine) async throws {
        Self.set("Forno acceso")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            for _ in 0..<2 {
                #expect(try await ada.page("/menu").body.contains("<p class=\"notice\">Forno acceso</p>"))
            }
            #expect(Notices.shown.withLock { $0.renders } == 1)
            // Another version is another page, also for whoever has the old one.
            Self.set("Forno spento")
            #expect(try await ada.page("/menu").body.contains("<p class=\"notice\">Forno spento</p>"))
            let product = try await ada.page("/menu/margherita").body
            let sheet = try #require(product.firstMatch(of: /<link rel="stylesheet" href="([^"]*notice\.css)">/)?.1)
            #expect(product.contains("<p class=\"below\"><img src=\"\(sheet)\">margherita</p>"))
            for script in ["board.js", "htmx-sse.js", "live.js"] { #expect(product.contains("/\(script)\"></script>")) }
            #expect(!(try await ada.page("/menu").body.contains("live.js")))
            #expect(!(try await ada.page("/cart").body.contains("<p class=\"cart\">")))
            let placed = try await ada.placed(in: shop)
            try await ada.add("margherita", in: shop)
            let cart: [Identifier<Cart>] = try await shop.pizzeria.database.all("SELECT id FROM carts")
            #expect(try await ada.page("/cart").body.contains("<p class=\"cart\">\(cart[0])</p>"))
            let quote = try await ada.quote().text("id")
            #expect(try await ada.page("/quotes/\(quote)").body.contains("<p class=\"offer\">codice yes</p>"))
            let order = try await ada.page("/orders/\(placed.text("token"))")
            #expect(order.body.contains("<p class=\"ordered\">650</p>"))
        }
    }

    @Test("A piece that fails is left out, and the page without it is not kept", arguments: TestEngine.all)
    func failing(_ engine: TestEngine) async throws {
        Self.set("Fatto", fails: true)
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            let menu = try await ada.page("/menu")
            #expect(menu.status == 200)
            #expect(!menu.body.contains("class=\"notice\""))
            Notices.shown.withLock { $0.fails = false }
            #expect(try await ada.page("/menu").body.contains("<p class=\"notice\">Fatto</p>"))
        }
    }

    @Test(
        "It reads orders, carts, menus and shops, and follows each order in its transaction", arguments: TestEngine.all)
    func ports(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            #expect(try await ada.api(.get, "/notices/shop").text("text") == "PizzaMama false false")
            let placed = try await ada.placed("margherita", 2, in: shop)
            #expect(try await ada.api(.get, "/notices/shop").text("text") == "PizzaMama false true")
            let seen = try await ada.api(.get, "/notices/orders/\(placed.text("token"))").text("text")
            #expect(seen == "1 [\"2xMargherita@650\"] 1300 1 0 0")
            #expect(try await ada.api(.get, "/notices/orders/nothing").status == 404)
            #expect(try await bea.step("acceptance", placed.text("id")).status == 200)
            #expect(
                try await bea.api(.put, "/kitchen/orders/\(placed.text("id"))/cancellation", #"{"reason":"forno"}"#)
                    .status
                    == 200)
            #expect(
                try await Self.texts(shop) == ["accept by shop", "given up: forno", "placed by guest 0 a page"])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("It takes steps, and speaks outside a request", arguments: TestEngine.all)
    func steps(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let placed = try await ada.placed(in: shop)
            let board = try await bea.page("/kitchen").body
            #expect(board.contains("<p class=\"on-ticket\">1</p>") && board.contains("notice.css"))
            for _ in 0..<2 { #expect(try await ada.form("/notices/expiries/\(placed.text("id"))").status == 204) }
            #expect(try await ada.api(.get, "/orders/\(placed.text("token"))").text("order.state") == "cancelled")
            let history = "place>placed ;cancel>cancelled nobody paid"
            #expect(
                try await Self.texts(shop) == [
                    "given up: nobody paid", history, history, "placed by guest 0 a page",
                ])
            #expect(try await ada.api(.get, "/notices/words").text("text") == "Your order http://127.0.0.1:8080")
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "A code changes the price at the checkout, and can be taken back where it goes too far",
        arguments: TestEngine.all)
    func codes(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let soonest = try #require(Instant(rfc3339: try await ada.quote().text("promised_from")))
            // The window after the soonest one, so that it is told from a wish that was lost.
            let (later, quote) = (soonest + .minutes(15), try await ada.quote(at: soonest + .minutes(15)).text("id"))
            let cheaper = try await ada.form("/notices/codes", [("offer", quote), ("percent", "10")]).location
            #expect(cheaper.hasPrefix("/quotes/") && !cheaper.hasSuffix(quote))
            #expect(try await ada.page(cheaper).body.contains("11,70"))
            #expect(try await ada.api(.get, cheaper).text("promised_from") == later.description)
            let tooFar = try await ada.form("/notices/codes", [("offer", quote), ("percent", "101")]).location
            #expect(tooFar == "/checkout?offer=\(quote)")
            let page = try await ada.page(tooFar)
            #expect(page.status == 200)
            #expect(page.body.contains("Gli sconti superano quanto c’è da pagare."))
            #expect(page.body.contains("<p class=\"offer\">codice no</p>"))
            #expect(page.body.contains("value=\"pickup\" checked"))
            let back = try await ada.form("/notices/codes", [("offer", quote), ("percent", "0")]).location
            #expect(try await ada.page(back).body.contains("13,00"))
            #expect(try await ada.form("/notices/codes", [("percent", "0")]).location == "/checkout")
            #expect(try await ada.twin(at: "").page("/checkout?offer=\(quote)").status == 200)
            #expect(try await shop.visitor().page("/checkout?offer=\(quote)").location == "/cart")
        }
    }

    @Test("Its principals sign in, order as who they are, and are signed out", arguments: TestEngine.all)
    func sessions(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            #expect(try await ada.api(.get, "/notices/me").status == 401)
            #expect(try await ada.form("/notices/session").status == 204)
            #expect(try await ada.api(.get, "/notices/me").text("text") == "Ada")
            #expect(try await ada.page("/office").status == 403)
            #expect(try await ada.placed(in: shop).status == 201)
            #expect(try await Self.texts(shop) == ["placed by customer 0 a page"])
            shop.clock.advance(.seconds(86_401))
            #expect(try await ada.api(.get, "/notices/me").status == 401)
            let again = shop.visitor()
            _ = try await again.form("/notices/session")
            #expect(try await again.twin().api(.get, "/notices/me").status == 200)
            #expect(try await shop.visitor().form("/notices/session/removal").status == 204)
            #expect(try await again.api(.get, "/notices/me").status == 401)
        }
    }

    @Test("It sells out in the transaction of the order, and the menu follows", arguments: TestEngine.all)
    func sellsOut(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let placed = try await ada.api(
                .post, "/orders",
                #"{"quote":"\#(quote)","name":"Ada","phone":"+39 333 1112223","payment":"cash","note":"the last one"}"#,
                key: "sells-out-1")
            #expect(placed.status == 201)
            #expect(
                try await shop.number("SELECT COUNT(*) FROM outbox WHERE name = 'products.menu-changed'") == 2)
            try await shop.reloadMenu()
            #expect(shop.menu.product(slug: "margherita")?.isAvailable == false)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A new shop has what the feature copies, and its files are served", arguments: TestEngine.all)
    func opening(_ engine: TestEngine) async throws {
        Self.set("x")
        try await withShop(engine, beside: [Notices.self]) { shop in
            let (ada, mama) = (shop.visitor(), try await shop.staff("mama"))
            _ = try await ada.placed(in: shop)
            let model = try #require(shop.store?.id)
            let opened = try await mama.api(
                .post, "/stores",
                #"{"model":"\#(model)","slug":"mare","name":"Mare","phone":"+39 051 111 2222","address":"Via Mare 1","same_town":true}"#
            )
            #expect(opened.status == 201)
            #expect(try await Self.texts(shop) == ["placed by guest 0 a page", "placed by guest 0 a page"])
            #expect(try await shop.number("SELECT COUNT(DISTINCT store_id) FROM notices") == 2)
            let page = try await ada.page("/notices")
            let address = try #require(page.body.firstMatch(of: /\/assets\/[0-9a-f]+\/notices\/css\/notice\.css/)?.0)
            #expect(try await ada.page(String(address)).body == "b{color:red}")
        }
    }

    @Test("Every address to which pages lead is answered")
    func landmarks() async throws {
        try await withShop(.sqlite) { shop in
            let table = shop.pizzeria.front.table
            for landmark in Landmark.allCases {
                #expect(table.contains { $0.hasPrefix("GET\t\(landmark.path)\t") }, "\(landmark)")
            }
        }
    }
}
