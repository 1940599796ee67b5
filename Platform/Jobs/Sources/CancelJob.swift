public import Database
public import Kernel

/// What became of the wish to cancel a job.
public enum JobCancellation: Sendable, Hashable {
    /// It was waiting and is gone.
    case removed
    /// It is running: its task is cancelled at the next beat of its worker, at once in this process, and it is not repeated. What
    /// it has committed stays.
    case asked
    /// It has ended, was put aside, or never was.
    case absent
}

extension Transaction {
    /// Cancels a job that waits or runs. One that was put aside is discarded with `discardFailedJob`.
    @discardableResult public func cancelJob(_ id: Identifier<QueuedJob>) throws -> JobCancellation {
        guard let job = try lockJob(id) else { return .absent }
        switch job.state {
        case "ready", "blocked":
            try removeLocked(id, job)
            return .removed
        case "running":
            try execute("UPDATE jobs SET is_cancelled = \(true) WHERE id = \(id)")
            ringCancellations()
            return .asked
        default: return .absent
        }
    }

    /// Gives a job that was put aside all its attempts again, from now on; what waits behind it goes on after it.
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

    /// Deletes a job that was put aside, so that what waits behind it goes on; false when it is not there.
    @discardableResult public func discardFailedJob(_ id: Identifier<QueuedJob>) throws -> Bool {
        guard let job = try lockJob(id), job.state == "failed" else { return false }
        try removeLocked(id, job)
        return true
    }

    /// Deletes jobs that were put aside before a moment, as `discardFailedJob` does, the oldest first and a thousand at most.
    /// Gives how many.
    @discardableResult public func forgetFailedJobs(before moment: Instant) throws -> Int {
        let ids: [Identifier<QueuedJob>] = try all(
            "SELECT id FROM jobs WHERE state = 'failed' AND due_at < \(moment) ORDER BY due_at, id LIMIT 1000")
        return try ids.count { try discardFailedJob($0) }
    }

    /// Reads a job and keeps everybody else from changing it.
    ///
    /// The first of its series is locked before it: whoever takes that one out at the same moment comes before or after, and so
    /// sees which one is next.
    private func lockJob(_ id: Identifier<QueuedJob>) throws -> LockedJob? {
        let lock: SQL = "\(sqlite: "", postgres: "FOR UPDATE")"
        let columns: SQL = "name, series, state"
        guard let job: LockedJob = try first("SELECT \(columns) FROM jobs WHERE id = \(id)") else { return nil }
        if let series = job.series {
            let _: Identifier<QueuedJob>? = try first(
                """
                SELECT id FROM jobs WHERE name = \(job.name) AND series = \(series) ORDER BY sequence LIMIT 1 \(lock)
                """)
        }
        return try first("SELECT \(columns) FROM jobs WHERE id = \(id) \(lock)")
    }

    private func removeLocked(_ id: Identifier<QueuedJob>, _ job: LockedJob) throws {
        try execute("DELETE FROM jobs WHERE id = \(id)")
        try unblock(job.series, of: job.name)
    }
}

/// What decides about a job that somebody wants to be rid of.
private struct LockedJob: RowDecodable {
    let name: String
    let series: String?
    let state: String

    init(row: inout Row) throws {
        name = try row.next()
        series = try row.next()
        state = try row.next()
    }
}
