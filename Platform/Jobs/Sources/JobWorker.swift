public import Database
public import Kernel
public import Logging
public import ServiceLifecycle
import Synchronization

/// Runs jobs, dispatches the outbox to its listeners, and keeps the schedules. Any number of workers may share a database.
public final class JobWorker: Service {
    private let database: Database
    private let registry: JobRegistry
    private let queue: JobQueue
    private let dispatcher: OutboxDispatcher
    private let scheduler: Scheduler
    private let concurrency: Int
    private let interval: Span
    private let logger: Logger
    private let running = Mutex<[Identifier<QueuedJob>: (fence: Int64, lost: Bell)]>([:])

    /// A worker that runs up to `concurrency` jobs at once, and holds each for `lease` at a time.
    ///
    /// Throws `JobError.duplicate` when two things in the registry have one name.
    public init(
        _ database: Database, _ registry: JobRegistry, concurrency: Int = 4, lease: Span = .minutes(1),
        interval: Span = .milliseconds(500), logger: Logger = Logger(label: "jobs")
    ) throws {
        if let duplicate = registry.duplicates.first { throw JobError.duplicate(duplicate) }
        self.database = database
        self.registry = registry
        self.concurrency = max(concurrency, 1)
        self.interval = interval
        self.logger = logger
        queue = JobQueue(database: database, names: registry.handlers.keys.sorted(), lease: lease)
        dispatcher = OutboxDispatcher(database: database, listeners: registry.listeners)
        scheduler = Scheduler(database, registry.schedules)
    }

    /// Works until the service is shut down: then nothing more is begun, and what runs is let finish.
    public func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in await tick() }
            group.addTask { [self] in await extendLeases() }
            group.addTask { [self] in await dispatch() }
            await work()
            group.cancelAll()
        }
    }

    /// Runs everything that is due by the database's clock, one after the other, until nothing is; for tests. Gives how many
    /// attempts were made.
    @discardableResult public func runUntilIdle() async throws -> Int {
        var attempts = 0
        for _ in 0..<10_000 {
            let scheduled = try await scheduler.tick()
            let dispatched = try await dispatcher.dispatch()
            let claimed = try await claim(1)
            for job in claimed { try await run(job) }
            attempts += claimed.count
            if scheduled + dispatched + claimed.count == 0 { return attempts }
        }
        throw JobError.endless
    }

    /// Claims jobs as they become due and as there is room, until the service is shut down.
    private func work() async {
        let rings = database.jobsBell.rings()
        await withDiscardingTaskGroup { group in
            for await _ in rings.cancelOnGracefulShutdown() {
                do {
                    let room = concurrency - running.withLock { $0.count }
                    guard room > 0, try await queue.isDue() else { continue }
                    for job in try await claim(room) {
                        group.addTask { [self] in
                            await attempt(job)
                            // There is room again.
                            database.jobsBell.ring()
                        }
                    }
                } catch {
                    logger.warning("jobs cannot be claimed", metadata: ["error": "\(error)"])
                }
            }
        }
    }

    private func claim(_ count: Int) async throws -> [ClaimedJob] {
        let held = running.withLock { Array($0.keys) }
        let jobs = try await queue.claim(count, except: held)
        running.withLock { running in
            for job in jobs { running[job.id] = (job.fence, Bell()) }
        }
        return jobs
    }

    private func attempt(_ job: ClaimedJob) async {
        do {
            try await run(job)
        } catch {
            // The row stays as it is; when its lease ends it is claimed again.
            logger.warning("the end of a job was not noted", metadata: ["job": "\(job.name)", "error": "\(error)"])
        }
    }

    private func run(_ job: ClaimedJob) async throws {
        defer { running.withLock { _ = $0.removeValue(forKey: job.id) } }
        guard let handler = registry.handlers[job.name], let lost = running.withLock({ $0[job.id]?.lost }) else {
            return
        }
        try await JobRun(job: job, handler: handler, queue: queue, logger: logger, lost: lost.rings()).run()
    }

    /// Rings now and then, for what other processes have put in and for what becomes due by itself.
    private func tick() async {
        repeat {
            do { _ = try await scheduler.tick() } catch {
                logger.warning("schedules cannot be kept", metadata: ["error": "\(error)"])
            }
            database.jobsBell.ring()
            database.outboxBell.ring()
        } while (try? await Task.sleep(for: .microseconds(interval.microseconds))) != nil
    }

    private func dispatch() async {
        for await _ in database.outboxBell.rings() {
            do { _ = try await dispatcher.dispatch() } catch {
                logger.warning("events cannot be dispatched", metadata: ["error": "\(error)"])
            }
        }
    }

    private func extendLeases() async {
        while (try? await Task.sleep(for: .microseconds(queue.lease.microseconds / 3))) != nil {
            let held = running.withLock { $0.map { (id: $0.key, fence: $0.value.fence) } }
            if held.isEmpty { continue }
            do {
                for id in try await queue.extend(held) { running.withLock { $0[id]?.lost }?.ring() }
            } catch {
                logger.warning("leases cannot be extended", metadata: ["error": "\(error)"])
            }
        }
    }
}
