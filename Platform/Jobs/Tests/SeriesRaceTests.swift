import Database
import Dispatch
import Kernel
import Synchronization
import TestKit
import Testing

@testable import Jobs

@Suite struct SeriesRaceTests {
    /// Which events of a topic are in a handler now.
    private final class Kitchen: Sendable {
        private let inside = Mutex<[Int: Int]>([:])
        private let heard = Mutex<[Int: [Int]]>([:])
        let crowded = Counter()

        func enter(_ event: Placed) {
            let isAlone = inside.withLock { inside in
                inside[event.order, default: 0] += 1
                return inside[event.order] == 1
            }
            if !isAlone { crowded.increment() }
            heard.withLock { $0[event.order, default: []].append(event.step) }
        }
        func leave(_ event: Placed) { inside.withLock { $0[event.order, default: 0] -= 1 } }
        var steps: [Int: [Int]] { heard.withLock { $0 } }
    }

    @Test(.timeLimit(.minutes(10)), arguments: TestEngine.all) func severalWorkersKeepTheOrderOfEveryTopic(
        _ engine: TestEngine
    ) async throws {
        let (topics, steps) = (6, 8)
        try await withDatabase(engine, connections: 12) { database in
            let (kitchen, firsts, stage) = (Kitchen(), Counter(), Stage())
            var registry = JobRegistry()
            let retry = RetryPolicy(attempts: 5, first: .milliseconds(1))
            registry.listen(to: Placed.self, as: "stock", .fromBeginning, retry: retry) { event, _, context in
                kitchen.enter(event)
                defer { kitchen.leave(event) }
                await Task.yield()
                // Every third event fails the first time.
                if context.attempt == 1, (event.order + event.step) % 3 == 0 { throw Burnt() }
                if event.step == steps, firsts.increment() == topics { stage.enter("all") }
            }
            let workers = try (0..<3).map { _ in
                try JobWorker(database, registry, interval: .milliseconds(2), logger: quiet)
            }
            try await serving(workers) {
                await withTaskGroup(of: Void.self) { group in
                    for order in 0..<topics {
                        group.addTask {
                            for step in 1...steps {
                                try? await database.write { try $0.publish(Placed(order: order, step: step)) }
                            }
                        }
                    }
                }
                #expect(await stage.next() == "all")
            }
            #expect(kitchen.crowded.value == 0)
            for order in 0..<topics {
                let expected = (1...steps).flatMap { (order + $0) % 3 == 0 ? [$0, $0] : [$0] }
                #expect(kitchen.steps[order] == expected, "order \(order)")
            }
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func nothingIsLeftBehindWhoeverGoesAtTheSameMoment(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine, connections: 8) { database in
            let name = "tests.placed/stock"
            var registry = JobRegistry()
            registry.listen(to: Placed.self, as: "stock", .fromBeginning) { _, _, _ in }
            let listeners = registry.listeners
            var dispatcher = EventDispatcher(database, listeners)
            let queue = JobQueue(database: database, names: [name], lease: .hours(1))
            for order in 0..<40 {
                try await database.write { transaction in
                    for step in 1...3 { try transaction.publish(Placed(order: order, step: step)) }
                }
                _ = try await dispatcher.dispatch()
                let first = try #require(try await queue.claim(9, in: .normal, except: []).first)
                let second = try #require(
                    try await database.jobs(.waiting).first { $0.payload.contains(#"\"step\":2"#) })
                // The first ends, the second is cancelled, and a fourth comes, all at once.
                async let ended = queue.remove(first)
                async let cancelled = database.write { try $0.cancelJob(second.id) }
                try await database.write { try $0.publish(Placed(order: order, step: 4)) }
                async let dispatched = dispatchAnew(database, listeners)
                let outcome = try await (ended, cancelled, dispatched)
                #expect(outcome.0)
                #expect(outcome.1 == .removed)
                for step in 3...4 {
                    let next = try await queue.claim(9, in: .normal, except: [])
                    #expect(next.count == 1, "order \(order)")
                    #expect(next.first?.payload.contains("\\\"step\\\":\(step)") == true)
                    for job in next { #expect(try await queue.remove(job)) }
                }
                #expect(try await database.counts() == [0, 0, 0])
            }
        }
    }

    @Test(arguments: TestEngine.all) func theNextOneComesAsTheLastOneGoes(_ engine: TestEngine) async throws {
        try await withDatabase(engine, connections: 8) { database in
            var registry = JobRegistry()
            registry.listen(to: Placed.self, as: "stock", .fromBeginning) { _, _, _ in }
            let listeners = registry.listeners
            let queue = JobQueue(database: database, names: ["tests.placed/stock"], lease: .hours(1))
            _ = try await dispatchAnew(database, listeners)
            for order in 0..<100 {
                try await database.write { try $0.publish(Placed(order: order, step: 1)) }
                _ = try await dispatchAnew(database, listeners)
                let first = try #require(try await queue.claim(9, in: .normal, except: []).first)
                try await database.write { try $0.publish(Placed(order: order, step: 2)) }
                async let dispatched = dispatchAnew(database, listeners)
                async let ended = queue.remove(first)
                #expect(try await dispatched == 1)
                #expect(try await ended)
                let next = try await queue.claim(9, in: .normal, except: [])
                #expect(next.count == 1, "order \(order)")
                for job in next { #expect(try await queue.remove(job)) }
            }
        }
    }

    @Test(arguments: TestEngine.onlyPostgres) func theNextOneComesAsTheLastOneIsCancelledAndTheFirstRuns(
        _ engine: TestEngine
    ) async throws {
        try await withDatabase(engine, comparing: false) { database in
            var registry = JobRegistry()
            registry.listen(to: Placed.self, as: "stock", .fromBeginning) { _, _, _ in }
            let listeners = registry.listeners
            let queue = JobQueue(database: database, names: ["tests.placed/stock"], lease: .hours(1))
            try await database.write { transaction in
                for step in 1...2 { try transaction.publish(Placed(order: 1, step: step)) }
            }
            #expect(try await dispatchAnew(database, listeners) == 2)
            let first = try #require(try await queue.claim(9, in: .normal, except: []).first)
            let second = try #require(try await database.jobs(.waiting).first)
            let (cancels, cancelled) = AsyncStream.makeStream(of: Int.self)
            let gate = DispatchSemaphore(value: 0)
            let cancelling = Task {
                defer { cancelled.finish() }
                try await database.write { transaction in
                    let backend: Int? = try transaction.first("SELECT pg_backend_pid()")
                    #expect(try transaction.cancelJob(second.id) == .removed)
                    cancelled.yield(backend ?? 0)
                    gate.wait()
                }
            }
            defer { gate.signal() }
            var backends = cancels.makeAsyncIterator()
            let backend = try #require(await backends.next())
            try await database.write { try $0.publish(Placed(order: 1, step: 3)) }
            let dispatching = Task { try await dispatchAnew(database, listeners) }
            while try await database.first(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE \(backend) = ANY(pg_blocking_pids(pid))", as: Int.self)
                == 0
            { await Task.yield() }
            gate.signal()
            try await cancelling.value
            #expect(try await dispatching.value == 1)
            #expect(try await queue.claim(9, in: .normal, except: []).isEmpty)
            #expect(try await queue.remove(first))
            let third = try await queue.claim(9, in: .normal, except: [])
            #expect(third.map { $0.payload.contains("\\\"step\\\":3") } == [true])
        }
    }

    private func dispatchAnew(_ database: Database, _ listeners: [String: JobRegistry.Listener]) async throws -> Int {
        var dispatcher = EventDispatcher(database, listeners)
        return try await dispatcher.dispatch()
    }

    @Test(arguments: TestEngine.onlyPostgres) func anEventThatCommitsLateIsHeardFirst(_ engine: TestEngine) async throws
    {
        try await withDatabase(engine, comparing: false) { database in
            let (log, gate) = (Log(), DispatchSemaphore(value: 0))
            // A test that fails on its way must not wait for ever.
            defer { gate.signal() }
            var registry = JobRegistry()
            registry.listen(to: Placed.self, as: "mail", .fromBeginning) { event, _, _ in log.add("\(event.order)") }
            let worker = try JobWorker(database, registry, logger: quiet)
            let stage = Stage()
            let late = Task {
                try await database.write { transaction in
                    try transaction.publish(Placed(order: 1))
                    // What was posted travels with the next statement: now it has its id.
                    _ = try transaction.first("SELECT 1", as: Int.self)
                    stage.enter("published")
                    gate.wait()
                }
            }
            _ = await stage.next()
            try await database.write { try $0.publish(Placed(order: 2)) }
            try await worker.runUntilIdle()
            #expect(log.all == [])
            gate.signal()
            try await late.value
            try await worker.runUntilIdle()
            #expect(log.all == ["1", "2"])
        }
    }
}
