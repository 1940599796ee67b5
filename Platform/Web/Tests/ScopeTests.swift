import HTML
import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite("Which shop an address is about") struct ScopeTests {
    static let north = Identifier<Scope>(high: 1, low: 1)
    static let south = Identifier<Scope>(high: 1, low: 2)
    static let directory = ScopeDirectory([(north, "nord", nil), (south, "sud", "Sud.test")])

    static let page = Route.page("/menu", "Menu.", policy: .shared { "\($0?.low ?? 0)" }) { call in
        .page(
            Page(
                "Menu",
                """
                <a href="/menu/a">\(call.scope?.low ?? 0)</a><form action="/cart" hx-post="/cart"></form><img src="/assets/x.png"><a href="//else.test/">="/text</a>
                """))
    }

    @Test(
        "By host, by path, and the first where nothing says which",
        arguments: [
            ("shop.test", "/menu", 1, ""), ("sud.test", "/menu", 2, ""), ("SUD.test:8080", "/menu", 2, ""),
            ("sud.test.", "/menu", 2, ""), ("sud.test.:80", "/menu", 2, ""), ("sud.test..", "/menu", 1, ""),
            ("shop.test", "/s/sud/menu", 2, "/s/sud"), ("sud.test", "/s/nord/menu", 1, "/s/nord"),
        ])
    func finds(_ host: String, _ path: String, _ scope: UInt64, _ base: String) throws {
        let place = try #require(Self.directory.place(host: host, path: path))
        #expect(place.scope?.low == scope)
        #expect(place.base == base)
        #expect(place.path == (base.isEmpty ? nil : "/menu"))
    }

    @Test("A path that names no shop is not there, nor is a shop in an empty directory") func unknown() {
        #expect(Self.directory.place(host: "a", path: "/s/west/menu") == nil)
        #expect(Self.directory.place(host: "a", path: "/s/") == nil)
        #expect(Self.directory.place(host: "a", path: "/s/sud?x=1")?.path == "/?x=1")
        #expect(ScopeDirectory.empty.place(host: "a", path: "/menu") == .init(scope: nil, base: "", path: nil))
    }

    @Test("Pages below a path lead to pages below it, and assets stay where they are") func links() async throws {
        let world = try World([Self.page], scopes: Self.directory)
        let own = try await world.send(.get, "/menu")
        #expect(own.text.contains("<a href=\"/menu/a\">1</a>"))
        let south = try await world.send(.get, "/s/sud/menu")
        #expect(
            south.text.contains("<a href=\"/s/sud/menu/a\">2</a><form action=\"/s/sud/cart\" hx-post=\"/s/sud/cart\">"))
        #expect(south.text.contains("<img src=\"/assets/x.png\"><a href=\"//else.test/\">=\"/text</a>"))
        #expect(try await world.send(.get, "/s/sud/menu").text == south.text)
        #expect(try await world.send(.get, "/menu").text == own.text)
        #expect(try await world.send(.get, "/s/west/menu").status == 404)
    }

    @Test("Being sent on stays within the shop") func redirects() async throws {
        let go = Route.page("/go", "Goes.") { .redirect("/menu", $0) }
        let safe = Route.page("/safe", "Safe.", access: .holders(of: World.seeMoney)) { _ in .page(Page("x", "y")) }
        let back = Route.form("/back", "Back.", body: NoInput.self) { call, _ in .redirect(call.back(or: "/menu"), call)
        }
        let world = try World([go, safe, back], scopes: Self.directory)
        #expect(try await world.send(.get, "/s/sud/go").headers[.location] == "/s/sud/menu")
        #expect(try await world.send(.get, "/s/sud/safe").headers[.location] == "/s/sud/session/new?next=/safe")
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let referer = ["Referer": "http://shop.test/s/sud/menu/a?b=1"]
        let answer = try await world.send(.post, "/s/sud/back", form.merging(referer) { $1 })
        #expect(answer.headers[.location] == "/s/sud/menu/a?b=1")
    }

    @Test("A permission holds for a shop, or for all of them") func grants() {
        let one = Grants(everywhere: [World.work], within: [Self.north: [World.seeMoney]])
        #expect(one.allow(World.work, in: Self.south))
        #expect(one.allow(World.work, in: nil))
        #expect(one.allow(World.seeMoney, in: Self.north))
        #expect(!one.allow(World.seeMoney, in: Self.south))
        #expect(!one.allow(World.seeMoney, in: nil))
        #expect(one.scopes(of: World.seeMoney) == [Self.north])
        #expect(one.scopes(of: World.work) == nil)
        #expect(!Principal.guest.may(World.work, in: Self.north))
    }
}

@Suite("Slots of pages") struct SlotTests {
    struct Broken: Error {}
    static let below = PageSlot<Int>("page.below")

    @Test("Fillings come in order; one that fails or has nothing to say leaves the others") func order() async throws {
        let slots = PageSlots([
            SlotFilling(Self.below, order: 2) { number, _ in "<i>\(number)</i>" },
            SlotFilling(Self.below, order: 0) { _, _ in throw Broken() },
            SlotFilling(Self.below, order: 1) { number, _ in number > 3 ? "<b>\(number)</b>" : nil },
            SlotFilling(PageSlot<Void>("page.other")) { _, _ in "never" },
        ])
        let route = Route.page("/p/{n}", "P.") { call in
            let content = await call.content(of: Self.below, Int(try call.parameter("n")) ?? 0)
            return .page(Page("P", content))
        }
        let world = try World([route], slots: slots)
        #expect(try await world.send(.get, "/p/4").text.contains("</title><b>4</b><i>4</i></html>"))
        #expect(try await world.send(.get, "/p/3").text.contains("</title><i>3</i></html>"))
    }
}
