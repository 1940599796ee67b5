public import Database
public import Kernel
public import Logging
public import ServiceLifecycle

/// Runs jobs, brings the events of the outbox to their listeners, and does what comes round. Any number of workers may share a database.
public final class JobWorker: Service {
    private let database: Database
    private let registry: JobRegistry
    private let queue: JobQueue
    private let scheduler: Scheduler
    private let running: RunningJobs
    private let interval: Span
    private let logger: Logger

    /// A worker with `room` for so many at once in each lane. It holds a job for `lease` at a time, and a schedule for `term`: so long
    /// after a crash another worker has it.
    ///
    /// Throws `JobError.duplicate` when two things in the registry have one name.
    public init(
        _ database: Database, _ registry: JobRegistry, room: [Lane: Int] = Lane.room, lease: Span = .minutes(1),
        term: Span = .seconds(30), interval: Span = .milliseconds(500), logger: Logger = Logger(label: "jobs")
    ) throws {
        if let duplicate = registry.duplicates.first { throw JobError.duplicate(duplicate) }
        self.database = database
        self.registry = registry
        self.interval = interval
        self.logger = logger
        queue = JobQueue(database: database, names: registry.handlers.keys.sorted(), lease: lease)
        scheduler = Scheduler(database, registry.schedules, lease: term, logger: logger)
        running = RunningJobs(room: room)
    }

    /// Works until the service is shut down: then nothing more is begun, and what runs is let finish.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in await tick() }
            group.addTask { [self] in await keepLeases() }
            group.addTask { [self] in await hearCancellations() }
            group.addTask { [self] in await dispatch() }
            await work()
            group.cancelAll()
        }
        do { try await scheduler.release() } catch {
            logger.warning("schedules cannot be released", metadata: ["error": "\(error)"])
        }
    }

    /// Runs everything that is due by the database's clock, one after the other, until nothing is; for tests. Gives how many
    /// attempts at jobs and runs of schedules were made.
    @discardableResult public func runUntilIdle() async throws -> Int {
        var attempts = 0
        var dispatcher = EventDispatcher(database, registry.listeners)
        try await queue.makeDueWhatIsAhead()
        for _ in 0..<10_000 {
            try await scheduler.beat()
            var count = 0
            for run in scheduler.take(running.enter) {
                await perform(run)
                count += 1
            }
            let dispatched = try await dispatcher.dispatch()
            for lane in try await queue.due(in: Lane.allCases) {
                for (job, stops) in try await claim(1, in: lane) {
                    try await run(job, stops)
                    count += 1
                }
            }
            attempts += count
            if count + dispatched == 0 { return attempts }
        }
        throw JobError.endless
    }

    /// Begins what is due as there is room, until the service is shut down.
    private func work() async {
        let rings = database.jobsBell.rings()
        await withDiscardingTaskGroup { group in
            for await _ in rings.cancelOnGracefulShutdown() {
                for run in scheduler.take(running.enter) {
                    group.addTask { [self] in
                        await perform(run)
                        // There is room again.
                        database.jobsBell.ring()
                    }
                }
                do {
                    let lanes = Lane.allCases.filter { running.room(in: $0) > 0 }
                    for lane in try await queue.due(in: lanes) {
                        for (job, stops) in try await claim(running.room(in: lane), in: lane) {
                            group.addTask { [self] in
                                await attempt(job, stops)
                                database.jobsBell.ring()
                            }
                        }
                    }
                } catch {
                    logger.warning("jobs cannot be claimed", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    private func claim(_ count: Int, in lane: Lane) async throws -> [(ClaimedJob, AsyncStream<JobStop>)] {
        guard count > 0 else { return [] }
        let jobs = try await queue.claim(count, in: lane, except: running.held.map(\.id))
        return jobs.map { ($0, running.begin($0)) }
    }

    private func attempt(_ job: ClaimedJob, _ stops: AsyncStream<JobStop>) async {
        do {
            try await run(job, stops)
        } catch {
            // The row stays as it is; when its lease ends it is claimed again.
            logger.warning("the end of a job was not noted", metadata: ["job": "\(job.name)", "error": "\(error)"])
        }
    }

    private func run(_ job: ClaimedJob, _ stops: AsyncStream<JobStop>) async throws {
        defer { running.end(job) }
        guard let handler = registry.handlers[job.name] else { return }
        try await JobRun(job: job, handler: handler, queue: queue, logger: logger, stops: stops).run()
    }

    private func perform(_ run: Scheduler.Run) async {
        await scheduler.perform(run)
        running.leave(run.schedule.lane)
    }

    /// Keeps the schedules, and rings for what other processes have put in and for what becomes due by itself.
    private func tick() async {
        repeat {
            do { try await scheduler.beat() } catch {
                logger.warning("schedules cannot be kept", metadata: ["error": "\(error)"])
            }
            database.jobsBell.ring()
            database.outboxBell.ring()
        } while (try? await Task.sleep(for: .microseconds(interval.microseconds))) != nil
    }

    private func dispatch() async {
        var dispatcher = EventDispatcher(database, registry.listeners)
        for await _ in database.outboxBell.rings() {
            do { _ = try await dispatcher.dispatch() } catch {
                logger.warning("events cannot be dispatched", metadata: ["error": "\(error)"])
            }
            // Whoever holds up the outbox rings no bell if it is rolled back.
            if dispatcher.isWaiting, (try? await Task.sleep(for: .milliseconds(20))) != nil {
                database.outboxBell.ring()
            }
        }
    }

    private func keepLeases() async {
        repeat {
            await extendLeases()
            do { try await queue.makeDueWhatIsAhead() } catch {
                logger.warning("jobs cannot be made due", metadata: ["error": "\(error)"])
            }
        } while (try? await Task.sleep(for: .microseconds(queue.lease.microseconds / 3))) != nil
    }

    private func hearCancellations() async {
        for await _ in database.cancellationsBell.rings() { await extendLeases() }
    }

    /// Keeps what runs here, and stops what was cancelled or belongs to another worker by now.
    private func extendLeases() async {
        let held = running.held
        if held.isEmpty { return }
        do { running.stop(try await queue.extend(held)) } catch {
            logger.warning("leases cannot be extended", metadata: ["error": "\(error)"])
        }
    }
}
