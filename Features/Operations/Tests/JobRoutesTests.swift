import Database
import Jobs
import Kernel
import Logging
import TestKit
import Testing
import Web

@testable import Operations

/// Work that fails at once and for good.
private struct Burn: Job {
    static let name = "kitchen.burn"
}

@Suite("What runs in the background, as people see it") struct JobRoutesTests {
    static func list(_ database: Database, _ state: JobState) async throws -> [StoredJob] {
        try await database.read { try $0.jobs(state) }
    }

    /// A database with one job that waits and one that failed.
    static func open(_ engine: TestEngine, _ body: (Database) async throws -> Void) async throws {
        let clock = ManualClock(Instant(seconds: 1_790_000_000))
        try await withDatabase(engine, clock: clock.clock, entropy: .seeded(8)) { database in
            try await database.write { _ = try $0.enqueue(Burn()) }
            var registry = JobRegistry()
            registry.on(Burn.self, retry: .once) { _, _ in throw JobError.hopeless("black") }
            let worker = try JobWorker(
                database, registry, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            _ = try await worker.runUntilIdle()
            try await database.write { tx in _ = try tx.enqueue(Burn(), at: tx.now + .hours(1)) }
            try await body(database)
        }
    }

    @Test("A job that failed is tried again once, and one that is gone is not there", arguments: TestEngine.all)
    func removal(_ engine: TestEngine) async throws {
        try await Self.open(engine) { database in
            let failed = try #require(try await Self.list(database, .failed).first)
            #expect(failed.error?.contains("black") == true)
            let waiting = try #require(try await Self.list(database, .waiting).first)
            let (first, second) = try await database.write {
                (try $0.retryFailedJob(failed.id), try $0.retryFailedJob(failed.id))
            }
            #expect(first)
            #expect(!second)
            #expect(try await Self.list(database, .failed).isEmpty)
            #expect(try await Self.list(database, .waiting).count == 2)
            let removed = try await database.write { try JobRoutes.remove(waiting.id, $0) }
            #expect(removed == "removed")
            await #expect(throws: AppError.notFound("operations.no-job")) {
                _ = try await database.write { try JobRoutes.remove(waiting.id, $0) }
            }
            #expect(try await Self.list(database, .waiting).map(\.id) == [failed.id])
        }
    }

    @Test("Old records go, and what is younger stays", arguments: TestEngine.all)
    func forgets(_ engine: TestEngine) async throws {
        let clock = ManualClock(Instant(seconds: 1_790_000_000))
        try await withDatabase(engine, clock: clock.clock, entropy: .seeded(8)) { database in
            try await database.write { _ = try $0.receive(source: "old", key: "1") }
            clock.advance(.days(29))
            try await database.write { _ = try $0.receive(source: "young", key: "1") }
            clock.advance(.days(2))
            try await ForgetRecords(database: database).run()
            let sources: [String] = try await database.all("SELECT source FROM inbox")
            #expect(sources == ["young"])
        }
    }

    @Test("The list has the counts, the jobs and where the next page begins", arguments: TestEngine.all)
    func lists(_ engine: TestEngine) async throws {
        try await Self.open(engine) { database in
            let routes = JobRoutes(database: database)
            let list = try await routes.list(.failed, after: nil)
            #expect(list.jobs.map(\.name) == ["kitchen.burn"])
            #expect(list.next == nil)
            #expect(list.count(.failed) == 1)
            #expect(list.count(.waiting) == 1)
            #expect(list.count(.running) == 0)
            try await database.write { tx in
                for _ in 0..<JobRoutes.page { _ = try tx.enqueue(Burn(), at: tx.now + .hours(2)) }
            }
            let first = try await routes.list(.waiting, after: nil)
            #expect(first.jobs.count == JobRoutes.page)
            let rest = try await routes.list(.waiting, after: first.next)
            #expect(rest.jobs.count == 1)
            #expect(rest.next == nil)
            #expect(Set(first.jobs.map(\.id)).isDisjoint(with: rest.jobs.map(\.id)))
        }
    }
}
