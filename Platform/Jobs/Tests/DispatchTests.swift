import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct DispatchTests {
    @Test(arguments: TestEngine.all) func everyListenerIsToldAndNoneHoldsUpAnother(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.listen(to: Placed.self, as: "stock", retry: RetryPolicy(attempts: 2)) { event, _ in
                log.add("stock \(event.order)")
                if event.order == 1 { throw Burnt() }
            }
            registry.listen(to: Placed.self, as: "mail") { event, _ in log.add("mail \(event.order)") }
            let worker = try JobWorker(database, registry)
            try await database.write { transaction in
                try transaction.publish(Placed(order: 1))
                try transaction.publish(Placed(order: 2))
            }
            try await worker.runUntilIdle()
            #expect(log.all.sorted() == ["mail 1", "mail 2", "stock 1", "stock 2"])
            clock.advance(.hours(1))
            try await worker.runUntilIdle()
            #expect(log.all.filter { $0 == "stock 1" }.count == 2)
            #expect(log.all.filter { $0 == "mail 1" }.count == 1)
            let failed = try await database.read { try $0.failedJobs() }
            #expect(failed.map(\.name) == ["tests.placed/stock"])
            let dispatched = try await database.all("SELECT dispatched_at FROM outbox", as: Instant?.self)
            #expect(dispatched == [noon, noon])
        }
    }

    @Test(arguments: TestEngine.all) func severalDispatchersShareTheOutbox(_ engine: TestEngine) async throws {
        try await withDatabase(engine, connections: 8) { database in
            try await database.write { transaction in
                for order in 0..<350 { try transaction.publish(Placed(order: order)) }
            }
            let dispatcher = OutboxDispatcher(database: database, listeners: [Placed.name: ["tests.placed/mail"]])
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await dispatcher.dispatch() } }
                let total = try await group.reduce(0, +)
                #expect(total == 350)
            }
            let payloads = try await database.all("SELECT payload FROM jobs", as: String.self)
            #expect(payloads.count == 350)
            #expect(Set(payloads).count == 350)
            let pending = try await database.first(
                "SELECT COUNT(*) FROM outbox WHERE dispatched_at IS NULL", as: Int.self)
            #expect(pending == 0)
        }
    }

    @Test(arguments: TestEngine.all) func anEventWithoutListenersIsDispatchedToo(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            try await database.write { try $0.publish(Placed(order: 1)) }
            let attempts = try await JobWorker(database, JobRegistry()).runUntilIdle()
            #expect(attempts == 0)
            let forgotten = try await database.write { try $0.forgetRecords(before: $0.now + .days(1)) }
            #expect(forgotten == 1)
        }
    }
}
