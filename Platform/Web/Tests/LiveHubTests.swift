import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import ServiceLifecycle
import Testing

@testable import Web

@Suite struct LiveHubTests {
    private func text(_ stream: AsyncStream<ByteBuffer>, _ count: Int) async -> [String] {
        var lines: [String] = []
        for await buffer in stream {
            lines.append(String(buffer: buffer))
            if lines.count == count { break }
        }
        return lines
    }

    @Test func aReaderGetsWhatItMissedThenWhatComes() async throws {
        let hub = LiveHub()
        let stream = try #require(hub.subscribe(to: "a", first: [ServerSentEvent(id: 3, name: "old", data: "1")]))
        hub.publish(topic: "b", id: 4, name: "other", data: "x")
        hub.publish(topic: "a", id: 5, name: "new\r\nid: 9", data: "two\nlines")
        let lines = await text(stream, 3)
        #expect(lines[0].hasPrefix("retry: "))
        #expect(lines[1] == "id: 3\nevent: old\ndata: 1\n\n")
        #expect(lines[2] == "id: 5\nevent: newid: 9\ndata: two\ndata: lines\n\n")
    }

    @Test func nothingFallsBetweenWhatWasMissedAndWhatComes() async throws {
        let hub = LiveHub()
        let world = try World([
            .stream("/events", "Events.") { _ in
                .stream(
                    EventStream(hub, topic: "a") {
                        // While it looks, something happens: the stream listens already.
                        hub.publish(topic: "a", id: 2, name: "new", data: "during")
                        hub.close()
                        return [ServerSentEvent(id: 1, name: "old", data: "before")]
                    })
            }
        ])
        let text = try await world.send(.get, "/events").text
        let before = try #require(text.ranges(of: "id: 1\nevent: old\ndata: before\n\n").first)
        let during = try #require(text.ranges(of: "id: 2\nevent: new\ndata: during\n\n").first)
        #expect(before.upperBound <= during.lowerBound)
    }

    @Test func oneClientHasOnlySoManyStreamsAndBehindAProxyToo() async throws {
        let hub = LiveHub()
        var settings = WebSettings()
        settings.mostConnectionsPerClient = 2
        settings.trustedProxies = [try #require(AddressRange("10.0.0.1"))]
        let route = Route.stream("/events", "Events.") { _ in .stream(EventStream(hub, topic: "a") { [] }) }
        let world = try World([route], settings: settings)
        func open(_ client: String, _ token: String? = nil) async throws -> Response {
            var head = HTTPRequest(method: .get, scheme: "http", authority: "shop.test", path: "/events")
            head.headerFields[.init("X-Forwarded-For")!] = client
            if let token { head.headerFields[.authorization] = "Bearer \(token)" }
            return try await world.front.response(
                to: Request(head: head, body: .init(buffer: ByteBuffer())), peer: "10.0.0.1")
        }
        var streams = [try await open("203.0.113.9"), try await open("203.0.113.9")]
        #expect(streams.map(\.status.code) == [200, 200])
        #expect(try await open("203.0.113.9").status.code == 503)
        #expect(hub.open == 2)
        // Another address, and whoever is signed in, are counted by themselves.
        streams.append(try await open("203.0.113.10"))
        streams.append(try await open("203.0.113.9", "good"))
        #expect(streams.map(\.status.code) == [200, 200, 200, 200])
        streams = []
        #expect(try await open("203.0.113.9").status.code == 200)
    }

    @Test func aSlowReaderKeepsTheNewest() async throws {
        let hub = LiveHub()
        let stream = try #require(hub.subscribe(to: "a", first: []))
        for number in 1...100 { hub.publish(topic: "a", id: Int64(number), name: "n", data: "") }
        let lines = await text(stream, 16)
        #expect(lines.first == "id: 85\nevent: n\ndata: \n\n")
        #expect(lines.last == "id: 100\nevent: n\ndata: \n\n")
    }

    @Test func aReaderThatLeavesIsForgottenAndClosingEndsTheRest() async throws {
        let hub = LiveHub(most: 2)
        do {
            let gone = try #require(hub.subscribe(to: "a", first: []))
            #expect(hub.open == 1)
            _ = gone
        }
        #expect(hub.open == 0)
        let one = try #require(hub.subscribe(to: "a", first: []))
        let two = try #require(hub.subscribe(to: "a", first: []))
        #expect(hub.subscribe(to: "a", first: []) == nil)
        hub.close()
        #expect(await text(one, 9).count == 1)
        #expect(await text(two, 9).count == 1)
        #expect(hub.open == 0)
        #expect(hub.subscribe(to: "a", first: []) == nil)
    }

    /// Says when the services of a group have begun to run.
    private struct Starter: Service {
        let begun: AsyncStream<Void>.Continuation
        func run() async throws {
            begun.yield()
            try await gracefulShutdown()
        }
    }

    @Test(.timeLimit(.minutes(5))) func itStopsBetweenTwoHeartbeats() async throws {
        let hub = LiveHub(heartbeat: .seconds(3600))
        let stream = try #require(hub.subscribe(to: "a", first: []))
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let group = ServiceGroup(
            configuration: .init(services: [hub, Starter(begun: begin)], logger: Logger(label: "test")))
        async let running: Void = group.run()
        for await _ in begun { break }
        await group.triggerGracefulShutdown()
        try await running
        // The reader's stream has ended, with the pause before a reconnection as all it ever said.
        #expect(await text(stream, .max).count == 1)
        #expect(hub.subscribe(to: "a", first: []) == nil)
    }
}

@Suite struct LiveReaderTests {
    private static func staff(_ id: String, session: String) -> Principal {
        Principal(kind: .staff, id: id, name: id, grants: .none, session: session)
    }

    @Test(.timeLimit(.minutes(5))) func aStreamEndsWithTheSessionThatOpenedItAndNoOther() async throws {
        let hub = LiveHub()
        func open(_ principal: Principal) throws -> AsyncStream<ByteBuffer> {
            try #require(hub.subscribe(to: "board", first: [], reader: LiveReader(principal)))
        }
        let one = try open(Self.staff("1", session: "a"))
        let other = try open(Self.staff("1", session: "b"))
        let colleague = try open(Self.staff("2", session: "c"))
        let stranger = try open(.guest)
        hub.end(of: "staff:1", sessions: ["a"])
        #expect(await one.reduce(0) { count, _ in count + 1 } == 1)
        #expect(hub.open == 3)
        hub.publish(topic: "board", id: 1, name: "board", data: "x")
        hub.end(of: "staff:1", sessions: nil)
        #expect(await other.reduce(0) { count, _ in count + 1 } == 2)
        #expect(hub.open == 2)
        hub.end(of: "staff:9", sessions: nil)
        #expect(hub.open == 2)
        hub.close()
        #expect(await colleague.reduce(0) { count, _ in count + 1 } == 2)
        #expect(await stranger.reduce(0) { count, _ in count + 1 } == 2)
        #expect(hub.open == 0)
    }
}
