public import Database
public import Kernel

extension Transaction {
    /// Puts a job into the queue with this transaction: it exists if and only if this commits, and may start at once then.
    ///
    /// It starts at `moment` or later; without one, now. With a `key`, nothing happens while a job of the same name and key is
    /// waiting or running, and the answer is nil. Throws `EncodingError` when the job cannot be written as JSON.
    @discardableResult
    public func enqueue(_ job: some Job, at moment: Instant? = nil, unique key: String? = nil) throws
        -> Identifier<QueuedJob>?
    {
        let kind = type(of: job)
        let new = NewJob(
            name: kind.name, lane: kind.lane, payload: try JSONText.encode(job), key: key, dueAt: moment ?? now)
        return try insert(new)
    }

    /// Writes the row; nil when there is one in its place already.
    @discardableResult
    func insert(_ job: NewJob) throws -> Identifier<QueuedJob>? {
        let id = entropy.identifier(at: now, for: QueuedJob.self)
        let sql: SQL = """
            INSERT INTO jobs (id, name, lane, payload, unique_key, series, sequence, state, due_at, attempts, fence,
                is_cancelled, created_at)
            VALUES (\(id), \(job.name), \(job.lane), \(job.payload), \(job.key), \(job.series), \(job.sequence),
                \(job.isBlocked ? "blocked" : "ready"), \(job.dueAt), 0, 0, \(false), \(now))
            ON CONFLICT DO NOTHING
            """
        ringJobs()
        // Only one with a key can meet another, so the others need not wait for the answer.
        if job.key != nil { return try execute(sql) == 1 ? id : nil }
        try post(sql)
        return id
    }
}

/// A job that is about to become a row.
struct NewJob {
    let name: String
    let lane: Lane
    let payload: String
    var key: String?
    /// Jobs of one name and series run one at a time, by their sequence; one that is blocked waits for those before it.
    var series: String?
    var sequence: Int64?
    var isBlocked = false
    let dueAt: Instant
}
