import Database
import Dispatch
import Foundation
import Kernel
import Menu
import Products
import Shop
import Stores
import TestKit
import Testing
import Web

@testable import Composition
@testable import Delivery

/// Two shops of one owner in one database: the first at every address, the second below `/s/mare`.
@Suite("Two shops in one database")
struct TwoShopsTests {
    static let mare = Identifier<Store>(high: 0x0190_0000_0000_7000, low: 1 << 63 | 2)

    /// Opens the second shop, with a copy of the first one's menu and zones.
    static func withTwo(
        _ engine: TestEngine, capacity: Capacity = DemoTown.capacity, _ body: (ShopWorld) async throws -> Void
    ) async throws {
        try await withShop(engine, capacity: capacity) { shop in
            let first = try #require(shop.store)
            let second = Store(
                id: mare, version: 1, slug: "mare", name: "PizzaMama Mare", phone: first.phone, address: first.address,
                point: first.point, currency: first.currency, rules: first.rules, travel: first.travel,
                acceptance: first.acceptance)
            try await shop.pizzeria.database.write { tx in
                try Stores.open(second, tx)
                try Products.copy(from: first.id, to: mare, tx)
                try Delivery.copy(from: first.id, to: mare, tx)
            }
            try await shop.pizzeria.refresh()
            try await body(shop)
        }
    }

    static func margherita(_ shop: ShopWorld) -> String {
        shop.pizzeria.products.menus[Identifier(mare)].product(slug: "margherita")?.id.description ?? ""
    }

    /// Puts pizzas into the cart of the second shop and orders them there, in the browser of somebody.
    @discardableResult static func placedAtMare(_ visitor: Visitor, _ quantity: Int = 1, in shop: ShopWorld)
        async throws -> Answer
    {
        let twin = visitor.twin(at: "/s/mare")
        let body = #"{"product":"\#(margherita(shop))","quantity":\#(quantity)}"#
        #expect(try await twin.api(.post, "/cart/lines", body).status == 201)
        let quote = try await twin.quote()
        return try await twin.order(quote.text("id"), key: "key-\(quote.text("id"))")
    }

