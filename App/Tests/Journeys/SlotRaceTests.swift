import Database
import Kernel
import Shop
import TestKit
import Testing
import Web

@Suite("The last places of a slot")
struct SlotRaceTests {
    /// The start of the window from half past seven, made in the slot of a quarter past.
    static let wanted = ShopWorld.evening + .minutes(28)

    @Test("Fifty buyers for six places: six pizzas are sold, nobody else leaves a trace", arguments: TestEngine.all)
    func exactlyTheRoom(_ engine: TestEngine) async throws {
        try await withShop(engine, capacity: Capacity(["oven": 12, "fryer": 8])) { shop in
            var buyers: [(visitor: Visitor, quote: String)] = []
            for _ in 0..<50 {
                let visitor = shop.visitor()
                try await visitor.add("margherita", in: shop)
                let quote = try await visitor.quote(at: Self.wanted)
                #expect(quote.status == 201)
                #expect(quote.text("promised_from") == Self.wanted.description)
                buyers.append((visitor, quote.text("id")))
            }
            let crowd = buyers
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for (index, buyer) in crowd.enumerated() {
                    group.addTask { try await buyer.visitor.order(buyer.quote, key: "buyer-\(index)-key") }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            let losers = answers.filter { $0.status != 201 }
            #expect(answers.count - losers.count == 6)
            #expect(losers.allSatisfy { $0.status == 409 })
            #expect(Set(losers.map { $0.text("code") }).isSubset(of: ["orders.slot-full", "orders.promise-moved"]))
            #expect(try await RepeatTests.traces(shop) == [6, 6, 6, 6, 6, 6])
            #expect(try await shop.number("SELECT used FROM slot_loads WHERE station = 'oven'") == 12)
            #expect(try await shop.number("SELECT COUNT(*) FROM slot_loads") == 1)
            #expect(try await shop.number("SELECT COUNT(*) FROM cart_lines") == 44)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Orders of different sizes never pass the capacity, and losers may order later", arguments: TestEngine.all)
    func differentSizes(_ engine: TestEngine) async throws {
        try await withShop(engine, capacity: Capacity(["oven": 12, "fryer": 8])) { shop in
            var buyers: [(visitor: Visitor, quote: String)] = []
            for index in 0..<24 {
                let visitor = shop.visitor()
                try await visitor.add("diavola", index % 5 + 1, in: shop)
                buyers.append((visitor, try await visitor.quote(at: Self.wanted).text("id")))
            }
            let crowd = buyers
            let won = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
                for (index, buyer) in crowd.enumerated() {
                    group.addTask {
                        (index, try await buyer.visitor.order(buyer.quote, key: "buyer-\(index)-key").status)
                    }
                }
                return try await group.reduce(into: Set<Int>()) { if $1.1 == 201 { $0.insert($1.0) } }
            }
            let units = won.reduce(0) { $0 + ($1 % 5 + 1) * 2 }
            #expect(units <= 12)
            // Nobody was sent away for whom there is still room.
            for index in crowd.indices where !won.contains(index) {
                #expect(units + (index % 5 + 1) * 2 > 12, "buyer \(index)")
            }
            #expect(try await shop.number("SELECT MAX(used) FROM slot_loads") == units)
            let loser = try #require(crowd.indices.first { !won.contains($0) })
            let later = try await crowd[loser].visitor.quote(at: Self.wanted + .minutes(15))
            #expect(later.status == 201)
            #expect(try await crowd[loser].visitor.order(later.text("id"), key: "second-try-1").status == 201)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A window that filled up meanwhile is said on the page, and another is offered", arguments: TestEngine.all)
    func movedPromise(_ engine: TestEngine) async throws {
        try await withShop(engine, capacity: Capacity(["oven": 4])) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote()
            let first = quote.text("promised_from")
            let rival = shop.visitor()
            #expect(try await rival.placed("diavola", 2, in: shop).status == 201)
            let page = try await ada.form(
                "/orders",
                [
                    ("quote", quote.text("id")), ("idempotency_key", "page-key-1"), ("name", "Ada"),
                    ("phone", "333 1234567"), ("payment", "cash"),
                ])
            #expect(page.status == 409)
            #expect(page.body.contains("Qualcosa è cambiato"))
            let next = page.control("quote")
            #expect(next != quote.text("id"))
            let offered = try await ada.api(.get, "/quotes/\(next)").text("promised_from")
            #expect(offered > first)
            #expect(try await ada.order(next, key: "page-key-2").status == 201)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("The place of an order that is given up can be taken by the next", arguments: TestEngine.all)
    func placeComesBack(_ engine: TestEngine) async throws {
        try await withShop(engine, capacity: Capacity(["oven": 4])) { shop in
            let ada = shop.visitor()
            let placed = try await ada.placed("margherita", 2, at: Self.wanted, in: shop)
            #expect(placed.status == 201)
            let eve = shop.visitor()
            try await eve.add("diavola", 2, in: shop)
            let full = try await eve.quote(at: Self.wanted)
            #expect(full.status == 409)
            #expect(full.text("code") == "shop.slot-full")
            #expect(try await ada.api(.put, "/orders/\(placed.text("token"))/withdrawal").status == 200)
            #expect(try await eve.quote(at: Self.wanted).status == 201)
            #expect(try await shop.number("SELECT COUNT(*) FROM slot_bookings") == 0)
            #expect(try await shop.number("SELECT used FROM slot_loads") == 0)
            #expect(try await shop.broken() == [])
        }
    }
}
