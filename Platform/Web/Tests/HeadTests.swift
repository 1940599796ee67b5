import HTML
import HTTPTypes
import Kernel
import Logging
import Synchronization
import Testing

@testable import Web

@Suite("What stands in heads") struct HeadTests {
    @Test(
        "A question for the head alone gets the fields of the whole",
        arguments: ["/shared", "/own", "/missing", "/closed", "/free"])
    func heads(_ path: String) async throws {
        let world = try World([
            .page("/shared", "S.", policy: .shared { _ in "1" }) { _ in .page(Page("a", "b")) },
            .page("/own", "O.") { _ in .page(Page("a", "b")) },
            .page("/closed", "C.", access: .holders(of: World.work)) { _ in .page(Page("a", "b")) },
            .page("/free", "F.") { .redirect("/own", $0) },
        ])
        let whole = try await world.send(.get, path)
        let head = try await world.send(.head, path)
        #expect(head.bytes.isEmpty)
        #expect(head.status == whole.status)
        #expect(head.headers[.contentLength] == whole.headers[.contentLength])
        var (one, other) = (head.headers, whole.headers)
        (one[.requestID], other[.requestID]) = (nil, nil)
        #expect(one == other)
    }

    @Test("Every answer bears the fields of security, and over TLS the one that says so") func security() async throws {
        var settings = WebSettings()
        let plain = try World([], settings: settings)
        settings.publicURL = "https://shop.test"
        let secure = try World(
            [.page("/a", "A.") { _ in Reply.empty.setting(Cookie("c", "v", maxAge: 5)) }], settings: settings)
        let names: [HTTPField.Name] = [
            .contentSecurityPolicy, .xContentTypeOptions, .referrerPolicy, .crossOriginOpenerPolicy,
            .crossOriginResourcePolicy,
            .permissionsPolicy,
        ]
        for answer in [
            try await plain.send(.get, "/none"), try await secure.send(.get, "/none"),
            try await secure.send(.get, "/a"),
        ] {
            for name in names { #expect(answer.headers[values: name].count == 1, "\(name)") }
        }
        #expect(try await plain.send(.get, "/none").headers[.strictTransportSecurity] == nil)
        let answer = try await secure.send(.get, "/a")
        #expect(answer.headers[.strictTransportSecurity] == "max-age=31536000; includeSubDomains")
        #expect(answer.headers[.setCookie] == "__Host-c=v; Path=/; HttpOnly; SameSite=Lax; Max-Age=5; Secure")
        #expect(Cookie.removal("c").header(secure: false) == "c=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    @Test("Cookies are found by their whole names") func cookies() {
        let cookies = Cookies("a=1; ab=2;b=3; c=; d; e=x=y; a=9; f=\(String(repeating: "v", count: 513))")
        #expect(cookies["a"] == "1")
        #expect(cookies["ab"] == "2")
        #expect(cookies["b"] == "3")
        #expect(cookies["e"] == "x=y")
        for name in ["c", "d", "f", "x", ""] { #expect(cookies[name] == nil) }
        #expect(Cookies(nil).isEmpty && Cookies("").isEmpty && !cookies.isEmpty)
    }

    @Test(
        "Only paths of this site are followed",
        arguments: [
            ("/menu", "/menu"), ("/menu?a=b#c", "/menu?a=b#c"), ("//evil.test", "/"), ("//\u{338}evil.test", "/"),
            ("https://evil.test", "/"),
            ("menu", "/"), ("", "/"), ("/a b", "/"), ("/a\r\nSet-Cookie: x", "/"), ("/\\evil.test", "/"),
            ("/a\\b", "/"),
            ("/\u{338}menu", "/\u{338}menu"),
        ])
    func redirects(_ path: String, _ followed: String) async throws {
        let world = try World([.page("/go", "G.") { .redirect(path, $0) }])
        #expect(try await world.send(.get, "/go").headers[.location] == followed)
        let piece = try await world.send(.get, "/go", ["HX-Request": "true"])
        #expect(piece.headers[.htmxRedirect] == followed)
        #expect(piece.status == 200)
    }

    @Test("Problems are named after the product") func product() async throws {
        var settings = WebSettings()
        settings.product = "bakery"
        let route = Route.page("/a", "A.", access: .holders(of: World.work)) { _ in .empty }
        let world = try World([route], settings: settings)
        let json = ["Accept": "application/json"]
        let missing = try await world.send(.get, "/none", json)
        #expect(missing.text.hasPrefix(#"{"type":"urn:bakery:problem:web.not-found","title":"Non c'è.","status":404,"#))
        #expect(try await world.send(.get, "/a", json).headers[.wwwAuthenticate] == "Bearer realm=\"bakery\"")
        #expect(try await world.send(.get, "/" + String(repeating: "a", count: 5000), json).status == 404)
        #expect(try await world.send(.get, "/a?" + String(repeating: "a", count: 5000), json).status == 400)
    }

    @Test("A line of the log is one object, whatever is said") func log() {
        let lines = Mutex<[String]>([])
        let clock = ManualClock(Instant(seconds: 1_790_000_000)).clock
        var logger = Logger(label: "a\"b") { label in
            JSONLogHandler(label: label, clock: clock) { line in lines.withLock { $0.append(line) } }
        }
        logger[metadataKey: "request"] = "1"
        logger.info("two\nlines", metadata: ["z": "9", "a": ["x", "y"]])
        logger.debug("unheard")
        #expect(
            lines.withLock { $0 } == [
                #"{"time":"2026-09-21T14:13:20.000Z","level":"info","logger":"a\"b","message":"two\nlines","a":"[\"x\", \"y\"]","#
                    + #""request":"1","z":"9"}"# + "\n"
            ])
    }
}
