public import Database
public import Kernel

/// A job that was put aside because it kept failing.
public struct FailedJob: RowDecodable, Sendable, Hashable {
    /// Its row.
    public let id: Identifier<QueuedJob>
    /// The name of its type.
    public let name: String
    /// The job in JSON.
    public let payload: String
    /// How often it was tried.
    public let attempts: Int
    /// What it failed with in the end.
    public let error: String
    /// When it was put into the queue.
    public let enqueuedAt: Instant
    /// When it was put aside.
    public let failedAt: Instant

    /// Columns `id, name, payload, attempts, last_error, created_at, due_at`.
    public init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        payload = try row.next()
        attempts = try row.next()
        error = try row.next()
        enqueuedAt = try row.next()
        failedAt = try row.next()
    }
}

/// How many jobs there are in each state.
public struct JobCounts: Sendable, Hashable {
    /// Waiting, for their time or for a worker.
    public let ready: Int
    /// Held by a worker.
    public let running: Int
    /// Put aside.
    public let failed: Int
}

extension Transaction {
    /// The jobs that were put aside, the latest first.
    public func failedJobs(limit: Int = 100) throws -> [FailedJob] {
        try all(
            """
            SELECT id, name, payload, attempts, COALESCE(last_error, ''), created_at, due_at FROM jobs
            WHERE state = 'failed' ORDER BY due_at DESC, id LIMIT \(limit)
            """)
    }

    /// Gives a job that was put aside all its attempts again, from now on.
    ///
    /// False when it is not there, or when one with the same unique key is waiting or running.
    @discardableResult public func retryFailedJob(_ id: Identifier<QueuedJob>) throws -> Bool {
        let changed = try execute(
            """
            UPDATE jobs SET state = 'ready', due_at = \(now), attempts = 0
            WHERE id = \(id) AND state = 'failed' AND NOT EXISTS (
                SELECT 1 FROM jobs AS other
                WHERE other.name = jobs.name AND other.unique_key = jobs.unique_key AND other.state <> 'failed')
            """)
        if changed == 1 { ringJobs() }
        return changed == 1
    }

    /// Deletes a job that was put aside; false when it is not there.
    @discardableResult public func discardFailedJob(_ id: Identifier<QueuedJob>) throws -> Bool {
        try execute("DELETE FROM jobs WHERE id = \(id) AND state = 'failed'") == 1
    }

    /// How many jobs there are in each state.
    public func jobCounts() throws -> JobCounts {
        struct Count: RowDecodable {
            let state: String
            let count: Int
            init(row: inout Row) throws {
                state = try row.next()
                count = try row.next()
            }
        }
        let counts: [Count] = try all("SELECT state, COUNT(*) FROM jobs GROUP BY state")
        func count(_ state: String) -> Int { counts.first { $0.state == state }?.count ?? 0 }
        return JobCounts(ready: count("ready"), running: count("running"), failed: count("failed"))
    }
}
