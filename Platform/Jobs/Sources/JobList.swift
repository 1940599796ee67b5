public import Database
public import Kernel

/// Where a job is.
public enum JobState: String, Sendable, Hashable, CaseIterable {
    /// For its time, for room, or for the one before it in its series.
    case waiting
    /// Held by a worker.
    case running
    /// Put aside after its last attempt.
    case failed

    /// The state as rows have it. `'blocked'` is one that waits for another.
    init?(stored: String) {
        switch stored {
        case "ready", "blocked": self = .waiting
        default: self.init(rawValue: stored)
        }
    }
}

/// A job as people look at it.
public struct StoredJob: RowDecodable, Sendable, Hashable {
    /// Its row.
    public let id: Identifier<QueuedJob>
    /// The name of its type; for a listener that of the event, a slash, and that of the listener.
    public let name: String
    /// What it competes with.
    public let lane: Lane
    /// Where it is.
    public let state: JobState
    /// Whether it was asked to stop and has not yet.
    public let isCancelled: Bool
    /// Whether it waits for another one of its series.
    public let isBlocked: Bool
    /// What it does in JSON.
    public let payload: String
    /// What makes it the only one of its name.
    public let key: String?
    /// What it keeps its order within: for a listener the topic of its event.
    public let series: String?
    /// How often it was begun.
    public let attempts: Int
    /// While it waits, when it may begin; while it runs, the end of its lease; then when it was put aside.
    public let dueAt: Instant
    /// When it was put into the queue.
    public let enqueuedAt: Instant
    /// What the last attempt failed with.
    public let error: String?

    /// The place after this one in a listing.
    public var place: JobPlace { JobPlace(dueAt: dueAt, id: id) }

    static let columns: SQL = """
        id, name, lane, state, is_cancelled, payload, unique_key, series, attempts, due_at, created_at, last_error
        """

    /// Columns `id, name, lane, state, is_cancelled, payload, unique_key, series, attempts, due_at, created_at, last_error`.
    public init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        lane = try row.next()
        let stored = try row.next(String.self)
        guard let state = JobState(stored: stored) else {
            throw DatabaseError.decoding("\(stored) is no state of a job")
        }
        self.state = state
        isBlocked = stored == "blocked"
        isCancelled = try row.next()
        payload = try row.next()
        key = try row.next()
        series = try row.next()
        attempts = try row.next()
        dueAt = try row.next()
        enqueuedAt = try row.next()
        error = try row.next()
    }
}

/// A place in a listing of jobs, as a link carries it.
public struct JobPlace: Sendable, Hashable, CustomStringConvertible {
    let dueAt: Instant
    let id: Identifier<QueuedJob>

    init(dueAt: Instant, id: Identifier<QueuedJob>) {
        self.dueAt = dueAt
        self.id = id
    }

    /// Reads what `description` wrote; anything else is nil.
    public init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let microseconds = Int64(parts[0]), let id = Identifier<QueuedJob>(parts[1]) else {
            return nil
        }
        self.init(dueAt: Instant(microseconds: microseconds), id: id)
    }

    /// Digits, a dot, and an id.
    public var description: String { "\(dueAt.microseconds).\(id)" }
}

extension Transaction {
    /// The jobs in a state, at most `limit` after a place: those that wait and run by when they are due, those that were put aside
    /// the latest first.
    public func jobs(_ state: JobState, after place: JobPlace? = nil, limit: Int = 50) throws -> [StoredJob] {
        let (columns, bounded) = (StoredJob.columns, max(limit, 0))
        let last =
            place
            ?? JobPlace(
                dueAt: Instant(microseconds: state == .failed ? .max : .min), id: Identifier(high: 0, low: 0))
        switch state {
        case .waiting:
            return try all(
                """
                SELECT \(columns) FROM jobs
                WHERE state IN ('ready', 'blocked') AND (due_at, id) > (\(last.dueAt), \(last.id))
                ORDER BY due_at, id LIMIT \(bounded)
                """)
        case .running:
            return try all(
                """
                SELECT \(columns) FROM jobs WHERE state = 'running' AND (due_at, id) > (\(last.dueAt), \(last.id))
                ORDER BY due_at, id LIMIT \(bounded)
                """)
        case .failed:
            return try all(
                """
                SELECT \(columns) FROM jobs WHERE state = 'failed' AND (due_at, id) < (\(last.dueAt), \(last.id))
                ORDER BY due_at DESC, id DESC LIMIT \(bounded)
                """)
        }
    }

    /// How many jobs there are in each state and lane.
    public func jobCounts() throws -> JobCounts {
        let rows: [JobCounts.Stored] = try all("SELECT state, lane, COUNT(*) FROM jobs GROUP BY state, lane")
        return JobCounts(rows)
    }
}

/// How many jobs there are in each state and lane.
public struct JobCounts: Sendable, Hashable {
    private struct Key: Hashable {
        let state: JobState
        let lane: Lane
    }

    struct Stored: RowDecodable {
        let state: String
        let lane: Lane
        let count: Int
        init(row: inout Row) throws {
            state = try row.next()
            lane = try row.next()
            count = try row.next()
        }
    }

    private var counts: [Key: Int] = [:]

    init(_ rows: [Stored]) {
        for row in rows {
            guard let state = JobState(stored: row.state) else { continue }
            counts[Key(state: state, lane: row.lane), default: 0] += row.count
        }
    }

    /// How many are in a state, in one lane or in all.
    public func count(_ state: JobState, in lane: Lane? = nil) -> Int {
        counts.reduce(0) { $0 + ($1.key.state == state && (lane ?? $1.key.lane) == $1.key.lane ? $1.value : 0) }
    }
}
