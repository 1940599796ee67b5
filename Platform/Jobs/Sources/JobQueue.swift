import Database
import Kernel

/// The statements of the queue. `due_at` is when a row may be claimed: its time while it is ready, the end of its lease while
/// it runs. Each claim raises `fence`, so whoever held the job before can change nothing about it any more.
struct JobQueue: Sendable {
    let database: Database
    let names: [String]
    let lease: Span

    /// Of `lanes`, those in which something may be claimed: a look that locks nothing, since most looks find nothing.
    func due(in lanes: [Lane]) async throws -> [Lane] {
        let now = database.clock.now()
        return try await database.all(
            """
            WITH lanes (lane) AS (VALUES ('urgent'), ('normal'), ('heavy'))
            SELECT lane FROM lanes WHERE lane IN \(list: lanes) AND EXISTS (
                SELECT 1 FROM jobs WHERE jobs.lane = lanes.lane AND state IN ('ready', 'running')
                    AND due_at <= \(now) AND name IN \(list: names))
            """)
    }

    /// The jobs of a lane that may be claimed, those that are due the longest first. Those in `held` run in this very process, so
    /// their lease is only late.
    func claimable(in lane: Lane, at moment: Instant, except held: [Identifier<QueuedJob>], limit: Int) -> SQL {
        let others: SQL = held.isEmpty ? "" : "AND id NOT IN \(list: held)"
        return """
            SELECT id FROM jobs
            WHERE lane = \(lane) AND state IN ('ready', 'running') AND due_at <= \(moment) AND name IN \(list: names) \(others)
            ORDER BY due_at LIMIT \(limit)\(sqlite: "", postgres: " FOR UPDATE SKIP LOCKED")
            """
    }

    /// Takes up to `count` jobs of a lane that are due.
    func claim(_ count: Int, in lane: Lane, except held: [Identifier<QueuedJob>]) async throws -> [ClaimedJob] {
        try await database.write { transaction in
            try transaction.all(
                """
                WITH due AS MATERIALIZED (
                    \(claimable(in: lane, at: transaction.now, except: held, limit: count)))
                UPDATE jobs SET state = 'running', attempts = attempts + 1, fence = fence + 1,
                    due_at = \(transaction.now + lease)
                WHERE id IN (SELECT id FROM due)
                RETURNING \(ClaimedJob.columns)
                """)
        }
    }

    /// Makes due what was put off by a clock that was ahead and has been set right: jobs that run for much longer than a lease by what their
    /// row says, which no worker writes, get one lease, which whoever runs them extends; jobs that were made later than now keep the wait
    /// that they were made with.
    func makeDueWhatIsAhead() async throws {
        let now = database.clock.now()
        let longest = now + lease + HeldSchedule.skew
        let isAhead: SQL = """
            lane IN \(list: Lane.allCases) AND state IN ('ready', 'running') AND due_at > \(longest) AND name IN \(list: names)
                AND (state = 'running' OR created_at > \(longest))
            """
        // A look that writes nothing, since most find nothing.
        let found: Int? = try await database.first("SELECT 1 FROM jobs WHERE \(isAhead) LIMIT 1")
        guard found != nil else { return }
        try await database.write { transaction in
            try transaction.execute(
                """
                UPDATE jobs SET created_at = CASE WHEN created_at > \(longest) THEN \(now) ELSE created_at END,
                    due_at = CASE WHEN state = 'running' THEN \(now + lease) ELSE \(now) + (due_at - created_at) END
                WHERE \(isAhead)
                """)
        }
    }

    /// Extends the lease of each job, and says which of them another worker has by now, and which were cancelled.
    func extend(_ held: [(id: Identifier<QueuedJob>, fence: Int64)]) async throws -> [Identifier<QueuedJob>: JobStop] {
        try await database.write { transaction in
            let changed = try transaction.batch(
                held.map { job in
                    """
                    UPDATE jobs SET due_at = \(transaction.now + lease)
                    WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'
                    """
                })
            let ours = zip(held, changed).filter { $1 == 1 }.map(\.0.id)
            let cancelled: [Identifier<QueuedJob>] = try transaction.all(
                "SELECT id FROM jobs WHERE id IN \(list: ours) AND is_cancelled")
            let lost = Set(held.map(\.id)).subtracting(ours)
            return Dictionary(
                lost.map { ($0, JobStop.lost) } + cancelled.map { ($0, JobStop.cancelled) }, uniquingKeysWith: { $1 })
        }
    }

    /// Takes a finished job out; false when another worker has it.
    func remove(_ job: ClaimedJob) async throws -> Bool { try await database.write { try $0.remove(job) } }

    /// Puts a job back for a later attempt; false when another worker has it. `counted` false gives the attempt back.
    /// One that was cancelled is taken out instead.
    func postpone(_ job: ClaimedJob, by rest: Span, _ error: String, counted: Bool = true) async throws -> Bool {
        try await database.write { transaction in
            let attempts = counted ? job.attempt : job.attempt - 1
            let changed = try transaction.execute(
                """
                UPDATE jobs SET state = 'ready', due_at = \(transaction.now + rest), last_error = \(error),
                    attempts = \(attempts)
                WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running' AND NOT is_cancelled
                """)
            return try changed == 1 || transaction.remove(job)
        }
    }

    /// Puts a job aside with its error; false when another worker has it. One that was cancelled is taken out instead.
    func quarantine(_ job: ClaimedJob, _ error: String) async throws -> Bool {
        try await database.write { transaction in
            let changed = try transaction.execute(
                """
                UPDATE jobs SET state = 'failed', due_at = \(transaction.now), last_error = \(error)
                WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running' AND NOT is_cancelled
                """)
            return try changed == 1 || transaction.remove(job)
        }
    }
}
