import HTML
import HTTPTypes
import Kernel
import Testing

@testable import Web

@Suite("What a route lets a request ask") struct PolicyTests {
    static func change(_ policy: Policy, access: Access = .everyone) -> Route {
        .change(
            .post, "/things", "Makes one.", access: access, body: NoInput.self, answer: Greeting.self, policy: policy
        ) {
            call, _ in .done(Greeting.example, call, to: "/")
        }
    }

    static func read(_ policy: Policy, access: Access = .everyone) -> Route {
        .page("/things", "Shows them.", access: access, policy: policy) { _ in .page(Page("x", "y")) }
    }

    static let fields = Route.form("/things", "Fills one in.", body: Hello.self, policy: Policy(body: .nothing)) {
        call, _ in
        .redirect("/", call)
    }

    @Test(
        "A policy that makes no sense is refused by the route's name",
        arguments: [
            (read(Policy(body: .fields([.json]))), PolicyFault.Reason.bodyOfRead),
            (read(Policy(body: .upload(UploadLimits()), largestBody: 10)), .bodyOfRead),
            (fields, .nothingRead), (change(Policy(body: .fields([]))), .noType),
            (change(Policy(body: .raw([]))), .noType),
            (change(Policy(body: .raw(["json"]))), .noType), (change(Policy(body: .raw(["a/b;c"]))), .noType),
            (change(Policy(body: .upload(UploadLimits()))), .unbounded),
            (change(Policy(body: .upload(UploadLimits(mostFiles: 0)), largestBody: 10)), .unbounded),
            (change(Policy(largestBody: 0)), .unbounded), (change(Policy(largestBody: .max)), .unbounded),
            (change(Policy(deadline: 0)), .deadline), (change(Policy(deadline: 3601)), .deadline),
            (change(Policy(forgery: .signed)), .unproven),
            (change(.webhook("application/json"), access: .holders(of: World.work)), .unproven),
            (read(.keyed), .keyOfRead), (change(.shared { _ in "" }), .privateShared),
            (read(.shared { _ in "" }, access: .principals([.staff])), .privateShared),
            (change(Policy(storage: .immutable)), .storedChange),
            (change(Policy(storage: .revalidated)), .storedChange),
        ])
    func faults(_ route: Route, _ reason: PolicyFault.Reason) throws {
        let fault = PolicyFault(route: "\(route.method.rawValue) /things", reason: reason)
        #expect(throws: fault) { try Policy.Effective(route, WebSettings()) }
        #expect(throws: fault) { try World([Self.read(.usual), route]) }
        #expect(fault.description == "\(route.method.rawValue) /things \(reason.rawValue).")
    }

    @Test("What a policy does not say is as is usual for the kind of route")
    func defaults() throws {
        var settings = WebSettings()
        settings.largestBody = 1234
        func effective(_ route: Route) throws -> String { try Policy.Effective(route, settings).description }
        #expect(try effective(Self.read(.usual)) == "no body, read, never stored")
        #expect(try effective(Self.read(.costly)) == "no body, costly, never stored")
        #expect(try effective(Self.read(.shared { _ in "" })) == "no body, read, shared")
        #expect(try effective(Self.read(Policy(storage: .immutable))) == "no body, read, immutable")
        #expect(try effective(Self.change(.usual)) == "form json 1234 B, change, same-origin, never stored")
        #expect(
            try effective(Self.change(.keyed, access: .principals([.staff])))
                == "form json 1234 B, change, token, never stored, keyed")
        #expect(
            try effective(Self.change(.webhook("application/json", "text/plain")))
                == "raw application/json text/plain 1048576 B, webhook, signed, never stored")
        #expect(
            try effective(Self.change(.upload(largestBody: 5 << 20, deadline: 120)))
                == "upload of 4 5242880 B, 120 s, upload, same-origin, never stored")
        let events = Route.stream("/events", "Tells.") { _ in .empty }
        #expect(try effective(events) == "no body, stream, never stored")
    }

    @Test("The table of routes says it") func table() throws {
        let world = try World([Self.read(Policy(storage: .revalidated)), Self.change(.signIn)])
        #expect(
            world.front.table == [
                "GET\t/things\teveryone\tno body, read, revalidated\tShows them.",
                "POST\t/things\teveryone\tform json 65536 B, sign-in, same-origin, never stored\tMakes one.",
                "POST\t/api/v1/things\teveryone\tform json 65536 B, sign-in, same-origin, never stored\tMakes one.",
            ])
    }

    @Test("Bytes that are signed reach the handler as they were sent, from any site, in the types that were declared")
    func webhooks() async throws {
        let hook = Route.change(
            .post, "/hook", "Hears.", body: NoInput.self, answer: Greeting.self,
            policy: .webhook("application/json", largestBody: 20)
        ) { call, _ in .bytes(call.rawBody, type: "text/plain") }
        let world = try World([hook])
        let json = ["Content-Type": "application/json; charset=utf-8", "Origin": "https://pay.test"]
        let kept = try await world.send(.post, "/hook", json, body: "{\"a\":1,\"a\":2, }\r\n")
        #expect(kept.status == 200)
        #expect(kept.text == "{\"a\":1,\"a\":2, }\r\n")
        #expect(try await world.send(.post, "/hook", json, body: "").status == 200)
        #expect(try await world.send(.post, "/hook", ["Content-Type": "text/plain"], body: "x").status == 415)
        #expect(try await world.send(.post, "/hook", body: "x").status == 415)
        #expect(try await world.send(.post, "/hook", json, body: String(repeating: "x", count: 21)).status == 413)
    }

    @Test("A body of a route's own size, and encodings of its own choice") func sizes() async throws {
        let route = Self.change(Policy(body: .fields([.json]), largestBody: 8))
        let world = try World([route])
        let json = ["Content-Type": "application/json"]
        #expect(try await world.send(.post, "/things", json, body: "{}      ").status == 303)
        #expect(try await world.send(.post, "/things", json, body: "{}       ").status == 413)
        #expect(try await world.send(.post, "/things", json.merging(["Content-Length": "9"]) { $1 }).status == 413)
        #expect(try await world.send(.post, "/things", json.merging(["Content-Length": "-1x"]) { $1 }).status == 413)
        let short = try await world.send(.post, "/things", json.merging(["Content-Length": "3"]) { $1 }, body: "{}")
        #expect(short.status == 400)
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        #expect(try await world.send(.post, "/things", form, body: "a=1").status == 415)
    }

    @Test("A stray Authorization does not stand in for the token of a form") func authorization() async throws {
        let route = Self.change(.usual, access: .holders(of: World.work))
        let world = try World([route])
        let form = ["Content-Type": "application/x-www-form-urlencoded", "Cookie": "session=good"]
        for stray in ["Basic Zm9v", "Bearer", "bearer good", "Digest x"] {
            let answer = try await world.send(
                .post, "/things", form.merging(["Authorization": stray]) { $1 }, body: "a=b")
            #expect(answer.status == 403, "\(stray)")
        }
        let bearer = ["Authorization": "Bearer good", "Content-Type": "application/json"]
        #expect(try await world.send(.post, "/api/v1/things", bearer, body: "{}").status == 200)
        let token = CrossSite.token(for: World.cook)
        #expect(try await world.send(.post, "/things", form.merging(["X-CSRF-Token": token]) { $1 }).status == 303)
    }
}
