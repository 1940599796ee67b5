import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("Slips at the board")
struct SlipTests {
    @Test(
        "Taking an acceptance back gives the order as long to be accepted as it had at first", arguments: TestEngine.all
    )
    func renewed(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let placed = try await ada.placed(in: shop)
            let (id, token) = (placed.text("id"), placed.text("token"))
            shop.clock.advance(.minutes(9))
            #expect(try await bea.step("acceptance", id).status == 200)
            shop.clock.advance(.minutes(2))
            #expect(try await bea.api(.delete, "/kitchen/orders/\(id)/acceptance").status == 200)
            #expect(try await shop.sweep() == 0)
            #expect(try await ada.api(.get, "/orders/\(token)").text("order.state") == "placed")
            shop.clock.advance(.seconds(599))
            #expect(try await shop.sweep() == 0)
            shop.clock.advance(.seconds(1))
            #expect(try await shop.sweep() == 1)
            #expect(try await ada.api(.get, "/orders/\(token)").text("order.state") == "refused")
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "Every step that can be taken back is taken back once; a second time is a conflict", arguments: TestEngine.all)
    func twice(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let bea = try await shop.staff("bea")
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.api(.post, "/quotes", RepeatTests.delivery).text("id")
            let id = try await ada.order(quote, key: "twice-key-1").text("id")
            let path = "/kitchen/orders/\(id)"
            for (step, before) in [
                ("acceptance", "placed"), ("preparation", "accepted"), ("readiness", "preparing"),
                ("dispatch", "ready"),
                ("delivery", "out"),
            ] {
                #expect(try await bea.step(step, id).status == 200)
                let back = try await bea.api(.delete, "\(path)/\(step)")
                #expect(back.status == 200, "\(step)")
                #expect(back.text("order.state") == before)
                let again = try await bea.api(.delete, "\(path)/\(step)")
                #expect(again.status == 409, "\(step)")
                #expect(again.text("code") == "orders.wrong-state", "\(step)")
                #expect(try await bea.step(step, id).status == 200)
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 1 + 5 * 3)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Two who take a step back at once: one of them does", arguments: TestEngine.all)
    func atOnce(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let bea = try await shop.staff("bea")
            let id = try await shop.visitor().placed(in: shop).text("id")
            #expect(try await bea.step("acceptance", id).status == 200)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await bea.twin().api(.delete, "/kitchen/orders/\(id)/acceptance").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200] + Array(repeating: 409, count: 7))
            #expect(try await shop.number("SELECT COUNT(*) FROM order_transitions") == 3)
            #expect(try await shop.broken() == [])
        }
    }
}
