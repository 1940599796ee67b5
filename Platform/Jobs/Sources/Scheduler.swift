import Database
import Kernel
import Synchronization

/// Puts the jobs of schedules into the queue. Whoever moves a schedule's row to the next period first has enqueued it.
final class Scheduler: Sendable {
    private let database: Database
    private let schedules: [JobRegistry.Scheduled]
    /// The periods that were seen to, so that most looks cost nothing.
    private let settled = Mutex<[String: Instant]>([:])

    init(_ database: Database, _ schedules: [JobRegistry.Scheduled]) {
        self.database = database
        self.schedules = schedules
    }

    /// Enqueues what is due. Gives how many jobs.
    func tick() async throws -> Int {
        var count = 0
        for scheduled in schedules {
            let period = scheduled.schedule.period(at: database.clock.now())
            let name = scheduled.schedule.name
            guard settled.withLock({ $0[name] != period }) else { continue }
            let job = try scheduled.job()
            let isDue = try await database.write { transaction in
                guard try Self.take(scheduled.schedule, period, transaction) else { return false }
                try transaction.enqueue(job.name, job.payload, at: nil, unique: nil)
                return true
            }
            settled.withLock { $0[name] = period }
            if isDue { count += 1 }
        }
        return count
    }

    private static func take(_ schedule: Schedule, _ period: Instant, _ transaction: Transaction) throws -> Bool {
        let isNew = try transaction.execute(
            """
            INSERT INTO schedules (name, period) VALUES (\(schedule.name), \(period)) ON CONFLICT (name) DO NOTHING
            """)
        if isNew == 1 { return schedule.startsAtOnce }
        return try transaction.execute(
            "UPDATE schedules SET period = \(period) WHERE name = \(schedule.name) AND period < \(period)") == 1
    }
}
