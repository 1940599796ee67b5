import Kernel
import TestKit
import Testing

@testable import Database

@Suite struct EventFeedTests {
    private func insert(_ database: Database, _ id: Int) async throws {
        try await database.write {
            try $0.execute(
                """
                INSERT INTO outbox (id, name, topic, payload, occurred_at)
                VALUES (\(id), 'tests.accepted', \("order/\(id % 10)"), \("{\"number\":\(id)}"), \($0.now))
                """)
        }
    }

    /// What is waiting in a subscription, without waiting for more.
    private func waiting(_ subscription: EventSubscription) async -> [Int64] {
        subscription.subscriber.continuation.finish()
        var ids: [Int64] = []
        for await case .event(let event) in subscription { ids.append(event.id) }
        return ids
    }

    @Test(arguments: TestEngine.all) func eventsArriveOnceByTopicAndInOrder(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let feed = EventFeed(database)
            try await database.write { try $0.publish(Accepted(number: 0)) }
            try await feed.start()
            let (all, one) = (feed.subscribe(), feed.subscribe(to: "order/3"))
            #expect(feed.subscriptionCount == 2)
            for number in 1...13 { try await database.write { try $0.publish(Accepted(number: number)) } }
            try await feed.poll()
            try await feed.poll()
            var numbers: [Int] = []
            one.subscriber.continuation.finish()
            for await case .event(let event) in one {
                numbers.append(try #require(try event.decoded(as: Accepted.self)).number)
            }
            #expect(numbers == [3, 13])
            let ids = await waiting(all)
            #expect(ids.count == 13)
            #expect(ids == ids.sorted())
            #expect(feed.subscriptionCount == 0)
        }
    }

    @Test(arguments: TestEngine.all) func whatCommitsLateIsStillDeliveredOnce(_ engine: TestEngine) async throws {
        let time = ManualClock(Instant(seconds: 0))
        try await withDatabase(engine) { database in
            try await insert(database, 1)
            try await insert(database, 3)
            let feed = EventFeed(database, patience: .seconds(10), monotonic: time.clock)
            try await feed.start()
            let all = feed.subscribe()
            // 2 was taken before the feed started; 4 to 19 are under way when 20 commits.
            try await insert(database, 20)
            try await feed.poll()
            try await insert(database, 2)
            try await insert(database, 10)
            try await feed.poll()
            time.advance(.seconds(10))
            try await insert(database, 4)
            try await feed.poll()
            // Now they are given up: one that comes after all is not.
            time.advance(.seconds(1))
            try await feed.poll()
            try await insert(database, 5)
            try await insert(database, 21)
            try await feed.poll()
            #expect(await waiting(all) == [20, 2, 10, 4, 21])
        }
    }

    @Test func gapsAreSplitAndForgotten() {
        var progress = EventProgress(patience: .seconds(10))
        let (early, late) = (Instant(seconds: 0), Instant(seconds: 11))
        progress.start([5], at: early)
        progress.saw(10, at: early)
        #expect(progress.gaps == [.init(range: 6...9, since: early)])
        progress.saw(7, at: late)
        #expect(progress.gaps == [.init(range: 6...6, since: early), .init(range: 8...9, since: early)])
        progress.saw(6, at: late)
        progress.saw(14, at: late)
        progress.giveUp(at: late)
        #expect(progress.gaps == [.init(range: 11...13, since: late)])
        #expect(progress.newest == 14)
    }

    @Test func aSlowReaderIsToldWhatItMissedAndKeepsTheNewest() async throws {
        try await withDatabase(.sqlite) { database in
            let feed = EventFeed(database)
            let slow = feed.subscribe(buffer: 3)
            for id in 1...5 { try await insert(database, id) }
            try await feed.poll()
            slow.subscriber.continuation.finish()
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
            let feed = EventFeed(database)
            try await feed.start()
            let all = feed.subscribe(buffer: 1000)
            let published = await withTaskGroup(of: Int?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let committed: Void? = try? await database.write { transaction in
                            try transaction.publish(Accepted(number: number))
                            try transaction.execute("DELETE FROM inbox")
                            if number % 5 == 0 { throw Rejected() }
                        }
                        try? await feed.poll()
                        return committed.map { number }
                    }
                }
                return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
            }
            try await feed.poll()
            all.subscriber.continuation.finish()
            var seen: [Int] = []
            for await case .event(let event) in all {
                seen.append(try #require(try event.decoded(as: Accepted.self)).number)
            }
            #expect(published.count == 160)
            #expect(Set(seen) == published)
            #expect(seen.count == 160)
        }
    }

    @Test(arguments: TestEngine.all) func aReaderThatComesBackReplaysItsTopic(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            for id in [1, 2, 11, 21, 31] { try await insert(database, id) }
            let events = try await database.read { try $0.events(topic: "order/1", after: 1) }
            #expect(events.map(\.id) == [11, 21, 31])
            let two = try await database.read { try $0.events(topic: "order/1", after: 0, limit: 2) }
            #expect(two.map(\.id) == [1, 11])
        }
    }

    @Test(arguments: TestEngine.all) func whoComesBackGetsWhatItMissedAndNothingTwice(_ engine: TestEngine) async throws
    {
        try await withDatabase(engine) { database in
            let feed = EventFeed(database)
            try await feed.start()
            for id in [1, 2, 11, 21] { try await insert(database, id) }
            let back = try await feed.subscribe(to: "order/1", after: 1)
            // The feed has not looked yet, so it will find 11 and 21 too.
            try await insert(database, 31)
            try await feed.poll()
            #expect(await waiting(back) == [11, 21, 31])
            for id in 100..<1100 { try await insert(database, id * 10 + 2) }
            let late = try await feed.subscribe(to: "order/2", after: 2)
            var items = late.makeAsyncIterator()
            #expect(await items.next() == .missed)
        }
    }

    @Test(arguments: TestEngine.all) func theServiceDeliversWithoutBeingAsked(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let (here, there) = (try await openForTest(location), try await openForTest(location))
            try await Migrator([]).migrate(here)
            let feed = EventFeed(here, interval: .milliseconds(5))
            try await feed.start()
            let all = feed.subscribe()
            let running = Task { try await feed.run() }
            var items = all.makeAsyncIterator()
            // One from this process, one from another.
            for (number, database) in [here, there].enumerated() {
                try await database.write { try $0.publish(Accepted(number: number)) }
                guard case .event(let event) = await items.next() else {
                    Issue.record("nothing came")
                    break
                }
                #expect(try event.decoded(as: Accepted.self)?.number == number)
            }
            running.cancel()
            try await running.value
            #expect(await items.next() == nil)
            await here.close()
            await there.close()
        }
    }
}
