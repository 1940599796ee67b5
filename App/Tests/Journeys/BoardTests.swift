import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@Suite("The kitchen's board")
struct BoardTests {
    @Test("A board of one station answers a step with its own orders only", arguments: TestEngine.all)
    func station(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ugo = try await shop.staff("ugo")
            let pizza = try await shop.visitor().placed("margherita", in: shop)
            let fried = try await shop.visitor().placed("patatine", in: shop)
            #expect(fried.status == 201)
            let board = try await ugo.page("/kitchen?station=fryer")
            #expect(board.body.contains(fried.text("id")))
            #expect(!board.body.contains(pizza.text("id")))
            let address = "/kitchen/orders/\(fried.text("id"))/acceptance?station=fryer"
            #expect(board.body.contains("hx-put=\"\(address)\""))
            let head = ["Accept": "text/html", "HX-Request": "true", "Sec-Fetch-Site": "same-origin"]
            let columns = try await ugo.send("PUT", address, head, [])
            #expect(columns.status == 200)
            #expect(columns.body.contains(fried.text("id")))
            #expect(!columns.body.contains(pizza.text("id")))
            #expect(columns.body.contains("/preparation?station=fryer"))
            let all = try await ugo.send("PUT", "/kitchen/orders/\(fried.text("id"))/preparation", head, [])
            #expect(all.body.contains(pizza.text("id")))
        }
    }

    @Test("Everybody is offered what they may do, and nothing else", arguments: TestEngine.all)
    func offered(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let id = try await shop.visitor().placed(in: shop).text("id")
            let (bea, dario, ugo) = (
                try await shop.staff("bea"), try await shop.staff("dario"), try await shop.staff("ugo")
            )
            func buttons(_ visitor: Visitor) async throws -> [String] {
                let page = try await visitor.page("/kitchen").body
                return ["acceptance", "refusal", "cancellation", "preparation"].filter {
                    page.contains("/kitchen/orders/\(id)/\($0)\"")
                } + (page.contains("action=\"/store/pause\"") ? ["pause"] : [])
            }
            #expect(try await buttons(bea) == ["acceptance", "refusal", "pause"])
            #expect(try await buttons(dario) == [])
            try await bea.step("acceptance", id)
            #expect(try await buttons(bea) == ["cancellation", "preparation", "pause"])
            #expect(try await buttons(ugo) == ["preparation", "pause"])
            #expect(try await buttons(dario) == [])
            // Whoever gives it up says why, and the customer reads it.
            let body = #"{"reason":"asked"}"#
            let given = try await bea.api(.put, "/kitchen/orders/\(id)/cancellation", body)
            #expect((given.status, given.text("order.state")) == (200, "cancelled"))
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Hundreds that were forgotten hide nothing that is new, and are said to be there", arguments: TestEngine.all)
    func full(_ engine: TestEngine) async throws {
        try await withShop(engine, capacity: Capacity(["oven": 1000])) { shop in
            let bea = try await shop.staff("bea")
            let old = try await shop.visitor().placed(in: shop)
            #expect(try await bea.step("acceptance", old.text("id")).status == 200)
            #expect(try await bea.api(.get, "/kitchen").int("left_out") == 0)
            // Three hundred more of last week, which nobody finished.
            try await Self.copy(old.text("id"), 300, shop)
            let new = try await shop.visitor().placed("diavola", in: shop)
            let board = try await bea.api(.get, "/kitchen")
            #expect(board.count("tickets") == 300)
            #expect(board.int("left_out") == 2)
            #expect(board.body.contains(new.text("id")))
            #expect(board.body.contains(old.text("id")))
            let page = try await bea.page("/kitchen")
            #expect(page.body.contains(new.text("id")))
            #expect(page.body.contains("Ci sono altri 2 ordini che qui non ci stanno."))
        }
    }

    /// Orders like one, promised a week before.
    private static func copy(_ order: String, _ count: Int, _ shop: ShopWorld) async throws {
        let columns: SQL = """
            state, sequence, language, customer, phone, note, payment, payment_state, owed, total, currency, vat, business_day,
            promised_to, kitchen_slot, placed_at, accept_by, updated_at
            """
        let random = Entropy.seeded(8)
        try await shop.tamper(
            (0..<count).flatMap { index -> [SQL] in
                let id: Identifier<Scope> = random.identifier(at: ShopWorld.evening)
                let order: SQL = """
                    INSERT INTO orders (id, store_id, token_hash, cart_id, cart_version, quote_id, menu_version, mode,
                        promised_from, \(columns))
                    SELECT \(id), store_id, \(Array(id.description.utf8)), cart_id, \(index + 1000), \(id), 1,
                        mode, promised_from - \(Span.days(7)), \(columns) FROM orders WHERE state = 'accepted'
                        AND id IN (SELECT order_id FROM order_numbers WHERE number = 1)
                    """
                let number: SQL = """
                    INSERT INTO order_numbers (order_id, store_id, number)
                    SELECT id, store_id, \(index + 1000) FROM orders WHERE id = \(id)
                    """
                return [order, number]
            })
    }
}
