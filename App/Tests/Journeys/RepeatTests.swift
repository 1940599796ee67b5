import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("An order that is sent more than once")
struct RepeatTests {
    static let delivery = #"{"mode":"delivery","address":{"street":"Via Roma","number":"1","city":"Borgo San Lino"}}"#

    /// Everything that an order leaves behind, and how often.
    static func traces(_ shop: ShopWorld) async throws -> [Int] {
        try await shop.numbers(
            """
            SELECT COUNT(*) FROM orders UNION ALL SELECT COUNT(*) FROM order_transitions
            UNION ALL SELECT COUNT(*) FROM outbox WHERE name = 'orders.placed'
            UNION ALL SELECT COUNT(*) FROM idempotency
            UNION ALL SELECT COUNT(DISTINCT subject_id) FROM ledger_postings
            UNION ALL SELECT COUNT(DISTINCT order_id) FROM slot_bookings
            """)
    }

    @Test("Fifty at once with one key: one order, and the same answer for all", arguments: TestEngine.all)
    func sameKey(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 3, in: shop)
            let quote = try await ada.api(.post, "/quotes", Self.delivery).text("id")
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<50 { group.addTask { try await ada.twin().order(quote, key: "the-one-key") } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.map(\.status) == Array(repeating: 201, count: 50))
            #expect(Set(answers.map(\.bytes)).count == 1)
            #expect(try await Self.traces(shop) == [1, 1, 1, 1, 1, 1])
            #expect(try await shop.broken() == [])
            // And long after: the answer is the first one's, whatever has become of the order.
            shop.clock.advance(.minutes(60))
            _ = try await shop.sweep()
            let late = try await ada.order(quote, key: "the-one-key")
            #expect(late.status == 201)
            #expect(late.bytes == answers.first?.bytes)
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 1)
        }
    }

    @Test(
        "Twenty at once from one cart with keys of their own: one order, the others are told", arguments: TestEngine.all
    )
    func differentKeys(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote().text("id")
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for index in 0..<20 { group.addTask { try await ada.twin().order(quote, key: "own-key-\(index)") } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.filter { $0.status == 201 }.count == 1)
            let losers = answers.filter { $0.status != 201 }
            #expect(losers.count == 19)
            #expect(losers.allSatisfy { $0.status == 409 && $0.text("code") == "orders.cart-changed" })
            #expect(try await Self.traces(shop) == [1, 1, 1, 1, 1, 1])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A key that was used for something else is refused, and so is none", arguments: TestEngine.all)
    func otherRequest(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            #expect(try await ada.order(quote, key: "one-key-1").status == 201)
            let other = try await ada.order(quote, key: "one-key-1", name: "Eve")
            #expect(other.status == 422)
            #expect(other.text("code") == "idempotency.other-request")
            for key in ["", "short", "with space", "ünïcödé-key", String(repeating: "k", count: 256)] {
                let answer = try await ada.order(quote, key: key)
                #expect(answer.status == 422)
                #expect(answer.text("fields.0.field") == "Idempotency-Key")
            }
            #expect(try await Self.traces(shop) == [1, 1, 1, 1, 1, 1])
        }
    }

    @Test("Equal keys of two people are two orders", arguments: TestEngine.all)
    func keysAreOnesOwn(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            var numbers: Set<Int> = []
            for name in ["Ada", "Eve"] {
                let visitor = shop.visitor()
                try await visitor.add("margherita", in: shop)
                let quote = try await visitor.quote().text("id")
                let placed = try await visitor.order(quote, key: "the-same-key", name: name)
                #expect(placed.status == 201)
                numbers.insert(try #require(placed.int("number")))
            }
            #expect(numbers.count == 2)
        }
    }

    @Test("A refused order leaves its key free, so that the next try with it can succeed", arguments: TestEngine.all)
    func keyAfterRefusal(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let old = try await ada.quote().text("id")
            shop.clock.advance(.minutes(10))
            #expect(try await ada.order(old, key: "the-one-key").status == 410)
            let fresh = try await ada.quote().text("id")
            #expect(try await ada.order(fresh, key: "the-one-key").status == 201)
            #expect(try await Self.traces(shop) == [1, 1, 1, 1, 1, 1])
        }
    }
}
