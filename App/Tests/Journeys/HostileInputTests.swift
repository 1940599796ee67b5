import Database
import HTTPTypes
import Kernel
import TestKit
import Testing
import Web

@Suite("Input that means harm")
struct HostileInputTests {
    /// Bodies that no program should send, whatever they are sent to.
    static let bodies: [String] = [
        "", " ", "{", "}", "null", "true", "0", "-1", "1e999", "\"\"", "[]", "[[]]", "{}", "{\"\":\"\"}", "{\"a\":}",
        "{\"quantity\":-1}", "{\"quantity\":1e308}", "{\"quantity\":99999999999999999999}", "{\"quantity\":1.5}",
        "{\"quantity\":\"2\"}", "{\"quantity\":[1]}", "{\"quantity\":{}}", "{\"product\":null}", "{\"product\":7}",
        "{\"product\":\"\"}", "{\"product\":\"00000000-0000-0000-0000-000000000000\"}",
        "{\"product\":\"' OR 1=1 --\",\"quantity\":1}", "{\"sections\":\"x\"}", "{\"sections\":[[],{},null]}",
        "{\"sections\":[{},{},{},{},{}]}", "{\"name\":\"\\u0000\"}", "{\"name\":\"\\ud800\"}",
        "{\"name\":\"\\uDC00x\"}",
        "{\"name\":\"🍕\"}", "{\"note\":\"\\u202e\"}", "{\"mode\":\"teleport\"}", "{\"mode\":[\"pickup\"]}",
        "{\"mode\":\"delivery\",\"address\":[]}", "{\"mode\":\"delivery\",\"address\":{\"street\":{}}}",
        "{\"mode\":\"pickup\",\"wanted_from\":\"9999-99-99T99:99:99Z\"}", "{\"mode\":\"pickup\",\"wanted_from\":0}",
        "{\"quote\":\"x\",\"name\":\"A\",\"phone\":\"1\",\"payment\":\"gold\"}", "{\"minutes\":-5}", "{\"reason\":7}",
        "{\"a\":1,\"a\":2}", "\u{FEFF}{}", "{\"sign_in\":\"mama\\u0000\",\"password\":\"pizzamama\"}",
        String(repeating: "[", count: 20_000), String(repeating: "{\"a\":", count: 10_000),
        "{\"name\":\"" + String(repeating: "è", count: 20_000) + "\"}",
        "{\"note\":\"" + String(repeating: "x", count: 1 << 20) + "\"}",
    ]

    /// Every route of the API that changes something and that anybody may call.
    static let paths: [(Verb, String)] = [
        (.post, "/cart/lines"), (.put, "/cart/lines/01890000-0000-7000-8000-000000000000"),
        (.put, "/cart/lines/01890000-0000-7000-8000-000000000000/quantity"), (.put, "/cart/lines/x/quantity"),
        (.delete, "/cart/lines/%F0%9F%8D%95"), (.put, "/cart/prices"), (.post, "/quotes"), (.post, "/orders"),
        (.put, "/orders/xxx/withdrawal"), (.post, "/orders/xxx/repetitions"), (.post, "/session"),
        (.delete, "/session"),
    ]

    @Test("Every body to every open route: refused or done, never our error", arguments: TestEngine.all)
    func everyBody(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let visitor = shop.visitor()
            try await visitor.add("margherita", in: shop)
            for (verb, path) in Self.paths {
                for body in Self.bodies {
                    let answer = try await visitor.api(verb, path, body, key: "hostile-key")
                    #expect(answer.status < 500, "\(verb.rawValue) \(path) \(body.prefix(60))")
                    if answer.status >= 400 {
                        #expect(answer.headers[.contentType] == "application/problem+json")
                        #expect(answer.text("code") != "" && answer.text("title") != "")
                    }
                }
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM orders") == 0)
            #expect(try await shop.number("SELECT COUNT(*) FROM sessions") == 0)
            #expect(try await shop.number("SELECT COUNT(*) FROM idempotency") == 0)
            #expect(try await shop.broken() == [])
        }
    }

