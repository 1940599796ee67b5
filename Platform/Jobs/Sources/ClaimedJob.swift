import Database
import Kernel

/// A job that this worker holds until its lease ends.
struct ClaimedJob: RowDecodable, Sendable {
    let id: Identifier<QueuedJob>
    let name: String
    let lane: Lane
    let payload: String
    let series: String?
    let attempt: Int
    let fence: Int64
    /// Whether it was asked to stop by a worker that is no more.
    let isCancelled: Bool
    let createdAt: Instant

    static let columns: SQL = "id, name, lane, payload, series, attempts, fence, is_cancelled, created_at"

    init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        lane = try row.next()
        payload = try row.next()
        series = try row.next()
        attempt = try row.next()
        fence = try row.next()
        isCancelled = try row.next()
        createdAt = try row.next()
    }
}

extension Transaction {
    /// Takes a job out, and lets the next one of its series begin; false when another worker has it.
    func remove(_ job: ClaimedJob) throws -> Bool {
        let removed = try execute(
            "DELETE FROM jobs WHERE id = \(job.id) AND fence = \(job.fence) AND state = 'running'")
        guard removed == 1 else { return false }
        try unblock(job.series, of: job.name)
        return true
    }

    /// Lets the first job of a series begin, after the one before it has gone. Where there is no series there is nothing to do.
    func unblock(_ series: String?, of name: String) throws {
        guard let series else { return }
        let changed = try execute(
            """
            UPDATE jobs SET state = 'ready', due_at = \(now)
            WHERE name = \(name) AND series = \(series) AND state = 'blocked' AND sequence = (
                SELECT MIN(sequence) FROM jobs AS others WHERE others.name = \(name) AND others.series = \(series))
            """)
        if changed > 0 { ringJobs() }
    }
}
