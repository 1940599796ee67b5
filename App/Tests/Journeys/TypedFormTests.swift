import Database
import Kernel
import TestKit
import Testing
import Web

@Suite("A refused form comes back with what was typed")
struct TypedFormTests {
    @Test("The checkout without a street, and with a floor that is too long", arguments: TestEngine.all)
    func checkout(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let typed = [
                ("mode", "delivery"), ("address.street", ""), ("address.number", "16/3 int. 1 sc. B"),
                ("address.city", "Borgo San Lino"), ("address.bell", "Bianchi <3"),
                ("address.floor", String(repeating: "à", count: 61)), ("address.note", "cancello verde"),
            ]
            let page = try await ada.form("/quotes", typed)
            #expect(page.status == 422)
            for (name, value) in typed where name.hasPrefix("address.") {
                #expect(page.control(name) == value.replacing("<", with: "&lt;"), "\(name)")
            }
            #expect(page.body.contains("<strong>Via o piazza</strong>: Manca."))
            #expect(page.body.contains("al massimo 60 caratteri"))
            #expect(!page.body.contains("address.street:"))
            #expect(try await shop.number("SELECT COUNT(*) FROM quotes") == 0)
        }
    }

    @Test("The confirmation with a name of 81 characters", arguments: TestEngine.all)
    func confirmation(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ada = shop.visitor()
            try await ada.add("margherita", in: shop)
            let quote = try await ada.quote().text("id")
            let name = String(repeating: "è", count: 81)
            func send(_ name: String) async throws -> Answer {
                try await ada.form(
                    "/orders",
                    [
                        ("quote", quote), ("idempotency_key", "typed-key-1"), ("name", name), ("phone", "333 1234567"),
                        ("note", "senza aglio"), ("payment", "card"),
                    ])
            }
            let page = try await send(name)
            #expect(page.status == 422)
            #expect((page.control("name"), page.control("phone")) == (name, "333 1234567"))
            #expect(page.body.contains(">senza aglio</textarea>"))
            #expect(page.body.contains("al massimo 80 caratteri"))
            #expect(page.body.contains("<strong>Il tuo nome</strong>"))
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
            #expect(try await send(String(name.dropLast())).status == 303)
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 1)
        }
    }
}
