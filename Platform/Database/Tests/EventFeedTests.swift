import Kernel
import TestKit
import Testing

@testable import Database

@Suite struct EventFeedTests {
    /// Runs a feed while `body` reads, and ends it.
    private func following(_ feed: EventFeed, _ body: () async throws -> Void) async throws {
        let running = Task { try await feed.run() }
        try await body()
        running.cancel()
        try await running.value
    }

    /// The numbers of the next events, as many as are asked for.
    private func next(_ count: Int, _ items: inout EventSubscription.Iterator) async throws -> [Int] {
        var numbers: [Int] = []
        while numbers.count < count, case .event(let event) = await items.next() {
            numbers.append(try #require(try event.decoded(as: Accepted.self)).number)
        }
        return numbers
    }

    @Test(arguments: TestEngine.all) func everythingFromTheOpeningOnArrivesOnceAndInOrder(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine) { database in
            try await database.write { try $0.publish(Accepted(number: 0)) }
            let feed = try await EventFeed.open(database)
            // Neither subscribed nor running yet, and nothing is missed.
            try await database.write { try $0.publish(Accepted(number: 1)) }
            var (one, other) = (feed.subscribe().makeAsyncIterator(), feed.subscribe().makeAsyncIterator())
            try await following(feed) {
                for number in 2...13 { try await database.write { try $0.publish(Accepted(number: number)) } }
                #expect(try await next(13, &one) == Array(1...13))
                #expect(try await next(13, &other) == Array(1...13))
            }
            #expect(await one.next() == nil)
            // Whoever comes after the end waits for nothing.
            var late = feed.subscribe().makeAsyncIterator()
            #expect(await late.next() == nil)
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func whatCommitsLateComesFirst(_ engine: TestEngine) async throws {
        try await withDatabase(engine, comparing: false) { database in
            let feed = try await EventFeed.open(database, interval: .hours(1))
            var items = feed.subscribe().makeAsyncIterator()
            try await following(feed) {
                let (late, failing) = (
                    await OpenPublication(database, 1), await OpenPublication(database, 2, fails: true)
                )
                try await database.write { try $0.publish(Accepted(number: 3)) }
                await late.finish()
                // A rollback rings no bell.
                await failing.finish()
                #expect(try await next(2, &items) == [1, 3])
            }
        }
    }

    @Test func aSlowReaderIsToldWhatItMissedAndKeepsTheNewest() async throws {
        try await withDatabase(.sqlite) { database in
            let feed = try await EventFeed.open(database)
            let slow = feed.subscribe(buffer: 3)
            var quick = feed.subscribe().makeAsyncIterator()
            try await database.write { transaction in
                for number in 1...5 { try transaction.publish(Accepted(number: number)) }
            }
            try await following(feed) {
                let numbers = try await next(5, &quick)
                #expect(numbers == [1, 2, 3, 4, 5])
            }
            var items: [String] = []
            for await item in slow {
                if case .event(let event) = item { items.append("\(event.id)") } else { items.append("missed") }
            }
            #expect(items == ["missed", "3", "4", "5"])
        }
    }

    @Test(arguments: TestEngine.all) func concurrentPublishersLoseNothing(_ engine: TestEngine) async throws {
        struct Rejected: Error {}
        try await withDatabase(engine, connections: 8) { database in
            let feed = try await EventFeed.open(database, interval: .milliseconds(5))
            let all = feed.subscribe(buffer: 1000)
            try await following(feed) {
                let published = await withTaskGroup(of: Int?.self) { group in
                    for number in 0..<200 {
                        group.addTask {
                            let committed: Void? = try? await database.write { transaction in
                                try transaction.publish(Accepted(number: number))
                                try transaction.execute("DELETE FROM inbox")
                                if number % 5 == 0 { throw Rejected() }
                            }
                            return committed.map { number }
                        }
                    }
                    return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
                }
                #expect(published.count == 160)
                var (seen, ids) = (Set<Int>(), [Int64]())
                for await case .event(let event) in all {
                    seen.insert(try #require(try event.decoded(as: Accepted.self)).number)
                    ids.append(event.id)
                    if ids.count == 160 { break }
                }
                #expect(seen == published)
                #expect(ids == ids.sorted())
            }
        }
    }

    @Test(arguments: TestEngine.all) func whatOtherProcessesPublishIsFound(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let (here, there) = (try await openForTest(location), try await openForTest(location))
            try await Migrator([]).migrate(here)
            let feed = try await EventFeed.open(here, interval: .milliseconds(5))
            var items = feed.subscribe().makeAsyncIterator()
            try await following(feed) {
                for (number, database) in [here, there].enumerated() {
                    try await database.write { try $0.publish(Accepted(number: number)) }
                    #expect(try await next(1, &items) == [number])
                }
            }
            #expect(await items.next() == nil)
            await here.close()
            await there.close()
        }
    }
}
