/// Work to be done after a transaction, at least once: a value that says what, and a handler registered for its type.
public protocol Job: Codable, Sendable {
    /// Stable, kebab-case, with its domain before a dot: `orders.expire`. Stored jobs are found by it.
    static var name: String { get }
    /// What it competes with; `.normal` unless the type says otherwise.
    static var lane: Lane { get }
}

extension Job {
    /// The lane of most jobs.
    public static var lane: Lane { .normal }
}

/// A row of the queue, as the subject of an id.
public enum QueuedJob {}

/// What went wrong with a job rather than in it.
public enum JobError: Error, Hashable, Sendable {
    /// The lease ran out and another worker has the job, so this one must not finish it.
    case leaseLost
    /// The handler says that trying again is of no use: the job is put aside at once.
    case hopeless(String)
    /// Two handlers, listeners or schedules have the same name.
    case duplicate(String)
    /// `runUntilIdle` did not come to an end.
    case endless
}
