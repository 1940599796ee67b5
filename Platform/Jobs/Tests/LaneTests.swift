import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct LaneTests {
    @Test(arguments: TestEngine.all) func aLongJobDelaysNoUrgentOne(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let stage = Stage()
            var registry = JobRegistry()
            registry.on(Report.self) { _, _ in
                stage.enter("report")
                try await stage.wait()
            }
            registry.on(Bake.self) { job, _ in
                stage.enter("bake")
                try await stage.wait()
            }
            registry.on(Refuse.self) { _, _ in stage.enter("refuse") }
            registry.every(.seconds(1), "tests.sweep", lane: .urgent) { _ in stage.enter("sweep") }
            let room: [Lane: Int] = [.urgent: 1, .normal: 1, .heavy: 1]
            let worker = try JobWorker(database, registry, room: room, interval: .milliseconds(5), logger: quiet)
            try await serving([worker]) {
                #expect(await stage.next() == "sweep")
                try await database.write { transaction in
                    for _ in 0..<3 {
                        try transaction.enqueue(Report())
                        try transaction.enqueue(Bake(pizza: 1))
                    }
                }
                // One of each, and no more than one.
                var begun: [String] = []
                while begun.count < 2, let who = await stage.next() { if who != "sweep" { begun.append(who) } }
                #expect(begun.sorted() == ["bake", "report"])
                try await database.write { try $0.enqueue(Refuse()) }
                while let who = await stage.next() {
                    #expect(who == "sweep" || who == "refuse")
                    if who == "refuse" { break }
                }
                let counts = try await database.read { try $0.jobCounts() }
                #expect(counts.count(.running, in: .heavy) == 1)
                #expect(counts.count(.running, in: .normal) == 1)
                #expect(counts.count(.waiting) == 4)
                for _ in 0..<6 { stage.release() }
            }
        }
    }

    @Test(arguments: TestEngine.all) func aClaimIsOneStepInAnIndex(_ engine: TestEngine) async throws {
        try await withDatabase(engine, comparing: false) { database in
            let queue = JobQueue(database: database, names: ["a", "b"], lease: .minutes(1))
            let plan = try await database.write { transaction in
                // So that a table without rows is not simply read.
                try transaction.execute("\(sqlite: "DELETE FROM jobs", postgres: "SET LOCAL enable_seqscan = off")")
                let claim = queue.claimable(in: .urgent, at: transaction.now, except: [], limit: 2)
                return try transaction.all(
                    "\(sqlite: "EXPLAIN QUERY PLAN", postgres: "EXPLAIN") \(claim)", as: PlanLine.self)
            }
            let text = plan.map(\.text).joined(separator: "\n")
            switch engine {
            case .sqlite: #expect(text.contains("USING INDEX jobs_due (lane=? AND due_at<?)"), "\(text)")
            case .postgres:
                #expect(text.contains("Index Scan using jobs_due"), "\(text)")
                #expect(text.contains("Index Cond: ((lane = 'urgent'::text) AND (due_at <= "), "\(text)")
            }
            // In order of the index: nothing is sorted.
            #expect(!text.contains("Sort") && !text.contains("TEMP B-TREE"), "\(text)")
        }
    }

    private struct PlanLine: RowDecodable, Sendable {
        let text: String
        init(row: inout Row) throws {
            var last = ""
            // SQLite has three numbers before the text.
            while let column = try? row.next(SQLValue.self) { if case .text(let text) = column { last = text } }
            text = last
        }
    }

    @Test(arguments: TestEngine.all) func listingsArePagedAndCounted(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            var registry = JobRegistry()
            registry.on(Bake.self, retry: .once) { _, _ in throw Burnt() }
            let worker = try JobWorker(database, registry, logger: quiet)
            for pizza in 1...5 {
                try await database.write { try $0.enqueue(Bake(pizza: pizza), unique: "\(pizza)") }
                try await worker.runUntilIdle()
                clock.advance(.seconds(1))
            }
            try await database.write { transaction in
                try transaction.enqueue(Report(), at: transaction.now + .hours(2))
                try transaction.enqueue(Refuse(), at: transaction.now + .hours(1))
            }
            // The latest first, and a page begins where the one before it ended.
            let first = try await database.read { try $0.jobs(.failed, limit: 3) }
            #expect(first.map(\.key) == ["5", "4", "3"])
            #expect(first.map(\.error) == ["Burnt()", "Burnt()", "Burnt()"])
            #expect(first.first?.dueAt == noon + .seconds(4))
            let last = try #require(first.last)
            let place = try #require(JobPlace(last.place.description))
            let rest = try await database.read { try $0.jobs(.failed, after: place, limit: 3) }
            #expect(rest.map(\.key) == ["2", "1"])
            let waiting = try await database.jobs(.waiting)
            #expect(waiting.map(\.name) == ["tests.refuse", "tests.report"])
            #expect(waiting.map(\.lane) == [.urgent, .heavy])
            let next = try await database.read { try $0.jobs(.waiting, after: waiting.first?.place) }
            #expect(next == Array(waiting.dropFirst()))
            let counts = try await database.read { try $0.jobCounts() }
            #expect(counts.count(.failed) == 5)
            #expect(counts.count(.failed, in: .normal) == 5)
            #expect(counts.count(.waiting, in: .heavy) == 1)
            #expect(counts.count(.waiting) == 2)
            #expect(counts.count(.running) == 0)
            // Those that were put aside long ago go.
            let forgotten = try await database.write { try $0.forgetFailedJobs(before: noon + .seconds(3)) }
            #expect(forgotten == 3)
            #expect(try await database.counts() == [2, 0, 2])
        }
    }

    @Test func onlyAPlaceIsRead() {
        for text in [
            "", "1", "1.2", "x.01890000-0000-7000-8000-000000000000", "1.01890000-0000-7000-8000-000000000000.2",
        ] {
            #expect(JobPlace(text) == nil, "\(text)")
        }
    }
}
