import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("A whole order, from the menu to the doorstep")
struct WholeOrderTests {
    /// A half-and-half on wholemeal, one half without basil, the other with more salami, and two beers' worth of company.
    static func pizza(_ shop: ShopWorld) -> String {
        """
        {"product":"\(shop.product("margherita"))","size":"\(shop.size("normale"))","dough":"\(shop.dough("integrale"))",
        "quantity":2,"note":"ben cotta","sections":[
        {"recipe":"\(shop.product("margherita"))","remove":["\(shop.ingredient("basilico"))"]},
        {"recipe":"\(shop.product("diavola"))","double":["\(shop.ingredient("salame-piccante"))"]}]}
        """
    }

    static let address = #"{"street":"Via Roma","number":"12","postcode":"40999","city":"Borgo San Lino","bell":"Ada"}"#

    @Test("As a program: half and half with changes, delivered, every step to the till", arguments: TestEngine.all)
    func asJSON(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            let cart = try await ada.api(.post, "/cart/lines", Self.pizza(shop))
            #expect(cart.status == 201)
            // The dearer half decides: a Diavola of 8.00, with double salami for 1.80. Wholemeal is 1.00.
            let unit = 1080
            #expect(cart.int("lines.0.line.unit_price.cents") == unit)
            #expect(cart.int("goods.cents") == 2 * unit)
            let quote = try await ada.api(.post, "/quotes", #"{"mode":"delivery","address":\#(Self.address)}"#)
            #expect(quote.status == 201)
            #expect(quote.text("zone") == "Centro")
            #expect(quote.int("delivery.cents") == 150)
            #expect(quote.int("total.cents") == 2 * unit + 150)
            #expect(quote.count("adjustments") == 2)
            #expect(quote.text("adjustments.0.kind") == "goods")
            #expect(quote.text("adjustments.0.code") == "food")
            #expect(quote.int("adjustments.0.amount.cents") == 2 * unit)
            #expect(quote.text("adjustments.1.kind") == "delivery")
            #expect(quote.text("adjustments.1.label") == "Consegna")
            #expect(quote.text("expires_at") == (ShopWorld.evening + .minutes(10)).description)
            let placed = try await ada.order(quote.text("id"), key: "whole-order-1")
            #expect(placed.status == 201)
            #expect(placed.int("total.cents") == quote.int("total.cents"))
            #expect(placed.text("promised_from") == quote.text("promised_from"))
            #expect(placed.location == "/api/v1/orders/\(placed.text("token"))")
            #expect(try await ada.api(.get, "/cart").count("lines") == 0)
            try await Self.deliver(placed, ada, shop)
            #expect(try await shop.broken() == [])
        }
    }

    private static func deliver(_ placed: Answer, _ ada: Visitor, _ shop: ShopWorld) async throws {
        let id = placed.text("id")
        let bea = try await shop.staff("bea")
        let board = try await bea.api(.get, "/kitchen")
        #expect(board.status == 200)
        #expect(board.count("tickets") == 1)
        #expect(board.text("tickets.0.order.id") == id)
        #expect(board.text("tickets.0.customer") == "Ada")
        #expect(board.text("tickets.0.address") == "Via Roma 12, 40999 Borgo San Lino")
        #expect(board.text("tickets.0.lines.0.note") == "ben cotta")
        for (step, state) in [
            ("acceptance", "accepted"), ("preparation", "preparing"), ("readiness", "ready"), ("dispatch", "out"),
            ("delivery", "delivered"),
        ] {
            let answer = try await bea.step(step, id)
            #expect(answer.status == 200)
            #expect(answer.text("order.state") == state)
            let seen = try await ada.api(.get, "/orders/\(placed.text("token"))")
            #expect(seen.text("order.state") == state)
        }
        let end = try await ada.api(.get, "/orders/\(placed.text("token"))")
        #expect(end.count("steps") == 6)
        #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions WHERE actor_name = 'Bea'") == 5)
        let till = try await shop.number(
            "SELECT CAST(SUM(cents) AS BIGINT) FROM ledger_entries WHERE account = 'till:cash'")
        #expect(till == placed.int("total.cents"))
    }

