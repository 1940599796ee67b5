import Composition
import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("The customer's page while it is open")
struct TrackingTests {
    /// The address at which a page listens.
    static func stream(_ page: Answer) throws -> String {
        let start = try #require(page.body.ranges(of: "sse-connect=\"").first)
        return String(page.body[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test("A step between the page and its stream is told by the stream", arguments: TestEngine.all)
    func between(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let placed = try await ada.placed(in: shop)
            let address = try Self.stream(try await ada.page("/orders/\(placed.text("token"))"))
            #expect(try await bea.step("acceptance", placed.text("id")).status == 200)
            let fresh = try Self.stream(try await ada.page("/orders/\(placed.text("token"))"))
            #expect(fresh != address)
            let heard = try await shop.listening([(ada, address), (ada, fresh)]) {}
            #expect(heard[0].contains(#""verb":"accept""#))
            #expect(!heard[0].contains("orders.placed") && !heard[0].contains(#""verb":"place""#))
            #expect(!heard[1].contains("event: order"))
        }
    }

    /// Somebody else who speaks under the topic of an order.
    private struct Captured: DomainEvent {
        static let name = "payments.captured"
        let order: String
        let secret: String
        var topic: String { "order/\(order)" }
    }

    @Test("What others say of an order is not for its customer", arguments: TestEngine.all)
    func others(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let placed = try await ada.placed(in: shop)
            let address = try Self.stream(try await ada.page("/orders/\(placed.text("token"))"))
            try await shop.pizzeria.database.write {
                try $0.publish(Captured(order: placed.text("id"), secret: "pi_3Qx"))
            }
            #expect(try await bea.step("acceptance", placed.text("id")).status == 200)
            let heard = try await shop.listening([(ada, address)]) { try await shop.tellPages() }
            #expect(heard[0].contains(#""verb":"accept""#))
            #expect(!heard[0].contains("pi_3Qx") && !heard[0].contains("captured"))
        }
    }

    @Test("What happens while a stream is open is told, and to this order's readers only", arguments: TestEngine.all)
    func live(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, eve, bea) = (shop.visitor(), shop.visitor(), try await shop.staff("bea"))
            let orders = [try await ada.placed(in: shop), try await eve.placed("diavola", in: shop)]
            let pages = [
                try Self.stream(try await ada.page("/orders/\(orders[0].text("token"))")),
                try Self.stream(try await eve.page("/orders/\(orders[1].text("token"))")),
            ]
            let heard = try await shop.listening([(ada, pages[0]), (eve, pages[1])]) {
                #expect(try await bea.step("acceptance", orders[1].text("id")).status == 200)
                try await shop.tellPages()
            }
            #expect(!heard[0].contains(#""verb":"accept""#))
            #expect(heard[1].contains(#""verb":"accept""#))
            #expect(!heard[0].contains(orders[1].text("id")))
        }
    }

    @Test("A reader that comes back is told what it missed, by the id of what it saw last", arguments: TestEngine.all)
    func comesBack(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ada, bea) = (shop.visitor(), try await shop.staff("bea"))
            let placed = try await ada.placed(in: shop)
            let address = try Self.stream(try await ada.page("/orders/\(placed.text("token"))"))
            for step in ["acceptance", "preparation"] {
                #expect(try await bea.step(step, placed.text("id")).status == 200)
            }
            let topic = "order/\(placed.text("id"))"
            let ids = try await shop.numbers("SELECT id FROM outbox WHERE topic = \(topic) ORDER BY id")
            #expect(ids.count == 3)
            async let stream = ada.send("GET", address, ["Last-Event-ID": "\(ids[1])"], [])
            try await shop.listened(1)
            shop.pizzeria.hub.close()
            let heard = try await stream.body
            #expect(heard.contains("id: \(ids[2])\n"))
            #expect(!heard.contains("id: \(ids[1])\n"))
        }
    }

    @Test("The token of an order is kept nowhere, and a repetition gets it again", arguments: TestEngine.all)
    func token(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let first = try await ada.order(quote, key: "token-key-1")
            let token = first.text("token")
            #expect(token.utf8.count == 43)
            let kept: [[UInt8]] = try await shop.pizzeria.database.all("SELECT body FROM idempotency")
            #expect(kept.count == 1)
            #expect(!String(decoding: kept[0], as: UTF8.self).contains(token))
            #expect(String(decoding: kept[0], as: UTF8.self).contains(first.text("id")))
            #expect(try await ada.order(quote, key: "token-key-1").bytes == first.bytes)
            #expect(try await ada.api(.get, "/orders/\(token)").status == 200)
            // Somebody else's order has another.
            let other = try await shop.visitor().placed(in: shop).text("token")
            #expect(other != token && other.utf8.count == 43)
        }
    }
}
