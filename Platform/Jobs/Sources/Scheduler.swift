import Database
import Kernel
import Logging
import Synchronization

/// Decides what comes round and when, for one process among several.
///
/// Each schedule is held by one process, for the length of a lease that it extends three times before it ends; only the holder runs it,
/// and only while its lease lasts by its own clock. So a run writes no row: what a row says of it goes with the next extension, unless
/// the schedule is remembered. A process that is no more is replaced when its lease has ended.
final class Scheduler: Sendable {
    /// Work that is due, in a place of its lane.
    struct Run: Sendable {
        let schedule: Schedule
        let period: Instant
        let stops: AsyncStream<JobStop>
    }

    private struct Lease: RowDecodable, Sendable {
        let name: String
        let until: Instant
        init(row: inout Row) throws {
            name = try row.next()
            until = try row.next()
        }
    }

    private struct State {
        var held: [String: HeldSchedule] = [:]
        var beatAt = Instant(microseconds: .min)
    }

    private let database: Database
    private let schedules: [Schedule]
    private let lease: Span
    private let logger: Logger
    private let holder: Identifier<Scheduler>
    private let state = Mutex(State())

    init(_ database: Database, _ schedules: [Schedule], lease: Span, logger: Logger) {
        self.database = database
        self.schedules = schedules
        self.lease = lease
        self.logger = logger
        holder = database.entropy.identifier(at: database.clock.now())
    }

    /// Extends the leases, and takes what nobody holds, when it is time for that. Throws `DatabaseError`.
    func beat() async throws {
        if schedules.isEmpty { return }
        let (now, third) = (database.clock.now(), Span(microseconds: lease.microseconds / 3))
        // A clock that was set back must not keep it from beating.
        guard state.withLock({ now >= $0.beatAt || now + third < $0.beatAt }) else { return }
        try await save(until: now + lease, at: now)
        try await takeFree(at: now)
        state.withLock { $0.beatAt = now + third }
    }

    /// What is due and has a place, which `enter` gives.
    func take(_ enter: (Lane) -> Bool) -> [Run] {
        let now = database.clock.now()
        return state.withLock { state in
            schedules.compactMap { schedule in
                guard let period = state.held[schedule.name]?.due(schedule, at: now), enter(schedule.lane) else {
                    return nil
                }
                let (stops, stop) = AsyncStream.makeStream(of: JobStop.self, bufferingPolicy: .bufferingOldest(1))
                state.held[schedule.name]?.begin(at: now, stop)
                return Run(schedule: schedule, period: period, stops: stops)
            }
        }
    }

    /// Runs what `take` gave, and notes how it went.
    func perform(_ run: Run) async {
        let name = run.schedule.name
        do {
            try await work(run)
            state.withLock {
                $0.held[name]?.end(run.schedule, run.period, nil, at: database.clock.now(), database.entropy)
            }
        } catch {
            logger.error("scheduled work failed", metadata: ["schedule": "\(name)", "error": "\(JobRun.text(error))"])
            state.withLock {
                $0.held[name]?.end(run.schedule, run.period, error, at: database.clock.now(), database.entropy)
            }
        }
        guard run.schedule.isRemembered else { return }
        do { try await save(until: nil, at: database.clock.now(), only: name) } catch {
            // It goes with the next extension of the lease.
            logger.warning(
                "the end of a schedule was not noted", metadata: ["schedule": "\(name)", "error": "\(error)"])
        }
    }

    /// Lets others take everything at once. Throws `DatabaseError`.
    func release() async throws {
        let now = database.clock.now()
        try await save(until: now, at: now)
        state.withLock { $0.held = [:] }
    }

    private func work(_ run: Run) async throws {
        var logger = logger
        logger[metadataKey: "schedule"] = "\(run.schedule.name)"
        let context = ScheduleContext(
            name: run.schedule.name, period: run.period, database: database, logger: logger)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await run.schedule.work(context)
                return true
            }
            group.addTask {
                for await _ in run.stops { throw JobError.leaseLost }
                return false
            }
            while let isDone = try await group.next(), !isDone {}
            group.cancelAll()
        }
    }

    /// Makes the rows of schedules that nobody has known before.
    private func introduce(_ new: [Schedule]) async throws {
        try await database.write { transaction in
            for schedule in new {
                let (now, never) = (transaction.now, Instant(seconds: 0))
                let done = schedule.startsAtOnce ? never : schedule.period(at: now)
                let next = schedule.startsAtOnce ? now : schedule.next(after: now)
                try transaction.post(
                    """
                    INSERT INTO schedules (name, rule, held_until, period, next_at)
                    VALUES (\(schedule.name), \(schedule.text), \(never), \(done), \(next))
                    ON CONFLICT (name) DO NOTHING
                    """)
            }
        }
    }

    /// Writes what is known of the schedules held here; with `end` it extends their leases. What another process holds by now is
    /// given up, and its work is stopped.
    private func save(until end: Instant?, at now: Instant, only name: String? = nil) async throws {
        let held = state.withLock { state in
            schedules.compactMap { schedule in state.held[schedule.name].map { (schedule, $0) } }
                .filter { name == nil || $0.0.name == name }
        }
        if held.isEmpty { return }
        let changed = try await database.write { [holder] transaction in
            try transaction.batch(
                held.map { schedule, standing in
                    """
                    UPDATE schedules SET rule = \(schedule.text), held_until = \(end ?? standing.until),
                        period = \(standing.done), ran_at = \(standing.ranAt), next_at = \(standing.next(schedule, at: now)),
                        last_error = \(standing.error)
                    WHERE name = \(schedule.name) AND holder = \(holder)
                    """
                })
        }
        state.withLock { state in
            for ((schedule, _), count) in zip(held, changed) {
                if count == 1 {
                    if let end { state.held[schedule.name]?.until = end }
                } else {
                    state.held.removeValue(forKey: schedule.name)?.stop?.yield(.lost)
                }
            }
        }
    }

    /// Takes the schedules that nobody holds. What is held for much longer than a lease was taken by a clock that was ahead: whoever that
    /// was finds it lost, and takes it again when its clock is right.
    private func takeFree(at now: Instant) async throws {
        let others = state.withLock { state in schedules.filter { state.held[$0.name] == nil } }
        if others.isEmpty { return }
        // A look that locks nothing, since most find nothing.
        let known: [Lease] = try await database.all(
            "SELECT name, held_until FROM schedules WHERE name IN \(list: others.map(\.name))")
        let new = others.filter { schedule in !known.contains { $0.name == schedule.name } }
        if !new.isEmpty { try await introduce(new) }
        let longest = now + lease + HeldSchedule.skew
        let free = known.filter { $0.until <= now || $0.until > longest }.map(\.name) + new.map(\.name)
        if free.isEmpty { return }
        let taken: [HeldSchedule] = try await database.write { [holder, lease] transaction in
            try transaction.all(
                """
                UPDATE schedules SET holder = \(holder), held_until = \(now + lease)
                WHERE name IN \(list: free) AND (held_until <= \(now) OR held_until > \(longest))
                RETURNING name, held_until, period, ran_at, last_error
                """)
        }
        state.withLock { state in for schedule in taken { state.held[schedule.name] = schedule } }
    }
}
