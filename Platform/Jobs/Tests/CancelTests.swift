import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct CancelTests {
    @Test(arguments: TestEngine.all) func whatWaitsIsGone(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self, retry: .once) { job, _ in
                log.add("\(job.pizza)")
                throw Burnt()
            }
            let worker = try JobWorker(database, registry, logger: quiet)
            let id = try #require(try await database.write { try $0.enqueue(Bake(pizza: 1)) })
            #expect(try await database.write { try $0.cancelJob(id) } == .removed)
            #expect(try await database.write { try $0.cancelJob(id) } == .absent)
            try await worker.runUntilIdle()
            #expect(log.all == [])
            // What was put aside is discarded, not cancelled.
            let failing = try #require(try await database.write { try $0.enqueue(Bake(pizza: 2)) })
            try await worker.runUntilIdle()
            #expect(try await database.write { try $0.cancelJob(failing) } == .absent)
            #expect(try await database.counts() == [0, 0, 1])
        }
    }

    @Test(arguments: TestEngine.all) func whatRunsHereIsStoppedAtOnceAndNotRepeated(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let (stage, log) = (Stage(), Log())
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in
                stage.enter("\(job.pizza)")
                do { try await stage.wait() } catch {
                    log.add("stopped \(job.pizza)")
                    throw error
                }
            }
            // Its leases would be extended in twenty minutes, and it looks once an hour.
            let worker = try JobWorker(database, registry, lease: .hours(1), interval: .hours(1), logger: quiet)
            try await serving([worker]) {
                let id = try #require(try await database.write { try $0.enqueue(Bake(pizza: 1)) })
                #expect(await stage.next() == "1")
                #expect(try await database.write { try $0.cancelJob(id) } == .asked)
                // Another one has room for its turn only when the first has gone.
                try await database.write { for pizza in 2...5 { try $0.enqueue(Bake(pizza: pizza)) } }
                for _ in 0..<4 { _ = await stage.next() }
                #expect(log.all == ["stopped 1"])
                #expect(try await database.jobs(.running).allSatisfy { $0.id != id })
                for _ in 0..<4 { stage.release() }
            }
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func whatRunsElsewhereIsStoppedAtTheNextBeat(_ engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let (here, there) = (try await openForTest(location), try await openForTest(location))
            try await Migrator([]).migrate(here)
            let (stage, log) = (Stage(), Log())
            var registry = JobRegistry()
            registry.on(Bake.self) { _, _ in
                stage.enter("begun")
                do { try await stage.wait() } catch {
                    stage.enter("stopped")
                    log.add("stopped")
                    // Whatever it throws, it is not repeated.
                    throw Burnt()
                }
            }
            let worker = try JobWorker(here, registry, lease: .milliseconds(60), logger: quiet)
            try await serving([worker]) {
                let id = try #require(try await here.write { try $0.enqueue(Bake(pizza: 1)) })
                #expect(await stage.next() == "begun")
                #expect(try await there.write { try $0.cancelJob(id) } == .asked)
                #expect(await stage.next() == "stopped")
            }
            #expect(log.all == ["stopped"])
            #expect(try await there.counts() == [0, 0, 0])
            await here.close()
            await there.close()
        }
    }

    @Test(arguments: TestEngine.all) func whatWasCancelledIsNotRepeatedAfterACrash(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in log.add("\(job.pizza)") }
            let id = try #require(try await database.write { try $0.enqueue(Bake(pizza: 1)) })
            let queue = JobQueue(database: database, names: [Bake.name], lease: .seconds(60))
            let claimed = try #require(try await queue.claim(1, in: .normal, except: []).first)
            #expect(try await database.write { try $0.cancelJob(id) } == .asked)
            #expect(try await database.jobs(.running).map(\.isCancelled) == [true])
            #expect(try await queue.extend([(claimed.id, claimed.fence)]) == [id: .cancelled])
            clock.advance(.seconds(61))
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(log.all == [])
            #expect(try await database.counts() == [0, 0, 0])
            // Nor is it put back or aside by the worker that had it.
            for isPostponed in [true, false] {
                let next = try #require(try await database.write { try $0.enqueue(Bake(pizza: 2)) })
                let job = try #require(try await queue.claim(1, in: .normal, except: []).first)
                try await database.write { _ = try $0.cancelJob(next) }
                let isOurs =
                    isPostponed
                    ? try await queue.postpone(job, by: .seconds(1), "x") : try await queue.quarantine(job, "x")
                #expect(isOurs)
                #expect(try await database.counts() == [0, 0, 0])
            }
        }
    }
}
