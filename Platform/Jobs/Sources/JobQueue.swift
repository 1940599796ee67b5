import Database
import Kernel

/// A job that this worker holds until its lease ends.
struct ClaimedJob: RowDecodable, Sendable {
    let id: Identifier<QueuedJob>
    let name: String
    let payload: String
    let attempt: Int
    let fence: Int64
    let createdAt: Instant

    init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        payload = try row.next()
        attempt = try row.next()
        fence = try row.next()
        createdAt = try row.next()
    }
}

/// The statements of the queue. `due_at` is when a row may be claimed: its time while it is ready, the end of its lease while
/// it runs. Each claim raises `fence`, so whoever held the job before can change nothing about it any more.
struct JobQueue: Sendable {
    let database: Database
    let names: [String]
    let lease: Span

    /// Whether anything may be claimed: a look that locks nothing, since most looks find nothing.
    func isDue() async throws -> Bool {
        let now = database.clock.now()
        let found: Int? = try await database.first(
            "SELECT 1 FROM jobs WHERE state <> 'failed' AND due_at <= \(now) AND name IN \(list: names) LIMIT 1")
        return found != nil
    }

    /// Takes up to `count` jobs that are due. Those in `held` run in this very process, so their lease is only late.
    func claim(_ count: Int, except held: [Identifier<QueuedJob>]) async throws -> [ClaimedJob] {
        try await database.write { transaction in
            let others: SQL = held.isEmpty ? "" : "AND id NOT IN \(list: held)"
            return try transaction.all(
                """
                WITH due AS MATERIALIZED (
                    SELECT id FROM jobs
                    WHERE state <> 'failed' AND due_at <= \(transaction.now) AND name IN \(list: names) \(others)
                    ORDER BY due_at LIMIT \(count)\(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED"))
                UPDATE jobs SET state = 'running', attempts = attempts + 1, fence = fence + 1,
                    due_at = \(transaction.now + lease)
                WHERE id IN (SELECT id FROM due)
                RETURNING id, name, payload, attempts, fence, created_at
                """)
        }
    }

    /// Extends the lease of each job, and gives those that another worker has by now.
    func extend(_ held: [(id: Identifier<QueuedJob>, fence: Int64)]) async throws -> [Identifier<QueuedJob>] {
        let changed = try await database.write { transaction in
            try transaction.batch(
                held.map { job in
                    """
                    UPDATE jobs SET due_at = \(transaction.now + lease)
                    WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
                    """
                })
        }
        return zip(held, changed).filter { $1 == 0 }.map(\.0.id)
    }

    /// Takes a finished job out; false when another worker has it.
    func remove(_ job: ClaimedJob) async throws -> Bool {
        try await database.write {
            try $0.execute("DELETE FROM jobs WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'") == 1
        }
    }

    /// Puts a job back for a later attempt; false when another worker has it. `counted` false gives the attempt back.
    func postpone(_ job: ClaimedJob, by rest: Span, _ error: String, counted: Bool = true) async throws -> Bool {
        try await database.write { transaction in
            let attempts = counted ? job.attempt : job.attempt - 1
            return try transaction.execute(
                """
                UPDATE jobs SET state = 'ready', due_at = \(transaction.now + rest), last_error = \(error),
                    attempts = \(attempts)
                WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
                """) == 1
        }
    }

    /// Puts a job aside with its error; false when another worker has it.
    func quarantine(_ job: ClaimedJob, _ error: String) async throws -> Bool {
        try await database.write { transaction in
            try transaction.execute(
                """
                UPDATE jobs SET state = 'failed', due_at = \(transaction.now), last_error = \(error)
                WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
                """) == 1
        }
    }
}
