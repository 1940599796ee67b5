import Composition
import Contracts
import Database
import Kernel
import Orders
import Shop
import TestKit
import Testing
import Web

@Suite("What stands against an order is said, whoever it is that joins")
struct ParticipantRefusalTests {
    @Test("More off than there is: no offer, no order, and a sentence", arguments: TestEngine.all)
    func tooMuch(_ engine: TestEngine) async throws {
        try await ParticipantTests.withCoupon(engine) { shop, trial in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote().text("id")
            trial.change(percent: 101)
            let refused = try await ada.order(quote, key: "too-much-off-1")
            #expect(refused.status == 409)
            #expect(refused.text("code") == "orders.too-much-off")
            let none = try await ada.quote()
            #expect(none.status == 409)
            #expect(none.text("code") == "orders.too-much-off")
            let page = try await ada.form("/quotes", [("mode", "pickup")])
            #expect(page.status == 409)
            #expect(page.body.contains("Gli sconti superano quanto c’è da pagare."))
            #expect(try await ParticipantTests.calls(shop) == [])
            #expect(try await shop.number("SELECT COUNT(*) FROM quotes") == 1)
            #expect(try await RepeatTests.traces(shop) == [0, 0, 0, 0, 0, 0])
            trial.change(percent: 100)
            let free = try await ada.order(try await ada.quote().text("id"), key: "all-off-key-1")
            #expect(free.status == 201)
            #expect(free.int("total.cents") == 0)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A participant pays for the order while it is placed", arguments: TestEngine.all)
    func paysWhilePlaced(_ engine: TestEngine) async throws {
        try await ParticipantTests.withCoupon(engine, pieces: 0) { shop, trial in
            let ada = shop.visitor()
            trial.pay(Money(cents: 650))
            let placed = try await ada.placed(in: shop)
            #expect(placed.status == 201)
            #expect(placed.int("number") == 1)
            #expect(try await PaymentTests.standing(placed, ada, shop) == ["paid", "0", "650"])
            trial.pay(Money(cents: 100))
            let second = try await ada.placed(in: shop)
            #expect(second.int("number") == 2)
            #expect(try await PaymentTests.standing(second, ada, shop) == ["due", "550", "750"])
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "Of two orders that want one thing its constraint decides, and the other is told why", arguments: TestEngine.all
    )
    func constraint(_ engine: TestEngine) async throws {
        try await ParticipantTests.withCoupon(engine) { shop, trial in
            trial.relyOnConstraint()
            var buyers: [(visitor: Visitor, quote: String)] = []
            for _ in 0..<6 {
                let visitor = shop.visitor()
                try await visitor.add("margherita", in: shop)
                buyers.append((visitor, try await visitor.quote().text("id")))
            }
            let crowd = buyers
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for (index, buyer) in crowd.enumerated() {
                    group.addTask { try await buyer.visitor.order(buyer.quote, key: "constraint-\(index)") }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.map(\.status).sorted() == [201, 409, 409, 409, 409, 409])
            let losers = answers.filter { $0.status == 409 }
            #expect(losers.allSatisfy { $0.text("code") == "orders.price-changed" })
            #expect(try await ParticipantTests.pieces(shop) == 0)
            #expect(try await RepeatTests.traces(shop) == [1, 1, 1, 1, 1, 1])
            #expect(try await shop.broken() == [])
        }
    }

    /// Each order may be said goodbye to once, and called once.
    private static let farewells = OrderParticipant(
        "farewells", at: .payment,
        refusals: [.unique(constraint: "trial_farewells.phone"): .conflict("orders.slot-full")],
        place: { order, _, tx in
            try tx.execute("INSERT INTO trial_farewells (phone, verb) VALUES (\(order.phone), 'place')")
        },
        advance: { order, step, tx in
            try tx.execute("INSERT INTO trial_farewells (phone, verb) VALUES (\(order.phone), \(step.verb))")
        })

    @Test("A unique index refuses an order, and a step, in the words of whoever has it", arguments: TestEngine.all)
    func unique(_ engine: TestEngine) async throws {
        try await withShop(engine, participants: [Self.farewells]) { shop in
            try await shop.tamper(["CREATE TABLE trial_farewells (phone TEXT PRIMARY KEY, verb TEXT NOT NULL)"])
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let placed = try await ada.placed(in: shop)
            #expect(placed.status == 201)
            let second = try await ada.placed(in: shop)
            #expect(second.status == 409)
            #expect(second.text("code") == "orders.slot-full")
            let step = try await bea.step("acceptance", placed.text("id"))
            #expect(step.status == 409)
            #expect(step.text("code") == "orders.slot-full")
            #expect(try await ada.api(.get, "/orders/\(placed.text("token"))").text("order.state") == "placed")
            #expect(try await RepeatTests.traces(shop) == [1, 1, 1, 1, 1, 1])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("They are called by what they are, whatever the order of the list", arguments: TestEngine.all)
    func stages(_ engine: TestEngine) async throws {
        func noting(_ name: String, _ stage: OrderParticipant.Stage) -> OrderParticipant {
            OrderParticipant(
                name, at: stage,
                place: { order, _, tx in
                    try tx.execute(
                        "INSERT INTO trial_turns (turn, name) SELECT COUNT(*), \(name) FROM trial_turns")
                })
        }
        let list = [
            noting("card", .payment), noting("points", .credits), noting("coupon-b", .discounts),
            noting("stock", .goods),
            noting("tip", .fees), noting("coupon-a", .discounts),
        ]
        try await withShop(engine, participants: list) { shop in
            try await shop.tamper(["CREATE TABLE trial_turns (turn BIGINT PRIMARY KEY, name TEXT NOT NULL)"])
            #expect(try await shop.visitor().placed(in: shop).status == 201)
            let called: [String] = try await shop.pizzeria.database.all("SELECT name FROM trial_turns ORDER BY turn")
            #expect(called == ["stock", "coupon-b", "coupon-a", "tip", "points", "card"])
        }
    }
}
