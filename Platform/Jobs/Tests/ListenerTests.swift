import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct ListenerTests {
    /// A registry with one listener that writes down what it hears.
    private func registry(_ name: String, _ log: Log, _ start: ListenerStart = .fromBeginning) -> JobRegistry {
        var registry = JobRegistry()
        Self.listen(name, log, start, &registry)
        return registry
    }

    private static func listen(_ name: String, _ log: Log, _ start: ListenerStart, _ registry: inout JobRegistry) {
        registry.listen(to: Placed.self, as: name, start) { event, _, _ in log.add("\(name) \(event.order)") }
    }

    private func publish(_ database: Database, _ orders: Int...) async throws {
        for order in orders { try await database.write { try $0.publish(Placed(order: order)) } }
    }

    @Test(arguments: TestEngine.all) func everyListenerIsToldOfTheEventAndWhatIsAroundIt(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine, clock: ManualClock(noon).clock) { database in
            let log = Log()
            var registry = registry("mail", log)
            registry.listen(to: Placed.self, as: "stock", .fromBeginning) { event, envelope, context in
                log.add("\(envelope.id) \(envelope.name) \(envelope.topic) \(event == Placed(order: 7, step: 3))")
                #expect(envelope.occurredAt == noon)
                #expect(envelope.scope == Identifier(high: 1, low: 2))
                #expect(context.attempt == 1)
            }
            try await database.write { transaction in
                try transaction.publish(Placed(order: 7, step: 3), scope: Identifier(high: 1, low: 2))
            }
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(log.all.sorted() == ["1 tests.placed order/7 true", "mail 7"])
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func oneThatFailsHoldsUpNoOther(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = registry("mail", log)
            registry.listen(to: Placed.self, as: "stock", .fromBeginning, retry: RetryPolicy(attempts: 2)) {
                event, _, _ in
                log.add("stock \(event.order)")
                if event.order == 1 { throw Burnt() }
            }
            let worker = try JobWorker(database, registry, logger: quiet)
            try await publish(database, 1, 2)
            try await worker.runUntilIdle()
            #expect(log.all.sorted() == ["mail 1", "mail 2", "stock 1", "stock 2"])
            clock.advance(.hours(1))
            try await worker.runUntilIdle()
            #expect(log.all.filter { $0 == "stock 1" }.count == 2)
            #expect(log.all.filter { $0 == "mail 1" }.count == 1)
            #expect(try await database.jobs(.failed).map(\.name) == ["tests.placed/stock"])
        }
    }

    @Test(arguments: TestEngine.all) func severalDispatchersShareTheOutbox(_ engine: TestEngine) async throws {
        try await withDatabase(engine, connections: 8) { database in
            try await database.write { transaction in
                for order in 0..<450 { try transaction.publish(Placed(order: order)) }
            }
            let listeners = registry("mail", Log()).listeners
            let total = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var dispatcher = EventDispatcher(database, listeners)
                        return try await dispatcher.dispatch()
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(total == 450)
            let payloads = try await database.all("SELECT payload FROM jobs", as: String.self)
            #expect(payloads.count == 450)
            #expect(Set(payloads).count == 450)
            let position: Int64? = try await database.first("SELECT position FROM event_cursors")
            #expect(position == 450)
        }
    }

    @Test(arguments: TestEngine.all) func aProcessSwallowsNoEventOfAListenerItDoesNotKnow(_ engine: TestEngine)
        async throws
    {
        try await withDatabase(engine) { database in
            let log = Log()
            let older = try JobWorker(database, registry("mail", log), logger: quiet)
            try await publish(database, 1)
            try await older.runUntilIdle()
            // The new version begins, with a listener of each kind, and then stops for a while.
            var registry = registry("mail", log)
            Self.listen("stock", log, .fromBeginning, &registry)
            Self.listen("report", log, .fromNow, &registry)
            #expect(registry.names == ["mail", "report", "stock"])
            let newer = try JobWorker(database, registry, logger: quiet)
            try await newer.runUntilIdle()
            #expect(log.all == ["mail 1", "stock 1"])
            try await publish(database, 2)
            try await older.runUntilIdle()
            #expect(log.all == ["mail 1", "stock 1", "mail 2"])
            try await newer.runUntilIdle()
            #expect(log.all.dropFirst(3).sorted() == ["report 2", "stock 2"])
            // Another process of the new version finds nothing to repeat.
            let again = try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(again == 0)
        }
    }

    @Test(arguments: TestEngine.all) func aTopicKeepsItsOrderWhateverFails(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let (log, oven) = (Log(), Counter())
            var registry = JobRegistry()
            registry.listen(to: Placed.self, as: "stock", .fromBeginning, retry: RetryPolicy(attempts: 2)) {
                event, _, _ in
                log.add("\(event.order).\(event.step)")
                if event.order == 1, event.step == 1, oven.value == 0 { throw Burnt() }
            }
            let worker = try JobWorker(database, registry, logger: quiet)
            for step in 1...3 {
                try await database.write { transaction in
                    try transaction.publish(Placed(order: 1, step: step))
                    try transaction.publish(Placed(order: 2, step: step))
                }
            }
            try await worker.runUntilIdle()
            #expect(log.all.filter { $0.hasPrefix("1") } == ["1.1"])
            #expect(log.all.filter { $0.hasPrefix("2") } == ["2.1", "2.2", "2.3"])
            // Put aside: the topic waits until somebody decides, also for what comes later.
            clock.advance(.hours(1))
            try await worker.runUntilIdle()
            try await database.write { try $0.publish(Placed(order: 1, step: 4)) }
            try await worker.runUntilIdle()
            #expect(log.all.filter { $0.hasPrefix("1") } == ["1.1", "1.1"])
            #expect(try await database.counts() == [3, 0, 1])
            #expect(try await database.jobs(.waiting).map(\.isBlocked) == [true, true, true])
            let failed = try #require(try await database.jobs(.failed).first)
            #expect(failed.series == "order/1")
            oven.increment()
            #expect(try await database.write { try $0.retryFailedJob(failed.id) })
            try await worker.runUntilIdle()
            #expect(log.all.filter { $0.hasPrefix("1") } == ["1.1", "1.1", "1.1", "1.2", "1.3", "1.4"])
            #expect(try await database.counts() == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.all) func whatCannotBeReadIsPutAsideAndDiscardingItLetsTheTopicGoOn(
        _ engine: TestEngine
    )
        async throws
    {
        try await withDatabase(engine) { database in
            let log = Log()
            let worker = try JobWorker(database, registry("mail", log), logger: quiet)
            try await database.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO outbox (name, topic, payload, occurred_at)
                    VALUES ('tests.placed', 'order/1', '{"order":"one"}', \(transaction.now))
                    """)
                try transaction.publish(Placed(order: 1))
                try transaction.publish(Placed(order: 2))
            }
            try await worker.runUntilIdle()
            #expect(log.all == ["mail 2"])
            let failed = try #require(try await database.jobs(.failed).first)
            #expect(failed.attempts == 1)
            #expect(failed.error?.contains("the payload cannot be read") == true)
            #expect(failed.payload.contains("one"))
            #expect(try await database.write { try $0.discardFailedJob(failed.id) })
            try await worker.runUntilIdle()
            #expect(log.all == ["mail 2", "mail 1"])
        }
    }

    @Test(arguments: TestEngine.all) func aListenerThatDiedInTheMiddleIsRepeatedBeforeWhatFollows(_ engine: TestEngine)
        async throws
    {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let registry = registry("mail", log)
            try await publish(database, 1, 1)
            var dispatcher = EventDispatcher(database, registry.listeners)
            #expect(try await dispatcher.dispatch() == 2)
            let queue = JobQueue(database: database, names: ["tests.placed/mail"], lease: .seconds(60))
            // A worker takes the first and is never heard of again.
            #expect(try await queue.claim(10, in: .normal, except: []).count == 1)
            let worker = try JobWorker(database, registry, logger: quiet)
            #expect(try await worker.runUntilIdle() == 0)
            clock.advance(.seconds(60))
            #expect(try await worker.runUntilIdle() == 2)
            #expect(log.all == ["mail 1", "mail 1"])
        }
    }

    @Test(arguments: TestEngine.all) func aCursorSaysThatItIsThereAndWhereItIs(_ engine: TestEngine) async throws {
        struct Other: DomainEvent {
            static let name = "tests.other"
            var topic: String { "other" }
        }
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let listeners = registry("mail", Log()).listeners
            var dispatcher = EventDispatcher(database, listeners)
            for _ in 0..<3 { try await database.write { try $0.publish(Other()) } }
            #expect(try await dispatcher.dispatch() == 0)
            func cursors() async throws -> [Int64] {
                try await database.all(
                    "SELECT position FROM event_cursors UNION ALL SELECT touched_at FROM event_cursors")
            }
            // Nothing for it, so nothing was written.
            #expect(try await cursors() == [0, noon.microseconds])
            clock.advance(.hours(1))
            #expect(try await dispatcher.dispatch() == 0)
            #expect(try await cursors() == [3, clock.clock.now().microseconds])
            // Forgotten because its program slept for a month, it begins anew.
            clock.advance(.days(31))
            try await publish(database, 1)
            #expect(try await database.write { try $0.forgetRecords(before: $0.now - .days(30)) } == 4)
            try await publish(database, 2)
            _ = try await dispatcher.dispatch()
            _ = try await dispatcher.dispatch()
            #expect(try await database.counts() == [2, 0, 0])
        }
    }
}
