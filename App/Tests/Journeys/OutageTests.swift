import Database
import HTTPTypes
import Kernel
import TestKit
import Testing
import Web

@testable import Composition

@Suite("The database is gone")
struct OutageTests {
    @Test("Pages that can be served are; the rest say so with 503 and when to try again", arguments: TestEngine.all)
    func away(_ engine: TestEngine) async throws {
        let proxy = engine == .postgres ? try TestProxy.beforeServer() : nil
        try await withShop(engine, through: proxy) { shop in
            let (ada, stranger, ugo) = (shop.visitor(), shop.visitor(), try await shop.staff("ugo"))
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let token = try await ada.placed("diavola", in: shop).text("token")
            #expect(try await stranger.page("/readyz").status == 200)
            // The server stops; the file of SQLite, which is a part of the process, can only be closed.
            if let proxy { proxy.cut() } else { await shop.pizzeria.database.close() }
            #expect(try await stranger.page("/").status == 303)
            for path in ["/menu", "/menu/margherita", "/menu?text=diavola", "/healthz", "/session/new"] {
                #expect(try await stranger.page(path).status == 200, "\(path)")
            }
            #expect(try await stranger.page("/menu").body.contains("Margherita"))
            #expect(try await stranger.api(.get, "/zones").status == 200)
            #expect(try await stranger.api(.get, "/store").status == 200)
            #expect(try await stranger.page("/readyz").status == 503)
            let answers = [
                try await ada.api(.get, "/cart"), try await ada.add("margherita", in: shop),
                try await ada.quote(), try await ada.order(quote, key: "outage-key-1"),
                try await ada.api(.get, "/orders/\(token)"), try await ugo.api(.get, "/kitchen"),
                try await stranger.api(.post, "/session", #"{"sign_in":"mama","password":"pizzamama"}"#),
            ]
            for answer in answers {
                #expect(answer.status == 503)
                #expect(answer.text("code") == "web.database-away")
                #expect(answer.headers[.retryAfter] == "5")
            }
            let page = try await ada.page("/orders/\(token)")
            #expect(page.status == 503)
            #expect(page.body.contains("Per un momento"))
            #expect(!page.body.contains("closed") && !page.body.contains("SQL"))
            guard let proxy else { return }
            try proxy.restore()
            let bound = ContinuousClock.now + .seconds(120)
            var status = 503
            while status == 503, ContinuousClock.now < bound { status = try await stranger.page("/readyz").status }
            #expect(status == 200)
            #expect(try await ada.placed("margherita", in: shop).status == 201)
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 2)
            proxy.cut()
        }
    }
}
