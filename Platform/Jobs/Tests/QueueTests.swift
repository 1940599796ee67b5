import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct QueueTests {
    @Test(arguments: TestEngine.all) func aJobExistsIfItsTransactionDoes(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in log.add("baked \(job.pizza)") }
            let worker = try JobWorker(database, registry)
            await #expect(throws: Burnt.self) {
                try await database.write {
                    try $0.enqueue(Bake(pizza: 1))
                    throw Burnt()
                }
            }
            try await database.write { try $0.enqueue(Bake(pizza: 2)) }
            let attempts = try await worker.runUntilIdle()
            #expect(attempts == 1)
            #expect(log.all == ["baked 2"])
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func aJobWaitsForItsTime(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in log.add("\(job.pizza)") }
            let worker = try JobWorker(database, registry)
            try await database.write { transaction in
                try transaction.enqueue(Bake(pizza: 3), at: noon + .seconds(20))
                try transaction.enqueue(Bake(pizza: 2), at: noon + .seconds(10))
                try transaction.enqueue(Bake(pizza: 1))
            }
            try await worker.runUntilIdle()
            #expect(log.all == ["1"])
            clock.set(noon + .seconds(20))
            try await worker.runUntilIdle()
            #expect(log.all == ["1", "2", "3"])
        }
    }

    @Test(arguments: TestEngine.all) func aFailureIsRepeatedAfterARestAndThenPutAside(_ engine: TestEngine) async throws
    {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            let policy = RetryPolicy(attempts: 3, first: .seconds(10))
            registry.on(Bake.self, retry: policy) { _, context in
                log.add("\(context.attempt)\(context.isLast ? "!" : "")")
                throw Burnt()
            }
            let worker = try JobWorker(database, registry)
            let id = try #require(try await database.write { try $0.enqueue(Bake(pizza: 1), unique: "pizza-1") })
            try await worker.runUntilIdle()
            #expect(log.all == ["1"])
            // The rest is between a half and the whole of ten seconds.
            clock.advance(.milliseconds(4999))
            try await worker.runUntilIdle()
            #expect(log.all == ["1"])
            clock.advance(.milliseconds(5001))
            try await worker.runUntilIdle()
            #expect(log.all == ["1", "2"])
            clock.advance(.seconds(20))
            try await worker.runUntilIdle()
            #expect(log.all == ["1", "2", "3!"])
            clock.advance(.days(1))
            try await worker.runUntilIdle()
            #expect(log.all == ["1", "2", "3!"])

            let failed = try await database.jobs(.failed)
            #expect(failed.map(\.id) == [id])
            #expect(failed.first?.error == "Burnt()")
            #expect(failed.first?.attempts == 3)
            #expect(failed.first?.payload == #"{"pizza":1}"#)

            // Its key is free again; with another one waiting it cannot come back, alone it can.
            let second = try #require(try await database.write { try $0.enqueue(Bake(pizza: 2), unique: "pizza-1") })
            let blocked = try await database.write { try $0.retryFailedJob(id) }
            #expect(!blocked)
            try await database.write { _ = try $0.execute("DELETE FROM jobs WHERE id = \(second)") }
            let retried = try await database.write { try $0.retryFailedJob(id) }
            #expect(retried)
            try await worker.runUntilIdle()
            #expect(log.all.last == "1")
            #expect(log.all.count == 4)
        }
    }

    @Test(arguments: TestEngine.all) func whatIsHopelessIsPutAsideAtOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            var registry = JobRegistry()
            registry.on(Bake.self) { _, _ in throw JobError.hopeless("no oven") }
            let worker = try JobWorker(database, registry)
            try await database.write { transaction in
                try transaction.enqueue(Bake(pizza: 1))
                try transaction.insert(
                    NewJob(name: Bake.name, lane: .normal, payload: "{ this is no JSON", dueAt: transaction.now))
            }
            let attempts = try await worker.runUntilIdle()
            #expect(attempts == 2)
            let failed = try await database.jobs(.failed)
            #expect(failed.map(\.attempts) == [1, 1])
            #expect(failed.contains { $0.error?.contains("no oven") == true })
            #expect(failed.contains { $0.error?.contains("the payload cannot be read") == true })
            for job in failed {
                let discarded = try await database.write { try $0.discardFailedJob(job.id) }
                #expect(discarded)
            }
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func aKeyIsQueuedOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in log.add("\(job.pizza)") }
            let worker = try JobWorker(database, registry)
            let ids = try await database.write { transaction in
                [
                    try transaction.enqueue(Bake(pizza: 1), unique: "a"),
                    try transaction.enqueue(Bake(pizza: 2), unique: "a"),
                    try transaction.enqueue(Bake(pizza: 3), unique: "b"),
                ]
            }
            // Nothing was put in the second time, so there is no id of it.
            #expect(ids.map { $0 == nil } == [false, true, false])
            #expect(try await database.counts() == [2, 0, 0])
            try await worker.runUntilIdle()
            #expect(log.all.sorted() == ["1", "3"])
            try await database.write { try $0.enqueue(Bake(pizza: 4), unique: "a") }
            try await worker.runUntilIdle()
            #expect(log.all.sorted() == ["1", "3", "4"])
        }
    }

    @Test(arguments: TestEngine.all) func theEffectAndTheEndAreOneCommit(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [effects]) { database in
            var registry = JobRegistry()
            registry.on(Bake.self, retry: .once) { job, context in
                try await context.finishing { try $0.effect("pizza \(job.pizza)") }
                // After the end a failure repeats nothing.
                throw Burnt()
            }
            let worker = try JobWorker(database, registry)
            try await database.write { try $0.enqueue(Bake(pizza: 1)) }
            try await worker.runUntilIdle()
            #expect(try await database.effects() == ["pizza 1"])
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func aStaleWorkerCannotFinish(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, [effects], clock: clock.clock) { database in
            try await database.write { try $0.enqueue(Bake(pizza: 1)) }
            let queue = JobQueue(database: database, names: [Bake.name], lease: .seconds(60))
            let stale = try #require(try await queue.claim(1, in: .normal, except: []).first)
            let tooEarly = try await queue.claim(1, in: .normal, except: [])
            #expect(tooEarly.isEmpty)
            clock.advance(.seconds(60))
            let held = try await queue.claim(1, in: .normal, except: [stale.id])
            #expect(held.isEmpty)
            let fresh = try #require(try await queue.claim(1, in: .normal, except: []).first)
            #expect(fresh.id == stale.id)
            #expect((stale.attempt, fresh.attempt) == (1, 2))

            func context(_ job: ClaimedJob) -> JobContext {
                JobContext(
                    isLast: false, database: database, logger: quiet, job: job, completion: JobCompletion())
            }
            await #expect(throws: JobError.leaseLost) {
                try await context(stale).finishing { try $0.effect("stale") }
            }
            let changes = [
                try await queue.remove(stale), try await queue.quarantine(stale, "x"),
                try await queue.postpone(stale, by: .seconds(1), "x"),
            ]
            #expect(changes == [false, false, false])
            #expect(try await queue.extend([(stale.id, stale.fence)]) == [stale.id: .lost])
            #expect(try await queue.extend([(fresh.id, fresh.fence)]) == [:])
            try await context(fresh).finishing { try $0.effect("fresh") }
            #expect(try await database.effects() == ["fresh"])
        }
    }

    @Test(arguments: TestEngine.all) func aJobThatKillsItsWorkerIsPutAside(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self, retry: RetryPolicy(attempts: 2)) { _, _ in log.add("ran") }
            try await database.write { try $0.enqueue(Bake(pizza: 1)) }
            let queue = JobQueue(database: database, names: [Bake.name], lease: .seconds(60))
            for _ in 0..<2 {
                let claimed = try await queue.claim(1, in: .normal, except: [])
                #expect(claimed.count == 1)
                clock.advance(.seconds(61))
            }
            try await JobWorker(database, registry).runUntilIdle()
            #expect(log.all.isEmpty)
            let failed = try await database.jobs(.failed)
            #expect(failed.map(\.error) == ["abandoned after 2 attempts"])
        }
    }

    @Test(arguments: TestEngine.all) func manyClaimEachJobOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine, connections: 8) { database in
            try await database.write { transaction in
                for pizza in 0..<200 { try transaction.enqueue(Bake(pizza: pizza)) }
            }
            let queue = JobQueue(database: database, names: [Bake.name], lease: .seconds(60))
            let claimed = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [String] = []
                        while true {
                            let jobs = try await queue.claim(7, in: .normal, except: [])
                            if jobs.isEmpty { return mine }
                            mine += jobs.map(\.payload)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(claimed.count == 200)
            #expect(Set(claimed).count == 200)
        }
    }

    @Test(arguments: TestEngine.all) func whatNobodyHereKnowsIsLeftToOthers(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            try await database.write { try $0.enqueue(Bake(pizza: 1)) }
            let attempts = try await JobWorker(database, JobRegistry()).runUntilIdle()
            #expect(attempts == 0)
            #expect(try await database.counts() == [1, 0, 0])
        }
    }

    @Test func aNameIsTakenOnce() async throws {
        try await withDatabase(.sqlite) { database async throws in
            var registry = JobRegistry()
            registry.on(Bake.self) { _, _ in }
            registry.on(Bake.self) { _, _ in }
            #expect(throws: JobError.duplicate("tests.bake")) { try JobWorker(database, registry) }
        }
    }

    @Test func restsGrowToABoundAndDiffer() {
        let policy = RetryPolicy(attempts: 10, first: .seconds(2), longest: .seconds(60))
        let entropy = Entropy.seeded(1)
        for (attempt, whole) in [(1, 2), (2, 4), (5, 32), (6, 60), (60, 60), (.max, 60)] {
            let rests = (0..<100).map { _ in policy.rest(after: attempt, entropy) }
            #expect(rests.allSatisfy { $0 >= .milliseconds(Int64(whole) * 500) && $0 < .seconds(Int64(whole)) })
            #expect(Set(rests).count > 90)
        }
    }
}
