import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("Orders that the shop cannot take")
struct RefusedQuoteTests {
    static func quote(street: String, number: String = "1", city: String = "Borgo San Lino") -> String {
        #"{"mode":"delivery","address":{"street":"\#(street)","number":"\#(number)","city":"\#(city)"}}"#
    }

    @Test("Addresses that cannot be reached, each with its reason, as JSON and on the page", arguments: TestEngine.all)
    func addresses(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", 5, in: shop)
            for (street, code) in [
                ("Via Che Non Esiste", "delivery.unknown-address"), ("Garibaldi", "delivery.ambiguous-address"),
            ] {
                let answer = try await ada.api(.post, "/quotes", Self.quote(street: street))
                #expect(answer.status == 422)
                #expect(answer.text("code") == code)
                let page = try await ada.form(
                    "/quotes",
                    [("mode", "delivery"), ("address.street", street), ("address.city", "Borgo San Lino")])
                #expect(page.status == 422)
                #expect(page.control("address.street") == street)
            }
            try await shop.tamper(["DELETE FROM zones WHERE name <> 'Centro'"])
            try await shop.reloadZones()
            let outside = try await ada.api(.post, "/quotes", Self.quote(street: "Viale della Stazione"))
            #expect(outside.status == 422)
            #expect(outside.text("code") == "delivery.outside")
            #expect(try await shop.number("SELECT COUNT(*) FROM quotes") == 0)
        }
    }

    @Test("Below a zone's minimum is refused to the cent, with what is missing", arguments: TestEngine.all)
    func minimum(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let low = try await ada.api(.post, "/quotes", RepeatTests.delivery)
            #expect(low.status == 422)
            #expect(low.text("code") == "orders.below-minimum")
            #expect(try await ada.quote().status == 201)
            try await shop.reprice("margherita", 999)
            let cent = try await ada.api(.post, "/quotes", RepeatTests.delivery)
            #expect(cent.status == 422)
            #expect(
                cent.text("title") == "Per questa zona l'ordine minimo è 10,00\u{A0}€: mancano 0,01\u{A0}€.")
            try await shop.reprice("margherita", 1000)
            #expect(try await ada.api(.post, "/quotes", RepeatTests.delivery).status == 201)
        }
    }

    @Test("A closed shop says when it opens and takes orders for then", arguments: TestEngine.all)
    func closed(_ engine: TestEngine) async throws {
        // Tuesday: the day off. It opens on Wednesday at six in the evening, Rome.
        let tuesday = Instant(seconds: 1_781_024_400)
        try await withShop(engine, at: tuesday) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let now = try await ada.quote()
            #expect(now.status == 409)
            #expect(now.text("code") == "shop.closed")
            #expect(now.text("next") == "2026-06-10T16:00:00.000Z")
            #expect(now.text("title") == "A quest'ora siamo chiusi. Apriamo mercoledì 10 giugno alle 18:00.")
            let page = try await ada.page("/menu")
            #expect(page.body.contains("siamo chiusi"))
            #expect(try await ada.page("/checkout").status == 200)
            let wednesday = try #require(Instant(rfc3339: "2026-06-10T16:30:00Z"))
            let later = try await ada.quote(at: wednesday)
            #expect(later.status == 201)
            let placed = try await ada.order(later.text("id"), key: "closed-key-1")
            #expect(placed.status == 201)
            // Nobody is there to accept it before the shop opens: it waits for that, and ten minutes more.
            #expect(try await shop.sweep() == 0)
            shop.clock.set(try #require(Instant(rfc3339: "2026-06-10T16:09:59Z")))
            #expect(try await shop.sweep() == 0)
            shop.clock.set(try #require(Instant(rfc3339: "2026-06-10T16:10:00Z")))
            #expect(try await shop.sweep() == 1)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Times that cannot be promised", arguments: TestEngine.all)
    func times(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            for (moment, status, code) in [
                ("2026-06-05T16:00:00Z", 422, "shop.time-past"), ("2026-06-05T17:36:00Z", 422, "shop.not-a-slot"),
                ("2026-07-05T17:30:00Z", 422, "shop.time-too-far"), ("2026-06-06T00:00:00Z", 409, "shop.closed"),
                ("2026-06-05T17:15:00Z", 409, "shop.time-too-soon"), ("9999-12-31T23:59:59Z", 422, "shop.time-too-far"),
                ("0001-01-01T00:00:00Z", 422, "shop.time-past"), ("2026-06-05", 422, "web.invalid-fields"),
                ("292277-01-10T04:00:54Z", 422, "web.invalid-fields"), ("soon", 422, "web.invalid-fields"),
            ] {
                let answer = try await ada.api(.post, "/quotes", #"{"mode":"pickup","wanted_from":"\#(moment)"}"#)
                #expect(answer.status == status, "\(moment)")
                #expect(answer.text("code") == code, "\(moment)")
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM quotes") == 0)
        }
    }

    @Test("A break of the kitchen stops orders for now, and its end brings them back", arguments: TestEngine.all)
    func pause(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, ugo) = (shop.visitor(), try await shop.staff("ugo"))
            try await ada.add("margherita", in: shop)
            #expect(try await ugo.api(.put, "/store/pause", #"{"minutes":1440,"reason":"oven"}"#).status == 200)
            #expect(try await ada.quote().status == 409)
            #expect(try await ada.page("/menu").body.contains("pausa"))
            #expect(try await ugo.api(.delete, "/store/pause").status == 200)
            #expect(try await ada.quote().status == 201)
            #expect(try await ugo.api(.put, "/store/pause", #"{"minutes":4}"#).status == 422)
        }
    }

    @Test("The button of the kitchen leaves a break of one mode as it is", arguments: TestEngine.all)
    func pauseOfAMode(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (gina, ugo) = (try await shop.staff("gina"), try await shop.staff("ugo"))
            let (from, until) = (shop.clock.clock.now(), shop.clock.clock.now() + .hours(10))
            let noDriver = #"{"since":"\#(from)","until":"\#(until)","modes":["delivery"],"reason":"niente rider"}"#
            let made = try await gina.api(.post, "/breaks", noDriver)
            #expect(made.status == 201)
            // The kitchen is not stopped, and can stop.
            #expect(try await ugo.page("/kitchen").body.contains("action=\"/store/pause\""))
            shop.clock.advance(.minutes(1))
            #expect(try await ugo.api(.put, "/store/pause", #"{"minutes":20}"#).status == 200)
            #expect(try await ugo.page("/kitchen").body.contains("action=\"/store/pause/removal\""))
            #expect(try await ugo.api(.delete, "/store/pause").status == 200)
            let kept = try await gina.api(.get, "/breaks/\(made.text("id"))")
            #expect((kept.text("until"), kept.int("version")) == ("\(until)", 1))
            #expect(try await ugo.api(.get, "/store").text("modes.0.paused_for") == "niente rider")
        }
    }

    @Test("Tablets that stop and start the kitchen at once all hear that it is done", arguments: TestEngine.all)
    func pausesAtOnce(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ugo = try await shop.staff("ugo")
            for _ in 0..<5 {
                #expect(try await ugo.api(.put, "/store/pause", #"{"minutes":20}"#).status == 200)
                shop.clock.advance(.seconds(1))
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 { group.addTask { try await ugo.api(.delete, "/store/pause").status } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses == Array(repeating: 200, count: 8))
            }
            let open = try await shop.number(
                "SELECT COUNT(*) FROM store_pauses WHERE until > \(shop.clock.clock.now())")
            #expect(open == 0)
        }
    }

    @Test("An order that no kitchen could make is refused before anything", arguments: TestEngine.all)
    func tooLarge(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            for _ in 0..<2 {
                #expect(try await ada.add("margherita", 50, in: shop).status == 201)
            }
            let answer = try await ada.quote()
            #expect(answer.status == 422)
            #expect(answer.text("code") == "shop.order-too-large")
        }
    }

    @Test("Carts, offers and orders of others are not found, as if they were not there", arguments: TestEngine.all)
    func others(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, eve) = (shop.visitor(), shop.visitor())
            let line = try await ada.add("margherita", in: shop).text("lines.0.id")
            let quote = try await ada.quote().text("id")
            try await eve.add("diavola", in: shop)
            #expect(try await eve.api(.get, "/quotes/\(quote)").text("code") == "orders.no-quote")
            #expect(try await eve.order(quote, key: "eve-key-1").status == 404)
            #expect(try await eve.form("/orders", MovedTests.fields(quote, key: "eve-key-2")).status == 404)
            #expect(try await eve.api(.put, "/cart/lines/\(line)/quantity", #"{"quantity":9}"#).status == 404)
            #expect(try await eve.api(.delete, "/cart/lines/\(line)").status == 404)
            let placed = try await ada.order(quote, key: "ada-key-1")
            let (id, token) = (placed.text("id"), placed.text("token"))
            for path in [
                "/orders/\(id)", "/orders/\(token)x", "/orders/\(token.dropLast())", "/orders/%00", "/orders/1",
            ] {
                #expect(try await eve.api(.get, path).status == 404)
                #expect(try await eve.page(path).status == 404)
            }
            #expect(try await eve.api(.put, "/orders/\(id)/withdrawal").status == 404)
            #expect(try await eve.api(.post, "/orders/\(id)/repetitions").status == 404)
            #expect(try await shop.number("SELECT quantity FROM order_lines") == 1)
            #expect(try await ada.api(.get, "/orders/\(token)").text("order.state") == "placed")
        }
    }
}