    @Test("Both count their orders from one, and each sees its own", arguments: TestEngine.all)
    func numbers(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine) { shop in
            let (ada, eve) = (shop.visitor(), shop.visitor())
            var numbers: [[Int?]] = [[], []]
            for _ in 0..<2 {
                numbers[0].append(try await ada.placed(in: shop).int("number"))
                numbers[1].append(try await Self.placedAtMare(eve, in: shop).int("number"))
            }
            #expect(numbers == [[1, 2], [1, 2]])
            let bea = try await shop.staff("bea")
            let boards = [
                try await bea.api(.get, "/kitchen"), try await bea.twin(at: "/s/mare").api(.get, "/kitchen"),
            ]
            #expect(boards.map { $0.count("tickets") } == [2, 2])
            let ids = boards.map { board in (0..<2).map { board.text("tickets.\($0).order.id") } }
            #expect(Set(ids[0]).isDisjoint(with: ids[1]))
            #expect(try await shop.numbers("SELECT CAST(last AS BIGINT) FROM order_counters") == [2, 2])
            #expect(try await shop.broken() == [])
        }
    }

    @Test("What a stranger asks one builder for never shows in the builder of another shop", arguments: TestEngine.all)
    func builders(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine) { shop in
            let menu = shop.pizzeria.products.menus[Identifier(Self.mare)]
            #expect(menu.version == shop.menu.version)
            let visitor = shop.visitor()
            let seen = try await shop.visitor().page("/menu/margherita")
            let ids = menu.sizes.map(\.id.description)
            for size in ids {
                let foreign = "size=\(size)&sections.0.recipe=\(Self.margherita(shop))"
                let page = try await visitor.page("/menu/margherita?\(foreign)")
                #expect(page.status == 200)
                // Nonsense in an address shows the plain product.
                #expect(page.control("sections.0.recipe") == shop.product("margherita"))
                let asked = #"{"product":"\#(shop.product("margherita"))","size":"\#(size)"}"#
                #expect(try await visitor.api(.post, "/configurations", asked).text("code") == "menu.size-not-offered")
            }
            let recipe =
                #"{"product":"\#(shop.product("margherita"))","sections":[{"recipe":"\#(Self.margherita(shop))"}]}"#
            #expect(try await visitor.api(.post, "/configurations", recipe).text("code") == "menu.unknown-product")
            let there = try await visitor.twin(at: "/s/mare").page("/menu/margherita")
            #expect(there.control("sections.0.recipe") == Self.margherita(shop))
            func toppings(_ page: Answer) -> Int { page.body.components(separatedBy: "class=\"topping\"").count }
            #expect(toppings(there) == toppings(seen))
            #expect(toppings(there) > 20)
        }
    }

    @Test("Whoever changes the model waits while a shop is opened on it", arguments: TestEngine.onlyPostgres)
    func modelStandsStill(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (database, model) = (shop.pizzeria.database, try #require(shop.store?.id))
            let asking = try await database.write { tx in
                try Products.copy(from: model, to: Self.mare, tx)
                try Delivery.copy(from: model, to: Self.mare, tx)
                let done = DispatchSemaphore(value: 0)
                let asking = Task {
                    var refusals: [DatabaseError] = []
                    for table in ["menus", "zone_versions"] {
                        do {
                            try await database.write {
                                // A script, because nobody expects this on the other engine.
                                try $0.script(
                                    "SELECT 1 FROM \(table) WHERE store_id = '\(model)' FOR UPDATE NOWAIT")
                            }
                        } catch let error as DatabaseError { refusals.append(error) }
                    }
                    done.signal()
                    return refusals
                }
                done.wait()
                return asking
            }
            #expect(try await asking.value == [.timeout, .timeout])
        }
    }

    @Test("Fifty orders at once in two shops: numbers without a gap in each", arguments: TestEngine.all)
    func numbersAtOnce(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine, capacity: Capacity(["oven": 1000])) { shop in
            let visitors = (0..<50).map { _ in shop.visitor() }
            let numbers = try await withThrowingTaskGroup(of: (Int, Int?).self) { group in
                for (index, visitor) in visitors.enumerated() {
                    group.addTask {
                        let placed =
                            index % 2 == 0
                            ? try await visitor.placed(in: shop) : try await Self.placedAtMare(visitor, in: shop)
                        return (index % 2, placed.int("number"))
                    }
                }
                return try await group.reduce(into: [0: [Int?](), 1: []]) { $0[$1.0]?.append($1.1) }
            }
            for shop in 0...1 { #expect(numbers[shop]?.compactMap(\.self).sorted() == Array(1...25)) }
            #expect(try await shop.broken() == [])
        }
    }

    @Test(
        "One browser has a cart in each; offers, tokens and steps of one are not found in the other",
        arguments: TestEngine.all)
    func apart(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 2, in: shop)
            let elsewhere = ada.twin(at: "/s/mare")
            #expect(try await elsewhere.api(.get, "/cart").count("lines") == 0)
            // The first shop's pizza is nothing that the second sells.
            #expect(
                try await elsewhere.api(.post, "/cart/lines", #"{"product":"\#(shop.product("margherita"))"}"#).status
                    == 409)
            // What is put in there opens with the same cookie, and the first cart is still the first.
            let cookie = ada.cookies["cart"]
            let sold = #"{"product":"\#(Self.margherita(shop))","quantity":3}"#
            #expect(try await elsewhere.api(.post, "/cart/lines", sold).int("lines.0.quantity") == 3)
            #expect(elsewhere.cookies["cart"] == cookie)
            #expect(try await ada.api(.get, "/cart").int("lines.0.quantity") == 2)
            #expect(try await elsewhere.api(.get, "/cart").int("lines.0.quantity") == 3)
            // A token that nobody gave is not taken.
            let stranger = shop.visitor()
            stranger.cookies["cart"] = String(repeating: "a", count: 43)
            try await stranger.add("margherita", 1, in: shop)
            #expect(stranger.cookies["cart"]?.utf8.count == 43)
            #expect(stranger.cookies["cart"] != String(repeating: "a", count: 43))
            let line = try await ada.api(.get, "/cart").text("lines.0.id")
            #expect(try await elsewhere.api(.delete, "/cart/lines/\(line)").status == 404)
            let quote = try await ada.quote().text("id")
            #expect(try await elsewhere.api(.get, "/quotes/\(quote)").status == 404)
            #expect(try await elsewhere.order(quote, key: "elsewhere-1").status == 404)
            let placed = try await ada.order(quote, key: "at-home-1")
            let (id, token) = (placed.text("id"), placed.text("token"))
            #expect(try await elsewhere.page("/orders/\(token)").status == 404)
            #expect(try await elsewhere.api(.get, "/orders/\(token)").status == 404)
            #expect(try await elsewhere.page("/orders/\(token)/events").status == 404)
            #expect(try await elsewhere.api(.put, "/orders/\(token)/withdrawal").status == 404)
            #expect(try await elsewhere.api(.post, "/orders/\(token)/repetitions").status == 404)
            let (bea, away) = (try await shop.staff("bea"), try await shop.staff("bea").twin(at: "/s/mare"))
            #expect(try await away.step("acceptance", id).status == 404)
            #expect(try await away.page("/kitchen/orders/\(id)/ticket").status == 404)
            #expect(try await bea.step("acceptance", id).status == 200)
            #expect(try await away.api(.delete, "/kitchen/orders/\(id)/acceptance").status == 404)
            #expect(try await ada.api(.get, "/orders/\(token)").text("order.state") == "accepted")
            #expect(try await shop.broken() == [])
        }
    }

    @Test("The last places of one kitchen are not those of the other", arguments: TestEngine.all)
    func slots(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine, capacity: Capacity(["oven": 4])) { shop in
            let first = try await shop.visitor().placed("margherita", 2, in: shop)
            let second = try await Self.placedAtMare(shop.visitor(), 2, in: shop)
            #expect((first.status, second.status) == (201, 201))
            #expect(first.text("promised_from") == second.text("promised_from"))
            #expect(try await shop.numbers("SELECT used FROM slot_loads") == [4, 4])
            let third = try await Self.placedAtMare(shop.visitor(), 2, in: shop)
            #expect(third.text("promised_from") > second.text("promised_from"))
            #expect(try await shop.broken() == [])
        }
    }

    @Test("A board hears of its own orders only", arguments: TestEngine.all)
    func board(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine) { shop in
            let bea = try await shop.staff("bea")
            let boards = [bea, bea.twin(at: "/s/mare")]
            let heard = try await shop.listening(boards.map { ($0, "/kitchen/events") }) {
                try await Self.placedAtMare(shop.visitor(), in: shop)
                try await shop.tellPages()
            }
            #expect(heard.map { $0.ranges(of: "data: hello").count } == [1, 1])
            #expect(heard.map { $0.ranges(of: "data: orders.placed").count } == [0, 1])
        }
    }

    @Test("The sweep refuses what waits too long in either", arguments: TestEngine.all)
    func sweep(_ engine: TestEngine) async throws {
        try await Self.withTwo(engine) { shop in
            _ = try await shop.visitor().placed(in: shop)
            _ = try await Self.placedAtMare(shop.visitor(), in: shop)
            shop.clock.advance(.minutes(10))
            #expect(try await shop.sweep() == 2)
            #expect(try await shop.broken() == [])
        }
    }
}