    @Test("Every body to every route of staff", arguments: TestEngine.all)
    func everyStaffRoute(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let id = try await shop.visitor().placed(in: shop).text("id")
            let mama = try await shop.staff("mama")
            for (verb, path) in [
                (Verb.put, "/kitchen/orders/\(id)/refusal"), (.put, "/kitchen/orders/🍕/acceptance"),
                (.put, "/store/pause"),
                (.put, "/products/x/sold-out"), (.put, "/doughs/%00/sold-out"), (.post, "/staff"),
                (.put, "/staff/%27/suspension"), (.put, "/account/password"),
            ] {
                for body in Self.bodies {
                    let answer = try await mama.api(verb, path, body)
                    #expect(answer.status < 500, "\(verb.rawValue) \(path) \(body.prefix(60))")
                }
            }
            #expect(try await shop.number("SELECT COUNT(*) FROM staff") == 5)
        }
    }

    @Test("Forms and addresses of pages", arguments: TestEngine.all)
    func pages(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            let visitor = shop.visitor()
            try await visitor.add("margherita", in: shop)
            let long = String(repeating: "a", count: 3000)
            for path in [
                "/menu?text=%00", "/menu?text=%ff%fe", "/menu?text=" + long, "/menu?without=plutonium", "/menu?=&&==",
                "/menu?text=%", "/menu/%00", "/menu/..%2f..%2fetc", "/menu/" + long, "/quotes/1", "/orders/%F0%9F",
                "/streets?text=%00", "/streets", "/cart/bar?x=1", "/%00", "//evil.example",
                "/session/new?next=//evil.example",
                "/assets/../Package.swift", "/assets/%2e%2e/Package.swift",
                "/menu/margherita?sections.99999999.recipe=1",
                "/menu/margherita?sections.0.recipe=x&size=y&quantity=-1",
            ] {
                let answer = try await visitor.page(path)
                #expect(answer.status < 500, "\(path.prefix(60))")
                #expect(!answer.location.contains("evil"), "\(path)")
            }
            for (name, value) in [
                ("quantity", "-1"), ("quantity", "1e9"), ("quantity", "٣"), ("product", "\u{0}"), ("product", "🍕"),
                ("sections.0.topping-x", ">"), ("sections.0.topping-x", "+"), ("sections.9.recipe", "x"),
                ("sections.-1.recipe", "x"), ("sections", "x"), ("a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p", "x"), ("", ""),
                ("note", String(repeating: "x", count: 70_000)),
            ] {
                let path = name == "note" ? "/quotes" : "/cart/lines"
                let answer = try await visitor.form(path, [("product", shop.product("margherita")), (name, value)])
                #expect(answer.status < 500, "\(name)=\(value.prefix(40))")
            }
            let junk = try await visitor.send(
                "POST", "/cart/lines", ["Content-Type": "application/x-www-form-urlencoded"], [0xFF, 0xFE, 0x00, 0x25])
            #expect(junk.status == 400)
            let xml = try await visitor.send("POST", "/cart/lines", ["Content-Type": "text/xml"], Array("<a/>".utf8))
            #expect(xml.status == 415)
        }
    }

    @Test("Cookies and sign-in text that are none open nothing", arguments: TestEngine.all)
    func cookies(_ engine: TestEngine) async throws {
        try await withShop(engine) { shop in
            for value in ["x", "\u{1}", "🍕", String(repeating: "A", count: 43), String(repeating: "A", count: 9000)] {
                let visitor = shop.visitor()
                visitor.cookies = ["cart": value, "session": value, "lang": value]
                #expect(try await visitor.api(.get, "/cart").count("lines") == 0)
                #expect(try await visitor.page("/menu").status == 200)
                #expect(try await visitor.api(.get, "/kitchen").status == 401)
                #expect(try await visitor.quote().status == 409)
            }
            let visitor = shop.visitor()
            for (name, password, status) in [
                ("mama", "no", 401), ("mama\u{0}", ShopWorld.password, 400), ("", "", 422),
                ("' OR ''='", "' OR ''='", 401),
            ] {
                let refused = try await visitor.form("/session", [("sign_in", name), ("password", password)])
                #expect(refused.status == status, "\(name)")
            }
            let away = try await visitor.form(
                "/session", [("sign_in", "mama"), ("password", ShopWorld.password), ("next", "https://evil.example/")])
            #expect(away.status == 303)
            #expect(away.location == "/")
        }
    }

    @Test("Too many changes from one address are slowed down, each client for itself", arguments: TestEngine.all)
    func rate(_ engine: TestEngine) async throws {
        try await withShop(engine, web: { $0.rates[.change] = Rate(perMinute: 60, burst: 5) }) { shop in
            let visitor = shop.visitor()
            var answers: [Answer] = []
            for _ in 0..<7 { answers.append(try await visitor.add("margherita", in: shop)) }
            #expect(answers.map(\.status) == [201, 201, 201, 201, 201, 429, 429])
            #expect(answers.last?.headers[.retryAfter] == "1")
            #expect(try await visitor.page("/menu").status == 200)
            shop.clock.advance(.seconds(1))
            #expect(try await visitor.add("margherita", in: shop).status == 201)
        }
    }
}
