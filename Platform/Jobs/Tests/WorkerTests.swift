import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct WorkerTests {
    @Test(arguments: TestEngine.all) func aJobStartsWhenItsTransactionCommits(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let (done, heard) = AsyncStream.makeStream(of: String.self)
            var registry = JobRegistry()
            registry.on(Bake.self) { job, _ in heard.yield("baked \(job.pizza)") }
            registry.listen(to: Placed.self, as: "mail", .fromBeginning) { event, _, _ in
                heard.yield("placed \(event.order)")
            }
            // It looks once an hour, so what comes at once came by the bell.
            let worker = try JobWorker(database, registry, interval: .hours(1))
            try await serving([worker]) {
                var answers = done.makeAsyncIterator()
                try await database.write { try $0.enqueue(Bake(pizza: 1)) }
                #expect(await answers.next() == "baked 1")
                try await database.write { try $0.publish(Placed(order: 2)) }
                #expect(await answers.next() == "placed 2")
            }
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func severalWorkersRunEveryJobOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [effects], connections: 8) { database in
            let (done, heard) = AsyncStream.makeStream(of: Void.self)
            var registry = JobRegistry()
            registry.on(Bake.self) { job, context in
                try await context.finishing { try $0.effect("\(job.pizza)") }
                heard.yield()
            }
            let workers = try (0..<3).map { _ in try JobWorker(database, registry, room: [.normal: 3]) }
            try await serving(workers) {
                try await database.write { transaction in
                    for pizza in 0..<100 { try transaction.enqueue(Bake(pizza: pizza)) }
                }
                var count = 0
                for await _ in done {
                    count += 1
                    if count == 100 { break }
                }
            }
            let effects = try await database.effects()
            #expect(effects.count == 100)
            #expect(Set(effects).count == 100)
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func shuttingDownLetsFinishWhatRuns(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [effects]) { database in
            let (started, starts) = AsyncStream.makeStream(of: Void.self)
            let (released, releases) = AsyncStream.makeStream(of: Void.self)
            var registry = JobRegistry()
            registry.on(Bake.self) { job, context in
                starts.yield()
                for await _ in released { break }
                try await context.finishing { try $0.effect("\(job.pizza)") }
            }
            let worker = try JobWorker(database, registry, room: [.normal: 1])
            try await serving([worker]) {
                try await database.write { transaction in
                    try transaction.enqueue(Bake(pizza: 1))
                    try transaction.enqueue(Bake(pizza: 2), at: transaction.now + .days(1))
                }
                for await _ in started { break }
                releases.yield()
            }
            #expect(try await database.effects() == ["1"])
            #expect(try await database.counts() == [1, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func withoutADatabaseItGoesOnAndStillStops(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let (started, starts) = AsyncStream.makeStream(of: Void.self)
            let (released, releases) = AsyncStream.makeStream(of: Void.self)
            var registry = JobRegistry()
            registry.every(.seconds(1), "tests.often") { _ in }
            registry.listen(to: Placed.self, as: "mail", .fromNow) { _, _, _ in }
            registry.on(Bake.self) { _, _ in
                starts.yield()
                for await _ in released { break }
            }
            let worker = try JobWorker(
                database, registry, lease: .milliseconds(30), interval: .milliseconds(5), logger: quiet)
            try await serving([worker]) {
                try await database.write { try $0.enqueue(Bake(pizza: 1)) }
                for await _ in started { break }
                await database.close()
                releases.finish()
            }
        }
    }

    @Test(arguments: TestEngine.all) func aHandlerIsCancelledWhenItsJobIsLost(_ engine: TestEngine) async throws {
        try await withDatabase(engine, [effects]) { database in
            let (started, starts) = AsyncStream.makeStream(of: Void.self)
            let (ended, ends) = AsyncStream.makeStream(of: Bool.self)
            var registry = JobRegistry()
            registry.on(Bake.self) { _, _ in
                starts.yield()
                // Ends only by being cancelled.
                for await _ in AsyncStream<Void>.makeStream().stream {}
                ends.yield(Task.isCancelled)
            }
            let worker = try JobWorker(database, registry, lease: .milliseconds(60))
            try await serving([worker]) {
                try await database.write { try $0.enqueue(Bake(pizza: 1)) }
                for await _ in started { break }
                // As another worker would: it has the row now, for a minute.
                try await database.write {
                    _ = try $0.execute("UPDATE jobs SET fence = fence + 1, due_at = \($0.now + .minutes(1))")
                }
                var answers = ended.makeAsyncIterator()
                #expect(await answers.next() == true)
            }
            #expect(try await database.counts() == [0, 1, 0])
        }
    }
}
