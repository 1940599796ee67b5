import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

/// The clock was a day ahead, and has been set right.
@Suite struct AheadTests {
    private func every(_ span: Span, _ work: @escaping @Sendable (ScheduleContext) async throws -> Void) -> JobRegistry
    {
        var registry = JobRegistry()
        registry.every(span, "tests.sweep", lane: .urgent, work)
        return registry
    }

    @Test(arguments: TestEngine.all) func whatComesRoundGoesOnAtOnceInThisProcessAndTheNext(_ engine: TestEngine)
        async throws
    {
        let clock = ManualClock(noon + .days(1))
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let registry = every(.seconds(10)) { context in log.add("\((context.period - noon).seconds)") }
            let worker = try JobWorker(database, registry, logger: quiet)
            try await worker.runUntilIdle()
            #expect(log.all == ["86400"])
            clock.set(noon)
            try await worker.runUntilIdle()
            #expect(log.all == ["86400", "0"])
            #expect(try await database.read { try $0.schedules() }.map(\.nextAt) == [noon])
            clock.set(noon + .seconds(10))
            try await worker.runUntilIdle()
            // Its process ends without a word, and the lease runs out.
            clock.set(noon + .seconds(60))
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(log.all == ["86400", "0", "10", "60"])
        }
    }

    @Test(arguments: TestEngine.all) func whoDiedAheadIsReplacedAndWhatFailedThenIsTriedAgain(_ engine: TestEngine)
        async throws
    {
        let clock = ManualClock(noon + .days(1))
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let registry = every(.hours(24)) { _ in
                log.add("ran")
                if log.all.count < 3 { throw Burnt() }
            }
            let dying = Scheduler(database, registry.schedules, lease: .seconds(30), logger: quiet)
            try await dying.beat()
            await dying.perform(try #require(dying.take { _ in true }.first))
            #expect(log.all.count == 1)
            clock.set(noon)
            let other = Scheduler(database, registry.schedules, lease: .seconds(30), logger: quiet)
            try await other.beat()
            await other.perform(try #require(other.take { _ in true }.first))
            #expect(log.all.count == 2)
            // It failed again, and rests by the clock that is right.
            #expect(other.take { _ in true }.isEmpty)
            clock.set(noon - .hours(2))
            try await other.beat()
            await other.perform(try #require(other.take { _ in true }.first))
            #expect(log.all.count == 3)
            #expect(other.take { _ in true }.isEmpty)
        }
    }

    @Test(arguments: TestEngine.all) func jobsThatWereMadeOrClaimedAheadAreDone(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon + .days(1))
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in log.add("\(job.pizza)") }
            let queue = JobQueue(database: database, names: [Bake.name], lease: .minutes(1))
            try await database.write { try $0.enqueue(Bake(pizza: 1)) }
            // Its worker dies.
            #expect(try await queue.claim(1, in: .normal, except: []).count == 1)
            try await database.write { transaction in
                try transaction.enqueue(Bake(pizza: 2))
                try transaction.enqueue(Bake(pizza: 3), at: clock.clock.now() + .seconds(20))
            }
            clock.set(noon)
            // One that was put off on purpose stays so.
            try await database.write { try $0.enqueue(Bake(pizza: 4), at: noon + .days(2)) }
            let worker = try JobWorker(database, registry, logger: quiet)
            try await worker.runUntilIdle()
            #expect(log.all == ["2"])
            clock.set(noon + .seconds(20))
            try await worker.runUntilIdle()
            #expect(log.all == ["2", "3"])
            // Whoever ran the first one had a lease to say so.
            clock.set(noon + .seconds(60))
            try await worker.runUntilIdle()
            #expect(log.all == ["2", "3", "1"])
            clock.set(noon + .days(2))
            try await worker.runUntilIdle()
            #expect(log.all == ["2", "3", "1", "4"])
        }
    }
}
