import Database
import Kernel
import Synchronization
import TestKit
import Testing

@testable import Jobs

@Suite struct ScheduleTests {
    private let rome = ShopZone("Europe/Rome")!

    private func every(_ span: Span, _ work: @escaping @Sendable (ScheduleContext) async throws -> Void) -> JobRegistry
    {
        var registry = JobRegistry()
        registry.every(span, "tests.sweep", lane: .urgent, work)
        return registry
    }

    private func row(_ database: Database) async throws -> StoredSchedule {
        try #require(try await database.read { try $0.schedules() }.first)
    }

    @Test(arguments: TestEngine.all) func oneOfSeveralProcessesRunsIt(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock, connections: 8) { database in
            let log = Log()
            let workers = try (0..<3).map { number in
                try JobWorker(database, every(.seconds(10)) { _ in log.add("\(number)") }, logger: quiet)
            }
            for _ in 0..<6 {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in workers { group.addTask { try await worker.runUntilIdle() } }
                    try await group.waitForAll()
                }
                clock.advance(.seconds(10))
            }
            #expect(log.all.count == 6)
            #expect(Set(log.all).count == 1)
        }
    }

    @Test(arguments: TestEngine.all) func aLeaderThatDiedIsReplacedWhenItsLeaseEnds(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            func worker(_ name: String) throws -> JobWorker {
                try JobWorker(database, every(.seconds(10)) { _ in log.add(name) }, term: .seconds(30), logger: quiet)
            }
            let (leader, other) = (try worker("leader"), try worker("other"))
            try await leader.runUntilIdle()
            // Its last beat was at noon, and then it is heard of no more.
            clock.set(noon + .seconds(29))
            try await other.runUntilIdle()
            #expect(log.all == ["leader"])
            clock.set(noon + .seconds(40))
            try await other.runUntilIdle()
            #expect(log.all == ["leader", "other"])
            // It was only slow: by now it is not the leader, and sees that before it does anything.
            try await leader.runUntilIdle()
            clock.advance(.seconds(10))
            try await leader.runUntilIdle()
            #expect(log.all == ["leader", "other"])
            try await other.runUntilIdle()
            #expect(log.all == ["leader", "other", "other"])
        }
    }

    @Test(arguments: TestEngine.all) func whoStopsLetsOthersTakeOverAtOnce(_ engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let stage = Stage()
            func worker(_ name: String) throws -> JobWorker {
                try JobWorker(
                    database, every(.seconds(1)) { _ in stage.enter(name) }, term: .hours(1),
                    interval: .milliseconds(5),
                    logger: quiet)
            }
            try await serving([try worker("first")]) { #expect(await stage.next() == "first") }
            // Its lease would have lasted an hour.
            try await serving([try worker("second")]) {
                while let who = await stage.next(), who != "second" {}
            }
        }
    }

    @Test(arguments: TestEngine.all) func anIdleMinuteWritesNothingButTheLease(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        let written = Mutex<[String]>([])
        let observer: @Sendable (String) -> Void = { shape in
            let words = shape.split(whereSeparator: \.isWhitespace)
            if !["SELECT", "{SELECT", "WITH"].contains(words.first ?? "") || shape.contains("UPDATE") {
                written.withLock { $0.append(words.prefix(2).joined(separator: " ")) }
            }
        }
        try await withDatabase(engine, clock: clock.clock, observer: observer) { database in
            let log = Log()
            var registry = every(.seconds(10)) { _ in log.add("swept") }
            registry.every(.hours(6), "tests.tidy") { _ in log.add("tidied") }
            registry.listen(to: Placed.self, as: "mail", .fromBeginning) { _, _, _ in }
            registry.on(Bake.self) { _, _ in }
            let worker = try JobWorker(database, registry, term: .seconds(30), logger: quiet)
            try await worker.runUntilIdle()
            #expect(log.all == ["swept", "tidied"])
            written.withLock { $0 = [] }
            for _ in 0..<120 {
                clock.advance(.milliseconds(500))
                try await worker.runUntilIdle()
            }
            #expect(log.all.count == 2 + 6)
            // Two schedules, six beats of ten seconds.
            #expect(written.withLock { $0 } == Array(repeating: "UPDATE schedules", count: 12))
        }
    }

    @Test(arguments: TestEngine.all) func aLongPeriodIsRememberedAndAShortOneIsNotRunTwice(_ engine: TestEngine)
        async throws
    {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let registry = every(.minutes(10)) { context in log.add("\((context.period - noon).seconds)") }
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            // A process that starts later, when the lease of the first has ended, finds the period done.
            clock.advance(.minutes(1))
            let second = try JobWorker(database, registry, logger: quiet)
            try await second.runUntilIdle()
            #expect(log.all == ["-400"])
            let stored = try await row(database)
            #expect(stored.rule == "every 600 s")
            #expect(stored.ranAt == noon)
            #expect(stored.nextAt == noon + .seconds(200))
            clock.advance(.minutes(10))
            try await second.runUntilIdle()
            #expect(log.all == ["-400", "200"])
            // A clock that goes back a little, as those of two processes may differ, finds nothing due.
            clock.advance(.seconds(-470))
            try await second.runUntilIdle()
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(log.all == ["-400", "200"])
        }
    }

    @Test(arguments: TestEngine.all) func aRunThatDidNotEndIsMadeUpFor(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let registry = every(.hours(24)) { _ in log.add("ran") }
            let dying = Scheduler(database, registry.schedules, lease: .seconds(30), logger: quiet)
            try await dying.beat()
            // Begun, and the process dies.
            #expect(dying.take { _ in true }.count == 1)
            #expect(dying.take { _ in true }.count == 0)
            clock.advance(.seconds(30))
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(log.all == ["ran"])
        }
    }

    @Test(arguments: TestEngine.all) func whatNobodyKnowsAnyMoreIsForgottenAndWhoReturnsBeginsAnew(_ engine: TestEngine)
        async throws
    {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let worker = try JobWorker(database, every(.hours(24)) { _ in log.add("ran") }, logger: quiet)
            try await worker.runUntilIdle()
            // Its program sleeps for a month, and another one tidies.
            clock.advance(.days(32))
            #expect(try await database.write { try $0.forgetRecords(before: $0.now - .days(30)) } == 1)
            #expect(try await database.read { try $0.schedules() } == [])
            try await worker.runUntilIdle()
            #expect(log.all == ["ran", "ran"])
            #expect(try await database.write { try $0.forgetRecords(before: $0.now - .days(30)) } == 0)
        }
    }

    @Test(arguments: TestEngine.all) func whatFailsIsTriedAgainAndShown(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            let worker = try JobWorker(
                database,
                every(.hours(24)) { _ in
                    log.add("ran")
                    if log.all.count < 3 { throw Burnt() }
                }, logger: quiet)
            try await worker.runUntilIdle()
            #expect(log.all.count == 1)
            let failed = try await row(database)
            #expect(failed.error == "Burnt()")
            // Between a half and the whole of a minute; then of two.
            #expect(failed.nextAt >= noon + .seconds(30) && failed.nextAt <= noon + .seconds(60))
            clock.set(noon + .seconds(29))
            try await worker.runUntilIdle()
            #expect(log.all.count == 1)
            clock.set(noon + .seconds(60))
            try await worker.runUntilIdle()
            clock.advance(.seconds(120))
            try await worker.runUntilIdle()
            #expect(log.all.count == 3)
            #expect(try await row(database).error == nil)
            clock.advance(.hours(1))
            try await worker.runUntilIdle()
            #expect(log.all.count == 3)
        }
    }

    @Test(arguments: TestEngine.all) func workIsStoppedWhenItsScheduleIsLost(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock) { database in
            let stage = Stage()
            let registry = every(.hours(24)) { _ in
                stage.enter("begun")
                try await stage.wait()
            }
            let slow = Scheduler(database, registry.schedules, lease: .seconds(30), logger: quiet)
            try await slow.beat()
            let run = try #require(slow.take { _ in true }.first)
            let ended = Task { await slow.perform(run) }
            #expect(await stage.next() == "begun")
            clock.advance(.seconds(31))
            let other = Scheduler(database, registry.schedules, lease: .seconds(30), logger: quiet)
            try await other.beat()
            try await slow.beat()
            await ended.value
            // Its end is not noted: the period is the other's to do.
            #expect(other.take { _ in true }.count == 1)
            #expect(slow.take { _ in true }.count == 0)
        }
    }

    @Test(arguments: TestEngine.all) func aDailyOneBeginsWithTheNextDayAndMakesUpForAMissedOne(_ engine: TestEngine)
        async throws
    {
        let day = try #require(CivilDate("2026-11-23"))
        let four = try #require(WallTime("04:00"))
        let three = try #require(WallTime("15:00"))
        let clock = ManualClock(try #require(rome.instant(day, three)))
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.daily(at: four, in: rome, "tests.nightly") { _ in log.add("ran") }
            let worker = try JobWorker(database, registry, logger: quiet)
            try await worker.runUntilIdle()
            #expect(log.all.isEmpty)
            #expect(try await row(database).rule == "daily 04:00 Europe/Rome")
            #expect(try await row(database).nextAt == clock.clock.now() + .hours(13))
            clock.advance(.hours(13))
            try await worker.runUntilIdle()
            try await worker.runUntilIdle()
            #expect(log.all == ["ran"])
            // Three days off: made up for once.
            clock.advance(.days(3))
            try await JobWorker(database, registry, logger: quiet).runUntilIdle()
            #expect(log.all == ["ran", "ran"])
        }
    }

    @Test func daysFollowTheWallClock() throws {
        func moment(_ date: String, _ time: String) throws -> Instant {
            let (date, time) = (try #require(CivilDate(date)), try #require(WallTime(time)))
            return try #require(rome.instant(date, time))
        }
        func daily(_ time: String) throws -> Schedule {
            Schedule("x", .daily(try #require(WallTime(time)), rome)) { _ in }
        }
        let schedule = try daily("02:30")
        #expect(try schedule.period(at: moment("2027-03-27", "02:29")) == moment("2027-03-26", "02:30"))
        #expect(try schedule.period(at: moment("2027-03-27", "02:30")) == moment("2027-03-27", "02:30"))
        #expect(try schedule.next(after: moment("2027-03-26", "02:30")) == moment("2027-03-27", "02:30"))
        // In the spring gap there is no 02:30: it is 03:00.
        #expect(try schedule.period(at: moment("2027-03-28", "01:59")) == moment("2027-03-27", "02:30"))
        #expect(try schedule.period(at: moment("2027-03-28", "03:00")) == moment("2027-03-28", "03:00"))
        #expect(try schedule.next(after: moment("2027-03-27", "02:30")) == moment("2027-03-28", "03:00"))
        let night = try daily("25:30")
        #expect(try night.period(at: moment("2026-11-28", "01:30")) == moment("2026-11-28", "01:30"))
        #expect(try night.period(at: moment("2026-11-28", "01:29")) == moment("2026-11-27", "01:30"))
        #expect(try night.next(after: moment("2026-11-28", "01:29")) == moment("2026-11-28", "01:30"))
        let every = Schedule("x", .every(.minutes(10))) { _ in }
        #expect(every.period(at: Instant(seconds: 1199)) == Instant(seconds: 600))
        #expect(every.period(at: Instant(seconds: -1)) == Instant(seconds: -600))
        #expect(every.next(after: Instant(seconds: 600)) == Instant(seconds: 1200))
    }

    @Test func aNameIsTakenOnce() async throws {
        try await withDatabase(.sqlite) { database async throws in
            var registry = every(.seconds(1)) { _ in }
            registry.every(.seconds(2), "tests.sweep") { _ in }
            #expect(throws: JobError.duplicate("tests.sweep")) { try JobWorker(database, registry) }
        }
    }
}
