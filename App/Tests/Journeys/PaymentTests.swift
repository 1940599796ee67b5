import Composition
import Contracts
import Database
import Kernel
import Orders
import Shop
import TestKit
import Testing
import Web

@Suite("How an order's payment stands")
struct PaymentTests {
    /// Money came in for an order, or went back, as the feature that moves it says.
    static func pay(_ cents: Int64, _ order: Answer, _ shop: ShopWorld) async throws {
        let id = try #require(Identifier<Order>(order.text("id")))
        let scope = try #require(shop.store?.scope)
        try await shop.pizzeria.database.write {
            try Orders.paying.pay(
                .init(Money(cents: cents), by: "trial", memo: "trial:payment", for: id, in: scope), $0)
        }
    }

    /// State, what is owed, and what is in every till.
    static func standing(_ order: Answer, _ ada: Visitor, _ shop: ShopWorld) async throws -> [String] {
        let seen = try await ada.api(.get, "/orders/\(order.text("token"))")
        let tills = try await shop.number(
            "SELECT CAST(COALESCE(SUM(cents), 0) AS BIGINT) FROM ledger_entries WHERE account LIKE 'till:%'")
        return [seen.text("order.payment_state"), "\(seen.int("order.owed.cents") ?? 0)", "\(tills)"]
    }

    static func deliver(_ order: Answer, _ bea: Visitor) async throws {
        for step in ["acceptance", "preparation", "readiness", "delivery"] {
            #expect(try await bea.step(step, order.text("id")).status == 200)
        }
    }

    @Test("At the door: due until it is handed over, then paid, and due again after a slip", arguments: TestEngine.all)
    func atTheDoor(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let order = try await ada.placed("margherita", 2, in: shop)
            #expect(try await Self.standing(order, ada, shop) == ["due", "1300", "0"])
            let page = try await ada.page("/orders/\(order.text("token"))")
            #expect(page.body.contains("Da pagare: 13,00"))
            #expect(page.body.contains("In contanti al ritiro"))
            for step in ["acceptance", "preparation", "readiness"] { try await bea.step(step, order.text("id")) }
            #expect(try await bea.page("/kitchen").body.contains("da incassare 13,00\u{A0}€ · contanti"))
            try await bea.step("delivery", order.text("id"))
            #expect(try await Self.standing(order, ada, shop) == ["paid", "0", "1300"])
            #expect(try await ada.page("/orders/\(order.text("token"))").body.contains("Già pagato."))
            #expect(try await bea.api(.delete, "/kitchen/orders/\(order.text("id"))/delivery").status == 200)
            #expect(try await Self.standing(order, ada, shop) == ["due", "1300", "0"])
            try await bea.step("delivery", order.text("id"))
            #expect(try await Self.standing(order, ada, shop) == ["paid", "0", "1300"])
            // What was handed over and paid does not become unpaid again.
            await #expect(throws: AppError.conflict("orders.delivered-is-paid")) {
                try await Self.pay(-500, order, shop)
            }
            #expect(try await Self.standing(order, ada, shop) == ["paid", "0", "1300"])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Paid before: nothing is collected at the door, and a slip takes nothing back", arguments: TestEngine.all)
    func prepaid(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let order = try await ada.placed("margherita", 2, in: shop)
            try await Self.pay(1300, order, shop)
            #expect(try await Self.standing(order, ada, shop) == ["paid", "0", "1300"])
            #expect(try await shop.broken() == [])
            for step in ["acceptance", "preparation", "readiness"] { try await bea.step(step, order.text("id")) }
            let board = try await bea.page("/kitchen").body
            #expect(board.contains("già pagato"))
            #expect(!board.contains("da incassare"))
            try await bea.step("delivery", order.text("id"))
            #expect(try await bea.api(.delete, "/kitchen/orders/\(order.text("id"))/delivery").status == 200)
            #expect(try await Self.standing(order, ada, shop) == ["paid", "0", "1300"])
            #expect(try await shop.number("SELECT COUNT(*) FROM ledger_postings") == 2)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Part paid before: the rest is collected at the door, and just that is taken back", arguments: TestEngine.all)
    func deposit(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let order = try await ada.placed("margherita", 2, in: shop)
            try await Self.pay(500, order, shop)
            #expect(try await Self.standing(order, ada, shop) == ["due", "800", "500"])
            try await Self.deliver(order, bea)
            #expect(try await Self.standing(order, ada, shop) == ["paid", "0", "1300"])
            #expect(try await bea.api(.delete, "/kitchen/orders/\(order.text("id"))/delivery").status == 200)
            #expect(try await Self.standing(order, ada, shop) == ["due", "800", "500"])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Given up before and after it was paid, and paid back", arguments: TestEngine.all)
    func givenUp(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            let unpaid = try await ada.placed("margherita", in: shop)
            #expect(try await ada.api(.put, "/orders/\(unpaid.text("token"))/withdrawal").status == 200)
            #expect(try await Self.standing(unpaid, ada, shop) == ["void", "0", "0"])
            let paid = try await ada.placed("margherita", 2, in: shop)
            try await Self.pay(1300, paid, shop)
            #expect(try await ada.api(.put, "/orders/\(paid.text("token"))/withdrawal").status == 200)
            #expect(try await Self.standing(paid, ada, shop) == ["refund-due", "-1300", "1300"])
            #expect(
                try await ada.page("/orders/\(paid.text("token"))").body.contains("Ti restituiamo 13,00\u{A0}€."))
            #expect(try await shop.broken() == [])
            try await Self.pay(-1300, paid, shop)
            #expect(try await Self.standing(paid, ada, shop) == ["refunded", "0", "0"])
            #expect(try await ada.page("/orders/\(paid.text("token"))").body.contains("Ti abbiamo restituito"))
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "Payment and cancellation at the same moment: whichever was first, the books agree", arguments: TestEngine.all)
    func race(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            for _ in 0..<6 {
                let ada = shop.visitor()
                let order = try await ada.placed("margherita", in: shop)
                async let cancelled = ada.api(.put, "/orders/\(order.text("token"))/withdrawal").status
                async let paid: Void = Self.pay(650, order, shop)
                #expect(try await cancelled == 200)
                try await paid
                let seen = try await ada.api(.get, "/orders/\(order.text("token"))")
                #expect(seen.text("order.payment_state") == "refund-due")
                #expect(seen.int("order.owed.cents") == -650)
            }
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Nothing is paid for an order that is another shop's or not there", arguments: TestEngine.all)
    func unknown(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let order = try await shop.visitor().placed(in: shop)
            let id = try #require(Identifier<Order>(order.text("id")))
            let elsewhere = Identifier<Scope>(high: 0x7000, low: 1 << 63 | 9)
            await #expect(throws: AppError.notFound()) {
                try await shop.pizzeria.database.write {
                    try Orders.paying.pay(
                        .init(Money(cents: 1), by: "trial", memo: "trial:payment", for: id, in: elsewhere), $0)
                }
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM ledger_postings") == 1)
        }
    }
}
