import Database
import FeatureKit
import Kernel
import Testing
import Web

@testable import Composition

extension ShopWorld {
    /// What streams said while something was done. It ends the hub, so a shop can be listened to once.
    func listening(_ streams: [(Visitor, String)], while body: () async throws -> Void) async throws -> [String] {
        let (hub, before) = (pizzeria.hub, pizzeria.hub.open)
        return try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (index, (visitor, path)) in streams.enumerated() {
                group.addTask { (index, try await visitor.page(path).body) }
            }
            try await listened(before + streams.count)
            try await body()
            hub.close()
            return try await group.reduce(into: Array(repeating: "", count: streams.count)) { $0[$1.0] = $1.1 }
        }
    }

    /// Returns when so many streams are open: there is nothing to be told of it by, so it looks again and again.
    func listened(_ count: Int) async throws {
        while pizzeria.hub.open < count { try await Task.sleep(for: .milliseconds(1)) }
    }

    /// Carries every event of the outbox to the open pages, as the listener of each process does.
    func tellPages() async throws {
        let events: [PublishedEvent] = try await pizzeria.database.all(
            "SELECT id, name, topic, scope, payload, occurred_at FROM outbox ORDER BY id")
        for event in events {
            #expect(await pizzeria.features.react(to: event).isEmpty, "\(event.name)")
        }
    }
}
