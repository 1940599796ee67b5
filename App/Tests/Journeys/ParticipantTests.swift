import Composition
import Contracts
import Database
import Kernel
import Orders
import Shop
import Synchronization
import TestKit
import Testing
import Web

/// Somebody who joins every order, with a table of their own: a coupon that takes a tenth off, as often as there are pieces of it.
final class CouponTrial: Sendable {
    /// Of what happened, what the rows do not say.
    private struct State: Sendable {
        var percent = 10
        var failsAt: String?
        var pays: Money?
        var looksFirst = true
    }

    private let state = Mutex(State())

    /// What it takes off from now on.
    func change(percent: Int) { state.withLock { $0.percent = percent } }
    /// What it pays for each order while that is placed.
    func pay(_ amount: Money?) { state.withLock { $0.pays = amount } }
    /// Leaves it to the constraint of its table to say that there is no piece left.
    func relyOnConstraint() { state.withLock { $0.looksFirst = false } }
    /// Where it throws from now on.
    func fail(at place: String?) { state.withLock { $0.failsAt = place } }

    static let tables: [SQL] = [
        """
        CREATE TABLE trial_coupons (code TEXT PRIMARY KEY, pieces BIGINT NOT NULL
            CONSTRAINT trial_pieces CHECK (pieces >= 0))
        """,
        "CREATE TABLE trial_calls (place TEXT NOT NULL, order_id UUID NOT NULL)",
        "INSERT INTO trial_coupons (code, pieces) VALUES ('DIECI', 1)",
    ]

    /// Thrown on demand.
    struct Broken: Error {}

    var participant: OrderParticipant {
        OrderParticipant(
            "coupons", at: .discounts,
            refusals: [.check("trial_pieces"): .conflict("orders.price-changed")],
            adjust: { draft, tx in
                let left: Int = try tx.first("SELECT pieces FROM trial_coupons WHERE code = 'DIECI'") ?? 0
                let percent = Int64(self.state.withLock { $0.percent })
                if left == 0 || percent == 0 { return [] }
                let off = draft.adjustments.sum(.goods).cents * percent / 100
                return [
                    Adjustment(
                        .discount, code: "DIECI", label: .written(text: LocalizedText(it: "Meno dieci", en: "Ten off")),
                        amount: Money(cents: -off, draft.store.currency), vat: .accessory)
                ]
            },
            place: { order, draft, tx in
                try self.note("place", order, tx)
                let (pays, looksFirst) = self.state.withLock { ($0.pays, $0.looksFirst) }
                if let pays {
                    let payment = OrderPaying.Payment(
                        pays, by: "trial", memo: "trial:payment", for: order.id, in: order.scope)
                    try Orders.paying.pay(payment, tx)
                }
                guard draft.adjustments.sum(.discount).cents < 0 else { return }
                let taken = try tx.execute(
                    """
                    UPDATE trial_coupons SET pieces = pieces - 1
                    WHERE code = 'DIECI' AND (pieces > 0 OR NOT \(looksFirst))
                    """)
                if taken == 0 { throw AppError.conflict("orders.price-changed") }
            },
            advance: { order, step, tx in try self.note("advance \(step.verb.rawValue)", order, tx) },
            takeBack: { order, step, tx in try self.note("back \(step.verb.rawValue)", order, tx) },
            giveUp: { order, step, tx in
                try self.note("giveUp \(step.verb.rawValue)", order, tx)
                try tx.execute("UPDATE trial_coupons SET pieces = pieces + 1 WHERE code = 'DIECI'")
            })
    }

    private func note(_ place: String, _ order: Order, _ tx: Transaction) throws {
        try tx.execute("INSERT INTO trial_calls (place, order_id) VALUES (\(place), \(order.id))")
        if state.withLock({ $0.failsAt }) == place { throw Broken() }
    }
}

@Suite("Who joins an order")
struct ParticipantTests {
    static func withCoupon(
        _ engine: TestEngine, pieces: Int = 1, _ body: (ShopWorld, CouponTrial) async throws -> Void
    ) async throws {
        let trial = CouponTrial()
        try await withShop(engine, participants: [trial.participant]) { shop in
            try await shop.tamper(CouponTrial.tables + ["UPDATE trial_coupons SET pieces = \(pieces)"])
            try await body(shop, trial)
        }
    }

