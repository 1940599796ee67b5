import Foundation
import HTML
import Kernel
import Synchronization
import Testing

@testable import Web

@Suite("Over a real connection", .timeLimit(.minutes(10))) struct SocketTests {
    /// What a handler was asked, and how often.
    final class Seen: Sendable {
        let bodies = Mutex<[String]>([])
    }

    static func world(_ seen: Seen = Seen(), _ change: (inout WebSettings) -> Void = { _ in }, _ more: [Route] = [])
        throws -> World
    {
        var settings = WebSettings()
        settings.port = 0
        // Only what is tested runs out, however late a test that runs beside many others gets its turn.
        (settings.idleSeconds, settings.requestSeconds) = (3600, 3600)
        let temporary = TemporaryFolder()
        settings.uploadFolder = temporary.url
        change(&settings)
        let echo = Route.change(
            .post, "/echo", "Echoes.", body: NoInput.self, answer: Greeting.self,
            policy: Policy(body: .raw(["text/plain"]), largestBody: 1000)
        ) { call, _ in
            seen.bodies.withLock { $0.append(String(decoding: call.rawBody, as: UTF8.self)) }
            return .bytes(call.rawBody, type: "text/plain")
        }
        let closed = Route.change(
            .post, "/closed", "Refuses.", access: .holders(of: World.work), body: NoInput.self, answer: Greeting.self,
            policy: Policy(largestBody: 1 << 30)
        ) { call, _ in .done(Greeting.example, call, to: "/") }
        let hello = Route.page("/hello", "Greets.") { _ in .bytes(Array("hello".utf8), type: "text/plain") }
        return try World([echo, closed, hello] + more, settings: settings, folder: temporary)
    }

    static func post(_ path: String, _ fields: String, _ body: String = "") -> String {
        "POST \(path) HTTP/1.1\r\nHost: shop.test\r\nAccept: application/json\r\nContent-Type: text/plain\r\n\(fields)\r\n\r\n\(body)"
    }
    static let hello = "GET /hello HTTP/1.1\r\nHost: shop.test\r\n\r\n"

    @Test("Requests one after the other, and at once, are answered in order") func pipelining() async throws {
        try await withServer(try Self.world()) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.hello)
                #expect(await wire.read(until: "hello").hasPrefix("HTTP/1.1 200 OK\r\n"))
                try await wire.send(
                    Self.post("/echo", "Content-Length: 3", "abc") + Self.hello
                        + "HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\n" + Self.hello)
                #expect(await wire.read(until: "abc").contains("Content-Length: 3\r\n"))
                #expect(await wire.read(until: "hello").contains("Content-Length: 5\r\n"))
                let head = await wire.read(until: "\r\n\r\n")
                #expect(head.contains("Content-Length: 5\r\n"))
                #expect(await wire.read(until: "hello").hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test("Going back after a form leads to the page that the browser was on") func back() async throws {
        let back = Route.form("/back", "Goes back.", body: NoInput.self) { call, _ in
            .redirect(call.back(or: "/menu"), call)
        }
        try await withServer(try Self.world(Seen(), { _ in }, [back])) { port in
            try await Wire.connect(port) { wire in
                for (referer, place) in [
                    ("http://shop.test/cart?a=1", "/cart?a=1"), ("http://else.test/cart", "/menu"),
                ] {
                    try await wire.send(
                        "POST /back HTTP/1.1\r\nHost: shop.test\r\nReferer: \(referer)\r\nContent-Length: 0\r\n\r\n")
                    #expect(await wire.read(until: "\r\n\r\n").contains("Location: \(place)\r\n"))
                }
            }
        }
    }

    @Test("A body that is announced too large is refused at its head, and the connection ends") func announced()
        async throws
    {
        let seen = Seen()
        try await withServer(try Self.world(seen)) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.post("/echo", "Content-Length: 10000000"))
                let answer = await wire.readAll()
                #expect(answer.hasPrefix("HTTP/1.1 413 "))
                #expect(answer.contains("Connection: close\r\n"))
                #expect(answer.contains(#""code":"web.too-large""#))
            }
            #expect(seen.bodies.withLock { $0 } == [])
        }
    }

    @Test("After a refusal a little is thrown away and the connection goes on") func littleRest() async throws {
        // However long the test is kept waiting, it is the bytes that count here.
        try await withServer(try Self.world(Seen()) { $0.drainSeconds = 600 }) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.post("/closed", "Content-Length: 5000"))
                #expect(await wire.read(until: "}").hasPrefix("HTTP/1.1 401 "))
                try await wire.send(bytes: 5000)
                try await wire.send(Self.hello)
                #expect(await wire.read(until: "hello").contains("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test("A body without end is read for a while, and then no more") func endless() async throws {
        try await withServer(try Self.world()) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.post("/closed", "Transfer-Encoding: chunked", "5\r\nabcde\r\n"))
                let answer = await wire.read(until: "\r\n\r\n")
                #expect(answer.hasPrefix("HTTP/1.1 401 "))
                #expect(answer.contains("Connection: close\r\n"))
                await #expect(throws: (any Error).self) {
                    // Far more than the sockets of both sides hold.
                    for _ in 0..<2000 {
                        try await wire.send("10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n")
                    }
                }
            }
        }
    }

    @Test("A client that waits for leave gets it, or the refusal") func expectations() async throws {
        let seen = Seen()
        try await withServer(try Self.world(seen)) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.post("/echo", "Content-Length: 3\r\nExpect: 100-continue"))
                #expect(await wire.read(until: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                try await wire.send("abc")
                #expect(await wire.read(until: "abc").hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
            try await Wire.connect(port) { wire in
                try await wire.send(Self.post("/echo", "Content-Length: 300000\r\nExpect: 100-continue"))
                #expect(await wire.readAll().hasPrefix("HTTP/1.1 413 "))
            }
            #expect(seen.bodies.withLock { $0 } == ["abc"])
        }
    }

    @Test("Half a body is no body", arguments: ["Content-Length: 11", "Transfer-Encoding: chunked"])
    func halves(_ framing: String) async throws {
        let seen = Seen()
        try await withServer(try Self.world(seen)) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.post("/echo", framing, "5\r\nabcde\r\n"))
                wire.finish()
                #expect(await !wire.readAll().contains("HTTP/1.1 200"))
            }
            #expect(seen.bodies.withLock { $0 } == [])
        }
    }

    @Test(
        "Who does not finish a request in its time is let go",
        arguments: ["POST /echo HTT", post("/echo", "Content-Length: 10", "abc")])
    func slow(_ text: String) async throws {
        try await withServer(try Self.world(Seen(), { $0.requestSeconds = 1 })) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(text)
                #expect(await wire.readAll() == "")
            }
        }
    }

    @Test("One address has its share of connections; a trusted proxy has all") func shares() async throws {
        try await withServer(try Self.world(Seen(), { $0.mostConnectionsPerClient = 1 })) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.hello)
                #expect(await wire.read(until: "hello").hasPrefix("HTTP/1.1 200"))
                try await Wire.connect(port) { second in #expect(await second.readAll() == "") }
                try await wire.send(Self.hello)
                #expect(await wire.read(until: "hello").hasPrefix("HTTP/1.1 200"))
            }
        }
        let trusted = [try #require(AddressRange("127.0.0.0/8"))]
        let proxied = try Self.world(Seen(), { ($0.mostConnectionsPerClient, $0.trustedProxies) = (1, trusted) })
        try await withServer(proxied) { port in
            try await Wire.connect(port) { wire in
                try await wire.send(Self.hello)
                #expect(await wire.read(until: "hello").hasPrefix("HTTP/1.1 200"))
                try await Wire.connect(port) { second in
                    try await second.send(Self.hello)
                    #expect(await second.read(until: "hello").hasPrefix("HTTP/1.1 200"))
                }
            }
        }
    }

    @Test("A client that goes away ends whoever writes to it, and leaves no file behind") func gone() async throws {
        let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
        let export = Route.page("/export", "Writes.") { _ in
            .stream(type: "text/csv") { writer in
                do {
                    while true { try await writer.write(String(repeating: "x", count: 1000)) }
                } catch {
                    ended.yield(true)
                    throw error
                }
            }
        }
        let upload = Route.change(
            .post, "/upload", "Takes.", body: NoInput.self, answer: Greeting.self, policy: .upload(largestBody: 1 << 20)
        ) { call, _ in .done(Greeting.example, call, to: "/") }
        let world = try Self.world(Seen(), { _ in }, [export, upload])
        try await withServer(world) { port in
            try await Wire.connect(port) { wire in
                try await wire.send("GET /export HTTP/1.1\r\nHost: shop.test\r\n\r\n")
                #expect(await wire.read(until: "xxx").hasPrefix("HTTP/1.1 200"))
            }
            var iterator = ends.makeAsyncIterator()
            #expect(await iterator.next() == true)
            let part = "--XyZ\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\nabc"
            let head = Self.post("/upload", "Content-Length: 5000").split(separator: "text/plain").joined(
                separator: "multipart/form-data; boundary=XyZ")
            try await Wire.connect(port) { wire in
                try await wire.send(head + part)
                wire.finish()
                _ = await wire.readAll()
            }
        }
        #expect(world.front.uploads.count == 0)
    }
}
