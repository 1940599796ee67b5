import HTML
import HTTPTypes
import Kernel
import Synchronization
import Testing

@testable import Web

@Suite struct FrontTests {
    static let greet = Route.change(
        .put, "/greetings/{id}", "Greets.", body: Hello.self, answer: Greeting.self
    ) { call, input in
        let value = Greeting(name: input.name, note: input.tags.first, count: input.count)
        return .done(value, call, to: "/greetings", fragment: { "<b>\(value.name)</b>" })
    }

    @Test func oneHandlerAnswersPeopleAndPrograms() async throws {
        let world = try World([Self.greet])
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let page = try await world.send(.put, "/greetings/1", form, body: "name=%3CAda%3E&count=2&tags.0.label=x")
        #expect(page.status == 303)
        #expect(page.headers[.location] == "/greetings")
        let piece = try await world.send(
            .put, "/greetings/1", form.merging(["HX-Request": "true"]) { $1 }, body: "name=%3CAda%3E")
        #expect(piece.text == "<b>&lt;Ada&gt;</b>")
        let json = try await world.send(
            .put, "/api/v1/greetings/1", ["Content-Type": "application/json"],
            body: #"{"name":"Ada \"A\"","tags":[{"label":"x"}]}"#)
        #expect(json.status == 200)
        #expect(json.text == #"{"name":"Ada \"A\"","note":"x","count":1}"#)
    }

    @Test func aFormMaySendPutAsPost() async throws {
        let world = try World([Self.greet])
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        #expect(try await world.send(.post, "/greetings/1", form, body: "name=A").status == 303)
        #expect(try await world.send(.post, "/api/v1/greetings/1", form, body: "name=A").status == 405)
    }

    @Test func everyWrongFieldIsNamedAndNothingRuns() async throws {
        let world = try World([Self.greet])
        let answer = try await world.send(
            .put, "/api/v1/greetings/1", ["Content-Type": "application/json"],
            body: #"{"count":9,"tags":[{"label":"abcd"},{}],"nmae":"x"}"#)
        #expect(answer.status == 422)
        #expect(answer.headers[.contentType] == "application/problem+json")
        for part in [
            #""field":"name","code":"missing""#, #""field":"count","code":"out-of-range""#,
            #""field":"tags.0.label","code":"too-long""#, #""field":"tags.1.label","code":"missing""#,
            #""field":"nmae","code":"unknown""#,
        ] { #expect(answer.text.contains(part), "\(part) in \(answer.text)") }
    }

    @Test(arguments: [
        (#"{"name":"a","name":"b"}"#, 400), (#"{"name":"a",}"#, 400), ("{\"name\":\"a\u{0}\"}", 400),
        (#"{"name":"a\u0000"}"#, 422), (#"{"name":1}"#, 422), (#"[]"#, 422), (#"{"name":"a","count":1.5}"#, 422),
        (#"{"name":"a","count":1e99}"#, 422), (#"{"name":"a","count":99999999999999999999}"#, 422),
        (#"{"name":"a","count":-1}"#, 422), (String(repeating: "[", count: 5000), 400), ("\"\\ud800\"", 400),
        (#"{"name":"a","count":2.0}"#, 200), (#"{"name":"😀"}"#, 200),
    ])
    func hostileBodiesAreRefusedByName(body: String, status: Int) async throws {
        let world = try World([Self.greet])
        let answer = try await world.send(.put, "/api/v1/greetings/1", ["Content-Type": "application/json"], body: body)
        #expect(answer.status == status, "\(body)")
    }

    @Test func bodiesAreBoundedAndTyped() async throws {
        let world = try World([Self.greet])
        let large = String(repeating: "a", count: 70_000)
        #expect(
            try await world.send(.put, "/api/v1/greetings/1", ["Content-Type": "application/json"], body: large).status
                == 413)
        #expect(
            try await world.send(.put, "/api/v1/greetings/1", ["Content-Type": "text/plain"], body: "{}").status == 415)
        #expect(try await world.send(.put, "/api/v1/greetings/1", body: "{}").status == 415)
        #expect(
            try await world.send(
                .put, "/api/v1/greetings/1", ["Content-Type": "application/x-www-form-urlencoded"], body: "name=a"
            ).status == 415)
    }

    @Test func otherSitesCannotAct() async throws {
        let world = try World([Self.greet])
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        for (field, value, status) in [
            ("Sec-Fetch-Site", "cross-site", 403), ("Sec-Fetch-Site", "same-site", 403),
            ("Sec-Fetch-Site", "same-origin", 303), ("Origin", "https://evil.test", 403), ("Origin", "null", 403),
            ("Origin", "http://shop.test", 303),
        ] {
            let answer = try await world.send(.put, "/greetings/1", form.merging([field: value]) { $1 }, body: "name=a")
            #expect(answer.status == status, "\(field): \(value)")
        }
    }

    @Test func staffRoutesWantAPersonAPermissionAndATokenOfTheForm() async throws {
        let calls = Mutex(0)
        let route = Route.change(
            .put, "/oven", "Heats.", access: .holders(of: World.work), body: NoInput.self, answer: Greeting.self
        ) { call, _ in
            calls.withLock { $0 += 1 }
            return .done(Greeting.example, call, to: "/")
        }
        let other = Route.page("/safe", "Opens.", access: .holders(of: World.seeMoney)) { _ in .page(Page("x", "y")) }
        let world = try World([route, other])
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        #expect(try await world.send(.put, "/api/v1/oven").status == 401)
        #expect(try await world.send(.put, "/api/v1/oven", ["Authorization": "Bearer bad"]).status == 401)
        #expect(
            try await world.send(.put, "/oven", form.merging(["Cookie": "session=good"]) { $1 }, body: "a=b").status
                == 403)
        #expect(calls.withLock { $0 } == 0)
        #expect(try await world.send(.put, "/api/v1/oven", ["Authorization": "Bearer good"]).status == 200)
        let token = CrossSite.token(for: World.cook)
        let sent = try await world.send(
            .put, "/oven", form.merging(["Cookie": "a=b; session=good"]) { $1 }, body: "csrf=\(token)")
        #expect(sent.status == 303)
        #expect(calls.withLock { $0 } == 2)
        #expect(try await world.send(.get, "/safe", ["Cookie": "session=good"]).status == 403)
        let stranger = try await world.send(.get, "/safe")
        #expect(stranger.status == 303)
        #expect(stranger.headers[.location] == "/session/new?next=/safe")
    }

    @Test func aSharedPageIsMadeOnceForStrangersAndNeverForOthers() async throws {
        let made = Mutex(0)
        let version = Mutex("1")
        let route = Route.page("/menu", "Menu.", policy: .shared { _ in version.withLock { $0 } }) { call in
            made.withLock { $0 += 1 }
            return .page(Page("Menu", "<p>\(String(repeating: "pizza ", count: 300))</p>"))
        }
        let world = try World([route])
        let first = try await world.send(.get, "/menu", ["Accept-Encoding": "gzip"])
        #expect(first.headers[.contentEncoding] == "gzip")
        #expect(first.bytes.count < 200)
        let tag = try #require(first.headers[.eTag])
        _ = try await world.send(.get, "/menu")
        #expect(made.withLock { $0 } == 1)
        let unchanged = try await world.send(.get, "/menu", ["If-None-Match": tag])
        #expect(unchanged.status == 304)
        #expect(unchanged.bytes.isEmpty)
        let own = try await world.send(.get, "/menu", ["Cookie": "cart=x"])
        #expect(own.headers[.cacheControl] == "no-store")
        #expect(made.withLock { $0 } == 2)
        let english = try await world.send(.get, "/menu", ["Accept-Language": "de, en;q=0.8, it;q=0.5"])
        #expect(english.text.contains("lang=\"en\""))
        version.withLock { $0 = "2" }
        #expect(try await world.send(.get, "/menu", ["If-None-Match": tag]).status == 304)
        #expect(made.withLock { $0 } == 4)
    }

    @Test func whatIsNotThereSaysSoInTheVisitorsLanguage() async throws {
        let world = try World([Self.greet])
        let page = try await world.send(.get, "/nowhere", ["Accept-Language": "en"])
        #expect(page.status == 404)
        #expect(page.text.contains("Not here."))
        #expect(page.headers[.contentSecurityPolicy]?.contains("script-src 'self'") == true)
        let json = try await world.send(.get, "/api/v1/nowhere")
        #expect(json.headers[.contentType] == "application/problem+json")
        let method = try await world.send(.delete, "/greetings/1")
        #expect(method.status == 405)
        #expect(method.headers[.allow] == "POST, PUT")
        #expect(try await world.send(.delete, "/api/v1/greetings/1").text.contains("\"status\":405"))
    }

    @Test func anInternalErrorShowsNothing() async throws {
        struct Secret: Error { let password = "hunter2" }
        let world = try World([Route.page("/x", "Fails.") { _ in throw Secret() }])
        let answer = try await world.send(.get, "/x")
        #expect(answer.status == 500)
        #expect(!answer.text.contains("hunter2"))
        #expect(!answer.text.contains("Secret"))
    }

    @Test func changesOfOneClientAreBounded() async throws {
        var settings = WebSettings()
        settings.rates[.change] = Rate(perMinute: 60, burst: 2)
        let world = try World([Self.greet], settings: settings)
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        var statuses: [Int] = []
        for _ in 0..<3 { statuses.append(try await world.send(.put, "/greetings/1", form, body: "name=a").status) }
        #expect(statuses == [303, 303, 429])
        #expect(try await world.send(.put, "/greetings/1", form, body: "name=a", peer: "10.0.0.2").status == 303)
        world.clock.advance(.seconds(1))
        #expect(try await world.send(.put, "/greetings/1", form, body: "name=a").status == 303)
    }

    @Test func assetsAreNamedByTheirContent() async throws {
        let world = try World([])
        let address = world.front.assets.address("css/a.css")
        let answer = try await world.send(.get, address, ["Accept-Encoding": "gzip, br"])
        #expect(answer.status == 200)
        #expect(answer.headers[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(answer.bytes.count < 100)
        #expect(try await world.send(.get, "/assets/../it.json").status == 404)
        #expect(try await world.send(.get, "/assets/missing/css/a.css").status == 404)
    }
}
