import Database
import Kernel
import TestKit
import Testing

@testable import Jobs

@Suite struct ScheduleTests {
    private let rome = ShopZone("Europe/Rome")!

    @Test(arguments: TestEngine.all) func eachPeriodRunsOnceForAllSchedulers(_ engine: TestEngine) async throws {
        let clock = ManualClock(noon)
        try await withDatabase(engine, clock: clock.clock, connections: 8) { database in
            var registry = JobRegistry()
            registry.on(Schedule("tests.tidy", every: .minutes(10))) { Bake(pizza: 1) }
            let schedulers = (0..<4).map { _ in Scheduler(database, registry.schedules) }
            for period in 1...3 {
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for scheduler in schedulers { group.addTask { try await scheduler.tick() } }
                    let total = try await group.reduce(0, +)
                    #expect(total == 1)
                }
                #expect(try await database.counts().ready == period)
                clock.advance(.minutes(10))
            }
            // A process that starts later finds the period taken, and a clock that goes back finds nothing due.
            clock.advance(.minutes(-10))
            let late = try await Scheduler(database, registry.schedules).tick()
            #expect(late == 0)
            clock.advance(.days(-1))
            let early = try await Scheduler(database, registry.schedules).tick()
            #expect(early == 0)
        }
    }

    @Test(arguments: TestEngine.all) func aDailyJobBeginsWithTheNextDayAndMakesUpForAMissedOne(
        _ engine: TestEngine
    ) async throws {
        let day = try #require(CivilDate("2026-11-23"))
        let four = try #require(WallTime("04:00"))
        let three = try #require(WallTime("15:00"))
        let clock = ManualClock(try #require(rome.instant(day, three)))
        try await withDatabase(engine, clock: clock.clock) { database in
            let log = Log()
            var registry = JobRegistry()
            registry.on(Bake.self) { _, _ in log.add("ran") }
            registry.on(Schedule("tests.nightly", dailyAt: four, in: rome)) { Bake(pizza: 1) }
            let worker = try JobWorker(database, registry)
            try await worker.runUntilIdle()
            #expect(log.all.isEmpty)
            clock.advance(.hours(13))
            try await worker.runUntilIdle()
            try await worker.runUntilIdle()
            #expect(log.all == ["ran"])
            // Three days off: made up for once.
            clock.advance(.days(3))
            try await JobWorker(database, registry).runUntilIdle()
            #expect(log.all == ["ran", "ran"])
        }
    }

    @Test func daysFollowTheWallClock() throws {
        func moment(_ date: String, _ time: String) throws -> Instant {
            let (date, time) = (try #require(CivilDate(date)), try #require(WallTime(time)))
            return try #require(rome.instant(date, time))
        }
        let schedule = Schedule("x", dailyAt: try #require(WallTime("02:30")), in: rome)
        #expect(try schedule.period(at: moment("2027-03-27", "02:29")) == moment("2027-03-26", "02:30"))
        #expect(try schedule.period(at: moment("2027-03-27", "02:30")) == moment("2027-03-27", "02:30"))
        // In the spring gap there is no 02:30: it is 03:00.
        #expect(try schedule.period(at: moment("2027-03-28", "01:59")) == moment("2027-03-27", "02:30"))
        #expect(try schedule.period(at: moment("2027-03-28", "03:00")) == moment("2027-03-28", "03:00"))
        let night = Schedule("x", dailyAt: try #require(WallTime("25:30")), in: rome)
        #expect(try night.period(at: moment("2026-11-28", "01:30")) == moment("2026-11-28", "01:30"))
        #expect(try night.period(at: moment("2026-11-28", "01:29")) == moment("2026-11-27", "01:30"))
        let every = Schedule("x", every: .minutes(10))
        #expect(every.period(at: Instant(seconds: 1199)) == Instant(seconds: 600))
        #expect(every.period(at: Instant(seconds: -1)) == Instant(seconds: -600))
    }
}