    static func pieces(_ shop: ShopWorld) async throws -> Int {
        try await shop.number("SELECT pieces FROM trial_coupons")
    }

    static func calls(_ shop: ShopWorld) async throws -> [String] {
        try await shop.pizzeria.database.all("SELECT place FROM trial_calls ORDER BY place")
    }

    @Test("A tenth off is offered, shown, ordered, taxed and booked alike", arguments: TestEngine.all)
    func discount(_ engine: TestEngine) async throws {
        try await Self.withCoupon(engine) { shop, _ in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote()
            #expect(quote.int("goods.cents") == 1300)
            #expect(quote.int("total.cents") == 1170)
            #expect(quote.text("adjustments.1.code") == "DIECI")
            #expect(quote.text("adjustments.1.label") == "Meno dieci")
            #expect(quote.int("adjustments.1.amount.cents") == -130)
            // 11.70 with ten per cent inside.
            #expect(quote.int("vat.0.tax.cents") == 106)
            let confirm = try await ada.page("/quotes/\(quote.text("id"))")
            #expect(confirm.body.contains("<dt>Meno dieci</dt><dd>−1,30"))
            #expect(try await Self.pieces(shop) == 1)
            let placed = try await ada.order(quote.text("id"), key: "discount-1")
            #expect(placed.int("total.cents") == 1170)
            #expect(try await Self.pieces(shop) == 0)
            let page = try await ada.page("/orders/\(placed.text("token"))", language: "en")
            #expect(page.body.contains("<dt>Ten off</dt><dd>−€1.30"))
            let order = try await ada.api(.get, "/orders/\(placed.text("token"))")
            #expect(order.int("order.adjustments.1.amount.cents") == -130)
            #expect(order.int("order.owed.cents") == 1170)
            #expect(
                try await shop.number("SELECT CAST(SUM(cents) AS BIGINT) FROM ledger_entries WHERE cents > 0") == 1170)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A repetition calls nobody twice", arguments: TestEngine.all)
    func repeated(_ engine: TestEngine) async throws {
        try await Self.withCoupon(engine, pieces: 5) { shop, _ in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<10 { group.addTask { try await ada.twin().order(quote, key: "the-one-key") } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.map(\.status) == Array(repeating: 201, count: 10))
            #expect(try await Self.calls(shop) == ["place"])
            #expect(try await Self.pieces(shop) == 4)
            #expect(try await RepeatTests.traces(shop) == [1, 1, 1, 1, 1, 1])
        }
    }

    @Test(
        "Who says something else than in the offer stops the order, and nothing has happened", arguments: TestEngine.all
    )
    func changed(_ engine: TestEngine) async throws {
        try await Self.withCoupon(engine) { shop, trial in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let quote = try await ada.quote().text("id")
            for percent in [9, 0, 11] {
                trial.change(percent: percent)
                let refused = try await ada.order(quote, key: "changed-\(percent)")
                #expect(refused.status == 409)
                #expect(refused.text("code") == "orders.price-changed")
            }
            #expect(try await Self.calls(shop) == [])
            #expect(try await Self.pieces(shop) == 1)
            #expect(try await RepeatTests.traces(shop) == [0, 0, 0, 0, 0, 0])
            #expect(try await shop.number("SELECT COUNT(*) FROM order_numbers") == 0)
            let page = try await ada.form("/orders", MovedTests.fields(quote, key: "changed-page"))
            #expect(page.status == 409)
            #expect(page.body.contains("Il totale passa da 11,70"))
            #expect(page.body.contains("11,57"))
            let placed = try await ada.order(page.control("quote"), key: "changed-last")
            #expect(placed.int("total.cents") == 1157)
            #expect(placed.int("number") == 1)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Who fails undoes everything of everybody, wherever it fails", arguments: TestEngine.all)
    func fails(_ engine: TestEngine) async throws {
        try await Self.withCoupon(engine) { shop, trial in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            trial.fail(at: "place")
            #expect(try await ada.order(quote, key: "fails-key-1").status == 500)
            #expect(try await RepeatTests.traces(shop) == [0, 0, 0, 0, 0, 0])
            #expect(try await Self.calls(shop) == [])
            #expect(try await Self.pieces(shop) == 1)
            #expect(try await ada.api(.get, "/cart").count("lines") == 1)
            trial.fail(at: nil)
            let placed = try await ada.order(quote, key: "fails-key-1")
            #expect(placed.status == 201)
            let id = placed.text("id")
            for (place, step) in [("advance accept", "acceptance"), ("giveUp refuse", "refusal")] {
                trial.fail(at: place)
                let failed = try await bea.api(.put, "/kitchen/orders/\(id)/\(step)", #"{"reason":"x"}"#)
                #expect(failed.status == 500)
                #expect(try await ada.api(.get, "/orders/\(placed.text("token"))").text("order.state") == "placed")
            }
            #expect(try await Self.pieces(shop) == 0)
            #expect(try await Self.calls(shop) == ["place"])
            #expect(try await shop.number("SELECT COUNT(*) FROM slot_bookings") == 1)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Every step is told once, and so is its slip", arguments: TestEngine.all)
    func steps(_ engine: TestEngine) async throws {
        try await Self.withCoupon(engine) { shop, _ in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let id = try await ada.placed(in: shop).text("id")
            for _ in 0..<2 { #expect(try await bea.step("acceptance", id).status == 200) }
            #expect(try await bea.api(.delete, "/kitchen/orders/\(id)/acceptance").status == 200)
            #expect(try await bea.api(.delete, "/kitchen/orders/\(id)/acceptance").status == 409)
            for step in ["acceptance", "preparation"] { #expect(try await bea.step(step, id).status == 200) }
            for _ in 0..<2 { #expect(try await bea.step("cancellation", id).status == 200) }
            #expect(
                try await Self.calls(shop) == [
                    "advance accept", "advance accept", "advance prepare", "back accept", "giveUp cancel", "place",
                ])
            #expect(try await Self.pieces(shop) == 1)
            let late = try await ada.placed(in: shop)
            #expect(late.status == 201)
            shop.clock.advance(.minutes(10))
            #expect(try await shop.sweep() == 1)
            #expect(try await shop.sweep() == 0)
            #expect(try await Self.calls(shop).filter { $0 == "giveUp expire" }.count == 1)
            #expect(try await Self.pieces(shop) == 1)
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "Twenty orders with one coupon: one has it, the others are told that the price changed",
        arguments: TestEngine.all)
    func oneCoupon(_ engine: TestEngine) async throws {
        try await Self.withCoupon(engine) { shop, _ in
            var buyers: [(visitor: Visitor, quote: String)] = []
            for _ in 0..<20 {
                let visitor = shop.visitor()
                try await visitor.add("margherita", in: shop)
                buyers.append((visitor, try await visitor.quote().text("id")))
            }
            let crowd = buyers
            let answers = try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
                for (index, buyer) in crowd.enumerated() {
                    group.addTask { (index, try await buyer.visitor.order(buyer.quote, key: "coupon-\(index)")) }
                }
                return try await group.reduce(into: [(Int, Answer)]()) { $0.append($1) }
            }
            #expect(answers.filter { $0.1.status == 201 }.map { $0.1.int("total.cents") } == [585])
            let losers = answers.filter { $0.1.status != 201 }
            #expect(losers.count == 19)
            #expect(losers.allSatisfy { $0.1.status == 409 && $0.1.text("code") == "orders.price-changed" })
            #expect(try await Self.pieces(shop) == 0)
            #expect(try await RepeatTests.traces(shop) == [1, 1, 1, 1, 1, 1])
            // Whoever asks anew gets the full price, and the number that comes next.
            let loser = crowd[losers[0].0].visitor
            let second = try await loser.order(try await loser.quote().text("id"), key: "second-try-1")
            #expect(second.int("total.cents") == 650)
            #expect(second.int("number") == 2)
            #expect(try await shop.broken() == [])
        }
    }
}
