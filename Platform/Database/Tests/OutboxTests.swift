import Kernel
import TestKit
import Testing

@testable import Database

/// A transaction that has published and neither committed nor rolled back.
final class OpenPublication: Sendable {
    struct RolledBack: Error {}
    private let gate = Gate()
    private let end: Task<Void, any Error>

    /// Returns once the event has its id.
    init(_ database: Database, _ number: Int, fails: Bool = false) async {
        let (published, noted) = AsyncStream.makeStream(of: Void.self)
        let gate = gate
        end = Task {
            defer { noted.finish() }
            try await database.write { transaction in
                try transaction.publish(Accepted(number: number))
                // What was posted travels with the next statement.
                _ = try transaction.first("SELECT 1", as: Int.self)
                noted.finish()
                gate.wait()
                if fails { throw RolledBack() }
            }
        }
        for await _ in published {}
    }

    // A test that has failed before it came to that must not wait for ever.
    deinit { gate.open() }

    /// Lets it end, and waits for that.
    func finish() async {
        gate.open()
        _ = await end.result
    }
}

@Suite struct OutboxTests {
    private func numbers(_ events: [PublishedEvent]) throws -> [Int] {
        try events.map { try #require(try $0.decoded(as: Accepted.self)).number }
    }

    @Test(arguments: TestEngine.all) func anEventKeepsWhatIsAroundIt(_ engine: TestEngine) async throws {
        let noon = Instant(seconds: 1_795_000_000)
        try await withDatabase(engine, clock: ManualClock(noon).clock) { database in
            let shop = Identifier<Shop>(high: 7, low: 8)
            try await database.write { transaction in
                try transaction.publish(Accepted(number: 3), scope: Identifier(shop))
                try transaction.publish(Accepted(number: 13))
                try transaction.publish(Accepted(number: 4))
            }
            let events = try await database.read { try $0.events(topic: "order/3", after: 0) }
            #expect(events.map(\.name) == ["tests.accepted", "tests.accepted"])
            #expect(events.map(\.topic) == ["order/3", "order/3"])
            #expect(events.map(\.occurredAt) == [noon, noon])
            #expect(events.map(\.scope) == [Identifier<Scope>(high: 7, low: 8), nil])
            #expect(try numbers(events) == [3, 13])
        }
    }

    @Test(arguments: TestEngine.all) func aPageKnowsTheLastEventItHasSeen(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            #expect(try await database.read { try $0.lastEventID(topic: "order/1") } == nil)
            for number in [1, 11, 2, 21] { try await database.write { try $0.publish(Accepted(number: number)) } }
            let seen = try #require(try await database.read { try $0.lastEventID(topic: "order/1") })
            #expect(try await database.read { try $0.events(topic: "order/1", after: seen) } == [])
            try await database.write { try $0.publish(Accepted(number: 31)) }
            let (missed, two) = try await database.read { transaction in
                (
                    try transaction.events(topic: "order/1", after: seen),
                    try transaction.events(topic: "order/1", after: 0, limit: 2)
                )
            }
            #expect(try numbers(missed) == [31])
            #expect(try numbers(two) == [1, 11])
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whatCommitsLateIsNeverPassed(_ engine: TestEngine) async throws {
        try await withDatabase(engine, comparing: false) { database in
            var reader = OutboxReader(database)
            try await database.write { try $0.publish(Accepted(number: 1)) }
            let late = await OpenPublication(database, 2)
            try await database.write { try $0.publish(Accepted(number: 3)) }
            let before = try await reader.events(after: 0)
            #expect(try numbers(before) == [1])
            let position = try #require(before.last).id
            for _ in 0..<3 {
                #expect(try await reader.events(after: position) == [])
                #expect(reader.isWaiting)
            }
            await late.finish()
            #expect(try numbers(try await reader.events(after: position)) == [2, 3])
            #expect(!reader.isWaiting)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whatWasRolledBackHoldsUpNothing(_ engine: TestEngine) async throws {
        try await withDatabase(engine, connections: 6, comparing: false) { database in
            var reader = OutboxReader(database)
            let failing = await OpenPublication(database, 1, fails: true)
            try await database.write { try $0.publish(Accepted(number: 2)) }
            #expect(try await reader.events(after: 0) == [])
            // One that began later has a higher id, so nobody waits for it.
            let later = await OpenPublication(database, 3)
            #expect(try await reader.events(after: 0) == [])
            await failing.finish()
            let found = try await reader.events(after: 0)
            #expect(try numbers(found) == [2])
            await later.finish()
            #expect(try numbers(try await reader.events(after: try #require(found.last).id)) == [3])
        }
    }

    @Test(arguments: TestEngine.all) func whatIsGoneHoldsUpNothing(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            for number in 1...6 { try await database.write { try $0.publish(Accepted(number: number)) } }
            try await database.write {
                _ = try $0.execute("DELETE FROM outbox WHERE payload LIKE '%1%' OR payload LIKE '%4%'")
            }
            var reader = OutboxReader(database)
            #expect(try numbers(try await reader.events(after: 0)) == [2, 3, 5, 6])
            #expect(!reader.isWaiting)
            #expect(try numbers(try await reader.events(after: 0, limit: 3)) == [2, 3, 5])
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func theEndIsAfterAllThatWasOnItsWay(_ engine: TestEngine) async throws {
        let (looks, looked) = AsyncStream.makeStream(of: Void.self)
        let observer: @Sendable (String) -> Void = { if $0.contains("pg_locks") { looked.yield() } }
        try await withDatabase(engine, comparing: false, observer: observer) { database in
            let late = await OpenPublication(database, 1)
            try await database.write { try $0.publish(Accepted(number: 2)) }
            let isOver = Counter()
            let end = Task {
                let last = try await OutboxReader.end(of: database)
                return (last, isOver.value)
            }
            for await _ in looks { break }
            isOver.increment()
            await late.finish()
            let (last, over) = try await end.value
            #expect(over == 1)
            #expect(try await database.all("SELECT id FROM outbox ORDER BY id", as: Int64.self) == [last - 1, last])
        }
    }

    @Test(arguments: TestEngine.all) func recordsAreForgottenOnceEveryListenerHasPassedThem(_ engine: TestEngine)
        async throws
    {
        let clock = ManualClock(Instant(seconds: 1_795_000_000))
        try await withDatabase(engine, clock: clock.clock) { database in
            for number in 1...3 { try await database.write { try $0.publish(Accepted(number: number)) } }
            try await database.write { transaction in
                for (listener, position) in [("gone", 0), ("slow", 1), ("quick", 3)] {
                    try transaction.execute(
                        "INSERT INTO event_cursors VALUES (\(listener), \(position), \(transaction.now))")
                }
            }
            clock.advance(.days(40))
            try await database.write {
                try $0.execute("UPDATE event_cursors SET touched_at = \($0.now) WHERE listener <> 'gone'")
            }
            try await database.write { try $0.publish(Accepted(number: 4)) }
            #expect(try await database.read { try $0.eventsAreKeptSince() } == nil)
            // The listener that nobody has any more, and the event that the slow one has passed.
            let forgotten = try await database.write { try $0.forgetRecords(before: $0.now - .days(30)) }
            #expect(forgotten == 2)
            #expect(
                try numbers(try await database.all("SELECT \(PublishedEvent.columns) FROM outbox ORDER BY id")) == [
                    2, 3, 4,
                ])
            try await database.write { _ = try $0.execute("UPDATE event_cursors SET position = 4") }
            try await database.write { try $0.forgetRecords(before: $0.now - .days(30)) }
            // An earlier moment forgets nothing, and takes nothing back.
            let kept = try await database.read { (try $0.eventsAreKeptSince(), $0.now) }
            #expect(kept.0 == kept.1 - .days(30))
            try await database.write { try $0.forgetRecords(before: $0.now - .days(60)) }
            #expect(try await database.read { try $0.eventsAreKeptSince() } == kept.0)
            #expect(try await database.count("outbox_horizon") == 1)
            // Two that forgot at the same time left a row each: the later moment is the one.
            try await database.write { try $0.execute("INSERT INTO outbox_horizon VALUES (\($0.now - .days(90)))") }
            try await database.write { try $0.execute("INSERT INTO outbox_horizon VALUES (\($0.now - .days(20)))") }
            #expect(try await database.read { try $0.eventsAreKeptSince() == $0.now - .days(20) })
            // Passed, but too young.
            #expect(
                try numbers(try await database.all("SELECT \(PublishedEvent.columns) FROM outbox ORDER BY id")) == [4])
        }
    }
}
