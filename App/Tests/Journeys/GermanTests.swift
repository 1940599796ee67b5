import Composition
import Database
import Foundation
import Kernel
import TestKit
import Testing
import Web

@Suite("A third language is a file")
struct GermanTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Locale-de")
    static let german = Language(rawValue: "de") ?? .it
    /// Thursday, 26 November 2026, seven in the evening; the day after is ordered for.
    static let thursday = Instant(seconds: 1_795_716_000)
    static let friday = thursday + .hours(24)

    /// A shop that speaks German, where the Margherita and its basil have German names and nothing else has.
    static func withGermanShop<T>(_ engine: TestEngine, _ body: (ShopWorld) async throws -> T) async throws -> T {
        try await withShop(engine, at: thursday, languages: [folder]) { shop in
            let name = LocalizedText([.it: "Margherita", .en: "Margherita", german: "Margherita vom Blech"])
            let basil = LocalizedText([.it: "basilico fresco", .en: "fresh basil", german: "frisches Basilikum"])
            try await shop.tamper([
                "UPDATE products SET name = \(name) WHERE slug = 'margherita'",
                "UPDATE ingredients SET name = \(basil) WHERE slug = 'basilico'",
            ])
            try await shop.reprice("margherita", 950)
            return try await body(shop)
        }
    }

    /// Somebody who has chosen German.
    static func visitor(_ shop: ShopWorld) async throws -> Visitor {
        let visitor = shop.visitor()
        #expect(try await visitor.form("/language", [("language", "de")]).status == 303)
        return visitor
    }

    static func withoutBasil(_ shop: ShopWorld) -> String {
        let recipe = shop.product("margherita")
        return """
            {"product":"\(recipe)","sections":[{"recipe":"\(recipe)","remove":["\(shop.ingredient("basilico"))"]}]}
            """
    }

    @Test(
        "The menu and a product: names, prices and allergens; what has no German is in Italian",
        arguments: TestEngine.all)
    func menu(_ engine: TestEngine) async throws {
        try await Self.withGermanShop(engine) { shop in
            let menu = try await shop.visitor().page("/menu", language: "de-AT, de;q=0.9, en;q=0.8").body
            for part in [
                "<html lang=\"de\">", "Pizza, wie Mama sie machte", ">Margherita vom Blech</a>", ">Diavola</a>",
                "9,50\u{A0}€", "Gluten, Milch", ">Classiche</h2>", "value=\"it\" lang=\"it\">Italiano</button>",
                "value=\"en\" lang=\"en\">English</button>",
            ] { #expect(menu.contains(part), "\(part)") }
            #expect(!menu.contains(">Deutsch</button>"))
            #expect(!menu.contains("menu."))
            let page = try await shop.visitor().page("/menu/margherita", language: "de").body
            for part in ["Größe", "Teig", "frisches Basilikum", "Halb und halb", "Normale", "9,50\u{A0}€", "Doppelt +"]
            {
                #expect(page.contains(part), "\(part)")
            }
            let italian = try await shop.visitor().page("/menu").body
            #expect(italian.contains("value=\"de\" lang=\"de\">Deutsch</button>"))
            #expect(italian.contains(">Margherita</a>"))
            let found = try await shop.visitor().api(.get, "/menu?text=basilikum")
            #expect(found.count("products") > 0)
            #expect(found.body.contains("\"slug\":\"margherita\""))
            #expect(!found.body.contains("\"slug\":\"cola\""))
        }
    }

    @Test("Cart, order and ticket", arguments: TestEngine.all)
    func order(_ engine: TestEngine) async throws {
        try await Self.withGermanShop(engine) { shop in
            let ada = try await Self.visitor(shop)
            let cart = try await ada.api(.post, "/cart/lines", Self.withoutBasil(shop))
            #expect(cart.text("lines.0.name") == "Margherita vom Blech")
            #expect(cart.text("lines.0.line.details") == "Normale · ohne frisches Basilikum")
            let page = try await ada.page("/cart").body
            for part in ["Deine Bestellung", "ohne frisches Basilikum", "9,50\u{A0}€", "Gluten"] {
                #expect(page.contains(part), "\(part)")
            }
            let quote = try await ada.quote(at: Self.friday)
            #expect(quote.status == 201)
            let confirm = try await ada.page("/quotes/\(quote.text("id"))").body
            #expect(confirm.contains("Freitag, 27. November"))
            // Not in the file, so it is said in Italian.
            #expect(confirm.contains("Come paghi?"))
            let placed = try await ada.order(quote.text("id"), key: "german-order-1")
            #expect(placed.status == 201)
            #expect(try await shop.number("SELECT COUNT(*) FROM orders WHERE language = 'de'") == 1)
            let order = try await ada.page("/orders/\(placed.text("token"))").body
            for part in [
                "Angekommen, Ada. Gleich", "Freitag, 27. November", "1× Margherita vom Blech",
                "ohne frisches Basilikum",
            ] {
                #expect(order.contains(part), "\(part)")
            }
            let ugo = try await shop.staff("ugo")
            ugo.cookies = ada.cookies.filter { $0.key.hasSuffix("lang") }
            let ticket = try await ugo.page("/kitchen/orders/\(placed.text("id"))/ticket").body
            for part in [
                "Abholung · Freitag, 27. November 19:00", ">ohne</span> frisches Basilikum", "Allergene:",
                "Gluten, Milch",
            ] {
                #expect(ticket.contains(part), "\(part)")
            }
            let italian = try await shop.visitor().page("/orders/\(placed.text("token"))").body
            for part in ["venerdì 27 novembre", "1× Margherita<", "senza basilico fresco"] {
                #expect(italian.contains(part), "\(part)")
            }
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Every reader hears a refusal in their own language, whoever caused it", arguments: TestEngine.all)
    func refusals(_ engine: TestEngine) async throws {
        try await Self.withGermanShop(engine) { shop in
            let (ada, ugo) = (try await Self.visitor(shop), try await shop.staff("ugo"))
            let placed = try await ada.placed(in: shop)
            #expect(
                try await ugo.page("/kitchen").body.contains(
                    "name=\"reason\" value=\"too-busy\">Troppo lavoro in cucina<"))
            let path = "/kitchen/orders/\(placed.text("id"))/refusal"
            #expect(try await ugo.api(.put, path, #"{"reason":"too-busy"}"#).text("order.state") == "refused")
            let address = "/orders/\(placed.text("token"))"
            #expect(try await ada.api(.get, address).text("steps.1.reason") == "too-busy")
            #expect(try await ada.page(address).body.contains("Die Küche schafft es gerade nicht."))
            for (language, sentence) in [
                ("it", "In questo momento la cucina non ce la fa."), ("en", "The kitchen cannot keep up right now."),
            ] {
                let page = try await shop.visitor().page(address, language: language).body
                #expect(page.contains(sentence))
                #expect(!page.contains("Troppo lavoro"))
            }
            try await ada.add("margherita", in: shop)
            #expect(try await ugo.api(.put, "/ingredients/\(shop.ingredient("basilico"))/sold-out").status == 200)
            let refused = try await ada.quote()
            #expect(refused.status == 409)
            #expect(refused.text("title") == "frisches Basilikum: heute aus. Nimm es herunter oder tausche es.")
            #expect(try await ada.page("/cart").body.contains("frisches Basilikum: heute aus."))
        }
    }

    @Test("Only a language that has sentences can be chosen", arguments: TestEngine.all)
    func choice(_ engine: TestEngine) async throws {
        try await Self.withGermanShop(engine) { shop in
            let ada = try await Self.visitor(shop)
            let kept = ada.cookies
            for wrong in ["fr", "DE", "", "deutsch", "de-AT"] {
                #expect(try await ada.form("/language", [("language", wrong)]).status == 422, "\(wrong)")
            }
            #expect(ada.cookies == kept)
            #expect(try await ada.page("/cart").body.contains("<html lang=\"de\">"))
            ada.cookies = kept.mapValues { _ in "fr" }
            #expect(try await ada.page("/cart").body.contains("<html lang=\"it\">"))
        }
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            #expect(try await ada.form("/language", [("language", "de")]).status == 422)
            let page = try await ada.page("/menu", language: "de").body
            #expect(page.contains("<html lang=\"it\">"))
            #expect(!page.contains("Deutsch"))
        }
    }

    @Test("A setting names the folders; what is wrong in them stops the start")
    func setting() throws {
        func choices(_ folders: String?) throws -> Choices {
            let environment = folders.map { ["PIZZAMAMA_LANGUAGES": $0] } ?? [:]
            return try Choices(
                Configuration(environment: environment), makeSecret: { String(repeating: "x", count: 32) })
        }
        #expect(try choices(nil).languages == [])
        #expect(try choices("/a/de, /b").languages.map(\.path) == ["/a/de", "/b"])
        #expect(throws: Catalogue.Problem.unreadable("/nowhere/at/all")) {
            try Catalogue(folders: try choices("/nowhere/at/all").languages)
        }
    }
}