    @Test("As a browser without scripts: the same by forms and redirects", arguments: TestEngine.all)
    func asForms(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            #expect(try await ada.page("/menu").body.contains("Margherita"))
            #expect(try await ada.page("/menu/margherita").status == 200)
            let added = try await ada.form(
                "/cart/lines",
                [
                    ("product", shop.product("margherita")), ("size", shop.size("normale")),
                    ("dough", shop.dough("classico")), ("quantity", "2"), ("note", "<b>forte</b>"),
                    ("sections.0.recipe", shop.product("margherita")),
                    ("sections.0.topping-1", "-" + shop.ingredient("basilico")), ("sections.0.topping-2", ""),
                    ("sections.1.recipe", shop.product("diavola")),
                    ("sections.1.topping-1", "*" + shop.ingredient("salame-piccante")),
                ])
            #expect(added.status == 303)
            #expect(added.location == "/cart")
            let cart = try await ada.page("/cart")
            #expect(cart.body.contains("Diavola"))
            #expect(cart.body.contains("&lt;b&gt;forte&lt;/b&gt;"))
            #expect(!cart.body.contains("<b>forte"))
            #expect(try await ada.page("/checkout").status == 200)
            let quote = try await ada.form(
                "/quotes",
                [
                    ("mode", "delivery"), ("address.street", "via roma"), ("address.number", "12"),
                    ("address.postcode", ""), ("address.city", "Borgo San Lino"), ("address.bell", ""),
                    ("address.floor", ""), ("address.note", "secondo\r\ncortile"), ("wanted_from", ""),
                ])
            #expect(quote.status == 303)
            let confirm = try await ada.page(quote.location)
            let key = confirm.control("idempotency_key")
            #expect(key.utf8.count == 43)
            let fields = [
                ("quote", confirm.control("quote")), ("idempotency_key", key), ("name", "Ada L."),
                ("phone", "333 1234567"), ("note", ""), ("payment", "card"),
            ]
            let order = try await ada.form("/orders", fields)
            #expect(order.status == 303)
            #expect(try await ada.form("/orders", fields).location == order.location)
            let page = try await ada.page(order.location)
            #expect(page.body.contains("Ricevuto, Ada L."))
            #expect(page.body.contains("Diavola"))
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 1)
            #expect(try await ada.page("/cart").body.contains("ancora niente"))
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A slip is taken back, but not after ten minutes and not twice", arguments: TestEngine.all)
    func undo(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let placed = try await shop.visitor().placed(in: shop)
            let (id, bea) = (placed.text("id"), try await shop.staff("bea"))
            for step in ["acceptance", "preparation", "readiness", "delivery"] { try await bea.step(step, id) }
            let wrong = try await bea.api(.delete, "/kitchen/orders/\(id)/readiness")
            #expect(wrong.status == 409)
            #expect(wrong.text("code") == "orders.wrong-state")
            let back = try await bea.api(.delete, "/kitchen/orders/\(id)/delivery")
            #expect(back.text("order.state") == "ready")
            #expect(try await bea.api(.delete, "/kitchen/orders/\(id)/delivery").status == 409)
            let till = try await shop.number(
                "SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT) FROM ledger_entries WHERE account LIKE 'till:%'")
            #expect(till == 0)
            #expect(try await shop.broken() == [])
            try await bea.step("delivery", id)
            shop.clock.advance(.minutes(11))
            let late = try await bea.api(.delete, "/kitchen/orders/\(id)/delivery")
            #expect(late.status == 409)
            #expect(late.text("code") == "orders.too-late-to-undo")
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A step that is taken already is answered as it is, and written once", arguments: TestEngine.all)
    func repeatedStep(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let id = try await shop.visitor().placed(in: shop).text("id")
            let bea = try await shop.staff("bea")
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 { group.addTask { try await bea.twin().step("acceptance", id).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == Array(repeating: 200, count: 10))
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 2)
            #expect(try await bea.step("delivery", id).status == 409)
            #expect(try await bea.step("dispatch", id).status == 409)
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 2)
            #expect(try await shop.broken() == [])
        }
    }
}
