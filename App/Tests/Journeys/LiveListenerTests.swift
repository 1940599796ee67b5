import Database
import FeatureKit
import Kernel
import Logging
import Synchronization
import TestKit
import Testing

@testable import Composition

@Suite("Features that could not follow")
struct LiveListenerTests {
    struct Rang: DomainEvent {
        static let name = "tests.rang"
        var topic: String { "bell" }
    }

    struct Away: Error {}

    /// Can neither react nor read anything anew.
    struct Broken: Feature {
        static let name = "broken"
        let tries: AsyncStream<Void>.Continuation
        var reactions: [Reaction] { [Reaction(to: Rang.self) { _ in throw Away() }] }
        func refresh() async throws {
            tries.yield()
            throw Away()
        }
    }

    /// Cannot react, and can read everything anew.
    struct Mending: Feature {
        static let name = "mending"
        let refreshes: AsyncStream<Void>.Continuation
        var reactions: [Reaction] { [Reaction(to: Rang.self) { _ in throw Away() }] }
        func refresh() async throws { refreshes.yield() }
    }

    @Test("One that never can keeps no other from it, and is tried again", .timeLimit(.minutes(5)))
    func others() async throws {
        try await withDatabase(.sqlite, comparing: false) { database in
            let feed = try await EventFeed.open(database)
            let (tries, tried) = AsyncStream.makeStream(of: Void.self)
            let (refreshes, refreshed) = AsyncStream.makeStream(of: Void.self)
            let features = try FeatureSet(
                [Broken(tries: tried), Mending(refreshes: refreshed)], of: [Broken.self, Mending.self])
            let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let listener = LiveListener(features: features, feed: feed, patience: .milliseconds(1), logger: quiet)
            let running = [Task { try await feed.run() }, Task { try await listener.run() }]
            defer { for task in running { task.cancel() } }
            try await database.write { try $0.publish(Rang()) }
            for await _ in refreshes { break }
            var again = tries.makeAsyncIterator()
            for _ in 0..<3 { #expect(await again.next() != nil) }
            for task in running {
                task.cancel()
                try await task.value
            }
        }
    }
}
