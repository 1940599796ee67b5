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

    @Test(.timeLimit(.minutes(1))) func itStopsBetweenTwoHeartbeats() async throws {
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
