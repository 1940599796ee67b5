import Database
import Kernel
import Menu
import TestKit
import Testing
import Web

@Suite("What has run out")
struct AvailabilityTests {
    static func events(_ shop: ShopWorld) async throws -> Int {
        try await shop.number("SELECT COUNT(*) FROM outbox WHERE name = 'products.menu-changed'")
    }

    @Test("A switch turned twice is turned once: one version, one event", arguments: TestEngine.all)
    func idempotent(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ugo = try await shop.staff("ugo")
            let before = try await Self.events(shop)
            for (path, id) in [
                ("products", shop.product("diavola")), ("ingredients", shop.ingredient("bufala")),
                ("doughs", shop.dough("integrale")),
            ] {
                let version = shop.menu.version
                let address = "/\(path)/\(id)/sold-out"
                for _ in 0..<2 {
                    let answer = try await ugo.api(.put, address)
                    #expect(answer.status == 200)
                    #expect(answer.text("id") == id)
                    #expect(answer.body.contains("\"sold_out\":true"))
                    #expect(shop.menu.version == version + 1)
                }
                for _ in 0..<2 {
                    #expect(try await ugo.api(.delete, address).body.contains("\"sold_out\":false"))
                    #expect(shop.menu.version == version + 2)
                }
            }
            #expect(try await Self.events(shop) == before + 6)
            #expect(try await shop.number("SELECT CAST(version AS BIGINT) FROM menus") == Int(shop.menu.version))
        }
    }

    @Test("Ten cooks at once turn one switch: one version", arguments: TestEngine.all)
    func atOnce(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let ugo = try await shop.staff("ugo")
            let address = "/products/\(shop.product("diavola"))/sold-out"
            let version = shop.menu.version
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<10 { group.addTask { try await ugo.twin().api(.put, address).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 10))
            #expect(shop.menu.version == version + 1)
        }
    }

    @Test("The shop window changes in the same moment for everybody, and changes back", arguments: TestEngine.all)
    func window(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (stranger, ugo) = (shop.visitor(), try await shop.staff("ugo"))
            let open = try await stranger.page("/menu")
            #expect(open.status == 200)
            #expect(try await stranger.page("/menu").bytes == open.bytes)
            let address = "/products/\(shop.product("margherita"))/sold-out"
            #expect(try await ugo.api(.put, address).status == 200)
            #expect(try await stranger.page("/menu").body.contains("Per oggi non c&#39;è più"))
            let refused = try await stranger.add("margherita", in: shop)
            #expect(refused.status == 409)
            #expect(refused.text("code") == "menu.sold-out")
            #expect(try await ugo.api(.delete, address).status == 200)
            #expect(!(try await stranger.page("/menu").body.contains("Per oggi non c&#39;è più")))
            #expect(try await stranger.add("margherita", in: shop).status == 201)
        }
    }

    @Test("What is not there has no switch", arguments: TestEngine.all)
    func unknown(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let (ugo, version) = (try await shop.staff("ugo"), shop.menu.version)
            for path in [
                "/products/01890000-0000-7000-8000-000000000000/sold-out", "/products/x/sold-out",
                "/products/\(shop.dough("integrale"))/sold-out", "/sizes/\(shop.size("normale"))/sold-out",
            ] {
                #expect(try await ugo.api(.put, path).status == 404, "\(path)")
            }
            #expect(shop.menu.version == version)
        }
    }
}
